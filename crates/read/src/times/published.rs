//! When a document was published, by what its own words fix.
//!
//! The words give constraints. 'Sunday, May 11th' allows only years in which that day is a Sunday;
//! 'the 2024 election' in a past tense and 'three years' after 'February 2022' choose among them;
//! what happened 'on Wednesday' is past, what will be 'on Thursday' is not. A day is given only where
//! these leave one, or two that stand side by side; else a month or year where they leave that;
//! else nothing. A wrong date would put every other time of the document wrong.

use jiff::civil;
use rapporteur_text::{Date, Published, PublishedBy, Span};
use rapporteur_world::World;

use super::calendar::{self, Unit, days_between, shift};
use super::dateline::Dateline;
use super::holders::{Holder, holders};
use super::meaning::{Base, Direction, Expression, Meaning, Moment, Which, YearOf};
use super::scan::amount_of;
use super::tokens::Tokens;

/// A day named, with its year or without.
struct Dated {
    year: Option<i16>,
    month: i8,
    day: i8,
    weekday: Option<i8>,
    direction: Direction,
    /// Stands as the date of a picture: after a comma, at the end of its line.
    caption: bool,
    span: Span,
}

/// A weekday named alone.
struct Weekday {
    weekday: i8,
    ahead: bool,
    /// In the evening or at night: a report of it is mostly of the next day.
    late: bool,
    span: Span,
}

/// What a text says that may date it.
#[derive(Default)]
struct Facts {
    days: Vec<Dated>,
    weekdays: Vec<Weekday>,
    /// Years of what is past.
    years: Vec<(i16, Span)>,
    /// 'for the first time in three years': whole years.
    lengths: Vec<(i32, Span)>,
    /// 'today, 14 May 2025', 'yesterday, 13 May 2025'.
    today: Option<(civil::Date, Span)>,
}

/// The day, month or year that the text's own evidence fixes; with a dateline that lacks its year,
/// the year for it.
pub(super) fn inferred(
    t: &Tokens<'_>,
    read: &[(Expression, Direction)],
    dateline: Option<Dateline>,
    world: Option<&World>,
) -> Option<Published> {
    let facts = facts(t, read);
    if let Some((day, span)) = facts.today {
        return found(day, vec![span]);
    }
    if facts.days.is_empty() {
        return None;
    }
    let holders = world.map(|w| holders(t, w)).unwrap_or_default();
    if let Some(Dateline::Yearless(month, day, span)) = dateline {
        return year_of_dateline(&facts, &holders, month, day, span);
    }
    let mut evidence = Vec::new();
    let known = known_days(&facts, &holders, &mut evidence)?;
    day(&facts, &known, evidence)
}

fn found(day: civil::Date, evidence: Vec<Span>) -> Option<Published> {
    published(Date::day_of(day.year(), day.month(), day.day())?, PublishedBy::Inferred, evidence)
}

fn published(date: Date, by: PublishedBy, mut evidence: Vec<Span>) -> Option<Published> {
    evidence.sort();
    evidence.dedup();
    Some(Published { date, given: None, by, evidence })
}

fn facts(t: &Tokens<'_>, read: &[(Expression, Direction)]) -> Facts {
    let mut facts = Facts::default();
    for (k, (e, d)) in read.iter().enumerate() {
        let Some(span) = t.span(e.from, e.to) else { continue };
        if let Meaning::Length { .. } = e.meaning
            && let Some((Unit::Year, n @ 1..=30)) = amount_of(t, e)
        {
            facts.lengths.push((n, span));
        }
        let Meaning::Moment(m) = &e.meaning else { continue };
        if let Some(year) = year_of(m)
            && *d == Direction::Past
        {
            facts.years.push((year, span));
        }
        match m.base {
            Base::Day { year, month, day, weekday } => {
                let year = match year {
                    YearOf::Number(year) => Some(year),
                    YearOf::Open => None,
                    _ => continue,
                };
                if let (Some(year), Some(today)) = (year, before(read, k))
                    && let Some(n) = day_named(today)
                    && (today.to == e.from || today.to + 1 == e.from && t.is(today.to, &[",", "("]))
                    && !t.all[e.from].quoted
                {
                    let today =
                        calendar::day(year, month, day).and_then(|d| shift(d, Unit::Day, -n));
                    facts.today = facts.today.or(today.map(|day| (day, span)));
                }
                let caption = ends_line(t, e.to) && e.from > 0 && t.word(e.from - 1) == ",";
                facts.days.push(Dated { year, month, day, weekday, direction: *d, caption, span });
            }
            Base::Weekday { weekday, which: Which::Plain, weeks: None } => {
                // What is said in quotation marks may be of another day.
                let sure =
                    matches!(d, Direction::Past | Direction::Future) && !t.all[e.from].quoted;
                if sure {
                    let edge = t.is(e.from, &["late", "later"]);
                    let late = matches!(m.part, Some("NI" | "EV")) || edge;
                    let ahead = *d == Direction::Future;
                    facts.weekdays.push(Weekday { weekday, ahead, late, span });
                }
            }
            _ => {}
        }
    }
    facts
}

/// 'yesterday' −1, 'today' 0, 'tomorrow' 1.
fn day_named(e: &Expression) -> Option<i32> {
    match &e.meaning {
        Meaning::Moment(Moment {
            base: Base::Away { unit: Unit::Day, n: n @ -1..=1 },
            part: None,
            ..
        }) => Some(*n),
        _ => None,
    }
}

fn before(read: &[(Expression, Direction)], k: usize) -> Option<&Expression> {
    Some(&read.get(k.checked_sub(1)?)?.0)
}

fn ends_line(t: &Tokens<'_>, i: usize) -> bool {
    let at = i + usize::from(t.is(i, &["."]));
    at >= t.len() || !t.same_line(at)
}

fn year_of(m: &Moment) -> Option<i16> {
    match m.base {
        Base::Day { year: YearOf::Number(y), .. }
        | Base::Month { year: YearOf::Number(y), .. }
        | Base::Year(YearOf::Number(y))
        | Base::Fraction { year: YearOf::Number(y), .. }
        | Base::Season { year: YearOf::Number(y), .. } => Some(y),
        _ => None,
    }
}

/// A day of the calendar that the text names.
struct Known {
    day: civil::Date,
    direction: Direction,
    /// Its words tie it to the week of publication by themselves, if a bare weekday agrees.
    tie: bool,
    span: Span,
}

/// The days named, in the calendar: those with a year, and those whose weekday fixes it.
fn known_days(facts: &Facts, holders: &[Holder], evidence: &mut Vec<Span>) -> Option<Vec<Known>> {
    let mut known: Vec<Known> = Vec::new();
    for d in &facts.days {
        let Some(day) = d.year.and_then(|y| calendar::day(y, d.month, d.day)) else { continue };
        let agrees = d.weekday.is_none_or(|w| calendar::weekday(day) == w);
        let tie = agrees && (d.caption || d.weekday.is_some());
        known.push(Known { day, direction: d.direction, tie, span: d.span });
    }
    let fixed: Vec<&Dated> =
        facts.days.iter().filter(|d| d.year.is_none() && d.weekday.is_some()).collect();
    if !fixed.is_empty() {
        let year = lattice_year(facts, &fixed, holders, evidence);
        if let Some(year) = year {
            for d in &fixed {
                let Some(day) = calendar::day(year, d.month, d.day) else { continue };
                known.push(Known { day, direction: d.direction, tie: true, span: d.span });
            }
        } else if known.is_empty() {
            return None;
        }
    }
    // Days without year or weekday count where they lie near one that is known.
    let latest = known.iter().filter(|k| k.direction != Direction::Future).map(|k| k.day).max()?;
    for d in facts.days.iter().filter(|d| d.year.is_none() && d.weekday.is_none()) {
        let years = latest.year().saturating_sub(1)..=latest.year().saturating_add(1);
        let near = years
            .filter_map(|y| calendar::day(y, d.month, d.day))
            .find(|&day| days_between(latest, day).abs() <= 40);
        if let Some(day) = near {
            known.push(Known { day, direction: d.direction, tie: false, span: d.span });
        }
    }
    Some(known)
}

/// The year that puts every day named with its weekday on that weekday, where further evidence
/// chooses it. The same weekday comes back on the same day after five or six years, so that what
/// chooses must be near: the latest year named is that year or the one before, and one thing more.
fn lattice_year(
    facts: &Facts,
    fixed: &[&Dated],
    holders: &[Holder],
    evidence: &mut Vec<Span>,
) -> Option<i16> {
    let fits = |year: i16| {
        fixed.iter().all(|d| {
            calendar::day(year, d.month, d.day)
                .is_some_and(|day| Some(calendar::weekday(day)) == d.weekday)
        })
    };
    let held = |year: i16| holders.iter().all(|h| h.years.iter().any(|r| r.contains(&year)));
    let latest = facts.years.iter().max_by_key(|(year, _)| *year).copied();
    let mut chosen: Vec<(i16, Vec<Span>)> = Vec::new();
    for year in (1950..=2100).filter(|&y| fits(y) && held(y)) {
        let mut spans: Vec<Span> = Vec::new();
        let Some((last, span)) = latest.filter(|(last, _)| *last == year || *last == year - 1)
        else {
            continue;
        };
        spans.push(span);
        // A year named and the years since: 'In February 2022 … for the first time in three years'.
        let since = facts.years.iter().find_map(|&(from, a)| {
            let n = i32::from(year) - i32::from(from);
            let (_, b) = facts.lengths.iter().find(|(length, _)| *length == n && n > 0)?;
            Some([a, *b])
        });
        // A full date within two months of the day.
        let near = facts.days.iter().find(|d| {
            d.year.and_then(|y| calendar::day(y, d.month, d.day)).is_some_and(|day| {
                fixed
                    .iter()
                    .filter_map(|f| calendar::day(year, f.month, f.day))
                    .any(|f| days_between(f, day).abs() <= 60)
            })
        });
        // Somebody who took up the office named in that year or the three before.
        let took = holders.iter().find(|h| {
            h.years
                .iter()
                .any(|r| r.contains(&year) && i32::from(year) - i32::from(*r.start()) <= 3)
        });
        let offices = took.filter(|_| held_no_earlier(fits, holders, last, year));
        let more: Vec<Span> = since
            .into_iter()
            .flatten()
            .chain(near.map(|d| d.span))
            .chain(offices.map(|h| h.span))
            .collect();
        if !more.is_empty() {
            spans.extend(more);
            chosen.push((year, spans));
        }
    }
    let [(year, spans)] = &chosen[..] else { return None };
    evidence.extend(spans);
    evidence.extend(fixed.iter().map(|d| d.span));
    Some(*year)
}

/// Whether no other year near fits the weekdays and the offices.
fn held_no_earlier(fits: impl Fn(i16) -> bool, holders: &[Holder], last: i16, year: i16) -> bool {
    let held = |y: i16| holders.iter().all(|h| h.years.iter().any(|r| r.contains(&y)));
    !(last.saturating_sub(12)..=last.saturating_add(12)).any(|y| y != year && fits(y) && held(y))
}

/// Days on from a tied day that are tried, itself the first.
const WINDOW: i32 = 7;

/// The day of publication among those that follow the latest day known to be past.
fn day(facts: &Facts, known: &[Known], mut evidence: Vec<Span>) -> Option<Published> {
    // What ties the dates to the week of writing: a weekday named alone that is one of them.
    let tied = |k: &Known| {
        let weekday = calendar::weekday(k.day);
        let bare = facts.weekdays.iter().find(|w| !w.ahead && w.weekday == weekday);
        bare.filter(|_| k.tie && k.direction != Direction::Future).map(|w| w.span)
    };
    let (low, bare) =
        known.iter().filter_map(|k| Some((k, tied(k)?))).max_by_key(|(k, _)| k.day)?;
    // A later day that is past unties it: the weekday named alone belongs to another week.
    let later =
        |k: &Known| k.direction == Direction::Past && days_between(low.day, k.day) >= WINDOW;
    if known.iter().any(later) {
        return None;
    }
    evidence.extend([low.span, bare]);
    let costs: Vec<(civil::Date, u32)> = (0..WINDOW)
        .filter_map(|n| shift(low.day, Unit::Day, n))
        .map(|day| {
            let named = facts.weekdays.iter().map(|w| cost(w, day)).sum::<u32>();
            let dated = known.iter().filter(|k| against(k, low.day, day)).count() as u32;
            (day, named + dated * AGAINST)
        })
        .collect();
    let best = costs.iter().map(|(_, cost)| *cost).min()?;
    let left: Vec<civil::Date> =
        costs.iter().filter(|(_, cost)| *cost <= best + SLACK).map(|(day, _)| *day).collect();
    let (first, last) = (*left.first()?, *left.last()?);
    // With nothing ahead, the day after the last one told may be the day as well.
    let bounded = facts.weekdays.iter().any(|w| w.ahead)
        || known.iter().any(|k| {
            k.direction == Direction::Future && (0..WINDOW).contains(&days_between(first, k.day))
        });
    let last = if bounded { last } else { shift(last, Unit::Day, 2).unwrap_or(last) };
    if days_between(first, last) > 1 {
        // Not one day; perhaps one month or one year.
        let date = if (first.year(), first.month()) == (last.year(), last.month()) {
            Date::month_of(first.year(), first.month())
        } else if first.year() == last.year() {
            Date::year_only(first.year())
        } else {
            None
        }?;
        return published(date, PublishedBy::Inferred, evidence);
    }
    if facts.weekdays.len() < 2 {
        return None;
    }
    evidence.extend(
        known.iter().filter(|k| days_between(low.day, k.day).abs() <= WINDOW).map(|k| k.span),
    );
    let day = costs.iter().filter(|(_, cost)| *cost == best).map(|(day, _)| *day).next()?;
    let names = |w: &&Weekday| {
        let near = if w.ahead {
            calendar::weekday_after(day, w.weekday)
        } else {
            calendar::weekday_before(day, w.weekday)
        };
        near.is_some_and(|d| days_between(day, d).abs() <= 1)
    };
    evidence.extend(facts.weekdays.iter().filter(names).map(|w| w.span).take(6));
    found(day, evidence)
}

/// Cost of a day that comes after one still ahead, or before one that is past. The tense of a verb
/// may be misread, so that this weighs and does not exclude.
const AGAINST: u32 = 100;

/// Whether a day of publication contradicts a day named in the weeks around.
fn against(k: &Known, low: civil::Date, day: civil::Date) -> bool {
    if days_between(low, k.day).abs() > 2 * WINDOW {
        return false;
    }
    match k.direction {
        Direction::Future => k.day < day && k.day >= low,
        Direction::Past => k.day > day,
        _ => false,
    }
}

/// Costs by which two days are told apart, in hundredths; see [`cost`].
const SLACK: u32 = 50;

/// How unlikely it is that a report of `day` names the weekday so, in hundredths: a weekday is
/// seldom named for a day nearly a week away.
fn cost(w: &Weekday, day: civil::Date) -> u32 {
    const BY_DISTANCE: [u32; 7] = [0, 20, 40, 60, 90, 130, 180];
    let away = if w.ahead {
        calendar::weekday_after(day, w.weekday)
    } else {
        calendar::weekday_before(day, w.weekday)
    };
    let Some(away) = away else { return 0 };
    let distance = days_between(day, away).unsigned_abs() as usize;
    let own_day = match (w.ahead, w.late) {
        // What is still ahead is mostly of another day; so is what was last night.
        (true, _) => 25,
        (false, true) => 50,
        (false, false) => 0,
    };
    BY_DISTANCE[distance.min(6)] + if distance == 0 { own_day } else { 0 }
}

/// The year of a dateline without one: that of a full date near it, or of its weekdays.
fn year_of_dateline(
    facts: &Facts,
    holders: &[Holder],
    month: i8,
    day: i8,
    span: Span,
) -> Option<Published> {
    let mut evidence = vec![span];
    let mut years: Vec<i16> = Vec::new();
    for d in facts.days.iter().filter(|d| d.year.is_some()) {
        let Some(full) = d.year.and_then(|y| calendar::day(y, d.month, d.day)) else { continue };
        let on = (full.year().saturating_sub(1)..=full.year().saturating_add(1))
            .filter_map(|y| calendar::day(y, month, day));
        // Just before, or planned just after.
        let near = on.into_iter().find(|&at| match d.direction {
            Direction::Future => (0..=30).contains(&days_between(at, full)),
            _ => (0..=30).contains(&days_between(full, at)),
        });
        if let Some(at) = near {
            years.push(at.year());
            evidence.push(d.span);
        }
    }
    if years.is_empty() {
        let fixed: Vec<&Dated> =
            facts.days.iter().filter(|d| d.year.is_none() && d.weekday.is_some()).collect();
        if fixed.is_empty() {
            return None;
        }
        years.extend(lattice_year(facts, &fixed, holders, &mut evidence));
    }
    let year = *years.iter().max()?;
    let latest = facts.years.iter().map(|(y, _)| *y).max().unwrap_or(year);
    if years.iter().any(|&y| y != year) || latest > year {
        return None;
    }
    let date = Date::day_of(year, month, day)?;
    published(date, PublishedBy::Dateline, evidence)
}
