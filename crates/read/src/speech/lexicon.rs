//! The words that report speech, as `data/lexicon/cues.toml` lists them.

use crate::grammar::Grammar;
use rapporteur_text::{Upos, WordId};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a cue says of its content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cue {
    pub(crate) stance: &'static str,
    pub(crate) clause: bool,
    pub(crate) quote: bool,
    pub(crate) infinitive: bool,
    pub(crate) object: bool,
    pub(crate) about: bool,
    /// Reports speech only with a clause or a quotation: 'found that', not 'found three bodies'.
    pub(crate) weak: bool,
    /// What is reported is denied.
    pub(crate) denies: bool,
    /// The preposition that is part of the cue: 'for' in 'called for talks'.
    pub(crate) particle: Option<&'static str>,
}

/// The cues, attitudes and refusals.
pub(crate) struct Cues {
    verbs: BTreeMap<&'static str, Vec<Cue>>,
    nouns: BTreeMap<&'static str, Cue>,
    attitudes: Vec<&'static str>,
    decline: Decline,
    anonymous: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    cue: Vec<Group>,
    attitude: Vec<Attitude>,
    decline: DeclineGroup,
    anonymous: Anonymous,
}

#[derive(Deserialize)]
struct Anonymous {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Group {
    stance: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    takes: Vec<String>,
    #[serde(default)]
    weak: bool,
    polarity: Option<String>,
}

#[derive(Deserialize)]
struct Attitude {
    verbs: Vec<String>,
}

#[derive(Deserialize)]
struct DeclineGroup {
    verbs: Vec<String>,
    of: Vec<String>,
}

struct Decline {
    verbs: Vec<String>,
    of: Vec<String>,
}

/// A word of the lexicon; the lexicon is read once and lives as long as the program.
fn keep(word: String) -> &'static str {
    Box::leak(word.into_boxed_str())
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../../data/lexicon/cues.toml"))
        .expect("cues.toml is part of the program and read by its tests");
    let mut cues = Cues {
        verbs: BTreeMap::new(),
        nouns: BTreeMap::new(),
        attitudes: file.attitude.into_iter().flat_map(|a| a.verbs).map(keep).collect(),
        decline: Decline { verbs: file.decline.verbs, of: file.decline.of },
        anonymous: file.anonymous.words,
    };
    for group in file.cue {
        let takes = |what: &str| group.takes.iter().any(|t| t == what);
        let cue = Cue {
            stance: keep(group.stance.clone()),
            clause: takes("clause"),
            quote: takes("quote"),
            infinitive: takes("infinitive"),
            object: takes("object"),
            about: takes("about"),
            weak: group.weak,
            denies: group.polarity.as_deref() == Some("denied"),
            particle: None,
        };
        for verb in group.verbs {
            let verb = keep(verb);
            let (lemma, particle) =
                verb.split_once(' ').map_or((verb, None), |(lemma, with)| (lemma, Some(with)));
            cues.verbs.entry(lemma).or_default().push(Cue { particle, ..cue.clone() });
        }
        for noun in group.nouns {
            cues.nouns.insert(keep(noun), cue.clone());
        }
    }
    cues
});

impl Cues {
    pub(crate) fn shared() -> &'static Self {
        &CUES
    }

    /// Every lemma of the lexicon.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let verbs = self.verbs.keys().chain(self.nouns.keys()).chain(&self.attitudes);
        verbs.map(|w| (*w).to_owned()).chain(self.decline.of.iter().cloned())
    }

    /// What the verb `w` reports, if it is one that reports speech.
    pub(crate) fn verb(&self, grammar: &Grammar<'_>, w: WordId) -> Option<Cue> {
        let word = grammar.word(w);
        if !matches!(word.upos, Upos::Verb | Upos::Aux) {
            return None;
        }
        let lemma = grammar.lemma(w);
        let entries = self.verbs.get(lemma.as_str())?;
        let parted = entries.iter().find(|c| {
            c.particle.is_some_and(|p| {
                grammar.has_particle(w, p)
                    || !grammar.behind(w, &[p]).is_empty()
                    || grammar.those(w, &["xcomp", "obj"]).any(|k| grammar.form(k) == p)
            })
        });
        if let Some(cue) = parted {
            return Some(cue.clone());
        }
        // One verb may stand in several groups: the first gives the force, all give the contents.
        let mut plain = entries.iter().filter(|c| c.particle.is_none());
        let mut cue = plain.next()?.clone();
        for more in plain {
            cue.clause |= more.clause;
            cue.quote |= more.quote;
            cue.infinitive |= more.infinitive;
            cue.object |= more.object;
            cue.about |= more.about;
        }
        Some(cue)
    }

    /// What the noun `w` reports: 'claim' in 'his claim that the town is theirs'.
    pub(crate) fn noun(&self, grammar: &Grammar<'_>, w: WordId) -> Option<Cue> {
        let noun = grammar.word(w).upos == Upos::Noun;
        noun.then(|| self.nouns.get(grammar.lemma(w).as_str()).cloned()).flatten()
    }

    /// Whether the word is an attitude: 'feared', 'hopeful'.
    pub(crate) fn is_attitude(&self, grammar: &Grammar<'_>, w: WordId) -> bool {
        self.attitudes.contains(&grammar.lemma(w).as_str())
    }

    /// Whether a short content only asks for the source's name to be kept back.
    pub(crate) fn is_anonymity(&self, content: &str) -> bool {
        let mut words = content.split_whitespace();
        let first = words.next().unwrap_or_default();
        let request = matches!(first, "not" | "to" | "for" | "anonymity" | "that");
        request
            && words.take(6).any(|w| {
                self.anonymous
                    .iter()
                    .any(|a| *a == w.trim_end_matches(|c: char| !c.is_alphanumeric()))
            })
    }

    /// The verb that somebody declines, if `w` declines to say: 'comment' in 'declined to comment'.
    pub(crate) fn declined(&self, grammar: &Grammar<'_>, w: WordId) -> Option<WordId> {
        if !self.decline.verbs.iter().any(|v| *v == grammar.lemma(w)) {
            return None;
        }
        let spoken = |k: &WordId| self.decline.of.iter().any(|v| *v == grammar.lemma(*k));
        grammar.those(w, &["xcomp"]).find(spoken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trees::tree;

    #[test]
    fn a_preposition_makes_another_cue() {
        let cues = Cues::shared();
        let (document, analysis) = tree(
            "Paris/PROPN/nsubj/2 called/VERB:call/root/0 for/ADP/case/4 talks/NOUN:talk/obl/2 ./PUNCT/punct/2",
        );
        let grammar = Grammar::new(&document.text, &analysis);
        let cue = cues.verb(&grammar, WordId(1)).expect("it is one");
        assert_eq!((cue.stance, cue.particle), ("demand", Some("for")));
        assert!(cues.verb(&grammar, WordId(3)).is_none());
    }
}
