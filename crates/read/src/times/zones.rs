//! Times of day as TIMEX3 writes them, with their offset from UTC.

use jiff::civil;
use smol_str::{SmolStr, format_smolstr};

use super::meaning::Clock;
use super::words::Zone;

/// `T07:00Z`, `T17:00-05:00`, `T19:15`.
pub(super) fn clock_value(clock: Clock, day: Option<civil::Date>) -> SmolStr {
    let Clock { hour, minute, second, zone } = clock;
    let minute_of = minute.unwrap_or(0);
    let time = match (minute, second) {
        (Some(m), Some(s)) => format_smolstr!("T{hour:02}:{m:02}:{s:02}"),
        (Some(m), None) => format_smolstr!("T{hour:02}:{m:02}"),
        (None, _) => format_smolstr!("T{hour:02}"),
    };
    let offset = match zone {
        Some(Zone::Offset(minutes)) => Some(i32::from(minutes)),
        Some(Zone::Place(name)) => offset_of(name, day, hour, minute_of),
        Some(Zone::Local) | None => None,
    };
    match offset {
        None => time,
        Some(0) => format_smolstr!("{time}Z"),
        Some(m) => {
            let sign = if m < 0 { '-' } else { '+' };
            format_smolstr!("{time}{sign}{:02}:{:02}", m.abs() / 60, m.abs() % 60)
        }
    }
}

/// Minutes east of UTC on that day: summer time is the calendar's, not the reporter's.
fn offset_of(name: &str, day: Option<civil::Date>, hour: u8, minute: u8) -> Option<i32> {
    let zone = jiff::tz::TimeZone::get(name).ok()?;
    let at = day?.at((hour % 24) as i8, minute as i8, 0, 0);
    let zoned = at.to_zoned_datetime(zone).ok()?;
    Some(zoned.offset().seconds() / 60)
}
