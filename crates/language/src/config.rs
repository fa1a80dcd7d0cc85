use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// `config.json` of the container: section 8 of `training/CONTRACT.md`.
#[derive(Debug, Deserialize)]
pub(crate) struct Config {
    pub(crate) version: u32,
    pub(crate) dims: Dims,
    pub(crate) window: WindowSizes,
    pub(crate) unit: UnitSizes,
    /// Lower-case word to the code points before which it is cut. Looked up only.
    pub(crate) cuts: HashMap<String, Vec<usize>>,
    pub(crate) seg: Vec<String>,
    pub(crate) upos: Vec<String>,
    pub(crate) feats: Vec<String>,
    pub(crate) lemma_scripts: Vec<String>,
    pub(crate) deprel: Vec<String>,
    /// Scheme to labels.
    pub(crate) ner: BTreeMap<String, Vec<String>>,
    pub(crate) attr: Vec<String>,
    pub(crate) link: Link,
}

/// Lengths of the vectors the network gives.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Dims {
    pub(crate) arc: usize,
    pub(crate) rel: usize,
    pub(crate) link: usize,
}

/// Sizes in word pieces.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct WindowSizes {
    /// Most pieces in a window, special ones included.
    pub(crate) pieces: usize,
    /// Most pieces read before the kept ones.
    pub(crate) context: usize,
    /// Most pieces read again by the next window where a paragraph had to be cut.
    pub(crate) hold_back: usize,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct UnitSizes {
    pub(crate) max_pieces: usize,
}

/// Rules of linking.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Link {
    /// Most units between two fragments that are linked.
    pub(crate) reach: usize,
    pub(crate) keep_lone_content: bool,
    pub(crate) keep_lone_cue: bool,
}

impl Config {
    /// What would make the program go wrong later, found now.
    pub(crate) fn check(&self) -> Result<(), String> {
        let want = |fine: bool, what: &str| if fine { Ok(()) } else { Err(what.to_owned()) };
        want(self.version == 1, "config.json is of another version than 1")?;
        want(self.seg == ["I", "W", "T", "S"], "seg is not I, W, T, S")?;
        let attr = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"];
        want(self.attr == attr, "attr has other labels than O, B- and I-SOURCE, -CUE, -CONTENT")?;
        let known = |tag: &String| rapporteur_text::Upos::from_name(tag).is_some();
        want(self.upos.iter().all(known), "upos has a tag that Universal Dependencies lacks")?;
        let lists = [&self.upos, &self.feats, &self.lemma_scripts, &self.deprel];
        want(lists.iter().all(|l| (1..=65_535).contains(&l.len())), "a list of labels is empty")?;
        want(self.deprel.iter().any(|r| r == "root"), "deprel has no root")?;
        for (scheme, labels) in &self.ner {
            let outside = labels.first().is_some_and(|l| l == "O");
            let pairs = labels.get(1..).unwrap_or_default().chunks(2).all(|pair| match pair {
                [b, i] => b.strip_prefix("B-").is_some_and(|x| i.strip_prefix("I-") == Some(x)),
                _ => false,
            });
            want(outside && pairs, &format!("labels of {scheme} are not O, B-X, I-X, …"))?;
            want(labels.len() <= 64, &format!("more than 64 labels in {scheme}"))?;
        }
        let WindowSizes { pieces, context, hold_back } = self.window;
        let longest = self.unit.max_pieces;
        let sizes = (1..=255).contains(&longest)
            && pieces <= 4096
            && context.max(hold_back) + longest + 3 < pieces;
        want(sizes, "the window sizes do not fit one another")
    }
}
