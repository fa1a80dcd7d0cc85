use crate::{files, parallel};
use rapporteur_ingest::{Options, Source, read};
use serde_json::{Value, json};
use std::path::Path;

/// A folder of pages (`ID.html`, `ID.html.gz`) to their articles' text.
pub(super) fn predict(input: &Path, output: &Path) -> Result<(), String> {
    let pages = files::named(input, &[".html", ".htm", ".html.gz", ".htm.gz"])?;
    let found = parallel::each("extraction", &pages, |(id, path)| {
        let name = path.display().to_string();
        let source = Source {
            media_type: Some("text/html".to_owned()),
            ..Source::new(name.trim_end_matches(".gz"), files::bytes(path)?)
        };
        // A page that cannot be read is one without text; the scorer wants a row for each.
        let text = match read(source, &Options::default()).next() {
            Some(Ok(document)) => document.text.as_str().to_owned(),
            _ => String::new(),
        };
        Ok(row(id, &text))
    });
    files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?)
}

pub(crate) fn row(id: &str, text: &str) -> Value {
    json!({"id": id, "text": text})
}
