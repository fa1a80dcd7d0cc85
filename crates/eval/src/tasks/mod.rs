//! The tasks: what of INPUT is read, and what OUTPUT holds.
//!
//! Only the text of an example is read, and what its set gives beside it of date, title, publisher
//! and address; never its labels. Every row of INPUT gets a row of OUTPUT.

pub(crate) mod attribution;
pub(crate) mod extraction;
pub(crate) mod names;
pub(crate) mod ner;
pub(crate) mod places;
mod record;
pub(crate) mod timex;
mod ud;

use crate::{Settings, files};
use rapporteur_pipeline::{Claims, Document, Limits, Reader};
use rapporteur_text::{CodePoints, Published, PublishedBy, Span, Text};
use serde_json::Value;
use std::path::Path;

/// A task that a scorer measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Task {
    Ud,
    Ner,
    Coref,
    Attribution,
    Relation,
    Codes,
    Timex,
    Places,
    Names,
    Copies,
    Extraction,
    Record,
}

impl std::fmt::Display for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The names clap prints are those of design.md.
        f.pad(&format!("{self:?}").to_lowercase())
    }
}

/// What became of a prediction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    Written,
    NotBuilt,
}

/// Reads `input` and writes `output`, as docs/evaluation.md says for the task.
pub(crate) fn predict(
    task: Task,
    input: &Path,
    output: &Path,
    settings: &Settings,
) -> Result<Outcome, String> {
    let reader = || reader(settings);
    match task {
        Task::Coref | Task::Relation | Task::Codes | Task::Copies => return Ok(Outcome::NotBuilt),
        Task::Extraction => extraction::predict(input, output)?,
        Task::Ud => ud::predict(&reader()?, input, output)?,
        Task::Ner => ner::predict(&reader()?, input, output, settings.scheme.as_deref())?,
        Task::Attribution => attribution::predict(&reader()?, input, output)?,
        Task::Timex => timex::predict(&reader()?, input, output)?,
        Task::Places => places::predict(&reader()?, input, output)?,
        Task::Names => names::predict(&reader()?, input, output)?,
        Task::Record => record::predict(&reader()?, input, output)?,
    }
    Ok(Outcome::Written)
}

fn reader(settings: &Settings) -> Result<Reader, String> {
    let limits = Limits { max_text: usize::MAX, ..Limits::default() };
    let reader = match &settings.model {
        Some(path) => Reader::with_model_file(path, limits),
        None => Reader::embedded(limits),
    };
    let reader = reader.map_err(|e| {
        let cause = std::error::Error::source(&e).map_or_else(String::new, ToString::to_string);
        let said = e.to_string();
        if said.contains(&cause) { said } else { format!("{said}: {cause}") }
    })?;
    let own = rapporteur_pipeline::knowledge(settings.actors.as_slice(), None);
    Ok(match own.map_err(|e| e.to_string())? {
        Some(world) => reader.with_world(world),
        None => reader,
    })
}

/// A row as a document: its text untouched, and what the set gives beside it.
fn document(row: &files::Row, text_key: &str) -> Result<Document, String> {
    let mut document = Document::plain(files::field(row, text_key)?);
    let given = |keys: &[&str]| {
        keys.iter().find_map(|k| row.get(*k)).and_then(Value::as_str).filter(|s| !s.is_empty())
    };
    document.title = given(&["title"]).map(str::to_owned);
    document.publisher = given(&["publisher"]).map(str::to_owned);
    document.url = given(&["url"]).map(str::to_owned);
    let date = given(&["dct", "date", "published"]).and_then(|d| d.parse().ok());
    document.published = date.map(|date| Published {
        date,
        given: None,
        by: PublishedBy::Argument,
        evidence: Vec::new(),
    });
    Ok(document)
}

/// What is claimed in a document.
fn claims(reader: &Reader, document: &mut Document) -> Claims {
    let analysis = reader.analyse(document);
    reader.claims(document, &analysis)
}

/// Code points of a text, which all offsets in files count.
struct Offsets<'t>(CodePoints<'t>);

impl<'t> Offsets<'t> {
    fn new(text: &'t Text) -> Self {
        Self(CodePoints::new(text))
    }

    fn of(&self, span: Span) -> (usize, usize) {
        (self.0.of_byte(span.start()), self.0.of_byte(span.end()))
    }
}
