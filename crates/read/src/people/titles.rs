//! Titles with the body they belong to: 'the Turkish president', 'Secretary of State', 'president
//! of the European Commission', 'his Ukrainian counterpart'.

use super::hits::Hit;
use super::page::{Gap, Page};
use super::words::Words;
use rapporteur_world::{Kind, OfficeId, Use, World};
use smol_str::SmolStr;

/// A title in the text.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    /// Tokens of the whole phrase without its article.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Tokens of the title words themselves.
    pub(crate) core: (usize, usize),
    /// The article or possessive before it, where there is one.
    pub(crate) article: Option<usize>,
    /// ISO 3166 alpha-3 or an actor's id.
    pub(crate) body: Option<SmolStr>,
    /// What the words may mean.
    pub(crate) offices: Vec<OfficeId>,
    /// 'leader', 'counterpart': decided by whom it stands for.
    pub(crate) sort: Sort,
    /// 'former', 'ex-'.
    pub(crate) past: bool,
    /// 'deputy', 'next': nobody who holds the office itself.
    pub(crate) lesser: bool,
    /// 'justice minister': what the holder's own title must be, where the office is only 'minister'.
    pub(crate) form: Option<SmolStr>,
}

/// Kinds of title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// An office.
    Office,
    /// Whoever leads the state.
    Leader,
    /// The one of the same office elsewhere.
    Counterpart,
}

/// What a body hit stands for in offices: the state's code or the body's id.
pub(crate) fn body_of(world: &World, hit: &Hit) -> Option<SmolStr> {
    let entry = world.entry(hit.entry());
    match hit.kind {
        Kind::Person => None,
        Kind::State => entry.code.clone(),
        _ => Some(entry.id.clone()),
    }
}

/// All titles, in order.
pub(crate) fn scan(page: &Page<'_>, world: &World, hits: &[Hit]) -> Vec<Title> {
    let ends: Vec<Option<usize>> = {
        let mut ends = vec![None; page.len() + 1];
        for (n, hit) in hits.iter().enumerate() {
            ends[hit.to] = Some(n);
        }
        ends
    };
    let mut starts = vec![None; page.len() + 1];
    for (n, hit) in hits.iter().enumerate() {
        starts[hit.from] = Some(n);
    }
    let mut titles: Vec<Title> = Vec::new();
    let mut at = 0;
    while at < page.len() {
        match title_at(page, world, hits, &ends, &starts, at) {
            Some(title) => {
                at = title.core.1.max(title.to);
                titles.push(title);
            }
            None => at += 1,
        }
    }
    titles
}

fn title_at(
    page: &Page<'_>,
    world: &World,
    hits: &[Hit],
    ends: &[Option<usize>],
    starts: &[Option<usize>],
    at: usize,
) -> Option<Title> {
    let words = Words::get();
    let (mut to, offices, sort) = core(page, world, at)?;
    let mut form = portfolio(page, at, &mut to);
    let mut body = None;
    let (mut from, mut past, mut lesser) = (at, false, false);
    // Back over 'former', 'deputy', 'top' and the body's name, in whatever order they come.
    while let Some(prior) = page.before(from) {
        let gap = page.gap(from);
        if !matches!(gap, Gap::Blank | Gap::Hyphen | Gap::Possessive | Gap::Dot) {
            break;
        }
        let modifier = page.norm(prior);
        if words.role_modifiers.contains(modifier) && gap != Gap::Possessive {
            past |= words.past.contains(modifier);
            lesser |= words.no_holder.contains(modifier);
            from = prior;
        } else if let (None, Some(n)) = (&body, ends[from]) {
            let hit = &hits[n];
            if hit.kind == Kind::Person {
                break;
            }
            body = body_of(world, hit);
            from = hit.from;
        } else {
            break;
        }
    }
    // 'president-elect', 'prime minister-designate': not yet.
    if matches!(page.norm(to), "elect" | "designate" | "nominee" | "presumptive")
        && page.follows(to)
    {
        lesser = true;
        to += 1;
    }
    // 'president of Turkey', 'head of the UN mission'.
    let mut end = to;
    if body.is_none() && matches!(page.norm(to), "of" | "for") && page.follows(to) {
        let next = if page.norm(to + 1) == "the" { to + 2 } else { to + 1 };
        if let Some(n) = starts.get(next).copied().flatten().filter(|_| page.follows(next))
            && hits[n].kind != Kind::Person
            && hits[n].usage != Use::Adjective
        {
            body = body_of(world, &hits[n]);
            end = hits[n].to;
        }
    }
    let article = page.before(from).filter(|&a| {
        page.gap(from) == Gap::Blank
            && matches!(
                page.norm(a),
                "the"
                    | "a"
                    | "an"
                    | "his"
                    | "her"
                    | "its"
                    | "their"
                    | "one"
                    | "another"
                    | "this"
                    | "that"
                    | "my"
                    | "our"
                    | "any"
                    | "no"
                    | "every"
                    | "some"
            )
    });
    if sort == Sort::Counterpart && body.is_none() {
        return None;
    }
    // 'his French colleague' is one of the same office; 'a French colleague' is anybody.
    let whose = article.is_some_and(|a| matches!(page.norm(a), "his" | "her"));
    if page.norm(at) == "colleague" && !whose {
        return None;
    }
    form = form.filter(|_| sort == Sort::Office);
    Some(Title { from, to: end, core: (at, to), article, body, offices, sort, past, lesser, form })
}

/// The longest title that starts at `at`.
fn core(page: &Page<'_>, world: &World, at: usize) -> Option<(usize, Vec<OfficeId>, Sort)> {
    let word = page.norm(at);
    if matches!(word, "counterpart" | "colleague") {
        return Some((at + 1, Vec::new(), Sort::Counterpart));
    }
    if word == "opposite" && page.norm(at + 1) == "number" && page.follows(at + 1) {
        return Some((at + 2, Vec::new(), Sort::Counterpart));
    }
    // 'top US diplomat', 'chief Turkish diplomat'.
    if word == "diplomat" {
        let mut back = at;
        for _ in 0..4 {
            let Some(prior) = page.before(back) else { break };
            if matches!(page.norm(prior), "top" | "chief") {
                let offices = world.offices_called("top diplomat").to_vec();
                return (!offices.is_empty()).then_some((at + 1, offices, Sort::Office));
            }
            back = prior;
        }
        return None;
    }
    if !world.opens_title(word) {
        return portfolio_core(page, world, at);
    }
    let mut form = String::new();
    let mut best = None;
    for to in at + 1..=(at + world.longest_title()).min(page.len()) {
        if to > at + 1 {
            if !page.follows(to - 1) {
                break;
            }
            form.push(' ');
        }
        form.push_str(page.norm(to - 1));
        let offices = world.offices_called(&form);
        if !offices.is_empty() {
            best = Some((to, offices.to_vec()));
        }
    }
    let Some((to, offices)) = best else { return portfolio_core(page, world, at) };
    let leader = to == at + 1 && matches!(word, "leader" | "ruler" | "strongman");
    Some((to, offices, if leader { Sort::Leader } else { Sort::Office }))
}

/// 'Justice Minister', 'internal affairs minister': a portfolio without an entry of its own.
fn portfolio_core(
    page: &Page<'_>,
    world: &World,
    at: usize,
) -> Option<(usize, Vec<OfficeId>, Sort)> {
    let portfolios = &Words::get().portfolios;
    if !portfolios.contains(page.norm(at)) {
        return None;
    }
    let mut to = at + 1;
    while to < at + 5
        && page.follows(to)
        && (portfolios.contains(page.norm(to)) || matches!(page.norm(to), "and" | "affairs"))
    {
        to += 1;
    }
    let office = page.norm(to);
    let office = matches!(office, "minister" | "secretary").then_some(office)?;
    page.follows(to).then(|| (to + 1, world.offices_called(office).to_vec(), Sort::Office))
}

/// The title in full where it is a minister's of some portfolio; 'minister of justice' is taken in.
fn portfolio(page: &Page<'_>, at: usize, to: &mut usize) -> Option<SmolStr> {
    let portfolios = &Words::get().portfolios;
    let last = page.norm(*to - 1);
    if !matches!(last, "minister" | "secretary") {
        return None;
    }
    let words =
        |from: usize, to: usize| (from..to).map(|t| page.norm(t)).collect::<Vec<_>>().join(" ");
    if portfolios.contains(page.norm(at)) {
        return Some(words(at, *to).into());
    }
    let of = *to == at + 1 && matches!(page.norm(*to), "of" | "for") && page.follows(*to);
    if !of || !page.follows(*to + 1) || !portfolios.contains(page.norm(*to + 1)) {
        return None;
    }
    let from = *to + 1;
    let mut end = from + 1;
    while end < from + 4
        && page.follows(end)
        && (portfolios.contains(page.norm(end))
            || page.norm(end) == "affairs"
            || page.norm(end) == "and" && portfolios.contains(page.norm(end + 1)))
    {
        end += 1;
    }
    *to = end;
    Some(format!("{} {last}", words(from, end)).into())
}
