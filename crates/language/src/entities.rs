//! One layer of entities out of the schemes that the model was trained on.
//!
//! UNER comes first for people, organisations and places: it was annotated by hand, over plain
//! names, and on the largest text. The others add what it lacks, where nothing of UNER's stands:
//! names that two schemes agree on or one is sure of, peoples (re3d is the only one that marks
//! 'Syrian' and 'Kurds'), events, and other names. re3d's people and organisations are left out
//! unless another scheme says the same: it also marks common nouns ('rebels', 'the soldiers').
//! Times, sums of money, weapons and vehicles are no business of this layer.
//!
//! The words help twice: another name that is one adjective is a people ('the Syrian army': schemes
//! without a label for peoples call it miscellaneous), and signs at the edge of a name are no part
//! of it.

use crate::SchemeEntity;
use rapporteur_text::{Analysis, Entity, EntityKind, Span, Text, Upos};
use std::collections::BTreeMap;

/// A single scheme must be this sure of a name that no other finds.
const SURE: f32 = 0.85;
/// And of an event, a people or another name, which one or two schemes mark at all.
const LIKELY: f32 = 0.5;

/// Schemes in the order in which their entities are taken.
const ORDER: [&str; 5] = ["uner", "gum", "wikigold", "crossner", "re3d"];

/// What a label means in the merged layer.
fn kind(scheme: &str, label: &str) -> Option<EntityKind> {
    use EntityKind::{Event, Organisation, Other, People, Person, Place};
    Some(match label {
        "PER" | "person" | "politician" | "Person" => Person,
        "ORG" | "organisation" | "politicalparty" | "Organisation" => Organisation,
        "LOC" | "location" | "country" | "Location" => Place,
        "Nationality" => People,
        "EVENT" | "event" | "election" => Event,
        "MISC" | "misc" if scheme != "re3d" => Other,
        _ => return None,
    })
}

/// The span without signs at its edges; full stops ('U.S.') and brackets stay.
fn trimmed(span: Span, text: &Text) -> Option<Span> {
    const SIGNS: [char; 14] =
        ['-', '–', '—', ',', ';', ':', '"', '“', '”', '‘', '’', '\'', '/', '*'];
    let words = &text[span];
    let start = span.start() + (words.len() - words.trim_start_matches(SIGNS).len());
    let end = span.start() + words.trim_end_matches(SIGNS).len();
    text.span(start, end).filter(|s| !s.is_empty())
}

/// Whether a span is one adjective with a capital: 'Syrian', not 'Syrian Airlines'.
fn is_adjective(span: Span, analysis: &Analysis, text: &Text) -> bool {
    let mut words = analysis.words_in(span);
    let adjective = words.next().is_some_and(|w| analysis.word(w).upos == Upos::Adj);
    adjective && words.next().is_none() && text[span].starts_with(char::is_uppercase)
}

/// Merges the schemes' entities; each list is in order and free of overlaps. `analysis` has the
/// words already.
pub(crate) fn merge(
    schemes: &BTreeMap<String, Vec<SchemeEntity>>,
    analysis: &Analysis,
    text: &Text,
) -> Vec<Entity> {
    let mut all: Vec<(usize, Entity)> = Vec::new();
    for (rank, scheme) in ORDER.iter().enumerate() {
        for entity in schemes.get(*scheme).map_or(&[][..], Vec::as_slice) {
            let Some(span) = trimmed(entity.span, text) else { continue };
            let named = rank == 0 || text[span].contains(char::is_uppercase);
            if let Some(kind) = kind(scheme, &entity.label).filter(|_| named) {
                let people = kind == EntityKind::Other && is_adjective(span, analysis, text);
                let kind = if people { EntityKind::People } else { kind };
                all.push((rank, Entity { span, kind, score: entity.score }));
            }
        }
    }
    all.sort_by_key(|(rank, e)| (e.span, *rank));
    let kept: Vec<bool> = (0..all.len()).map(|at| stands(&all, at)).collect();
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(false));
    // The better scheme first, then the longer name, then the earlier one.
    all.sort_by_key(|(rank, e)| (class(*rank, e), *rank, usize::MAX - e.span.len(), e.span));
    let mut taken: BTreeMap<usize, Entity> = BTreeMap::new();
    for (_, entity) in all {
        let before = taken.range(..entity.span.end()).next_back();
        if before.is_none_or(|(_, other)| !other.span.overlaps(entity.span)) {
            taken.insert(entity.span.start(), entity);
        }
    }
    taken.into_values().collect()
}

/// Order of taking: UNER, then peoples, names, events, the rest.
fn class(rank: usize, entity: &Entity) -> u8 {
    match entity.kind {
        _ if rank == 0 => 0,
        EntityKind::People => 1,
        EntityKind::Event => 3,
        EntityKind::Person | EntityKind::Organisation | EntityKind::Place => 2,
        _ => 4,
    }
}

/// Whether an entity is sure enough to stand. `all` is in the order of the text.
fn stands(all: &[(usize, Entity)], at: usize) -> bool {
    let (rank, entity) = &all[at];
    if *rank == 0 {
        return true;
    }
    use EntityKind::{Organisation, Person, Place};
    if !matches!(entity.kind, Person | Organisation | Place) {
        return entity.score >= LIKELY;
    }
    // Entities that overlap this one stand near it: five schemes, each without overlaps.
    let agrees = |other: &(usize, Entity)| {
        other.0 != *rank && other.1.kind == entity.kind && other.1.span.overlaps(entity.span)
    };
    let around = &all[at.saturating_sub(16)..all.len().min(at + 17)];
    let re3d = ORDER[*rank] == "re3d";
    around.iter().any(agrees) || (!re3d && entity.score >= SURE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(found: &[(&str, &str, &str, f32)]) -> Vec<(String, EntityKind)> {
        let text = Text::new("Syrian rebels met Lavrov of Russia in the Geneva Talks".to_owned());
        let mut schemes: BTreeMap<String, Vec<SchemeEntity>> = BTreeMap::new();
        for (scheme, label, words, score) in found {
            let at = text.as_str().find(words).unwrap();
            let span = text.span(at, at + words.len()).unwrap();
            let entity = SchemeEntity { span, label: (*label).into(), score: *score };
            schemes.entry((*scheme).to_owned()).or_default().push(entity);
        }
        let words =
            ["Syrian/ADJ", "rebels/NOUN", "met/VERB", "Lavrov/PROPN", "of/ADP", "Russia/PROPN"];
        let row = |(at, word): (usize, &&str)| {
            let (form, tag) = word.split_once('/').unwrap();
            format!("{}\t{form}\t_\t{tag}\t_\t_\t{}\tdep\t_\t_\n", at + 1, at)
        };
        let rows: String = words.iter().enumerate().map(row).collect();
        let analysis = Analysis::from_conllu(&text, &rows).unwrap();
        merge(&schemes, &analysis, &text)
            .iter()
            .map(|e| (text[e.span].to_owned(), e.kind))
            .collect()
    }

    #[test]
    fn uner_first_and_the_others_add() {
        use EntityKind::{Event, People, Person, Place};
        let found = merged(&[
            ("uner", "PER", "Lavrov", 0.3),
            ("gum", "ORG", "Lavrov of Russia", 0.99),
            ("crossner", "country", "Russia", 0.9),
            ("gum", "EVENT", "Geneva Talks", 0.6),
            ("uner", "LOC", "Geneva", 0.9),
            ("re3d", "Nationality", "Syrian", 0.7),
        ]);
        let want = [("Syrian", People), ("Lavrov", Person), ("Russia", Place), ("Geneva", Place)];
        assert_eq!(found, want.map(|(w, k)| (w.to_owned(), k)));
        let found = merged(&[("gum", "EVENT", "Geneva Talks", 0.6)]);
        assert_eq!(found, [("Geneva Talks".to_owned(), Event)]);
    }

    #[test]
    fn peoples_and_signs_at_the_edge() {
        let found = merged(&[("wikigold", "MISC", "Syrian", 0.8), ("uner", "LOC", "Russia", 0.8)]);
        assert_eq!(found[0], ("Syrian".to_owned(), EntityKind::People));
        assert_eq!(merged(&[("gum", "MISC", "Geneva Talks", 0.8)])[0].1, EntityKind::Other);
        let text = Text::new("‘U.S.-".to_owned());
        let span = trimmed(text.whole(), &text).unwrap();
        assert_eq!(&text[span], "U.S.");
        let dashes = Text::new("--".to_owned());
        assert_eq!(trimmed(dashes.whole(), &dashes), None);
    }

    #[test]
    fn unsure_names_and_common_nouns_are_left_out() {
        assert_eq!(merged(&[("gum", "LOC", "Russia", 0.6)]), []);
        assert_eq!(
            merged(&[("gum", "LOC", "Russia", 0.6), ("wikigold", "LOC", "Russia", 0.6)]).len(),
            1
        );
        assert_eq!(merged(&[("re3d", "Organisation", "Syrian rebels", 0.99)]), []);
        assert_eq!(
            merged(&[("re3d", "Weapon", "Talks", 0.99), ("gum", "EVENT", "rebels", 0.9)]),
            []
        );
    }
}
