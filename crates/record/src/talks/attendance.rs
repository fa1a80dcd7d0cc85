//! Who comes, who does not, and on what condition.

use super::Entry;
use crate::lexicon::Lexicon;
use crate::parties::{Cast, distinct, gap};
use crate::transcript::Transcript;
use crate::{Attendance, AttendanceBefore};
use rapporteur_read::{ActorId, StatementId};
use rapporteur_text::{Span, Upos, WordId};

/// One person's or party's row while it is put together.
pub(super) struct Row {
    actor: ActorId,
    status: &'static str,
    role: Option<String>,
    condition: Option<String>,
    by: Vec<StatementId>,
    evidence: Vec<Span>,
    before: Vec<(&'static str, Span)>,
}

impl Row {
    pub(super) fn write(&self, transcript: &Transcript<'_>) -> Attendance {
        Attendance {
            actor: self.actor.0.to_string(),
            status: self.status.to_owned(),
            role: self.role.clone(),
            condition: self.condition.clone(),
            according_to: self.by.iter().map(|&s| crate::transcript::statement_id(s)).collect(),
            history: self
                .before
                .iter()
                .map(|(status, span)| AttendanceBefore {
                    status: (*status).to_owned(),
                    evidence: vec![transcript.span(*span)],
                })
                .collect(),
            evidence: transcript.spans(&self.evidence),
        }
    }
}

/// What one clause says of someone's coming.
struct Word {
    who: Vec<ActorId>,
    status: &'static str,
    role: Option<String>,
    condition: Option<String>,
    sentence: Span,
}

/// Looks through the text for words on coming and staying away, and puts each into the talks it is
/// about: those of its own sentence, else the ones still to come that are told of most.
pub(super) fn add(cast: &Cast<'_>, entries: &mut [Entry]) {
    if entries.is_empty() {
        return;
    }
    let analysis = cast.reading.analysis;
    for index in 0..analysis.words.len() {
        let word = WordId(index as u32);
        if let Some(said) = clause(cast, word)
            && let Some(entry) = about(entries, &said)
        {
            let by = cast
                .reading
                .claims
                .statements
                .iter()
                .enumerate()
                .filter(|(_, s)| s.content.iter().any(|c| c.contains(analysis.word(word).span)))
                .map(|(i, _)| StatementId(i as u32))
                .collect::<Vec<_>>();
            for who in &said.who {
                note(entry, who, &said, &by);
            }
        }
    }
}

fn note(entry: &mut Entry, who: &ActorId, said: &Word, by: &[StatementId]) {
    match entry.attendance.iter_mut().find(|r| r.actor == *who) {
        None => entry.attendance.push(Row {
            actor: who.clone(),
            status: said.status,
            role: said.role.clone(),
            condition: said.condition.clone(),
            by: by.to_vec(),
            evidence: vec![said.sentence],
            before: Vec::new(),
        }),
        Some(row) => {
            if row.status != said.status {
                if let Some(&last) = row.evidence.last() {
                    row.before.push((row.status, last));
                }
                row.status = said.status;
            }
            row.role = row.role.take().or_else(|| said.role.clone());
            row.condition = said.condition.clone().or_else(|| row.condition.take());
            row.by = distinct(row.by.drain(..).chain(by.iter().copied()));
            row.evidence = distinct(row.evidence.drain(..).chain([said.sentence]));
        }
    }
}

fn about<'e>(entries: &'e mut [Entry], said: &Word) -> Option<&'e mut Entry> {
    let score = |e: &Entry| {
        let here = e.evidence.iter().any(|s| s.overlaps(said.sentence));
        let ahead = e.statuses.iter().any(|s| matches!(*s, "planned" | "under-way" | "proposed"));
        let near = e.evidence.iter().map(|s| gap(*s, said.sentence)).min().unwrap_or(usize::MAX);
        (here && ahead, ahead, e.evidence.len(), here, usize::MAX - near)
    };
    entries.iter_mut().max_by_key(|e| score(e))
}

/// What a word says of coming, if it says anything.
fn clause(cast: &Cast<'_>, word: WordId) -> Option<Word> {
    let analysis = cast.reading.analysis;
    let lexicon = Lexicon::embedded();
    let here = analysis.word(word);
    let lemma = here.lemma.as_str();
    let sentence = analysis.sentence(analysis.sentence_of(word)).span;
    let said = |who: Vec<ActorId>, status| {
        (!who.is_empty()).then_some(Word { who, status, role: None, condition: None, sentence })
    };
    let in_list = |list| lexicon.has("talks", list, lemma);
    if here.upos == Upos::Noun && lemma == "absence" {
        return said(of_noun(cast, word), "absent");
    }
    let predicate = here.upos == Upos::Verb
        || (in_list("presence") && analysis.child(word, &["cop"]).is_some());
    if !predicate {
        return None;
    }
    if in_list("stay_away") && about_talks(cast, word) {
        return said(cast.subjects(word), "absent");
    }
    if in_list("send") {
        return sent(cast, word, sentence);
    }
    if in_list("lead") && object_is(cast, word, "teams") {
        let mut found = said(leaders(cast, word), "attending")?;
        found.role = Some("head of the delegation".to_owned());
        return Some(found);
    }
    let comes = (in_list("attend") && about_talks(cast, word)) || predicate && in_list("presence");
    if !comes {
        return None;
    }
    let mut status = if lemma == "absent" { "absent" } else { "attending" };
    let mut condition = None;
    if let Some(head) = here.head
        && here.is(&["xcomp", "ccomp", "advcl", "acl"])
    {
        let above = cast.lemma(head);
        if lexicon.has("talks", "wish", above) {
            return None;
        }
        if lexicon.has("talks", "refuse", above) {
            status = "absent";
        }
        if lexicon.has("talks", "doubt", above) {
            status = "unclear";
        }
    }
    let under_doubt = here.is(&["ccomp", "csubj", "advcl"])
        && analysis
            .child(word, &["mark"])
            .is_some_and(|m| matches!(cast.lemma(m), "whether" | "if"));
    let may = analysis.children(word).any(|c| {
        analysis.word(c).is(&["aux"]) && matches!(cast.lemma(c), "may" | "might" | "could")
    });
    if under_doubt && here.is(&["advcl"]) {
        // 'if he attends' is somebody else's condition, not news of his coming.
        return None;
    }
    if under_doubt || may {
        status = "unclear";
    }
    if cast.negated(word) {
        status = "absent";
    }
    let proviso = analysis.children(word).find(|&c| {
        analysis.word(c).is(&["advcl"])
            && analysis
                .children(c)
                .any(|m| matches!(cast.lemma(m), "if" | "unless" | "provided" | "only"))
    });
    if let Some(proviso) = proviso {
        status = "conditional";
        let span = analysis.subtree_span(proviso);
        condition = Some(cast.reading.document.text[span].to_owned());
    }
    let mut found = said(cast.subjects(word), status)?;
    found.condition = condition;
    Some(found)
}

/// 'X's absence', 'the absence of X'.
fn of_noun(cast: &Cast<'_>, noun: WordId) -> Vec<ActorId> {
    cast.reading.analysis.child(noun, &["nmod"]).map_or_else(Vec::new, |of| cast.named_by(of))
}

/// Subject of an active 'lead', agent of a passive one.
fn leaders(cast: &Cast<'_>, verb: WordId) -> Vec<ActorId> {
    let analysis = cast.reading.analysis;
    let agent = analysis.children(verb).find(|&c| {
        analysis.word(c).is(&["obl"])
            && analysis.child(c, &["case"]).is_some_and(|p| cast.lemma(p) == "by")
    });
    agent.map_or_else(|| cast.subjects(verb), |a| cast.named_by(a))
}

/// 'Washington will send X, Y and Z to the talks': those sent attend; a bare delegation makes the
/// sender one who sends a delegation.
fn sent(cast: &Cast<'_>, verb: WordId, sentence: Span) -> Option<Word> {
    let analysis = cast.reading.analysis;
    let object = analysis.child(verb, &["obj"])?;
    if cast.negated(verb) {
        return None;
    }
    let people: Vec<_> = cast
        .within(analysis.subtree_span(object))
        .into_iter()
        .filter(|a| a.0.starts_with("person/"))
        .collect();
    let aimed =
        about_talks(cast, verb) || analysis.subtree(object).into_iter().any(|w| is_talks(cast, w));
    if !aimed {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let (who, status) = if people.is_empty() && lexicon.has("talks", "teams", cast.lemma(object)) {
        (cast.subjects(verb), "sends-delegation")
    } else {
        (people, "attending")
    };
    (!who.is_empty()).then_some(Word { who, status, role: None, condition: None, sentence })
}

fn is_talks(cast: &Cast<'_>, word: WordId) -> bool {
    cast.reading.analysis.word(word).upos == Upos::Noun
        && Lexicon::embedded().has("talks", "nouns", cast.lemma(word))
}

/// Whether talks stand among the verb's objects and obliques ('take part in the negotiations').
fn about_talks(cast: &Cast<'_>, verb: WordId) -> bool {
    let analysis = cast.reading.analysis;
    let mut below: Vec<_> = analysis
        .children(verb)
        .filter(|&c| analysis.word(c).is(&["obj", "obl", "xcomp"]))
        .collect();
    let further: Vec<_> = below
        .iter()
        .flat_map(|&b| {
            analysis.children(b).filter(|&c| analysis.word(c).is(&["nmod", "obl", "obj"]))
        })
        .collect();
    below.extend(further);
    // 'Putin also attended' has no object: the verb alone is enough where it can mean little else.
    below.iter().any(|&w| is_talks(cast, w))
        || (matches!(cast.lemma(verb), "attend" | "participate")
            && analysis.child(verb, &["obj"]).is_none())
}

fn object_is(cast: &Cast<'_>, verb: WordId, list: &str) -> bool {
    let lexicon = Lexicon::embedded();
    let analysis = cast.reading.analysis;
    analysis
        .children(verb)
        .filter(|&c| analysis.word(c).is(&["obj", "nsubj"]))
        .any(|c| lexicon.has("talks", list, cast.lemma(c)))
}
