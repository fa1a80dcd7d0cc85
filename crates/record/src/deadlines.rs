//! Deadlines and ultimatums: who set them, on whom, until when, or else what.
//!
//! 'They gave the junta until 12 May to step down', 'extended their deadline to July 7', 'ordered the
//! troops to leave within 72 hours' and 'would wait 24 hours for the envoy to come' make an entry;
//! 'ahead of the deadline', with no day, and 'said the troops would leave by Friday' do not.

mod ultimatum;

use crate::scene::{Scene, calendar, compatible, distinct};
use crate::transcript::Transcript;
use crate::{Deadline, Reading};
use rapporteur_read::{ActorId, EventStatus, Plover, Time, TimeKind};
use rapporteur_text::{Span, Upos, WordId};

/// A deadline while it is put together; actors as bodies.
#[derive(Default)]
struct Entry {
    set_by: Vec<ActorId>,
    on: Vec<ActorId>,
    due: Option<String>,
    demand: Option<Span>,
    consequence: Option<Span>,
    passed: bool,
    evidence: Vec<Span>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Deadline> {
    let scene = Scene::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    // An ultimatum told without a day lends its setter and addressee to the deadline told after it.
    let mut undated: Option<(usize, Entry)> = None;
    for word in (0..reading.analysis.words.len() as u32).map(WordId) {
        let found = by_noun(&scene, word)
            .or_else(|| ultimatum::granted(&scene, word))
            .or_else(|| ultimatum::demanded(&scene, word))
            .or_else(|| ultimatum::waiting(&scene, word));
        let Some(found) = found else { continue };
        let at = reading.analysis.sentence_of(word).0 as usize;
        if found.due.is_none() {
            if !found.set_by.is_empty() || !found.on.is_empty() {
                undated = Some((at, found));
            }
            continue;
        }
        let before =
            undated.take().filter(|(then, _)| at - then <= 3).map(|b| b.1).unwrap_or_default();
        match entries.iter_mut().find(|e| same(e, &found)) {
            Some(entry) => {
                entry.set_by = first_named(std::mem::take(&mut entry.set_by), found.set_by);
                entry.on = first_named(std::mem::take(&mut entry.on), found.on);
                entry.demand = entry.demand.or(found.demand);
                entry.consequence = entry.consequence.or(found.consequence);
                entry.passed |= found.passed;
                entry.evidence = distinct(entry.evidence.drain(..).chain(found.evidence));
            }
            None => entries.push(Entry {
                set_by: first_named(found.set_by, before.set_by),
                on: first_named(found.on, before.on),
                demand: found.demand.or(before.demand),
                consequence: found.consequence.or(before.consequence),
                ..found
            }),
        }
    }
    entries.retain(|e| {
        !e.set_by.is_empty() || !e.on.is_empty() || e.due.as_deref().is_some_and(|d| d.len() >= 7)
    });
    entries.iter().map(|e| write(&scene, transcript, e)).collect()
}

/// Whether two tell of one deadline: the same day, or one of them less exact, and nobody else bound.
fn same(entry: &Entry, found: &Entry) -> bool {
    let day = entry.due == found.due
        || entry.due.as_deref().and_then(calendar).is_some()
            && found.due.as_deref().and_then(calendar).is_some()
            && compatible(entry.due.as_deref(), found.due.as_deref());
    day && (entry.on.is_empty()
        || found.on.is_empty()
        || entry.on.iter().any(|a| found.on.contains(a)))
}

fn first_named(a: Vec<ActorId>, b: Vec<ActorId>) -> Vec<ActorId> {
    if a.is_empty() { b } else { a }
}

/// A noun for a deadline, with what the clause around it says.
fn by_noun(scene: &Scene<'_>, noun: WordId) -> Option<Entry> {
    let grammar = &scene.grammar;
    if grammar.word(noun).upos != Upos::Noun || !scene.has("deadlines", "nouns", noun) {
        return None;
    }
    let verb = grammar.clause(noun);
    let governed = grammar.word(noun).is(&["obj", "iobj", "obl"])
        || grammar.word(noun).is(&["nsubj"]) && grammar.is_passive(verb);
    let sets = verb != noun && governed && scene.has("deadlines", "set", verb);
    let owners: Vec<_> = grammar
        .those(noun, &["nmod"])
        .filter(|&k| {
            grammar.word(k).relation == "nmod:poss"
                || matches!(grammar.case(k).as_str(), "by" | "from")
        })
        .flat_map(|k| scene.sides(k))
        .collect();
    let set_under =
        grammar.those(noun, &["acl"]).find(|&k| scene.has("deadlines", "set", k) && !sets);
    let (set_by, on) = if sets {
        let bound = grammar.child(verb, &["iobj"]).or_else(|| {
            // 'gave Putin a deadline' where the parser took the first object for the only one.
            let object = grammar.child(verb, &["obj"]).filter(|&o| o != noun);
            object.or_else(|| {
                grammar
                    .behind(verb, &["to", "on"])
                    .into_iter()
                    .find(|&w| !scene.sides(w).is_empty())
            })
        });
        (scene.doers(verb), bound.map_or_else(Vec::new, |o| scene.sides(o)))
    } else if let Some(act) = set_under {
        // 'a deadline set by the chairman', 'an ultimatum issued by the junta to the rebels'
        let by = grammar.agent(act).map_or_else(Vec::new, |a| scene.sides(a));
        let bound = grammar.behind(act, &["to", "on", "for"]);
        (by, bound.into_iter().flat_map(|w| scene.sides(w)).collect())
    } else {
        (owners, Vec::new())
    };
    let (set_by, on) = (scene.bodies(&set_by), scene.bodies(&on));
    // A deadline that a side sets itself, or that two sides agree on, binds those who set it.
    let shared = grammar.those(noun, &["nmod"]).any(|k| grammar.word(k).relation == "nmod:poss");
    let on = if on.is_empty() && (shared || sets && scene.lemma(noun) == "deadline") {
        set_by.clone()
    } else {
        on
    };
    let demand = grammar
        .those(noun, &["acl"])
        .find(|k| Some(*k) != set_under)
        .or_else(|| grammar.child(verb, &["xcomp"]).filter(|_| sets));
    Some(Entry {
        due: due(scene, noun, verb),
        demand: demand.map(|a| grammar.span(a)),
        consequence: demand.and_then(|d| ultimatum::or_else(scene, d)),
        passed: scene.has("deadlines", "passed", verb) && verb != noun,
        evidence: vec![scene.sentence(noun)],
        set_by,
        on,
    })
}

/// The day a deadline falls on: inside its noun phrase ('the November 24 deadline'), else after
/// 'until', 'by', 'to', 'for' in its clause.
fn due(scene: &Scene<'_>, noun: WordId, verb: WordId) -> Option<String> {
    let grammar = &scene.grammar;
    let dated = |t: &Time| t.kind != TimeKind::Duration && calendar(&t.value).is_some();
    let cased = |at: WordId, cases: &[&str]| cases.contains(&grammar.case(at).as_str());
    let inside = scene.cast.times_in(grammar.span(noun)).find(|(_, t, at)| {
        dated(t)
            && !cased(*at, &["since", "after", "on"])
            && grammar.clause(*at) == grammar.clause(noun)
    });
    // 'their November 24 deadline': the number may have been hung elsewhere.
    let touching = scene
        .cast
        .times_in(scene.sentence(noun))
        .find(|(span, t, _)| dated(t) && span.end() + 1 == grammar.word(noun).span.start());
    let marked = scene.cast.times_in(grammar.span(verb)).filter(|(span, t, at)| {
        let own = grammar.clause(*at) == verb
            || span.start() > grammar.word(noun).span.end()
                && span.start() < grammar.word(noun).span.end() + 40;
        dated(t) && own && cased(*at, &["until", "till", "by", "to", "for", "of"])
    });
    inside
        .or(touching)
        .or_else(|| {
            marked.min_by_key(|(span, ..)| crate::scene::gap(*span, grammar.word(noun).span))
        })
        .map(|(_, t, _)| t.value.to_string())
        .map(|v| if v.contains('T') { v } else { calendar(&v).unwrap_or(&v).to_owned() })
}

/// `open` while the day is not past; past it, `unmet` where the text says that it passed or that
/// those it binds refused, else unknown.
fn outcome(scene: &Scene<'_>, entry: &Entry) -> Option<&'static str> {
    let published = scene.reading.claims.published.as_ref()?.date.to_string();
    let due = entry.due.as_deref()?;
    let Some(day) = calendar(due) else { return Some("open") };
    let length = day.len().min(published.len());
    if day[..length] >= published[..length] {
        return Some("open");
    }
    let last = entry.evidence.last()?;
    let refused = scene.reading.claims.events.iter().any(|e| {
        let soon = e.trigger.start() >= last.start() && e.trigger.start() < last.end() + 400;
        let theirs = e.actors.iter().any(|a| entry.on.contains(&scene.party(a)));
        soon && theirs && (e.kind == Plover::Reject || e.status == EventStatus::Denied)
    });
    (refused || entry.passed).then_some("unmet")
}

fn write(scene: &Scene<'_>, transcript: &Transcript<'_>, entry: &Entry) -> Deadline {
    let ids = |list: &[ActorId]| list.iter().map(|a| a.0.to_string()).collect::<Vec<_>>();
    let words = |span: Span| scene.reading.document.text[span].to_owned();
    Deadline {
        set_by: ids(&entry.set_by),
        on: ids(&entry.on),
        demand: entry.demand.map(words),
        due: entry.due.clone(),
        consequence: entry.consequence.map(words),
        outcome: outcome(scene, entry).map(str::to_owned),
        evidence: transcript.spans(&entry.evidence),
        from: Vec::new(),
    }
}
