//! Where the dateline of a report ends: 'GENEVA, March 12 (Reuters) - '.
//!
//! The trees that the model learned from have none, and it takes the place for whoever speaks in
//! the first sentence. A dateline is therefore a paragraph of its own for the model.

/// Longest dateline, in bytes.
const MOST: usize = 90;

/// The byte after the dateline that `text` begins with, where the report itself begins.
///
/// 'KYIV, Ukraine (AP) — The talks …' and 'Geneva, 12 March 2016 – Talks …' have one. 'NATO - the
/// alliance - said …' has none (the report would begin in lower case), nor has 'Lavrov said - again
/// - that …' (a word in lower case).
pub(crate) fn end(text: &str) -> Option<usize> {
    let line = &text[..text.floor_char_boundary(MOST + 8)];
    let line = line.split('\n').next().unwrap_or_default();
    let (head, rest) = split_at_dash(line)?;
    let first = head.split(|c: char| !c.is_alphanumeric()).next()?;
    let shouted = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let dated = head.contains('(') || head.contains(|c: char| c.is_ascii_digit());
    let plain = !head.contains([':', ';', '"', '“', '?', '!'])
        && head.split_whitespace().count() <= 10
        && head
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !matches!(*word, "de" | "del" | "al" | "el" | "of" | "st" | "nd" | "th"))
            .all(|word| !word.starts_with(char::is_lowercase) || in_brackets(head, word));
    let begins =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“'‘(".contains(c));
    let named = first.starts_with(char::is_uppercase);
    (plain && begins && named && (shouted || dated)).then_some(line.len() - rest.len())
}

/// Agencies may be written small: '(dpa)'.
fn in_brackets(head: &str, word: &str) -> bool {
    let at = word.as_ptr() as usize - head.as_ptr() as usize;
    head[..at].matches('(').count() > head[..at].matches(')').count()
}

/// What stands before the first dash between blanks, or behind a bracket, and what after it.
fn split_at_dash(line: &str) -> Option<(&str, &str)> {
    line.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—')).find_map(|(at, _)| {
        let head = &line[..at];
        let rest = line[at..].trim_start_matches(['-', '–', '—']);
        let parted = head.ends_with([' ', ')']) && rest.starts_with(' ');
        let head = head.trim_end();
        (parted && !head.is_empty() && head.len() <= MOST).then(|| (head, rest.trim_start()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_end_where_the_report_begins() {
        for (text, report) in [
            ("STOCKHOLM, December 13, 2018 - Yemen's warring parties", "Yemen's"),
            ("KYIV, Ukraine (AP) — The talks", "The talks"),
            ("Berlin (dpa) - Germany said", "Germany"),
            ("Geneva, 12 March 2016 – Talks resumed.", "Talks"),
            ("BEIRUT (Reuters) -- “We wait,” he said", "“We wait"),
            ("TEL AVIV - Five hostages", "Five"),
            ("RIO DE JANEIRO—", ""),
        ] {
            let found = end(text).map(|at| &text[at..]);
            match report {
                "" => assert_eq!(found, None, "{text}"),
                report => assert!(found.is_some_and(|f| f.starts_with(report)), "{text} {found:?}"),
            }
        }
    }

    #[test]
    fn a_dash_alone_makes_no_dateline() {
        for text in [
            "NATO - the alliance - said no.",
            "Lavrov said - Again - that",
            "The UN-brokered talks - Round two - failed",
            "UN - Security Council meets",
            "Day 3: Geneva - What we know",
            "- Geneva - What",
            "— ",
            "",
            "Géneva",
        ] {
            assert_eq!(end(text), None, "{text}");
        }
    }
}
