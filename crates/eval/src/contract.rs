//! Every task's output, as the program writes it, against the task's scorer: a perfect copy of a
//! small gold set must score 1. The sentences are our own.

use crate::scorers::{figure, run, score};
use crate::tasks::names::{Answer, answer};
use crate::tasks::ner::Columns;
use crate::tasks::{attribution, places, timex};
use crate::{files, floors};
use rapporteur_read::Claims;
use rapporteur_record::{Reading, Record, assemble};
use rapporteur_text::{Analysis, Document, Text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A folder of a test's own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = format!("rapporteur-contract-{}-{name}", std::process::id());
        Self(std::env::temp_dir().join(folder))
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        files::write(&path, content.as_bytes()).unwrap();
        path
    }

    fn rows(&self, name: &str, rows: &[Value]) -> PathBuf {
        let path = self.0.join(name);
        files::write_rows(&path, rows).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn perfect(scorer: &str, gold: &Path, predicted: &Path, figures: &[&str]) {
    let scores = score(scorer, [gold, predicted]).unwrap();
    for name in figures {
        assert_eq!(figure(&scores, name), Some(1.0), "{scorer} {name}: {scores}");
    }
}

#[test]
fn the_scorers_pass_their_own_tests() {
    let names = ["ud", "ner", "attribution", "extraction", "record", "timex", "places", "names"];
    for name in names {
        run(&format!("score_{name}.py"), ["--selftest"]).unwrap();
    }
}

#[test]
fn floors_name_sets_and_figures_once() {
    let figures = floors::read().unwrap().figure;
    let mut keys: Vec<_> = figures.iter().map(|f| (&f.set, &f.name)).collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn ud() {
    let folder = Folder::new("ud");
    let rows = "# newpar\n1\tKyiv\tKyiv\tPROPN\t_\tNumber=Sing\t4\tnsubj\t_\t_\n\
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdid\tdo\tAUX\t_\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_\n4\tcome\tcome\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
        5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n\n";
    let gold = folder.write("gold.conllu", rows);
    let text = Text::new(run("conllu_text.py", [&gold]).unwrap());
    assert_eq!(text.as_str(), "Kyiv didn't come.\n");
    let analysis = Analysis::from_conllu(&text, rows).unwrap();
    let written = rapporteur_language::conllu::write(&text, &analysis);
    let predicted = folder.write("predicted.conllu", &written);
    let figures =
        ["Sentences/f1", "Words/f1", "UPOS/f1", "UFeats/f1", "Lemmas/f1", "UAS/f1", "LAS/f1"];
    perfect("score_ud.py", &gold, &predicted, &figures);
}

#[test]
fn ner() {
    let folder = Folder::new("ner");
    let file = "The\tO\nUN\tB-ORG\nleft\tO\nNew\tB-LOC\nYork\tI-LOC\n.\tO\n\n";
    let gold = folder.write("gold.conll", file);
    let tags: Vec<String> = ["O", "B-ORG", "O", "B-LOC", "I-LOC", "O"].map(str::to_owned).to_vec();
    let predicted = folder.write("predicted.conll", &Columns::read(file).write(&tags));
    perfect("score_ner.py", &gold, &predicted, &["ALL/f1", "ORG/f1", "LOC/f1"]);

    let gold = folder.rows(
        "gold.jsonl",
        &[json!({"doc_id": "1", "text": "The UN left.", "entities": [{"start": 4, "end": 6, "type": "Organisation"}]})],
    );
    let row = files::rows(&gold).unwrap().remove(0);
    let entity = crate::tasks::ner::entity((4, 6), "Organisation");
    let predicted = folder.rows("predicted.jsonl", &[crate::tasks::ner::row(&row, vec![entity])]);
    perfect("score_ner.py", &gold, &predicted, &["ALL/f1"]);
}

#[test]
fn attributions() {
    let folder = Folder::new("attribution");
    let gold = json!({"id": "1", "text": "“No,” said Kyiv. It was, she thought, over.", "attributions": [
        {"source": [[11, 15]], "cue": [[6, 10]], "content": [[0, 5]]},
        {"source": [[25, 28]], "cue": [[29, 36]], "content": [[17, 23], [38, 42]]},
    ]});
    let found = vec![
        attribution::attribution(&[(11, 15)], &[(6, 10)], &[(0, 5)]),
        attribution::attribution(&[(25, 28)], &[(29, 36)], &[(17, 23), (38, 42)]),
    ];
    let predicted = folder.rows("predicted.jsonl", &[attribution::row("1".into(), found)]);
    let gold = folder.rows("gold.jsonl", &[gold]);
    let figures =
        ["frag-exact/source/F1", "frag-exact/content/F1", "whole/overlap/F1", "whole/exact/F1"];
    perfect("score_attribution.py", &gold, &predicted, &figures);
}

#[test]
fn times() {
    let folder = Folder::new("timex");
    let gold = json!({"id": "1", "text": "They met on 12 May 2025.", "timex": [
        {"start": 12, "end": 23, "type": "DATE", "value": "2025-05-12"}]});
    let found = vec![timex::time((12, 23), "DATE", "2025-05-12")];
    let predicted = folder.rows("predicted.jsonl", &[timex::row("1".into(), found)]);
    let gold = folder.rows("gold.jsonl", &[gold]);
    perfect(
        "score_timex.py",
        &gold,
        &predicted,
        &["strict/f1", "relaxed/f1", "type/f1", "value/f1"],
    );
}

#[test]
fn toponyms() {
    let folder = Folder::new("places");
    let gold = json!({"id": "1", "text": "Talks in Geneva ended.", "toponyms": [
        {"start": 9, "end": 15, "name": "Geneva", "lat": 46.2, "lon": 6.15, "country": "Switzerland"}]});
    let found = vec![places::toponym((9, 15), "Geneva", Some((46.2, 6.15)), Some("Switzerland"))];
    let predicted = folder.rows("predicted.jsonl", &[places::row("1".into(), found)]);
    let gold = folder.rows("gold.jsonl", &[gold]);
    perfect("score_places.py", &gold, &predicted, &["strict/f1", "e2e_f161/f1", "country_acc"]);
}

#[test]
fn named() {
    let folder = Folder::new("names");
    let row = |id: &str, expected: Value| {
        json!({"id": id, "sentence": "She met him.", "mention": "him", "start": 8, "end": 11,
            "date": "2020-01-01", "cls": "role", "expected": expected})
    };
    let gold = [
        row(
            "1",
            json!({"verdict": "resolved", "name": "Ada Lund", "accept": [], "kind": "person", "country": "NOR",
            "roles": [{"title": "Foreign Minister", "of": "NOR"}], "not_roles": [{"title": "Mayor", "of": "NOR"}]}),
        ),
        row(
            "2",
            json!({"verdict": "unknown", "name": null, "accept": [], "kind": null, "country": null}),
        ),
    ];
    let known = Answer {
        name: Some("Ada Lund".to_owned()),
        kind: "person",
        country: Some("NOR".to_owned()),
        roles: vec![("Foreign Minister".to_owned(), "NOR".to_owned())],
        confidence: 0.97,
    };
    let found = [answer("1".into(), &known), answer("2".into(), &Answer::default())];
    let predicted = folder.rows("predicted.jsonl", &found);
    let gold = folder.rows("gold.jsonl", &gold);
    let figures = [
        "precision",
        "recall",
        "unknown_ok",
        "utility",
        "kind_ok",
        "country_ok",
        "roles_ok",
        "recall_at_p99",
    ];
    perfect("score_names.py", &gold, &predicted, &figures);
}

#[test]
fn extraction() {
    let folder = Folder::new("extraction");
    let text = "The talks in Geneva ended on Monday.\n\nBoth sides said so.";
    let gold = folder.write("gold.json", &json!({"a": {"articleBody": text}}).to_string());
    let predicted = folder.rows("predicted.jsonl", &[crate::tasks::extraction::row("a", text)]);
    perfect("score_extraction.py", &gold, &predicted, &["predicted/f1", "predicted/exact"]);
}

/// The gold's first values in the shape of a record, through the record's own types.
fn record_of(gold: &Value, text: &str) -> Record {
    let document = Document::plain(text);
    let (analysis, claims) = (Analysis::default(), Claims::default());
    let reading = Reading { document: &document, analysis: &analysis, claims: &claims };
    let mut record = serde_json::to_value(assemble(reading, "test")).unwrap();
    record["document"]["published"] = gold["document"]["published"][0].clone();
    record["document"]["published_by"] = "inferred".into();
    let one = |v: &Value| v.get(0).cloned().unwrap_or_else(|| v.clone());
    let spans = |v: &Value| if v.is_array() { v.clone() } else { json!([v]) };
    let firsts = |v: &Value| v.as_array().unwrap().iter().map(|x| x[0].clone()).collect::<Value>();
    let list = |key: &str, make: &dyn Fn(usize, &Value) -> Value| -> Value {
        gold[key].as_array().unwrap().iter().enumerate().map(|(n, g)| make(n, g)).collect()
    };
    let mentions = |g: &Value| -> Value {
        let mut found = Vec::new();
        for name in g["surfaces"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()) {
            for (start, _) in text.match_indices(name) {
                let word = |c: char| c.is_alphanumeric();
                if text[start + name.len()..].starts_with(word) {
                    continue;
                }
                let start = text[..start].chars().count();
                found.push(
                    json!({"start": start, "end": start + name.chars().count(), "text": name,
                    "as": "name", "how": "exact", "rule": "test"}),
                );
            }
        }
        found.sort_by_key(|m| m["start"].as_u64());
        found.into()
    };
    let when = |v: &Value| match one(v) {
        Value::Null => Value::Null,
        value => json!({"value": value, "from": null}),
    };
    record["actors"] = list("actors", &|_, g| {
        json!({"id": g["id"], "name": g["names"][0], "kind": g["kind"], "country": null, "code": null,
            "roles": [], "mentions": mentions(g)})
    });
    record["places"] = list("places", &|n, g| {
        json!({"id": format!("place/{n}"), "name": g["names"][0], "kind": "city", "country": null, "lat": null,
            "lon": null, "precision": null, "mentions": mentions(g)})
    });
    record["times"] = list("times", &|_, g| {
        json!({"start": g["start"], "end": g["end"], "text": g["text"], "type": "DATE", "value": g["value"][0],
            "anchor": null, "rule": "test"})
    });
    record["statements"] = list("statements", &|n, g| {
        json!({"id": format!("s{n}"), "speaker": one(&g["speaker"]), "source": null, "cue": null,
            "content": g["content"], "kind": g["kind"], "medium": g["medium"], "addressee": null,
            "date": when(&g["date"]), "place": null, "polarity": "said", "stance": "say", "within": null,
            "evidence": g["content"], "rule": "test", "confidence": 1.0})
    });
    record["events"] = list("events", &|n, g| {
        // A place in a record is an id; the gold names it.
        let place = gold["places"]
            .as_array()
            .unwrap()
            .iter()
            .position(|p| p["names"][0] == one(&g["where"]));
        json!({"id": format!("e{n}"), "type": one(&g["type"]), "plover": one(&g["type"]), "mode": null,
            "contexts": [], "actors": firsts(&g["actors"]), "recipients": firsts(&g["recipients"]),
            "when": when(&g["when"]), "where": place.map(|p| format!("place/{p}")), "status": one(&g["status"]),
            "according_to": [], "trigger": g["evidence"], "evidence": spans(&g["evidence"]), "rule": "test",
            "confidence": 1.0})
    });
    record["talks"] = list("talks", &|n, g| {
        let attendance: Value = g["attendance"].as_array().unwrap().iter().map(|a| {
            json!({"actor": a["actor"], "status": one(&a["status"]), "role": null, "condition": null,
                "according_to": [], "history": [], "evidence": []})
        }).collect();
        json!({"id": format!("t{n}"), "parties": firsts(&g["parties"]), "mediators": [], "hosts": [],
            "format": one(&g["format"]), "place": "place/0", "starts": one(&g["starts"]),
            "status": one(&g["status"]), "resumes": null, "attendance": attendance, "evidence": [], "from": []})
    });
    record["agreements"] = list("agreements", &|n, g| {
        let breaches: Value = g["breaches"].as_array().unwrap().iter().map(|b| {
            json!({"accuser": b[0], "accused": null, "date": null, "denied_by": [], "evidence": []})
        }).collect();
        json!({"id": format!("a{n}"), "kind": one(&g["kind"]), "parties": firsts(&g["parties"]), "mediators": [],
            "guarantors": [], "scope": null, "announced": one(&g["announced"]), "signed": null, "effective": null,
            "duration": one(&g["duration"]), "expires": one(&g["expires"]), "expires_by": null,
            "status": one(&g["status"]), "breaches": breaches, "evidence": spans(&g["evidence"]), "from": []})
    });
    record["deadlines"] = list("deadlines", &|_, g| {
        json!({"set_by": g["set_by"], "on": g["on"], "demand": null, "due": one(&g["due"]), "consequence": null,
            "outcome": one(&g["outcome"]), "evidence": spans(&g["evidence"]), "from": []})
    });
    record["positions"] = list("positions", &|_, g| {
        json!({"party": g["party"][0], "issue": "neutrality", "stance": one(&g["stance"]), "what": "",
            "condition": null, "date": null, "statement": null, "evidence": spans(&g["evidence"]), "from": []})
    });
    record["disputes"] = list("disputes", &|_, g| {
        let accounts: Value = g["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| json!({"by": [a["by"][0]], "span": spans(&a["span"])}))
            .collect();
        json!({"about": g["about"], "accounts": accounts, "from": []})
    });
    record["garbles"] = list(
        "garbles",
        &|_, g| json!({"span": {"start": g["start"], "end": g["end"], "text": g["text"]}, "reading": null, "why": "test"}),
    );
    serde_json::from_value(record).unwrap()
}

#[test]
fn record() {
    let folder = Folder::new("record");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("scorers/example");
    let text = files::text(&example.join("article.txt")).unwrap();
    let gold = example.join("gold.json");
    let record = record_of(&serde_json::from_str(&files::text(&gold).unwrap()).unwrap(), &text);
    let predicted = folder.write("article.json", &serde_json::to_string(&record).unwrap());
    let figures = [
        "actors",
        "places",
        "times",
        "statements",
        "statements.kind",
        "statements.date",
        "events",
        "events.when",
        "events.where",
        "talks",
        "talks.slots",
        "talks.attendance",
        "agreements",
        "agreements.slots",
        "deadlines",
        "positions",
        "disputes",
        "garbles",
        "published",
        "record",
    ];
    perfect("score_record.py", &gold, &predicted, &figures);
}
