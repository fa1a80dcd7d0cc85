//! Names of actors.

use crate::shape::{Registry, Spelling, Use};
use crate::walk::{Map, Steps};

/// Index of an entry of the registry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntryId(pub u32);

/// One way to read a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading<'w> {
    /// Whom it names.
    pub entry: EntryId,
    /// As what.
    pub usage: Use,
    /// The known spelling.
    pub words: &'w str,
}

impl Reading<'_> {
    /// Whether `surface` may be this spelling as far as capitals tell: 'US' is no 'us', 'Wagner
    /// Group' may be 'WAGNER GROUP' and 'Wagner group', 'turkey' is not 'Turkey'.
    pub fn fits_case(&self, surface: &str) -> bool {
        let known = self.words.strip_prefix("the ").unwrap_or(self.words);
        let met = strip_article(surface);
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
        let acronym = letters(known) <= 6 && !known.chars().any(char::is_lowercase);
        if acronym {
            return !met.chars().any(char::is_lowercase);
        }
        match (known.chars().find(|c| c.is_alphabetic()), met.chars().find(|c| c.is_alphabetic())) {
            (Some(k), Some(m)) if k.is_uppercase() => m.is_uppercase(),
            // 'al-Shabaab' at the head of a sentence is 'Al-Shabaab'; so is a plain noun.
            _ => true,
        }
    }
}

fn strip_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// The names of all actors.
pub struct Names<'w> {
    pub(crate) map: &'w Map,
    pub(crate) registry: &'w Registry,
}

/// A walk through the names, word by word.
#[derive(Clone)]
pub struct NameWalk<'w> {
    map: &'w Map,
    registry: &'w Registry,
    steps: Steps,
}

impl<'w> Names<'w> {
    /// Starts before the first word.
    pub fn walk(&self) -> NameWalk<'w> {
        NameWalk { map: self.map, registry: self.registry, steps: Steps::new(self.map) }
    }

    /// Every reading of a whole name; empty where nobody is called so.
    pub fn find(&self, name: &str) -> Vec<Reading<'w>> {
        let mut walk = self.walk();
        if walk.step(name) { walk.readings() } else { Vec::new() }
    }
}

impl<'w> NameWalk<'w> {
    /// Takes a further word; false where no name goes on like this.
    pub fn step(&mut self, word: &str) -> bool {
        self.steps.step(self.map, word)
    }

    /// What the words so far name, canonical names before aliases; empty for nothing.
    pub fn readings(&self) -> Vec<Reading<'w>> {
        let Some(value) = self.steps.hit(self.map) else { return Vec::new() };
        let (from, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        let list: &[Spelling] = self.registry.spellings.get(from..from + count).unwrap_or_default();
        list.iter()
            .map(|s| Reading { entry: EntryId(s.entry), usage: s.usage, words: &s.words })
            .collect()
    }

    /// Whether the words so far are a name.
    pub fn ends_here(&self) -> bool {
        self.steps.hit(self.map).is_some()
    }
}
