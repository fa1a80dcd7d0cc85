//! Agreements: kind, parties, terms, expiry, alleged breaches.
//!
//! A noun for an agreement makes an entry where the text says that it was made, proposed, refused
//! or dated ('signed a truce', 'proposes a 30-day ceasefire', 'the 2015 accord'); a bare reference
//! ('the deal') does not. 'A truce' tells of one, 'the truce' of one told before. 'Expired' and
//! 'collapsed' change the status; an expiry is computed from the day and the duration and shown as
//! a formula.

mod fate;
mod naming;

use crate::scene::{Scene, compatible, distinct};
use crate::transcript::Transcript;
use crate::{Agreement, Breach, Reading};
use jiff::civil::Date as Day;
use naming::Named;
use rapporteur_read::ActorId;
use rapporteur_text::{Span, WordId};

/// An agreement while it is put together.
#[derive(Default)]
struct Entry {
    kind: &'static str,
    parties: Vec<ActorId>,
    mediators: Vec<ActorId>,
    guarantors: Vec<ActorId>,
    announced: Option<String>,
    signed: Option<String>,
    effective: Option<String>,
    expires: Option<String>,
    duration: Option<String>,
    status: &'static str,
    scope: Option<Span>,
    evidence: Vec<Span>,
    breaches: Vec<fate::Alleged>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Agreement> {
    let scene = Scene::new(reading);
    let words = || (0..reading.analysis.words.len() as u32).map(WordId);
    let mut entries: Vec<Entry> = Vec::new();
    for word in words() {
        if let Some(kind) = naming::kind_of(&scene, word) {
            let named = naming::named(&scene, word, kind);
            take(&mut entries, named);
        }
    }
    entries.retain(|e| !e.parties.is_empty() || e.announced.is_some());
    for word in words() {
        fate::tell(&scene, &mut entries, word);
    }
    entries.iter().enumerate().map(|(i, e)| write(&scene, transcript, i, e)).collect()
}

/// Puts a mention into the entry it is of, or makes one.
fn take(entries: &mut Vec<Entry>, named: Named) {
    let refers = named.definite || named.status.is_none();
    let kind_fits = |e: &Entry| {
        e.kind == named.kind
            || named.kind == "other" && (named.definite || e.kind != "ceasefire")
            || e.kind == "other" && named.kind != "ceasefire"
    };
    let fits = |e: &&mut Entry| {
        let dated = compatible(e.announced.as_deref(), named.announced.as_deref());
        let long = e.duration.is_none() || named.duration.is_none() || e.duration == named.duration;
        let inside = |a: &[ActorId], b: &[ActorId]| a.iter().all(|p| b.contains(p));
        let parties = if refers {
            named.parties.is_empty()
                || e.parties.is_empty()
                || named.parties.iter().any(|p| e.parties.contains(p))
        } else if named.status == Some("in-force") {
            e.announced.is_some() && e.announced == named.announced
                || !named.parties.is_empty()
                    && inside(&e.parties, &named.parties)
                    && inside(&named.parties, &e.parties)
        } else {
            named.parties.is_empty()
                || e.parties.is_empty()
                || named.parties.iter().any(|p| e.parties.contains(p))
        };
        kind_fits(e) && dated && long && parties && (refers || Some(e.status) == named.status)
    };
    if let Some(entry) = entries.iter_mut().rev().find(fits) {
        update(entry, named);
        return;
    }
    let Some(status) = named.status else { return };
    // 'the ceasefire' with nothing told of it before: one that stands, if somebody keeps it or it has
    // a date of its own.
    if named.definite && !named.introduces && status != "in-force" {
        return;
    }
    entries.push(Entry {
        kind: named.kind,
        parties: named.parties,
        mediators: named.mediators,
        guarantors: Vec::new(),
        announced: named.announced,
        signed: named.signed,
        expires: named.expires,
        duration: named.duration,
        status,
        scope: named.scope,
        evidence: vec![named.sentence],
        ..Entry::default()
    });
}

fn update(entry: &mut Entry, named: Named) {
    let makes = named.status.is_some() && (!named.definite || named.made);
    if entry.kind == "other" {
        entry.kind = named.kind;
    }
    entry.duration = entry.duration.take().or(named.duration);
    entry.expires = entry.expires.take().or(named.expires);
    entry.scope = entry.scope.or(named.scope);
    entry.mediators = distinct(entry.mediators.drain(..).chain(named.mediators));
    if !makes {
        return;
    }
    entry.parties = distinct(entry.parties.drain(..).chain(named.parties));
    entry.announced = entry.announced.take().or(named.announced);
    entry.signed = entry.signed.take().or(named.signed);
    if let Some(status) = named.status.filter(|s| *s != "proposed") {
        entry.status = status;
    }
    if entry.evidence.len() < 3 {
        entry.evidence = distinct(entry.evidence.drain(..).chain([named.sentence]));
    }
}

fn write(scene: &Scene<'_>, transcript: &Transcript<'_>, index: usize, entry: &Entry) -> Agreement {
    let ids = |list: &[ActorId]| list.iter().map(|p| p.0.to_string()).collect::<Vec<_>>();
    let counted = entry.announced.as_deref().and_then(|a| expiry(a, entry.duration.as_deref()?));
    let formula = format!("announced + {}", entry.duration.as_deref().unwrap_or_default());
    let expires_by = (entry.expires.is_none() && counted.is_some()).then_some(formula);
    let expires = entry.expires.clone().or(counted);
    let published = scene.reading.claims.published.as_ref().map(|p| p.date.to_string());
    let past = matches!((&expires, &published), (Some(e), Some(p)) if p.len() == 10 && e.len() == 10 && e < p);
    let status = if entry.status == "in-force" && past { "expired" } else { entry.status };
    Agreement {
        id: format!("a{}", index + 1),
        kind: entry.kind.to_owned(),
        parties: ids(&entry.parties),
        mediators: ids(&entry.mediators),
        guarantors: ids(&entry.guarantors),
        scope: entry.scope.map(|s| scene.reading.document.text[s].to_owned()),
        announced: entry.announced.clone(),
        signed: entry.signed.clone(),
        effective: entry.effective.clone(),
        duration: entry.duration.clone(),
        expires_by,
        expires,
        status: Some(status.to_owned()),
        breaches: entry
            .breaches
            .iter()
            .map(|b| Breach {
                accuser: b.accuser.as_ref().map(|a| a.0.to_string()),
                accused: b.accused.as_ref().map(|a| a.0.to_string()),
                date: None,
                denied_by: ids(&b.denied_by),
                evidence: vec![transcript.span(b.sentence)],
            })
            .collect(),
        evidence: transcript.spans(&entry.evidence),
        from: Vec::new(),
    }
}

/// The day on which an agreement of `duration` announced on `day` ends; `None` where either is no
/// exact value. 19 March + P30D = 18 April.
fn expiry(day: &str, duration: &str) -> Option<String> {
    let day: Day = day.parse().ok()?;
    let span: jiff::Span = duration.parse().ok()?;
    if duration.contains('T') {
        // Hours are counted on the clock; without one the day before or after is a guess.
        return None;
    }
    Some(day.checked_add(span).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::expiry;

    #[test]
    fn expiry_is_counted_from_the_day() {
        assert_eq!(expiry("2025-03-19", "P30D").as_deref(), Some("2025-04-18"));
        assert_eq!(expiry("2024-01-31", "P1M").as_deref(), Some("2024-02-29"));
        assert_eq!(expiry("2025-03", "P30D"), None, "no day to count from");
        assert_eq!(expiry("2025-03-19", "PXD"), None);
        assert_eq!(expiry("2025-03-19", "PT72H"), None, "no hour to count from");
    }
}
