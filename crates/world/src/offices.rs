//! Offices: who held which, when.

use crate::World;
use crate::names::EntryId;
use crate::shape::Office;
use rapporteur_text::Date;
use std::collections::{HashMap, HashSet};

/// Index of a kind of office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OfficeId(pub u16);

/// One person's time in one office.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tenure<'w> {
    /// Who.
    pub person: EntryId,
    /// Which office.
    pub office: OfficeId,
    /// ISO 3166 alpha-3, or an actor's id.
    pub of: &'w str,
    /// Title as this holder bears it.
    pub title: &'w str,
    /// First day, as far as known.
    pub since: Option<Date>,
    /// Last day, as far as known; `None` where no end is known.
    pub until: Option<Date>,
}

impl Tenure<'_> {
    /// Whether it holds on some day of `date`.
    pub fn holds_on(&self, date: Date) -> bool {
        holds(self.since, self.until, date)
    }

    /// Whether it had begun by the last day of `date`.
    pub fn begun_by(&self, date: Date) -> bool {
        self.since.is_none_or(|s| s.first_day() <= date.last_day())
    }
}

/// Whether some day of `date` lies between the two, both counted in.
pub(crate) fn holds(since: Option<Date>, until: Option<Date>, date: Date) -> bool {
    since.is_none_or(|s| s.first_day() <= date.last_day())
        && until.is_none_or(|u| u.last_day() >= date.first_day())
}

/// What the program makes of the spells at load.
#[derive(Default)]
pub(crate) struct OfficeTables {
    dates: Vec<(Option<Date>, Option<Date>)>,
    by_person: HashMap<u32, Vec<u32>>,
    by_body: HashMap<String, Vec<u32>>,
    titles: HashMap<String, Vec<OfficeId>>,
    title_starts: HashSet<String>,
    by_office: HashMap<u16, Vec<u32>>,
    pub(crate) longest_title: usize,
}

impl OfficeTables {
    pub(crate) fn build(registry: &crate::shape::Registry) -> Self {
        let mut made = Self::default();
        let date = |s: &Option<smol_str::SmolStr>| s.as_ref().and_then(|s| s.parse().ok());
        for (at, spell) in registry.spells.iter().enumerate() {
            made.dates.push((date(&spell.since), date(&spell.until)));
            made.by_person.entry(spell.person).or_default().push(at as u32);
            made.by_office.entry(spell.office).or_default().push(at as u32);
            made.by_body.entry(spell.of.to_string()).or_default().push(at as u32);
        }
        for (at, office) in registry.offices.iter().enumerate() {
            for title in &office.titles {
                let form = crate::normal(title);
                made.longest_title = made.longest_title.max(form.split(' ').count());
                let start = form.split(' ').next().unwrap_or_default().to_owned();
                made.title_starts.insert(start);
                let list = made.titles.entry(form).or_default();
                if !list.contains(&OfficeId(at as u16)) {
                    list.push(OfficeId(at as u16));
                }
            }
        }
        made
    }
}

impl World {
    /// The kind of office.
    pub fn office(&self, office: OfficeId) -> &Office {
        &self.registry.offices[usize::from(office.0)]
    }

    /// Offices that the title may mean; empty where it is none. 'President' means several.
    pub fn offices_called(&self, title: &str) -> &[OfficeId] {
        self.offices.titles.get(&crate::normal(title)).map_or(&[], Vec::as_slice)
    }

    /// Whether a title starts with the word, given in its normal form.
    pub fn opens_title(&self, word: &str) -> bool {
        self.offices.title_starts.contains(word)
    }

    /// Who held one of `offices` anywhere on the date.
    pub fn holders_anywhere(&self, offices: &[OfficeId], date: Date) -> Vec<Tenure<'_>> {
        let all = offices.iter().filter_map(|o| self.offices.by_office.get(&o.0)).flatten();
        all.map(|&at| self.tenure(at)).filter(|t| t.holds_on(date)).collect()
    }

    /// Words of the longest title.
    pub fn longest_title(&self) -> usize {
        self.offices.longest_title
    }

    pub(crate) fn tenure(&self, at: u32) -> Tenure<'_> {
        let spell = &self.registry.spells[at as usize];
        let (since, until) = self.offices.dates[at as usize];
        let office = OfficeId(spell.office);
        let plain = || self.office(office).titles.first().map_or("", String::as_str);
        Tenure {
            person: EntryId(spell.person),
            office,
            of: &spell.of,
            title: spell.title.as_deref().unwrap_or_else(plain),
            since,
            until,
        }
    }

    /// Everything the person held, in the order of the data.
    pub fn tenures_of(&self, person: EntryId) -> impl Iterator<Item = Tenure<'_>> {
        self.offices.by_person.get(&person.0).into_iter().flatten().map(|&at| self.tenure(at))
    }

    /// Everything that was held in the body: ISO 3166 alpha-3, or an actor's id.
    pub fn tenures_in(&self, body: &str) -> impl Iterator<Item = Tenure<'_>> {
        self.offices.by_body.get(body).into_iter().flatten().map(|&at| self.tenure(at))
    }

    /// Who held one of `offices` in the body on the date, the latest to come first.
    ///
    /// On a day of handing over both the old and the new holder are given.
    pub fn holders(&self, offices: &[OfficeId], body: &str, date: Date) -> Vec<Tenure<'_>> {
        let mut found: Vec<_> = self
            .tenures_in(body)
            .filter(|t| offices.contains(&t.office) && t.holds_on(date))
            .collect();
        found.sort_by_key(|t| std::cmp::Reverse(t.since));
        found
    }

    /// What the person held on the date.
    pub fn roles_on(&self, person: EntryId, date: Date) -> Vec<Tenure<'_>> {
        self.tenures_of(person).filter(|t| t.holds_on(date)).collect()
    }

    /// Who leads the state in common speech on the date: 'the Russian leader' is the president,
    /// 'the German leader' the chancellor.
    pub fn leaders(&self, body: &str, date: Date) -> Vec<Tenure<'_>> {
        let of_class = |classes: &[&str]| -> Vec<Tenure<'_>> {
            let mut found: Vec<_> = self
                .tenures_in(body)
                .filter(|t| classes.contains(&self.office(t.office).class.as_str()))
                .filter(|t| t.holds_on(date))
                .collect();
            found.sort_by_key(|t| std::cmp::Reverse(t.since));
            found
        };
        let (heads, chiefs) = (of_class(&["head-of-state"]), of_class(&["head-of-government"]));
        let supreme: Vec<_> = heads
            .iter()
            .filter(|t| self.office(t.office).key == "supreme-leader")
            .copied()
            .collect();
        let presidential = self.registry.presidential.iter().any(|s| led(s, body, date));
        if !supreme.is_empty() {
            supreme
        } else if chiefs.is_empty() || presidential {
            heads
        } else {
            chiefs
        }
    }
}

/// Whether a row of `president_led` covers the state on the date: `FRA`, or `ARM:/2018-04-08` and
/// `TUR:2014-08-28/` for a constitution that changed.
fn led(row: &str, body: &str, date: Date) -> bool {
    let (code, range) = row.split_once(':').unwrap_or((row, "/"));
    let (since, until) = range.split_once('/').unwrap_or((range, ""));
    let day = |s: &str| s.parse::<Date>().ok();
    code == body
        && day(since).is_none_or(|s| s.first_day() <= date.last_day())
        && day(until).is_none_or(|u| u.last_day() >= date.first_day())
}
