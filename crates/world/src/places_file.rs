//! A gazetteer in a file of its own, made by `rapporteur world build` from a full dump of GeoNames.
//!
//! The file holds what the compiled tables hold, in the same form, so that [`crate::Gazetteer`] reads
//! both:
//!
//! ```text
//! magic (16 bytes) · length of the head (u32) · head (postcard) · rows · names · lists · map · CRC-32
//! ```
//!
//! The map leads from normal forms to `row << 8`, or to `start in lists << 8 | count` for a name of
//! several places. Rows are sorted by population, the largest first. Numbers are little-endian.

use crate::World;
use crate::bytes::Bytes;
pub use crate::gazetteer::{AREA, FACILITY, WATER};
use crate::gazetteer::{Packed, WIDE_ROW};
use crate::walk::Map;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

/// How a places file begins.
const MAGIC: &[u8; 16] = b"rapporteurplace1";
/// More places of one name than this are not told apart; the smallest are left out.
pub const MOST: usize = 250;

/// What a places file says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// Where the places come from.
    pub source: String,
    /// ISO 3166 alpha-3 of the country numbers.
    pub countries: Vec<SmolStr>,
    /// Names of the admin numbers, which run from 1: (`country.name`, name).
    pub admins: Vec<(SmolStr, String)>,
    /// Bytes of rows, names, lists and map.
    pub parts: [u64; 4],
}

/// A row before it is packed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// GeoNames number.
    pub geoname: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Number of the first-level area; 0 for none.
    pub admin: u16,
    /// Where the name starts in the names.
    pub name_at: u32,
    /// Number of the country.
    pub country: u8,
    /// People who live there; 0 where unknown.
    pub population: u64,
    /// 0 city, 1 area of administration, [`WATER`], [`AREA`], [`FACILITY`].
    pub kind: u8,
}

impl Row {
    /// Bytes of a packed row.
    pub const BYTES: usize = WIDE_ROW;

    /// As the file holds it.
    pub fn pack(&self) -> [u8; WIDE_ROW] {
        let mut out = [0; WIDE_ROW];
        out[..4].copy_from_slice(&self.geoname.to_le_bytes());
        out[4..6].copy_from_slice(&((self.lat * 100.0).round() as i16).to_le_bytes());
        out[6..8].copy_from_slice(&((self.lon * 100.0).round() as i16).to_le_bytes());
        out[8..10].copy_from_slice(&self.admin.to_le_bytes());
        let name = self.name_at.to_le_bytes();
        out[10..13].copy_from_slice(&name[..3]);
        out[13] = self.country;
        // Eighths of a power of two: 12 % a step.
        let people = ((self.population.max(1) as f64).log2() * 8.0).round().min(255.0);
        out[14] = people as u8;
        out[15] = self.kind;
        out[16] = name[3];
        out
    }
}

/// Writes what comes before the parts and counts the sum of everything; [`Finish::end`] closes the file.
pub struct Finish<W> {
    out: W,
    sum: crc32fast::Hasher,
}

impl<W: Write> Finish<W> {
    /// Writes the head.
    pub fn begin(out: W, head: &Head) -> io::Result<Self> {
        let mut made = Self { out, sum: crc32fast::Hasher::new() };
        let head = postcard::to_stdvec(head).map_err(io::Error::other)?;
        made.write_all(MAGIC)?;
        made.write_all(&(head.len() as u32).to_le_bytes())?;
        made.write_all(&head)?;
        Ok(made)
    }

    /// Writes the sum and gives the output back.
    pub fn end(mut self) -> io::Result<W> {
        let sum = self.sum.finalize();
        self.out.write_all(&sum.to_le_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Write for Finish<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The file is no places file, or not whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlacesError(&'static str);

impl fmt::Display for PlacesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for PlacesError {}

/// A gazetteer read from a file.
#[derive(Clone)]
pub struct PlacesFile {
    packed: Arc<Packed>,
    source: String,
    sum: u32,
}

impl fmt::Debug for PlacesFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlacesFile").field("source", &self.source).finish_non_exhaustive()
    }
}

impl PlacesFile {
    /// Takes the bytes of a places file over.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, PlacesError> {
        let other = PlacesError("this is no places file: make one with 'rapporteur world build'");
        if !bytes.starts_with(MAGIC) {
            return Err(other);
        }
        let broken = || {
            PlacesError(
                "the file is cut off or damaged: make it again with 'rapporteur world build'",
            )
        };
        let body = bytes.len().checked_sub(4).ok_or_else(broken)?;
        let sum = crc32fast::hash(&bytes[..body]);
        if bytes[body..] != sum.to_le_bytes() {
            return Err(broken());
        }
        let at = MAGIC.len();
        let length: [u8; 4] =
            bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).ok_or_else(broken)?;
        let start = at + 4;
        let mut from = start + u32::from_le_bytes(length) as usize;
        let head = bytes.get(start..from).ok_or_else(broken)?;
        let head: Head = postcard::from_bytes(head).map_err(|_| broken())?;
        let bytes = Arc::new(bytes);
        let mut part = |length: u64| {
            let to = usize::try_from(length).ok().and_then(|l| from.checked_add(l));
            let to = to.filter(|&to| to <= body).ok_or_else(broken)?;
            let part = Bytes::Shared(Arc::clone(&bytes), from..to);
            from = to;
            Ok(part)
        };
        let [rows, strings, lists, names] = head.parts;
        let (rows, strings, lists, names) =
            (part(rows)?, part(strings)?, part(lists)?, part(names)?);
        let names = Map::new(names).map_err(|_| broken())?;
        let packed = Packed {
            rows,
            stride: WIDE_ROW,
            strings,
            lists,
            names,
            countries: head.countries,
            admins: head.admins,
        };
        Ok(Self { packed: Arc::new(packed), source: head.source, sum })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.packed.rows.as_ref().len() / WIDE_ROW
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the places come from.
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl World {
    /// This world with the gazetteer of the file in place of its own; places written by hand stay.
    #[must_use]
    pub fn with_places(&self, places: &PlacesFile) -> Self {
        // The names of actors are shared: a clone of the map shares its bytes.
        let mut made =
            Self::assemble(self.registry.clone(), self.names.clone(), Arc::clone(&places.packed));
        let before = if self.mark.is_empty() { String::new() } else { format!("{}-", self.mark) };
        made.mark = format!("{before}{:08x}", places.sum);
        made
    }
}
