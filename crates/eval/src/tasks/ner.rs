//! Entities in one annotation scheme, in the format of the gold file: columns, or JSON Lines.

use super::{Offsets, document};
use crate::{files, parallel};
use rapporteur_language::SchemeEntity;
use rapporteur_pipeline::Reader;
use rapporteur_text::Text;
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn predict(
    reader: &Reader,
    input: &Path,
    output: &Path,
    scheme: Option<&str>,
) -> Result<(), String> {
    let scheme = scheme.unwrap_or("uner");
    let schemes = reader.model().layers(&Text::new(String::new()), 0).entities;
    if !schemes.contains_key(scheme) {
        let known: Vec<&str> = schemes.keys().map(String::as_str).collect();
        return Err(format!("--scheme {scheme}: the model knows {}", known.join(", ")));
    }
    let entities = |text: &Text| {
        reader.model().layers(text, usize::MAX).entities.remove(scheme).unwrap_or_default()
    };
    let text = files::text(input)?;
    if text.trim_start().starts_with('{') {
        let rows = files::rows(input)?;
        let found = parallel::each("ner", &rows, |row| {
            let document = document(row, "text")?;
            let offsets = Offsets::new(&document.text);
            let found = entities(&document.text);
            let found = found.iter().map(|e| entity(offsets.of(e.span), &e.label));
            Ok(self::row(row, found.collect()))
        });
        return files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?);
    }
    let columns = Columns::read(&text);
    // As many sentences to a paragraph as the model learned the scheme with.
    let per_paragraph = if scheme == "crossner" { 1 } else { 5 };
    let documents = columns.documents(per_paragraph);
    let found = parallel::each("ner", &documents, |document| {
        let found = entities(&document.text);
        document.tags(&found)
    });
    files::write(output, columns.write(&found.concat()).as_bytes())
}

/// A row of output, under the key that the input has.
pub(crate) fn row(row: &files::Row, entities: Vec<Value>) -> Value {
    let key = if row.contains_key("doc_id") { "doc_id" } else { "id" };
    json!({key: row.get(key), "entities": entities})
}

pub(crate) fn entity((start, end): (usize, usize), label: &str) -> Value {
    json!({"start": start, "end": end, "type": label})
}

/// A file of columns: its lines, and which of them are tokens.
pub(crate) struct Columns<'t> {
    lines: Vec<Line<'t>>,
}

enum Line<'t> {
    /// The token's form, and what stands before it in UNER files (its number).
    Token(&'t str, Option<&'t str>),
    /// `# text = …` of UNER files: the sentence as it was printed.
    Printed(&'t str, &'t str),
    /// A sentence's or document's end, a comment.
    Other(&'t str),
}

impl<'t> Columns<'t> {
    pub(crate) fn read(text: &'t str) -> Self {
        let marks = ["# sent_id", "# text", "# newdoc"];
        let uner = text.lines().take(50).any(|l| marks.iter().any(|m| l.starts_with(m)));
        let lines = text.lines().map(|line| {
            let mut columns: Vec<&str> = line.split('\t').collect();
            if columns.len() == 1 {
                columns = line.split_whitespace().collect();
            }
            let first = columns.first().copied().unwrap_or_default();
            match line.strip_prefix("# text = ") {
                Some(printed) if uner => Line::Printed(line, printed),
                _ if first.is_empty() || first == "-DOCSTART-" => Line::Other(line),
                _ if uner && (line.starts_with('#') || first.contains(['-', '.'])) => {
                    Line::Other(line)
                }
                _ if uner && columns.len() > 2 && first.bytes().all(|b| b.is_ascii_digit()) => {
                    Line::Token(columns[1], Some(first))
                }
                _ => Line::Token(first, None),
            }
        });
        Self { lines: lines.collect() }
    }

    /// Documents of up to forty sentences. Spaces are put where English has them.
    fn documents(&self, per_paragraph: usize) -> Vec<Stretch> {
        let mut sentences: Vec<Vec<Sentence<'t>>> = vec![Vec::new()];
        let mut sentence = Sentence::default();
        let end = Line::Other("");
        for line in self.lines.iter().chain([&end]) {
            match line {
                Line::Token(form, _) => sentence.forms.push(form),
                Line::Printed(_, printed) => sentence.printed = Some(printed),
                Line::Other(line) => {
                    let starts = line.starts_with("-DOCSTART-") || line.starts_with("# newdoc");
                    let mut group = sentences.pop().unwrap_or_default();
                    if !sentence.forms.is_empty() {
                        group.push(std::mem::take(&mut sentence));
                    }
                    let full = group.len() >= 40 || (starts && !group.is_empty());
                    sentences.push(group);
                    if full {
                        sentences.push(Vec::new());
                    }
                }
            }
        }
        sentences.iter().map(|group| Stretch::new(group, per_paragraph)).collect()
    }

    /// The lines with the tags as their last column.
    pub(crate) fn write(&self, tags: &[String]) -> String {
        let mut tags = tags.iter();
        let mut out = String::new();
        for line in &self.lines {
            match line {
                Line::Token(form, number) => {
                    let tag = tags.next().map_or("O", String::as_str);
                    let number = number.map_or(String::new(), |n| format!("{n}\t"));
                    out.push_str(&format!("{number}{form}\t{tag}\n"));
                }
                Line::Printed(line, _) | Line::Other(line) => {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
        out
    }
}

#[derive(Default)]
struct Sentence<'t> {
    forms: Vec<&'t str>,
    printed: Option<&'t str>,
}

/// A stretch of sentences as a text, and where its tokens lie in it.
struct Stretch {
    text: Text,
    tokens: Vec<(usize, usize)>,
}

impl Stretch {
    fn new(sentences: &[Sentence<'_>], per_paragraph: usize) -> Self {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for (n, sentence) in sentences.iter().enumerate() {
            if n > 0 {
                text.push_str(if n % per_paragraph == 0 { "\n" } else { " " });
            }
            let from = text.len();
            let placed = sentence.printed.and_then(|p| place(p, &sentence.forms));
            let (words, spans) = match (sentence.printed, placed) {
                (Some(printed), Some(spans)) => (printed.to_owned(), spans),
                _ => joined(&sentence.forms),
            };
            text.push_str(&words);
            tokens.extend(spans.iter().map(|(a, b)| (a + from, b + from)));
        }
        Self { text: Text::new(text), tokens }
    }

    /// The tag of each token: inside an entity that covers more than half of it.
    fn tags(&self, entities: &[SchemeEntity]) -> Vec<String> {
        let (mut next, mut inside) = (0, None);
        let mut tags = Vec::with_capacity(self.tokens.len());
        for &(start, end) in &self.tokens {
            while entities.get(next).is_some_and(|e| e.span.end() <= start) {
                next += 1;
            }
            let covers = |e: &&SchemeEntity| {
                let shared = e.span.end().min(end).saturating_sub(e.span.start().max(start));
                shared * 2 > end - start
            };
            // A token may hold the end of one entity and the start of the next.
            let at = (next..next + 2).find(|&n| entities.get(n).as_ref().is_some_and(covers));
            tags.push(match at {
                Some(n) if inside == Some(n) => format!("I-{}", entities[n].label),
                Some(n) => format!("B-{}", entities[n].label),
                None => "O".to_owned(),
            });
            inside = at;
        }
        tags
    }
}

/// Where forms stand in the sentence as printed; `None` where they do not.
fn place(printed: &str, forms: &[&str]) -> Option<Vec<(usize, usize)>> {
    let mut at = 0;
    forms
        .iter()
        .map(|form| {
            let start = at + printed[at..].find(form)?;
            at = start + form.len();
            Some((start, at))
        })
        .collect()
}

/// Forms put together as English is printed: 'the Kurds (and Arabs)', "don't".
fn joined(forms: &[&str]) -> (String, Vec<(usize, usize)>) {
    const BEFORE: [&str; 21] = [
        ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "n't", "'m", "'re", "'ve", "'d",
        "'ll", "’s", "n’t", "…", "''",
    ];
    let (mut text, mut spans, mut glue, mut quoted) = (String::new(), Vec::new(), true, false);
    for &form in forms {
        let mark = matches!(form, "\"" | "''");
        let closes = mark && quoted;
        if !glue && !closes && !BEFORE.contains(&form) {
            text.push(' ');
        }
        spans.push((text.len(), text.len() + form.len()));
        text.push_str(form);
        glue = matches!(form, "(" | "[" | "{" | "$" | "£" | "€");
        if mark || form == "``" {
            quoted = !closes;
            glue = quoted;
        }
    }
    (text, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_as_printed_and_written_back() {
        let file = "The\tO\nUN\tB-ORG\ndid\tO\nn't\tO\nact\tO\n.\tO\n\n\"\tO\nNo\tO\n\"\tO\n";
        let columns = Columns::read(file);
        let documents = columns.documents(1);
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].text.as_str(), "The UN didn't act.\n\"No\"");
        let span = documents[0].text.span(4, 6).unwrap();
        let found = [SchemeEntity { span, label: "ORG".into(), score: 1.0 }];
        assert_eq!(columns.write(&documents[0].tags(&found)), file);
    }

    #[test]
    fn numbered_columns_keep_their_numbers() {
        let file = "# sent_id = 1\n# text = Kyiv's council\n1\tKyiv\tB-LOC\t-\n2\t's\tO\t-\n3\tcouncil\tO\t-\n";
        let columns = Columns::read(file);
        let documents = columns.documents(5);
        assert_eq!(documents[0].text.as_str(), "Kyiv's council");
        let out = columns.write(&documents[0].tags(&[]));
        assert!(out.ends_with("1\tKyiv\tO\n2\t's\tO\n3\tcouncil\tO\n"), "{out}");
    }
}
