//! Names in, who and where out.
//!
//! [`World::embedded`] holds everything that was known when the program was built: states with
//! their adjectives, capitals and seats; organisations, armed groups, media; people with dated
//! offices; cities, areas, waters, facilities. It is compiled from `data/world` and `data/places`
//! at build time (each file says where it comes from and as of when) and read once at start.
//!
//! | question | call |
//! | --- | --- |
//! | whom does a name mean? | [`Names::find`], or word by word [`Names::walk`] |
//! | which places bear a name? | [`Gazetteer::find`], [`Gazetteer::walk`], [`World::regions_called`] |
//! | who was president of Turkey in 2013? | [`World::holders`] |
//! | what did someone hold on a day? | [`World::roles_on`] |
//! | who sounds like this? | [`World::near`], [`likeness`] |
//! | is 'Wladimir' a form of 'Vladimir'? | [`World::same_given_name`] |
//!
//! Users add what they know: [`Additions`] read from their own TOML or CSV, and [`PlacesFile`] made from
//! a full dump of GeoNames, give a world of their own ([`World::with`], [`World::with_places`]); the
//! embedded one never changes.
//!
//! The crate knows nothing of documents: which of several readings a text means is for the reader
//! to decide.
//!
//! ```
//! use rapporteur_world::World;
//! let world = World::embedded();
//! assert!(world.names().find("Atlantis").is_empty());
//! ```

mod bytes;
mod coverage;
mod gazetteer;
mod names;
mod near;
mod normal;
mod offices;
pub mod places_file;
mod shape;
mod sound;
mod spellings;
pub mod user;
mod walk;

pub use coverage::{Covered, Gap, Overlap, Post, Span};
pub use gazetteer::{Gazetteer, PlaceFacts, PlaceRef, PlaceWalk};
pub use names::{EntryId, NameWalk, Names, Reading};
pub use near::{Known, Near};
pub use normal::{normal, normal_into};
pub use offices::{OfficeId, Tenure};
pub use places_file::PlacesFile;
pub use shape::{Entry, Kind, Office, PeopleNoun, Use};
pub use sound::likeness;
pub use user::Additions;

use bytes::Bytes;
use gazetteer::Packed;
use near::NearIndex;
use offices::OfficeTables;
use rapporteur_text::Date;
use shape::Registry;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use walk::Map;

/// All that is known of actors and places.
pub struct World {
    registry: Registry,
    names: Map,
    packed: Arc<Packed>,
    offices: OfficeTables,
    ids: HashMap<String, EntryId>,
    /// Entries of the states, by the gazetteer's country numbers.
    countries: Vec<Option<u32>>,
    regions: HashMap<String, Vec<PlaceRef>>,
    given: HashMap<String, Vec<u32>>,
    preferred: HashMap<String, EntryId>,
    /// Spellings by entry.
    spellings: Vec<Vec<u32>>,
    near: OnceLock<NearIndex>,
    /// Codes that hold for a time, by entry.
    codes: HashMap<u32, Vec<u32>>,
    /// What the user added, as a short hash; empty for the embedded world.
    mark: String,
}

impl World {
    /// The world that was compiled in. The first call reads it (under 30 ms).
    pub fn embedded() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(Self::load)
    }

    fn load() -> Self {
        macro_rules! part {
            ($name:literal) => {
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
            };
        }
        let mut registry: Registry = postcard::from_bytes(part!("registry.bin"))
            .expect("written by the build of this crate");
        let map = |bytes: &'static [u8]| {
            Map::new(Bytes::Program(bytes)).expect("written by the build of this crate")
        };
        let packed = Packed {
            rows: Bytes::Program(part!("places.bin")),
            stride: gazetteer::ROW,
            strings: Bytes::Program(part!("place_names.txt")),
            lists: Bytes::Program(part!("place_lists.bin")),
            names: map(part!("places.fst")),
            countries: std::mem::take(&mut registry.countries),
            admins: std::mem::take(&mut registry.admins),
        };
        Self::assemble(registry, map(part!("names.fst")), Arc::new(packed))
    }

    fn assemble(registry: Registry, names: Map, packed: Arc<Packed>) -> Self {
        let entries = registry.entries.iter().enumerate();
        let ids: HashMap<_, _> =
            entries.map(|(at, e)| (e.id.to_string(), EntryId(at as u32))).collect();
        let countries = packed
            .countries
            .iter()
            .map(|code| ids.get(&format!("state/{code}")).map(|e| e.0))
            .collect();
        let mut regions: HashMap<String, Vec<PlaceRef>> = HashMap::new();
        for (at, named) in registry.named.iter().enumerate() {
            for words in named.names() {
                let list = regions.entry(normal(words)).or_default();
                let place = PlaceRef::Named(at as u32);
                if !list.contains(&place) {
                    list.push(place);
                }
            }
        }
        let mut given: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, group) in registry.given.iter().enumerate() {
            for form in &group.forms {
                given.entry(normal(form)).or_default().push(at as u32);
            }
        }
        let mut codes: HashMap<u32, Vec<u32>> = HashMap::new();
        for (at, code) in registry.codes.iter().enumerate() {
            codes.entry(code.entry).or_default().push(at as u32);
        }
        let offices = OfficeTables::build(&registry);
        let preferred = registry.preferred.iter().map(|(n, e)| (n.clone(), EntryId(*e))).collect();
        let mut spellings = vec![Vec::new(); registry.entries.len()];
        for (at, spelling) in registry.spellings.iter().enumerate() {
            spellings[spelling.entry as usize].push(at as u32);
        }
        Self {
            registry,
            names,
            packed,
            offices,
            ids,
            countries,
            regions,
            given,
            preferred,
            spellings,
            near: OnceLock::new(),
            codes,
            mark: String::new(),
        }
    }

    /// What the user added to the embedded world, as a short hash of it; empty for nothing.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// As of when the embedded registry is known: `YYYY` or `YYYY-MM`.
    pub fn known_as_of(&self) -> &str {
        &self.registry.known_as_of
    }

    /// Code of the entry on a day: one that holds for a time before the one that always holds.
    ///
    /// Without a day only the latter is given: a code of another time would be a guess.
    pub fn code_on(&self, entry: EntryId, day: Option<Date>) -> Option<&str> {
        let dated = self.codes.get(&entry.0).into_iter().flatten().find_map(|&at| {
            let code = &self.registry.codes[at as usize];
            let date = |s: &Option<smol_str::SmolStr>| s.as_ref().and_then(|s| s.parse().ok());
            let holds = offices::holds(date(&code.since), date(&code.until), day?);
            holds.then_some(code.code.as_str())
        });
        dated.or(self.entry(entry).code.as_deref())
    }

    /// Number of spells in office that are known.
    pub fn spell_count(&self) -> usize {
        self.registry.spells.len()
    }

    /// The entry with that index.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.registry.entries[id.0 as usize]
    }

    /// Number of entries; ids run from 0.
    pub fn len(&self) -> usize {
        self.registry.entries.len()
    }

    /// Whether nothing is known at all.
    pub fn is_empty(&self) -> bool {
        self.registry.entries.is_empty()
    }

    /// The entry with that stable id (`org/nato`).
    pub fn by_id(&self, id: &str) -> Option<EntryId> {
        self.ids.get(id).copied()
    }

    /// The state with that ISO 3166 alpha-3 code.
    pub fn state(&self, code: &str) -> Option<EntryId> {
        self.by_id(&format!("state/{code}"))
    }

    /// Names of actors.
    pub fn names(&self) -> Names<'_> {
        Names { map: &self.names, registry: &self.registry }
    }

    /// Cities and areas, and facts about any place.
    pub fn places(&self) -> Gazetteer<'_> {
        Gazetteer { packed: &self.packed, registry: &self.registry, countries: &self.countries }
    }

    /// Regions, waters and facilities of that name (normal form or any spelling of it).
    pub fn regions_called(&self, name: &str) -> &[PlaceRef] {
        self.regions.get(&normal(name)).map_or(&[], Vec::as_slice)
    }

    /// The area that a short form stands for after the name of a town: 'Tex.', 'Ont.'.
    pub fn area_short(&self, words: &str) -> Option<PlaceRef> {
        let form = normal(words);
        let (_, name, country) = self.registry.short.iter().find(|s| s.0 == form)?;
        let gazetteer = self.places();
        let state = self.state(country).map(|e| e.0);
        gazetteer.find(name).into_iter().find(|p| match p {
            PlaceRef::Row(row) => {
                let (c, _, _, area) = gazetteer.measure(*row);
                area && c == state
            }
            _ => false,
        })
    }

    /// Every name of every place written by hand.
    pub fn written_places(&self) -> impl Iterator<Item = (PlaceRef, &str)> {
        self.registry.named.iter().enumerate().flat_map(|(at, named)| {
            named.names().map(move |name| (PlaceRef::Named(at as u32), name.as_str()))
        })
    }

    /// Names that sound or look like `words`, at least `least`, best first, at most `most`.
    /// The index is built at the first call.
    pub fn near(&self, words: &str, least: f32, most: usize) -> Vec<Near> {
        self.near.get_or_init(|| NearIndex::build(self)).find(self, words, least, most)
    }

    /// Builds now what the first question about an unknown name would build: for a program that
    /// has a second thread to do it on while the language model is loaded.
    pub fn make_ready(&self) {
        self.near.get_or_init(|| NearIndex::build(self));
    }

    /// The entry meant by a name that several share where nothing decides: 'Moscow' is Russia's.
    pub fn preferred(&self, name: &str) -> Option<EntryId> {
        self.preferred.get(&normal(name)).copied()
    }

    /// Every spelling of the entry.
    pub fn spellings(&self, entry: EntryId) -> impl Iterator<Item = Reading<'_>> {
        self.spellings[entry.0 as usize].iter().map(move |&at| {
            let s = &self.registry.spellings[at as usize];
            Reading { entry, usage: s.usage, words: &s.words }
        })
    }

    /// Codes of the states in a group by its name or adjective ('Gulf', 'European'); empty for none.
    pub fn group(&self, name: &str) -> &[smol_str::SmolStr] {
        let form = normal(name);
        self.registry.groups.iter().find(|g| g.0 == form).map_or(&[], |g| g.1.as_slice())
    }

    /// Nouns for people and bodies ('officials', 'army').
    pub fn people_nouns(&self) -> &[PeopleNoun] {
        &self.registry.nouns
    }

    /// Whether two given names are forms of one.
    pub fn same_given_name(&self, a: &str, b: &str) -> bool {
        let (a, b) = (normal(a), normal(b));
        a == b
            || self.given.get(&a).is_some_and(|groups| {
                self.given.get(&b).is_some_and(|other| groups.iter().any(|g| other.contains(g)))
            })
    }

    /// Sex that a given name tells, where it does: `m` or `f`.
    pub fn sex_of_given_name(&self, name: &str) -> Option<char> {
        let groups = self.given.get(&normal(name))?;
        let mut sexes = groups.iter().map(|&g| self.registry.given[g as usize].sex);
        let first = sexes.next()??;
        sexes.all(|s| s == Some(first)).then_some(first)
    }

    /// Whether the word is a given name.
    pub fn is_given_name(&self, name: &str) -> bool {
        self.given.contains_key(&normal(name))
    }
}

/// A name as part of an id: 'Côte d'Ivoire' is `cote-divoire`.
pub fn slug(name: &str) -> String {
    normal(name).replace([' ', '+'], "-")
}

#[cfg(test)]
mod tests;
