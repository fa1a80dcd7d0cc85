//! Reads JSON Lines with `id`, `text` and the given date `dct`; writes the times found, in code
//! points, one object a line: `cargo run -p rapporteur-read --example timex -- IN.jsonl OUT.jsonl`.

use std::io::{BufRead, BufWriter, Write};

use rapporteur_read::times;
use rapporteur_text::{Analysis, CodePoints, Document, Published, PublishedBy};
use rapporteur_world::World;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, input, output] = &std::env::args().collect::<Vec<_>>()[..] else {
        return Err("expected: timex IN.jsonl OUT.jsonl".into());
    };
    let lines = std::io::BufReader::new(std::fs::File::open(input)?).lines();
    let mut out = BufWriter::new(std::fs::File::create(output)?);
    for line in lines {
        let row: Value = serde_json::from_str(&line?)?;
        let mut document = Document::plain(row["text"].as_str().unwrap_or_default());
        document.published = row["dct"].as_str().and_then(|d| d.parse().ok()).map(|date| {
            Published { date, given: None, by: PublishedBy::Metadata, evidence: Vec::new() }
        });
        let found = times::read(&document, &Analysis::default(), Some(World::embedded()));
        let points = CodePoints::new(&document.text);
        let timex: Vec<Value> = found
            .times
            .iter()
            .map(|t| {
                json!({
                    "start": points.of_byte(t.span.start()),
                    "end": points.of_byte(t.span.end()),
                    "type": t.kind.name(),
                    "value": t.value.as_str(),
                    "text": &document.text[t.span],
                    "anchor": t.anchor,
                    "rule": t.rule.0,
                })
            })
            .collect();
        let published = found.published.as_ref().map(|p| p.date.to_string());
        let evidence: Vec<&str> = found
            .published
            .iter()
            .flat_map(|p| &p.evidence)
            .map(|&span| &document.text[span])
            .collect();
        let row = json!({
            "id": row["id"],
            "timex": timex,
            "published": published,
            "published_evidence": evidence,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}
