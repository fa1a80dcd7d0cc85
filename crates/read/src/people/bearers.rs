//! Who bears a title on the day, and what a person's times in office say of a name.

use super::decide::{Context, Scene};
use super::titles::{Sort, Title};
use rapporteur_text::Date;
use rapporteur_world::{EntryId, Tenure};
use smol_str::SmolStr;
use std::collections::BTreeSet;

impl Scene<'_> {
    /// Who bears the title on the day.
    pub(crate) fn bearers(&self, title: &Title, context: &Context) -> Vec<Tenure<'_>> {
        let world = self.world;
        let Some(date) = self.date else {
            // Without a day everyone who ever bore it is a candidate.
            return match &title.body {
                Some(body) => world
                    .tenures_in(body)
                    .filter(|t| title.offices.contains(&t.office) || title.sort == Sort::Leader)
                    .collect(),
                None => Vec::new(),
            };
        };
        let class = |t: &Tenure<'_>| world.office(t.office).class.clone();
        match (&title.body, title.sort) {
            (Some(body), Sort::Leader) => {
                let mut found = world.leaders(body, date);
                if found.is_empty() {
                    found = world.holders(&title.offices, body, date);
                }
                found
            }
            (Some(body), Sort::Counterpart) => world
                .tenures_in(body)
                .filter(|t| {
                    t.holds_on(date)
                        && (context.classes.is_empty() || context.classes.contains(&class(t)))
                })
                .collect(),
            // 'the Hamas chief': whoever leads it, by whatever title.
            (Some(body), Sort::Office)
                if body.starts_with("armed-group/")
                    && !title.past
                    && title.offices.iter().any(|&o| world.office(o).key == "leader") =>
            {
                let mut found = world.holders(&title.offices, body, date);
                let leads = |t: &Tenure<'_>| {
                    let key = world.office(t.office).key.as_str();
                    matches!(key, "leader" | "political-leader") && t.holds_on(date)
                };
                for t in world.tenures_in(body).filter(leads) {
                    if !found.contains(&t) {
                        found.push(t);
                    }
                }
                found
            }
            (Some(body), Sort::Office) if title.past => world
                .tenures_in(body)
                .filter(|t| title.offices.contains(&t.office) && t.begun_by(date))
                .collect(),
            (Some(body), Sort::Office) => {
                let mut found = world.holders(&title.offices, body, date);
                if let Some(form) = &title.form {
                    found.retain(|t| rapporteur_world::normal(t.title) == form.as_str());
                    return found;
                }
                let head =
                    title.offices.iter().any(|&o| world.office(o).class == "organisation-head");
                if found.is_empty() && head && body.contains('/') {
                    // 'the European Commission chief' is its president.
                    found = world
                        .tenures_in(body)
                        .filter(|t| t.holds_on(date) && class(t) == "organisation-head")
                        .collect();
                    if let Some(entry) = world.by_id(body).filter(|_| found.is_empty()) {
                        // The office may be filed under the greater body that the organ is of.
                        let whole = format!("{} President", world.entry(entry).name);
                        found = world.holders_anywhere(world.offices_called(&whole), date);
                    }
                }
                if found.is_empty() {
                    // 'foreign secretary' of a state that has a foreign minister.
                    let classes: BTreeSet<SmolStr> =
                        title.offices.iter().map(|&o| world.office(o).class.clone()).collect();
                    let narrow =
                        |c: &str| c != "minister" && c != "organisation-head" && c != "legislature";
                    found = world
                        .tenures_in(body)
                        .filter(|t| {
                            t.holds_on(date) && narrow(&class(t)) && classes.contains(&class(t))
                        })
                        .collect();
                }
                found
            }
            (None, _) if title.lesser => Vec::new(),
            (None, Sort::Leader) => Vec::new(),
            (None, _) => {
                let mut found = world.holders_anywhere(&title.offices, date);
                // A plain 'president' may be anybody's: those of states that the text names.
                if found.len() > 6 {
                    found.retain(|t| self.named.contains(t.of));
                }
                found.truncate(24);
                found
            }
        }
    }

    /// Whether a title tells one walk of life from another: ranks and leaders of any kind do not.
    pub(super) fn telling(&self, title: &Title) -> bool {
        let loose =
            |class: &str| matches!(class, "security-chief" | "armed-group-leader" | "party-leader");
        title.sort == Sort::Office
            && !title.past
            && !title.offices.iter().any(|&o| loose(self.world.office(o).class.as_str()))
    }

    /// Whether reports of the day speak of the person by a bare surname: one in office, one who led
    /// until not long ago, or one out of a lesser office for a few years at most.
    pub(super) fn in_the_news(&self, person: EntryId) -> bool {
        let Some(date) = self.date else { return true };
        let high = self.world.tenures_of(person).any(|t| {
            matches!(
                self.world.office(t.office).class.as_str(),
                "head-of-state"
                    | "head-of-government"
                    | "foreign-minister"
                    | "organisation-head"
                    | "armed-group-leader"
            )
        });
        self.years_apart(person, date) <= if high { 15 } else { 3 }
    }

    /// Years between the day and the person's nearest time in office; 0 within one.
    pub(super) fn years_apart(&self, person: EntryId, date: Date) -> i32 {
        let year = |d: Date| i32::from(d.year());
        let here = year(date);
        let spells = self.world.tenures_of(person).map(|t| {
            let after = t.since.map_or(0, |s| year(s) - here);
            let before = t.until.map_or(0, |u| here - year(u));
            after.max(before).max(0)
        });
        spells.min().unwrap_or(0)
    }
}
