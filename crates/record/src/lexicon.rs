//! The words of talks, agreements and deadlines, from `data/lexicon/dealings.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Word lists by section and name. The file is part of the program, so its shape is sure.
pub(crate) struct Lexicon(BTreeMap<String, BTreeMap<String, Vec<String>>>);

impl Lexicon {
    /// The lexicon compiled into the program.
    pub(crate) fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::parse(include_str!("../../../data/lexicon/dealings.toml")))
    }

    fn parse(toml: &str) -> Self {
        let table: toml::Table = toml.parse().unwrap_or_default();
        let sections = table.into_iter().filter_map(|(name, section)| {
            let toml::Value::Table(lists) = section else { return None };
            let lists = lists.into_iter().map(|(key, words)| {
                let words = words.as_array().map_or_else(Vec::new, |a| {
                    a.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect()
                });
                (key, words)
            });
            Some((name, lists.collect()))
        });
        Self(sections.collect())
    }

    /// Whether a word stands in a list; compared without case. A list that the file does not have is
    /// a mistake in the rule that asks for it, which tests stop at.
    pub(crate) fn has(&self, section: &str, list: &str, word: &str) -> bool {
        let words = self.0.get(section).and_then(|s| s.get(list));
        debug_assert!(words.is_some(), "no list {section}.{list} in dealings.toml");
        words.is_some_and(|l| l.iter().any(|w| w.eq_ignore_ascii_case(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_is_whole() {
        let lexicon = Lexicon::embedded();
        for (section, list, word) in [
            ("talks", "nouns", "summit"),
            ("agreements", "ceasefire", "Truce"),
            ("deadlines", "nouns", "ultimatum"),
        ] {
            assert!(lexicon.has(section, list, word), "{section}.{list}: {word}");
        }
        assert!(!lexicon.has("talks", "nouns", "treaty"));
    }
}
