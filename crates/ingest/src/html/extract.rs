//! The one place that knows of the extraction crate.

use super::words_of;
use std::panic::{AssertUnwindSafe, catch_unwind};
use trafilatura::{ExtractionFocus, Options, extract};

/// The main text of a page, a blank line between paragraphs; `None` where none was found.
///
/// Precision is favoured, the comparison with readability is on: the best of the settings measured
/// on the public article-extraction benchmark (docs/evaluation.md).
pub(super) fn article(page: &str) -> Option<String> {
    let options = Options::default()
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_fallback(true)
        .with_exclude_comments(true);
    // The crate is other people's code over other people's pages: should it ever panic on one, the
    // page is read by its paragraphs.
    let found = catch_unwind(AssertUnwindSafe(|| extract(page, &options))).ok()?.ok()?;
    // Its own text runs blocks together; the markup it returns keeps them apart.
    let text = words_of(&found.content_html);
    let text = if text.is_empty() { found.content_text } else { text };
    (!text.trim().is_empty()).then_some(text)
}
