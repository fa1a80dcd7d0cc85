//! The words of `data/lexicon/people.toml`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

type Set = BTreeSet<String>;

/// The lists, each explained in the data file.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) starters: Set,
    pub(crate) particles: Set,
    pub(crate) honorifics: Set,
    pub(crate) role_modifiers: Set,
    pub(crate) past: Set,
    pub(crate) no_holder: Set,
    /// Titles that many bear at once, each a phrase.
    pub(crate) many: Set,
    /// Walks of life that nobody of the registry is introduced by.
    pub(crate) callings: Set,
    /// Last words of bodies called after a state that are not the state's.
    pub(crate) movements: Set,
    /// Nouns for towns, in apposition to their names.
    pub(crate) towns: Set,
    /// 'wife', 'son': what a relative is introduced by.
    pub(crate) kin: Set,
    /// What a minister may be minister of, where the title has no entry of its own.
    pub(crate) portfolios: Set,
    pub(crate) ground: Set,
    pub(crate) leaning: Set,
    pub(crate) motion: Set,
    pub(crate) reaching: Set,
    pub(crate) parts: Set,
    pub(crate) topics: Set,
    pub(crate) field: Set,
    pub(crate) elsewhere: Set,
    pub(crate) saying: Set,
    pub(crate) junior: Set,
    pub(crate) bodies: Set,
    pub(crate) armed: Set,
    pub(crate) media: Set,
    pub(crate) landmarks: Set,
    pub(crate) common: Set,
    pub(crate) state_nouns: Set,
    pub(crate) people_nouns: Set,
    pub(crate) armed_nouns: Set,
    pub(crate) opposition_nouns: Set,
    /// Epithets in normal form and the bodies they stand for.
    pub(crate) epithets: Vec<(String, String)>,
    /// Phrases in normal form and the states whose leader they name.
    pub(crate) seats: Vec<(String, String)>,
}

impl Words {
    /// The lists that were compiled in.
    pub(crate) fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            Self::parse(include_str!("../../../../data/lexicon/people.toml")).unwrap_or_default()
        })
    }

    fn parse(file: &str) -> Result<Self, toml::de::Error> {
        let table: toml::Table = toml::from_str(file)?;
        let plain = |table: &toml::Table, key: &str| -> String {
            table.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
        };
        let set = |key: &str| -> Set {
            plain(&table, key).split_whitespace().map(str::to_owned).collect()
        };
        let empty = toml::Table::new();
        let nouns = table.get("nouns").and_then(toml::Value::as_table).unwrap_or(&empty);
        let noun = |key: &str| -> Set {
            plain(nouns, key).split_whitespace().map(str::to_owned).collect()
        };
        let pairs = |key: &str| -> Vec<(String, String)> {
            let rows = table.get(key).and_then(toml::Value::as_array).map_or(&[][..], |a| a);
            rows.iter()
                .filter_map(toml::Value::as_table)
                .map(|row| (rapporteur_world::normal(&plain(row, "words")), plain(row, "of")))
                .collect()
        };
        Ok(Self {
            starters: set("starters"),
            particles: set("particles"),
            honorifics: set("honorifics"),
            role_modifiers: set("role_modifiers"),
            past: set("past"),
            no_holder: set("no_holder"),
            many: plain(&table, "many").split(';').map(|w| w.trim().to_owned()).collect(),
            callings: set("callings"),
            movements: set("movements"),
            towns: set("towns"),
            kin: set("kin"),
            portfolios: set("portfolios"),
            ground: set("ground"),
            leaning: set("leaning"),
            motion: set("motion"),
            reaching: set("reaching"),
            parts: set("parts"),
            topics: set("topics"),
            field: set("field"),
            elsewhere: set("elsewhere"),
            saying: set("saying"),
            junior: set("junior"),
            bodies: set("bodies"),
            armed: set("armed"),
            media: set("media"),
            landmarks: set("landmarks"),
            common: set("common"),
            state_nouns: noun("state"),
            people_nouns: noun("people"),
            armed_nouns: noun("armed"),
            opposition_nouns: noun("opposition"),
            epithets: pairs("epithet"),
            seats: pairs("seat"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads() {
        let words = Words::parse(include_str!("../../../../data/lexicon/people.toml")).unwrap();
        assert!(words.saying.contains("said") && words.epithets.len() > 10);
    }
}
