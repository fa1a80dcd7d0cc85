//! Who is named: persons, states, bodies, groups, media and peoples, under one id for all spellings.
//!
//! In: the document, its analysis (which may be empty: names are then found by capitals and by the
//! registry alone), the world, the day of publication. Out: actors with their mentions.
//!
//! 'President Vladimir Putin and his Ukrainian counterpart, Voldimir Zelenki' has the mentions
//! 'Vladimir Putin' (known) and 'Voldimir Zelenki' (repaired: sounds alike, named as president of
//! Ukraine). 'Moscow demanded' is the state, 'talks in Moscow' is left to the places room.
//!
//! Steps: known names ([`hits`]), titles ([`titles`]), capitalised stretches ([`runs`]), persons over
//! the whole document ([`persons`], [`decide`]), bodies, states and peoples ([`states`]), then what
//! stands for someone named before ([`nominals`]).

mod bearers;
mod bodies;
pub(crate) mod decide;
mod gather;
pub(crate) mod ground;
pub(crate) mod hits;
mod introduced;
mod likeness;
mod nominals;
pub(crate) mod page;
mod persons;
pub(crate) mod runs;
mod states;
pub(crate) mod strangers;
mod titles;
pub(crate) mod words;

use crate::{Actor, ActorKind, As, Candidate, How, Repair, Rule};
use decide::Scene;
use gather::gather;
use page::Page;
use rapporteur_text::{Analysis, Date, Document, Span};
use rapporteur_world::{EntryId, Kind, Use, World};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Whom a mention is of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Whom {
    /// An entry of the registry.
    Known(EntryId),
    /// Someone the registry does not have: id, name, kind, country.
    Made(SmolStr, String, ActorKind, Option<SmolStr>),
}

/// A mention before it is gathered.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) whom: Whom,
    pub(crate) span: Span,
    pub(crate) as_: As,
    pub(crate) how: How,
    pub(crate) repair: Option<Repair>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) rule: Rule,
}

impl Found {
    pub(crate) fn new(whom: Whom, span: Span, as_: As, how: How, rule: &'static str) -> Self {
        Self { whom, span, as_, how, repair: None, candidates: Vec::new(), rule: Rule(rule) }
    }
}

/// Everything that the steps share.
pub(crate) struct Room<'a> {
    pub(crate) page: Page<'a>,
    pub(crate) analysis: &'a Analysis,
    pub(crate) world: &'a World,
    pub(crate) hits: Vec<hits::Hit>,
    pub(crate) titles: Vec<titles::Title>,
    /// Titles that stand beside a name.
    pub(crate) used: Vec<bool>,
    pub(crate) runs: Vec<runs::Run>,
    pub(crate) scene: Scene<'a>,
    pub(crate) found: Vec<Found>,
    /// Last words of the names of persons that are given in full.
    pub(crate) surnames_here: BTreeSet<String>,
}

/// Reads the actors of a document; `published` decides who holds which office.
pub fn read(
    document: &Document,
    analysis: &Analysis,
    world: &World,
    published: Option<Date>,
) -> Vec<Actor> {
    let page = Page::new(document, analysis);
    let hits = hits::scan(&page, analysis, world, published);
    let titles = titles::scan(&page, world, &hits);
    let runs = runs::scan(&page, analysis, world, &hits, &titles);
    let mut named = BTreeSet::new();
    for hit in &hits {
        let entry = world.entry(hit.entry());
        match hit.kind {
            Kind::Person => {}
            Kind::State => named.extend(entry.code.clone()),
            _ if hit.usage == Use::Name || hit.entries.len() == 1 => {
                named.insert(entry.id.clone());
            }
            _ => {}
        }
    }
    let scene = Scene { world, date: published, named, persons: BTreeSet::new() };
    let used = vec![false; titles.len()];
    let mut room = Room {
        page,
        analysis,
        world,
        hits,
        titles,
        used,
        runs,
        scene,
        found: Vec::new(),
        surnames_here: BTreeSet::new(),
    };
    room.persons();
    room.bodies();
    room.states();
    room.bare_titles();
    room.stand_ins();
    gather(room, published)
}

#[cfg(test)]
mod passages;
#[cfg(test)]
mod tests;
