//! `data/world/*.toml` to the registry.

use crate::normal::normal;
use crate::shape::{
    Entry, GivenNames, Kind, Named, Office, PeopleNoun, Registry, Spell, Spelling, Use,
};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use toml::{Table, Value};

type Owed = Option<SmolStr>;

/// The tables, and the map from normal forms to spellings.
pub(crate) fn compile(data: &Path) -> (Registry, Vec<u8>) {
    let world = data.join("world");
    let mut made = Making::default();
    for row in rows(&world.join("states.toml"), "state") {
        made.state(&row);
    }
    for row in rows(&data.join("places/points.toml"), "state") {
        let code = text(&row, "code");
        if let Some(e) = made.tables.entries.iter_mut().find(|e| e.code.as_deref() == Some(&code)) {
            e.point = point(&row).or(e.point);
        }
    }
    for row in rows(&data.join("places/points.toml"), "area") {
        for short in list(&row, "short") {
            let country = text(&row, "country").into();
            made.tables.short.push((normal(&short), text(&row, "name"), country));
        }
    }
    for (file, table, kind, prefix) in [
        ("organisations.toml", "organisation", Kind::Organisation, "org/"),
        ("armed_groups.toml", "armed_group", Kind::ArmedGroup, "armed-group/"),
        ("media.toml", "media", Kind::Media, "media/"),
    ] {
        for row in rows(&world.join(file), table) {
            made.body(&row, kind, prefix);
        }
    }
    for file in ["states.toml", "organisations.toml", "armed_groups.toml", "media.toml"] {
        for row in rows_if_any(&world.join(file), "ambiguous") {
            made.preferred.push((text(&row, "name"), text(&row, "prefer")));
        }
    }
    for row in rows_if_any(&world.join("states.toml"), "region") {
        let states: Vec<SmolStr> = list(&row, "states").into_iter().map(SmolStr::from).collect();
        for key in ["name", "also", "adjectives"] {
            for words in list(&row, key) {
                made.tables.groups.push((normal(&words), states.clone()));
            }
        }
    }
    for row in rows(&world.join("offices.toml"), "office") {
        made.tables.offices.push(Office {
            key: text(&row, "key").into(),
            class: text(&row, "class").into(),
            titles: list(&row, "titles"),
            one_holder: row.get("one_holder").and_then(Value::as_bool).unwrap_or(false),
        });
    }
    let mut files: Vec<_> = std::fs::read_dir(world.join("people"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|f| f.path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    for file in files {
        if let Some(date) = head(&file, "known_as_of") {
            made.tables.known_as_of = made.tables.known_as_of.max(date);
        }
        for row in rows(&file, "person") {
            made.person(&row, &file);
        }
    }
    for row in rows(&world.join("people_nouns.toml"), "noun") {
        let forms = row.get("forms").and_then(Value::as_table).cloned().unwrap_or_default();
        for (key, plural) in [("sg", false), ("pl", true)] {
            for words in list(&forms, key) {
                made.tables.nouns.push(PeopleNoun {
                    words,
                    plural,
                    class: text(&row, "class").into(),
                    stands_for: text(&row, "stands_for").into(),
                });
            }
        }
    }
    for row in rows(&world.join("given_names.toml"), "name") {
        made.tables
            .given
            .push(GivenNames { forms: list(&row, "forms"), sex: text(&row, "sex").chars().next() });
    }
    for row in rows(&world.join("leaders.toml"), "president_led") {
        made.tables.presidential.extend(list(&row, "states").into_iter().map(SmolStr::from));
    }
    for row in rows(&data.join("places/named.toml"), "place") {
        made.tables.named.push(Named {
            id: format!("place/{}", slug(&text(&row, "name"))).into(),
            name: text(&row, "name"),
            also: list(&row, "also"),
            kind: match text(&row, "kind").as_str() {
                "river" | "sea" | "strait" | "water" => "water",
                "region" | "island" | "mountain" => "region",
                "city" => "city",
                _ => "facility",
            }
            .into(),
            country: Some(list(&row, "country"))
                .filter(|c| c.len() == 1)
                .map(|c| SmolStr::from(c[0].as_str())),
            point: point(&row),
            precision: match (text(&row, "kind").as_str(), text(&row, "precision").as_str()) {
                ("city", _) => "city",
                (_, "point") => "exact",
                (_, "wide") => "country",
                _ => "admin",
            }
            .into(),
            guard: guard(&row),
        });
    }
    made.finish()
}

#[derive(Default)]
struct Making {
    tables: Registry,
    /// Ids seen, to catch doubles.
    ids: BTreeSet<SmolStr>,
    /// Ambiguous names and the codes or ids preferred.
    preferred: Vec<(String, String)>,
}

impl Making {
    fn add(&mut self, entry: Entry, spellings: Vec<(Use, String)>) -> u32 {
        let at = self.tables.entries.len() as u32;
        if !self.ids.insert(entry.id.clone()) {
            println!(
                "cargo::warning=world: {} is there twice; the later one is left out",
                entry.id
            );
            return u32::MAX;
        }
        self.tables.entries.push(entry);
        let spellings = spellings.into_iter().filter(|(_, words)| !words.is_empty());
        self.tables.spellings.extend(spellings.map(|(usage, words)| Spelling {
            entry: at,
            usage,
            words,
        }));
        at
    }

    fn state(&mut self, row: &Table) {
        let code = text(row, "code");
        let name = text(row, "name");
        let mut spellings = vec![(Use::Name, name.clone()), (Use::Alias, text(row, "official"))];
        for (key, usage) in [
            ("also", Use::Alias),
            ("government", Use::Government),
            ("metonyms", Use::Metonym),
            ("people", Use::People),
            ("adjectives", Use::Adjective),
        ] {
            spellings.extend(list(row, key).into_iter().map(|words| (usage, words)));
        }
        let entry = Entry {
            id: format!("state/{code}").into(),
            name,
            kind: Kind::State,
            class: text(row, "kind").into(),
            code: Some(code.as_str().into()),
            country: Some(code.as_str().into()),
            sex: None,
            surnames: Vec::new(),
            since: owed(row, "since"),
            until: owed(row, "until"),
            regions: list(row, "regions").into_iter().map(SmolStr::from).collect(),
            capital: Some(text(row, "capital")).filter(|c| !c.is_empty()),
            iso2: owed(row, "iso2"),
            point: point(row),
            zone: owed(row, "zone"),
            guard: guard(row),
        };
        self.add(entry, spellings);
    }

    fn body(&mut self, row: &Table, kind: Kind, prefix: &str) {
        let (id, name) = (text(row, "id"), text(row, "name"));
        let id = if id.contains('/') { id } else { format!("{prefix}{id}") };
        let mut spellings = vec![(Use::Name, name.clone())];
        spellings.extend(list(row, "also").into_iter().map(|words| (Use::Alias, words)));
        let entry = Entry {
            id: id.into(),
            name,
            kind,
            class: text(row, "class").into(),
            code: owed(row, "code"),
            country: owed(row, "country"),
            since: owed(row, "since"),
            until: owed(row, "until"),
            guard: guard(row),
            ..empty(kind)
        };
        self.add(entry, spellings);
    }

    fn person(&mut self, row: &Table, file: &Path) {
        let (id, name) = (text(row, "id"), text(row, "name"));
        let surnames = list(row, "surname");
        let mut spellings = vec![(Use::Name, name.clone())];
        spellings.extend(list(row, "also").into_iter().map(|words| (Use::Alias, words)));
        spellings.extend(surnames.iter().map(|words| (Use::Surname, words.clone())));
        let entry = Entry {
            id: format!("person/{}", id.trim_start_matches("person/")).into(),
            name,
            country: owed(row, "country"),
            sex: text(row, "sex").chars().next(),
            surnames,
            ..empty(Kind::Person)
        };
        let person = self.add(entry, spellings);
        let offices = row.get("offices").and_then(Value::as_array).map_or(&[][..], |a| a);
        for spell in offices.iter().filter_map(Value::as_array) {
            let part = |i: usize| spell.get(i).and_then(Value::as_str).unwrap_or_default();
            let Some(office) = self.tables.offices.iter().position(|o| o.key == part(0)) else {
                println!("cargo::warning={}: {id}: no office '{}'", file.display(), part(0));
                continue;
            };
            if person == u32::MAX {
                continue;
            }
            self.tables.spells.push(Spell {
                person,
                office: office as u16,
                of: part(1).into(),
                since: given(part(2)).map(SmolStr::from),
                until: given(part(3)).map(SmolStr::from),
                title: given(part(5)).map(str::to_owned),
            });
        }
    }

    /// Checks references and sorts the spellings under their normal forms.
    fn finish(mut self) -> (Registry, Vec<u8>) {
        let states: HashMap<String, SmolStr> = self
            .tables
            .entries
            .iter()
            .filter(|e| e.kind == Kind::State)
            .map(|e| (slug(&e.name), e.code.clone().expect("states have codes")))
            .collect();
        let mut unknown = BTreeMap::<SmolStr, u32>::new();
        for spell in &mut self.tables.spells {
            let code = spell.of.len() == 3 && !spell.of.contains('/');
            if self.ids.contains(&SmolStr::from(format!("state/{}", spell.of)))
                || self.ids.contains(&spell.of)
                || spell.of.is_empty()
            {
                continue;
            }
            // Some rows name a territory as an organisation; a state of that name is meant.
            let name = spell.of.split('/').next_back().unwrap_or_default();
            if let Some(state) = states.get(name).filter(|_| !code) {
                spell.of = state.clone();
                continue;
            }
            let same = self.ids.iter().find(|id| id.split('/').next_back() == Some(name)).cloned();
            match same {
                Some(id) if !code => spell.of = id,
                _ => *unknown.entry(spell.of.clone()).or_default() += 1,
            }
        }
        // For whoever edits the data, not for whoever builds the program.
        if !unknown.is_empty() && std::env::var_os("RAPPORTEUR_WORLD_WARN").is_some() {
            let list: Vec<_> = unknown.iter().map(|(of, n)| format!("{of} ({n})")).collect();
            println!("cargo::warning=world: offices of unknown bodies: {}", list.join(", "));
        }
        for (name, prefer) in std::mem::take(&mut self.preferred) {
            let id = if prefer.contains('/') { prefer } else { format!("state/{prefer}") };
            if let Some(at) = self.tables.entries.iter().position(|e| e.id == id) {
                self.tables.preferred.push((normal(&name), at as u32));
            }
        }
        let (spellings, map) = crate::spellings::table(std::mem::take(&mut self.tables.spellings));
        self.tables.spellings = spellings;
        (self.tables, map)
    }
}

fn empty(kind: Kind) -> Entry {
    Entry {
        id: SmolStr::default(),
        name: String::new(),
        kind,
        class: SmolStr::default(),
        code: None,
        country: None,
        sex: None,
        surnames: Vec::new(),
        since: None,
        until: None,
        regions: Vec::new(),
        capital: None,
        iso2: None,
        point: None,
        zone: None,
        guard: Vec::new(),
    }
}

/// As [`rows`], without a warning where there are none.
fn rows_if_any(path: &Path, table: &str) -> Vec<Table> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    if text.contains(&format!("[[{table}]]")) { rows(path, table) } else { Vec::new() }
}

/// The tables called `table` in the file; plural and singular names are both accepted.
pub(crate) fn rows(path: &Path, table: &str) -> Vec<Table> {
    let Some(text) = crate::text_of(path) else { return Vec::new() };
    let parsed: Table = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let found = parsed.get(table).or_else(|| parsed.get(&format!("{table}s")));
    let Some(found) = found.and_then(Value::as_array) else {
        println!("cargo::warning={}: no [[{table}]]", path.display());
        return Vec::new();
    };
    found.iter().filter_map(|row| row.as_table().cloned()).collect()
}

/// A field at the head of the file.
fn head(path: &Path, key: &str) -> Option<SmolStr> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix(key)?.trim().strip_prefix('='))?;
    Some(line.trim().trim_matches('"').into())
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|t| !t.is_empty())
}

pub(crate) fn text(row: &Table, key: &str) -> String {
    row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn owed(row: &Table, key: &str) -> Owed {
    Some(text(row, key)).filter(|t| !t.is_empty()).map(SmolStr::from)
}

/// A list of strings, or one string.
fn list(row: &Table, key: &str) -> Vec<String> {
    match row.get(key) {
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Some(Value::String(one)) if !one.is_empty() => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn guard(row: &Table) -> Vec<String> {
    text(row, "guard").split('|').map(normal).filter(|w| !w.is_empty()).collect()
}

pub(crate) fn point(row: &Table) -> Option<(f32, f32)> {
    let number = |key: &str| match row.get(key)? {
        Value::Float(x) => Some(*x as f32),
        Value::Integer(x) => Some(*x as f32),
        _ => None,
    };
    Some((number("lat")?, number("lon")?))
}

/// A name as part of an id: 'Côte d'Ivoire' is `cote-divoire`.
pub(crate) fn slug(name: &str) -> String {
    normal(name).replace([' ', '+'], "-")
}
