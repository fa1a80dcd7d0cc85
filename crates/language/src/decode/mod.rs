//! From scores to structures. Sections 5 to 7 of `training/CONTRACT.md`.

pub(crate) mod chain;
pub(crate) mod labels;
pub(crate) mod lemma;
pub(crate) mod lexicon;
pub(crate) mod links;
pub(crate) mod sentence;
pub(crate) mod tree;

/// Place of the greatest score; the first of several, and 0 where none is a number.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, &score) in scores.iter().enumerate() {
        if score > best.1 {
            best = (at, score);
        }
    }
    best.0
}

/// Replaces scores by the logarithms of their shares; what is no number becomes very unlikely.
pub(crate) fn log_softmax(scores: &mut [f32]) {
    const NEVER: f32 = -1e6;
    for score in scores.iter_mut().filter(|s| !s.is_finite()) {
        *score = NEVER;
    }
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = scores.iter().map(|s| (s - most).exp()).sum();
    let all = most + sum.ln();
    for score in scores {
        *score -= all;
    }
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight running sums let the compiler use vector registers; a single one would fix the order.
    let (wide_a, rest_a) = a.as_chunks::<8>();
    let (wide_b, rest_b) = b.as_chunks::<8>();
    let mut sums = [0f32; 8];
    for (x, y) in wide_a.iter().zip(wide_b) {
        for (sum, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
            *sum += x * y;
        }
    }
    let rest: f32 = rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f32>() + rest
}
