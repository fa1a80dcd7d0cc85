//! Finds the expressions of a text: at each token the longest one that any rule reads.

use super::calendar::Unit;
use super::dates::{self, month_name};
use super::lengths::{about, length, often};
use super::meaning::{Base, Expression, Meaning, Moment, Which, YearOf};
use super::numbers::ordinal;
use super::tokens::{Kind, Tokens};
use super::words::LEXICON;
use super::{clock, relative};

/// All expressions of the text, in order, not overlapping.
pub(super) fn expressions(t: &Tokens<'_>) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut i = 0;
    while i < t.len() {
        let least = found.last().map_or(0, |e| e.to);
        match longest(t, i) {
            Some(expression) if is_name(t, &expression) => i = expression.to,
            Some(expression) => {
                let (before, after) = range(t, &expression, least);
                found.extend(before);
                i = expression.to;
                found.push(expression);
                if let Some(after) = after {
                    i = after.to;
                    found.push(after);
                }
            }
            None => i += 1,
        }
    }
    share_years(t, &mut found);
    found
}

/// The longest expression at token `i`; the first of equals.
fn longest(t: &Tokens<'_>, i: usize) -> Option<Expression> {
    let token = &t.all[i];
    if token.kind == Kind::Mark && !t.is(i, &["'"]) {
        return None;
    }
    // A number that goes on from one before is part of something else: '1.12', '3-4 March' is not.
    if token.kind == Kind::Number && token.glued && i > 0 && t.is(i - 1, &[".", ",", ":"]) {
        return None;
    }
    let mut best: Option<Expression> = None;
    let mut offer = |to: usize, meaning: Meaning, rule: &'static str| {
        // A headline and the line under it are two.
        let one_line = (i + 1..to).all(|k| t.same_line(k));
        if to <= t.len() && one_line && best.as_ref().is_none_or(|b| to > b.to) {
            best = Some(Expression { from: i, to, meaning, rule });
        }
    };
    if let Some((moment, to, rule)) = with_edge(t, i) {
        offer(to, Meaning::Moment(moment), rule);
    }
    if let Some((meaning, to, rule)) = often(t, i) {
        offer(to, meaning, rule);
    }
    if let Some((meaning, to, rule)) = length(t, i) {
        if t.is(to, &["ago"]) {
            // 'several years ago': how long ago is not said.
            offer(to + 1, Meaning::Reference("PAST_REF"), "times/ago");
        }
        offer(to, meaning, rule);
    }
    if let Some((value, to)) = reference(t, i) {
        offer(to, Meaning::Reference(value), "times/reference");
    }
    best
}

/// A moment with 'early', 'late', 'the end of', 'about' before it, or without.
fn with_edge(t: &Tokens<'_>, i: usize) -> Option<(Moment, usize, &'static str)> {
    let plain = moment(t, i);
    let at = edge(t, i);
    let edged = (at > i).then(|| moment(t, at)).flatten().filter(|(m, ..)| edge_fits(t, i, at, m));
    match (plain, edged) {
        (Some(a), Some(b)) => Some(if b.1 > a.1 { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn moment(t: &Tokens<'_>, i: usize) -> Option<(Moment, usize, &'static str)> {
    [clock::clock(t, i), clock::part_of_day(t, i), dates::date(t, i), relative::relative(t, i)]
        .into_iter()
        .flatten()
        .reduce(|best, other| if other.1 > best.1 { other } else { best })
}

/// The token after 'early', 'mid-', 'late in', 'the end of', 'nearly' and the like.
fn edge(t: &Tokens<'_>, i: usize) -> usize {
    match t.word(i) {
        "early" | "mid" | "late" | "earlier" | "later" => {
            let mut at = i + 1;
            at += usize::from(t.word(at) == "-");
            at + usize::from(t.is(at, &["in", "on"]))
        }
        "the"
            if t.is(i + 1, &["early", "mid", "late"])
                && (t.word(i + 2) != "-" || t.entry(i + 3).month.is_none()) =>
        {
            i + 2 + usize::from(t.word(i + 2) == "-")
        }
        "the"
            if t.is(i + 1, &["end", "start", "beginning", "middle", "close"])
                && t.is(i + 2, &["of"]) =>
        {
            i + 3
        }
        "end" if t.is(i + 1, &["of"]) => i + 2,
        _ => about(t, i),
    }
}

/// 'early May' and 'the end of the year' are one; 'late' before a clock or a duration is not.
fn edge_fits(t: &Tokens<'_>, i: usize, at: usize, moment: &Moment) -> bool {
    let approximate = about(t, i) > i;
    if approximate {
        // 'about two years ago', 'around Nov. 1'; 'over the weekend' and 'some Friday' are not.
        return !t.is(i, &["over", "under", "some"])
            && t.entry(at).weekday.is_none()
            && !t.is(at, &["the", "this", "last", "next"])
            || matches!(moment.base, Base::Away { .. } | Base::FromNamed { .. })
                && t.entry(at).unit.is_none()
                && !t.is(at, &["the", "this", "last", "next"]);
    }
    if t.is(i, &["the"]) && !t.is(i + 1, &["early", "mid", "late"]) {
        return moment.clock.is_none();
    }
    match moment.base {
        Base::Unnamed => moment.part.is_some() && moment.clock.is_none(),
        _ => moment.clock.is_none(),
    }
}

/// 'now', 'at the moment', 'recently', 'the future', and 'current', 'recent' before a noun.
fn reference(t: &Tokens<'_>, i: usize) -> Option<(&'static str, usize)> {
    let word = t.word(i);
    let hyphen =
        t.word(i + 1) == "-" && t.glued(i + 1) || t.glued(i) && i > 0 && t.word(i - 1) == "-";
    if hyphen {
        return None;
    }
    if let Some(phrases) = LEXICON.references.get(word) {
        let found = phrases.iter().find_map(|(rest, value)| {
            let fits = rest.iter().enumerate().all(|(k, w)| t.word(i + 1 + k) == w);
            fits.then_some((*value, i + 1 + rest.len()))
        });
        if let Some((value, next)) = found {
            let before = i.checked_sub(1).map_or("", |b| t.word(b));
            // 'as soon as', 'soon after': said of something else. 'the past decade': a length.
            let other = word == "soon" && (before == "as" || t.is(next, &["after", "afterwards"]))
                || t.is(next - 1, &["past", "future"]) && continues(t, next)
                || t.word(next) == "-" && t.glued(next);
            return (!other).then_some((value, next));
        }
    }
    let value = *LEXICON.adjectives.get(word)?;
    // Before a noun: 'the current talks', not 'the river's current'.
    let noun = t.all.get(i + 1).is_some_and(|n| n.kind == Kind::Word)
        && !t.is(i + 1, &["and", "or", "of", "in", "to", "is", "was"]);
    noun.then_some((value, i + 1))
}

/// Whether a noun follows: 'the past decade', 'the future president'.
fn continues(t: &Tokens<'_>, i: usize) -> bool {
    t.all.get(i).is_some_and(|n| n.kind == Kind::Word || n.kind == Kind::Number)
        && !t.is(
            i,
            &[
                "and", "or", "of", "in", "to", "is", "was", "has", "had", "will", "but", "as",
                "for", "with", "on", "by", "at", "that", "when", "he", "she", "they", "we", "it",
                "if", "because", "would", "could", "may", "should", "can", "after", "before",
                "from",
            ],
        )
}

/// 'Black September', 'the Sunday Times', 'Good Friday Agreement'.
fn is_name(t: &Tokens<'_>, e: &Expression) -> bool {
    let Meaning::Moment(moment) = &e.meaning else { return false };
    let named = matches!(
        moment.base,
        Base::Weekday { which: Which::Plain, .. }
            | Base::Month { year: YearOf::Open, .. }
            | Base::Easter { .. }
    );
    if !named || moment.clock.is_some() {
        return false;
    }
    let before = e
        .from
        .checked_sub(1)
        .is_some_and(|b| t.capital(b) && t.entry(b).class.named_before && t.same_line(e.from));
    let after = t.capital(e.to) && t.same_line(e.to) && t.entry(e.to).class.named_after;
    before || after
}

/// The other end of a range that shares its month or year: '5-9 May', 'May 5 to 9', '2014-15'.
fn range(t: &Tokens<'_>, e: &Expression, least: usize) -> (Option<Expression>, Option<Expression>) {
    let Meaning::Moment(moment) = &e.meaning else { return (None, None) };
    if moment.clock.is_some() || moment.part.is_some() {
        return (None, None);
    }
    let make = |from, to, base| Expression {
        from,
        to,
        meaning: Meaning::Moment(Moment::new(base)),
        rule: "times/range",
    };
    match moment.base {
        Base::Day { year, month, day, weekday: None } => {
            let day_first = t.all[e.from].kind == Kind::Number
                || t.is(e.from, &["the"])
                || t.entry(e.from).ordinal.is_some();
            let before =
                day_first.then(|| day_before(t, e.from, least)).flatten().filter(|(_, n)| *n < day);
            let before = before.map(|(at, n)| {
                make(at, e.from - 1, Base::Day { year, month, day: n, weekday: None })
            });
            let after =
                (!day_first).then(|| day_after(t, e.to)).flatten().filter(|(_, n, _)| *n > day);
            let after = after.map(|(at, n, next)| {
                let (year, to) = match t.digits(next + 1, 4) {
                    Some((y, 4)) if t.word(next) == "," && (1000..2200).contains(&y) => {
                        (YearOf::Number(y as i16), next + 2)
                    }
                    _ => (year, next),
                };
                make(at, to, Base::Day { year, month, day: n, weekday: None })
            });
            (before, after)
        }
        Base::Year(YearOf::Number(year))
            if t.is(e.to, &["-", "/"]) && t.glued(e.to) && t.glued(e.to + 1) =>
        {
            // '2014-15'; '2014-2015' are two years already.
            let after = t.digits(e.to + 1, 2).filter(|&(n, len)| {
                let on = n as i16 - year % 100;
                let chain = t.is(e.to + 2, &["-", "/", "."]) && t.glued(e.to + 3);
                len == 2 && !chain && (on == 1 || t.word(e.to) == "-" && (2..=15).contains(&on))
            });
            let to = |n: u32| Base::Year(YearOf::Number(year / 100 * 100 + n as i16));
            (None, after.map(|(n, _)| make(e.to + 1, e.to + 2, to(n))))
        }
        _ => (None, None),
    }
}

/// A bare day of the month before a connecting word: the '5' of '5 to 9 May', 'the ninth' of 'the
/// ninth and the seventeenth of May'.
fn day_before(t: &Tokens<'_>, from: usize, least: usize) -> Option<(usize, i8)> {
    if from < 2
        || !t.is(from - 1, &["-", "to", "and", "or", "until", "till", "through"])
        || !t.same_line(from)
    {
        return None;
    }
    for width in 1..=3 {
        let at = from.checked_sub(1 + width).filter(|&at| at >= least)?;
        let the = usize::from(t.is(at, &["the"]));
        let whole = |(n, next): (u32, usize)| (next + 1 == from).then_some(n);
        let found = ordinal(t, at + the)
            .and_then(whole)
            .or_else(|| (width == 1).then(|| t.digits(at, 2)).flatten().map(|(n, _)| n));
        let Some(n) = found.filter(|n| (1..=31).contains(n)) else { continue };
        let part = t.glued(at) && at > 0 && t.is(at - 1, &[".", ",", ":", "/", "-"]);
        return (!part).then_some((at, n as i8));
    }
    None
}

/// A bare day of the month after a connecting word: the '9' of 'May 5 to 9', and the token after.
fn day_after(t: &Tokens<'_>, to: usize) -> Option<(usize, i8, usize)> {
    let joined = t.is(to, &["-", "to", "and", "or", "until", "till", "through"]);
    let from = to + 1;
    let the = usize::from(t.is(from, &["the"]));
    let digits = |at| t.digits(at, 2).map(|(n, _)| (n, at + 1));
    let (n, at) = ordinal(t, from + the).or_else(|| digits(from).filter(|_| the == 0))?;
    // 'May 5 and 20 people', 'May 5 to 9.5', 'May 5 and 6 June'
    let alone = t
        .is(at, &["", ",", ".", ";", ")", "in", "at", "and", "the", "as", "for", "when", "with"])
        && !(t.is(at, &[".", ","]) && t.glued(at + 1) && t.digits(at + 1, 9).is_some())
        && month_name(t, at).is_none();
    (joined && alone && (1..=31).contains(&n)).then_some((from, n as i8, at))
}

/// 'between March and June 2015', 'May 5 to June 2, 2014': the first gets the year of the second.
fn share_years(t: &Tokens<'_>, found: &mut [Expression]) {
    for k in 1..found.len() {
        let (head, tail) = found.split_at_mut(k);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let joined = second.from == first.to + 1
            && t.is(first.to, &["and", "to", "-", "through", "until", "or", ","]);
        let (Meaning::Moment(a), Meaning::Moment(b)) = (&mut first.meaning, &second.meaning) else {
            continue;
        };
        let (said, later) = match b.base {
            Base::Month { year, month, .. } | Base::Day { year, month, .. } => (year, month),
            _ => continue,
        };
        if !joined || said == YearOf::Open {
            continue;
        }
        match &mut a.base {
            Base::Month { year, month, which: Which::Plain } | Base::Day { year, month, .. }
                if *year == YearOf::Open && *month <= later =>
            {
                *year = said;
            }
            _ => {}
        }
    }
}

/// Whether 'in' stands before a length, or "'s time" after it: 'in three weeks', 'one week's time'.
pub(super) fn stands_ahead(t: &Tokens<'_>, e: &Expression) -> bool {
    let time = t.is(e.to, &["'s", "'"]) && t.is(e.to + 1, &["time"]);
    let before = e.from.checked_sub(1).filter(|&b| t.is(b, &["in"]));
    // 'for the first time in three years', 'the worst fighting in two months': lengths.
    let superlative = |at: usize| {
        (at.saturating_sub(4)..at).any(|k| {
            t.is(
                k,
                &[
                    "first", "last", "only", "most", "least", "worst", "best", "second", "third",
                    "fourth", "fifth", "not",
                ],
            ) || t.word(k).len() > 5 && t.word(k).ends_with("est")
        })
    };
    time || before.is_some_and(|at| !superlative(at))
}

/// The amount and unit of a plain length, for counting on from a day.
pub(super) fn amount_of(t: &Tokens<'_>, e: &Expression) -> Option<(Unit, i32)> {
    let (amount, unit, _) = super::lengths::counted(t, about(t, e.from))?;
    Some((unit, amount.whole()?))
}
