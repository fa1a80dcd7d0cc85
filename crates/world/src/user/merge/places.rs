//! Places written by hand: regions, waters, facilities.

use super::super::items::{Change, PlaceItem};
use super::{Dangling, Merging};
use crate::shape::Named;

impl Merging {
    pub(super) fn place(&mut self, item: &PlaceItem) -> Result<(), Dangling> {
        if let Some(country) = &item.country
            && !self.is_state(country)
        {
            return Err(Dangling::new(
                format!("country = \"{country}\""),
                "the ISO 3166 alpha-3 code of a state, such as \"KEN\"",
            ));
        }
        let known = self.places.get(item.id.as_str()).copied();
        if item.change == Change::Remove {
            let Some(at) = known else {
                let found = format!("remove of \"{}\"", item.id);
                return Err(Dangling::new(
                    found,
                    "the id of a place of data/places/named.toml or of this file",
                ));
            };
            self.gone_places.insert(at);
            self.places.remove(item.id.as_str());
            return Ok(());
        }
        let fresh = || -> Result<Named, Dangling> {
            let name = item.name.clone().ok_or_else(|| {
                Dangling::new(
                    format!("no name for \"{}\"", item.id),
                    "a name: no known place has that id",
                )
            })?;
            Ok(Named {
                id: item.id.as_str().into(),
                name,
                also: Vec::new(),
                kind: "region".into(),
                country: None,
                point: None,
                precision: "admin".into(),
                guard: Vec::new(),
            })
        };
        let at = match known {
            Some(at) => {
                if item.change == Change::Replace {
                    self.registry.named[at as usize] = fresh()?;
                }
                at
            }
            None => {
                let at = self.registry.named.len() as u32;
                self.registry.named.push(fresh()?);
                self.places.insert(item.id.as_str().into(), at);
                at
            }
        };
        let named = &mut self.registry.named[at as usize];
        if let Some(name) = item.name.clone().filter(|n| *n != named.name) {
            let before = std::mem::replace(&mut named.name, name);
            named.also.push(before);
        }
        for name in &item.also {
            if !named.also.contains(name) {
                named.also.push(name.clone());
            }
        }
        if let Some(kind) = item.kind {
            named.kind = kind.into();
            let precise = match kind {
                "city" => "city",
                "facility" => "exact",
                _ => "admin",
            };
            named.precision = precise.into();
        }
        if let Some(precision) = item.precision {
            named.precision = precision.into();
        }
        if let Some(country) = &item.country {
            named.country = Some(country.as_str().into());
        }
        if let Some(guard) = &item.guard {
            named.guard.clone_from(guard);
        }
        named.point = item.point.or(named.point);
        Ok(())
    }
}
