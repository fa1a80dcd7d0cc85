//! What times are counted from: the day of publication, and what was named before.

use jiff::civil;
use rapporteur_text::Date;
use smol_str::SmolStr;

use super::calendar::{self, Stretch};

/// The day that times are counted from, as far as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchor {
    pub(super) day: Option<civil::Date>,
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    /// 'published 2025-05-15', 'said 2025-05-12'.
    pub(super) label: String,
}

impl Anchor {
    /// The day of publication, or the month or year where no more is known.
    pub(super) fn published(date: Option<Date>) -> Self {
        let Some(date) = date else { return Self::default() };
        let (year, month) = (date.year(), date.month());
        let day = date.day().zip(month).and_then(|(d, m)| calendar::day(year, m, d));
        Self { day, year: Some(year), month, label: format!("published {date}") }
    }

    /// A day on which something quoted was said.
    pub(super) fn said(day: civil::Date) -> Self {
        Self {
            day: Some(day),
            year: Some(day.year()),
            month: Some(day.month()),
            label: format!("said {day}"),
        }
    }

    /// A day of the month of publication, where that is known.
    pub(super) fn about(&self) -> Option<civil::Date> {
        self.day.or_else(|| calendar::day(self.year?, self.month?, 15))
    }
}

/// A stretch named before, to count from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) stretch: Stretch,
    /// In the sentence of the expression.
    pub(super) near: bool,
    /// Its year was written out.
    pub(super) dated: bool,
}

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) value: SmolStr,
    /// The stretch, where it is fixed.
    pub(super) stretch: Option<Stretch>,
    pub(super) from: From,
}

/// What a value was counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum From {
    /// The words alone.
    Words,
    Published,
    Named,
}
