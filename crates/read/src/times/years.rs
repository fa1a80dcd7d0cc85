//! Years and what is counted in them: quarters, decades, centuries, seasons.

use super::calendar::Unit;
use super::dates::{Parsed, base, chained, two_digits, which, year_after};
use super::meaning::{Base, Moment, Which, YearOf};
use super::numbers::{ordinal, year_in_words};
use super::tokens::{Kind, Tokens};

/// A year by its number. The number must stand as one: 'in 2014', 'the 1991 agreement', not
/// '2000 troops', 'Resolution 2254', '$1990'.
pub(super) fn year(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
        if chained(t, i) && chained(t, i - 2) {
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
    // 'Resolutions 1970 and 1973'
    let listed = matches!(word, "and" | "or" | ",")
        && i.checked_sub(3).is_some_and(|b| {
            t.all[b + 1].kind == Kind::Number
                && t.entry(b).class.numbered
                && t.entry(b).unit.is_none()
        });
    if listed {
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
pub(super) fn fraction(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
        "quarter" if (1..=4).contains(&number) => 'Q',
        "half" if (1..=2).contains(&number) => 'H',
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
pub(super) fn fiscal(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
pub(super) fn decade(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
pub(super) fn century(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
pub(super) fn season(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
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
