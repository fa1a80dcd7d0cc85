//! FollowTheMoney entities, one JSON object a line, as OpenSanctions exports them.
//!
//! ```text
//! {"id": "Q1", "schema": "Person", "properties": {"name": ["Wanjiru Achola"], "country": ["ke"]}}
//! {"id": "p9", "schema": "Position", "properties": {"name": ["Minister of Defence"], "country": ["ke"]}}
//! {"id": "o3", "schema": "Occupancy", "properties": {"holder": ["Q1"], "post": ["p9"], "startDate": ["2031"]}}
//! ```

use crate::country::Countries;
use crate::entity::{Entity, date, in_order};
use crate::lines::Lines;
use crate::titles::Titles;
use crate::write::Row;
use crate::{Counts, Error, OTHER, Watch};
use rapporteur_world::World;
use serde::Deserialize;
use std::borrow::Cow;
use std::io::{BufRead, Write};

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    schema: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Thing<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(default)]
    caption: Option<String>,
    #[serde(default)]
    properties: Properties,
}

/// The properties that are of use; the others are passed over.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Properties {
    name: Vec<String>,
    alias: Vec<String>,
    weak_alias: Vec<String>,
    previous_name: Vec<String>,
    abbreviation: Vec<String>,
    last_name: Vec<String>,
    country: Vec<String>,
    citizenship: Vec<String>,
    nationality: Vec<String>,
    jurisdiction: Vec<String>,
    gender: Vec<String>,
    incorporation_date: Vec<String>,
    dissolution_date: Vec<String>,
    holder: Vec<Reference>,
    post: Vec<Reference>,
    start_date: Vec<String>,
    end_date: Vec<String>,
}

/// Another entity, by its id, or whole where the export is nested.
#[derive(Deserialize)]
#[serde(untagged)]
enum Reference {
    Id(String),
    Whole { id: String },
}

impl Reference {
    fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Whole { id } => id,
        }
    }
}

/// Reads entities from `input` and writes rows of the user format to `out`.
///
/// Person, Organization, PublicBody and Company become actors, Position and Occupancy offices with
/// their dates. Others are passed over and counted.
///
/// # Errors
/// When `input` or `out` fail. A broken line is told to `watch` and passed over.
pub fn ftm(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    world: &World,
    watch: &mut dyn Watch,
) -> Result<Counts, Error> {
    let mut reading = Reading {
        world,
        countries: Countries::of(world),
        titles: Titles::load(),
        counts: Counts::default(),
    };
    let mut lines = Lines::of(input);
    while let Some(line) = lines.next(watch)? {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let done = reading.line(line, out);
        if let Err(wrong) = done {
            match wrong {
                Wrong::Line(why) => {
                    reading.counts.broken += 1;
                    watch.broken(lines.number, &why);
                }
                Wrong::Out(error) => return Err(error),
            }
        }
    }
    reading.counts.lines = lines.number;
    Ok(reading.counts)
}

enum Wrong {
    Line(String),
    Out(Error),
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Out(error)
    }
}

impl From<serde_json::Error> for Wrong {
    fn from(error: serde_json::Error) -> Self {
        Self::Line(format!("no entity of FollowTheMoney: {error}"))
    }
}

struct Reading<'w> {
    world: &'w World,
    countries: Countries,
    titles: Titles,
    counts: Counts,
}

impl Reading<'_> {
    fn line(&mut self, line: &[u8], out: &mut dyn Write) -> Result<(), Wrong> {
        // Most lines of an export are of other kinds: only their kind is looked at.
        let head: Head<'_> = serde_json::from_slice(line)?;
        let (table, class) = match head.schema.as_ref() {
            "Person" => ("person", ""),
            "Organization" => ("organisation", ""),
            "PublicBody" => ("organisation", "government-body"),
            "Company" => ("organisation", "company"),
            "Position" => return self.position(&serde_json::from_slice(line)?, out),
            "Occupancy" => return self.occupancy(&serde_json::from_slice(line)?, out),
            _ => {
                self.counts.pass("of a kind that is not read");
                return Ok(());
            }
        };
        let thing: Thing<'_> = serde_json::from_slice(line)?;
        let p = &thing.properties;
        let given =
            p.country.iter().chain(&p.citizenship).chain(&p.nationality).chain(&p.jurisdiction);
        let mut countries: Vec<&str> = given.filter_map(|c| self.countries.alpha2(c)).collect();
        countries.dedup();
        let all = [&p.name, &p.alias, &p.previous_name, &p.abbreviation, &p.weak_alias];
        let caption = thing.caption.as_deref().into_iter();
        let names = caption.chain(all.into_iter().flatten().map(String::as_str));
        let first = |list: &[String]| list.first().and_then(|d| date(d));
        let (since, until) = in_order(first(&p.incorporation_date), first(&p.dissolution_date));
        let prefix = if table == "person" { "person" } else { "org" };
        let entity = Entity {
            table,
            id: format!("{prefix}/ftm-{}", thing.id),
            names: names.collect(),
            surnames: p.last_name.iter().map(String::as_str).collect(),
            country: countries.first().copied(),
            sex: match p.gender.first().map(String::as_str) {
                Some("male") => Some("m"),
                Some("female") => Some("f"),
                _ => None,
            },
            class,
            since,
            until,
        };
        Ok(entity.write(self.world, &mut self.counts, out)?)
    }

    fn position(&mut self, thing: &Thing<'_>, out: &mut dyn Write) -> Result<(), Wrong> {
        let p = &thing.properties;
        let name = thing.caption.as_deref().or(p.name.first().map(String::as_str));
        let Some(name) = name.filter(|n| !n.trim().is_empty()) else {
            self.counts.pass("position without a name");
            return Ok(());
        };
        let country = p.country.first().and_then(|c| self.countries.alpha2(c));
        position(&format!("ftm-{}", thing.id), name, country, &self.titles, self.world).end(out)?;
        self.counts.wrote("position");
        Ok(())
    }

    fn occupancy(&mut self, thing: &Thing<'_>, out: &mut dyn Write) -> Result<(), Wrong> {
        let p = &thing.properties;
        let (Some(holder), Some(post)) = (p.holder.first(), p.post.first()) else {
            return Err(Wrong::Line("an occupancy without holder or post".to_owned()));
        };
        let first = |list: &[String]| list.iter().filter_map(|d| date(d)).min();
        let (since, until) = in_order(first(&p.start_date), first(&p.end_date));
        if since.is_none() && until.is_none() {
            // It would hold for all time.
            self.counts.pass("office without dates");
            return Ok(());
        }
        let person = format!("person/ftm-{}", holder.id());
        tenure(&person, &format!("ftm-{}", post.id()), since.as_deref(), until.as_deref())
            .end(out)?;
        self.counts.wrote("tenure");
        Ok(())
    }
}

/// A position by its name: known kinds of office by their key, others as they are called.
pub(crate) fn position(
    id: &str,
    name: &str,
    country: Option<&str>,
    titles: &Titles,
    world: &World,
) -> Row {
    let office = titles.office(name, world).filter(|o| *o != "-").unwrap_or(OTHER);
    let mut row = Row::new("position");
    row.text("id", id).text("office", office).maybe("of", country);
    // The plain kinds have titles of their own; of the others the name is all that is known.
    if matches!(office, OTHER | "minister" | "ambassador" | "legislator") {
        row.text("title", &crate::names::squeezed(name));
    }
    row
}

pub(crate) fn tenure(
    person: &str,
    position: &str,
    since: Option<&str>,
    until: Option<&str>,
) -> Row {
    let mut row = Row::new("tenure");
    row.text("person", person).text("position", position);
    row.maybe("since", since).maybe("until", until);
    row
}
