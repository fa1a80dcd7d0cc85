//! Names of two words or two places that are one.

use crate::people::page::{Gap, Page};
use crate::people::words::Words;
use rapporteur_text::Span;
use rapporteur_world::{PlaceRef, World};

/// Whether the place at `b` says in an apposition what the one at `a` is: 'Odessa, the west Texas oil
/// town', 'Tripoli, a port in northern Lebanon'; not 'Odessa, the governor of Texas said'.
pub(super) fn apposed(page: &Page<'_>, a: Span, b: Span) -> bool {
    let from = page.range(a).end;
    let to = page.range(b);
    let article = matches!(page.norm(from), "the" | "a" | "an");
    if page.gap(from) != Gap::Comma || !article || to.start > from + 7 {
        return false;
    }
    let joined = |t: usize| page.follows(t) && matches!(page.gap(t), Gap::Blank | Gap::Hyphen);
    if !(from + 1..to.end).all(joined) {
        return false;
    }
    let town = |t: usize| Words::get().towns.contains(page.norm(t));
    let in_it = to.start > from
        && (from..to.start).any(town)
        && matches!(
            page.norm(to.start - 1),
            "in" | "of" | "northern" | "southern" | "eastern" | "western" | "central"
        );
    in_it || (to.end..to.end + 3).take_while(|&t| joined(t)).any(town)
}

/// A name of one word written as two: 'the Don Bass', 'Kara Bakh'; not 'Don River', which is known so.
pub(super) fn split(
    page: &Page<'_>,
    world: &World,
    at: usize,
) -> Option<(usize, PlaceRef, String)> {
    let (one, two) = (page.get(at)?, page.get(at + 1)?);
    let pair = one.cap && two.cap && !two.upper && page.gap(at + 1) == Gap::Blank;
    let more = |t: usize| {
        page.get(t).is_some_and(|x| x.cap && page.follows(t) && page.gap(t) == Gap::Blank)
    };
    if !pair
        || !page.follows(at + 1)
        || more(at + 2)
        || at > 0 && more(at) && page.tokens[at - 1].cap
    {
        return None;
    }
    let joined = format!("{}{}", one.norm, two.norm);
    let (region, own) = (world.regions_called(&joined), page.slice(at, at + 2));
    if joined.len() < 7 || !world.regions_called(own).is_empty() {
        return None;
    }
    let place = *region.first()?;
    Some((at + 2, place, world.places().facts(place).name.to_string()))
}
