//! Persons over the whole document: full names introduce, short forms follow.

use super::decide::{Context, Verdict};
use super::page::Gap;
use super::runs::Run;
use super::words::Words;
use super::{Found, Room, Whom};
use crate::{ActorKind, As, How, Repair};
use rapporteur_text::EntityKind;
use rapporteur_world::{EntryId, Kind, Use, likeness, normal, slug};
use std::collections::{BTreeMap, BTreeSet};

/// Runs with the same words.
struct Cluster {
    runs: Vec<usize>,
    key: String,
    long: bool,
}

/// What a cluster turned out to be.
#[derive(Clone)]
struct Outcome {
    whom: Whom,
    how: How,
    repair: Option<Repair>,
    candidates: Vec<crate::Candidate>,
}

impl Room<'_> {
    /// Finds the persons and takes their runs away from the later steps.
    pub(crate) fn persons(&mut self) {
        self.surnames_here = self.long_names();
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
        for (n, run) in self.runs.iter().enumerate() {
            if !self.may_be_person(run) {
                continue;
            }
            let key = run.key(&self.page);
            let at = *by_key.entry(key.clone()).or_insert_with(|| {
                clusters.push(Cluster { runs: Vec::new(), key, long: run.to - run.from > 1 });
                clusters.len() - 1
            });
            clusters[at].runs.push(n);
        }
        let mut outcomes: Vec<Option<Outcome>> = vec![None; clusters.len()];
        let exact: Vec<bool> = clusters.iter().map(|c| self.known_whole(&c.key)).collect();
        // Names that are known in full, then other full names, then single words.
        for pass in 0..3 {
            for at in 0..clusters.len() {
                let turn = match (clusters[at].long, exact[at]) {
                    (_, true) => 0,
                    (true, false) => 1,
                    (false, false) => 2,
                };
                if turn == pass {
                    let outcome = self.outcome(&clusters, &outcomes, at);
                    if let Some(Whom::Known(person)) = outcome.as_ref().map(|o| o.whom.clone()) {
                        self.scene.persons.insert(person);
                    }
                    outcomes[at] = outcome;
                }
            }
        }
        let mut taken = BTreeSet::new();
        for (cluster, outcome) in clusters.iter().zip(outcomes) {
            let Some(outcome) = outcome else { continue };
            for &n in &cluster.runs {
                let run = &self.runs[n];
                // A bare word in the place of a place is no person, whoever else bears the name.
                if run.grounded
                    && !cluster.long
                    && run.titles.is_empty()
                    && outcome.how != How::Coreference
                {
                    continue;
                }
                for &t in &run.titles {
                    self.used[t] = true;
                }
                let span = run.span(&self.page);
                let rule = match (&outcome.whom, outcome.how) {
                    (_, How::Repaired) => "people/repaired",
                    (_, How::Coreference) => "people/short-form",
                    (Whom::Known(_), _) => "people/known-name",
                    _ => "people/unknown-name",
                };
                let mut found = Found::new(outcome.whom.clone(), span, As::Name, outcome.how, rule);
                found.repair = outcome.repair.clone();
                found.candidates = outcome.candidates.clone();
                self.found.push(found);
                taken.insert(n);
            }
        }
        let mut n = 0;
        self.runs.retain(|_| {
            n += 1;
            !taken.contains(&(n - 1))
        });
    }

    pub(super) fn known_whole(&self, key: &str) -> bool {
        self.world.names().find(key).iter().any(|r| {
            self.world.entry(r.entry).kind == Kind::Person
                && matches!(r.usage, Use::Name | Use::Alias)
        })
    }

    pub(super) fn surname_known(&self, key: &str) -> bool {
        self.world.names().find(key).iter().any(|r| r.usage == Use::Surname)
    }

    /// Whether anything speaks for a person.
    fn may_be_person(&self, run: &Run) -> bool {
        let words = Words::get();
        let page = &self.page;
        let key = run.key(page);
        if self.known_whole(&key) {
            return true;
        }
        let titled = !run.titles.is_empty() || run.honorific.is_some();
        let single = run.to - run.from == 1;
        if single && !titled && self.is_plain_word(run) {
            return false;
        }
        // 'Taylor, whom they accuse': short for Charles Taylor, whatever town bears the name.
        if single && !run.grounded && self.surnames_here.contains(&key) {
            return true;
        }
        if !titled && self.is_ground(run, &key) {
            return false;
        }
        if page.tokens[run.from..run.to]
            .iter()
            .any(|t| t.norm.chars().any(|c| c.is_ascii_digit()) && t.norm.len() < 4)
        {
            return false;
        }
        let last = page.norm(run.to - 1);
        let first = page.norm(run.from);
        let thing = |w: &str| words.bodies.contains(w) || words.landmarks.contains(w);
        // 'Kiel Institute', 'Lake Como', and 'the Azov regiment', whose noun is not capitalised.
        let follower = page.follows(run.to) && words.bodies.contains(page.norm(run.to));
        if thing(last)
            || words.landmarks.contains(first)
            || follower && run.entity != Some(EntityKind::Person)
        {
            return false;
        }
        match run.entity {
            Some(EntityKind::Person) => return true,
            Some(
                EntityKind::Place | EntityKind::Event | EntityKind::People | EntityKind::Other,
            ) => {
                return titled && run.to - run.from > 1;
            }
            Some(EntityKind::Organisation) => {
                return titled || self.surname_known(last) && run.acts;
            }
            _ => {}
        }
        // All capitals are acronyms and headings.
        if run.to - run.from == 1 {
            let token = &page.tokens[run.from];
            if token.upper && token.norm.len() < 6 || token.norm.chars().count() < 2 {
                return false;
            }
            // A single word counts where known, titled or acting; else as a short form of a name.
            return titled
                || self.surname_known(&key)
                || run.acts
                || !token.first
                || page.norm(run.to).is_empty();
        }
        let given = self.world.is_given_name(first);
        let known = self.surname_known(last)
            || run.to - run.from > 2 && self.surname_known(&normal(page.slice(run.to - 2, run.to)));
        // 'Rolf Ebner, a farmer', 'Rolf Ebner, 43,'.
        let after = page.norm(run.to);
        let told = page.gap(run.to) == Gap::Comma
            && (matches!(after, "a" | "an" | "who" | "whose")
                || after.len() == 2 && after.parse::<u8>().is_ok());
        // 'Mr. Ebner' elsewhere makes a person of 'Rolf Ebner'.
        let addressed = self
            .runs
            .iter()
            .any(|r| r.to - r.from == 1 && r.honorific.is_some() && page.norm(r.from) == last);
        titled || given || known || run.acts || told || addressed || self.near_someone(run)
    }

    /// Whether a whole name of the registry sounds nearly so.
    fn near_someone(&self, run: &Run) -> bool {
        let joined = run.words(&self.page).join(" ");
        self.world.near(&joined, 0.86, 4).iter().any(|n| match n.known {
            rapporteur_world::Known::Actor(e) => self.world.entry(e).kind == Kind::Person,
            _ => false,
        })
    }

    fn context(&self, cluster: &Cluster) -> Context {
        let mut context = Context::default();
        for &n in &cluster.runs {
            let run = &self.runs[n];
            context.titles.extend(run.titles.iter().map(|&t| self.titles[t].clone()));
            context.countries.extend(run.country.clone());
            context.stranger |= run.stranger;
            context.junior |= run.junior;
            context.elsewhere |= run.elsewhere;
            context.field |= run.field;
            context.acts |= run.acts;
            context.grounded |= run.grounded;
            context.calling |= run.calling;
            context.kin |= run.kin;
            context.aged |= run.aged;
            context.some |= run.some;
            context.person |= run.entity == Some(EntityKind::Person);
        }
        // A title's own body is a country beside the name.
        for title in &context.titles {
            context.countries.extend(title.body.clone());
        }
        if let Some(date) = self.scene.date {
            for &person in &self.scene.persons {
                for tenure in self.world.roles_on(person, date) {
                    context.classes.insert(self.world.office(tenure.office).class.clone());
                }
            }
        }
        context
    }

    fn outcome(
        &self,
        clusters: &[Cluster],
        outcomes: &[Option<Outcome>],
        at: usize,
    ) -> Option<Outcome> {
        let cluster = &clusters[at];
        let run = &self.runs[cluster.runs[0]];
        let words = run.words(&self.page);
        if !cluster.long
            && let Some(owner) = self.owner(clusters, outcomes, at)
        {
            return Some(owner);
        }
        let context = self.context(cluster);
        match self.scene.decide(&words, &context) {
            Verdict::Known { how: How::Repaired, .. }
                if !cluster.long
                    && context.titles.is_empty()
                    && self.not_a_person(&cluster.key, &context) =>
            {
                None
            }
            Verdict::Known { person, how, repair } => {
                Some(Outcome { whom: Whom::Known(person), how, repair, candidates: Vec::new() })
            }
            Verdict::Unknown(candidates) => {
                let place = !cluster.long && self.not_a_person(&cluster.key, &context);
                if let Some(same) = self.alike(clusters, outcomes, at).filter(|_| !place) {
                    return Some(same);
                }
                let acts = cluster.runs.iter().any(|&n| {
                    let run = &self.runs[n];
                    run.acts && !self.page.tokens[run.from].first
                });
                let titled = cluster
                    .runs
                    .iter()
                    .any(|&n| !self.runs[n].titles.is_empty() || self.runs[n].honorific.is_some());
                let given = self.world.is_given_name(self.page.norm(run.from));
                let told = cluster.long
                    && cluster.runs.iter().any(|&n| {
                        let to = self.runs[n].to;
                        self.page.gap(to) == Gap::Comma
                            && matches!(self.page.norm(to), "a" | "an" | "who" | "whose")
                    });
                let addressed = cluster.long
                    && self.runs.iter().any(|r| {
                        r.to - r.from == 1
                            && r.honorific.is_some()
                            && cluster.key.ends_with(self.page.norm(r.from))
                    });
                let sure = context.person
                    || titled
                    || told
                    || addressed
                    || cluster.long && (given || acts);
                // A single word that nothing but its capital marks is left to the other steps.
                let lone = !cluster.long && !(context.person || titled) && !(acts && context.acts);
                if !sure && !acts || lone {
                    return None;
                }
                let name = words.join(" ");
                let id = format!("person/?{}", slug(&name)).into();
                let how = if candidates.is_empty() { How::Exact } else { How::Unresolved };
                let country = context.countries.iter().find(|c| c.len() == 3).cloned();
                let whom = Whom::Made(id, name, ActorKind::Person, country);
                Some(Outcome { whom, how, repair: None, candidates })
            }
        }
    }

    /// Whether a single word is a place's name, or no person to the model: then it is no garbled name.
    fn not_a_person(&self, word: &str, context: &Context) -> bool {
        let place = !self.world.regions_called(word).is_empty()
            || self.world.places().find(word).first().is_some_and(|p| match p {
                rapporteur_world::PlaceRef::Row(row) => {
                    self.world.places().measure(*row).2 > 50_000
                }
                _ => true,
            });
        place || !self.analysis.entities.is_empty() && !context.person
    }

    /// The person whose full name a single word is short for.
    fn owner(
        &self,
        clusters: &[Cluster],
        outcomes: &[Option<Outcome>],
        at: usize,
    ) -> Option<Outcome> {
        let short = &clusters[at];
        let word = &short.key;
        let first_run = short.runs[0];
        let mut best: Option<(bool, usize, usize)> = None;
        for (n, cluster) in clusters.iter().enumerate().filter(|(_, c)| c.long) {
            let Some(outcome) = &outcomes[n] else { continue };
            let last = cluster.key.rsplit(' ').next().unwrap_or_default();
            let known = match &outcome.whom {
                Whom::Known(person) => self.surnames(*person).contains(word),
                Whom::Made(..) => false,
            };
            if last != word && !known {
                continue;
            }
            // The last full name before, else the first after.
            let before = cluster.runs.iter().filter(|&&r| r < first_run).max();
            let rank = match before {
                Some(&r) => (true, r, n),
                None => (false, usize::MAX - cluster.runs[0], n),
            };
            best = best.max(Some(rank));
        }
        let (_, _, n) = best?;
        let outcome = outcomes[n].clone()?;
        Some(Outcome {
            how: if outcome.how == How::Unresolved { How::Unresolved } else { How::Coreference },
            repair: None,
            ..outcome
        })
    }

    fn surnames(&self, person: EntryId) -> BTreeSet<String> {
        let entry = self.world.entry(person);
        let mut all: BTreeSet<String> = entry.surnames.iter().map(|s| normal(s)).collect();
        for reading in self.world.spellings(person) {
            if let Some(last) = normal(reading.words).rsplit(' ').next() {
                all.insert(last.to_owned());
            }
        }
        all
    }

    /// A garbled name beside others of the document: 'Zelenkie' where Zelensky is named.
    fn alike(
        &self,
        clusters: &[Cluster],
        outcomes: &[Option<Outcome>],
        at: usize,
    ) -> Option<Outcome> {
        let cluster = &clusters[at];
        let run = &self.runs[cluster.runs[0]];
        let words = run.words(&self.page);
        let last = words[words.len() - 1];
        let mut best: Option<(f32, Outcome)> = None;
        for (n, other) in clusters.iter().enumerate() {
            if n == at || cluster.long && !other.long {
                continue;
            }
            let Some(outcome) = &outcomes[n] else { continue };
            let theirs = self.runs[other.runs[0]].words(&self.page);
            let surname = likeness(last, theirs[theirs.len() - 1]);
            let given = !cluster.long
                || self.world.same_given_name(words[0], theirs[0])
                || likeness(words[0], theirs[0]) >= 0.8;
            // A single word has nothing else to show: it must begin alike, or be very like.
            let least = if cluster.long || starts_alike(last, theirs[theirs.len() - 1]) {
                0.82
            } else {
                0.92
            };
            if given && surname >= least && best.as_ref().is_none_or(|b| surname > b.0) {
                best = Some((surname, outcome.clone()));
            }
        }
        let (like, mut outcome) = best?;
        let read_as = match &outcome.whom {
            Whom::Known(person) => self.world.entry(*person).name.clone(),
            Whom::Made(_, name, ..) => name.clone(),
        };
        outcome.repair = Some(Repair {
            read_as,
            confidence: crate::Confidence(like.min(0.95)),
            evidence: vec!["sounds alike".to_owned(), "named elsewhere in the text".to_owned()],
            runner_up: None,
        });
        outcome.how = How::Repaired;
        outcome.candidates.clear();
        Some(outcome)
    }
}

/// Whether two words begin with the same letter, marks aside.
fn starts_alike(a: &str, b: &str) -> bool {
    normal(a).chars().next() == normal(b).chars().next()
}
