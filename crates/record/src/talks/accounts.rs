//! What each word for talks, and each act of meeting, says by itself.

use super::standing::{self, Deed};
use crate::reality::{self, Reality};
use crate::scene::{Scene, distinct};
use rapporteur_read::{
    ActorId, ActorKind, As, Event, EventId, EventStatus, PlaceId, Plover, When, when,
};
use rapporteur_text::{Span, Upos, WordId};
use std::collections::{BTreeMap, BTreeSet};

/// One account of talks; actors as named, spans in bytes.
pub(super) struct Account {
    pub(super) parties: Vec<ActorId>,
    pub(super) mediators: Vec<ActorId>,
    pub(super) hosts: Vec<ActorId>,
    pub(super) format: Option<&'static str>,
    pub(super) place: Option<PlaceId>,
    pub(super) starts: Option<When>,
    pub(super) status: Option<&'static str>,
    pub(super) sentence: Span,
    pub(super) from: Option<EventId>,
    /// It speaks of talks that the reader knows: 'the talks', 'talks in Geneva resumed'.
    pub(super) refers: bool,
    /// Its parties come, or send a delegation.
    pub(super) comes: bool,
    /// Its parties refuse to come, which does not say that there will be no talks.
    pub(super) shuns: bool,
    pub(super) delegation: bool,
}

impl Account {
    fn new(sentence: Span) -> Self {
        Self {
            parties: Vec::new(),
            mediators: Vec::new(),
            hosts: Vec::new(),
            format: None,
            place: None,
            starts: None,
            status: None,
            sentence,
            from: None,
            refers: true,
            comes: false,
            shuns: false,
            delegation: false,
        }
    }
}

type Events<'a> = BTreeMap<WordId, (EventId, &'a Event)>;

/// All accounts in the order of the text.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Account> {
    let mut events = Events::new();
    for (i, event) in scene.reading.claims.events.iter().enumerate() {
        if event.kind == Plover::Consult
            && let Some(trigger) = scene.reading.analysis.head_in(event.trigger)
        {
            events.entry(trigger).or_insert((EventId(i as u32), event));
        }
    }
    let mut used = BTreeSet::new();
    let mut accounts: Vec<(WordId, Account)> = Vec::new();
    for word in (0..scene.reading.analysis.words.len() as u32).map(WordId) {
        if is_talks(scene, word) {
            if let Some(account) = noun(scene, word, &events, &mut used) {
                accounts.push((word, account));
            }
        } else if let Some(account) = delegation(scene, word) {
            accounts.push((word, account));
        }
    }
    for (&trigger, &(id, event)) in &events {
        if !used.contains(&id)
            && let Some(account) = meeting(scene, trigger, id, event)
        {
            accounts.push((trigger, account));
        }
    }
    accounts.sort_by_key(|a| a.0);
    accounts.into_iter().map(|a| a.1).collect()
}

/// 'talks', 'the summit'; not 'a talk', 'a news conference', 'the afternoon session'.
fn is_talks(scene: &Scene<'_>, word: WordId) -> bool {
    let here = scene.grammar.word(word);
    scene.names_talks(word)
        && !scene.has("talks", "parts", word)
        && !here.is(&["compound"])
        && (scene.lemma(word) != "talk" || scene.grammar.form(word) == "talks")
        && !scene.beside(word, "talks", "not_talks")
}

/// The noun that is spoken of: 'round' in 'a round of talks'.
fn step(scene: &Scene<'_>, noun: WordId) -> WordId {
    let word = scene.grammar.word(noun);
    match word.head {
        Some(head)
            if word.is(&["nmod"])
                && scene.grammar.case(noun) == "of"
                && scene.has("talks", "steps", head) =>
        {
            head
        }
        _ => noun,
    }
}

fn noun(
    scene: &Scene<'_>,
    noun: WordId,
    events: &Events<'_>,
    used: &mut BTreeSet<EventId>,
) -> Option<Account> {
    let grammar = &scene.grammar;
    let head = step(scene, noun);
    let above = grammar.word(head).head;
    let plural =
        grammar.word(noun).feature("Number") == Some("Plur") || grammar.form(noun).ends_with('s');
    let mut account = Account {
        format: format(scene, noun),
        refers: scene.definite(noun) || plural,
        ..Account::new(scene.sentence(noun))
    };
    // 'its delegation to the talks', 'guarantors of the negotiations'.
    if let Some(owner) = above.filter(|_| grammar.word(head).is(&["nmod"])) {
        if scene.has("talks", "helper", owner) {
            let verb = grammar.clause(owner);
            account.mediators = if verb == owner || grammar.child(owner, &["cop"]).is_some() {
                grammar.child(owner, &["nsubj"]).map_or_else(Vec::new, |s| scene.named(s))
            } else {
                scene.doers(verb)
            };
            used.extend(events.get(&verb).map(|e| e.0));
            return (!account.mediators.is_empty()).then_some(account);
        }
        if scene.has("talks", "teams", owner) {
            account.parties = team_of(scene, owner);
            account.comes = true;
            account.delegation = true;
            account.place = place(scene, noun, None);
            return (!account.parties.is_empty()).then_some(account);
        }
    }
    // 'the talks' chairman, George Mitchell' tells who chairs; 'the talks' outcome' tells of none.
    if let Some(owner) = above.filter(|_| grammar.word(head).relation == "nmod:poss") {
        if scene.has("talks", "chairs", owner) {
            account.mediators = scene.named(owner);
        }
        return (!account.mediators.is_empty()).then_some(account);
    }
    let clause = grammar.clause(head);
    let verb = (clause != head && clause != noun).then_some(clause);
    let deed = verb.map_or(Deed::Other, |v| standing::deed(scene, v, head));
    let event = events.get(&noun).or_else(|| verb.and_then(|v| events.get(&v))).copied();
    account.status = match (verb, deed) {
        (Some(v), Deed::Other) if underway(scene, v) => Some("under-way"),
        (Some(v), d) if d != Deed::Other => match reality::of(scene, v) {
            // What has not come about says nothing of any talks.
            Reality::Undone if !scene.definite(noun) => return None,
            // 'will not attend the talks' is said of one side.
            Reality::Refused if scene.has("talks", "attend", v) => {
                account.shuns = true;
                None
            }
            reality => standing::status(d, reality),
        },
        _ => None,
    }
    .or_else(|| beside(scene, noun));
    helpers(scene, noun, &mut account);
    sides(scene, noun, head, verb, deed, &mut account);
    if let Some((id, event)) = event {
        used.insert(id);
        account.from = Some(id);
        let meets = matches!(deed, Deed::Hold | Deed::Begin | Deed::Done | Deed::Plan);
        if meets
            && account.parties.len() < 2
            && account.hosts.is_empty()
            && account.mediators.is_empty()
        {
            account.parties.extend(event.actors.iter().chain(&event.recipients).cloned());
        }
    }
    account.parties = distinct(account.parties.into_iter().map(|p| scene.whole(p)));
    account.comes |= !account.parties.is_empty()
        && matches!(deed, Deed::Hold | Deed::Begin | Deed::Plan)
        && account.status != Some("proposed");
    account.place = event.and_then(|e| e.1.place.clone()).or_else(|| place(scene, noun, verb));
    account.starts = starts(scene, noun, head, verb, deed, &account).or_else(|| {
        event.and_then(|e| e.1.when.clone()).filter(|w| {
            crate::scene::calendar(&w.value).is_some() && matches!(deed, Deed::Hold | Deed::Begin)
        })
    });
    Some(account)
}

/// 'talks are under way', 'the talks underway in Vienna'.
fn underway(scene: &Scene<'_>, predicate: WordId) -> bool {
    let form = scene.grammar.form(predicate);
    form == "underway"
        || form == "way"
            && scene
                .grammar
                .child(predicate, &["case"])
                .is_some_and(|c| scene.grammar.form(c) == "under")
}

/// What an adjective says: 'the current talks', 'the stalled talks'.
fn beside(scene: &Scene<'_>, noun: WordId) -> Option<&'static str> {
    [
        ("now", "under-way"),
        ("stalled", "postponed"),
        ("ahead", "planned"),
        ("past", "held"),
        ("wished", "proposed"),
    ]
    .into_iter()
    .find(|(list, _)| scene.beside(noun, "talks", list))
    .map(|(_, status)| status)
}

/// 'indirect talks', 'face-to-face talks': a word beside the noun decides.
fn format(scene: &Scene<'_>, noun: WordId) -> Option<&'static str> {
    [("indirect", "indirect"), ("direct", "direct"), ("mediate", "mediated")]
        .into_iter()
        .find(|(list, _)| scene.beside(noun, "talks", list))
        .map(|(_, name)| name)
}

/// 'UN-sponsored talks', 'talks mediated by Oman', 'talks hosted by Kenya'.
fn helpers(scene: &Scene<'_>, noun: WordId, account: &mut Account) {
    let grammar = &scene.grammar;
    for k in grammar.those(noun, &["acl", "amod"]) {
        let lemma = scene.lemma(k);
        let hosts = lemma == "host";
        if !hosts && !scene.lexicon.has("talks", "help", &lemma) {
            continue;
        }
        let found = match grammar.agent(k) {
            Some(agent) => scene.named(agent),
            None if k < noun => {
                // 'UN' in 'UN-sponsored' hangs on the noun or on the participle.
                let from = grammar.word(grammar.bounds(noun).0).span;
                let before = from.join(grammar.word(k).span);
                scene
                    .cast
                    .mentions_in(before)
                    .filter(|(m, ..)| {
                        m.end() <= grammar.word(k).span.start()
                            && m.end() + 3 >= grammar.word(k).span.start()
                    })
                    .map(|(_, a, _)| a.id.clone())
                    .collect()
            }
            None => Vec::new(),
        };
        if hosts { account.hosts.extend(found) } else { account.mediators.extend(found) }
    }
}

/// Who is at the talks: 'between X and Y', 'X held talks with Y', 'X-Y talks'.
fn sides(
    scene: &Scene<'_>,
    noun: WordId,
    head: WordId,
    verb: Option<WordId>,
    deed: Deed,
    account: &mut Account,
) {
    let grammar = &scene.grammar;
    let spoken = [noun, head];
    let behind = |prepositions: &[&str]| -> Vec<ActorId> {
        let below = spoken.iter().chain(verb.iter());
        distinct(below.flat_map(|&w| grammar.behind(w, prepositions)).flat_map(|w| scene.sides(w)))
    };
    let between = behind(&["between", "among"]);
    if between.len() > 1 {
        account.parties = between;
        act(scene, verb, account);
        return;
    }
    let with = behind(&["with"]);
    let owners: Vec<_> = spoken
        .iter()
        .flat_map(|&w| {
            grammar
                .those(w, &["nmod"])
                .filter(|&k| grammar.word(k).relation == "nmod:poss")
                .collect::<Vec<_>>()
        })
        .flat_map(|w| scene.sides(w))
        .collect();
    let before = named_before(scene, noun, account);
    let subject = grammar.word(head).is(&["nsubj"]) && verb.is_some_and(|v| !grammar.is_passive(v));
    let doers = match verb {
        Some(v) if !subject && grammar.clause(head) == v => scene.doers(v),
        _ => Vec::new(),
    };
    if before.len() > 1 {
        account.parties = before;
        act(scene, verb, account);
    } else if !owners.is_empty() && (!with.is_empty() || owners.len() > 1) {
        account.parties = distinct(owners.into_iter().chain(with));
    } else if act(scene, verb, account) {
        account.parties = with;
    } else if !with.is_empty() && deed != Deed::Other {
        account.parties = distinct(doers.into_iter().chain(with));
    } else if matches!(deed, Deed::Hold | Deed::Begin | Deed::Done | Deed::Plan) {
        account.parties = doers;
    } else if matches!(deed, Deed::Stop) {
        // A mediator who breaks off talks is known by it.
        account.mediators.extend(doers.into_iter().filter(|d| {
            scene.mediators.contains(d)
                || scene.actor(d).is_some_and(|a| {
                    a.kind == ActorKind::Person && scene.party(d).0.starts_with("org/")
                })
        }));
    }
}

/// Where the verb makes its subject host or helper: 'Kenya will host talks', 'Oman mediated talks'.
fn act(scene: &Scene<'_>, verb: Option<WordId>, account: &mut Account) -> bool {
    let Some(verb) = verb else { return false };
    let lemma = scene.lemma(verb);
    let list = if lemma == "host" {
        &mut account.hosts
    } else if scene.lexicon.has("talks", "help", &lemma) && lemma != "convene" {
        &mut account.mediators
    } else {
        return false;
    };
    list.extend(scene.doers(verb));
    true
}

/// Actors named between the beginning of the phrase and its noun: 'US-Iran talks', 'Israeli and
/// Syrian peace talks'. One alone ('Syrian peace talks') is what they are about.
fn named_before(scene: &Scene<'_>, noun: WordId, account: &Account) -> Vec<ActorId> {
    let grammar = &scene.grammar;
    let (first, _) = grammar.bounds(noun);
    if first >= noun {
        return Vec::new();
    }
    let before = grammar.word(first).span.join(grammar.word(noun).span);
    let named = scene.cast.mentions_in(before).filter(|(m, a, as_)| {
        m.end() <= grammar.word(noun).span.start()
            && *as_ != As::Pronoun
            && matches!(a.kind, ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup)
            && !account.mediators.contains(&a.id)
    });
    distinct(named.map(|(_, a, _)| a.id.clone()))
}

/// 'talks in Geneva', 'Geneva talks', 'met in Geneva'.
fn place(scene: &Scene<'_>, noun: WordId, verb: Option<WordId>) -> Option<PlaceId> {
    let grammar = &scene.grammar;
    let of = |w: WordId| {
        scene
            .cast
            .places_in(grammar.span(w))
            .find(|(_, place, at)| {
                let hangs = grammar.word(*at).head == Some(w);
                let inside = matches!(grammar.case(*at).as_str(), "in" | "at")
                    && grammar.word(*at).is(&["nmod", "obl"]);
                let names = w == noun
                    && grammar.word(*at).is(&["compound", "amod"])
                    && matches!(
                        place.kind,
                        rapporteur_read::PlaceKind::City | rapporteur_read::PlaceKind::Facility
                    );
                hangs && (inside || names)
            })
            .map(|(_, place, _)| place.id.clone())
    };
    of(noun).or_else(|| verb.and_then(of))
}

/// The day of the talks: in the noun's phrase ('Thursday's talks'), else with the verb that they are
/// held or begun by, or that puts them on a day.
fn starts(
    scene: &Scene<'_>,
    noun: WordId,
    head: WordId,
    verb: Option<WordId>,
    deed: Deed,
    account: &Account,
) -> Option<When> {
    if let Some(time) = scene.time_of(noun).or_else(|| scene.time_of(head)) {
        return Some(when(time));
    }
    let verb = verb?;
    let dates = match deed {
        Deed::Hold | Deed::Begin => account.status.is_some(),
        Deed::Plan => scene.has("talks", "dates", verb),
        _ => false,
    };
    if dates { scene.time_of(verb).map(when) } else { None }
}

/// Whose team it is: 'the army's delegation', 'they will send a delegation'.
fn team_of(scene: &Scene<'_>, team: WordId) -> Vec<ActorId> {
    let named = scene.sides(team);
    let verb = scene.grammar.clause(team);
    if named.is_empty() && verb != team && scene.has("talks", "send", verb) {
        return scene.doers(verb);
    }
    named
}

/// 'the opposition delegation', "the army's negotiating team" near words for talks.
fn delegation(scene: &Scene<'_>, word: WordId) -> Option<Account> {
    let grammar = &scene.grammar;
    let team = scene.lemma(word) == "team"
        && grammar
            .those(word, &["amod", "compound"])
            .any(|k| grammar.form(k).starts_with("negotiat"));
    if grammar.word(word).upos != Upos::Noun
        || grammar.word(word).is(&["compound"])
        || !(team || scene.has("talks", "delegations", word))
    {
        return None;
    }
    let analysis = scene.reading.analysis;
    let own = analysis.sentence_of(word).0;
    let near = (own.saturating_sub(1)..=own + 1)
        .filter(|&s| (s as usize) < analysis.sentences.len())
        .flat_map(|s| analysis.words_of(rapporteur_text::SentenceId(s)))
        .any(|w| is_talks(scene, w));
    let parties: Vec<_> = team_of(scene, word)
        .into_iter()
        .filter(|p| scene.actor(p).is_some_and(|a| a.kind != ActorKind::Person))
        .collect();
    (near && !parties.is_empty()).then(|| Account {
        parties,
        comes: true,
        delegation: true,
        ..Account::new(scene.sentence(word))
    })
}

/// An act of meeting without a noun for it: 'X met Y', 'X and Y conferred by telephone'.
fn meeting(scene: &Scene<'_>, trigger: WordId, id: EventId, event: &Event) -> Option<Account> {
    let lemma = scene.lemma(trigger);
    let part = scene
        .grammar
        .those(trigger, &["obj", "nsubj"])
        .any(|k| scene.has("talks", "parts", k) || scene.beside(k, "talks", "not_talks"));
    let persons = event
        .actors
        .iter()
        .chain(&event.recipients)
        .all(|a| scene.actor(a).is_some_and(|a| a.kind == ActorKind::Person));
    let receives = scene.has("talks", "receives", trigger) && persons;
    if part || event.mode == Some("visit") && !receives {
        return None;
    }
    let mut account = Account {
        place: event.place.clone(),
        from: Some(id),
        ..Account::new(event.evidence.spans()[0])
    };
    if event.mode == Some("third-party") {
        account.mediators = event.actors.clone();
        account.parties = event.recipients.clone();
        return Some(account);
    }
    let moves = scene.has("talks", "moves", trigger);
    let mut parties: Vec<_> = event.actors.iter().chain(&event.recipients).cloned().collect();
    if scene.grammar.word(trigger).upos == Upos::Verb && !moves {
        parties = scene.doers(trigger).into_iter().chain(parties).collect();
    }
    account.parties = distinct(parties.into_iter().map(|p| scene.whole(p)));
    if moves {
        account.comes = lemma != "end";
        return (!account.parties.is_empty()).then_some(account);
    }
    let mut reality = reality::of(scene, trigger);
    if event.status == EventStatus::Proposed && reality != Reality::Refused {
        reality = Reality::Wished;
    }
    if reality == Reality::Undone {
        return None;
    }
    account.status = standing::status(Deed::Hold, reality);
    account.starts = event.when.clone().filter(|w| crate::scene::calendar(&w.value).is_some());
    account.comes = !matches!(account.status, Some("proposed" | "cancelled"));
    Some(account)
}
