//! What the build writes and the program reads: the registry's tables.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What an entry of the registry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Kind {
    /// A person.
    Person,
    /// A state or territory with a government.
    State,
    /// An organisation, ministry, party, court, army.
    Organisation,
    /// An armed group or movement.
    ArmedGroup,
    /// A medium or news agency.
    Media,
}

/// How a spelling names its entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Use {
    /// The canonical name.
    Name,
    /// Another name or spelling.
    Alias,
    /// A person's surname alone.
    Surname,
    /// The government by name ('Trump administration').
    Government,
    /// A seat that stands for the government ('Moscow', 'Kremlin').
    Metonym,
    /// The people ('Turks').
    People,
    /// The adjective ('Turkish').
    Adjective,
}

/// One actor.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Stable id with its kind: `state/UKR`, `org/nato`, `person/kofi-annan`.
    pub id: SmolStr,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Kind of organisation, group or state as the data file says, else empty.
    pub class: SmolStr,
    /// CAMEO-style code.
    pub code: Option<SmolStr>,
    /// ISO 3166 alpha-3 of the country it belongs to.
    pub country: Option<SmolStr>,
    /// `m` or `f` where the data say so (persons).
    pub sex: Option<char>,
    /// Forms that stand alone after a first mention (persons).
    pub surnames: Vec<String>,
    /// First and last day of existence (states), as written.
    pub since: Option<SmolStr>,
    /// See `since`.
    pub until: Option<SmolStr>,
    /// Groups of states it belongs to: 'gulf', 'europe' (states).
    pub regions: Vec<SmolStr>,
    /// Capital (states).
    pub capital: Option<String>,
    /// ISO 3166 alpha-2, which the gazetteer uses (states).
    pub iso2: Option<SmolStr>,
    /// Degrees north and east (states).
    pub point: Option<(f32, f32)>,
    /// Time zone of the capital (states).
    pub zone: Option<SmolStr>,
    /// Words of which one must stand in the sentence for the name to count; empty for none needed.
    pub guard: Vec<String>,
}

/// One spelling of one entry.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Spelling {
    /// Index of the entry.
    pub entry: u32,
    /// How it names it.
    pub usage: Use,
    /// As the data file writes it.
    pub words: String,
}

/// A kind of office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Office {
    /// Key in the people files: `foreign-minister`.
    pub key: SmolStr,
    /// Class: `head-of-state`, `foreign-minister`, `envoy`.
    pub class: SmolStr,
    /// Forms met in text, the plain one first.
    pub titles: Vec<String>,
    /// Whether one person at a time holds it in one body.
    pub one_holder: bool,
}

/// A code that an actor bears for a time: officials leave office and become 'elite'.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct DatedCode {
    /// Index of the entry.
    pub entry: u32,
    /// CAMEO-style code.
    pub code: SmolStr,
    /// First day as far as known, as written.
    pub since: Option<SmolStr>,
    /// Last day as far as known, as written.
    pub until: Option<SmolStr>,
}

/// One person's time in one office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Spell {
    /// Index of the person's entry.
    pub person: u32,
    /// Index of the office.
    pub office: u16,
    /// What of: ISO 3166 alpha-3, or an actor's id.
    pub of: SmolStr,
    /// First day as far as known, as written.
    pub since: Option<SmolStr>,
    /// Last day as far as known, as written.
    pub until: Option<SmolStr>,
    /// Title in place of the office's plain one.
    pub title: Option<String>,
}

/// A place written by hand: region, sea, strait, palace, crossing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Named {
    /// Stable id: `place/black-sea`.
    pub id: SmolStr,
    /// Canonical name.
    pub name: String,
    /// Other names.
    pub also: Vec<String>,
    /// `region`, `facility`, `water`, `city`.
    pub kind: SmolStr,
    /// ISO 3166 alpha-3, where in one country.
    pub country: Option<SmolStr>,
    /// Degrees north and east.
    pub point: Option<(f32, f32)>,
    /// `exact`, `city`, `admin`, `country`.
    pub precision: SmolStr,
    /// Words of which one must stand in the sentence for the name to count; empty for none needed.
    pub guard: Vec<String>,
}

impl Named {
    /// Every name it has.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.also)
    }
}

/// A noun for people or bodies ('officials', 'army'): what kind of actor it makes with a country.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PeopleNoun {
    /// The noun, as written in running text.
    pub words: String,
    /// Whether it is a plural.
    pub plural: bool,
    /// Class of office or of collective: `official`, `rebel`, `government`.
    pub class: SmolStr,
    /// `state`, `people`, `office`, `armed-group`, `organisation`.
    pub stands_for: SmolStr,
}

/// Names that are forms of one given name: Vladimir, Volodymyr, Wladimir.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct GivenNames {
    /// The forms.
    pub forms: Vec<String>,
    /// `m`, `f`, or neither.
    pub sex: Option<char>,
}

/// Everything but the gazetteer.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Registry {
    /// Actors, sorted by id.
    pub entries: Vec<Entry>,
    /// Spellings, those with one normal form side by side.
    pub spellings: Vec<Spelling>,
    /// Kinds of office.
    pub offices: Vec<Office>,
    /// Who held which office when.
    pub spells: Vec<Spell>,
    /// Codes that hold for a time.
    pub codes: Vec<DatedCode>,
    /// Places written by hand.
    pub named: Vec<Named>,
    /// Nouns for people and bodies.
    pub nouns: Vec<PeopleNoun>,
    /// Forms of given names.
    pub given: Vec<GivenNames>,
    /// Normal forms that several entries share, and the one meant where nothing decides.
    pub preferred: Vec<(String, u32)>,
    /// Short forms of areas: normal form, area, ISO 3166 alpha-3.
    pub short: Vec<(String, String, SmolStr)>,
    /// Groups of states: normal form of a name or adjective, and the codes of the states.
    pub groups: Vec<(String, Vec<SmolStr>)>,
    /// States whose head of state is the leader in common speech.
    pub presidential: Vec<SmolStr>,
    /// ISO alpha-3 of the gazetteer's country numbers.
    pub countries: Vec<SmolStr>,
    /// Names of the gazetteer's admin numbers: (`country.name`, name).
    pub admins: Vec<(SmolStr, String)>,
    /// As of when people and offices are known: `YYYY-MM`.
    pub known_as_of: SmolStr,
}
