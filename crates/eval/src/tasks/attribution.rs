use super::{Offsets, document};
use crate::{files, parallel};
use rapporteur_pipeline::Reader;
use serde_json::{Value, json};
use std::path::Path;

/// JSON Lines with `text` to attributions.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let rows = files::rows(input)?;
    let found = parallel::each("attribution", &rows, |row| {
        let document = document(row, "text")?;
        let layers = reader.model().layers(&document.text, usize::MAX);
        let offsets = Offsets::new(&document.text);
        let spans = |spans: &[rapporteur_text::Span]| {
            spans.iter().map(|&s| offsets.of(s)).collect::<Vec<_>>()
        };
        let found = layers
            .attributions
            .iter()
            .map(|a| attribution(&spans(&a.source), &spans(&a.cue), &spans(&a.content)));
        Ok(self::row(files::id(row)?, found.collect()))
    });
    files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?)
}

/// A row of output.
pub(crate) fn row(id: Value, attributions: Vec<Value>) -> Value {
    json!({"id": id, "attributions": attributions})
}

type Spans<'s> = &'s [(usize, usize)];

/// One attribution: lists of code point ranges.
pub(crate) fn attribution(source: Spans<'_>, cue: Spans<'_>, content: Spans<'_>) -> Value {
    json!({"source": source, "cue": cue, "content": content})
}
