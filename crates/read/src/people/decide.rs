//! Which person of the registry a name means: candidates by spelling and sound, then role, country,
//! dates and company, then a margin.

use super::likeness::{Fit, Given, fit};
use super::titles::{Sort, Title};
use crate::{Candidate, Confidence, How, Repair};
use rapporteur_text::Date;
use rapporteur_world::{EntryId, Kind, Known, Tenure, Use, World};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What is known of a name from the whole document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    /// Titles beside any of its mentions.
    pub(crate) titles: Vec<Title>,
    /// States named beside it.
    pub(crate) countries: BTreeSet<SmolStr>,
    pub(crate) stranger: bool,
    pub(crate) junior: bool,
    pub(crate) elsewhere: bool,
    pub(crate) field: bool,
    pub(crate) acts: bool,
    pub(crate) grounded: bool,
    /// Another walk of life introduces the name.
    pub(crate) calling: bool,
    pub(crate) kin: bool,
    pub(crate) aged: bool,
    /// 'a General Kellogg'.
    pub(crate) some: bool,
    /// Whether the model calls it a person.
    pub(crate) person: bool,
    /// Titles of persons named before, for 'his Ukrainian counterpart'.
    pub(crate) classes: BTreeSet<SmolStr>,
}

/// What the document at large says.
pub(crate) struct Scene<'a> {
    pub(crate) world: &'a World,
    pub(crate) date: Option<Date>,
    /// Codes of states and bodies that the document names.
    pub(crate) named: BTreeSet<SmolStr>,
    /// Persons resolved so far.
    pub(crate) persons: BTreeSet<EntryId>,
}

/// The outcome.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// A person of the registry.
    Known { person: EntryId, how: How, repair: Option<Repair> },
    /// Nobody known; candidates where some came near.
    Unknown(Vec<Candidate>),
}

#[derive(Clone, Debug)]
struct Scored {
    person: EntryId,
    fit: Fit,
    exact: bool,
    score: f32,
    needed: f32,
    evidence: Vec<String>,
}

/// A score that nothing reaches.
const NEVER: f32 = 9.0;

/// Years after which a report speaks of other people.
const GENERATION: i32 = 30;

/// How strongly titles speak for a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Support {
    /// The title beside the name is another's.
    Against,
    None,
    /// The title fits, without a country; or a country without a title.
    Some,
    /// Title and country fit on the date.
    Full,
}

impl Scene<'_> {
    /// Decides for the words of a name.
    pub(crate) fn decide(&self, words: &[&str], context: &Context) -> Verdict {
        if context.junior || words.is_empty() {
            return Verdict::Unknown(Vec::new());
        }
        let mut scored: Vec<Scored> = self
            .candidates(words, context)
            .into_iter()
            .map(|(person, exact)| self.weigh(words, context, person, exact))
            .filter(|s| s.fit.whole > 0.4 || s.exact)
            .collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.person.cmp(&b.person)));
        let candidate = |s: &Scored| Candidate {
            id: self.world.entry(s.person).id.clone(),
            name: self.world.entry(s.person).name.clone(),
            confidence: Confidence(s.score.clamp(0.0, 1.0)),
        };
        let near = |scored: &[Scored]| -> Vec<Candidate> {
            scored.iter().filter(|s| s.fit.whole >= 0.72).take(3).map(candidate).collect()
        };
        let Some(best) = scored.first() else { return Verdict::Unknown(Vec::new()) };
        let second = scored.get(1);
        let margin = if best.exact { 0.03 } else { 0.06 };
        let clear = second.is_none_or(|s| best.score - s.score >= margin);
        if best.score < best.needed || !clear {
            return Verdict::Unknown(near(&scored));
        }
        let name = &self.world.entry(best.person).name;
        let written = words.join(" ");
        if best.exact {
            let plain = |s: &str| s.replace(['-', '‐', '‑'], " ");
            let how = if plain(name) == written { How::Exact } else { How::Alias };
            return Verdict::Known { person: best.person, how, repair: None };
        }
        let repair = Repair {
            read_as: name.clone(),
            confidence: Confidence(best.score.clamp(0.0, 0.99)),
            evidence: best.evidence.clone(),
            runner_up: second.map(candidate),
        };
        Verdict::Known { person: best.person, how: How::Repaired, repair: Some(repair) }
    }

    /// Persons that the words may name, and whether by a known spelling.
    fn candidates(&self, words: &[&str], context: &Context) -> Vec<(EntryId, bool)> {
        let world = self.world;
        let mut found: Vec<(EntryId, bool)> = Vec::new();
        let add = |person: EntryId, exact: bool, found: &mut Vec<(EntryId, bool)>| {
            if world.entry(person).kind != Kind::Person {
                return;
            }
            match found.iter_mut().find(|f| f.0 == person) {
                Some(f) => f.1 |= exact,
                None => found.push((person, exact)),
            }
        };
        let joined = words.join(" ");
        for reading in world.names().find(&joined) {
            let whole = matches!(reading.usage, Use::Name | Use::Alias);
            if whole || reading.usage == Use::Surname {
                add(reading.entry, true, &mut found);
            }
        }
        let exact = !found.is_empty();
        // The surname is known, the rest is to be weighed.
        if words.len() > 1 {
            for k in 1..words.len().min(4) {
                for from in [words.len() - k, 0] {
                    for reading in world.names().find(&words[from..from + k].join(" ")) {
                        if reading.usage == Use::Surname {
                            add(reading.entry, false, &mut found);
                        }
                    }
                }
            }
        }
        // Whoever bears the title.
        for title in &context.titles {
            for tenure in self.bearers(title, context) {
                add(tenure.person, false, &mut found);
            }
        }
        if !exact {
            let near = |name: &str, least: f32, found: &mut Vec<(EntryId, bool)>| {
                for near in world.near(name, least, 12) {
                    if let Known::Actor(e) | Known::Surname(e) = near.known {
                        add(e, false, found);
                    }
                }
            };
            near(&joined, 0.72, &mut found);
            if words.len() > 1 {
                near(words[words.len() - 1], 0.75, &mut found);
                near(&words.concat(), 0.75, &mut found);
                if words.len() == 2 {
                    near(words[0], 0.85, &mut found);
                }
            }
        }
        found
    }

    /// Whether the document names the person's country or a body of theirs.
    fn at_home(&self, person: EntryId) -> bool {
        let country = &self.world.entry(person).country;
        country.as_ref().is_some_and(|c| self.named.contains(c))
            || self.world.tenures_of(person).any(|t| self.named.contains(t.of))
    }

    /// What the titles beside the name say for a person; of a likeness (`exact` is not set) a title
    /// without a body says nothing where the text names other countries than theirs: 'Foreign
    /// Minister Hussein Awad' in a report on Sudan is not Iraq's Fuad Hussein.
    fn support(
        &self,
        context: &Context,
        person: EntryId,
        exact: bool,
    ) -> (Support, Option<String>) {
        let mut best = (Support::None, None);
        let mut firm_against = false;
        for title in &context.titles {
            let held = |t: &Tenure<'_>| t.person == person;
            let bearers = match (&title.body, self.date) {
                // Without a body it is enough that the person bears such a title somewhere.
                (None, Some(date)) if title.sort == Sort::Office => self
                    .world
                    .tenures_of(person)
                    .filter(|t| if title.past { t.begun_by(date) } else { t.holds_on(date) })
                    .filter(|t| title.offices.contains(&t.office))
                    .collect(),
                _ => self.bearers(title, context),
            };
            if let Some(tenure) = bearers.iter().find(|t| held(t)) {
                let of = self.world.state(tenure.of).or_else(|| self.world.by_id(tenure.of));
                let of =
                    of.map_or_else(|| tenure.of.to_owned(), |e| self.world.entry(e).name.clone());
                let why = format!("named as {} of {of}", tenure.title);
                let full = title.body.is_some();
                if !full && !exact && !self.named.is_empty() && !self.at_home(person) {
                    continue;
                }
                let support = if full { Support::Full } else { Support::Some };
                if support > best.0 {
                    best = (support, Some(why));
                }
            } else if !title.past
                && title.body.is_some()
                && !bearers.is_empty()
                && title.sort != Sort::Counterpart
            {
                firm_against = true;
            }
        }
        let country = self.world.entry(person).country.clone();
        if best.0 < Support::Some && country.as_ref().is_some_and(|c| context.countries.contains(c))
        {
            let name = country
                .and_then(|c| self.world.state(&c))
                .map(|e| self.world.entry(e).name.clone());
            best = (Support::Some, Some(format!("{} named beside", name.unwrap_or_default())));
        }
        if best.0 == Support::None && firm_against {
            best = (Support::Against, None);
        }
        best
    }

    fn weigh(&self, words: &[&str], context: &Context, person: EntryId, exact: bool) -> Scored {
        let fit = fit(self.world, words, person);
        let (support, why) = self.support(context, person, exact);
        let entry = self.world.entry(person);
        let single = words.len() == 1;
        let mut evidence = Vec::new();
        let mut score = if exact { 1.0 } else { fit.whole };
        if !exact {
            evidence.push(if fit.whole >= 0.85 {
                "sounds alike".to_owned()
            } else {
                "spelt alike".to_owned()
            });
            if fit.given == Given::Same {
                evidence.push("same given name".to_owned());
            }
        }
        evidence.extend(why);
        score += match support {
            Support::Full => 0.2,
            Support::Some => 0.1,
            Support::None => 0.0,
            Support::Against => -0.12,
        };
        let company = self.at_home(person);
        if company {
            score += 0.05;
            evidence.push("the country is named in the text".to_owned());
        }
        let mut holds = false;
        let mut distant = false;
        if let Some(date) = self.date {
            let mut begun = false;
            let mut any = false;
            let mut high = false;
            for t in self.world.tenures_of(person) {
                any = true;
                let class = self.world.office(t.office).class.as_str();
                high |= t.holds_on(date)
                    && matches!(
                        class,
                        "head-of-state"
                            | "head-of-government"
                            | "foreign-minister"
                            | "organisation-head"
                    );
                holds |= t.holds_on(date);
                begun |= t.begun_by(date);
            }
            if holds {
                score += 0.05;
                evidence.push("in office on the day".to_owned());
                // Of two alike the text more likely speaks of the one whom all reports speak of.
                score += if high { 0.04 } else { 0.0 };
            } else if any && !begun {
                score -= 0.04;
            }
            distant = any && self.years_apart(person, date) > GENERATION;
        }
        if self.persons.contains(&person) {
            score += 0.05;
            evidence.push("named elsewhere in the text".to_owned());
        }
        // A state beside the name that is not the person's: 'the Turkish Lavrov'.
        let foreign = !context.countries.is_empty()
            && entry.country.as_ref().is_some_and(|c| !context.countries.contains(c))
            && !self.world.tenures_of(person).any(|t| context.countries.contains(t.of));
        if foreign && support < Support::Some {
            score -= 0.15;
        }
        let mut needed =
            self.needed(person, words, context, fit, support, exact, single, company, holds);
        // In a report of another generation a likeness or a bare surname is somebody else's.
        if distant && support < Support::Full && (single || !exact) {
            needed = NEVER;
        }
        Scored { person, fit, exact, score, needed, evidence }
    }

    /// The score that the case must reach: the less else speaks for it, the more the name must.
    #[allow(clippy::too_many_arguments, reason = "the parts of one judgement")]
    fn needed(
        &self,
        person: EntryId,
        words: &[&str],
        context: &Context,
        fit: Fit,
        support: Support,
        exact: bool,
        single: bool,
        company: bool,
        holds: bool,
    ) -> f32 {
        let stranger = context.stranger || context.some && single;
        if stranger && support < Support::Full {
            return NEVER;
        }
        let lone_given = single && self.world.is_given_name(words[0]) && !exact;
        // 'the baker Jane Starmer', 'his wife Asma', 'Lavrov, 21,': another of that name.
        let another = context.calling || context.kin || context.aged;
        if another && support < Support::Full && (single || !exact)
            || context.calling && support == Support::None
        {
            return NEVER;
        }
        // None of the titles beside the name was ever held: the rest must say it nearly letter by letter.
        let mistitled = support == Support::None && context.titles.iter().any(|t| self.telling(t));
        if exact {
            if single && support < Support::Some {
                // A bare surname of somebody: in a text on such matters, not on music or sport.
                let spoken = context.field || context.acts && company;
                if context.elsewhere || context.grounded || !(spoken || company) {
                    return NEVER;
                }
                if support == Support::Against || !self.in_the_news(person) {
                    return NEVER;
                }
                return 0.95;
            }
            return if context.elsewhere && support < Support::Some { NEVER } else { 0.8 };
        }
        if context.elsewhere && support < Support::Some || lone_given {
            return NEVER;
        }
        let other = matches!(fit.given, Given::Other(_));
        match support {
            Support::Against => NEVER,
            Support::Full if other => {
                if fit.surname >= 0.85 {
                    0.8
                } else {
                    NEVER
                }
            }
            Support::Full if fit.given.fits() => {
                if fit.surname >= 0.38 {
                    0.8
                } else {
                    NEVER
                }
            }
            Support::Full => {
                if fit.surname >= 0.62 {
                    0.8
                } else {
                    NEVER
                }
            }
            Support::Some if other => {
                if fit.surname >= 0.93 && fit.whole > 0.75 {
                    0.85
                } else {
                    NEVER
                }
            }
            Support::Some if fit.given.fits() => {
                if fit.surname >= 0.6 || fit.whole >= 0.85 {
                    0.85
                } else {
                    NEVER
                }
            }
            Support::Some => {
                if fit.surname >= 0.74 {
                    0.85
                } else {
                    NEVER
                }
            }
            Support::None if single => {
                let serious = (context.field || company) && !context.grounded && !mistitled;
                if fit.surname >= 0.84 && serious && (holds || company) { 0.9 } else { NEVER }
            }
            Support::None => {
                let whole = fit.whole >= 0.88 && fit.surname >= 0.84 && fit.given.fits();
                let near = !mistitled || fit.whole >= 0.94 && company;
                if whole && near && (holds || company || fit.whole >= 0.93) { 0.9 } else { NEVER }
            }
        }
    }
}
