//! The article's side of the page: the text with its evidence marked.
//!
//! Spans overlap, elements may not. So the text is cut at every edge of a span, and each piece
//! carries a class for every card it belongs to; the first piece of a card is where its link leads.

use super::cards::Cards;
use super::escape;
use crate::Section;
use rapporteur_record::{Record, Span};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How a piece of text serves a card; the later ones win where one piece serves several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Sentence,
    Time,
    Name,
    Content,
    Source,
    Cue,
    Trigger,
}

impl Part {
    fn class(self) -> &'static str {
        match self {
            Self::Sentence => "",
            Self::Time => "m time",
            Self::Name => "m name",
            Self::Content => "m content",
            Self::Source => "m source",
            Self::Cue => "m cue",
            Self::Trigger => "m trigger",
        }
    }
}

struct Mark {
    start: u32,
    end: u32,
    card: usize,
    part: Part,
}

pub(super) fn write(
    record: &Record,
    cards: &Cards<'_>,
    number: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let marks = marks(record, cards);
    writeln!(
        out,
        "<main class=\"article\" id=\"text-{number}\" lang=\"{}\">",
        escape(&record.document.language)
    )?;
    let mut seen = vec![false; cards.cards.len()];
    let mut at = 0u32;
    let mut count = 0;
    for line in record.document.text.split('\n') {
        let length = line.chars().count() as u32;
        if !line.trim().is_empty() {
            count += 1;
            write!(out, "<p><span class=\"pn\" aria-hidden=\"true\">{count}</span>")?;
            paragraph(line, at, at + length, &marks, cards, &mut seen, out)?;
            writeln!(out, "</p>")?;
        }
        at += length + 1;
    }
    writeln!(out, "</main>")
}

/// Where each card's words lie, sorted by start.
fn marks(record: &Record, cards: &Cards<'_>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let by_id: BTreeMap<_, _> = record.statements.iter().map(|s| (s.id.as_str(), s)).collect();
    for (card, entry) in cards.cards.iter().enumerate() {
        let mut add =
            |span: &Span, part| marks.push(Mark { start: span.start, end: span.end, card, part });
        match entry.line.section {
            Section::Statements => {
                if let Some(s) = by_id.get(entry.line.id.as_str()) {
                    s.content.iter().for_each(|x| add(x, Part::Content));
                    s.cue.iter().for_each(|x| add(x, Part::Cue));
                    s.source.iter().for_each(|x| add(x, Part::Source));
                }
            }
            Section::Events => {
                let mut spans = entry.line.evidence.iter();
                spans.next().into_iter().for_each(|x| add(x, Part::Trigger));
            }
            Section::Actors | Section::Places => {
                entry.line.evidence.iter().for_each(|x| add(x, Part::Name));
            }
            Section::Times => entry.line.evidence.iter().for_each(|x| add(x, Part::Time)),
            _ => entry.line.evidence.iter().for_each(|x| add(x, Part::Sentence)),
        }
    }
    marks.sort_by_key(|m| (m.start, m.end, m.card));
    marks
}

fn paragraph(
    line: &str,
    from: u32,
    to: u32,
    marks: &[Mark],
    cards: &Cards<'_>,
    seen: &mut [bool],
    out: &mut dyn Write,
) -> io::Result<()> {
    let here: Vec<&Mark> = marks
        .iter()
        .take_while(|m| m.start < to)
        .filter(|m| m.end > from && m.start < m.end)
        .collect();
    let mut edges: Vec<u32> =
        here.iter().flat_map(|m| [m.start.max(from), m.end.min(to)]).chain([from, to]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut chars = line.chars();
    for pair in edges.windows(2) {
        let text: String = chars.by_ref().take((pair[1] - pair[0]) as usize).collect();
        let over: Vec<_> = here.iter().filter(|m| m.start <= pair[0] && pair[1] <= m.end).collect();
        let Some(top) = over.iter().max_by_key(|m| m.part) else {
            write!(out, "{}", escape(&text))?;
            continue;
        };
        let firsts: Vec<_> = over
            .iter()
            .filter(|m| !std::mem::replace(&mut seen[m.card], true))
            .map(|m| m.card)
            .collect();
        for card in &firsts {
            write!(out, "<span class=\"to\" id=\"w-{}\"></span>", cards.cards[*card].key)?;
        }
        let mut classes: Vec<String> = vec![top.part.class().to_owned()];
        // A name inside a quotation keeps the quotation's wash.
        if over.iter().any(|m| m.part == Part::Content) && top.part != Part::Content {
            classes.push("content".to_owned());
        }
        classes.extend(over.iter().map(|m| format!("w-{}", cards.cards[m.card].key)));
        classes.dedup();
        let class = classes.join(" ");
        let class = class.trim();
        let text = escape(&text);
        if top.part == Part::Sentence {
            write!(out, "<span class=\"{class}\">{text}</span>")?;
        } else {
            write!(
                out,
                "<a class=\"{class}\" href=\"#c-{}\">{text}</a>",
                cards.cards[top.card].key
            )?;
        }
    }
    Ok(())
}
