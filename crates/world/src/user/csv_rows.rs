//! CSV to rows: one header line; the column `table` says what a line is, `|` parts the items of a list.
//!
//! A line that names an office adds it to the person; several lines of one person are one row.

use super::row::{Field, Lines, Row, Table, Value, Wrong, shown};
use std::collections::HashMap;

/// Columns that hold lists.
const LISTS: [&str; 8] =
    ["also", "surname", "government", "adjectives", "people", "metonyms", "regions", "titles"];
/// Columns of a person's line that belong to the office it names.
const SPELL: [&str; 5] = ["office", "of", "since", "until", "title"];

pub(super) fn rows(text: &str) -> Result<Vec<Row>, Wrong> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let wrong = |error: &csv::Error| {
        let line = error.position().map_or(1, |p| p.line() as u32);
        Wrong::new(line, "no CSV", "comma-separated text in UTF-8")
    };
    let header = match records.next() {
        None => return Ok(Vec::new()),
        Some(header) => header.map_err(|e| wrong(&e))?,
    };
    let columns: Vec<String> = header.iter().map(|c| c.trim().to_owned()).collect();
    let known = known_columns();
    if let Some(odd) = columns.iter().find(|c| !known.contains(&c.as_str())) {
        return Err(Wrong::new(
            1,
            format!("a column '{}'", shown(odd)),
            format!("one of {}", known.join(", ")),
        ));
    }
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].contains(column) {
            return Err(Wrong::new(1, format!("the column '{column}' twice"), "each column once"));
        }
    }
    let Some(table_at) = columns.iter().position(|c| c == "table") else {
        let first = shown(&columns.join(","));
        return Err(Wrong::new(1, first, "a header line with the columns table and name"));
    };
    let lines = Lines::of(text);
    let mut rows: Vec<Row> = Vec::new();
    let mut people: HashMap<String, usize> = HashMap::new();
    for record in records {
        let record = record.map_err(|e| wrong(&e))?;
        // Blank lines are passed over but lie before the record.
        let from = record.position().map_or(0, |p| p.byte() as usize);
        let blank = text.bytes().skip(from).take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let line = lines.at(from + blank);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != columns.len() {
            let found = format!("{} cells", record.len());
            return Err(Wrong::new(line, found, format!("{} as in the header", columns.len())));
        }
        let name = record.get(table_at).unwrap_or_default().trim();
        let Some(table) = Table::called(name) else {
            let tables: Vec<&str> = Table::ALL.iter().map(|t| t.0).collect();
            return Err(Wrong::new(
                line,
                format!("table '{}'", shown(name)),
                format!("one of {}", tables.join(", ")),
            ));
        };
        let mut fields = Vec::new();
        let mut spell = Vec::new();
        for (column, cell) in columns.iter().zip(record.iter()) {
            if column == "table" || cell.trim().is_empty() {
                continue;
            }
            let value = if LISTS.contains(&column.as_str()) {
                Value::List(cell.split('|').map(|t| t.trim().to_owned()).collect())
            } else {
                Value::Text(cell.trim().to_owned())
            };
            let field = Field { key: column.clone(), line, value };
            if table == Table::Person && SPELL.contains(&column.as_str()) {
                spell.push(field);
            } else {
                fields.push(field);
            }
        }
        let spell = (!spell.is_empty()).then_some(Row { table: None, line, fields: spell });
        if table == Table::Person {
            let text = |key: &str| {
                fields.iter().find(|f| f.key == key).and_then(|f| match &f.value {
                    Value::Text(t) => Some(t.clone()),
                    _ => None,
                })
            };
            let key = text("id").or_else(|| text("name")).unwrap_or_default();
            if let Some(&at) = people.get(&key).filter(|_| !key.is_empty()) {
                more(&mut rows[at], fields, spell);
                continue;
            }
            people.insert(key, rows.len());
            let offices = Value::Rows(spell.into_iter().collect());
            fields.push(Field { key: "offices".to_owned(), line, value: offices });
        }
        rows.push(Row { table: Some(table), line, fields });
    }
    Ok(rows)
}

/// Adds a further line of a person: its office, and fields that were left open before.
fn more(row: &mut Row, fields: Vec<Field>, spell: Option<Row>) {
    for field in fields {
        if row.field(&field.key).is_none() {
            row.fields.push(field);
        }
    }
    if let Some(Field { value: Value::Rows(rows), .. }) =
        row.fields.iter_mut().find(|f| f.key == "offices")
    {
        rows.extend(spell);
    }
}

/// Every column there may be, `table` first.
fn known_columns() -> Vec<&'static str> {
    let mut known = vec!["table"];
    for (_, table) in Table::ALL {
        let inner = ["offices", "codes"];
        for &field in table.fields().iter().filter(|f| !inner.contains(f)).chain(&SPELL) {
            if !known.contains(&field) {
                known.push(field);
            }
        }
    }
    known
}
