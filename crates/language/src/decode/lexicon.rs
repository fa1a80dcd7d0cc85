//! Lemmas seen in training, and what endings an unseen word may have lost. Section 5 of
//! `training/CONTRACT.md`.
//!
//! A network that reads word pieces knows that 'announced' has lost an ending, but not well which
//! letters; the trees' own words do.

use rapporteur_text::Upos;
use smol_str::SmolStr;

/// Lines `form, UPOS, FEATS or *, lemma`, parted by tabs, sorted by their bytes and searched as
/// they are: laying them out in a map would take longer than reading most documents.
#[derive(Default)]
pub(crate) struct Lexicon {
    lines: Box<str>,
    starts: Vec<u32>,
}

impl Lexicon {
    /// Takes the section as it is in the file.
    pub(crate) fn new(lines: &str) -> Result<Self, String> {
        let mut starts = Vec::with_capacity(lines.len() / 24);
        let mut at = 0;
        let mut before = "";
        for line in lines.split_inclusive('\n') {
            if line <= before {
                return Err(format!("lemmas.tsv: line {} is out of order", starts.len() + 1));
            }
            if line.matches('\t').count() != 3 || !line.ends_with('\n') {
                return Err(format!("lemmas.tsv: line {} has not four fields", starts.len() + 1));
            }
            starts.push(u32::try_from(at).map_err(|_| "lemmas.tsv is too long".to_owned())?);
            at += line.len();
            before = line;
        }
        Ok(Self { lines: lines.into(), starts })
    }

    /// The lemma of a word. `guess` is what the network's script makes of it.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, feats: &str, guess: SmolStr) -> SmolStr {
        if self.starts.is_empty() {
            return guess;
        }
        let lower = form.to_lowercase();
        let seen = self
            .find(form, upos, feats)
            .or_else(|| if lower == form { None } else { self.find(&lower, upos, feats) });
        if let Some(seen) = seen {
            return seen.into();
        }
        let stems = stems(&lower, upos, feats);
        for kinds in [&[upos][..], &[Upos::Verb, Upos::Noun, Upos::Adj]] {
            for stem in &stems {
                if kinds.iter().any(|kind| self.knows(stem, *kind)) {
                    return stem.clone();
                }
            }
        }
        match stems.first() {
            Some(first) if !stems.contains(&guess) => first.clone(),
            _ => guess,
        }
    }

    fn find(&self, form: &str, upos: Upos, feats: &str) -> Option<&str> {
        let mut any = None;
        for (kind, lemma) in self.entries(form, upos) {
            if kind == feats {
                return Some(lemma);
            }
            if kind == "*" {
                any = Some(lemma);
            }
        }
        any
    }

    /// Whether a word of this kind is its own lemma.
    fn knows(&self, lemma: &str, upos: Upos) -> bool {
        self.entries(lemma, upos).any(|(kind, own)| kind == "*" && own == lemma)
    }

    /// FEATS and lemma of the entries of a form.
    fn entries(&self, form: &str, upos: Upos) -> impl Iterator<Item = (&str, &str)> {
        let key = format!("{form}\t{}\t", upos.name());
        let first = self.starts.partition_point(|&at| self.line(at) < key.as_str());
        self.starts[first..]
            .iter()
            .map_while(move |&at| self.line(at).strip_prefix(key.as_str())?.split_once('\t'))
    }

    fn line(&self, at: u32) -> &str {
        let rest = &self.lines[at as usize..];
        rest.split_once('\n').map_or(rest, |(line, _)| line)
    }
}

/// What a word may be without its ending, the likelier stem first: 'stopped' `stopp`, `stoppe`,
/// `stop`; 'cities' `citie`, `citi`, `city`. Nothing for a word whose kind takes no ending ('bed'
/// the noun) or that has none.
fn stems(lower: &str, upos: Upos, feats: &str) -> Vec<SmolStr> {
    let verb = matches!(upos, Upos::Verb | Upos::Aux);
    let chars: Vec<char> = lower.chars().collect();
    let less = |n: usize| chars[..chars.len() - n].iter().collect::<String>();
    let before = |n: usize| chars[chars.len() - n];
    let mut stems = Vec::with_capacity(3);
    if verb && lower.ends_with("ed") && chars.len() > 4 {
        stems.extend([less(2), less(1)]);
        if before(3) == before(4) {
            stems.push(less(3));
        }
        if before(3) == 'i' {
            stems.push(less(3) + "y");
        }
    } else if verb && lower.ends_with("ing") && chars.len() > 5 {
        stems.extend([less(3), less(3) + "e"]);
        if before(4) == before(5) {
            stems.push(less(4));
        }
    } else if (upos == Upos::Verb && feats.contains("Person=3")
        || upos == Upos::Noun && feats.contains("Number=Plur"))
        && lower.ends_with('s')
        && chars.len() > 3
    {
        stems.push(less(1));
        if lower.ends_with("es") {
            stems.push(less(2));
        }
        if lower.ends_with("ies") {
            stems.push(less(3) + "y");
        }
    }
    stems.into_iter().map(SmolStr::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "I\tPRON\t*\tI\n\
        announce\tVERB\t*\tannounce\n\
        city\tNOUN\t*\tcity\n\
        found\tVERB\t*\tfind\n\
        found\tVERB\tVerbForm=Inf\tfound\n\
        stop\tNOUN\t*\tstop\n";

    #[test]
    fn seen_words_then_stems_then_the_guess() {
        let lexicon = Lexicon::new(LINES).unwrap();
        let lemma = |form, upos, feats, guess: &str| lexicon.lemma(form, upos, feats, guess.into());
        assert_eq!(lemma("I", Upos::Pron, "Case=Nom", "i"), "I");
        assert_eq!(lemma("found", Upos::Verb, "VerbForm=Inf", "x"), "found");
        assert_eq!(lemma("Found", Upos::Verb, "Tense=Past", "x"), "find");
        assert_eq!(lemma("announced", Upos::Verb, "Tense=Past", "announc"), "announce");
        assert_eq!(lemma("Cities", Upos::Noun, "Number=Plur", "citie"), "city");
        assert_eq!(
            lemma("stopped", Upos::Verb, "Tense=Past", "stopp"),
            "stop",
            "a noun so spelled"
        );
        assert_eq!(lemma("zorbed", Upos::Verb, "Tense=Past", "zorbe"), "zorbe", "a possible stem");
        assert_eq!(lemma("zorbed", Upos::Verb, "Tense=Past", "zor"), "zorb");
        assert_eq!(lemma("bed", Upos::Noun, "Number=Sing", "bed"), "bed");
        assert_eq!(lemma("cities", Upos::Propn, "Number=Plur", "cities"), "cities");
        assert_eq!(lemma("", Upos::X, "_", ""), "");
        assert_eq!(lemma("éééed", Upos::Verb, "_", "é"), "ééé");
    }

    #[test]
    fn without_a_lexicon_the_guess_stands() {
        assert_eq!(Lexicon::default().lemma("zorbed", Upos::Verb, "_", "zor".into()), "zor");
    }

    #[test]
    fn lines_out_of_order_or_short_are_refused() {
        assert!(Lexicon::new("b\tX\t*\tb\na\tX\t*\ta\n").is_err());
        assert!(Lexicon::new("b\tX\tb\n").is_err());
        assert!(Lexicon::new("b\tX\t*\tb").is_err());
    }
}
