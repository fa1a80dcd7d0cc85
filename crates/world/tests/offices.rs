//! The offices of the registry against one another: overlapping holders and gaps are those that
//! `data/world/exceptions.toml` accepts, each with its reason.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rapporteur_world::World;
use std::collections::BTreeSet;
use std::path::Path;
use toml::{Table, Value};

/// Classes in which a gap must be accepted by name.
const CLASSES: [&str; 4] =
    ["head-of-state", "head-of-government", "foreign-minister", "defence-minister"];
const FROM: i16 = 1990;
/// As many days as a date of a month leaves open.
const GAP: i32 = 31;

fn exceptions() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/world/exceptions.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The rows of a table as lines of the given fields; each row has a reason.
fn accepted(table: &str, fields: &[&str]) -> BTreeSet<String> {
    let all = exceptions();
    let rows = all[table].as_array().unwrap();
    let text =
        |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let mut lines = BTreeSet::new();
    for row in rows {
        assert!(text(row, "reason").len() > 5, "a reason for {row}");
        let line: Vec<String> = fields.iter().map(|f| text(row, f)).collect();
        assert!(lines.insert(line.join(" ")), "twice: {row}");
    }
    lines
}

fn compare(found: &BTreeSet<String>, accepted: &BTreeSet<String>, what: &str) {
    let new: Vec<_> = found.difference(accepted).collect();
    let stale: Vec<_> = accepted.difference(found).collect();
    assert!(
        new.is_empty(),
        "{what} that no exception names; mend the rows, or add with a reason:\n{new:#?}"
    );
    assert!(stale.is_empty(), "exceptions for {what} that are no more; take them out:\n{stale:#?}");
}

#[test]
fn two_hold_an_office_of_one_only_where_the_world_had_it_so() {
    let world = World::embedded();
    let id = |e| world.entry(e).id.trim_start_matches("person/").to_owned();
    let found = world.overlaps().into_iter().map(|o| {
        format!("{} {} {} {}", world.office(o.office).key, o.of, id(o.first), id(o.second))
    });
    compare(
        &found.collect(),
        &accepted("overlap", &["office", "of", "first", "second"]),
        "overlaps",
    );
}

/// Of a gap that is mended in part, the rest stays accepted.
#[test]
fn gaps_are_named() {
    let world = World::embedded();
    let to: i16 = world.known_as_of()[..4].parse().unwrap();
    let day = |d: (i16, i8, i8)| format!("{:04}-{:02}-{:02}", d.0, d.1, d.2);
    let accepted: Vec<Vec<String>> = accepted("gap", &["of", "class", "from", "to"])
        .into_iter()
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .collect();
    let within = |gap: &[String], row: &[String]| {
        gap[..2] == row[..2] && gap[2] >= row[2] && gap[3] <= row[3]
    };
    let posts = world.posts(&CLASSES);
    let states = posts.iter().filter(|p| !p.of.is_empty() && !p.of.contains('/'));
    let found: Vec<Vec<String>> = states
        .flat_map(|post| world.gaps(post, FROM, to, GAP))
        .map(|gap| vec![gap.post.of, gap.post.class, day(gap.span.from), day(gap.span.to)])
        .collect();
    let new: Vec<_> = found.iter().filter(|g| !accepted.iter().any(|row| within(g, row))).collect();
    let stale: Vec<_> =
        accepted.iter().filter(|row| !found.iter().any(|g| within(g, row))).collect();
    assert!(
        new.is_empty(),
        "gaps that no exception names; mend the rows, or add with a reason:\n{new:#?}"
    );
    assert!(stale.is_empty(), "exceptions for gaps that are no more; take them out:\n{stale:#?}");
}

#[test]
fn the_registry_keeps_its_size() {
    let world = World::embedded();
    let people = (0..world.len() as u32).map(rapporteur_world::EntryId);
    let people = people.filter(|&e| world.entry(e).kind == rapporteur_world::Kind::Person).count();
    assert!(people >= 4_400, "{people} people");
    assert!(world.spell_count() >= 6_300, "{} spells", world.spell_count());
}

#[test]
fn the_examples_are_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for name in ["actors.toml", "actors.csv"] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let added = rapporteur_world::Additions::read(name, &bytes).unwrap();
        let world = World::embedded().with(&added).unwrap();
        let day = "2031-01-01".parse().unwrap();
        let ministers = world.holders(world.offices_called("Foreign Minister"), "KEN", day);
        assert!(ministers.iter().any(|t| world.entry(t.person).name == "Wanjiru Achola"), "{name}");
        assert_eq!(world.regions_called("Camp Ekundu").len(), 1, "{name}");
    }
}

#[test]
fn the_embedded_world_is_there_at_once() {
    let start = std::time::Instant::now();
    let _ = World::embedded();
    // 30 ms is the promise for a release build on an idle machine; this only catches a change of kind.
    assert!(start.elapsed().as_millis() < 2_000, "{:?}", start.elapsed());
}
