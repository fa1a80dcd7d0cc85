//! Stretches of capitalised words that may be names, and what stands around them.

use super::hits::Hit;
use super::introduced::{aged, introduced, some};
use super::page::{Gap, Page};
use super::titles::{Sort, Title};
use super::words::Words;
use rapporteur_text::{Analysis, EntityKind, Span};
use rapporteur_world::{Kind, Use, World};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A stretch of name words.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Titles beside it (before, or in apposition).
    pub(crate) titles: Vec<usize>,
    /// Form of address before it.
    pub(crate) honorific: Option<SmolStr>,
    /// Code of the state named beside it: 'Turkey's Erdogan', 'Tusk of Poland'.
    pub(crate) country: Option<SmolStr>,
    /// 'of Lugovia': a body that nobody knows.
    pub(crate) stranger: bool,
    /// What the model takes it for.
    pub(crate) entity: Option<EntityKind>,
    /// 'Jr.' and the like follow.
    pub(crate) junior: bool,
    /// A verb of speech or action follows.
    pub(crate) acts: bool,
    /// A preposition of place stands before.
    pub(crate) grounded: bool,
    /// Words of another walk of life stand in the sentence.
    pub(crate) elsewhere: bool,
    /// Words of politics and war stand in the sentence.
    pub(crate) field: bool,
    /// Introduced by a walk of life that is nobody's of the registry: 'the baker Jane Starmer'.
    pub(crate) calling: bool,
    /// Introduced as somebody's relative: 'his wife, Asma'.
    pub(crate) kin: bool,
    /// The age stands beside the name: 'Lavrov, 21,'.
    pub(crate) aged: bool,
    /// 'a General Kellogg': one of that name whom the writer does not know either.
    pub(crate) some: bool,
}

impl Run {
    pub(crate) fn words<'t>(&self, page: &Page<'t>) -> Vec<&'t str> {
        (self.from..self.to).map(|t| page.words(t)).collect()
    }

    pub(crate) fn key(&self, page: &Page<'_>) -> String {
        let norms: Vec<&str> = (self.from..self.to).map(|t| page.norm(t)).collect();
        norms.join(" ")
    }

    pub(crate) fn span(&self, page: &Page<'_>) -> Span {
        page.span(self.from, self.to)
    }
}

/// All runs that are no part of a known name of something else.
pub(crate) fn scan(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
    hits: &[Hit],
    titles: &[Title],
) -> Vec<Run> {
    let words = Words::get();
    let mut covered = vec![false; page.len()];
    for hit in hits.iter().filter(|h| h.kind != Kind::Person) {
        covered[hit.from..hit.to].fill(true);
    }
    let mut in_title = vec![false; page.len()];
    for title in titles {
        in_title[title.core.0..title.core.1].fill(true);
    }
    let whole: BTreeMap<usize, usize> = hits
        .iter()
        .filter(|h| h.kind == Kind::Person && h.usage != Use::Surname)
        .map(|h| (h.from, h.to))
        .collect();
    let inside = capitals_inside(page);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < page.len() {
        // A known whole name is one run, whatever capitals stand around it.
        if let Some(&to) = whole.get(&at) {
            let to = extend(page, to, &covered, &in_title);
            runs.push(describe(page, analysis, world, hits, titles, at, to));
            at = to;
            continue;
        }
        let token = &page.tokens[at];
        let name_like = token.cap && !covered[at];
        if !name_like {
            // 'al-Moualem' alone starts in lower case.
            let glued = words.particles.contains(token.norm.as_str())
                && token.norm.len() <= 2
                && page.gap(at + 1) == Gap::Hyphen
                && page.get(at + 1).is_some_and(|t| t.cap)
                && !covered.get(at + 1).copied().unwrap_or(true);
            if !glued {
                at += 1;
                continue;
            }
        }
        let mut from = at;
        let mut to = extend(page, at + 1, &covered, &in_title);
        if whole.keys().any(|&w| w > from && w < to) {
            to = *whole.keys().find(|&&w| w > from && w < to).unwrap_or(&to);
        }
        let next = to;
        // Off with titles, forms of address and words that open sentences.
        let mut honorific = None;
        loop {
            if from >= to {
                break;
            }
            let norm = page.norm(from);
            let alone = to - from == 1;
            if in_title[from] && !(alone && !page.tokens[from].cap) {
                from += 1;
            } else if words.honorifics.contains(norm) && !alone {
                honorific = Some(SmolStr::from(norm));
                from += 1;
            } else if page.tokens[from].first && words.starters.contains(norm)
                || alone && words.starters.contains(norm)
            {
                from += 1;
            } else if page.tokens[from].first
                && to - from > 1
                && !inside.contains_key(norm)
                && !world.is_given_name(norm)
                && opener(page, from)
            {
                from += 1;
            } else {
                break;
            }
        }
        if from > 0 && honorific.is_none() && page.before(from).is_some() {
            let prior = page.norm(from - 1);
            let near = matches!(page.gap(from), Gap::Blank | Gap::Dot)
                || page.text[page.tokens[from - 1].span].ends_with('.');
            if near && words.honorifics.contains(prior) && page.tokens[from - 1].cap {
                honorific = Some(SmolStr::from(prior));
            }
        }
        if from < to {
            let mut run = describe(page, analysis, world, hits, titles, from, to);
            run.honorific = run.honorific.or(honorific);
            runs.push(run);
        }
        at = next.max(at + 1);
    }
    runs
}

/// How often each word stands capitalised inside a sentence: a word that does so is a name.
fn capitals_inside(page: &Page<'_>) -> BTreeMap<SmolStr, u32> {
    let mut counts = BTreeMap::new();
    for token in page.tokens.iter().filter(|t| t.cap && !t.first) {
        *counts.entry(token.norm.clone()).or_insert(0) += 1;
    }
    counts
}

/// Whether the first word of a sentence is likely a plain word before a name: the model says so.
fn opener(page: &Page<'_>, at: usize) -> bool {
    use rapporteur_text::Upos;
    page.tokens[at].upos.is_some_and(|u| !matches!(u, Upos::Propn | Upos::X))
}

/// The end of the run whose last sure token is `to - 1`.
fn extend(page: &Page<'_>, mut to: usize, covered: &[bool], in_title: &[bool]) -> usize {
    let words = Words::get();
    let joins = |t: usize| {
        page.before(t).is_some()
            && (matches!(page.gap(t), Gap::Blank | Gap::Hyphen)
                || page.gap(t) == Gap::Dot && page.norm(t - 1).chars().count() == 1)
    };
    while to < page.len() && joins(to) && !covered[to] {
        let token = &page.tokens[to];
        let junior = words.junior.contains(token.norm.as_str()) && token.norm.len() > 1;
        if token.cap && !junior && !(in_title[to] && !in_title[to - 1]) {
            to += 1;
            continue;
        }
        // Up to two particles before a capital: 'Mohammed bin Salman', 'Staffan de Mistura'.
        let particle = |t: usize| {
            page.get(t).is_some_and(|x| !x.cap && words.particles.contains(x.norm.as_str()))
        };
        let mut after = to;
        while after < to + 3 && particle(after) && joins(after) {
            after += 1;
        }
        let capital = page.get(after).is_some_and(|t| t.cap) && joins(after) && !covered[after];
        if after > to
            && capital
            && !matches!(page.norm(to), "i" | "a" | "at" | "do" | "as" | "an" | "e")
        {
            to = after + 1;
        } else {
            break;
        }
    }
    to
}

fn describe(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
    hits: &[Hit],
    titles: &[Title],
    from: usize,
    to: usize,
) -> Run {
    let words = Words::get();
    let span = page.span(from, to);
    let sentence = page.sentence(from);
    let mut beside: Vec<usize> = Vec::new();
    let near = titles.partition_point(|t| t.to + 12 < from);
    for (n, title) in titles.iter().enumerate().skip(near).take_while(|(_, t)| t.from <= to + 12) {
        let same = sentence.contains(&title.from);
        // 'Turkish President Erdogan', 'the president, Bashar al-Assad'.
        let before = title.to == from && matches!(page.gap(from), Gap::Blank | Gap::Dot);
        let stripped = title.core.0 < from && title.core.1 >= from && title.core.1 <= to;
        let told = title.to == from && page.gap(from) == Gap::Comma;
        let address = title.to + 1 == from
            && page.gap(from) == Gap::Blank
            && words.honorifics.contains(page.norm(from - 1));
        // 'Erdogan, the Turkish president': an article or none, never 'Erdogan, President Putin'.
        let start = title.article.unwrap_or(title.from);
        let follows = start == to && page.gap(to) == Gap::Comma;
        let free = page.gap(title.to) != Gap::Blank || page.get(title.to).is_none_or(|t| !t.cap);
        let indefinite =
            title.article.is_some_and(|a| matches!(page.norm(a), "his" | "her" | "its" | "their"));
        if same && (before || stripped || address || told || follows && free && !indefinite) {
            beside.push(n);
        }
    }
    // 'Turkey's Erdogan', 'Ukrainian Zelensky'.
    let state = |h: &Hit| world.entry(h.entry()).code.clone().filter(|_| h.kind == Kind::State);
    let hit_to = |end: usize| hits.iter().find(|h| h.to == end);
    let hit_from = |start: usize| hits.iter().find(|h| h.from == start);
    let mut country = hit_to(from)
        .filter(|_| matches!(page.gap(from), Gap::Possessive | Gap::Blank))
        .and_then(state);
    let mut stranger = false;
    let rest = page.norm(to);
    if page.follows(to) && matches!(rest, "of" | "in") {
        let next = if page.norm(to + 1) == "the" { to + 2 } else { to + 1 };
        match hit_from(next) {
            Some(hit)
                if page.follows(next)
                // 'in' says little: 'Macron in France' does, 'Putin in Turkey' does not.
                && rest == "of" =>
            {
                country = country.or_else(|| state(hit));
            }
            _ if rest == "of" => stranger = page.get(next).is_some_and(|t| t.cap),
            _ => {}
        }
    }
    let after = |t: usize| page.get(t).map_or("", |x| x.norm.as_str());
    let junior = words.junior.contains(after(to))
        && matches!(page.gap(to), Gap::Blank | Gap::Comma)
        && page.get(to).is_some_and(|t| t.cap);
    let acts = page.follows(to) && words.saying.contains(after(to))
        || page.before(from).is_some_and(|b| {
            matches!(page.norm(b), "said" | "says" | "told" | "added" | "wrote")
                && page.gap(from) == Gap::Blank
        });
    let grounded = page.before(from).is_some_and(|b| {
        page.gap(from) == Gap::Blank
            && (words.ground.contains(page.norm(b))
                || page.norm(b) == "of" && b > 0 && words.landmarks.contains(page.norm(b - 1)))
    });
    let in_sentence = |list: &std::collections::BTreeSet<String>| {
        sentence.clone().any(|t| {
            !(from..to).contains(&t) && list.contains(page.norm(t)) && !page.tokens[t].upper
        })
    };
    let old = sentence.clone().any(|t| {
        let norm = page.norm(t);
        norm.len() == 4 && norm.parse::<u16>().is_ok_and(|y| (1000..1940).contains(&y))
    });
    let titled = beside.iter().any(|&n| titles[n].sort != Sort::Counterpart);
    let (calling, kin) = introduced(page, from, to);
    Run {
        from,
        to,
        titles: beside,
        honorific: None,
        country,
        stranger,
        entity: analysis
            .entity_at(span)
            .filter(|e| e.span.shared(span) * 2 >= span.len())
            .map(|e| e.kind),
        junior,
        acts,
        grounded,
        elsewhere: in_sentence(&words.elsewhere) || old,
        field: in_sentence(&words.field)
            || titled
            || hits.iter().any(|h| {
                sentence.contains(&h.from)
                    && (h.from < from || h.from >= to)
                    && h.kind != Kind::Media
            }),
        calling,
        kin,
        aged: aged(page, from, to),
        some: some(page, from, to),
    }
}
