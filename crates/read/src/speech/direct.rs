//! Quotations that no frame holds yet: who speaks them, by what stands beside them.
//!
//! '“We will come,” Harel said. “That is certain.”': the second part is spoken by whoever spoke the
//! first. A quoted word or two ('the “hot” phase') is no quotation of its own.

use super::frames::{Frame, Page};
use super::quotes::Quote;
use crate::{Polarity, Rule};
use rapporteur_text::{Span, Upos, WordId};

/// What stands before a quotation in its own paragraph.
struct Beside {
    cue: WordId,
    stance: &'static str,
}

impl Page<'_> {
    /// Adds the quotations that `frames` leave out, each as a frame or as a further part of one.
    pub(crate) fn add_quotations(&self, frames: &mut Vec<Frame>) {
        let mut last: Option<(usize, usize)> = None;
        for (n, quote) in self.quotes.iter().enumerate() {
            if let Some(at) = holder(frames, quote.inner) {
                last = Some((n, at));
                continue;
            }
            if !self.is_spoken(quote) {
                continue;
            }
            let Some(content) = self.trimmed(quote.outer) else { continue };
            let before = last.filter(|&(m, _)| m + 1 == n).map(|(m, at)| (&self.quotes[m], at));
            if let Some(beside) = self.frame_after(quote).or_else(|| self.frame_before(quote)) {
                let source = self.grammar.doer(beside.cue).map(|s| (self.noun_phrase(s), s));
                // The frame may be that of the quotation before: '“We come,” Harel said. “Now.”'
                let same = frames.iter().position(|f| f.cue.is_some_and(|c| c.1 == beside.cue));
                // The trees may have had only the last sentence of the quotation.
                if let Some(at) =
                    same.filter(|&at| frames[at].content.iter().all(|&c| quote.outer.contains(c)))
                {
                    frames[at].content = vec![content];
                    last = Some((n, at));
                    continue;
                }
                if let Some(at) = same.filter(|&at| before.is_some_and(|(_, b)| b == at)) {
                    extend(&mut frames[at], content);
                    last = Some((n, at));
                    continue;
                }
                frames.push(Frame {
                    source,
                    cue: Some((self.grammar.word(beside.cue).span, beside.cue)),
                    content: vec![content],
                    stance: beside.stance,
                    polarity: Polarity::Said,
                    told: self.told(beside.cue),
                    through: None,
                    rule: Rule("speech/quotation"),
                    confidence: 0.85,
                });
            } else if let Some((_, at)) = before.filter(|(q, at)| {
                q.paragraph == quote.paragraph
                    && self.speaks(&frames[*at])
                    && self.close(q.outer, quote.outer)
            }) {
                extend(&mut frames[at], content);
                last = Some((n, at));
                continue;
            } else if let Some(frame) = self.unframed(quote, content, before, frames) {
                frames.push(frame);
            } else {
                continue;
            }
            last = Some((n, frames.len() - 1));
        }
    }

    /// A sentence given as spoken: several words with a verb, or a whole sentence by its marks.
    fn is_spoken(&self, quote: &Quote) -> bool {
        let g = self.grammar;
        let words = || g.analysis.words_in(quote.inner).filter(|&w| g.word(w).upos != Upos::Punct);
        let count = words().take(9).count();
        let verb = words().any(|w| matches!(g.word(w).upos, Upos::Verb | Upos::Aux));
        let ends = g.text[quote.inner].ends_with([',', '.', '!', '?', '…']);
        count >= 3 && verb && (ends || count >= 5)
            || ends && count >= 2 && self.starts_sentence(quote)
    }

    fn starts_sentence(&self, quote: &Quote) -> bool {
        let at = self.grammar.analysis.sentence_at(quote.inner.start());
        at.is_some_and(|s| {
            self.grammar.analysis.sentence(s).span.start() + 3 >= quote.inner.start()
        })
    }

    /// No more than a frame between the two: nothing but the words of one sentence.
    fn close(&self, first: Span, second: Span) -> bool {
        second.start().saturating_sub(first.end()) < 160
    }

    /// Whether a frame tells of speech, and not of a quoted word inside a clause.
    fn speaks(&self, frame: &Frame) -> bool {
        frame
            .content
            .iter()
            .any(|&c| self.quote_at(c.start()).is_some_and(|q| q.inner.shared(c) * 2 > c.len()))
    }

    /// '“…,” Harel said on Monday.' The cue stands behind the closing mark, in the same sentence or
    /// opening the next; its subject is not inside the quotation.
    fn frame_after(&self, quote: &Quote) -> Option<Beside> {
        let g = self.grammar;
        // '“… .” Harel said no.' is no frame: only a comma, question or exclamation leads on.
        let leads = g.text[quote.inner].ends_with([',', '?', '!', '–', '—', '…'])
            || !g.text[quote.inner].ends_with('.');
        if !quote.closed || !leads {
            return None;
        }
        let end = self.next_quote(quote).map_or(usize::MAX, |q| q.outer.start());
        let from = g.analysis.words.partition_point(|w| w.span.start() < quote.outer.end()) as u32;
        let sentence = g.analysis.sentence(g.analysis.sentence_at(quote.outer.end())?);
        // A mark that ends its sentence leaves the frame to the next one.
        let last = sentence.words.end.max(from + 1).min(g.analysis.words.len() as u32);
        (from..last.min(from + 14))
            .map(WordId)
            .take_while(|&w| g.word(w).span.start() < end)
            .find_map(|w| self.beside(w, quote))
    }

    /// 'Harel said: “…”', 'Harel, speaking in Tunis, said “…”.'
    fn frame_before(&self, quote: &Quote) -> Option<Beside> {
        let g = self.grammar;
        let first = WordId(
            g.analysis.words.partition_point(|w| w.span.end() <= quote.outer.start()) as u32,
        );
        if first.0 == 0 || first.0 as usize >= g.analysis.words.len() {
            return None;
        }
        let before = WordId(first.0 - 1);
        let sentence = g.analysis.sentence(g.analysis.sentence_of(before));
        // The sentence before counts where it ends with a colon.
        let same = sentence.span.overlaps(quote.outer);
        if !same && (g.form(before) != ":" || !self.same_paragraph(before, quote)) {
            return None;
        }
        let earliest = sentence.words.start.max(before.0.saturating_sub(30));
        (earliest..=before.0)
            .rev()
            .map(WordId)
            .take_while(|&w| self.quote_at(g.word(w).span.start()).is_none())
            .find_map(|w| self.beside(w, quote))
    }

    fn same_paragraph(&self, w: WordId, quote: &Quote) -> bool {
        let g = self.grammar;
        g.text
            .span(g.word(w).span.end(), quote.outer.start())
            .is_some_and(|gap| !g.text[gap].contains('\n'))
    }

    fn beside(&self, w: WordId, quote: &Quote) -> Option<Beside> {
        let g = self.grammar;
        if quote.outer.contains(g.word(w).span) {
            return None;
        }
        let cue = self.cues.verb(g, w).filter(|c| (c.quote || c.clause) && !c.weak)?;
        let source = g.doer(w);
        let outside = source.is_none_or(|s| !quote.outer.contains(g.word(s).span));
        outside.then_some(Beside { cue: w, stance: cue.stance })
    }

    fn next_quote(&self, quote: &Quote) -> Option<&Quote> {
        let at = self.quotes.partition_point(|q| q.outer.start() <= quote.outer.start());
        self.quotes.get(at)
    }

    /// A quotation with no frame beside it: a paragraph that goes on quoting, or one that a colon
    /// announced, or the subject of the clause before it ('She was blunt – “…”').
    fn unframed(
        &self,
        quote: &Quote,
        content: Span,
        before: Option<(&Quote, usize)>,
        frames: &[Frame],
    ) -> Option<Frame> {
        let g = self.grammar;
        let long = g.text[quote.inner].split_whitespace().nth(5).is_some();
        let frame = |source, cue, confidence| Frame {
            source,
            cue,
            content: vec![content],
            stance: "say",
            polarity: Polarity::Said,
            told: None,
            through: None,
            rule: Rule("speech/quotation-alone"),
            confidence,
        };
        // The same voice, a paragraph later.
        if let Some((earlier, at)) = before.filter(|(q, _)| q.paragraph + 1 == quote.paragraph)
            && (!earlier.closed || self.opens_paragraph(quote) && self.speaks(&frames[at]))
        {
            return Some(frame(frames[at].source, frames[at].cue, 0.6));
        }
        let first = g.analysis.words.partition_point(|w| w.span.end() <= quote.outer.start());
        let earlier = first.checked_sub(1).map(|w| WordId(w as u32));
        if let Some(w) = earlier.filter(|&w| g.form(w) == ":") {
            let said = g.upward(w).find(|&at| g.is_predicate(at));
            let source = said.and_then(|v| g.doer(v)).map(|s| (self.noun_phrase(s), s));
            if source.is_some() {
                return Some(frame(source, said.map(|v| (g.word(v).span, v)), 0.6));
            }
        }
        if let Some(w) = earlier.filter(|&w| self.same_paragraph(w, quote)) {
            let sentence = g.analysis.sentence_of(w);
            let root = g.analysis.words_of(sentence).find(|&r| g.word(r).head.is_none())?;
            let source = g.doer(root).filter(|&s| g.word(s).upos != Upos::Noun || long)?;
            let outside = !quote.outer.contains(g.word(source).span);
            return (long && outside)
                .then(|| frame(Some((self.noun_phrase(source), source)), None, 0.45));
        }
        (long && self.opens_paragraph(quote)).then(|| frame(None, None, 0.4))
    }

    fn opens_paragraph(&self, quote: &Quote) -> bool {
        let before = &self.grammar.text.as_str()[..quote.outer.start()];
        before.trim_end_matches([' ', '\t', '\r']).ends_with('\n') || before.trim().is_empty()
    }
}

/// The frame whose content holds most of the quotation.
fn holder(frames: &[Frame], quote: Span) -> Option<usize> {
    let held =
        |f: &Frame| f.content.iter().map(|c| c.shared(quote)).sum::<usize>() * 2 > quote.len();
    frames.iter().position(held)
}

fn extend(frame: &mut Frame, content: Span) {
    frame.content.push(content);
    frame.content.sort();
}
