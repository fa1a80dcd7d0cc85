//! The embedded world and additions to a world of the user's.
//!
//! Here actors, and the order in which rows are taken; [`offices`] and [`places`] have the rest.

mod offices;
mod places;

use super::items::{ActorItem, Change, Item, Post};
use super::{Additions, UserError};
use crate::bytes::Bytes;
use crate::normal::normal;
use crate::shape::{DatedCode, Entry, Kind, Office, Registry, Spelling, Use};
use crate::walk::Map;
use crate::{World, spellings};
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl World {
    /// This world and what the user adds; this one stays as it is.
    ///
    /// Costs about a tenth of a second for a short file, for the table of names is made anew.
    ///
    /// # Errors
    /// A row that points at somebody or something that is not known, unless its file is `loose`.
    pub fn with(&self, additions: &Additions) -> Result<Self, UserError> {
        let mut merging = Merging::of(self);
        for file in &additions.files {
            // What others point at comes first.
            for (line, item) in &file.items {
                merging.declare(item).map_err(|w| w.within(&file.name, *line))?;
            }
        }
        for points in [false, true] {
            for file in &additions.files {
                merging.loose = file.loose;
                for (line, item) in file.items.iter().filter(|(_, i)| points == points_at_others(i))
                {
                    merging.add(item).map_err(|w| w.within(&file.name, *line))?;
                }
            }
        }
        let (registry, names) = merging.finish();
        let names = Map::new(Bytes::from(names)).expect("made a moment ago");
        let mut made = Self::assemble(registry, names, Arc::clone(&self.packed));
        made.mark = match (self.mark.is_empty(), additions.mark()) {
            (true, mark) => mark,
            (false, mark) => format!("{}-{mark}", self.mark),
        };
        Ok(made)
    }
}

/// Whether the row only makes sense once all actors are there.
fn points_at_others(item: &Item) -> bool {
    matches!(item, Item::Tenure { .. } | Item::Preferred { .. })
}

/// What is wrong with a row that is right by itself.
struct Dangling {
    /// A line inside the row, where it is known.
    line: Option<u32>,
    found: String,
    expected: String,
}

impl Dangling {
    fn new(found: String, expected: &str) -> Self {
        Self { line: None, found, expected: expected.to_owned() }
    }

    fn within(self, file: &str, line: u32) -> UserError {
        UserError {
            file: file.to_owned(),
            line: self.line.unwrap_or(line),
            found: self.found,
            expected: self.expected,
        }
    }
}

struct Merging {
    registry: Registry,
    ids: HashMap<SmolStr, u32>,
    places: HashMap<SmolStr, u32>,
    offices: HashMap<SmolStr, u16>,
    positions: HashMap<String, Post>,
    /// Further ids of people, for tenures to name.
    also: HashMap<String, u32>,
    /// Ids that some file declares.
    declared: HashSet<String>,
    /// Spells by person.
    spells: HashMap<u32, Vec<u32>>,
    gone: HashSet<u32>,
    gone_places: HashSet<u32>,
    loose: bool,
}

impl Merging {
    fn of(world: &World) -> Self {
        let registry = world.registry.clone();
        let number = |at: usize| at as u32;
        let mut spells: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, spell) in registry.spells.iter().enumerate() {
            spells.entry(spell.person).or_default().push(number(at));
        }
        let ids = registry.entries.iter().enumerate().map(|(at, e)| (e.id.clone(), number(at)));
        let places = registry.named.iter().enumerate().map(|(at, p)| (p.id.clone(), number(at)));
        let offices = registry.offices.iter().enumerate().map(|(at, o)| (o.key.clone(), at as u16));
        Self {
            ids: ids.collect(),
            places: places.collect(),
            offices: offices.collect(),
            positions: HashMap::new(),
            also: HashMap::new(),
            declared: HashSet::new(),
            spells,
            gone: HashSet::new(),
            gone_places: HashSet::new(),
            loose: false,
            registry,
        }
    }

    fn declare(&mut self, item: &Item) -> Result<(), Dangling> {
        match item {
            Item::Actor(actor) if actor.change != Change::Remove => {
                self.declared.insert(actor.id.clone());
            }
            Item::Office { key, class, titles, one_holder } => {
                let made = Office {
                    key: key.as_str().into(),
                    class: class.as_str().into(),
                    titles: titles.clone(),
                    one_holder: *one_holder,
                };
                match self.offices.get(key.as_str()) {
                    Some(&at) => self.registry.offices[usize::from(at)] = made,
                    None => {
                        let at = u16::try_from(self.registry.offices.len()).map_err(|_| {
                            Dangling::new(format!("office '{key}'"), "at most 65,535 offices")
                        })?;
                        self.offices.insert(made.key.clone(), at);
                        self.registry.offices.push(made);
                    }
                }
            }
            Item::Position { id, post } => {
                self.positions.insert(id.clone(), post.clone());
            }
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, item: &Item) -> Result<(), Dangling> {
        match item {
            Item::Actor(actor) => self.actor(actor),
            Item::Place(place) => self.place(place),
            Item::Tenure { person, post, position, since, until } => {
                self.tenure(person, post, position.as_deref(), since, until)
            }
            Item::Preferred { name, actor } => {
                let id = if actor.contains('/') { actor.clone() } else { format!("state/{actor}") };
                match self.ids.get(id.as_str()) {
                    Some(&entry) => {
                        let form = normal(name);
                        self.registry.preferred.retain(|(n, _)| *n != form);
                        self.registry.preferred.push((form, entry));
                        Ok(())
                    }
                    None if self.loose => Ok(()),
                    None => Err(Dangling::new(
                        format!("actor = \"{actor}\""),
                        "the id of a known actor",
                    )),
                }
            }
            Item::Office { .. } => Ok(()),
            Item::Position { id, post } => {
                let Some(office) = &post.office else { return Ok(()) };
                self.office(office).map(|_| ()).map_err(|mut e| {
                    e.found = format!("position {id}: {}", e.found);
                    e
                })
            }
        }
    }

    fn actor(&mut self, item: &ActorItem) -> Result<(), Dangling> {
        if let Some(country) = &item.country
            && !self.is_state(country)
        {
            return Err(Dangling::new(
                format!("country = \"{country}\""),
                "the ISO 3166 alpha-3 code of a state, such as \"KEN\"",
            ));
        }
        let known = self.ids.get(item.id.as_str()).copied();
        if item.change == Change::Remove {
            let Some(at) = known else {
                return Err(Dangling::new(
                    format!("remove of \"{}\"", item.id),
                    "the id of a known actor",
                ));
            };
            self.gone.insert(at);
            self.ids.remove(item.id.as_str());
            return Ok(());
        }
        let at = match known {
            Some(at) => {
                let kind = self.registry.entries[at as usize].kind;
                if kind != item.kind {
                    return Err(Dangling::new(
                        format!("id \"{}\"", item.id),
                        "an id of its own: that one belongs to an actor of another kind",
                    ));
                }
                if item.change == Change::Replace {
                    self.forget(at);
                    let name = self.new_name(item)?;
                    self.registry.entries[at as usize] = empty(item, name);
                }
                at
            }
            None => {
                let name = self.new_name(item)?;
                let at = self.registry.entries.len() as u32;
                self.registry.entries.push(empty(item, name));
                self.ids.insert(item.id.as_str().into(), at);
                at
            }
        };
        self.fill(at, item);
        self.also.extend(item.ids.iter().map(|id| (id.clone(), at)));
        for spell in &item.offices {
            let placed = |mut e: Dangling| {
                e.line = Some(spell.line);
                e
            };
            let post = self.checked(&spell.post).map_err(placed)?;
            if let Some((office, of, title)) = post {
                self.spell(at, office, of, title, (&spell.since, &spell.until), true);
            }
        }
        Ok(())
    }

    fn new_name(&self, item: &ActorItem) -> Result<String, Dangling> {
        item.name.clone().ok_or_else(|| {
            Dangling::new(
                format!("no name for \"{}\"", item.id),
                "a name: nobody known has that id",
            )
        })
    }

    /// Takes names, offices and codes of the entry away.
    fn forget(&mut self, at: u32) {
        self.registry.spellings.retain(|s| s.entry != at);
        // The numbers of the others stay: what is forgotten belongs to nobody.
        for spell in self.spells.remove(&at).unwrap_or_default() {
            self.registry.spells[spell as usize].person = NOBODY;
        }
        self.registry.codes.retain(|c| c.entry != at);
        self.registry.preferred.retain(|p| p.1 != at);
    }

    /// Names and single fields of an entry.
    fn fill(&mut self, at: u32, item: &ActorItem) {
        let entry = &mut self.registry.entries[at as usize];
        let mut spellings: Vec<(Use, String)> = Vec::new();
        if let Some(name) = &item.name {
            spellings.push((Use::Name, name.clone()));
            if entry.name != *name {
                entry.name.clone_from(name);
                // What was the name so far is one name among others.
                for s in &mut self.registry.spellings {
                    if s.entry == at && s.usage == Use::Name {
                        s.usage = Use::Alias;
                    }
                }
            }
        }
        spellings.extend(item.spellings.iter().cloned());
        if item.kind == Kind::Person {
            let said = item.surnames.clone();
            let plain = || last_word(item.name.as_deref()?).map(|w| vec![w]);
            let surnames = match said {
                Some(list) => list,
                None if entry.surnames.is_empty() => plain().unwrap_or_default(),
                None => Vec::new(),
            };
            for words in surnames {
                if !entry.surnames.contains(&words) {
                    entry.surnames.push(words.clone());
                    spellings.push((Use::Surname, words));
                }
            }
        }
        let short = |from: &Option<String>, to: &mut Option<SmolStr>| {
            if let Some(text) = from {
                *to = Some(text.as_str().into());
            }
        };
        short(&item.code, &mut entry.code);
        short(&item.country, &mut entry.country);
        short(&item.since, &mut entry.since);
        short(&item.until, &mut entry.until);
        short(&item.iso2, &mut entry.iso2);
        short(&item.zone, &mut entry.zone);
        if let Some(class) = &item.class {
            entry.class = class.as_str().into();
        }
        if let Some(capital) = &item.capital {
            entry.capital = Some(capital.clone());
        }
        if let Some(guard) = &item.guard {
            entry.guard.clone_from(guard);
        }
        entry.sex = item.sex.or(entry.sex);
        entry.point = item.point.or(entry.point);
        for region in &item.regions {
            if !entry.regions.iter().any(|r| r == region) {
                entry.regions.push(region.as_str().into());
            }
        }
        let made = spellings.into_iter().map(|(usage, words)| Spelling { entry: at, usage, words });
        self.registry.spellings.extend(made);
        for code in &item.codes {
            self.registry.codes.push(DatedCode {
                entry: at,
                code: code.code.as_str().into(),
                since: code.since.as_deref().map(SmolStr::from),
                until: code.until.as_deref().map(SmolStr::from),
            });
        }
    }

    fn is_state(&self, code: &str) -> bool {
        let id = format!("state/{code}");
        self.ids.contains_key(id.as_str()) || self.declared.contains(&id)
    }

    /// The registry without what is gone, its numbers closed up, and the map of names.
    fn finish(mut self) -> (Registry, Vec<u8>) {
        let mut next = 0;
        let numbers: Vec<Option<u32>> = (0..self.registry.entries.len() as u32)
            .map(|at| {
                let number = (!self.gone.contains(&at)).then_some(next);
                next += u32::from(number.is_some());
                number
            })
            .collect();
        let number = |old: u32| numbers.get(old as usize).copied().flatten();
        let registry = &mut self.registry;
        let mut at = 0;
        registry.entries.retain(|_| {
            at += 1;
            number(at - 1).is_some()
        });
        // Gives an index its new number, or says that it is gone.
        let renumber = |index: &mut u32| number(*index).map(|new| *index = new).is_some();
        registry.spellings.retain_mut(|s| renumber(&mut s.entry));
        registry.spells.retain_mut(|s| renumber(&mut s.person));
        registry.codes.retain_mut(|c| renumber(&mut c.entry));
        registry.preferred.retain_mut(|p| renumber(&mut p.1));
        let mut at = 0;
        registry.named.retain(|_| {
            at += 1;
            !self.gone_places.contains(&(at - 1))
        });
        let (sorted, names) = spellings::table(std::mem::take(&mut registry.spellings));
        registry.spellings = sorted;
        (self.registry, names)
    }
}

/// The person of a spell that was taken away: no entry has that number.
const NOBODY: u32 = u32::MAX;

/// An entry with a name and nothing else.
fn empty(item: &ActorItem, name: String) -> Entry {
    Entry {
        id: item.id.as_str().into(),
        name,
        kind: item.kind,
        class: SmolStr::default(),
        code: None,
        country: None,
        sex: None,
        surnames: Vec::new(),
        since: None,
        until: None,
        regions: Vec::new(),
        capital: None,
        iso2: None,
        point: None,
        zone: None,
        guard: Vec::new(),
    }
}

/// The last word of a name of several.
fn last_word(name: &str) -> Option<String> {
    let mut words = name.split_whitespace();
    words.next()?;
    words
        .next_back()
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .map(str::to_owned)
}
