//! Which mark a party carries, on terminals and in pages alike.

use rapporteur_record::Record;
use std::collections::BTreeMap;

/// The marks, by number.
pub(crate) const GLYPHS: [&str; 8] = ["●", "■", "▲", "◆", "⬟", "⬢", "▼", "✚"];

/// Marks by actor: states, bodies and armed groups in order of appearance, never by flag, the first
/// `most` of them from 0; a person carries the mark of what the person holds an office of, a group of
/// officials that of their state.
///
/// A rebel commander carries the rebels' mark and not that of the country they fight.
pub(crate) fn marks(record: &Record, most: usize) -> BTreeMap<&str, usize> {
    let bodies = record
        .actors
        .iter()
        .filter(|a| matches!(a.kind.as_str(), "state" | "organisation" | "armed-group"));
    let mut marks: BTreeMap<&str, usize> =
        bodies.take(most).enumerate().map(|(i, a)| (a.id.as_str(), i)).collect();
    for actor in &record.actors {
        let party = match actor.kind.as_str() {
            "person" => {
                actor.roles.iter().map(|r| id_of(&r.of)).find(|id| marks.contains_key(&**id))
            }
            "people" => actor.country.as_deref().map(id_of),
            _ => None,
        };
        if let Some(&mark) = party.and_then(|id| marks.get(&*id)) {
            marks.insert(&actor.id, mark);
        }
    }
    marks
}

/// What an office is of, as an actor's id: `KEN` is `state/KEN`, `org/un` itself.
fn id_of(of: &str) -> String {
    if of.contains('/') { of.to_owned() } else { format!("state/{of}") }
}
