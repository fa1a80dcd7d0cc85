//! Quotation marks: where words are given as spoken.

use rapporteur_text::{Span, Text};

/// One quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Quote {
    /// With its marks.
    pub(crate) outer: Span,
    /// Without.
    pub(crate) inner: Span,
    /// Whether it ends with a mark; a quotation that goes on in the next paragraph does not.
    pub(crate) closed: bool,
    /// Number of its paragraph.
    pub(crate) paragraph: usize,
}

/// The quotations of a text in order, not nested. A quotation ends with its paragraph at the latest,
/// so that one lost mark spoils no more than that.
///
/// Single quotation marks count only in a text without double ones, as British papers print it.
pub(crate) fn quotes(text: &Text) -> Vec<Quote> {
    let double = text.as_str().contains(['“', '”', '"', '«', '„']);
    let mut found = Vec::new();
    for (paragraph, span) in text.paragraphs().enumerate() {
        let mut open: Option<(usize, usize, char)> = None;
        let words = &text[span];
        let mut before = ' ';
        for (at, c) in words.char_indices() {
            let after = words[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            let here = span.start() + at;
            match open {
                None => {
                    let opens = match c {
                        '“' | '„' | '«' => true,
                        // A lone mark after a figure is inches or seconds.
                        '"' => !before.is_alphanumeric() && !after.is_whitespace(),
                        '‘' => !double && !before.is_alphanumeric(),
                        _ => false,
                    };
                    if opens {
                        open = Some((here, here + c.len_utf8(), c));
                    }
                }
                Some((from, inside, mark)) => {
                    let closes = match mark {
                        '‘' => c == '’' && !after.is_alphanumeric(),
                        '«' => c == '»',
                        '"' => c == '"' || c == '”',
                        _ => c == '”' || c == '"',
                    };
                    if closes {
                        found.extend(quote(
                            text,
                            from,
                            inside,
                            here,
                            here + c.len_utf8(),
                            paragraph,
                        ));
                        open = None;
                    }
                }
            }
            before = c;
        }
        // A single mark that nothing closes was an apostrophe.
        if let Some((from, inside, _)) = open.filter(|o| o.2 != '‘') {
            let unclosed = quote(text, from, inside, span.end(), span.end(), paragraph);
            found.extend(unclosed.map(|q| Quote { closed: false, ..q }));
        }
    }
    found
}

fn quote(
    text: &Text,
    from: usize,
    inside: usize,
    end: usize,
    after: usize,
    paragraph: usize,
) -> Option<Quote> {
    let inner = text.trim(text.span(inside, end)?);
    let outer = text.span(from, after)?;
    (!inner.is_empty()).then_some(Quote { outer, inner, closed: true, paragraph })
}

/// How much of the content stands in quotation marks: its letters and digits inside over all.
pub(crate) fn quoted_share(text: &Text, quotes: &[Quote], content: &[Span]) -> f32 {
    let (mut inside, mut all) = (0u32, 0u32);
    for span in content {
        let mut near = quotes.partition_point(|q| q.outer.end() <= span.start());
        for (at, _) in text[*span].char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let at = span.start() + at;
            while quotes.get(near).is_some_and(|q| q.outer.end() <= at) {
                near += 1;
            }
            all += 1;
            inside += u32::from(quotes.get(near).is_some_and(|q| q.inner.holds(at)));
        }
    }
    if all == 0 { 0.0 } else { inside as f32 / all as f32 }
}

/// A content without white space, commas, quotation marks and 'that' at its edges. A mark stays
/// where its partner lies inside: 'the talks “critical”', not 'the talks “critical'.
pub(crate) fn trimmed(text: &Text, quotes: &[Quote], content: Span) -> Option<Span> {
    let mut span = text.trim(content);
    for _ in 0..12 {
        let words = &text[span];
        let (first, last) = (words.chars().next()?, words.chars().next_back()?);
        let opened = quotes.partition_point(|q| q.outer.start() < span.start());
        let opened = quotes.get(opened).filter(|q| q.outer.start() == span.start());
        let closed = quotes.partition_point(|q| q.outer.end() < span.end());
        let closed = quotes.get(closed).filter(|q| q.outer.end() == span.end());
        let from = span.start() + first.len_utf8();
        let until = span.end() - last.len_utf8();
        let lone_open = is_mark(first) && opened.is_none_or(|q| q.outer.end() + 2 >= span.end());
        let lone_close = is_mark(last) && closed.is_none_or(|q| q.outer.start() <= span.start());
        // 'said that it …', but '“That is so”'.
        let marked = text.as_str()[..span.start()].ends_with(is_mark);
        let that = words.starts_with("that ") && !marked;
        let holds_end = quotes.partition_point(|q| q.outer.end() < span.end());
        let stop = last == '.'
            && quotes.get(holds_end).is_none_or(|q| !q.outer.holds(until))
            && words[..words.len() - 1].ends_with(char::is_lowercase);
        let next = if lone_open || matches!(first, ',' | ':' | ';' | '–' | '—' | '-') {
            text.span(from, span.end())
        } else if lone_close || stop || matches!(last, ',' | ':' | ';' | '–' | '—') {
            text.span(span.start(), until)
        } else if that {
            text.span(span.start() + 5, span.end())
        } else {
            return Some(span);
        };
        span = text.trim(next?);
    }
    Some(span).filter(|s| !s.is_empty())
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '«' | '»' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> Vec<String> {
        let text = Text::new(words.to_owned());
        quotes(&text).iter().map(|q| text[q.inner].to_owned()).collect()
    }

    #[test]
    fn marks_pair_up_inside_a_paragraph() {
        assert_eq!(shown("“We go,” she said. “Now.”"), ["We go,", "Now."]);
        assert_eq!(shown("\"We go,\" she said. It is 6\" wide."), ["We go,"]);
        assert_eq!(shown("“We go\nand that is all"), ["We go"]);
        assert_eq!(shown("‘We go,’ the ministers’ aide said"), ["We go,"]);
        assert_eq!(shown("the ministers’ aide"), Vec::<String>::new());
    }

    #[test]
    fn edges_lose_marks_that_stand_alone() {
        let cases = [
            ("“We go,”", "We go"),
            ("that the road is “closed.”", "the road is “closed.”"),
            ("“The road,” he said, “is closed.”", "“The road,” he said, “is closed.”"),
        ];
        for (words, expected) in cases {
            let text = Text::new(words.to_owned());
            let all = quotes(&text);
            let span = trimmed(&text, &all, text.whole()).expect("words are left");
            assert_eq!(&text[span], expected);
        }
    }

    #[test]
    fn share_of_quoted_letters() {
        let text = Text::new("the “hot” one".to_owned());
        let all = quotes(&text);
        let share = quoted_share(&text, &all, &[text.whole()]);
        assert!((share - 3.0 / 9.0).abs() < 1e-6, "{share}");
    }
}
