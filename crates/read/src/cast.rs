//! Who stands at a word: from a noun in the tree to the actors that the people room found.

use crate::events::Lexicon;
use crate::grammar::Grammar;
use crate::{Actor, ActorId, ActorKind, As, Place, Time, When};
use rapporteur_text::{Span, Upos, WordId};
use std::collections::BTreeMap;

/// The actors, places and times of a document, by the words that name them.
pub struct Cast<'a> {
    /// All actors of the document.
    pub actors: &'a [Actor],
    /// Head word of a mention → its actor and span, the longest span first.
    heads: BTreeMap<WordId, Vec<(usize, Span, As)>>,
    /// All mentions by start.
    mentions: Vec<(Span, usize, As)>,
    places: Vec<(Span, &'a Place, WordId)>,
    times: Vec<(Span, &'a Time, WordId)>,
}

impl<'a> Cast<'a> {
    /// Actors, places and times of the document whose trees `grammar` holds.
    pub fn new(
        grammar: &Grammar<'_>,
        actors: &'a [Actor],
        places: &'a [Place],
        times: &'a [Time],
    ) -> Self {
        let head = |span: Span| grammar.analysis.head_in(span);
        let mut heads: BTreeMap<WordId, Vec<(usize, Span, As)>> = BTreeMap::new();
        let mut mentions = Vec::new();
        for (a, actor) in actors.iter().enumerate() {
            for mention in &actor.mentions {
                mentions.push((mention.span, a, mention.as_));
                if let Some(w) = head(mention.span) {
                    heads.entry(w).or_default().push((a, mention.span, mention.as_));
                }
            }
        }
        mentions.sort_by_key(|&(span, a, _)| (span, a));
        for here in heads.values_mut() {
            here.sort_by_key(|&(a, span, _)| (std::cmp::Reverse(span.len()), a));
        }
        let mut where_: Vec<_> = places
            .iter()
            .flat_map(|p| p.mentions.iter().map(move |m| (m.span, p)))
            .filter_map(|(span, place)| Some((span, place, head(span)?)))
            .collect();
        where_.sort_by_key(|&(span, ..)| span);
        let when = times.iter().filter_map(|t| Some((t.span, t, head(t.span)?))).collect();
        Self { actors, heads, mentions, places: where_, times: when }
    }

    /// The actor with that id.
    pub fn actor(&self, id: &ActorId) -> Option<&'a Actor> {
        self.actors.iter().find(|a| a.id == *id)
    }

    /// Mentions that share a byte with `span`, in order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = (Span, &'a Actor, As)> + '_ {
        // Mentions nest, but no mention is longer than a few hundred bytes: look a little back.
        let from = self.mentions.partition_point(|m| m.0.start() + 400 < span.start());
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.0.start() < span.end())
            .filter(move |m| m.0.overlaps(span))
            .map(|&(at, a, as_)| (at, &self.actors[a], as_))
    }

    /// Who the noun phrase headed by `w` names, conjuncts left aside; empty where nobody known.
    ///
    /// 'US Secretary of State Marco Rubio' is Rubio, 'Turkish officials' Turkey, 'the rebels' whom
    /// the people room says; 'the Turkish coast' is nobody.
    pub fn at(&self, grammar: &Grammar<'_>, w: WordId) -> Vec<ActorId> {
        self.at_depth(grammar, w, 0)
    }

    fn at_depth(&self, grammar: &Grammar<'_>, w: WordId, depth: u8) -> Vec<ActorId> {
        if let Some(here) = self.heads.get(&w) {
            let best = here.iter().find(|m| self.actors[m.0].kind == ActorKind::Person);
            let (a, ..) = *best.unwrap_or(&here[0]);
            return vec![self.actors[a].id.clone()];
        }
        // The parser may have cut the name otherwise than the people room: the shortest around `w`.
        let span = grammar.word(w).span;
        let around = self.mentions_in(span).filter(|(m, ..)| m.contains(span));
        if let Some((_, actor, _)) = around.min_by_key(|(m, ..)| m.len()) {
            return vec![actor.id.clone()];
        }
        if depth > 3 || grammar.word(w).upos == Upos::Pron {
            return Vec::new();
        }
        for k in grammar.children(w) {
            let relation = grammar.word(*k).relation.as_str();
            if matches!(relation, "flat" | "flat:name" | "nmod:desc" | "appos") {
                let named = self.all_depth(grammar, *k, depth + 1);
                let person =
                    |id: &ActorId| self.actor(id).is_some_and(|a| a.kind == ActorKind::Person);
                let name = relation != "nmod:desc" || named.iter().any(person);
                if name && !named.is_empty() {
                    return named;
                }
            }
        }
        if let Some(person) = self.titled(grammar, w) {
            return vec![person];
        }
        let lemma = grammar.lemma(w);
        let standing = Lexicon::shared().class("standing");
        if standing.contains(&lemma) {
            for k in grammar.those(w, &["compound", "amod", "nmod", "flat", "det"]) {
                let of =
                    matches!(grammar.case(k).as_str(), "" | "of" | "for" | "from" | "'s" | "’s");
                if of || grammar.word(k).relation == "nmod:poss" {
                    if grammar.word(k).is(&["det"]) && grammar.form(k) != "whose" {
                        continue;
                    }
                    let owner = grammar.antecedent(k);
                    let named = self.all_depth(grammar, owner, depth + 1);
                    // 'his government', 'whose ministry': of the state the person stands for.
                    let state = named.first().and_then(|id| self.actor(id)).and_then(|a| {
                        let country = a.country.as_ref().filter(|_| a.kind == ActorKind::Person)?;
                        let id = ActorId(format!("state/{country}").into());
                        self.actor(&id).map(|s| s.id.clone())
                    });
                    if let Some(state) = state.filter(|_| {
                        matches!(
                            lemma.as_str(),
                            "government"
                                | "ministry"
                                | "army"
                                | "military"
                                | "administration"
                                | "force"
                                | "troop"
                                | "parliament"
                                | "state"
                        )
                    }) {
                        return vec![state];
                    }
                    let body = |id: &ActorId| {
                        self.actor(id).is_some_and(|a| {
                            a.kind != ActorKind::Person || lemma == "administration"
                        }) || matches!(
                            lemma.as_str(),
                            "spokesman" | "spokeswoman" | "spokesperson" | "aide"
                        )
                    };
                    if named.iter().any(body) {
                        return named;
                    }
                }
            }
        }
        Vec::new()
    }

    /// 'Kerry' for 'Secretary' in 'Secretary of State John Kerry': the person named behind a title
    /// with nothing but its own words between; not 'the office of John Kerry'.
    fn titled(&self, grammar: &Grammar<'_>, w: WordId) -> Option<ActorId> {
        let from = grammar.word(w).span;
        let until = (from.end() + 60).min(grammar.text.len());
        let phrase = (until..until + 4).find_map(|end| grammar.text.span(from.end(), end))?;
        let (span, actor, _) = self.mentions_in(phrase).find(|(span, actor, as_)| {
            actor.kind == ActorKind::Person && *as_ == As::Name && span.start() > from.end()
        })?;
        let between = &grammar.text[grammar.text.span(from.end(), span.start())?];
        let head = grammar.analysis.head_in(span)?;
        let own = grammar.analysis.sentence_of(head) == grammar.analysis.sentence_of(w)
            && matches!(grammar.word(w).upos, Upos::Noun | Upos::Propn)
            && !between.contains([',', ';', '.', '“', '"', ':', '(', '\''])
            && between.split_whitespace().count() <= 3
            && grammar.child(head, &["case"]).is_none()
            && grammar.analysis.words_in(grammar.text.span(from.end(), span.start())?).all(|k| {
                matches!(grammar.word(k).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp)
                    && (grammar.word(k).upos != Upos::Adp || grammar.form(k) == "of")
            });
        own.then(|| actor.id.clone())
    }

    /// Who the noun phrase names, each conjunct included, in order and once.
    pub fn all(&self, grammar: &Grammar<'_>, w: WordId) -> Vec<ActorId> {
        self.all_depth(grammar, w, 0)
    }

    fn all_depth(&self, grammar: &Grammar<'_>, w: WordId, depth: u8) -> Vec<ActorId> {
        let mut ids = Vec::new();
        for c in grammar.conjuncts(w) {
            // 'Kyiv said no and Moscow agreed': a clause joined by mistake names nobody.
            if c != w && grammar.is_predicate(c) {
                continue;
            }
            let named = self.at_depth(grammar, c, depth);
            let joint = if named.is_empty() { Vec::new() } else { self.joint(grammar, c, depth) };
            for id in joint.into_iter().chain(named) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ids
    }

    /// Both of 'the British and Irish governments'; nobody for 'the British government'.
    fn joint(&self, grammar: &Grammar<'_>, w: WordId, depth: u8) -> Vec<ActorId> {
        if depth > 3 || grammar.word(w).feature("Number") != Some("Plur") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for k in grammar.those(w, &["amod", "compound"]) {
            let joined = grammar.conjuncts(k);
            if joined.len() < 2 {
                continue;
            }
            for c in joined {
                let bodies = self.at_depth(grammar, c, depth + 1).into_iter();
                found.extend(bodies.filter(|id| {
                    self.actor(id).is_some_and(|a| {
                        matches!(
                            a.kind,
                            ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup
                        )
                    })
                }));
            }
        }
        found
    }

    /// Times that share a byte with `span`, in order, each with its head word.
    pub fn times_in(&self, span: Span) -> impl Iterator<Item = (Span, &'a Time, WordId)> + '_ {
        let from = self.times.partition_point(|t| t.0.end() <= span.start());
        self.times[from..].iter().take_while(move |t| t.0.start() < span.end()).copied()
    }

    /// Places named in `span`, in order, each with its head word.
    pub fn places_in(&self, span: Span) -> impl Iterator<Item = (Span, &'a Place, WordId)> + '_ {
        let from = self.places.partition_point(|p| p.0.end() <= span.start());
        self.places[from..].iter().take_while(move |p| p.0.start() < span.end()).copied()
    }

    /// The country of the place named at these words.
    pub fn country_at(&self, span: Span) -> Option<&'a str> {
        self.places_in(span).find_map(|(_, place, _)| place.country.as_deref())
    }
}

/// A time as the day or stretch on which something was.
pub fn when(time: &Time) -> When {
    When { value: time.value.clone(), from: Some(time.span) }
}

/// Whether a time says when: a date or a time of day, not a length or a habit.
pub fn says_when(time: &Time) -> bool {
    use crate::TimeKind::{Date, Time as Clock};
    matches!(time.kind, Date | Clock) && !time.value.starts_with('P')
        || time.value.ends_with("_REF")
}
