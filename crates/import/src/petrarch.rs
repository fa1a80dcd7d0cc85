//! Actor dictionaries of PETRARCH and TABARI.
//!
//! ```text
//! KOFI_ANNAN_                      the name of an actor; '_' is a blank
//! +K._ANNAN_                       another spelling of it
//!     [IGOUNO 970101-061231]       its code, from and until
//!     [ELI]  ; a comment           its code at all other times
//! SANTA_CLAUS_ [NPL]               name and code on one line
//! ```
//!
//! Dates are `yymmdd` or `yyyymmdd`; `>960927` is from then on, `<010416` until then. Two digits of a
//! year above 30 are of the last century. `---` is no code.

use crate::lines::Lines;
use crate::names::capitalised;
use crate::write::Row;
use crate::{Counts, Error, Watch};
use rapporteur_text::Date;
use rapporteur_world::{EntryId, Kind, Use, World, normal};
use std::io::{BufRead, Write};

/// A code and when it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Code {
    code: String,
    since: Option<Date>,
    until: Option<Date>,
}

/// An actor as the dictionary gives it.
#[derive(Default, Debug)]
struct Actor {
    names: Vec<String>,
    codes: Vec<Code>,
}

/// Reads a dictionary from `input` and writes rows of the user format to `out`.
///
/// Codes keep their dates. Names that the registry knows get further spellings and codes; of a state
/// the towns and areas among its names become seats that stand for it.
///
/// # Errors
/// When `input` or `out` fail. A broken line is told to `watch` and passed over.
pub fn petrarch(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    world: &World,
    watch: &mut dyn Watch,
) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let mut actor = Actor::default();
    let mut lines = Lines::of(input);
    while let Some(line) = lines.next(watch)? {
        // Latin-1 here and there: a byte that is no UTF-8 is that letter.
        let text = match std::str::from_utf8(line) {
            Ok(text) => text.to_owned(),
            Err(_) => line.iter().map(|&b| char::from(b)).collect(),
        };
        let mut wrong: Vec<String> = Vec::new();
        let said = text.split(['#', ';']).next().unwrap_or_default();
        let (names, codes) = said.split_at(said.find('[').unwrap_or(said.len()));
        let name = names.trim();
        if let Some(also) = name.strip_prefix('+') {
            // After a code as well: 'KENYA_ [KEN]', '+KENYAN_'.
            if actor.names.is_empty() {
                wrong.push("a spelling without a name above it".to_owned());
            } else {
                actor.names.push(also.to_owned());
            }
        } else if !name.is_empty() {
            // A name after codes begins the next actor.
            if !actor.codes.is_empty() {
                actor.write(world, &mut counts, out)?;
                actor = Actor::default();
            }
            actor.names.push(name.to_owned());
        }
        if !codes.is_empty() && actor.names.is_empty() {
            wrong.push("a code without a name above it".to_owned());
        } else {
            for part in codes.split('[').skip(1) {
                match part.split_once(']').map(|(code, _)| code_of(code)) {
                    None => wrong.push("a code without its closing bracket".to_owned()),
                    Some(Err(why)) => wrong.push(why),
                    Some(Ok(None)) => {}
                    Some(Ok(Some(code))) => actor.codes.push(code),
                }
            }
        }
        for why in wrong {
            counts.broken += 1;
            watch.broken(lines.number, &why);
        }
    }
    counts.lines = lines.number;
    actor.write(world, &mut counts, out)?;
    Ok(counts)
}

/// `AFGGOV 331108-730717`; `None` for `---`, which is no code.
fn code_of(text: &str) -> Result<Option<Code>, String> {
    let mut parts = text.split_whitespace();
    let code = parts.next().unwrap_or_default();
    let dates: String = parts.collect();
    if code.is_empty() || code.chars().all(|c| c == '-') {
        return Ok(None);
    }
    if !code.bytes().all(|b| b.is_ascii_alphanumeric()) || code.len() > 30 {
        return Err(format!("'{}' is no code of capital letters", short(code)));
    }
    let day = |text: &str| day(text).ok_or_else(|| format!("'{}' is no date", short(text)));
    let (since, until) = if dates.is_empty() {
        (None, None)
    } else if let Some(from) = dates.strip_prefix('>') {
        (Some(day(from)?), None)
    } else if let Some(to) = dates.strip_prefix('<') {
        (None, Some(day(to)?))
    } else if let Some((from, to)) = dates.split_once('-') {
        let (from_day, to_day) = (day(from)?, day(to)?);
        // '280101-331108': the year of two digits before 1933 is 1928, not 2028.
        let from_day = if from_day.first_day() > to_day.last_day() && from.len() == 6 {
            earlier(from_day).unwrap_or(from_day)
        } else {
            from_day
        };
        if from_day.first_day() > to_day.last_day() {
            return Err(format!("'{}' ends before it begins", short(&dates)));
        }
        (Some(from_day), Some(to_day))
    } else {
        return Err(format!(
            "'{}' is no time: expected >from, <until or from-until",
            short(&dates)
        ));
    };
    Ok(Some(Code { code: code.to_ascii_uppercase(), since, until }))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// `yymmdd` or `yyyymmdd`; a month or day of 00 is not known.
fn day(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = |part: &str| part.parse::<i16>().ok();
    let (year, rest) = match text.len() {
        6 => {
            let year = number(&text[..2])?;
            (if year > 30 { 1900 + year } else { 2000 + year }, &text[2..])
        }
        8 => (number(&text[..4])?, &text[4..]),
        _ => return None,
    };
    let (month, day) = (number(&rest[..2])? as i8, number(&rest[2..])? as i8);
    match (month, day) {
        (0, _) => Date::year_only(year),
        (_, 0) => Date::month_of(year, month),
        _ => Date::day_of(year, month, day),
    }
}

/// A century earlier.
fn earlier(date: Date) -> Option<Date> {
    let year = date.year() - 100;
    match (date.month(), date.day()) {
        (Some(month), Some(day)) => Date::day_of(year, month, day),
        (Some(month), None) => Date::month_of(year, month),
        _ => Date::year_only(year),
    }
}

impl Actor {
    fn write(&self, world: &World, counts: &mut Counts, out: &mut dyn Write) -> Result<(), Error> {
        if self.names.is_empty() {
            return Ok(());
        }
        if self.codes.is_empty() {
            counts.pass("without a code");
            return Ok(());
        }
        let names: Vec<String> =
            self.names.iter().map(|n| plain(n, world)).filter(|n| !normal(n).is_empty()).collect();
        let Some(first) = names.first() else {
            counts.pass("without a name");
            return Ok(());
        };
        let undated = self.codes.iter().find(|c| c.since.is_none() && c.until.is_none());
        let dated: Vec<Vec<(&str, String)>> = self
            .codes
            .iter()
            .filter(|c| c.since.is_some() || c.until.is_some())
            .map(|c| {
                let date = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
                vec![("code", c.code.clone()), ("since", date(c.since)), ("until", date(c.until))]
            })
            .collect();
        let known = known(&names, world);
        let kind = known.map_or_else(|| self.kind(first, world), |e| world.entry(e).kind);
        let table = match kind {
            Kind::Person => "person",
            Kind::State => "state",
            Kind::ArmedGroup => "armed_group",
            Kind::Media => "media",
            Kind::Organisation => "organisation",
        };
        let mut row = Row::new(table);
        let mut seats = Vec::new();
        let mut also: Vec<String> = Vec::new();
        for name in &names[usize::from(known.is_none())..] {
            let names_it = |e: EntryId| world.names().find(name).iter().any(|r| r.entry == e);
            if known.is_some_and(names_it)
                || also.contains(name)
                || (known.is_none() && name == first)
            {
                continue;
            }
            // 'KANDAHAR' among the names of Afghanistan is a place that may stand for it.
            let place = kind == Kind::State && !world.places().find(name).is_empty();
            if place { seats.push(name.clone()) } else { also.push(name.clone()) }
        }
        match known {
            Some(entry) if kind == Kind::State => {
                row.maybe("code", world.entry(entry).code.as_deref());
            }
            Some(entry) => {
                row.text("id", &world.entry(entry).id);
            }
            None => {
                row.text("name", first);
            }
        }
        row.list("also", &also).list("metonyms", &seats);
        let anyway = undated.map(|c| c.code.as_str());
        if known.is_none() {
            let state = self
                .codes
                .iter()
                .find_map(|c| c.code.get(..3))
                .filter(|c| world.state(c).is_some());
            row.maybe("country", state);
        } else {
            counts.pass("known already, spellings and codes added");
        }
        if kind != Kind::State {
            row.maybe("code", anyway);
        }
        row.rows("codes", &dated);
        counts.wrote(table);
        row.end(out)
    }

    /// What an actor is that the registry does not know, by its codes and the shape of its name.
    fn kind(&self, name: &str, world: &World) -> Kind {
        let given = name.split([' ', '-']).next().unwrap_or_default();
        let several = name.contains(' ');
        let role = |codes: &[&str]| {
            self.codes.iter().any(|c| {
                // Roles follow the three letters of a state or of a kind of body, three by three.
                let letters = c.code.as_bytes();
                letters
                    .get(3..)
                    .unwrap_or_default()
                    .chunks(3)
                    .any(|r| codes.iter().any(|x| x.as_bytes() == r))
            })
        };
        // Offices come and go; bodies keep their code.
        let dated = self.codes.iter().any(|c| c.since.is_some() || c.until.is_some());
        if several
            && (world.is_given_name(given)
                || (dated && role(&["GOV", "ELI", "OPP", "MIL", "JUD", "LEG"])))
        {
            Kind::Person
        } else if role(&["REB", "SEP", "INS", "UAF"]) {
            Kind::ArmedGroup
        } else if role(&["MED"]) {
            Kind::Media
        } else {
            Kind::Organisation
        }
    }
}

/// Whom of the registry the names mean: all that are known must mean the same.
fn known(names: &[String], world: &World) -> Option<EntryId> {
    let mut found: Option<EntryId> = None;
    // The first name is the one that counts; spellings may be those of others by mistake.
    for reading in world.names().find(names.first()?) {
        if matches!(reading.usage, Use::Name | Use::Alias) {
            if found.is_some_and(|f| f != reading.entry) {
                return None;
            }
            found = Some(reading.entry);
        }
    }
    found
}

/// `MOHAMMAD_ZAHIR_SHAH_` as 'Mohammad Zahir Shah'; known acronyms stay in capitals.
fn plain(name: &str, world: &World) -> String {
    let spaced = name.replace('_', " ");
    let words: Vec<String> = spaced
        .split_whitespace()
        .map(|word| {
            let lower = word.chars().any(char::is_lowercase);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let acronym = word.contains('.')
                || !word.chars().any(|c| "AEIOUY".contains(c))
                || world
                    .names()
                    .find(word)
                    .iter()
                    .any(|r| r.words == word && letters > 1 && r.usage <= Use::Alias);
            if lower || letters < 2 || acronym { word.to_owned() } else { capitalised(word) }
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_their_dates() {
        let read = |text: &str| {
            let code = code_of(text).map(|c| {
                c.map(|c| {
                    let date = |d: Option<Date>| d.map_or("".to_owned(), |d| d.to_string());
                    format!("{} {} {}", c.code, date(c.since), date(c.until))
                })
            });
            code.map(Option::unwrap_or_default)
        };
        for (text, expected) in [
            ("AFGGOV 331108-730717", "AFGGOV 1933-11-08 1973-07-17"),
            ("IGOUNO >20070101", "IGOUNO 2007-01-01 "),
            ("usagov <010120", "USAGOV  2001-01-20"),
            ("KENELI 280101-331108", "KENELI 1928-01-01 1933-11-08"),
            ("KENELI 620000-", "error"),
            ("KORGOVBUS 2004017-20061201", "error"),
            ("KENGOV 630229-640101", "error"),
            ("KENGOV > 630100", "KENGOV 1963-01 "),
            ("---", ""),
            ("A*B", "error"),
        ] {
            let found = read(text);
            match found {
                Ok(found) => assert_eq!(found, expected, "{text}"),
                Err(why) => assert_eq!(expected, "error", "{text}: {why}"),
            }
        }
    }
}
