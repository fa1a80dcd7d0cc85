//! One self-contained page: the article with its evidence marked, beside the record.
//!
//! No script, no request: a policy in the page forbids both. Links go both ways, from a card to its
//! words and from the words to their card; pointing at either lights the other, by style rules
//! written for each entry. On a narrow screen the record follows the article; on paper, too.

mod article;
mod cards;

use crate::{Options, Plain};
use rapporteur_record::Record;
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");

pub(crate) fn head(first: &Record, out: &mut dyn Write) -> io::Result<()> {
    let title = first.document.title.as_deref().unwrap_or(&first.document.source);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{} – record</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escape(title)
    )
}

pub(crate) fn document(
    record: &Record,
    number: usize,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let plain = Plain::new(record);
    let cards = cards::Cards::new(&plain, record, number, options);
    let tag = if number == 0 { "h1" } else { "h2" };
    let source = &record.document;
    let title = source.title.as_deref().unwrap_or(&source.source);
    writeln!(out, "<style>\n{}</style>", cards.lights())?;
    writeln!(out, "<header class=\"top\"><{tag}><bdi>{}</bdi></{tag}>", escape(title))?;
    writeln!(out, "<p class=\"facts\">{}</p>", facts(record))?;
    for note in &source.notes {
        writeln!(out, "<p class=\"note\" role=\"note\">{}</p>", escape(&note.text))?;
    }
    writeln!(
        out,
        "<p class=\"promise\">Every line here shows the words it came from and whose account it is. \
         Follow ¶ to the words, and marked words back to their line.</p></header>"
    )?;
    writeln!(out, "<div class=\"spread\">")?;
    article::write(record, &cards, number, out)?;
    cards.write(out)?;
    writeln!(out, "</div>")?;
    writeln!(
        out,
        "<footer class=\"foot\"><p>{} · text <code>{}</code> · no network used</p></footer>",
        escape(&source.reader),
        escape(&source.id)
    )
}

pub(crate) fn foot(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</body>\n</html>\n")
}

/// Publisher, author, day and how it is known.
fn facts(record: &Record) -> String {
    let document = &record.document;
    let mut facts = Vec::new();
    facts.extend(document.publisher.as_deref().map(|p| format!("<bdi>{}</bdi>", escape(p))));
    facts.extend(document.byline.as_deref().map(|b| format!("<bdi>{}</bdi>", escape(b))));
    facts.push(match (&document.published, document.published_by.as_deref()) {
        (Some(day), Some(by)) => {
            let how = match by {
                "argument" => "as given",
                "metadata" => "from its metadata",
                "dateline" => "from its dateline",
                _ => "inferred from the text",
            };
            let words: Vec<_> = document
                .published_evidence
                .iter()
                .take(4)
                .map(|s| format!("<q>{}</q>", escape(&s.text)))
                .collect();
            let from =
                if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
            format!("published {} ({how}{from})", escape(&crate::calendar::spoken(day)))
        }
        _ => "publication date unknown".to_owned(),
    });
    if document.title.is_some() {
        facts.push(format!("<bdi>{}</bdi>", escape(&document.source)));
    }
    facts.join(" · ")
}

/// Text as HTML shows it, in elements and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // NUL and other controls are not allowed in HTML text.
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
