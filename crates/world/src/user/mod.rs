//! What users know beside the registry: actors, people with dated offices, places, in TOML or CSV.
//!
//! ```text
//! a file --toml_rows/csv_rows--> Row --items--> Item --merge--> World
//! ```
//!
//! A file is read whole or not at all: the first thing that is wrong is an [`UserError`] that names
//! file, line and what was expected. `docs/world.md` describes the format.
//!
//! ```
//! use rapporteur_world::{Additions, World};
//! let file = r#"
//!     [[person]]
//!     name = "Ama Serwaa Boateng"
//!     country = "GHA"
//!     offices = [{ office = "foreign-minister", of = "GHA", since = "2031-03" }]
//! "#;
//! let additions = Additions::from_toml("actors.toml", file)?;
//! let world = World::embedded().with(&additions)?;
//! let day = "2031-05-01".parse().expect("a day");
//! let found = world.holders(world.offices_called("Foreign Minister"), "GHA", day);
//! assert_eq!(world.entry(found[0].person).name, "Ama Serwaa Boateng");
//! assert!(World::embedded().names().find("Ama Serwaa Boateng").is_empty());
//! # Ok::<(), rapporteur_world::user::UserError>(())
//! ```

mod csv_rows;
mod items;
mod merge;
mod row;
mod toml_rows;

#[cfg(test)]
mod tests;

use items::Item;
use sha2::{Digest, Sha256};
use std::fmt;

/// What is wrong in a file of the user's, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserError {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What stands there: `country = "KE"`.
    pub found: String,
    /// What was expected: `an ISO 3166 alpha-3 code, such as "KEN"`.
    pub expected: String,
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: expected {}", self.file, self.line, self.found, self.expected)
    }
}

impl std::error::Error for UserError {}

/// What one or several files of the user's add to the world.
#[derive(Clone, Debug, Default)]
pub struct Additions {
    files: Vec<AddedFile>,
}

/// One file.
#[derive(Clone, Debug)]
struct AddedFile {
    name: String,
    /// Rows that point at nobody are left out and counted, in place of an error.
    loose: bool,
    items: Vec<(u32, Item)>,
    /// SHA-256 of the text.
    hash: [u8; 32],
}

impl Additions {
    /// Reads TOML. `name` is what errors call the file.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, UserError> {
        let (loose, rows) = toml_rows::rows(text).map_err(|w| w.within(name))?;
        Self::of(name, text, loose, rows)
    }

    /// Reads CSV: comma-separated, UTF-8, one header line.
    pub fn from_csv(name: &str, text: &str) -> Result<Self, UserError> {
        let rows = csv_rows::rows(text).map_err(|w| w.within(name))?;
        Self::of(name, text, false, rows)
    }

    /// Reads bytes in the format that the ending of `name` tells: `.csv`, else TOML.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, UserError> {
        // A byte order mark is what spreadsheets put before their CSV.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|e| {
            let before = &bytes[..e.valid_up_to()];
            let line = before.iter().filter(|&&b| b == b'\n').count() as u32 + 1;
            row::Wrong::new(line, "bytes that are no text", "UTF-8: save the file as UTF-8")
                .within(name)
        })?;
        let csv = name.rsplit('.').next().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        if csv { Self::from_csv(name, text) } else { Self::from_toml(name, text) }
    }

    fn of(name: &str, text: &str, loose: bool, rows: Vec<row::Row>) -> Result<Self, UserError> {
        let items = items::items(rows).map_err(|w| w.within(name))?;
        let hash = Sha256::digest(text.as_bytes()).into();
        Ok(Self { files: vec![AddedFile { name: name.to_owned(), loose, items, hash }] })
    }

    /// These and `later` ones, which win where both speak of one actor.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        self.files.extend(later.files);
        self
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.files.iter().map(|f| f.items.len()).sum()
    }

    /// Whether nothing is added.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A short hash of everything added, in order; empty for nothing.
    fn mark(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut all = Sha256::new();
        for file in &self.files {
            all.update(file.hash);
        }
        all.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
    }
}
