//! Which content belongs to which cue, and which cue to which source. Section 7 of
//! `training/CONTRACT.md`.

use super::chain::Run;
use super::{dot, log_softmax};
use crate::config::Link;

/// Gaps in units at which the distance between two fragments counts as one step more.
const THRESHOLDS: [usize; 8] = [1, 2, 3, 5, 9, 17, 33, 65];
pub(crate) const BUCKETS: usize = 2 * 2 * (THRESHOLDS.len() + 1);

/// Kinds of a fragment, as [`Run::kind`] numbers them.
pub(crate) const SOURCE: usize = 0;
pub(crate) const CUE: usize = 1;
pub(crate) const CONTENT: usize = 2;

/// A source, cue or content found in the text.
#[derive(Clone, Debug)]
pub(crate) struct Fragment {
    pub(crate) run: Run,
    /// Paragraph of its first unit.
    pub(crate) paragraph: usize,
    /// What the network says of its first unit as the lower end of a link, and as the upper.
    pub(crate) dep: Box<[f32]>,
    pub(crate) head: Box<[f32]>,
}

/// One attribution, by index into the fragments.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Linked {
    pub(crate) source: Option<usize>,
    pub(crate) cue: Option<usize>,
    /// In the order of the text.
    pub(crate) content: Vec<usize>,
    /// 0 to 1: how sure the labels are, times the least sure link.
    pub(crate) score: f32,
}

/// The tensors of the link scores.
pub(crate) struct LinkScorer {
    size: usize,
    /// `[2, size + 1, size]`.
    weights: Vec<f32>,
    /// `[2, size + 1]`.
    none: Vec<f32>,
    /// `[2, BUCKETS]`.
    distance: Vec<f32>,
    rules: Link,
}

/// Units between two fragments.
fn gap(from: &Run, to: &Run) -> usize {
    if to.units.0 >= from.units.1 {
        to.units.0 - from.units.1
    } else {
        from.units.0.saturating_sub(to.units.1)
    }
}

fn bucket(from: &Fragment, to: &Fragment) -> usize {
    let gap = gap(&from.run, &to.run);
    let steps = THRESHOLDS.iter().filter(|&&t| t <= gap).count();
    let before = usize::from(to.run.units.0 < from.run.units.1);
    let same = usize::from(from.paragraph == to.paragraph);
    before * (BUCKETS / 2) + same * (THRESHOLDS.len() + 1) + steps
}

impl LinkScorer {
    pub(crate) fn new(
        size: usize,
        weights: Vec<f32>,
        none: Vec<f32>,
        distance: Vec<f32>,
        rules: Link,
    ) -> Self {
        Self { size, weights, none, distance, rules }
    }

    /// The fragment of kind `target` that fragment `from` hangs on, if on any, and the share of
    /// that choice among all there were.
    fn choose(&self, fragments: &[Fragment], from: usize, target: usize) -> (Option<usize>, f32) {
        let (lower, step) = (&fragments[from], usize::from(target == SOURCE));
        let wide = self.size + 1;
        // [dep; 1]ᵀ W, once for all candidates.
        let weights = &self.weights[step * wide * self.size..(step + 1) * wide * self.size];
        let mut mixed = weights[self.size * self.size..].to_vec();
        for (dep, row) in lower.dep.iter().zip(weights.chunks(self.size)) {
            for (sum, weight) in mixed.iter_mut().zip(row) {
                *sum += dep * weight;
            }
        }
        let none = &self.none[step * wide..(step + 1) * wide];
        let mut scores = vec![dot(&none[..self.size], &lower.dep) + none[self.size]];
        let mut chosen = vec![None];
        for to in self.candidates(fragments, from, target) {
            let upper = &fragments[to];
            let distance = self.distance[step * BUCKETS + bucket(lower, upper)];
            scores.push(dot(&mixed, &upper.head) + distance);
            chosen.push(Some(to));
        }
        let best = super::best(&scores);
        log_softmax(&mut scores);
        (chosen[best], scores[best].exp())
    }

    /// The fragments of kind `target` that fragment `from` may hang on, in order: those in its own
    /// paragraph, or where that has none, those in the paragraphs beside it.
    ///
    /// In the training data 99 % of contents stand in the paragraph of their cue, and most others
    /// beside it. The network has seen one window at a time, and what it says of a cue further
    /// off is worth little.
    fn candidates(&self, fragments: &[Fragment], from: usize, target: usize) -> Vec<usize> {
        let lower = &fragments[from];
        // Fragments do not overlap and stand in order: those within reach lie around `from`.
        let near = |to: &usize| {
            gap(&lower.run, &fragments[*to].run) <= self.rules.reach
                && fragments[*to].paragraph.abs_diff(lower.paragraph) <= 1
        };
        let first = (0..from).rev().take_while(near).last().unwrap_or(from);
        let around = (first..from).chain((from + 1..fragments.len()).take_while(near));
        let mut found: Vec<usize> = around.filter(|&to| fragments[to].run.kind == target).collect();
        let own = |to: &usize| fragments[*to].paragraph == lower.paragraph;
        if found.iter().any(own) {
            found.retain(own);
        }
        found
    }

    /// The attributions that the fragments, which stand in order, make up.
    pub(crate) fn link(&self, fragments: &[Fragment]) -> Vec<Linked> {
        let score = |at: usize| fragments[at].run.score();
        let mut by_cue: Vec<Option<Linked>> = vec![None; fragments.len()];
        let mut lone = Vec::new();
        for cue in (0..fragments.len()).filter(|&at| fragments[at].run.kind == CUE) {
            let (source, sure) = self.choose(fragments, cue, SOURCE);
            let score = score(cue).min(source.map_or(1.0, score)) * sure;
            by_cue[cue] = Some(Linked { source, cue: Some(cue), content: vec![], score });
        }
        for content in (0..fragments.len()).filter(|&at| fragments[at].run.kind == CONTENT) {
            let (cue, sure) = self.choose(fragments, content, CUE);
            let score = score(content) * sure;
            match cue.and_then(|cue| by_cue[cue].as_mut()) {
                Some(linked) => {
                    linked.content.push(content);
                    linked.score = linked.score.min(score);
                }
                None if self.rules.keep_lone_content => {
                    lone.push(Linked { source: None, cue: None, content: vec![content], score });
                }
                None => {}
            }
        }
        let with_cue = by_cue.into_iter().flatten();
        let mut found: Vec<Linked> = with_cue
            .filter(|l| self.rules.keep_lone_cue || !l.content.is_empty())
            .chain(lone)
            .collect();
        // Fragments stand in the order of the text, hence so do their numbers.
        found.sort_by_key(|l| {
            l.source.into_iter().chain(l.cue).chain(l.content.first().copied()).min()
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fragment(kind: usize, units: (usize, usize), dep: f32, head: f32) -> Fragment {
        let run = Run { kind, units, log_share: 0.0 };
        Fragment { run, paragraph: 0, dep: [dep].into(), head: [head].into() }
    }

    /// Score of a link: dep * head; of none: 1.
    fn scorer(lone: bool) -> LinkScorer {
        let rules = Link { reach: 200, keep_lone_content: lone, keep_lone_cue: lone };
        let (weights, none) = (vec![1., 0., 1., 0.], vec![0., 1., 0., 1.]);
        LinkScorer::new(1, weights, none, vec![0.0; 2 * BUCKETS], rules)
    }

    #[test]
    fn a_quotation_on_both_sides_of_its_speaker() {
        // '"A," said Kyiv, "b." "C."': the last one hangs on nothing.
        let fragments = [
            fragment(CONTENT, (0, 4), 2.0, 0.0),
            fragment(CUE, (4, 5), 2.0, 2.0),
            fragment(SOURCE, (5, 6), 0.0, 2.0),
            fragment(CONTENT, (7, 10), 2.0, 0.0),
            fragment(CONTENT, (10, 13), 0.1, 0.0),
        ];
        let found = scorer(true).link(&fragments);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].source, found[0].cue), (Some(2), Some(1)));
        assert_eq!(found[0].content, [0, 3]);
        assert_eq!((found[1].cue, &found[1].content[..]), (None, &[4][..]));
        assert_eq!(scorer(false).link(&fragments).len(), 1);
    }

    #[test]
    fn none_wins_ties_then_the_first_and_nothing_beyond_reach() {
        let content = fragment(CONTENT, (10, 12), 1.0, 0.0);
        let tie = [fragment(CUE, (5, 6), 0.0, 1.0), content.clone()];
        assert_eq!(scorer(true).choose(&tie, 1, CUE).0, None);
        let cue = fragment(CUE, (5, 6), 0.0, 3.0);
        let two = [cue.clone(), content.clone(), fragment(CUE, (12, 13), 0.0, 3.0)];
        assert_eq!(scorer(true).choose(&two, 1, CUE).0, Some(0));
        let far = [cue, fragment(CONTENT, (207, 208), 1.0, 0.0)];
        assert_eq!(scorer(true).choose(&far, 1, CUE).0, None, "201 units between");
        assert_eq!(scorer(true).link(&[]), []);
    }

    #[test]
    fn own_paragraph_first_then_the_ones_beside_it() {
        let mut fragments = [
            fragment(CUE, (0, 1), 0.0, 9.0),
            fragment(CUE, (5, 6), 0.0, 5.0),
            fragment(CONTENT, (10, 12), 1.0, 0.0),
            fragment(CUE, (14, 15), 0.0, 2.0),
        ];
        for (fragment, paragraph) in fragments.iter_mut().zip([0, 1, 2, 2]) {
            fragment.paragraph = paragraph;
        }
        assert_eq!(scorer(true).choose(&fragments, 2, CUE).0, Some(3));
        assert_eq!(scorer(true).choose(&fragments[..3], 2, CUE).0, Some(1), "not the better 0");
    }

    #[test]
    fn distance_steps() {
        let at = |from: (usize, usize), to: (usize, usize)| {
            bucket(&fragment(CONTENT, from, 0., 0.), &fragment(CUE, to, 0., 0.))
        };
        assert_eq!(at((0, 4), (4, 5)), 9, "after, touching, same paragraph");
        assert_eq!(at((0, 4), (5, 6)), 10);
        assert_eq!(at((10, 14), (2, 3)), 18 + 9 + 4, "before, seven units between");
        assert_eq!(at((0, 1), (100, 101)), 9 + 8);
    }
}
