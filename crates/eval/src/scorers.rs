//! The scorers: Python of the standard library alone, each with `--selftest`.

use serde_json::Value;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// Where a scorer lies.
fn path(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/scorers")).join(name)
}

/// Runs a scorer; what it prints.
pub(crate) fn run(
    name: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<String, String> {
    let output = Command::new("python3").arg(path(name)).args(arguments).output().map_err(|e| {
        format!("{name}: python3 could not be run ({e}); the scorers need Python 3")
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{name}: {}", said.trim().lines().last().unwrap_or("failed")));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("{name}: {e}"))
}

/// Runs a scorer with `--json`; its figures.
pub(crate) fn score(
    name: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Result<Value, String> {
    let json = OsStr::new("--json").to_owned();
    let arguments = arguments.into_iter().map(|a| a.as_ref().to_owned()).chain([json]);
    let said = run(name, arguments)?;
    serde_json::from_str(&said).map_err(|e| format!("{name}: {e}"))
}

/// The figure at a path of keys, parted by `/`.
pub(crate) fn figure(scores: &Value, path: &str) -> Option<f64> {
    path.split('/').try_fold(scores, |v, key| v.get(key))?.as_f64()
}
