//! Lines for people, grouped by section, wrapped; colour and party glyphs on terminals only.

use crate::party::{self, GLYPHS};
use crate::plain::{Line, Plain, flat};
use crate::{Options, Section};
use rapporteur_record::Record;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Colours of the marks, by number.
const COLOURS: [&str; GLYPHS.len()] =
    ["38;5;25", "38;5;94", "38;5;23", "38;5;90", "38;5;130", "38;5;240", "38;5;58", "38;5;31"];

pub(crate) fn write(record: &Record, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let plain = Plain::new(record);
    let glyphs = party::marks(record, GLYPHS.len())
        .into_iter()
        .map(|(actor, mark)| (actor, (GLYPHS[mark], COLOURS[mark])))
        .collect();
    head(record, options, out)?;
    let sections: Vec<_> = options.sections().collect();
    for &section in &sections {
        let lines = plain.lines(section);
        if lines.is_empty() && options.only.is_empty() {
            continue;
        }
        writeln!(out, "\n{}", style(options, "1", section.heading()))?;
        if lines.is_empty() {
            writeln!(out, "  none found in this text")?;
        }
        for line in &lines {
            entry(&plain, line, &glyphs, options, out)?;
        }
    }
    Ok(())
}

/// Title, source, date and how it is known, notes.
fn head(record: &Record, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let document = &record.document;
    let title = document.title.as_deref().map_or_else(|| document.source.clone(), flat);
    writeln!(out, "{}", style(options, "1", &flat(&title)))?;
    let mut facts = Vec::new();
    if document.title.is_some() {
        facts.push(flat(&document.source));
    }
    facts.extend(document.publisher.as_deref().map(flat));
    facts.extend(document.byline.as_deref().map(flat));
    facts.push(match (&document.published, document.published_by.as_deref()) {
        (Some(day), Some(by)) => {
            let how = match by {
                "argument" => "as given",
                "metadata" => "from its metadata",
                "dateline" => "from its dateline",
                _ => "inferred",
            };
            let mut shown = format!("published {} ({how}", crate::calendar::spoken(day));
            let words: Vec<_> = document
                .published_evidence
                .iter()
                .take(4)
                .map(|s| format!("“{}”", flat(&s.text)))
                .collect();
            if !words.is_empty() {
                shown.push_str(" from ");
                shown.push_str(&words.join(", "));
            }
            shown + ")"
        }
        _ => "publication date unknown".to_owned(),
    });
    writeln!(out, "{}", style(options, "2", &facts.join(" · ")))?;
    for note in &document.notes {
        writeln!(out, "! {}", flat(&note.text))?;
    }
    Ok(())
}

fn entry(
    plain: &Plain<'_>,
    line: &Line,
    glyphs: &BTreeMap<&str, (&'static str, &'static str)>,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sentence = line.sentence();
    let indent = sentence.len() - sentence.trim_start().len();
    sentence = flat(&sentence);
    if let Some(status) = &line.status {
        sentence = format!("[{status}] {sentence}");
    }
    if let Some(first) = line.evidence.first() {
        let paragraph = plain.paragraph(first.start);
        sentence.push_str(&format!(" · ¶{paragraph}"));
    }
    if line.section == Section::Actors && line.evidence.len() > 1 {
        sentence.push_str(&format!(" · {} mentions", line.evidence.len()));
    }
    let mark = line.actors.first().and_then(|a| glyphs.get(a.as_str()));
    let bullet = match mark {
        Some((glyph, colour)) if options.colour => style(options, colour, glyph),
        _ => "-".to_owned(),
    };
    let margin = " ".repeat(2 + indent);
    let mut rows = wrap(&sentence, options.width.saturating_sub(4 + indent)).into_iter();
    writeln!(out, "{margin}{bullet} {}", rows.next().unwrap_or_default())?;
    for row in rows {
        writeln!(out, "{margin}  {row}")?;
    }
    if options.why {
        let mut why = Vec::new();
        why.extend(line.rule.clone());
        why.extend(line.confidence.map(|c| format!("score {c:.2}")));
        why.push(line.id.clone());
        writeln!(out, "{margin}    {}", style(options, "2", &format!("why: {}", why.join(" · "))))?;
        for span in line.evidence.iter().take(6) {
            let words = format!("{}–{} “{}”", span.start, span.end, flat(&span.text));
            for (i, row) in
                wrap(&words, options.width.saturating_sub(8 + indent)).iter().enumerate()
            {
                let pad = if i == 0 { "" } else { "  " };
                writeln!(out, "{margin}    {}", style(options, "2", &format!("{pad}{row}")))?;
            }
        }
    }
    Ok(())
}

fn style(options: &Options, code: &str, text: &str) -> String {
    if options.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// Breaks at blanks so that no row is longer than `width` characters, single long words aside.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    let mut rows = vec![String::new()];
    let mut length = 0;
    for word in text.split(' ') {
        let count = word.chars().count();
        if length > 0 && length + 1 + count > width {
            rows.push(String::new());
            length = 0;
        }
        if let Some(row) = rows.last_mut() {
            if length > 0 {
                row.push(' ');
                length += 1;
            }
            row.push_str(word);
            length += count;
        }
    }
    rows
}
