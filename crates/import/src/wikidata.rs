//! Wikidata items, one JSON object a line, with or without the commas and brackets of the full dump.
//!
//! Read of an item: labels and aliases in English, P31 (what it is), P27 and P17 (country), P21
//! (sex), P39 (positions held) with P580 and P582 (from, until).

use crate::country::Countries;
use crate::entity::{Entity, in_order};
use crate::ftm::{position, tenure};
use crate::lines::Lines;
use crate::titles::Titles;
use crate::{Counts, Error, Watch};
use rapporteur_text::Date;
use rapporteur_world::World;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, Write};
use std::marker::PhantomData;

const CLASSES: &str = include_str!("../../../data/import/wikidata_classes.tsv");

const HUMAN: &str = "Q5";
const MALE: &str = "Q6581097";
const FEMALE: &str = "Q6581072";

#[derive(Deserialize)]
struct Item {
    id: String,
    #[serde(default, deserialize_with = "map_or_empty")]
    labels: Labels,
    #[serde(default, deserialize_with = "map_or_empty")]
    aliases: Aliases,
    #[serde(default, deserialize_with = "map_or_empty")]
    claims: Claims,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Labels {
    en: Option<Words>,
    #[serde(rename = "en-gb")]
    british: Option<Words>,
    /// The label for all languages, which newer items of people have.
    mul: Option<Words>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Aliases {
    en: Vec<Words>,
    mul: Vec<Words>,
}

#[derive(Deserialize)]
struct Words {
    value: String,
}

/// The statements that are of use.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Claims {
    #[serde(rename = "P31")]
    instance_of: Vec<Statement>,
    #[serde(rename = "P27")]
    citizenship: Vec<Statement>,
    #[serde(rename = "P17")]
    country: Vec<Statement>,
    #[serde(rename = "P1001")]
    jurisdiction: Vec<Statement>,
    #[serde(rename = "P21")]
    sex: Vec<Statement>,
    #[serde(rename = "P39")]
    position: Vec<Statement>,
    #[serde(rename = "P571")]
    inception: Vec<Statement>,
    #[serde(rename = "P576")]
    dissolved: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    mainsnak: Snak,
    #[serde(default)]
    rank: Option<String>,
    #[serde(default, deserialize_with = "map_or_empty")]
    qualifiers: Qualifiers,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Qualifiers {
    #[serde(rename = "P580")]
    since: Vec<Snak>,
    #[serde(rename = "P582")]
    until: Vec<Snak>,
}

/// A value; none where Wikidata says 'unknown' or 'no value'.
#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<Datavalue>,
}

#[derive(Deserialize)]
struct Datavalue {
    value: Value,
}

/// An item or a time: the properties asked for have no others.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Value {
    id: Option<String>,
    #[serde(rename = "numeric-id")]
    number: Option<u64>,
    time: Option<String>,
    precision: Option<u8>,
}

/// An empty map is `[]` in Wikidata's exports, which PHP writes.
fn map_or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    struct Either<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Either<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map, or an empty list")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(de::value::MapAccessDeserializer::new(map))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok(T::default())
        }
    }
    deserializer.deserialize_any(Either(PhantomData))
}

impl Snak {
    fn item(&self) -> Option<String> {
        let value = &self.datavalue.as_ref()?.value;
        value.id.clone().or_else(|| value.number.map(|n| format!("Q{n}")))
    }

    /// A time of year precision or finer, in our era.
    fn date(&self) -> Option<String> {
        let value = &self.datavalue.as_ref()?.value;
        // '+2009-01-20T00:00:00Z'; precision 11 is a day, 10 a month, 9 a year.
        let time = value.time.as_deref()?.strip_prefix('+')?;
        let length = match value.precision? {
            9 => 4,
            10 => 7,
            11.. => 10,
            _ => return None,
        };
        let date: Date = time.get(..length)?.parse().ok()?;
        Some(date.to_string())
    }
}

/// The statements that stand: not those that Wikidata itself has withdrawn.
fn standing(statements: &[Statement]) -> impl Iterator<Item = &Statement> {
    statements.iter().filter(|s| s.rank.as_deref() != Some("deprecated"))
}

/// Reads items from `input` and writes rows of the user format to `out`.
///
/// People with a position and bodies of the classes of `data/import/wikidata_classes.tsv` become
/// actors; items of a state's offices become positions. Others are passed over and counted.
///
/// # Errors
/// When `input` or `out` fail. A broken line is told to `watch` and passed over.
pub fn wikidata(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    world: &World,
    watch: &mut dyn Watch,
) -> Result<Counts, Error> {
    let rows = CLASSES.lines().filter(|l| !l.starts_with('#'));
    let classes = rows.filter_map(|l| {
        let mut parts = l.split('\t');
        let (item, table, class) = (parts.next()?, parts.next()?, parts.next()?);
        let table = ["organisation", "armed_group", "media"].into_iter().find(|t| *t == table)?;
        Some((item, (table, class)))
    });
    let mut reading = Reading {
        world,
        countries: Countries::of(world),
        titles: Titles::load(),
        classes: classes.collect(),
        counts: Counts::default(),
    };
    let mut lines = Lines::of(input);
    while let Some(line) = lines.next(watch)? {
        let line = line.trim_ascii();
        let line = line.strip_suffix(b",").unwrap_or(line);
        if line.is_empty() || line == b"[" || line == b"]" {
            continue;
        }
        match serde_json::from_slice::<Item>(line) {
            Ok(item) => reading.item(&item, out)?,
            Err(error) => {
                reading.counts.broken += 1;
                watch.broken(lines.number, &format!("no item of Wikidata: {error}"));
            }
        }
    }
    reading.counts.lines = lines.number;
    Ok(reading.counts)
}

struct Reading<'w> {
    world: &'w World,
    countries: Countries,
    titles: Titles,
    classes: HashMap<&'static str, (&'static str, &'static str)>,
    counts: Counts,
}

impl Reading<'_> {
    fn item(&mut self, item: &Item, out: &mut dyn Write) -> Result<(), Error> {
        let labels = [&item.labels.en, &item.labels.british, &item.labels.mul];
        let labels: Vec<&str> = labels.into_iter().flatten().map(|w| w.value.as_str()).collect();
        let Some(&label) = labels.first() else {
            self.counts.pass("without a label in English");
            return Ok(());
        };
        if self.countries.item(&item.id).is_some() {
            self.counts.pass("a state, known already");
            return Ok(());
        }
        let kinds: Vec<String> =
            standing(&item.claims.instance_of).filter_map(|s| s.mainsnak.item()).collect();
        let aliases = item.aliases.en.iter().chain(&item.aliases.mul).map(|w| w.value.as_str());
        let names: Vec<&str> = labels.iter().copied().chain(aliases).collect();
        if kinds.iter().any(|k| k == HUMAN) {
            return self.person(item, names, out);
        }
        let country = self.country(&item.claims.country);
        let of = self.country(&item.claims.jurisdiction).or(country);
        let class = kinds.iter().find_map(|k| self.classes.get(k.as_str()).copied());
        if let Some((table, class)) = class {
            let first = |list: &[Statement]| standing(list).find_map(|s| s.mainsnak.date());
            let (since, until) =
                in_order(first(&item.claims.inception), first(&item.claims.dissolved));
            let prefix = match table {
                "armed_group" => "armed-group",
                "media" => "media",
                _ => "org",
            };
            let id = format!("{prefix}/wd-{}", item.id);
            let entity =
                Entity { table, id, names, country, class, since, until, ..Entity::default() };
            return entity.write(self.world, &mut self.counts, out);
        }
        if of.is_some() && self.titles.office(label, self.world).is_some() {
            position(&format!("wd-{}", item.id), label, of, &self.titles, self.world).end(out)?;
            self.counts.wrote("position");
            return Ok(());
        }
        self.counts.pass("of a kind that is not read");
        Ok(())
    }

    /// The country that stands without an end, else the first.
    fn country(&self, statements: &[Statement]) -> Option<&'static str> {
        let now = standing(statements).filter(|s| s.qualifiers.until.is_empty());
        let all = now.chain(standing(statements));
        all.filter_map(|s| s.mainsnak.item()).find_map(|i| self.countries.item(&i))
    }

    fn person(&mut self, item: &Item, names: Vec<&str>, out: &mut dyn Write) -> Result<(), Error> {
        if item.claims.position.is_empty() {
            self.counts.pass("a person without a position");
            return Ok(());
        }
        let sex = standing(&item.claims.sex).find_map(|s| s.mainsnak.item());
        let id = format!("person/wd-{}", item.id);
        let entity = Entity {
            table: "person",
            id: id.clone(),
            names,
            country: self.country(&item.claims.citizenship),
            sex: match sex.as_deref() {
                Some(MALE) => Some("m"),
                Some(FEMALE) => Some("f"),
                _ => None,
            },
            ..Entity::default()
        };
        entity.write(self.world, &mut self.counts, out)?;
        for held in standing(&item.claims.position) {
            let Some(post) = held.mainsnak.item() else { continue };
            let first = |list: &[Snak]| list.iter().find_map(Snak::date);
            let dates = in_order(first(&held.qualifiers.since), first(&held.qualifiers.until));
            if dates == (None, None) {
                self.counts.pass("office without dates");
                continue;
            }
            tenure(&id, &format!("wd-{post}"), dates.0.as_deref(), dates.1.as_deref()).end(out)?;
            self.counts.wrote("tenure");
        }
        Ok(())
    }
}
