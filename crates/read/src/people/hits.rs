//! Known names in the text, longest first, and which entry of several each means.

use super::page::{Gap, Page};
use super::words::Words;
use rapporteur_text::{Analysis, Date, EntityKind, Upos};
use rapporteur_world::{EntryId, Kind, Use, World};

/// A known name.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Tokens `from..to`.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// As what the words name it.
    pub(crate) usage: Use,
    pub(crate) kind: Kind,
    /// The entries it may mean, best first.
    pub(crate) entries: Vec<EntryId>,
    /// Whether the words are the canonical name, letter for letter.
    pub(crate) exact: bool,
}

impl Hit {
    pub(crate) fn entry(&self) -> EntryId {
        self.entries[0]
    }
}

/// All hits, in order, not overlapping.
pub(crate) fn scan(
    page: &Page<'_>,
    analysis: &Analysis,
    world: &World,
    date: Option<Date>,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let found = longest(page, world, at, date)
            .filter(|h| plausible(page, analysis, world, h))
            .or_else(|| capital(page, world, at));
        match found {
            Some(hit) => {
                at = hit.to;
                hits.push(hit);
            }
            None => at += 1,
        }
    }
    let areas = elsewhere(page, world, &hits);
    hits.retain(|h| !areas.contains(&h.from));
    hits
}

/// Hits on a state's name that mean an area of another state: Georgia beside Atlanta and Savannah.
///
/// The area wins where the text names it after a town of its own ('Athens, Georgia'), or names two of
/// its towns and nothing else of the state.
fn elsewhere(page: &Page<'_>, world: &World, hits: &[Hit]) -> Vec<usize> {
    let gazetteer = world.places();
    let mut out = Vec::new();
    for hit in hits.iter().filter(|h| h.kind == Kind::State && matches!(h.usage, Use::Name)) {
        let own = gazetteer.find(page.slice(hit.from, hit.to)).into_iter().find_map(|p| match p {
            rapporteur_world::PlaceRef::Row(row) => {
                let (country, area, people, is_area) = gazetteer.measure(row);
                (is_area && people > 1_000_000 && country != Some(hit.entry().0))
                    .then_some((country, area))
            }
            _ => None,
        });
        if let Some(n) = inside_area(page, world, hit) {
            out.push(n);
            continue;
        }
        let Some((country, area)) = own else { continue };
        let told = hits
            .iter()
            .any(|h| h.entry() == hit.entry() && h.usage != hit.usage && h.kind == Kind::State);
        if told {
            continue;
        }
        let mut towns = 0;
        let mut beside = false;
        let mut great = false;
        let mut seen: Vec<&str> = Vec::new();
        for (t, token) in page.tokens.iter().enumerate() {
            if !token.cap || token.norm.len() < 4 || seen.contains(&token.norm.as_str()) {
                continue;
            }
            let lies = gazetteer.find(&token.norm).iter().take(12).any(|p| match p {
                rapporteur_world::PlaceRef::Row(row) => {
                    let (c, a, people, is_area) = gazetteer.measure(*row);
                    let same = !is_area && (c, a) == (country, area);
                    // One town that everybody knows, in the sentence: 'in Atlanta and across Georgia'.
                    let here = token.sentence == page.tokens[hit.from].sentence;
                    great |= same && people > 400_000 && here;
                    same && people > 20_000
                }
                _ => false,
            });
            if lies {
                seen.push(&token.norm);
                towns += 1;
                beside |= t + 1 == hit.from && page.gap(hit.from) == Gap::Comma;
            }
        }
        if beside || great || towns >= 2 {
            out.push(hit.from);
        }
    }
    out
}

/// The hit, where an area of another state follows that has a town of the name: 'Lebanon, Tennessee'.
fn inside_area(page: &Page<'_>, world: &World, hit: &Hit) -> Option<usize> {
    if page.gap(hit.to) != Gap::Comma || !page.get(hit.to)?.cap || page.before(hit.to).is_none() {
        return None;
    }
    let gazetteer = world.places();
    let areas: Vec<_> = [hit.to + 2, hit.to + 1]
        .into_iter()
        .filter(|&to| to == hit.to + 1 || page.follows(to - 1))
        .flat_map(|to| gazetteer.find(page.slice(hit.to, to.min(page.len()))))
        .filter_map(|p| match p {
            rapporteur_world::PlaceRef::Row(row) => {
                let (country, area, _, is_area) = gazetteer.measure(row);
                (is_area && country != Some(hit.entry().0)).then_some((country, area))
            }
            _ => None,
        })
        .collect();
    let town = gazetteer.find(page.slice(hit.from, hit.to)).into_iter().any(|p| match p {
        rapporteur_world::PlaceRef::Row(row) => {
            let (country, area, _, is_area) = gazetteer.measure(row);
            !is_area && areas.contains(&(country, area))
        }
        _ => false,
    });
    town.then_some(hit.from)
}

/// A capital in a spelling that only the gazetteer has: 'Kyjiw', 'Moskau'.
fn capital(page: &Page<'_>, world: &World, at: usize) -> Option<Hit> {
    let token = page.get(at).filter(|t| t.cap && !t.upper && t.norm.len() >= 4)?;
    let alone = !(page.follows(at) && page.gap(at) == Gap::Blank && page.tokens[at - 1].cap)
        && !(page.follows(at + 1)
            && page.gap(at + 1) == Gap::Blank
            && page.get(at + 1).is_some_and(|t| t.cap));
    if !alone || Words::get().starters.contains(token.norm.as_str()) {
        return None;
    }
    let first = *world.places().find(page.words(at)).first()?;
    let rapporteur_world::PlaceRef::Row(row) = first else { return None };
    let (state, _, people, area) = world.places().measure(row);
    let state = EntryId(state.filter(|_| people > 200_000 && !area)?);
    let capital = world.entry(state).capital.as_ref()?;
    let facts = world.places().facts(first);
    let same = rapporteur_world::normal(capital) == rapporteur_world::normal(&facts.name);
    same.then(|| Hit {
        from: at,
        to: at + 1,
        usage: Use::Metonym,
        kind: Kind::State,
        entries: vec![state],
        exact: false,
    })
}

fn longest(page: &Page<'_>, world: &World, at: usize, date: Option<Date>) -> Option<Hit> {
    let token = page.get(at)?;
    let words = Words::get();
    let article = token.norm == "the";
    if !token.cap && !article && !words.particles.contains(token.norm.as_str()) {
        return None;
    }
    if article {
        // 'the Donald' is a name of its own; 'the Kremlin' is one without its article.
        let without = longest(page, world, at + 1, date);
        let with = walk(page, world, at, date)?;
        let same = without.is_some_and(|w| w.to >= with.to);
        return (!same && with.to - with.from >= 2).then_some(with);
    }
    walk(page, world, at, date)
}

/// The longest name from `at`. A possessive inside may belong to it: "People's Protection Units",
/// "Sudan People's Liberation Army"; or end it: "Turkey's Workers' Party".
fn walk(page: &Page<'_>, world: &World, at: usize, date: Option<Date>) -> Option<Hit> {
    let plain = steps_from(page, world, at, date, false);
    let owned = (at + 1..(at + 9).min(page.len())).any(|t| page.gap(t) == Gap::Possessive);
    let glued = if owned { steps_from(page, world, at, date, true) } else { None };
    match (plain, glued) {
        (Some(p), Some(g)) if g.to <= p.to => Some(p),
        (p, g) => g.or(p),
    }
}

fn steps_from(
    page: &Page<'_>,
    world: &World,
    at: usize,
    date: Option<Date>,
    glued: bool,
) -> Option<Hit> {
    let mut steps = world.names().walk();
    let mut best = None;
    for to in at + 1..=(at + 10).min(page.len()) {
        let gap = page.gap(to - 1);
        let joined = to == at + 1
            || (page.tokens[to - 1].sentence == page.tokens[at].sentence
                && match gap {
                    Gap::Blank | Gap::Hyphen | Gap::Dot => true,
                    Gap::Comma => page.tokens[to - 1].cap,
                    _ => false,
                });
        let owner = gap == Gap::Possessive && glued;
        if !joined && !owner {
            break;
        }
        // 'P5+1': the plus sign stands in the gap.
        let between = if to > at + 1 {
            &page.text.as_str()[page.tokens[to - 2].span.end()..page.tokens[to - 1].span.start()]
        } else {
            ""
        };
        if between.contains('+') && !steps.step("+") || between.contains('&') && !steps.step("and")
        {
            break;
        }
        let word = page.words(to - 1);
        let owns = glued && page.gap(to) == Gap::Possessive && !word.ends_with(['s', 'S']);
        let taken = if owns { steps.step(&format!("{word}s")) } else { steps.step(word) };
        if !taken {
            break;
        }
        if steps.ends_here()
            && !owns
            && let Some(hit) = choose(page, world, at, to, steps.readings(), date)
        {
            best = Some(hit);
        }
    }
    best
}

fn choose(
    page: &Page<'_>,
    world: &World,
    from: usize,
    to: usize,
    readings: Vec<rapporteur_world::Reading<'_>>,
    date: Option<Date>,
) -> Option<Hit> {
    let surface = page.slice(from, to);
    let mut fit: Vec<_> = readings.into_iter().filter(|r| r.fits_case(surface)).collect();
    // All capitals in a heading may be any name; 'IS' and 'AP' are told by the registry's spelling.
    let alive = |e: EntryId| {
        let entry = world.entry(e);
        let parse = |s: &Option<smol_str::SmolStr>| s.as_ref().and_then(|s| s.parse::<Date>().ok());
        let day = date.map(Date::first_day);
        day.is_none_or(|d| {
            parse(&entry.until).is_none_or(|u| u.last_day() >= d)
                && parse(&entry.since).is_none_or(|s| s.first_day() <= d)
        })
    };
    // A state comes before a body of the same name, and that before a person's surname.
    let rank = |u: Use, k: Kind| match (u, k) {
        (Use::Name, Kind::State) => 0,
        (Use::Name, _) => 1,
        (Use::Alias, Kind::State) => 2,
        (Use::Government, _) => 3,
        (Use::Metonym, _) => 4,
        (Use::Alias, Kind::Organisation | Kind::ArmedGroup | Kind::Media) => 5,
        (Use::Alias, _) => 6,
        (Use::People, _) => 7,
        (Use::Adjective, _) => 8,
        (Use::Surname, _) => 9,
    };
    let preferred = world.preferred(surface);
    fit.sort_by_key(|r| {
        let kind = world.entry(r.entry).kind;
        let gone = !alive(r.entry);
        let person = kind == Kind::Person;
        (gone && !person, rank(r.usage, kind), Some(r.entry) != preferred, r.entry)
    });
    let first = *fit.first()?;
    let kind = world.entry(first.entry).kind;
    let mut entries: Vec<EntryId> = Vec::new();
    for r in &fit {
        let same = rank(r.usage, world.entry(r.entry).kind) == rank(first.usage, kind);
        if same && alive(r.entry) == alive(first.entry) && !entries.contains(&r.entry) {
            entries.push(r.entry);
        }
    }
    if Some(first.entry) == preferred || kind == Kind::State {
        entries.truncate(1);
    }
    // A people's plural ('Turks') or its adjective ('Turkish')?
    let usage = match first.usage {
        Use::People if !plural(surface) && fit.iter().any(|r| r.usage == Use::Adjective) => {
            Use::Adjective
        }
        u => u,
    };
    let exact = first.words == surface && matches!(first.usage, Use::Name);
    Some(Hit { from, to, usage, kind, entries, exact })
}

fn plural(surface: &str) -> bool {
    surface.ends_with('s') || surface.ends_with("men") || surface.ends_with("people")
}

/// Whether the words name what the registry says, as far as the words around tell.
fn plausible(page: &Page<'_>, analysis: &Analysis, world: &World, hit: &Hit) -> bool {
    let words = Words::get();
    let token = &page.tokens[hit.from];
    let single = hit.to == hit.from + 1;
    let next = page
        .get(hit.to)
        .filter(|t| t.cap && page.follows(hit.to) && page.gap(hit.to) == Gap::Blank && !t.upper);
    // 'the National Guard' and 'Liberation Front' are no newspapers.
    if hit.kind == Kind::Media && next.is_some_and(|t| words.bodies.contains(t.norm.as_str())) {
        return false;
    }
    // 'Denzel Washington': the model sees a person whose name is longer.
    let span = page.span(hit.from, hit.to);
    let person = hit.kind == Kind::State
        && single
        && analysis.entity_at(span).is_some_and(|e| {
            e.kind == EntityKind::Person && e.span.contains(span) && e.span.start() < span.start()
        })
        && page.before(hit.from).is_some_and(|b| {
            page.gap(hit.from) == Gap::Blank
                && page.tokens[b].upos == Some(Upos::Propn)
                && world.offices_called(page.norm(b)).is_empty()
        });
    if person {
        return false;
    }
    // 'Latin American', 'South Americans': no state's.
    let continent = hit.kind == Kind::State
        && matches!(hit.usage, Use::Adjective | Use::People)
        && token.norm.starts_with("american")
        && page.before(hit.from).is_some_and(|b| {
            matches!(page.norm(b), "latin" | "south" | "north" | "central" | "native" | "inter")
        });
    if continent {
        return false;
    }
    if !single {
        return true;
    }
    if hit.kind == Kind::Person && hit.usage == Use::Surname {
        return true;
    }
    // 'Time', 'IS' or 'Nature' at the head of a sentence is a word.
    let common = words.starters.contains(token.norm.as_str());
    if common && !(token.upper && token.norm.len() > 1 && !sentence_is_shouted(page, hit.from)) {
        return false;
    }
    if token.first && hit.kind == Kind::Media && !token.upper {
        let name = analysis.entity_at(token.span);
        if name.is_none_or(|e| e.kind != EntityKind::Organisation) && token.norm.len() < 7 {
            return false;
        }
    }
    if matches!(token.upos, Some(Upos::Verb | Upos::Aux | Upos::Adv | Upos::Sconj | Upos::Det))
        && !token.upper
    {
        return false;
    }
    // A given name before makes it a person's: 'Michael Jordan', 'Donald Tass'.
    let name_before = hit.from > 0
        && page.gap(hit.from) == Gap::Blank
        && page.follows(hit.from)
        && page.tokens[hit.from - 1].cap
        && world.is_given_name(page.norm(hit.from - 1))
        && !page.tokens[hit.from].upper;
    if name_before && matches!(hit.usage, Use::Name | Use::Alias | Use::Metonym) {
        return false;
    }
    // The middle of a longer name: 'Kiel Institute', 'Moscow State University'.
    let next_body = page.follows(hit.to)
        && page.gap(hit.to) == Gap::Blank
        && page.tokens[hit.to].cap
        && words.bodies.contains(page.norm(hit.to));
    !(next_body && hit.usage == Use::Metonym)
}

/// Whether the whole sentence is in capitals, as headings are.
fn sentence_is_shouted(page: &Page<'_>, at: usize) -> bool {
    let sentence = page.sentence(at);
    let long = sentence.len();
    long > 3 && sentence.filter(|&t| page.tokens[t].upper).count() * 4 > long * 3
}
