//! Which words tell of an act: the rules of the lexicon against the trees.

use super::lexicon::{Lexicon, Needs, Only, TriggerRule};
use super::participants::{Scene, Sides};
use crate::{ActorKind, Plover};
use rapporteur_text::{Upos, WordId};

/// A word that tells of an act, by which rule, and between whom.
pub(crate) struct Found {
    pub(crate) trigger: WordId,
    pub(crate) rule: usize,
    pub(crate) sides: Sides,
    /// Told by a noun alone.
    pub(crate) nominal: bool,
    /// Words that are part of it and tell of no act of their own: 'talks' in 'held talks'.
    pub(crate) covers: Vec<WordId>,
    /// Clauses that say what is asked, promised or refused: no acts of their own.
    pub(crate) contents: Vec<WordId>,
}

impl Scene<'_> {
    /// The first rule that fires at `w`.
    pub(crate) fn trigger(&self, lexicon: &Lexicon, w: WordId) -> Option<Found> {
        let lemma = self.grammar.lemma(w);
        match self.grammar.word(w).upos {
            Upos::Verb => self.at_verb(lexicon, w, &lemma),
            Upos::Noun => self.at_noun(lexicon, w, &lemma),
            Upos::Adj => {
                let rules = lexicon.adjectives.get(&lemma)?;
                rules.iter().find_map(|&r| self.fires_at_verb(lexicon, r, w, false))
            }
            _ => None,
        }
    }

    fn at_verb(&self, lexicon: &Lexicon, w: WordId, lemma: &str) -> Option<Found> {
        let entries = lexicon.verbs.get(lemma)?;
        entries.iter().find_map(|(rule, particle)| {
            let with = particle.as_deref().is_none_or(|p| self.has_particle(w, p));
            with.then(|| self.fires_at_verb(lexicon, *rule, w, particle.is_some())).flatten()
        })
    }

    /// 'off' in 'called off', 'on' in 'called on Juba', 'charges' in 'drop charges'.
    fn has_particle(&self, w: WordId, particle: &str) -> bool {
        let g = self.grammar;
        let first = particle.split(' ').next().unwrap_or(particle);
        g.has_particle(w, first)
            || !g.behind(w, &[first]).is_empty()
            || g.those(w, &["obj", "xcomp", "obl"]).any(|k| g.lemma(k) == first)
    }

    fn fires_at_verb(
        &self,
        lexicon: &Lexicon,
        at: usize,
        w: WordId,
        particle: bool,
    ) -> Option<Found> {
        let g = self.grammar;
        let rule = &lexicon.rules[at];
        match rule.only {
            Only::Active if g.is_passive(w) => return None,
            Only::Passive if !g.is_passive(w) => return None,
            Only::Negated if !g.is_negated(w) => return None,
            _ => {}
        }
        let mut covers = Vec::new();
        let mut contents = Vec::new();
        let object = g.undergoer(w);
        if let Some(set) = &rule.object {
            covers.push(self.object_in(w, set, particle)?);
        }
        let mut noun = covers.first().copied();
        if let Some(o) = object
            && (rule.without.has(&g.lemma(o)) || self.names_any(o, &rule.without))
        {
            return None;
        }
        if let Some(set) = &rule.subject {
            let subject = g.subject(w).filter(|&s| set.has(&g.lemma(s)))?;
            covers.push(subject);
        }
        if let Some((prepositions, nouns)) = &rule.behind {
            let prepositions: Vec<&str> = prepositions.iter().map(String::as_str).collect();
            let found = g.behind(w, &prepositions).into_iter().find(|&k| nouns.has(&g.lemma(k)))?;
            covers.push(found);
            noun = noun.or(Some(found));
        }
        if let Some(set) = &rule.to {
            let complement = self.infinitive(w, rule.clause)?;
            let lemma = g.lemma(complement);
            if !set.has(&lemma) || rule.without_to.has(&lemma) {
                return None;
            }
            contents.push(complement);
        }
        if !rule.clause_modal.is_empty() {
            let clause = g.child(w, &["ccomp"])?;
            let modal = |a: &String| rule.clause_modal.contains(a);
            if !g.auxiliaries(clause).iter().any(modal) {
                return None;
            }
            contents.push(clause);
        }
        let complement = contents.first().copied();
        let mut sides =
            if rule.claimed { self.of_claim(w)? } else { self.of_verb(w, rule, noun, complement) };
        // 'said Kyiv must come' asks Kyiv; 'said it must end' asks nobody.
        if !rule.clause_modal.is_empty() && sides.recipients.is_empty() {
            return None;
        }
        if !self.met(rule, w, &mut sides, object) {
            return None;
        }
        // What is demanded, threatened or refused is told with it.
        if matches!(rule.kind, Plover::Request | Plover::Agree | Plover::Reject | Plover::Threaten)
        {
            contents.extend(g.those(w, &["xcomp", "ccomp"]).filter(|&c| c > w));
            covers.extend(object.filter(|&o| o > w));
            let told = covers.iter().flat_map(|&c| g.those(c, &["acl"]));
            contents.extend(told.filter(|&c| g.those(c, &["mark"]).any(|m| g.form(m) == "to")));
        }
        let trigger = if rule.clause_modal.is_empty() { w } else { complement.unwrap_or(w) };
        covers.extend(object.filter(|_| rule.object.is_some()));
        Some(Found { trigger, rule: at, sides, nominal: false, covers, contents })
    }

    /// The object (or passive subject) whose lemma is in the set: through 'of' and 'and' where the
    /// head is a measure ('a round of talks', 'the idea of direct talks').
    fn object_in(&self, w: WordId, set: &super::lexicon::Set, particle: bool) -> Option<WordId> {
        let g = self.grammar;
        // 'walked out of the talks': behind the particle's preposition.
        let astray = || g.behind(w, &["of", "from", "on", "for", "with", "in", "into", "to"]);
        let object = g.undergoer(w).into_iter().chain(if particle { astray() } else { Vec::new() });
        object
            .flat_map(|o| g.conjuncts(o))
            .flat_map(|o| std::iter::once(o).chain(g.behind(o, &["of", "for"])))
            .find(|&o| set.has(&g.lemma(o)) && !self.is_compound_of_other(o))
    }

    /// 'talks' in 'the talks venue' is not what is held.
    fn is_compound_of_other(&self, w: WordId) -> bool {
        self.grammar.word(w).is(&["compound"])
    }

    fn names_any(&self, object: WordId, set: &super::lexicon::Set) -> bool {
        let g = self.grammar;
        g.those(object, &["compound"]).any(|k| set.has(&g.lemma(k)))
    }

    /// The clause that says what is asked, agreed or threatened.
    fn infinitive(&self, w: WordId, clause: bool) -> Option<WordId> {
        let g = self.grammar;
        let own = g.those(w, &["xcomp", "ccomp", "advcl", "acl"]).find(|&x| {
            x > w
                && (g.word(x).is(&["xcomp"]) && g.word(x).upos == Upos::Verb
                    || g.those(x, &["mark"]).any(|m| g.form(m) == "to")
                    || clause && g.word(x).is(&["ccomp"]))
        });
        own.or_else(|| {
            // 'urged Kyiv to meet' with the infinitive hung on 'Kyiv'.
            let object = g.child(w, &["obj"])?;
            g.those(object, &["acl"]).find(|&x| g.those(x, &["mark"]).any(|m| g.form(m) == "to"))
        })
    }

    /// 'The army said the rebels had broken the truce': the army accuses the rebels.
    fn of_claim(&self, w: WordId) -> Option<Sides> {
        let g = self.grammar;
        let done_by = g.doer(w).map(|d| self.who(d)).unwrap_or_default();
        let speaker = self
            .said_in(g.word(w).span)
            .into_iter()
            .find_map(|n| self.statements[n].speaker.clone())
            .filter(|s| !done_by.contains(s))?;
        Some(Sides { actors: vec![speaker], recipients: done_by, doer: None, done_to: g.doer(w) })
    }

    fn at_noun(&self, lexicon: &Lexicon, w: WordId, lemma: &str) -> Option<Found> {
        let g = self.grammar;
        if g.word(w).is(&["compound", "flat"]) {
            return None;
        }
        let rules = lexicon.nouns.get(lemma)?;
        rules.iter().find_map(|&at| {
            let rule = &lexicon.rules[at];
            if let Some(of) = &rule.of {
                let told = g.those(w, &["compound", "nmod"]).any(|k| of.has(&g.lemma(k)));
                if !told {
                    return None;
                }
            }
            let mut sides = self.of_noun(w, rule);
            self.met(rule, w, &mut sides, None).then(|| Found {
                trigger: w,
                rule: at,
                sides,
                nominal: true,
                covers: Vec::new(),
                contents: Vec::new(),
            })
        })
    }

    /// What the rule asks of its participants.
    fn met(
        &self,
        rule: &TriggerRule,
        w: WordId,
        sides: &mut Sides,
        object: Option<WordId>,
    ) -> bool {
        let g = self.grammar;
        let kind = |id: &crate::ActorId| self.cast.actor(id).map(|a| a.kind);
        let class = |name: &str, w: Option<WordId>| {
            w.is_some_and(|w| {
                let words = Lexicon::shared().class(name);
                words.contains(&g.lemma(w))
                    || g.behind(w, &["of"]).iter().any(|&k| words.contains(&g.lemma(k)))
            })
        };
        let actors = !sides.actors.is_empty();
        let recipients = !sides.recipients.is_empty();
        let holds = match rule.needs {
            Needs::Nothing => true,
            Needs::Actor => actors,
            Needs::Recipient => recipients || rule.both && sides.actors.len() > 1,
            Needs::BothSides => actors && recipients,
            Needs::Two => sides.actors.len() > 1,
            Needs::TwoOrTime => {
                let head = g.word(w).head;
                let proceeds = g.word(w).is(&["nsubj"])
                    && head.is_some_and(|h| {
                        super::lexicon::Modality::shared().proceeds.has(&g.lemma(h))
                    });
                sides.actors.len() > 1 || actors && proceeds
            }
            Needs::RecipientPhone => {
                let phone = g.those(w, &["obl", "obj"]).any(|k| {
                    matches!(
                        g.lemma(k).as_str(),
                        "phone" | "telephone" | "call" | "videolink" | "video"
                    )
                });
                let lone = g.child(w, &["xcomp", "ccomp"]).is_none_or(|x| {
                    g.word(x).upos == Upos::Verb
                        && g.those(x, &["mark"]).any(|m| g.form(m) == "to")
                        && g.lemma(w) == "call"
                }) && g.behind(w, &["for", "on", "upon"]).is_empty();
                let other = sides.done_to.is_some_and(|d| !self.who(d).is_empty());
                let verb = g.lemma(w);
                let spoken = matches!(verb.as_str(), "phone" | "telephone" | "ring") || phone;
                other
                    && sides.actors.len() > 1
                    && (spoken || verb == "call" && lone && g.child(w, &["obj"]) == sides.done_to)
                    || spoken && actors && other
            }
            Needs::RecipientPlace => {
                // To a country or town; of a person or a body only 'visited' is told by 'meet'.
                let somewhere = sides.done_to.is_some_and(|d| {
                    let named = g
                        .conjuncts(d)
                        .into_iter()
                        .any(|c| self.cast.places_in(g.word(c).span).next().is_some());
                    named || sides.recipients.iter().any(|id| kind(id) == Some(ActorKind::State))
                });
                let person = sides.actors.iter().any(|id| {
                    matches!(
                        kind(id),
                        Some(
                            ActorKind::Person
                                | ActorKind::State
                                | ActorKind::People
                                | ActorKind::Organisation
                        )
                    )
                });
                actors && person && somewhere
            }
            Needs::Person => {
                let whom = |id: &crate::ActorId| {
                    matches!(kind(id), Some(ActorKind::Person | ActorKind::People))
                };
                actors && sides.recipients.iter().any(whom)
            }
            Needs::Object => object.is_some(),
            Needs::Return => {
                actors && recipients && object.is_some() && !g.behind(w, &["to"]).is_empty()
            }
            Needs::Reject => {
                actors && object.is_some() && (recipients || g.child(w, &["ccomp"]).is_none())
            }
            Needs::Content => {
                let clause = g.child(w, &["ccomp"]).is_some();
                let noun = g.child(w, &["obj"]).is_some_and(|o| g.word(o).upos != Upos::Pron);
                let behind = !g.behind(w, &["for", "on"]).is_empty() && !noun;
                let seeks = matches!(g.lemma(w).as_str(), "want" | "seek" | "require" | "insist");
                // A wish is a request where a state or a body has it, and of something.
                let body =
                    sides.actors.iter().any(|id| !matches!(kind(id), Some(ActorKind::Person)));
                actors
                    && (clause || noun || behind)
                    && (!seeks || body && (noun || behind || clause))
            }
            Needs::ObjectOrOf => {
                object.is_some()
                    || recipients
                    || !g.behind(w, &["at", "over", "about", "against"]).is_empty()
            }
            Needs::ActorAndObject => actors && object.is_some(),
            Needs::Crowd => {
                let crowd = |w: Option<WordId>| {
                    w.is_some_and(|w| {
                        let people = |l: &str| {
                            matches!(
                                l,
                                "protester"
                                    | "demonstrator"
                                    | "student"
                                    | "worker"
                                    | "thousand"
                                    | "hundred"
                                    | "people"
                                    | "crowd"
                                    | "activist"
                                    | "supporter"
                                    | "union"
                                    | "resident"
                                    | "farmer"
                                    | "opponent"
                                    | "rioter"
                                    | "striker"
                                    | "miner"
                                    | "teacher"
                                    | "villager"
                                    | "woman"
                                    | "citizen"
                                    | "opposition"
                                    | "marcher"
                                    | "ten"
                                    | "dozen"
                                    | "mob"
                                    | "youth"
                                    | "million"
                                    | "employee"
                                    | "driver"
                                    | "doctor"
                                    | "nurse"
                            )
                        };
                        people(&g.lemma(w))
                            || g.behind(w, &["of"]).iter().any(|&k| people(&g.lemma(k)))
                    })
                };
                crowd(sides.doer)
                    || sides.actors.iter().any(|id| kind(id) == Some(ActorKind::People))
            }
            Needs::NoVictim => actors && (g.behind(w, &["at", "on", "against"]).is_empty()),
            Needs::Alone => sides.actors.len() == 1,
            Needs::Armed => {
                let troops = class("troops", sides.doer)
                    || sides.doer.is_some_and(|d| {
                        matches!(
                            g.lemma(d).as_str(),
                            "rebel"
                                | "militant"
                                | "insurgent"
                                | "militia"
                                | "army"
                                | "military"
                                | "gunman"
                                | "separatist"
                                | "group"
                                | "tank"
                                | "force"
                        )
                    });
                let group = sides.actors.iter().any(|id| kind(id) == Some(ActorKind::ArmedGroup));
                let ground = sides.recipients.iter().any(|id| kind(id) == Some(ActorKind::State))
                    && sides.actors.iter().any(|id| kind(id) == Some(ActorKind::State))
                    && class("town", sides.done_to);
                troops || group || ground
            }
            Needs::Martial => object.is_some_and(|o| {
                let martial = g
                    .those(o, &["amod", "compound", "nmod"])
                    .any(|k| matches!(g.lemma(k).as_str(), "martial" | "emergency"));
                g.lemma(o) == "emergency" || martial
            }),
            Needs::Victim => {
                let someone = recipients
                    || class("people", object)
                    || class("town", object)
                    || class("troops", object);
                let verbal = matches!(g.lemma(w).as_str(), "target" | "hit" | "strike" | "attack");
                let body = sides.actors.iter().any(|id| kind(id) != Some(ActorKind::Person));
                let weapon = sides.doer.is_some_and(|d| {
                    matches!(
                        g.lemma(d).as_str(),
                        "missile"
                            | "drone"
                            | "rocket"
                            | "bomb"
                            | "shell"
                            | "airstrike"
                            | "jet"
                            | "warplane"
                            | "gunman"
                            | "attacker"
                            | "bomber"
                            | "troop"
                            | "rebel"
                            | "militant"
                            | "soldier"
                            | "force"
                            | "army"
                    )
                });
                (someone || weapon && object.is_some()) && (!verbal || body || weapon)
            }
            Needs::War => {
                // A campaign, an operation, a strike: only where somebody is hit.
                let vague = object.is_some_and(|o| {
                    matches!(
                        g.lemma(o).as_str(),
                        "operation"
                            | "strike"
                            | "fire"
                            | "shot"
                            | "blow"
                            | "war"
                            | "missile"
                            | "rocket"
                            | "drone"
                            | "raid"
                    )
                });
                actors && (!vague || sides.done_to.is_some())
            }
            Needs::Probe => {
                let opens = matches!(
                    g.lemma(w).as_str(),
                    "open" | "launch" | "begin" | "start" | "announce" | "order" | "conduct"
                );
                let inquiry = object.is_some_and(|o| {
                    matches!(g.lemma(o).as_str(), "investigation" | "inquiry" | "probe" | "enquiry")
                });
                inquiry || !opens
            }
        };
        holds && (!sides.actors.is_empty() || !sides.recipients.is_empty())
    }
}
