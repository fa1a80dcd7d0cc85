//! Feast days that reports name in place of a date.

use super::dates::{Parsed, base, which, year_after};
use super::meaning::{Base, Which, YearOf};
use super::tokens::Tokens;
use super::words::LEXICON;

/// 'Christmas', "New Year's Eve 2015", 'Easter Sunday'.
pub(super) fn feast(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (which, at) = which(t, i);
    if !t.capital(at) {
        return None;
    }
    let year_of = |next: usize| match which {
        Which::Last => (YearOf::Away(-1), next),
        Which::Next => (YearOf::Away(1), next),
        Which::Plain | Which::This => year_after(t, next, true),
        _ => (YearOf::FromNamed(0), next),
    };
    if let Some((days, next)) = match t.word(at) {
        "easter" if t.is(at + 1, &["sunday"]) => Some((0, at + 2)),
        "easter" if t.is(at + 1, &["monday"]) => Some((1, at + 2)),
        "easter" => Some((0, at + 1)),
        "good" if t.is(at + 1, &["friday"]) && !t.entry(at + 2).class.named_after => {
            Some((-2, at + 2))
        }
        "palm" if t.is(at + 1, &["sunday"]) => Some((-7, at + 2)),
        _ => None,
    } {
        let (year, next) = year_of(next);
        return base(Base::Easter { year, days }, next, "times/feast");
    }
    let phrases = LEXICON.holidays.get(t.word(at))?;
    let ((month, day), next) = phrases.iter().find_map(|(rest, day)| {
        let fits = rest.iter().enumerate().all(|(k, word)| t.word(at + 1 + k) == word);
        fits.then_some((*day, at + 1 + rest.len()))
    })?;
    let (year, next) = year_of(next);
    base(Base::Feast { year, month, day }, next, "times/feast")
}
