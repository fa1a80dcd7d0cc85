//! The words themselves.
//!
//! Everything the program says points into one immutable [`Text`]. This crate holds that text, the
//! [`Span`]s that point into it, the [`Document`] that says where it came from, and the
//! [`Analysis`] that runs parallel to it: sentences, words, trees, entities, attributions. It knows
//! nothing of files, of models, or of the record.
//!
//! The analysis types live here and not beside the model that fills them, so that the reader can be
//! built and tested without a model runtime.
//!
//! ```
//! use rapporteur_text::Text;
//! let text = Text::new("Kyiv said no.".to_owned());
//! let kyiv = text.span(0, 4).unwrap();
//! assert_eq!(&text[kyiv], "Kyiv");
//! ```

mod analysis;
mod conllu;
mod date;
mod document;
mod span;
mod text;

pub use analysis::{
    Analysis, Attribution, Entity, EntityKind, Sentence, SentenceId, Upos, Word, WordId,
};
pub use date::Date;
pub use document::{Document, Note, NoteCode, Published, PublishedBy};
pub use span::Span;
pub use text::{CodePoints, Text};
