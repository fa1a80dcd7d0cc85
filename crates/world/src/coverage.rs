//! What is known of an office over the years, where nobody is known, and where two are known at once.

use crate::offices::{OfficeId, Tenure};
use crate::{EntryId, Kind, World};
use rapporteur_text::Date;
use std::collections::BTreeMap;

/// An office of one body: several kinds of one class count as one ('king' and 'president' are both
/// heads of state).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Post {
    /// ISO 3166 alpha-3, or an actor's id.
    pub of: String,
    /// Class of office: `head-of-state`, `foreign-minister`.
    pub class: String,
}

/// Days, both counted in, as `(year, month, day)`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Span {
    /// The first day.
    pub from: (i16, i8, i8),
    /// The last day.
    pub to: (i16, i8, i8),
}

/// One year of a post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Covered {
    /// The year.
    pub year: i16,
    /// Who held it on some day of the year, in the order of taking office.
    pub holders: Vec<EntryId>,
    /// Whether somebody is known for every day of it, as far as the dates tell.
    pub whole: bool,
}

/// Days on which nobody is known to have held an office between two who did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// Which.
    pub post: Post,
    /// The days.
    pub span: Span,
    /// Who held it before.
    pub before: EntryId,
    /// Who held it after.
    pub after: EntryId,
}

/// Days on which two people are known to have held an office that one person holds at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlap {
    /// The kind of office.
    pub office: OfficeId,
    /// ISO 3166 alpha-3, or an actor's id.
    pub of: String,
    /// The days that are sure, whatever day of a month or year is meant.
    pub span: Span,
    /// Who came first.
    pub first: EntryId,
    /// Who came second.
    pub second: EntryId,
}

const FAR: (i16, i8, i8) = (9999, 12, 31);
const LONG_AGO: (i16, i8, i8) = (1, 1, 1);

/// The longest that it may have been held.
fn widest(t: &Tenure<'_>) -> Span {
    Span {
        from: t.since.map_or(LONG_AGO, Date::first_day),
        to: t.until.map_or(FAR, Date::last_day),
    }
}

/// What was surely held, whatever day of a month is meant; nothing where dates are too coarse.
fn surest(t: &Tenure<'_>) -> Option<Span> {
    let from = t.since.map_or(LONG_AGO, Date::last_day);
    let to = t.until.map_or(FAR, Date::first_day);
    (from <= to).then_some(Span { from, to })
}

/// Days from one day to another, near enough to compare with a month.
fn days(from: (i16, i8, i8), to: (i16, i8, i8)) -> i32 {
    let day = |d: (i16, i8, i8)| i32::from(d.0) * 365 + i32::from(d.1) * 30 + i32::from(d.2);
    day(to) - day(from)
}

impl World {
    /// The states of the registry and their codes, in the order of the codes.
    pub fn states(&self) -> Vec<(&str, EntryId)> {
        let all = (0..self.len() as u32).map(EntryId);
        let states = all.filter(|&e| self.entry(e).kind == Kind::State);
        let mut coded: Vec<_> =
            states.filter_map(|e| self.entry(e).code.as_deref().map(|c| (c, e))).collect();
        coded.sort_unstable();
        coded
    }

    /// Every post that somebody is known to have held, of those classes; of all for none.
    pub fn posts(&self, classes: &[&str]) -> Vec<Post> {
        let mut posts = BTreeMap::new();
        for at in 0..self.spell_count() as u32 {
            let tenure = self.tenure(at);
            let class = self.office(tenure.office).class.as_str();
            if classes.is_empty() || classes.contains(&class) {
                posts.insert(Post { of: tenure.of.to_owned(), class: class.to_owned() }, ());
            }
        }
        posts.into_keys().collect()
    }

    /// Who is known to have held the post, in the order of taking office.
    fn held(&self, post: &Post) -> Vec<Tenure<'_>> {
        let mut held: Vec<_> = self
            .tenures_in(&post.of)
            .filter(|t| self.office(t.office).class == post.class.as_str())
            .collect();
        held.sort_by_key(|t| (widest(t).from, widest(t).to, t.person));
        held
    }

    /// The post year by year, both years counted in.
    pub fn covered(&self, post: &Post, from: i16, to: i16) -> Vec<Covered> {
        let held = self.held(post);
        (from..=to)
            .map(|year| {
                let (first, last) = ((year, 1, 1), (year, 12, 31));
                let mut holders = Vec::new();
                // Up to where somebody is known without a break, as far as the coarse dates tell.
                let mut reached = first;
                let mut broken = false;
                for tenure in &held {
                    let span = widest(tenure);
                    if span.from > last || span.to < first {
                        continue;
                    }
                    if !holders.contains(&tenure.person) {
                        holders.push(tenure.person);
                    }
                    broken |= days(reached, span.from.max(first)) > NEXT_DAY;
                    reached = reached.max(span.to);
                }
                broken |= holders.is_empty() || days(reached, last) > NEXT_DAY;
                Covered { year, holders, whole: !broken }
            })
            .collect()
    }

    /// Where nobody is known between two who held the post, for more than `least` days, in the
    /// years from `from` to `to`.
    pub fn gaps(&self, post: &Post, from: i16, to: i16, least: i32) -> Vec<Gap> {
        let held = self.held(post);
        let mut found = Vec::new();
        let Some(mut before) = held.first().copied() else { return found };
        for &next in &held[1..] {
            let (gone, come) = (widest(&before).to, widest(&next).from);
            let within = gone.0 <= to && come.0 >= from;
            if gone < come && within && days(gone, come) > least.max(NEXT_DAY) {
                found.push(Gap {
                    post: post.clone(),
                    span: Span { from: gone, to: come },
                    before: before.person,
                    after: next.person,
                });
            }
            if widest(&next).to > gone {
                before = next;
            }
        }
        found
    }

    /// Where two people surely held one office at once that one person holds at a time. A day of
    /// handing over is none.
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut by_office: BTreeMap<(&str, u16), Vec<Tenure<'_>>> = BTreeMap::new();
        for at in 0..self.spell_count() as u32 {
            let tenure = self.tenure(at);
            if self.office(tenure.office).one_holder {
                let key = (tenure.of, tenure.office.0);
                by_office.entry(key).or_default().push(tenure);
            }
        }
        let mut found = Vec::new();
        for ((of, office), mut held) in by_office {
            held.sort_by_key(|t| (widest(t).from, widest(t).to, t.person));
            for (at, first) in held.iter().enumerate() {
                for second in &held[at + 1..] {
                    let (Some(a), Some(b)) = (surest(first), surest(second)) else { continue };
                    let span = Span { from: a.from.max(b.from), to: a.to.min(b.to) };
                    if first.person != second.person && span.from < span.to {
                        found.push(Overlap {
                            office: OfficeId(office),
                            of: of.to_owned(),
                            span,
                            first: first.person,
                            second: second.person,
                        });
                    }
                }
            }
        }
        found
    }
}

/// A successor who takes office the day after leaves no gap; months are counted as thirty days.
const NEXT_DAY: i32 = 3;
