//! Times: every expression of time with its TIMEX3 value, and the day of publication where none was
//! given.
//!
//! A document enters, with its analysis where there is one; out comes a [`Found`]. The rules work on
//! light tokens that need no model; the analysis only tells the tense. 'Talks that were due to open
//! in Sochi on Monday were put off on Saturday night until 12 March', published on Sunday 2 March
//! 2014, yields `2014-03-03` (planned), `2014-03-01TNI` (past) and `2014-03-12`.
//!
//! In steps: `tokens` cuts; `scan` finds expressions, by the grammar in `dates`, `years`, `feasts`,
//! `relative`, `clock` and `lengths`, as a `meaning`; `tense` says which way each one points;
//! `dateline` and `published` date the document; `resolve` gives values.

mod anchor;
mod calendar;
mod clock;
mod dateline;
mod dates;
mod feasts;
mod holders;
mod lengths;
mod meaning;
mod numbers;
mod published;
mod relative;
mod resolve;
mod scan;
mod tense;
mod timex3;
mod tokens;
mod words;
mod years;
mod zones;

pub use timex3::is_timex3;

use rapporteur_text::{Analysis, Document, EntityKind, Published};
use rapporteur_world::World;
use smol_str::SmolStr;

use crate::{Rule, Time, TimeKind};
use anchor::{Anchor, From, Named};
use calendar::{Stretch, Unit};
use meaning::{Base, Direction, Expression, Meaning, YearOf};
use tokens::Tokens;
use words::Zone;

/// What was found of times in one document.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// When the document was published: as given with it, else by its dateline, else by what its own
    /// words fix.
    pub published: Option<Published>,
    /// Expressions of time, in the order of the text, not overlapping.
    pub times: Vec<Time>,
}

/// Reads all times of a document.
///
/// `analysis` may be empty. `world` tells who held an office when, which can date a document that
/// names no year.
pub fn read(document: &Document, analysis: &Analysis, world: Option<&World>) -> Found {
    let tokens = Tokens::cut(&document.text);
    let mut expressions = scan::expressions(&tokens);
    expressions.retain(|e| !inside_name(&tokens, analysis, e));
    let read: Vec<(Expression, Direction)> = expressions
        .into_iter()
        .map(|e| {
            let direction = tense::direction(&tokens, analysis, &e);
            (e, direction)
        })
        .collect();
    let published = document.published.clone().or_else(|| {
        let line = dateline::find(&tokens, &read);
        line.and_then(dateline::published)
            .or_else(|| published::inferred(&tokens, &read, line, world))
    });
    let anchor = Anchor::published(published.as_ref().map(|p| p.date));
    let times = values(&tokens, &read, &anchor);
    Found { published, times }
}

/// Whether the words are part of a longer name of a person or body ('Theresa May', 'the Sunday
/// Times'): a weekday or month alone then names no time.
fn inside_name(t: &Tokens<'_>, analysis: &Analysis, e: &Expression) -> bool {
    let Meaning::Moment(m) = &e.meaning else { return false };
    let bare = matches!(m.base, Base::Weekday { .. } | Base::Month { year: YearOf::Open, .. });
    let Some(span) = t.span(e.from, e.to).filter(|_| bare) else { return false };
    analysis.entity_at(span).is_some_and(|entity| {
        matches!(entity.kind, EntityKind::Person | EntityKind::Organisation)
            && entity.span.contains(span)
            && entity.span.len() > span.len()
            && entity.score >= 0.5
    })
}

/// The stretch named last and where.
#[derive(Clone, Copy)]
struct Memory {
    stretch: Stretch,
    sentence: usize,
    line: usize,
    dated: bool,
}

fn values(t: &Tokens<'_>, read: &[(Expression, Direction)], anchor: &Anchor) -> Vec<Time> {
    let (sentences, lines) = numbers(t);
    let mut memory: Option<Memory> = None;
    let mut times = Vec::with_capacity(read.len());
    for (k, (e, d)) in read.iter().enumerate() {
        let here = (sentences[e.from], lines[e.from]);
        let named = memory.filter(|m| here.1 <= m.line + 1).map(|m| Named {
            stretch: m.stretch,
            near: m.sentence == here.0,
            dated: m.dated,
        });
        let said = spoken(t, read, k, &sentences, anchor);
        let anchor = said.as_ref().unwrap_or(anchor);
        let Some((time, stretch, dated)) = value(t, e, *d, anchor, named) else { continue };
        if let Some(stretch) = stretch {
            memory = Some(Memory { stretch, sentence: here.0, line: here.1, dated });
        }
        times.push(time);
    }
    times
}

/// Number of the sentence and of the line of each token.
fn numbers(t: &Tokens<'_>) -> (Vec<usize>, Vec<usize>) {
    let (mut sentence, mut line) = (0, 0);
    t.all
        .iter()
        .map(|token| {
            sentence += usize::from(token.first);
            line += usize::from(token.line);
            (sentence, line)
        })
        .unzip()
}

/// The day on which quoted words were said, where their sentence names it outside the quotation:
/// '“We leave tomorrow,” he said on Monday.'
fn spoken(
    t: &Tokens<'_>,
    read: &[(Expression, Direction)],
    k: usize,
    sentences: &[usize],
    anchor: &Anchor,
) -> Option<Anchor> {
    let e = &read[k].0;
    if !t.all[e.from].quoted {
        return None;
    }
    // A sentence with hundreds of dates is a list; the nearest eight are enough to look at.
    let near = (k.saturating_sub(8)..(k + 9).min(read.len())).filter(|&other| {
        let from = read[other].0.from;
        sentences[from] == sentences[e.from] && !t.all[from].quoted
    });
    near.filter_map(|other| {
        let (e, d) = &read[other];
        let Meaning::Moment(m) = &e.meaning else { return None };
        let day = matches!(
            m.base,
            Base::Day { .. } | Base::Weekday { .. } | Base::Away { unit: Unit::Day, .. }
        );
        let stretch = resolve::moment(m, *d, anchor, None)?
            .stretch
            .filter(|_| day && *d != Direction::Future)?;
        Some(Anchor::said(stretch.day))
    })
    .next()
}

/// The claim, the stretch it names for what follows, and whether its year was written out.
fn value(
    t: &Tokens<'_>,
    e: &Expression,
    d: Direction,
    anchor: &Anchor,
    named: Option<Named>,
) -> Option<(Time, Option<Stretch>, bool)> {
    let span = t.span(e.from, e.to)?;
    let claim =
        |kind, value: SmolStr, anchor, rule| Time { span, kind, value, anchor, rule: Rule(rule) };
    match &e.meaning {
        Meaning::Reference(value) => {
            Some((claim(TimeKind::Date, SmolStr::new_static(value), None, e.rule), None, false))
        }
        Meaning::Often { value } => {
            Some((claim(TimeKind::Set, value.clone(), None, e.rule), None, false))
        }
        Meaning::Length { value } => {
            if let Some(found) = ahead(t, e, d, anchor) {
                let label = Some(anchor.label.clone());
                return Some((
                    claim(TimeKind::Date, found.value(), label, "times/ahead"),
                    Some(found),
                    false,
                ));
            }
            Some((claim(TimeKind::Duration, value.clone(), None, e.rule), None, false))
        }
        Meaning::Moment(m) => {
            let value = resolve::moment(m, d, anchor, named)?;
            let local = m.clock.is_some_and(|c| c.zone == Some(Zone::Local));
            let label = match value.from {
                From::Words => None,
                From::Published => Some(anchor.label.clone()).filter(|l| !l.is_empty()),
                From::Named => named.map(|n| format!("named before: {}", n.stretch.value())),
            };
            let label = match (label, local) {
                (Some(label), true) => Some(format!("{label}, local time")),
                (None, true) => Some("local time".to_owned()),
                (label, false) => label,
            };
            let kind =
                if m.clock.is_some() || m.part.is_some() { TimeKind::Time } else { TimeKind::Date };
            // A time of day does not change the day that is spoken of.
            let stretch = value.stretch.filter(|_| m.base != Base::Unnamed);
            let dated = value.from == From::Words
                || value.from == From::Named && named.is_some_and(|n| n.dated);
            Some((claim(kind, value.value, label, e.rule), stretch, dated))
        }
    }
}

/// 'in three weeks' of something ahead is a day, week, month or year; else it is a length.
fn ahead(t: &Tokens<'_>, e: &Expression, d: Direction, anchor: &Anchor) -> Option<Stretch> {
    if d != Direction::Future || !scan::stands_ahead(t, e) {
        return None;
    }
    let (unit, n) = scan::amount_of(t, e)?;
    let unit_of = |u| if u == Unit::Fortnight { Unit::Week } else { u };
    let stretch = Stretch::new(anchor.day.filter(|_| !unit.is_clock())?, unit);
    stretch.shift(unit, n).map(|s| Stretch::new(s.day, unit_of(s.grain)))
}

#[cfg(test)]
mod tests;
