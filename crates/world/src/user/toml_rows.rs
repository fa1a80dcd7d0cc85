//! TOML to rows.

use super::row::{Field, Lines, Row, Table, Value, Wrong, shown};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Fields at the head of a file that say where it comes from.
const HEAD: [&str; 4] = ["source", "licence", "known_as_of", "loose"];

/// Whether the file is loose, and its rows in the order of their lines.
pub(super) fn rows(text: &str) -> Result<(bool, Vec<Row>), Wrong> {
    let lines = Lines::of(text);
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(1, |s| lines.at(s.start));
        Wrong::new(
            at,
            format!("no TOML ({})", error.message().replace('\n', "; ")),
            "TOML, as docs/world.md shows",
        )
    })?;
    let mut rows = Vec::new();
    let mut loose = false;
    for (key, value) in parsed.get_ref() {
        let line = lines.of_span(&key.span());
        let name = key.get_ref().as_ref();
        if HEAD.contains(&name) {
            if name == "loose" {
                loose = value
                    .get_ref()
                    .as_bool()
                    .ok_or_else(|| Wrong::new(line, "loose", "true or false"))?;
            }
            continue;
        }
        let tables: Vec<&str> = Table::ALL.iter().map(|t| t.0).collect();
        let (Some(table), Some(list)) = (Table::called(name), value.get_ref().as_array()) else {
            return Err(Wrong::new(
                line,
                format!("'{}'", shown(name)),
                format!("one of [[{}]]", tables.join("]], [[")),
            ));
        };
        for item in list.iter() {
            let line = lines.of_span(&item.span());
            let Some(fields) = item.get_ref().as_table() else {
                return Err(Wrong::new(
                    line,
                    format!("'{name}' holds something else"),
                    format!("[[{name}]]"),
                ));
            };
            let fields = fields_of(fields, &lines)?;
            // A header '[[person]]' stands where the span begins.
            rows.push(Row { table: Some(table), line, fields });
        }
    }
    rows.sort_by_key(|r| r.line);
    Ok((loose, rows))
}

fn fields_of(table: &DeTable<'_>, lines: &Lines) -> Result<Vec<Field>, Wrong> {
    let mut fields = Vec::with_capacity(table.len());
    for (key, value) in table {
        let line = lines.of_span(&key.span());
        let value = value_of(key.get_ref(), value, lines)?;
        fields.push(Field { key: key.get_ref().to_string(), line, value });
    }
    fields.sort_by_key(|f| f.line);
    Ok(fields)
}

fn value_of(key: &str, value: &Spanned<DeValue<'_>>, lines: &Lines) -> Result<Value, Wrong> {
    let line = lines.of_span(&value.span());
    Ok(match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(b) => Value::Truth(*b),
        // '2024-05-01' without quotation marks.
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Integer(n) => number(n.as_str(), n.radix(), key, line)?,
        DeValue::Float(n) => number(n.as_str(), 10, key, line)?,
        DeValue::Array(list) => list_of(key, list, lines)?,
        DeValue::Table(_) => {
            return Err(Wrong::new(line, format!("{key} is a table"), "text, a number or a list"));
        }
    })
}

fn number(text: &str, radix: u32, key: &str, line: u32) -> Result<Value, Wrong> {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let number = if radix == 10 { plain.parse().ok() } else { None };
    number
        .map(Value::Number)
        .ok_or_else(|| Wrong::new(line, format!("{key} = {}", shown(text)), "a decimal number"))
}

fn list_of(key: &str, list: &DeArray<'_>, lines: &Lines) -> Result<Value, Wrong> {
    let mut texts = Vec::new();
    let mut rows = Vec::new();
    for item in list.iter() {
        let line = lines.of_span(&item.span());
        match item.get_ref() {
            DeValue::String(text) => texts.push(text.to_string()),
            DeValue::Table(table) => {
                rows.push(Row { table: None, line, fields: fields_of(table, lines)? });
            }
            // The form of the registry's own files: ["president", "KEN", "2022-09-13", "", "checked", "title"].
            DeValue::Array(parts) if key == "offices" => {
                const KEYS: [&str; 6] = ["office", "of", "since", "until", "known", "title"];
                let mut fields = Vec::new();
                for (at, part) in parts.iter().enumerate() {
                    let (Some(text), Some(&name)) = (part.get_ref().as_str(), KEYS.get(at)) else {
                        return Err(Wrong::new(
                            line,
                            "an office that is no list of up to six texts",
                            "[\"office\", \"of\", \"since\", \"until\", \"known\", \"title\"]",
                        ));
                    };
                    let value = Value::Text(text.to_owned());
                    fields.push(Field { key: name.to_owned(), line, value });
                }
                rows.push(Row { table: None, line, fields });
            }
            _ => {
                return Err(Wrong::new(
                    line,
                    format!("something in the list '{key}'"),
                    "texts in quotation marks",
                ));
            }
        }
    }
    match (texts.is_empty(), rows.is_empty()) {
        (_, true) => Ok(Value::List(texts)),
        (true, false) => Ok(Value::Rows(rows)),
        (false, false) => {
            let line = rows.first().map_or(1, |r| r.line);
            Err(Wrong::new(line, format!("texts and tables in '{key}'"), "one or the other"))
        }
    }
}
