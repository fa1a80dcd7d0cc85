//! Bytes in, documents out: encodings, web pages to articles, JSON Lines and CSV.
//!
//! [`read`] takes the bytes of one file or page and gives the documents in it, one for a text or a
//! page, many for a table of articles. What cannot be read is an [`Error`] that says which file and
//! where, what is wrong, and what to do; what was read with a reserve is a document with a note.
//! The crate knows nothing of models.
//!
//! ```
//! use rapporteur_ingest::{Options, Source, read};
//! let source = Source::new("talks.txt", b"They have said that the talks will go on.\r\n".to_vec());
//! let document = read(source, &Options::default()).next().unwrap().unwrap();
//! assert_eq!(document.text.as_str(), "They have said that the talks will go on.\n");
//! assert_eq!(document.language, "en");
//! ```

mod dates;
mod decode;
mod error;
mod format;
mod html;
mod language;
mod rows;
mod source;

use decode::Decoded;
use format::Format;
use rapporteur_text::{Date, Document, Note, NoteCode, Published, PublishedBy, Text};

pub use error::Error;
pub use source::Source;

/// What the user says of the documents, and how much is taken in.
#[derive(Clone, Debug)]
pub struct Options {
    /// Day of publication. Beats whatever the source says of itself.
    pub date: Option<Date>,
    /// Sources of more bytes than this are refused. 256 MiB unless set.
    pub max_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { date: None, max_bytes: 256 << 20 }
    }
}

/// The documents of one source, in its order. Rows of a table are read as they are asked for.
pub struct Documents(Found);

enum Found {
    One(Option<Box<Result<Document, Error>>>),
    Rows(Box<rows::Rows>),
}

impl Documents {
    fn failed(error: Error) -> Self {
        Self(Found::One(Some(Box::new(Err(error)))))
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Error>;
    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Found::One(document) => document.take().map(|d| *d),
            Found::Rows(rows) => rows.next(),
        }
    }
}

/// Reads one source.
///
/// Plain text is kept as it is but for line ends (`\r\n` and `\r` become `\n`), a byte order mark
/// (left out) and NUL characters (a blank each).
pub fn read(source: Source, options: &Options) -> Documents {
    let Source { name, bytes, media_type } = source;
    if bytes.is_empty() {
        return Documents::failed(Error::empty(&name));
    }
    if bytes.len() > options.max_bytes {
        return Documents::failed(Error::too_large(&name, bytes.len(), options.max_bytes));
    }
    let format = match format::of(&name, &bytes, media_type.as_deref()) {
        Ok(format) => format,
        Err(error) => return Documents::failed(error),
    };
    let date = options.date;
    let one = |draft: Draft| Documents(Found::One(Some(Box::new(Ok(draft.finish(date))))));
    match format {
        Format::Text => {
            let hash = hash(&bytes);
            let Decoded { text, note } = decode::plain(bytes);
            let mut draft = Draft { text, source: name, hash, ..Draft::default() };
            draft.notes.extend(note);
            one(draft)
        }
        Format::Html => {
            let hash = hash(&bytes);
            let Decoded { text, note } = decode::html(&bytes, media_type.as_deref());
            let mut draft = html::article(&text, &name);
            draft.notes.splice(0..0, note);
            one(Draft { source: name, hash, ..draft })
        }
        Format::Rows(kind) => {
            Documents(Found::Rows(Box::new(rows::Rows::new(name, bytes, kind, date))))
        }
    }
}

/// A document in the making: what a format knows of it.
#[derive(Default)]
struct Draft {
    text: String,
    source: String,
    hash: String,
    publisher: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    url: Option<String>,
    /// Dates the source gives, the most trustworthy first, as written.
    dates: Vec<String>,
    /// Language the source says it is in.
    declared: Option<String>,
    notes: Vec<Note>,
}

impl Draft {
    fn note(&mut self, code: NoteCode, text: impl Into<String>) {
        self.notes.push(Note { code, text: text.into(), span: None });
    }

    /// The document, with what holds for every format: its date, its language, its notes.
    fn finish(mut self, argument: Option<Date>) -> Document {
        let published = match argument {
            Some(date) => Some(Published {
                date,
                given: None,
                by: PublishedBy::Argument,
                evidence: Vec::new(),
            }),
            None => self.metadata_date(),
        };
        let language = language::of(&self.text, self.declared.as_deref());
        if !self.text.chars().any(char::is_alphabetic) {
            self.note(NoteCode::Empty, "The text holds no words.");
        } else if language.foreign {
            self.note(
                NoteCode::NotEnglish,
                format!(
                    "The text is in another language than English ({}) and was not read.",
                    language.tag
                ),
            );
        }
        Document {
            text: Text::new(self.text),
            source: self.source,
            publisher: self.publisher,
            title: self.title,
            byline: self.byline,
            url: self.url,
            published,
            language: language.tag,
            notes: self.notes,
            bytes_hash: self.hash,
        }
    }

    /// The first of the source's dates that is one; a note where there are only impossible ones.
    fn metadata_date(&mut self) -> Option<Published> {
        let read = |given: &String| dates::read(given);
        let from_url = || self.url.as_deref().and_then(dates::in_address);
        if let Some(found) = self.dates.iter().find_map(read).or_else(from_url) {
            return Some(Published {
                date: found.date,
                given: found.moment,
                by: PublishedBy::Metadata,
                evidence: Vec::new(),
            });
        }
        if let Some(bad) = self.dates.first() {
            let shown: String = bad.chars().take(40).collect();
            let text = format!(
                "The date that came with the text, '{shown}', is none that can be read; it was left \
                 out. --date gives one."
            );
            self.note(NoteCode::BadDate, text);
        }
        None
    }
}

/// SHA-256 of bytes, as the record writes it.
fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    sha2::Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A string without white space at its edges and in runs; `None` where nothing is left.
fn tidy(words: &str) -> Option<String> {
    let tidy = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!tidy.is_empty()).then_some(tidy)
}
