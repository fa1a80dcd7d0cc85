//! A web page to its article.

mod extract;
mod metadata;
mod scan;

use crate::Draft;
use rapporteur_text::NoteCode;
use scan::Scan;

/// Tags one inside the other, and elements in all, up to which the tree of a page is built. Browsers
/// stop at 512 as well; what goes deeper or larger is read tag by tag, which takes linear time and
/// no stack.
const MAX_DEPTH: usize = 400;
const MAX_NODES: usize = 150_000;

/// The article of a page with what the page says about it. `name` is the page's path or address.
pub(crate) fn article(page: &str, name: &str) -> Draft {
    let page = scan::tame(page);
    let scan = Scan::of(&page);
    let mut draft = metadata::read(&scan, name);
    let too_deep = scan.depth > MAX_DEPTH;
    let too_large = scan.nodes > MAX_NODES || page.len() > 16 << 20;
    let extracted = if too_deep || too_large { None } else { extract::article(&page) };
    let given = metadata::article_body(&scan);
    let text = match extracted {
        Some(text) if reads_as_article(&text) => Some(text),
        // Pages that load their text by script often carry it as data.
        _ => given.filter(|t| reads_as_article(t)),
    };
    draft.text = match text {
        Some(text) => text,
        None => {
            let paragraphs = scan.paragraphs();
            if too_deep || too_large {
                let why = if too_deep { "nested too deeply" } else { "too large" };
                let text = format!(
                    "The page's tags are {why} to find the article; its paragraphs were taken."
                );
                draft.note(NoteCode::NoArticle, text);
            } else {
                let what = if paragraphs.is_empty() {
                    "there is no text"
                } else {
                    "its paragraphs were taken"
                };
                draft.note(
                    NoteCode::NoArticle,
                    format!("No article was found in the page; {what}."),
                );
            }
            paragraphs
        }
    };
    draft
}

/// Whether a text has at least one sentence of some length; menus and headings have none.
fn reads_as_article(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim().trim_end_matches(['"', '”', '’', ')', '\'']);
        line.ends_with(['.', '!', '?', '…', ':', '。']) && line.split_whitespace().count() >= 5
            || line.split_whitespace().count() >= 25
            || line.chars().count() >= 150
    })
}

/// Whether a text is markup rather than words: has two tags of paragraphs.
pub(crate) fn is_markup(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(20_000)].to_ascii_lowercase();
    ["<p>", "<p ", "</p>", "<br>", "<br/", "<br ", "</div>"]
        .iter()
        .map(|t| head.matches(t).count())
        .sum::<usize>()
        >= 2
}

/// All words of a piece of markup, paragraph by paragraph.
pub(crate) fn words_of(markup: &str) -> String {
    Scan::of(&scan::tame(markup)).words()
}
