//! The network, one window a call. Sections 4 and 5 of `training/CONTRACT.md`.

use crate::config::Config;
use crate::pieces::Vocabulary;
use crate::units::{Space, Units};
use crate::windows::Window;
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use std::cell::OnceCell;
use std::sync::Arc;

/// Outputs that every model has, in the order in which [`Scores`] holds them; the entity schemes
/// follow.
const OUTPUTS: [&str; 11] = [
    "seg",
    "upos",
    "feats",
    "lemma",
    "arc_dep",
    "arc_head",
    "rel_dep",
    "rel_head",
    "attr",
    "link_dep",
    "link_head",
];

/// One matrix the network gives: a row a piece.
pub(crate) struct Matrix {
    values: Vec<f32>,
    width: usize,
}

impl Matrix {
    pub(crate) fn row(&self, piece: usize) -> &[f32] {
        &self.values[piece * self.width..(piece + 1) * self.width]
    }
}

/// What the network says of one window.
pub(crate) struct Scores {
    pub(crate) seg: Matrix,
    pub(crate) upos: Matrix,
    pub(crate) feats: Matrix,
    pub(crate) lemma: Matrix,
    pub(crate) arc_dep: Matrix,
    pub(crate) arc_head: Matrix,
    pub(crate) rel_dep: Matrix,
    pub(crate) rel_head: Matrix,
    pub(crate) attr: Matrix,
    pub(crate) link_dep: Matrix,
    pub(crate) link_head: Matrix,
    /// In the order of `Config::ner`.
    pub(crate) ner: Vec<Matrix>,
}

/// The inputs of one window.
#[derive(Default, PartialEq, Eq, Debug)]
pub(crate) struct Inputs {
    pub(crate) ids: Vec<i32>,
    pub(crate) shape: Vec<i32>,
    pub(crate) quote: Vec<i32>,
    /// Place of the first piece of each kept unit.
    pub(crate) first: Vec<usize>,
}

impl Inputs {
    pub(crate) fn of(window: Window, units: &Units, vocabulary: &Vocabulary) -> Self {
        let mut inputs = Self::default();
        inputs.push(vocabulary.cls, 0, 0);
        for (at, unit) in (window.from..window.to).zip(&units.units[window.from..window.to]) {
            if at > window.from && unit.space == Space::Paragraph {
                inputs.push(vocabulary.sep, 0, 0);
            }
            if (window.keep.0..window.keep.1).contains(&at) {
                inputs.first.push(inputs.ids.len());
            }
            let first = unit.first_piece as usize;
            let shape = i32::from(unit.case) * 6 + unit.space as i32 * 2;
            let pieces = &units.pieces[first..first + usize::from(unit.pieces)];
            for (continuation, &id) in pieces.iter().enumerate() {
                inputs.push(id, shape + i32::from(continuation > 0), unit.quote as i32);
            }
        }
        inputs.push(vocabulary.sep, 0, 0);
        inputs
    }

    fn push(&mut self, id: u32, shape: i32, quote: i32) {
        self.ids.push(id as i32);
        self.shape.push(shape);
        self.quote.push(quote);
    }
}

/// The network, ready to run.
pub(crate) struct Encoder {
    network: rten::Model,
    inputs: [NodeId; 3],
    outputs: Vec<NodeId>,
    widths: Vec<usize>,
}

thread_local! {
    // One thread for whoever calls: the runtime would otherwise spread each product over all
    // cores, and a second document beside this one would wait for it.
    static POOL: OnceCell<Arc<ThreadPool>> = const { OnceCell::new() };
}

/// The pool of the calling thread. All reading happens inside it, so that work is handed over once
/// a text and not once a window.
pub(crate) fn pool() -> Arc<ThreadPool> {
    POOL.with(|pool| pool.get_or_init(new_pool).clone())
}

/// A pool of one thread.
pub(crate) fn new_pool() -> Arc<ThreadPool> {
    Arc::new(ThreadPool::with_num_threads(1))
}

/// Shape and values of an output.
type RawMatrix = ([usize; 3], Vec<f32>);

/// Where the bytes of the network come from.
pub(crate) enum Network<'b> {
    Embedded(&'static [u8]),
    Read(&'b [u8]),
}

impl Encoder {
    /// Sets the network up and runs it once over two pieces: names and widths that do not fit the
    /// labels are found here, not while reading.
    pub(crate) fn new(
        onnx: &Network<'_>,
        config: &Config,
        vocabulary: &Vocabulary,
    ) -> Result<Self, String> {
        let mut options = ModelOptions::with_all_ops();
        // The weights in the layout the products want: 13 MB more, but a window of 190 pieces is
        // too short to pay for laying them out anew each time. Nearly twice as fast.
        options.prepack_weights(true);
        let network = match onnx {
            Network::Embedded(bytes) => options.load_static_slice(bytes),
            Network::Read(bytes) => options.load(bytes.to_vec()),
        }
        .map_err(|e| e.to_string())?;
        let node = |name: &str| network.node_id(name).map_err(|e| e.to_string());
        let inputs = [node("ids")?, node("shape")?, node("quote")?];
        let schemes = config.ner.keys().map(|scheme| format!("ner_{scheme}"));
        let names: Vec<String> = OUTPUTS.iter().map(ToString::to_string).chain(schemes).collect();
        let outputs = names.iter().map(|name| node(name)).collect::<Result<_, _>>()?;
        let dims = config.dims;
        let mut widths = vec![
            config.seg.len(),
            config.upos.len(),
            config.feats.len(),
            config.lemma_scripts.len(),
            dims.arc,
            dims.arc,
            dims.rel,
            dims.rel,
            config.attr.len(),
            dims.link,
            dims.link,
        ];
        widths.extend(config.ner.values().map(Vec::len));
        let encoder = Self { network, inputs, outputs, widths };
        let last = vocabulary.len().saturating_sub(1) as i32;
        let trial = Inputs {
            ids: vec![vocabulary.cls as i32, last],
            shape: vec![0, 35],
            quote: vec![0, 2],
            first: Vec::new(),
        };
        let found = encoder.run_raw(&trial, None)?;
        for ((name, width), (shape, _)) in names.iter().zip(&encoder.widths).zip(found) {
            if shape != [1, 2, *width] {
                return Err(format!("{name} is {shape:?} for two pieces and {width} labels"));
            }
        }
        Ok(encoder)
    }

    /// Runs one window; `pool` is the one the caller runs in.
    pub(crate) fn run(&self, inputs: &Inputs, pool: &Arc<ThreadPool>) -> Option<Scores> {
        let found = self.run_raw(inputs, Some(pool)).ok()?;
        let mut matrices = found.into_iter().zip(&self.widths).map(|((shape, values), &width)| {
            (shape == [1, inputs.ids.len(), width]).then_some(Matrix { values, width })
        });
        let mut next = || matrices.next().flatten();
        Some(Scores {
            seg: next()?,
            upos: next()?,
            feats: next()?,
            lemma: next()?,
            arc_dep: next()?,
            arc_head: next()?,
            rel_dep: next()?,
            rel_head: next()?,
            attr: next()?,
            link_dep: next()?,
            link_head: next()?,
            ner: matrices.collect::<Option<_>>()?,
        })
    }

    fn run_raw(
        &self,
        inputs: &Inputs,
        pool: Option<&Arc<ThreadPool>>,
    ) -> Result<Vec<RawMatrix>, String> {
        let length = inputs.ids.len();
        let value = |values: &[i32]| {
            Value::from_shape([1, length], values.to_vec()).map_err(|e| e.to_string())
        };
        let values = [value(&inputs.ids)?, value(&inputs.shape)?, value(&inputs.quote)?];
        let given = self.inputs.into_iter().zip(values.into_iter().map(Into::into)).collect();
        let pool = pool.cloned().unwrap_or_else(self::pool);
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let found =
            self.network.run(given, &self.outputs, Some(options)).map_err(|e| e.to_string())?;
        let matrix = |value: Value| value.into_shape_vec::<f32, 3>().map_err(|e| e.to_string());
        found.into_iter().map(matrix).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::{read, vocabulary};

    #[test]
    fn a_window_as_the_network_sees_it() {
        let units = read("\"A aa\"\na");
        let window = Window { from: 1, keep: (2, 5), to: 5 };
        let inputs = Inputs::of(window, &units, &vocabulary());
        // [CLS] A | aa | " [SEP] a [SEP]; 'A' is context.
        assert_eq!(inputs.ids, [1, 3, 3, 4, 0, 2, 3, 2]);
        assert_eq!(inputs.shape, [0, 30, 8, 9, 0, 0, 10, 0]);
        assert_eq!(inputs.quote, [0, 1, 1, 1, 2, 0, 0, 0]);
        assert_eq!(inputs.first, [2, 4, 6]);
    }
}
