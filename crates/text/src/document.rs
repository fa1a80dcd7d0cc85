use crate::{Date, Span, Text};

/// One report: its text and what came with it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The words, after extraction. Never changed after ingest.
    pub text: Text,
    /// Path or address it came from.
    pub source: String,
    /// Who published it, where the source says so.
    pub publisher: Option<String>,
    /// Headline, where the source gives one apart from the text.
    pub title: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Address of the page, where the source gives one.
    pub url: Option<String>,
    /// Date given with the document (argument, metadata); a dateline or inference is the reader's.
    pub published: Option<Published>,
    /// BCP 47 tag of the language the text is in, `und` where it cannot be told.
    pub language: String,
    /// What whoever reads the record must know.
    pub notes: Vec<Note>,
    /// SHA-256 of the bytes it was made from (`sha256:…`).
    pub bytes_hash: String,
}

impl Document {
    /// A document that is nothing but a text, in English.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = Text::new(text.into());
        Self {
            bytes_hash: text.hash(),
            text,
            source: "-".to_owned(),
            publisher: None,
            title: None,
            byline: None,
            url: None,
            published: None,
            language: "en".to_owned(),
            notes: Vec::new(),
        }
    }
}

/// When a document was published, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, or as much of it as is fixed.
    pub date: Date,
    /// The value as given, where it says more than the day (`2025-05-14T21:40:00Z`).
    pub given: Option<String>,
    /// How it is known.
    pub by: PublishedBy,
    /// The words it was read from; empty for an argument or metadata.
    pub evidence: Vec<Span>,
}

/// How a date of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublishedBy {
    /// The user said so.
    Argument,
    /// The page or record that carried the text said so.
    Metadata,
    /// The text opens with it ('GENEVA, 12 March 2016 -').
    Dateline,
    /// The text's own evidence fixes it.
    Inferred,
}

/// Something whoever reads the record must know about this document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub code: NoteCode,
    /// What happened and what follows, in one plain sentence.
    pub text: String,
    /// Where in the text, if at one place.
    pub span: Option<Span>,
}

/// Kinds of [`Note`], with stable names in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteCode {
    /// Bytes that were no valid text were decoded as well as could be.
    Decoded,
    /// The text is not in English and was not read.
    NotEnglish,
    /// Longer than was read.
    Cut,
    /// A page in which no article was found.
    NoArticle,
    /// No words at all.
    Empty,
    /// The words suggest that a machine rewrote the report.
    LikelyRespun,
    /// A date given with the document could not be used.
    BadDate,
}

impl NoteCode {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decoded => "decoded",
            Self::NotEnglish => "not-english",
            Self::Cut => "cut",
            Self::NoArticle => "no-article",
            Self::Empty => "empty",
            Self::LikelyRespun => "likely-respun",
            Self::BadDate => "bad-date",
        }
    }
}
