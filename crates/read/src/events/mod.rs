//! Who did what to whom.
//!
//! 'Rome gave Tripoli an ultimatum on Monday' enters as a tree and leaves as one event: REQUEST, of
//! Italy's to Libya, that Monday. A lexicon (`data/lexicon/events.toml`) says which words tell of
//! which of PLOVER's sixteen types of act and where the two sides stand; the words above an act say
//! whether it happened (`modality.toml`). 'The hall holds nine hundred' tells of nothing: a routine
//! word fires only with the object, complement or participants that its rule asks for, and an act
//! without any known participant is left out.

mod lexicon;
mod participants;
mod setting;
mod status;
mod triggers;

pub(crate) use lexicon::{Lexicon, Modality};

use crate::cast::Cast;
use crate::grammar::Grammar;
use crate::{Actor, ActorId, Event, Evidence, Place, Plover, Rule, Statement, StatementId, Time};
use participants::Scene;
use rapporteur_text::{Analysis, Document, Span, WordId};
use std::cell::RefCell;
use std::collections::BTreeSet;
use triggers::Found;

/// The events of a document, in the order of their triggers.
///
/// `actors`, `places`, `times` and `statements` are those of the same document. The day of
/// publication is of no use here: an event without a time of its own has none.
pub fn read(
    document: &Document,
    analysis: &Analysis,
    actors: &[Actor],
    places: &[Place],
    times: &[Time],
    statements: &[Statement],
) -> Vec<Event> {
    let grammar = Grammar::new(&document.text, analysis);
    let cast = Cast::new(&grammar, actors, places, times);
    let mut contents: Vec<(Span, usize)> = statements
        .iter()
        .enumerate()
        .flat_map(|(n, s)| s.content.iter().map(move |c| (*c, n)))
        .collect();
    contents.sort_by_key(|(span, n)| (span.start(), span.end(), *n));
    let pair = RefCell::new(Vec::new());
    let scene = Scene { grammar: &grammar, cast: &cast, statements, contents: &contents, pair };
    let lexicon = Lexicon::shared();
    let mut events = Vec::new();
    let mut joined = false;
    let mut told: BTreeSet<(Plover, Vec<ActorId>)> = BTreeSet::new();
    for sentence in &analysis.sentences {
        let words = sentence.words.clone().map(WordId);
        let asks =
            sentence.words.end.checked_sub(1).is_some_and(|w| grammar.form(WordId(w)) == "?");
        if asks && scene.said_in(sentence.span).is_empty() {
            continue;
        }
        for found in settled(&scene, lexicon, words) {
            let rule = &lexicon.rules[found.rule];
            let mut everyone =
                [found.sides.actors.clone(), found.sides.recipients.clone()].concat();
            // 'X and Y signed … X accused Z … both sides': they who act together stay the pair.
            let together = found.sides.actors.len() > 1;
            if everyone.len() > 1 && (together || !joined) {
                scene.pair.replace(everyone.clone());
                joined = together;
            }
            everyone.sort();
            let known = told.contains(&(rule.kind, everyone.clone()));
            // A noun that only recalls what was told before is no further account of it.
            if found.nominal && known {
                continue;
            }
            told.insert((rule.kind, everyone));
            events.push(scene.event(&found, rule, sentence.span));
        }
    }
    events
}

/// The triggers of one sentence, without those that others cover.
fn settled(
    scene: &Scene<'_>,
    lexicon: &Lexicon,
    words: impl Iterator<Item = WordId>,
) -> Vec<Found> {
    let all: Vec<Found> = words.filter_map(|w| scene.trigger(lexicon, w)).collect();
    let g = scene.grammar;
    let covered = |w: WordId, by: &Found| {
        by.trigger != w
            && (by.covers.contains(&w)
                || by.contents.iter().any(|&c| c == w || g.is_under(w, c))
                || by
                    .covers
                    .iter()
                    .any(|&c| g.is_under(w, c) && g.clause(w) == g.clause(by.trigger)))
    };
    let keep: Vec<bool> = all
        .iter()
        .map(|f| !all.iter().any(|by| covered(f.trigger, by) && !covered(by.trigger, f)))
        .collect();
    all.into_iter().zip(keep).filter_map(|(f, keep)| keep.then_some(f)).collect()
}

impl Scene<'_> {
    fn event(&self, found: &Found, rule: &lexicon::TriggerRule, sentence: Span) -> Event {
        let g = self.grammar;
        let trigger = g.word(found.trigger).span;
        let status = self.status(found.trigger, rule);
        let by = self.said_in(trigger);
        let by_statement = by.into_iter().map(|n| StatementId(n as u32)).collect();
        let full =
            !found.sides.actors.is_empty() && (rule.both || !found.sides.recipients.is_empty());
        let confidence = if full { 0.75 } else { 0.55 } - if found.nominal { 0.1 } else { 0.0 };
        Event {
            kind: rule.kind,
            plover: status::plover(rule.kind, status),
            mode: rule.mode,
            contexts: Vec::new(),
            actors: found.sides.actors.clone(),
            recipients: found.sides.recipients.clone(),
            when: self.event_when(found),
            place: self.event_where(found),
            status,
            by_statement,
            by_actor: Vec::new(),
            trigger,
            evidence: Evidence::new(sentence, Rule(rule.name), confidence),
        }
    }
}

#[cfg(test)]
mod tests;
