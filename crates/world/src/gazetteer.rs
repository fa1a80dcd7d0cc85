//! Places: cities and areas packed, regions and facilities by hand, states from the registry.

use crate::bytes::Bytes;
use crate::shape::{Kind, Registry};
use crate::walk::{Map, Steps};
use smol_str::{SmolStr, format_smolstr};

/// A place of the gazetteer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PlaceRef {
    /// A state, by its entry in the registry.
    State(u32),
    /// A region, water or facility written by hand.
    Named(u32),
    /// A city or area, by its row.
    Row(u32),
}

/// What is known of a place.
#[derive(Clone, PartialEq, Debug)]
pub struct PlaceFacts {
    /// Stable id: `place/TUR`, `place/black-sea`, `place/istanbul-745044`.
    pub id: SmolStr,
    /// Canonical name.
    pub name: SmolStr,
    /// `country`, `region`, `city`, `facility`, `water`.
    pub kind: SmolStr,
    /// ISO 3166 alpha-3, where it lies in one country.
    pub country: Option<SmolStr>,
    /// Number of the first-level area; 0 for none.
    pub admin: u16,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// People who live there, within 6 %; 0 where unknown.
    pub population: u64,
    /// `exact`, `city`, `admin`, `country`.
    pub precision: SmolStr,
    /// GeoNames number, 0 for none.
    pub geoname: u32,
}

/// Kinds of row beside 0, a city, and 1, an area of administration.
pub const WATER: u8 = 2;
/// An area of nature or custom: a mountain, an island, a park.
pub const AREA: u8 = 3;
/// A building, a crossing, an airport.
pub const FACILITY: u8 = 4;

/// Bytes of a row of the compiled tables.
pub(crate) const ROW: usize = 16;
/// Bytes of a row of a places file, whose names fill more than three bytes address: one more byte
/// of the address, and a spare one.
pub(crate) const WIDE_ROW: usize = 18;

/// The packed tables.
pub(crate) struct Packed {
    pub(crate) rows: Bytes,
    /// Bytes of a row: [`ROW`] or [`WIDE_ROW`].
    pub(crate) stride: usize,
    /// Names in UTF-8, each closed by a line feed.
    pub(crate) strings: Bytes,
    pub(crate) lists: Bytes,
    pub(crate) names: Map,
    /// ISO 3166 alpha-3 of the country numbers.
    pub(crate) countries: Vec<SmolStr>,
    /// Names of the admin numbers, which run from 1: (`country.name`, name).
    pub(crate) admins: Vec<(SmolStr, String)>,
}

/// All places.
pub struct Gazetteer<'w> {
    pub(crate) packed: &'w Packed,
    pub(crate) registry: &'w Registry,
    pub(crate) countries: &'w [Option<u32>],
}

/// A walk through the names of places, word by word.
#[derive(Clone)]
pub struct PlaceWalk<'w> {
    packed: &'w Packed,
    steps: Steps,
}

impl PlaceWalk<'_> {
    /// Takes a further word; false where no name goes on like this.
    pub fn step(&mut self, word: &str) -> bool {
        self.steps.step(&self.packed.names, word)
    }

    /// Cities and areas that the words so far name, the larger first.
    pub fn places(&self) -> Vec<PlaceRef> {
        self.steps.hit(&self.packed.names).map_or(Vec::new(), |v| self.packed.list(v))
    }

    /// Whether the words so far are a name.
    pub fn ends_here(&self) -> bool {
        self.steps.hit(&self.packed.names).is_some()
    }
}

impl Packed {
    fn name(&self, row: &[u8]) -> &str {
        let high = row.get(ROW).copied().unwrap_or(0);
        let from = u32::from_le_bytes([row[10], row[11], row[12], high]) as usize;
        let rest = self.strings.as_ref().get(from..).unwrap_or_default();
        let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        std::str::from_utf8(&rest[..end]).unwrap_or_default()
    }

    fn list(&self, value: u64) -> Vec<PlaceRef> {
        let (at, count) = ((value >> 8) as usize, (value & 0xff) as usize);
        if count == 0 {
            return vec![PlaceRef::Row(at as u32)];
        }
        let bytes = self.lists.as_ref().get(at * 4..(at + count) * 4).unwrap_or_default();
        bytes
            .chunks_exact(4)
            .map(|b| PlaceRef::Row(u32::from_le_bytes([b[0], b[1], b[2], b[3]])))
            .collect()
    }
}

impl<'w> Gazetteer<'w> {
    /// Starts before the first word. Holds cities and areas only.
    pub fn walk(&self) -> PlaceWalk<'w> {
        PlaceWalk { packed: self.packed, steps: Steps::new(&self.packed.names) }
    }

    /// Cities and areas of that name, the larger first.
    pub fn find(&self, name: &str) -> Vec<PlaceRef> {
        let mut walk = self.walk();
        if walk.step(name) { walk.places() } else { Vec::new() }
    }

    /// Number of rows in the packed table, largest population first.
    pub fn rows(&self) -> u32 {
        (self.packed.rows.as_ref().len() / self.packed.stride) as u32
    }

    /// What is known of the place.
    pub fn facts(&self, place: PlaceRef) -> PlaceFacts {
        match place {
            PlaceRef::State(entry) => self.state(entry),
            PlaceRef::Named(at) => self.named(at),
            PlaceRef::Row(at) => self.row(at),
        }
    }

    /// Country (its entry), area, population and kind of a row without building its name.
    pub fn measure(&self, row: u32) -> (Option<u32>, u16, u64, bool) {
        let bytes = self.bytes(row);
        let admin = u16::from_le_bytes([bytes[8], bytes[9]]);
        (self.country_of(bytes), admin, people(bytes[14]), bytes[15] == 1)
    }

    fn country_of(&self, bytes: &[u8]) -> Option<u32> {
        self.countries.get(bytes[13] as usize).copied().flatten()
    }

    fn bytes(&self, row: u32) -> &'w [u8] {
        const NOTHING: [u8; ROW] = [0; ROW];
        let (at, stride) = (row as usize, self.packed.stride);
        self.packed.rows.as_ref().get(at * stride..(at + 1) * stride).unwrap_or(&NOTHING)
    }

    /// Name of an area by its number.
    pub fn admin_name(&self, admin: u16) -> Option<&'w str> {
        let at = usize::from(admin).checked_sub(1)?;
        self.packed.admins.get(at).map(|a| a.1.as_str())
    }

    fn row(&self, at: u32) -> PlaceFacts {
        let b = self.bytes(at);
        let id = u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let lat = f64::from(i16::from_le_bytes([b[4], b[5]])) / 100.0;
        let lon = f64::from(i16::from_le_bytes([b[6], b[7]])) / 100.0;
        let name = self.packed.name(b);
        let (kind, precision) = match b[15] {
            0 => ("city", "city"),
            WATER => ("water", "admin"),
            FACILITY => ("facility", "exact"),
            _ => ("region", "admin"),
        };
        PlaceFacts {
            id: if id == 0 {
                let code = self.packed.countries.get(b[13] as usize).map_or("", |c| c.as_str());
                format_smolstr!("place/{}-{}", crate::slug(name), code.to_lowercase())
            } else {
                format_smolstr!("place/{}-{id}", crate::slug(name))
            },
            name: name.into(),
            kind: kind.into(),
            country: self
                .country_of(b)
                .and_then(|e| self.registry.entries[e as usize].code.clone()),
            admin: u16::from_le_bytes([b[8], b[9]]),
            point: Some((lat, lon)),
            population: people(b[14]),
            precision: precision.into(),
            geoname: id,
        }
    }

    fn state(&self, entry: u32) -> PlaceFacts {
        let state = &self.registry.entries[entry as usize];
        debug_assert_eq!(state.kind, Kind::State);
        let code = state.code.clone().unwrap_or_default();
        PlaceFacts {
            id: format_smolstr!("place/{code}"),
            name: state.name.as_str().into(),
            kind: "country".into(),
            country: Some(code),
            admin: 0,
            point: state.point.map(|(lat, lon)| (f64::from(lat), f64::from(lon))),
            population: 0,
            precision: "country".into(),
            geoname: 0,
        }
    }

    fn named(&self, at: u32) -> PlaceFacts {
        let named = &self.registry.named[at as usize];
        PlaceFacts {
            id: named.id.clone(),
            name: named.name.as_str().into(),
            kind: named.kind.clone(),
            country: named.country.clone(),
            admin: 0,
            point: named.point.map(|(lat, lon)| (f64::from(lat), f64::from(lon))),
            population: 0,
            precision: named.precision.clone(),
            geoname: 0,
        }
    }
}

fn people(byte: u8) -> u64 {
    if byte == 0 { 0 } else { (f64::from(byte) / 8.0).exp2() as u64 }
}
