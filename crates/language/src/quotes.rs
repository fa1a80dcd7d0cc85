//! Quotation marks: what stands inside them, and quotations that run over paragraphs.

use crate::units::{Quote, Space, Unit, Units};

/// Whether each unit stands inside quotation marks, the marks themselves not.
///
/// Double marks are those that the network is told of. Single ones count where a pair of them
/// stands in one paragraph and the second is no apostrophe: ‘We will not,’ he said. An apostrophe
/// in 'the rebels’ demands' opens nothing.
pub(crate) fn quoted(text: &str, units: &Units) -> Vec<bool> {
    let mut quoted: Vec<bool> = units.units.iter().map(|u| u.quote == Quote::Inside).collect();
    for bounds in units.paragraphs.windows(2) {
        let (start, end) = (bounds[0] as usize, bounds[1] as usize);
        let mut at = start;
        while at < end {
            match single(text, &units.units[..end], start, at) {
                Some(close) => {
                    quoted[at + 1..close].fill(true);
                    at = close + 1;
                }
                None => at += 1,
            }
        }
    }
    quoted
}

/// Longest quotation in single marks, in units. Bounds the search where a mark is never closed.
const LONGEST_SINGLE: usize = 200;

/// The unit that closes the single mark which opens at `at`, if one does open there.
fn single(text: &str, units: &[Unit], start: usize, at: usize) -> Option<usize> {
    let word = |u: &Unit| &text[u.start as usize..u.end as usize];
    let closing = match word(&units[at]) {
        "‘" => "’",
        "'" => "'",
        _ => return None,
    };
    // After white space or a mark, and joined to a letter: not the one of 'the ’90s'.
    let after_space = units[at].space != Space::Joined
        || (at > start && !word(&units[at - 1]).ends_with(char::is_alphanumeric));
    let next = units.get(at + 1).filter(|u| u.space == Space::Joined)?;
    if !after_space || !word(next).starts_with(|c: char| c.is_alphabetic() || c == '[' || c == '…')
    {
        return None;
    }
    let mut possessive = None;
    for close in at + 2..units.len().min(at + LONGEST_SINGLE) {
        let unit = &units[close];
        if word(unit) != closing || unit.space != Space::Joined {
            continue;
        }
        let after = units.get(close + 1);
        let free = after.is_none_or(|u| {
            u.space != Space::Joined || !word(u).starts_with(char::is_alphanumeric)
        });
        if !free {
            continue;
        }
        // After an s it may be 'the rebels’', where a further mark follows.
        if word(&units[close - 1]).ends_with('s')
            && after.is_some_and(|u| word(u).starts_with(char::is_alphanumeric))
        {
            possessive = possessive.or(Some(close));
        } else {
            return Some(close);
        }
    }
    possessive
}

/// The mark with which a quotation begins that the paragraph does not end.
pub(crate) fn left_open(text: &str, units: &[Unit]) -> Option<usize> {
    let mut open = None;
    for (at, unit) in units.iter().enumerate().filter(|(_, u)| u.quote == Quote::Mark) {
        open = match &text[unit.start as usize..unit.end as usize] {
            "“" => Some(at),
            "”" => None,
            _ if open.is_some() => None,
            _ => Some(at),
        };
    }
    open
}

/// Where the quotation ends with which a paragraph begins: the unit after its closing mark, or
/// after its last unit where it is left open. `None` where it begins with no mark.
pub(crate) fn continued(units: &[Unit]) -> Option<usize> {
    if units.first()?.quote != Quote::Mark {
        return None;
    }
    let close = units.iter().skip(1).position(|u| u.quote == Quote::Mark);
    Some(close.map_or(units.len(), |at| at + 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::read;

    fn inside(text: &str) -> String {
        let units = read(text);
        let flags = quoted(text, &units);
        let words = units.units.iter().zip(flags).filter(|(_, inside)| *inside);
        words.map(|(u, _)| &text[u.start as usize..u.end as usize]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn double_marks() {
        assert_eq!(inside("\"No deal,\" he said."), "No deal ,");
        assert_eq!(inside("He called it “a joke” again"), "a joke");
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        assert_eq!(inside("‘We won’t go,’ he said"), "We wo n ’ t go ,");
        assert_eq!(inside("the rebels’ demands and the army’s ‘red line’ there"), "red line");
        assert_eq!(inside("a ‘rebels’ camp’ there"), "rebels ’ camp");
        assert_eq!(inside("a 'so-called' truce of the '90s"), "so - called");
        assert_eq!(inside("Kyiv's men don't go"), "");
        assert_eq!(inside("the ‘never closed\nline’ b"), "");
    }

    #[test]
    fn a_quotation_runs_on_where_it_is_left_open() {
        let text = "He said: “One.\n“Two.” Then he left.";
        let units = read(text);
        let [first, second, end] = units.paragraphs[..] else { panic!("two paragraphs") };
        let of = |a: u32, b: u32| &units.units[a as usize..b as usize];
        assert_eq!(left_open(text, of(first, second)), Some(3));
        assert_eq!(continued(of(second, end)), Some(4));
        assert_eq!(left_open(text, of(second, end)), None);
        assert_eq!(continued(of(first, second)), None);
    }
}
