use crate::Span;
use std::ops::Index;

/// The one immutable text of a document. Its hash is its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Box<str>);

impl Text {
    /// Takes over a string. Texts over `u32::MAX` bytes are cut at a character boundary, so that
    /// every offset fits a [`Span`]; ingest refuses such input long before.
    pub fn new(mut text: String) -> Self {
        if text.len() > u32::MAX as usize {
            let mut end = u32::MAX as usize;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        Self(text.into_boxed_str())
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The span from byte `start` to byte `end`, or `None` where these are no character boundaries
    /// of this text or stand in the wrong order.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end && self.0.is_char_boundary(start) && self.0.is_char_boundary(end))
            .then(|| Span::new(start as u32, end as u32))
    }

    /// The span of the whole text.
    pub fn whole(&self) -> Span {
        Span::new(0, self.0.len() as u32)
    }

    /// `span` without white space at its edges; empty where there is nothing else.
    pub fn trim(&self, span: Span) -> Span {
        let words = &self[span];
        let start = span.start() + (words.len() - words.trim_start().len());
        Span::new(start as u32, (start + words.trim().len()) as u32)
    }

    /// The paragraphs: maximal runs between line breaks that hold more than white space, trimmed.
    pub fn paragraphs(&self) -> impl Iterator<Item = Span> + '_ {
        let mut at = 0;
        self.0.split_inclusive('\n').filter_map(move |line| {
            let span = Span::new(at as u32, (at + line.len()) as u32);
            at += line.len();
            Some(self.trim(span)).filter(|s| !s.is_empty())
        })
    }

    /// SHA-256 of the text's bytes, in lower-case hexadecimal with the prefix `sha256:`.
    pub fn hash(&self) -> String {
        use sha2::Digest;
        let digest = sha2::Sha256::digest(self.0.as_bytes());
        digest.iter().fold("sha256:".to_owned(), |mut hex, byte| {
            use std::fmt::Write;
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl Index<Span> for Text {
    type Output = str;
    fn index(&self, span: Span) -> &str {
        &self.0[span.start()..span.end()]
    }
}

/// Byte offsets to code points and back, for one text.
///
/// The record and Python count code points, the program counts bytes. A checkpoint every 256 bytes
/// makes either conversion a short scan; a text of plain ASCII needs none.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP` (the next boundary at or after it); empty for ASCII.
    marks: Vec<(u32, u32)>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Counts through the text once.
    pub fn new(text: &'t Text) -> Self {
        let text = text.as_str();
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let (mut next, mut count) = (0, 0u32);
            for (byte, _) in text.char_indices() {
                if byte >= next {
                    marks.push((byte as u32, count));
                    next = byte + STEP;
                }
                count += 1;
            }
        }
        Self { text, marks }
    }

    /// Code points before byte `offset`, which must be a character boundary.
    pub fn of_byte(&self, offset: usize) -> usize {
        if self.marks.is_empty() {
            return offset;
        }
        let at = self.marks.partition_point(|m| m.0 as usize <= offset).saturating_sub(1);
        let (byte, count) = self.marks[at];
        count as usize + self.text[byte as usize..offset].chars().count()
    }

    /// The byte at which code point `index` starts; the text's length where there is none.
    pub fn to_byte(&self, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(self.text.len());
        }
        let at = self.marks.partition_point(|m| m.1 as usize <= index).saturating_sub(1);
        let (byte, count) = self.marks[at];
        self.text[byte as usize..]
            .char_indices()
            .nth(index - count as usize)
            .map_or(self.text.len(), |(b, _)| byte as usize + b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_only_at_character_boundaries() {
        let text = Text::new("Erdoğan".to_owned());
        assert!(text.span(0, 5).is_none(), "inside the two bytes of ğ");
        assert_eq!(&text[text.span(0, 4).unwrap()], "Erdo");
        assert!(text.span(4, 2).is_none());
    }

    #[test]
    fn code_points_count_as_python_does() {
        let text = Text::new(format!("{}😀 محمد said", "é".repeat(400)));
        let points = CodePoints::new(&text);
        for (index, (byte, _)) in text.as_str().char_indices().enumerate() {
            assert_eq!(points.of_byte(byte), index);
            assert_eq!(points.to_byte(index), byte);
        }
        assert_eq!(points.of_byte(text.len()), text.as_str().chars().count());
        assert_eq!(points.to_byte(1 << 20), text.len());
    }

    #[test]
    fn paragraphs_are_trimmed_and_never_empty() {
        let text = Text::new("  One.\n\n \t\nTwo. \r\n".to_owned());
        let found: Vec<_> = text.paragraphs().map(|p| &text[p]).collect();
        assert_eq!(found, ["One.", "Two."]);
    }

    #[test]
    fn the_hash_is_that_of_the_bytes() {
        assert_eq!(
            Text::new("abc".to_owned()).hash(),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
