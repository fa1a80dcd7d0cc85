//! Ultimatums told without the word: time that is given, acts demanded by a day, waiting.

use super::Entry;
use crate::scene::{Scene, calendar};
use rapporteur_read::{Time, TimeKind};
use rapporteur_text::{Span, Upos, WordId};

/// 'gave the rebels 48 hours to leave', 'have given the government until Friday to call it off',
/// 'have until Friday to withdraw'. Not 'gave the rebels a chance to leave'.
pub(super) fn granted(scene: &Scene<'_>, verb: WordId) -> Option<Entry> {
    let grammar = &scene.grammar;
    let has = scene.lemma(verb) == "have";
    if grammar.word(verb).upos != Upos::Verb
        || !(has || scene.has("deadlines", "grant", verb))
        || grammar.is_negated(verb)
        || names_deadline(scene, verb)
    {
        return None;
    }
    // The act asked for: an infinitive under the verb or under the time.
    let under = |w: WordId| {
        grammar
            .those(w, &["xcomp", "acl", "advcl"])
            .find(|&k| grammar.child(k, &["mark"]).is_some_and(|m| grammar.form(m) == "to"))
    };
    let (time, at) = scene
        .cast
        .times_in(grammar.span(verb))
        .filter(|(_, t, at)| {
            let until = matches!(grammar.case(*at).as_str(), "until" | "till")
                && t.kind != TimeKind::Duration
                && calendar(&t.value).is_some();
            let length = t.kind == TimeKind::Duration
                && !has
                && !t.value.contains('X')
                && grammar.case(*at).is_empty();
            (until || length) && reaches(scene, *at, verb)
        })
        .map(|(_, t, at)| (t, at))
        .next()?;
    let demand = under(verb).or_else(|| under(at)).or_else(|| under(grammar.word(at).head?))?;
    let bound = if has || grammar.is_passive(verb) {
        grammar.subject(verb)
    } else {
        let timed =
            |o: WordId| o == at || scene.cast.times_in(grammar.word(o).span).next().is_some();
        grammar.those(verb, &["iobj", "obj"]).find(|&o| !timed(o))
    };
    let on = scene.bodies(&bound.map_or_else(Vec::new, |w| scene.sides(w)));
    let set_by = if has { Vec::new() } else { scene.bodies(&scene.doers(verb)) };
    (!on.is_empty() || !set_by.is_empty()).then(|| Entry {
        set_by,
        on,
        due: Some(value(time)),
        demand: Some(grammar.span(demand)),
        consequence: or_else(scene, demand),
        passed: false,
        evidence: vec![scene.sentence(verb)],
    })
}

/// 'demanded that Baghdad withdraw by 15 January', 'ordered the troops to leave within 72 hours'.
pub(super) fn demanded(scene: &Scene<'_>, verb: WordId) -> Option<Entry> {
    let grammar = &scene.grammar;
    if grammar.word(verb).upos != Upos::Verb
        || !scene.has("deadlines", "demand", verb)
        || grammar.is_negated(verb)
        || names_deadline(scene, verb)
    {
        return None;
    }
    let weak = scene.has("deadlines", "reports", verb);
    let act = grammar.those(verb, &["xcomp", "ccomp"]).find(|&k| {
        let infinitive = grammar.child(k, &["mark"]).is_some_and(|m| grammar.form(m) == "to");
        let must = grammar.auxiliaries(k).iter().any(|a| matches!(a.as_str(), "must" | "should"));
        let bare = grammar.auxiliaries(k).iter().all(|a| a == "be")
            && grammar.word(k).feature("Tense").is_none_or(|t| t != "Past");
        infinitive || must || bare && !weak
    })?;
    let time = scene
        .cast
        .times_in(grammar.span(act))
        .filter(|(_, t, at)| {
            let case = grammar.case(*at);
            let by = case == "by" && t.kind != TimeKind::Duration && calendar(&t.value).is_some();
            let within = matches!(case.as_str(), "within" | "in")
                && t.kind == TimeKind::Duration
                && !t.value.contains('X');
            (by || within) && grammar.clause(*at) == act
        })
        .map(|(_, t, _)| t)
        .next()?;
    let bound = grammar
        .child(act, &["nsubj"])
        .or_else(|| grammar.those(verb, &["obj", "iobj"]).next())
        .or_else(|| grammar.subject(act));
    let on = scene.bodies(&bound.map_or_else(Vec::new, |w| scene.sides(w)));
    let set_by = scene.bodies(&scene.doers(verb));
    (!on.is_empty() && !set_by.is_empty() && on != set_by).then(|| Entry {
        set_by,
        on,
        due: Some(value(time)),
        demand: Some(grammar.span(act)),
        consequence: or_else(scene, act),
        passed: false,
        evidence: vec![scene.sentence(verb)],
    })
}

/// 'will wait 24 hours for X to come': the subject sets, X is bound.
pub(super) fn waiting(scene: &Scene<'_>, verb: WordId) -> Option<Entry> {
    let grammar = &scene.grammar;
    if grammar.word(verb).upos != Upos::Verb
        || !scene.has("deadlines", "wait", verb)
        || grammar.is_negated(verb)
    {
        return None;
    }
    let (_, time, _) = scene.cast.times_in(grammar.span(verb)).find(|(_, t, at)| {
        let until = matches!(grammar.case(*at).as_str(), "until" | "till");
        let length = t.kind == TimeKind::Duration
            && !t.value.contains('X')
            && matches!(grammar.case(*at).as_str(), "" | "for");
        (until || length) && reaches(scene, *at, verb)
    })?;
    let awaited = grammar.those(verb, &["obl", "advcl", "xcomp", "ccomp"]).find(|&c| {
        let for_ = grammar.those(c, &["case", "mark"]).any(|m| grammar.form(m) == "for");
        let inside = grammar.child(c, &["nsubj"]).is_some_and(|s| grammar.case(s) == "for");
        (for_ || inside) && scene.cast.times_in(grammar.word(c).span).next().is_none()
    })?;
    let on = scene.sides(grammar.child(awaited, &["nsubj"]).unwrap_or(awaited));
    let (on, set_by) = (scene.bodies(&on), scene.bodies(&scene.doers(verb)));
    (!on.is_empty()).then(|| Entry {
        set_by,
        on,
        due: Some(value(time)),
        demand: Some(grammar.span(awaited)),
        consequence: None,
        passed: false,
        evidence: vec![scene.sentence(verb)],
    })
}

/// 'leave or face attack': the clause behind 'or' under the act demanded.
pub(super) fn or_else(scene: &Scene<'_>, act: WordId) -> Option<Span> {
    let grammar = &scene.grammar;
    grammar
        .those(act, &["conj"])
        .find(|&k| {
            grammar.word(k).upos == Upos::Verb
                && grammar.child(k, &["cc"]).is_some_and(|c| grammar.form(c) == "or")
        })
        .map(|k| grammar.span(k))
}

/// Whether only nouns lie between a word and the verb above it.
fn reaches(scene: &Scene<'_>, at: WordId, verb: WordId) -> bool {
    scene.grammar.clause(at) == verb || scene.grammar.upward(at).nth(1) == Some(verb)
}

/// Whether the verb has 'deadline' or 'ultimatum' among its own words; the noun tells it then.
fn names_deadline(scene: &Scene<'_>, verb: WordId) -> bool {
    scene
        .grammar
        .those(verb, &["obj", "nsubj", "obl", "iobj"])
        .any(|k| scene.has("deadlines", "nouns", k))
}

fn value(time: &Time) -> String {
    match calendar(&time.value) {
        Some(day) if !time.value.contains('T') => day.to_owned(),
        _ => time.value.to_string(),
    }
}
