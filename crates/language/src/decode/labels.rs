//! Labels of arcs: `score(k) = [dependent; 1]ᵀ U[k] [head; 1]`.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

/// Words labelled in one product: enough to use the matrix well, few enough to stay in cache.
const AT_ONCE: usize = 32;

/// The label scorer. Most of what comes after the encoder is spent here, hence a real matrix
/// product, with its large side laid out once.
pub(crate) struct Labels {
    /// `[r + 1, labels * (r + 1)]`.
    table: PackedBMatrix<f32>,
    size: usize,
    count: usize,
    root: usize,
}

impl Labels {
    /// `tensor` is `rel_u` `[count, size + 1, size + 1]`; `root` is never given to a word with a
    /// head.
    pub(crate) fn new(tensor: &[f32], count: usize, size: usize, root: usize) -> Self {
        let wide = size + 1;
        let mut table = vec![0.0; tensor.len()];
        for (at, &value) in tensor.iter().enumerate() {
            let (label, dependent, head) = (at / (wide * wide), at / wide % wide, at % wide);
            table[(dependent * count + label) * wide + head] = value;
        }
        let gemm = GemmExecutor::<f32>::default();
        let view = NdTensorView::from_data([wide, count * wide], &table[..]);
        let table = gemm.prepack_b(view);
        Self { table, size, count, root }
    }

    /// The label of each arc from `heads(i)` to word `i`, for the words whose `size` numbers each
    /// follow one another in `dependents`.
    pub(crate) fn choose<'h>(
        &self,
        dependents: &[f32],
        heads: impl Fn(usize) -> &'h [f32],
    ) -> Vec<usize> {
        let wide = self.size + 1;
        let mut chosen = Vec::with_capacity(dependents.len() / self.size);
        let mut rows = Vec::new();
        let mut products = Vec::new();
        // Made anew each time, which is cheap: it cannot be sent to another thread, a model must.
        let gemm = GemmExecutor::<f32>::default();
        for some in dependents.chunks(AT_ONCE * self.size) {
            rows.clear();
            for dependent in some.chunks(self.size) {
                rows.extend_from_slice(dependent);
                rows.push(1.0);
            }
            let n = rows.len() / wide;
            products.resize(n * self.count * wide, 0.0);
            let view = NdTensorView::from_data([n, wide], &rows[..]);
            let done = gemm.gemm(
                &mut products,
                GemmInputA::Unpacked(view),
                GemmInputB::Packed(&self.table),
                GemmOptions::default(),
            );
            debug_assert!(done.is_ok(), "shapes fixed when the table was made");
            for product in products.chunks(self.count * wide) {
                let head = heads(chosen.len());
                let mut most = (0, f32::NEG_INFINITY);
                for (label, row) in product.chunks(wide).enumerate() {
                    let score = super::dot(&row[..self.size], head) + row[self.size];
                    if score > most.1 && label != self.root {
                        most = (label, score);
                    }
                }
                chosen.push(most.0);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_formula_says() {
        let (count, size) = (5, 3);
        let tensor: Vec<f32> = (0..count * 16).map(|i| ((i * 37) % 23) as f32 - 11.0).collect();
        let labels = Labels::new(&tensor, count, size, 2);
        let number = |i: usize| ((i * 29) % 17) as f32 / 4.0 - 2.0;
        let dependents: Vec<f32> = (0..70 * size).map(number).collect();
        let heads: Vec<f32> = (0..70 * size).map(|i| number(i + 5)).collect();
        let chosen = labels.choose(&dependents, |i| &heads[i * size..(i + 1) * size]);
        assert_eq!(chosen.len(), 70);
        for (i, &label) in chosen.iter().enumerate() {
            let with_one = |v: &[f32]| [&v[i * size..(i + 1) * size], &[1.0]].concat();
            let (dependent, head) = (with_one(&dependents), with_one(&heads));
            let score = |k: usize| -> f32 {
                let at = |a: usize, b: usize| tensor[k * 16 + a * 4 + b] * dependent[a] * head[b];
                (0..4).map(|a| (0..4).map(|b| at(a, b)).sum::<f32>()).sum()
            };
            assert_ne!(label, 2, "the root's label");
            for other in (0..count).filter(|&k| k != 2) {
                assert!(score(label) >= score(other) - 1e-3, "word {i}");
            }
        }
    }
}
