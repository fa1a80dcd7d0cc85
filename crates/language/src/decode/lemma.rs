//! Lemma scripts: how to get from a form to its dictionary form.

use smol_str::SmolStr;
use std::fmt::Write;

/// One script: `mode`, characters to drop, suffix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Script {
    mode: Mode,
    drop: usize,
    suffix: SmolStr,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    Keep,
    Lower,
    Title,
}

impl Script {
    /// Reads `l\t4\t`: lower-case, drop four characters, add nothing.
    pub(crate) fn parse(script: &str) -> Option<Self> {
        let mut parts = script.splitn(3, '\t');
        let mode = match parts.next()? {
            "k" => Mode::Keep,
            "l" => Mode::Lower,
            "t" => Mode::Title,
            _ => return None,
        };
        Some(Self { mode, drop: parts.next()?.parse().ok()?, suffix: parts.next()?.into() })
    }

    /// The lemma of a form; the form itself where the script leaves nothing.
    pub(crate) fn apply(&self, form: &str) -> SmolStr {
        let cased = match self.mode {
            Mode::Keep => form.to_owned(),
            Mode::Lower => form.to_lowercase(),
            Mode::Title => {
                let mut chars = form.chars();
                let mut cased = String::with_capacity(form.len());
                if let Some(first) = chars.next() {
                    cased.extend(first.to_uppercase());
                    cased.push_str(&chars.as_str().to_lowercase());
                }
                cased
            }
        };
        let mut end = cased.len();
        if self.drop > 0 {
            end = cased.char_indices().rev().nth(self.drop - 1).map_or(0, |(at, _)| at);
        }
        if end == 0 && self.suffix.is_empty() {
            return form.into();
        }
        let mut lemma = smol_str::SmolStrBuilder::new();
        // Writing to a string cannot fail.
        let _ = write!(lemma, "{}{}", &cased[..end], self.suffix);
        lemma.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_make_lemmas() {
        let lemma = |script: &str, form: &str| Script::parse(script).unwrap().apply(form);
        assert_eq!(lemma("l\t4\t", "Running"), "run");
        assert_eq!(lemma("l\t3\te", "taking"), "take");
        assert_eq!(lemma("k\t0\t", "Ankara"), "Ankara");
        assert_eq!(lemma("t\t1\t", "KURDS"), "Kurd");
        assert_eq!(lemma("t\t0\t", "ß"), "SS");
        assert_eq!(lemma("l\t2\tbe", "is"), "be");
        assert_eq!(lemma("l\t9\tgo", "went"), "go");
        assert_eq!(lemma("l\t2\t", "is"), "is", "nothing left: the form");
        assert_eq!(lemma("l\t1\tt", "Erdoğanı"), "erdoğant");
        assert_eq!(lemma("l\t0\t", ""), "");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for script in ["", "l", "l\tx\t", "q\t0\t", "l\t-1\t"] {
            assert_eq!(Script::parse(script), None, "{script:?}");
        }
    }
}
