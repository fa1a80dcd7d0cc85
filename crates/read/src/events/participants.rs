//! Who does it, and to whom.

use super::lexicon::{Lexicon, Modality, TriggerRule};
use crate::cast::Cast;
use crate::grammar::Grammar;
use crate::{ActorId, ActorKind, Statement, StatementKind};
use rapporteur_text::{Span, Upos, WordId};

/// What the rules about events read from.
pub(crate) struct Scene<'a> {
    pub(crate) grammar: &'a Grammar<'a>,
    pub(crate) cast: &'a Cast<'a>,
    pub(crate) statements: &'a [Statement],
    /// Content spans of the statements, by start.
    pub(crate) contents: &'a [(Span, usize)],
    /// The two or more who were last named together: 'both sides' are they.
    pub(crate) pair: std::cell::RefCell<Vec<ActorId>>,
}

/// The two sides of an act; the words too, for rules that ask what they are.
#[derive(Default, Debug)]
pub(crate) struct Sides {
    pub(crate) actors: Vec<ActorId>,
    pub(crate) recipients: Vec<ActorId>,
    /// Heads of the noun phrases that name the actor and the recipient.
    pub(crate) doer: Option<WordId>,
    pub(crate) done_to: Option<WordId>,
}

impl Scene<'_> {
    /// The statements whose content holds the span, smallest content first.
    pub(crate) fn said_in(&self, span: Span) -> Vec<usize> {
        let until = self.contents.partition_point(|(c, _)| c.start() <= span.start());
        let holding =
            self.contents[..until].iter().rev().take(200).filter(|(c, _)| c.contains(span));
        let mut holding: Vec<_> = holding.collect();
        holding.sort_by_key(|(c, n)| (c.len(), *n));
        holding.into_iter().map(|(_, n)| *n).collect()
    }

    /// Who stands at a noun phrase, conjuncts included. 'I' and 'we' in a quotation are its speaker;
    /// a pronoun that the people room left open is, in reported speech, the one who speaks.
    pub(crate) fn who(&self, w: WordId) -> Vec<ActorId> {
        let g = self.grammar;
        let named = self.cast.all(g, w);
        if !named.is_empty() {
            return named;
        }
        if g.word(w).upos != Upos::Pron {
            return if self.means_pair(w) { self.pair.borrow().clone() } else { named };
        }
        let form = g.form(w);
        let first = matches!(form.as_str(), "i" | "we" | "us" | "me" | "our" | "my" | "ourselves");
        let third =
            matches!(form.as_str(), "he" | "she" | "it" | "they" | "his" | "her" | "its" | "their");
        for n in self.said_in(g.word(w).span) {
            let statement = &self.statements[n];
            let quoted = statement.kind != StatementKind::Indirect;
            let Some(id) = &statement.speaker else { continue };
            let person = self.cast.actor(id).map(|a| a.kind == ActorKind::Person);
            let fits = match form.as_str() {
                "he" | "she" | "his" | "her" => person == Some(true),
                "it" | "its" => person == Some(false),
                _ => true,
            };
            if first && quoted || third && statement.kind != StatementKind::Direct && fits {
                return vec![id.clone()];
            }
        }
        Vec::new()
    }

    /// 'both sides', 'the two countries', 'the parties': two that were named before.
    fn means_pair(&self, w: WordId) -> bool {
        let g = self.grammar;
        if !Lexicon::shared().class("pair").contains(&g.lemma(w)) {
            return false;
        }
        let counted = g.those(w, &["det", "nummod", "amod", "cc"]).any(|k| {
            matches!(
                g.form(k).as_str(),
                "both" | "two" | "neither" | "warring" | "rival" | "opposing"
            )
        });
        let sides = matches!(g.form(w).as_str(), "sides" | "parties")
            && g.those(w, &["amod", "nmod", "acl"]).next().is_none()
            && g.child(w, &["det"]).is_some();
        counted || sides
    }

    /// Who stands at a noun phrase or is named inside it as the one it belongs to: Iran at 'Iran's
    /// proposal', Ukraine at 'a Ukrainian port' or 'a port in Ukraine'.
    pub(crate) fn near(&self, w: WordId) -> Vec<ActorId> {
        let named = self.who(w);
        let g = self.grammar;
        if !named.is_empty() || Lexicon::shared().class("others").contains(&g.lemma(w)) {
            return named;
        }
        for k in g.those(w, &["nmod", "amod", "compound"]) {
            let relation = g.word(k).relation.as_str();
            let case = g.case(k);
            let owner = relation == "nmod:poss"
                || matches!(case.as_str(), "by" | "of" | "from" | "'s" | "’s")
                || relation != "nmod" && case.is_empty();
            if owner {
                let found = self.who(k);
                let body =
                    |id: &ActorId| self.cast.actor(id).is_some_and(|a| a.kind != ActorKind::Person);
                if !found.is_empty()
                    && (relation == "nmod:poss" || !case.is_empty() || found.iter().all(body))
                {
                    return found;
                }
            }
        }
        self.state_at(w).into_iter().collect()
    }

    /// The state on whose ground the place at `w`, or named under it behind 'in', 'of' or 'at', lies.
    pub(crate) fn state_at(&self, w: WordId) -> Option<ActorId> {
        let g = self.grammar;
        let under = g.those(w, &["nmod", "compound", "amod", "appos", "flat"]);
        std::iter::once(w).chain(under).find_map(|k| {
            let span = g.word(k).span;
            let country = self.cast.country_at(span)?;
            let id = ActorId(format!("state/{country}").into());
            self.cast.actor(&id).map(|a| a.id.clone())
        })
    }

    /// The sides of an act told by a verb.
    ///
    /// `noun` is what the rule found as the act's object ('talks' in 'held talks'), `complement` the
    /// clause that says what is asked or agreed.
    pub(crate) fn of_verb(
        &self,
        verb: WordId,
        rule: &TriggerRule,
        noun: Option<WordId>,
        complement: Option<WordId>,
    ) -> Sides {
        let g = self.grammar;
        let mut sides = Sides { doer: g.doer(verb), ..Sides::default() };
        if let Some(doer) = sides.doer {
            sides.actors = self.who(doer);
            if sides.actors.is_empty() && g.word(doer).upos != Upos::Pron {
                sides.actors = self.near(doer);
            }
        }
        let object = g.undergoer(verb).filter(|&o| Some(o) != sides.doer);
        for place in &rule.recipient {
            match place.as_str() {
                "object" => {
                    let iobj = g.child(verb, &["iobj"]);
                    for o in iobj
                        .into_iter()
                        .chain(object.filter(|_| iobj.is_none() || rule.object.is_none()))
                    {
                        self.add_recipients(&mut sides, o);
                    }
                }
                "poss" => {
                    if let Some(k) = object.and_then(|o| g.child(o, &["nmod:poss"])) {
                        self.add_recipients(&mut sides, k);
                    }
                }
                "subject" => {}
                preposition => {
                    let direct = g.behind(verb, &[preposition]);
                    let below = object.into_iter().chain(noun.filter(|n| Some(*n) != object));
                    let below = below.flat_map(|o| g.behind(o, &[preposition]));
                    // 'spoke by telephone with': hung on the wrong noun.
                    let astray = g.those(verb, &["obl"]).flat_map(|o| g.behind(o, &[preposition]));
                    let astray = astray.filter(|_| direct.is_empty() && rule.both);
                    for k in direct.iter().copied().chain(below).chain(astray) {
                        if preposition != "by" || g.agent(verb) != Some(k) {
                            self.add_recipients(&mut sides, k);
                        }
                    }
                }
            }
        }
        // 'Russia-Ukraine talks', 'held talks between X and Y': both sides stand at the noun.
        if let Some(object) =
            noun.or(object).filter(|_| rule.object.is_some() || rule.behind.is_some())
        {
            let own = self.sides_of_noun(object);
            for id in own {
                push(&mut sides.recipients, id);
            }
        }
        // 'urged Kyiv to come' with Kyiv as subject of 'come'; 'agreed to meet Kyiv'.
        if let Some(complement) = complement.filter(|_| sides.recipients.is_empty()) {
            let subject = g.child(complement, &["nsubj"]).filter(|&s| s > verb);
            let asked =
                rule.clause_modal.is_empty() || subject.is_some_and(|s| !self.who(s).is_empty());
            let subject = subject.filter(|_| asked);
            let whom = subject.or_else(|| g.undergoer(complement).filter(|&o| o > complement));
            let with = || g.behind(complement, &["with", "to", "against"]).first().copied();
            if let Some(w) = whom.or_else(with).filter(|&w| Some(w) != sides.doer) {
                self.add_recipients(&mut sides, w);
            }
        }
        // 'an agreement had been reached with Moscow', said by whoever reached it.
        if rule.both && sides.actors.is_empty() && sides.recipients.len() == 1 && g.is_passive(verb)
        {
            let said = self.said_in(g.word(verb).span);
            let speaker = said.first().and_then(|&n| self.statements[n].speaker.clone());
            sides.actors.extend(speaker.filter(|s| !sides.recipients.contains(s)));
        }
        self.settle(&mut sides, rule);
        sides
    }

    /// States and bodies that stand beside a noun of an act: compounds, adjectives, 'between'.
    fn sides_of_noun(&self, noun: WordId) -> Vec<ActorId> {
        let g = self.grammar;
        let mut ids = Vec::new();
        for k in g.those(noun, &["compound", "amod", "nmod"]) {
            let between = matches!(g.case(k).as_str(), "between" | "among" | "involving");
            let beside = !g.word(k).is(&["nmod"]);
            if between || beside {
                for id in self.who(k) {
                    push(&mut ids, id);
                }
            }
        }
        let lone = ids.len() < 2 && !g.behind(noun, &["between", "among"]).iter().any(|_| true);
        if lone { Vec::new() } else { ids }
    }

    /// The sides of an act told by a noun: 'Iraq's invasion of Kuwait', 'talks between X and Y'.
    pub(crate) fn of_noun(&self, noun: WordId, rule: &TriggerRule) -> Sides {
        let g = self.grammar;
        let mut sides = Sides::default();
        for place in &rule.actor {
            if !sides.actors.is_empty() && !matches!(place.as_str(), "between" | "among") {
                break;
            }
            let found: Vec<WordId> = match place.as_str() {
                "poss" => g
                    .children(noun)
                    .iter()
                    .copied()
                    .filter(|&k| g.word(k).relation == "nmod:poss")
                    .collect(),
                "by" | "of" | "from" | "between" | "among" => g.behind(noun, &[place.as_str()]),
                "amod" => g.those(noun, &["amod", "compound"]).collect(),
                "claimed" => g.those(noun, &["acl"]).filter_map(|c| g.agent(c)).collect(),
                "light" => self.light_subject(noun).into_iter().collect(),
                _ => Vec::new(),
            };
            for k in found {
                for id in self.who(k) {
                    let person = self.cast.actor(&id).is_some_and(|a| a.kind == ActorKind::Person);
                    // 'the Putin war' is nobody's act by its words.
                    if place != "amod" || !person {
                        push(&mut sides.actors, id);
                        sides.doer = sides.doer.or(Some(k));
                    }
                }
            }
        }
        if rule.both {
            for id in self.sides_of_noun(noun) {
                push(&mut sides.actors, id);
            }
        }
        for preposition in &rule.recipient {
            for k in g.behind(noun, &[preposition]) {
                if sides.doer != Some(k) {
                    self.add_recipients(&mut sides, k);
                }
            }
        }
        // 'opened an attack on the port': the preposition may hang on the verb.
        if let Some(verb) = g
            .word(noun)
            .head
            .filter(|&h| g.word(noun).is(&["obj"]) && Modality::shared().light.has(&g.lemma(h)))
        {
            for preposition in rule.recipient.iter().filter(|p| *p != "in" && *p != "at") {
                for k in g.behind(verb, &[preposition]) {
                    self.add_recipients(&mut sides, k);
                }
            }
        }
        self.settle(&mut sides, rule);
        sides
    }

    /// 'Egypt' for 'talks' in 'Egypt opened talks'.
    fn light_subject(&self, noun: WordId) -> Option<WordId> {
        let g = self.grammar;
        let verb = g.word(noun).head?;
        let object = g.word(noun).is(&["obj"]) || g.word(noun).relation == "nsubj:pass";
        (object && Modality::shared().light.has(&g.lemma(verb))).then(|| g.doer(verb)).flatten()
    }

    fn add_recipients(&self, sides: &mut Sides, w: WordId) {
        sides.done_to = sides.done_to.or(Some(w));
        for id in self.near(w) {
            push(&mut sides.recipients, id);
        }
    }

    /// Nobody is on both sides; what is done together has actors only.
    fn settle(&self, sides: &mut Sides, rule: &TriggerRule) {
        let actors = sides.actors.clone();
        sides.recipients.retain(|id| !actors.contains(id));
        if rule.both {
            let others = std::mem::take(&mut sides.recipients);
            for id in others {
                push(&mut sides.actors, id);
            }
        }
    }
}

fn push(ids: &mut Vec<ActorId>, id: ActorId) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}
