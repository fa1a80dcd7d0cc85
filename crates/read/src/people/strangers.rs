//! Capitalised words that are no persons: plain words, regions and their peoples.

use super::Room;
use super::page::Gap;
use super::runs::Run;
use super::words::Words;
use rapporteur_text::{EntityKind, Upos};
use std::collections::BTreeSet;

impl Room<'_> {
    /// Last words of the names of persons that the document gives in full.
    pub(super) fn long_names(&self) -> BTreeSet<String> {
        self.runs
            .iter()
            .filter(|r| r.to - r.from > 1)
            .filter(|r| {
                r.entity == Some(EntityKind::Person)
                    || !r.titles.is_empty()
                    || r.honorific.is_some()
                    || self.known_whole(&r.key(&self.page))
            })
            .map(|r| self.page.norm(r.to - 1).to_owned())
            .collect()
    }

    /// A single word that is no name where it stands: 'Rice prices', 'Major roads' at the head of a
    /// sentence; the form of address in 'the Rev. Jesse Jackson'.
    pub(super) fn is_plain_word(&self, run: &Run) -> bool {
        let page = &self.page;
        let token = &page.tokens[run.from];
        let next = page.get(run.to).filter(|_| page.before(run.to).is_some());
        let address = Words::get().honorifics.contains(token.norm.as_str())
            && next.is_some_and(|t| t.cap && matches!(t.gap, Gap::Blank | Gap::Dot));
        let plain = token.first
            && !token.upper
            && run.entity.is_none()
            && matches!(
                token.upos,
                Some(Upos::Noun | Upos::Adj | Upos::Verb | Upos::Adv | Upos::Num | Upos::Intj)
            )
            && next.is_some_and(|t| !t.cap && matches!(t.gap, Gap::Blank | Gap::Hyphen))
            && !page.tokens.iter().any(|t| t.cap && !t.first && !t.upper && t.norm == token.norm);
        address || plain
    }

    /// Whether the words are a place's or its people's: 'prime minister of Aceh', 'in Arba Minch',
    /// 'Tigrayan delegates'.
    pub(super) fn is_ground(&self, run: &Run, key: &str) -> bool {
        let page = &self.page;
        let of = page.before(run.from).is_some_and(|b| page.norm(b) == "of");
        if run.to - run.from == 1 {
            let region = !self.world.regions_called(key).is_empty() || self.of_a_region(key);
            return region
                && !self.surname_known(key)
                && (run.grounded || of || run.entity != Some(EntityKind::Person) || !run.acts);
        }
        run.grounded
            && (!self.world.regions_called(key).is_empty()
                || !self.world.places().find(key).is_empty())
    }

    /// Whether a word is a region's name or made of one: 'Acehnese', 'Darfuri', 'Tigrayan'.
    pub(crate) fn of_a_region(&self, word: &str) -> bool {
        made_of(word, |name| !self.world.regions_called(name).is_empty())
    }
}

/// Whether a word is a known name or made of one as the names of peoples are: 'Darfuri' of 'Darfur',
/// 'Southeast Asian' of 'Southeast Asia'; not 'Torkie' of 'Turkey'. Words in lower case.
pub(crate) fn made_of(word: &str, known: impl Fn(&str) -> bool) -> bool {
    let ends = ["nese", "ese", "ians", "ian", "ans", "an", "ns", "n", "is", "i", "s"];
    known(word)
        || ends.iter().any(|end| {
            word.strip_suffix(end).filter(|stem| stem.len() >= 4).is_some_and(|stem| {
                known(stem) || known(&format!("{stem}a")) || known(&format!("{stem}ia"))
            })
        })
}
