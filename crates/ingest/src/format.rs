//! What a source is, by its declared type, its name's ending, its first bytes.

use crate::Error;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Html,
    Rows(Rows),
}

/// How the rows of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// One object a line.
    Lines,
    /// One value: an object, an array, or an object with an array in it.
    Json,
    /// Rows of fields parted by this byte, the names in the first.
    Fields(u8),
}

/// What the first bytes show, what it is called, what to do with it (`{}` is the file's name).
const KNOWN: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "convert it to text first: pdftotext {} article.txt"),
    (
        b"{\\rtf",
        "a rich text file (RTF)",
        "convert it to text first, for example with libreoffice --convert-to txt {}",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (DOC, XLS, MSG)",
        "convert it to text first, for example with libreoffice --convert-to txt {}",
    ),
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip {}"),
    (b"BZh", "a bzip2 file", "unpack it first: bunzip2 {}"),
    (b"\xfd7zXZ\0", "an xz file", "unpack it first: unxz {}"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first: unzstd {}"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first: 7z x {}"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (
        b"\x89PNG\r\n\x1a\n",
        "a picture (PNG)",
        "have its text recognised first: tesseract {} article",
    ),
    (b"\xff\xd8\xff", "a picture (JPEG)", "have its text recognised first: tesseract {} article"),
    (b"GIF8", "a picture (GIF)", "have its text recognised first"),
    (b"II*\0", "a picture (TIFF)", "have its text recognised first: tesseract {} article"),
    (b"MM\0*", "a picture (TIFF)", "have its text recognised first: tesseract {} article"),
    (b"RIFF", "a sound, film or picture file (RIFF)", "give its transcript as text"),
    (b"ID3", "a sound file (MP3)", "give its transcript as text"),
    (b"OggS", "a sound or film file (Ogg)", "give its transcript as text"),
    (b"\x1aE\xdf\xa3", "a film (Matroska)", "give its transcript as text"),
    (
        b"SQLite format 3\0",
        "a SQLite database",
        "export its articles as JSON Lines with a field text",
    ),
    (b"PAR1", "a Parquet file", "export its articles as JSON Lines with a field text"),
    (b"\x7fELF", "a program", "give text, HTML, JSON Lines or CSV"),
    (b"WARC/", "a web archive (WARC)", "take the pages out first, one HTML file each"),
];

/// What is read as what; or why it is not read.
pub(crate) fn of(name: &str, bytes: &[u8], media_type: Option<&str>) -> Result<Format, Error> {
    let refuse =
        |what, advice: &str| Err(Error::unsupported(name, what, advice.replace("{}", name)));
    if let Some((what, advice)) = foreign(bytes) {
        return refuse(what, advice);
    }
    let ending = ending(name);
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // A letter declares itself; a text that begins with 'From:' alone does not.
    if matches!(ending.as_str(), "eml" | "mbox" | "msg") || is_mail(head) {
        return refuse(
            "e-mail (EML)",
            "save the message's text as a .txt file, or its page as .html",
        );
    }
    if let Some((what, advice)) = feed(head) {
        return refuse(what, advice);
    }
    if let Some(offset) = binary(bytes) {
        return Err(Error::binary(name, offset));
    }
    let declared = media_type.map(|m| m.split(';').next().unwrap_or_default().trim());
    let told = match declared.map(str::to_ascii_lowercase).as_deref() {
        Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
        Some("application/x-ndjson" | "application/jsonl" | "application/jsonlines") => {
            Some(Format::Rows(Rows::Lines))
        }
        Some("application/json" | "application/ld+json") => Some(Format::Rows(Rows::Json)),
        Some("text/csv") => Some(Format::Rows(Rows::Fields(b','))),
        Some("text/tab-separated-values") => Some(Format::Rows(Rows::Fields(b'\t'))),
        Some("text/plain" | "text/markdown") => Some(Format::Text),
        _ => None,
    };
    let named = match ending.as_str() {
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        "jsonl" | "ndjson" | "jsonlines" => Some(Format::Rows(Rows::Lines)),
        "json" | "jsonld" => Some(Format::Rows(Rows::Json)),
        "csv" => Some(Format::Rows(Rows::Fields(b','))),
        "tsv" => Some(Format::Rows(Rows::Fields(b'\t'))),
        "txt" | "text" | "md" | "markdown" => Some(Format::Text),
        _ => None,
    };
    Ok(told.or(named).unwrap_or_else(|| by_content(head)))
}

fn by_content(head: &str) -> Format {
    let opens = head.get(..head.floor_char_boundary(400)).unwrap_or_default().to_ascii_lowercase();
    let page = ["<!doctype html", "<html", "<head", "<body", "<article", "<?xml", "<meta"];
    if page.iter().any(|p| opens.starts_with(p))
        || (opens.starts_with("<!--") && opens.contains("<html"))
    {
        return Format::Html;
    }
    let object = |s: &str| s.trim_start().starts_with(['"', '}']);
    if head.strip_prefix('{').is_some_and(object) {
        return Format::Rows(Rows::Json);
    }
    match head.strip_prefix('[').map(str::trim_start) {
        Some(rest) if rest.strip_prefix('{').is_some_and(object) => Format::Rows(Rows::Json),
        _ => Format::Text,
    }
}

/// The name's ending without its dot, in lower case; empty where there is none.
fn ending(name: &str) -> String {
    // An address may go on after the path.
    let path = match name.split_once("://") {
        Some((_, rest)) => {
            let path = rest.split(['?', '#']).next().unwrap_or_default();
            path.split_once('/').map_or("", |(_, p)| p)
        }
        None => name,
    };
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase())
}

/// A format known by its first bytes that is not read.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let has = |magic: &[u8]| bytes.starts_with(magic);
    if has(b"PK\x03\x04") {
        let head = &bytes[..bytes.len().min(8192)];
        let holds = |part: &[u8]| head.windows(part.len()).any(|w| w == part);
        return Some(if holds(b"word/") {
            ("a Word file (DOCX)", "convert it to text first: pandoc {} -t plain -o article.txt")
        } else if holds(b"opendocument") {
            ("an OpenDocument file", "convert it to text first: pandoc {} -t plain -o article.txt")
        } else if holds(b"epub") {
            ("an e-book (EPUB)", "convert it to text first: pandoc {} -t plain -o book.txt")
        } else if holds(b"xl/") {
            ("an Excel file (XLSX)", "save it as CSV with a column text")
        } else {
            ("a ZIP archive", "unpack it first: unzip {}")
        });
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(("a film or sound file (MP4)", "give its transcript as text"));
    }
    // Short marks are also words ('BZhytomyr', 'RIFF'): they count only before something binary.
    KNOWN
        .iter()
        .filter(|(magic, _, _)| has(magic))
        .find(|(magic, _, _)| {
            magic.len() > 4
                || magic.iter().any(|b| !b.is_ascii_graphic())
                || bytes[..bytes.len().min(512)].iter().any(|b| *b < 9)
        })
        .map(|&(_, what, advice)| (what, advice))
}

/// Whether it opens with the head of an e-mail: two of the lines every mail has, before any blank one.
fn is_mail(head: &str) -> bool {
    let marks = [
        "received:",
        "message-id:",
        "mime-version:",
        "return-path:",
        "delivered-to:",
        "dkim-signature:",
    ];
    let lines = head.lines().take_while(|l| !l.trim().is_empty());
    lines
        .filter(|l| {
            marks.iter().any(|m| l.get(..m.len()).is_some_and(|h| h.eq_ignore_ascii_case(m)))
        })
        .count()
        >= 2
}

fn feed(head: &str) -> Option<(&'static str, &'static str)> {
    let mut rest = head;
    // Declaration, comments and stylesheets may stand before the root.
    while let Some(after) = rest.strip_prefix("<?").or_else(|| rest.strip_prefix("<!--")) {
        rest = after.split_once('>').map_or("", |(_, r)| r).trim_start();
    }
    let root = |name: &str| rest.get(..name.len()).is_some_and(|r| r.eq_ignore_ascii_case(name));
    (root("<rss") || root("<feed") || root("<rdf:rdf"))
        .then_some(("a news feed (RSS, Atom)", "save the pages it lists, one HTML file each"))
}

/// Offset of the first control character, if these are too many for a text.
fn binary(bytes: &[u8]) -> Option<usize> {
    if encoding_rs::Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let sample = &bytes[..bytes.len().min(64 << 10)];
    let control = |b: u8| (b < 32 && !b"\t\n\r\x0c\x1b\x1a".contains(&b)) || b == 127;
    let others = sample.iter().filter(|&&b| b != 0 && control(b)).count();
    let nuls = sample.iter().filter(|&&b| b == 0).count();
    // UTF-16 in English is up to half NUL bytes and has no other control characters.
    let half = nuls * 10 <= sample.len() * 6 && others == 0 && nuls * 4 >= sample.len();
    let too_many = others * 50 > sample.len() || (nuls * 5 > sample.len() && !half);
    too_many.then(|| sample.iter().position(|&b| control(b))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_by_declaration_ending_content() {
        let of = |n: &str, b: &str, m: Option<&str>| of(n, b.as_bytes(), m).unwrap();
        assert_eq!(of("x.txt", "<html>", None), Format::Text);
        assert_eq!(of("x.txt", "words", Some("text/html; charset=utf-8")), Format::Html);
        assert_eq!(of("-", "\n<!DOCTYPE HTML><p>", None), Format::Html);
        assert_eq!(of("-", "{\"text\": \"a\"}\n{", None), Format::Rows(Rows::Json));
        assert_eq!(of("-", "[Reuters] Kyiv said no.", None), Format::Text);
        assert_eq!(
            of("https://example.org/a.csv?x=1.html", "text,date", None),
            Format::Rows(Rows::Fields(b','))
        );
        assert_eq!(of("https://example.com", "Kyiv", None), Format::Text);
        assert_eq!(of("notes.v2", "Kyiv said no.", None), Format::Text);
    }

    #[test]
    fn what_is_not_read_is_named() {
        for (bytes, says) in [
            (&b"%PDF-1.7\n%\xe2\xe3"[..], "pdftotext x.bin"),
            (b"PK\x03\x04\x14\0word/document.xml", "DOCX"),
            (b"PK\x03\x04\x14\0a.txt", "ZIP"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG"),
            (b"Received: from a\nMessage-ID: <x>\nSubject: y\n\nHi", "EML"),
            (b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", "feed"),
            (b"\x01\x02\x03\x04\x05\x06abc", "offset 0"),
        ] {
            let error = of("x.bin", bytes, None).unwrap_err().to_string();
            assert!(error.contains(says) && error.contains("x.bin"), "{error}");
        }
        assert!(of("letter.eml", b"Dear all", None).is_err());
    }

    #[test]
    fn words_that_look_like_marks_are_words() {
        for text in
            ["RIFFs between the allies grew.", "BZh is no word.", "From: Kyiv\nTo: Moscow\n\nNo."]
        {
            assert_eq!(of("-", text.as_bytes(), None).unwrap(), Format::Text, "{text}");
        }
    }
}
