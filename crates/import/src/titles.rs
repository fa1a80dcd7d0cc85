//! Names of posts to kinds of office: 'Minister of Foreign Affairs of Kenya' is a foreign minister.

use rapporteur_world::{Kind, Use, World, normal};

const TITLES: &str = include_str!("../../../data/import/titles.tsv");

/// Rules in the order of the file: the first that fits decides.
pub(crate) struct Titles(Vec<(Vec<&'static str>, &'static str)>);

impl Titles {
    pub(crate) fn load() -> Self {
        let rows = TITLES.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let rules = rows.filter_map(|l| l.split_once('\t'));
        Self(rules.map(|(words, office)| (words.split(' ').collect(), office)).collect())
    }

    /// The key of an office, or `-` where the file says that it is none of the known; `None` where
    /// no rule fits.
    pub(crate) fn office(&self, title: &str, world: &World) -> Option<&'static str> {
        let form = normal(title);
        let words: Vec<&str> = form.split(' ').collect();
        let fits = |rule: &[&str]| match rule {
            ["^", start @ .., "<state>"] => {
                words.strip_prefix(start).is_some_and(|rest| is_state(rest, world))
            }
            ["^", start @ ..] => words.starts_with(start),
            rule => words.windows(rule.len()).any(|w| w == rule),
        };
        self.0.iter().find(|(rule, _)| fits(rule)).map(|&(_, office)| office)
    }
}

fn is_state(words: &[&str], world: &World) -> bool {
    let words = words.strip_prefix(&["the"]).unwrap_or(words);
    let mut walk = world.names().walk();
    !words.is_empty()
        && words.iter().all(|word| walk.step(word))
        && walk.readings().iter().any(|r| {
            matches!(r.usage, Use::Name | Use::Alias) && world.entry(r.entry).kind == Kind::State
        })
}
