//! Rows of a user's file, whichever format it has, and how their fields are asked for.

use super::UserError;
use rapporteur_text::Date;
use std::ops::Range;

/// What is wrong, in a file yet to be named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    line: u32,
    found: String,
    expected: String,
}

impl Wrong {
    pub(super) fn new(line: u32, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { line, found: found.into(), expected: expected.into() }
    }

    pub(super) fn within(self, file: &str) -> UserError {
        UserError {
            file: file.to_owned(),
            line: self.line,
            found: self.found,
            expected: self.expected,
        }
    }
}

/// A kind of row: what `[[…]]` names in TOML, the column `table` in CSV.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Table {
    Person,
    Organisation,
    ArmedGroup,
    Media,
    State,
    Office,
    Position,
    Tenure,
    Place,
    Preferred,
}

impl Table {
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("person", Self::Person),
        ("organisation", Self::Organisation),
        ("armed_group", Self::ArmedGroup),
        ("media", Self::Media),
        ("state", Self::State),
        ("office", Self::Office),
        ("position", Self::Position),
        ("tenure", Self::Tenure),
        ("place", Self::Place),
        ("preferred", Self::Preferred),
    ];

    pub(super) fn called(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|&(_, t)| t)
    }

    /// The fields that such a row may have.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Person => &[
                "id", "ids", "name", "also", "surname", "country", "sex", "code", "codes",
                "offices", "replace", "remove",
            ],
            Self::Organisation | Self::ArmedGroup | Self::Media => &[
                "id", "name", "also", "class", "country", "code", "codes", "since", "until",
                "guard", "replace", "remove",
            ],
            Self::State => &[
                "code",
                "iso2",
                "kind",
                "name",
                "official",
                "also",
                "government",
                "adjectives",
                "people",
                "capital",
                "metonyms",
                "lat",
                "lon",
                "zone",
                "regions",
                "since",
                "until",
                "guard",
                "codes",
                "replace",
                "remove",
            ],
            Self::Office => &["key", "class", "titles", "one_holder"],
            Self::Position => &["id", "office", "of", "title"],
            Self::Tenure => &["person", "position", "office", "of", "since", "until", "title"],
            Self::Place => &[
                "id",
                "name",
                "also",
                "kind",
                "country",
                "lat",
                "lon",
                "precision",
                "guard",
                "replace",
                "remove",
            ],
            Self::Preferred => &["name", "actor"],
        }
    }
}

/// What a field holds.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
    List(Vec<String>),
    /// Rows inside a row: offices, dated codes.
    Rows(Vec<Row>),
}

/// A field and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) line: u32,
    pub(super) value: Value,
}

/// One row.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Row {
    /// `None` for a row inside a row.
    pub(super) table: Option<Table>,
    pub(super) line: u32,
    pub(super) fields: Vec<Field>,
}

/// How a value is shown in a message: its start.
pub(super) fn shown(text: &str) -> String {
    let mut out: String =
        text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        out.push('…');
    }
    out
}

impl Field {
    pub(super) fn wrong(&self, expected: impl Into<String>) -> Wrong {
        let found = match &self.value {
            Value::Text(t) => format!("{} = \"{}\"", self.key, shown(t)),
            Value::Number(n) => format!("{} = {n}", self.key),
            Value::Truth(b) => format!("{} = {b}", self.key),
            Value::List(_) => format!("{} is a list", self.key),
            Value::Rows(_) => format!("{} is a list of tables", self.key),
        };
        Wrong::new(self.line, found, expected)
    }
}

impl Row {
    /// Fails where the row has a field that is not among `known`.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Wrong> {
        let odd = self.fields.iter().find(|f| !known.contains(&f.key.as_str()));
        odd.map_or(Ok(()), |field| {
            Err(Wrong::new(
                field.line,
                format!("a field '{}'", shown(&field.key)),
                format!("one of {}", known.join(", ")),
            ))
        })
    }

    pub(super) fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// Text, trimmed; empty text is none.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>, Wrong> {
        let Some(field) = self.field(key) else { return Ok(None) };
        match &field.value {
            Value::Text(text) => Ok(Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned)),
            _ => Err(field.wrong("text in quotation marks")),
        }
    }

    /// Text that must be there.
    pub(super) fn needed(&self, key: &str, expected: &str) -> Result<String, Wrong> {
        self.text(key)?.ok_or_else(|| {
            let line = self.field(key).map_or(self.line, |f| f.line);
            Wrong::new(line, format!("no {key}"), expected)
        })
    }

    /// A list of texts, or one text.
    pub(super) fn list(&self, key: &str) -> Result<Option<Vec<String>>, Wrong> {
        let Some(field) = self.field(key) else { return Ok(None) };
        let texts = match &field.value {
            Value::Text(one) => vec![one.clone()],
            Value::List(list) => list.clone(),
            Value::Rows(rows) if rows.is_empty() => Vec::new(),
            _ => return Err(field.wrong("a list of texts, such as [\"A\", \"B\"]")),
        };
        Ok(Some(texts.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()))
    }

    pub(super) fn truth(&self, key: &str) -> Result<bool, Wrong> {
        let Some(field) = self.field(key) else { return Ok(false) };
        match &field.value {
            Value::Truth(b) => Ok(*b),
            Value::Text(t) if t.is_empty() || t == "false" || t == "no" => Ok(false),
            Value::Text(t) if t == "true" || t == "yes" => Ok(true),
            _ => Err(field.wrong("true or false")),
        }
    }

    /// A number from `-most` to `most`.
    pub(super) fn number(&self, key: &str, most: f64) -> Result<Option<f64>, Wrong> {
        let Some(field) = self.field(key) else { return Ok(None) };
        let number = match &field.value {
            Value::Number(n) => Some(*n),
            Value::Text(t) if t.trim().is_empty() => return Ok(None),
            Value::Text(t) => t.trim().parse().ok(),
            _ => None,
        };
        number
            .filter(|n| n.abs() <= most)
            .map(Some)
            .ok_or_else(|| field.wrong(format!("a number of degrees from -{most} to {most}")))
    }

    /// A date as written: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub(super) fn date(&self, key: &str) -> Result<Option<String>, Wrong> {
        let Some(field) = self.field(key) else { return Ok(None) };
        let text = match &field.value {
            Value::Text(t) => t.trim().to_owned(),
            Value::Number(n) => format!("{n}"),
            _ => String::from("?"),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let date: Result<Date, _> = text.parse();
        date.map(|d| Some(d.to_string()))
            .map_err(|_| field.wrong("a date: \"YYYY-MM-DD\", \"YYYY-MM\" or \"YYYY\""))
    }

    /// The first and the last day, which must not be before it.
    #[allow(clippy::type_complexity, reason = "two dates as written")]
    pub(super) fn dates(&self) -> Result<(Option<String>, Option<String>), Wrong> {
        let (since, until) = (self.date("since")?, self.date("until")?);
        if let (Some(s), Some(u)) = (&since, &until) {
            let (from, to): (Result<Date, _>, Result<Date, _>) = (s.parse(), u.parse());
            if let (Ok(from), Ok(to), Some(field)) = (from, to, self.field("until"))
                && to.last_day() < from.first_day()
            {
                return Err(field.wrong(format!("a date not before since, {s}")));
            }
        }
        Ok((since, until))
    }

    pub(super) fn rows(&self, key: &str) -> Result<&[Row], Wrong> {
        let Some(field) = self.field(key) else { return Ok(&[]) };
        match &field.value {
            Value::Rows(rows) => Ok(rows),
            Value::List(list) if list.is_empty() => Ok(&[]),
            Value::Text(text) if text.is_empty() => Ok(&[]),
            _ => Err(field.wrong(format!("a list of tables, such as {key} = [{{ … }}]"))),
        }
    }
}

/// Where lines start, in bytes.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    pub(super) fn at(&self, byte: usize) -> u32 {
        self.0.partition_point(|&start| start <= byte) as u32
    }

    pub(super) fn of_span(&self, span: &Range<usize>) -> u32 {
        self.at(span.start)
    }
}
