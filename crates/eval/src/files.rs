//! Files in and out. Messages name the file, and the line where there is one.

use serde_json::{Map, Value};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// One example of a JSON Lines file.
pub(crate) type Row = Map<String, Value>;

/// The bytes of a file, unpacked where it is a gzip.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let wrong = |e| format!("{}: {e}", path.display());
    let bytes = std::fs::read(path).map_err(wrong)?;
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .read_to_end(&mut unpacked)
        .map_err(wrong)?;
    Ok(unpacked)
}

/// The text of a file in UTF-8.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    String::from_utf8(bytes(path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// The rows of a JSON Lines file.
pub(crate) fn rows(path: &Path) -> Result<Vec<Row>, String> {
    let text = text(path)?;
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    lines
        .map(|(n, line)| {
            serde_json::from_str(line)
                .map_err(|e| format!("{}, line {}: {e}", path.display(), n + 1))
        })
        .collect()
}

/// A string field of a row; the message names the row where it has none.
pub(crate) fn field<'r>(row: &'r Row, key: &str) -> Result<&'r str, String> {
    row.get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| format!("row {}: no field {key}", id(row).unwrap_or_default()))
}

/// The row's `id` or `doc_id`.
pub(crate) fn id(row: &Row) -> Result<Value, String> {
    ["id", "doc_id"].iter().find_map(|k| row.get(*k)).cloned().ok_or("a row has no id".to_owned())
}

/// Writes a file, its folders first.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let wrong = |e| format!("{}: {e}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    std::fs::File::create(path).and_then(|mut f| f.write_all(bytes)).map_err(wrong)
}

/// Writes rows as JSON Lines.
pub(crate) fn write_rows(path: &Path, rows: &[Value]) -> Result<(), String> {
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    write(path, lines.as_bytes())
}

/// The files of a folder whose name ends in one of `endings`, with the name before it, by name.
pub(crate) fn named(folder: &Path, endings: &[&str]) -> Result<Vec<(String, PathBuf)>, String> {
    let wrong = |e| format!("{}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = endings.iter().find_map(|e| name.strip_suffix(e)) {
            found.push((stem.to_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}
