//! Claims in, what they add up to out: the record.
//!
//! [`Record`] is the contract of the program: what `rapporteur read` prints, what the store keeps,
//! what every export is made from. Its fields are described by the JSON Schema that
//! `rapporteur schema` prints, which is made from the types in [`shape`](self).
//!
//! [`assemble`] first writes down the claims as they are (offsets become code points, ids become
//! strings), then adds up what several of them say together: 'Moscow and Kyiv will meet in Geneva on
//! Friday' and 'the foreign minister will not attend' make one entry under [`Record::talks`], with
//! one row of attendance. Every such entry lists the claims it stands on (`from`).
//!
//! A record is a function of its document's claims: no clock, no randomness, no other document.

mod agreements;
mod contexts;
mod deadlines;
mod garbles;
mod lexicon;
mod positions;
mod reality;
mod scene;
mod shape;
mod talks;
mod transcript;

pub use shape::*;

use rapporteur_read::Claims;
use rapporteur_text::{Analysis, Document as Source};

/// What the adding-up looks at: one document with all that was read from it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The document.
    pub document: &'a Source,
    /// Its sentences, words and trees.
    pub analysis: &'a Analysis,
    /// What was claimed from them.
    pub claims: &'a Claims,
}

/// The record of one document. `reader` names program version and model (`0.1.0+1a2b3c4d`).
pub fn assemble(reading: Reading<'_>, reader: &str) -> Record {
    let transcript = transcript::Transcript::new(reading);
    let mut record = transcript.record(reader);
    record.talks = talks::add_up(reading, &transcript);
    record.agreements = agreements::add_up(reading, &transcript);
    record.deadlines = deadlines::add_up(reading, &transcript);
    record.positions = positions::add_up(reading, &transcript);
    record.garbles = garbles::add_up(reading, &transcript);
    record
}

/// The JSON Schema (draft 2020-12) of one record.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
