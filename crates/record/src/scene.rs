//! Who stands at which words, and which party a person speaks for.
//!
//! The trees and the names are walked by [`Grammar`] and [`Cast`], which the reading uses as well;
//! here is what only the adding-up asks: for whom somebody treats.

use crate::Reading;
use crate::lexicon::Lexicon;
use rapporteur_read::{Actor, ActorId, ActorKind, As, Cast, Grammar, Time, When, says_when};
use rapporteur_text::{Span, Upos, WordId};
use std::collections::{BTreeMap, BTreeSet};

/// One document, ready to be asked.
pub(crate) struct Scene<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) grammar: Grammar<'a>,
    pub(crate) cast: Cast<'a>,
    pub(crate) lexicon: &'static Lexicon,
    /// Persons who are the first half of another's name: 'Recep' in 'Recep Tayyip Erdogan', where
    /// the two halves were taken for two people.
    halves: BTreeMap<ActorId, ActorId>,
    /// Those whom the text calls mediators.
    pub(crate) mediators: BTreeSet<ActorId>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(reading: Reading<'a>) -> Self {
        let claims = reading.claims;
        let grammar = Grammar::new(&reading.document.text, reading.analysis);
        let cast = Cast::new(&grammar, &claims.actors, &claims.places, &claims.times);
        let mut scene = Self {
            reading,
            grammar,
            cast,
            lexicon: Lexicon::embedded(),
            halves: BTreeMap::new(),
            mediators: BTreeSet::new(),
        };
        scene.halves = scene.find_halves();
        scene.mediators = scene.find_mediators();
        scene
    }

    fn find_halves(&self) -> BTreeMap<ActorId, ActorId> {
        let text = &self.reading.document.text;
        let unknown = |a: &&Actor| a.id.0.starts_with("person/?");
        let next = |at: Span| {
            let until = (at.end() + 40).min(text.len());
            let after = (until..until + 4).find_map(|end| text.span(at.end(), end))?;
            self.cast
                .mentions_in(after)
                .find(|(m, a, _)| m.start() > at.start() && a.kind == ActorKind::Person)
                .filter(|(m, ..)| text.as_str()[at.end()..m.start()].trim().is_empty())
                .map(|(_, a, _)| a.id.clone())
        };
        let half = |a: &'a Actor| {
            let mut wholes = a.mentions.iter().map(|m| next(m.span));
            let first = wholes.next()??;
            (first != a.id && wholes.all(|w| w.as_ref() == Some(&first)))
                .then_some((a.id.clone(), first))
        };
        self.reading.claims.actors.iter().filter(unknown).filter_map(half).collect()
    }

    /// Who only helps: persons with 'mediator' or the like before their name ('UN mediator Kofi
    /// Annan') or in their office, and bodies that mediators are of ('mediators of the African Union').
    fn find_mediators(&self) -> BTreeSet<ActorId> {
        // "the talks' chairman", 'host of the summit'
        let chairs = |w: WordId| {
            self.has("talks", "chairs", w)
                && self.grammar.those(w, &["nmod"]).any(|k| self.names_talks(k))
        };
        let helper = |w: &WordId| {
            self.grammar.word(*w).upos != Upos::Verb
                && (self.has("talks", "helper", *w) || chairs(*w))
        };
        let words = (0..self.reading.analysis.words.len() as u32).map(WordId);
        let named = words
            .filter(helper)
            .flat_map(|w| {
                let body = |id: &ActorId| id.0.starts_with("org/");
                let of = self
                    .grammar
                    .those(w, &["nmod", "compound"])
                    .filter(|&k| matches!(self.grammar.case(k).as_str(), "of" | "from" | ""))
                    .flat_map(|k| self.named(k))
                    .filter(body);
                let of: Vec<_> = of.collect();
                let above = self.grammar.word(w).head.filter(|_| {
                    self.grammar.word(w).is(&["compound", "nmod", "amod", "flat", "appos"])
                        && self.grammar.child(w, &["case"]).is_none()
                });
                [Some(w), above]
                    .into_iter()
                    .flatten()
                    .flat_map(|n| self.named(n))
                    .filter(|id| self.actor(id).is_some_and(|a| a.kind == ActorKind::Person))
                    .chain(of)
                    .collect::<Vec<_>>()
            })
            .collect::<BTreeSet<_>>();
        let office = |a: &&Actor| {
            a.kind == ActorKind::Person
                && a.roles.iter().any(|r| {
                    r.title
                        .to_lowercase()
                        .split(' ')
                        .any(|t| t == "mediation" || self.lexicon.has("talks", "helper", t))
                })
        };
        let by_office = self.reading.claims.actors.iter().filter(office).map(|a| a.id.clone());
        named.into_iter().chain(by_office).collect()
    }

    pub(crate) fn actor(&self, id: &ActorId) -> Option<&'a Actor> {
        self.cast.actor(id)
    }

    /// The dictionary form of a word, lower case.
    pub(crate) fn lemma(&self, w: WordId) -> String {
        self.grammar.lemma(w)
    }

    pub(crate) fn has(&self, section: &str, list: &str, w: WordId) -> bool {
        self.lexicon.has(section, list, &self.lemma(w))
    }

    /// 'talks', 'the summit', 'the session'; not the verb.
    pub(crate) fn names_talks(&self, w: WordId) -> bool {
        self.grammar.word(w).upos == Upos::Noun && self.has("talks", "nouns", w)
    }

    /// Whether a verb stands in a list, alone or with its particle ('call off').
    pub(crate) fn has_verb(&self, section: &str, list: &str, verb: WordId) -> bool {
        let lemma = self.lemma(verb);
        self.lexicon.has(section, list, &lemma)
            || ["off", "out", "for", "on"].iter().any(|p| {
                self.lexicon.has(section, list, &format!("{lemma} {p}"))
                    && (self.grammar.has_particle(verb, p)
                        || *p == "for" && !self.grammar.behind(verb, &["for"]).is_empty())
            })
    }

    /// Who the noun phrase headed by `w` names, each once and whole.
    pub(crate) fn named(&self, w: WordId) -> Vec<ActorId> {
        distinct(self.cast.all(&self.grammar, w).into_iter().map(|id| self.whole(id)))
    }

    pub(crate) fn whole(&self, id: ActorId) -> ActorId {
        self.halves.get(&id).cloned().unwrap_or(id)
    }

    /// The sides a noun phrase stands for: those it names, and what is joined to it where the tree
    /// calls that an apposition ('envoys from Iran and the P5+1 group'); 'they' and 'their' stand
    /// for whoever was the last in the plural.
    pub(crate) fn sides(&self, w: WordId) -> Vec<ActorId> {
        let mut found = self.named(w);
        let joined =
            self.grammar.those(w, &["appos"]).filter(|&k| self.grammar.child(k, &["cc"]).is_some());
        for k in joined {
            found.extend(self.named(k));
        }
        if found.is_empty() {
            let form = self.grammar.form(w);
            let owner =
                self.grammar.those(w, &["nmod"]).find(|&o| self.grammar.word(o).upos == Upos::Pron);
            if matches!(form.as_str(), "they" | "them" | "their" | "both") {
                found = self.last_plural(w);
                // 'The Rapid Support Forces said they …'
                if found.is_empty() && form != "both" {
                    found = self.last_single(w);
                }
            } else if let Some(owner) = owner.filter(|_| self.has("talks", "teams", w)) {
                found = match self.grammar.form(owner).as_str() {
                    "its" => self.last_single(owner),
                    _ => self.sides(owner),
                };
            }
        }
        for c in self.grammar.conjuncts(w) {
            if matches!(self.grammar.form(c).as_str(), "government" | "regime")
                && self.cast.at(&self.grammar, c).is_empty()
            {
                found.extend(self.government(c));
            }
        }
        distinct(found.into_iter())
    }

    /// 'the government' beside 'the rebels' is that of the rebels' country.
    fn government(&self, w: WordId) -> Option<ActorId> {
        let beside = self.grammar.conjuncts(
            self.grammar.word(w).head.filter(|_| self.grammar.word(w).is(&["conj"])).unwrap_or(w),
        );
        let country =
            beside.into_iter().filter(|&c| c != w).flat_map(|c| self.named(c)).find_map(|id| {
                let actor = self.actor(&id)?;
                matches!(actor.kind, ActorKind::Organisation | ActorKind::ArmedGroup)
                    .then(|| actor.country.clone())?
            })?;
        Some(ActorId(format!("state/{country}").into()))
    }

    /// Subjects told before `w`, the nearest first, back to the sentence before.
    fn subjects_before(&self, w: WordId) -> Vec<Vec<ActorId>> {
        let analysis = self.reading.analysis;
        let own = analysis.sentence_of(w);
        let first =
            analysis.sentence(rapporteur_text::SentenceId(own.0.saturating_sub(1))).words.start;
        (first..w.0)
            .rev()
            .map(WordId)
            .filter(|&k| {
                self.grammar.word(k).is(&["nsubj"]) && self.grammar.word(k).upos != Upos::Pron
            })
            .map(|k| {
                let mut ids = self.named(k);
                for a in self.grammar.those(k, &["appos"]) {
                    ids.extend(self.named(a));
                }
                distinct(ids.into_iter())
            })
            .collect()
    }

    fn last_plural(&self, w: WordId) -> Vec<ActorId> {
        self.subjects_before(w).into_iter().find(|ids| ids.len() > 1).unwrap_or_default()
    }

    fn last_single(&self, w: WordId) -> Vec<ActorId> {
        self.subjects_before(w)
            .into_iter()
            .find(|ids| {
                ids.len() == 1 && self.actor(&ids[0]).is_some_and(|a| a.kind != ActorKind::Person)
            })
            .unwrap_or_default()
    }

    /// The sides that do what a verb says.
    pub(crate) fn doers(&self, verb: WordId) -> Vec<ActorId> {
        self.grammar.doer(verb).map_or_else(Vec::new, |s| self.sides(s))
    }

    /// The party someone stands for: who holds an office of a state, a body or an armed group stands
    /// for it, a group of officials for their state; everyone else for themselves.
    ///
    /// A UN envoy from Algeria stands for the United Nations, a rebel commander for the rebels, a
    /// Turkish Cypriot leader for Northern Cyprus, a former president for himself.
    pub(crate) fn party(&self, id: &ActorId) -> ActorId {
        let Some(actor) = self.actor(id) else { return id.clone() };
        let state = |code: &str| ActorId(format!("state/{code}").into());
        match actor.kind {
            // Who mediates speaks for no state of theirs.
            ActorKind::Person if self.mediators.contains(id) => id.clone(),
            ActorKind::Person => {
                let of = || actor.roles.iter().map(|r| &r.of);
                let own = of().find(|of| Some(*of) == actor.country.as_ref());
                match own.or_else(|| of().find(|of| !of.contains('/'))) {
                    Some(code) => state(code),
                    None => of().next().map_or_else(|| id.clone(), |body| ActorId(body.clone())),
                }
            }
            ActorKind::People => actor.country.as_ref().map_or_else(|| id.clone(), |c| state(c)),
            _ => id.clone(),
        }
    }

    /// `ids` as parties: two or more persons and nobody else stay persons, else each stands for
    /// their party. In order of appearance, each once; no person beside their own state.
    pub(crate) fn parties(&self, ids: &[ActorId]) -> Vec<ActorId> {
        let ids: Vec<_> = ids.iter().filter(|i| self.may_treat(i)).cloned().collect();
        let persons =
            ids.iter().all(|i| self.actor(i).is_some_and(|a| a.kind == ActorKind::Person));
        if persons && ids.len() > 1 {
            let states: BTreeSet<_> = ids.iter().map(|i| self.party(i)).collect();
            if states.len() > 1 {
                return distinct(ids.into_iter());
            }
        }
        distinct(ids.iter().map(|i| self.party(i)))
    }

    /// `ids` as the bodies they stand for, persons too.
    pub(crate) fn bodies(&self, ids: &[ActorId]) -> Vec<ActorId> {
        distinct(ids.iter().filter(|i| self.may_treat(i)).map(|i| self.party(i)))
    }

    /// The two bodies that act together before a sentence, where the text tells of no others that
    /// do; nobody where it does, for then 'the talks' may be anybody's.
    pub(crate) fn only_pair(&self, sentence: Span) -> Vec<ActorId> {
        let together = |e: &&rapporteur_read::Event| e.actors.len() > 1;
        let joint = self.reading.claims.events.iter().filter(together);
        let mut pair: Option<Vec<ActorId>> = None;
        for event in joint {
            let bodies = self.bodies(&event.actors);
            match &pair {
                _ if bodies.len() < 2 => {}
                None if bodies.len() == 2 && event.trigger.end() <= sentence.start() => {
                    pair = Some(bodies);
                }
                Some(pair) if bodies.iter().all(|b| pair.contains(b)) => {}
                _ => return Vec::new(),
            }
        }
        pair.unwrap_or_default()
    }

    /// Whether somebody may be a party: not a newspaper.
    pub(crate) fn may_treat(&self, id: &ActorId) -> bool {
        self.actor(id).is_none_or(|a| a.kind != ActorKind::Media)
            && !id.0.contains("-media")
            && !id.0.starts_with("media/")
    }

    /// All persons named by name inside a span, in order, each once and whole.
    pub(crate) fn persons_in(&self, span: Span) -> Vec<ActorId> {
        let by_name = self.cast.mentions_in(span).filter(|(m, a, as_)| {
            span.contains(*m) && *as_ != As::Pronoun && a.kind == ActorKind::Person
        });
        distinct(by_name.map(|(_, a, _)| self.whole(a.id.clone())))
    }

    /// The sentence a word stands in.
    pub(crate) fn sentence(&self, w: WordId) -> Span {
        let analysis = self.reading.analysis;
        analysis.sentence(analysis.sentence_of(w)).span
    }

    /// The time that dates `head`: one that hangs on it or inside its phrase, in no clause of its
    /// own below it.
    pub(crate) fn time_of(&self, head: WordId) -> Option<&'a Time> {
        let near = self.grammar.word(head).span;
        let mut times: Vec<_> = self
            .cast
            .times_in(self.grammar.span(head))
            .filter(|(_, time, at)| {
                says_when(time)
                    && calendar(&time.value).is_some()
                    && (*at == head
                        || self
                            .grammar
                            .upward(*at)
                            .skip(1)
                            .take_while(|&k| k != head)
                            .all(|k| !self.is_clause(k)))
                    && (*at == head || self.grammar.is_under(*at, head))
            })
            .collect();
        times.sort_by_key(|t| gap(t.0, near));
        times.first().map(|t| t.1)
    }

    fn is_clause(&self, w: WordId) -> bool {
        self.grammar.word(w).is(&["advcl", "ccomp", "acl", "parataxis", "csubj"])
            || self.grammar.word(w).is(&["conj"]) && self.grammar.word(w).upos == Upos::Verb
    }

    /// Whether a word has 'the', 'this', 'such' or an owner before it, and so was told of before.
    pub(crate) fn definite(&self, noun: WordId) -> bool {
        self.grammar.those(noun, &["det", "nmod"]).any(|k| {
            matches!(
                self.grammar.form(k).as_str(),
                "the" | "this" | "these" | "those" | "that" | "such" | "both"
            ) || self.grammar.word(k).relation == "nmod:poss"
        }) || self.grammar.those(noun, &["amod", "det"]).any(|k| self.grammar.form(k) == "such")
    }

    /// A word directly beside a noun that stands in a list.
    pub(crate) fn beside(&self, noun: WordId, section: &str, list: &str) -> bool {
        self.grammar.those(noun, &["amod", "compound", "det", "advmod", "acl", "nmod"]).any(|k| {
            self.grammar.word(k).head == Some(noun)
                && (self.has(section, list, k)
                    || self.lexicon.has(section, list, &self.grammar.form(k)))
        })
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
