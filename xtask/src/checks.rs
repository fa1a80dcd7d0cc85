//! What must hold before a change lands.

use crate::count::Count;
use crate::step::{command, have, run, say};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// Everything: `quick`, and the documentation, licences, and floors.
pub(crate) fn everything() -> Result<(), String> {
    if !have("python3", &["--version"]) {
        return Err(
            "python3 is needed by the scorers: install it (Debian: apt-get install python3)".into(),
        );
    }
    style()?;
    run(
        "docs",
        "cargo",
        &[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
            "--quiet",
            "--config",
            r#"build.rustdocflags=["-D", "warnings"]"#,
        ],
    )?;
    licences()?;
    let count = tests()?;
    floors()?;
    closing(count)
}

/// Format, lints, tests.
pub(crate) fn quick() -> Result<(), String> {
    style()?;
    let count = tests()?;
    closing(count)
}

fn closing(count: Count) -> Result<(), String> {
    say(&format!("\n{} passed, {} failed, {} skipped", count.passed, count.failed, count.ignored));
    if count.failed > 0 { Err("tests".into()) } else { Ok(()) }
}

fn style() -> Result<(), String> {
    run("format", "cargo", &["fmt", "--all", "--check"])?;
    run(
        "lints",
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
    )
}

/// Licences and sources of dependencies, by cargo-deny; installed first where it is missing.
fn licences() -> Result<(), String> {
    if !have("cargo", &["deny", "--version"]) {
        run("install cargo-deny", "cargo", &["install", "cargo-deny", "--locked", "--quiet"])?;
    }
    run("licences", "cargo", &["deny", "check", "licenses", "bans", "sources"])
}

/// The test suite; every failure is counted, so that one line at the end can say how many.
fn tests() -> Result<Count, String> {
    say("\n== tests: cargo test --workspace");
    let mut child = command("cargo", &["test", "--workspace", "--no-fail-fast"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cargo test could not be started: {e}"))?;
    let mut count = Count::default();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            count.add(&line);
            say(&line);
        }
    }
    let status = child.wait().map_err(|e| format!("cargo test: {e}"))?;
    if !status.success() && count.failed == 0 {
        return Err(format!("tests ({status})"));
    }
    Ok(count)
}

/// Accuracy on the development sets against the floors; without the data there is nothing to check.
pub(crate) fn floors() -> Result<(), String> {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora"));
    if !shared.is_dir() {
        say("\n== floors: no ../shared/corpora beside the checkout, not checked");
        return Ok(());
    }
    run("floors", "cargo", &["run", "--release", "--quiet", "-p", "rapporteur-eval", "--", "all"])
}
