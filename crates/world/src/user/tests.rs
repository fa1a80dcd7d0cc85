use super::*;
use crate::{Known, PlaceRef, Use};
use proptest::prelude::*;

fn day(text: &str) -> rapporteur_text::Date {
    text.parse().unwrap()
}

fn world(toml: &str) -> World {
    World::embedded().with(&Additions::from_toml("actors.toml", toml).unwrap()).unwrap()
}

use crate::World;

fn error(toml: &str) -> String {
    let wrong = Additions::from_toml("actors.toml", toml)
        .and_then(|a| World::embedded().with(&a).map(|_| ()));
    wrong.unwrap_err().to_string()
}

#[test]
fn a_person_with_an_office_is_found_by_name_surname_and_office() {
    let world = world(
        "[[person]]\nname = \"Wanjiru Achola\"\nalso = [\"W. Achola\"]\ncountry = \"KEN\"\nsex = \"f\"\n\
         offices = [{ office = \"defence-minister\", of = \"KEN\", since = 2031-02-01, until = \"2033-05\" }]\n",
    );
    let read =
        |name: &str| -> Vec<Use> { world.names().find(name).iter().map(|r| r.usage).collect() };
    assert_eq!(read("Wanjiru Achola"), [Use::Name]);
    assert_eq!(read("W. Achola"), [Use::Alias]);
    assert_eq!(read("Achola"), [Use::Surname]);
    let offices = world.offices_called("Defence Minister");
    assert_eq!(world.holders(offices, "KEN", day("2032-01-01")).len(), 1);
    assert!(world.holders(offices, "KEN", day("2033-06-01")).iter().all(|t| t.until.is_none()));
    let near = world.near("Wandjiru Achola", 0.8, 3);
    assert!(near.iter().any(|n| matches!(n.known, Known::Actor(_))), "{near:?}");
}

#[test]
fn the_embedded_world_stays_as_it_was() {
    let before = World::embedded().len();
    let changed = world(
        "[[person]]\nid = \"kofi-annan\"\nremove = true\n\
         [[organisation]]\nid = \"org/nato\"\nname = \"Northern Pact\"\nreplace = true\n",
    );
    assert_eq!(changed.len(), before - 1);
    assert!(
        changed.by_id("person/kofi-annan").is_none()
            && changed.names().find("Kofi Annan").is_empty()
    );
    assert!(changed.names().find("NATO").iter().all(|r| changed.entry(r.entry).id != "org/nato"));
    let nato = changed.by_id("org/nato").unwrap();
    assert_eq!(changed.entry(nato).name, "Northern Pact");
    assert!(!changed.mark().is_empty());
    let embedded = World::embedded();
    assert_eq!(embedded.len(), before);
    assert!(embedded.mark().is_empty() && !embedded.names().find("Kofi Annan").is_empty());
    // Numbers were closed up: every office still belongs to the person who held it.
    for (toml, id) in [("president", "person/nelson-mandela"), ("president", "person/kais-saied")] {
        let (a, b) = (embedded.by_id(id), changed.by_id(id));
        let count =
            |w: &World, e| w.tenures_of(e).filter(|t| w.office(t.office).key == toml).count();
        if let (Some(a), Some(b)) = (a, b) {
            assert_eq!(count(embedded, a), count(&changed, b));
        }
    }
}

#[test]
fn what_is_known_is_extended() {
    let world = world(
        "[[person]]\nid = \"person/kofi-annan\"\nalso = [\"The Ghanaian\"]\n\
         [[state]]\ncode = \"KEN\"\nmetonyms = [\"Uhuru House\"]\n\
         [[state]]\ncode = \"QZZ\"\nname = \"Zubrowka\"\nadjectives = [\"Zubrowkan\"]\ncapital = \"Lutz\"\n\
         [[media]]\nname = \"Zubrowka Post\"\ncountry = \"QZZ\"\n",
    );
    let annan = world.by_id("person/kofi-annan").unwrap();
    assert_eq!(world.entry(annan).name, "Kofi Annan");
    assert!(world.names().find("The Ghanaian").iter().any(|r| r.entry == annan));
    assert!(world.tenures_of(annan).count() > 0);
    assert!(world.names().find("Uhuru House").iter().any(|r| r.usage == Use::Metonym));
    assert_eq!(world.names().find("Zubrowkan")[0].entry, world.state("QZZ").unwrap());
}

#[test]
fn a_name_that_two_bear_is_read_as_the_one_preferred() {
    let world = world(
        "[[organisation]]\nname = \"Blue Front\"\nid = \"a\"\n[[organisation]]\nname = \"Blue Front\"\nid = \"b\"\n\
         [[preferred]]\nname = \"Blue Front\"\nactor = \"org/b\"\n",
    );
    assert_eq!(world.names().find("Blue Front").len(), 2);
    assert_eq!(world.preferred("blue front"), world.by_id("org/b"));
}

#[test]
fn codes_hold_for_their_time() {
    let world = world(
        "[[person]]\nname = \"Wanjiru Achola\"\ncode = \"KENELI\"\n\
         codes = [{ code = \"KENGOV\", since = \"2031\", until = \"2033-05\" }]\n",
    );
    let achola = world.by_id("person/wanjiru-achola").unwrap();
    assert_eq!(world.code_on(achola, Some(day("2032-07-01"))), Some("KENGOV"));
    assert_eq!(world.code_on(achola, Some(day("2034"))), Some("KENELI"));
    assert_eq!(world.code_on(achola, None), Some("KENELI"));
}

#[test]
fn places_are_found_with_their_points() {
    let world = world(
        "[[place]]\nname = \"Camp Ekundu\"\nkind = \"base\"\ncountry = \"KEN\"\nlat = -1.5\nlon = 41\n\
         [[place]]\nid = \"place/black-sea\"\nremove = true\n",
    );
    let [place] = world.regions_called("camp ekundu") else { panic!() };
    let facts = world.places().facts(*place);
    assert_eq!((facts.kind.as_str(), facts.precision.as_str()), ("facility", "exact"));
    assert_eq!(facts.point.map(|p| p.1), Some(41.0));
    assert!(world.regions_called("Black Sea").is_empty());
    assert!(matches!(World::embedded().regions_called("Black Sea"), [PlaceRef::Named(_)]));
}

#[test]
fn tenures_point_at_people_and_positions_in_any_order() {
    let world = world(
        "loose = true\n[[tenure]]\nperson = \"q/1\"\nposition = \"q/9\"\nsince = \"2031\"\n\
         [[tenure]]\nperson = \"q/404\"\nposition = \"q/9\"\n\
         [[position]]\nid = \"q/9\"\noffice = \"foreign-minister\"\nof = \"KEN\"\n\
         [[person]]\nid = \"q/1\"\nname = \"Wanjiru Achola\"\n",
    );
    let offices = world.offices_called("Foreign Minister");
    let found = world.holders(offices, "KEN", day("2031-06-01"));
    assert!(found.iter().any(|t| world.entry(t.person).name == "Wanjiru Achola"));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (toml, expected) in [
        ("[[person]\n", "actors.toml:1: no TOML"),
        ("\n[[persons]]\nname = \"A B\"\n", "actors.toml:2: 'persons': expected one of [[person]]"),
        (
            "[[person]]\nname = \"A B\"\ncuontry = \"KEN\"\n",
            "actors.toml:3: a field 'cuontry': expected one of id",
        ),
        (
            "[[person]]\nname = \"A B\"\ncountry = \"KE\"\n",
            "country = \"KE\": expected the ISO 3166",
        ),
        ("[[person]]\nname = 7\n", "actors.toml:2: name = 7: expected text"),
        ("[[person]]\ncountry = \"KEN\"\n", "actors.toml:1: no name"),
        ("[[person]]\nname = \"…\"\n", "expected a name with letters"),
        (
            "[[person]]\nname = \"A B\"\noffices = [\n  { office = \"president\", of = \"KEN\" },\n  { office = \"boss\", of = \"KEN\" },\n]\n",
            "actors.toml:5: office = \"boss\": expected an office that is known",
        ),
        (
            "[[person]]\nname = \"A B\"\noffices = [[\"president\", \"KEN\", \"2031-02-30\", \"\"]]\n",
            "actors.toml:3: since = \"2031-02-30\": expected a date",
        ),
        (
            "[[person]]\nname = \"A B\"\noffices = [[\"president\", \"KEN\", \"2031\", \"2030\"]]\n",
            "until = \"2030\": expected a date not before since, 2031",
        ),
        (
            "[[place]]\nname = \"A\"\nlat = 91\nlon = 1\n",
            "actors.toml:3: lat = 91: expected a number of degrees",
        ),
        ("[[place]]\nname = \"A\"\nlat = 9\n", "one of lat and lon: expected both"),
        (
            "[[tenure]]\nperson = \"nobody\"\noffice = \"president\"\nof = \"KEN\"\n",
            "the id of a known person",
        ),
        ("[[person]]\nid = \"org/nato\"\nname = \"A B\"\n", "an actor of another kind"),
        ("[[person]]\nid = \"nobody\"\nremove = true\n", "the id of a known actor"),
    ] {
        let said = error(toml);
        assert!(said.contains(expected), "{toml}\n{said}\n{expected}");
    }
}

#[test]
fn csv_says_the_same() {
    let csv = "table,id,name,also,country,office,of,since,until,lat,lon\n\
               person,,Wanjiru Achola,W. Achola|Mama W,KEN,foreign-minister,KEN,2031,2032,,\n\
               person,,Wanjiru Achola,,KEN,president,KEN,2033,,,\n\
               \n\
               place,,\"Ekundu, Camp\",Ekundu,KEN,,,,,-1.5,41\n";
    let world = World::embedded().with(&Additions::read("a.CSV", csv.as_bytes()).unwrap()).unwrap();
    let achola = world.by_id("person/wanjiru-achola").unwrap();
    assert_eq!(world.tenures_of(achola).count(), 2);
    assert_eq!(world.names().find("Mama W").len(), 1);
    assert_eq!(world.regions_called("Ekundu").len(), 1);
    for (csv, expected) in [
        (
            "table,nmae\nperson,A\n",
            "a.csv:1: a column 'nmae': expected one of table, id, ids, name",
        ),
        ("table,name\nperson,A,B\n", "a.csv:2: 3 cells: expected 2"),
        ("table,name\nking,A B\n", "a.csv:2: table 'king': expected one of person"),
        ("name\nA\n", "a header line with the columns table and name"),
        ("table,name,office\n\nperson,A B,boss\n", "a.csv:3: office = \"boss\""),
    ] {
        let read = Additions::from_csv("a.csv", csv);
        let said =
            read.and_then(|a| World::embedded().with(&a).map(|_| ())).unwrap_err().to_string();
        assert!(said.contains(expected), "{csv}\n{said}");
    }
    assert!(
        Additions::read("a.csv", b"table,name\nperson,\xff\n")
            .unwrap_err()
            .to_string()
            .contains("a.csv:2")
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Additions::read("a.toml", &bytes);
        let _ = Additions::read("a.csv", &bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("[[person]]".to_owned()), Just("[[place]]".to_owned()), Just("[[tenure]]".to_owned()),
                Just("table,name,office,of".to_owned()), Just("person,A B,president,KEN".to_owned()),
                "(name|id|also|offices|since|lat|lon|code|guard) = (\"\\PC{0,8}\"|[0-9.]{1,4}|true|\\[\\])",
                "\\PC{0,20}",
            ],
            0..12,
        )
    ) {
        let text = lines.join("\n");
        for name in ["a.toml", "a.csv"] {
            if let Ok(additions) = Additions::read(name, text.as_bytes()) {
                prop_assert!(additions.len() <= lines.len());
            }
        }
    }
}
