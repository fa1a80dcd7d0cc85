//! What an expression says before anyone knows what day it was written.

use super::calendar::Unit;
use super::words::Zone;
use smol_str::SmolStr;

/// An expression found: tokens `from..to`, what it says, and the rule that read it.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) meaning: Meaning,
    pub(super) rule: &'static str,
}

/// What it says.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Meaning {
    /// A day or a longer stretch of the calendar, with the part of the day where one is named.
    Moment(Moment),
    /// How long.
    Length { value: SmolStr },
    /// How often, as a TIMEX3 value.
    Often { value: SmolStr },
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
}

/// A stretch of the calendar.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Moment {
    pub(super) base: Base,
    /// TIMEX3 letters of the part of the day (`NI`), if one is named.
    pub(super) part: Option<&'static str>,
    pub(super) clock: Option<Clock>,
}

impl Moment {
    pub(super) fn new(base: Base) -> Self {
        Self { base, part: None, clock: None }
    }
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: Option<u8>,
    pub(super) second: Option<u8>,
    pub(super) zone: Option<Zone>,
}

/// Which one of several that bear the same name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// Nothing is said: the tense decides.
    Plain,
    /// 'last Tuesday', 'last May'.
    Last,
    /// 'this Tuesday', 'this May'.
    This,
    /// 'next Tuesday', 'next May', 'coming'.
    Next,
    /// 'the previous Friday': before the day named last.
    Before,
    /// 'the following Friday': after the day named last.
    After,
}

/// A year as named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum YearOf {
    /// Not named.
    Open,
    /// '2014', "'82".
    Number(i16),
    /// 'last year' −1, 'this year' 0, 'next year' 1.
    Away(i32),
    /// 'that year', 'the following year': counted from the year named last.
    FromNamed(i32),
}

/// The stretch itself.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Base {
    /// A day of a month, with what else is named.
    Day { year: YearOf, month: i8, day: i8, weekday: Option<i8> },
    /// 'the 12th': a day of a month that is not named.
    DayOnly { day: i8 },
    /// A month.
    Month { year: YearOf, month: i8, which: Which },
    /// A weekday; `weeks` counts from the week of publication where 'next week' or so is said.
    Weekday { weekday: i8, which: Which, weeks: Option<i32> },
    /// A year by number.
    Year(YearOf),
    /// Quarter 1 to 4 (`Q2`), half 1 to 2 (`H1`) of a year.
    Fraction { year: YearOf, letter: char, number: i8, fiscal: bool },
    /// A season.
    Season { year: YearOf, letters: &'static str, which: Which },
    /// 'fiscal 1989', 'FY2015'.
    Fiscal(YearOf),
    /// 'the 1990s': the year without its last digit.
    Decade(i16),
    /// 'the 19th century': the year without its last two digits.
    Century(i16),
    /// Counted from the day of publication: today 0 days, last week −1 week.
    Away { unit: Unit, n: i32 },
    /// Counted from the day or stretch named last: 'a week earlier', 'the next day', 'that year'.
    FromNamed { unit: Unit, n: i32 },
    /// Counted from what is named in the same expression: 'two days after May 10'.
    From { moment: Box<Moment>, unit: Unit, n: i32 },
    /// 'the weekend', 'the week', 'the month' without more.
    The(Unit),
    /// A feast day.
    Feast { year: YearOf, month: i8, day: i8 },
    /// Easter Sunday and the days counted from it.
    Easter { year: YearOf, days: i32 },
    /// An ISO date or date-time written out: the value as it stands.
    Written { year: i16, month: i8, day: i8 },
    /// The last, first or other week or weekday of a month: 'the last week of March'.
    WeekOf { year: YearOf, month: i8, which: Which, number: i8 },
    /// Only a time of day is named.
    Unnamed,
}

/// Where an expression lies, seen from the day of publication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Past,
    /// A present tense: today, or what is planned.
    Present,
    Future,
    Unknown,
}
