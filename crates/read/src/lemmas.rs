//! Dictionary forms for the lexicons: the model's, made good where it errs.
//!
//! The rules look words up by lemma. A model that reads 'urging' as 'urg' would lose every sentence
//! with it; so irregular forms come from a table, and where the model's lemma is no word of the
//! lexicons, the regular endings are taken off the form itself. 'urging' is 'urge'; 'bring' stays.

use crate::events::{Lexicon, Modality};
use crate::speech::Cues;
use rapporteur_text::Upos;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Irregular {
    forms: BTreeMap<String, String>,
}

static IRREGULAR: LazyLock<Irregular> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/lexicon/events_irregular.toml"))
        .expect("events_irregular.toml is part of the program and read by its tests")
});

static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut known = BTreeSet::new();
    known.extend(Lexicon::shared().words());
    known.extend(Cues::shared().words());
    known.extend(Modality::shared().every_word());
    known
});

/// The lemma of a word, lower case, from the model's lemma and the form, both lower case.
pub(crate) fn lemma(upos: Upos, model: &str, form: &str) -> String {
    if upos == Upos::Verb
        && let Some(base) = IRREGULAR.forms.get(form)
    {
        return base.clone();
    }
    if !matches!(upos, Upos::Verb | Upos::Noun) || KNOWN.contains(model) {
        return model.to_owned();
    }
    let found = bases(upos, form).find(|base| KNOWN.contains(base.as_str()));
    found.unwrap_or_else(|| model.to_owned())
}

/// Whether a word stands in one of the lexicons.
pub(crate) fn is_known(lemma: &str) -> bool {
    KNOWN.contains(lemma)
}

/// What the form may be without a regular ending, the likelier first.
fn bases(upos: Upos, form: &str) -> impl Iterator<Item = String> + '_ {
    let endings: &[(&str, &str)] = match upos {
        Upos::Verb => &[
            ("ied", "y"),
            ("ies", "y"),
            ("ying", "y"),
            ("ed", "e"),
            ("ed", ""),
            ("ing", "e"),
            ("ing", ""),
            ("es", "e"),
            ("es", ""),
            ("s", ""),
        ],
        _ => &[("ies", "y"), ("es", "e"), ("es", ""), ("s", "")],
    };
    let plain = std::iter::once(form.to_owned());
    let regular = endings.iter().filter_map(move |(ending, base)| {
        let stem = form.strip_suffix(ending).filter(|s| s.len() > 1)?;
        Some(format!("{stem}{base}"))
    });
    // 'committed', 'begging': the last letter doubled.
    let doubled = ["ed", "ing"].into_iter().filter_map(move |ending| {
        let stem = form.strip_suffix(ending).filter(|_| upos == Upos::Verb)?;
        let mut letters = stem.chars().rev();
        let last = letters.next()?;
        (letters.next() == Some(last)).then(|| stem[..stem.len() - last.len_utf8()].to_owned())
    });
    regular.chain(doubled).chain(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_model_are_made_good() {
        let cases = [
            (Upos::Verb, "urg", "urging", "urge"),
            (Upos::Verb, "he", "held", "hold"),
            (Upos::Verb, "committ", "committed", "commit"),
            (Upos::Verb, "den", "denies", "deny"),
            (Upos::Noun, "ceasefir", "ceasefires", "ceasefire"),
            (Upos::Verb, "zigzag", "zigzagged", "zigzag"),
            (Upos::Verb, "bring", "bring", "bring"),
            (Upos::Propn, "Held", "held", "Held"),
        ];
        for (upos, model, form, expected) in cases {
            assert_eq!(lemma(upos, model, form), expected, "{form}");
        }
    }
}
