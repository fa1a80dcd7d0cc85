//! Deadlines and ultimatums: who set them, on whom, until when.
//!
//! 'They gave the junta until 12 May to step down' and 'extended their deadline to July 7' make an
//! entry; 'ahead of the deadline', with no day, does not.

use crate::lexicon::Lexicon;
use crate::parties::{Cast, calendar, distinct};
use crate::transcript::Transcript;
use crate::{Deadline, Reading};
use rapporteur_read::{ActorId, ActorKind, EventStatus, Plover, Time, TimeKind};
use rapporteur_text::{Span, Upos, WordId};

struct Entry {
    set_by: Vec<ActorId>,
    on: Vec<ActorId>,
    due: Option<String>,
    demand: Option<Span>,
    evidence: Vec<Span>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Deadline> {
    let cast = Cast::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    // An ultimatum told without a day lends its setter and addressee to the deadline told after it.
    let mut undated: Option<Entry> = None;
    for index in 0..reading.analysis.words.len() {
        let word = WordId(index as u32);
        let Some(found) = deadline(&cast, word).or_else(|| waiting(&cast, word)) else { continue };
        if found.due.is_none() {
            undated = Some(found);
            continue;
        }
        let before = undated.take();
        match entries.iter_mut().find(|e| e.due == found.due) {
            Some(entry) => {
                entry.set_by = first_named(std::mem::take(&mut entry.set_by), found.set_by);
                entry.on = first_named(std::mem::take(&mut entry.on), found.on);
                entry.evidence = distinct(entry.evidence.drain(..).chain(found.evidence));
            }
            None => {
                let lent = before
                    .map_or_else(|| (Vec::new(), Vec::new(), None), |b| (b.set_by, b.on, b.demand));
                entries.push(Entry {
                    set_by: first_named(found.set_by, lent.0),
                    on: first_named(found.on, lent.1),
                    demand: found.demand.or(lent.2),
                    ..found
                });
            }
        }
    }
    entries.iter().map(|e| write(&cast, transcript, e)).collect()
}

fn first_named(a: Vec<ActorId>, b: Vec<ActorId>) -> Vec<ActorId> {
    if a.is_empty() { b } else { a }
}

/// A noun for a deadline, with what the clause around it says.
fn deadline(cast: &Cast<'_>, noun: WordId) -> Option<Entry> {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let here = analysis.word(noun);
    if here.upos != Upos::Noun || !lexicon.has("deadlines", "nouns", cast.lemma(noun)) {
        return None;
    }
    let sentence = analysis.sentence(analysis.sentence_of(noun)).span;
    let verb = cast.clause_of(noun);
    let sets = verb != noun && lexicon.has("deadlines", "set", cast.lemma(verb));
    let due = due(cast, noun, verb, sentence);
    let (set_by, on) = if sets {
        let on = analysis
            .child(verb, &["iobj"])
            .or_else(|| object_of_to(cast, verb))
            .map_or_else(Vec::new, |o| cast.named_by(o));
        (cast.subjects(verb), on)
    } else {
        (owner(cast, noun), Vec::new())
    };
    // A deadline that a side sets itself, or that two sides agree on, binds those who set it.
    let on = if on.is_empty() && !set_by.is_empty() { set_by.clone() } else { on };
    let demand = analysis.child(noun, &["acl"]).map(|a| analysis.subtree_span(a));
    Some(Entry {
        set_by: cast.parties(&set_by),
        on: cast.parties(&on),
        due,
        demand,
        evidence: vec![sentence],
    })
}

/// 'will wait 24 hours for X to come': the subject sets, X is bound.
fn waiting(cast: &Cast<'_>, verb: WordId) -> Option<Entry> {
    let analysis = cast.reading.analysis;
    if analysis.word(verb).upos != Upos::Verb
        || !Lexicon::embedded().has("deadlines", "wait", cast.lemma(verb))
        || cast.negated(verb)
    {
        return None;
    }
    let sentence = analysis.sentence(analysis.sentence_of(verb)).span;
    let span = analysis.subtree_span(verb);
    let time: &Time = cast
        .times_near(span, analysis.word(verb).span)
        .into_iter()
        .find(|t| t.kind == TimeKind::Duration || t.kind == TimeKind::Date)?;
    let awaited = analysis.children(verb).find(|&c| {
        analysis.word(c).is(&["obl", "advcl"])
            && analysis.children(c).any(|m| cast.lemma(m) == "for")
    })?;
    let on = match analysis.child(awaited, &["nsubj"]) {
        Some(subject) => cast.named_by(subject),
        None => cast.named_by(awaited),
    };
    let on = cast.parties(&on);
    let set_by = cast.parties(&cast.subjects(verb));
    (!on.is_empty()).then(|| Entry {
        set_by,
        on,
        due: Some(time.value.to_string()),
        demand: Some(analysis.subtree_span(awaited)),
        evidence: vec![sentence],
    })
}

/// The day a deadline falls on: inside its noun phrase ('the November 24 deadline'), else after
/// 'until', 'by', 'to', 'for' in its clause.
fn due(cast: &Cast<'_>, noun: WordId, verb: WordId, sentence: Span) -> Option<String> {
    let analysis = cast.reading.analysis;
    let dated = |t: &&Time| t.kind != TimeKind::Duration && calendar(&t.value).is_some();
    let inside = analysis.subtree_span(noun);
    if let Some(time) = cast.times_near(inside, analysis.word(noun).span).into_iter().find(dated) {
        return calendar(&time.value).map(str::to_owned);
    }
    let clause = analysis.subtree_span(verb);
    let after = |t: &&Time| {
        let marked = analysis.head_in(t.span).is_some_and(|head| {
            analysis
                .children(head)
                .chain(analysis.word(head).head.into_iter().flat_map(|h| analysis.children(h)))
                .any(|c| {
                    analysis.word(c).is(&["case", "mark"])
                        && matches!(cast.lemma(c), "until" | "till" | "by" | "to" | "for" | "of")
                })
        });
        clause.contains(t.span) && marked && dated(t)
    };
    cast.times_near(sentence, analysis.word(noun).span)
        .into_iter()
        .find(after)
        .and_then(|t| calendar(&t.value))
        .map(str::to_owned)
}

/// 'their deadline', 'the Security Council's deadline'.
fn owner(cast: &Cast<'_>, noun: WordId) -> Vec<ActorId> {
    let analysis = cast.reading.analysis;
    analysis
        .children(noun)
        .filter(|&c| analysis.word(c).is(&["nmod"]))
        .map(|c| cast.named_by(c))
        .find(|ids| !ids.is_empty())
        .unwrap_or_default()
}

fn object_of_to(cast: &Cast<'_>, verb: WordId) -> Option<WordId> {
    let analysis = cast.reading.analysis;
    analysis.children(verb).find(|&c| {
        analysis.word(c).is(&["obl", "obj"])
            && analysis
                .child(c, &["case"])
                .is_none_or(|p| matches!(cast.lemma(p), "to" | "on" | "for"))
            && cast.at(c).is_some()
    })
}

/// `open` while the day is not past; past it, `unmet` where the text says in the next two
/// sentences that those it binds refused, else unknown.
fn outcome(cast: &Cast<'_>, entry: &Entry) -> Option<&'static str> {
    let published = cast.reading.claims.published.as_ref()?.date.to_string();
    let due = entry.due.as_deref()?;
    let Some(day) = calendar(due) else { return Some("open") };
    let length = day.len().min(published.len());
    if day[..length] >= published[..length] {
        return Some("open");
    }
    let last = entry.evidence.last()?;
    let states: Vec<_> = entry.on.iter().map(|a| cast.party(a)).collect();
    let refused = cast.reading.claims.events.iter().any(|e| {
        let soon = e.trigger.start() >= last.start() && e.trigger.start() < last.end() + 400;
        let theirs = e.actors.iter().any(|a| states.contains(&cast.party(a)));
        soon && theirs && (e.kind == Plover::Reject || e.status == EventStatus::Denied)
    });
    refused.then_some("unmet")
}

fn write(cast: &Cast<'_>, transcript: &Transcript<'_>, entry: &Entry) -> Deadline {
    let ids = |list: &[ActorId]| {
        list.iter()
            .filter(|a| cast.actor(a).is_none_or(|a| a.kind != ActorKind::Media))
            .map(|a| a.0.to_string())
            .collect::<Vec<_>>()
    };
    Deadline {
        set_by: ids(&entry.set_by),
        on: ids(&entry.on),
        demand: entry.demand.map(|s| cast.reading.document.text[s].to_owned()),
        due: entry.due.clone(),
        consequence: None,
        outcome: outcome(cast, entry).map(str::to_owned),
        evidence: transcript.spans(&entry.evidence),
        from: Vec::new(),
    }
}
