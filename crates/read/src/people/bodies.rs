//! Organisations, armed groups and media: known, introduced with their acronym, garbled, unknown.

use super::page::Gap;
use super::runs::Run;
use super::words::Words;
use super::{Found, Room, Whom};
use crate::{ActorKind, As, Candidate, Confidence, How, Repair};
use rapporteur_text::{EntityKind, Span};
use rapporteur_world::{EntryId, Kind, Known, Use, slug};
use std::collections::{BTreeMap, BTreeSet};

impl Room<'_> {
    /// Finds bodies; their runs are taken from the later steps.
    pub(crate) fn bodies(&mut self) {
        let mut whole: BTreeSet<EntryId> = BTreeSet::new();
        for hit in self.hits.iter().filter(|h| is_body(h.kind)) {
            if hit.entries.len() == 1 {
                whole.insert(hit.entry());
            }
        }
        let mut ends: BTreeMap<usize, Whom> = BTreeMap::new();
        for n in 0..self.hits.len() {
            let hit = self.hits[n].clone();
            if !is_body(hit.kind) || !self.speaks_for(&hit) {
                continue;
            }
            let span = self.page.span(hit.from, hit.to);
            let how = if hit.exact { How::Exact } else { How::Alias };
            match self.one_of(&hit.entries, &whole) {
                Some(entry) => {
                    ends.insert(hit.to, Whom::Known(entry));
                    self.found.push(Found::new(
                        Whom::Known(entry),
                        span,
                        As::Name,
                        how,
                        "people/known-body",
                    ));
                }
                None => {
                    let surface = self.page.slice(hit.from, hit.to).to_owned();
                    let id = format!("org/?{}", slug(&surface)).into();
                    let whom = Whom::Made(id, surface, ActorKind::Organisation, None);
                    let mut found =
                        Found::new(whom, span, As::Name, How::Unresolved, "people/several-bodies");
                    let share = 1.0 / hit.entries.len() as f32;
                    found.candidates =
                        hit.entries.iter().take(4).map(|&e| self.candidate(e, share)).collect();
                    self.found.push(found);
                }
            }
        }
        let runs = std::mem::take(&mut self.runs);
        for run in &runs {
            if let Some((to, found)) = self.body(run) {
                ends.insert(to, found.whom.clone());
                self.found.push(found);
            } else {
                self.runs.push(run.clone());
            }
        }
        for n in 0..self.hits.len() {
            let hit = self.hits[n].clone();
            if let Some((to, found)) = self.called_after(&hit) {
                ends.insert(to, found.whom.clone());
                let page = &self.page;
                self.runs.retain(|r| !r.span(page).overlaps(found.span));
                self.found.push(found);
            }
        }
        self.acronyms(&ends);
    }

    /// A body that nobody knows, called after a state: 'Free Burundi Movement', 'Sudan Freedom Army';
    /// not 'Syrian Army', which is the state's.
    fn called_after(&self, hit: &super::hits::Hit) -> Option<(usize, Found)> {
        let last = &Words::get().movements;
        let page = &self.page;
        let named = matches!(hit.usage, Use::Name | Use::Adjective);
        if hit.kind != Kind::State || !named || hit.to - hit.from > 2 {
            return None;
        }
        let joined = |t: usize| page.follows(t) && page.gap(t) == Gap::Blank && page.tokens[t].cap;
        let mut to = hit.to;
        while to < hit.to + 4 && joined(to) && !page.tokens[to].upper {
            to += 1;
        }
        while to > hit.to && !last.contains(page.norm(to - 1)) {
            to -= 1;
        }
        if to == hit.to {
            return None;
        }
        let mut from = hit.from;
        let starters = &Words::get().starters;
        while from + 2 > hit.from
            && page.before(from).is_some_and(|b| {
                page.gap(from) == Gap::Blank
                    && page.tokens[b].cap
                    && !page.tokens[b].first
                    && !starters.contains(page.norm(b))
            })
        {
            from -= 1;
        }
        let others = self
            .hits
            .iter()
            .any(|h| h.from != hit.from && h.from < to && h.to > from && h.kind != Kind::Person);
        if to - from - (hit.to - hit.from) < 2 || others {
            return None;
        }
        let armed = Words::get().armed.contains(page.norm(to - 1));
        let (kind, prefix) = if armed {
            (ActorKind::ArmedGroup, "armed-group")
        } else {
            (ActorKind::Organisation, "org")
        };
        let whole = page.slice(from, to);
        let country = self.world.entry(hit.entry()).code.clone();
        let id = format!("{prefix}/?{}", slug(whole)).into();
        let whom = Whom::Made(id, whole.to_owned(), kind, country);
        let span = page.span(from, to);
        Some((to, Found::new(whom, span, As::Name, How::Exact, "people/unknown-body")))
    }

    pub(crate) fn candidate(&self, entry: EntryId, confidence: f32) -> Candidate {
        let e = self.world.entry(entry);
        Candidate { id: e.id.clone(), name: e.name.clone(), confidence: Confidence(confidence) }
    }

    /// Which of several bodies of one name: the one named in full, else the one whose country is.
    fn one_of(&self, entries: &[EntryId], whole: &BTreeSet<EntryId>) -> Option<EntryId> {
        if let [one] = entries {
            return Some(*one);
        }
        let only = |keep: &dyn Fn(EntryId) -> bool| {
            let mut fit = entries.iter().copied().filter(|&e| keep(e));
            let first = fit.next();
            first.filter(|_| fit.next().is_none())
        };
        only(&|e| whole.contains(&e)).or_else(|| {
            only(&|e| {
                let country = &self.world.entry(e).country;
                country.as_ref().is_some_and(|c| self.scene.named.contains(c))
            })
        })
    }

    /// Whether a single common-looking word means the body: 'Wagner' in a text on war, not on opera.
    fn speaks_for(&self, hit: &super::hits::Hit) -> bool {
        let entry = self.world.entry(hit.entry());
        let page = &self.page;
        let sentence = page.sentence(hit.from);
        if !entry.guard.is_empty() && hit.entries.len() == 1 && hit.usage != Use::Name {
            let text =
                format!(" {} ", rapporteur_world::normal(page.slice(sentence.start, sentence.end)));
            let own = rapporteur_world::normal(page.slice(hit.from, hit.to));
            let met = entry
                .guard
                .iter()
                .any(|g| text.replace(&format!(" {own} "), " ").contains(g.as_str()));
            if !met {
                return false;
            }
        }
        if hit.to - hit.from > 1 || page.tokens[hit.from].upper {
            return true;
        }
        let words = Words::get();
        if entry.kind == Kind::Media {
            return true;
        }
        let others =
            self.hits.iter().any(|h| h.kind == Kind::State) || !self.scene.persons.is_empty();
        let field = sentence.clone().any(|t| words.field.contains(page.norm(t)));
        let elsewhere = sentence.clone().any(|t| words.elsewhere.contains(page.norm(t)));
        let placed = page.before(hit.from).is_some_and(|b| {
            page.norm(b) == "of" && b > 0 && words.landmarks.contains(page.norm(b - 1))
        });
        !elsewhere && !placed && (others || field)
    }

    /// A run as a body: garbled, or unknown but called what bodies are called.
    fn body(&self, run: &Run) -> Option<(usize, Found)> {
        let words = Words::get();
        let page = &self.page;
        // 'the Asov regiment': the noun belongs to the name.
        let mut to = run.to;
        while page.follows(to)
            && page.gap(to) == Gap::Blank
            && words.armed.contains(page.norm(to))
            && to < run.to + 1
        {
            to += 1;
        }
        let whole = page.slice(run.from, to);
        let last = page.norm(to - 1);
        let called = words.bodies.contains(last) && to - run.from > 1;
        let entity = run.entity == Some(EntityKind::Organisation);
        let long = whole.chars().count() >= 7 && to - run.from > 1;
        if long {
            let near = self.world.near(whole, 0.86, 6);
            let mut best: Option<(EntryId, f32)> = None;
            let mut next = 0.0f32;
            for n in &near {
                let Known::Actor(e) = n.known else {
                    next = next.max(if n.likeness > 0.9 { n.likeness } else { 0.0 });
                    continue;
                };
                if !is_body(self.world.entry(e).kind) {
                    continue;
                }
                match best {
                    Some((b, _)) if b == e => {}
                    None => best = Some((e, n.likeness)),
                    Some(_) => next = next.max(n.likeness),
                }
            }
            if let Some((entry, like)) = best.filter(|b| b.1 - next >= 0.03) {
                let span = page.span(run.from, to);
                let mut found = Found::new(
                    Whom::Known(entry),
                    span,
                    As::Name,
                    How::Repaired,
                    "people/repaired",
                );
                found.repair = Some(Repair {
                    read_as: self.world.entry(entry).name.clone(),
                    confidence: Confidence(like),
                    evidence: vec!["sounds alike".to_owned()],
                    runner_up: None,
                });
                return Some((to, found));
            }
        }
        if !(called || entity) || run.to - run.from == 1 && !entity {
            return None;
        }
        // 'Group' and 'Front' alone, 'Aceh', 'Tigrayan': a noun, a region, its people.
        if to - run.from == 1 && !page.tokens[run.from].upper {
            let key = page.norm(run.from);
            if words.bodies.contains(key) || words.common.contains(key) || self.of_a_region(key) {
                return None;
            }
        }
        let armed = words.armed.contains(last);
        let media = words.media.contains(last);
        let (kind, prefix) = match (armed, media) {
            (true, _) => (ActorKind::ArmedGroup, "armed-group"),
            (_, true) => (ActorKind::Media, "media"),
            _ => (ActorKind::Organisation, "org"),
        };
        let id = format!("{prefix}/?{}", slug(whole)).into();
        let whom = Whom::Made(id, whole.to_owned(), kind, run.country.clone());
        let span = page.span(run.from, to);
        Some((to, Found::new(whom, span, As::Name, How::Exact, "people/unknown-body")))
    }

    /// Acronyms in brackets after a name: 'Syrian National Coalition (SNC)', and their later uses.
    fn acronyms(&mut self, ends: &BTreeMap<usize, Whom>) {
        let page = &self.page;
        let mut known: BTreeMap<String, (usize, Whom)> = BTreeMap::new();
        for (&to, whom) in ends {
            let Some(token) = page.get(to) else { continue };
            let closed = page.gap(to) == Gap::Open
                && page.text.as_str()[token.span.end()..].starts_with(')');
            if closed && token.upper && token.norm.len() >= 2 {
                known.entry(token.norm.to_string()).or_insert((to, whom.clone()));
            }
        }
        if known.is_empty() {
            return;
        }
        for (t, token) in page.tokens.iter().enumerate().filter(|(_, t)| t.upper) {
            let Some((_, whom)) = known.get(token.norm.as_str()) else { continue };
            let span: Span = token.span;
            self.found.retain(|f| f.span != span);
            let found = Found::new(whom.clone(), span, As::Name, How::Alias, "people/acronym");
            self.found.push(found);
            self.runs.retain(|r| !(r.from..r.to).contains(&t));
        }
    }
}

pub(crate) fn is_body(kind: Kind) -> bool {
    matches!(kind, Kind::Organisation | Kind::ArmedGroup | Kind::Media)
}
