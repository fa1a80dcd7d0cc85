//! Bytes to text, in whatever encoding they are.
//!
//! A byte order mark decides, then what the page or its transport declares, then whether the bytes
//! are valid UTF-8, then the pattern of NUL bytes that UTF-16 leaves in English, then statistics.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rapporteur_text::{Note, NoteCode};

/// Text, with a note where the bytes were not wholly valid.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) note: Option<Note>,
}

/// How much of a source statistics look at.
const SAMPLE: usize = 64 << 10;

/// Decodes plain text, a table, or one row of one.
pub(crate) fn plain(bytes: Vec<u8>) -> Decoded {
    if Encoding::for_bom(&bytes).is_none() && utf16(&bytes).is_none() {
        // The usual case first: no copy for valid UTF-8.
        return match String::from_utf8(bytes) {
            Ok(text) => clean(text, None),
            Err(e) => by_guess(e.as_bytes(), e.utf8_error().valid_up_to()),
        };
    }
    with_mark(&bytes).unwrap_or_else(|| by_guess(&bytes, 0))
}

/// Decodes a page, which may declare its encoding.
pub(crate) fn html(bytes: &[u8], media_type: Option<&str>) -> Decoded {
    if let Some(decoded) = with_mark(bytes) {
        return decoded;
    }
    match std::str::from_utf8(bytes) {
        // Valid UTF-8 with letters beyond ASCII is UTF-8, whatever the page declares.
        Ok(text) => clean(text.to_owned(), None),
        Err(e) => {
            let head = &bytes[..bytes.len().min(2048)];
            let declared = media_type
                .and_then(|m| charset(m.as_bytes()))
                .or_else(|| charset(head))
                .filter(|&e| e != UTF_8 && e != UTF_16LE && e != UTF_16BE);
            match declared {
                Some(encoding) => {
                    let (text, _) = encoding.decode_without_bom_handling(bytes);
                    clean(text.into_owned(), None)
                }
                None => by_guess(bytes, e.valid_up_to()),
            }
        }
    }
}

/// Text whose encoding a byte order mark or the pattern of its NUL bytes tells.
fn with_mark(bytes: &[u8]) -> Option<Decoded> {
    let (encoding, marked) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (utf16(bytes)?, 0),
    };
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[marked..]);
    let why = match (marked, broken) {
        (_, true) => {
            // For UTF-8 the first wrong byte is known; UTF-16 breaks in halves of characters.
            let at =
                std::str::from_utf8(&bytes[marked..]).map_or_else(|e| e.valid_up_to(), str::len);
            let place = if encoding == UTF_8 {
                format!("The byte at offset {} is", at + marked)
            } else {
                "Some characters are".to_owned()
            };
            Some(format!("{place} no valid {}; what is wrong became '\u{fffd}'.", encoding.name()))
        }
        (0, _) => Some(format!(
            "The text has no byte order mark (offset 0) and was decoded as {}.",
            encoding.name()
        )),
        _ => None,
    };
    Some(clean(text.into_owned(), why))
}

/// UTF-16 without a mark: English has a NUL in every other byte.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 4 {
        return None;
    }
    let pairs = sample.as_chunks::<2>().0;
    let (first, second) = pairs.iter().fold((0, 0), |(a, b), pair| {
        (a + usize::from(pair[0] == 0), b + usize::from(pair[1] == 0))
    });
    let (many, few) = (pairs.len() / 4, pairs.len() / 50);
    if second > many && first <= few {
        Some(UTF_16LE)
    } else if first > many && second <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Bytes that are no valid UTF-8 from `wrong` on.
fn by_guess(bytes: &[u8], wrong: usize) -> Decoded {
    let from = wrong.saturating_sub(SAMPLE / 2);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    // A text in UTF-8 with a few broken bytes stays UTF-8.
    let (good, bad) = sample.utf8_chunks().fold((0, 0), |(good, bad), chunk| {
        (
            good + chunk.valid().chars().filter(|c| !c.is_ascii()).count(),
            bad + usize::from(!chunk.invalid().is_empty()),
        )
    });
    let encoding = if good > bad {
        UTF_8
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(sample, true);
        detector.guess(None, Utf8Detection::Deny)
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let end = if broken { "; what is wrong became '\u{fffd}'" } else { "" };
    let why = format!(
        "The byte at offset {wrong} is no valid UTF-8; the text was decoded as {}{end}.",
        encoding.name()
    );
    clean(text.into_owned(), Some(why))
}

/// The encoding that `charset=` names.
fn charset(words: &[u8]) -> Option<&'static Encoding> {
    let key = b"charset=";
    let at = words.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key))? + key.len();
    let label = words[at..].strip_prefix(b"\"").or_else(|| words[at..].strip_prefix(b"'"));
    let label = label.unwrap_or(&words[at..]);
    let end = label
        .iter()
        .position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b))
        .unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}

/// Line ends become `\n`, NUL characters blanks (one for one, so that words stay apart).
pub(crate) fn clean(mut text: String, why: Option<String>) -> Decoded {
    let mut why = why;
    if let Some(at) = text.find('\0') {
        let nuls = text.bytes().filter(|&b| b == 0).count();
        text = text.replace('\0', " ");
        let also = format!("{nuls} NUL characters, the first at offset {at}, became blanks.");
        why = Some(why.map_or(also.clone(), |w| format!("{w} {also}")));
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let note = why.map(|text| Note { code: NoteCode::Decoded, text, span: None });
    Decoded { text, note }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() })
            .collect()
    }

    #[test]
    fn plain_text_is_kept_as_it_is() {
        let given = "  Kyiv  said\tno. \u{a0}\n\n “Да”\n";
        let decoded = plain(given.as_bytes().to_vec());
        assert_eq!((decoded.text.as_str(), decoded.note), (given, None));
        let decoded = plain("\u{feff}One.\r\nTwo.\rThree.".as_bytes().to_vec());
        assert_eq!((decoded.text.as_str(), decoded.note), ("One.\nTwo.\nThree.", None));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for big in [false, true] {
            let text = "Erdoğan spoke to “Zelenskyy” in Istanbul.";
            let marked = utf16_bytes(&format!("\u{feff}{text}"), big);
            let decoded = plain(marked);
            assert_eq!((decoded.text.as_str(), decoded.note), (text, None));
            let decoded = plain(utf16_bytes(text, big));
            assert_eq!(decoded.text, text);
            assert!(decoded.note.unwrap().text.contains("UTF-16"));
        }
        let odd = plain(b"\xff\xfeK\0y\0i".to_vec());
        assert!(odd.text.starts_with("Ky") && odd.note.is_some());
    }

    #[test]
    fn wrong_bytes_are_named() {
        let decoded = plain(b"The caf\xe9 in Gen\xe8ve was \x93closed\x94 on Monday.".to_vec());
        assert_eq!(decoded.text, "The café in Genève was “closed” on Monday.");
        let note = decoded.note.unwrap();
        assert_eq!(note.code, NoteCode::Decoded);
        assert!(note.text.contains("offset 7") && note.text.contains("windows-1252"), "{note:?}");

        let mut bytes = "“Yes,” said Erdoğan – “no.”".as_bytes().to_vec();
        bytes.extend(b" \xff Then he left.");
        let decoded = plain(bytes);
        assert!(decoded.text.contains("Erdoğan") && decoded.text.contains('\u{fffd}'));
        assert!(decoded.note.unwrap().text.contains("UTF-8"));
    }

    #[test]
    fn nul_characters_become_blanks() {
        let decoded = plain(b"Kyiv\0said no to the offer.\0".to_vec());
        assert_eq!(decoded.text, "Kyiv said no to the offer. ");
        assert!(decoded.note.unwrap().text.contains("offset 4"));
    }

    #[test]
    fn a_page_may_say_what_it_is_in() {
        let page = b"<meta charset=\"windows-1251\"><p>\xcc\xee\xf1\xea\xe2\xe0</p>";
        let decoded = html(page, None);
        assert!(decoded.text.contains("Москва") && decoded.note.is_none());
        let decoded = html(b"<p>Gen\xe8ve</p>", Some("text/html; charset=ISO-8859-1"));
        assert!(decoded.text.contains("Genève") && decoded.note.is_none());
    }
}
