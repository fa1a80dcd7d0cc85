//! The words of time, from `data/lexicon/times.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use smol_str::SmolStr;

use super::calendar::Unit;

/// Everything one lower-case word may mean.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) month: Option<i8>,
    /// Number of the weekday, Monday 1.
    pub(super) weekday: Option<i8>,
    pub(super) cardinal: Option<u32>,
    pub(super) ordinal: Option<u32>,
    /// Last two digits of a decade ('nineties': 90).
    pub(super) decade: Option<i16>,
    pub(super) unit: Option<Unit>,
    /// The word for the unit stands in the plural.
    pub(super) plural: bool,
    /// TIMEX3 letters of a season.
    pub(super) season: Option<&'static str>,
    /// TIMEX3 letters of a part of the day.
    pub(super) part: Option<&'static str>,
    pub(super) zone: Option<Zone>,
    /// The place in 'Moscow time'.
    pub(super) zone_place: Option<&'static str>,
    /// Classes of the word in `[direction]` and `[names]`.
    pub(super) class: Class,
}

/// A time zone as written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Zone {
    /// Minutes east of UTC.
    Offset(i16),
    /// Name in the IANA database.
    Place(&'static str),
    /// 'local time', and letters that stand for several zones.
    Local,
}

macro_rules! classes {
    ($($flag:ident = $table:literal . $list:literal),+ $(,)?) => {
        /// What a word does to the times beside it.
        #[derive(Clone, Copy, Debug, Default)]
        pub(super) struct Class { $(pub(super) $flag: bool),+ }
        impl Class {
            fn set(&mut self, table: &str, list: &str) {
                $(if table == $table && list == $list { self.$flag = true; })+
            }
        }
        const LISTS: &[(&str, &str)] = &[$(($table, $list)),+];
    };
}
classes! {
    future = "direction"."future",
    planned = "direction"."planned",
    calendar = "direction"."calendar",
    done = "direction"."done",
    present = "direction"."present",
    past = "direction"."past",
    not_past = "direction"."not_past",
    scheduled = "direction"."scheduled",
    named_before = "names"."before",
    named_after = "names"."after",
    numbered = "names"."numbered",
    counted = "names"."counted",
    title = "names"."titles",
}

/// Phrases by their first word: the words that follow, and what the whole means.
type Phrases<T> = BTreeMap<SmolStr, Vec<(Vec<SmolStr>, T)>>;

/// The lexicon, looked up once a word.
pub(super) struct Lexicon {
    entries: HashMap<SmolStr, Entry>,
    /// 'at the moment' → `PRESENT_REF`, by first word; the longest first.
    pub(super) references: Phrases<&'static str>,
    /// 'current' → `PRESENT_REF`.
    pub(super) adjectives: BTreeMap<SmolStr, &'static str>,
    /// 'New Year's Day' → month and day, by first word; the longest first.
    pub(super) holidays: Phrases<(i8, i8)>,
}

/// The entry of a word that says nothing of time.
pub(super) static NONE: LazyLock<Entry> = LazyLock::new(Entry::default);

/// The lexicon as the program ships it.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let table = include_str!("../../../../data/lexicon/times.toml")
        .parse()
        .expect("the file is checked by the tests of this module");
    Lexicon::from_table(&table)
});

impl Lexicon {
    /// The entry of a lower-case word.
    pub(super) fn entry(&self, word: &str) -> Option<&Entry> {
        self.entries.get(word)
    }

    fn from_table(table: &toml::Table) -> Self {
        let mut entries: HashMap<SmolStr, Entry> = HashMap::new();
        for (word, value) in section(table, "months") {
            entries.entry(word).or_default().month = value.as_integer().map(|n| n as i8);
        }
        for (word, value) in section(table, "weekdays") {
            entries.entry(word).or_default().weekday = value.as_integer().map(|n| n as i8);
        }
        for (word, value) in section(table, "cardinals") {
            entries.entry(word).or_default().cardinal = value.as_integer().map(|n| n as u32);
        }
        for (word, value) in section(table, "ordinals") {
            entries.entry(word).or_default().ordinal = value.as_integer().map(|n| n as u32);
        }
        for (word, value) in section(table, "decades") {
            entries.entry(word).or_default().decade = value.as_integer().map(|n| n as i16);
        }
        for (word, value) in section(table, "units") {
            let plural = word.ends_with('s') || word == "millennia";
            let entry = entries.entry(word).or_default();
            entry.unit = value.as_str().and_then(Unit::from_name);
            entry.plural = plural;
        }
        for (word, value) in section(table, "seasons") {
            entries.entry(word).or_default().season = letters(value);
        }
        for (word, value) in section(table, "parts") {
            entries.entry(word).or_default().part = letters(value);
        }
        for (word, value) in section(table, "zones") {
            entries.entry(word).or_default().zone = Some(zone(value));
        }
        for (word, value) in section(table, "zone_places") {
            entries.entry(word).or_default().zone_place = value.as_str().map(leak);
        }
        for &(name, list) in LISTS {
            for word in list_of(table, name, list) {
                entries.entry(word).or_default().class.set(name, list);
            }
        }
        let mut references: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut adjectives = BTreeMap::new();
        for (name, value) in
            [("present", "PRESENT_REF"), ("past", "PAST_REF"), ("future", "FUTURE_REF")]
        {
            for phrase in list_of(table, name, "words") {
                let (first, rest) = split(&phrase);
                references.entry(first).or_default().push((rest, value));
            }
            adjectives.extend(list_of(table, name, "adjectives").map(|word| (word, value)));
        }
        let mut holidays: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (phrase, value) in section(table, "holidays") {
            let (first, rest) = split(&phrase);
            let day = value.as_integer().unwrap_or_default();
            holidays.entry(first).or_default().push((rest, ((day / 100) as i8, (day % 100) as i8)));
        }
        references.values_mut().for_each(|v| v.sort_by_key(|(rest, _)| usize::MAX - rest.len()));
        holidays.values_mut().for_each(|v| v.sort_by_key(|(rest, _)| usize::MAX - rest.len()));
        Self { entries, references, adjectives, holidays }
    }
}

fn section<'a>(
    table: &'a toml::Table,
    name: &str,
) -> impl Iterator<Item = (SmolStr, &'a toml::Value)> {
    let section = table.get(name).and_then(toml::Value::as_table);
    section.into_iter().flatten().map(|(word, value)| (SmolStr::new(word), value))
}

fn list_of(table: &toml::Table, name: &str, list: &str) -> impl Iterator<Item = SmolStr> {
    let words = table.get(name).and_then(|t| t.get(list)).and_then(toml::Value::as_array);
    words.into_iter().flatten().filter_map(toml::Value::as_str).map(SmolStr::new)
}

/// The words of a phrase as the tokens will cut it: blanks and apostrophes part them.
fn split(phrase: &str) -> (SmolStr, Vec<SmolStr>) {
    let mut words = phrase.split(' ').flat_map(|word| match word.strip_suffix("'s") {
        Some(stem) => vec![SmolStr::new(stem), SmolStr::new_static("'s")],
        None => vec![SmolStr::new(word)],
    });
    (words.next().unwrap_or_default(), words.collect())
}

fn letters(value: &toml::Value) -> Option<&'static str> {
    ["MO", "AF", "EV", "NI", "DT", "SP", "SU", "FA", "WI"]
        .into_iter()
        .find(|known| value.as_str() == Some(known))
}

fn zone(value: &toml::Value) -> Zone {
    match (value.as_integer(), value.as_str()) {
        (Some(minutes), _) => Zone::Offset(minutes as i16),
        (None, Some(name)) if !name.is_empty() => Zone::Place(leak(name)),
        _ => Zone::Local,
    }
}

/// Names of zones live as long as the program: the lexicon is made once, and names repeat.
fn leak(name: &str) -> &'static str {
    static KNOWN: std::sync::Mutex<BTreeSet<&'static str>> = std::sync::Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(&old) = known.get(name) {
        return old;
    }
    let new: &'static str = Box::leak(name.to_owned().into_boxed_str());
    known.insert(new);
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_of_the_file_is_understood() {
        let file = include_str!("../../../../data/lexicon/times.toml");
        let table: toml::Table = file.parse().unwrap();
        let lexicon = Lexicon::from_table(&table);
        for (word, _) in section(&table, "units") {
            assert!(lexicon.entry(&word).unwrap().unit.is_some(), "{word}");
        }
        for name in ["seasons", "parts"] {
            for (word, _) in section(&table, name) {
                let entry = lexicon.entry(&word).unwrap();
                assert!(entry.season.is_some() || entry.part.is_some(), "{word}");
            }
        }
        for entry in lexicon.entries.values() {
            for name in entry.zone_place.into_iter().chain(match entry.zone {
                Some(Zone::Place(name)) => Some(name),
                _ => None,
            }) {
                assert!(jiff::tz::TimeZone::get(name).is_ok(), "{name}");
            }
        }
        for &(name, list) in LISTS {
            assert!(list_of(&table, name, list).next().is_some(), "{name}.{list} is empty");
        }
    }
}
