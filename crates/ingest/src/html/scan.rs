//! One pass over a page's tags, without building a tree.
//!
//! It finds what the page says about itself, its paragraphs, and how deep and how large the tree
//! would become. It takes linear time and no stack, whatever the page.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

/// What one pass over a page finds.
#[derive(Default)]
pub(super) struct Scan {
    /// Upper estimate of the tree's depth.
    pub(super) depth: usize,
    /// Upper estimate of the tree's elements.
    pub(super) nodes: usize,
    /// `name`, `property` or `itemprop` of `<meta>` in lower case, and its content.
    pub(super) metas: Vec<(String, String)>,
    /// Words of `<title>`, of the first `<h1>`.
    pub(super) title: String,
    pub(super) heading: String,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<String>,
    /// `<html lang>`.
    pub(super) lang: Option<String>,
    /// `datetime` of `<time>` elements or their words, those of publication first.
    pub(super) times: Vec<(bool, String)>,
    /// Words of elements marked as the author's name.
    pub(super) authors: Vec<String>,
    /// Contents of `<script type="application/ld+json">`.
    pub(super) data: Vec<String>,
    blocks: Vec<Block>,
}

/// Words between two block-level tags.
struct Block {
    words: String,
    /// Stands in a `<p>` (or a block quotation).
    paragraph: bool,
    /// Characters inside links.
    linked: usize,
    /// Stands in navigation, a footer, a form and the like.
    aside: bool,
}

impl Scan {
    pub(super) fn of(page: &str) -> Self {
        let sink = Sink(RefCell::default());
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        // In pieces, so that the tokenizer's own buffers stay small.
        let mut rest = page;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(64 << 10));
            input.push_back(StrTendril::from_slice(piece));
            let _ = tokenizer.feed(&input);
            rest = after;
        }
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        state.close_block();
        state.scan
    }

    /// All words, a blank line between blocks.
    pub(super) fn words(&self) -> String {
        join(self.blocks.iter())
    }

    /// The paragraphs that are no navigation: most of their words are no links.
    pub(super) fn paragraphs(&self) -> String {
        let own = |b: &&Block| !b.aside && b.linked * 2 < b.words.len();
        let found = join(self.blocks.iter().filter(|b| b.paragraph).filter(own));
        if !found.is_empty() {
            return found;
        }
        // Pages without <p>: blocks as long as a sentence.
        let sentence = |b: &&Block| b.words.len() >= 80 && b.words.contains(' ');
        join(self.blocks.iter().filter(own).filter(sentence))
    }
}

fn join<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    let mut all = String::new();
    for block in blocks {
        if !all.is_empty() {
            all.push_str("\n\n");
        }
        all.push_str(&block.words);
    }
    all
}

/// Cuts tags of more than two thousand words, whose attributes the tokenizer compares each with
/// each. A tag ends at the next `>` here, which is early enough for that.
pub(super) fn tame(page: &str) -> Cow<'_, str> {
    const WORDS: usize = 2000;
    let bytes = page.as_bytes();
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while let Some(start) = bytes[at..].iter().position(|&b| b == b'<').map(|p| at + p) {
        let inside = &bytes[start + 1..];
        if !inside.first().is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        let end = inside.iter().position(|&b| b == b'>').map_or(bytes.len(), |p| start + 1 + p);
        let breaks = bytes[start..end].iter().enumerate();
        let breaks =
            breaks.filter(|(_, b)| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\''));
        if let Some((cut, _)) = breaks.clone().nth(WORDS) {
            kept.push_str(&page[from..start + cut]);
            kept.push('>');
            from = (end + 1).min(bytes.len());
        }
        at = end;
    }
    if from == 0 { page.into() } else { (kept + &page[from..]).into() }
}

struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    scan: Scan,
    open: Vec<Element>,
    /// How often each name is open, so that a stray end tag costs nothing.
    counts: HashMap<String, usize>,
    /// Formatting elements that HTML opens again in the next block if nobody closed them.
    formatting: Vec<(String, u64)>,
    words: String,
    linked: usize,
    /// What the words of an open element are collected for; one at a time, the outermost.
    collecting: Option<Collect>,
    hidden: usize,
    aside: usize,
    links: usize,
    paragraphs: usize,
}

struct Element {
    name: String,
    hidden: bool,
    aside: bool,
    collects: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Collect {
    Title,
    Heading,
    Data,
    Author,
    Time,
}

const STACK: usize = 1024;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "frame", "keygen", "basefont", "bgsound",
];
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "option",
    "iframe",
    "video",
    "audio",
];
const HIDDEN: &[&str] = &[
    "script", "style", "template", "textarea", "select", "svg", "math", "iframe", "object",
    "noscript", "title", "canvas", "audio", "video", "map", "noframes", "noembed", "xmp",
];
const ASIDE: &[&str] = &[
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "header",
    "figcaption",
    "figure",
    "menu",
    "table",
];
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.start(&tag),
            Token::TagToken(tag) => {
                state.end(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(words) => {
                state.characters(&words);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl State {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let value = |key: &str| {
            tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.to_string())
        };
        self.scan.nodes += 1;
        if BLOCK.contains(&name) {
            self.close_block();
            self.scan.nodes += self.formatting.len();
            self.close_implied(name);
        }
        match name {
            "meta" => {
                let key = ["property", "name", "itemprop"].iter().find_map(|k| value(k));
                if let (Some(key), Some(content)) = (key, value("content")) {
                    self.scan.metas.push((key.trim().to_lowercase(), content));
                }
            }
            "link" if value("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.scan.canonical = self.scan.canonical.take().or_else(|| value("href"));
            }
            "html" => self.scan.lang = self.scan.lang.take().or_else(|| value("lang")),
            _ => {}
        }
        if VOID.contains(&name) {
            return TokenSinkResult::Continue;
        }
        // What opens here, for its words.
        let class = value("class").unwrap_or_default().to_lowercase();
        let prop = value("itemprop").unwrap_or_default().to_lowercase();
        let collect = match name {
            "title" if self.scan.title.is_empty() && self.hidden == 0 => Some(Collect::Title),
            "h1" if self.scan.heading.is_empty() => Some(Collect::Heading),
            "script" if value("type").is_some_and(|t| t.to_lowercase().contains("ld+json")) => {
                self.scan.data.push(String::new());
                Some(Collect::Data)
            }
            "time" => {
                let published = prop == "datepublished"
                    || tag.attrs.iter().any(|a| &*a.name.local == "pubdate")
                    || class.contains("publi");
                match value("datetime").filter(|d| !d.trim().is_empty()) {
                    Some(given) => {
                        self.scan.times.push((published, given));
                        None
                    }
                    None => {
                        self.scan.times.push((published, String::new()));
                        Some(Collect::Time)
                    }
                }
            }
            _ if value("rel").is_some_and(|r| r == "author")
                || prop == "author"
                || class
                    .split_whitespace()
                    .any(|c| matches!(c, "byline" | "author" | "author-name")) =>
            {
                (self.scan.authors.len() < 8).then(|| {
                    self.scan.authors.push(String::new());
                    Collect::Author
                })
            }
            _ => None,
        };
        if name != "time"
            && prop == "datepublished"
            && let Some(given) = value("datetime").or_else(|| value("content"))
        {
            self.scan.times.push((true, given));
        }
        if name == "a" && self.links > 0 {
            // A link ends where the next one begins.
            self.close("a");
        }
        if FORMATTING.contains(&name) {
            self.format(tag);
        }
        self.push(name, collect);
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn push(&mut self, name: &str, collect: Option<Collect>) {
        let depth = self.open.len() + 1 + self.formatting.len();
        self.scan.depth = self.scan.depth.max(depth);
        if self.open.len() >= STACK {
            return;
        }
        let (hidden, aside) = (HIDDEN.contains(&name), ASIDE.contains(&name));
        self.hidden += usize::from(hidden);
        self.aside += usize::from(aside);
        self.links += usize::from(name == "a");
        self.paragraphs += usize::from(matches!(name, "p" | "blockquote"));
        *self.counts.entry(name.to_owned()).or_default() += 1;
        let collects = self.collecting.is_none() && collect.is_some();
        self.collecting = self.collecting.or(collect);
        self.open.push(Element { name: name.to_owned(), hidden, aside, collects });
    }

    fn pop(&mut self) {
        let Some(element) = self.open.pop() else { return };
        let name = element.name.as_str();
        self.hidden -= usize::from(element.hidden);
        self.aside -= usize::from(element.aside);
        self.links -= usize::from(name == "a");
        self.paragraphs -= usize::from(matches!(name, "p" | "blockquote"));
        if let Some(count) = self.counts.get_mut(name) {
            *count -= 1;
        }
        if element.collects {
            self.collecting = None;
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|&c| c > 0)
    }

    /// Closes what HTML closes without an end tag: a paragraph before a block, a row before a row.
    fn close_implied(&mut self, name: &str) {
        let (closes, until): (&[&str], &[&str]) = match name {
            "br" | "body" | "html" => return,
            "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            "option" => (&["option"], &["select"]),
            _ => (&[], &[]),
        };
        if !closes.is_empty() {
            let hit = self.open.iter().rposition(|e| {
                let open = e.name.as_str();
                closes.contains(&open) || until.contains(&open)
            });
            if let Some(at) = hit.filter(|&at| closes.contains(&self.open[at].name.as_str())) {
                while self.open.len() > at {
                    self.pop();
                }
                return;
            }
        }
        if self.is_open("p") {
            // Only up to the next block that holds it.
            let hit = self.open.iter().rposition(|e| {
                let open = e.name.as_str();
                open == "p" || BLOCK.contains(&open)
            });
            if let Some(at) = hit.filter(|&at| self.open[at].name.as_str() == "p") {
                while self.open.len() > at {
                    self.pop();
                }
            }
        }
    }

    /// Keeps the list of formatting elements as HTML does: no more than three alike.
    fn format(&mut self, tag: &Tag) {
        let name = tag.name.to_string();
        if matches!(name.as_str(), "a" | "nobr") {
            self.formatting.retain(|f| f.0 != name);
        }
        // FNV-1a over the attributes; a clash only makes the estimate lower by one.
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for attribute in &tag.attrs {
            for byte in attribute.name.local.bytes().chain(attribute.value.bytes()) {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        let alike = self.formatting.iter().filter(|f| f.0 == name && f.1 == sum).count();
        if alike < 3 && self.formatting.len() < STACK {
            self.formatting.push((name, sum));
        }
    }

    fn end(&mut self, name: &str) {
        if BLOCK.contains(&name) {
            self.close_block();
        }
        if let Some(at) = self.formatting.iter().rposition(|f| f.0 == name) {
            self.formatting.remove(at);
        }
        self.close(name);
    }

    /// Closes the innermost element of that name and what is open inside it.
    fn close(&mut self, name: &str) {
        if !self.is_open(name) {
            return;
        }
        while let Some(last) = self.open.last() {
            let found = last.name.as_str() == name;
            self.pop();
            if found {
                return;
            }
        }
    }

    fn characters(&mut self, words: &str) {
        match self.collecting {
            Some(Collect::Title) => append(&mut self.scan.title, words),
            Some(Collect::Heading) => append(&mut self.scan.heading, words),
            Some(Collect::Data) => {
                if let Some(data) = self.scan.data.last_mut() {
                    data.push_str(words);
                }
            }
            Some(Collect::Author) => {
                if let Some(author) = self.scan.authors.last_mut() {
                    append(author, words);
                }
            }
            Some(Collect::Time) => {
                if let Some((_, time)) = self.scan.times.last_mut() {
                    append(time, words);
                }
            }
            None => {}
        }
        if self.hidden > 0 {
            return;
        }
        let before = self.words.len();
        append(&mut self.words, words);
        if self.links > 0 {
            self.linked += self.words.len() - before;
        }
    }

    fn close_block(&mut self) {
        let words = std::mem::take(&mut self.words);
        let linked = std::mem::take(&mut self.linked);
        let words = words.trim_end();
        if !words.is_empty() {
            self.scan.blocks.push(Block {
                words: words.to_owned(),
                paragraph: self.paragraphs > 0,
                linked,
                aside: self.aside > 0,
            });
        }
    }
}

/// Appends words with every run of white space as one blank, none at the start.
fn append(all: &mut String, words: &str) {
    for c in words.chars() {
        // No-break spaces are layout on a page; line and paragraph separators would break a line.
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            if !all.is_empty() && !all.ends_with(' ') {
                all.push(' ');
            }
        } else {
            all.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_what_a_page_says_of_itself() {
        let page = "<!doctype html><html lang=en-GB><head><title>Talks &amp; more | Gazette</title>\
            <meta property='og:title' content='Talks'><link rel=canonical href='https://example.org/a'>\
            <script type='application/ld+json'>{\"a\": \"<p>\"}</script></head>\
            <body><nav><p>Home and more</p></nav><h1>Talks <em>begin</em></h1>\
            <time datetime='2025-05-14'>Wed</time><p>Kyiv\n said&nbsp;no.<p>Moscow<br>said yes.\
            <script>var p = '<p>no</p>';</script></body>";
        let scan = Scan::of(page);
        assert_eq!(scan.title, "Talks & more | Gazette");
        assert_eq!(scan.heading, "Talks begin");
        assert_eq!(scan.lang.as_deref(), Some("en-GB"));
        assert_eq!(scan.canonical.as_deref(), Some("https://example.org/a"));
        assert_eq!(scan.metas, [("og:title".to_owned(), "Talks".to_owned())]);
        assert_eq!(scan.times, [(false, "2025-05-14".to_owned())]);
        assert_eq!(scan.data, ["{\"a\": \"<p>\"}"]);
        assert_eq!(scan.paragraphs(), "Kyiv said no.\n\nMoscow\n\nsaid yes.");
    }

    #[test]
    fn depth_is_that_of_the_tree() {
        assert!(Scan::of(&"<p>One. ".repeat(5000)).depth < 10, "paragraphs close one another");
        assert!(Scan::of(&"<ul><li>One<li>Two</ul>".repeat(500)).depth < 10);
        assert!(Scan::of(&"<p><b>One</p>".repeat(500)).depth < 20, "three alike, no more");
        assert!(Scan::of(&"<div>".repeat(100_000)).depth > 400);
        let different: String = (0..1000).map(|i| format!("<p><font size={i}>x</p>")).collect();
        assert!(Scan::of(&different).depth > 400, "each is opened again in every later paragraph");
    }

    #[test]
    fn a_tag_of_many_words_is_cut() {
        let page = format!("<p>One.</p><p {}>Two.</p>", "a b=\"c\" ".repeat(100_000));
        assert_eq!(Scan::of(&tame(&page)).words(), "One.\n\nTwo.");
        assert!(matches!(tame("<p>a < b"), Cow::Borrowed(_)));
    }
}
