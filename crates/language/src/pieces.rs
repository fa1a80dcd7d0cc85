//! WordPiece: section 3 of `training/CONTRACT.md`.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Longest unit, in code points after normalising, that is looked up at all.
const LONGEST: usize = 100;
const EMPTY: u32 = u32::MAX;

/// The vocabulary, searchable without a copy of each piece.
///
/// One table over the text of `vocab.txt`: 30,000 boxed strings would take longer to make than
/// the rest of the model takes to load.
pub(crate) struct Vocabulary {
    text: Box<str>,
    /// Where piece `id` stands in `text`, without its `##`.
    places: Vec<(u32, u32)>,
    /// Whether piece `id` had a `##`.
    inner: Vec<bool>,
    /// Open addressing, a power of two in size, at most half full.
    table: Vec<u32>,
    /// Bytes of the longest piece.
    longest: usize,
    pub(crate) cls: u32,
    pub(crate) sep: u32,
    pub(crate) unk: u32,
}

/// FNV-1a; pieces that begin a word and pieces inside one start from different numbers.
fn hash(piece: &str, inner: bool) -> usize {
    let start = if inner { 0x84222325_cbf29ce4 } else { 0xcbf29ce4_84222325_u64 };
    let hash = piece.bytes().fold(start, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash ^ (hash >> 32)) as usize
}

impl Vocabulary {
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        let mut places = Vec::new();
        let mut inner = Vec::new();
        let (mut at, mut longest) = (0, 0);
        for line in lines {
            let cut = if line.len() > 2 && line.starts_with("##") { 2 } else { 0 };
            places.push(((at + cut) as u32, (at + line.len()) as u32));
            inner.push(cut > 0);
            longest = longest.max(line.len() - cut);
            at += line.len() + 1;
        }
        let size = (places.len() * 2).next_power_of_two();
        let mut vocabulary = Self {
            text: text.into(),
            places,
            inner,
            table: vec![EMPTY; size],
            longest,
            cls: 0,
            sep: 0,
            unk: 0,
        };
        for id in 0..vocabulary.places.len() as u32 {
            let slot = vocabulary.slot(vocabulary.piece(id), vocabulary.inner[id as usize]);
            vocabulary.table[slot] = id;
        }
        let special = |name: &str| {
            vocabulary.find(name, false).ok_or_else(|| format!("vocab.txt has no {name}"))
        };
        (vocabulary.cls, vocabulary.sep, vocabulary.unk) =
            (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(vocabulary)
    }

    /// Number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    fn piece(&self, id: u32) -> &str {
        let (start, end) = self.places[id as usize];
        &self.text[start as usize..end as usize]
    }

    /// The slot that holds the piece, or the free one where it would go.
    fn slot(&self, piece: &str, inner: bool) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash(piece, inner) & mask;
        loop {
            let id = self.table[slot];
            if id == EMPTY || (self.inner[id as usize] == inner && self.piece(id) == piece) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn find(&self, piece: &str, inner: bool) -> Option<u32> {
        Some(self.table[self.slot(piece, inner)]).filter(|&id| id != EMPTY)
    }

    /// Appends the pieces of one unit, at least one and at most `most`, and says how many.
    /// `buffer` is scratch space.
    pub(crate) fn cut(
        &self,
        unit: &str,
        most: usize,
        buffer: &mut String,
        out: &mut Vec<u32>,
    ) -> usize {
        let before = out.len();
        if !normalise(unit, buffer) || !self.greedy(buffer, out) {
            out.truncate(before);
            out.push(self.unk);
        }
        out.truncate(before + most);
        out.len() - before
    }

    /// Greedy longest match; `false` where some part is not in the vocabulary.
    fn greedy(&self, word: &str, out: &mut Vec<u32>) -> bool {
        let mut at = 0;
        while at < word.len() {
            let mut end = word.len().min(at + self.longest);
            loop {
                if end == at {
                    return false;
                }
                if word.is_char_boundary(end)
                    && let Some(id) = self.find(&word[at..end], at > 0)
                {
                    out.push(id);
                    at = end;
                    break;
                }
                end -= 1;
            }
        }
        true
    }
}

/// Writes the normalised unit into `out`; `false` where it is empty or too long.
fn normalise(unit: &str, out: &mut String) -> bool {
    out.clear();
    if unit.is_ascii() {
        let kept = unit.bytes().filter(|b| !b.is_ascii_control()).take(LONGEST + 1);
        out.extend(kept.map(|b| char::from(b.to_ascii_lowercase())));
        return (1..=LONGEST).contains(&out.len());
    }
    let mut length = 0;
    for char in unit.nfd() {
        use GeneralCategory::{Control, Format, NonspacingMark};
        let dropped = char == '\u{fffd}'
            || matches!(char.general_category(), NonspacingMark | Control | Format);
        if !dropped {
            for lower in char.to_lowercase() {
                out.push(lower);
                length += 1;
            }
        }
        if length > LONGEST {
            return false;
        }
    }
    length > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(unit: &str) -> Vec<u32> {
        let vocabulary = Vocabulary::new(
            "[PAD]\n[UNK]\n[CLS]\n[SEP]\nkyiv\nerdogan\nun\n##break\n##able\nbreak\n##\u{130}x\nß\n",
        )
        .unwrap();
        assert_eq!((vocabulary.unk, vocabulary.cls, vocabulary.sep), (1, 2, 3));
        let mut out = vec![99];
        let n = vocabulary.cut(unit, 8, &mut String::new(), &mut out);
        assert_eq!(n + 1, out.len());
        out.split_off(1)
    }

    #[test]
    fn longest_match_first_and_accents_off() {
        assert_eq!(cut("Kyiv"), [4]);
        assert_eq!(cut("Erdoğan"), [5]);
        assert_eq!(cut("UNBREAKABLE"), [6, 7, 8]);
        assert_eq!(cut("break"), [9], "no ## at the start of a word");
        assert_eq!(cut("ß"), [11]);
    }

    #[test]
    fn what_is_not_known_is_one_unknown_piece() {
        assert_eq!(cut("unx"), [1], "the part that was found is taken back");
        assert_eq!(cut("\u{301}"), [1], "nothing left");
        assert_eq!(cut("\u{200d}"), [1]);
        assert_eq!(cut(&"unbreak".repeat(15)), [1], "over 100 characters");
        assert_eq!(cut(""), [1]);
    }

    #[test]
    fn no_more_than_the_first_pieces() {
        assert_eq!(cut(&format!("un{}", "able".repeat(20))), [6, 8, 8, 8, 8, 8, 8, 8]);
    }
}
