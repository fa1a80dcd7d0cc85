//! Best label sequence of a linear chain (Viterbi), found while the scores come in.

use super::log_softmax;

/// Labels still open are held until this many; then the best sequence so far is taken. Real text
/// settles within a few units: a label early in a chain hardly ever hangs on one far later.
const MOST_OPEN: usize = 4096;

/// What sequences of labels are worth: `start[y0] + Σ step[from][to] + end[y last]`.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    labels: usize,
    /// `[to * labels + from]`.
    into: Vec<f32>,
    start: Vec<f32>,
    end: Vec<f32>,
}

impl Steps {
    /// From a matrix `[from * labels + to]`.
    pub(crate) fn new(steps: &[f32], start: Vec<f32>, end: Vec<f32>) -> Self {
        let labels = start.len();
        let into = (0..labels * labels).map(|i| steps[i % labels * labels + i / labels]).collect();
        Self { labels, into, start, end }
    }

    /// For labels `O, B-X, I-X, B-Y, I-Y …`: an I follows its own B or I, nothing else matters.
    pub(crate) fn spans(labels: usize) -> Self {
        let inside = |label: usize| label > 0 && label.is_multiple_of(2);
        let never = f32::NEG_INFINITY;
        let mut steps = vec![0.0; labels * labels];
        for from in 0..labels {
            for to in (0..labels).filter(|&to| inside(to) && from != to && from != to - 1) {
                steps[from * labels + to] = never;
            }
        }
        let start = (0..labels).map(|to| if inside(to) { never } else { 0.0 }).collect();
        Self::new(&steps, start, vec![0.0; labels])
    }
}

/// One label that is final: which unit, which label, and the logarithm of its share of the scores
/// at that unit (the chain left aside).
pub(crate) type Settled<'a> = &'a mut dyn FnMut(usize, u8, f32);

/// The chain so far.
pub(crate) struct Chain<'s> {
    steps: &'s Steps,
    /// Worth of the best sequence that ends in each label.
    worth: Vec<f32>,
    next: Vec<f32>,
    /// For each open unit and label: the label before.
    back: Vec<u8>,
    /// For each open unit and label: logarithm of the label's share.
    log_share: Vec<f32>,
    /// Index of the first open unit.
    first: usize,
    open: usize,
    /// Whether a unit has come in since the start or the last end.
    begun: bool,
}

impl<'s> Chain<'s> {
    /// A chain over the units of a text from its first on.
    pub(crate) fn new(steps: &'s Steps) -> Self {
        let labels = steps.labels;
        let (worth, next) = (vec![0.0; labels], vec![0.0; labels]);
        let (back, log_share) = (Vec::new(), Vec::new());
        Self { steps, worth, next, back, log_share, first: 0, open: 0, begun: false }
    }

    /// Adds the next unit.
    pub(crate) fn push(&mut self, own: &[f32]) {
        let labels = self.steps.labels;
        let at = self.log_share.len();
        self.log_share.extend_from_slice(&own[..labels]);
        log_softmax(&mut self.log_share[at..]);
        if !self.begun {
            for ((worth, start), own) in self.worth.iter_mut().zip(&self.steps.start).zip(own) {
                *worth = start + own;
                self.back.push(0);
            }
        } else {
            let rows = self.steps.into.chunks(labels);
            for ((next, into), own) in self.next.iter_mut().zip(rows).zip(own) {
                let mut most = (0, f32::NEG_INFINITY);
                for (from, (worth, step)) in self.worth.iter().zip(into).enumerate() {
                    let worth = worth + step;
                    if worth > most.1 {
                        most = (from, worth);
                    }
                }
                *next = most.1 + own;
                self.back.push(most.0 as u8);
            }
            std::mem::swap(&mut self.worth, &mut self.next);
        }
        self.level();
        self.open += 1;
        self.begun = true;
    }

    /// Keeps sums small: over a long text they would lose the digits that decide.
    fn level(&mut self) {
        let most = self.worth.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for worth in &mut self.worth {
            // A score that is no number is worth nothing, and two infinities have no difference.
            *worth = if worth.is_nan() { f32::NEG_INFINITY } else { *worth };
            if most.is_finite() {
                *worth -= most;
            }
        }
    }

    fn came_from(&self, unit: usize, label: usize) -> usize {
        usize::from(self.back[unit * self.steps.labels + label])
    }

    /// Hands out the labels on which all sequences still possible agree.
    pub(crate) fn settle(&mut self, settled: Settled<'_>) {
        if self.open == 0 {
            return;
        }
        let alive = |worth: &f32| *worth > f32::NEG_INFINITY;
        let mut labels: u64 = 0;
        for (label, _) in self.worth.iter().enumerate().filter(|(_, w)| alive(w)) {
            labels |= 1 << label;
        }
        let mut unit = self.open - 1;
        while labels.count_ones() != 1 && unit > 0 {
            let mut before = 0u64;
            while labels != 0 {
                before |= 1 << self.came_from(unit, labels.trailing_zeros() as usize);
                labels &= labels - 1;
            }
            labels = before;
            unit -= 1;
        }
        if labels.count_ones() == 1 {
            self.hand_out(unit, labels.trailing_zeros() as usize, settled);
        } else if self.open > MOST_OPEN {
            let label = super::best(&self.worth);
            for (other, worth) in self.worth.iter_mut().enumerate() {
                *worth = if other == label { 0.0 } else { f32::NEG_INFINITY };
            }
            self.hand_out(self.open - 1, label, settled);
        }
    }

    /// Ends the chain: hands out all that is open. The next unit is the first of a new one.
    pub(crate) fn finish(&mut self, settled: Settled<'_>) {
        if self.open > 0 {
            for (worth, end) in self.worth.iter_mut().zip(&self.steps.end) {
                *worth += end;
            }
            self.hand_out(self.open - 1, super::best(&self.worth), settled);
        }
        self.begun = false;
    }

    /// The label of open unit `unit` is `label`: so are all before it known.
    fn hand_out(&mut self, unit: usize, label: usize, settled: Settled<'_>) {
        let labels = self.steps.labels;
        let mut found = vec![0u8; unit + 1];
        found[unit] = label as u8;
        for at in (0..unit).rev() {
            found[at] = self.back[(at + 1) * labels + usize::from(found[at + 1])];
        }
        for (at, &label) in found.iter().enumerate() {
            let share = self.log_share[at * labels + usize::from(label)];
            settled(self.first + at, label, share);
        }
        self.back.drain(..(unit + 1) * labels);
        self.log_share.drain(..(unit + 1) * labels);
        self.first += unit + 1;
        self.open -= unit + 1;
    }
}

/// A run of `B-X (I-X)*` labels.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Run {
    /// Which X: 0 for labels 1 and 2, 1 for 3 and 4, …
    pub(crate) kind: usize,
    /// Half-open range of units.
    pub(crate) units: (usize, usize),
    /// Sum over its units of the logarithms of the labels' shares.
    pub(crate) log_share: f32,
}

impl Run {
    /// Geometric mean of the labels' shares.
    pub(crate) fn score(&self) -> f32 {
        (self.log_share / (self.units.1 - self.units.0) as f32).exp()
    }
}

/// Gathers labels into runs.
#[derive(Default)]
pub(crate) struct Runs {
    open: Option<Run>,
    pub(crate) found: Vec<Run>,
}

impl Runs {
    /// Takes the label of the next unit. An I without its B begins a run of its own.
    pub(crate) fn push(&mut self, unit: usize, label: u8, log_share: f32) {
        let kind = usize::from(label.saturating_sub(1)) / 2;
        if label > 0
            && label.is_multiple_of(2)
            && let Some(run) = self.open.as_mut().filter(|r| r.kind == kind && r.units.1 == unit)
        {
            run.units.1 = unit + 1;
            run.log_share += log_share;
            return;
        }
        self.close();
        if label > 0 {
            self.open = Some(Run { kind, units: (unit, unit + 1), log_share });
        }
    }

    /// How many runs have begun so far.
    pub(crate) fn begun(&self) -> usize {
        self.found.len() + usize::from(self.open.is_some())
    }

    /// Ends the run that is open.
    pub(crate) fn close(&mut self) {
        self.found.extend(self.open.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sequences tried out.
    fn by_hand(steps: &Steps, scores: &[Vec<f32>]) -> Vec<u8> {
        let n = steps.labels;
        let count = n.pow(scores.len() as u32);
        let sequence = |mut code: usize| -> Vec<u8> {
            let mut out = vec![0; scores.len()];
            for label in out.iter_mut().rev() {
                *label = (code % n) as u8;
                code /= n;
            }
            out
        };
        let worth = |labels: &[u8]| {
            let mut sum = steps.start[labels[0] as usize];
            for (at, &label) in labels.iter().enumerate() {
                sum += scores[at][label as usize];
                if at > 0 {
                    sum += steps.into[label as usize * n + labels[at - 1] as usize];
                }
            }
            sum + steps.end[labels[labels.len() - 1] as usize]
        };
        (0..count).map(sequence).max_by(|a, b| worth(a).total_cmp(&worth(b))).unwrap()
    }

    /// Numbers that look random and are the same on every machine.
    fn noise(seed: u32) -> impl FnMut() -> f32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * 4.0 - 2.0
        }
    }

    fn run(steps: &Steps, scores: &[Vec<f32>], settle_every: usize) -> Vec<u8> {
        let mut chain = Chain::new(steps);
        let mut labels = Vec::new();
        for (at, row) in scores.iter().enumerate() {
            chain.push(row);
            if at % settle_every == 0 {
                chain.settle(&mut |unit, label, _| {
                    assert_eq!(unit, labels.len());
                    labels.push(label);
                });
            }
        }
        chain.finish(&mut |_, label, _| labels.push(label));
        labels
    }

    #[test]
    fn the_best_sequence_whenever_it_is_settled() {
        for seed in 0..50 {
            let mut noise = noise(seed);
            let steps: Vec<f32> = (0..9).map(|_| noise()).collect();
            let steps = Steps::new(&steps, vec![noise(), 0.0, noise()], vec![0.0, noise(), 0.0]);
            let scores: Vec<Vec<f32>> = (0..7).map(|_| vec![noise(), noise(), noise()]).collect();
            let best = by_hand(&steps, &scores);
            for every in [1, 2, 100] {
                assert_eq!(run(&steps, &scores, every), best, "seed {seed}, every {every}");
            }
        }
    }

    #[test]
    fn an_inner_label_needs_its_beginning() {
        let steps = Steps::spans(5);
        // I-X is likeliest at first, then I-Y: neither may begin, nor I-Y follow B-X.
        let scores = [vec![0.0, 1.0, 9.0, 0.0, 0.0], vec![1.0, 0.0, 0.5, 0.0, 9.0]];
        assert_eq!(run(&steps, &scores, 1), [3, 4]);
        assert_eq!(run(&steps, &[vec![0.0, 0.0, 9.0, 0.0, 0.0]], 1), [0], "ties to the lower");
    }

    #[test]
    fn what_never_settles_is_bounded() {
        // Two labels that keep to themselves and are worth the same for ever.
        let never = f32::NEG_INFINITY;
        let steps = Steps::new(&[0.0, never, never, 0.0], vec![0.0; 2], vec![0.0, 1.0]);
        let mut chain = Chain::new(&steps);
        let mut count = 0;
        for at in 0..3 * MOST_OPEN {
            chain.push(&[0.5, 0.5]);
            if at % 100 == 0 {
                chain.settle(&mut |_, _, _| count += 1);
            }
            assert!(chain.open <= MOST_OPEN + 100);
        }
        chain.finish(&mut |_, _, _| count += 1);
        assert_eq!(count, 3 * MOST_OPEN);
    }

    #[test]
    fn scores_that_are_no_numbers_do_no_harm() {
        let steps = Steps::spans(3);
        let nan = f32::NAN;
        let scores = [vec![nan; 3], vec![f32::INFINITY, nan, 0.0], vec![0.0, 1.0, nan]];
        assert_eq!(run(&steps, &scores, 1).len(), 3);
    }

    #[test]
    fn runs_are_gathered() {
        let mut runs = Runs::default();
        for (unit, label) in [0, 1, 2, 2, 1, 4, 3, 4, 0].into_iter().enumerate() {
            runs.push(unit, label, -0.5);
        }
        runs.close();
        let found: Vec<_> = runs.found.iter().map(|r| (r.kind, r.units)).collect();
        assert_eq!(found, [(0, (1, 4)), (0, (4, 5)), (1, (5, 6)), (1, (6, 8))]);
        assert!((runs.found[0].score() - (-0.5f32).exp()).abs() < 1e-6);
    }
}
