use std::fmt;
use std::str::FromStr;

/// A calendar date as a report gives it: a year, a month of a year, or a day.
///
/// Proleptic Gregorian; years 1 to 9999. Ordered by its first day, the coarser first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: i16,
    /// 1 to 12; 0 where only the year is known.
    month: i8,
    /// 1 to 31; 0 where only the month is known.
    day: i8,
}

impl Date {
    /// A whole year.
    pub fn year_only(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: 0, day: 0 })
    }

    /// A month of a year.
    pub fn month_of(year: i16, month: i8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self {
            year,
            month,
            day: 0,
        })
    }

    /// A day; `None` where the calendar has no such day.
    pub fn day_of(year: i16, month: i8, day: i8) -> Option<Self> {
        let month_of = Self::month_of(year, month)?;
        (1..=days_in_month(year, month)).contains(&day).then_some(Self { day, ..month_of })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, where known.
    pub fn month(self) -> Option<i8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<i8> {
        (self.day > 0).then_some(self.day)
    }

    /// Whether it names a day.
    pub fn is_day(self) -> bool {
        self.day > 0
    }

    /// The first day it covers, as `(year, month, day)`.
    pub fn first_day(self) -> (i16, i8, i8) {
        (self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day it covers, as `(year, month, day)`.
    pub fn last_day(self) -> (i16, i8, i8) {
        let month = if self.month > 0 { self.month } else { 12 };
        let day = if self.day > 0 { self.day } else { days_in_month(self.year, month) };
        (self.year, month, day)
    }
}

fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a time of day after `T` or a blank is left out.
impl FromStr for Date {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("'{s}' is no date: expected YYYY-MM-DD, YYYY-MM or YYYY");
        let date = s.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = date.split('-');
        let mut number = |width: usize| match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let year = number(4)?.ok_or_else(wrong)?;
        let (month, day) = (number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        match (month, day) {
            (None, _) => Self::year_only(year),
            (Some(m), None) => Self::month_of(year, m as i8),
            (Some(m), Some(d)) => Self::day_of(year, m as i8, d as i8),
        }
        .ok_or_else(|| format!("'{s}' is no date of the calendar"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_and_are_not() {
        for good in ["2025", "2025-05", "2025-05-14", "2024-02-29"] {
            assert_eq!(good.parse::<Date>().unwrap().to_string(), good);
        }
        assert_eq!("2025-05-14T07:00Z".parse::<Date>().unwrap().to_string(), "2025-05-14");
        for bad in ["", "2025-02-30", "2025-13", "25-1-1", "May 2025", "2025-05-14-01", "0000"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }
}
