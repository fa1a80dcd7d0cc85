//! Positions in what is said: conditions, what another must do, what is not up for debate.

use super::Entry;
use crate::scene::Scene;
use crate::transcript::statement_id;
use rapporteur_read::{Event, EventStatus, Plover, Polarity, Statement, StatementId};
use rapporteur_text::{Span, Upos, WordId};

/// One row for every statement that takes a position.
pub(super) fn positions(scene: &Scene<'_>) -> Vec<Entry> {
    let mut found = Vec::new();
    for (i, said) in scene.reading.claims.statements.iter().enumerate() {
        let (speaker, Some(&content)) = (said.speaker.clone(), said.content.first()) else {
            continue;
        };
        if said.polarity != Polarity::Said {
            continue;
        }
        let speaker = match speaker {
            Some(speaker) => speaker,
            // 'Rebels … insist he must go': an unnamed speaker whom the words still place.
            None => match said
                .source
                .and_then(|s| scene.reading.analysis.head_in(s))
                .map(|w| scene.sides(w))
            {
                Some(ids) if ids.len() == 1 => ids[0].clone(),
                _ => continue,
            },
        };
        let Some((stance, words)) = stance(scene, said, content) else { continue };
        let sentence = scene
            .reading
            .analysis
            .sentence_at(content.start())
            .map_or(content, |s| scene.reading.analysis.sentence(s).span);
        let id = StatementId(i as u32);
        found.push(Entry {
            party: speaker,
            stance,
            words,
            sentence,
            date: said.date.clone(),
            statement: Some(id),
            from: vec![statement_id(id)],
        });
    }
    found
}

fn stance(scene: &Scene<'_>, said: &Statement, content: Span) -> Option<(&'static str, Span)> {
    if conditional(scene, said, content) {
        return Some(("conditions", content));
    }
    let words = || scene.reading.analysis.words_in(content);
    words()
        .find(|&w| obliges(scene, said, w) || imperative(scene, w) || wants(scene, said, w))
        .map(|w| ("demands", scene.grammar.span(w)))
        .or_else(|| {
            words().find(|&w| closed(scene, said, w)).map(|w| ("rejects", scene.grammar.span(w)))
        })
}

/// Whether a statement sets a condition: 'only if', 'unless', 'provided that', 'as long as', or what
/// one's own side will do if. A bare 'if' ('if talks fail, war follows') is none.
fn conditional(scene: &Scene<'_>, said: &Statement, content: Span) -> bool {
    let text = scene.reading.document.text[content].to_lowercase();
    if [
        "only if",
        "provided that",
        "on condition that",
        "on the condition that",
        "as long as",
        "not if",
    ]
    .iter()
    .any(|c| text.contains(c))
    {
        return true;
    }
    let grammar = &scene.grammar;
    scene.reading.analysis.words_in(content).any(|w| {
        let marked = grammar
            .those(w, &["mark"])
            .any(|m| matches!(grammar.form(m).as_str(), "if" | "unless" | "until"));
        let Some(head) = grammar.word(w).head.filter(|_| marked && grammar.word(w).is(&["advcl"]))
        else {
            return false;
        };
        let until = grammar.those(w, &["mark"]).any(|m| grammar.form(m) == "until");
        let auxiliaries = grammar.auxiliaries(head);
        let would = auxiliaries
            .iter()
            .any(|a| matches!(a.as_str(), "will" | "would" | "’ll" | "'ll" | "wo"));
        would && (!until || grammar.is_negated(head)) && own_side(scene, said, head)
    })
}

/// Whether the subject of a clause is the speaker's own side: 'we', 'the army', their state.
fn own_side(scene: &Scene<'_>, said: &Statement, verb: WordId) -> bool {
    let Some(subject) = scene.grammar.subject(verb) else { return false };
    if matches!(scene.grammar.form(subject).as_str(), "we" | "i") {
        return true;
    }
    let sides = scene.sides(subject);
    // 'Pyongyang said it would not come unless …': the subject of what is said is who says it.
    let speaks_for_many = said.speaker.as_ref().is_some_and(|s| !s.0.starts_with("person/"));
    if sides.is_empty() && speaks_for_many && scene.grammar.word(subject).is(&["nsubj"]) {
        return matches!(scene.grammar.form(subject).as_str(), "it" | "they");
    }
    let ids = scene.bodies(&sides);
    said.speaker.as_ref().is_some_and(|s| ids.contains(&scene.party(s)))
}

/// 'insists he must leave power', 'said Moscow should withdraw': what another must do.
fn obliges(scene: &Scene<'_>, said: &Statement, verb: WordId) -> bool {
    let grammar = &scene.grammar;
    let word = grammar.word(verb);
    let must = grammar.auxiliaries(verb).iter().any(|a| a == "must" || a == "should");
    let strong = grammar.auxiliaries(verb).iter().any(|a| a == "must")
        || scene.lexicon.has("positions", "demand_cues", said.stance.0);
    // 'if they should come', 'questions that must be asked' demand nothing.
    let main = word.upos == Upos::Verb && !word.is(&["advcl", "acl"]);
    must && strong && main && !own_side(scene, said, verb) && {
        let whom = if grammar.is_passive(verb) { None } else { grammar.subject(verb) };
        whom.is_some_and(|s| !scene.sides(s).is_empty() || scene.has("positions", "accepted", s))
    }
}

/// 'It is imperative that Iran work with us.'
fn imperative(scene: &Scene<'_>, word: WordId) -> bool {
    scene.has("positions", "imperative", word)
        && scene
            .grammar
            .those(word, &["csubj", "ccomp", "advcl"])
            .any(|k| scene.grammar.child(k, &["nsubj"]).is_some_and(|s| !scene.sides(s).is_empty()))
}

/// 'we want guarantees', Accra said 'it wants the ports reopened': the speaker's own want.
fn wants(scene: &Scene<'_>, said: &Statement, verb: WordId) -> bool {
    let grammar = &scene.grammar;
    grammar.word(verb).upos == Upos::Verb
        && scene.has("positions", "want", verb)
        && !grammar.is_negated(verb)
        && !grammar.word(verb).is(&["advcl", "acl"])
        && grammar.those(verb, &["obj", "xcomp", "ccomp"]).next().is_some()
        && (own_side(scene, said, verb)
            || grammar.subject(verb).is_some_and(|s| {
                grammar.form(s) == "it"
                    && scene.sides(s).is_empty()
                    && said.speaker.as_ref().is_some_and(|s| !s.0.starts_with("person/"))
            }))
}

/// 'is not up for debate', 'we will never recognise it', 'is out of the question'.
fn closed(scene: &Scene<'_>, said: &Statement, word: WordId) -> bool {
    let grammar = &scene.grammar;
    if scene.has("positions", "settled", word) {
        let case = grammar.case(word);
        let predicate = grammar.child(word, &["cop"]).is_some()
            || grammar
                .word(word)
                .head
                .is_some_and(|h| grammar.form(h) == "up" || grammar.child(h, &["cop"]).is_some());
        let negated = grammar.is_negated(word)
            || grammar.word(word).head.is_some_and(|h| grammar.is_negated(h));
        return predicate
            && (negated && matches!(case.as_str(), "for" | "" | "up")
                || case == "of" && scene.lemma(word) == "question");
    }
    grammar.word(word).upos == Upos::Verb
        && scene.has("positions", "unwilling", word)
        && grammar.is_negated(word)
        && grammar
            .auxiliaries(word)
            .iter()
            .any(|a| matches!(a.as_str(), "will" | "would" | "wo" | "can" | "ca"))
        && own_side(scene, said, word)
}

/// 'agreed to a truce', 'remained committed to the accord', 'will attend the talks': what a party takes
/// up is accepted.
pub(super) fn taken_up(scene: &Scene<'_>, trigger: WordId, event: &Event) -> Option<&'static str> {
    let grammar = &scene.grammar;
    let about = |w: WordId| {
        grammar.those(w, &["obj", "obl", "xcomp"]).any(|k| scene.has("positions", "accepted", k))
    };
    let comes = event.kind == Plover::Consult
        && event.status == EventStatus::Planned
        && scene.has("positions", "attend", trigger)
        && event.actors.iter().all(|a| !a.0.starts_with("person/"))
        && about(trigger);
    let accepts = matches!(event.kind, Plover::Agree | Plover::Support)
        && event.status == EventStatus::Happened
        && event.actors.len() == 1
        && scene.has("positions", "accept", trigger)
        && (about(trigger) || scene.lemma(trigger) == "agree");
    (comes || accepts).then_some("accepts")
}

/// The clause that sets the condition, for the record's `condition`.
pub(super) fn proviso(scene: &Scene<'_>, words: Span) -> Option<Span> {
    let grammar = &scene.grammar;
    scene
        .reading
        .analysis
        .words_in(words)
        .find(|&w| {
            grammar.word(w).is(&["advcl", "conj"])
                && grammar.those(w, &["mark", "cc"]).any(|m| {
                    matches!(grammar.form(m).as_str(), "if" | "unless" | "until" | "provided")
                })
        })
        .map(|w| grammar.span(w))
}
