//! Which of several places of one name is meant, decided over the whole document.

use super::find::Spot;
use rapporteur_world::{PlaceRef, World};
use std::collections::BTreeMap;

/// One place a spot, `None` where nothing bears the name.
///
/// Each candidate is weighed by what stands beside it ('Paris, Texas'), by the countries and areas
/// that the other names of the text lie in, and by how many people live there. Two rounds: the first
/// on populations and neighbours, the second on what the first chose.
pub(crate) fn choose(world: &World, spots: &[Spot]) -> Vec<Option<PlaceRef>> {
    let mut chosen: Vec<Option<PlaceRef>> =
        spots.iter().map(|s| s.candidates.first().copied()).collect();
    for round in 0..3 {
        let scene = Scene::new(world, spots, &chosen, round == 0);
        let mut by_name: BTreeMap<&[PlaceRef], (f64, PlaceRef)> = BTreeMap::new();
        let mut picks: Vec<Option<(f64, PlaceRef, bool)>> = Vec::with_capacity(spots.len());
        for (n, spot) in spots.iter().enumerate() {
            let best = spot
                .candidates
                .iter()
                .map(|&c| {
                    let (score, told) = scene.weigh(n, spot, c, &chosen);
                    (score, c, told)
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((score, c, told)) = best {
                let all = by_name.entry(&spot.candidates).or_insert((score, c));
                // What is told once holds for every mention of the name.
                if told && score > all.0 {
                    *all = (score, c);
                }
            }
            picks.push(best);
        }
        for ((pick, spot), slot) in picks.iter().zip(spots).zip(chosen.iter_mut()) {
            *slot = pick.map(|(_, c, told)| {
                if told { c } else { by_name.get(spot.candidates.as_slice()).map_or(c, |b| b.1) }
            });
        }
    }
    chosen
}

struct Scene<'w> {
    world: &'w World,
    /// How many spots lie in each country and area.
    countries: BTreeMap<u32, f64>,
    areas: BTreeMap<u16, f64>,
    total: f64,
    own: Vec<Option<(Option<u32>, u16)>>,
}

impl<'w> Scene<'w> {
    fn new(world: &'w World, spots: &[Spot], chosen: &[Option<PlaceRef>], first: bool) -> Self {
        let mut scene = Self {
            world,
            countries: BTreeMap::new(),
            areas: BTreeMap::new(),
            total: 0.0,
            own: Vec::new(),
        };
        for (spot, choice) in spots.iter().zip(chosen) {
            // In the first round only what can mean one thing speaks.
            let sure = spot.candidates.len() == 1 || matches!(choice, Some(PlaceRef::State(_)));
            let weight = if sure { 1.0 } else { 0.6 };
            let lies = choice.filter(|_| sure || !first).map(|c| scene.lies_in(c));
            if let Some((country, area)) = lies {
                if let Some(country) = country {
                    *scene.countries.entry(country).or_default() += weight;
                }
                if area > 0 {
                    *scene.areas.entry(area).or_default() += weight;
                }
                scene.total += weight;
            }
            scene.own.push(lies);
        }
        scene
    }

    /// Country (its entry) and area of a place.
    fn lies_in(&self, place: PlaceRef) -> (Option<u32>, u16) {
        match place {
            PlaceRef::State(entry) => (Some(entry), 0),
            PlaceRef::Row(row) => {
                let (country, area, ..) = self.world.places().measure(row);
                (country, area)
            }
            PlaceRef::Named(_) => {
                let code = self.world.places().facts(place).country;
                (code.and_then(|c| self.world.state(&c)).map(|e| e.0), 0)
            }
        }
    }

    /// A score, and whether the text tells this candidate itself.
    fn weigh(
        &self,
        n: usize,
        spot: &Spot,
        place: PlaceRef,
        chosen: &[Option<PlaceRef>],
    ) -> (f64, bool) {
        let (country, area) = self.lies_in(place);
        let mut score = match place {
            PlaceRef::State(_) => 8.6,
            PlaceRef::Named(_) => 7.5,
            PlaceRef::Row(row) => {
                let (_, _, people, is_area) = self.world.places().measure(row);
                let size = ((people.max(1)) as f64).log10();
                // An area of the size of its city is rarely meant by the bare name.
                if is_area { size.min(6.0) - 0.4 } else { size }
            }
        };
        let mut told = false;
        if let Some(within) = spot.within.and_then(|w| chosen.get(w).copied().flatten()) {
            let inside = match within {
                PlaceRef::State(entry) => {
                    country == Some(entry) && !matches!(place, PlaceRef::State(_))
                }
                PlaceRef::Row(row) => {
                    let (c, a, _, is_area) = self.world.places().measure(row);
                    is_area && a == area && c == country && place != within
                }
                PlaceRef::Named(_) => false,
            };
            if inside {
                score += 8.0;
                told = true;
            }
        }
        // Company, without the spot's own vote.
        let own = self.own.get(n).copied().flatten();
        let votes = |all: Option<&f64>, mine: bool| {
            all.copied().unwrap_or(0.0) - if mine { 1.0 } else { 0.0 }
        };
        if let Some(country) = country {
            let mine = own.is_some_and(|o| o.0 == Some(country));
            let v = votes(self.countries.get(&country), mine).max(0.0);
            score += 3.3 * v / (v + 2.5);
        }
        if area > 0 {
            let mine = own.is_some_and(|o| o.1 == area);
            let v = votes(self.areas.get(&area), mine).max(0.0);
            score += 3.0 * v / (v + 1.5);
        }
        (score, told)
    }
}
