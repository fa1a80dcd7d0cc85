//! Known names that sound like an unknown one.

use crate::World;
use crate::gazetteer::PlaceRef;
use crate::names::EntryId;
use crate::shape::{Kind, Use};
use crate::sound::{Heard, Skeleton, Sound, skeletons, sounds, sounds_into};
use std::borrow::Cow;

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

/// Where the words of an item stand: they are not copied into the index.
#[derive(Clone, Copy)]
enum At {
    Spelling(u32),
    /// A place written by hand: its name, or one of its other names from 1.
    Named(u32, u32),
    Row(u32),
}

struct Item {
    known: Known,
    at: At,
    /// Its sounds end here; they begin where those of the item before end.
    end: u32,
}

/// The index: skeletons, whole and with one family left out, to names. Built at the first question
/// from all that is known, additions included; so it holds flat rows and no word of its own.
#[derive(Default)]
pub(crate) struct NearIndex {
    items: Vec<Item>,
    sounds: Vec<Sound>,
    /// A short skeleton in the upper half, the item in the lower, sorted.
    by_skeleton: Vec<u64>,
}

/// Cities smaller than this are no candidates for a garbled name: there are too many of them.
const CITY: u64 = 100_000;

impl NearIndex {
    pub(crate) fn build(world: &World) -> Self {
        let mut index = Self::default();
        let mut room = Room::default();
        for (at, spelling) in world.registry.spellings.iter().enumerate() {
            let entry = EntryId(spelling.entry);
            let kind = world.entry(entry).kind;
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
            if !acronym && is_long(&spelling.words) {
                index.add(known, At::Spelling(at as u32), &spelling.words, &mut room);
            }
        }
        for (at, named) in world.registry.named.iter().enumerate() {
            let at = at as u32;
            for (form, words) in std::iter::once(&named.name).chain(&named.also).enumerate() {
                let known = Known::Place(PlaceRef::Named(at));
                index.add(known, At::Named(at, form as u32), words, &mut room);
            }
        }
        let gazetteer = world.places();
        for row in 0..gazetteer.rows() {
            let (_, _, population, _) = gazetteer.measure(row);
            if population < CITY {
                break;
            }
            let place = PlaceRef::Row(row);
            let name = gazetteer.facts(place).name;
            index.add(Known::Place(place), At::Row(row), &name, &mut room);
        }
        index.by_skeleton.sort_unstable();
        index
    }

    fn add(&mut self, known: Known, at: At, words: &str, room: &mut Room) {
        let item = self.items.len() as u64;
        let from = self.sounds.len();
        sounds_into(words, &mut room.letters, &mut self.sounds);
        self.items.push(Item { known, at, end: self.sounds.len() as u32 });
        room.keys_of(&self.sounds[from..]);
        self.by_skeleton.extend(room.keys.iter().map(|&key| u64::from(key) << 32 | item));
    }

    /// Names at least `least` like `words`, best first, at most `most`.
    pub(crate) fn find(&self, world: &World, words: &str, least: f32, most: usize) -> Vec<Near> {
        let mut room = Room::default();
        room.keys_of(&sounds(words));
        let mut seen: Vec<u32> = Vec::new();
        for &key in &room.keys {
            let first = self.by_skeleton.partition_point(|&pair| pair >> 32 < u64::from(key));
            let pairs = self.by_skeleton[first..].iter();
            seen.extend(pairs.take_while(|&&p| p >> 32 == u64::from(key)).map(|&p| p as u32));
        }
        seen.sort_unstable();
        seen.dedup();
        let asked = Heard::new(words);
        let mut found: Vec<Near> = Vec::new();
        for item in seen {
            let known = self.items[item as usize].known;
            let name = self.words(world, item);
            let likeness = asked.likeness(self.sounds_of(item), &name, least);
            if likeness >= least {
                found.push(Near { known, words: name.into_owned(), likeness });
            }
        }
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.known.cmp(&b.known)));
        found.truncate(most);
        found
    }

    fn sounds_of(&self, item: u32) -> &[Sound] {
        let item = item as usize;
        let from = item.checked_sub(1).map_or(0, |before| self.items[before].end);
        &self.sounds[from as usize..self.items[item].end as usize]
    }

    fn words<'w>(&self, world: &'w World, item: u32) -> Cow<'w, str> {
        match self.items[item as usize].at {
            At::Spelling(at) => Cow::Borrowed(world.registry.spellings[at as usize].words.as_str()),
            At::Named(at, form) => {
                let named = &world.registry.named[at as usize];
                let also = form.checked_sub(1).and_then(|form| named.also.get(form as usize));
                Cow::Borrowed(also.unwrap_or(&named.name).as_str())
            }
            At::Row(row) => Cow::Owned(String::from(world.places().facts(PlaceRef::Row(row)).name)),
        }
    }
}

/// Whether a name has four bytes or more in its normal form, which is made only where it matters.
fn is_long(words: &str) -> bool {
    words.bytes().filter(u8::is_ascii_alphanumeric).count() >= 4 || crate::normal(words).len() >= 4
}

/// Memory used again for each name.
#[derive(Default)]
struct Room {
    letters: Vec<u8>,
    skeletons: Vec<Skeleton>,
    keys: Vec<u32>,
}

impl Room {
    /// Short skeletons of a name, whole and with one family left out.
    fn keys_of(&mut self, sounds: &[Sound]) {
        skeletons(sounds, &mut self.skeletons);
        self.keys.clear();
        for &whole in &self.skeletons {
            if whole.len() >= 2 {
                self.keys.push(whole.short());
            }
            if whole.len() >= 4 {
                self.keys.extend((0..whole.len()).map(|at| whole.without(at).short()));
            }
        }
        self.keys.sort_unstable();
        self.keys.dedup();
    }
}
