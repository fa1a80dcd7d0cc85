//! The day in a dateline, or in a line of its own at the head of a report.

use rapporteur_text::{Date, Published, PublishedBy, Span};

use super::calendar;
use super::meaning::{Base, Direction, Expression, Meaning, YearOf};
use super::tokens::{Kind, Tokens};

/// What a dateline says: with its year, or without one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Dateline {
    /// 'GENEVA, 12 March 2016 —'
    Day(jiff::civil::Date, Span),
    /// 'ISTANBUL, May 16 (Reuters) -': month and day.
    Yearless(i8, i8, Span),
}

/// The dateline of a text, if it has one: it stands in one of the first three lines.
pub(super) fn find(t: &Tokens<'_>, read: &[(Expression, Direction)]) -> Option<Dateline> {
    let mut line = 0;
    let mut start = 0;
    for (e, _) in read.iter().take(6) {
        while let Some(next) = (start + 1..=e.from).find(|&k| t.all[k].line) {
            (start, line) = (next, line + 1);
        }
        if line > 2 {
            break;
        }
        let Some(found) = day_of(t, e) else { continue };
        if opens_report(t, start, e) || alone_in_line(t, start, e) {
            return Some(found);
        }
    }
    None
}

/// The same as a date of publication, where the dateline has its year.
pub(super) fn published(dateline: Dateline) -> Option<Published> {
    let Dateline::Day(day, span) = dateline else { return None };
    let date = Date::day_of(day.year(), day.month(), day.day())?;
    Some(Published { date, given: None, by: PublishedBy::Dateline, evidence: vec![span] })
}

fn day_of(t: &Tokens<'_>, e: &Expression) -> Option<Dateline> {
    let Meaning::Moment(m) = &e.meaning else { return None };
    let span = t.span(e.from, e.to)?;
    match m.base {
        Base::Day { year: YearOf::Number(year), month, day, .. }
        | Base::Written { year, month, day } => {
            Some(Dateline::Day(calendar::day(year, month, day)?, span))
        }
        Base::Day { year: YearOf::Open, month, day, .. } => {
            Some(Dateline::Yearless(month, day, span))
        }
        _ => None,
    }
}

/// A place in capitals before, a dash after, with at most an agency between: 'AMMAN, Jordan, Oct. 3
/// (AFP) —'. 'On May 16, talks' is no dateline.
fn opens_report(t: &Tokens<'_>, start: usize, e: &Expression) -> bool {
    if e.from == start || e.from > start + 10 {
        return false;
    }
    let place = (start..e.from).all(|k| {
        t.all[k].kind == Kind::Mark && t.is(k, &[",", "/", "(", "-", ".", "'"])
            || t.capital(k)
            || t.is(k, &["of", "the", "de", "al", "el", "and"])
    });
    let word = &t.text.as_str()[t.all[start].start as usize..t.all[start].end as usize];
    let loud = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    let comma = t.is(e.from - 1, &[",", "-"]);
    // '(August 9, 1929 – February 13, 2014)' is a life.
    if !place || !(loud || comma) || (start..e.from).any(|k| t.is(k, &["("])) && !t.is(e.to, &[")"])
    {
        return false;
    }
    // '(Reuters) -', '/PRNewswire/ --', '-'
    let mut at = e.to;
    let end = (e.to + 9).min(t.len());
    while at < end && t.same_line(at) {
        if t.word(at) == "-" && !(t.glued(at) && t.glued(at + 1)) {
            return true;
        }
        let between = t.capital(at) || t.is(at, &["(", ")", "/", ",", "."]);
        if !between {
            return false;
        }
        at += 1;
    }
    false
}

/// 'Published 14 May 2025', 'Monday, 3 March 2014 | 10:00 GMT': nothing in the line but the date.
fn alone_in_line(t: &Tokens<'_>, start: usize, e: &Expression) -> bool {
    let before = (start..e.from).all(|k| {
        t.all[k].kind == Kind::Mark
            || t.is(
                k,
                &[
                    "published",
                    "posted",
                    "updated",
                    "last",
                    "first",
                    "on",
                    "at",
                    "date",
                    "dated",
                    "created",
                    "modified",
                ],
            )
            || t.entry(k).weekday.is_some()
    });
    let end = (e.to + 12).min(t.len());
    let stop = (e.to..end).find(|&k| !t.same_line(k)).unwrap_or(end);
    let after = (e.to..stop).all(|k| {
        t.all[k].kind != Kind::Word
            || t.entry(k).zone.is_some()
            || t.is(
                k,
                &[
                    "am",
                    "pm",
                    "a",
                    "p",
                    "m",
                    "at",
                    "t",
                    "z",
                    "updated",
                    "published",
                    "local",
                    "time",
                    "h",
                ],
            )
    });
    before && after && (stop < end || stop == t.len()) && !t.is(stop.saturating_sub(1), &[".", "?"])
}
