//! Document, analysis and world in; claims out.
//!
//! A report is read in a fixed order, each room taking what the rooms before it found:
//!
//! 1. times: every expression of time, with its value, and the day of publication where none was
//!    given;
//! 2. people: who is named, under one id for all spellings, roles and pronouns;
//! 3. places: where;
//! 4. speech: who said what ([`Statement`]);
//! 5. events: who did what to whom ([`Event`]).
//!
//! 'Kyiv said on Tuesday that it would attend' yields the time `2025-05-13`, the actor `state/UKR`
//! (a seat that speaks is a state), and the statement 'it would attend'.
//!
//! Reading never fails. A sentence that cannot be understood yields fewer claims. Nothing here does
//! I/O, reads a clock or draws a random number, and nothing depends on any other document.

#![allow(
    clippy::nonminimal_bool,
    clippy::if_same_then_else,
    reason = "conditions and branches follow the linguistic rules one by one, also where two end alike"
)]

mod cast;
mod claims;
pub mod events;
mod grammar;
mod lemmas;
pub mod people;
pub mod places;
pub mod speech;
pub mod times;
#[cfg(test)]
mod trees;

pub use cast::{Cast, says_when, when};
pub use claims::{
    Actor, ActorId, ActorKind, As, Candidate, Claims, Confidence, Event, EventId, EventStatus,
    Evidence, How, Mention, Place, PlaceId, PlaceKind, Plover, Polarity, Precision, Repair, Role,
    Rule, Stance, Statement, StatementId, StatementKind, Time, TimeKind, When,
};
pub use grammar::Grammar;

use rapporteur_text::{Analysis, Document};
use rapporteur_world::World;

/// Reads one document: all claims that its words support, each with the words and the rule.
///
/// `analysis` is that of `document.text`; an empty one yields times, and names found in the world's
/// tables, but no statement and no event.
pub fn read(document: &Document, analysis: &Analysis, world: &World) -> Claims {
    let times::Found { published, times } = times::read(document, analysis, Some(world));
    let day = published.as_ref().map(|p| p.date);
    let actors = people::read(document, analysis, world, day);
    let places = places::read(document, analysis, world, &actors);
    let statements = speech::read(document, analysis, &actors, &places, &times, day);
    let events = events::read(document, analysis, &actors, &places, &times, &statements);
    Claims { published, actors, places, times, statements, events }
}
