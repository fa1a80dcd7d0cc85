//! Where: cities, regions, countries as ground, waters and facilities, each with its point.
//!
//! In: the document, its analysis (which may be empty), the world and the actors that the people
//! room found; out: places with their mentions. What is an actor's name is no place: 'Moscow
//! demanded' was decided before. Which of several places of a name is meant is decided over the
//! whole document: what lies in a place named beside it ('Paris, Texas'), which countries and areas
//! the text speaks of, how many people live there.
//!
//! 'Fighting near Tripoli, in northern Lebanon' is the Tripoli of Lebanon, at a city's precision.

mod beside;
mod choose;
mod find;
mod garbled;

use crate::{Actor, How, Mention, Place, PlaceId, PlaceKind, Precision, Rule};
use rapporteur_text::{Analysis, Document};
use rapporteur_world::{PlaceFacts, PlaceRef, World};
use std::collections::BTreeMap;

/// Reads the places of a document.
pub fn read(
    document: &Document,
    analysis: &Analysis,
    world: &World,
    actors: &[Actor],
) -> Vec<Place> {
    let spots = find::find(document, analysis, world, actors);
    let chosen = choose::choose(world, &spots);
    let mut places: Vec<Place> = Vec::new();
    let mut by_id: BTreeMap<String, usize> = BTreeMap::new();
    for (spot, choice) in spots.iter().zip(chosen) {
        let place = match choice {
            Some(place) => known(world, place, &spot.candidates, spot.within.is_some()),
            None => unknown(&document.text[spot.span]),
        };
        let at = *by_id.entry(place.id.0.to_string()).or_insert_with(|| {
            places.push(place);
            places.len() - 1
        });
        let how = match (&choice, &spot.repair) {
            (None, _) => How::Unresolved,
            (_, Some(_)) => How::Repaired,
            _ if document.text[spot.span] == places[at].name => How::Exact,
            _ => How::Alias,
        };
        let mention = Mention {
            span: spot.span,
            as_: crate::As::Name,
            how,
            repair: spot.repair.clone(),
            candidates: Vec::new(),
            rule: Rule(spot.rule),
        };
        if places[at].mentions.last().is_none_or(|m| !m.span.overlaps(spot.span)) {
            places[at].mentions.push(mention);
        }
    }
    places
}

fn known(world: &World, place: PlaceRef, candidates: &[PlaceRef], told: bool) -> Place {
    let facts: PlaceFacts = world.places().facts(place);
    // The lesser of two places of one name is told apart by its area or country.
    let mut name = facts.name.to_string();
    let city = |c: &&PlaceRef| matches!(c, PlaceRef::Row(row) if !world.places().measure(*row).3);
    let most = candidates.iter().find(city);
    if matches!(place, PlaceRef::Row(_))
        && most.is_some_and(|&m| m != place)
        && facts.kind == "city"
    {
        let greatest = world.places().facts(*most.unwrap_or(&place));
        if told || greatest.name == facts.name {
            let country = facts.country.as_ref().and_then(|c| world.state(c));
            let area = world.places().admin_name(facts.admin);
            let of =
                area.map(str::to_owned).or_else(|| country.map(|c| world.entry(c).name.clone()));
            if let Some(of) = of {
                name = format!("{name}, {of}");
            }
        }
    }
    Place {
        id: PlaceId(facts.id),
        name,
        kind: PlaceKind::from_name(&facts.kind).unwrap_or(PlaceKind::Region),
        country: facts.country,
        point: facts.point,
        precision: Precision::from_name(&facts.precision),
        mentions: Vec::new(),
    }
}

fn unknown(name: &str) -> Place {
    Place {
        id: PlaceId(format!("place/?{}", rapporteur_world::slug(name)).into()),
        name: name.to_owned(),
        kind: PlaceKind::Region,
        country: None,
        point: None,
        precision: None,
        mentions: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
