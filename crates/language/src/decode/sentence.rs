//! Units into words, words into sentences, sentences into trees, as the windows come in.

use super::labels::Labels;
use super::lemma::Script;
use super::lexicon::Lexicon;
use super::{best, dot, tree};
use crate::encoder::Scores;
use crate::units::{Space, Unit};
use rapporteur_text::{Analysis, Sentence, Span, Text, Upos, Word, WordId};
use smol_str::SmolStr;
use std::sync::Arc;

/// A sentence is cut after so many words: the tree takes the square of them in time and memory.
/// The longest sentence of the training data has under 200.
const MOST_WORDS: usize = 256;

/// The labels of words, as the analysis holds them.
pub(crate) struct Tables {
    pub(crate) upos: Vec<Upos>,
    pub(crate) feats: Vec<Arc<str>>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) lexicon: Lexicon,
    pub(crate) relations: Vec<SmolStr>,
    pub(crate) labels: Labels,
    pub(crate) arc: usize,
    pub(crate) rel: usize,
}

/// A word whose sentence is not complete.
struct Open {
    span: Span,
    /// Where the token it belongs to begins.
    token: usize,
    upos: u8,
    feats: u16,
    script: u16,
    quoted: bool,
    paragraph: u32,
    /// Number of the window that kept it.
    window: usize,
}

/// The sentence being read.
pub(crate) struct SentenceReader<'m> {
    tables: &'m Tables,
    words: Vec<Open>,
    arc_dep: Vec<f32>,
    arc_head: Vec<f32>,
    rel_dep: Vec<f32>,
    /// For each window since the sentence began: its number, and arcs and labels of its root.
    roots: Vec<(usize, Vec<f32>)>,
    rel_head: Vec<f32>,
}

/// One unit as the reader of sentences needs it.
pub(crate) struct Place<'a> {
    pub(crate) unit: &'a Unit,
    pub(crate) quoted: bool,
    pub(crate) paragraph: u32,
    pub(crate) window: usize,
    /// Row of its scores.
    pub(crate) row: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Nothing,
    Word,
    Token,
    Sentence,
}

impl<'m> SentenceReader<'m> {
    pub(crate) fn new(tables: &'m Tables) -> Self {
        Self {
            tables,
            words: vec![],
            arc_dep: vec![],
            arc_head: vec![],
            rel_dep: vec![],
            rel_head: vec![],
            roots: vec![],
        }
    }

    fn begins(&self, unit: &Unit, seg: &[f32]) -> Begins {
        const ORDER: [Begins; 4] = [Begins::Nothing, Begins::Word, Begins::Token, Begins::Sentence];
        let begins = match unit.space {
            Space::Paragraph => Begins::Sentence,
            Space::After => ORDER[2 + best(&seg[2..4])],
            Space::Joined => ORDER[best(seg).min(3)],
        };
        match begins {
            // Only a unit that is first of all has no word before it, and it begins a paragraph.
            Begins::Nothing if self.words.is_empty() => Begins::Sentence,
            Begins::Nothing => Begins::Nothing,
            _ if self.words.len() >= MOST_WORDS => Begins::Sentence,
            other => other,
        }
    }

    /// Takes in the next unit; a sentence that it completes goes into `analysis`.
    pub(crate) fn push(
        &mut self,
        place: &Place<'_>,
        scores: &Scores,
        text: &Text,
        analysis: &mut Analysis,
    ) {
        let Place { unit, row, .. } = *place;
        let Some(span) = text.span(unit.start as usize, unit.end as usize) else { return };
        let begins = self.begins(unit, scores.seg.row(row));
        if begins == Begins::Nothing {
            if let Some(word) = self.words.last_mut() {
                word.span = word.span.join(span);
            }
            return;
        }
        if begins == Begins::Sentence {
            self.finish(text, analysis);
        }
        let token = match self.words.last() {
            Some(word) if begins == Begins::Word => word.token,
            _ => self.words.len(),
        };
        self.words.push(Open {
            span,
            token,
            upos: best(scores.upos.row(row)) as u8,
            feats: best(scores.feats.row(row)) as u16,
            script: best(scores.lemma.row(row)) as u16,
            quoted: place.quoted,
            paragraph: place.paragraph,
            window: place.window,
        });
        self.arc_dep.extend_from_slice(scores.arc_dep.row(row));
        self.arc_head.extend_from_slice(scores.arc_head.row(row));
        self.rel_dep.extend_from_slice(scores.rel_dep.row(row));
        self.rel_head.extend_from_slice(scores.rel_head.row(row));
        if self.roots.last().is_none_or(|(window, _)| *window != place.window) {
            self.roots.push((place.window, scores.arc_head.row(0).to_vec()));
        }
    }

    /// Completes the sentence, if one is open.
    pub(crate) fn finish(&mut self, text: &Text, analysis: &mut Analysis) {
        let n = self.words.len();
        if n == 0 {
            return;
        }
        let heads = self.heads();
        let relations = self.relations(&heads);
        let first = analysis.words.len() as u32;
        let tokens = self.tokens();
        for (at, open) in self.words.iter().enumerate() {
            let form = &text[open.span];
            let upos = self.tables.upos[usize::from(open.upos)];
            let feats = self.tables.feats[usize::from(open.feats)].clone();
            let guess = self.tables.scripts[usize::from(open.script)].apply(form);
            analysis.words.push(Word {
                span: open.span,
                token: tokens[open.token],
                upos,
                lemma: self.tables.lexicon.lemma(form, upos, &feats, guess),
                feats,
                head: heads[at].checked_sub(1).map(|head| WordId(first + head as u32)),
                relation: relations[at].clone(),
                quoted: open.quoted,
            });
        }
        analysis.sentences.push(Sentence {
            span: self.words[0].span.join(self.words[n - 1].span),
            words: first..first + n as u32,
            paragraph: self.words[0].paragraph,
        });
        self.words.clear();
        for vectors in
            [&mut self.arc_dep, &mut self.arc_head, &mut self.rel_dep, &mut self.rel_head]
        {
            vectors.clear();
        }
        self.roots.clear();
    }

    /// The whole token that begins at each word.
    fn tokens(&self) -> Vec<Span> {
        let mut tokens: Vec<Span> = self.words.iter().map(|w| w.span).collect();
        for word in &self.words {
            tokens[word.token] = tokens[word.token].join(word.span);
        }
        tokens
    }

    fn heads(&self) -> Vec<usize> {
        let (n, size) = (self.words.len(), self.tables.arc);
        let mut scores = Vec::with_capacity(n * (n + 1));
        for (word, dep) in self.words.iter().zip(self.arc_dep.chunks(size)) {
            let root = self.roots.iter().find(|(window, _)| *window == word.window);
            scores.push(root.map_or(0.0, |(_, head)| dot(dep, head)));
            scores.extend(self.arc_head.chunks(size).map(|head| dot(dep, head)));
        }
        tree::heads(&mut scores, n)
    }

    fn relations(&self, heads: &[usize]) -> Vec<SmolStr> {
        let size = self.tables.rel;
        // The root's own label is forced; any vector does for it.
        let head = |at: usize| {
            let head = heads[at].saturating_sub(1);
            &self.rel_head[head * size..(head + 1) * size]
        };
        let chosen = self.tables.labels.choose(&self.rel_dep, head);
        let name = |(label, &head): (usize, &usize)| match head {
            0 => SmolStr::new_static("root"),
            _ => self.tables.relations[label].clone(),
        };
        chosen.into_iter().zip(heads).map(name).collect()
    }
}
