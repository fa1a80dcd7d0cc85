//! Stretches that may name a place, and the places that bear the name.

use crate::people::ground::{Sense, sense};
use crate::people::hits::{self, Hit};
use crate::people::page::{Gap, Page};
use crate::people::words::Words;
use crate::{Actor, ActorKind, As, Confidence, How, Repair};
use rapporteur_text::{Analysis, Document, EntityKind, Span, Upos};
use rapporteur_world::{Kind, Known, PlaceRef, Use, World};

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
    garbled(&page, analysis, world, &is_taken, &mut spots);
    spots.sort_by_key(|s| s.span);
    for n in 1..spots.len() {
        let (a, b) = (spots[n - 1].span, spots[n].span);
        let between = &page.text.as_str()[a.end().min(b.start())..b.start()];
        if between == ", " || between == " (" {
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
        // Acronyms are no towns.
        if token.upper && token.norm.len() <= 4 && !written {
            candidates.retain(|c| !matches!(c, PlaceRef::Row(_)));
            if candidates.is_empty() {
                return false;
            }
        }
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
const FEATURES: [&str; 22] = [
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

fn biggest(world: &World, candidates: &[PlaceRef], least: u64) -> bool {
    candidates.iter().any(|c| match c {
        PlaceRef::Row(row) => world.places().measure(*row).2 >= least,
        _ => true,
    })
}

/// Names in the place of a place that nothing bears, but that sound like one: 'talks in Torkie'.
fn garbled(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
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
        let overlapping = spots.iter().any(|s| s.span.overlaps(span)) || is_taken(span);
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
            noun = noun.or(Some(form));
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
