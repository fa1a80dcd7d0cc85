//! Agreements: kind, parties, terms, expiry, alleged breaches.
//!
//! A noun for an agreement makes an entry where the text says that it was made, proposed, refused
//! or dated ('signed a truce', 'proposes a 30-day ceasefire', 'the 2015 accord'); a bare reference
//! ('the deal') does not. 'Expired' and 'collapsed' said of one or of all change the status; an
//! expiry is computed from the day and the duration and shown as a formula.

use crate::lexicon::Lexicon;
use crate::parties::{Cast, calendar, compatible, distinct};
use crate::transcript::Transcript;
use crate::{Agreement, Breach, Reading};
use jiff::civil::Date as Day;
use rapporteur_read::{ActorId, TimeKind};
use rapporteur_text::{Span, Upos, WordId};

struct Entry {
    kind: &'static str,
    parties: Vec<ActorId>,
    announced: Option<String>,
    duration: Option<String>,
    status: &'static str,
    scope: Option<Span>,
    evidence: Vec<Span>,
    breaches: Vec<(Option<ActorId>, Option<ActorId>, Span)>,
}

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Agreement> {
    let cast = Cast::new(reading);
    let mut entries: Vec<Entry> = Vec::new();
    for index in 0..reading.analysis.words.len() {
        let word = WordId(index as u32);
        if let Some(kind) = kind_of(&cast, word) {
            mention(&cast, &mut entries, word, kind);
        } else {
            fate(&cast, &mut entries, word);
        }
    }
    entries.iter().enumerate().map(|(i, e)| write(&cast, transcript, i, e)).collect()
}

/// What kind of agreement a noun names, by itself and by the words beside it.
///
/// 'prisoner exchange deal' is an exchange; 'a good deal of snow' is nothing.
fn kind_of(cast: &Cast<'_>, word: WordId) -> Option<&'static str> {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let here = analysis.word(word);
    if !matches!(here.upos, Upos::Noun | Upos::Propn) || here.is(&["compound"]) {
        return None;
    }
    let lemma = here.lemma.to_lowercase();
    if lexicon.has("agreements", "ceasefire", &lemma) {
        let cessation_of_other = lemma == "cessation"
            && !analysis.children(word).any(|c| cast.lemma(c).starts_with("hostilit"));
        return (!cessation_of_other).then_some("ceasefire");
    }
    if !lexicon.has("agreements", "general", &lemma) {
        return None;
    }
    let beside: Vec<_> = analysis
        .subtree(word)
        .into_iter()
        .filter(|&w| {
            let depth_one = analysis.word(w).head == Some(word);
            depth_one || analysis.word(w).head.is_some_and(|h| analysis.word(h).head == Some(word))
        })
        .map(|w| cast.lemma(w).to_lowercase())
        .collect();
    if lemma == "deal" && beside.iter().any(|b| b == "good" || b == "great") {
        return None;
    }
    if beside.iter().any(|b| lexicon.has("agreements", "ceasefire", b)) {
        return Some("ceasefire");
    }
    for kind in ["peace", "exchange", "arms-control", "trade", "security"] {
        if beside.iter().any(|b| lexicon.has("agreements", kind, b)) {
            return Some(kind);
        }
    }
    Some("other")
}

fn mention(cast: &Cast<'_>, entries: &mut Vec<Entry>, noun: WordId, kind: &'static str) {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let verb = cast.clause_of(noun);
    let sentence = analysis.sentence(analysis.sentence_of(noun)).span;
    let act = if verb == noun { "" } else { cast.lemma(verb) };
    let has = |list| lexicon.has("agreements", list, act);
    let hopeful = analysis.children(verb).any(|c| {
        analysis.word(c).is(&["aux"])
            && matches!(cast.lemma(c), "may" | "might" | "could" | "can" | "would" | "should")
    }) || analysis.word(verb).head.is_some_and(|h| {
        analysis.word(verb).is(&["xcomp", "ccomp", "advcl", "acl"])
            && lexicon.has("agreements", "propose", cast.lemma(h))
    });
    let status = if has("reject") {
        "rejected"
    } else if has("propose") || (has("make") && (hopeful || cast.negated(verb))) {
        "proposed"
    } else if has("make") {
        "in-force"
    } else {
        ""
    };
    let noun_span = analysis.subtree_span(noun);
    let duration = cast
        .reading
        .claims
        .times
        .iter()
        .find(|t| {
            t.kind == TimeKind::Duration && noun_span.contains(t.span) && !t.value.contains('X')
        })
        .map(|t| t.value.to_string());
    // A day inside the noun phrase dates the agreement; one in the clause dates its making.
    let day_in = |span: Span| {
        cast.times_near(span, analysis.word(noun).span)
            .into_iter()
            .find(|t| t.kind != TimeKind::Duration && calendar(&t.value).is_some())
            .map(|t| calendar(&t.value).unwrap_or_default().to_owned())
    };
    let verb_span = analysis.subtree_span(verb);
    let announced =
        day_in(noun_span).or_else(|| (status == "in-force").then(|| day_in(verb_span)).flatten());
    if status.is_empty()
        && (announced.is_none() || duration.is_none() && day_in(noun_span).is_none())
    {
        if let Some(last) = entries.iter_mut().rev().find(|e| e.kind == kind || kind == "other") {
            last.evidence = distinct(last.evidence.drain(..).chain([sentence]));
        }
        return;
    }
    let mut parties = between(cast, noun);
    if parties.is_empty() && verb != noun {
        parties = cast.subjects(verb);
        let with = analysis
            .children(verb)
            .chain(analysis.children(noun))
            .find(|&c| analysis.child(c, &["case"]).is_some_and(|p| cast.lemma(p) == "with"));
        parties.extend(with.map_or_else(Vec::new, |w| cast.named_by(w)));
    }
    let mut parties = cast.parties(&distinct(parties.into_iter()));
    parties.retain(|p| cast.may_treat(p));
    let status = if status.is_empty() { "in-force" } else { status };
    let fits = |e: &&mut Entry| {
        (e.kind == kind || kind == "other" && e.kind != "ceasefire")
            && compatible(e.announced.as_deref(), announced.as_deref())
            && (e.duration.is_none() || duration.is_none() || e.duration == duration)
            && (e.parties.is_empty()
                || parties.is_empty()
                || parties.iter().any(|p| e.parties.contains(p)))
            && (e.status == status || announced.is_some() == e.announced.is_some())
    };
    match entries.iter_mut().find(fits) {
        Some(entry) => {
            entry.parties = distinct(entry.parties.drain(..).chain(parties));
            entry.announced = entry.announced.take().or(announced);
            entry.duration = entry.duration.take().or(duration);
            entry.evidence = distinct(entry.evidence.drain(..).chain([sentence]));
            if status == "in-force" {
                entry.status = status;
            }
        }
        None => entries.push(Entry {
            kind,
            parties,
            announced,
            duration,
            status,
            scope: scope(cast, noun),
            evidence: vec![sentence],
            breaches: Vec::new(),
        }),
    }
}

/// 'the deal between X and Y', 'the X-Y deal'.
fn between(cast: &Cast<'_>, noun: WordId) -> Vec<ActorId> {
    let analysis = cast.reading.analysis;
    let below: Vec<_> = analysis
        .children(noun)
        .filter(|&c| {
            let case = analysis.child(c, &["case"]).map(|p| cast.lemma(p));
            analysis.word(c).is(&["nmod"]) && matches!(case, Some("between" | "among" | "with"))
        })
        .flat_map(|c| cast.named_by(c))
        .collect();
    distinct(below.into_iter())
}

/// 'a ceasefire on attacks against power stations': what stands after 'on', 'for', 'in', 'over'.
fn scope(cast: &Cast<'_>, noun: WordId) -> Option<Span> {
    let analysis = cast.reading.analysis;
    analysis
        .children(noun)
        .find(|&c| {
            let case = analysis.child(c, &["case"]).map(|p| cast.lemma(p));
            analysis.word(c).is(&["nmod"]) && matches!(case, Some("on" | "over" | "in" | "for"))
        })
        .map(|c| analysis.subtree_span(c))
}

/// Words that say what became of agreements named before: expiry, collapse, breach.
fn fate(cast: &Cast<'_>, entries: &mut [Entry], word: WordId) {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let here = analysis.word(word);
    let lemma = here.lemma.to_lowercase();
    let has = |list| lexicon.has("agreements", list, &lemma);
    if entries.is_empty() || !matches!(here.upos, Upos::Verb | Upos::Noun | Upos::Adj) {
        return;
    }
    let sentence = analysis.sentence(analysis.sentence_of(word)).span;
    // 'the terms of these contracts', 'both deals': a plural noun speaks of all that were made.
    let nouns: Vec<_> = analysis
        .words_of(analysis.sentence_of(word))
        .filter(|&w| kind_of(cast, w).is_some())
        .collect();
    if nouns.is_empty() {
        return;
    }
    let plural = nouns.iter().any(|&n| analysis.word(n).feature("Number") == Some("Plur"));
    let kinds: Vec<_> = nouns.iter().filter_map(|&n| kind_of(cast, n)).collect();
    let concerned: Vec<usize> = {
        let made = entries.iter().enumerate().rev().filter(|(_, e)| {
            e.status != "proposed"
                && e.status != "rejected"
                && (plural || kinds.contains(&e.kind) || kinds.contains(&"other"))
        });
        made.map(|(i, _)| i).take(if plural { usize::MAX } else { 1 }).collect()
    };
    if has("breach") {
        let (accusers, accused) = accusation(cast, word);
        for &i in &concerned {
            for accuser in &accusers {
                let other = accused.iter().find(|a| *a != accuser).cloned();
                let breach = (Some(accuser.clone()), other, sentence);
                if !entries[i].breaches.iter().any(|b| b.0 == breach.0) {
                    entries[i].breaches.push(breach);
                }
            }
        }
    }
    let ended = has("end") && (here.upos != Upos::Verb || !cast.negated(word));
    if (ended && matches!(lemma.as_str(), "expire" | "lapse" | "expired"))
        || has("collapse") && !cast.negated(word)
    {
        let status = if has("collapse") { "collapsed" } else { "expired" };
        let of_it = nouns.iter().any(|&n| analysis.is_under(word, n) || analysis.is_under(n, word));
        for &i in concerned.iter().filter(|_| of_it) {
            entries[i].status = status;
        }
    }
}

/// Who accuses whom of a breach: 'X accused Y of violating', 'both sides traded accusations'.
fn accusation(cast: &Cast<'_>, breach: WordId) -> (Vec<ActorId>, Vec<ActorId>) {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let mut at = breach;
    for _ in 0..16 {
        if lexicon.has("agreements", "accuse", cast.lemma(at))
            && analysis.word(at).upos == Upos::Verb
        {
            let accused =
                analysis.child(at, &["obj", "iobj"]).map_or_else(Vec::new, |o| cast.named_by(o));
            return (cast.parties(&cast.subjects(at)), cast.parties(&accused));
        }
        if analysis.word(at).upos == Upos::Noun
            && lexicon.has("agreements", "accuse", cast.lemma(at))
        {
            let subjects = cast.parties(&cast.subjects(cast.clause_of(at)));
            return (subjects.clone(), subjects);
        }
        match analysis.word(at).head {
            Some(head) => at = head,
            None => break,
        }
    }
    (Vec::new(), Vec::new())
}

fn write(cast: &Cast<'_>, transcript: &Transcript<'_>, index: usize, entry: &Entry) -> Agreement {
    let expires = entry.announced.as_deref().and_then(|a| expiry(a, entry.duration.as_deref()?));
    let published = cast.reading.claims.published.as_ref().map(|p| p.date.to_string());
    let past = matches!((&expires, &published), (Some(e), Some(p)) if p.len() == 10 && e < p);
    let status = if entry.status == "in-force" && past { "expired" } else { entry.status };
    Agreement {
        id: format!("a{}", index + 1),
        kind: entry.kind.to_owned(),
        parties: entry.parties.iter().map(|p| p.0.to_string()).collect(),
        mediators: Vec::new(),
        guarantors: Vec::new(),
        scope: entry.scope.map(|s| cast.reading.document.text[s].to_owned()),
        announced: entry.announced.clone(),
        signed: None,
        effective: None,
        duration: entry.duration.clone(),
        expires_by: expires
            .is_some()
            .then(|| format!("announced + {}", entry.duration.as_deref().unwrap_or_default())),
        expires,
        status: Some(status.to_owned()),
        breaches: entry
            .breaches
            .iter()
            .map(|(accuser, accused, span)| Breach {
                accuser: accuser.as_ref().map(|a| a.0.to_string()),
                accused: accused.as_ref().map(|a| a.0.to_string()),
                date: None,
                denied_by: Vec::new(),
                evidence: vec![transcript.span(*span)],
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
    }
}
