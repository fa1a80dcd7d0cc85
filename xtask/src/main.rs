//! The project's own chores: `cargo xtask test` is what the README names and continuous
//! integration runs; `cargo xtask floors` checks accuracy and speed alone.

mod checks;
mod count;
mod step;

use std::process::ExitCode;

const HELP: &str = "\
Chores of the Rapporteur workspace.

Usage: cargo xtask <CHORE>

Chores:
  test     everything that must hold: format, lints, docs, licences, tests, floors
  quick    format, lints and tests only
  floors   accuracy on the development sets, against crates/eval/floors.toml (needs ../shared)
";

fn main() -> ExitCode {
    let chore = std::env::args().nth(1);
    let done = match chore.as_deref() {
        Some("test") => checks::everything(),
        Some("quick") => checks::quick(),
        Some("floors") => checks::floors(),
        Some("help" | "--help" | "-h") => {
            step::say(HELP);
            return ExitCode::SUCCESS;
        }
        _ => {
            step::say(HELP);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            step::say(&format!("\nfailed: {failed}"));
            ExitCode::FAILURE
        }
    }
}
