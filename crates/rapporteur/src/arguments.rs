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
}

const READ_HELP: &str = "\
Examples:
  rapporteur read article.txt
  rapporteur read page.html --why
  rapporteur read article.txt --date 2025-05-15 --format html --output record.html
  rapporteur read corpus.jsonl --format jsonl > records.jsonl
  curl -s https://example.org/report | rapporteur read - --only statements,talks

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
