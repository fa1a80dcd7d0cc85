//! Talks: who meets whom, where, when, and who comes.
//!
//! Every word for talks and every act of meeting is an account ([`accounts`]). Accounts that name the
//! same parties and do not contradict one another in day or place are one entry; an account that
//! names one party or none ('Tehran will attend the talks in Vienna') joins the entry it fits. Where
//! nobody is named with his opposite, those who are said to come make the talks together: 'the
//! rebels will attend the talks … the army's delegation has left for the talks'.
//!
//! 'Russia and Ukraine will meet in Istanbul on Thursday. The talks will be the first since 2022.' is
//! one entry, not two. 'The summit was a success' with nobody named is none.

mod accounts;
mod attendance;
mod standing;

use crate::scene::{Scene, calendar, compatible, distinct, finer, gap};
use crate::transcript::{Transcript, event_id};
use crate::{Reading, Talks};
use accounts::Account;
use rapporteur_read::{ActorId, ActorKind, EventId, PlaceId, PlaceKind, When};
use rapporteur_text::{Date, Span};

/// Talks while they are put together; spans are bytes.
struct Entry {
    parties: Vec<ActorId>,
    mediators: Vec<ActorId>,
    hosts: Vec<ActorId>,
    format: Option<&'static str>,
    place: Option<PlaceId>,
    starts: Option<When>,
    /// Status by account, in the order of the text.
    statuses: Vec<&'static str>,
    evidence: Vec<Span>,
    from: Vec<EventId>,
    attendance: Vec<attendance::Row>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Talks> {
    let scene = Scene::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    let mut rest = Vec::new();
    for account in accounts::all(&scene) {
        let parties = parties(&scene, &account);
        if parties.len() < 2 {
            rest.push(account);
            continue;
        }
        match entries.iter_mut().rev().find(|e| same(&scene, e, &parties, &account)) {
            Some(entry) => merge(&scene, entry, account),
            None if account.status.is_some() || account.starts.is_some() => {
                let mut entry = Entry::new(parties);
                merge(&scene, &mut entry, account);
                entries.push(entry);
            }
            None => {}
        }
    }
    let mut left = Vec::new();
    for account in rest {
        match fitting(&scene, &mut entries, &account) {
            Some(entry) => merge(&scene, entry, account),
            None => left.push(account),
        }
    }
    let left = told_of_before(&scene, &mut entries, left);
    entries.extend(pooled(&scene, left));
    entries.sort_by_key(|e| e.evidence[0].start());
    attendance::add(&scene, &mut entries);
    entries.iter().enumerate().map(|(i, e)| write(&scene, transcript, i, e)).collect()
}

impl Entry {
    fn new(parties: Vec<ActorId>) -> Self {
        Self {
            parties,
            mediators: Vec::new(),
            hosts: Vec::new(),
            format: None,
            place: None,
            starts: None,
            statuses: Vec::new(),
            evidence: Vec::new(),
            from: Vec::new(),
            attendance: Vec::new(),
        }
    }
}

/// The parties an account names; who only helps is none.
fn parties(scene: &Scene<'_>, account: &Account) -> Vec<ActorId> {
    let mut ids = account.parties.clone();
    let helps = |p: &ActorId| account.mediators.contains(p) || scene.mediators.contains(p);
    // An envoy of a body that mediates is at the talks as one who helps.
    let speaks_for = |p: &ActorId| Some(scene.party(p)).filter(|b| b.0.starts_with("org/"));
    ids.retain(|p| !helps(p) && speaks_for(p).is_none_or(|body| !helps(&body)));
    scene.parties(&ids)
}

fn same(scene: &Scene<'_>, entry: &Entry, parties: &[ActorId], account: &Account) -> bool {
    let (ours, theirs) = (scene.bodies(&entry.parties), scene.bodies(parties));
    let equal = ours.len() == theirs.len() && ours.iter().all(|p| theirs.contains(p));
    equal && agree(scene, entry, account)
}

/// Whether nothing forbids that an account is of these talks.
fn agree(scene: &Scene<'_>, entry: &Entry, account: &Account) -> bool {
    let past = |s: &&str| matches!(*s, "held" | "ended");
    let ahead = |s: &&str| matches!(*s, "planned" | "proposed");
    let apart = match &account.status {
        Some(s) if past(s) => !entry.statuses.is_empty() && entry.statuses.iter().all(ahead),
        Some(s) if ahead(s) => !entry.statuses.is_empty() && entry.statuses.iter().all(past),
        _ => false,
    };
    // What is still to come is no meeting of years ago.
    let published = scene.reading.claims.published.as_ref().map(|p| p.date.to_string());
    let over = match (value(&entry.starts).and_then(calendar), &published) {
        (Some(day), Some(now)) => {
            let length = day.len().min(now.len());
            day[..length] < now[..length] && !entry.statuses.contains(&"planned")
        }
        _ => false,
    };
    let apart = apart || over && account.status.as_ref().is_some_and(ahead);
    !apart
        && compatible(value(&entry.starts), value(&account.starts))
        && place_agrees(scene, entry.place.as_ref(), account.place.as_ref())
}

fn value(when: &Option<When>) -> Option<&str> {
    when.as_ref().map(|w| w.value.as_str())
}

/// A palace, a city and their country may be the same venue; two cities may not.
fn place_agrees(scene: &Scene<'_>, a: Option<&PlaceId>, b: Option<&PlaceId>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    if a == b {
        return true;
    }
    let find = |id: &PlaceId| scene.reading.claims.places.iter().find(|p| p.id == *id);
    let (Some(a), Some(b)) = (find(a), find(b)) else { return true };
    let same_country = a.country.is_some() && a.country == b.country;
    same_country && a.kind != b.kind
}

fn grain(scene: &Scene<'_>, id: &PlaceId) -> u8 {
    let kind = scene.reading.claims.places.iter().find(|p| p.id == *id).map(|p| p.kind);
    match kind {
        Some(PlaceKind::Facility) => 3,
        Some(PlaceKind::City) => 2,
        Some(PlaceKind::Region | PlaceKind::Water) => 1,
        _ => 0,
    }
}

/// The talks that an account with one party or none is of: those its party is in, and for none
/// those told of just before.
fn fitting<'e>(
    scene: &Scene<'_>,
    entries: &'e mut [Entry],
    account: &Account,
) -> Option<&'e mut Entry> {
    let named = scene.bodies(&account.parties);
    let lone = entries.len() == 1;
    // 'the talks' look back, or ahead over a few sentences: a lead names the talks before the sides.
    let told = |e: &Entry| {
        e.evidence.iter().map(|s| s.start()).min().is_some_and(|first| {
            first <= account.sentence.start() || first < account.sentence.end() + 700
        })
    };
    // 'but the FARC rejected any deadline for the negotiations' is of no talks with the ELN.
    let groups: Vec<_> = scene
        .cast
        .mentions_in(account.sentence)
        .filter(|(_, a, _)| a.kind == ActorKind::ArmedGroup)
        .map(|(_, a, _)| a.id.clone())
        .collect();
    let near = |e: &Entry| {
        e.evidence.iter().map(|s| gap(*s, account.sentence)).min().unwrap_or(usize::MAX)
    };
    let fits = |e: &&mut Entry| {
        let bodies = scene.bodies(&e.parties);
        // A host or helper may be told of without being a party.
        let inside = named.iter().all(|p| bodies.contains(p) || scene.mediators.contains(p));
        let shares = e.place.is_some() && e.place == account.place
            || e.starts.is_some() && value(&e.starts) == value(&account.starts);
        let other = !groups.is_empty() && !groups.iter().any(|g| bodies.contains(g));
        (inside && !other && (told(e) || shares))
            && agree(scene, e, account)
            && account.refers
            && (shares
                || near(e) < 250
                || lone && near(e) < 1500
                || !named.is_empty() && near(e) < 600)
    };
    entries.iter_mut().filter(fits).min_by_key(|e| near(e))
}

/// Talks told of without their sides, on a day or at a place of their own, in a text where two bodies and
/// no others act together: 'Jakarta and the rebels signed … Talks were held in Helsinki in April'. Whoever else
/// is named in the sentence makes them another's. The rest is given back.
fn told_of_before(scene: &Scene<'_>, entries: &mut Vec<Entry>, left: Vec<Account>) -> Vec<Account> {
    let mut rest = Vec::new();
    for account in left {
        let own = account.status.is_some() && (account.starts.is_some() || account.place.is_some());
        let alone = account.parties.is_empty()
            && account.refers
            && scene.cast.mentions_in(account.sentence).all(|(_, a, _)| a.kind == ActorKind::Media);
        let pair = if own && alone { scene.only_pair(account.sentence) } else { Vec::new() };
        if pair.len() < 2 {
            rest.push(account);
            continue;
        }
        match entries.iter_mut().rev().find(|e| same(scene, e, &pair, &account)) {
            Some(entry) => merge(scene, entry, account),
            None => {
                let mut entry = Entry::new(pair);
                merge(scene, &mut entry, account);
                entries.push(entry);
            }
        }
    }
    rest
}

/// Talks whose parties are only told one by one.
fn pooled(scene: &Scene<'_>, left: Vec<Account>) -> Option<Entry> {
    let mut ids = Vec::new();
    for account in left.iter().filter(|a| a.comes || a.shuns) {
        ids.extend(scene.bodies(&parties(scene, account)));
    }
    let ids = distinct(ids.into_iter());
    let told = left.iter().any(|a| a.refers && (a.status.is_some() || a.place.is_some()));
    if ids.len() < 2 || ids.len() > 6 || !told {
        return None;
    }
    let mut entry = Entry::new(ids);
    for account in left {
        if (account.refers || account.comes || account.shuns) && agree(scene, &entry, &account) {
            merge(scene, &mut entry, account);
        }
    }
    (!entry.evidence.is_empty()).then_some(entry)
}

/// Takes over what an account adds, its parties aside.
fn merge(scene: &Scene<'_>, entry: &mut Entry, account: Account) {
    let helpers = account.mediators.into_iter().filter(|m| !entry.parties.contains(m));
    entry.mediators = distinct(entry.mediators.drain(..).chain(helpers));
    entry.hosts = distinct(entry.hosts.drain(..).chain(account.hosts));
    entry.format = entry.format.or(account.format);
    entry.place = match (entry.place.take(), account.place) {
        (Some(a), Some(b)) => Some(if grain(scene, &b) > grain(scene, &a) { b } else { a }),
        (a, b) => a.or(b),
    };
    entry.starts = finer(entry.starts.take(), account.starts);
    entry.statuses.extend(account.status);
    if account.delegation {
        for party in scene.bodies(&account.parties) {
            attendance::sends(&mut entry.attendance, party, account.sentence);
        }
    }
    entry.evidence = distinct(entry.evidence.drain(..).chain([account.sentence]));
    entry.from.extend(account.from);
}

/// The status of the talks on the day of publication. A plan whose day is past stays planned: that
/// it was kept is for the text to say.
fn status_of(entry: &Entry, published: Option<Date>) -> Option<&'static str> {
    let count = |name: &str| entry.statuses.iter().filter(|s| **s == name).count();
    let ahead = match (value(&entry.starts).and_then(calendar), published) {
        (Some(day), Some(published)) => {
            let published = published.to_string();
            day.len() >= published.len().min(10) && day[..day.len().min(10)] > *published
        }
        _ => false,
    };
    let told = |name: &str| count(name) > 0;
    if told("postponed") {
        return Some("postponed");
    }
    if told("cancelled") && count("cancelled") >= count("planned") + count("held") {
        return Some("cancelled");
    }
    if ahead && (told("planned") || told("under-way")) {
        return Some("planned");
    }
    let order = ["ended", "under-way", "held", "planned", "cancelled", "proposed"];
    let status = order.into_iter().find(|s| told(s))?;
    Some(if status == "ended" { "held" } else { status })
}

fn write(scene: &Scene<'_>, transcript: &Transcript<'_>, index: usize, entry: &Entry) -> Talks {
    let ids = |list: &[ActorId]| list.iter().map(|a| a.0.to_string()).collect::<Vec<_>>();
    let published = scene.reading.claims.published.as_ref().map(|p| p.date);
    // With nobody between them, two parties that meet, meet directly.
    let helped = !entry.mediators.is_empty() || !scene.mediators.is_empty();
    let format = match entry.format {
        None if !entry.mediators.is_empty() => Some("mediated"),
        None if !helped && entry.parties.len() == 2 => Some("direct"),
        told => told,
    };
    Talks {
        id: format!("t{}", index + 1),
        parties: ids(&entry.parties),
        mediators: ids(&entry.mediators),
        hosts: ids(&entry.hosts),
        format: format.map(str::to_owned),
        place: entry.place.as_ref().map(|p| p.0.to_string()),
        starts: entry.starts.as_ref().map(|w| w.value.to_string()),
        status: status_of(entry, published).map(str::to_owned),
        resumes: None,
        attendance: entry.attendance.iter().map(|r| r.write(transcript)).collect(),
        evidence: transcript.spans(&entry.evidence),
        from: distinct(entry.from.iter().map(|&e| event_id(e))),
    }
}
