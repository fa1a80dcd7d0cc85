//! Markdown: the plain lines as lists, each with its words as a quotation where `why` asks.

use crate::plain::{Plain, flat};
use crate::{Options, calendar};
use rapporteur_record::Record;
use std::io::{self, Write};

pub(crate) fn write(record: &Record, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let document = &record.document;
    let title = document.title.as_deref().unwrap_or(&document.source);
    writeln!(out, "# {}\n", escape(&flat(title)))?;
    let mut facts = vec![escape(&flat(&document.source))];
    facts.extend(document.publisher.as_deref().map(|p| escape(&flat(p))));
    facts.extend(document.published.as_deref().map(|day| {
        let how = document.published_by.as_deref().unwrap_or("unknown");
        format!("published {} ({how})", escape(&calendar::spoken(day)))
    }));
    writeln!(out, "{}  ", facts.join(" · "))?;
    writeln!(out, "`{}`", document.id)?;
    for note in &document.notes {
        writeln!(out, "\n> **Note:** {}", escape(&flat(&note.text)))?;
    }
    let plain = Plain::new(record);
    for section in options.sections() {
        let lines = plain.lines(section);
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "\n## {}\n", section.heading())?;
        for line in lines {
            let sentence = line.sentence();
            let indent = if sentence.starts_with(' ') { "  " } else { "" };
            let status =
                line.status.as_ref().map_or(String::new(), |s| format!("**{}** ", escape(s)));
            let place = line
                .evidence
                .first()
                .map_or(String::new(), |s| format!(" · ¶{}", plain.paragraph(s.start)));
            writeln!(out, "{indent}- {status}{}{place}", escape(&flat(&sentence)))?;
            if options.why {
                for span in line.evidence.iter().take(6) {
                    let rule = line.rule.as_deref().unwrap_or("added up");
                    let words = escape(&flat(&span.text));
                    writeln!(
                        out,
                        "{indent}  - “{words}” ({}–{}, {})",
                        span.start,
                        span.end,
                        escape(rule)
                    )?;
                }
            }
        }
    }
    Ok(())
}

/// Text as Markdown shows it: every character that could mean something else is escaped, so that a
/// document can bring neither markup nor links nor HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // 'http://…' alone becomes a link in many readers; a broken scheme does not.
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_document_brings_no_markup() {
        assert_eq!(
            escape("[x](javascript:1) <b>*hi*</b> https://a.b"),
            "\\[x\\](javascript:1) &lt;b&gt;\\*hi\\*&lt;/b&gt; https&#58;//a.b"
        );
    }
}
