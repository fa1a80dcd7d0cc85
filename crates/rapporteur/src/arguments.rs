//! The command line, as clap reads it.

use clap::{Args, Parser, Subcommand, ValueEnum};
use rapporteur_export::{Format, Section};
use rapporteur_text::Date;
use std::path::PathBuf;

/// Reads reports on negotiations and wars and keeps the record: who said or did what to whom, when,
/// where, and by whose account. Every line shows the words it came from. Reads English. Works offline.
#[derive(Parser, Debug)]
#[command(name = "rapporteur", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Read reports and print their records; stores nothing
    #[command(after_help = READ_HELP)]
    Read(Read),
    /// Print the JSON Schema of a record
    Schema,
    /// Who and where is known: import lists, build a gazetteer, see what is covered
    #[command(after_help = WORLD_HELP, arg_required_else_help = true)]
    World {
        #[command(subcommand)]
        command: WorldCommand,
    },
}

const WORLD_HELP: &str = "\
Examples:
  rapporteur world coverage --country KEN,SSD
  rapporteur world import --from ftm entities.ftm.json -o actors.toml
  rapporteur world build allCountries.txt -o full.places
  rapporteur read article.txt --actors actors.toml --places full.places

The format of user files is described in docs/world.md; examples/actors.toml and actors.csv show it.";

/// `rapporteur world …`.
#[derive(Subcommand, Debug)]
pub(crate) enum WorldCommand {
    /// Turn a list of actors into a file for `read --actors`
    #[command(after_help = IMPORT_HELP)]
    Import(Import),
    /// Say which offices are known in which years, with gaps and overlaps
    #[command(after_help = COVERAGE_HELP)]
    Coverage(Coverage),
    /// Build a gazetteer for `read --places` from a full dump of GeoNames
    #[command(after_help = BUILD_HELP)]
    Build(Build),
}

const IMPORT_HELP: &str = "\
Examples:
  rapporteur world import --from ftm entities.ftm.json -o actors.toml
  rapporteur world import --from petrarch Phoenix.Countries.actors.txt.gz -o actors.toml
  bzcat latest-all.json.bz2 | rapporteur world import --from wikidata - -o actors.toml

Lists:
  ftm       FollowTheMoney entities, one JSON object a line (OpenSanctions: entities.ftm.json):
            Person, Organization, PublicBody, Company, Position, Occupancy
  wikidata  items, one JSON object a line, as in the full dump: people with positions and their
            dates (P39 with P580, P582), organisations, media, armed groups, offices of states
  petrarch  actor dictionaries of PETRARCH and TABARI, with the dates of their codes

Files that end in .gz are unpacked. A line that is broken is named by its number and passed over.
The file is written under another name first, and takes its name when it is whole.

Exit codes: 0 done, 1 nothing could be done, 2 wrong usage, 3 some lines were broken, the rest is done.";

/// `rapporteur world import`.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// Kind of list
    #[arg(long, value_enum, value_name = "LIST")]
    pub(crate) from: List,
    /// Files to import; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `--from`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Ftm,
    Wikidata,
    Petrarch,
}

const COVERAGE_HELP: &str = "\
Examples:
  rapporteur world coverage
  rapporteur world coverage --country TUR,GRC --office foreign-minister --from 2000
  rapporteur world coverage --gaps
  rapporteur world coverage --format csv > coverage.csv
  rapporteur world coverage --country KEN --actors actors.toml

Kinds of office are classes: head-of-state, head-of-government, foreign-minister, defence-minister,
organisation-head, envoy, minister and others of data/world/offices.toml. A gap is a time of more
than a month between two holders in which nobody is known; an overlap a time in which two are known
of an office that one person holds.";

/// `rapporteur world coverage`.
#[derive(Args, Debug)]
pub(crate) struct Coverage {
    /// These countries only (ISO 3166 alpha-3), or ids of organisations (org/un)
    #[arg(long, value_delimiter = ',', value_name = "CODE")]
    pub(crate) country: Vec<String>,
    /// These classes of office only
    #[arg(long, value_delimiter = ',', value_name = "CLASS", default_values_t = [
        "head-of-state".to_owned(), "head-of-government".to_owned(),
        "foreign-minister".to_owned(), "defence-minister".to_owned(),
    ])]
    pub(crate) office: Vec<String>,
    /// First year
    #[arg(long, value_name = "YEAR", default_value_t = 1990, value_parser = clap::value_parser!(i16).range(1..=9999))]
    pub(crate) from: i16,
    /// Last year [default: the year as of which the registry is known]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(1..=9999))]
    pub(crate) to: Option<i16>,
    /// Print gaps and overlaps only
    #[arg(long)]
    pub(crate) gaps: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Rows::Text)]
    pub(crate) format: Rows,
    /// Take these files of actors in (TOML or CSV); may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,
}

/// `--format` of `coverage`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Lines for people
    Text,
    /// One row an office and year, or a gap or overlap
    Csv,
}

const BUILD_HELP: &str = "\
Examples:
  rapporteur world build allCountries.txt --admin1 admin1CodesASCII.txt -o full.places
  rapporteur world build KE.txt --classes APHTLSRUV -o kenya.places
  rapporteur read article.txt --places full.places

The dump is allCountries.zip of https://download.geonames.org/export/dump/ (CC BY 4.0), unpacked, or
the file of one country. The result takes the place of the built-in gazetteer of cities; regions,
waters and facilities written by hand stay. It is written under another name first, and takes its
name when it is whole.

Exit codes: 0 done, 1 nothing could be done, 2 wrong usage, 3 some lines were broken, the rest is done.";

/// `rapporteur world build`.
#[derive(Args, Debug)]
pub(crate) struct Build {
    /// The dump: allCountries.txt, or the file of one country
    #[arg(value_name = "DUMP")]
    pub(crate) dump: PathBuf,
    /// Write the gazetteer to this file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Names of first-level areas: admin1CodesASCII.txt; without it the names in the dump serve
    #[arg(long, value_name = "FILE")]
    pub(crate) admin1: Option<PathBuf>,
    /// Feature classes: A areas, P towns, H waters, T mountains, L parks, S buildings, R roads, U sea floor, V woods
    #[arg(long, value_name = "LETTERS", default_value = "AP", value_parser = classes)]
    pub(crate) classes: String,
    /// Leave out towns with fewer people
    #[arg(long, value_name = "PEOPLE", default_value_t = 0)]
    pub(crate) min_population: u64,
}

fn classes(value: &str) -> Result<String, String> {
    let upper = value.to_ascii_uppercase();
    if !upper.is_empty() && upper.chars().all(|c| "APHTLSRUV".contains(c)) {
        Ok(upper)
    } else {
        Err("expected letters of APHTLSRUV".to_owned())
    }
}

const READ_HELP: &str = "\
Examples:
  rapporteur read article.txt
  rapporteur read page.html --why
  rapporteur read article.txt --date 2025-05-15 --format html --output record.html
  rapporteur read corpus.jsonl --format jsonl > records.jsonl
  curl -s https://example.org/report | rapporteur read - --only statements,talks
  rapporteur read article.txt --actors our-people.toml --places full.places

Input: plain text, web pages (.html), and JSON Lines with the fields text, date, publisher, title
and url. The publication date, from which 'on Tuesday' is counted, is the one given, else the one
in the page or the JSON, else a dateline, else the one that the text's own evidence fixes.

Served in this version: actors, places, times, statements, events, talks, agreements, deadlines.
Positions are a first version; garbles are names that had to be repaired; disputes are present and empty.

Exit codes: 0 done, 1 nothing could be done, 2 wrong usage, 3 some inputs failed, the rest were done.";

#[derive(Args, Debug)]
pub(crate) struct Read {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Publication date of all inputs (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    /// How to print the records
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    pub(crate) format: Shape,
    /// Print these sections only (for people, Markdown, HTML, CSV)
    #[arg(long, value_enum, value_delimiter = ',', value_name = "SECTION")]
    pub(crate) only: Vec<Part>,
    /// Say why: the rule or model, its score, the words
    #[arg(long)]
    pub(crate) why: bool,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Documents read at once [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Bytes of text read of each document; the rest is kept and marked as not read
    #[arg(long, value_name = "BYTES", default_value_t = 1_000_000)]
    pub(crate) max_text: usize,
    /// Say on standard error where the time went, and the peak of memory
    #[arg(long)]
    pub(crate) timing: bool,
    /// Read with another model
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Add actors, offices and places of your own (TOML or CSV; docs/world.md); may be given again
    #[arg(long, value_name = "FILE")]
    pub(crate) actors: Vec<PathBuf>,
    /// Find places with this gazetteer, made by `rapporteur world build`
    #[arg(long, value_name = "FILE")]
    pub(crate) places: Option<PathBuf>,
}

/// `--format`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Lines for people
    Text,
    /// One object for one document, an array for several
    Json,
    /// One object a line
    Jsonl,
    /// Markdown
    Md,
    /// One self-contained page: the text with its evidence marked, beside the record
    Html,
    /// One row an entry, for spreadsheets
    Csv,
}

impl From<Shape> for Format {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Text => Self::Text,
            Shape::Json => Self::Json,
            Shape::Jsonl => Self::JsonLines,
            Shape::Md => Self::Markdown,
            Shape::Html => Self::Html,
            Shape::Csv => Self::Csv,
        }
    }
}

/// `--only`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Actors,
    Places,
    Times,
    Statements,
    Events,
    Talks,
    Positions,
    Deadlines,
    Agreements,
    Disputes,
    Garbles,
}

impl From<Part> for Section {
    fn from(part: Part) -> Self {
        match part {
            Part::Actors => Self::Actors,
            Part::Places => Self::Places,
            Part::Times => Self::Times,
            Part::Statements => Self::Statements,
            Part::Events => Self::Events,
            Part::Talks => Self::Talks,
            Part::Positions => Self::Positions,
            Part::Deadlines => Self::Deadlines,
            Part::Agreements => Self::Agreements,
            Part::Disputes => Self::Disputes,
            Part::Garbles => Self::Garbles,
        }
    }
}

/// A day of the calendar: an anchor for 'Tuesday' must be a day, not a month.
fn date(value: &str) -> Result<Date, String> {
    let date: Date = value.parse()?;
    if date.is_day() {
        Ok(date)
    } else {
        Err(format!("'{value}' names no day: expected YYYY-MM-DD"))
    }
}
