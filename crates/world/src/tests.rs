use super::*;
use rapporteur_text::Date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn called(name: &str) -> Vec<String> {
    let world = World::embedded();
    world.names().find(name).iter().map(|r| world.entry(r.entry).id.to_string()).collect()
}

#[test]
fn states_by_name_adjective_and_seat() {
    for name in ["Ukraine", "Ukrainian", "Kyiv", "ukraine"] {
        assert!(called(name).contains(&"state/UKR".to_owned()), "{name}");
    }
    assert!(called("U.S.").contains(&"state/USA".to_owned()));
    assert!(called("Ukrainia").is_empty());
}

#[test]
fn capitals_tell_acronyms_from_words() {
    let world = World::embedded();
    let us = world.names().find("US");
    assert!(us.iter().any(|r| r.fits_case("US")));
    assert!(!us.iter().filter(|r| r.usage != Use::Surname).any(|r| r.fits_case("us")));
    assert!(!world.names().find("turkey").iter().any(|r| r.fits_case("turkey")));
}

#[test]
fn offices_go_by_date() {
    let world = World::embedded();
    let president = world.offices_called("president");
    let name = |date: &str| {
        let found = world.holders(president, "TUR", day(date));
        found.first().map(|t| world.entry(t.person).name.clone())
    };
    assert_eq!(name("2013-05-01").map(|n| slug(&n)).as_deref(), Some("abdullah-gul"));
    assert_eq!(name("2025-05-15").map(|n| slug(&n)).as_deref(), Some("recep-tayyip-erdogan"));
    assert!(world.offices_called("gardener").is_empty());
}

#[test]
fn what_sounds_alike_is_found() {
    let world = World::embedded();
    let found = world.near("Nethanyahu", 0.8, 5);
    assert!(
        found.iter().any(|n| matches!(n.known, Known::Surname(e) | Known::Actor(e) if world.entry(e).name == "Benjamin Netanyahu")),
        "{found:?}"
    );
    assert!(world.near("Brtqmpdlk", 0.8, 5).is_empty());
}

/// Everything embedded, in bytes: the promise of ARCHITECTURE.md is 12 MB.
#[test]
fn embedded_data_stay_small() {
    let parts: [&[u8]; 6] = [
        include_bytes!(concat!(env!("OUT_DIR"), "/registry.bin")),
        include_bytes!(concat!(env!("OUT_DIR"), "/names.fst")),
        include_bytes!(concat!(env!("OUT_DIR"), "/places.bin")),
        include_bytes!(concat!(env!("OUT_DIR"), "/place_names.txt")),
        include_bytes!(concat!(env!("OUT_DIR"), "/place_lists.bin")),
        include_bytes!(concat!(env!("OUT_DIR"), "/places.fst")),
    ];
    let total: usize = parts.iter().map(|p| p.len()).sum();
    assert!(total < 12_000_000, "{total} bytes");
}
