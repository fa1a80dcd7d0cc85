//! CSV: one row an entry of any section, safe to open in a spreadsheet.

use crate::Options;
use crate::plain::{Plain, flat};
use rapporteur_record::Record;
use std::io::{self, Write};

const COLUMNS: [&str; 14] = [
    "document",
    "source",
    "published",
    "section",
    "id",
    "line",
    "status",
    "actors",
    "paragraph",
    "start",
    "end",
    "words",
    "rule",
    "confidence",
];

pub(crate) fn head(out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    table.flush()
}

pub(crate) fn rows(record: &Record, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let plain = Plain::new(record);
    let mut table = csv::Writer::from_writer(out);
    let document = &record.document;
    for section in options.sections() {
        for line in plain.lines(section) {
            let first = line.evidence.first();
            let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
            let row = [
                document.id.clone(),
                document.source.clone(),
                document.published.clone().unwrap_or_default(),
                section.name().to_owned(),
                line.id.clone(),
                flat(&line.sentence()),
                line.status.clone().unwrap_or_default(),
                line.actors.join(" "),
                first.map_or(String::new(), |s| plain.paragraph(s.start).to_string()),
                number(first.map(|s| s.start)),
                number(first.map(|s| s.end)),
                first.map_or(String::new(), |s| flat(&s.text)),
                line.rule.clone().unwrap_or_default(),
                line.confidence.map_or(String::new(), |c| format!("{c:.2}")),
            ];
            table.write_record(row.iter().map(|cell| safe(cell).into_owned()))?;
        }
    }
    table.flush()
}

/// A cell that no spreadsheet takes for a formula: a leading `=`, `+`, `-`, `@` or tab gets an
/// apostrophe before it (OWASP, 'CSV injection').
fn safe(cell: &str) -> std::borrow::Cow<'_, str> {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn formulas_are_defused() {
        assert_eq!(safe("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe("Kyiv said no"), "Kyiv said no");
    }
}
