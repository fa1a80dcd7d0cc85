//! Every kind of input that is not what it should be, and what becomes of it.

use proptest::prelude::*;
use rapporteur_ingest::{Error, Options, Source, read};
use rapporteur_text::{Document, NoteCode, PublishedBy};
use std::path::Path;
use std::time::{Duration, Instant};

const SENTENCES: &str = "The two sides have met in Geneva, and they said that the talks would go on. \
    Neither of them had been willing to say what was on the table.";

fn all(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Document, Error>> {
    read(Source::new(name, bytes.into()), &Options::default()).collect()
}

fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0).expect("it can be read")
}

fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0).expect_err("it cannot be read").to_string()
}

fn notes(document: &Document) -> Vec<NoteCode> {
    document.notes.iter().map(|n| n.code).collect()
}

#[test]
fn files_that_are_none() {
    let folder = std::env::temp_dir();
    let missing = folder.join("rapporteur-no-such-file.txt");
    assert!(Source::open(&missing).unwrap_err().to_string().contains("no such file"));
    let error = Source::open(&folder).unwrap_err().to_string();
    assert!(error.contains("directory") && error.contains("*.txt"), "{error}");
    assert!(Source::open(Path::new("")).is_err());
}

#[test]
fn files_that_are_no_text() {
    assert_eq!(refused("a.txt", ""), "a.txt: the file is empty; there is nothing to read");
    for (bytes, says) in [
        (&b"%PDF-1.4\n"[..], "a PDF is not supported"),
        (b"PK\x03\x04....word/document.xml", "DOCX"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "program"),
        (b"\x89PNG\r\n\x1a\n\0", "PNG"),
        (b"Return-Path: <a@b>\r\nMIME-Version: 1.0\r\n\r\nHello", "e-mail"),
        (b"\x8f\x02\x9c\x01\x00\x04\xffa\x13\x03", "offset 1"),
    ] {
        let error = refused("a.bin", bytes);
        assert!(error.starts_with("a.bin: ") && error.contains(says), "{error}");
    }
    let options = Options { max_bytes: 10, ..Options::default() };
    let error = read(Source::new("a.txt", b"eleven byte".to_vec()), &options).next().unwrap();
    assert!(error.unwrap_err().to_string().contains("11 bytes"));
}

#[test]
fn texts_with_a_reserve() {
    let document = one("a.txt", "123 — 456\n");
    assert_eq!((notes(&document), document.language.as_str()), (vec![NoteCode::Empty], "und"));
    assert_eq!(document.text.as_str(), "123 — 456\n");

    let document = one("a.txt", format!("{SENTENCES}\0"));
    assert_eq!(notes(&document), [NoteCode::Decoded]);

    let mut wrong = SENTENCES.as_bytes().to_vec();
    wrong.extend(b" Gen\xe8ve.");
    let document = one("a.txt", wrong);
    assert_eq!(notes(&document), [NoteCode::Decoded]);
    assert!(document.text.as_str().ends_with(" Genève."));
    assert!(document.notes[0].text.contains(&format!("offset {}", SENTENCES.len() + 4)));

    let russian = "Стороны встретились в Женеве и заявили, что переговоры будут продолжены.";
    let document = one("a.txt", russian);
    assert_eq!((notes(&document), document.language.as_str()), (vec![NoteCode::NotEnglish], "ru"));

    let wide: Vec<u8> = SENTENCES.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(one("a.txt", wide).text.as_str(), SENTENCES);
}

#[test]
fn twenty_megabytes_on_one_line() {
    let text = SENTENCES.replace('\n', " ").repeat((20 << 20) / SENTENCES.len());
    for name in ["a.txt", "a.html"] {
        let start = Instant::now();
        let document = one(name, text.clone());
        assert!(document.text.len() > 19 << 20, "{name}");
        assert_eq!(document.language, "en");
        assert!(start.elapsed() < Duration::from_secs(20), "{name}: {:?}", start.elapsed());
    }
    let row = format!("{{\"text\": \"{text}\"}}");
    assert_eq!(one("a.jsonl", row).text.len(), text.len());
}

#[test]
fn pages_that_are_traps() {
    let words = "The ministers, who had met in Vienna on Monday, said that the talks would go on.";
    let deep = format!("{}<p>{words}</p>", "<div>".repeat(100_000));
    let unclosed: String = (0..20_000).map(|i| format!("<p><font size={i}>x</p>")).collect();
    let wide = format!("<table>{}</table><p>{words}</p>", "<tr><td>x<p>y".repeat(60_000));
    let attributes = format!("<p {}>{words}</p>", "a ".repeat(300_000));
    let formatting = format!("{}</a><p>{words}</p>", "<b><i><a href=x>".repeat(50_000));
    for (what, page) in [
        ("deep", deep),
        ("unclosed", unclosed + "<p>" + words),
        ("wide", wide),
        ("attributes", attributes),
        ("formatting", formatting),
    ] {
        let start = Instant::now();
        let document = one("a.html", page);
        assert!(document.text.as_str().contains("who had met in Vienna"), "{what}");
        assert!(start.elapsed() < Duration::from_secs(20), "{what}: {:?}", start.elapsed());
        if what != "attributes" {
            assert_eq!(notes(&document), [NoteCode::NoArticle], "{what}");
        }
    }
}

#[test]
fn pages_without_article() {
    let document = one("a.html", "<html><nav><a href=/>Home</a> <a href=/b>News</a></nav></html>");
    assert!(notes(&document).contains(&NoteCode::NoArticle));
    let document = one("a.html", "<html><head><title>x</title></head><body></body></html>");
    assert_eq!(notes(&document), [NoteCode::NoArticle, NoteCode::Empty]);
    assert_eq!(document.text.as_str(), "");
}

#[test]
fn a_page_and_what_it_says_of_itself() {
    let page = format!(
        "<!doctype html><html lang=en><head><title>Talks to go on | The Gazette</title>\
         <meta property='og:site_name' content='The Gazette'>\
         <meta name=date content='2016-03-11'>\
         <link rel=canonical href='https://gazette.example/talks'>\
         <script type='application/ld+json'>{{\"@graph\": [{{\"@type\": \"NewsArticle\", \
         \"headline\": \"Talks to go on\", \"datePublished\": \"2016-03-12T09:30:00Z\", \
         \"author\": [{{\"@type\": \"Person\", \"name\": \"Ada Lund\"}}], \
         \"publisher\": {{\"name\": \"The Gazette\"}}}}]}}</script></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li></ul></nav>\
         <article><h1>Talks to go on</h1><p>{SENTENCES}</p><p>A second paragraph said that the \
         delegations, which had come on Friday, would not leave before the end of the week.</p>\
         <p>{SENTENCES}</p></article>\
         <footer>Copyright</footer></body></html>"
    );
    let document = one("saved.html", page.clone());
    assert!(document.notes.is_empty(), "{:?}", document.notes);
    assert!(document.text.as_str().contains("on the table.\n\nA second paragraph"));
    assert!(!document.text.as_str().contains("Copyright"));
    assert_eq!(document.title.as_deref(), Some("Talks to go on"));
    assert_eq!(document.byline.as_deref(), Some("Ada Lund"));
    assert_eq!(document.publisher.as_deref(), Some("The Gazette"));
    assert_eq!(document.url.as_deref(), Some("https://gazette.example/talks"));
    let published = document.published.unwrap();
    assert_eq!(published.date.to_string(), "2016-03-12");
    assert_eq!(published.given.as_deref(), Some("2016-03-12T09:30:00Z"));
    assert_eq!(published.by, PublishedBy::Metadata);

    let options = Options { date: "2016-03-14".parse().ok(), ..Options::default() };
    let document = read(Source::new("saved.html", page.into_bytes()), &options).next().unwrap();
    let published = document.unwrap().published.unwrap();
    assert_eq!(
        (published.date.to_string().as_str(), published.by),
        ("2016-03-14", PublishedBy::Argument)
    );
}

#[test]
fn a_broken_line_costs_itself_alone() {
    let rows = format!(
        "{{\"text\": \"{SENTENCES}\", \"date\": \"2025-05-14\", \"source\": \"Gazette\", \"headline\": \"Talks\", \"url\": \"https://gazette.example/a\", \"author\": \"A. Lund\"}}\n\
         {{\"text\": \"cut off\n\
         \n\
         {{\"title\": \"no text here\"}}\n\
         [1, 2]\n\
         {{\"articleBody\": \"{SENTENCES}\", \"datePublished\": \"2025-02-30\"}}"
    );
    let found = all("feed.jsonl", rows);
    assert_eq!(found.len(), 5);
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.text.as_str(), SENTENCES);
    assert_eq!(first.published.as_ref().unwrap().date.to_string(), "2025-05-14");
    assert_eq!(first.publisher.as_deref(), Some("Gazette"));
    assert_eq!(first.title.as_deref(), Some("Talks"));
    assert_eq!(first.byline.as_deref(), Some("A. Lund"));
    for (row, line) in [(1, 2), (2, 4), (3, 5)] {
        let error = found[row].as_ref().unwrap_err();
        assert_eq!(error.line(), Some(line));
        assert!(error.to_string().starts_with(&format!("feed.jsonl, line {line}: ")), "{error}");
    }
    let last = found[4].as_ref().unwrap();
    assert_eq!((notes(last), &last.published), (vec![NoteCode::BadDate], &None));
}

#[test]
fn tables_in_other_dress() {
    let row = format!("{{\"text\": \"{SENTENCES}\"}}");
    assert_eq!(all("a.json", format!("[{row}, {row}]")).len(), 2);
    assert_eq!(all("a.json", format!("{{\"articles\": [{row}]}}")).len(), 1);
    assert_eq!(all("a.json", format!("{row}\n{row}\n")).len(), 2, "JSON Lines under another name");
    assert_eq!(all("-", format!("{row}\n{row}\n")).len(), 2);
    assert!(refused("a.json", "{\"text\": ").contains("a.json, line 1: this is no valid JSON"));
    assert!(refused("a.json", "[]").contains("no article"));
    assert!(refused("a.json", "[".repeat(100_000)).contains("JSON"));

    let table = format!("date,text\n2025-05-14,\"{SENTENCES}\"\n");
    assert_eq!(one("a.csv", table).published.unwrap().date.to_string(), "2025-05-14");
    assert!(refused("a.csv", "a,b\n1,2\n").contains("columns: a, b"));

    let markup = "{\"body\": \"<p>They have met.<\\/p><p>They have left.<\\/p>\"}";
    assert_eq!(one("a.jsonl", markup).text.as_str(), "They have met.\n\nThey have left.");
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div",
    ">",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp",
    "&#x0;",
    "<table><tr>",
    "<td>",
    "</table>",
    "<a href='",
    "'>",
    "<li>",
    "<ul>",
    "words and more words. ",
    "“é”",
    "\u{0}",
    "<br/>",
    "<svg><p>",
    "<select><option>",
    "<template>",
    "<title>",
    "<h1>",
    "<time datetime='",
    "<meta property=og:title content='",
    "<script type='application/ld+json'>{\"@type\":\"Article\"",
    "}",
    "\n",
    "<font>",
    "<b><i>",
    "</i></b>",
    "<article>",
    "</article>",
    "<textarea>",
    "<![CDATA[",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_end_well(bytes in prop::collection::vec(any::<u8>(), 0..400),
                          name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "-"])) {
        for document in all(name, bytes).into_iter().flatten() {
            prop_assert!(!document.text.as_str().contains(['\0', '\r']));
        }
    }

    #[test]
    fn any_page_ends_well(parts in prop::collection::vec(prop::sample::select(PIECES), 0..80)) {
        all("a.html", parts.concat());
    }

    #[test]
    fn plain_text_is_kept(text in "[a-z éß“”.\n]{1,200}") {
        prop_assert_eq!(one("a.txt", text.clone()).text.as_str().to_owned(), text);
    }
}
