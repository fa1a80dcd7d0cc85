use crate::{files, parallel};
use rapporteur_ingest::{Options, Source, read};
use rapporteur_pipeline::Reader;
use serde_json::Value;
use std::path::Path;

/// A folder of `NAME.txt`, with what `index.json` says of them where there is one, to a folder of
/// records `NAME.json`. Without an index no date is given.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let texts = files::named(input, &[".txt", ".txt.gz"])?;
    let index = input.join("index.json");
    let index: Value = if index.exists() {
        let wrong = |e| format!("{}: {e}", index.display());
        serde_json::from_str(&files::text(&index)?).map_err(wrong)?
    } else {
        Value::Null
    };
    let done = parallel::each("record", &texts, |(name, path)| {
        let about = |key: &str| index.get(name).and_then(|i| i.get(key)).and_then(Value::as_str);
        let date = about("published").map(str::parse).transpose();
        let date = date.map_err(|e| format!("{}: {name}: {e}", input.display()))?;
        let source = Source::new(format!("{name}.txt"), files::bytes(path)?);
        let options = Options { date, ..Options::default() };
        let document = read(source, &options).next();
        let mut document = document.ok_or("no document")?.map_err(|e| e.to_string())?;
        document.title = about("title").map(str::to_owned);
        document.publisher = about("source").map(str::to_owned);
        let record = reader.read(document);
        let json = serde_json::to_string_pretty(&record).map_err(|e| e.to_string())?;
        files::write(&output.join(format!("{name}.json")), (json + "\n").as_bytes())
    });
    done.into_iter().collect()
}
