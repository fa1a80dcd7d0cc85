use crate::{Span, Text};
use smol_str::SmolStr;
use std::ops::Range;
use std::sync::Arc;

/// What the language model says of one text: parallel to it, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Sentences; they do not overlap, and every word is in one.
    pub sentences: Vec<Sentence>,
    /// Syntactic words in the sense of Universal Dependencies: 'don't' is two.
    pub words: Vec<Word>,
    /// Named entities, not overlapping, in order.
    pub entities: Vec<Entity>,
    /// Who said what, as spans; in the order of their first word.
    pub attributions: Vec<Attribution>,
    /// The text was read up to this byte.
    pub read_to: usize,
}

/// Index into [`Analysis::words`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordId(pub u32);

/// Index into [`Analysis::sentences`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SentenceId(pub u32);

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words, first to last, without the white space around it.
    pub span: Span,
    /// Its words in [`Analysis::words`].
    pub words: Range<u32>,
    /// Number of the paragraph it stands in, from 0 (paragraphs as [`Text::paragraphs`] gives them).
    pub paragraph: u32,
}

/// One syntactic word with its place in the tree (Universal Dependencies 2.16).
#[derive(Clone, Debug)]
pub struct Word {
    /// The characters it covers. Parts of a multi-word token ('do' + 'n't') cover their own.
    pub span: Span,
    /// The surface token it belongs to: equal to `span` but for parts of a multi-word token.
    pub token: Span,
    /// Part of speech.
    pub upos: Upos,
    /// Features as in CoNLL-U (`Number=Sing|Person=3`); `_` for none.
    pub feats: Arc<str>,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// The word it depends on, in the same sentence; `None` for the root.
    pub head: Option<WordId>,
    /// Relation to the head with its subtype (`nsubj:pass`); `root` for the root.
    pub relation: SmolStr,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// Universal part-of-speech tags.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are those of universaldependencies.org/u/pos")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// The tag as CoNLL-U writes it.
    pub fn name(self) -> &'static str {
        use Upos::*;
        match self {
            Adj => "ADJ",
            Adp => "ADP",
            Adv => "ADV",
            Aux => "AUX",
            Cconj => "CCONJ",
            Det => "DET",
            Intj => "INTJ",
            Noun => "NOUN",
            Num => "NUM",
            Part => "PART",
            Pron => "PRON",
            Propn => "PROPN",
            Punct => "PUNCT",
            Sconj => "SCONJ",
            Sym => "SYM",
            Verb => "VERB",
            X => "X",
        }
    }

    /// The tag with that CoNLL-U name.
    pub fn from_name(name: &str) -> Option<Self> {
        use Upos::*;
        [
            Adj, Adp, Adv, Aux, Cconj, Det, Intj, Noun, Num, Part, Pron, Propn, Punct, Sconj, Sym,
            Verb, X,
        ]
        .into_iter()
        .find(|tag| tag.name() == name)
    }
}

/// A named entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The name.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// How sure the model is, 0 to 1.
    pub score: f32,
}

/// What an entity is, merged from the annotation schemes the model was trained on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum EntityKind {
    /// A person by name.
    Person,
    /// An organisation, body, company, armed group.
    Organisation,
    /// A place, a state as a place, a facility.
    Place,
    /// A people or nationality ('Kurds', 'Syrian').
    People,
    /// A named event ('World War II').
    Event,
    /// Anything else with a name.
    Other,
}

/// Who said what: one attribution relation, as the model finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name the source; empty where there is none.
    pub source: Vec<Span>,
    /// The words that say that it is said ('told', 'according to'); empty where there are none.
    pub cue: Vec<Span>,
    /// What is said, quotation marks included; several spans where it is interrupted.
    pub content: Vec<Span>,
    /// How sure the model is, 0 to 1.
    pub score: f32,
}

impl Word {
    /// Whether the relation, subtype left aside, is one of `names`.
    ///
    /// `nsubj:pass` is an `nsubj`; it is no `obj`.
    pub fn is(&self, names: &[&str]) -> bool {
        let base = self.relation.split(':').next().unwrap_or_default();
        names.contains(&base)
    }

    /// The value of a feature (`Number` of `Number=Sing|Person=3` is `Sing`).
    pub fn feature(&self, name: &str) -> Option<&str> {
        self.feats.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }
}

impl Analysis {
    /// The word with that id.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// The sentence with that id.
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.0 as usize]
    }

    /// Ids of a sentence's words, in order.
    pub fn words_of(&self, id: SentenceId) -> impl DoubleEndedIterator<Item = WordId> + use<> {
        self.sentence(id).words.clone().map(WordId)
    }

    /// The sentence that holds the byte, or the next one after it.
    pub fn sentence_at(&self, byte: usize) -> Option<SentenceId> {
        let at = self.sentences.partition_point(|s| s.span.end() <= byte);
        (at < self.sentences.len()).then_some(SentenceId(at as u32))
    }

    /// The sentence a word stands in.
    pub fn sentence_of(&self, word: WordId) -> SentenceId {
        SentenceId(self.sentences.partition_point(|s| s.words.end <= word.0) as u32)
    }

    /// Ids of the words that share a byte with the span, in order.
    pub fn words_in(&self, span: Span) -> impl DoubleEndedIterator<Item = WordId> + use<> {
        let from = self.words.partition_point(|w| w.span.end() <= span.start());
        let to = self.words.partition_point(|w| w.span.start() < span.end());
        (from as u32..to.max(from) as u32).map(WordId)
    }

    /// The words that depend on `head`, in order. Looks through the sentence once.
    pub fn children(&self, head: WordId) -> impl DoubleEndedIterator<Item = WordId> + '_ {
        self.words_of(self.sentence_of(head)).filter(move |&w| self.word(w).head == Some(head))
    }

    /// The first child of `head` in one of the relations (subtypes count as their base).
    pub fn child(&self, head: WordId, relations: &[&str]) -> Option<WordId> {
        self.children(head).find(|&w| self.word(w).is(relations))
    }

    /// Whether `ancestor` stands above `word` in the tree.
    pub fn is_under(&self, word: WordId, ancestor: WordId) -> bool {
        let mut at = word;
        // A tree is no deeper than its sentence is long; the bound makes a broken one harmless.
        for _ in 0..self.sentence(self.sentence_of(word)).words.len() {
            match self.word(at).head {
                Some(head) if head == ancestor => return true,
                Some(head) => at = head,
                None => return false,
            }
        }
        false
    }

    /// All words under `head`, itself included, in order.
    pub fn subtree(&self, head: WordId) -> Vec<WordId> {
        self.words_of(self.sentence_of(head))
            .filter(|&w| w == head || self.is_under(w, head))
            .collect()
    }

    /// The span from the first to the last word under `head`.
    pub fn subtree_span(&self, head: WordId) -> Span {
        self.subtree(head)
            .into_iter()
            .fold(self.word(head).span, |span, w| span.join(self.word(w).span))
    }

    /// The highest word of a span: the one whose head lies outside it. The first such where several.
    pub fn head_in(&self, span: Span) -> Option<WordId> {
        let inside = |w: WordId| self.word(w).span.overlaps(span);
        self.words_in(span)
            .filter(|&w| self.word(w).upos != Upos::Punct)
            .find(|&w| self.word(w).head.is_none_or(|h| !inside(h)))
            .or_else(|| self.words_in(span).next())
    }

    /// The entity that covers or shares most of the span.
    pub fn entity_at(&self, span: Span) -> Option<&Entity> {
        let from = self.entities.partition_point(|e| e.span.end() <= span.start());
        self.entities[from..]
            .iter()
            .take_while(|e| e.span.start() < span.end())
            .max_by_key(|e| e.span.shared(span))
    }

    /// The words as written, for messages and tests: `text` must be the text that was analysed.
    pub fn show(&self, text: &Text, id: SentenceId) -> String {
        self.words_of(id)
            .map(|w| {
                let word = self.word(w);
                let head = word.head.map_or(0, |h| h.0 + 1 - self.sentence(id).words.start);
                format!("{}/{}/{}>{head} ", &text[word.span], word.upos.name(), word.relation)
            })
            .collect()
    }
}
