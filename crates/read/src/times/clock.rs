//! Times of day: '07:00 GMT', '7 p.m. local time', '10 p.m. Wednesday', 'noon', 'the afternoon'.

use super::dates::{self, Parsed};
use super::meaning::{Base, Clock, Moment};
use super::numbers::amount;
use super::relative;
use super::tokens::Tokens;
use super::words::Zone;

/// A time of day, with the day it is of where that follows.
pub(super) fn clock(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    const RULE: &str = "times/clock";
    if let Some(parsed) = after_iso_date(t, i) {
        return Some(parsed);
    }
    // 'about 10:35 a.m.'; 'around noon'
    let at = i + usize::from(t.is(i, &["around", "about", "nearly", "roughly", "exactly"]));
    let (time, next) = time_of_day(t, at)?;
    let clock = Some(time);
    // '10 p.m. Wednesday', 'noon on May 9', '5 p.m. EST, Nov. 6'
    let comma = next + usize::from(t.word(next) == "," || t.is(next, &["on", "of"]));
    if t.same_line(comma)
        && let Some((moment, end, _)) = day_after(t, comma)
    {
        return Some((Moment { clock, ..moment }, end, RULE));
    }
    Some((Moment { clock, ..Moment::new(Base::Unnamed) }, next, RULE))
}

/// A day that a clock or a part of the day may belong to.
fn day_after(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    if t.is(i, &["the", "a", "an"]) {
        return None;
    }
    let parsed = dates::date(t, i).or_else(|| relative::relative(t, i))?;
    let day = matches!(
        parsed.0.base,
        Base::Day { .. } | Base::Weekday { .. } | Base::Written { .. } | Base::Feast { .. }
    ) || matches!(parsed.0.base, Base::Away { unit, .. } if unit == super::calendar::Unit::Day);
    (day && parsed.0.part.is_none()).then_some(parsed)
}

/// '2025-05-14T07:00Z', '2025-05-14 07:00'.
fn after_iso_date(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    let (moment, next, _) =
        dates::date(t, i).filter(|(m, ..)| matches!(m.base, Base::Written { .. }))?;
    let at = next + usize::from(t.word(next) == "t" && t.glued(next) && t.glued(next + 1));
    let (mut time, mut end) = digits_clock(t, at)?;
    if t.word(end) == "z" && t.glued(end) {
        (time.zone, end) = (Some(Zone::Offset(0)), end + 1);
    } else if t.is(end, &["+", "-"]) && t.glued(end) && t.glued(end + 1) {
        let (hours, 2) = t.digits(end + 1, 2)? else { return None };
        let minutes =
            if t.word(end + 2) == ":" { t.digits(end + 3, 2).map_or(0, |(n, _)| n) } else { 0 };
        if hours > 14 || minutes > 59 {
            return None;
        }
        let offset = (hours * 60 + minutes) as i16;
        time.zone = Some(Zone::Offset(if t.is(end, &["-"]) { -offset } else { offset }));
        end += if t.word(end + 2) == ":" { 4 } else { 2 };
    }
    Some((Moment { clock: Some(time), ..moment }, end, "times/iso"))
}

fn time_of_day(t: &Tokens<'_>, i: usize) -> Option<(Clock, usize)> {
    let plain = |hour: u8, minute: Option<u8>| Clock { hour, minute, second: None, zone: None };
    match t.word(i) {
        "noon" | "midday" => return Some((plain(12, Some(0)), zone_after(t, i + 1).1)),
        "midnight" => return Some((plain(24, Some(0)), zone_after(t, i + 1).1)),
        _ => {}
    }
    // 'half past seven', 'a quarter to nine'
    let past = i + usize::from(t.is(i, &["a"]));
    if t.is(past, &["half", "quarter"])
        && t.is(past + 1, &["past", "to"])
        && let Some((hour, next)) = hour_alone(t, past + 2)
    {
        let (hour, minute) = match (t.word(past), t.word(past + 1)) {
            ("half", "past") => (hour, 30),
            ("quarter", "past") => (hour, 15),
            ("quarter", "to") => ((hour + 11) % 12, 45),
            _ => return None,
        };
        return Some((plain(hour, Some(minute)), next));
    }
    // '12 noon', '12 midnight'
    if t.digits(i, 2).is_some_and(|(n, _)| n == 12) && t.is(i + 1, &["noon", "midnight"]) {
        return Some((plain(if t.is(i + 1, &["noon"]) { 12 } else { 24 }, Some(0)), i + 2));
    }
    if let Some((time, next)) = military(t, i) {
        return Some((time, next));
    }
    let (mut time, mut next, colon) = match digits_clock(t, i) {
        Some((time, next)) => (time, next, true),
        None => {
            let (hour, next) = hour_alone(t, i)?;
            (plain(hour, None), next, false)
        }
    };
    let half = half_of_day(t, next);
    if let Some((afternoon, after)) = half {
        if !(1..=12).contains(&time.hour) {
            return None;
        }
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
        time.minute = time.minute.or(Some(0));
        next = after;
    } else if t.is(next, &["o'clock"]) || t.is(next, &["o"]) && t.is(next + 1, &["'clock"]) {
        next += if t.is(next, &["o"]) { 2 } else { 1 };
        time.minute = Some(0);
        if let Some((afternoon, after)) = in_the_part(t, next) {
            time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
            next = after;
        }
    } else if let Some((afternoon, after)) = in_the_part(t, next).filter(|_| time.hour <= 12) {
        time.hour = time.hour % 12 + if afternoon { 12 } else { 0 };
        time.minute = time.minute.or(Some(0));
        next = after;
    } else if !colon {
        return None;
    }
    let (zone, after) = zone_after(t, next);
    let led = i.checked_sub(1).is_some_and(|b| {
        t.is(
            b,
            &[
                "at", "by", "until", "till", "from", "to", "before", "after", "about", "around",
                "since", "and", "between", "(",
            ],
        )
    });
    // A score or a verse: '2:10'. Two digits before the colon, a zone or a preposition make a time.
    let wide = t.digits(i, 2).is_some_and(|(_, len)| len == 2);
    if half.is_none() && zone.is_none() && !led && !wide {
        return None;
    }
    time.zone = zone;
    Some((time, after))
}

/// '10:35', '07:00:15', '7.30' only before 'a.m.' or 'p.m.'.
fn digits_clock(t: &Tokens<'_>, i: usize) -> Option<(Clock, usize)> {
    let (hour, _) = t.digits(i, 2)?;
    let mark = t.word(i + 1);
    if !matches!(mark, ":" | ".") || !t.glued(i + 1) || !t.glued(i + 2) {
        return None;
    }
    let (minute, 2) = t.digits(i + 2, 2)? else { return None };
    if hour > 24 || minute > 59 || mark == "." && half_of_day(t, i + 3).is_none() {
        return None;
    }
    let mut next = i + 3;
    let mut second = None;
    if t.word(next) == ":" && t.glued(next) && t.glued(next + 1) {
        let (n, 2) = t.digits(next + 1, 2)? else { return None };
        second = (n < 60).then_some(n as u8);
        next += 2;
        if t.word(next) == "."
            && t.glued(next)
            && t.glued(next + 1)
            && t.digits(next + 1, 9).is_some()
        {
            next += 2;
        }
    }
    Some((Clock { hour: hour as u8, minute: Some(minute as u8), second, zone: None }, next))
}

/// '0735 GMT', '1400 hours': four digits need a zone or 'hours'.
fn military(t: &Tokens<'_>, i: usize) -> Option<(Clock, usize)> {
    let (number, 4) = t.digits(i, 4)? else { return None };
    let (hour, minute) = (number / 100, number % 100);
    if hour > 24 || minute > 59 {
        return None;
    }
    let (zone, next) = zone_after(t, i + 1);
    let hours = t.is(i + 1, &["hours", "hrs"]) && t.word(i).starts_with(['0', '1', '2']);
    let led = i
        .checked_sub(1)
        .is_some_and(|b| t.is(b, &["at", "by", "until", "from", "to", "(", "about", "around"]));
    if zone.is_none() && !(hours && led) {
        return None;
    }
    let next = if zone.is_some() { next } else { zone_after(t, i + 2).1 };
    Some((Clock { hour: hour as u8, minute: Some(minute as u8), second: None, zone }, next))
}

/// '7 p.m.', 'seven o'clock', '4 in the morning': the hour before one of these.
fn hour_alone(t: &Tokens<'_>, i: usize) -> Option<(u8, usize)> {
    let (n, next) = amount(t, i)?;
    let hour = n.whole().filter(|n| (1..=12).contains(n))?;
    Some((hour as u8, next))
}

/// 'a.m.', 'pm', 'P.M.'.
fn half_of_day(t: &Tokens<'_>, i: usize) -> Option<(bool, usize)> {
    match t.word(i) {
        "am" | "pm" => Some((t.word(i) == "pm", i + 1)),
        letter @ ("a" | "p") => {
            let dotted =
                t.word(i + 1) == "." && t.glued(i + 1) && t.word(i + 2) == "m" && t.glued(i + 2);
            let stop = usize::from(t.word(i + 3) == "." && t.glued(i + 3));
            dotted.then_some((letter == "p", i + 3 + stop))
        }
        _ => None,
    }
}

/// 'in the morning', 'in the afternoon', 'at night' after an hour.
fn in_the_part(t: &Tokens<'_>, i: usize) -> Option<(bool, usize)> {
    if t.is(i, &["at"]) && t.is(i + 1, &["night"]) {
        return Some((true, i + 2));
    }
    if !t.is(i, &["in"]) || !t.is(i + 1, &["the"]) {
        return None;
    }
    match t.entry(i + 2).part? {
        "MO" => Some((false, i + 3)),
        "AF" | "EV" => Some((true, i + 3)),
        _ => None,
    }
}

/// 'GMT', 'local time', 'Moscow time', 'Eastern Daylight Time', and the token after.
fn zone_after(t: &Tokens<'_>, i: usize) -> (Option<Zone>, usize) {
    if t.is(i, &["local"]) && t.is(i + 1, &["time"]) {
        return (Some(Zone::Local), i + 2);
    }
    if let Some(place) = t.entry(i).zone_place {
        let at = i + 1 + usize::from(t.is(i + 1, &["standard", "daylight", "summer"]));
        if t.is(at, &["time"]) {
            return (Some(Zone::Place(place)), at + 1);
        }
    }
    if t.capital(i) && t.is(i + 1, &["time"]) {
        return (Some(Zone::Local), i + 2);
    }
    match t.entry(i).zone.filter(|_| t.capital(i)) {
        Some(zone) => (Some(zone), i + 1),
        None => (None, i),
    }
}

/// A part of a day, with or without the day: 'Wednesday night', 'the morning', 'at dawn on Friday'.
pub(super) fn part_of_day(t: &Tokens<'_>, i: usize) -> Option<Parsed> {
    const RULE: &str = "times/part-of-day";
    // 'Wednesday night', 'yesterday morning', 'Nov. 6 evening'
    if let Some((moment, next, _)) = day_after(t, i) {
        let early = next
            + usize::from(
                t.is(next, &["early", "late", "mid"]) && t.entry(next + 1).part.is_some(),
            );
        let part = t.entry(early).part.filter(|_| !t.entry(early).plural && t.same_line(early))?;
        return Some((Moment { part: Some(part), ..moment }, early + 1, RULE));
    }
    let the = t.is(i, &["the"]);
    let mut at = i + usize::from(the);
    if t.is(at, &["early", "late", "mid"]) {
        at += 1 + usize::from(t.word(at + 1) == "-");
    }
    // 'the early hours of Thursday'
    if t.is(at, &["hours"]) && at > i && t.is(at + 1, &["of"]) {
        let of = at + 2 + usize::from(t.is(at + 2, &["the"]));
        if let Some((moment, next, _)) = day_after(t, of) {
            let next = next + usize::from(t.is(next, &["morning"]));
            return Some((Moment { part: Some("MO"), ..moment }, next, RULE));
        }
    }
    let entry = t.entry(at);
    let part = entry.part.filter(|_| !t.word(at).ends_with('s'))?;
    let before = i.checked_sub(1).map_or("", |b| t.word(b));
    // 'in the morning', 'by mid-afternoon', 'at dawn'; 'the night sky' and 'good morning' are none.
    let led = matches!(
        before,
        "in" | "at"
            | "by"
            | "before"
            | "until"
            | "since"
            | "during"
            | "after"
            | "of"
            | "from"
            | "on"
    );
    let dawn =
        matches!(t.word(at), "dawn" | "dusk" | "daybreak" | "nightfall" | "sunrise" | "sunset");
    if !(led && (the || dawn || at > i)) || part == "DT" {
        return None;
    }
    let on = at + 1 + usize::from(t.is(at + 1, &["of", "on"]));
    if let Some((moment, next, _)) = day_after(t, on) {
        return Some((Moment { part: Some(part), ..moment }, next, RULE));
    }
    if t.is(at + 1, &["of", "after", "before"]) {
        return None;
    }
    Some((Moment { part: Some(part), ..Moment::new(Base::Unnamed) }, at + 1, RULE))
}
