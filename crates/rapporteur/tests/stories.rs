//! Whole documents and what is read from them, as text that a person can review.
//!
//! Each folder of `tests/stories` holds `article.txt` (or `.html`), optionally `date.txt`, and
//! `record.txt`, the record as `rapporteur read --why` prints it for people. A change in behaviour shows
//! as a diff of English. `UPDATE_STORIES=1 cargo test -p rapporteur --test stories` rewrites them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

#[test]
fn stories_read_as_they_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/stories");
    let mut folders: Vec<_> = std::fs::read_dir(&root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no stories in {}", root.display());
    let update = std::env::var_os("UPDATE_STORIES").is_some();
    let mut changed = Vec::new();
    for folder in folders {
        let article =
            ["article.txt", "article.html"].into_iter().find(|a| folder.join(a).is_file());
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.current_dir(&folder).args(["read", article.unwrap(), "--why"]);
        if let Ok(date) = std::fs::read_to_string(folder.join("date.txt")) {
            command.args(["--date", date.trim()]);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8(output.stdout).unwrap();
        let path = folder.join("record.txt");
        if update {
            std::fs::write(&path, told).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&*told) {
            changed.push(format!("{}:\n{told}", folder.display()));
        }
    }
    assert!(
        changed.is_empty(),
        "records changed (UPDATE_STORIES=1 accepts):\n{}",
        changed.join("\n\n")
    );
}
