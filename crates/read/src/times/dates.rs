//! Dates of the calendar: days, months and weekdays.

use super::calendar::Unit;
use super::feasts::feast;
use super::meaning::{Base, Moment, Which, YearOf};
use super::numbers::{ordinal, year_in_words};
use super::tokens::{Kind, Tokens};
use super::years::{century, decade, fiscal, fraction, season, year};

/// What a production yields: the meaning, the token after it, the rule.
pub(super) type Parsed = (Moment, usize, &'static str);

/// 'on the 12th', 'until the 3rd': a day of a month that is not named. 'the 12th round' is none.
fn ordinal_day(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let led = i.checked_sub(1).is_some_and(|b| {
        t.is(b, &["on", "by", "until", "till", "since", "from", "before", "after", "to", "and"])
    });
    if !led || !t.is(i, &["the"]) || t.all.get(i + 1)?.kind != Kind::Number {
        return None;
    }
    let (day, next) = ordinal(t, i + 1).filter(|(n, _)| (1..=31).contains(n))?;
    let alone = t.all.get(next).is_none_or(|n| n.kind == Kind::Mark && n.lower != "-" || n.line)
        || t.is(
            next,
            &[
                "and", "to", "until", "till", "through", "in", "at", "when", "with", "but", "as",
                "after", "before",
            ],
        );
    alone.then_some((Moment::new(Base::DayOnly { day: day as i8 }), next, "times/day-of-month"))
}

/// The longest date that begins at token `i`, without a part of the day or a clock.
pub(super) fn date(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    [
        written,
        numeric,
        calendar_day,
        ordinal_day,
        month,
        weekday,
        fraction,
        fiscal,
        decade,
        century,
        season,
        feast,
    ]
    .iter()
    .filter_map(|production| production(t, i))
    .max_by_key(|(_, next, _)| *next)
    .or_else(|| year(t, i))
}

pub(super) fn base(base: Base, next: usize, rule: &'static str) -> Option<Parsed> {
    Some((Moment::new(base), next, rule))
}

/// Whether the number at `i` goes on from another: the '03' of '133-03-03-2020'.
pub(super) fn chained(t: &Tokens<'_>, i: usize) -> bool {
    t.glued(i)
        && i > 1
        && t.is(i - 1, &["-", "/", "."])
        && t.glued(i - 1)
        && t.all[i - 2].kind == Kind::Number
}

/// '2025-05-14'; the clock after a `T` is the clock rule's.
fn written(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (year, 4) = t.digits(i, 4).filter(|_| !chained(t, i))? else { return None };
    let dash = |k: usize| t.word(k) == "-" && t.glued(k) && t.glued(k + 1);
    if !dash(i + 1) || !dash(i + 3) {
        return None;
    }
    let ((month, 2), (day, 2)) = (t.digits(i + 2, 2)?, t.digits(i + 4, 2)?) else { return None };
    super::calendar::day(year as i16, month as i8, day as i8)?;
    let written = Base::Written { year: year as i16, month: month as i8, day: day as i8 };
    base(written, i + 5, "times/iso")
}

/// '5/14/2025' (month first unless it cannot be), '14.05.2025' and '14-05-2025' (day first).
fn numeric(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (a, _) = t.digits(i, 2).filter(|_| !chained(t, i))?;
    let mark = t.word(i + 1);
    if !matches!(mark, "/" | "." | "-") || !t.glued(i + 1) || !t.glued(i + 2) {
        return None;
    }
    let (b, _) = t.digits(i + 2, 2)?;
    if t.word(i + 3) != mark || !t.glued(i + 3) || !t.glued(i + 4) {
        return None;
    }
    let (year, len) = t.digits(i + 4, 4)?;
    let year = match len {
        4 => year as i16,
        2 if mark == "/" => two_digits(year as i16),
        _ => return None,
    };
    let (month, day) = if (mark == "/" && a <= 12) || b > 12 { (a, b) } else { (b, a) };
    super::calendar::day(year, month as i8, day as i8)?;
    let year = YearOf::Number(year);
    let day = Base::Day { year, month: month as i8, day: day as i8, weekday: None };
    base(day, i + 5, "times/numeric-date")
}

/// '82 is 1982, '14 is 2014: years from 1930 to 2029, as reports write them.
pub(super) fn two_digits(year: i16) -> i16 {
    if year < 30 { 2000 + year } else { 1900 + year }
}

/// '12 March', 'March 12th, 2016', 'Sunday, May 11th', 'the 12th of March', 'Friday the 13th'.
fn calendar_day(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let named = |k: usize| t.capital(k) || t.word(k).ends_with("day");
    let (weekday, mut at) = match t.entry(i).weekday.filter(|_| named(i)) {
        Some(weekday) => (Some(weekday), i + 1 + usize::from(t.word(i + 1) == ".")),
        None => (None, i),
    };
    if weekday.is_some() {
        at += usize::from(matches!(t.word(at), "," | "("));
    }
    let (month, day, next) = month_day(t, at).or_else(|| day_month(t, at)).or_else(|| {
        let (day, next) = ordinal(t, at + usize::from(t.is(at, &["the"])))?;
        (weekday.is_some() && (1..=31).contains(&day)).then_some((0, day as i8, next))
    })?;
    if weekday.is_none() && t.is(i, &["the"]) && day_month(t, at).is_none() {
        return None;
    }
    if month == 0 {
        // 'Friday the 13th': the day alone.
        return base(Base::DayOnly { day }, next, "times/day-of-month");
    }
    let (year, next) = year_after(t, next, true);
    base(Base::Day { year, month, day, weekday }, next, "times/calendar-day")
}

/// 'March 12', 'Mar. 12th', 'March the twelfth'.
fn month_day(t: &Tokens<'_>, i: usize) -> Option<(i8, i8, usize)> {
    let (month, mut at) = month_name(t, i)?;
    let the = t.is(at, &["the"]);
    at += usize::from(the);
    let (day, next) = match ordinal(t, at) {
        // 'in May second-round talks': small ordinals in words need the article.
        Some((n, next)) if the || n > 3 || t.all[at].kind == Kind::Number => (n, next),
        _ if the => return None,
        _ => {
            let (n, _) = t.digits(at, 2)?;
            let more = t.glued(at + 1) && t.glued(at + 2) && t.digits(at + 2, 9).is_some();
            // 'May 5.5', 'May 10:30', 'May 12,000' are no days; 'May 5-9' is.
            if more && t.is(at + 1, &[".", ":", ","]) || t.word(at + 1) == "%" {
                return None;
            }
            (n, at + 1)
        }
    };
    (1..=31).contains(&day).then_some((month, day as i8, next))
}

/// '12 March', '12th of March', 'the twelfth of March'.
fn day_month(t: &Tokens<'_>, i: usize) -> Option<(i8, i8, usize)> {
    let i = i + usize::from(t.is(i, &["the"]));
    let (day, mut at) = match ordinal(t, i) {
        Some(found) => found,
        None => t.digits(i, 2).map(|(n, _)| (n, i + 1))?,
    };
    let of = t.is(at, &["of"]);
    at += usize::from(of || t.word(at) == "-" && t.glued(at) && t.glued(at + 1));
    let (month, next) = month_name(t, at)?;
    // 'second May' and 'first March' are no days unless 'of' stands between.
    let in_words = t.all[i].kind == Kind::Word;
    ((1..=31).contains(&day) && (of || !in_words)).then_some((month, day as i8, next))
}

/// A month's name with a capital, and its full stop if abbreviated.
pub(super) fn month_name(t: &Tokens<'_>, i: usize) -> Option<(i8, usize)> {
    // Without a capital (transcripts), whole names that are no other word.
    let sure = t.word(i).len() > 3 && !matches!(t.word(i), "march" | "august" | "sept");
    let month = t.entry(i).month.filter(|_| t.capital(i) || sure)?;
    let short = t.word(i).len() <= 4;
    let stop = short
        && t.word(i + 1) == "."
        && t.glued(i + 1)
        && !matches!(t.word(i), "may" | "june" | "july");
    Some((month, i + 1 + usize::from(stop)))
}

/// A year said after a day or month: '2016', ', 2016', 'of last year', 'this year'.
pub(super) fn year_after(t: &Tokens<'_>, i: usize, comma: bool) -> (YearOf, usize) {
    let open = (YearOf::Open, i);
    // '14-Nov-2023'
    let dash = t.word(i) == "-" && t.glued(i) && t.glued(i + 1) && t.glued(i.saturating_sub(1));
    let at = i + usize::from(comma && (t.word(i) == "," || dash) || t.is(i, &["of", "in"]));
    if let Some((year, 4)) = t.digits(at, 4)
        && (1000..2200).contains(&year)
        && !(t.is(at + 1, &[",", "."]) && t.glued(at + 2) && t.digits(at + 2, 9).is_some())
        && (!t.entry(at + 1).class.counted || t.is(at + 1, &["gmt", "utc"]))
        && t.same_line(at)
    {
        return (YearOf::Number(year as i16), at + 1);
    }
    if t.word(at) == "'"
        && t.glued(at + 1)
        && let Some((year, 2)) = t.digits(at + 1, 2)
    {
        return (YearOf::Number(two_digits(year as i16)), at + 2);
    }
    if let Some((year, next)) = year_in_words(t, at) {
        return (YearOf::Number(year), next);
    }
    let at = i + usize::from(t.is(i, &["of", "in"]));
    let at = at + usize::from(t.is(at, &["the"]));
    if t.is(at + 1, &["year"]) {
        let year = match t.word(at) {
            "last" => YearOf::Away(-1),
            "this" => YearOf::Away(0),
            "next" => YearOf::Away(1),
            "that" | "same" => YearOf::FromNamed(0),
            "following" => YearOf::FromNamed(1),
            "previous" => YearOf::FromNamed(-1),
            _ => return open,
        };
        return (year, at + 2);
    }
    open
}

/// 'last', 'this coming', 'the following', and the token after.
pub(super) fn which(t: &Tokens<'_>, i: usize) -> (Which, usize) {
    let the = usize::from(t.is(i, &["the"]));
    let at = i + the;
    match t.word(at) {
        "last" if the == 0 => (Which::Last, at + 1),
        "past" => (Which::Last, at + 1),
        "this" if t.is(at + 1, &["past"]) => (Which::Last, at + 2),
        "this" if t.is(at + 1, &["coming", "next"]) => (Which::Next, at + 2),
        "this" => (Which::This, at + 1),
        "next" | "coming" | "upcoming" => (Which::Next, at + 1),
        "previous" | "preceding" => (Which::Before, at + 1),
        "following" => (Which::After, at + 1),
        _ => (Which::Plain, i),
    }
}

/// 'March', 'last May', 'December last year', 'March 2016'.
fn month(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (which, at) = which(t, i);
    let (month, next) = month_name(t, at)?;
    if t.digits(next, 2).is_some_and(|_| month_day(t, at).is_some()) {
        return None;
    }
    let (year, after) = year_after(t, next, true);
    if which == Which::Plain && year == YearOf::Open && !stands_as_month(t, i, at) {
        return None;
    }
    base(Base::Month { year, month, which }, after, "times/month")
}

/// Whether a month's name without day or year names the month.
///
/// 'in May', 'between March and June' do; 'May said', 'Theresa May', 'Dec' alone do not.
fn stands_as_month(t: &Tokens<'_>, from: usize, i: usize) -> bool {
    let before = i.checked_sub(1);
    let leads = before.is_some_and(|b| {
        t.is(
            b,
            &[
                "in",
                "since",
                "by",
                "until",
                "till",
                "from",
                "to",
                "through",
                "during",
                "for",
                "between",
                "before",
                "after",
                "of",
                "early",
                "mid",
                "late",
                "around",
                "about",
                "on",
                "throughout",
                "earlier",
                "later",
                "each",
                "every",
                "and",
                "or",
                "-",
            ],
        )
    });
    let name = before.is_some_and(|b| {
        let token = &t.all[b];
        t.same_line(i)
            && (token.entry.class.title && !token.entry.class.future
                || token.entry.class.named_before && token.capital)
    });
    if name || from != i {
        return false;
    }
    match t.word(i) {
        // Verbs, modals and family names too.
        "may" | "march" => {
            let cue = before.is_some_and(|b| t.is(b, &["and", "or", "to", "-", "on", "for"]));
            leads && (!cue || b_month(t, i)) && !t.capital(i + 1)
                || leads && !cue && !said(t, i + 1)
        }
        "jan" | "feb" | "mar" | "apr" | "jun" | "jul" | "aug" | "sep" | "sept" | "oct" | "nov"
        | "dec" => leads || t.word(i + 1) == ".",
        // Given names.
        "april" | "june" | "august" | "jan." => leads || !t.capital(i + 1) && !said(t, i + 1),
        _ => {
            // 'Jack January', 'January Jones'.
            leads
                || !before.is_some_and(|b| {
                    t.capital(b) && !t.all[b].first && t.same_line(i) && t.entry(b).month.is_none()
                })
        }
    }
}

/// A verb of saying after what then is a person.
fn said(t: &Tokens<'_>, i: usize) -> bool {
    t.is(i, &["said", "says", "told", "added", "'s", "was", "is", "has", "had"])
}

/// 'April and May', 'March to June', 'March-May': another month beside.
fn b_month(t: &Tokens<'_>, i: usize) -> bool {
    i.checked_sub(2).is_some_and(|b| t.entry(b).month.is_some())
        || t.entry(i + 2).month.is_some()
        || i.checked_sub(1).is_some_and(|b| t.is(b, &["for"]))
}

/// 'Tuesday', 'last Tuesday', 'Tuesday of last week'. Abbreviations only with a full stop.
fn weekday(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (which, at) = which(t, i);
    let short = !t.word(at).ends_with("day");
    let weekday = t.entry(at).weekday.filter(|_| t.capital(at) || !short)?;
    if short && (t.word(at + 1) != "." || !t.glued(at + 1)) {
        return None;
    }
    let mut next = at + 1 + usize::from(short);
    let mut weeks = None;
    // 'Tuesday of last week', 'Tuesday last week'.
    let of = next + usize::from(t.is(next, &["of"]));
    if which == Which::Plain && t.is(of + 1, &["week"]) && t.is(of, &["last", "this", "next"]) {
        weeks = Some(match t.word(of) {
            "last" => -1,
            "next" => 1,
            _ => 0,
        });
        next = of + 2;
    }
    base(Base::Weekday { weekday, which, weeks }, next, "times/weekday")
}

/// 'the last week of March', 'the first Sunday of May' are read as the month's week.
pub(super) fn week_of(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let at = i + usize::from(t.is(i, &["the"]));
    let (which, number, next) = match t.word(at) {
        "last" | "final" => (Which::Last, 0, at + 1),
        _ => {
            let (n, next) = ordinal(t, at).filter(|(n, _)| (1..=5).contains(n))?;
            (Which::Plain, n as i8, next)
        }
    };
    if t.entry(next).unit != Some(Unit::Week) || !t.is(next + 1, &["of", "in"]) {
        return None;
    }
    let (month, year, after) = match month_name(t, next + 2) {
        Some((month, after)) => {
            let (year, after) = year_after(t, after, true);
            (month, year, after)
        }
        // 'the first week of 2021'
        None => match year_after(t, next + 1, false) {
            (YearOf::Open, _) => return None,
            (year, after) => (if which == Which::Last { 12 } else { 1 }, year, after),
        },
    };
    base(Base::WeekOf { year, month, which, number }, after, "times/week-of-month")
}
