//! Places whose names are garbled: what they sound like, where a place must stand.

use super::find::{FEATURES, Spot};
use crate::people::hits::Hit;
use crate::people::page::{Gap, Page};
use crate::people::strangers::made_of;
use crate::people::words::Words;
use crate::{Confidence, Repair};
use rapporteur_text::{Analysis, EntityKind, Span};
use rapporteur_world::{Kind, Known, PlaceRef, Use, World};

/// Names in the place of a place that nothing bears, but that sound like one: 'talks in Torkie'.
pub(super) fn garbled(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
    hits: &[Hit],
    is_taken: &dyn Fn(Span) -> bool,
    spots: &mut Vec<Spot>,
) {
    let words = Words::get();
    let mut at = 0;
    while at < page.len() {
        let token = &page.tokens[at];
        if !token.cap
            || page.follows(at)
                && page.gap(at) == Gap::Blank
                && page.tokens[at - 1].cap
                && !page.tokens[at - 1].first
        {
            at += 1;
            continue;
        }
        let mut to = at + 1;
        while page.follows(to) && page.gap(to) == Gap::Blank {
            let capital = page.tokens[to].cap;
            let of = page.norm(to) == "of"
                && page.get(to + 1).is_some_and(|t| t.cap)
                && to - at == 1
                && words.landmarks.contains(page.norm(at));
            if !(capital || of) {
                break;
            }
            to += 1;
        }
        let span = page.span(at, to);
        let next = to;
        let start = at;
        // 'Finnish' is no place, though the model may say so.
        let people = hits.iter().any(|h| {
            h.kind == Kind::State
                && matches!(h.usage, Use::Adjective | Use::People)
                && h.from < to
                && at < h.to
        });
        let overlapping = people || spots.iter().any(|s| s.span.overlaps(span)) || is_taken(span);
        let entity = analysis
            .entity_at(span)
            .filter(|e| e.span.shared(span) * 2 >= span.len())
            .map(|e| e.kind);
        let called = (at..to).any(|t| words.landmarks.contains(page.norm(t)));
        // 'the Krim peninsula', 'Russia's Coursk region'.
        let noun_after = page.follows(to)
            && page.gap(to) == Gap::Blank
            && words.landmarks.contains(page.norm(to));
        let here = grounded_strictly(page, at)
            || noun_after
            || entity == Some(EntityKind::Place)
            || called && to - at > 1;
        let whole = page.slice(at, to);
        let long = whole.chars().filter(|c| c.is_alphabetic()).count() >= 5;
        let plain = to == at + 1
            && (words.starters.contains(token.norm.as_str())
                || words.common.contains(token.norm.as_str()))
            || token.norm == "the";
        let last = page.norm(to - 1).to_owned();
        at = next;
        if overlapping || !here || !long || plain || entity == Some(EntityKind::Person) {
            continue;
        }
        if let Some((place, read_as, like, second)) = nearest(world, whole) {
            // 'seven Southeast Asian states': a people's name is well spelt.
            let place_name = rapporteur_world::normal(&read_as);
            if made_of(&rapporteur_world::normal(whole), |name| name == place_name) {
                continue;
            }
            spots.push(Spot {
                span,
                candidates: vec![place],
                repair: Some(Repair {
                    read_as,
                    confidence: Confidence(like.min(0.97)),
                    evidence: vec![
                        "sounds alike".to_owned(),
                        "stands where a place stands".to_owned(),
                    ],
                    runner_up: second,
                }),
                rule: "places/repaired",
                within: None,
            });
        } else if entity == Some(EntityKind::Place)
            || to - start > 1
                && FEATURES.contains(&last.as_str())
                && last != "university"
                && last != "park"
        {
            spots.push(Spot {
                span,
                candidates: Vec::new(),
                repair: None,
                rule: "places/unknown",
                within: None,
            });
        }
    }
}

fn grounded_strictly(page: &Page<'_>, at: usize) -> bool {
    let words = Words::get();
    page.before(at).is_some_and(|b| {
        let word = page.norm(b);
        let direct = page.gap(at) == Gap::Blank;
        let the = word == "the" && b > 0 && words.ground.contains(page.norm(b - 1));
        let city_of = word == "of"
            && b > 0
            && (words.landmarks.contains(page.norm(b - 1))
                || words.parts.contains(page.norm(b - 1)));
        direct
            && (city_of
                || words.ground.contains(word)
                || matches!(word, "from" | "to" | "on")
                || the
                || words.reaching.contains(word))
    })
}

/// The words of a name without 'sea', 'strait', 'of', 'the', and the first such noun.
fn core(name: &str) -> (String, Option<String>) {
    let words = Words::get();
    let mut noun = None;
    let mut rest: Vec<&str> = Vec::new();
    for word in name.split([' ', '-']) {
        let form = rapporteur_world::normal(word);
        if words.landmarks.contains(&form) {
            // 'Lake Baikal Palace' is a palace, 'Strait of Malacca' a strait.
            noun = if name.ends_with(word) { Some(form) } else { noun.or(Some(form)) };
        } else if !matches!(form.as_str(), "of" | "the" | "nuclear" | "power") {
            rest.push(word);
        }
    }
    (rest.join(" "), noun)
}

/// A place called as a water or building is, by what is left of its name without that word:
/// 'Strait of Boshols' is near 'Bosphorus Strait'.
fn nearest_of_kind(
    world: &World,
    whole: &str,
) -> Option<(PlaceRef, String, f32, Option<crate::Candidate>)> {
    let (rest, noun) = core(whole);
    let noun = noun.filter(|_| rest.chars().count() >= 4)?;
    let mut best: Option<(PlaceRef, String, f32)> = None;
    let mut second = 0.0f32;
    for (place, name) in world.written_places() {
        let (known, its) = core(name);
        if its.as_deref().is_some_and(|i| i == noun) && !known.is_empty() {
            let like = rapporteur_world::likeness(&rest, &known);
            match &best {
                Some((b, ..)) if *b == place => {
                    if let Some(b) = best.as_mut().filter(|b| b.2 < like) {
                        b.2 = like;
                    }
                }
                Some((.., top)) if like <= *top => second = second.max(like),
                _ => {
                    second = best.as_ref().map_or(0.0, |b| b.2).max(second);
                    best = Some((place, name.to_owned(), like));
                }
            }
        }
    }
    let (place, name, like) = best?;
    (like >= 0.72 && like - second >= 0.12).then_some((place, name, like, None))
}

/// The one place that the words sound like, by a margin.
fn nearest(
    world: &World,
    whole: &str,
) -> Option<(PlaceRef, String, f32, Option<crate::Candidate>)> {
    if let Some(found) = nearest_of_kind(world, whole) {
        return Some(found);
    }
    // A name called as a building or a water is judged by the rest of it alone.
    if whole.contains(' ') && core(whole).1.is_some() {
        return None;
    }
    let near = world.near(whole, 0.72, 12);
    let mut best: Option<(PlaceRef, String, f32)> = None;
    let mut second: Option<(String, f32, smol_str::SmolStr)> = None;
    for n in &near {
        let (place, weight) = match n.known {
            Known::Place(p @ PlaceRef::State(_)) => (p, 0.05),
            Known::Place(p @ PlaceRef::Named(_)) => (p, 0.02),
            Known::Place(p @ PlaceRef::Row(row)) => {
                let people = world.places().measure(row).2;
                (p, if people > 1_000_000 { 0.01 } else { -0.02 })
            }
            _ => continue,
        };
        let like = n.likeness + weight;
        match &best {
            Some((b, _, _)) if *b == place => {}
            Some((b, name, top)) if like > *top => {
                second = Some((name.clone(), *top, world.places().facts(*b).id));
                best = Some((place, n.words.clone(), like));
            }
            Some(_) => {
                if second.as_ref().is_none_or(|s| like > s.1) {
                    second = Some((n.words.clone(), like, world.places().facts(place).id));
                }
            }
            None => best = Some((place, n.words.clone(), like)),
        }
    }
    let (place, name, like) = best?;
    let margin = second.as_ref().map_or(1.0, |s| like - s.1);
    // Towns without number have names like others': only the very like are garbled.
    let town = matches!(place, PlaceRef::Row(_));
    let sure = (like >= 0.84 && !town || like >= 0.9) && margin >= 0.04
        || like >= 0.95 && margin >= 0.01
        || like >= 0.76 && margin >= 0.1 && whole.contains(' ') && !town;
    let runner = second.map(|(name, like, id)| crate::Candidate {
        id,
        name,
        confidence: Confidence(like.clamp(0.0, 1.0)),
    });
    sure.then_some((place, name, like.min(1.0), runner))
}
