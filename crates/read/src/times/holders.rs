//! Years in which everyone whom a text gives an office held it.

use std::ops::RangeInclusive;

use rapporteur_text::{Date, Span};
use rapporteur_world::World;

use super::tokens::{Kind, Tokens};

/// Somebody named with an office, and the years in which they held it.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    pub(super) span: Span,
    pub(super) years: Vec<RangeInclusive<i16>>,
}

/// Longest title and name, in words.
const LONGEST: usize = 6;

/// The holders of offices that a text names by title and full name: 'Secretary of State John
/// Kerry'. 'Former president' and 'then-president' count for nothing.
pub(super) fn holders(t: &Tokens<'_>, world: &World) -> Vec<Holder> {
    let mut found: Vec<Holder> = Vec::new();
    let mut i = 0;
    while i < t.len() && found.len() < 64 {
        match holder(t, world, i) {
            Some((holder, next)) => {
                found.push(holder);
                i = next;
            }
            None => i += 1,
        }
    }
    found
}

fn holder(t: &Tokens<'_>, world: &World, i: usize) -> Option<(Holder, usize)> {
    if t.all[i].kind != Kind::Word || !world.opens_title(&t.all[i].lower) {
        return None;
    }
    let before = |k: usize| i.checked_sub(k).map_or("", |b| t.word(b));
    let over = ["former", "ex", "then", "late", "ousted", "future", "previous", "deposed"];
    if over.contains(&before(1)) || before(1) == "-" && over.contains(&before(2)) {
        return None;
    }
    // The title may stand apart from the name by nothing: 'Foreign Minister Sergei Lavrov'.
    for end in (i + 1..=(i + LONGEST).min(t.len().saturating_sub(2))).rev() {
        if !(i + 1..=end + 1).all(|k| t.same_line(k)) {
            continue;
        }
        let Some(title) = t.span(i, end) else { continue };
        let offices = world.offices_called(&t.text[title]);
        if offices.is_empty() || !t.capital(end) || !t.capital(end + 1) {
            continue;
        }
        let (person, next) = full_name(t, world, end)?;
        let years: Vec<_> = world
            .tenures_of(person)
            .filter(|tenure| offices.contains(&tenure.office))
            .map(|tenure| {
                tenure.since.map_or(1, Date::year)..=tenure.until.map_or(9999, Date::year)
            })
            .collect();
        let span = t.span(i, next)?;
        return (!years.is_empty()).then_some((Holder { span, years }, next));
    }
    None
}

/// The longest name of two words or more that begins at `i` and names one person only.
fn full_name(
    t: &Tokens<'_>,
    world: &World,
    i: usize,
) -> Option<(rapporteur_world::EntryId, usize)> {
    let mut walk = world.names().walk();
    let mut best = None;
    for k in i..(i + LONGEST).min(t.len()) {
        let token = &t.all[k];
        let words = &t.text.as_str()[token.start as usize..token.end as usize];
        if token.kind == Kind::Mark && words != "-" || k > i && token.line {
            break;
        }
        if words == "-" {
            continue;
        }
        if !walk.step(words) {
            break;
        }
        let readings = walk.readings();
        if k > i
            && let [only] = &readings[..]
            && world.entry(only.entry).id.starts_with("person/")
        {
            best = Some((only.entry, k + 1));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_text::Text;

    #[test]
    fn titles_with_full_names_have_years() {
        let text = Text::new(
            "Secretary of State John Kerry met Foreign Minister Sergei Lavrov. Former President \
             Jimmy Carter watched."
                .to_owned(),
        );
        let tokens = Tokens::cut(&text);
        let found = holders(&tokens, World::embedded());
        let held = |year: i16| found.iter().all(|h| h.years.iter().any(|r| r.contains(&year)));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(held(2015) && !held(2009) && !held(2019));
    }
}
