//! Resolves the mentions of a JSON Lines file: `names IN OUT`, rows as `shared/corpora/names` has
//! them, answers as `score_names.py` reads them. For tuning; the evaluation has its own command.

#![allow(clippy::print_stderr, reason = "an example tells its user")]

use rapporteur_read::{How, Mention, people, places};
use rapporteur_text::{Analysis, CodePoints, Date, Document, Span};
use rapporteur_world::World;
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let input = std::fs::read_to_string(&args[1])?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[2])?);
    let world = World::embedded();
    for line in input.lines().filter(|l| !l.trim().is_empty()) {
        let row: Value = serde_json::from_str(line)?;
        let document = Document::plain(row["sentence"].as_str().unwrap_or_default());
        let date: Option<Date> = row["date"].as_str().and_then(|d| d.parse().ok());
        let analysis = Analysis::default();
        let actors = people::read(&document, &analysis, world, date);
        let found = places::read(&document, &analysis, world, &actors);
        let points = CodePoints::new(&document.text);
        let at = |key: &str| points.to_byte(row[key].as_u64().unwrap_or(0) as usize);
        let asked = document.text.span(at("start"), at("end")).ok_or("span")?;
        let mut best: Option<(f64, Value)> = None;
        let mut offer = |mention: &Mention, answer: Value| {
            let score = dice(mention.span, asked);
            if mention.how != How::Unresolved
                && score > 0.5
                && best.as_ref().is_none_or(|b| score > b.0)
            {
                best = Some((score, answer));
            }
        };
        for actor in &actors {
            for m in &actor.mentions {
                if m.span.overlaps(asked)
                    && m.how == How::Unresolved
                    && std::env::var_os("WHY").is_some()
                {
                    eprintln!("{} {:?}", row["id"], m.candidates);
                }
                // A group without a name ('Russian officials') is nobody of the registry.
                let known = !actor.id.0.contains("/?") && m.rule.0 != "people/of-a-state";
                let roles: Vec<Value> = actor
                    .roles
                    .iter()
                    .map(|r| json!({"title": r.title, "of": Some(&r.of).filter(|o| o.len() == 3)}))
                    .collect();
                let sure = m.repair.as_ref().map_or(0.99, |r| r.confidence.0);
                let name = Some(&actor.name).filter(|_| known);
                offer(
                    m,
                    json!({"name": name, "kind": actor.kind.name(), "country": actor.country, "roles": roles, "confidence": sure, "rule": m.rule.0}),
                );
            }
        }
        for place in &found {
            for m in &place.mentions {
                let sure = m.repair.as_ref().map_or(0.9, |r| r.confidence.0);
                let known = !place.id.0.contains("/?");
                let name = Some(&place.name).filter(|_| known);
                let kind = if place.kind.name() == "country" { "state" } else { place.kind.name() };
                offer(
                    m,
                    json!({"name": name, "kind": kind, "country": place.country, "confidence": sure, "rule": m.rule.0}),
                );
            }
        }
        let mut answer = best.map_or_else(|| json!({"name": null}), |b| b.1);
        answer["id"] = row["id"].clone();
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn dice(a: Span, b: Span) -> f64 {
    2.0 * a.shared(b) as f64 / (a.len() + b.len()).max(1) as f64
}
