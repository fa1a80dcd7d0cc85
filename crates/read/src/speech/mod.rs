//! Who said what.
//!
//! The language model marks sources, cues and contents; rules over trees and quotation marks add
//! what it missed. 'Harel told reporters in Oslo on Monday that the border would stay shut. “That is
//! our right,” she added.' enters as spans and trees and leaves as two statements of Harel's, the
//! first indirect, of that Monday and in Oslo, the second direct and of the same day, for 'added'
//! goes on. Attitudes ('Harel fears …') are no statements, nor is the outlet's own narration.
//!
//! The words that report speech are data: `data/lexicon/cues.toml`, `media_phrases.toml`.

mod direct;
mod frames;
mod lexicon;
mod model;
mod quotes;
mod setting;
mod speaker;

use crate::cast::Cast;
use crate::grammar::Grammar;
use crate::{Actor, Evidence, Place, Stance, Statement, StatementId, StatementKind, Time};
use frames::{Frame, Page};
pub(crate) use lexicon::Cues;

use quotes::{quoted_share, quotes};
use rapporteur_text::{Analysis, Date, Document, Span};
use speaker::Memory;

/// The statements of a document, in the order of their first words.
///
/// `actors`, `places` and `times` are those of the same document; pronouns that stand for an actor
/// are mentions of it. The day of publication is of no use here: a statement without a time of its
/// own has none.
pub fn read(
    document: &Document,
    analysis: &Analysis,
    actors: &[Actor],
    places: &[Place],
    times: &[Time],
    published: Option<Date>,
) -> Vec<Statement> {
    let _ = published;
    let text = &document.text;
    let grammar = Grammar::new(text, analysis);
    let marks = quotes(text);
    let page = Page { grammar: &grammar, cues: Cues::shared(), quotes: &marks };
    let cast = Cast::new(&grammar, actors, places, times);
    let mut frames = page.model_frames();
    for frame in page.frames() {
        add(&mut frames, frame);
    }
    nearest_only(&mut frames);
    frames.sort_by_key(first_byte);
    page.add_quotations(&mut frames);
    frames.sort_by_key(first_byte);
    let mut statements = resolve(&page, &cast, frames);
    nest(&mut statements);
    statements
}

fn first_byte(frame: &Frame) -> (usize, usize) {
    let content = frame.content.first().map_or(0, |c| c.start());
    let lead = frame.cue.map_or(content, |c| c.0.start()).min(content);
    (lead, content)
}

/// Adds a frame of the rules, unless the model has it: the same cue, or much the same content. What
/// the model lacks is filled in.
fn add(frames: &mut Vec<Frame>, frame: Frame) {
    let same = frames.iter_mut().find(|f| {
        let cue = match (f.cue, frame.cue) {
            (Some(a), Some(b)) => a.0.overlaps(b.0),
            _ => false,
        };
        let alike = dice(&f.content, &frame.content);
        cue && alike > 0.2 || alike > 0.6 && (cue || f.cue.is_none() || f.source.is_none())
    });
    match same {
        Some(there) => {
            if there.source.is_none() {
                there.source = frame.source;
            }
            if there.cue.is_none() {
                there.cue = frame.cue;
                there.stance = frame.stance;
            }
            there.told = there.told.or(frame.told);
            there.through = there.through.or(frame.through);
        }
        None => frames.push(frame),
    }
}

/// Of two frames for the same content, the one whose cue stands nearer; a frame inside the content
/// of the other is another statement.
fn nearest_only(frames: &mut Vec<Frame>) {
    let far = |f: &Frame| {
        let gap = |c: Span, at: Span| {
            at.start().saturating_sub(c.end()).max(c.start().saturating_sub(at.end()))
        };
        f.cue.map_or(usize::MAX, |(c, _)| f.content.iter().map(|at| gap(c, *at)).min().unwrap_or(0))
    };
    let mut drop = vec![false; frames.len()];
    frames.sort_by_key(|f| f.content.first().map_or(0, |c| c.start()));
    for a in 0..frames.len() {
        for b in a + 1..frames.len().min(a + 12) {
            let (x, y) = (&frames[a], &frames[b]);
            let inside = |f: &Frame, g: &Frame| {
                f.cue.is_some_and(|(c, _)| g.content.iter().any(|s| s.overlaps(c)))
            };
            if dice(&x.content, &y.content) < 0.8
                || inside(x, y)
                || inside(y, x)
                || drop[a]
                || drop[b]
            {
                continue;
            }
            drop[if far(x) <= far(y) { b } else { a }] = true;
        }
    }
    let mut keep = drop.iter().map(|d| !d);
    frames.retain(|_| keep.next().unwrap_or(true));
}

/// Overlap of two contents, 0 to 1.
fn dice(a: &[Span], b: &[Span]) -> f32 {
    let shared: usize = a.iter().flat_map(|x| b.iter().map(|y| x.shared(*y))).sum();
    let all: usize = a.iter().chain(b).map(|s| s.len()).sum();
    if all == 0 { 0.0 } else { 2.0 * shared as f32 / all as f32 }
}

fn resolve(page: &Page<'_>, cast: &Cast<'_>, frames: Vec<Frame>) -> Vec<Statement> {
    let g = page.grammar;
    let mut memory = Memory::default();
    let mut statements: Vec<Statement> = Vec::with_capacity(frames.len());
    let mut paragraphs: Vec<u32> = Vec::with_capacity(frames.len());
    for mut frame in frames {
        let led = page.without_lead(cast, &mut frame);
        if page.is_setting(cast, &frame.content) {
            continue;
        }
        let Some(&first) = frame.content.first() else { continue };
        let anchor = frame.cue.map_or(first, |c| c.0);
        let Some(sentence) = g.analysis.sentence_at(anchor.start()) else { continue };
        let sentence = g.analysis.sentence(sentence);
        let speaker = page.speaker(cast, &memory, &frame);
        let share = quoted_share(g.text, page.quotes, &frame.content);
        if speaker.is_none() && share < 0.05 && page.is_idle(&frame) {
            continue;
        }
        let kind = match share {
            s if s >= 0.99 => StatementKind::Direct,
            s if s > 0.0 => StatementKind::Mixed,
            _ => StatementKind::Indirect,
        };
        let channel = page.channel(cast, &frame);
        let mut date = led.or_else(|| page.said_when(cast, &frame));
        let mut place = page.said_where(cast, &frame);
        // 'She added …' on the day, and at the place, of what she added it to.
        let goes_on =
            frame.cue.is_some_and(|c| matches!(g.lemma(c.1).as_str(), "add" | "continue" | "go"));
        if let (true, Some(before), Some(&p)) = (goes_on, statements.last(), paragraphs.last())
            && before.speaker == speaker
            && p + 1 >= sentence.paragraph
        {
            date = date.or_else(|| before.date.clone());
            place = place.or_else(|| before.place.clone());
        }
        if let Some(id) = &speaker {
            memory.remember(sentence.paragraph, id);
        }
        let mut evidence = Evidence::new(sentence.span, frame.rule, frame.confidence);
        for &content in &frame.content {
            if !sentence.span.contains(content) {
                evidence = evidence.and(content);
            }
        }
        paragraphs.push(sentence.paragraph);
        statements.push(Statement {
            speaker,
            source: frame.source.map(|s| s.0),
            cue: frame.cue.map(|c| c.0),
            content: frame.content,
            kind,
            medium: channel.medium,
            addressee: channel.addressee,
            date,
            place,
            polarity: frame.polarity,
            stance: Stance(frame.stance),
            within: None,
            evidence,
        });
    }
    statements
}

/// Says of each statement which other reports it: the smallest whose content holds its cue.
fn nest(statements: &mut [Statement]) {
    let spans: Vec<(usize, Span)> = statements
        .iter()
        .enumerate()
        .flat_map(|(n, s)| s.content.iter().map(move |c| (n, *c)))
        .collect();
    for (n, statement) in statements.iter_mut().enumerate() {
        let Some(cue) = statement.cue else { continue };
        let holders = spans.iter().filter(|(m, c)| *m != n && c.contains(cue));
        let smallest = holders.min_by_key(|(m, c)| (c.len(), *m));
        statement.within = smallest.map(|(m, _)| StatementId(*m as u32));
    }
}

#[cfg(test)]
mod tests;
