//! Finds the places of a JSON Lines file: `places IN OUT [--no-states]`, rows as
//! `shared/corpora/place` has them, answers as `score_places.py` reads them. Without a model.

use rapporteur_read::{ActorKind, As, How, people, places};
use rapporteur_text::{Analysis, CodePoints, Date, Document};
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
        let document = Document::plain(row["text"].as_str().unwrap_or_default());
        let date: Option<Date> = row["dct"].as_str().and_then(|d| d.parse().ok());
        let analysis = Analysis::default();
        let actors = people::read(&document, &analysis, world, date);
        let found = places::read(&document, &analysis, world, &actors);
        let points = CodePoints::new(&document.text);
        let mut all = Vec::new();
        for place in &found {
            for m in &place.mentions {
                all.push((
                    m.span,
                    place.name.clone(),
                    place.point.filter(|_| m.how != How::Unresolved),
                ));
            }
        }
        for actor in actors.iter().filter(|a| a.kind == ActorKind::State) {
            let point = world.by_id(&actor.id.0).and_then(|e| world.entry(e).point);
            // A capital that acts is a toponym as well, at its own point.
            for m in actor.mentions.iter().filter(|m| m.as_ == As::Metonym) {
                let first = world.places().find(&document.text[m.span]).first().copied();
                if let Some(facts) = first.map(|p| world.places().facts(p)) {
                    all.push((m.span, facts.name.to_string(), facts.point));
                }
            }
            for m in actor.mentions.iter().filter(|m| m.as_ == As::Name) {
                all.push((
                    m.span,
                    actor.name.clone(),
                    point.map(|(a, b)| (f64::from(a), f64::from(b))),
                ));
            }
        }
        all.sort_by_key(|a| a.0);
        all.dedup_by_key(|a| a.0);
        let toponyms: Vec<Value> = all
            .iter()
            .map(|(span, name, point)| {
                let (start, end) = (points.of_byte(span.start()), points.of_byte(span.end()));
                let mut t = json!({"start": start, "end": end, "name": name});
                if let Some((lat, lon)) = point {
                    t["lat"] = json!(lat);
                    t["lon"] = json!(lon);
                }
                t
            })
            .collect();
        writeln!(out, "{}", json!({"id": row["id"], "toponyms": toponyms}))?;
    }
    Ok(())
}
