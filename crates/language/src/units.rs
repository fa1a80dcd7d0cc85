//! From text to units: section 2 of `training/CONTRACT.md`, in bytes.

use crate::config::Config;
use crate::dateline;
use crate::pieces::Vocabulary;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The smallest stretch that is labelled: a run of word characters, a sign, or a part of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its pieces are `Units::pieces[first_piece..][..pieces]`.
    pub(crate) first_piece: u32,
    pub(crate) pieces: u8,
    pub(crate) space: Space,
    pub(crate) quote: Quote,
    /// 0 none, 1 lower, 2 Title, 3 UPPER, 4 mIxed, 5 one letter and upper.
    pub(crate) case: u8,
}

/// What stands before a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Space {
    Joined = 0,
    After = 1,
    /// First of its paragraph.
    Paragraph = 2,
}

/// Quotation marks so far in the paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quote {
    Outside = 0,
    Inside = 1,
    Mark = 2,
}

/// A text as units.
#[derive(Default, Debug)]
pub(crate) struct Units {
    pub(crate) units: Vec<Unit>,
    pub(crate) pieces: Vec<u32>,
    /// First unit of each paragraph, and the number of units at the end.
    pub(crate) paragraphs: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Space,
    Other,
}

fn kind(c: char) -> Kind {
    if c.is_ascii_alphanumeric() {
        Kind::Word
    } else if c.is_whitespace() {
        Kind::Space
    } else if c.is_ascii() {
        Kind::Other
    } else {
        use GeneralCategoryGroup::{Letter, Mark, Number};
        match c.general_category_group() {
            Letter | Number | Mark => Kind::Word,
            _ => Kind::Other,
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Letter)
}

impl Units {
    /// Cuts `text`, which must be shorter than 4 GiB.
    pub(crate) fn read(text: &str, config: &Config, vocabulary: &Vocabulary) -> Self {
        let mut reader = Reader {
            text,
            config,
            vocabulary,
            longest_cut: config.cuts.keys().map(String::len).max().unwrap_or(0),
            buffer: String::new(),
            inside: false,
            out: Self::default(),
        };
        let mut space = Space::Paragraph;
        let mut at = 0;
        let mut report = None;
        while let Some(c) = text[at..].chars().next() {
            let mut end = at + c.len_utf8();
            if space == Space::Paragraph && kind(c) != Kind::Space {
                report = dateline::end(&text[at..]).map(|end| at + end).or(report);
            }
            if report == Some(at) {
                space = Space::Paragraph;
            }
            match kind(c) {
                Kind::Space => {
                    if c == '\n' {
                        space = Space::Paragraph;
                    } else if space == Space::Joined {
                        space = Space::After;
                    }
                }
                Kind::Other => {
                    reader.push(at, end, space);
                    space = Space::Joined;
                }
                Kind::Word => {
                    let rest = &text[end..];
                    end += rest.find(|c| kind(c) != Kind::Word).unwrap_or(rest.len());
                    reader.atom(at, end, space);
                    space = Space::Joined;
                }
            }
            at = end;
        }
        let mut out = reader.out;
        out.paragraphs.push(out.units.len() as u32);
        out
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.units.len()
    }

    /// Pieces of units `from..to`.
    pub(crate) fn size(&self, from: usize, to: usize) -> usize {
        let at = |i: usize| self.units.get(i).map_or(self.pieces.len(), |u| u.first_piece as usize);
        at(to).saturating_sub(at(from))
    }
}

struct Reader<'a> {
    text: &'a str,
    config: &'a Config,
    vocabulary: &'a Vocabulary,
    longest_cut: usize,
    buffer: String,
    inside: bool,
    out: Units,
}

impl<'a> Reader<'a> {
    /// Takes in a run of word characters, cut where section 2.3 says.
    fn atom(&mut self, start: usize, end: usize, space: Space) {
        let atom = &self.text[start..end];
        if let Some(cuts) = self.listed(atom) {
            let (mut from, mut before) = (start, space);
            for &cut in cuts {
                // A place in code points of the word; one outside it is no cut.
                let Some((byte, _)) = atom.char_indices().nth(cut) else { continue };
                if start + byte > from {
                    self.push(from, start + byte, before);
                    (from, before) = (start + byte, Space::Joined);
                }
            }
            return self.push(from, end, before);
        }
        match self.cut(atom, end) {
            Some(cut) => {
                self.push(start, start + cut, space);
                self.push(start + cut, end, Space::Joined);
            }
            None => self.push(start, end, space),
        }
    }

    fn listed(&self, atom: &str) -> Option<&'a Vec<usize>> {
        // Lower-casing changes the length in bytes by a factor of three at most.
        if atom.len() > self.longest_cut * 3 {
            return None;
        }
        if atom.is_ascii() && !atom.bytes().any(|b| b.is_ascii_uppercase()) {
            return self.config.cuts.get(atom);
        }
        let lower = atom.to_lowercase();
        let same = lower.chars().count() == atom.chars().count();
        same.then(|| self.config.cuts.get(&lower)).flatten()
    }

    /// The byte before which rules b and c cut.
    fn cut(&self, atom: &str, end: usize) -> Option<usize> {
        if atom.ends_with(['n', 'N']) && atom.len() > 1 {
            let mut after = self.text[end..].chars();
            if matches!(after.next(), Some('\'' | '’'))
                && matches!(after.next(), Some('t' | 'T'))
                && after.next().is_none_or(|c| kind(c) != Kind::Word)
            {
                return Some(atom.len() - 1);
            }
        }
        let digits = atom.bytes().take_while(u8::is_ascii_digit).count();
        let letter = digits > 0 && atom[digits..].chars().next().is_some_and(is_letter);
        letter.then_some(digits)
    }

    fn push(&mut self, start: usize, end: usize, space: Space) {
        let word = &self.text[start..end];
        if space == Space::Paragraph {
            self.inside = false;
            self.out.paragraphs.push(self.out.units.len() as u32);
        }
        let quote = match word {
            "“" => Some(true),
            "”" => Some(false),
            "\"" => Some(!self.inside),
            _ => None,
        };
        self.inside = quote.unwrap_or(self.inside);
        let first_piece = self.out.pieces.len() as u32;
        let pieces = self.vocabulary.cut(
            word,
            self.config.unit.max_pieces,
            &mut self.buffer,
            &mut self.out.pieces,
        );
        self.out.units.push(Unit {
            start: start as u32,
            end: end as u32,
            first_piece,
            pieces: pieces as u8,
            space,
            quote: match quote {
                Some(_) => Quote::Mark,
                None if self.inside => Quote::Inside,
                None => Quote::Outside,
            },
            case: case(word),
        });
    }
}

/// Class of the capitals of a unit.
fn case(word: &str) -> u8 {
    let cased = |c: char| match c {
        'a'..='z' => Some(false),
        'A'..='Z' => Some(true),
        _ if c.is_ascii() => None,
        _ => match c.general_category() {
            GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter => Some(true),
            GeneralCategory::LowercaseLetter => Some(false),
            _ => None,
        },
    };
    let (mut upper, mut lower, mut first) = (0usize, 0usize, None);
    for is_upper in word.chars().filter_map(cased) {
        first.get_or_insert(is_upper);
        if is_upper { upper += 1 } else { lower += 1 }
    }
    match (upper, lower) {
        (0, 0) => 0,
        (0, _) => 1,
        (1, 0) => 5,
        (_, 0) => 3,
        (1, _) if first == Some(true) => 2,
        _ => 4,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A configuration with the least that units and windows need.
    pub(crate) fn config(pieces: usize, context: usize, hold_back: usize) -> Config {
        serde_json::from_value(serde_json::json!({
            "version": 1, "dims": {"hidden": 4, "arc": 2, "rel": 2, "link": 2},
            "window": {"pieces": pieces, "context": context, "hold_back": hold_back},
            "unit": {"max_pieces": 8}, "cuts": {"cannot": [3], "gonna": [3], "dunno": [2, 3]},
            "seg": ["I", "W", "T", "S"], "upos": ["NOUN"], "feats": ["_"],
            "lemma_scripts": ["l\t0\t"], "deprel": ["root", "dep"], "ner": {},
            "attr": ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"],
            "link": {"reach": 200, "keep_lone_content": true, "keep_lone_cue": true}
        }))
        .unwrap()
    }

    pub(crate) fn vocabulary() -> Vocabulary {
        Vocabulary::new("[UNK]\n[CLS]\n[SEP]\na\n##a").unwrap()
    }

    pub(crate) fn read(text: &str) -> Units {
        Units::read(text, &config(192, 48, 32), &vocabulary())
    }

    fn shown(text: &str) -> String {
        let units = read(text);
        let show = |u: &Unit| {
            let space = ["", " ", "¶"][u.space as usize];
            format!("{space}[{}]", &text[u.start as usize..u.end as usize])
        };
        units.units.iter().map(show).collect()
    }

    #[test]
    fn atoms_and_their_cuts() {
        assert_eq!(shown("I can't  go."), "¶[I] [ca][n]['][t] [go][.]");
        assert_eq!(shown("Cannot, CANNOT"), "¶[Can][not][,] [CAN][NOT]");
        assert_eq!(shown("dunno"), "¶[du][n][no]");
        assert_eq!(
            shown("n't isn'tx 10am 1990s 5°"),
            "¶[n]['][t] [isn]['][tx] [10][am] [1990][s] [5][°]"
        );
        assert_eq!(shown("don’t"), "¶[do][n][’][t]");
        assert_eq!(shown("a_b x\u{200d}y"), "¶[a][_][b] [x][\u{200d}][y]");
        assert_eq!(shown("نعم e\u{301}"), "¶[نعم] [e\u{301}]");
    }

    #[test]
    fn paragraphs_without_a_unit_are_none() {
        let units = read("\n\n A\n \t\nB c\n");
        assert_eq!(units.paragraphs, [0, 1, 3]);
        assert_eq!(read("  \n").paragraphs, [0]);
        assert_eq!(shown("a \n b"), "¶[a]¶[b]");
    }

    #[test]
    fn quote_state_starts_anew_with_each_paragraph() {
        let states = |text| read(text).units.iter().map(|u| u.quote as u8).collect::<Vec<_>>();
        assert_eq!(states("\"a\" b"), [2, 1, 2, 0]);
        assert_eq!(states("“a “b” c"), [2, 1, 2, 1, 2, 0]);
        assert_eq!(states("\"a\nb"), [2, 1, 0]);
    }

    #[test]
    fn capitals() {
        let cases = [("12", 0), ("kyiv", 1), ("Kyiv", 2), ("UN", 3), ("iPhone", 4), ("A", 5)];
        for (word, class) in cases {
            assert_eq!(case(word), class, "{word}");
        }
        assert_eq!(case("McX"), 4);
        assert_eq!(case("Élan"), 2);
        assert_eq!(case("ª"), 0, "no upper, lower or title case letter");
    }
}
