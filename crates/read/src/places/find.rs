//! Stretches that may name a place, and the places that bear the name.

use super::beside;
use crate::people::ground::{Sense, sense};
use crate::people::hits::{self, Hit};
use crate::people::page::{Gap, Page};
use crate::people::words::Words;
use crate::{Actor, ActorKind, As, Confidence, How, Repair};
use rapporteur_text::{Analysis, Document, EntityKind, Span, Upos};
use rapporteur_world::{Kind, PlaceRef, Use, World};

/// A stretch that may name a place.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) span: Span,
    /// Places of that name, states and written regions first, then the more populous.
    pub(crate) candidates: Vec<PlaceRef>,
    pub(crate) repair: Option<Repair>,
    pub(crate) rule: &'static str,
    /// Index of the spot that says where this one lies: 'Paris, Texas'.
    pub(crate) within: Option<usize>,
}

pub(crate) fn find(
    document: &Document,
    analysis: &Analysis,
    world: &World,
    actors: &[Actor],
) -> Vec<Spot> {
    let page = Page::new(document, analysis);
    let hits = hits::scan(&page, analysis, world, None);
    let mut taken: Vec<(Span, bool)> = actors
        .iter()
        .flat_map(|a| a.mentions.iter().map(move |m| (a, m)))
        .filter(|(_, m)| m.how != How::Unresolved)
        .filter(|(_, m)| {
            matches!(m.as_, As::Name | As::Metonym) || m.rule.0 == "people/arm-of-state"
        })
        .map(|(a, m)| (m.span, a.kind == ActorKind::People))
        .collect();
    taken.sort_by_key(|t| t.0);
    let is_taken = |span: Span| {
        let to = taken.partition_point(|t| t.0.start() < span.end());
        taken[to.saturating_sub(6)..to].iter().any(|t| t.0.overlaps(span) && !t.1)
    };
    let mut spots: Vec<Spot> = Vec::new();
    let mut at = 0;
    while at < page.len() {
        if let Some((to, area)) = short_area(&page, world, at) {
            let span = page.span(at, to);
            spots.push(Spot {
                span,
                candidates: vec![area],
                repair: None,
                rule: "places/short-area",
                within: None,
            });
            at = to;
            continue;
        }
        if let Some((to, place, read_as)) = beside::split(&page, world, at)
            && !is_taken(page.span(at, to))
        {
            spots.push(Spot {
                span: page.span(at, to),
                candidates: vec![place],
                repair: Some(Repair {
                    read_as,
                    confidence: Confidence(0.9),
                    evidence: vec!["one name written as two words".to_owned()],
                    runner_up: None,
                }),
                rule: "places/repaired",
                within: None,
            });
            at = to;
            continue;
        }
        let Some((to, mut candidates)) = longest(&page, world, &hits, at) else {
            at += 1;
            continue;
        };
        let span = page.span(at, to);
        // A capital that the registry knows as a seat may still be ground.
        let hit = hits.iter().position(|h| h.from <= at && at < h.to);
        if is_taken(span) || !plausible(&page, analysis, world, &hits, hit, at, to, &mut candidates)
        {
            at += 1;
            continue;
        }
        spots.push(Spot { span, candidates, repair: None, rule: "places/gazetteer", within: None });
        at = to;
    }
    super::garbled::garbled(&page, analysis, world, &hits, &is_taken, &mut spots);
    spots.sort_by_key(|s| s.span);
    for n in 1..spots.len() {
        let (a, b) = (spots[n - 1].span, spots[n].span);
        let between = &page.text.as_str()[a.end().min(b.start())..b.start()];
        if between == ", " || between == " (" || beside::apposed(&page, a, b) {
            spots[n - 1].within = Some(n);
        }
    }
    spots
}

/// 'Tex.' or 'W.Va.' after the name of a town and a comma.
fn short_area(page: &Page<'_>, world: &World, at: usize) -> Option<(usize, PlaceRef)> {
    let town = page.before(at).filter(|_| page.gap(at) == Gap::Comma)?;
    if !page.tokens[town].cap || !page.tokens[at].cap {
        return None;
    }
    (1..=3usize).rev().filter(|n| at + n <= page.len()).find_map(|n| {
        let inside = (at + 1..at + n).all(|t| page.gap(t) == Gap::Dot || page.gap(t) == Gap::Blank);
        let short = page.tokens[at + n - 1].span.end() - page.tokens[at].span.start() <= 7;
        let area = world.area_short(page.slice(at, at + n)).filter(|_| inside && short)?;
        Some((at + n, area))
    })
}

/// The longest name of a place that starts here: states, written regions, then the gazetteer.
fn longest(
    page: &Page<'_>,
    world: &World,
    hits: &[Hit],
    at: usize,
) -> Option<(usize, Vec<PlaceRef>)> {
    let token = page.get(at)?;
    let words = Words::get();
    let article = matches!(token.norm.as_str(), "al" | "el" | "as" | "ash" | "an" | "ad" | "ar");
    if !token.cap && !(article && page.gap(at + 1) == Gap::Hyphen) {
        return None;
    }
    let mut best: Option<(usize, Vec<PlaceRef>)> = None;
    let mut walk = world.places().walk();
    let mut walking = true;
    for to in at + 1..=(at + 6).min(page.len()) {
        if to > at + 1 {
            let joined = page.tokens[to - 1].sentence == token.sentence
                && matches!(page.gap(to - 1), Gap::Blank | Gap::Hyphen | Gap::Dot);
            if !joined {
                break;
            }
        }
        walking = walking && walk.step(page.words(to - 1));
        let mut here: Vec<PlaceRef> = Vec::new();
        let last = &page.tokens[to - 1];
        let whole = last.cap || !last.norm.chars().all(char::is_alphabetic) || to > at + 1;
        if let Some(hit) = hits.iter().find(|h| h.from == at && h.to == to)
            && hit.kind == Kind::State
            && matches!(hit.usage, Use::Name | Use::Alias)
        {
            here.push(PlaceRef::State(hit.entry().0));
        }
        if whole {
            here.extend(world.regions_called(page.slice(at, to)));
            // 'The level' is no town, whatever an old name says.
            if walking
                && walk.ends_here()
                && (last.cap || to == at + 1 || last.norm.parse::<u32>().is_ok())
                && token.norm != "the"
            {
                here.extend(walk.places());
            }
        }
        if !here.is_empty() {
            best = Some((to, here));
        }
    }
    // 'Moscow region', 'Lake Chad': the noun may belong to the name or not; a name of one word in
    // small capitals is none.
    let (to, candidates) = best?;
    if to == at + 1 && words.starters.contains(token.norm.as_str()) && token.first {
        return None;
    }
    Some((to, candidates))
}

fn grounded(page: &Page<'_>, at: usize) -> bool {
    let words = Words::get();
    page.before(at).is_some_and(|b| {
        let word = page.norm(b);
        page.gap(at) == Gap::Blank
            && (words.ground.contains(word)
                || matches!(word, "to" | "from" | "of" | "for")
                || words.reaching.contains(word)
                || matches!(
                    word,
                    "northern"
                        | "southern"
                        | "eastern"
                        | "western"
                        | "central"
                        | "city"
                        | "town"
                        | "village"
                        | "downtown"
                ))
    })
}

/// Whether the stretch names a place here. Takes away candidates that the words exclude.
#[allow(clippy::too_many_arguments, reason = "the parts of one judgement")]
fn plausible(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
    hits: &[Hit],
    hit: Option<usize>,
    at: usize,
    to: usize,
    candidates: &mut Vec<PlaceRef>,
) -> bool {
    let words = Words::get();
    let span = page.span(at, to);
    let token = &page.tokens[at];
    let entity = analysis.entity_at(span).filter(|e| e.span.shared(span) * 2 >= span.len());
    let modelled = !analysis.entities.is_empty();
    let state = matches!(candidates.first(), Some(PlaceRef::State(_)));
    let written = matches!(candidates.first(), Some(PlaceRef::Named(_)));
    if let Some(n) = hit {
        let h = &hits[n];
        let same = h.from == at && h.to == to;
        match h.usage {
            // 'Turkish' is no place; 'Georgian' neither, though cities bear such names.
            Use::Adjective | Use::People | Use::Government => return false,
            Use::Surname if modelled => {}
            Use::Surname => {
                if !grounded(page, at) && !biggest(world, candidates, 300_000) {
                    return false;
                }
            }
            Use::Metonym if same => {
                if sense(page, hits, n) == Sense::Actor && grounded(page, at) && !modelled {
                    return false;
                }
            }
            _ if h.kind == Kind::State => {
                if !same {
                    return h.to <= to;
                }
            }
            // Inside the name of a body or a person: 'Bank of Georgia'.
            _ => return h.kind == Kind::Person && h.to < to,
        }
    }
    if token.norm.chars().count() < 2 || token.norm.chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    if to == at + 1 && !state {
        let common = words.starters.contains(token.norm.as_str())
            || words.common.contains(token.norm.as_str())
            || words.honorifics.contains(token.norm.as_str());
        if common
            || matches!(
                token.upos,
                Some(
                    Upos::Verb
                        | Upos::Aux
                        | Upos::Adv
                        | Upos::Det
                        | Upos::Adp
                        | Upos::Pron
                        | Upos::Sconj
                        | Upos::Cconj
                )
            )
        {
            return false;
        }
        // 'Human rights', 'Poor roads': a plain word at the head of a sentence.
        let plain = token.first
            && !token.upper
            && entity.is_none()
            && !written
            && matches!(token.upos, Some(Upos::Adj | Upos::Noun | Upos::Num))
            && page.follows(to)
            && page.get(to).is_some_and(|t| !t.cap);
        if plain {
            return false;
        }
        // Acronyms are no towns.
        if token.upper && token.norm.len() <= 4 && !written {
            candidates.retain(|c| !matches!(c, PlaceRef::Row(_)));
            if candidates.is_empty() {
                return false;
            }
        }
    }
    let apart = page.get(to).is_some_and(|t| {
        t.cap && page.follows(to) && page.gap(to) == Gap::Blank && APART.contains(&t.norm.as_str())
    });
    if apart && !state {
        return false;
    }
    match entity.map(|e| e.kind) {
        Some(EntityKind::Place) => return true,
        Some(EntityKind::Person | EntityKind::People | EntityKind::Event) if !state => {
            return false;
        }
        Some(EntityKind::Organisation | EntityKind::Other) => {
            return entity.is_some_and(|e| e.span == span)
                && (state || biggest(world, candidates, 500_000));
        }
        _ => {}
    }
    // Within a longer capitalised name: 'Springfield Police Department' is a body, 'Paul Houston' a person.
    let before = page.before(at).filter(|_| page.gap(at) == Gap::Blank);
    let after = page.get(to).filter(|_| page.follows(to) && page.gap(to) == Gap::Blank);
    let name_before = before.is_some_and(|b| {
        let t = &page.tokens[b];
        t.cap
            && !t.first
            && !words.landmarks.contains(t.norm.as_str())
            && !hits.iter().any(|h| h.to == at)
            || t.cap && world.is_given_name(t.norm.as_str())
            || words.honorifics.contains(t.norm.as_str()) && t.cap
    });
    // 'for Geneva Sunday': the next capital opens something else.
    let name_after = after.is_some_and(|t| {
        t.cap
            && !words.landmarks.contains(t.norm.as_str())
            && !words.starters.contains(t.norm.as_str())
    });
    // 'Lake Baikal Palace' is none of the lake's.
    let longer = after.is_some_and(|t| t.cap && words.landmarks.contains(t.norm.as_str()));
    let feature = after.is_some_and(|t| t.cap && FEATURES.contains(&t.norm.as_str()));
    if (written || !state) && longer && (written || feature) {
        return false;
    }
    // 'Marburg virus', 'Lassa fever' are called after the place.
    if to == at + 1
        && after
            .is_some_and(|t| matches!(t.norm.as_str(), "virus" | "fever" | "disease" | "syndrome"))
    {
        return false;
    }
    if state || written {
        return true;
    }
    // 'the Texas Department of Health': an area that everybody knows, inside a body's name.
    let area = candidates.iter().any(|c| matches!(c, PlaceRef::Row(row) if world.places().measure(*row).3 && world.places().measure(*row).2 > 500_000));
    if area && !name_before && !world.is_given_name(token.norm.as_str()) {
        return true;
    }
    if (name_before || name_after && !grounded(page, at)) && to == at + 1 {
        return false;
    }
    if grounded(page, at) || to > at + 1 && !world.is_given_name(token.norm.as_str()) {
        return true;
    }
    if page.gap(to) == Gap::Comma
        && page.get(to).is_some_and(|t| t.cap)
        && !world.is_given_name(token.norm.as_str())
    {
        return biggest(world, candidates, 3_000);
    }
    let saying = words.saying.contains(page.norm(to)) && !biggest(world, candidates, 500_000);
    !saying && !world.is_given_name(token.norm.as_str()) && biggest(world, candidates, 60_000)
}

/// Nouns that make a longer name of its own of a town's: 'Plymouth County' is not Plymouth.
pub(super) const FEATURES: [&str; 22] = [
    "county",
    "parish",
    "river",
    "creek",
    "lake",
    "island",
    "street",
    "road",
    "avenue",
    "boulevard",
    "parkway",
    "airport",
    "square",
    "bridge",
    "university",
    "park",
    "mountains",
    "valley",
    "highway",
    "drive",
    "lane",
    "township",
];

/// Nouns of waters and great houses: 'the Asow Sea' and 'Buckingham Palace' are no towns.
const APART: [&str; 8] =
    ["sea", "strait", "straits", "gulf", "ocean", "canal", "palace", "glacier"];

fn biggest(world: &World, candidates: &[PlaceRef], least: u64) -> bool {
    candidates.iter().any(|c| match c {
        PlaceRef::Row(row) => world.places().measure(*row).2 >= least,
        _ => true,
    })
}
