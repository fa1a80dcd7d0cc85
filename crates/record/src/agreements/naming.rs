//! What a noun for an agreement says: which kind, made or wished for, between whom, when.

use crate::reality::{self, Reality};
use crate::scene::{Scene, calendar, distinct};
use rapporteur_read::{ActorId, Time, TimeKind, says_when};
use rapporteur_text::{Span, Upos, WordId};

/// One mention of an agreement.
pub(super) struct Named {
    pub(super) kind: &'static str,
    pub(super) parties: Vec<ActorId>,
    pub(super) mediators: Vec<ActorId>,
    pub(super) announced: Option<String>,
    pub(super) signed: Option<String>,
    pub(super) expires: Option<String>,
    pub(super) duration: Option<String>,
    /// `None` for a bare reference.
    pub(super) status: Option<&'static str>,
    pub(super) scope: Option<Span>,
    pub(super) sentence: Span,
    /// Told of before: 'the truce', 'such a deal'.
    pub(super) definite: bool,
    /// Definite only because the words behind it say which: 'the truce that they signed in May'.
    pub(super) introduces: bool,
    /// A verb of making governs it.
    pub(super) made: bool,
}

/// What kind of agreement a noun names, by itself and by the words beside it.
///
/// 'prisoner exchange deal' is an exchange; 'a good deal of snow', 'the settlements on the West Bank'
/// are nothing.
pub(super) fn kind_of(scene: &Scene<'_>, word: WordId) -> Option<&'static str> {
    let grammar = &scene.grammar;
    let here = grammar.word(word);
    if !matches!(here.upos, Upos::Noun | Upos::Propn) || here.is(&["compound"]) {
        return None;
    }
    let lemma = scene.lemma(word);
    let has = |list: &str, lemma: &str| scene.lexicon.has("agreements", list, lemma);
    if has("ceasefire", &lemma) {
        let hostile = grammar
            .those(word, &["nmod", "compound"])
            .any(|c| scene.lemma(c).starts_with("hostilit"));
        return (lemma != "cessation" || hostile).then_some("ceasefire");
    }
    if !has("general", &lemma) || lemma == "settlement" && grammar.form(word) != "settlement" {
        return None;
    }
    // 'a deal on the country's nuclear program': three steps down, and what 'on' adds to the verb.
    let mut beside = below(scene, word, 0);
    let verb = grammar.clause(word);
    if verb != word && here.is(&["obj", "nsubj"]) {
        beside.extend(grammar.behind(verb, &["on", "over", "about"]).into_iter().flat_map(|w| {
            let mut all = below(scene, w, 1);
            all.push(scene.lemma(w));
            all
        }));
    }
    if lemma == "deal" && beside.iter().any(|b| b == "good" || b == "great") {
        return None;
    }
    ["ceasefire", "peace", "exchange", "arms-control", "trade", "security"]
        .into_iter()
        .find(|kind| beside.iter().any(|b| has(kind, b)))
        .or(Some("other"))
}

/// Lemmas of the words under a noun, no clause included.
fn below(scene: &Scene<'_>, word: WordId, depth: u8) -> Vec<String> {
    let mut found = Vec::new();
    for k in scene.grammar.those(word, &["amod", "compound", "nmod", "nummod"]) {
        found.push(scene.lemma(k));
        found.push(scene.grammar.form(k));
        if depth < 2 {
            found.extend(below(scene, k, depth + 1));
        }
    }
    found
}

/// Reads one mention.
pub(super) fn named(scene: &Scene<'_>, noun: WordId, kind: &'static str) -> Named {
    let grammar = &scene.grammar;
    let clause = grammar.clause(noun);
    let has = |list: &str, w: WordId| scene.has("agreements", list, w);
    // 'the accord that they reached', 'a truce brokered by Egypt': the noun's own clause says it.
    let own = grammar
        .those(noun, &["acl"])
        .find(|&k| has("make", k) && (grammar.is_passive(k) || grammar.undergoer(k) == Some(noun)));
    let direct = grammar.word(noun).is(&["obj", "nsubj", "obl", "xcomp", "conj"]) && clause != noun;
    let verb = own.or(Some(clause).filter(|&c| c != noun));
    let definite = scene.definite(noun) && own.is_none();
    let mut status = match verb {
        Some(v) if own.is_some() => made(scene, v),
        Some(v) if direct => governed(scene, v, noun),
        _ => None,
    };
    let makes = verb.is_some_and(|v| (own.is_some() || direct) && has("make", v));
    let sought = !direct
        && grammar.word(noun).is(&["nmod"])
        && grammar.word(noun).head.is_some_and(|h| has("sought", h));
    let day = day_in_phrase(scene, noun);
    let tentative = scene.beside(noun, "agreements", "tentative");
    if sought && status.is_none()
        || tentative
            && !scene.definite(noun)
            && status != Some("rejected")
            && !firm(scene, noun, status)
    {
        status = Some("proposed");
    }
    let willing = verb.is_some_and(|v| !definite && part_of(scene, noun) && has("propose", v));
    if willing {
        status = Some("proposed");
    }
    if status.is_none() && day.is_some() && !sought {
        status = Some("in-force");
    }
    let keeps = verb.is_some_and(|v| direct && has("keep", v)) && status.is_none() && definite;
    if keeps && verb.is_some_and(|v| !grammar.is_negated(v)) {
        status = Some("in-force");
    }
    let (parties, mediators) =
        parties(scene, noun, verb, status, own.is_some() || direct || willing || sought);
    let clause_day = verb
        .filter(|_| status == Some("in-force") && makes)
        .and_then(|v| scene.time_of(v))
        .and_then(|t| calendar(&t.value))
        .map(str::to_owned);
    let announced = day.clone().or(clause_day);
    let signs = verb.is_some_and(|v| has("sign", v));
    Named {
        kind,
        parties,
        mediators,
        signed: announced.clone().filter(|_| signs && makes && status == Some("in-force")),
        announced,
        expires: until(scene, noun, verb.filter(|_| makes)).filter(|_| kind == "ceasefire"),
        duration: duration(scene, noun, verb.filter(|_| makes && kind == "ceasefire")),
        status,
        scope: scope(scene, noun),
        sentence: scene.sentence(noun),
        definite,
        introduces: own.is_some() || day.is_some(),
        made: makes,
    }
}

/// 'new', 'final', 'lasting' leave what was signed signed; 'possible' and 'provisional' do not.
fn firm(scene: &Scene<'_>, noun: WordId, status: Option<&str>) -> bool {
    status == Some("in-force")
        && !scene
            .grammar
            .those(noun, &["amod", "det"])
            .any(|k| scene.has("agreements", "unsure", k))
}

/// 'as part of a wider agreement', 'in exchange for a deal'.
fn part_of(scene: &Scene<'_>, noun: WordId) -> bool {
    let head = scene.grammar.word(noun).head;
    head.is_some_and(|h| scene.has("agreements", "towards", h))
}

/// The status that a verb of making gives.
fn made(scene: &Scene<'_>, verb: WordId) -> Option<&'static str> {
    Some(match reality::of(scene, verb) {
        Reality::Past | Reality::Now => "in-force",
        Reality::Refused => "rejected",
        Reality::Ahead | Reality::Wished | Reality::Undone => "proposed",
    })
}

fn governed(scene: &Scene<'_>, verb: WordId, noun: WordId) -> Option<&'static str> {
    let grammar = &scene.grammar;
    let has = |list: &str| scene.has("agreements", list, verb);
    let object = grammar.word(noun).is(&["obj"])
        || grammar.word(noun).is(&["nsubj"]) && grammar.is_passive(verb);
    let behind = |prepositions: &[&str]| prepositions.contains(&grammar.case(noun).as_str());
    let subject = grammar.word(noun).is(&["nsubj"]) && !grammar.is_passive(verb);
    if has("reject") && object {
        return (!grammar.is_negated(verb)).then_some("rejected");
    }
    if has("make") && (object || behind(&["to", "on", "into", "upon"])) {
        return made(scene, verb);
    }
    if has("propose")
        && (object
            || subject && grammar.word(verb).upos == Upos::Adj
            || behind(&["for", "to", "on", "about"]))
    {
        return Some("proposed");
    }
    // 'An accord last year required the rebels to disarm.'
    if has("bind") && subject && !grammar.auxiliaries(verb).iter().any(|a| a == "would") {
        return Some("in-force");
    }
    None
}

fn parties(
    scene: &Scene<'_>,
    noun: WordId,
    verb: Option<WordId>,
    status: Option<&str>,
    governs: bool,
) -> (Vec<ActorId>, Vec<ActorId>) {
    let grammar = &scene.grammar;
    let own_words = grammar.word(noun).span;
    let outside = |id: &ActorId| {
        // 'the Munich Agreement' is not a party to itself.
        !scene.actor(id).is_some_and(|a| a.mentions.iter().any(|m| m.span.contains(own_words)))
    };
    let clean =
        |ids: Vec<ActorId>| scene.bodies(&ids.into_iter().filter(outside).collect::<Vec<_>>());
    let behind = |w: WordId, prepositions: &[&str]| -> Vec<ActorId> {
        grammar.behind(w, prepositions).into_iter().flat_map(|k| scene.sides(k)).collect()
    };
    let between = behind(noun, &["between", "among"]);
    let helps = verb.is_some_and(|v| {
        scene.has("talks", "help", v) || scene.lemma(v) == "announce" && !between.is_empty()
    });
    let doers = match verb {
        Some(v) if governs && status.is_some() => {
            let subject = grammar.word(noun).is(&["nsubj"]) && !grammar.is_passive(v);
            if subject { bound(scene, v) } else { scene.doers(v) }
        }
        _ => Vec::new(),
    };
    let mediators = if helps { clean(doers.clone()) } else { Vec::new() };
    if !between.is_empty() {
        return (clean(between), mediators);
    }
    let mut found = if helps { Vec::new() } else { doers };
    let mut with = behind(noun, &["with"]);
    if let Some(v) = verb.filter(|_| governs) {
        with.extend(behind(v, &["with"]));
        // 'said that an agreement had been reached with Chad': by those who say so.
        if !with.is_empty() && found.is_empty() && grammar.is_passive(v) && !helps {
            found.extend(speaker(scene, noun));
        }
    }
    if !with.is_empty()
        && found.is_empty()
        && let Some(v) = verb
            .filter(|&v| grammar.word(v).upos == Upos::Verb && scene.has("agreements", "leave", v))
    {
        found = scene.doers(v);
    }
    found.extend(with);
    if found.is_empty() {
        found = pair_before(scene, noun);
    }
    (clean(distinct(found.into_iter())), mediators)
}

/// Whom an agreement binds: 'called for Iran to curb', 'requires the rebels to disarm'.
fn bound(scene: &Scene<'_>, verb: WordId) -> Vec<ActorId> {
    if !scene.has("agreements", "bind", verb) {
        return Vec::new();
    }
    let grammar = &scene.grammar;
    let whom = grammar.child(verb, &["obj", "iobj"]).or_else(|| {
        grammar.those(verb, &["xcomp", "ccomp", "advcl"]).find_map(|k| grammar.child(k, &["nsubj"]))
    });
    whom.or_else(|| grammar.behind(verb, &["on", "for"]).first().copied())
        .map_or_else(Vec::new, |w| scene.sides(w))
}

/// 'the US-Taliban deal': two named before the noun.
fn pair_before(scene: &Scene<'_>, noun: WordId) -> Vec<ActorId> {
    let grammar = &scene.grammar;
    let (first, _) = grammar.bounds(noun);
    if first >= noun {
        return Vec::new();
    }
    let before = grammar.word(first).span.join(grammar.word(noun).span);
    let ids = distinct(
        scene
            .cast
            .mentions_in(before)
            .filter(|(m, ..)| m.end() <= grammar.word(noun).span.start())
            .map(|(_, a, _)| a.id.clone()),
    );
    if ids.len() > 1 { ids } else { Vec::new() }
}

/// Who says what these words say, innermost.
pub(super) fn speaker(scene: &Scene<'_>, word: WordId) -> Option<ActorId> {
    let at = scene.grammar.word(word).span;
    let holds = |content: &Span| content.contains(at);
    scene
        .reading
        .claims
        .statements
        .iter()
        .filter_map(|s| Some((s.content.iter().find(|c| holds(c))?.len(), s.speaker.clone()?)))
        .min_by_key(|s| s.0)
        .map(|s| s.1)
}

/// A day that belongs to the noun itself: 'the 2015 accord', "last month's truce", 'An agreement last
/// November'; not the day of a deadline told beside it.
fn day_in_phrase(scene: &Scene<'_>, noun: WordId) -> Option<String> {
    let grammar = &scene.grammar;
    let end = grammar.word(noun).span.end();
    let own = |(span, time, at): &(Span, &Time, WordId)| {
        let hangs = grammar.word(*at).head == Some(noun)
            && (grammar.word(*at).is(&["compound", "nummod", "amod"])
                || matches!(
                    grammar.word(*at).relation.as_str(),
                    "nmod:poss" | "nmod:unmarked" | "nmod"
                ) && matches!(
                    grammar.case(*at).as_str(),
                    "" | "of" | "in" | "'s" | "’s" | "'" | "from"
                ));
        let follows = span.start() == end + 1;
        says_when(time)
            && calendar(&time.value).is_some()
            && (hangs || follows && grammar.case(*at).is_empty())
    };
    let text = &scene.reading.document.text;
    let until = (end + 24).min(text.len());
    let reach = (until..until + 4).find_map(|e| {
        text.span(
            grammar.span(noun).start().min(end),
            e.max(grammar.span(noun).end()).min(text.len()),
        )
    })?;
    scene.cast.times_in(reach).find(own).and_then(|(_, t, _)| calendar(&t.value).map(str::to_owned))
}

/// 'a 30-day ceasefire', 'a truce of two weeks', 'declared a truce for 72 hours'.
fn duration(scene: &Scene<'_>, noun: WordId, verb: Option<WordId>) -> Option<String> {
    let grammar = &scene.grammar;
    let length = |t: &Time| t.kind == TimeKind::Duration && !t.value.contains('X');
    let near = |w: WordId, span: Span| {
        scene.cast.times_in(span).find(|(_, t, at)| {
            let hangs = *at == w
                || grammar.word(*at).head == Some(w)
                || grammar.word(*at).head.is_some_and(|h| {
                    grammar.word(h).head == Some(w)
                        && grammar.word(h).is(&["compound", "amod", "nummod"])
                });
            length(t) && hangs && matches!(grammar.case(*at).as_str(), "" | "of" | "for")
        })
    };
    near(noun, grammar.span(noun))
        .or_else(|| {
            let v = verb?;
            near(v, grammar.span(v)).filter(|(_, _, at)| grammar.case(*at) == "for")
        })
        .map(|(_, t, _)| t.value.to_string())
}

/// 'a truce until Sunday'.
fn until(scene: &Scene<'_>, noun: WordId, verb: Option<WordId>) -> Option<String> {
    let grammar = &scene.grammar;
    let spans = [Some(noun), verb].into_iter().flatten();
    spans.into_iter().find_map(|w| {
        scene.cast.times_in(grammar.span(w)).find_map(|(_, t, at)| {
            let marked = matches!(grammar.case(at).as_str(), "until" | "till" | "through");
            let hangs = grammar.word(at).head == Some(w);
            (marked && hangs && says_when(t)).then(|| calendar(&t.value).map(str::to_owned))?
        })
    })
}

/// 'a ceasefire on attacks against power stations': what stands after 'on', 'for', 'in', 'over'.
fn scope(scene: &Scene<'_>, noun: WordId) -> Option<Span> {
    let grammar = &scene.grammar;
    let timed = |w: WordId| scene.cast.times_in(grammar.word(w).span).next().is_some();
    grammar
        .behind(noun, &["on", "over", "in", "for"])
        .into_iter()
        .find(|&c| grammar.word(c).is(&["nmod"]) && !timed(c))
        .map(|c| grammar.span(c))
}
