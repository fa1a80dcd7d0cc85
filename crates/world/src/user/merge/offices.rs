//! Who held which office when: rows that point at people, offices and bodies.

use super::super::items::Post;
use super::{Dangling, Merging};
use crate::shape::{Kind, Spell};
use rapporteur_text::Date;
use smol_str::SmolStr;

impl Merging {
    pub(super) fn tenure(
        &mut self,
        person: &str,
        post: &Post,
        position: Option<&str>,
        since: &Option<String>,
        until: &Option<String>,
    ) -> Result<(), Dangling> {
        let known = self.ids.get(person).or_else(|| self.also.get(person));
        let Some(&at) = known.filter(|at| !self.gone.contains(at)) else {
            if self.loose {
                return Ok(());
            }
            return Err(Dangling::new(
                format!("person = \"{person}\""),
                "the id of a known person",
            ));
        };
        if self.registry.entries[at as usize].kind != Kind::Person {
            return Err(Dangling::new(format!("person = \"{person}\""), "the id of a person"));
        }
        let mut whole = match position {
            None => Post::default(),
            Some(id) => match self.positions.get(id) {
                Some(post) => post.clone(),
                None if self.loose => return Ok(()),
                None => {
                    let found = format!("position = \"{id}\"");
                    return Err(Dangling::new(found, "the id of a [[position]]"));
                }
            },
        };
        whole.office = post.office.clone().or(whole.office);
        whole.of = post.of.clone().or(whole.of);
        whole.title = post.title.clone().or(whole.title);
        if let Some((office, of, title)) = self.checked(&whole)? {
            // A list of others is no better than what is known.
            self.spell(at, office, of, title, (since, until), false);
        }
        Ok(())
    }

    /// The office and body of a post; `None` where a loose file names a body that is not known.
    #[allow(clippy::type_complexity, reason = "office, body, title")]
    pub(super) fn checked(
        &self,
        post: &Post,
    ) -> Result<Option<(u16, SmolStr, Option<String>)>, Dangling> {
        let office = self.office(post.office.as_deref().unwrap_or("minister"))?;
        let of = post.of.as_deref().unwrap_or_default();
        if of.is_empty()
            || self.is_state(of)
            || self.ids.contains_key(of)
            || self.declared.contains(of)
        {
            return Ok(Some((office, of.into(), post.title.clone())));
        }
        if self.loose {
            return Ok(None);
        }
        Err(Dangling::new(
            format!("of = \"{of}\""),
            "the code of a state, such as \"KEN\", or the id of a known actor, such as \"org/un\"",
        ))
    }

    pub(super) fn office(&self, key: &str) -> Result<u16, Dangling> {
        self.offices.get(key).copied().ok_or_else(|| {
            Dangling::new(
                format!("office = \"{key}\""),
                "an office that is known, such as president, prime-minister, foreign-minister, minister, \
                 special-envoy, leader, spokesperson (docs/world.md lists all), or [[office]] for a new one",
            )
        })
    }

    /// Adds an office of a person. Where the same office is known at that time already, the new one
    /// takes its place if it `wins`, else it is left out.
    pub(super) fn spell(
        &mut self,
        person: u32,
        office: u16,
        of: SmolStr,
        title: Option<String>,
        (since, until): (&Option<String>, &Option<String>),
        wins: bool,
    ) {
        let short = |s: &Option<String>| s.as_deref().map(SmolStr::from);
        let spell = Spell { person, office, of, since: short(since), until: short(until), title };
        let known = self.spells.entry(person).or_default();
        let same = known.iter().copied().find(|&at| {
            let s = &self.registry.spells[at as usize];
            s.office == office && s.of == spell.of && s.title == spell.title && meet(s, &spell)
        });
        match same {
            Some(at) if wins => self.registry.spells[at as usize] = spell,
            Some(_) => {}
            None => {
                known.push(self.registry.spells.len() as u32);
                self.registry.spells.push(spell);
            }
        }
    }
}

/// Whether two spells share a day, as far as their dates tell.
fn meet(a: &Spell, b: &Spell) -> bool {
    let date = |s: &Option<SmolStr>| s.as_ref().and_then(|s| s.parse::<Date>().ok());
    let before = |until: Option<Date>, since: Option<Date>| match (until, since) {
        (Some(u), Some(s)) => u.last_day() < s.first_day(),
        _ => false,
    };
    !before(date(&a.until), date(&b.since)) && !before(date(&b.until), date(&a.since))
}
