//! Stretches the network can read: section 4 of `training/CONTRACT.md`.

use crate::config::WindowSizes;
use crate::units::{Space, Units};

/// Units `from..to` are read, `keep.0..keep.1` of them kept. A `[SEP]` stands before every unit
/// that begins a paragraph, the first of the window excepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    pub(crate) from: usize,
    pub(crate) keep: (usize, usize),
    pub(crate) to: usize,
}

/// The windows of a text, in order; every unit is kept by exactly one.
pub(crate) struct Windows<'a> {
    text: &'a str,
    units: &'a Units,
    sizes: WindowSizes,
    /// Paragraph and unit that the next window begins to keep.
    paragraph: usize,
    unit: usize,
}

impl<'a> Windows<'a> {
    pub(crate) fn new(text: &'a str, units: &'a Units, sizes: WindowSizes) -> Self {
        Self { text, units, sizes, paragraph: 0, unit: 0 }
    }

    /// First of the last units of `start..end` that have `budget` pieces or fewer.
    fn tail(&self, start: usize, end: usize, budget: usize) -> usize {
        let (mut at, mut taken) = (end, 0);
        while at > start {
            taken += usize::from(self.units.units[at - 1].pieces);
            if taken > budget {
                break;
            }
            at -= 1;
        }
        at
    }

    /// Whether a sentence may end before unit `at`.
    fn may_end_before(&self, at: usize) -> bool {
        let before = &self.units.units[at - 1];
        let mark = &self.text[before.start as usize..before.end as usize];
        self.units.units[at].space != Space::Joined
            && matches!(mark, "." | "!" | "?" | "\"" | "”" | "’" | ")")
    }

    /// Where to stop keeping in a paragraph of which only `start..end` fit the window.
    fn cut(&self, start: usize, end: usize) -> usize {
        let whole = self.units.size(start, end);
        let ends = (start + 1..=end).rev();
        ends.take_while(|&c| self.units.size(start, c) * 2 >= whole)
            .find(|&c| self.may_end_before(c))
            .unwrap_or_else(|| self.tail(start + 1, end, self.sizes.hold_back))
    }
}

impl Iterator for Windows<'_> {
    type Item = Window;

    fn next(&mut self) -> Option<Window> {
        let starts = &self.units.paragraphs;
        let [start, end] = starts.get(self.paragraph..self.paragraph + 2)? else { return None };
        let (start, end, at) = (*start as usize, *end as usize, self.unit);
        let WindowSizes { pieces: window, context, .. } = self.sizes;
        let size = |from, to| self.units.size(from, to);

        let (from, mut room);
        if at == start {
            let own = size(start, end);
            let budget = if own <= window - 2 {
                context.min((window - 2 - own).saturating_sub(1))
            } else {
                context
            };
            let before = self.paragraph.checked_sub(1).map_or(start, |p| starts[p] as usize);
            from = self.tail(before, start, budget);
            room = window - 2 - size(from, at) - usize::from(from < at);
        } else {
            from = self.tail(start, at, context);
            room = window - 2 - size(from, at);
        }

        if size(at, end) <= room {
            room -= size(at, end);
            self.paragraph += 1;
            let mut to = end;
            while let Some(&next) = starts.get(self.paragraph + 1)
                && size(to, next as usize) < room
            {
                room -= 1 + size(to, next as usize);
                to = next as usize;
                self.paragraph += 1;
            }
            self.unit = to;
            return Some(Window { from, keep: (at, to), to });
        }
        let mut to = at;
        while size(at, to + 1) <= room {
            to += 1;
        }
        self.unit = self.cut(at, to);
        Some(Window { from, keep: (at, self.unit), to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::{config, read};

    fn windows(text: &str, pieces: usize, context: usize, hold_back: usize) -> Vec<Window> {
        let units = read(text);
        Windows::new(text, &units, config(pieces, context, hold_back).window).collect()
    }

    fn window(from: usize, keep: (usize, usize), to: usize) -> Window {
        Window { from, keep, to }
    }

    #[test]
    fn paragraphs_are_joined_while_they_fit() {
        // [CLS] a a [SEP] a a [SEP] is 7; a third paragraph of two would make 10.
        assert_eq!(
            windows("a a\na a\na a\n", 9, 2, 1),
            [window(0, (0, 4), 4), window(2, (4, 6), 6)]
        );
    }

    #[test]
    fn context_yields_to_a_paragraph_that_fits_alone() {
        // The second paragraph has 6 of 8 pieces: one for [SEP], one for context.
        let text = "a a a a a\na a a a a a";
        assert_eq!(windows(text, 10, 4, 2), [window(0, (0, 5), 5), window(4, (5, 11), 11)]);
    }

    #[test]
    fn a_long_paragraph_is_cut_after_a_sentence() {
        let text = "a a a a a. a a a a a a a";
        // Eight fit; the full stop at 5 ends the kept part, and the rest is read again.
        assert_eq!(
            windows(text, 10, 3, 2),
            [window(0, (0, 6), 8), window(3, (6, 9), 11), window(6, (9, 13), 13)]
        );
    }

    #[test]
    fn every_unit_is_kept_once_and_windows_stay_in_size() {
        for text in
            ["a".to_owned(), "a ".repeat(500), "a\n".repeat(70), "a. ".repeat(99), "...".repeat(40)]
        {
            let units = read(&text);
            let mut at = 0;
            for w in windows(&text, 20, 6, 3) {
                assert_eq!(w.keep.0, at);
                assert!(w.from <= at && at < w.keep.1 && w.keep.1 <= w.to);
                let separators = (w.from + 1..w.to)
                    .filter(|&u| units.units[u].space == Space::Paragraph)
                    .count();
                assert!(units.size(w.from, w.to) + separators + 2 <= 20);
                at = w.keep.1;
            }
            assert_eq!(at, units.len());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_kept_whole(text in "\\PC*|[a'’\"“” .!\n\u{301}1-3nNtT]{0,80}") {
            let units = read(&text);
            let mut end = 0;
            for unit in &units.units {
                let between = &text[end as usize..unit.start as usize];
                assert!(between.chars().all(char::is_whitespace));
                assert!(unit.start < unit.end && unit.pieces > 0);
                end = unit.end;
            }
            assert!(text[end as usize..].chars().all(char::is_whitespace));
            let mut at = 0;
            for w in windows(&text, 24, 8, 4) {
                assert!(w.keep.0 == at && at < w.keep.1);
                at = w.keep.1;
            }
            assert_eq!(at, units.len());
            let _ = crate::quotes::quoted(&text, &units);
        }
    }
}
