//! An actor on its way into the user format, and whether the registry knows it already.

use crate::names::{aliases, is_latin, of_person, squeezed};
use crate::write::Row;
use crate::{Counts, Error};
use rapporteur_world::{EntryId, Kind, Use, World};
use std::io::Write;

/// An actor as a list gives it.
#[derive(Default)]
pub(crate) struct Entity<'a> {
    /// `person`, `organisation`, `armed_group`, `media`.
    pub(crate) table: &'static str,
    /// Id in the list, with the list's mark: `ftm-Q7747`.
    pub(crate) id: String,
    /// All names, the best first.
    pub(crate) names: Vec<&'a str>,
    pub(crate) surnames: Vec<&'a str>,
    /// ISO 3166 alpha-3.
    pub(crate) country: Option<&'a str>,
    /// `m` or `f`.
    pub(crate) sex: Option<&'static str>,
    pub(crate) class: &'static str,
    pub(crate) since: Option<String>,
    pub(crate) until: Option<String>,
}

impl Entity<'_> {
    fn kind(&self) -> Kind {
        match self.table {
            "person" => Kind::Person,
            "armed_group" => Kind::ArmedGroup,
            "media" => Kind::Media,
            _ => Kind::Organisation,
        }
    }

    /// Writes the row; an actor without a name in Latin letters is of no use in English texts.
    pub(crate) fn write(
        &self,
        world: &World,
        counts: &mut Counts,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        let person = self.kind() == Kind::Person;
        let Some(name) = self.names.iter().find(|n| is_latin(n)) else {
            counts.pass("without a name in Latin letters");
            return Ok(());
        };
        let name = if person { of_person(name) } else { squeezed(name) };
        let mut row = Row::new(self.table);
        if let Some(known) = self.known(&name, world) {
            let entry = world.entry(known);
            row.text("id", &entry.id);
            if person {
                row.list("ids", std::slice::from_ref(&self.id));
            }
            // Under the name that it has already; what the list adds is other names.
            let names = std::iter::once(name.as_str()).chain(self.names.iter().copied());
            row.list("also", &aliases(&entry.name, names, person));
            counts.pass("known already, names and offices added");
        } else {
            row.text("id", &self.id).text("name", &name);
            row.list("also", &aliases(&name, self.names.iter().copied(), person));
            let surnames: Vec<String> =
                self.surnames.iter().filter(|s| is_latin(s)).map(|s| of_person(s)).collect();
            let last: Vec<String> =
                surnames.into_iter().filter(|s| name.contains(s.as_str())).collect();
            if person {
                row.list("surname", &last);
            }
            row.maybe("country", self.country)
                .maybe("sex", self.sex.filter(|_| person))
                .text("class", if person { "" } else { self.class });
            if !person {
                row.maybe("since", self.since.as_deref()).maybe("until", self.until.as_deref());
            }
        }
        counts.wrote(self.table);
        row.end(out)
    }

    /// Who of the registry it is: the same name, kind and country.
    fn known(&self, name: &str, world: &World) -> Option<EntryId> {
        let kind = self.kind();
        let country = self.country?;
        let mut found = world.names().find(name).into_iter().filter(|r| {
            let entry = world.entry(r.entry);
            matches!(r.usage, Use::Name | Use::Alias)
                && entry.kind == kind
                && entry.country.as_deref() == Some(country)
        });
        let first = found.next()?.entry;
        found.all(|r| r.entry == first).then_some(first)
    }
}

/// A date as lists write it, as far as it is one: `2012-05-07T00:00:00` is `2012-05-07`.
pub(crate) fn date(text: &str) -> Option<String> {
    text.trim().parse::<rapporteur_text::Date>().ok().map(|d| d.to_string())
}

/// The two dates, unless the second is before the first: then neither can be trusted.
pub(crate) fn in_order(
    since: Option<String>,
    until: Option<String>,
) -> (Option<String>, Option<String>) {
    let day = |s: &Option<String>| s.as_ref().and_then(|s| s.parse::<rapporteur_text::Date>().ok());
    match (day(&since), day(&until)) {
        (Some(s), Some(u)) if u.last_day() < s.first_day() => (None, None),
        _ => (since, until),
    }
}
