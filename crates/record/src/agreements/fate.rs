//! What became of agreements: breaches alleged, expiry, collapse, coming into force, guarantors.

use super::Entry;
use super::naming::{kind_of, speaker};
use crate::reality::{self, Reality};
use crate::scene::{Scene, calendar, distinct};
use rapporteur_read::{ActorId, Plover, Polarity};
use rapporteur_text::{Span, Upos, WordId};

/// Somebody says that somebody broke it.
pub(super) struct Alleged {
    pub(super) accuser: Option<ActorId>,
    pub(super) accused: Option<ActorId>,
    pub(super) denied_by: Vec<ActorId>,
    pub(super) sentence: Span,
}

/// Looks whether a word tells of the fate of an agreement named before.
pub(super) fn tell(scene: &Scene<'_>, entries: &mut [Entry], word: WordId) {
    let grammar = &scene.grammar;
    let here = grammar.word(word);
    if entries.is_empty() || !matches!(here.upos, Upos::Verb | Upos::Noun | Upos::Adj) {
        return;
    }
    if scene.has("agreements", "breach", word) && kind_of(scene, word).is_none() {
        breach(scene, entries, word);
    }
    if scene.has("agreements", "guarantor", word) {
        guarantors(scene, entries, word);
    }
    if here.upos != Upos::Verb && !scene.has("agreements", "end", word) {
        return;
    }
    let object = grammar.child(word, &["obj"]);
    let subject = grammar.subject(word);
    let noun = [subject, object].into_iter().flatten().find_map(|w| Some((w, kind_of(scene, w)?)));
    let Some((noun, kind)) = noun else { return };
    let told = matches!(reality::of(scene, word), Reality::Past | Reality::Now);
    let is_subject = Some(noun) == subject;
    let Some(entry) = concerned(entries, kind).next() else { return };
    let day = scene.time_of(word).and_then(|t| calendar(&t.value)).map(str::to_owned);
    if scene.has("agreements", "end", word) && is_subject && ends(scene, word) {
        entry.expires = entry.expires.take().or(day);
        if told
            && here.feature("Tense") != Some("Pres")
            && grammar.auxiliaries(word).iter().all(|a| a != "is")
        {
            entry.status = "expired";
        }
    } else if scene.has("agreements", "collapse", word)
        && told
        && collapses(scene, word, is_subject)
    {
        entry.status = "collapsed";
    } else if is_subject && scene.has("agreements", "effect", word) && takes_effect(scene, word) {
        entry.effective = entry.effective.take().or(day);
        if told && entry.status == "proposed" {
            entry.status = "in-force";
        }
    }
}

/// Agreements that a noun of this kind may mean, the last told first.
fn concerned<'e>(
    entries: &'e mut [Entry],
    kind: &'static str,
) -> impl Iterator<Item = &'e mut Entry> {
    entries
        .iter_mut()
        .rev()
        .filter(move |e| e.status != "rejected" && (e.kind == kind || kind == "other"))
}

/// 'ran out', 'expired'; not 'ran into trouble'.
fn ends(scene: &Scene<'_>, verb: WordId) -> bool {
    match scene.lemma(verb).as_str() {
        "run" => scene.grammar.has_particle(verb, "out"),
        _ => true,
    }
}

/// 'the truce collapsed', 'broke down', 'fell apart', 'they abandoned the truce'; not 'the truce broke
/// the siege', 'the rebels broke the truce'.
fn collapses(scene: &Scene<'_>, verb: WordId, is_subject: bool) -> bool {
    let grammar = &scene.grammar;
    let particle = |p| grammar.has_particle(verb, p);
    match scene.lemma(verb).as_str() {
        "break" => is_subject && particle("down"),
        "fall" => is_subject && particle("apart"),
        "collapse" | "unravel" | "crumble" => is_subject && grammar.child(verb, &["obj"]).is_none(),
        _ => !is_subject || grammar.is_passive(verb),
    }
}

/// 'began', 'took effect', 'came into force'.
fn takes_effect(scene: &Scene<'_>, verb: WordId) -> bool {
    let grammar = &scene.grammar;
    let force = |w: WordId| matches!(scene.lemma(w).as_str(), "effect" | "force");
    match scene.lemma(verb).as_str() {
        "begin" | "start" => grammar.child(verb, &["obj"]).is_none(),
        _ => grammar.those(verb, &["obj", "obl"]).any(force),
    }
}

/// Alleged breaches: 'X accused Y of violating the truce', 'Y had broken the truce, X said', 'what he
/// called truce violations by Y', 'both sides traded accusations of breaching it'.
fn breach(scene: &Scene<'_>, entries: &mut [Entry], word: WordId) {
    let grammar = &scene.grammar;
    let kind = grammar.those(word, &["obj", "compound", "nmod", "nsubj"]).find_map(|k| {
        kind_of(scene, k).or_else(|| {
            let compound = grammar.word(k).is(&["compound"]);
            (compound && scene.has("agreements", "ceasefire", k)).then_some("ceasefire")
        })
    });
    let sentence = scene.sentence(word);
    let (mut accusers, mut accused) = accusation(scene, word);
    let Some(kind) =
        kind.or_else(|| (!accusers.is_empty() && named_near(scene, word)).then_some("other"))
    else {
        return;
    };
    if accused.is_empty() {
        accused = if grammar.word(word).upos == Upos::Verb {
            scene.bodies(&scene.doers(word))
        } else {
            let by = grammar
                .behind(word, &["by"])
                .into_iter()
                .chain(grammar.behind(grammar.clause(word), &["by"]));
            scene.bodies(&distinct(by.flat_map(|w| scene.sides(w))))
        };
        accused.retain(|a| !accusers.contains(a) || accusers.len() > 1);
    }
    if accusers.is_empty() {
        let denied = scene.reading.claims.statements.iter().any(|s| {
            s.polarity == Polarity::Denied
                && s.content.iter().any(|c| c.contains(grammar.word(word).span))
        });
        if denied || grammar.is_negated(word) {
            return;
        }
        accusers = speaker(scene, word).map(|s| scene.bodies(&[s])).unwrap_or_default();
    }
    accusers.retain(|a| scene.may_treat(a));
    if accusers.is_empty() {
        return;
    }
    let Some(entry) = concerned(entries, kind).find(|e| {
        e.status != "proposed"
            && (accusers.iter().chain(&accused).any(|a| e.parties.contains(a))
                || e.parties.is_empty())
    }) else {
        return;
    };
    for accuser in &accusers {
        let accused = accused.iter().find(|a| *a != accuser).cloned();
        if accused.is_none() && accusers.len() == 1 {
            continue;
        }
        if entry
            .breaches
            .iter()
            .all(|b| b.accuser.as_ref() != Some(accuser) || b.accused != accused)
        {
            let denied_by =
                accused.iter().filter(|a| denies(scene, a, sentence)).cloned().collect();
            entry.breaches.push(Alleged {
                accuser: Some(accuser.clone()),
                accused,
                denied_by,
                sentence,
            });
        }
    }
}

/// Whether an agreement is named in the same sentence: 'accused each other of breaching its terms'.
fn named_near(scene: &Scene<'_>, word: WordId) -> bool {
    let analysis = scene.reading.analysis;
    analysis.words_of(analysis.sentence_of(word)).any(|w| kind_of(scene, w).is_some())
}

/// Whether the accused denies it, in this sentence or soon after.
fn denies(scene: &Scene<'_>, accused: &ActorId, sentence: Span) -> bool {
    scene.reading.claims.statements.iter().any(|s| {
        let at = s.evidence.spans()[0];
        s.polarity == Polarity::Denied
            && at.start() >= sentence.start()
            && at.start() < sentence.end() + 300
            && s.speaker.as_ref().is_some_and(|id| scene.party(id) == *accused)
    })
}

/// Who accuses whom, looked for above the word of breach.
fn accusation(scene: &Scene<'_>, breach: WordId) -> (Vec<ActorId>, Vec<ActorId>) {
    let grammar = &scene.grammar;
    let above = grammar.upward(breach).skip(1).find(|&w| scene.has("agreements", "accuse", w));
    let Some(at) = above else { return (Vec::new(), Vec::new()) };
    let event = scene.reading.claims.events.iter().find(|e| {
        e.kind == Plover::Accuse && e.trigger.overlaps(scene.sentence(at)) && !e.actors.is_empty()
    });
    if grammar.word(at).upos == Upos::Verb {
        let accused = grammar.undergoer(at).map_or_else(Vec::new, |o| scene.sides(o));
        let mut accusers = scene.bodies(&scene.doers(at));
        if accusers.is_empty() {
            accusers = event.map(|e| scene.bodies(&e.actors)).unwrap_or_default();
        }
        return (accusers, scene.bodies(&accused));
    }
    // 'traded accusations': both accuse.
    let mut both = scene.bodies(&scene.doers(grammar.clause(at)));
    if both.len() < 2 {
        both = event.map(|e| scene.bodies(&e.actors)).unwrap_or(both);
    }
    (both.clone(), both)
}

/// 'Turkey, a guarantor of the truce', 'Norway acted as guarantor of the accord'.
fn guarantors(scene: &Scene<'_>, entries: &mut [Entry], word: WordId) {
    let grammar = &scene.grammar;
    let of = grammar.behind(word, &["of"]).into_iter().find_map(|w| kind_of(scene, w));
    let Some(kind) = of else { return };
    let mut who = scene.named(word);
    if who.is_empty() {
        let clause = grammar.clause(word);
        who = match grammar.word(word).head.filter(|_| grammar.word(word).is(&["appos"])) {
            Some(head) => scene.named(head),
            None => scene.doers(clause),
        };
    }
    let who = scene.bodies(&who);
    if let Some(entry) = concerned(entries, kind).next() {
        entry.guarantors = distinct(entry.guarantors.drain(..).chain(who));
    }
}
