use super::{Offsets, claims, document};
use crate::{files, parallel};
use rapporteur_pipeline::{Claims, Reader};
use rapporteur_read::{ActorKind, How, Mention};
use serde_json::{Value, json};
use std::path::Path;

/// JSON Lines with `sentence`, `mention`, its offsets and `date` to whom or what the mention names.
///
/// The sentence is read as a document of that day. The answer is the actor or place whose mention
/// lies best on the one asked for; one that the registry does not know is no answer.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let rows = files::rows(input)?;
    let found = parallel::each("names", &rows, |row| {
        let mut document = document(row, "sentence")?;
        let claims = claims(reader, &mut document);
        let offsets = Offsets::new(&document.text);
        let number = |key: &str| row.get(key).and_then(Value::as_u64).map(|n| n as usize);
        let asked = number("start").zip(number("end"));
        let asked = asked.ok_or_else(|| format!("row {:?}: no start and end", row.get("id")))?;
        Ok(answer(files::id(row)?, &best(&claims, &offsets, asked)))
    });
    files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?)
}

/// What a mention was read as.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) name: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) country: Option<String>,
    pub(crate) roles: Vec<(String, String)>,
    pub(crate) confidence: f32,
}

/// A row of output; without a name the reader declines.
pub(crate) fn answer(id: Value, answer: &Answer) -> Value {
    let Some(name) = &answer.name else {
        return json!({"id": id, "verdict": "unresolved", "name": null});
    };
    let roles: Vec<Value> =
        answer.roles.iter().map(|(title, of)| json!({"title": title, "of": of})).collect();
    json!({
        "id": id,
        "name": name,
        "kind": answer.kind,
        "country": answer.country,
        "roles": roles,
        "confidence": f64::from((answer.confidence * 1000.0).round()) / 1000.0,
    })
}

fn best(claims: &Claims, offsets: &Offsets<'_>, asked: (usize, usize)) -> Answer {
    let likeness = |mention: &Mention| {
        let (start, end) = offsets.of(mention.span);
        let shared = end.min(asked.1).saturating_sub(start.max(asked.0));
        2.0 * shared as f64 / ((end - start) + (asked.1 - asked.0)).max(1) as f64
    };
    let mut best: Option<(f64, Answer)> = None;
    let mut offer = |mention: &Mention, known: bool, make: &dyn Fn() -> Answer| {
        let likeness = likeness(mention);
        if likeness < 0.5 || best.as_ref().is_some_and(|b| b.0 >= likeness) {
            return;
        }
        let told = known && mention.how != How::Unresolved;
        let answer = if told {
            Answer { confidence: confidence(mention), ..make() }
        } else {
            Answer::default()
        };
        best = Some((likeness, answer));
    };
    for actor in &claims.actors {
        for mention in &actor.mentions {
            offer(mention, !actor.id.0.contains('?'), &|| Answer {
                name: Some(actor.name.clone()),
                kind: actor.kind.name(),
                country: actor.country.as_ref().map(ToString::to_string),
                roles: match actor.kind {
                    ActorKind::Person => {
                        actor.roles.iter().map(|r| (r.title.clone(), r.of.to_string())).collect()
                    }
                    _ => Vec::new(),
                },
                confidence: 0.0,
            });
        }
    }
    for place in &claims.places {
        for mention in &place.mentions {
            offer(mention, !place.id.0.contains('?'), &|| Answer {
                name: Some(place.name.clone()),
                // The rows know states, not countries.
                kind: match place.kind.name() {
                    "country" => "state",
                    kind => kind,
                },
                country: place.country.as_ref().map(ToString::to_string),
                roles: Vec::new(),
                confidence: 0.0,
            });
        }
    }
    best.map(|b| b.1).unwrap_or_default()
}

/// How sure the reading of a mention is, as far as it says so.
fn confidence(mention: &Mention) -> f32 {
    match (&mention.repair, mention.how) {
        (Some(repair), _) => repair.confidence.0,
        (None, How::Exact) => 0.99,
        (None, How::Alias) => 0.95,
        (None, _) => 0.85,
    }
}
