use super::{Offsets, claims, document};
use crate::{files, parallel};
use rapporteur_pipeline::Reader;
use serde_json::{Value, json};
use std::path::Path;

/// JSON Lines with `text` and `dct` to expressions of time.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let rows = files::rows(input)?;
    let found = parallel::each("timex", &rows, |row| {
        let mut document = document(row, "text")?;
        let times = claims(reader, &mut document).times;
        let offsets = Offsets::new(&document.text);
        let times = times.iter().map(|t| time(offsets.of(t.span), t.kind.name(), &t.value));
        Ok(self::row(files::id(row)?, times.collect()))
    });
    files::write_rows(output, &found.into_iter().collect::<Result<Vec<_>, String>>()?)
}

/// A row of output.
pub(crate) fn row(id: Value, times: Vec<Value>) -> Value {
    json!({"id": id, "timex": times})
}

/// One expression: code points, TIMEX3 type and value.
pub(crate) fn time((start, end): (usize, usize), kind: &str, value: &str) -> Value {
    json!({"start": start, "end": end, "type": kind, "value": value})
}
