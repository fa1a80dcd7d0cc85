//! Dependency trees: the maximum spanning tree with exactly one root (Chu-Liu/Edmonds).

/// For a score that is no number.
const NEVER: f32 = -1e6;

/// Heads of the words of a sentence: 0 the root, `j + 1` word `j`.
///
/// `scores[i * (n + 1) + h]` says how well head `h` fits word `i`, for `n` words; a word's own
/// place is not looked at. Exactly one head is 0, and every word hangs under it.
pub(crate) fn heads(scores: &mut [f32], n: usize) -> Vec<usize> {
    let width = n + 1;
    for (i, row) in scores.chunks_mut(width).enumerate() {
        for score in row.iter_mut().filter(|s| !s.is_finite()) {
            *score = NEVER;
        }
        row[i + 1] = f32::NEG_INFINITY;
    }
    let greedy: Vec<usize> = scores.chunks(width).map(super::best).collect();
    if greedy.iter().filter(|&&h| h == 0).count() == 1 && cycle(&greedy, None).is_none() {
        return greedy;
    }
    spanning_tree(scores, n)
}

/// A cycle among words, by their heads; `alive` says which words are looked at.
fn cycle(heads: &[usize], alive: Option<&[bool]>) -> Option<Vec<usize>> {
    let n = heads.len();
    // On whose walk a word was first met; n for none.
    let mut walk = vec![n; n];
    for start in 0..n {
        let mut at = start;
        while alive.is_none_or(|a| a[at]) && walk[at] == n {
            walk[at] = start;
            match heads[at].checked_sub(1) {
                Some(head) => at = head,
                None => break,
            }
            if walk[at] == start {
                let mut found = vec![at];
                let mut next = heads[at] - 1;
                while next != at {
                    found.push(next);
                    next = heads[next] - 1;
                }
                return Some(found);
            }
        }
    }
    None
}

/// One cycle made into one node, with what is needed to take it apart again.
struct Contraction {
    /// For each member: the words it stands for, and the arc within the cycle that enters it.
    members: Vec<(Vec<usize>, (usize, usize))>,
}

/// Chu-Liu/Edmonds on the full graph, cycles contracted in place.
///
/// A step from the root costs a fortune, the same for each: the best tree then takes one, and
/// among the trees that take one it is the best (Stanojević and Cohen 2021, 'A Root of All Evil').
fn spanning_tree(scores: &[f32], n: usize) -> Vec<usize> {
    const FORTUNE: f64 = 1e12;
    let width = n + 1;
    // [dependent][head]: worth, and which words the arc really joins once nodes are contracted.
    let mut worth: Vec<f64> = scores.iter().map(|&s| f64::from(s)).collect();
    for row in worth.chunks_mut(width) {
        row[0] -= FORTUNE;
    }
    let mut arcs: Vec<(u32, u32)> =
        (0..n).flat_map(|i| (0..width).map(move |h| (i as u32, h as u32))).collect();
    let mut alive = vec![true; n];
    let mut stands_for: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut contractions = Vec::new();
    let mut chosen = vec![0; n];

    let heads = loop {
        let mut heads = vec![0; n];
        for i in (0..n).filter(|&i| alive[i]) {
            let row = &worth[i * width..(i + 1) * width];
            let mut most = (0, row[0]);
            for h in (1..width).filter(|&h| alive[h - 1] && h != i + 1) {
                if row[h] > most.1 {
                    most = (h, row[h]);
                }
            }
            heads[i] = most.0;
        }
        let Some(members) = cycle(&heads, Some(&alive)) else { break heads };
        let whole = members[0];
        let inner = |c: usize| worth[c * width + heads[c]];
        let in_cycle: Vec<bool> = (0..n).map(|i| members.contains(&i)).collect();
        // Arcs into the cycle are worth what they are, less the arc they break.
        let mut entering = Vec::with_capacity(width);
        for h in (0..width).filter(|&h| h == 0 || (alive[h - 1] && !in_cycle[h - 1])) {
            let mut most = (whole, f64::NEG_INFINITY);
            for &c in &members {
                let gain = worth[c * width + h] - inner(c);
                if gain > most.1 {
                    most = (c, gain);
                }
            }
            entering.push((h, most));
        }
        let mut leaving = Vec::with_capacity(n);
        for i in (0..n).filter(|&i| alive[i] && !in_cycle[i]) {
            let mut most = (whole, f64::NEG_INFINITY);
            for &c in &members {
                let gain = worth[i * width + c + 1];
                if gain > most.1 {
                    most = (c, gain);
                }
            }
            leaving.push((i, most));
        }
        let taken_apart = members
            .iter()
            .map(|&c| {
                let (dependent, head) = arcs[c * width + heads[c]];
                (stands_for[c].clone(), (dependent as usize, head as usize))
            })
            .collect();
        for (h, (c, gain)) in entering {
            worth[whole * width + h] = gain;
            arcs[whole * width + h] = arcs[c * width + h];
        }
        for (i, (c, gain)) in leaving {
            worth[i * width + whole + 1] = gain;
            arcs[i * width + whole + 1] = arcs[i * width + c + 1];
        }
        for &c in &members[1..] {
            alive[c] = false;
            let words = std::mem::take(&mut stands_for[c]);
            stands_for[whole].extend(words);
        }
        contractions.push(Contraction { members: taken_apart });
    };

    let mut decided = vec![false; n];
    for i in (0..n).filter(|&i| alive[i]) {
        let (dependent, head) = arcs[i * width + heads[i]];
        chosen[dependent as usize] = head as usize;
        decided[dependent as usize] = true;
    }
    for Contraction { members } in contractions.into_iter().rev() {
        // One member was entered from outside; the others keep their arcs within the cycle.
        for (words, (dependent, head)) in members {
            if !words.iter().any(|&w| decided[w]) {
                chosen[dependent] = head;
                decided[dependent] = true;
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best tree of all, by trying out every choice of heads.
    fn by_hand(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for mut code in 0..(n + 1).pow(n as u32) {
            let mut heads = vec![0; n];
            for head in &mut heads {
                *head = code % (n + 1);
                code /= n + 1;
            }
            if is_tree(&heads) {
                best = best.max(worth(scores, &heads));
            }
        }
        best
    }

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().enumerate().all(|(i, &h)| h != i + 1)
            && heads.iter().filter(|&&h| h == 0).count() == 1
            && cycle(heads, None).is_none()
    }

    fn worth(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(i, &h)| scores[i * (heads.len() + 1) + h]).sum()
    }

    fn noise(seed: u32) -> impl FnMut() -> f32 {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * 10.0
        }
    }

    #[test]
    fn the_best_tree_with_one_root() {
        let mut several_contractions = 0;
        for seed in 0..300 {
            let n = 1 + seed as usize % 5;
            let mut noise = noise(seed);
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|_| noise()).collect();
            let found = heads(&mut scores, n);
            assert!(is_tree(&found), "{found:?}");
            let gap = by_hand(&scores, n) - worth(&scores, &found);
            assert!(gap < 1e-3, "seed {seed}: {gap} short of the best");
            several_contractions += usize::from(n == 5);
        }
        assert!(several_contractions > 0);
    }

    #[test]
    fn greedy_choices_stand_where_they_are_a_tree() {
        // 'Kyiv said no': said is the root, the others hang on it.
        let mut scores = vec![0., 0., 5., 0., 5., 0., 0., 0., 0., 0., 5., 0.];
        assert_eq!(heads(&mut scores, 3), [2, 0, 2]);
    }

    #[test]
    fn cycles_and_second_roots_are_undone() {
        // Words 1 and 2 want each other; the root is worth more under word 2.
        let mut scores = vec![0.0, 0.0, 5.0, 1.0, 5.0, 0.0];
        assert_eq!(heads(&mut scores, 2), [2, 0]);
        // Both want the root.
        let mut scores = vec![9.0, 0.0, 1.0, 9.0, 2.0, 0.0];
        assert_eq!(heads(&mut scores, 2), [0, 1]);
    }

    #[test]
    fn long_sentences_and_no_numbers() {
        for n in [0, 1, 256] {
            let mut scores = vec![f32::NAN; n * (n + 1)];
            assert_eq!(heads(&mut scores, n).len(), n);
            let mut noise = noise(n as u32);
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|_| noise()).collect();
            let found = heads(&mut scores, n);
            assert!(n == 0 || is_tree(&found));
        }
    }
}
