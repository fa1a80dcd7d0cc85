//! Whether the name of a state or a capital stands for who acts or for where something is.

use super::hits::Hit;
use super::page::{Gap, Page};
use super::words::Words;
use rapporteur_world::{Kind, Use};

/// How a name of a state or of a seat is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sense {
    /// Whoever rules there.
    Actor,
    /// The ground.
    Ground,
}

/// Decides for the hit with index `n` among `hits`.
///
/// 'talks in Moscow' and 'flew to Moscow' are ground; 'Moscow demanded', 'between Kyiv and Moscow'
/// and 'pressure on Moscow' are not.
pub(crate) fn sense(page: &Page<'_>, hits: &[Hit], n: usize) -> Sense {
    let words = Words::get();
    let hit = &hits[n];
    let city = hit.usage == Use::Metonym;
    // 'Munich, Germany': a place inside the next.
    if page.gap(hit.from) == Gap::Comma && !city && inside_of(page, hits, n) {
        return Sense::Ground;
    }
    if page.gap(hit.to) == Gap::Comma && city {
        let next = hits
            .get(n + 1)
            .filter(|h| h.from == hit.to && h.kind == Kind::State && !ends_list(page, h.to));
        if next.is_some() {
            return Sense::Ground;
        }
    }
    // 'London-based', 'Moscow-born'.
    if page.gap(hit.to) == Gap::Hyphen
        && matches!(page.norm(hit.to), "based" | "born" | "area" | "bound")
    {
        return Sense::Ground;
    }
    let Some(at) = governor(page, hits, n) else {
        return if city && !matches!(page.norm(hit.from), "kremlin" | "the") && !acts(page, hits, n)
        {
            Sense::Ground
        } else {
            dateline(page, hit)
        };
    };
    let word = page.norm(at);
    // 'Ukraine's east' and the like name the state.
    if page.gap(hit.to) == Gap::Possessive && !words.ground.contains(word) {
        return Sense::Actor;
    }
    if words.ground.contains(word) {
        // 'in Moscow's view' is whose view.
        let owner = page.gap(hit.to) == Gap::Possessive && !page.norm(hit.to).is_empty();
        return if owner && word == "in" && !words.parts.contains(page.norm(hit.to)) {
            Sense::Actor
        } else {
            Sense::Ground
        };
    }
    if words.reaching.contains(word) {
        return Sense::Ground;
    }
    let before = page.before(at);
    let near = |list: &std::collections::BTreeSet<String>, reach: usize| {
        let mut t = before;
        for _ in 0..reach {
            let Some(p) = t else { return false };
            if list.contains(page.norm(p)) {
                return true;
            }
            t = page.before(p);
        }
        false
    };
    match word {
        "to" | "from" | "for" => {
            if near(&words.motion, 4) {
                Sense::Ground
            } else if word == "for" && near(&words.topics, 2) && !city {
                Sense::Ground
            } else if city && word == "from" {
                Sense::Ground
            } else {
                Sense::Actor
            }
        }
        "of" => {
            if near(&words.parts, 2) {
                Sense::Ground
            } else {
                Sense::Actor
            }
        }
        "on" | "over" => {
            if near(&words.topics, 2) && !city {
                Sense::Ground
            } else {
                Sense::Actor
            }
        }
        "leave" | "left" => Sense::Ground,
        _ => Sense::Actor,
    }
}

/// The preposition or verb that governs the name: lists and adjectives are looked through.
fn governor(page: &Page<'_>, hits: &[Hit], n: usize) -> Option<usize> {
    let words = Words::get();
    let mut at = hits[n].from;
    for _ in 0..12 {
        let prior = page.before(at)?;
        let gap = page.gap(at);
        if gap == Gap::Break || gap == Gap::Close {
            return None;
        }
        let word = page.norm(prior);
        let deciding = words.ground.contains(word)
            || words.leaning.contains(word)
            || words.reaching.contains(word)
            || matches!(
                word,
                "between"
                    | "with"
                    | "by"
                    | "against"
                    | "among"
                    | "upon"
                    | "than"
                    | "like"
                    | "as"
                    | "under"
            );
        if deciding && gap == Gap::Blank {
            return Some(prior);
        }
        // 'in Saudi Arabia and Qatar', 'in Geneva, Switzerland'.
        if let Some(other) = hits.iter().find(|h| h.to == prior + 1) {
            if matches!(gap, Gap::Comma | Gap::Hyphen) {
                if gap == Gap::Comma && !ends_list(page, hits[n].to) && !listed(page, hits, n) {
                    return None;
                }
                at = other.from;
                continue;
            }
            return None;
        }
        if matches!(word, "and" | "or" | "both" | "the") || gap == Gap::Comma && word == "and" {
            // 'in Geneva and Moscow said': a new clause begins.
            if word == "and" && words.saying.contains(page.norm(hits[n].to)) {
                return None;
            }
            at = prior;
            continue;
        }
        // 'in both Geneva and Amman': the other member of the list may be no seat.
        let after_and = matches!(page.norm(at), "and" | "or") || gap == Gap::Comma;
        if after_and && page.tokens[prior].cap && !page.tokens[prior].first {
            at = prior;
            continue;
        }
        let adjective = matches!(
            word,
            "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "war"
                | "torn"
                | "neighbouring"
                | "neighboring"
                | "nearby"
                | "occupied"
                | "northeastern"
                | "northwestern"
                | "southeastern"
                | "southwestern"
                | "mainland"
                | "rebel"
                | "held"
                | "downtown"
                | "upper"
                | "lower"
                | "post"
                | "modern"
                | "neutral"
                | "greater"
                | "north"
                | "south"
                | "east"
                | "west"
        );
        if adjective {
            at = prior;
            continue;
        }
        return None;
    }
    None
}

/// Whether a list goes on after token `to`: ', Germany and Poland'.
fn ends_list(page: &Page<'_>, to: usize) -> bool {
    page.follows(to) && matches!(page.norm(to), "and" | "or")
}

fn listed(page: &Page<'_>, hits: &[Hit], n: usize) -> bool {
    hits.get(n + 1).is_some_and(|h| h.from == hits[n].to && page.gap(h.from) == Gap::Comma)
}

/// Whether the state after a comma says where the place before it lies.
fn inside_of(page: &Page<'_>, hits: &[Hit], n: usize) -> bool {
    let hit = &hits[n];
    let Some(prior) = page.before(hit.from) else { return false };
    let capital = page.tokens[prior].cap;
    let before = hits.iter().find(|h| h.to == prior + 1);
    let place_before = before.is_none_or(|h| h.usage == Use::Metonym && h.kind == Kind::State);
    // 'Emmanuel Macron, France' is rare; 'Damascus, Syria,' and 'in Arak, Iran.' are common.
    let person = before.is_some_and(|h| h.kind == Kind::Person);
    let closed = page.gap(hit.to) != Gap::Blank || page.get(hit.to).is_none_or(|t| !t.cap);
    capital
        && place_before
        && !person
        && closed
        && !ends_list(page, hit.to)
        && !listed(page, hits, n)
        && !Words::get().saying.contains(page.norm(hit.to))
}

/// Whether a seat without a preposition does something: 'Moscow demanded', 'Kyiv's control', 'Ankara
/// and Tehran agreed'; not 'London police', 'Paris, 1995', 'the Moscow attack'.
fn acts(page: &Page<'_>, hits: &[Hit], n: usize) -> bool {
    let words = Words::get();
    let hit = &hits[n];
    // 'the Kremlin', 'the White House', 'Downing Street' are no towns.
    if hit.to - hit.from > 1
        || page.before(hit.from).is_some_and(|b| page.norm(b) == "the")
            && page.gap(hit.to) != Gap::Blank
    {
        return true;
    }
    let Some(next) = page.get(hit.to) else { return false };
    if next.sentence != page.tokens[hit.from].sentence {
        // The object of a verb: 'to please Moscow.'
        return page.before(hit.from).is_some_and(|b| !page.tokens[b].cap);
    }
    let word = next.norm.as_str();
    match page.gap(hit.to) {
        Gap::Possessive => {
            !next.cap && !words.landmarks.contains(word) && !words.parts.contains(word)
        }
        Gap::Blank => {
            use rapporteur_text::Upos;
            if let Some(upos) = next.upos {
                return matches!(
                    upos,
                    Upos::Verb | Upos::Aux | Upos::Adv | Upos::Cconj | Upos::Adp | Upos::Part
                );
            }
            words.saying.contains(word)
                || matches!(
                    word,
                    "and"
                        | "or"
                        | "to"
                        | "that"
                        | "not"
                        | "may"
                        | "might"
                        | "could"
                        | "should"
                        | "must"
                        | "can"
                        | "also"
                        | "never"
                        | "still"
                        | "are"
                        | "be"
                        | "were"
                        | "does"
                        | "did"
                        | "have"
                        | "over"
                        | "in"
                        | "for"
                        | "on"
                        | "if"
                        | "as"
                        | "at"
                        | "by"
                )
                || !next.cap && word.len() > 4 && (word.ends_with("ed") || word.ends_with("ly"))
                || !next.cap
                    && word.len() > 5
                    && word.ends_with('s')
                    && !word.ends_with("ss")
                    && opens_clause(page, hit.from)
        }
        // 'Moscow, which had joined the call, sent its deputy minister.'
        Gap::Comma if word == "which" => true,
        Gap::Comma | Gap::Hyphen => {
            page.before(hit.from).is_some_and(|b| !page.tokens[b].cap)
                || page.before(hit.from).is_none()
                    && hits.get(n + 1).is_some_and(|h| h.from == hit.to)
        }
        _ => page.before(hit.from).is_some_and(|b| !page.tokens[b].cap),
    }
}

/// Whether a clause may begin here: 'Nevertheless, Kyiv suggests', 'but Kyiv suggests'.
fn opens_clause(page: &Page<'_>, at: usize) -> bool {
    page.before(at).is_none_or(|b| {
        page.gap(at) != Gap::Blank
            || matches!(
                page.norm(b),
                "that"
                    | "but"
                    | "and"
                    | "as"
                    | "while"
                    | "if"
                    | "because"
                    | "after"
                    | "before"
                    | "when"
                    | "what"
                    | "which"
            )
    })
}

/// A name in capitals that opens the text or a paragraph before a dash or date is where it was written.
fn dateline(page: &Page<'_>, hit: &Hit) -> Sense {
    let opens = page.tokens[hit.from].first && page.before(hit.from).is_none();
    if opens && hit.usage == Use::Metonym {
        let end = page.tokens[hit.to - 1].span.end();
        let rest: String = page.text.as_str()[end..].chars().take(12).collect();
        let shouted = page.tokens[hit.from].upper;
        let dash = rest.trim_start().starts_with(['—', '–', '-', '(']) && rest.starts_with(' ');
        if dash || shouted && rest.starts_with(',') {
            return Sense::Ground;
        }
    }
    Sense::Actor
}
