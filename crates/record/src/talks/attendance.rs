//! Who comes, who does not, and on what condition.
//!
//! 'Seven envoys will attend', 'The president will not be present', 'She would come only if he did',
//! 'It is unclear whether they will take part', 'Kyiv sent its defence minister to the talks'. Not
//! 'urged him to attend', which says nothing of his coming, nor 'attended school'.

use super::Entry;
use crate::reality::{self, Reality};
use crate::scene::{Scene, distinct, gap};
use crate::transcript::Transcript;
use crate::{Attendance, AttendanceBefore};
use rapporteur_read::{ActorId, ActorKind, StatementId};
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

/// Notes that a party sends a delegation, where nothing was said of it yet.
pub(super) fn sends(rows: &mut Vec<Row>, party: ActorId, sentence: Span) {
    if rows.iter().all(|r| r.actor != party) {
        rows.push(Row {
            actor: party,
            status: "sends-delegation",
            role: None,
            condition: None,
            by: Vec::new(),
            evidence: vec![sentence],
            before: Vec::new(),
        });
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

impl Word {
    fn new(who: Vec<ActorId>, status: &'static str, sentence: Span) -> Option<Self> {
        (!who.is_empty()).then_some(Self { who, status, role: None, condition: None, sentence })
    }
}

/// Looks through the text for words on coming and staying away, and puts each into the talks it is
/// about: those of its own sentence, else the ones still to come that are told of most.
pub(super) fn add(scene: &Scene<'_>, entries: &mut [Entry]) {
    if entries.is_empty() {
        return;
    }
    let analysis = scene.reading.analysis;
    for word in (0..analysis.words.len() as u32).map(WordId) {
        if let Some(said) = clause(scene, word)
            && let Some(entry) = about(entries, &said)
        {
            let by = scene
                .reading
                .claims
                .statements
                .iter()
                .enumerate()
                .filter(|(_, s)| s.content.iter().any(|c| c.contains(analysis.word(word).span)))
                .map(|(i, _)| StatementId(i as u32))
                .collect::<Vec<_>>();
            for who in &said.who {
                if scene.may_treat(who) && !entry.mediators.contains(who) {
                    note(entry, who, &said, &by);
                }
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
fn clause(scene: &Scene<'_>, word: WordId) -> Option<Word> {
    let grammar = &scene.grammar;
    let here = grammar.word(word);
    let lemma = scene.lemma(word);
    let sentence = scene.sentence(word);
    let in_list = |list| scene.lexicon.has("talks", list, &lemma);
    if here.upos == Upos::Noun && lemma == "absence" {
        return Word::new(of_noun(scene, word), "absent", sentence);
    }
    let presence = in_list("presence")
        && grammar.child(word, &["cop"]).is_some()
        && grammar.child(word, &["nsubj"]).is_some();
    if here.upos != Upos::Verb && !presence {
        return None;
    }
    if in_list("stay_away") && about_talks(scene, word) {
        // 'did not boycott the talks', 'should not avoid the meeting': no staying away.
        if reality::of(scene, word) == Reality::Undone || grammar.is_negated(word) {
            return None;
        }
        return Word::new(scene.doers(word), "absent", sentence);
    }
    if in_list("send") {
        return sent(scene, word, sentence);
    }
    if in_list("lead") && object_is(scene, word, "teams") {
        let leaders = scene.doers(word).into_iter().filter(|l| is_person(scene, l)).collect();
        let mut found = Word::new(leaders, "attending", sentence)?;
        found.role = Some("head of the delegation".to_owned());
        return Some(found);
    }
    if let Some(members) = members(scene, word) {
        return Word::new(members, "attending", sentence);
    }
    if !(in_list("attend") && about_talks(scene, word) || presence) {
        return None;
    }
    comes(scene, word, &lemma, sentence)
}

/// The status of someone who is the subject of 'attend' or 'be present'.
fn comes(scene: &Scene<'_>, word: WordId, lemma: &str, sentence: Span) -> Option<Word> {
    let grammar = &scene.grammar;
    let here = grammar.word(word);
    let mut status = if lemma == "absent" { "absent" } else { "attending" };
    let mut condition = None;
    if let Some(head) = here.head
        && here.is(&["xcomp", "ccomp", "advcl", "acl"])
    {
        if scene.has("talks", "wish", head)
            && (!here.is(&["ccomp"]) || grammar.auxiliaries(word).is_empty())
        {
            return None;
        }
        if scene.has("talks", "refuse", head) {
            status = "absent";
        }
        if scene.has("talks", "doubt", head) {
            status = "unclear";
        }
        if scene.has("talks", "ready", head) {
            status = "conditional";
        }
    }
    let marked = |w: WordId, marks: &[&str]| {
        grammar.those(w, &["mark"]).any(|m| marks.contains(&grammar.form(m).as_str()))
    };
    let under_doubt = marked(word, &["whether", "if"]);
    if under_doubt && here.is(&["advcl"]) {
        // 'if he attends' is somebody else's condition, not news of his coming.
        return None;
    }
    let auxiliaries = grammar.auxiliaries(word);
    if under_doubt || auxiliaries.iter().any(|a| matches!(a.as_str(), "may" | "might" | "could")) {
        status = "unclear";
    }
    if auxiliaries.iter().any(|a| matches!(a.as_str(), "should" | "must")) {
        return None;
    }
    if grammar.is_negated(word) {
        status = "absent";
    }
    let proviso = grammar.those(word, &["advcl"]).find(|&c| {
        marked(c, &["if", "unless"]) || matches!(scene.lemma(c).as_str(), "provide" | "provided")
    });
    if let Some(proviso) = proviso {
        status = "conditional";
        condition = Some(scene.reading.document.text[grammar.span(proviso)].to_owned());
    } else if status == "conditional" {
        return None;
    }
    let mut found = Word::new(subjects(scene, word), status, sentence)?;
    found.condition = condition;
    Some(found)
}

/// Subjects of a clause of coming; a passive 'is attended by X' has its agent.
fn subjects(scene: &Scene<'_>, word: WordId) -> Vec<ActorId> {
    if scene.grammar.word(word).upos == Upos::Verb {
        return scene.doers(word);
    }
    scene.grammar.child(word, &["nsubj"]).map_or_else(Vec::new, |s| scene.sides(s))
}

fn is_person(scene: &Scene<'_>, id: &ActorId) -> bool {
    scene.actor(id).is_some_and(|a| a.kind == ActorKind::Person)
}

/// 'X's absence', 'the absence of X'.
fn of_noun(scene: &Scene<'_>, noun: WordId) -> Vec<ActorId> {
    scene.grammar.child(noun, &["nmod"]).map_or_else(Vec::new, |of| scene.named(of))
}

/// 'The team includes X and Y', 'X will be joined by Y', 'accompanied by Z'.
fn members(scene: &Scene<'_>, verb: WordId) -> Option<Vec<ActorId>> {
    let grammar = &scene.grammar;
    let lemma = scene.lemma(verb);
    let listed = match lemma.as_str() {
        "include" | "comprise" => {
            let subject = grammar.subject(verb)?;
            let object = grammar.child(verb, &["obj"])?;
            (scene.has("talks", "teams", subject)).then_some(object)?
        }
        "join" | "accompany" if grammar.is_passive(verb) => grammar.agent(verb)?,
        _ => return None,
    };
    let from = grammar.word(verb).span;
    let persons = scene.persons_in(from.join(grammar.span(listed)));
    (!persons.is_empty()).then_some(persons)
}

/// 'Washington will send X, Y and Z to the talks': those sent attend; a bare delegation makes the
/// sender one who sends a delegation.
fn sent(scene: &Scene<'_>, verb: WordId, sentence: Span) -> Option<Word> {
    let grammar = &scene.grammar;
    let object = grammar.child(verb, &["obj"])?;
    let aimed = about_talks(scene, verb)
        || scene.reading.analysis.subtree(object).into_iter().any(|w| scene.names_talks(w));
    if !aimed || grammar.is_negated(verb) {
        return None;
    }
    let conditional = grammar.those(verb, &["advcl"]).any(|c| {
        grammar
            .child(c, &["mark"])
            .is_some_and(|m| matches!(grammar.form(m).as_str(), "if" | "unless"))
    });
    if conditional {
        return None;
    }
    // The list may have been torn apart by the parser: everybody named from the verb to the talks.
    let until = scene
        .reading
        .analysis
        .words_in(sentence)
        .find(|&w| w > verb && scene.names_talks(w))
        .map_or(grammar.span(object), |w| grammar.word(w).span);
    let people = scene.persons_in(grammar.word(verb).span.join(until));
    if people.is_empty() && scene.has("talks", "teams", object) {
        let senders = scene.bodies(&scene.doers(verb));
        return Word::new(senders, "sends-delegation", sentence);
    }
    Word::new(people, "attending", sentence)
}

/// Whether talks stand among the verb's objects and obliques ('take part in the negotiations').
fn about_talks(scene: &Scene<'_>, verb: WordId) -> bool {
    let grammar = &scene.grammar;
    let mut below: Vec<_> = grammar.those(verb, &["obj", "obl", "xcomp"]).collect();
    let further: Vec<_> = below
        .iter()
        .flat_map(|&b| grammar.those(b, &["nmod", "obl", "obj"]).collect::<Vec<_>>())
        .collect();
    below.extend(further);
    // 'Putin also attended' has no object: the verb alone is enough where it can mean little else.
    below.iter().any(|&w| scene.names_talks(w))
        || (matches!(scene.lemma(verb).as_str(), "attend" | "participate")
            && grammar.child(verb, &["obj"]).is_none()
            && !grammar.is_passive(verb))
}

fn object_is(scene: &Scene<'_>, verb: WordId, list: &str) -> bool {
    scene.grammar.those(verb, &["obj", "nsubj"]).any(|c| scene.has("talks", list, c))
}
