//! The text as words with capitals, gaps and sentences, model or no model.

use rapporteur_text::{Analysis, Document, Span, Text, Upos};
use rapporteur_world::normal;
use smol_str::SmolStr;

/// One word of the text as names see it: hyphens and apostrophes part words, 'U.S.' is one.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    /// Normal form.
    pub(crate) norm: SmolStr,
    /// Starts with a capital.
    pub(crate) cap: bool,
    /// Has letters, and all are capitals.
    pub(crate) upper: bool,
    /// First word of its sentence, or after an opening quotation mark or colon.
    pub(crate) first: bool,
    /// Number of its sentence.
    pub(crate) sentence: u32,
    /// What stands between the word before and this one.
    pub(crate) gap: Gap,
    /// Part of speech, where the model gives one.
    pub(crate) upos: Option<Upos>,
}

/// What stands before a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gap {
    /// Blanks only.
    Blank,
    /// A hyphen without blanks.
    Hyphen,
    /// `'s`, and blanks.
    Possessive,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A dot after an abbreviation, a slash, an ampersand.
    Dot,
    /// Anything else: end of a sentence, dash, quotation mark.
    Break,
}

/// All words of a text.
pub(crate) struct Page<'t> {
    pub(crate) text: &'t Text,
    pub(crate) tokens: Vec<Token>,
    /// First token of each sentence, and the number of tokens at the end.
    pub(crate) sentences: Vec<u32>,
}

impl<'t> Page<'t> {
    pub(crate) fn new(document: &'t Document, analysis: &Analysis) -> Self {
        let text = &document.text;
        let mut tokens = cut(text);
        let known = !analysis.sentences.is_empty();
        let mut sentences = Vec::new();
        let (mut number, mut last) = (0u32, None::<u32>);
        for at in 0..tokens.len() {
            let start = tokens[at].span.start();
            let opens = if known {
                let here = analysis.sentence_at(start).map(|s| s.0);
                let new = here != last;
                last = here;
                new
            } else {
                at == 0 || ends_between(text, &tokens, at)
            };
            if opens {
                number = sentences.len() as u32;
                sentences.push(at as u32);
            }
            tokens[at].sentence = number;
            tokens[at].first = opens
                || (at > 0
                    && tokens[at].gap == Gap::Break
                    && text.as_str()[tokens[at - 1].span.end()..start]
                        .contains(['"', '“', '‘', ':', '\n']));
            if known {
                tokens[at].upos =
                    analysis.words_in(tokens[at].span).next().map(|w| analysis.word(w).upos);
            }
        }
        sentences.push(tokens.len() as u32);
        Self { text, tokens, sentences }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// Normal form of the token; empty outside the text.
    pub(crate) fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    /// Normal form of the token before, if in the same sentence.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        let prior = at.checked_sub(1)?;
        (self.tokens[prior].sentence == self.tokens.get(at)?.sentence).then_some(prior)
    }

    /// Whether the token stands in the sentence of the one before it, parted by blanks or a hyphen.
    pub(crate) fn follows(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| matches!(t.gap, Gap::Blank | Gap::Hyphen))
            && self.before(at).is_some()
    }

    pub(crate) fn words(&self, at: usize) -> &'t str {
        let text: &'t Text = self.text;
        self.tokens.get(at).map_or("", |t| &text[t.span])
    }

    /// The span of the tokens `from..to`, which must not be empty.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        self.tokens[from].span.join(self.tokens[to.max(from + 1) - 1].span)
    }

    pub(crate) fn slice(&self, from: usize, to: usize) -> &'t str {
        let text: &'t Text = self.text;
        &text[self.span(from, to)]
    }

    /// Tokens of the sentence that holds token `at`.
    pub(crate) fn sentence(&self, at: usize) -> std::ops::Range<usize> {
        let number = self.tokens[at].sentence as usize;
        self.sentences[number] as usize..self.sentences[number + 1] as usize
    }

    /// First token that ends after byte `byte`.
    pub(crate) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end() <= byte)
    }

    /// Tokens that share a byte with the span.
    pub(crate) fn range(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.token_at(span.start());
        let to = self.tokens.partition_point(|t| t.span.start() < span.end());
        from..to.max(from)
    }

    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.tokens.get(at).map_or(Gap::Break, |t| t.gap)
    }
}

const ABBREVIATED: [&str; 34] = [
    "mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "capt", "sgt", "sen", "rep", "gov", "prof",
    "rev", "hon", "st", "jr", "sr", "adm", "brig", "cmdr", "no", "vs", "inc", "ltd", "corp", "co",
    "jan", "feb", "aug", "sept", "oct", "dec",
];

fn cut(text: &Text) -> Vec<Token> {
    let words = text.as_str();
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = words.char_indices().peekable();
    let mut last_end = 0;
    let mut possessive = false;
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        // Letters with dots between: 'U.S.', 'J.D.', one capital and a dot: 'R.'
        let mut dotted = false;
        if c.is_uppercase() {
            let mut at = start;
            let mut pairs = 0;
            while let Some((a, b)) = two(words, at) {
                if !a.is_uppercase() || b != '.' {
                    break;
                }
                at += a.len_utf8() + 1;
                pairs += 1;
            }
            let more = words[at..].chars().next().is_some_and(char::is_alphanumeric);
            if pairs >= 2 && !more || pairs == 1 && !more {
                dotted = true;
                end = at;
            } else if pairs >= 2 && more {
                // 'U.S' at the end of a sentence: the last letter has no dot of its own.
                let rest = &words[at..];
                let letter = rest.chars().next().filter(|c| c.is_uppercase());
                let alone = rest.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
                if let Some(l) = letter.filter(|_| alone) {
                    dotted = true;
                    end = at + l.len_utf8();
                }
            } else if pairs == 1 && more {
                let rest = &words[at..];
                let letter = rest.chars().next().filter(|c| c.is_uppercase());
                let alone = rest.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
                if let Some(l) = letter.filter(|_| alone) {
                    dotted = true;
                    end = at + l.len_utf8();
                }
            }
        }
        if dotted {
            while chars.peek().is_some_and(|&(i, _)| i < end) {
                chars.next();
            }
        } else {
            while let Some(&(i, next)) = chars.peek() {
                if next.is_alphanumeric() || is_mark(next) {
                    end = i + next.len_utf8();
                    chars.next();
                } else if matches!(next, '\'' | '’' | 'ʼ' | '‘' | '`') {
                    let after = &words[i + next.len_utf8()..];
                    let mut rest = after.chars();
                    let letter = rest.next();
                    let then = rest.next();
                    let of = matches!(letter, Some('s' | 'S'))
                        && then.is_none_or(|c| !c.is_alphanumeric());
                    if letter.is_some_and(char::is_alphabetic) && !of {
                        end = i + next.len_utf8();
                        chars.next();
                    } else {
                        break;
                    }
                } else {
                    break;
                }
            }
        }
        let gap =
            if tokens.is_empty() { Gap::Break } else { gap(&words[last_end..start], possessive) };
        let surface = &words[start..end];
        // 's of a possessive is no word, but what follows it must know.
        let tail = &words[last_end..start];
        if surface.eq_ignore_ascii_case("s")
            && !tokens.is_empty()
            && matches!(tail, "'" | "’" | "‘" | "ʼ")
        {
            possessive = true;
            last_end = end;
            continue;
        }
        possessive = false;
        let letters = || surface.chars().filter(|c| c.is_alphabetic());
        tokens.push(Token {
            span: text.span(start, end).unwrap_or_else(|| text.whole()),
            norm: normal(surface).into(),
            cap: c.is_uppercase(),
            upper: letters().count() > 0 && letters().all(char::is_uppercase),
            first: false,
            sentence: 0,
            gap,
            upos: None,
        });
        last_end = end;
    }
    tokens
}

/// Combining marks, so that decomposed letters stay in their word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn two(words: &str, at: usize) -> Option<(char, char)> {
    let mut chars = words[at..].chars();
    Some((chars.next()?, chars.next()?))
}

fn gap(between: &str, possessive: bool) -> Gap {
    let blank = between.chars().all(|c| c == ' ' || c == '\u{a0}');
    if possessive {
        return if blank { Gap::Possessive } else { Gap::Break };
    }
    match between.trim_matches([' ', '\u{a0}']) {
        "" => Gap::Blank,
        "-" | "‐" | "‑" if !between.contains(' ') => Gap::Hyphen,
        "–" | "—" if !between.contains(' ') => Gap::Hyphen,
        // 'the diplomats' talks': a plural possessive.
        "'" | "’" if between.starts_with(['\'', '’']) && between.len() > 1 => Gap::Possessive,
        "," => Gap::Comma,
        "(" => Gap::Open,
        ")" => Gap::Close,
        "." | "/" | "&" | "+" => Gap::Dot,
        _ => Gap::Break,
    }
}

/// Whether a sentence ends between the token before `at` and `at`.
fn ends_between(text: &Text, tokens: &[Token], at: usize) -> bool {
    let between = &text.as_str()[tokens[at - 1].span.end()..tokens[at].span.start()];
    if between.contains('\n') {
        return true;
    }
    let prior = &tokens[at - 1];
    let dotted = text[prior.span].ends_with('.');
    let stops = between.contains(['.', '!', '?', '…']);
    if !stops && !(dotted && prior.norm.chars().count() > 1) {
        return false;
    }
    if !tokens[at].cap && !text[tokens[at].span].starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let abbreviation = between.trim() == "." && ABBREVIATED.contains(&prior.norm.as_str());
    // 'the U.S. Treasury' goes on; 'in the U.S. The' does not: only a plain word that opens
    // sentences ends one after an abbreviation.
    if !stops {
        return super::words::Words::get().starters.contains(tokens[at].norm.as_str())
            && !matches!(
                tokens[at].norm.as_str(),
                "president"
                    | "secretary"
                    | "senate"
                    | "congress"
                    | "army"
                    | "navy"
                    | "state"
                    | "general"
                    | "foreign"
                    | "government"
                    | "officials"
                    | "forces"
                    | "troops"
                    | "special"
                    | "deputy"
                    | "senior"
                    | "envoy"
                    | "chief"
                    | "vice"
                    | "news"
                    | "party"
                    | "parliament"
            );
    }
    !abbreviation
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let document = Document::plain(text);
        let page = Page::new(&document, &Analysis::default());
        (0..page.len()).map(|i| page.words(i).to_owned()).collect()
    }

    #[test]
    fn words_of_names() {
        assert_eq!(
            words("The U.S. said J.D. Vance and R. T. met."),
            ["The", "U.S.", "said", "J.D.", "Vance", "and", "R.", "T.", "met"]
        );
        assert_eq!(words("Moscow’s al-Assad, Sana'a"), ["Moscow", "al", "Assad", "Sana'a"]);
    }

    #[test]
    fn sentences_without_a_model() {
        let document = Document::plain(
            "Mr. Assad left. He was in the U.S. Treasury. “No,” said Kerry.\nNew line",
        );
        let page = Page::new(&document, &Analysis::default());
        let starts: Vec<_> = page.sentences[..page.sentences.len() - 1]
            .iter()
            .map(|&s| page.words(s as usize))
            .collect();
        assert_eq!(starts, ["Mr", "He", "No", "New"]);
    }
}
