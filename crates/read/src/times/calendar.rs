//! Days, weeks, months and years: what jiff's calendar is asked here, and TIMEX3's way to write it.

use jiff::Span;
use jiff::civil;
use smol_str::{SmolStr, format_smolstr};

/// A unit of time, the smaller first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Night,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        use Unit::*;
        Some(match name {
            "second" => Second,
            "minute" => Minute,
            "hour" => Hour,
            "night" => Night,
            "day" => Day,
            "weekend" => Weekend,
            "week" => Week,
            "fortnight" => Fortnight,
            "month" => Month,
            "quarter" => Quarter,
            "year" => Year,
            "decade" => Decade,
            "century" => Century,
            "millennium" => Millennium,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        self <= Self::Hour
    }

    /// A length in the unit as TIMEX3 writes it: `P3Y`, `PT30M`; `None` for a number not said.
    ///
    /// Decades and centuries are written as years (`P20Y`), as most corpora do.
    pub(super) fn length(self, hundredths: Option<u32>) -> SmolStr {
        let Some(n) = hundredths else {
            return SmolStr::new_static(self.vague());
        };
        let (letters, factor) = match self {
            Self::Second => ("TS", 1),
            Self::Minute => ("TM", 1),
            Self::Hour => ("TH", 1),
            Self::Night | Self::Day => ("D", 1),
            Self::Weekend => ("WE", 1),
            Self::Week => ("W", 1),
            Self::Fortnight => ("W", 2),
            Self::Month => ("M", 1),
            Self::Quarter => ("Q", 1),
            Self::Year => ("Y", 1),
            Self::Decade => ("Y", 10),
            Self::Century => ("Y", 100),
            Self::Millennium => ("Y", 1000),
        };
        let n = n.saturating_mul(factor);
        let (clock, letter) = match letters.strip_prefix('T') {
            Some(letter) => ("T", letter),
            None => ("", letters),
        };
        let (whole, rest) = (n / 100, n % 100);
        // 'two and a half years' are two years and six months, in every corpus.
        let half = match (self, rest) {
            (Self::Year | Self::Decade, 50) => Some("6M"),
            (Self::Hour, 50) => Some("30M"),
            (Self::Minute, 50) => Some("30S"),
            (Self::Day, 50) => Some("T12H"),
            _ => None,
        };
        match (half, whole) {
            (Some(half), 0) => format_smolstr!("P{clock}{half}"),
            (Some(half), _) => format_smolstr!("P{clock}{whole}{letter}{half}"),
            (None, _) if rest == 0 => format_smolstr!("P{clock}{whole}{letter}"),
            (None, _) if rest % 10 == 0 => format_smolstr!("P{clock}{whole}.{}{letter}", rest / 10),
            (None, _) => format_smolstr!("P{clock}{whole}.{rest:02}{letter}"),
        }
    }

    fn vague(self) -> &'static str {
        match self {
            Self::Second => "PTXS",
            Self::Minute => "PTXM",
            Self::Hour => "PTXH",
            Self::Night | Self::Day => "PXD",
            Self::Weekend => "PXWE",
            Self::Week | Self::Fortnight => "PXW",
            Self::Month => "PXM",
            Self::Quarter => "PXQ",
            Self::Year => "PXY",
            Self::Decade => "PXDE",
            Self::Century => "PXCE",
            Self::Millennium => "PXML",
        }
    }
}

/// A stretch of the calendar: the unit that holds `day`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) day: civil::Date,
    pub(super) grain: Unit,
}

impl Stretch {
    pub(super) fn new(day: civil::Date, grain: Unit) -> Self {
        Self { day, grain }
    }

    /// The stretch `n` units of `unit` away, counted in that unit.
    pub(super) fn shift(self, unit: Unit, n: i32) -> Option<Self> {
        let day = shift(self.day, unit, n)?;
        Some(Self { day, grain: unit })
    }

    /// TIMEX3 value: `2025-05-14`, `2025-W20`, `2025-05`, `2025-Q2`, `2025`, `202`, `20`.
    pub(super) fn value(self) -> SmolStr {
        let (year, month) = (self.day.year(), self.day.month());
        match self.grain {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Day => {
                format_smolstr!("{}", self.day)
            }
            Unit::Week | Unit::Fortnight => {
                let week = self.day.iso_week_date();
                format_smolstr!("{:04}-W{:02}", week.year(), week.week())
            }
            Unit::Weekend => {
                let week = self.day.iso_week_date();
                format_smolstr!("{:04}-W{:02}-WE", week.year(), week.week())
            }
            Unit::Month => format_smolstr!("{year:04}-{month:02}"),
            Unit::Quarter => format_smolstr!("{year:04}-Q{}", (month + 2) / 3),
            Unit::Year => format_smolstr!("{year:04}"),
            Unit::Decade => format_smolstr!("{:03}", year / 10),
            Unit::Century => format_smolstr!("{:02}", year / 100),
            Unit::Millennium => format_smolstr!("{:01}", year / 1000),
        }
    }

    /// First and last day.
    pub(super) fn bounds(self) -> (civil::Date, civil::Date) {
        let day = self.day;
        let (y, m) = (day.year(), day.month());
        let of = |y: i16, m: i8| civil::Date::new(y.clamp(1, 9999), m, 1).unwrap_or(day);
        match self.grain {
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let monday = shift(day, Unit::Day, 1 - i32::from(weekday(day))).unwrap_or(day);
                (monday, shift(monday, Unit::Day, 6).unwrap_or(monday))
            }
            Unit::Month => (day.first_of_month(), day.last_of_month()),
            Unit::Quarter => {
                let first = (m - 1) / 3 * 3 + 1;
                (of(y, first), of(y, first + 2).last_of_month())
            }
            Unit::Year => (day.first_of_year(), day.last_of_year()),
            Unit::Decade => (of(y / 10 * 10, 1), of(y / 10 * 10 + 9, 12).last_of_month()),
            Unit::Century => (of(y / 100 * 100, 1), of(y / 100 * 100 + 99, 12).last_of_month()),
            Unit::Millennium => (of(y / 1000 * 1000, 1), of(y / 1000 * 1000 + 999, 12)),
            _ => (day, day),
        }
    }
}

/// The day `n` units on (back where negative), or `None` beyond the calendar.
pub(super) fn shift(day: civil::Date, unit: Unit, n: i32) -> Option<civil::Date> {
    let n = i64::from(n);
    let span: Span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Night | Unit::Day => Span::new().try_days(n).ok()?,
        Unit::Weekend | Unit::Week => Span::new().try_weeks(n).ok()?,
        Unit::Fortnight => Span::new().try_weeks(2 * n).ok()?,
        Unit::Month => Span::new().try_months(n).ok()?,
        Unit::Quarter => Span::new().try_months(3 * n).ok()?,
        Unit::Year => Span::new().try_years(n).ok()?,
        Unit::Decade => Span::new().try_years(10 * n).ok()?,
        Unit::Century => Span::new().try_years(100 * n).ok()?,
        Unit::Millennium => Span::new().try_years(1000 * n).ok()?,
    };
    day.checked_add(span).ok().filter(|d| d.year() >= 1)
}

/// Monday 1 to Sunday 7.
pub(super) fn weekday(day: civil::Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// The day of that weekday `weeks` whole weeks from the one at or before `day` (0: at or before).
pub(super) fn weekday_before(day: civil::Date, wanted: i8) -> Option<civil::Date> {
    let back = (i32::from(weekday(day)) - i32::from(wanted)).rem_euclid(7);
    shift(day, Unit::Day, -back)
}

/// The day of that weekday at or after `day`.
pub(super) fn weekday_after(day: civil::Date, wanted: i8) -> Option<civil::Date> {
    let on = (i32::from(wanted) - i32::from(weekday(day))).rem_euclid(7);
    shift(day, Unit::Day, on)
}

/// The calendar day, where there is one.
pub(super) fn day(year: i16, month: i8, day: i8) -> Option<civil::Date> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    civil::Date::new(year, month, day).ok()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: civil::Date, b: civil::Date) -> i32 {
    (b - a).get_days()
}

/// Easter Sunday of a year (Gregorian; the anonymous algorithm of 1876).
pub(super) fn easter(year: i16) -> Option<civil::Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, (n / 31) as i8, (n % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (unit, n, want) in [
            (Unit::Year, Some(300), "P3Y"),
            (Unit::Year, Some(250), "P2Y6M"),
            (Unit::Hour, Some(50), "PT30M"),
            (Unit::Hour, Some(150), "PT1H30M"),
            (Unit::Week, None, "PXW"),
            (Unit::Decade, Some(200), "P20Y"),
            (Unit::Month, Some(170), "P1.7M"),
        ] {
            assert_eq!(unit.length(n), want);
        }
    }

    #[test]
    fn values_and_bounds() {
        let day = day(2025, 5, 14).unwrap();
        for (unit, want, first) in [
            (Unit::Day, "2025-05-14", "2025-05-14"),
            (Unit::Week, "2025-W20", "2025-05-12"),
            (Unit::Month, "2025-05", "2025-05-01"),
            (Unit::Quarter, "2025-Q2", "2025-04-01"),
            (Unit::Decade, "202", "2020-01-01"),
        ] {
            let stretch = Stretch::new(day, unit);
            assert_eq!(stretch.value(), want);
            assert_eq!(stretch.bounds().0.to_string(), first);
        }
        assert_eq!(easter(2016).unwrap().to_string(), "2016-03-27");
        assert_eq!(easter(2025).unwrap().to_string(), "2025-04-20");
        assert_eq!(shift(day, Unit::Year, -3000), None);
    }
}
