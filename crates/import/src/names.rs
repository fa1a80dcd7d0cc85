//! Names as lists spell them, made into names as texts spell them.

use rapporteur_world::normal;

/// Whether the letters are Latin ones: only those are met in English reports.
pub(crate) fn is_latin(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphabetic()).peekable();
    !normal(name).is_empty()
        && letters.peek().is_some()
        && letters.all(|c| matches!(u32::from(c), 0..=0x24F | 0x2B0..=0x2FF | 0x1E00..=0x1EFF))
}

/// A name of a person as texts write it: 'PUTIN, Vladimir' is 'Vladimir Putin'.
pub(crate) fn of_person(name: &str) -> String {
    let name = squeezed(name);
    let turned = match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') && !is_suffix(first) => {
            format!("{first} {last}")
        }
        _ => name,
    };
    // 'Vladimir PUTIN': a surname in capitals is a habit of lists.
    let words = turned.split(' ').map(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 2 && !word.contains('.') && !word.chars().any(char::is_lowercase) {
            capitalised(word)
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// 'Jr', 'Sr', 'III' after a comma do not make it a turned name.
fn is_suffix(words: &str) -> bool {
    matches!(words.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "PhD" | "MD")
}

/// 'AL-BASHIR' as 'Al-Bashir', 'O'NEILL' as 'O'Neill'.
pub(crate) fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = matches!(c, '-' | '\'' | '’');
    }
    // A possessive or a glottal stop at the end is no new word: 'SANA'A'.
    out
}

/// Blanks in a row as one, none at the ends.
pub(crate) fn squeezed(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names that add something: Latin, not too long, each once, none the name itself.
pub(crate) fn aliases<'a>(
    name: &str,
    all: impl Iterator<Item = &'a str>,
    person: bool,
) -> Vec<String> {
    const LONGEST: usize = 100;
    const MOST: usize = 60;
    let mut seen = vec![normal(name)];
    let mut out = Vec::new();
    for alias in all {
        let alias = if person { of_person(alias) } else { squeezed(alias) };
        let form = normal(&alias);
        if !is_latin(&alias) || alias.len() > LONGEST || form.len() < 2 || seen.contains(&form) {
            continue;
        }
        // A given name alone names nobody: 'Vladimir' among the aliases of a person.
        if person && !form.contains(' ') {
            continue;
        }
        seen.push(form);
        out.push(alias);
        if out.len() == MOST {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lists_as_texts_write_them() {
        for (list, text) in [
            ("ACHOLA, Wanjiru", "Wanjiru Achola"),
            ("Wanjiru  ACHOLA", "Wanjiru Achola"),
            ("Omar AL-BASHIR", "Omar Al-Bashir"),
            ("Martin King, Jr.", "Martin King, Jr."),
            ("U Thant", "U Thant"),
            ("J.J. Abel", "J.J. Abel"),
        ] {
            assert_eq!(of_person(list), text);
        }
        let all = ["Achola", "ACHOLA, Wanjiru", "Вандзиру Ачола", "Wanjiru A. Achola"];
        assert_eq!(aliases("Wanjiru Achola", all.into_iter(), true), ["Wanjiru A. Achola"]);
        assert!(!is_latin("…") && !is_latin("Ачола") && is_latin("Nguyễn"));
    }
}
