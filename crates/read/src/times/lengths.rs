//! How long and how often: durations and sets.

use smol_str::{SmolStr, format_smolstr};

use super::calendar::Unit;
use super::meaning::Meaning;
use super::numbers::{Amount, amount};
use super::tokens::{Kind, Tokens};

/// An amount of a unit: '30 days', 'three-year', 'a week', 'half an hour', 'the past two months'
/// without what stands before the amount. The token after it comes last.
pub(super) fn counted(t: &Tokens<'_>, i: usize) -> Option<(Amount, Unit, usize)> {
    if t.is(i, &["half"]) && t.is(i + 1, &["a", "an", "-"]) {
        let unit = unit_at(t, i + 2).filter(|_| !t.entry(i + 2).plural)?;
        return Some((Amount::Exact(50), unit, i + 3));
    }
    if t.is(i, &["a", "an"]) && !t.entry(i + 1).plural && t.entry(i + 1).unit.is_some() {
        let unit = unit_at(t, i + 1).filter(|&u| u != Unit::Second && u != Unit::Quarter)?;
        if t.is(i + 2, &["and"]) && t.is(i + 3, &["a"]) && t.is(i + 4, &["half"]) {
            return Some((Amount::Exact(150), unit, i + 5));
        }
        return Some((Amount::Exact(100), unit, i + 2));
    }
    if t.is(i, &["a", "an"]) && t.is(i + 1, &["half"]) {
        let at = i + 2 + usize::from(t.word(i + 2) == "-");
        return Some((Amount::Exact(50), unit_at(t, at)?, at + 1));
    }
    let (amount, mut at) = amount(t, i)?;
    let dash = t.word(at) == "-" && t.glued(at) && t.glued(at + 1);
    at += usize::from(dash);
    // 'two consecutive quarters', 'at least 20 more years', 'eight trading days'
    let bare = at;
    if t.is(
        at,
        &[
            "more",
            "consecutive",
            "straight",
            "successive",
            "full",
            "additional",
            "further",
            "whole",
            "trading",
            "business",
            "working",
            "calendar",
            "extra",
            "other",
            "long",
            "solid",
            "or",
            "short",
            "such",
        ],
    ) && t.entry(at + 1).unit.is_some()
        && !t.is(at, &["or"])
    {
        at += 1;
    }
    let unit = unit_at(t, at)?;
    // 'the 1988 quarter'
    if !t.entry(at).plural && amount.hundredths().is_some_and(|n| n >= 100_000) && !dash {
        return None;
    }
    if unit == Unit::Quarter && t.is(at + 1, &["of"]) && at == bare {
        // 'three quarters of the seats'
        return None;
    }
    let next = at + 1;
    if t.is(next, &["and"])
        && t.is(next + 1, &["a"])
        && t.is(next + 2, &["half"])
        && let Some(n) = amount.hundredths()
    {
        return Some((Amount::Exact(n.saturating_add(50)), unit, next + 3));
    }
    Some((amount, unit, next))
}

fn unit_at(t: &Tokens<'_>, i: usize) -> Option<Unit> {
    let entry = t.entry(i);
    // 'sec', 'min', 'hr', 'yr' only after digits.
    let short =
        t.word(i).len() <= 4 && !matches!(t.word(i), "day" | "days" | "hour" | "week" | "year");
    let digits = i.checked_sub(1).is_some_and(|b| t.all[b].kind == Kind::Number);
    entry.unit.filter(|_| !short || digits)
}

/// The token after 'nearly', 'more than', 'at least' and the like, if these stand at `i`.
pub(super) fn about(t: &Tokens<'_>, i: usize) -> usize {
    match (t.word(i), t.word(i + 1), t.word(i + 2)) {
        ("no", "more" | "less" | "fewer", "than") => i + 3,
        ("more" | "less" | "fewer" | "longer", "than", _) => i + 2,
        ("at", "least" | "most", _) | ("up", "to", _) | ("close", "to", _) => i + 2,
        ("just", "over" | "under", _) | ("well", "over", _) | ("as", "little", "as") => i + 2,
        (
            "nearly" | "about" | "around" | "almost" | "over" | "under" | "roughly" | "some"
            | "approximately" | "barely",
            _,
            _,
        ) => i + 1,
        _ => i,
    }
}

/// A duration. `ahead` in the meaning says that 'in' stands before it.
pub(super) fn length(t: &Tokens<'_>, i: usize) -> Option<(Meaning, usize, &'static str)> {
    const RULE: &str = "times/length";
    let found = framed(t, i).or_else(|| plain(t, i)).or_else(|| bare_plural(t, i))?;
    let (value, next) = found;
    Some((Meaning::Length { value }, next, RULE))
}

/// 'the past two months', 'the next few days', 'recent weeks', 'the first nine months'.
fn framed(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let the = t.is(i, &["the", "these", "those"]);
    let mut at = i + usize::from(the);
    let frame = t.word(at);
    let framed = matches!(
        frame,
        "past"
            | "last"
            | "next"
            | "first"
            | "final"
            | "coming"
            | "recent"
            | "previous"
            | "following"
            | "preceding"
            | "initial"
            | "opening"
            | "closing"
            | "early"
            | "remaining"
            | "intervening"
    );
    at += usize::from(framed);
    if !the && !framed {
        return None;
    }
    if let Some((amount, unit, next)) = counted_range(t, at) {
        // 'the two-year deal' keeps its article to itself; 'the four days' does not.
        if t.word(next.checked_sub(2)?) == "-" && !framed || age(t, next, unit) {
            return None;
        }
        // 'the first day' is no length.
        if t.is(at, &["a", "an"]) {
            return None;
        }
        return Some((unit.length(amount.hundredths()), next));
    }
    let unit = unit_at(t, at)?;
    let entry = t.entry(at);
    let one =
        the && matches!(frame, "past" | "last" | "next") && !entry.plural && unit >= Unit::Week;
    let many = framed && entry.plural && (frame != "first" || the)
        || the
            && !framed
            && entry.plural
            && unit == Unit::Year
            && i.checked_sub(1).is_some_and(|b| t.is(b, &["over", "through"]));
    if one {
        return Some((unit.length(Some(100)), at + 1));
    }
    many.then(|| (unit.length(None), at + 1))
}

/// '30 days', '30-day', 'two to three weeks', 'nearly two years', 'two years and six months'.
fn plain(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let at = about(t, i);
    let (amount, unit, next) = counted_range(t, at)?;
    if age(t, next, unit) {
        return None;
    }
    // '8-month-old truce'
    if t.word(next) == "-" && t.is(next + 1, &["old", "long"]) && t.glued(next) {
        return Some((unit.length(amount.hundredths()), next + 2));
    }
    // 'two years and six months', 'an hour and 20 minutes'
    let and = next + usize::from(t.is(next, &["and", ","]));
    if let Some((small, smaller, end)) = counted(t, and).filter(|(_, u, _)| *u < unit)
        && and > next
        && let (Some(a), Some(b)) = (amount.whole(), small.whole())
        && (unit.is_clock() == smaller.is_clock())
        && a > 0
    {
        let first = unit.length(Some(a as u32 * 100));
        let second = smaller.length(Some(b as u32 * 100));
        let tail = second.trim_start_matches('P').trim_start_matches('T');
        return Some((format_smolstr!("{first}{tail}"), end));
    }
    Some((unit.length(amount.hundredths()), next))
}

/// 'two to three weeks', '12 to 18 months', 'five or six days', 'weeks or months': how many is open.
fn counted_range(t: &Tokens<'_>, i: usize) -> Option<(Amount, Unit, usize)> {
    if let Some((_, at)) = amount(t, i)
        && (t.is(at, &["to", "or"]) || t.word(at) == "-" && t.digits(at + 1, 3).is_some())
        && let Some((Amount::Exact(_), unit, next)) = counted(t, at + 1)
        && !t.is(at + 1, &["a", "an", "half"])
    {
        return Some((Amount::Vague, unit, next));
    }
    counted(t, i)
}

/// 'years old', 'year-old': how old someone is says no time.
fn age(t: &Tokens<'_>, next: usize, unit: Unit) -> bool {
    let at = next + usize::from(t.word(next) == "-");
    unit == Unit::Year && t.is(at, &["old", "olds"])
}

/// 'for weeks', 'decades of war', 'years later'. 'days' without such company is no length.
fn bare_plural(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let entry = t.entry(i);
    // 'day-long', 'decades-long'
    if let Some(unit) = unit_at(t, i).filter(|_| t.word(i + 1) == "-" && t.is(i + 2, &["long"])) {
        return Some((unit.length((!entry.plural).then_some(100)), i + 3));
    }
    let unit = unit_at(t, i).filter(|_| entry.plural)?;
    if t.is(i, &["seconds", "quarters", "nights", "weekends"]) {
        return None;
    }
    let before = i.checked_sub(1).map_or("", |b| t.word(b));
    // 'weeks or months'
    let or = t.is(i + 1, &["or", "and"]) && t.entry(i + 2).plural && t.entry(i + 2).unit.is_some();
    let next = if or { i + 3 } else { i + 1 };
    let after = t.word(next);
    let fits = matches!(
        before,
        "for" | "after" | "within" | "in" | "over" | "take" | "took" | "lasted" | "last" | "hours"
    ) || matches!(after, "of" | "later" | "earlier" | "before" | "after" | "ago" | "-")
        && after != "-";
    (fits && !matches!(before, "of" | "the")).then(|| (unit.length(None), next))
}

/// How often: 'every day', 'each Thursday', 'daily', 'twice a year', '15 a year', 'on Mondays'.
pub(super) fn often(t: &Tokens<'_>, i: usize) -> Option<(Meaning, usize, &'static str)> {
    let (value, next) = every(t, i)
        .or_else(|| times_a(t, i))
        .or_else(|| rate(t, i))
        .or_else(|| weekdays(t, i))
        .or_else(|| adverb(t, i))?;
    Some((Meaning::Often { value }, next, "times/set"))
}

fn every(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    if !t.is(i, &["every", "each"]) {
        return None;
    }
    let other = t.is(i + 1, &["other", "second", "single"]);
    let at = i + 1 + usize::from(other);
    let doubled = t.is(i + 1, &["other", "second"]);
    let entry = t.entry(at);
    if let Some(weekday) = entry.weekday {
        let part = t.entry(at + 1).part;
        let next = at + 1 + usize::from(part.is_some());
        return Some((
            match part {
                Some(part) => format_smolstr!("XXXX-WXX-{weekday}T{part}"),
                None => format_smolstr!("XXXX-WXX-{weekday}"),
            },
            next,
        ));
    }
    if let Some(month) = entry.month.filter(|_| t.capital(at)) {
        return Some((format_smolstr!("XXXX-{month:02}"), at + 1));
    }
    if let Some(letters) = entry.season {
        return Some((format_smolstr!("XXXX-{letters}"), at + 1));
    }
    if let Some(part) = entry.part.filter(|_| entry.unit.is_none() || part_first(t, at)) {
        return Some((format_smolstr!("XXXX-XX-XXT{part}"), at + 1));
    }
    if let Some(unit) = entry.unit.filter(|_| !entry.plural) {
        return Some((unit.length(Some(if doubled { 200 } else { 100 })), at + 1));
    }
    let (amount, unit, next) = counted(t, at).filter(|_| t.is(i, &["every"]))?;
    Some((unit.length(amount.hundredths()), next))
}

fn part_first(t: &Tokens<'_>, i: usize) -> bool {
    t.is(i, &["night"])
}

/// 'twice a year', 'three times a week', 'once every two months'.
fn times_a(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let at = match t.word(i) {
        "once" | "twice" | "thrice" => i + 1,
        _ => {
            let (_, at) = amount(t, i)?;
            t.is(at, &["times"]).then_some(at + 1)?
        }
    };
    if t.is(at, &["a", "an", "per"]) {
        let unit = unit_at(t, at + 1).filter(|_| !t.entry(at + 1).plural)?;
        return Some((unit.length(Some(100)), at + 2));
    }
    every(t, at)
}

/// 'a year' after a quantity: '179 tankers, 15 a year', '$3 million a month', '20,000 barrels a day'.
fn rate(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let per = t.is(i, &["per"]);
    if !per && !t.is(i, &["a", "an"]) {
        return None;
    }
    let unit = unit_at(t, i + 1).filter(|&u| !t.entry(i + 1).plural && u != Unit::Second)?;
    if !per {
        let number = |k: usize| {
            t.all[k].kind == Kind::Number
                || t.entry(k).cardinal.is_some()
                || t.is(k, &["million", "billion", "percent", "%"])
        };
        let before = i.checked_sub(1)?;
        let noun = t.word(before).len() > 3 && t.word(before).ends_with('s') && !t.capital(before);
        let counted = number(before)
            || noun && (before.saturating_sub(3)..before).any(number)
            || t.is(before, &["times"]);
        if !counted || !t.same_line(i) {
            return None;
        }
    }
    // 'ten men a day later' is no rate.
    if t.is(i + 2, &["later", "ago", "earlier", "after", "before", "and"]) && !per {
        return None;
    }
    Some((unit.length(Some(100)), i + 2))
}

/// 'Mondays', 'Tuesday nights'.
fn weekdays(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    if !t.capital(i) {
        return None;
    }
    if let Some(weekday) = t.entry(i).weekday
        && let Some(part) = t.entry(i + 1).part
        && t.is(i + 1, &["mornings", "afternoons", "evenings", "nights"])
    {
        return Some((format_smolstr!("XXXX-WXX-{weekday}T{part}"), i + 2));
    }
    let stem = t.word(i).strip_suffix('s').filter(|s| s.ends_with("day"))?;
    let weekday = super::words::LEXICON.entry(stem)?.weekday?;
    Some((format_smolstr!("XXXX-WXX-{weekday}"), i + 1))
}

/// 'daily', 'weekly'. Not in names: 'the Daily Mail'.
fn adverb(t: &Tokens<'_>, i: usize) -> Option<(SmolStr, usize)> {
    let value = match t.word(i) {
        "hourly" => "PT1H",
        "daily" | "nightly" => "P1D",
        "weekly" => "P1W",
        "fortnightly" => "P2W",
        "monthly" => "P1M",
        "yearly" | "annually" => "P1Y",
        _ => return None,
    };
    let glued = t.word(i + 1) == "-" || i > 0 && t.word(i - 1) == "-";
    (!glued && (!t.capital(i) || t.all[i].first && !t.capital(i + 1)))
        .then(|| (SmolStr::new_static(value), i + 1))
}
