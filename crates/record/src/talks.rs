//! Talks: who meets whom, where, when, and who comes.
//!
//! Every CONSULT event is an account of some talks. Accounts of the same parties that do not
//! contradict one another in day or place are one entry; an account that names a single party
//! ('Tehran will attend the talks in Vienna') joins the entry it fits. 'Russia and Ukraine will meet
//! in Istanbul on Thursday. The talks will be the first since 2022.' is one entry, not two.

mod attendance;

use crate::lexicon::Lexicon;
use crate::parties::{Cast, calendar, compatible, distinct, finer};
use crate::transcript::{Transcript, event_id};
use crate::{Reading, Talks};
use rapporteur_read::{ActorId, Event, EventId, EventStatus, PlaceId, PlaceKind, Plover, When};
use rapporteur_text::{Date, Span, WordId};

/// Talks while they are put together; spans are bytes.
pub(super) struct Entry {
    parties: Vec<ActorId>,
    mediators: Vec<ActorId>,
    hosts: Vec<ActorId>,
    format: Option<&'static str>,
    place: Option<PlaceId>,
    starts: Option<When>,
    /// Status by account, with its place in the text.
    statuses: Vec<&'static str>,
    evidence: Vec<Span>,
    from: Vec<EventId>,
    attendance: Vec<attendance::Row>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Talks> {
    let cast = Cast::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    let mut single = Vec::new();
    for (i, event) in reading.claims.events.iter().enumerate() {
        if event.kind != Plover::Consult {
            continue;
        }
        let account = account(&cast, EventId(i as u32), event);
        if account.parties.len() < 2 {
            single.push(account);
            continue;
        }
        match entries.iter_mut().find(|e| same(&cast, e, &account)) {
            Some(entry) => merge(&cast, entry, account),
            None => entries.push(account),
        }
    }
    for account in single {
        // An account with one party belongs to the talks that this party is in; one with none, told
        // beside talks of the same day or place, adds its place and start.
        let fits = |e: &&mut Entry| {
            account.parties.iter().all(|p| e.parties.contains(p))
                && agree(&cast, e, &account)
                && (account.place.is_some() || account.starts.is_some() || near(e, &account))
        };
        let mut candidates: Vec<_> = entries.iter_mut().filter(|e| fits(e)).collect();
        candidates.sort_by_key(|e| std::cmp::Reverse((shared(e, &account), e.from.len())));
        if let Some(entry) = candidates.into_iter().next() {
            merge(&cast, entry, account);
        }
    }
    attendance::add(&cast, &mut entries);
    entries.iter().enumerate().map(|(i, e)| write(&cast, transcript, i, e)).collect()
}

/// One event as an account of talks.
fn account(cast: &Cast<'_>, id: EventId, event: &Event) -> Entry {
    let named: Vec<_> = event.actors.iter().chain(&event.recipients).cloned().collect();
    let treating: Vec<_> = named.into_iter().filter(|a| cast.may_treat(a)).collect();
    let sentence = event.evidence.spans()[0];
    Entry {
        parties: cast.parties(&treating),
        mediators: Vec::new(),
        hosts: Vec::new(),
        format: format(cast, event),
        place: event.place.clone(),
        starts: event.when.clone().filter(|w| calendar(&w.value).is_some()),
        statuses: vec![status(cast, event)],
        evidence: vec![sentence],
        from: vec![id],
        attendance: Vec::new(),
    }
}

/// What an account says of the talks' status.
///
/// 'are meeting in Vienna' is under way, 'met in Vienna' is held, 'will not meet' is cancelled.
fn status(cast: &Cast<'_>, event: &Event) -> &'static str {
    let words = trigger_clause(cast, event);
    let now = words.iter().any(|&w| {
        let word = cast.reading.analysis.word(w);
        word.feature("Tense") == Some("Pres") && word.feature("VerbForm") != Some("Part")
    });
    let says = |list: &[&str]| words.iter().any(|&w| list.contains(&cast.lemma(w)));
    match event.status {
        EventStatus::Denied => "cancelled",
        _ if says(&["postpone", "delay", "adjourn", "suspend"]) => "postponed",
        _ if says(&["cancel", "scrap"]) => "cancelled",
        EventStatus::Happened if now || says(&["continue", "underway"]) => "under-way",
        EventStatus::Happened => "held",
        EventStatus::Planned => "planned",
        EventStatus::Proposed | EventStatus::Conditional | EventStatus::Possible => "proposed",
    }
}

/// The trigger, the words up to the verb that governs it, and that verb's auxiliaries.
fn trigger_clause(cast: &Cast<'_>, event: &Event) -> Vec<WordId> {
    let analysis = cast.reading.analysis;
    let Some(trigger) = analysis.head_in(event.trigger) else { return Vec::new() };
    let verb = cast.clause_of(trigger);
    let mut words = vec![trigger, verb];
    words.extend(analysis.children(verb).filter(|&c| analysis.word(c).is(&["aux", "cop"])));
    words
}

/// 'indirect talks', 'face-to-face talks', 'UN-mediated talks': a word beside the trigger decides.
fn format(cast: &Cast<'_>, event: &Event) -> Option<&'static str> {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let trigger = analysis.head_in(event.trigger)?;
    let beside = analysis
        .children(trigger)
        .filter(|&c| analysis.word(c).is(&["amod", "compound", "acl", "advmod", "nmod"]));
    for word in beside {
        let lemma = cast.lemma(word);
        for (list, name) in
            [("indirect", "indirect"), ("direct", "direct"), ("mediate", "mediated")]
        {
            if lexicon.has("talks", list, lemma) {
                return Some(name);
            }
        }
    }
    None
}

fn same(cast: &Cast<'_>, entry: &Entry, account: &Entry) -> bool {
    let inside = |a: &Entry, b: &Entry| a.parties.iter().all(|p| b.parties.contains(p));
    (inside(entry, account) || inside(account, entry)) && agree(cast, entry, account)
}

/// Whether nothing in the two accounts forbids that they are of the same talks.
fn agree(cast: &Cast<'_>, a: &Entry, b: &Entry) -> bool {
    let past = |e: &Entry| e.statuses.iter().all(|s| *s == "held");
    let ahead = |e: &Entry| e.statuses.iter().all(|s| matches!(*s, "planned" | "proposed"));
    let apart = (past(a) && ahead(b)) || (ahead(a) && past(b));
    !apart
        && compatible(value(&a.starts), value(&b.starts))
        && place_agrees(cast, a.place.as_ref(), b.place.as_ref())
}

fn value(when: &Option<When>) -> Option<&str> {
    when.as_ref().map(|w| w.value.as_str())
}

/// A palace, a city and their country may be the same venue; two cities may not.
fn place_agrees(cast: &Cast<'_>, a: Option<&PlaceId>, b: Option<&PlaceId>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    if a == b {
        return true;
    }
    let find = |id: &PlaceId| cast.reading.claims.places.iter().find(|p| p.id == *id);
    let (Some(a), Some(b)) = (find(a), find(b)) else { return true };
    let same_country = a.country.is_some() && a.country == b.country;
    same_country && a.kind != b.kind
}

fn grain(cast: &Cast<'_>, id: &PlaceId) -> u8 {
    let kind = cast.reading.claims.places.iter().find(|p| p.id == *id).map(|p| p.kind);
    match kind {
        Some(PlaceKind::Facility) => 3,
        Some(PlaceKind::City) => 2,
        Some(PlaceKind::Region | PlaceKind::Water) => 1,
        _ => 0,
    }
}

/// How much two accounts have in common beyond their parties.
fn shared(entry: &Entry, account: &Entry) -> usize {
    let day = value(&entry.starts).is_some() && value(&account.starts).is_some();
    let place = entry.place.is_some() && account.place.is_some();
    usize::from(day) * 2 + usize::from(place) * 2 + usize::from(near(entry, account))
}

/// Whether an account stands within two sentences' reach of the entry's words.
fn near(entry: &Entry, account: &Entry) -> bool {
    entry.evidence.iter().any(|s| crate::parties::gap(*s, account.evidence[0]) < 300)
}

fn merge(cast: &Cast<'_>, entry: &mut Entry, account: Entry) {
    entry.parties = distinct(entry.parties.drain(..).chain(account.parties));
    entry.format = entry.format.or(account.format);
    entry.place = match (entry.place.take(), account.place) {
        (Some(a), Some(b)) => Some(if grain(cast, &b) > grain(cast, &a) { b } else { a }),
        (a, b) => a.or(b),
    };
    entry.starts = finer(entry.starts.take(), account.starts);
    entry.statuses.extend(account.statuses);
    entry.evidence = distinct(entry.evidence.drain(..).chain(account.evidence));
    entry.from.extend(account.from);
}

/// The status of the talks on the day of publication: the furthest that any account goes. A plan
/// whose day is past stays planned: that it was kept is for the text to say.
fn status_of(entry: &Entry, published: Option<Date>) -> &'static str {
    let count = |name: &str| entry.statuses.iter().filter(|s| **s == name).count();
    for name in ["postponed", "under-way"] {
        if count(name) > 0 {
            return name;
        }
    }
    let ahead = match (value(&entry.starts).and_then(calendar), published) {
        (Some(day), Some(published)) => {
            let published = published.to_string();
            day.len() >= published.len().min(10) && day[..day.len().min(10)] >= *published
        }
        _ => false,
    };
    if count("cancelled") > count("planned") + count("held") {
        "cancelled"
    } else if count("held") > 0 && !(ahead && count("planned") > 0) {
        "held"
    } else if count("planned") > 0 {
        "planned"
    } else if count("cancelled") > 0 {
        "cancelled"
    } else {
        "proposed"
    }
}

fn write(cast: &Cast<'_>, transcript: &Transcript<'_>, index: usize, entry: &Entry) -> Talks {
    let ids = |list: &[ActorId]| list.iter().map(|a| a.0.to_string()).collect::<Vec<_>>();
    let published = cast.reading.claims.published.as_ref().map(|p| p.date);
    // With nobody between them, two parties that meet, meet directly.
    let format = entry
        .format
        .or((entry.mediators.is_empty() && entry.parties.len() == 2).then_some("direct"));
    Talks {
        id: format!("t{}", index + 1),
        parties: ids(&entry.parties),
        mediators: ids(&entry.mediators),
        hosts: ids(&entry.hosts),
        format: format.map(str::to_owned),
        place: entry.place.as_ref().map(|p| p.0.to_string()),
        starts: entry.starts.as_ref().map(|w| w.value.to_string()),
        status: Some(status_of(entry, published).to_owned()),
        resumes: None,
        attendance: entry.attendance.iter().map(|r| r.write(transcript)).collect(),
        evidence: transcript.spans(&entry.evidence),
        from: entry.from.iter().map(|&e| event_id(e)).collect(),
    }
}
