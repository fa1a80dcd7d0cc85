//! Spellings under their normal forms: the table that names are looked up in. Shared with the build.

use crate::normal::normal;
use crate::shape::Spelling;
use std::collections::BTreeMap;

/// The spellings, those of one normal form side by side, and the map from normal forms to
/// `first << 16 | count`.
pub(crate) fn table(spellings: impl IntoIterator<Item = Spelling>) -> (Vec<Spelling>, Vec<u8>) {
    let mut by_form: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for spelling in spellings {
        let form = normal(&spelling.words);
        if form.is_empty() {
            continue;
        }
        let list = by_form.entry(form).or_default();
        let same = |s: &Spelling| s.entry == spelling.entry && s.usage == spelling.usage;
        // Spellings that differ in case alone matter ('US' and 'us'), those in accents do not.
        if !list.iter().any(|s| same(s) && s.words.to_uppercase() == spelling.words.to_uppercase())
        {
            list.push(spelling);
        }
    }
    let mut sorted = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (form, mut list) in by_form {
        list.sort_by_key(|s| (s.usage, s.entry));
        // The count has sixteen bits. A name of more is of no use to anybody.
        list.truncate(0xffff);
        let value = ((sorted.len() as u64) << 16) | list.len() as u64;
        map.insert(form, value).expect("sorted by the tree");
        sorted.append(&mut list);
    }
    (sorted, map.into_inner().expect("in memory"))
}
