//! Spans that cannot be right as they stand: in this version, names that nobody has.
//!
//! 'Voldimir Zelenki' read as Volodymyr Zelenskyy is a garble with a reading; 'Zelensky', a usual
//! spelling, is none. A name left unresolved is none either: it may be somebody we do not know.

use crate::transcript::Transcript;
use crate::{Garble, Reading};
use rapporteur_read::{How, Mention};

pub(crate) fn add_up(reading: Reading<'_>, transcript: &Transcript<'_>) -> Vec<Garble> {
    let claims = reading.claims;
    let mut repaired: Vec<&Mention> = claims
        .actors
        .iter()
        .flat_map(|a| &a.mentions)
        .chain(claims.places.iter().flat_map(|p| &p.mentions))
        .filter(|m| m.how == How::Repaired)
        .collect();
    repaired.sort_by_key(|m| m.span);
    repaired.dedup_by_key(|m| m.span);
    repaired
        .into_iter()
        .map(|m| Garble {
            span: transcript.span(m.span),
            reading: m.repair.as_ref().map(|r| r.read_as.clone()),
            why: m.repair.as_ref().map_or_else(
                || "no known name is spelled so".to_owned(),
                |r| format!("no known name is spelled so; {}", r.evidence.join(", ")),
            ),
        })
        .collect()
}
