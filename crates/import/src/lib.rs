//! Lists that others keep, made into what the program reads.
//!
//! | from | call | into |
//! | --- | --- | --- |
//! | FollowTheMoney entities, JSON lines (OpenSanctions) | [`ftm()`] | the user format of `docs/world.md` |
//! | Wikidata items, JSON lines | [`wikidata()`] | the same |
//! | PETRARCH and TABARI actor dictionaries | [`petrarch()`] | the same |
//! | a full dump of GeoNames | [`geonames::build`] | a places file |
//!
//! Importers read line by line and hold one line at a time, so that memory does not grow with the
//! input: what belongs together but stands on different lines (a person, a position, who was in it
//! when) is written as rows that name one another by id, and joined when the user format is read.
//! A broken line is named by its number and passed over.
//!
//! The crate knows nothing of texts and of the record. It opens no file that it was not given,
//! except those that [`geonames::build`] makes in the folder it was given.

mod country;
mod entity;
mod ftm;
pub mod geonames;
mod lines;
mod names;
mod petrarch;
mod titles;
mod wikidata;
mod write;

#[cfg(test)]
mod tests;

pub use ftm::ftm;
pub use petrarch::petrarch;
pub use wikidata::wikidata;

use std::collections::BTreeMap;
use std::io;

/// Who looks on while a file is read. Both may be called a million times a second.
pub trait Watch {
    /// A line that could not be used, by its number from 1, and why.
    fn broken(&mut self, line: u64, why: &str);
    /// Bytes read since the last call.
    fn read(&mut self, _bytes: u64) {}
}

/// Nobody looks on.
impl Watch for () {
    fn broken(&mut self, _line: u64, _why: &str) {}
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Lines read.
    pub lines: u64,
    /// Rows written, by their table: `person`, `tenure`.
    pub written: BTreeMap<&'static str, u64>,
    /// Entries that are of no use here, by the reason.
    pub passed: BTreeMap<&'static str, u64>,
    /// Lines that could not be read.
    pub broken: u64,
}

impl Counts {
    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.written.values().sum()
    }

    fn wrote(&mut self, table: &'static str) {
        *self.written.entry(table).or_default() += 1;
    }

    fn pass(&mut self, why: &'static str) {
        *self.passed.entry(why).or_default() += 1;
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.broken += other.broken;
        for (mine, others) in [(&mut self.written, other.written), (&mut self.passed, other.passed)]
        {
            for (key, count) in others {
                *mine.entry(key).or_default() += count;
            }
        }
    }
}

/// Reading or writing failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input could not be read on.
    #[error("could not be read: {0}")]
    Read(#[source] io::Error),
    /// The output could not be written.
    #[error("could not be written: {0}")]
    Write(#[source] io::Error),
    /// The input holds nothing of what was asked for.
    #[error("{0}")]
    Nothing(String),
}

/// What comes first in every file that is written.
fn head(from: &str) -> String {
    format!(
        "# Written by 'rapporteur world import'. The format is described in docs/world.md.\n\
         source = \"{from}\"\n\
         # Rows that name somebody who is not in the file are left out when it is read.\n\
         loose = true\n\n\
         # An office that no word of a text leads to: it tells what a known person was.\n\
         [[office]]\nkey = \"{OTHER}\"\nclass = \"official\"\ntitles = []\n"
    )
}

/// The office of posts that are none of the known kinds: governors, judges, mayors.
const OTHER: &str = "other-office";

/// Writes the head of a file in the user format; the rows of one or several importers follow it.
pub fn begin(out: &mut dyn io::Write, from: &str) -> Result<(), Error> {
    out.write_all(head(from).as_bytes()).map_err(Error::Write)
}
