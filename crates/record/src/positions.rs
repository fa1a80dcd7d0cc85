//! What a party wants, offers, accepts or refuses, as far as events and statements say it.
//!
//! A demand ('urged Baku to withdraw') and a refusal ('rejected the plan') are positions of those who
//! act; an offer is what they say they would do; 'only if', 'unless', 'we will … if you …' make a
//! condition. 'He attended' is none, nor what a mediator or a newspaper says. One row a party, stance
//! and sentence; [`said`] reads what is said, this page what is done.

mod said;

use crate::scene::Scene;
use crate::transcript::{Transcript, event_id, statement_id};
use crate::{Position, Reading};
use rapporteur_read::{ActorId, EventId, EventStatus, Plover, StatementId, When};
use rapporteur_text::{Span, WordId};

struct Entry {
    party: ActorId,
    stance: &'static str,
    words: Span,
    sentence: Span,
    date: Option<When>,
    statement: Option<StatementId>,
    from: Vec<String>,
}

const ISSUES: [&str; 15] = [
    "ceasefire",
    "withdrawal",
    "prisoners",
    "sanctions",
    "nuclear programme",
    "security guarantees",
    "neutrality",
    "weapons",
    "humanitarian access",
    "elections",
    "recognition",
    "amnesty",
    "territory",
    "power",
    "talks",
];

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Position> {
    let scene = Scene::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    for (i, event) in reading.claims.events.iter().enumerate() {
        let trigger = reading.analysis.head_in(event.trigger);
        let Some(stance) = stance_of_event(event.kind, event.status)
            .or_else(|| trigger.and_then(|t| said::taken_up(&scene, t, event)))
        else {
            continue;
        };
        if event.kind == Plover::Reject
            && trigger.is_some_and(|t| breaks_off(&scene, t))
            && event.actors.iter().any(|a| helps(&scene, a))
        {
            continue;
        }
        let sentence = event.evidence.spans()[0];
        let words = trigger.map_or(sentence, |t| scene.grammar.span(t));
        let id = EventId(i as u32);
        for actor in &event.actors {
            let statement = event.by_statement.first().copied();
            let from = vec![event_id(id)];
            let date = event.when.clone();
            let party = actor.clone();
            add(
                &scene,
                &mut entries,
                Entry { party, stance, words, sentence, date, statement, from },
            );
        }
    }
    for entry in said::positions(&scene) {
        add(&scene, &mut entries, entry);
    }
    entries.sort_by_key(|e| (e.words.start(), e.words.end()));
    entries.iter().map(|e| write(&scene, transcript, e)).collect()
}

/// Who only helps takes no side by breaking off talks: a mediator, a body's envoy.
fn helps(scene: &Scene<'_>, id: &ActorId) -> bool {
    scene.mediators.contains(id)
        || id.0.starts_with("person/") && scene.party(id).0.starts_with("org/")
}

/// 'broke off the discussions', 'suspended the talks'.
fn breaks_off(scene: &Scene<'_>, verb: WordId) -> bool {
    scene.grammar.those(verb, &["obj", "nsubj"]).any(|k| scene.names_talks(k))
}

fn stance_of_event(kind: Plover, status: EventStatus) -> Option<&'static str> {
    match (kind, status) {
        (Plover::Request, EventStatus::Denied) => None,
        (Plover::Request, _) => Some("demands"),
        (Plover::Reject, EventStatus::Denied) => None,
        (Plover::Reject, EventStatus::Conditional) => Some("conditions"),
        (Plover::Reject, _) => Some("rejects"),
        (Plover::Threaten, EventStatus::Conditional) => Some("conditions"),
        (Plover::Agree | Plover::Concede, EventStatus::Proposed) => Some("offers"),
        (Plover::Agree, EventStatus::Conditional) => Some("conditions"),
        _ => None,
    }
}

fn add(scene: &Scene<'_>, entries: &mut Vec<Entry>, entry: Entry) {
    if !scene.may_treat(&entry.party) {
        return;
    }
    let party = scene.party(&entry.party);
    // A condition on what is offered or demanded in the same breath is one position.
    let known = entries.iter_mut().find(|e| {
        e.party == party
            && e.sentence == entry.sentence
            && (e.stance == entry.stance || e.words.overlaps(entry.words))
    });
    match known {
        Some(known) => {
            if entry.stance == "conditions" && known.stance == "offers" {
                known.stance = "conditions";
                known.words = entry.words;
            }
            known.from.extend(entry.from);
        }
        None => entries.push(Entry { party, ..entry }),
    }
}

/// The issue of the words, by the first issue in the list of which a word occurs.
fn issue(scene: &Scene<'_>, words: Span) -> &'static str {
    let lemmas: Vec<_> =
        scene.reading.analysis.words_in(words).map(|w: WordId| scene.lemma(w)).collect();
    ISSUES
        .into_iter()
        .find(|issue| lemmas.iter().any(|l| scene.lexicon.has("issues", issue, l)))
        .unwrap_or("other")
}

/// A clause without what joins it to the one before: 'the FARC rejected …' of ', but the FARC rejected …'.
fn clause(words: &str) -> &str {
    let words = words.trim_start_matches([',', ';', ' ']);
    ["but ", "and "].iter().find_map(|c| words.strip_prefix(c)).unwrap_or(words)
}

fn write(scene: &Scene<'_>, transcript: &Transcript<'_>, entry: &Entry) -> Position {
    let condition =
        (entry.stance == "conditions").then(|| said::proviso(scene, entry.words)).flatten();
    Position {
        party: entry.party.0.to_string(),
        issue: issue(scene, entry.words).to_owned(),
        stance: entry.stance.to_owned(),
        what: clause(&scene.reading.document.text[entry.words]).to_owned(),
        condition: condition.map(|s| scene.reading.document.text[s].to_owned()),
        date: transcript.when(entry.date.as_ref()),
        statement: entry.statement.map(statement_id),
        evidence: vec![transcript.span(entry.sentence)],
        from: entry.from.clone(),
    }
}
