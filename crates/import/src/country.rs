//! Codes of countries as lists write them, to those of the registry.

use rapporteur_world::World;
use std::collections::HashMap;

/// States that are no more, in the code that FollowTheMoney gives them (ISO 3166-3).
const FORMER: [(&str, &str); 6] = [
    ("suhh", "SUN"),
    ("yucs", "YUG"),
    ("csxx", "SCG"),
    ("cshh", "CSK"),
    ("ddde", "DDR"),
    ("ydye", "YMD"),
];

/// Wikidata's items of states.
const ITEMS: &str = include_str!("../../../data/import/wikidata_states.tsv");

pub(crate) struct Countries {
    by_alpha2: HashMap<String, String>,
    by_item: HashMap<&'static str, &'static str>,
}

impl Countries {
    pub(crate) fn of(world: &World) -> Self {
        let mut by_alpha2 = HashMap::new();
        for (code, entry) in world.states() {
            if let Some(iso2) = &world.entry(entry).iso2 {
                by_alpha2.entry(iso2.to_lowercase()).or_insert_with(|| code.to_owned());
            }
        }
        for (from, to) in FORMER {
            by_alpha2.insert(from.to_owned(), to.to_owned());
        }
        let rows = ITEMS.lines().filter(|l| !l.starts_with('#'));
        let by_item = rows.filter_map(|l| l.split_once('\t')).collect();
        Self { by_alpha2, by_item }
    }

    /// `ke`, `KE`, `suhh`; of a part of a state (`gb-sct`) the state.
    pub(crate) fn alpha2(&self, code: &str) -> Option<&str> {
        let code = code.to_lowercase();
        let whole = code.split('-').next().unwrap_or_default();
        self.by_alpha2.get(whole).map(String::as_str)
    }

    /// `Q114`.
    pub(crate) fn item(&self, item: &str) -> Option<&'static str> {
        self.by_item.get(item).copied()
    }
}
