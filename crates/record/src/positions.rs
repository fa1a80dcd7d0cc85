//! What a party wants, offers, accepts or refuses, as far as events and statements say it.
//!
//! A demand ('urged Baku to withdraw') and a refusal ('rejected the plan') are positions of those who
//! act; an offer is what they say they would do; 'only if', 'unless', 'provided that' make a
//! condition. 'He attended' is none. One row a party, stance and sentence.

use crate::lexicon::Lexicon;
use crate::parties::Cast;
use crate::transcript::{Transcript, event_id, statement_id};
use crate::{Position, Reading};
use rapporteur_read::{ActorId, ActorKind, EventId, EventStatus, Plover, StatementId, When};
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
    let cast = Cast::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    for (i, event) in reading.claims.events.iter().enumerate() {
        let Some(stance) = stance_of_event(event.kind, event.status) else { continue };
        let sentence = event.evidence.spans()[0];
        let words = reading
            .analysis
            .head_in(event.trigger)
            .map_or(sentence, |t| reading.analysis.subtree_span(t));
        let id = EventId(i as u32);
        for actor in &event.actors {
            let statement = event.by_statement.first().copied();
            let from = vec![event_id(id)];
            let date = event.when.clone();
            add(
                &cast,
                &mut entries,
                actor,
                Entry { party: actor.clone(), stance, words, sentence, date, statement, from },
            );
        }
    }
    for (i, said) in reading.claims.statements.iter().enumerate() {
        let (Some(speaker), Some(&content)) = (&said.speaker, said.content.first()) else {
            continue;
        };
        if !conditional(&cast, content) {
            continue;
        }
        let id = StatementId(i as u32);
        let sentence = reading
            .analysis
            .sentence_at(content.start())
            .map_or(content, |s| reading.analysis.sentence(s).span);
        add(
            &cast,
            &mut entries,
            speaker,
            Entry {
                party: speaker.clone(),
                stance: "conditions",
                words: content,
                sentence,
                date: said.date.clone(),
                statement: Some(id),
                from: vec![statement_id(id)],
            },
        );
    }
    entries.sort_by_key(|e| (e.words.start(), e.words.end()));
    entries.iter().map(|e| write(&cast, transcript, e)).collect()
}

fn stance_of_event(kind: Plover, status: EventStatus) -> Option<&'static str> {
    match (kind, status) {
        (Plover::Request, EventStatus::Denied) => None,
        (Plover::Request, _) => Some("demands"),
        (Plover::Reject, EventStatus::Denied) => None,
        (Plover::Reject, _) => Some("rejects"),
        (Plover::Agree | Plover::Concede, EventStatus::Proposed) => Some("offers"),
        (Plover::Agree, EventStatus::Conditional) => Some("conditions"),
        _ => None,
    }
}

/// Whether a statement sets a condition: 'only if', 'unless', 'provided that', 'as long as'.
/// A bare 'if' ('asked if he would come', 'if talks fail, war follows') does not.
fn conditional(cast: &Cast<'_>, content: Span) -> bool {
    let text = cast.reading.document.text[content].to_lowercase();
    if [
        "only if",
        "unless ",
        "provided that",
        "on condition that",
        "on the condition that",
        "as long as",
    ]
    .iter()
    .any(|c| text.contains(c))
    {
        return true;
    }
    // 'would only attend if the president came', 'ready for a truce, but not if …'
    let words: Vec<WordId> = cast.reading.analysis.words_in(content).collect();
    let only = words.iter().position(|&w| matches!(cast.lemma(w), "only" | "not"));
    only.is_some_and(|at| {
        words[at..]
            .iter()
            .any(|&w| cast.lemma(w) == "if" && cast.reading.analysis.word(w).is(&["mark"]))
    }) && words.iter().any(|&w| cast.lemma(w) == "only" || cast.lemma(w) == "ready")
}

fn add(cast: &Cast<'_>, entries: &mut Vec<Entry>, actor: &ActorId, entry: Entry) {
    let treats = cast.actor(actor).is_none_or(|a| a.kind != ActorKind::Media);
    let party = cast.party(actor);
    let known = entries
        .iter_mut()
        .find(|e| e.party == party && e.stance == entry.stance && e.sentence == entry.sentence);
    match known {
        _ if !treats => {}
        Some(known) => known.from.extend(entry.from),
        None => entries.push(Entry { party, ..entry }),
    }
}

/// The issue of the words, by the first issue in the list of which a word occurs.
fn issue(cast: &Cast<'_>, words: Span) -> &'static str {
    let lexicon = Lexicon::embedded();
    let lemmas: Vec<_> = cast.reading.analysis.words_in(words).map(|w| cast.lemma(w)).collect();
    ISSUES
        .into_iter()
        .find(|issue| lemmas.iter().any(|l| lexicon.has("issues", issue, l)))
        .unwrap_or("other")
}

fn write(cast: &Cast<'_>, transcript: &Transcript<'_>, entry: &Entry) -> Position {
    Position {
        party: entry.party.0.to_string(),
        issue: issue(cast, entry.words).to_owned(),
        stance: entry.stance.to_owned(),
        what: cast.reading.document.text[entry.words].trim_start_matches([',', ' ']).to_owned(),
        condition: None,
        date: transcript.when(entry.date.as_ref()),
        statement: entry.statement.map(statement_id),
        evidence: vec![transcript.span(entry.sentence)],
        from: entry.from.clone(),
    }
}
