//! `rapporteur world` and `read --actors`, `read --places`, as a user meets them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod program;

use program::{err, folder, out, record, run, write};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn repository(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}

/// What a folder holds, so that nothing is left behind.
fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        files.map(|f| f.unwrap().file_name().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

const NEWS: &str = "Foreign Minister Wanjiru Achola said on Tuesday that talks with the Ekundu Front would \
                    open at Camp Ekundu. Mrs Achola met envoys from Uganda.";

#[test]
fn actors_and_places_of_the_user_are_read() {
    let dir = folder("actors");
    let article = write(&dir, "article.txt", NEWS);
    let plain = record(&run(&["read", &article, "--date", "2031-01-08", "--format", "json"]));
    for file in ["examples/actors.toml", "examples/actors.csv"] {
        let file = repository(file);
        let arguments =
            ["read", &article, "--date", "2031-01-08", "--format", "json", "--actors", &file];
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let json = record(&output);
        let ids = |json: &serde_json::Value, list: &str| -> Vec<String> {
            let entries = json[list].as_array().unwrap();
            entries.iter().map(|e| e["name"].as_str().unwrap_or_default().to_owned()).collect()
        };
        for name in ["Wanjiru Achola", "Ekundu Liberation Front"] {
            assert!(
                ids(&json, "actors").iter().any(|n| n == name),
                "{file}: {name}: {:?}",
                ids(&json, "actors")
            );
        }
        let place = json["places"].as_array().unwrap().iter().find(|p| p["name"] == "Camp Ekundu");
        assert!(place.is_some(), "{:?}", json["places"]);
        assert_ne!(
            json["document"]["reader"], plain["document"]["reader"],
            "a record says that other knowledge was at work"
        );
    }
    // Without the option all is as before.
    let again = record(&run(&["read", &article, "--date", "2031-01-08", "--format", "json"]));
    assert_eq!(plain, again);
}

#[test]
fn a_broken_user_file_is_named_with_its_line_and_changes_nothing() {
    let dir = folder("broken");
    let article = write(&dir, "article.txt", NEWS);
    let broken = write(&dir, "our.toml", "[[person]]\nname = \"A B\"\ncountry = \"KE\"\n");
    let csv = write(&dir, "our.csv", "table,name\nking,A B\n");
    let output = dir.join("record.json");
    std::fs::write(&output, "untouched").unwrap();
    for (file, said) in [
        (broken.as_str(), "our.toml:1: country = \"KE\": expected the ISO 3166 alpha-3 code"),
        (csv.as_str(), "our.csv:2: table 'king': expected one of person"),
        ("missing.toml", "missing.toml could not be read"),
    ] {
        let done = run(&[
            "read",
            &article,
            "--format",
            "json",
            "--actors",
            file,
            "--output",
            output.to_str().unwrap(),
        ]);
        assert_eq!(done.status.code(), Some(1));
        assert!(err(&done).contains(said), "{}", err(&done));
        assert!(done.stdout.is_empty());
        assert_eq!(std::fs::read_to_string(&output).unwrap(), "untouched");
    }
    let done = run(&["read", &article, "--places", &article]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        err(&done).contains("no places file: make one with 'rapporteur world build'"),
        "{}",
        err(&done)
    );
}

const DICTIONARY: &str = "WANJIRU_ACHOLA_\n\t[KENGOV >20290315]\nEKUNDU_FRONT_ [KENREB\n+EKUNDU_LIBERATION_FRONT_ [KENREB]\n";

#[test]
fn a_dictionary_is_imported_and_read_with() {
    let dir = folder("import");
    let article = write(&dir, "article.txt", NEWS);
    let list = write(&dir, "list.txt", DICTIONARY);
    let actors = dir.join("actors.toml");
    let actors = actors.to_str().unwrap();
    let done = run(&["world", "import", "--from", "petrarch", &list, "-o", actors]);
    assert_eq!(done.status.code(), Some(3), "{}", err(&done));
    assert!(
        err(&done).contains("list.txt:3: a code without its closing bracket"),
        "{}",
        err(&done)
    );
    assert!(err(&done).contains("1 armed_group, 1 person"), "{}", err(&done));
    assert_eq!(names(&dir), ["actors.toml", "article.txt", "list.txt"]);
    let json = record(&run(&["read", &article, "--format", "json", "--actors", actors]));
    let found = json["actors"].as_array().unwrap();
    assert!(found.iter().any(|a| a["name"] == "Wanjiru Achola"), "{found:?}");
    // The same from standard input to standard output, and packed.
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["world", "import", "--from", "petrarch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(DICTIONARY.as_bytes()).unwrap();
    let piped = child.wait_with_output().unwrap();
    assert_eq!(out(&piped), std::fs::read_to_string(actors).unwrap());
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(DICTIONARY.as_bytes()).unwrap();
    let packed = write(&dir, "list.txt.gz", packed.finish().unwrap());
    let unpacked = run(&["world", "import", "--from", "petrarch", &packed]);
    assert_eq!(unpacked.stdout, piped.stdout);
}

#[test]
fn an_import_that_fails_leaves_what_was_there() {
    let dir = folder("fails");
    let empty = write(&dir, "empty.jsonl", "{}\n");
    let actors = write(&dir, "actors.toml", "untouched");
    for (arguments, code, said) in [
        (vec!["world", "import", "--from", "ftm", &empty, "-o", &actors], 1, "no actor was found"),
        (
            vec!["world", "import", "--from", "ftm", "missing.jsonl", "-o", &actors],
            1,
            "missing.jsonl could not be read",
        ),
        (
            vec!["world", "import", "--from", "ftm", dir.to_str().unwrap(), "-o", &actors],
            1,
            "it is a folder",
        ),
        (
            vec!["world", "import", "--from", "ftm", &empty, "-o", dir.to_str().unwrap()],
            1,
            "it is a folder",
        ),
        (
            vec!["world", "import", "--from", "ftm", &empty, "-o", "/nowhere/at/all.toml"],
            1,
            "could not be written",
        ),
        (
            vec!["world", "import", "--from", "csv", &empty],
            2,
            "possible values: ftm, wikidata, petrarch",
        ),
        (vec!["world", "import", "--from", "ftm"], 2, "required"),
    ] {
        let done = run(&arguments);
        assert_eq!(done.status.code(), Some(code), "{arguments:?} {}", err(&done));
        assert!(err(&done).contains(said), "{arguments:?} {}", err(&done));
        assert_eq!(std::fs::read_to_string(&actors).unwrap(), "untouched");
        assert_eq!(names(&dir), ["actors.toml", "empty.jsonl"]);
    }
}

#[test]
fn a_gazetteer_is_built_and_read_with() {
    let dir = folder("build");
    let row = |id: u32, name: &str, class: &str, code: &str| {
        format!(
            "{id}\t{name}\t{name}\t\t-1.25\t36.5\t{class}\t{code}\tKE\t\t05\t\t\t\t9000\t\t1\tAfrica/Nairobi\t2024-01-01\n"
        )
    };
    let dump = write(
        &dir,
        "KE.txt",
        row(11, "Ekunduville", "P", "PPL") + &row(12, "Mlimani", "A", "ADM1"),
    );
    let admin1 = write(&dir, "admin1.txt", "KE.05\tMlimani Province\tMlimani Province\t12\n");
    let places = dir.join("kenya.places");
    let places = places.to_str().unwrap();
    let done = run(&["world", "build", &dump, "--admin1", &admin1, "-o", places]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert!(err(&done).contains("2 place"), "{}", err(&done));
    assert_eq!(names(&dir), ["KE.txt", "admin1.txt", "kenya.places"]);
    let article = write(
        &dir,
        "article.txt",
        "Fighting broke out in Ekunduville on Monday, officials in Kenya said.",
    );
    let json = record(&run(&["read", &article, "--format", "json", "--places", places]));
    let found = json["places"].as_array().unwrap();
    assert!(found.iter().any(|p| p["name"] == "Ekunduville"), "{found:?}");

    let before = std::fs::read(places).unwrap();
    let zip = write(&dir, "allCountries.zip", "PK");
    let other = write(&dir, "other.txt", "no dump\n");
    for (arguments, code, said) in [
        (vec!["world", "build", "missing.txt", "-o", places], 1, "missing.txt could not be read"),
        (vec!["world", "build", &zip, "-o", places], 1, "unpack it first"),
        (vec!["world", "build", &other, "-o", places], 1, "no place of the classes AP was found"),
        (
            vec!["world", "build", &dump, "-o", places, "--classes", "XY"],
            2,
            "expected letters of APHTLSRUV",
        ),
        (vec!["world", "build", &dump, "-o", "/nowhere/at/all.places"], 1, "could not be written"),
        (vec!["world", "build", &dump], 2, "--output"),
    ] {
        let done = run(&arguments);
        assert_eq!(done.status.code(), Some(code), "{arguments:?} {}", err(&done));
        assert!(err(&done).contains(said), "{arguments:?} {}", err(&done));
        assert_eq!(std::fs::read(places).unwrap(), before);
    }
    assert!(
        !names(&dir).iter().any(|n| n.ends_with(".part") || n.ends_with(".work")),
        "{:?}",
        names(&dir)
    );
}

#[test]
fn coverage_names_years_and_gaps() {
    let text = out(&run(&["world", "coverage", "--country", "USA", "--office", "head-of-state"]));
    assert!(text.contains("(USA)\n  head of state        1990-2025"), "{text}");
    assert!(text.contains("none in 1 offices"), "{text}");
    let csv = out(&run(&[
        "world",
        "coverage",
        "--country",
        "LBN",
        "--office",
        "head-of-state",
        "--from",
        "2014",
        "--to",
        "2017",
        "--format",
        "csv",
    ]));
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "of,name,office,year,known,holders");
    assert_eq!(rows[1], "LBN,Lebanon,head-of-state,2014,part,Michel Suleiman");
    assert_eq!(rows[2], "LBN,Lebanon,head-of-state,2015,none,");
    assert_eq!(rows[4], "LBN,Lebanon,head-of-state,2017,whole,Michel Aoun");
    let gaps =
        out(&run(&["world", "coverage", "--country", "LBN,KHM", "--gaps", "--format", "csv"]));
    assert!(
        gaps.contains("gap,LBN,head-of-state,2014-05-24,2016-10-31,Michel Suleiman,Michel Aoun"),
        "{gaps}"
    );
    assert!(gaps.contains("overlap,KHM,prime-minister,"), "{gaps}");
    // What a user adds counts.
    let own = out(&run(&[
        "world",
        "coverage",
        "--country",
        "KEN",
        "--office",
        "foreign-minister",
        "--from",
        "2030",
        "--to",
        "2030",
        "--format",
        "csv",
        "--actors",
        &repository("examples/actors.toml"),
    ]));
    assert!(own.contains("Wanjiru Achola"), "{own}");
    for (arguments, said) in [
        (["world", "coverage", "--country", "XYZ"], "expected an ISO 3166 alpha-3 code"),
        (["world", "coverage", "--office", "king"], "expected one of"),
        (["world", "coverage", "--from", "MCM"], "invalid value"),
    ] {
        let done = run(&arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(err(&done).contains(said), "{arguments:?} {}", err(&done));
    }
}

#[test]
fn help_has_examples() {
    for arguments in [
        vec!["world", "--help"],
        vec!["world", "import", "--help"],
        vec!["world", "coverage", "--help"],
        vec!["world", "build", "--help"],
        vec!["read", "--help"],
    ] {
        let done = run(&arguments);
        assert_eq!(done.status.code(), Some(0));
        assert!(out(&done).contains("Examples:\n  rapporteur "), "{arguments:?}");
    }
}
