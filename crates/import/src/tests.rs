use super::*;
use proptest::prelude::*;
use rapporteur_world::{Additions, EntryId, Kind, World};
use std::io::BufRead;

type Importer =
    fn(&mut dyn BufRead, &mut dyn io::Write, &World, &mut dyn Watch) -> Result<Counts, Error>;

/// Broken lines by number.
#[derive(Default)]
struct Broken(Vec<(u64, String)>);

impl Watch for Broken {
    fn broken(&mut self, line: u64, why: &str) {
        self.0.push((line, why.to_owned()));
    }
}

struct Read {
    text: String,
    counts: Counts,
    broken: Vec<(u64, String)>,
}

fn import(importer: Importer, text: impl AsRef<[u8]>) -> Read {
    let mut out = Vec::new();
    let mut broken = Broken::default();
    begin(&mut out, "a test").unwrap();
    let counts = importer(&mut text.as_ref(), &mut out, World::embedded(), &mut broken).unwrap();
    Read { text: String::from_utf8(out).unwrap(), counts, broken: broken.0 }
}

/// The world with what was imported, which must be right.
fn world(read: &Read) -> World {
    let additions = Additions::from_toml("imported.toml", &read.text)
        .unwrap_or_else(|e| panic!("{e}\n{}", read.text));
    World::embedded().with(&additions).unwrap_or_else(|e| panic!("{e}\n{}", read.text))
}

fn one(world: &World, name: &str) -> EntryId {
    let found = world.names().find(name);
    assert_eq!(found.len(), 1, "{name}");
    found[0].entry
}

fn day(text: &str) -> rapporteur_text::Date {
    text.parse().unwrap()
}

#[test]
fn people_and_offices_of_followthemoney() {
    let read = import(
        ftm,
        concat!(
            r#"{"id":"o1","schema":"Occupancy","properties":{"holder":["q1"],"post":["p1"],"startDate":["2031-02-01"],"endDate":["2033"]}}"#,
            "\n",
            r#"{"id":"q1","schema":"Person","caption":"Wanjiru Achola","properties":{"name":["ACHOLA, Wanjiru","Вандзиру"],"alias":["W. \"Mama\" Achola"],"country":["ke"],"gender":["female"],"birthDate":["1970"]}}"#,
            "\n",
            r#"{"id":"p1","schema":"Position","properties":{"name":["Minister of Defence"],"country":["ke"]}}"#,
            "\n",
            "{\"id\":\n",
            "\n",
            r#"{"id":"o2","schema":"Occupancy","properties":{"holder":[{"id":"q1","schema":"Person"}],"post":["p1"]}}"#,
            "\n",
            r#"{"id":"c1","schema":"Company","properties":{"name":["Ekundu Mining Ltd"],"jurisdiction":["gb-sct"],"incorporationDate":["1999-01"]}}"#,
            "\n",
            r#"{"id":"a1","schema":"Address","properties":{"full":["1 Road"]}}"#,
            "\n",
            r#"{"id":"k1","schema":"Person","properties":{"name":["Kofi Annan"],"alias":["Kofi Atta Annan II"],"country":["gh"]}}"#,
            "\n",
            r#"[1,2]"#,
        ),
    );
    assert_eq!(read.broken.iter().map(|b| b.0).collect::<Vec<_>>(), [4, 10], "{:?}", read.broken);
    assert_eq!(read.counts.broken, 2);
    assert_eq!(read.counts.written["person"], 2, "{:?}", read.counts);
    assert_eq!(read.counts.passed["office without dates"], 1);
    let world = world(&read);
    let achola = one(&world, "Wanjiru Achola");
    assert_eq!(world.entry(achola).sex, Some('f'));
    let offices = world.offices_called("Defence Minister");
    let found = world.holders(offices, "KEN", day("2032-05-05"));
    assert!(found.iter().any(|t| t.person == achola), "{}", read.text);
    assert!(!world.holders(offices, "KEN", day("2034-05-05")).iter().any(|t| t.person == achola));
    let mining = one(&world, "Ekundu Mining Ltd");
    assert_eq!(world.entry(mining).country.as_deref(), Some("GBR"));
    // Whom the registry knows stays one person.
    assert_eq!(world.entry(one(&world, "Kofi Atta Annan II")).id, "person/kofi-annan");
}

#[test]
fn people_and_offices_of_wikidata() {
    let item = |id: &str| {
        format!(
            r#"{{"mainsnak":{{"snaktype":"value","datavalue":{{"value":{{"entity-type":"item","id":"{id}"}},"type":"wikibase-entityid"}}}},"rank":"normal"}}"#
        )
    };
    let time = |time: &str, precision: u8| {
        format!(
            r#"[{{"snaktype":"value","datavalue":{{"value":{{"time":"{time}","precision":{precision}}},"type":"time"}}}}]"#
        )
    };
    let held = item("Q900").replace(
        "\"rank\"",
        &format!(
            r#""qualifiers":{{"P580":{},"P582":{}}},"rank""#,
            time("+2031-02-00T00:00:00Z", 10),
            time("+2033-00-00T00:00:00Z", 9)
        ),
    );
    let unknown = r#"{"mainsnak":{"snaktype":"somevalue"},"rank":"normal"}"#;
    let lines = [
        "[".to_owned(),
        format!(
            r#"{{"id":"Q1","labels":{{"en":{{"language":"en","value":"Wanjiru Achola"}}}},"aliases":{{"en":[{{"value":"W. Achola"}}]}},"claims":{{"P31":[{}],"P27":[{unknown},{}],"P21":[{}],"P39":[{held},{unknown}],"P18":[{{"mainsnak":{{"datavalue":{{"value":"a.jpg"}}}}}}]}}}},"#,
            item("Q5"),
            item("Q114"),
            item("Q6581072")
        ),
        format!(
            r#"{{"id":"Q900","labels":{{"en":{{"value":"Minister of Foreign Affairs of Kenya"}}}},"aliases":[],"claims":{{"P31":[{}],"P17":[{}]}}}},"#,
            item("Q294414"),
            item("Q114")
        ),
        r#"{"id":"Q2","labels":[],"aliases":[],"claims":[]},"#.to_owned(),
        r#"{"id":"Q3","labels":{"en":{"value":"A tree"}},"claims":[]},"#.to_owned(),
        format!(
            r#"{{"id":"Q4","labels":{{"en":{{"value":"Ekundu Front"}}}},"claims":{{"P31":[{}]}}}}"#,
            item("Q17149090")
        ),
        "{broken},".to_owned(),
        "]".to_owned(),
    ];
    let read = import(wikidata, lines.join("\n"));
    assert_eq!(read.broken.iter().map(|b| b.0).collect::<Vec<_>>(), [7], "{:?}", read.broken);
    let world = world(&read);
    let achola = one(&world, "Wanjiru Achola");
    let spell = world.tenures_of(achola).next().unwrap();
    assert_eq!((spell.of, world.office(spell.office).key.as_str()), ("KEN", "foreign-minister"));
    assert_eq!(spell.since, Some(day("2031-02")));
    assert_eq!(spell.until, Some(day("2033")));
    assert_eq!(world.entry(one(&world, "Ekundu Front")).kind, Kind::ArmedGroup);
}

#[test]
fn dictionaries_of_petrarch_keep_their_dates() {
    let read = import(
        petrarch,
        b"+TOO_EARLY_ # a comment\n\
          \n\
          WANJIRU_ACHOLA_ ; somebody\n\
          +W._ACHOLA_\n\
          \t[KENELI 900101-20310201]\n\
          \t[KENGOV >20310201] [KENELI]\n\
          EKUNDU_LIBERATION_FRONT_ [KENREB]\n\
          +EKUNDU_FRONT_\n\
          SAINT_\xc9TIENNE_FRONT_\n\
          \t[FRAREB\n\
          \t[FRAREB 999999-000101]\n\
          \t[FRAREB]\n\
          KENYA_ [KEN]\n\
          +MOMBASA_\n\
          # the end\n"
            .as_slice(),
    );
    let lines: Vec<u64> = read.broken.iter().map(|b| b.0).collect();
    assert_eq!(lines, [1, 10, 11], "{:?}", read.broken);
    let world = world(&read);
    let achola = one(&world, "Wanjiru Achola");
    assert_eq!(world.entry(achola).kind, Kind::Person);
    assert_eq!(world.code_on(achola, Some(day("1995-01-01"))), Some("KENELI"));
    assert_eq!(world.code_on(achola, Some(day("2040-01-01"))), Some("KENGOV"));
    assert_eq!(world.entry(one(&world, "Ekundu Liberation Front")).kind, Kind::ArmedGroup);
    assert_eq!(world.names().find("Saint Etienne Front").len(), 1);
}

#[test]
fn titles_of_lists_are_offices() {
    let titles = titles::Titles::load();
    for (title, office) in [
        ("President of Kenya", Some("president")),
        ("President of the United States", Some("president")),
        ("President of the Republic", Some("president")),
        ("President of FIFA", Some("-")),
        ("King of Jordan", Some("king")),
        ("Prime Minister of the Kingdom of Cambodia", Some("prime-minister")),
        ("Deputy Prime Minister", Some("deputy-prime-minister")),
        ("Minister of Foreign Affairs of Ukraine", Some("foreign-minister")),
        ("Minister of Foreign Affairs and Trade", Some("foreign-minister")),
        ("Minister of Agriculture", Some("minister")),
        ("Ambassador of Chile to France", Some("ambassador")),
        ("Member of the State Duma", Some("legislator")),
        ("Deputy Minister of Agriculture", Some("-")),
        ("Mayor of Springfield", None),
    ] {
        assert_eq!(titles.office(title, World::embedded()), office, "{title}");
    }
}

#[test]
fn a_dump_of_geonames_is_found_like_the_built_in_places() {
    let folder = std::env::temp_dir().join(format!("rapporteur-geonames-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let dump = folder.join("KE.txt");
    let row = |id: u32, name: &str, also: &str, class: &str, code: &str, people: u32| {
        format!(
            "{id}\t{name}\t{name}\t{also}\t-1.25\t36.5\t{class}\t{code}\tKE\t\t05\t\t\t\t{people}\t\t1\tAfrica/Nairobi\t2024-01-01"
        )
    };
    let lines = [
        row(1, "Ekundu", "Ekunda,EKU,Экунду,Ekundu Town", "P", "PPL", 900),
        row(2, "Ekundu", "", "P", "PPL", 2_000_000),
        row(3, "Nairobi Area", "", "A", "ADM1", 0),
        row(4, "Kenya", "", "A", "PCLI", 50_000_000),
        row(5, "Lake Ekundu", "", "H", "LK", 0),
        row(6, "Old Ekundu", "", "P", "PPLH", 5),
        "broken".to_owned(),
    ];
    std::fs::write(&dump, lines.join("\n")).unwrap();
    let mut broken = Broken::default();
    let mut file = Vec::new();
    let plan = geonames::Plan { dump: &dump, admin1: None, classes: "AP", least: 0, work: &folder };
    let counts = geonames::build(&plan, &mut file, World::embedded(), &mut broken).unwrap();
    let nothing = geonames::Plan { classes: "V", ..plan };
    assert!(matches!(
        geonames::build(&nothing, &mut Vec::new(), World::embedded(), &mut ()),
        Err(Error::Nothing(_))
    ));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!((counts.written["place"], counts.broken, broken.0.len()), (3, 1, 1));
    assert_eq!(broken.0[0].0, 7);
    let places = rapporteur_world::PlacesFile::from_bytes(file.clone()).unwrap();
    let world = World::embedded().with_places(&places);
    let gazetteer = world.places();
    let found: Vec<_> = gazetteer.find("Ekundu").into_iter().map(|p| gazetteer.facts(p)).collect();
    assert_eq!(found.iter().map(|f| f.geoname).collect::<Vec<_>>(), [2, 1], "the larger first");
    assert_eq!(found[0].country.as_deref(), Some("KEN"));
    assert_eq!(gazetteer.admin_name(found[0].admin), Some("Nairobi Area"));
    assert_eq!(found[0].point, Some((-1.25, 36.5)));
    assert_eq!(gazetteer.find("Ekundu Town").len(), 1);
    assert!(gazetteer.find("Lake Ekundu").is_empty() && gazetteer.find("EKU").is_empty());
    assert!(gazetteer.find("Nairobi").is_empty(), "the built-in places are replaced");
    assert!(!World::embedded().places().find("Nairobi").is_empty());
    // Cut off or changed anywhere, the file is refused.
    for at in [0, 10, 16, 20, 40, file.len() / 2, file.len() - 1] {
        assert!(rapporteur_world::PlacesFile::from_bytes(file[..at].to_vec()).is_err());
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(rapporteur_world::PlacesFile::from_bytes(changed).is_err(), "byte {at}");
    }
}

const IMPORTERS: [Importer; 3] = [ftm, wikidata, petrarch];

/// What was written is right by itself.
fn right(read: &Read) -> Additions {
    let additions = Additions::from_toml("imported.toml", &read.text);
    additions.unwrap_or_else(|e| panic!("{e}\n{}", read.text))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_bytes_end_and_what_is_written_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for importer in IMPORTERS {
            right(&import(importer, &bytes));
        }
        geonames::line_for_fuzzing(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_names_and_dates_are_written_so_that_they_are_read(
        names in proptest::collection::vec("\\PC{0,30}", 1..4),
        date in "[0-9-]{0,10}",
        schema in prop_oneof![Just("Person"), Just("Organization"), Just("Position"), Just("Occupancy")],
        code in "[A-Za-z0-9* ><-]{0,24}",
    ) {
        let entity = serde_json::json!({
            "id": names[0], "schema": schema, "caption": names[0],
            "properties": {
                "name": names, "alias": names, "country": ["ke"], "startDate": [date], "lastName": names,
                "holder": [names[0]], "post": [date], "incorporationDate": [date],
            },
        });
        let entities = right(&import(ftm, entity.to_string()));
        let text = format!("{}\n+{}\n[{code}]\n[{code}]", names[0], names[names.len() - 1]);
        let both = entities.and(right(&import(petrarch, text)));
        prop_assert!(World::embedded().with(&both).is_ok());
    }
}
