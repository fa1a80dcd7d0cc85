//! Who stands at which words, and which party a person speaks for.

use crate::Reading;
use rapporteur_read::{Actor, ActorId, ActorKind, As, How, Time, When};
use rapporteur_text::{Span, Upos, WordId};
use std::collections::BTreeSet;

/// Actors by where they are named, for one document.
pub(crate) struct Cast<'a> {
    pub(crate) reading: Reading<'a>,
    /// (span, index of the actor), by start.
    mentions: Vec<(Span, usize, As)>,
}

impl<'a> Cast<'a> {
    pub(crate) fn new(reading: Reading<'a>) -> Self {
        let mut mentions: Vec<_> = reading
            .claims
            .actors
            .iter()
            .enumerate()
            .flat_map(|(i, a)| {
                a.mentions
                    .iter()
                    .filter(|m| m.how != How::Unresolved || a.kind != ActorKind::Person)
                    .map(move |m| (m.span, i, m.as_))
            })
            .collect();
        mentions.sort_by_key(|m| (m.0, m.1));
        Self { reading, mentions }
    }

    pub(crate) fn actor(&self, id: &ActorId) -> Option<&'a Actor> {
        self.reading.claims.actors.iter().find(|a| a.id == *id)
    }

    /// The actor whose mention this word heads: 'minister' in 'the French minister' is the
    /// minister, 'French' in it is the state.
    pub(crate) fn at(&self, word: WordId) -> Option<&'a Actor> {
        let analysis = self.reading.analysis;
        let span = analysis.word(word).span;
        let over: Vec<_> = self
            .mentions
            .iter()
            .take_while(|m| m.0.start() <= span.start())
            .filter(|m| m.0.contains(span))
            .collect();
        over.iter()
            .filter(|m| analysis.head_in(m.0) == Some(word))
            .min_by_key(|m| m.0.len())
            .or_else(|| over.iter().min_by_key(|m| m.0.len()))
            .map(|m| &self.reading.claims.actors[m.1])
    }

    /// The actors that a noun phrase names: its head and whatever is joined to it by 'and'.
    ///
    /// 'Russia and Ukraine' names two; 'the president of Russia' does not name Russia.
    pub(crate) fn named_by(&self, head: WordId) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let mut found = Vec::new();
        let mut heads = vec![head];
        heads.extend(analysis.children(head).filter(|&c| analysis.word(c).is(&["conj"])));
        for at in heads {
            let actor = self
                .at(at)
                .or_else(|| analysis.child(at, &["appos", "flat"]).and_then(|a| self.at(a)));
            if let Some(actor) = actor
                && !found.contains(&actor.id)
            {
                found.push(actor.id.clone());
            }
        }
        found
    }

    /// All actors named inside a span by name, role or metonym, in order, each once.
    pub(crate) fn within(&self, span: Span) -> Vec<ActorId> {
        let mut found = Vec::new();
        for (at, index, as_) in &self.mentions {
            let id = &self.reading.claims.actors[*index].id;
            if span.contains(*at) && *as_ != As::Pronoun && !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }

    /// The party someone stands for: a person who holds or held an office, and a group of
    /// officials, stand for their state; everyone else for themselves.
    pub(crate) fn party(&self, id: &ActorId) -> ActorId {
        let Some(actor) = self.actor(id) else { return id.clone() };
        let stands = match actor.kind {
            ActorKind::Person => !actor.id.0.starts_with("person/?") || !actor.roles.is_empty(),
            ActorKind::People => true,
            _ => false,
        };
        match &actor.country {
            Some(country) if stands => ActorId(format!("state/{country}").into()),
            _ => id.clone(),
        }
    }

    /// `ids` as parties: two or more persons and nobody else stay persons, else each stands for
    /// their party. Sorted by first appearance, each once; no person beside their own state.
    pub(crate) fn parties(&self, ids: &[ActorId]) -> Vec<ActorId> {
        let persons =
            ids.iter().all(|i| self.actor(i).is_some_and(|a| a.kind == ActorKind::Person));
        if persons && ids.len() > 1 {
            let states: BTreeSet<_> = ids.iter().map(|i| self.party(i)).collect();
            if states.len() > 1 {
                return distinct(ids.iter().cloned());
            }
        }
        distinct(ids.iter().map(|i| self.party(i)))
    }

    /// Whether a party may stand in talks: a state, an organisation, an armed group, a person.
    pub(crate) fn may_treat(&self, id: &ActorId) -> bool {
        self.actor(id).is_none_or(|a| a.kind != ActorKind::Media)
    }

    /// The sentence's times of a given sort, nearest to `near` first.
    pub(crate) fn times_near(&self, sentence: Span, near: Span) -> Vec<&'a Time> {
        let mut times: Vec<_> =
            self.reading.claims.times.iter().filter(|t| sentence.contains(t.span)).collect();
        times.sort_by_key(|t| gap(t.span, near));
        times
    }

    /// The verb or predicate above a word, and the words passed on the way.
    pub(crate) fn clause_of(&self, word: WordId) -> WordId {
        let analysis = self.reading.analysis;
        let mut at = word;
        for _ in 0..64 {
            let here = analysis.word(at);
            let clausal =
                here.is(&["root", "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj"])
                    || (here.is(&["conj"]) && matches!(here.upos, Upos::Verb | Upos::Aux));
            match here.head {
                Some(head) if !clausal => at = head,
                _ => break,
            }
        }
        at
    }

    /// The subjects of a clause, shared ones included: in 'X met Y and signed a deal', X signed.
    pub(crate) fn subjects(&self, verb: WordId) -> Vec<ActorId> {
        let analysis = self.reading.analysis;
        let mut at = verb;
        for _ in 0..8 {
            if let Some(subject) = analysis.child(at, &["nsubj"]) {
                let found = self.named_by(subject);
                let relative = analysis.word(subject).feature("PronType") == Some("Rel");
                if !found.is_empty() || !relative {
                    return found;
                }
                return analysis.word(at).head.map_or_else(Vec::new, |h| self.named_by(h));
            }
            let word = analysis.word(at);
            match word.head {
                Some(head) if word.is(&["conj", "xcomp", "advcl"]) => at = head,
                Some(head) if word.is(&["acl"]) => return self.named_by(head),
                _ => break,
            }
        }
        Vec::new()
    }

    /// Whether a word is negated: 'not', 'never', 'no' beside it or its auxiliaries.
    pub(crate) fn negated(&self, word: WordId) -> bool {
        let analysis = self.reading.analysis;
        analysis.children(word).any(|c| {
            let w = analysis.word(c);
            w.feature("Polarity") == Some("Neg")
                || matches!(w.lemma.as_str(), "not" | "never" | "no" | "n't" | "nobody")
        })
    }

    /// Words of a sentence by dictionary form.
    pub(crate) fn lemma(&self, word: WordId) -> &'a str {
        &self.reading.analysis.word(word).lemma
    }
}

/// Each item once, in order.
pub(crate) fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// Bytes between two spans.
pub(crate) fn gap(a: Span, b: Span) -> usize {
    a.start().saturating_sub(b.end()).max(b.start().saturating_sub(a.end()))
}

/// The calendar part of a value: `2025-05-15` of `2025-05-15T07:00Z`; `None` for durations and
/// vague references.
pub(crate) fn calendar(value: &str) -> Option<&str> {
    let day = value.split('T').next().unwrap_or(value);
    (day.len() >= 4 && day.as_bytes()[..4].iter().all(u8::is_ascii_digit)).then_some(day)
}

/// Whether two values may be of one day: equal, or one the beginning of the other.
pub(crate) fn compatible(a: Option<&str>, b: Option<&str>) -> bool {
    match (a.and_then(calendar), b.and_then(calendar)) {
        (Some(a), Some(b)) => a.starts_with(b) || b.starts_with(a),
        _ => true,
    }
}

/// The more exact of two compatible values.
pub(crate) fn finer(a: Option<When>, b: Option<When>) -> Option<When> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.value.len() > a.value.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}
