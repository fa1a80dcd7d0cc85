//! The record's side of the page: one card a line, grouped by section.

use super::escape;
use crate::party::{self, GLYPHS};
use crate::plain::{Line, Plain, flat};
use crate::{Options, Section};
use rapporteur_record::Record;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// A card with the key that ties it to its words (`d0-s1`).
pub(super) struct Card {
    pub(super) key: String,
    pub(super) line: Line,
}

pub(super) struct Cards<'a> {
    plain: &'a Plain<'a>,
    pub(super) cards: Vec<Card>,
    number: usize,
    why: bool,
    /// Marks by actor id, from 0; further ones have none.
    parties: BTreeMap<&'a str, usize>,
}

impl<'a> Cards<'a> {
    pub(super) fn new(
        plain: &'a Plain<'a>,
        record: &'a Record,
        number: usize,
        options: &Options,
    ) -> Self {
        let mut cards = Vec::new();
        for section in options.sections() {
            for (i, line) in plain.lines(section).into_iter().enumerate() {
                // Ids of actors come from the text: only the place in the list is sure to be a name.
                let key = format!("d{number}-{}{i}", &section.name()[..2]);
                cards.push(Card { key, line });
            }
        }
        Self { plain, cards, number, why: options.why, parties: party::marks(record, GLYPHS.len()) }
    }

    /// Style rules: pointing at, or arriving at, a card lights its words, and the other way round.
    pub(super) fn lights(&self) -> String {
        let mut css = String::new();
        for card in self.cards.iter().filter(|c| !c.line.evidence.is_empty()) {
            let key = &card.key;
            // Writing to a string cannot fail.
            let _ = writeln!(
                css,
                "body:has(#c-{key}:hover) .w-{key},body:has(#c-{key}:target) .w-{key},\
                 body:has(#w-{key}:target) .w-{key}{{background:var(--lit)}}\n\
                 body:has(.w-{key}:hover) #c-{key},body:has(#w-{key}:target) #c-{key}{{background:var(--lit-card)}}"
            );
        }
        css
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<aside class=\"record\" aria-label=\"Record\">")?;
        let mut at: Option<Section> = None;
        for card in &self.cards {
            if at != Some(card.line.section) {
                if let Some(before) = at {
                    writeln!(out, "{}", close(before))?;
                }
                at = Some(card.line.section);
                writeln!(out, "{}", self.open(card.line.section))?;
            }
            self.card(card, out)?;
        }
        match at {
            Some(last) => writeln!(out, "{}", close(last))?,
            None => writeln!(out, "<p class=\"none\">Nothing was found in this text.</p>")?,
        }
        writeln!(out, "</aside>")
    }

    fn open(&self, section: Section) -> String {
        let count = self.cards.iter().filter(|c| c.line.section == section).count();
        let heading = section.heading();
        let folded = matches!(section, Section::Actors | Section::Places | Section::Times);
        if folded {
            format!(
                "<details><summary><h2>{heading} <span class=\"n\">{count}</span></h2></summary><ol>"
            )
        } else {
            let id = format!("sec-{}-{}", self.number, section.name());
            format!(
                "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{heading} <span class=\"n\">{count}</span></h2><ol>"
            )
        }
    }

    fn card(&self, card: &Card, out: &mut dyn Write) -> io::Result<()> {
        let line = &card.line;
        let nested = if line.what.starts_with(' ') { " under" } else { "" };
        write!(out, "<li id=\"c-{}\" class=\"card{nested}\">", card.key)?;
        if let Some(&mark) = line.actors.iter().find_map(|a| self.parties.get(a.as_str())) {
            write!(
                out,
                "<span class=\"party p{}\" aria-hidden=\"true\">{}</span> ",
                mark + 1,
                GLYPHS[mark]
            )?;
        }
        write!(out, "<bdi>{}</bdi>", escape(&flat(&line.what)))?;
        if let Some(status) = &line.status {
            write!(out, " <span class=\"chip s-{}\">{0}</span>", escape(status))?;
        }
        let about: Vec<_> =
            line.about.iter().map(|a| format!("<bdi>{}</bdi>", escape(&flat(a)))).collect();
        write!(out, "<div class=\"about\">{}", about.join(" · "))?;
        if let Some(first) = line.evidence.first() {
            let paragraph = self.plain.paragraph(first.start);
            let dot = if about.is_empty() { "" } else { " · " };
            write!(
                out,
                "{dot}<a href=\"#w-{}\" aria-label=\"to the words, paragraph {paragraph}\">¶{paragraph}</a>",
                card.key
            )?;
            if line.section == Section::Actors && line.evidence.len() > 1 {
                write!(out, " · {} mentions", line.evidence.len())?;
            }
        }
        write!(out, "</div>")?;
        if self.why {
            write!(out, "<div class=\"why\">")?;
            if let Some(rule) = &line.rule {
                write!(out, "<code>{}</code> ", escape(rule))?;
            }
            if let Some(score) = line.confidence {
                write!(out, "score {score:.2} ")?;
            }
            for span in line.evidence.iter().take(4) {
                write!(out, "<q>{}</q> ", escape(&span.text))?;
            }
            write!(out, "</div>")?;
        }
        writeln!(out, "</li>")
    }
}

fn close(section: Section) -> &'static str {
    match section {
        Section::Actors | Section::Places | Section::Times => "</ol></details>",
        _ => "</ol></section>",
    }
}
