//! Reading one text: windows through the network, scores into structures, as they come.

use crate::attributions;
use crate::decode::chain::{Chain, Run, Runs};
use crate::decode::links::{CONTENT, CUE, Fragment, SOURCE};
use crate::decode::sentence::{Place, SentenceReader};
use crate::encoder::{Inputs, Scores, new_pool, pool};
use crate::entities;
use crate::model::Parts;
use crate::quotes;
use crate::units::{Space, Units};
use crate::windows::{Window, Windows};
use rapporteur_text::{Analysis, Attribution, Span, Text};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// An entity in the labels of one annotation scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemeEntity {
    /// The name.
    pub span: Span,
    /// The scheme's own label (`PER`, `politicalparty`).
    pub label: SmolStr,
    /// How sure the model is, 0 to 1.
    pub score: f32,
}

/// An analysis with the layers it was made of, for evaluation.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// What [`Model::analyse`](crate::Model::analyse) gives.
    pub analysis: Analysis,
    /// Entities by annotation scheme (`uner`, `re3d`, `gum`, `wikigold`, `crossner`), in order.
    pub entities: BTreeMap<String, Vec<SchemeEntity>>,
    /// Attributions as the model links them, before quotations over paragraphs are joined.
    pub attributions: Vec<Attribution>,
}

/// What the model is at, for those who measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Cutting text into units and word pieces.
    Units,
    /// Running the network.
    Encoder,
    /// Turning scores into structures.
    Decoding,
}

/// Where to stop reading: the end, or a break between paragraphs or words before `limit`.
fn read_to(text: &Text, limit: usize) -> usize {
    let text = text.as_str();
    if text.len() <= limit {
        return text.len();
    }
    let limit = text.floor_char_boundary(limit);
    let read = &text[..limit];
    // A paragraph is not worth more than half of what may be read, nor a word.
    let line = read.rfind('\n').filter(|&at| at * 2 >= limit);
    line.or_else(|| read.rfind(char::is_whitespace).filter(|&at| at * 2 >= limit)).unwrap_or(limit)
}

/// Reads a text, `threads` windows at a time. `watch` hears of each stage as it begins.
///
/// Each window has a pool of one thread to itself, and what the windows say is taken in in their
/// order: the number of threads changes nothing but the time it takes.
pub(crate) fn read(
    parts: &Parts,
    text: &Text,
    limit: usize,
    threads: usize,
    watch: &mut (dyn FnMut(Stage) + Send),
) -> Layers {
    let own = pool();
    let others: Vec<_> = (1..threads.min(MOST_THREADS)).map(|_| new_pool()).collect();
    own.clone().run(|| {
        watch(Stage::Units);
        let end = read_to(text, limit);
        let units = Units::read(&text.as_str()[..end], &parts.config, &parts.vocabulary);
        let mut reader = Reader::new(parts, text, &units);
        let sizes = parts.config.window;
        let mut windows = Windows::new(text.as_str(), &units, sizes).enumerate();
        loop {
            let some: Vec<(usize, Window, Inputs)> = windows
                .by_ref()
                .take(1 + others.len())
                .map(|(n, window)| (n, window, Inputs::of(window, &units, &parts.vocabulary)))
                .collect();
            let Some(((_, _, first), rest)) = some.split_first() else { break };
            watch(Stage::Encoder);
            let found: Vec<Option<Scores>> = std::thread::scope(|scope| {
                let mut running = Vec::new();
                for ((_, _, inputs), pool) in rest.iter().zip(&others) {
                    running.push(scope.spawn(move || parts.encoder.run(inputs, pool)));
                }
                let first = parts.encoder.run(first, &own);
                let others = running.into_iter().map(|thread| thread.join().ok().flatten());
                std::iter::once(first).chain(others).collect()
            });
            watch(Stage::Decoding);
            for ((number, window, inputs), scores) in some.iter().zip(found) {
                // The network was tried when it was loaded. Should it fail all the same, the text
                // is read up to here, and says so.
                let Some(scores) = scores else { return reader.finish(Some(window.keep.0)) };
                reader.take(*number, *window, inputs, &scores);
            }
        }
        watch(Stage::Decoding);
        let mut layers = reader.finish(None);
        layers.analysis.read_to = layers.analysis.read_to.max(end);
        layers
    })
}

/// More threads than this gain nothing on one text.
const MOST_THREADS: usize = 16;

/// The structures that are being put together.
struct Reader<'a> {
    parts: &'a Parts,
    text: &'a Text,
    units: &'a Units,
    quoted: Vec<bool>,
    /// Paragraph of the unit read last.
    paragraph: u32,
    analysis: Analysis,
    sentences: SentenceReader<'a>,
    names: Vec<(Chain<'a>, Runs)>,
    speech: Chain<'a>,
    speech_runs: Runs,
    /// Link vectors, lower then upper, of units whose label is still open, from `vectors_from` on.
    vectors: Vec<f32>,
    vectors_from: usize,
    fragments: Vec<Fragment>,
}

impl<'a> Reader<'a> {
    fn new(parts: &'a Parts, text: &'a Text, units: &'a Units) -> Self {
        Self {
            parts,
            text,
            units,
            quoted: quotes::quoted(text.as_str(), units),
            paragraph: 0,
            analysis: Analysis::default(),
            sentences: SentenceReader::new(&parts.tables),
            names: parts.names.iter().map(|s| (Chain::new(s), Runs::default())).collect(),
            speech: Chain::new(&parts.speech),
            speech_runs: Runs::default(),
            vectors: Vec::new(),
            vectors_from: 0,
            fragments: Vec::new(),
        }
    }

    /// Takes in the kept units of a window.
    fn take(&mut self, number: usize, window: Window, inputs: &Inputs, scores: &Scores) {
        for (at, &row) in (window.keep.0..window.keep.1).zip(&inputs.first) {
            let unit = &self.units.units[at];
            if unit.space == Space::Paragraph && at > 0 {
                self.paragraph += 1;
                for (chain, runs) in &mut self.names {
                    chain.finish(&mut |unit, label, share| runs.push(unit, label, share));
                    runs.close();
                }
            }
            let quoted = self.quoted[at];
            let place = Place { unit, quoted, paragraph: self.paragraph, window: number, row };
            self.sentences.push(&place, scores, self.text, &mut self.analysis);
            for ((chain, _), scores) in self.names.iter_mut().zip(&scores.ner) {
                chain.push(scores.row(row));
            }
            self.speech.push(scores.attr.row(row));
            self.vectors.extend_from_slice(scores.link_dep.row(row));
            self.vectors.extend_from_slice(scores.link_head.row(row));
        }
        for (chain, runs) in &mut self.names {
            chain.settle(&mut |unit, label, share| runs.push(unit, label, share));
        }
        let labels = self.speech_labels(|chain, settled| chain.settle(settled));
        self.add_fragments(&labels);
    }

    fn speech_labels(
        &mut self,
        from: impl FnOnce(&mut Chain<'a>, &mut dyn FnMut(usize, u8, f32)),
    ) -> Vec<(usize, u8, f32)> {
        let mut labels = Vec::new();
        from(&mut self.speech, &mut |unit, label, share| labels.push((unit, label, share)));
        labels
    }

    /// Takes in labels that are final, and drops the vectors of their units but for the first of
    /// each fragment.
    fn add_fragments(&mut self, labels: &[(usize, u8, f32)]) {
        let size = self.parts.config.dims.link;
        for &(unit, label, share) in labels {
            let at = (unit - self.vectors_from) * 2 * size;
            // A fragment begins at a B, and at an I that nothing of its kind stands before.
            let before = self.speech_runs.begun();
            self.speech_runs.push(unit, label, share);
            if label > 0 && self.speech_runs.begun() > before {
                let kind = usize::from(label - 1) / 2;
                let vector = |wanted: bool, from: usize| -> Box<[f32]> {
                    if wanted { self.vectors[from..from + size].into() } else { [].into() }
                };
                self.fragments.push(Fragment {
                    run: Run { kind, units: (unit, unit + 1), log_share: share },
                    paragraph: self.units.paragraphs.partition_point(|&p| p as usize <= unit),
                    dep: vector(kind == CONTENT || kind == CUE, at),
                    head: vector(kind == CUE || kind == SOURCE, at + size),
                });
            }
        }
        if let Some((unit, _, _)) = labels.last() {
            let settled = unit + 1 - self.vectors_from;
            self.vectors.drain(..settled * 2 * size);
            self.vectors_from = unit + 1;
        }
    }

    /// Ends all that is open. `broken` is the first unit that was not read, if any was not.
    fn finish(mut self, broken: Option<usize>) -> Layers {
        self.sentences.finish(self.text, &mut self.analysis);
        let labels = self.speech_labels(|chain, settled| chain.finish(settled));
        self.add_fragments(&labels);
        self.speech_runs.close();
        // The runs were gathered in step with the fragments: they know where each one ends.
        for (fragment, run) in self.fragments.iter_mut().zip(&self.speech_runs.found) {
            fragment.run = *run;
        }
        let linked = self.parts.links.link(&self.fragments);
        let found = attributions::spans(&linked, &self.fragments, self.units, self.text);

        let mut schemes = BTreeMap::new();
        let labels = self.parts.config.ner.iter();
        for ((scheme, labels), (mut chain, mut runs)) in labels.zip(self.names) {
            chain.finish(&mut |unit, label, share| runs.push(unit, label, share));
            runs.close();
            let entity = |run: &Run| {
                let (first, last) =
                    (self.units.units[run.units.0], self.units.units[run.units.1 - 1]);
                let label = labels.get(run.kind * 2 + 1)?.strip_prefix("B-")?;
                let span = self.text.span(first.start as usize, last.end as usize)?;
                Some(SchemeEntity { span, label: label.into(), score: run.score() })
            };
            schemes.insert(scheme.clone(), runs.found.iter().filter_map(entity).collect());
        }
        let mut analysis = self.analysis;
        analysis.entities = entities::merge(&schemes, &analysis, self.text);
        analysis.attributions = found.clone();
        attributions::join_paragraphs(&mut analysis.attributions, self.units, self.text);
        if let Some(unit) = broken.and_then(|at| self.units.units.get(at)) {
            analysis.read_to = unit.start as usize;
        }
        Layers { analysis, entities: schemes, attributions: found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_stops_at_a_break() {
        let to = |text: &str, limit| read_to(&Text::new(text.to_owned()), limit);
        assert_eq!(to("One two.", 8), 8);
        assert_eq!(to("One two.\nThree four.", 14), 8);
        assert_eq!(to("One two three", 9), 7);
        assert_eq!(to("aaaaaaaaaa", 4), 4);
        assert_eq!(to("ééééé", 3), 2);
        assert_eq!(to("One two", 0), 0);
    }
}
