use super::{Offsets, claims, document};
use crate::{files, parallel};
use rapporteur_pipeline::Reader;
use rapporteur_read::{ActorKind, As, How};
use rapporteur_world::World;
use serde_json::{Map, Value, json};
use std::path::Path;

/// JSON Lines with `text` to toponyms with their points.
///
/// The record calls 'Turkey' in 'Turkey demanded' a mention of the state; a toponym it is all the
/// same. So the names of states count here, adjectives and seats of government ('the Kremlin') not.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let rows = files::rows(input)?;
    let world = World::embedded();
    let country = |code: Option<&str>| world.state(code?).map(|s| world.entry(s).name.clone());
    let found = parallel::each("places", &rows, |row| {
        let mut document = document(row, "text")?;
        let claims = claims(reader, &mut document);
        let offsets = Offsets::new(&document.text);
        let mut found = Vec::new();
        for place in &claims.places {
            for mention in place.mentions.iter().filter(|m| m.as_ == As::Name) {
                let point = place.point.filter(|_| mention.how != How::Unresolved);
                let country = country(place.country.as_deref());
                found.push((offsets.of(mention.span), &place.name, point, country));
            }
        }
        for state in claims.actors.iter().filter(|a| a.kind == ActorKind::State) {
            let point = world.by_id(&state.id.0).and_then(|e| world.entry(e).point);
            let point = point.map(|(lat, lon)| (f64::from(lat), f64::from(lon)));
            for mention in state.mentions.iter().filter(|m| m.as_ == As::Name) {
                found.push((
                    offsets.of(mention.span),
                    &state.name,
                    point,
                    Some(state.name.clone()),
                ));
            }
        }
        found.sort_by_key(|f| f.0);
        // The ground and the state may both claim a name; it is one toponym.
        found.dedup_by_key(|f| f.0);
        let toponyms = found
            .into_iter()
            .map(|(at, name, point, country)| toponym(at, name, point, country.as_deref()));
        Ok(self::row(files::id(row)?, toponyms.collect()))
    });
    files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?)
}

/// A row of output.
pub(crate) fn row(id: Value, toponyms: Vec<Value>) -> Value {
    json!({"id": id, "toponyms": toponyms})
}

/// One toponym: code points, name, degrees north and east where resolved, country by its name.
pub(crate) fn toponym(
    (start, end): (usize, usize),
    name: &str,
    point: Option<(f64, f64)>,
    country: Option<&str>,
) -> Value {
    let mut toponym = Map::new();
    toponym.insert("start".to_owned(), start.into());
    toponym.insert("end".to_owned(), end.into());
    toponym.insert("name".to_owned(), name.into());
    if let Some((lat, lon)) = point {
        toponym.insert("lat".to_owned(), lat.into());
        toponym.insert("lon".to_owned(), lon.into());
    }
    if let Some(country) = country {
        toponym.insert("country".to_owned(), country.into());
    }
    toponym.into()
}
