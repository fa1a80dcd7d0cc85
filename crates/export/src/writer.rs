use crate::{Section, html, markdown, table, text};
use rapporteur_record::Record;
use std::io::{self, Write};

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Lines for people.
    Text,
    /// One object for one document, an array for several.
    Json,
    /// One object a line.
    JsonLines,
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// One row an entry.
    Csv,
}

/// How to write it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Sections to write; all where empty. JSON always holds all.
    pub only: Vec<Section>,
    /// Whether to give rule, score and words of each line.
    pub why: bool,
    /// Whether colour and party glyphs may be used (`Text` only).
    pub colour: bool,
    /// Columns to wrap at (`Text` only).
    pub width: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { only: Vec::new(), why: false, colour: false, width: 100 }
    }
}

impl Options {
    /// The sections to write, in the order in which people want to see them.
    pub(crate) fn sections(&self) -> impl Iterator<Item = Section> + '_ {
        Section::ALL.into_iter().filter(|s| self.only.is_empty() || self.only.contains(s))
    }
}

/// Writes records in one format.
pub struct Writer<W: Write> {
    format: Format,
    options: Options,
    out: W,
    written: usize,
    /// A JSON record that waits to see whether it is the only one.
    first: Option<Box<Record>>,
}

impl<W: Write> Writer<W> {
    /// A writer; nothing is written yet.
    pub fn new(format: Format, options: Options, out: W) -> Self {
        Self { format, options, out, written: 0, first: None }
    }

    /// Writes one record.
    ///
    /// # Errors
    /// Those of the underlying writer, a closed pipe among them.
    pub fn record(&mut self, record: Record) -> io::Result<()> {
        let count = self.written;
        self.written += 1;
        match self.format {
            Format::Json if count == 0 => {
                self.first = Some(Box::new(record));
                Ok(())
            }
            Format::Json => {
                if let Some(first) = self.first.take() {
                    self.out.write_all(b"[\n")?;
                    serde_json::to_writer_pretty(&mut self.out, &first)?;
                }
                self.out.write_all(b",\n")?;
                Ok(serde_json::to_writer_pretty(&mut self.out, &record)?)
            }
            Format::JsonLines => {
                serde_json::to_writer(&mut self.out, &record)?;
                self.out.write_all(b"\n")
            }
            Format::Text => {
                if count > 0 {
                    self.out.write_all(b"\n\n")?;
                }
                text::write(&record, &self.options, &mut self.out)
            }
            Format::Markdown => {
                if count > 0 {
                    self.out.write_all(b"\n---\n\n")?;
                }
                markdown::write(&record, &self.options, &mut self.out)
            }
            Format::Csv => {
                if count == 0 {
                    table::head(&mut self.out)?;
                }
                table::rows(&record, &self.options, &mut self.out)
            }
            Format::Html => {
                if count == 0 {
                    html::head(&record, &mut self.out)?;
                }
                html::document(&record, count, &self.options, &mut self.out)
            }
        }
    }

    /// Writes what belongs after the last record, and empties the buffers.
    ///
    /// # Errors
    /// Those of the underlying writer.
    pub fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Json => match self.first.take() {
                Some(only) => {
                    serde_json::to_writer_pretty(&mut self.out, &only)?;
                    self.out.write_all(b"\n")?;
                }
                None if self.written == 0 => self.out.write_all(b"[]\n")?,
                None => self.out.write_all(b"\n]\n")?,
            },
            Format::Csv if self.written == 0 => table::head(&mut self.out)?,
            Format::Html if self.written > 0 => html::foot(&mut self.out)?,
            _ => {}
        }
        self.out.flush()
    }
}
