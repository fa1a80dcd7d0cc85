//! The words that tell of acts, as `data/lexicon/events.toml` lists them.

use crate::{EventStatus, Plover};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// One trigger rule; the file's opening comment says what each field means.
#[derive(Debug)]
pub(crate) struct TriggerRule {
    pub(crate) kind: Plover,
    pub(crate) mode: Option<&'static str>,
    pub(crate) name: &'static str,
    pub(crate) object: Option<Set>,
    pub(crate) without: Set,
    pub(crate) subject: Option<Set>,
    pub(crate) behind: Option<(Vec<String>, Set)>,
    pub(crate) to: Option<Set>,
    pub(crate) without_to: Set,
    pub(crate) clause_modal: Vec<String>,
    /// A clause with 'that' serves as well as an infinitive.
    pub(crate) clause: bool,
    pub(crate) of: Option<Set>,
    pub(crate) actor: Vec<String>,
    pub(crate) recipient: Vec<String>,
    pub(crate) both: bool,
    pub(crate) needs: Needs,
    pub(crate) status: Option<EventStatus>,
    pub(crate) only: Only,
    /// What one side says the other did: the accuser is the speaker, the doer the accused.
    pub(crate) claimed: bool,
}

/// A set of lemmas; `all` where the file says `*`.
#[derive(Debug, Default)]
pub(crate) struct Set {
    all: bool,
    lemmas: BTreeSet<String>,
}

impl Set {
    pub(crate) fn has(&self, lemma: &str) -> bool {
        self.all || self.lemmas.contains(lemma)
    }
}

/// What a rule asks of its participants beyond there being one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Needs {
    Nothing,
    Actor,
    Recipient,
    BothSides,
    Two,
    TwoOrTime,
    RecipientPhone,
    RecipientPlace,
    Person,
    Object,
    Content,
    ObjectOrOf,
    ActorAndObject,
    Crowd,
    NoVictim,
    Alone,
    Armed,
    Martial,
    Victim,
    War,
    Probe,
    /// Something is given back: an object, and somebody who gets it.
    Return,
    /// Someone rejects something that has an owner.
    Reject,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Only {
    Any,
    Active,
    Passive,
    Negated,
}

/// All rules, by the lemma that triggers them, in the order of the file.
pub(crate) struct Lexicon {
    pub(crate) rules: Vec<TriggerRule>,
    /// Lemma → rule and particle.
    pub(crate) verbs: BTreeMap<String, Vec<(usize, Option<String>)>>,
    pub(crate) nouns: BTreeMap<String, Vec<usize>>,
    pub(crate) adjectives: BTreeMap<String, Vec<usize>>,
    classes: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    r#type: String,
    mode: Option<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    object: Option<Vec<String>>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    not_object: Vec<String>,
    subject: Option<Vec<String>>,
    behind: Option<Behind>,
    to: Option<Vec<String>>,
    #[serde(default)]
    without_to: Vec<String>,
    #[serde(default)]
    clause_modal: Vec<String>,
    #[serde(default)]
    clause: bool,
    of: Option<Vec<String>>,
    #[serde(default)]
    actor: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    both: bool,
    needs: Option<String>,
    status: Option<String>,
    only: Option<String>,
    #[serde(default)]
    claimed: bool,
    fires: String,
    not: String,
}

#[derive(Deserialize)]
struct Behind {
    prep: Vec<String>,
    noun: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../../../data/lexicon/events.toml"))
        .expect("events.toml is part of the program and read by its tests");
    let mut lexicon = Lexicon {
        rules: Vec::new(),
        verbs: BTreeMap::new(),
        nouns: BTreeMap::new(),
        adjectives: BTreeMap::new(),
        classes: file.classes,
    };
    for entry in file.rule {
        let at = lexicon.rules.len();
        for verb in &entry.verbs {
            let (lemma, particle) = verb
                .split_once(' ')
                .map_or((verb.as_str(), None), |(l, p)| (l, Some(p.to_owned())));
            lexicon.verbs.entry(lemma.to_owned()).or_default().push((at, particle));
        }
        for noun in &entry.nouns {
            lexicon.nouns.entry(noun.clone()).or_default().push(at);
        }
        for adjective in &entry.adjectives {
            lexicon.adjectives.entry(adjective.clone()).or_default().push(at);
        }
        let rule = lexicon.rule(entry);
        lexicon.rules.push(rule);
    }
    lexicon
});

impl Lexicon {
    pub(crate) fn shared() -> &'static Self {
        &LEXICON
    }

    pub(crate) fn class(&self, name: &str) -> &[String] {
        self.classes.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every lemma of the lexicon: triggers and what they ask for.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let triggers = self.verbs.keys().chain(self.nouns.keys()).chain(self.adjectives.keys());
        triggers.chain(self.classes.values().flatten()).cloned()
    }

    fn set(&self, words: &[String]) -> Set {
        let mut set = Set::default();
        for word in words {
            match word.strip_prefix('@') {
                Some(class) => set.lemmas.extend(self.class(class).iter().cloned()),
                None if word == "*" => set.all = true,
                None => _ = set.lemmas.insert(word.clone()),
            }
        }
        set
    }

    /// A rule of the file. Unknown names of types, modes or needs are found by the lexicon's test;
    /// here they make a rule that asks for everything and so never fires wrongly.
    fn rule(&self, entry: Entry) -> TriggerRule {
        let kind = Plover::from_name(&entry.r#type);
        let excluded: Vec<String> = [entry.without, entry.not_object].concat();
        debug_assert!(!entry.fires.is_empty() && !entry.not.is_empty());
        TriggerRule {
            kind: kind.unwrap_or(Plover::Consult),
            mode: entry.mode.as_deref().and_then(mode),
            name: name(kind.unwrap_or(Plover::Consult)),
            object: entry.object.map(|o| self.set(&o)),
            without: self.set(&excluded),
            subject: entry.subject.map(|o| self.set(&o)),
            behind: entry.behind.map(|b| (b.prep, self.set(&b.noun))),
            to: entry.to.map(|t| self.set(&t)),
            without_to: self.set(&entry.without_to),
            clause_modal: entry.clause_modal,
            clause: entry.clause,
            of: entry.of.map(|o| self.set(&o)),
            actor: entry.actor,
            recipient: entry.recipient,
            both: entry.both,
            needs: needs(entry.needs.as_deref().unwrap_or("")).unwrap_or(Needs::BothSides),
            status: entry.status.as_deref().and_then(EventStatus::from_name),
            only: match entry.only.as_deref() {
                Some("active") => Only::Active,
                Some("passive") => Only::Passive,
                Some("negated") => Only::Negated,
                _ => Only::Any,
            },
            claimed: entry.claimed,
        }
    }
}

fn needs(name: &str) -> Option<Needs> {
    Some(match name {
        "" | "no-talks" => Needs::Nothing,
        "actor" => Needs::Actor,
        "recipient" => Needs::Recipient,
        "both-sides" => Needs::BothSides,
        "two" => Needs::Two,
        "two-or-time" => Needs::TwoOrTime,
        "recipient-phone" => Needs::RecipientPhone,
        "recipient-place" => Needs::RecipientPlace,
        "person" => Needs::Person,
        "object" => Needs::Object,
        "content" => Needs::Content,
        "object-or-of" => Needs::ObjectOrOf,
        "actor-and-object" => Needs::ActorAndObject,
        "crowd" => Needs::Crowd,
        "no-victim" => Needs::NoVictim,
        "alone" => Needs::Alone,
        "armed" => Needs::Armed,
        "martial" => Needs::Martial,
        "victim" => Needs::Victim,
        "war" => Needs::War,
        "probe" => Needs::Probe,
        "return" => Needs::Return,
        "reject" => Needs::Reject,
        _ => return None,
    })
}

/// The modes of PLOVER 2.0, section 3.
const MODES: [&str; 57] = [
    "visit",
    "third-party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "arrest",
    "relations",
    "expel",
    "territory",
    "violence",
    "demo",
    "riot",
    "strike",
    "hunger",
    "boycott",
    "obstruct",
    "vandalize",
    "convict",
    "discontinue",
    "troops",
    "weapons",
    "police",
    "militia",
    "seize",
    "censor",
    "curfew",
    "martial-law",
    "deport",
    "withhold",
    "misinformation",
    "cyber",
    "abduct",
    "beat",
    "torture",
    "sexual",
    "targeted",
    "destroy",
    "primitive",
    "firearms",
    "explosives",
    "suicide-attack",
    "aerial",
    "drone",
    "heavy-weapons",
];

fn mode(name: &str) -> Option<&'static str> {
    MODES.into_iter().chain(["crowd-control", "unconventional"]).find(|m| *m == name)
}

/// The rule's name in a record.
fn name(kind: Plover) -> &'static str {
    match kind {
        Plover::Agree => "events/agree",
        Plover::Consult => "events/consult",
        Plover::Support => "events/support",
        Plover::Concede => "events/concede",
        Plover::Cooperate => "events/cooperate",
        Plover::Aid => "events/aid",
        Plover::Retreat => "events/retreat",
        Plover::Request => "events/request",
        Plover::Accuse => "events/accuse",
        Plover::Reject => "events/reject",
        Plover::Threaten => "events/threaten",
        Plover::Protest => "events/protest",
        Plover::Sanction => "events/sanction",
        Plover::Mobilize => "events/mobilize",
        Plover::Coerce => "events/coerce",
        Plover::Assault => "events/assault",
    }
}

/// Words above an act that say whether it happened, as `data/lexicon/modality.toml` lists them.
#[derive(Deserialize)]
pub(crate) struct Modality {
    pub(crate) planned: Words,
    pub(crate) proposed: Words,
    pub(crate) possible: Words,
    pub(crate) denied: Words,
    pub(crate) conditional: Words,
    pub(crate) stops: Words,
    pub(crate) light: Words,
    pub(crate) proceeds: Words,
}

#[derive(Deserialize)]
pub(crate) struct Words {
    words: BTreeSet<String>,
    #[serde(default)]
    auxiliaries: BTreeSet<String>,
    #[serde(default)]
    marks: BTreeSet<String>,
}

impl Words {
    pub(crate) fn has(&self, lemma: &str) -> bool {
        self.words.contains(lemma)
    }
    pub(crate) fn auxiliary(&self, form: &str) -> bool {
        self.auxiliaries.contains(form)
    }
    pub(crate) fn mark(&self, form: &str) -> bool {
        self.marks.contains(form)
    }
}

static MODALITY: LazyLock<Modality> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/lexicon/modality.toml"))
        .expect("modality.toml is part of the program and read by its tests")
});

impl Modality {
    /// Every lemma of the lists.
    pub(crate) fn every_word(&self) -> impl Iterator<Item = String> + '_ {
        let lists = [
            &self.planned,
            &self.proposed,
            &self.possible,
            &self.denied,
            &self.stops,
            &self.light,
            &self.proceeds,
        ];
        lists.into_iter().flat_map(|l| l.words.iter().cloned())
    }

    pub(crate) fn shared() -> &'static Self {
        &MODALITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_file_is_known() {
        let file: File = toml::from_str(include_str!("../../../../data/lexicon/events.toml"))
            .expect("it is TOML");
        for entry in &file.rule {
            let at = &entry.fires;
            assert!(Plover::from_name(&entry.r#type).is_some(), "{at}: type {}", entry.r#type);
            assert!(entry.mode.as_deref().is_none_or(|m| mode(m).is_some()), "{at}: mode");
            assert!(needs(entry.needs.as_deref().unwrap_or("")).is_some(), "{at}: needs");
            let status = entry.status.as_deref();
            assert!(status.is_none_or(|s| EventStatus::from_name(s).is_some()), "{at}: status");
            let sets = [&entry.object, &entry.to, &entry.subject, &entry.of];
            for class in sets.into_iter().flatten().flatten().chain(&entry.without) {
                let known = class.strip_prefix('@').is_none_or(|c| file.classes.contains_key(c));
                assert!(known, "{at}: no class {class}");
            }
        }
        assert!(file.rule.iter().map(|r| r.verbs.len() + r.nouns.len()).sum::<usize>() > 500);
        let types: BTreeSet<&str> = file.rule.iter().map(|r| r.r#type.as_str()).collect();
        assert_eq!(types.len(), 16);
        assert!(Modality::shared().planned.has("plan"));
    }
}
