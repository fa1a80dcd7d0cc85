//! TIMEX3 values in the words of a calendar.

use jiff::civil::Date;

/// '2025-05-13' as 'Tue 13 May 2025', 'P30D' as '30 days'; a value it has no words for as it is.
pub(crate) fn spoken(value: &str) -> String {
    spoken_day(value).or_else(|| spoken_span(value)).unwrap_or_else(|| match value {
        "PAST_REF" => "some time past".to_owned(),
        "PRESENT_REF" => "at present".to_owned(),
        "FUTURE_REF" => "some time to come".to_owned(),
        _ => value.to_owned(),
    })
}

fn spoken_day(value: &str) -> Option<String> {
    let (day, rest) = value.split_once('T').map_or((value, None), |(d, r)| (d, Some(r)));
    let day = match day.len() {
        10 => day.parse::<Date>().ok()?.strftime("%a %-d %b %Y").to_string(),
        7 => format!("{day}-01").parse::<Date>().ok()?.strftime("%b %Y").to_string(),
        4 if day.bytes().all(|b| b.is_ascii_digit()) => day.to_owned(),
        _ => return None,
    };
    Some(match rest {
        None => day,
        Some("MO") => format!("{day}, morning"),
        Some("AF") => format!("{day}, afternoon"),
        Some("EV") => format!("{day}, evening"),
        Some("NI") => format!("{day}, night"),
        Some("DT") => format!("{day}, in the day"),
        Some(time) => match time.strip_suffix('Z') {
            Some(time) => format!("{day}, {time} UTC"),
            None => format!("{day}, {time}"),
        },
    })
}

fn spoken_span(value: &str) -> Option<String> {
    let rest = value.strip_prefix('P')?;
    let (rest, time) = rest.strip_prefix('T').map_or((rest, false), |r| (r, true));
    let unit = rest.chars().next_back()?;
    let number = &rest[..rest.len() - unit.len_utf8()];
    let unit = match (unit, time) {
        ('D', _) => "day",
        ('W', _) => "week",
        ('M', false) => "month",
        ('M', true) => "minute",
        ('Y', _) => "year",
        ('H', _) => "hour",
        ('S', _) => "second",
        _ => return None,
    };
    match number {
        "X" => Some(format!("some {unit}s")),
        "1" => Some(format!("1 {unit}")),
        n if n.parse::<f32>().is_ok() => Some(format!("{n} {unit}s")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn values_are_spoken_as_a_calendar_would() {
        for (value, words) in [
            ("2025-05-13", "Tue 13 May 2025"),
            ("2025-05", "May 2025"),
            ("2025", "2025"),
            ("2025-05-14TNI", "Wed 14 May 2025, night"),
            ("2025-05-15T07:00Z", "Thu 15 May 2025, 07:00 UTC"),
            ("P30D", "30 days"),
            ("P1Y", "1 year"),
            ("PT24H", "24 hours"),
            ("PXW", "some weeks"),
            ("PAST_REF", "some time past"),
            ("XXXX-WXX-3", "XXXX-WXX-3"),
            ("2025-99-99", "2025-99-99"),
            ("P", "P"),
            ("é", "é"),
        ] {
            assert_eq!(spoken(value), words);
        }
    }
}
