//! Dates as pages and tables write them.

use rapporteur_text::Date;

/// A date, and the moment as given where it says more than the day.
#[derive(Debug, PartialEq)]
pub(crate) struct Given {
    pub(crate) date: Date,
    /// ISO 8601 date and time.
    pub(crate) moment: Option<String>,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads ISO 8601 in full or in part, `20250514`, `2025/05/14`, '14 May 2025', 'May 14th, 2025', the
/// date of an e-mail head, and seconds or milliseconds since 1970. The day is the one written, in
/// whatever zone. '05/06/2025' may be either of two days and is none.
pub(crate) fn read(words: &str) -> Option<Given> {
    let words = words.trim();
    if words.len() > 80 || words.is_empty() {
        return None;
    }
    iso(words)
        .or_else(|| epoch(words))
        .or_else(|| numbers(words).map(day_only))
        .or_else(|| in_words(words).map(day_only))
        .filter(|g| g.date.year() >= 1400)
}

fn day_only(date: Date) -> Given {
    Given { date, moment: None }
}

/// A date in an address: `/2025/05/14/`.
pub(crate) fn in_address(address: &str) -> Option<Given> {
    let parts: Vec<&str> = address.split(['?', '#']).next()?.split('/').collect();
    parts.windows(3).find_map(|w| {
        let &[year, month, day] = w else { return None };
        let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
        let sane = (1990..2100).contains(&year);
        sane.then(|| Date::day_of(year as i16, month as i8, day as i8)).flatten().map(day_only)
    })
}

fn digits(s: &str, width: usize) -> Option<u32> {
    let right = s.len() == width && s.bytes().all(|b| b.is_ascii_digit());
    right.then(|| s.parse().ok()).flatten()
}

fn iso(words: &str) -> Option<Given> {
    let (day, time) = match words.find(['T', ' ']) {
        Some(at) => (&words[..at], words[at + 1..].trim()),
        None => (words, ""),
    };
    let date = match digits(day, 8) {
        Some(all) => {
            Date::day_of((all / 10_000) as i16, (all / 100 % 100) as i8, (all % 100) as i8)?
        }
        None => day.parse::<Date>().ok()?,
    };
    if !date.is_day() || time.is_empty() {
        return Some(day_only(date));
    }
    let clock = time.split(['+', '-', 'Z', 'z', ' ', '.', ',']).next().unwrap_or_default();
    let mut parts = clock.split(':');
    let (hour, minute) = (parts.next()?, parts.next());
    let told = digits(hour, 2).is_some_and(|h| h < 25)
        && minute.is_some_and(|m| digits(m, 2).is_some_and(|m| m < 60));
    if !told {
        // A day with something else after it: 'T000000', '2025-05-14 (updated)'.
        return Some(day_only(date));
    }
    let zone = time.find(['+', '-', 'Z']).map_or("", |at| &time[at..]);
    let zone = if zone.len() <= 6 && zone.is_ascii() { zone } else { "" };
    Some(Given { date, moment: Some(format!("{date}T{clock}{zone}")) })
}

/// Seconds or milliseconds since 1970, from 1990 on: below that it is some other number.
fn epoch(words: &str) -> Option<Given> {
    let whole = words.split('.').next()?;
    if !(9..=13).contains(&whole.len()) || !words.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() > 10 { number / 1000 } else { number };
    if seconds < 631_152_000 {
        return None;
    }
    // Days to year, month, day: H. Hinnant, 'chrono-compatible low-level date algorithms'.
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let date = Date::day_of(i16::try_from(year).ok()?, month as i8, day as i8)?;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(Given { date, moment: Some(format!("{date}T{hour:02}:{minute:02}:{second:02}Z")) })
}

/// `2025/05/14`, `14.05.2025`, `5/14/2025` where only one order is possible.
fn numbers(words: &str) -> Option<Date> {
    let first = words.split([' ', 'T']).next()?;
    let parts: Vec<&str> = first.split(['/', '.', '-']).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let number = |s: &str| (s.len() <= 4).then(|| s.parse::<u16>().ok()).flatten();
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let day = |year: u16, month: u16, day: u16| {
        Date::day_of(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    };
    if a.len() == 4 {
        return day(x, y, z);
    }
    if c.len() != 4 {
        return None;
    }
    match (first.contains('.'), x > 12, y > 12) {
        // Points part day and month in that order wherever they are used.
        (true, _, _) | (_, true, false) => day(z, y, x),
        (_, false, true) => day(z, x, y),
        _ if x == y => day(z, x, y),
        _ => None,
    }
}

/// '14 May 2025', 'May 14, 2025', 'Wed, 14 May 2025 21:40:00 GMT', 'May 2025'.
fn in_words(words: &str) -> Option<Date> {
    let mut parts =
        words.split(|c: char| !c.is_alphanumeric() && c != ':').filter(|p| !p.is_empty());
    let (mut day, mut month, mut year) = (None, None, None);
    for part in parts.by_ref().take(12) {
        let lower = part.to_lowercase();
        if part.contains(':') {
            continue;
        }
        let number = lower.trim_end_matches(|c: char| c.is_alphabetic());
        let end = &lower[number.len()..];
        if let Some(found) = digits(number, 4).filter(|_| end.is_empty()) {
            year = year.or(Some(found));
        } else if let Ok(found) = number.parse::<u32>() {
            if matches!(end, "" | "st" | "nd" | "rd" | "th") && number.len() <= 2 && year.is_none()
            {
                day = day.or(Some(found));
            }
        } else if let Some(found) = MONTHS.iter().position(|m| lower.starts_with(m)) {
            // 'Mon' is no month; 'May' and 'Mar', 'March' are.
            let full = [
                "january",
                "february",
                "march",
                "april",
                "may",
                "june",
                "july",
                "august",
                "september",
                "october",
                "november",
                "december",
            ][found];
            if full.starts_with(lower.as_str()) || lower == "sept" {
                month = month.or(Some(found + 1));
            }
        }
    }
    let (year, month) = (i16::try_from(year?).ok()?, month? as i8);
    match day {
        Some(day) => Date::day_of(year, month, i8::try_from(day).ok()?),
        None => Date::month_of(year, month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_dresses() {
        for (words, date, moment) in [
            ("2025-05-14", "2025-05-14", None),
            ("2025-05-14T21:40:00Z", "2025-05-14", Some("2025-05-14T21:40:00Z")),
            ("2025-05-14T21:40:00.123+03:00", "2025-05-14", Some("2025-05-14T21:40:00+03:00")),
            ("2025-05-14 21:40", "2025-05-14", Some("2025-05-14T21:40")),
            ("20250514", "2025-05-14", None),
            ("20250514T000000", "2025-05-14", None),
            ("2025/05/14", "2025-05-14", None),
            ("14.05.2025", "2025-05-14", None),
            ("5/14/2025", "2025-05-14", None),
            ("May 14th, 2025", "2025-05-14", None),
            ("14 May 2025, 10:00 BST", "2025-05-14", None),
            ("Wed, 14 May 2025 21:40:00 GMT", "2025-05-14", None),
            ("Published: Sept. 3, 2016", "2016-09-03", None),
            ("May 2025", "2025-05", None),
            ("1747258800", "2025-05-14", Some("2025-05-14T21:40:00Z")),
            ("1747258800000", "2025-05-14", Some("2025-05-14T21:40:00Z")),
        ] {
            let found = read(words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(
                (found.date.to_string().as_str(), found.moment.as_deref()),
                (date, moment),
                "{words}"
            );
        }
    }

    #[test]
    fn no_dates() {
        for words in [
            "",
            "2025-02-30",
            "0001-01-01T00:00:00",
            "yesterday",
            "05/06/2025",
            "Monday",
            "31 April 2025",
            "12",
            "é14",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let date = in_address("https://example.org/world/2016/03/12/syria.html").unwrap().date;
        assert_eq!(date.to_string(), "2016-03-12");
        assert_eq!(in_address("https://example.org/1/2016/03/"), None);
    }
}
