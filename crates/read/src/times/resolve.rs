//! From what an expression says to a TIMEX3 value, given the day of publication and what was named
//! before.

use jiff::civil;
use smol_str::{SmolStr, format_smolstr};

use super::anchor::{Anchor, From, Named, Value};
use super::calendar::{self, Stretch, Unit, days_between, shift, weekday_after, weekday_before};
use super::meaning::{Base, Direction, Moment, Which, YearOf};
use super::zones::clock_value;

fn of(stretch: Stretch, from: From) -> Option<Value> {
    Some(Value { value: stretch.value(), stretch: Some(stretch), from })
}

fn open(value: impl Into<SmolStr>) -> Option<Value> {
    Some(Value { value: value.into(), stretch: None, from: From::Words })
}

/// The value of a moment. `None` where nothing can be said at all.
pub(super) fn moment(
    m: &Moment,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let mut value = stretch(&m.base, d, anchor, named)?;
    if let Some(clock) = m.clock {
        let day = value.stretch.map(|s| s.day);
        if matches!(m.base, Base::Unnamed) && value.stretch.is_none() {
            value.value = SmolStr::default();
        }
        value.value = format_smolstr!("{}{}", value.value, clock_value(clock, day));
    } else if let Some(part) = m.part {
        value.value = format_smolstr!("{}T{part}", value.value);
    }
    Some(value)
}

fn stretch(base: &Base, d: Direction, anchor: &Anchor, named: Option<Named>) -> Option<Value> {
    let from_year = |year: YearOf| match year {
        YearOf::Number(_) => From::Words,
        YearOf::FromNamed(_) => From::Named,
        YearOf::Open | YearOf::Away(_) => From::Published,
    };
    match *base {
        Base::Written { year, month, day } => {
            of(Stretch::new(calendar::day(year, month, day)?, Unit::Day), From::Words)
        }
        Base::Day { year, month, day, weekday } => {
            day_of_month(year, month, day, weekday, d, anchor, named)
        }
        Base::Feast { year, month, day } => day_of_month(year, month, day, None, d, anchor, named),
        Base::Easter { year, days } => {
            let on = |y: i16| shift(calendar::easter(y)?, Unit::Day, days);
            let year = match known_year(year, anchor, named) {
                Some(year) => year,
                None => nearest(anchor.about()?, on, d)?.year(),
            };
            of(Stretch::new(on(year)?, Unit::Day), From::Published)
        }
        Base::DayOnly { day } => day_only(day, d, anchor),
        Base::Month { year, month, which } => month_value(year, month, which, d, anchor, named),
        Base::Weekday { weekday, which, weeks } => {
            weekday_value(weekday, which, weeks, d, anchor, named)
        }
        Base::Year(year) | Base::Fiscal(year) => {
            let number = match year {
                YearOf::Open => anchor.year,
                year => known_year(year, anchor, named),
            };
            match number.and_then(|y| calendar::day(y, 1, 1)) {
                Some(day) => of(Stretch::new(day, Unit::Year), from_year(year)),
                None => open("XXXX"),
            }
        }
        Base::Fraction { year, letter, number, .. } => {
            fraction(year, letter, number, d, anchor, named)
        }
        Base::Season { year, letters, which } => season(year, letters, which, d, anchor, named),
        Base::Decade(tens) => {
            let day = calendar::day(tens.checked_mul(10)?, 1, 1)?;
            of(Stretch::new(day, Unit::Decade), From::Words)
        }
        Base::Century(hundreds) => match calendar::day(hundreds.checked_mul(100)?, 1, 1) {
            Some(day) => of(Stretch::new(day, Unit::Century), From::Words),
            None => open("00"),
        },
        Base::Away { unit, n } => away(unit, n, d, anchor),
        Base::FromNamed { unit, n } => from_named(unit, n, anchor, named),
        Base::From { ref moment, unit, n } => {
            let value = stretch(&moment.base, d, anchor, named)?;
            let shifted = value.stretch.filter(|s| s.grain <= unit).and_then(|s| {
                let day = shift(s.day, unit, n)?;
                Some(Stretch::new(day, s.grain))
            });
            match shifted {
                Some(stretch) => of(stretch, value.from),
                None => open(mask(unit)),
            }
        }
        Base::The(unit) => the(unit, d, anchor, named),
        Base::WeekOf { year, month, which, number } => {
            let value = month_value(year, month, Which::Plain, d, anchor, named)?;
            match value.stretch {
                Some(s) if which == Which::Last => {
                    let day = shift(s.day.last_of_month(), Unit::Day, -6)?;
                    of(Stretch::new(day, Unit::Week), value.from)
                }
                Some(s) => {
                    let day = shift(s.day, Unit::Day, 7 * (i32::from(number) - 1).clamp(0, 4))?;
                    of(Stretch::new(day, Unit::Week), value.from)
                }
                None => open("XXXX-WXX"),
            }
        }
        Base::Unnamed => match named.filter(|n| n.stretch.grain == Unit::Day) {
            Some(n) => of(n.stretch, From::Named),
            None => match anchor.day {
                Some(day) => of(Stretch::new(day, Unit::Day), From::Published),
                None => open("XXXX-XX-XX"),
            },
        },
    }
}

/// Placeholder for a stretch of which nothing but the unit is known.
fn mask(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Millennium => "X",
        _ => "XXXX-XX-XX",
    }
}

fn known_year(year: YearOf, anchor: &Anchor, named: Option<Named>) -> Option<i16> {
    let year = match year {
        YearOf::Open => return None,
        YearOf::Number(year) => i32::from(year),
        YearOf::Away(n) => i32::from(anchor.year?) + n,
        YearOf::FromNamed(n) => {
            let from = named.map(|n| n.stretch.day.year()).or(anchor.year)?;
            i32::from(from) + n
        }
    };
    i16::try_from(year).ok().filter(|y| (1..=9999).contains(y))
}

/// The year in which a yearly day lies, seen from `from`: the nearest, unless the tense speaks
/// clearly. A day within two months is not pushed a year away by a verb.
fn nearest(
    from: civil::Date,
    on: impl Fn(i16) -> Option<civil::Date>,
    d: Direction,
) -> Option<civil::Date> {
    const CLOSE: i32 = 62;
    let year = from.year();
    let days = (year.saturating_sub(1)..=year.saturating_add(1)).filter_map(on);
    days.min_by_key(|&day| {
        let distance = days_between(from, day);
        let against = match d {
            Direction::Past => distance > 0,
            Direction::Future => distance < 0,
            Direction::Present | Direction::Unknown => false,
        };
        (against && distance.abs() > CLOSE, distance.abs())
    })
}

fn day_of_month(
    year: YearOf,
    month: i8,
    day: i8,
    weekday: Option<i8>,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let from = match year {
        YearOf::Number(_) => From::Words,
        YearOf::FromNamed(_) => From::Named,
        _ => From::Published,
    };
    if let Some(year) = known_year(year, anchor, named) {
        return match calendar::day(year, month, day) {
            Some(day) => of(Stretch::new(day, Unit::Day), from),
            None => open(format_smolstr!("{year:04}-{month:02}")),
        };
    }
    // Inside an account of another year: 'On 5 March 2014 they met; on 7 March they signed'.
    let told = named.filter(|n| n.near && n.dated && n.stretch.grain <= Unit::Year);
    if weekday.is_none()
        && let Some(n) = told.filter(|n| anchor.year.is_none_or(|y| y != n.stretch.day.year()))
        && let Some(day) = calendar::day(n.stretch.day.year(), month, day)
    {
        return of(Stretch::new(day, Unit::Day), From::Named);
    }
    let Some(about) = anchor.about() else {
        return open(format_smolstr!("XXXX-{month:02}-{day:02}"));
    };
    let found = match weekday {
        // The weekday fixes the year among those near.
        Some(wanted) => {
            let years = about.year().saturating_sub(6)..=about.year().saturating_add(6);
            years
                .filter_map(|y| calendar::day(y, month, day))
                .filter(|&d| calendar::weekday(d) == wanted)
                .min_by_key(|&d| days_between(about, d).abs())
                .filter(|&d| days_between(about, d).abs() < 400)
        }
        None => None,
    };
    let found = found.or_else(|| nearest(about, |y| calendar::day(y, month, day), d));
    match found {
        Some(day) => of(Stretch::new(day, Unit::Day), From::Published),
        None => open(format_smolstr!("XXXX-{month:02}-{day:02}")),
    }
}

/// 'the 12th': of the month that makes it past or ahead, as the tense says.
fn day_only(day: i8, d: Direction, anchor: &Anchor) -> Option<Value> {
    let Some(from) = anchor.day else { return open(format_smolstr!("XXXX-XX-{day:02}")) };
    let months = [-1, 0, 1].into_iter().filter_map(|n| {
        let month = shift(from.first_of_month(), Unit::Month, n)?;
        calendar::day(month.year(), month.month(), day)
    });
    let fits = |&at: &civil::Date| match d {
        Direction::Future => at >= from,
        Direction::Past => at <= from,
        _ => true,
    };
    let found = months.filter(fits).min_by_key(|&at| days_between(from, at).abs());
    match found {
        Some(day) => of(Stretch::new(day, Unit::Day), From::Published),
        None => open(format_smolstr!("XXXX-XX-{day:02}")),
    }
}

fn month_value(
    year: YearOf,
    month: i8,
    which: Which,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let make =
        |year: i16, from: From| of(Stretch::new(calendar::day(year, month, 1)?, Unit::Month), from);
    if let Some(number) = known_year(year, anchor, named) {
        let from = match year {
            YearOf::Number(_) => From::Words,
            YearOf::FromNamed(_) => From::Named,
            _ => From::Published,
        };
        return make(number, from);
    }
    let told = named.filter(|n| n.near && n.dated);
    if which == Which::Plain
        && let Some(n) = told.filter(|n| anchor.year.is_none_or(|y| y != n.stretch.day.year()))
    {
        return make(n.stretch.day.year(), From::Named);
    }
    if let (Which::Before | Which::After, Some(n)) = (which, named) {
        let (y, m) = (n.stretch.day.year(), n.stretch.day.month());
        return match which {
            Which::Before => make(y - i16::from(month >= m), From::Named),
            _ => make(y + i16::from(month <= m), From::Named),
        };
    }
    let (Some(y), Some(m)) = (anchor.year, anchor.month) else {
        return open(format_smolstr!("XXXX-{month:02}"));
    };
    let year = match which {
        Which::Last | Which::Before => y - i16::from(month >= m),
        Which::Next | Which::After => y + i16::from(month <= m),
        Which::This => y,
        Which::Plain => match d {
            Direction::Future => y + i16::from(month < m),
            // A present tense speaks of a month near by: 'The vote is in June.'
            Direction::Present if month > m && month - m <= 6 => y,
            Direction::Present if month < m && m - month > 6 => y + 1,
            _ => y - i16::from(month > m),
        },
    };
    make(year, From::Published)
}

fn weekday_value(
    weekday: i8,
    which: Which,
    weeks: Option<i32>,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let day = |day: Option<civil::Date>, from| of(Stretch::new(day?, Unit::Day), from);
    if let (Which::Before | Which::After, Some(n)) =
        (which, named.filter(|n| n.stretch.grain <= Unit::Day))
    {
        let from = n.stretch.day;
        let found = match which {
            Which::Before => weekday_before(shift(from, Unit::Day, -1)?, weekday),
            _ => weekday_after(shift(from, Unit::Day, 1)?, weekday),
        };
        return day(found, From::Named);
    }
    let Some(from) = anchor.day else { return open(format_smolstr!("XXXX-WXX-{weekday}")) };
    if let Some(weeks) = weeks {
        let (monday, _) = Stretch::new(from, Unit::Week).bounds();
        let found = shift(monday, Unit::Week, weeks).and_then(|m| weekday_after(m, weekday));
        return day(found, From::Published);
    }
    let found = match which {
        Which::Last | Which::Before => weekday_before(shift(from, Unit::Day, -1)?, weekday),
        Which::Next | Which::After => weekday_after(shift(from, Unit::Day, 1)?, weekday),
        Which::This if d != Direction::Past => weekday_after(from, weekday),
        Which::This | Which::Plain => {
            // A weekday named on its own day is that day. Yesterday's is not named for six days
            // ahead without 'next', nor tomorrow's for six days back without 'last'.
            let ahead = match d {
                Direction::Future | Direction::Present => true,
                Direction::Past | Direction::Unknown => false,
            };
            let on = weekday_after(from, weekday)?;
            match days_between(from, on) {
                0 => Some(on),
                6 => shift(on, Unit::Week, -1),
                1 if d == Direction::Unknown => Some(on),
                _ if ahead => Some(on),
                _ => shift(on, Unit::Week, -1),
            }
        }
    };
    day(found, From::Published)
}

fn fraction(
    year: YearOf,
    letter: char,
    number: i8,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let width = if letter == 'Q' { 3 } else { 6 };
    let first = (number - 1) * width + 1;
    let from = if matches!(year, YearOf::Number(_)) { From::Words } else { From::Published };
    let year = known_year(year, anchor, named).or_else(|| {
        let (y, m) = (anchor.year?, anchor.month?);
        Some(match d {
            // What is expected of a quarter just over is its results.
            Direction::Future => y + i16::from(m - first > 6),
            _ => y - i16::from(first > m),
        })
    });
    let Some(year) = year else { return open(format_smolstr!("XXXX-{letter}{number}")) };
    let day = calendar::day(year, first, 1)?;
    let grain = if letter == 'Q' { Unit::Quarter } else { Unit::Year };
    let value = format_smolstr!("{year:04}-{letter}{number}");
    Some(Value { value, stretch: Some(Stretch::new(day, grain)), from })
}

fn season(
    year: YearOf,
    letters: &'static str,
    which: Which,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<Value> {
    let first = match letters {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    let from = if matches!(year, YearOf::Number(_)) { From::Words } else { From::Published };
    let year = known_year(year, anchor, named).or_else(|| {
        let (y, m) = (anchor.year?, anchor.month?);
        // The winter that began in December is still this one in February.
        let running = (m + 12 - first) % 12 < 3;
        let started = y - i16::from(first > m);
        Some(match (which, d) {
            (Which::Last | Which::Before, _) => started - i16::from(running),
            (Which::Next | Which::After, _) => started + 1,
            (Which::This, Direction::Past)
            | (Which::Plain, Direction::Past | Direction::Unknown) => started,
            (Which::This, _) if !running => y,
            (_, Direction::Future) if !running => y + i16::from(first < m),
            _ => started,
        })
    });
    let Some(year) = year else { return open(format_smolstr!("XXXX-{letters}")) };
    let day = calendar::day(year, first, 1)?;
    let value = format_smolstr!("{year:04}-{letters}");
    Some(Value { value, stretch: Some(Stretch::new(day, Unit::Quarter)), from })
}

fn away(unit: Unit, n: i32, d: Direction, anchor: &Anchor) -> Option<Value> {
    // A day of the month or year known is enough for those units.
    let from = match unit {
        Unit::Month | Unit::Quarter => anchor.about(),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => {
            anchor.about().or_else(|| calendar::day(anchor.year?, 1, 1))
        }
        _ => anchor.day,
    };
    let Some(from) = from else { return open(mask(unit)) };
    // 'this weekend' in a past tense early in the week is the one just gone.
    let n = match unit {
        Unit::Weekend if n == 0 && d == Direction::Past && calendar::weekday(from) <= 3 => -1,
        _ => n,
    };
    match Stretch::new(from, unit).shift(unit, n) {
        Some(stretch) => of(stretch, From::Published),
        None => open(mask(unit)),
    }
}

fn from_named(unit: Unit, n: i32, anchor: &Anchor, named: Option<Named>) -> Option<Value> {
    let named = named.filter(|s| s.stretch.grain <= unit || n == 0 && unit == Unit::Year);
    let Some(named) = named else {
        return away(unit, n, Direction::Unknown, anchor);
    };
    let day = shift(named.stretch.day, unit, n);
    // 'a year earlier' than a month or quarter is that month or quarter.
    let keep =
        unit >= Unit::Year && n != 0 && matches!(named.stretch.grain, Unit::Month | Unit::Quarter);
    let grain = if keep { named.stretch.grain } else { unit };
    match day {
        Some(day) => of(Stretch::new(day, grain), From::Named),
        None => open(mask(unit)),
    }
}

/// 'the weekend', 'the week', 'the day' without more.
fn the(unit: Unit, d: Direction, anchor: &Anchor, named: Option<Named>) -> Option<Value> {
    if let Some(n) = named.filter(|n| {
        (n.near || unit == Unit::Day) && n.stretch.grain <= unit && unit != Unit::Weekend
    }) {
        return of(Stretch::new(n.stretch.day, unit), From::Named);
    }
    match (unit, anchor.day) {
        (Unit::Weekend, Some(day)) => {
            let back = d != Direction::Future && calendar::weekday(day) < 6;
            let day = if back { shift(day, Unit::Week, -1)? } else { day };
            of(Stretch::new(day, Unit::Weekend), From::Published)
        }
        // Results are told of the quarter before.
        (Unit::Quarter, Some(day)) if d != Direction::Future => {
            of(Stretch::new(shift(day, Unit::Quarter, -1)?, Unit::Quarter), From::Published)
        }
        _ => away(unit, 0, d, anchor),
    }
}
