//! Light tokens: runs of letters, runs of digits, single marks. They need no model.

use rapporteur_text::{Span, Text};
use smol_str::SmolStr;

use super::words::{Entry, LEXICON, NONE};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// One run of letters or digits, or one mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// Nothing stands between it and the token before.
    pub(super) glued: bool,
    /// A line begins with it.
    pub(super) line: bool,
    /// Begins with an upper-case letter.
    pub(super) capital: bool,
    /// A sentence begins with it.
    pub(super) first: bool,
    /// Stands inside quotation marks.
    pub(super) quoted: bool,
    /// Lower case; curly apostrophes straightened; empty for words too long to be of time.
    pub(super) lower: SmolStr,
    pub(super) entry: &'static Entry,
}

/// The tokens of a text, up to byte `to`, and helpers to look at them without ever running out.
pub(super) struct Tokens<'t> {
    pub(super) text: &'t Text,
    pub(super) all: Vec<Token>,
}

/// Longest word, in bytes, that is looked up.
const LONGEST: usize = 24;

impl<'t> Tokens<'t> {
    pub(super) fn cut(text: &'t Text) -> Self {
        let mut all: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut chars = text.as_str().char_indices().peekable();
        let (mut glued, mut line) = (false, true);
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                line |= c == '\n';
                glued = false;
                continue;
            }
            let kind = kind_of(c);
            let mut end = start + c.len_utf8();
            if kind != Kind::Mark {
                while let Some(&(at, next)) = chars.peek() {
                    if kind_of(next) != kind || next.is_whitespace() {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            } else if matches!(c, '\'' | '’') && glued && all.last().is_some_and(is_word) {
                // A clitic keeps its apostrophe: "'s", "'ll".
                while let Some(&(at, next)) = chars.peek() {
                    if kind_of(next) != Kind::Word || at - start > LONGEST {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            }
            let words = &text.as_str()[start..end];
            let lower = lower(words);
            let entry = LEXICON.entry(&lower).unwrap_or(&NONE);
            let capital = c.is_uppercase();
            all.push(Token {
                start: start as u32,
                end: end as u32,
                kind,
                glued,
                line,
                capital,
                first: false,
                quoted: false,
                lower,
                entry,
            });
            (glued, line) = (true, false);
        }
        let mut tokens = Self { text, all };
        tokens.mark_sentences();
        tokens.mark_quotations();
        tokens
    }

    /// A full stop, question mark or line break ends a sentence, but not the stop of an
    /// abbreviation ('Nov. 9', 'p.m. Friday', 'J. Smith').
    fn mark_sentences(&mut self) {
        for i in 0..self.all.len() {
            let token = &self.all[i];
            if i == 0 || token.line {
                self.all[i].first = true;
                continue;
            }
            let mut back = i;
            // Closing quotation marks and brackets belong to the sentence before.
            while back > 0 && matches!(&*self.all[back - 1].lower, "\"" | "”" | "'" | "’" | ")")
            {
                back -= 1;
                if i - back > 3 {
                    break;
                }
            }
            if back == 0 || token.kind == Kind::Mark && !opens(&token.lower) {
                continue;
            }
            let stop = &self.all[back - 1];
            let before = back.checked_sub(2).map(|b| &self.all[b]);
            let ends = match &*stop.lower {
                "!" | "?" => true,
                "." => before.is_some_and(|b| {
                    !(b.kind == Kind::Word
                        && (b.end - b.start == 1 && stop.glued
                            || b.entry.month.is_some() && b.end - b.start <= 4
                            || matches!(&*b.lower, "mr" | "mrs" | "ms" | "dr" | "gen" | "sen")))
                }),
                _ => false,
            };
            self.all[i].first = ends && (token.capital || token.kind != Kind::Word) && !token.glued;
        }
    }

    /// Straight marks toggle and are forgotten at a line's end; curly ones open and close.
    fn mark_quotations(&mut self) {
        let mut open = false;
        for token in &mut self.all {
            if token.line {
                open = false;
            }
            match &*token.lower {
                "“" | "«" => open = true,
                "”" | "»" => open = false,
                "\"" => open = !open,
                _ => token.quoted = open,
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The lower-case word there; empty beyond the end.
    pub(super) fn word(&self, i: usize) -> &str {
        self.all.get(i).map_or("", |t| &t.lower)
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    pub(super) fn entry(&self, i: usize) -> &Entry {
        self.all.get(i).map_or(&NONE, |t| t.entry)
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|t| t.glued)
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|t| t.capital)
    }

    /// Whether `i` goes on in the line of the token before.
    pub(super) fn same_line(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|t| !t.line)
    }

    /// A run of at most `width` digits and its length.
    pub(super) fn digits(&self, i: usize, width: usize) -> Option<(u32, usize)> {
        let token = self.all.get(i).filter(|t| t.kind == Kind::Number)?;
        let len = (token.end - token.start) as usize;
        (len <= width && token.lower.is_ascii())
            .then(|| token.lower.parse().ok())
            .flatten()
            .map(|n| (n, len))
    }

    /// The span from the first to the last of the tokens `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<Span> {
        let (first, last) = (self.all.get(from)?, self.all.get(to.checked_sub(1)?)?);
        self.text.span(first.start as usize, last.end as usize)
    }

    /// First token of the sentence of `i`, not further back than `most`.
    pub(super) fn sentence_start(&self, i: usize, most: usize) -> usize {
        let least = i.saturating_sub(most);
        (least..=i).rev().find(|&k| self.all.get(k).is_none_or(|t| t.first)).unwrap_or(least)
    }

    /// The token after the sentence of `i`, not further on than `most`.
    pub(super) fn sentence_end(&self, i: usize, most: usize) -> usize {
        let end = (i + 1 + most).min(self.len());
        (i + 1..end).find(|&k| self.all[k].first).unwrap_or(end)
    }
}

fn is_word(token: &Token) -> bool {
    token.kind != Kind::Mark
}

fn opens(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "(" | "[" | "«" | "'" | "‘")
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number
    } else if c.is_alphabetic() || c == '\u{301}' {
        Kind::Word
    } else {
        Kind::Mark
    }
}

fn lower(words: &str) -> SmolStr {
    if words.len() > LONGEST {
        return SmolStr::default();
    }
    // Dashes and apostrophes have many shapes and one meaning here.
    match words {
        "’" => return SmolStr::new_static("'"),
        "–" | "—" | "‑" | "‐" | "−" => return SmolStr::new_static("-"),
        _ => {}
    }
    if words.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return SmolStr::new(words);
    }
    words.chars().flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_and_sentences() {
        let text = Text::new("On Nov. 9, at 5 p.m. Friday, they'll go. “Yes”, he said.".to_owned());
        let tokens = Tokens::cut(&text);
        let words: Vec<_> = tokens.all.iter().map(|t| t.lower.as_str()).collect();
        assert_eq!(
            words.join(" "),
            "on nov . 9 , at 5 p . m . friday , they 'll go . “ yes ” , he said ."
        );
        let firsts: Vec<_> =
            tokens.all.iter().filter(|t| t.first).map(|t| t.lower.as_str()).collect();
        assert_eq!(firsts, ["on", "“"]);
        assert!(tokens.all.iter().any(|t| t.quoted && t.lower == "yes"));
        assert!(tokens.all.iter().all(|t| !t.quoted || t.lower == "yes"));
    }
}
