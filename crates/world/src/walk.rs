//! Looking names up word by word, so that a text is scanned once.

use crate::bytes::Bytes;
use crate::normal::normal_into;

/// A map from normal forms to numbers.
pub(crate) type Map = fst::Map<Bytes>;

/// A position in a table of names: the words so far.
///
/// ```
/// use rapporteur_world::World;
/// let mut walk = World::embedded().names().walk();
/// assert!(walk.step("United"));
/// assert!(walk.readings().is_empty());
/// assert!(walk.step("States"));
/// assert!(!walk.readings().is_empty());
/// ```
#[derive(Clone)]
pub(crate) struct Steps {
    node: fst::raw::CompiledAddr,
    sum: u64,
    /// No blank goes before the next word: nothing came yet, or a plus sign.
    tight: bool,
    form: String,
}

impl Steps {
    pub(crate) fn new(map: &Map) -> Self {
        Self { node: map.as_fst().root().addr(), sum: 0, tight: true, form: String::new() }
    }

    /// Takes a further word; false where no name goes on like this.
    pub(crate) fn step(&mut self, map: &Map, word: &str) -> bool {
        self.form.clear();
        normal_into(word, &mut self.form);
        if self.form.is_empty() {
            return true;
        }
        // 'P5' '+' '1' is one form without blanks.
        let glue = self.form.starts_with('+');
        let fst = map.as_fst();
        let mut node = fst.node(self.node);
        let gap = (!self.tight && !glue).then_some(b' ');
        for byte in gap.into_iter().chain(self.form.bytes()) {
            let Some(at) = node.find_input(byte) else { return false };
            let transition = node.transition(at);
            self.sum += transition.out.value();
            node = fst.node(transition.addr);
        }
        self.node = node.addr();
        self.tight = self.form.ends_with('+');
        true
    }

    /// The number of the name that ends here.
    pub(crate) fn hit(&self, map: &Map) -> Option<u64> {
        let node = map.as_fst().node(self.node);
        node.is_final().then(|| self.sum + node.final_output().value())
    }
}
