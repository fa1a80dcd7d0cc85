//! How well a name in the text fits a person of the registry.

use rapporteur_world::{EntryId, Use, World, likeness, normal};

/// How the given names compare.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Given {
    /// None beside the surname.
    Missing,
    /// The same, or a form of the same.
    Same,
    /// An initial that fits.
    Initial,
    /// So alike.
    Alike(f32),
    /// Another name.
    Other(f32),
}

impl Given {
    pub(crate) fn fits(self) -> bool {
        matches!(self, Given::Same | Given::Initial | Given::Alike(_))
    }

    fn value(self) -> f32 {
        match self {
            Given::Missing => 0.7,
            Given::Same => 1.0,
            Given::Initial => 0.9,
            Given::Alike(x) => x,
            Given::Other(x) => x * 0.5,
        }
    }
}

/// A name against a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fit {
    /// Whole name, 0 to 1.
    pub(crate) whole: f32,
    /// Surname alone.
    pub(crate) surname: f32,
    /// Given names.
    pub(crate) given: Given,
}

/// Compares the words of a name (normal forms where `norms`, as written where `words`).
pub(crate) fn fit(world: &World, words: &[&str], person: EntryId) -> Fit {
    let entry = world.entry(person);
    let mut best = Fit { whole: 0.0, surname: 0.0, given: Given::Missing };
    let joined: String = words.concat();
    for reading in world.spellings(person) {
        let known: Vec<&str> = parts(reading.words).collect();
        match reading.usage {
            Use::Surname => {}
            Use::Name | Use::Alias => {
                if words.len() > 1 || known.len() == 1 {
                    let like = likeness(&joined, &known.concat());
                    best.whole = best.whole.max(like);
                }
            }
            _ => continue,
        }
    }
    let names: Vec<Vec<&str>> = world
        .spellings(person)
        .filter(|r| matches!(r.usage, Use::Name | Use::Alias))
        .map(|r| parts(r.words).collect())
        .collect();
    let plain: Vec<&str> = parts(&entry.name).collect();
    let mut surnames: Vec<Vec<&str>> = entry.surnames.iter().map(|s| parts(s).collect()).collect();
    // Surnames in the other spellings: the last word of each.
    for name in names.iter().filter(|n| n.len() > 1) {
        surnames.push(vec![name[name.len() - 1]]);
    }
    for surname in &surnames {
        let whole = surname.concat();
        for k in 1..=words.len().min(3) {
            for from in [words.len() - k, 0] {
                let like = likeness(&words[from..from + k].concat(), &whole);
                let rest: Vec<&str> =
                    words[..from].iter().chain(&words[from + k..]).copied().collect();
                let given = given(world, &rest, &names, &plain, surname);
                let better = like > best.surname + 0.001
                    || (like > best.surname - 0.001 && given.value() > best.given.value());
                if better {
                    best.surname = like;
                    best.given = given;
                }
            }
        }
    }
    if words.len() == 1 {
        best.given = Given::Missing;
        best.whole = best.whole.max(best.surname);
    } else {
        best.whole = best.whole.max(0.65 * best.surname + 0.35 * best.given.value());
    }
    best
}

fn given(
    world: &World,
    rest: &[&str],
    names: &[Vec<&str>],
    plain: &[&str],
    surname: &[&str],
) -> Given {
    let particle = |w: &str| w.chars().count() <= 3 && w.chars().all(char::is_lowercase);
    let Some(first) = rest.iter().find(|w| !particle(w)) else { return Given::Missing };
    let met = normal(first);
    let mut best = 0.0f32;
    for name in names.iter().map(Vec::as_slice).chain([plain]) {
        for known in name.iter().filter(|w| !surname.contains(w)) {
            let form = normal(known);
            if form.is_empty() {
                continue;
            }
            if world.same_given_name(&met, &form) {
                return Given::Same;
            }
            let letters = rest.iter().all(|w| normal(w).chars().count() <= 2);
            if letters && met.chars().next() == form.chars().next() {
                return Given::Initial;
            }
            best = best.max(likeness(first, known));
        }
    }
    if best >= 0.76 { Given::Alike(best) } else { Given::Other(best) }
}

/// The words of a name, parted at blanks and hyphens.
pub(crate) fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-', '‐', '‑', '\u{a0}']).filter(|w| !w.is_empty())
}
