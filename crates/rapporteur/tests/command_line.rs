//! The program as a user meets it: what goes to which stream, exit codes, and bad input.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod program;

use program::{err, folder, out, record, run, write};
use std::io::Write;
use std::process::{Command, Stdio};

fn example() -> String {
    format!("{}/../../examples/article.txt", env!("CARGO_MANIFEST_DIR"))
}

const NEWS: &str = "President Ellen Johnson Sirleaf said on Tuesday that talks with the rebels would open in Accra.";

#[test]
fn reads_an_article_for_people_by_default() {
    let output = run(&["read", &example()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("Who said what"), "{text}");
    assert!(text.contains("Juan Manuel Santos"), "{text}");
    assert!(text.contains('¶'), "every line says where it stands: {text}");
    assert!(!text.contains('\u{1b}'), "no colour where nobody looks");
}

#[test]
fn every_format_prints_and_is_what_it_says() {
    let json = record(&run(&["read", &example(), "--format", "json"]));
    assert_eq!(json["document"]["published"], "2016-06-23");
    assert_eq!(json["document"]["published_by"], "dateline");
    let lines = out(&run(&["read", &example(), &example(), "--format", "jsonl"]));
    assert_eq!(lines.lines().count(), 2);
    let array = record(&run(&["read", &example(), &example(), "--format", "json"]));
    assert_eq!(array.as_array().map(Vec::len), Some(2));
    let html = out(&run(&["read", &example(), "--format", "html"]));
    assert!(html.starts_with("<!doctype html>") && html.trim_end().ends_with("</html>"));
    assert!(!html.contains("<script") && !html.contains("src="), "no script, no request");
    let csv = out(&run(&["read", &example(), "--format", "csv", "--only", "statements"]));
    assert!(csv.lines().count() > 3 && csv.starts_with("document,source,published,section"));
    let md = out(&run(&["read", &example(), "--format", "md", "--why"]));
    assert!(md.starts_with("# ") && md.contains("## Who said what"));
}

#[test]
fn every_span_is_in_the_text_where_it_says() {
    let json = record(&run(&["read", &example(), "--format", "json"]));
    let text: Vec<char> = json["document"]["text"].as_str().unwrap().chars().collect();
    let mut spans = 0;
    fn walk(value: &serde_json::Value, text: &[char], spans: &mut usize) {
        match value {
            serde_json::Value::Object(map) => {
                if let (Some(s), Some(e)) = (map.get("start"), map.get("end")) {
                    let (s, e) = (s.as_u64().unwrap() as usize, e.as_u64().unwrap() as usize);
                    let words: String = text[s..e].iter().collect();
                    assert_eq!(map["text"].as_str().unwrap(), words);
                    *spans += 1;
                }
                map.values().for_each(|v| walk(v, text, spans));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|v| walk(v, text, spans)),
            _ => {}
        }
    }
    walk(&json, &text, &mut spans);
    assert!(spans > 40, "{spans} spans");
}

#[test]
fn the_schema_describes_the_record() {
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    let json = record(&run(&["read", &example(), "--format", "json"]));
    let wanted = schema["properties"].as_object().unwrap();
    let given = json.as_object().unwrap();
    assert_eq!(wanted.keys().collect::<Vec<_>>(), given.keys().collect::<Vec<_>>());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn the_same_bytes_alone_in_company_reversed_and_on_two_threads() {
    let dir = folder("company");
    let files: Vec<String> = (0..6)
        .map(|i| {
            write(
                &dir,
                &format!("{i}.txt"),
                format!("{NEWS}\n\nOther matter {i}. {}", NEWS.repeat(i)),
            )
        })
        .collect();
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let lines = |arguments: &[&str]| -> Vec<String> {
        out(&run(arguments)).lines().map(str::to_owned).collect()
    };
    let together = |names: &[&str], threads: &str| {
        let mut arguments = vec!["read", "--format", "jsonl", "--threads", threads];
        arguments.extend(names);
        lines(&arguments)
    };
    let one = together(&names, "1");
    assert_eq!(one.len(), 6);
    assert_eq!(one, together(&names, "2"), "two threads");
    let mut reversed: Vec<&str> = names.clone();
    reversed.reverse();
    let mut backwards = together(&reversed, "2");
    backwards.reverse();
    assert_eq!(one, backwards, "reverse order");
    for (name, line) in names.iter().zip(&one) {
        assert_eq!(
            lines(&["read", "--format", "jsonl", name]),
            std::slice::from_ref(line),
            "alone"
        );
    }
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["read", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(NEWS.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(record(&output)["document"]["source"], "-");
}

#[test]
fn failed_inputs_are_named_and_the_rest_are_read() {
    let dir = folder("some-fail");
    let good = write(&dir, "good.txt", NEWS);
    let missing = dir.join("missing.txt");
    let missing = missing.to_str().unwrap();
    let both = run(&["read", missing, &good, "--format", "jsonl"]);
    assert_eq!(both.status.code(), Some(3));
    assert_eq!(out(&both).lines().count(), 1);
    assert!(err(&both).contains("missing.txt"), "{}", err(&both));
    let none = run(&["read", missing]);
    assert_eq!(none.status.code(), Some(1));
    let directory = run(&["read", dir.to_str().unwrap()]);
    assert_eq!(directory.status.code(), Some(1));
    assert!(err(&directory).contains("directory"), "{}", err(&directory));
}

#[test]
fn what_cannot_be_read_is_named_with_what_to_do() {
    let dir = folder("not-supported");
    let docx = [b"PK\x03\x04".as_slice(), &[0; 64]].concat();
    for (name, bytes, hint) in [
        ("empty.txt", b"".as_slice(), "empty"),
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdftotext"),
        ("report.docx", docx.as_slice(), "docx"),
        (
            "mail.eml",
            b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHello",
            "eml",
        ),
        ("binary.txt", &[0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0], "binary.txt"),
    ] {
        let file = write(&dir, name, bytes);
        let output = run(&["read", &file]);
        let said = err(&output).to_lowercase();
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(name) && said.contains(hint), "{name}: {said}");
    }
}

#[test]
fn damaged_text_is_read_with_a_note() {
    let dir = folder("damaged");
    let note = |name: &str, bytes: &[u8]| {
        let file = write(&dir, name, bytes);
        let output = run(&["read", &file, "--format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", err(&output));
        let json = record(&output);
        let notes = json["document"]["notes"].as_array().unwrap().clone();
        notes.iter().map(|n| n["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let broken = [NEWS.as_bytes(), b" Caf\xe9 \xff\xfe end."].concat();
    assert_eq!(note("latin.txt", &broken), ["decoded"]);
    let nul = NEWS.replace("talks", "ta\0lks");
    assert_eq!(note("nul.txt", nul.as_bytes()), ["decoded"]);
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(NEWS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(!note("utf16.txt", &wide).contains(&"empty".to_owned()));
    assert_eq!(note("digits.txt", b"12345 67890 ---"), ["empty"]);
    let german = "Der Außenminister sagte am Dienstag, die Verhandlungen mit den Rebellen würden in Genf \
                  fortgesetzt. Die Regierung lehnte eine Stellungnahme ab, und niemand wollte sich äußern.";
    assert_eq!(note("deutsch.txt", german.as_bytes()), ["not-english"]);
}

#[test]
fn text_in_another_language_yields_empty_lists() {
    let dir = folder("language");
    let text = "Le ministre des Affaires étrangères a déclaré mardi que les négociations avec les rebelles \
                reprendraient à Genève. Le gouvernement n'a pas souhaité faire de commentaire.";
    let file = write(&dir, "fr.txt", text);
    let json = record(&run(&["read", &file, "--format", "json"]));
    assert_eq!(json["document"]["language"], "fr");
    for list in ["actors", "statements", "events", "talks"] {
        assert_eq!(json[list].as_array().map(Vec::len), Some(0), "{list}");
    }
}

#[test]
fn a_broken_line_of_json_lines_is_named_and_the_others_are_read() {
    let dir = folder("jsonl");
    let row = |text: &str| {
        serde_json::json!({"text": text, "date": "2014-03-01", "title": "T"}).to_string()
    };
    let body = format!("{}\n{{\"text\": \"broken\n{}\n", row(NEWS), row(NEWS));
    let file = write(&dir, "corpus.jsonl", body);
    let output = run(&["read", &file, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 2);
    assert!(err(&output).contains("line 2"), "{}", err(&output));
    let first: serde_json::Value =
        serde_json::from_str(out(&output).lines().next().unwrap()).unwrap();
    assert_eq!(first["document"]["published_by"], "metadata");
}

#[test]
fn pages_are_read_and_pages_without_an_article_say_so() {
    let dir = folder("pages");
    let page = format!(
        "<html><head><title>T</title><meta property=\"article:published_time\" content=\"2014-03-01T10:00:00Z\"></head>\
         <body><nav>Home News</nav><article><h1>Talks</h1>{}</article></body></html>",
        format!("<p>{NEWS}</p>").repeat(8)
    );
    let json = record(&run(&["read", &write(&dir, "a.html", page), "--format", "json"]));
    assert_eq!(json["document"]["published_by"], "metadata", "{}", json["document"]);
    let empty = run(&[
        "read",
        &write(&dir, "b.html", "<html><body><img alt=x></body></html>"),
        "--format",
        "json",
    ]);
    assert!(
        record(&empty)["document"]["notes"].to_string().contains("no-article"),
        "{}",
        err(&empty)
    );
    let deep = format!("{}<p>{NEWS}</p>{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let output = run(&["read", &write(&dir, "deep.html", deep), "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn hostile_text_is_escaped_everywhere() {
    let dir = folder("hostile");
    let text = format!(
        "<script>alert(1)</script> \"><img src=x onerror=alert(2)> \u{202e}{NEWS} \
         The minister, <b>Joe O'Neil</b>, said: \"=cmd|' /C calc'!A0 will attend\"\u{1b}[31m."
    );
    let file = write(&dir, "x.txt", text);
    let html = out(&run(&["read", &file, "--format", "html"]));
    assert!(!html.contains("<script") && !html.contains("<img"), "escaped");
    let csv = out(&run(&["read", &file, "--format", "csv"]));
    assert!(csv.lines().all(|l| !l.contains(",=") && !l.contains(",\"=")), "{csv}");
    let plain = out(&run(&["read", &file]));
    assert!(!plain.contains('\u{1b}') && !plain.contains('\u{202e}'), "no control characters");
}

#[test]
fn dates_that_cannot_be_are_refused_and_future_ones_warned_of() {
    for bad in ["2025-02-30", "yesterday", "2025-13-01", "2025"] {
        let output = run(&["read", &example(), "--date", bad]);
        assert_eq!(output.status.code(), Some(2), "{bad}");
        assert!(err(&output).contains(bad));
    }
    let future = run(&["read", &example(), "--date", "2999-01-01", "--format", "json"]);
    assert_eq!(future.status.code(), Some(0));
    assert!(err(&future).contains("future"), "{}", err(&future));
    let json = record(&future);
    assert_eq!(json["document"]["published"], "2999-01-01");
    assert_eq!(
        json["document"]["notes"].as_array().map(Vec::len),
        Some(0),
        "the record knows no today"
    );
}

#[test]
fn wrong_usage_and_help() {
    assert_eq!(run(&["read"]).status.code(), Some(2));
    assert_eq!(run(&["read", "x", "--format", "pdf"]).status.code(), Some(2));
    assert_eq!(run(&["frobnicate"]).status.code(), Some(2));
    let help = run(&["read", "--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(out(&help).contains("Examples:") && out(&help).contains("positions"));
}

#[test]
fn unwritable_output_is_an_error_and_a_closed_pipe_is_none() {
    let output = run(&["read", &example(), "--output", "/nonexistent/folder/record.html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("/nonexistent/folder/record.html"), "{}", err(&output));
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["read", &example(), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn long_text_is_read_to_the_limit_and_says_so() {
    let dir = folder("long");
    let file = write(&dir, "long.txt", format!("{NEWS} ").repeat(400));
    let output = run(&["read", &file, "--format", "json", "--max-text", "2000"]);
    let json = record(&output);
    assert_eq!(json["document"]["notes"][0]["code"], "cut");
    let last = json["statements"].as_array().unwrap().last().unwrap();
    assert!(last["content"][0]["end"].as_u64().unwrap() <= 2000);
    assert!(json["document"]["text"].as_str().unwrap().len() > 30_000, "the rest is kept");
}
