//! What a TIMEX3 value may look like.

/// Whether a string is a TIMEX3 value of the kinds this crate gives.
///
/// ```
/// use rapporteur_read::times::is_timex3;
/// assert!(is_timex3("2025-05-12") && is_timex3("XXXX-WXX-3TNI") && is_timex3("P2Y6M"));
/// assert!(!is_timex3("12 May") && !is_timex3("2025-02-30"));
/// ```
pub fn is_timex3(value: &str) -> bool {
    if matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") {
        return true;
    }
    if let Some(length) = value.strip_prefix('P') {
        return is_length(length);
    }
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    time.is_none_or(is_time) && (is_date(date) || date.is_empty() && time.is_some())
}

/// `3Y`, `T30M`, `2Y6M`, `XW`, `1.5M`, `1DT12H`.
fn is_length(length: &str) -> bool {
    let mut rest = length;
    let mut some = false;
    loop {
        rest = rest.strip_prefix('T').unwrap_or(rest);
        if rest.is_empty() {
            return some;
        }
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = match rest.strip_prefix('X') {
            Some(rest) => rest,
            None if number.len() < rest.len() => number,
            None => return false,
        };
        let units = ["DE", "CE", "ML", "WE", "Y", "M", "W", "D", "Q", "H", "S"];
        let Some(after) = units.iter().find_map(|u| number.strip_prefix(u)) else { return false };
        (rest, some) = (after, true);
    }
}

fn is_time(time: &str) -> bool {
    if matches!(time, "MO" | "AF" | "EV" | "NI" | "DT") {
        return true;
    }
    let clock = time.split(['Z', '+', '-']).next().unwrap_or_default();
    let zone = &time[clock.len()..];
    let two = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
    let clocks = clock.split(':').count() <= 3 && clock.split(':').all(two);
    clocks
        && (zone.is_empty()
            || zone == "Z"
            || zone[1..].split(':').count() == 2 && zone[1..].split(':').all(two))
}

fn is_date(date: &str) -> bool {
    let mut parts = date.split('-');
    let year = parts.next().unwrap_or_default();
    let open = |s: &str, width: usize| s.len() == width && s.bytes().all(|b| b == b'X');
    let digits = |s: &str, width: usize| s.len() == width && s.bytes().all(|b| b.is_ascii_digit());
    let number = |s: &str| s.parse::<u8>().unwrap_or(0);
    let rest: Vec<&str> = parts.collect();
    let years = digits(year, 4) || open(year, 4);
    match rest[..] {
        [] => years || (1..=3).any(|w| digits(year, w) || open(year, w)),
        _ if !years => false,
        [part] => is_month(part) || is_fraction(part) || is_week(part),
        [part, day] if is_week(part) => {
            day == "WE" || matches!(number(day), 1..=7) && day.len() == 1
        }
        [month, day] if is_month(month) && open(day, 2) => true,
        [month, day] if is_month(month) && digits(day, 2) => {
            match (digits(year, 4), digits(month, 2)) {
                (true, true) => date.parse::<rapporteur_text::Date>().is_ok(),
                _ => (1..=31).contains(&number(day)),
            }
        }
        _ => false,
    }
}

fn is_month(part: &str) -> bool {
    part == "XX" || part.len() == 2 && matches!(part.parse::<u8>(), Ok(1..=12))
}

fn is_week(part: &str) -> bool {
    part == "WXX"
        || part.len() == 3
            && part.strip_prefix('W').is_some_and(|w| matches!(w.parse::<u8>(), Ok(1..=53)))
}

fn is_fraction(part: &str) -> bool {
    matches!(part, "SP" | "SU" | "FA" | "WI" | "Q1" | "Q2" | "Q3" | "Q4" | "QX" | "H1" | "H2")
}

#[cfg(test)]
mod tests {
    use super::is_timex3;

    #[test]
    fn values_that_are_and_are_not() {
        for good in [
            "2025",
            "202",
            "20",
            "2025-05",
            "2025-05-12",
            "2025-W20",
            "2025-W20-WE",
            "2025-Q2",
            "2025-SP",
            "XXXX-WXX-3",
            "XXXX-05-11",
            "XXXX-XX-XXTNI",
            "2025-05-15T07:00Z",
            "T07:00Z",
            "2025-05-15T17:00-05:00",
            "P30D",
            "PT30M",
            "P2Y6M",
            "PXW",
            "P1.7M",
            "PXDE",
            "P1DT12H",
            "PAST_REF",
            "2025-05-14T24:00",
        ] {
            assert!(is_timex3(good), "{good}");
        }
        for bad in [
            "",
            "P",
            "PT",
            "2025-13",
            "2025-02-30",
            "May",
            "T",
            "2025-W60",
            "TXX",
            "12-05",
            "P3",
            "é",
        ] {
            assert!(!is_timex3(bad), "{bad}");
        }
    }
}
