//! What introduces a name: a walk of life, kinship, an age, an indefinite article.

use super::page::{Gap, Page};
use super::words::Words;

/// Whether a walk of life, or a word for a relative, introduces the name or stands in apposition.
///
/// 'Plant worker Vladimir Putilin', 'Ahmed Yassin, a student from Aleppo'; not 'Morales, a former
/// coca farmer', which is what somebody was.
pub(super) fn introduced(page: &Page<'_>, from: usize, to: usize) -> (bool, bool) {
    let words = Words::get();
    let before = page.before(from).filter(|_| page.gap(from) == Gap::Blank);
    let named = before.filter(|&b| matches!(page.norm(b), "called" | "named"));
    let noun = match named {
        Some(n) => page.before(n),
        None => before,
    };
    let mut calling = noun.is_some_and(|n| words.callings.contains(page.norm(n)));
    let mut kin = noun.is_some_and(|n| words.kin.contains(page.norm(n)));
    // 'his wife, Asma': a comma before.
    if page.gap(from) == Gap::Comma {
        kin |= page.before(from).is_some_and(|b| words.kin.contains(page.norm(b)));
    }
    if page.gap(to) == Gap::Comma && page.before(to).is_some() {
        for t in to..to + 9 {
            let apart = t > to && !matches!(page.gap(t), Gap::Blank | Gap::Hyphen);
            if apart || page.before(t).is_none() {
                break;
            }
            let word = page.norm(t);
            let past = words.past.contains(word) || word == "once";
            let other = matches!(word, "who" | "whose" | "which" | "and" | "said" | "told" | "of");
            let acting = words.saying.contains(word);
            if past || other || acting || page.tokens[t].cap {
                break;
            }
            calling |= words.callings.contains(word);
            kin |= words.kin.contains(word);
        }
    }
    (calling, kin)
}

/// 'Lavrov, 21,', '54-year-old Ahmed', 'Ahmed, a 54-year-old'.
pub(super) fn aged(page: &Page<'_>, from: usize, to: usize) -> bool {
    let number = |t: usize| page.norm(t).len() == 2 && page.norm(t).parse::<u8>().is_ok();
    let years = |t: usize| page.norm(t) == "old" && t > 1 && page.norm(t - 1) == "year";
    let closed = page.get(to + 1).is_none_or(|t| t.gap != Gap::Blank);
    page.gap(to) == Gap::Comma && number(to) && closed
        || (from.saturating_sub(3)..from).any(years)
        || page.gap(to) == Gap::Comma && (to..to + 5).any(years)
}

/// Whether an indefinite article stands right before the rank or form of address of a bare surname.
pub(super) fn some(page: &Page<'_>, from: usize, to: usize) -> bool {
    let words = Words::get();
    let Some(rank) = page.before(from).filter(|_| to - from == 1) else { return false };
    words.honorifics.contains(page.norm(rank))
        && page.tokens[rank].cap
        && page.before(rank).is_some_and(|a| {
            matches!(page.norm(a), "a" | "an" | "one" | "another" | "any")
                && page.gap(rank) == Gap::Blank
        })
}
