//! Known names that sound like an unknown one.

use crate::World;
use crate::gazetteer::PlaceRef;
use crate::names::EntryId;
use crate::shape::{Kind, Use};
use crate::sound::{Heard, skeletons};
use std::collections::HashMap;

/// Whom or what a known name names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Known {
    /// An actor by its whole name or alias.
    Actor(EntryId),
    /// A person by surname.
    Surname(EntryId),
    /// A place.
    Place(PlaceRef),
}

/// A known name near an unknown one.
#[derive(Clone, PartialEq, Debug)]
pub struct Near {
    /// Whom it names.
    pub known: Known,
    /// The known spelling.
    pub words: String,
    /// 0 to 1.
    pub likeness: f32,
}

/// The index: skeletons, whole and with one family left out, to names.
#[derive(Default)]
pub(crate) struct NearIndex {
    items: Vec<(Known, String, Heard)>,
    by_skeleton: HashMap<Vec<u8>, Vec<u32>>,
}

/// Cities smaller than this are no candidates for a garbled name: there are too many of them.
const CITY: u64 = 100_000;

impl NearIndex {
    pub(crate) fn build(world: &World) -> Self {
        let mut index = Self::default();
        for spelling in &world.registry.spellings {
            let entry = EntryId(spelling.entry);
            let kind = world.entry(entry).kind;
            let short = crate::normal(&spelling.words).len() < 4;
            let known = match spelling.usage {
                Use::Surname => Known::Surname(entry),
                Use::Name | Use::Alias if kind == Kind::State => {
                    Known::Place(PlaceRef::State(spelling.entry))
                }
                Use::Name | Use::Alias => Known::Actor(entry),
                _ => continue,
            };
            // Acronyms are all alike.
            let acronym = !spelling.words.chars().any(char::is_lowercase);
            if !short && !acronym {
                index.add(known, &spelling.words);
            }
        }
        for (at, named) in world.registry.named.iter().enumerate() {
            for words in std::iter::once(&named.name).chain(&named.also) {
                index.add(Known::Place(PlaceRef::Named(at as u32)), words);
            }
        }
        let gazetteer = world.places();
        for row in 0..gazetteer.rows() {
            let (_, _, population, _) = gazetteer.measure(row);
            if population < CITY {
                break;
            }
            let place = PlaceRef::Row(row);
            index.add(Known::Place(place), &gazetteer.facts(place).name);
        }
        index
    }

    fn add(&mut self, known: Known, words: &str) {
        let item = self.items.len() as u32;
        self.items.push((known, words.to_owned(), Heard::new(words)));
        for key in keys(words) {
            let list = self.by_skeleton.entry(key).or_default();
            if list.last() != Some(&item) {
                list.push(item);
            }
        }
    }

    /// Names at least `least` like `words`, best first, at most `most`.
    pub(crate) fn find(&self, words: &str, least: f32, most: usize) -> Vec<Near> {
        let mut seen: Vec<u32> =
            keys(words).iter().filter_map(|k| self.by_skeleton.get(k)).flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        let asked = Heard::new(words);
        let mut found: Vec<Near> = seen
            .into_iter()
            .filter_map(|item| {
                let (known, name, heard) = &self.items[item as usize];
                let likeness = asked.likeness(heard, least);
                (likeness >= least).then(|| Near { known: *known, words: name.clone(), likeness })
            })
            .collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.known.cmp(&b.known)));
        found.truncate(most);
        found
    }
}

/// The skeletons of a name, whole and with one family left out.
fn keys(words: &str) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    for whole in skeletons(words) {
        if whole.len() >= 4 {
            for skip in 0..whole.len() {
                let mut less = whole.clone();
                less.remove(skip);
                out.push(less);
            }
        }
        out.push(whole);
    }
    out.retain(|k| k.len() >= 2);
    out.sort();
    out.dedup();
    out
}
