//! Dates of the calendar: days, months, weekdays, years and what is made of them.

use super::calendar::Unit;
use super::meaning::{Base, Moment, Which, YearOf};
use super::numbers::{ordinal, year_in_words};
use super::tokens::{Kind, Tokens};
use super::words::LEXICON;

/// What a production yields: the meaning, the token after it, the rule.
pub(super) type Parsed = (Moment, usize, &'static str);

/// The longest date that begins at token `i`, without a part of the day or a clock.
pub(super) fn date(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    [
        written,
        numeric,
        calendar_day,
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

fn base(base: Base, next: usize, rule: &'static str) -> Option<Parsed> {
    Some((Moment::new(base), next, rule))
}

/// '2025-05-14'; the clock after a `T` is the clock rule's.
fn written(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (year, 4) = t.digits(i, 4)? else { return None };
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
    let (a, _) = t.digits(i, 2)?;
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
    let (weekday, mut at) = match t.entry(i).weekday.filter(|_| t.capital(i)) {
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
    let month = t.entry(i).month.filter(|_| t.capital(i))?;
    let short = t.word(i).len() <= 4;
    let stop = short
        && t.word(i + 1) == "."
        && t.glued(i + 1)
        && !matches!(t.word(i), "may" | "june" | "july");
    Some((month, i + 1 + usize::from(stop)))
}

/// A year said after a day or month: '2016', ', 2016', 'of last year', 'this year'.
fn year_after(t: &Tokens<'_>, i: usize, comma: bool) -> (YearOf, usize) {
    let open = (YearOf::Open, i);
    let at = i + usize::from(comma && t.word(i) == "," || t.is(i, &["of", "in"]));
    if let Some((year, 4)) = t.digits(at, 4)
        && (1000..2200).contains(&year)
        && !(t.is(at + 1, &[",", "."]) && t.glued(at + 2) && t.digits(at + 2, 9).is_some())
        && !(t.entry(at + 1).class.counted && !t.is(at + 1, &["gmt", "utc"]))
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
    let weekday = t.entry(at).weekday.filter(|_| t.capital(at))?;
    let short = !t.word(at).ends_with("day");
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

/// A year by its number. The number must stand as one: 'in 2014', 'the 1991 agreement', not
/// '2000 troops', 'Resolution 2254', '$1990'.
fn year(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    if t.is(i, &["the"]) && t.is(i + 1, &["year"]) || t.is(i, &["year"]) {
        let at = i + 1 + usize::from(t.is(i, &["the"]));
        if let Some((year, 4)) = t.digits(at, 4)
            && (1000..2200).contains(&year)
        {
            return base(Base::Year(YearOf::Number(year as i16)), at + 1, "times/year");
        }
        let (year, next) = year_in_words(t, at)?;
        return base(Base::Year(YearOf::Number(year)), next, "times/year");
    }
    if t.word(i) == "'"
        && t.glued(i + 1)
        && !t.glued(i)
        && let Some((year, 2)) = t.digits(i + 1, 2)
        && !t.glued(i + 2)
    {
        return base(Base::Year(YearOf::Number(two_digits(year as i16))), i + 2, "times/year");
    }
    if let Some((year, next)) = year_in_words(t, i) {
        // 'two thousand' alone is a number far more often than a year.
        let long = next > i + 2 || t.all[i].entry.cardinal.is_some_and(|n| n > 2);
        return (long && !t.entry(next).class.counted && t.entry(next).unit.is_none()).then_some((
            Moment::new(Base::Year(YearOf::Number(year))),
            next,
            "times/year",
        ));
    }
    let (year, 4) = t.digits(i, 4)? else { return None };
    stands_as_year(t, i, year).then_some((
        Moment::new(Base::Year(YearOf::Number(year as i16))),
        i + 1,
        "times/year",
    ))
}

fn stands_as_year(t: &Tokens<'_>, i: usize, year: u32) -> bool {
    if !(1000..2200).contains(&year) {
        return false;
    }
    let before = i.checked_sub(1);
    let word = before.map_or("", |b| t.word(b));
    // A part of a longer number: '1.2014', '2014.5', '555-2014', '12:2014', '$2014'.
    if t.glued(i) {
        let number = i.checked_sub(2).is_some_and(|b| t.digits(b, 3).is_some() && t.glued(i - 1));
        if word != "(" && number || matches!(word, "$" | "€" | "£" | "¥" | "#" | ".") {
            return false;
        }
        if word == "-" {
            let years =
                i.checked_sub(2).is_some_and(|b| t.digits(b, 4).is_some_and(|(_, l)| l == 4));
            let prefix =
                i.checked_sub(2).is_some_and(|b| t.is(b, &["mid", "pre", "post", "early", "late"]));
            if t.glued(i - 1) && !years && !prefix {
                return false;
            }
        }
        if t.all[i - 1].kind == Kind::Word {
            return false;
        }
    }
    if t.glued(i + 1) {
        let mark = t.word(i + 1);
        let digits = t.glued(i + 2) && t.all.get(i + 2).is_some_and(|k| k.kind == Kind::Number);
        if t.all[i + 1].kind == Kind::Word || mark == "%" {
            return false;
        }
        if digits && matches!(mark, "." | ":" | ",") {
            return false;
        }
        if digits && matches!(mark, "-" | "/") && t.digits(i + 2, 4).is_none_or(|(_, l)| l == 3) {
            return false;
        }
    }
    if matches!(word, "$" | "€" | "£") || before.is_some_and(|b| t.entry(b).class.numbered) {
        return false;
    }
    let leads = matches!(
        word,
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "of"
            | "to"
            | "between"
            | "and"
            | "before"
            | "after"
            | "through"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "the"
            | "'s"
            | "its"
            | "their"
            | "this"
            | "circa"
            | "for"
            | "or"
            | "("
            | "-"
            | "fiscal"
            | "throughout"
    );
    let next = t.entry(i + 1);
    if next.class.counted || next.unit.is_some() {
        return false;
    }
    if !(1900..2100).contains(&year) {
        return leads && word != "the" && !plural(t, i + 1) || word == "(";
    }
    leads || !plural(t, i + 1)
}

fn plural(t: &Tokens<'_>, i: usize) -> bool {
    let word = t.word(i);
    !t.capital(i)
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !matches!(word, "was" | "this" | "has")
}

/// 'the third quarter of 2009', 'third-quarter', 'Q3 2015', "last year's fourth quarter", 'the
/// first half of 2014'.
fn fraction(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    if let Some(parsed) = short_fraction(t, i) {
        return Some(parsed);
    }
    let mut at = i;
    let mut year = YearOf::Open;
    // "last year's third quarter", 'the 1988 second quarter'.
    if let (YearOf::Away(n), next) = year_after(t, at, false)
        && t.is(next, &["'s"])
    {
        (year, at) = (YearOf::Away(n), next + 1);
    } else {
        at += usize::from(t.is(at, &["the"]));
        if let Some((y, 4)) = t.digits(at, 4)
            && (1900..2100).contains(&y)
        {
            (year, at) = (YearOf::Number(y as i16), at + 1);
        }
    }
    let fiscal = t.is(at, &["fiscal"]);
    at += usize::from(fiscal);
    let (number, mut next) = ordinal(t, at)?;
    next += usize::from(t.word(next) == "-" && t.glued(next) && t.glued(next + 1));
    let fiscal = fiscal || t.is(next, &["fiscal"]);
    next += usize::from(t.is(next, &["fiscal"]));
    let letter = match t.word(next) {
        "quarter" if number <= 4 => 'Q',
        "half" if number <= 2 => 'H',
        _ => return None,
    };
    next += 1;
    if year == YearOf::Open {
        let (said, after) = year_after(t, next, false);
        if said != YearOf::Open {
            (year, next) = (said, after);
        } else if t.is(next, &["of"]) && t.is(next + 1, &["the"]) && t.is(next + 2, &["year"]) {
            (year, next) = (YearOf::Open, next + 3);
        } else if letter == 'H' {
            // 'in the second half' is a match's.
            return None;
        } else if t.is(next, &["of"]) {
            // 'the first quarter of the century', 'a third quarter of the town'
            return None;
        }
    }
    base(Base::Fraction { year, letter, number: number as i8, fiscal }, next, "times/quarter")
}

/// 'Q3', 'Q3 2015', 'H1 2014'.
fn short_fraction(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let letter = match t.word(i) {
        "q" => 'Q',
        "h" => 'H',
        _ => return None,
    };
    let (number, 1) = t.digits(i + 1, 1)? else { return None };
    let most = if letter == 'Q' { 4 } else { 2 };
    if !t.glued(i + 1) || !t.capital(i) || !(1..=most).contains(&number) || t.glued(i) {
        return None;
    }
    let (year, next) = year_after(t, i + 2, false);
    if letter == 'H' && year == YearOf::Open {
        return None;
    }
    let fraction = Base::Fraction { year, letter, number: number as i8, fiscal: false };
    base(fraction, next, "times/quarter")
}

/// 'fiscal 1989', 'fiscal year 2015', 'FY2015', 'FY 2015-16'.
fn fiscal(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let at = i + usize::from(t.is(i, &["the"]));
    let mut next = match t.word(at) {
        "fiscal" | "financial" => at + 1 + usize::from(t.is(at + 1, &["year"])),
        "fy" if t.capital(at) => at + 1,
        "current" | "next" | "last" | "this"
            if t.is(at + 1, &["fiscal", "financial"]) && t.is(at + 2, &["year"]) =>
        {
            let n = i32::from(t.is(at, &["next"])) - i32::from(t.is(at, &["last"]));
            return base(Base::Fiscal(YearOf::Away(n)), at + 3, "times/fiscal");
        }
        _ => return None,
    };
    let year = match t.digits(next, 4) {
        Some((year, 4)) if (1900..2200).contains(&year) => YearOf::Number(year as i16),
        Some((year, 2)) if t.word(at) == "fy" => YearOf::Number(two_digits(year as i16)),
        _ if t.is(at + 1, &["year"]) => {
            return base(Base::Fiscal(YearOf::Open), next, "times/fiscal");
        }
        _ => return None,
    };
    next += 1;
    base(Base::Fiscal(year), next, "times/fiscal")
}

/// 'the 1990s', "the '90s", 'the nineties'. 'in his 30s' is an age.
fn decade(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let the = t.is(i, &["the"]);
    let at = i + usize::from(the);
    let led = the
        || at.checked_sub(1).is_some_and(|b| t.is(b, &["the", "early", "mid", "late", "-", "and"]));
    if let Some(two) = t.entry(at).decade {
        return led.then(|| {
            (Moment::new(Base::Decade(two_digits(two.max(30)) / 10)), at + 1, "times/decade")
        });
    }
    let quote = usize::from(t.word(at) == "'" && t.glued(at + 1));
    let at = at + quote;
    let (number, len) = t.digits(at, 4)?;
    let s = t.glued(at + 1) && t.is(at + 1, &["s", "'s"]);
    if !s || number % 10 != 0 {
        return None;
    }
    let tens = match len {
        4 if (1000..2100).contains(&number) => number as i16 / 10,
        2 if led || quote == 1 => two_digits(number as i16) / 10,
        _ => return None,
    };
    base(Base::Decade(tens), at + 2, "times/decade")
}

/// 'the 19th century', 'mid-19th century', 'nineteenth-century'.
fn century(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let at = i + usize::from(t.is(i, &["the"]));
    let (number, mut next) = ordinal(t, at)?;
    next += usize::from(t.word(next) == "-" && t.glued(next));
    if t.entry(next).unit != Some(Unit::Century) || !(1..=30).contains(&number) {
        return None;
    }
    base(Base::Century(number as i16 - 1), next + 1, "times/century")
}

/// 'this spring', 'the summer of 2014', 'last fall', 'in winter'.
///
/// 'the fall of Kabul', 'the Arab Spring', 'springs of water' are none.
fn season(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (which, mut at) = which(t, i);
    let mut the = false;
    if which == Which::Plain {
        the = t.is(at, &["the"]);
        at += usize::from(the);
    }
    let letters = t.entry(at).season?;
    let (year, next) = year_after(t, at + 1, false);
    let led = i.checked_sub(1).is_some_and(|b| {
        t.is(
            b,
            &[
                "in",
                "during",
                "since",
                "by",
                "until",
                "through",
                "throughout",
                "early",
                "late",
                "mid",
                "this",
                "each",
            ],
        )
    });
    let named = t.capital(at) && at.checked_sub(1).is_some_and(|b| t.capital(b) && !t.all[b].first);
    let sure = which != Which::Plain || year != YearOf::Open;
    if named || !(sure || led) || t.is(next, &["of"]) {
        return None;
    }
    // 'in fall' and 'by fall' are rare; 'in the fall' of 2014 is not.
    if t.is(at, &["fall", "spring"]) && !sure && !the {
        return None;
    }
    base(Base::Season { year, letters, which }, next, "times/season")
}

/// 'Christmas', "New Year's Eve 2015", 'Easter Sunday'.
fn feast(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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

/// 'the last week of March', 'the first Sunday of May' are read as the month's week.
pub(super) fn week_of(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let at = i + usize::from(t.is(i, &["the"]));
    let (which, number, next) = match t.word(at) {
        "last" | "final" => (Which::Last, 0, at + 1),
        _ => {
            let (n, next) = ordinal(t, at)?;
            (Which::Plain, n as i8, next)
        }
    };
    if t.entry(next).unit != Some(Unit::Week) || number > 5 || !t.is(next + 1, &["of", "in"]) {
        return None;
    }
    let (month, after) = month_name(t, next + 2)?;
    let (year, after) = year_after(t, after, true);
    base(Base::WeekOf { year, month, which, number }, after, "times/week-of-month")
}
