//! Tables of articles: JSON Lines, JSON, CSV. One row, one document.

use crate::decode::{self, Decoded};
use crate::format::Rows as Kind;
use crate::html;
use crate::{Draft, Error, hash, tidy};
use rapporteur_text::{Date, Document, NoteCode};
use serde_json::{Map, Value};

type Row = Map<String, Value>;

const TEXT: &[&str] =
    &["text", "body", "content", "articlebody", "article", "fulltext", "bodytext", "maintext"];
const TITLE: &[&str] = &["title", "headline", "name"];
const DATE: &[&str] = &[
    "date",
    "published",
    "datepublished",
    "publishedat",
    "publicationdate",
    "publishdate",
    "pubdate",
    "dct",
    "datecreated",
    "timestamp",
    "createdat",
    "created",
];
const PUBLISHER: &[&str] = &[
    "publisher",
    "source",
    "outlet",
    "sourcename",
    "sitename",
    "newspaper",
    "publication",
    "site",
];
const BYLINE: &[&str] = &["author", "authors", "byline", "creator"];
const URL: &[&str] = &["url", "link", "address", "canonicalurl", "permalink"];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage"];
/// Where an object keeps its list of articles.
const LISTS: &[&str] =
    &["articles", "documents", "items", "results", "data", "rows", "docs", "@graph", "response"];

/// The rows of one table, read as they are asked for.
pub(crate) struct Rows {
    name: String,
    date: Option<Date>,
    state: State,
}

enum State {
    /// Bytes of JSON Lines, how far they are read, and lines so far.
    Lines { bytes: Vec<u8>, at: usize, line: u64 },
    /// Rows found, in order.
    Found {
        rows: std::vec::IntoIter<Result<Value, Error>>,
        hash: String,
        note: Option<String>,
        number: u64,
    },
}

impl Rows {
    pub(crate) fn new(name: String, bytes: Vec<u8>, kind: Kind, date: Option<Date>) -> Self {
        let state = match kind {
            Kind::Lines => lines(bytes),
            Kind::Json => json(&name, bytes),
            Kind::Fields(comma) => fields(&name, bytes, comma),
        };
        Self { name, date, state }
    }
}

impl Iterator for Rows {
    type Item = Result<Document, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.state {
            State::Lines { bytes, at, line } => loop {
                let rest = bytes.get(*at..).filter(|r| !r.is_empty())?;
                let end = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
                let row = rest[..end].trim_ascii();
                let row = row.strip_prefix(b"\xef\xbb\xbf").unwrap_or(row);
                *at += end + 1;
                *line += 1;
                if row.is_empty() {
                    continue;
                }
                let sum = hash(row);
                let Decoded { text, note } = decode::plain(row.to_vec());
                let wrong = |what| Error::row(&self.name, *line, "line", what);
                return Some(match serde_json::from_str::<Value>(&text) {
                    Err(e) => Err(wrong(format!("this is no valid JSON ({})", plainly(&e)))),
                    Ok(value) => document(value, &self.name, sum, note.map(|n| n.text))
                        .map(|d| d.finish(self.date))
                        .map_err(wrong),
                });
            },
            State::Found { rows, hash, note, number } => {
                let row = rows.next()?;
                *number += 1;
                Some(row.and_then(|value| {
                    document(value, &self.name, hash.clone(), note.clone())
                        .map(|d| d.finish(self.date))
                        .map_err(|what| {
                            let what = format!("article {number}: {what}");
                            Error::table(
                                &self.name,
                                None,
                                what,
                                "mend it or take it out (the others are read)",
                            )
                        })
                }))
            }
        }
    }
}

fn lines(bytes: Vec<u8>) -> State {
    // UTF-16 has no bytes that are line ends alone: decoded as a whole.
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes.get(1) == Some(&0)
        || bytes.first() == Some(&0);
    let bytes = if wide { decode::plain(bytes).text.into_bytes() } else { bytes };
    State::Lines { bytes, at: 0, line: 0 }
}

/// A file of JSON; JSON Lines under another name are read as such.
fn json(name: &str, bytes: Vec<u8>) -> State {
    let sum = hash(&bytes);
    let Decoded { text, note } = decode::plain(bytes);
    let rows = match serde_json::from_str::<Value>(&text) {
        Ok(value) => match listed(value) {
            rows if rows.is_empty() => {
                let what = "there is no article in it".to_owned();
                let advice = "an article is an object with a field text, or a list of such";
                vec![Err(Error::table(name, None, what, advice))]
            }
            rows => rows.into_iter().map(Ok).collect(),
        },
        Err(e) => {
            let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
            if text.trim().lines().count() > 1 && serde_json::from_str::<Row>(first).is_ok() {
                return lines(text.into_bytes());
            }
            let what = format!("this is no valid JSON ({})", plainly(&e));
            vec![Err(Error::table(name, Some(e.line() as u64), what, "nothing of it was read"))]
        }
    };
    State::Found { rows: rows.into_iter(), hash: sum, note: note.map(|n| n.text), number: 0 }
}

/// What a parser says, without the line, which the error names itself.
fn plainly(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    format!("{words} at column {}", error.column())
}

/// The articles in a value: a list's, an object's list's, or the object itself.
fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(rows) => rows,
        Value::Object(mut row) => {
            if first(&row, TEXT).is_none() {
                let key = row.keys().find(|k| LISTS.contains(&plain_key(k).as_str())).cloned();
                let inner = key.and_then(|k| row.shift_remove(&k));
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = inner {
                    return listed(inner);
                }
            }
            vec![Value::Object(row)]
        }
        _ => Vec::new(),
    }
}

fn fields(name: &str, bytes: Vec<u8>, comma: u8) -> State {
    let sum = hash(&bytes);
    let Decoded { text, note } = decode::plain(bytes);
    let mut table =
        csv::ReaderBuilder::new().delimiter(comma).flexible(true).from_reader(text.as_bytes());
    let names = table.headers().cloned().unwrap_or_default();
    let known = |n: &str| TEXT.contains(&plain_key(n).as_str());
    let rows = if names.iter().any(known) {
        let mut rows = Vec::new();
        for record in table.records() {
            rows.push(match record {
                Ok(record) => Ok(Value::Object(
                    names
                        .iter()
                        .zip(&record)
                        .map(|(n, v)| (n.to_owned(), Value::from(v)))
                        .collect(),
                )),
                Err(e) => {
                    let line = e.position().map_or(0, csv::Position::line);
                    Err(Error::row(name, line, "row", format!("this is no row of the table ({e})")))
                }
            });
        }
        rows
    } else {
        let shown: Vec<&str> = names.iter().take(8).collect();
        let what = format!("no column holds the text (columns: {})", shown.join(", "));
        vec![Err(Error::table(name, Some(1), what, "name it text in the first line"))]
    };
    State::Found { rows: rows.into_iter(), hash: sum, note: note.map(|n| n.text), number: 0 }
}

/// A row as a document in the making, or what is wrong with it.
fn document(
    value: Value,
    name: &str,
    hash: String,
    decoded: Option<String>,
) -> Result<Draft, String> {
    let Value::Object(row) = value else {
        return Err("this is no object with fields, such as {\"text\": …}".to_owned());
    };
    let Some(text) = first(&row, TEXT).and_then(string) else {
        let shown: Vec<&str> = row.keys().take(8).map(String::as_str).collect();
        return Err(format!(
            "no field holds the text (text, body, content or articleBody; found: {})",
            if shown.is_empty() { "none".to_owned() } else { shown.join(", ") }
        ));
    };
    let Decoded { text, note } = decode::clean(text, decoded);
    let named = |keys| first(&row, keys).and_then(|v| names(v, 0)).and_then(|s| tidy(&s));
    let mut draft = Draft {
        // Some tables hold the page's markup.
        text: if html::is_markup(&text) { html::words_of(&text) } else { text },
        source: name.to_owned(),
        hash,
        publisher: named(PUBLISHER),
        title: named(TITLE),
        byline: named(BYLINE),
        url: named(URL),
        dates: DATE
            .iter()
            .filter_map(|k| first(&row, &[k]))
            .filter_map(string)
            .filter(|d| !d.trim().is_empty())
            .collect(),
        declared: named(LANGUAGE),
        notes: Vec::new(),
    };
    if let Some(note) = note {
        draft.note(NoteCode::Decoded, note.text);
    }
    Ok(draft)
}

/// A field's name without case and signs: `datePublished`, `date_published`.
fn plain_key(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric() || *c == '@').flat_map(char::to_lowercase).collect()
}

/// The value of the first of `keys` that the row has and that is not null.
fn first<'r>(row: &'r Row, keys: &[&str]) -> Option<&'r Value> {
    keys.iter().find_map(|key| {
        row.iter().find(|(k, v)| !v.is_null() && plain_key(k) == *key).map(|(_, v)| v)
    })
}

/// A string or a number as it is written; a list of paragraphs joined.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Array(parts) if parts.iter().all(Value::is_string) && !parts.is_empty() => {
            Some(parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n"))
        }
        _ => None,
    }
}

/// A name: a string, an object with one, or a list of these.
pub(crate) fn names(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Object(o) if depth < 4 => {
            o.get("name").or_else(|| o.get("title")).and_then(|v| names(v, depth + 1))
        }
        Value::Array(list) if depth < 4 => {
            let mut all: Vec<String> = Vec::new();
            for name in list.iter().filter_map(|v| names(v, depth + 1)) {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}
