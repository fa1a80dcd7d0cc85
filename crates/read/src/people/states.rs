//! States, their governments and forces, their peoples and officials.

use super::ground::{Sense, sense};
use super::hits::Hit;
use super::page::Gap;
use super::words::Words;
use super::{Found, Room, Whom};
use crate::{ActorKind, As, Confidence, How, Repair};
use rapporteur_world::{EntryId, Kind, Known, PlaceRef, Use, slug};
use std::collections::BTreeMap;

impl Room<'_> {
    /// Mentions of states, and of people and bodies called after them.
    pub(crate) fn states(&mut self) {
        let mut made = Vec::new();
        let main = self.main_state();
        for n in 0..self.hits.len() {
            let hit = self.hits[n].clone();
            if hit.kind == Kind::State {
                self.state(n, &hit, &mut made);
            }
        }
        self.opposition(main, &mut made);
        // A garbled name of a state that acts: 'Torkie said'.
        for run in self.runs.iter().filter(|r| r.acts && !r.grounded && r.to - r.from == 1) {
            let near = self.world.near(self.page.slice(run.from, run.to), 0.84, 3);
            let Some(first) = near.first() else { continue };
            let Known::Place(PlaceRef::State(entry)) = first.known else { continue };
            let mut found = Found::new(
                Whom::Known(EntryId(entry)),
                run.span(&self.page),
                As::Name,
                How::Repaired,
                "people/repaired",
            );
            found.repair = Some(Repair {
                read_as: self.world.entry(EntryId(entry)).name.clone(),
                confidence: Confidence(first.likeness),
                evidence: vec!["sounds alike".to_owned()],
                runner_up: None,
            });
            made.push(found);
        }
        self.found.append(&mut made);
    }

    fn state(&self, n: usize, hit: &Hit, made: &mut Vec<Found>) {
        let page = &self.page;
        let words = Words::get();
        let whom = || Whom::Known(hit.entry());
        let span = page.span(hit.from, hit.to);
        let how = if hit.exact { How::Exact } else { How::Alias };
        // A person's name covers it: 'Jordan' in 'Michael Jordan'.
        if self.found.iter().any(|f| {
            f.span.contains(span) && f.rule.0.starts_with("people/") && f.span.len() > span.len()
        }) {
            return;
        }
        let noun = if matches!(page.gap(hit.to), Gap::Blank | Gap::Possessive)
            && page.follows(hit.to)
            || page.gap(hit.to) == Gap::Possessive
        {
            self.noun_after(hit.to)
        } else {
            None
        };
        let possessive = page.gap(hit.to) == Gap::Possessive;
        if hit.usage == Use::Government {
            made.push(Found::new(whom(), span, As::Metonym, How::Alias, "people/government"));
            return;
        }
        let named = matches!(hit.usage, Use::Name | Use::Alias);
        if let Some((to, sort)) = noun {
            let outer = page.span(hit.from, to);
            match sort {
                Noun::Government if !possessive => {
                    // 'US government': the state's own name is the mention.
                    let (span, as_) = if named { (span, As::Name) } else { (outer, As::Nominal) };
                    made.push(Found::new(whom(), span, as_, How::Alias, "people/government"));
                    return;
                }
                Noun::Arm if !possessive => {
                    let (outer, as_) = if named { (span, As::Name) } else { (outer, As::Nominal) };
                    made.push(Found::new(whom(), outer, as_, How::Alias, "people/arm-of-state"));
                    return;
                }
                Noun::People if !possessive => {
                    let entry = self.world.entry(hit.entry());
                    let noun = page.norm(to - 1);
                    let adjective = page.slice(hit.from, hit.to);
                    // 'a Russian official' is one whom nobody names, 'Russian officials' their group.
                    let one = if is_one(noun) { "?" } else { "" };
                    let id = format!("people/{one}{}-{noun}", slug(&self.adjective(hit.entry())));
                    let name = format!("{adjective} {noun}");
                    let made_up =
                        Whom::Made(id.into(), name, ActorKind::People, entry.code.clone());
                    made.push(Found::new(
                        made_up,
                        outer,
                        As::Nominal,
                        How::Alias,
                        "people/of-a-state",
                    ));
                }
                Noun::Armed if !possessive => {
                    let entry = self.world.entry(hit.entry());
                    let noun = page.norm(to - 1);
                    let id = format!("armed-group/?{}-{noun}", slug(&self.adjective(hit.entry())));
                    let name = page.slice(hit.from, to).to_owned();
                    let made_up =
                        Whom::Made(id.into(), name, ActorKind::ArmedGroup, entry.code.clone());
                    made.push(Found::new(
                        made_up,
                        outer,
                        As::Nominal,
                        How::Alias,
                        "people/of-a-state",
                    ));
                }
                _ => {}
            }
        }
        match hit.usage {
            Use::People => {
                let surface = page.slice(hit.from, hit.to);
                if surface.ends_with('s') || words.people_nouns.contains(page.norm(hit.to)) {
                    let code = self.world.entry(hit.entry()).code.clone();
                    let whom = Whom::Made(
                        format!("people/{}", slug(surface)).into(),
                        surface.to_owned(),
                        ActorKind::People,
                        code,
                    );
                    made.push(Found::new(whom, span, As::Name, How::Exact, "people/of-a-state"));
                }
            }
            Use::Metonym
                if sense(page, &self.hits, n) == Sense::Actor && !self.beside_a_body(hit) =>
            {
                made.push(Found::new(whom(), span, As::Metonym, How::Alias, "people/seat"));
            }
            Use::Adjective => {
                // 'the Russian and Ukrainian delegations'.
                let then = page.norm(hit.to) == "and" && page.follows(hit.to);
                let other =
                    self.hits.iter().find(|h| h.from == hit.to + 1 && h.kind == Kind::State);
                let shared = other.is_some_and(|h| {
                    matches!(self.noun_after(h.to), Some((_, Noun::Government | Noun::Arm)))
                });
                if then && shared {
                    made.push(Found::new(
                        whom(),
                        span,
                        As::Nominal,
                        How::Alias,
                        "people/arm-of-state",
                    ));
                }
            }
            _ if named && sense(page, &self.hits, n) == Sense::Actor => {
                made.push(Found::new(whom(), span, As::Name, how, "people/state"));
            }
            _ => {}
        }
    }

    /// 'the Minsk tractor works', 'Washington University': a seat inside another name is no state.
    fn beside_a_body(&self, hit: &Hit) -> bool {
        let page = &self.page;
        let next = page
            .get(hit.to)
            .filter(|t| t.cap && page.gap(hit.to) == Gap::Blank && page.follows(hit.to));
        let body = next.is_some_and(|t| {
            Words::get().bodies.contains(t.norm.as_str())
                || Words::get().landmarks.contains(t.norm.as_str())
        });
        // 'the Geneva document', 'the Minsk agreement' are called after the city.
        let attributive = page
            .before(hit.from)
            .is_some_and(|b| matches!(page.norm(b), "the" | "a" | "this" | "that"))
            && self.is_city(hit)
            && page.follows(hit.to)
            && page.gap(hit.to) == Gap::Blank
            && page.get(hit.to).is_some_and(|t| !t.cap)
            && !Words::get().saying.contains(page.norm(hit.to))
            && !Words::get().state_nouns.contains(page.norm(hit.to))
            && !Words::get().people_nouns.contains(page.norm(hit.to));
        body || attributive
    }

    fn is_city(&self, hit: &Hit) -> bool {
        !self.world.places().find(self.page.slice(hit.from, hit.to)).is_empty()
    }

    /// The noun that an adjective of a state belongs to, past one or two adjectives.
    fn noun_after(&self, at: usize) -> Option<(usize, Noun)> {
        let page = &self.page;
        let words = Words::get();
        for t in at..at + 3 {
            let token = page.get(t)?;
            if t > at && !(page.gap(t) == Gap::Blank || page.gap(t) == Gap::Hyphen) {
                return None;
            }
            if page.before(t).is_none() && t > 0 {
                return None;
            }
            let norm = token.norm.as_str();
            let government = matches!(
                norm,
                "government"
                    | "governments"
                    | "administration"
                    | "regime"
                    | "authorities"
                    | "leadership"
                    | "cabinet"
                    | "presidency"
            );
            // 'US defence officials': the next word may be the noun.
            let more = page.get(t + 1).is_some_and(|n| {
                page.gap(t + 1) == Gap::Blank
                    && (words.people_nouns.contains(n.norm.as_str())
                        || words.state_nouns.contains(n.norm.as_str()))
            });
            if more && !government {
                continue;
            }
            // A title before a name is the person's.
            let titled = page.get(t + 1).is_some_and(|n| n.cap && page.gap(t + 1) == Gap::Blank);
            if titled {
                return None;
            }
            if government {
                return Some((t + 1, Noun::Government));
            }
            if words.armed_nouns.contains(norm) && !words.people_nouns.contains(norm) {
                return Some((t + 1, Noun::Armed));
            }
            if words.state_nouns.contains(norm) {
                return Some((t + 1, Noun::Arm));
            }
            if words.people_nouns.contains(norm) {
                return Some((t + 1, Noun::People));
            }
            if words.opposition_nouns.contains(norm) {
                return Some((t + 1, Noun::Opposition));
            }
            let modifier = matches!(
                norm,
                "government"
                    | "defence"
                    | "defense"
                    | "security"
                    | "military"
                    | "senior"
                    | "top"
                    | "foreign"
                    | "peace"
                    | "intelligence"
                    | "special"
                    | "armed"
                    | "ground"
                    | "air"
                    | "naval"
                    | "interim"
                    | "transitional"
                    | "new"
                    | "state"
                    | "political"
                    | "main"
            );
            if !modifier {
                return None;
            }
        }
        None
    }

    /// The plain adjective of a state: 'US', 'Syrian'.
    fn adjective(&self, entry: EntryId) -> String {
        let found =
            self.world.spellings(entry).find(|r| r.usage == Use::Adjective && r.words.len() > 3);
        found.map_or_else(|| self.world.entry(entry).name.clone(), |r| r.words.to_owned())
    }

    /// The state that the document names most.
    fn main_state(&self) -> Option<EntryId> {
        let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
        for hit in self.hits.iter().filter(|h| h.kind == Kind::State) {
            *counts.entry(hit.entry()).or_default() += 1;
        }
        counts.into_iter().max_by_key(|&(e, n)| (n, std::cmp::Reverse(e))).map(|c| c.0)
    }

    /// 'the opposition', 'the opposition delegation', 'the Syrian opposition', 'main opposition group'.
    fn opposition(&self, main: Option<EntryId>, made: &mut Vec<Found>) {
        let page = &self.page;
        // Whose opposition: the state in 'Syrian opposition' anywhere, else the one named most.
        let of = self.hits.iter().find(|h| {
            h.kind == Kind::State
                && page.follows(h.to)
                && (page.norm(h.to) == "opposition"
                    || page.norm(h.to) == "main" && page.norm(h.to + 1) == "opposition")
        });
        let Some(state) = of.map(Hit::entry).or(main) else { return };
        let adjective = self.adjective(state);
        let name = format!("{adjective} opposition");
        let id = format!("org/{}", slug(&name));
        let code = self.world.entry(state).code.clone();
        for t in 0..page.len() {
            if page.norm(t) != "opposition" || page.tokens[t].cap && !page.tokens[t].first {
                continue;
            }
            let before = page.before(t).map_or("", |b| page.norm(b));
            let next = page.norm(t + 1);
            let body = page.follows(t + 1)
                && matches!(
                    next,
                    "delegation"
                        | "group"
                        | "groups"
                        | "coalition"
                        | "team"
                        | "negotiators"
                        | "representatives"
                        | "forces"
                        | "movement"
                        | "bloc"
                        | "umbrella"
                );
            let person = page.follows(t + 1)
                && matches!(
                    next,
                    "to" | "from"
                        | "leader"
                        | "spokesman"
                        | "spokeswoman"
                        | "official"
                        | "figure"
                        | "politician"
                        | "party"
                        | "parties"
                        | "member"
                        | "members"
                        | "candidate"
                        | "activist"
                        | "activists"
                        | "lawmaker"
                        | "lawmakers"
                        | "fighter"
                        | "fighters"
                        | "mp"
                        | "mps"
                );
            let marked = matches!(before, "the" | "main" | "armed" | "political" | "moderate")
                || self.hits.iter().any(|h| h.to == t);
            if person
                || !(marked || body)
                || matches!(before, "in" | "strong" | "fierce" | "growing" | "non")
            {
                continue;
            }
            let span = if body { page.span(t, t + 2) } else { page.span(t, t + 1) };
            let whom =
                Whom::Made(id.clone().into(), name.clone(), ActorKind::Organisation, code.clone());
            made.push(Found::new(whom, span, As::Nominal, How::Alias, "people/opposition"));
        }
    }
}

/// Whether a noun of people means a single person.
fn is_one(noun: &str) -> bool {
    matches!(noun, "official" | "lawmaker" | "source")
}

/// What a noun makes of the adjective of a state before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Noun {
    /// The state itself.
    Government,
    /// Its army, delegation, police.
    Arm,
    /// Its officials, its citizens.
    People,
    /// Its rebels.
    Armed,
    Opposition,
}
