//! Rows to what they mean, checked as far as one row can be.

use super::row::{Row, Table, Wrong};
use crate::normal::normal;
use crate::shape::{Kind, Use};
use crate::slug;

/// What a row does to the entry that has its id already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// Adds names and offices, replaces single fields that the row gives.
    Extend,
    /// Takes its place.
    Replace,
    /// Takes it away.
    Remove,
}

/// What one row says.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Actor(Box<ActorItem>),
    Office {
        key: String,
        class: String,
        titles: Vec<String>,
        one_holder: bool,
    },
    /// An office of a body under an id of its own, for tenures to point at.
    Position {
        id: String,
        post: Post,
    },
    /// A person in a position.
    Tenure {
        person: String,
        post: Post,
        position: Option<String>,
        since: Option<String>,
        until: Option<String>,
    },
    Place(Box<PlaceItem>),
    Preferred {
        name: String,
        actor: String,
    },
}

/// An office of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Post {
    pub(super) office: Option<String>,
    pub(super) of: Option<String>,
    pub(super) title: Option<String>,
}

/// An office for a time.
#[derive(Clone, Debug)]
pub(super) struct SpellItem {
    pub(super) line: u32,
    pub(super) post: Post,
    pub(super) since: Option<String>,
    pub(super) until: Option<String>,
}

/// A code for a time.
#[derive(Clone, Debug)]
pub(super) struct CodeItem {
    pub(super) code: String,
    pub(super) since: Option<String>,
    pub(super) until: Option<String>,
}

/// An actor.
#[derive(Clone, Debug)]
pub(super) struct ActorItem {
    pub(super) id: String,
    /// Further ids by which rows of the user's files name it.
    pub(super) ids: Vec<String>,
    pub(super) kind: Kind,
    pub(super) change: Change,
    /// Needed where nobody has the id yet.
    pub(super) name: Option<String>,
    /// Other names, and how they name it.
    pub(super) spellings: Vec<(Use, String)>,
    /// `None` where the file does not say: then the last word of the name.
    pub(super) surnames: Option<Vec<String>>,
    pub(super) class: Option<String>,
    pub(super) country: Option<String>,
    pub(super) code: Option<String>,
    pub(super) codes: Vec<CodeItem>,
    pub(super) offices: Vec<SpellItem>,
    pub(super) sex: Option<char>,
    pub(super) since: Option<String>,
    pub(super) until: Option<String>,
    pub(super) guard: Option<Vec<String>>,
    pub(super) regions: Vec<String>,
    pub(super) capital: Option<String>,
    pub(super) iso2: Option<String>,
    pub(super) point: Option<(f32, f32)>,
    pub(super) zone: Option<String>,
}

/// A place.
#[derive(Clone, Debug)]
pub(super) struct PlaceItem {
    pub(super) id: String,
    pub(super) change: Change,
    pub(super) name: Option<String>,
    pub(super) also: Vec<String>,
    pub(super) kind: Option<&'static str>,
    pub(super) country: Option<String>,
    pub(super) point: Option<(f32, f32)>,
    pub(super) precision: Option<&'static str>,
    pub(super) guard: Option<Vec<String>>,
}

/// What the rows say, each with its line.
pub(super) fn items(rows: Vec<Row>) -> Result<Vec<(u32, Item)>, Wrong> {
    rows.into_iter().map(|row| item(&row).map(|item| (row.line, item))).collect()
}

fn item(row: &Row) -> Result<Item, Wrong> {
    let table = row.table.ok_or_else(|| Wrong::new(row.line, "a row", "a table"))?;
    row.only(table.fields())?;
    Ok(match table {
        Table::Person => Item::Actor(Box::new(person(row)?)),
        Table::Organisation => Item::Actor(Box::new(body(row, Kind::Organisation, "org/")?)),
        Table::ArmedGroup => Item::Actor(Box::new(body(row, Kind::ArmedGroup, "armed-group/")?)),
        Table::Media => Item::Actor(Box::new(body(row, Kind::Media, "media/")?)),
        Table::State => Item::Actor(Box::new(state(row)?)),
        Table::Office => Item::Office {
            key: row.needed("key", "key = \"water-minister\"")?,
            class: row.text("class")?.unwrap_or_else(|| "minister".to_owned()),
            titles: row.list("titles")?.ok_or_else(|| {
                Wrong::new(row.line, "no titles", "titles = [\"Water Minister\"]")
            })?,
            one_holder: row.truth("one_holder")?,
        },
        Table::Position => {
            Item::Position { id: row.needed("id", "an id for tenures to name")?, post: post(row)? }
        }
        Table::Tenure => {
            let (since, until) = row.dates()?;
            let position = row.text("position")?;
            let post = post(row)?;
            if position.is_none() && post.office.is_none() {
                return Err(Wrong::new(row.line, "neither position nor office", "one of them"));
            }
            let person = row.needed("person", "the id of a person")?;
            Item::Tenure { person: prefixed(&person, "person/"), post, position, since, until }
        }
        Table::Place => Item::Place(Box::new(place(row)?)),
        Table::Preferred => Item::Preferred {
            name: row.needed("name", "the name that several actors bear")?,
            actor: row.needed("actor", "the id of the actor meant")?,
        },
    })
}

fn person(row: &Row) -> Result<ActorItem, Wrong> {
    let mut spells = Vec::new();
    for spell in row.rows("offices")? {
        spell.only(&["office", "of", "since", "until", "title", "known"])?;
        let office = spell.needed("office", "a key of an office, such as \"foreign-minister\"")?;
        let (since, until) = spell.dates()?;
        let post = Post { office: Some(office), ..post(spell)? };
        spells.push(SpellItem { line: spell.line, post, since, until });
    }
    let sex = row.text("sex")?;
    let sex = match sex.as_deref() {
        None => None,
        Some("m" | "f") => sex.and_then(|s| s.chars().next()),
        Some(_) => {
            return Err(row.field("sex").map_or_else(
                || Wrong::new(row.line, "sex", "\"m\" or \"f\""),
                |f| f.wrong("\"m\" or \"f\""),
            ));
        }
    };
    let mut made = body(row, Kind::Person, "person/")?;
    made.surnames = row.list("surname")?;
    made.offices = spells;
    made.sex = sex;
    Ok(made)
}

/// What all actors have.
fn body(row: &Row, kind: Kind, prefix: &str) -> Result<ActorItem, Wrong> {
    let name = name(row)?;
    let id = match row.text("id")? {
        Some(id) => prefixed(&id, prefix),
        None => {
            format!("{prefix}{}", slug(&row.needed("name", "a name, or the id of a known actor")?))
        }
    };
    let aliases = row.list("also")?.unwrap_or_default();
    let (since, until) = if kind == Kind::Person { (None, None) } else { row.dates()? };
    let mut codes = Vec::new();
    for code in row.rows("codes")? {
        code.only(&["code", "since", "until"])?;
        let (since, until) = code.dates()?;
        codes.push(CodeItem {
            code: code.needed("code", "a code, such as \"KENGOV\"")?,
            since,
            until,
        });
    }
    let ids = if kind == Kind::Person { row.list("ids")? } else { None };
    Ok(ActorItem {
        id,
        ids: ids.unwrap_or_default().iter().map(|id| prefixed(id, prefix)).collect(),
        kind,
        change: change(row)?,
        name,
        spellings: aliases.into_iter().map(|words| (Use::Alias, words)).collect(),
        surnames: None,
        class: row.text("class")?,
        country: row.text("country")?,
        code: row.text("code")?,
        codes,
        offices: Vec::new(),
        sex: None,
        since,
        until,
        guard: guard(row)?,
        regions: Vec::new(),
        capital: None,
        iso2: None,
        point: None,
        zone: None,
    })
}

fn state(row: &Row) -> Result<ActorItem, Wrong> {
    let code = row.needed("code", "an ISO 3166 alpha-3 code, such as code = \"KEN\"")?;
    if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        let field = row.field("code").map(|f| f.wrong("three capital letters, such as \"KEN\""));
        return Err(field.unwrap_or_else(|| Wrong::new(row.line, "code", "three capital letters")));
    }
    let mut spellings = Vec::new();
    if let Some(official) = row.text("official")? {
        spellings.push((Use::Alias, official));
    }
    for (key, usage) in [
        ("also", Use::Alias),
        ("government", Use::Government),
        ("metonyms", Use::Metonym),
        ("people", Use::People),
        ("adjectives", Use::Adjective),
    ] {
        spellings
            .extend(row.list(key)?.unwrap_or_default().into_iter().map(|words| (usage, words)));
    }
    let (since, until) = row.dates()?;
    let mut codes = Vec::new();
    for code in row.rows("codes")? {
        code.only(&["code", "since", "until"])?;
        let (since, until) = code.dates()?;
        codes.push(CodeItem { code: code.needed("code", "a code")?, since, until });
    }
    Ok(ActorItem {
        id: format!("state/{code}"),
        ids: Vec::new(),
        kind: Kind::State,
        change: change(row)?,
        name: name(row)?,
        spellings,
        surnames: None,
        class: row.text("kind")?,
        country: Some(code.clone()),
        code: Some(code),
        codes,
        offices: Vec::new(),
        sex: None,
        since,
        until,
        guard: guard(row)?,
        regions: row.list("regions")?.unwrap_or_default(),
        capital: row.text("capital")?,
        iso2: row.text("iso2")?,
        point: point(row)?,
        zone: row.text("zone")?,
    })
}

fn place(row: &Row) -> Result<PlaceItem, Wrong> {
    let name = name(row)?;
    let id = match row.text("id")? {
        Some(id) => prefixed(&id, "place/"),
        None => {
            format!("place/{}", slug(&row.needed("name", "a name, or the id of a known place")?))
        }
    };
    let one_of =
        |key: &str, known: &[(&str, &'static str)]| -> Result<Option<&'static str>, Wrong> {
            let Some(text) = row.text(key)? else { return Ok(None) };
            let found = known.iter().find(|(n, _)| *n == text).map(|&(_, kind)| kind);
            found.map(Some).ok_or_else(|| {
                let names: Vec<&str> = known.iter().map(|k| k.0).collect();
                let expected = format!("one of {}", names.join(", "));
                row.field(key)
                    .map_or_else(|| Wrong::new(row.line, key, &expected), |f| f.wrong(&expected))
            })
        };
    let kind = one_of(
        "kind",
        &[
            ("city", "city"),
            ("region", "region"),
            ("facility", "facility"),
            ("water", "water"),
            ("river", "water"),
            ("sea", "water"),
            ("strait", "water"),
            ("island", "region"),
            ("mountain", "region"),
            ("crossing", "facility"),
            ("palace", "facility"),
            ("base", "facility"),
        ],
    )?;
    let precision = one_of(
        "precision",
        &[("point", "exact"), ("city", "city"), ("area", "admin"), ("wide", "country")],
    )?;
    Ok(PlaceItem {
        id,
        change: change(row)?,
        name,
        also: row.list("also")?.unwrap_or_default(),
        kind,
        country: row.text("country")?,
        point: point(row)?,
        precision,
        guard: guard(row)?,
    })
}

fn post(row: &Row) -> Result<Post, Wrong> {
    Ok(Post { office: row.text("office")?, of: row.text("of")?, title: row.text("title")? })
}

/// The name, which must have letters to be found by.
fn name(row: &Row) -> Result<Option<String>, Wrong> {
    let Some(name) = row.text("name")? else { return Ok(None) };
    if normal(&name).is_empty() {
        let line = row.field("name").map_or(row.line, |f| f.line);
        return Err(Wrong::new(
            line,
            format!("name = \"{}\"", super::row::shown(&name)),
            "a name with letters",
        ));
    }
    Ok(Some(name))
}

fn change(row: &Row) -> Result<Change, Wrong> {
    Ok(match (row.truth("replace")?, row.truth("remove")?) {
        (false, false) => Change::Extend,
        (true, false) => Change::Replace,
        (false, true) => Change::Remove,
        (true, true) => {
            return Err(Wrong::new(row.line, "both replace and remove", "one of them"));
        }
    })
}

/// Words of which one must stand in the sentence; `None` where the row does not say.
fn guard(row: &Row) -> Result<Option<Vec<String>>, Wrong> {
    let guard = row.text("guard")?;
    Ok(guard.map(|g| g.split('|').map(normal).filter(|w| !w.is_empty()).collect()))
}

fn point(row: &Row) -> Result<Option<(f32, f32)>, Wrong> {
    match (row.number("lat", 90.0)?, row.number("lon", 180.0)?) {
        (Some(lat), Some(lon)) => Ok(Some((lat as f32, lon as f32))),
        (None, None) => Ok(None),
        _ => Err(Wrong::new(row.line, "one of lat and lon", "both or neither")),
    }
}

/// The id with the prefix of its kind, unless it has one.
fn prefixed(id: &str, prefix: &str) -> String {
    if id.contains('/') { id.to_owned() } else { format!("{prefix}{id}") }
}
