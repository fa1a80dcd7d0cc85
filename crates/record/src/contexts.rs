//! What an event is about: PLOVER's contexts, by the words of its sentence.
//!
//! 'Iran offered to halt the enrichment of uranium' has the context `cbrn`; 'the nucleus of the party
//! met' has none. PLOVER judges a context on the paragraph or the document; the sentence is the
//! narrower reading, so that a page on many things does not give all of them to each act.

use rapporteur_text::{Analysis, Span};
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct File {
    context: Vec<Context>,
}

#[derive(Deserialize)]
struct Context {
    name: String,
    cues: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are for readers and tests"))]
    fires: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are for readers and tests"))]
    not: String,
}

fn embedded() -> &'static [Context] {
    static CONTEXTS: OnceLock<Vec<Context>> = OnceLock::new();
    CONTEXTS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../../../data/lexicon/contexts.toml"))
            .expect("contexts.toml is part of the program and read by its tests");
        file.context
    })
}

/// The contexts of a sentence, in the order of the data file.
pub(crate) fn of(analysis: &Analysis, sentence: Span) -> Vec<String> {
    let lemmas: Vec<String> =
        analysis.words_in(sentence).map(|w| analysis.word(w).lemma.to_lowercase()).collect();
    among(&lemmas)
}

fn among(lemmas: &[String]) -> Vec<String> {
    let told = |cue: &str| {
        let words: Vec<&str> = cue.split(' ').collect();
        lemmas.windows(words.len()).any(|w| w.iter().zip(&words).all(|(a, b)| a == b))
    };
    embedded()
        .iter()
        .filter(|c| c.cues.iter().any(|cue| told(cue)))
        .map(|c| c.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dictionary forms as plainly as the examples need them.
    fn lemmas(sentence: &str) -> Vec<String> {
        let plain = |w: &str| {
            let w = w.trim_matches(['.', ',']).to_lowercase();
            // 'gas' is no plural.
            let stem = w.strip_suffix('s').filter(|s| s.len() > 2 && !s.ends_with(['s', 'u', 'i']));
            stem.map_or_else(|| w.clone(), str::to_owned)
        };
        sentence.split(' ').map(plain).collect()
    }

    #[test]
    fn every_context_fires_and_does_not_as_its_examples_say() {
        for context in embedded() {
            assert!(among(&lemmas(&context.fires)).contains(&context.name), "{}", context.fires);
            assert!(!among(&lemmas(&context.not)).contains(&context.name), "{}", context.not);
        }
    }
}
