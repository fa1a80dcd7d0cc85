//! Days and stretches counted from another one: 'yesterday', 'last week', 'two days ago'.

use super::calendar::Unit;
use super::dates::{self, Parsed};
use super::lengths::counted;
use super::meaning::{Base, Moment};
use super::numbers::Amount;
use super::tokens::Tokens;

/// The longest relative date that begins at token `i`.
pub(super) fn relative(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    [deictic, unit, ago, from_date, dates::week_of]
        .iter()
        .filter_map(|production| production(t, i))
        .max_by_key(|(_, next, _)| *next)
}

fn away(unit: Unit, n: i32) -> Moment {
    Moment::new(Base::Away { unit, n })
}

fn from_named(unit: Unit, n: i32) -> Moment {
    Moment::new(Base::FromNamed { unit, n })
}

/// 'today', 'yesterday', 'tonight', 'the day before yesterday'.
fn deictic(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    const RULE: &str = "times/day-named";
    let n = match t.word(i) {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        "tonight" => {
            return Some((Moment { part: Some("NI"), ..away(Unit::Day, 0) }, i + 1, RULE));
        }
        "overnight" => {
            return Some((
                Moment { part: Some("NI"), ..away(Unit::Day, -1) },
                i + 1,
                "times/part-of-day",
            ));
        }
        "the" if t.is(i + 1, &["day"]) => {
            return match (t.word(i + 2), t.word(i + 3)) {
                ("before", "yesterday") => Some((away(Unit::Day, -2), i + 4, RULE)),
                ("after", "tomorrow") => Some((away(Unit::Day, 2), i + 4, RULE)),
                _ => None,
            };
        }
        _ => return None,
    };
    // 'USA Today', 'today's' is a day still.
    let name = n == 0 && t.capital(i) && !t.all[i].first && i > 0 && t.capital(i - 1);
    (!name).then_some((away(Unit::Day, n), i + 1, RULE))
}

/// 'last week', 'this month', 'the following day', 'that year', 'the same night', 'the weekend'.
fn unit(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    const RULE: &str = "times/relative";
    let the = t.is(i, &["the"]);
    let at = i + usize::from(the);
    // 'the year-ago quarter', 'a year-earlier profit'
    if t.is(at, &["year"]) && t.word(at + 1) == "-" && t.is(at + 2, &["ago", "earlier"]) {
        return Some((away(Unit::Year, -1), at + 3, RULE));
    }
    let word = t.word(at);
    let mut noun = at + 1;
    noun += usize::from(
        word == "this" && t.is(noun, &["past", "coming", "same", "very"])
            || word == "that" && t.is(noun, &["same", "very"])
            || word == "very" && t.is(noun, &["same", "next"]),
    );
    let entry = t.entry(noun);
    let next = noun + 1;
    if entry.plural {
        return None;
    }
    if let Some(part) = entry.part {
        // Dawn and dusk are not counted: 'the next dawn' is poetry.
        let moment = match word {
            "this" => away(Unit::Day, 0),
            "last" if !the => away(Unit::Day, -1),
            "next" | "following" => from_named(Unit::Day, 1),
            "previous" => from_named(Unit::Day, -1),
            "that" | "same" => from_named(Unit::Day, 0),
            _ => return bare_unit(t, i, at, the),
        };
        let rule = if word == "last" || word == "this" { "times/part-of-day" } else { RULE };
        return Some((Moment { part: Some(part), ..moment }, next, rule));
    }
    let Some(unit) = entry.unit.filter(|u| !u.is_clock()) else {
        return bare_unit(t, i, at, the);
    };
    let middle = t.word(at + 1);
    let moment = match word {
        // 'over the past year' is a length; so is 'the last decade'.
        "this" if noun > at + 1 && middle == "past" => away(unit, -1),
        "this" if noun > at + 1 && middle == "coming" => away(unit, 1),
        "this" if unit == Unit::Day => from_named(unit, 0),
        "this" | "current" => away(unit, 0),
        "last" if !the && unit != Unit::Day => away(unit, -1),
        "next" if unit == Unit::Day => from_named(unit, 1),
        "next" if !the => away(unit, 1),
        "coming" if the || unit >= Unit::Week => away(unit, 1),
        "following" | "ensuing" => from_named(unit, 1),
        "previous" | "preceding" | "prior" if the => from_named(unit, -1),
        "that" | "same" if unit >= Unit::Day => from_named(unit, 0),
        "very" => from_named(unit, i32::from(middle == "next")),
        _ => return bare_unit(t, i, at, the),
    };
    // 'that week-long siege', 'this year-old truce'
    (t.word(next) != "-" || !t.glued(next)).then_some((moment, next, RULE))
}

/// 'the weekend', 'the week', 'the year'; 'the day' and 'the month' only after 'end of', 'for'.
fn bare_unit(t: &Tokens<'_>, i: usize, at: usize, the: bool) -> Option<Parsed> {
    if !the {
        return None;
    }
    let latest = t.is(at, &["latest"]);
    let at = at + usize::from(latest);
    let unit = t.entry(at).unit.filter(|_| !t.entry(at).plural)?;
    let next = at + 1;
    if latest {
        return Some((Moment::new(Base::The(unit)), next, "times/relative"));
    }
    // 'the year of', 'the week that', 'the day before the vote', 'the quarter-final'
    if t.is(next, &["of", "that", "when", "before", "after", "in", "which", "'s", "-", "long"])
        || t.entry(next).cardinal.is_some()
    {
        return None;
    }
    let before = i.checked_sub(1).map_or("", |b| t.word(b));
    let fits = match unit {
        Unit::Weekend => true,
        Unit::Week | Unit::Year => matches!(
            before,
            "of" | "for"
                | "in"
                | "during"
                | "over"
                | "through"
                | "this"
                | "later"
                | "earlier"
                | "by"
                | "end"
        ),
        Unit::Day | Unit::Month => {
            matches!(before, "of" | "in" | "end" | "ended" | "for" | "during")
        }
        Unit::Quarter => matches!(before, "in" | "for" | "of" | "during"),
        _ => false,
    };
    fits.then_some((Moment::new(Base::The(unit)), next, "times/relative"))
}

/// 'two years ago', 'a week earlier', 'three days later', 'six months from now'.
fn ago(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (amount, unit, next) = the_one(t, i).or_else(|| counted(t, i))?;
    let (named, sign, after) = match t.word(next) {
        "ago" => (false, -1, next + 1),
        "earlier" | "previously" => (true, -1, next + 1),
        "later" | "afterwards" | "afterward" => (true, 1, next + 1),
        "from" if t.is(next + 1, &["now", "today"]) => (false, 1, next + 2),
        "hence" => (false, 1, next + 1),
        "before" | "after" if ends_clause(t, next + 1) => {
            (true, if t.word(next) == "before" { -1 } else { 1 }, next + 1)
        }
        _ => return None,
    };
    if unit.is_clock() && sign > 0 {
        return None;
    }
    // How many years ago is not said: left to the caller as a reference to the past.
    let n = amount.whole()?.checked_mul(sign)?;
    let rule = if named { "times/counted" } else { "times/ago" };
    let moment = if named { from_named(unit, n) } else { away(unit, n) };
    Some((moment, after, rule))
}

/// 'the day before', 'the year after' at the end of a clause: one of the unit.
fn the_one(t: &Tokens<'_>, i: usize) -> Option<(Amount, Unit, usize)> {
    let entry = t.entry(i + 1);
    let unit = entry.unit.filter(|u| t.is(i, &["the"]) && !entry.plural && !u.is_clock())?;
    t.is(i + 2, &["before", "after"]).then_some((Amount::Exact(100), unit, i + 2))
}

fn ends_clause(t: &Tokens<'_>, i: usize) -> bool {
    matches!(t.word(i), "" | "." | "," | ";" | ")" | "”" | "\"" | "and" | "but") || !t.same_line(i)
}

/// 'three days after May 10', 'the day before Christmas', 'a week from Friday'.
fn from_date(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (n, unit, next) = if t.is(i, &["the"]) && t.entry(i + 1).unit.is_some_and(|u| !u.is_clock())
    {
        (1, t.entry(i + 1).unit?, i + 2)
    } else {
        let (amount, unit, next) = counted(t, i)?;
        (amount.whole()?, unit, next)
    };
    if unit.is_clock() || t.entry(next.checked_sub(1)?).plural && n == 1 {
        return None;
    }
    let sign = match t.word(next) {
        "after" | "from" | "following" => 1,
        "before" => -1,
        _ => return None,
    };
    let (moment, after, _) = dates::date(t, next + 1)
        .filter(|_| t.word(next + 1) != "the")
        .or_else(|| deictic(t, next + 1))?;
    let moment = Base::From { moment: Box::new(moment), unit, n: n.checked_mul(sign)? };
    Some((Moment::new(moment), after, "times/counted-from"))
}
