//! Running one command after another, saying which.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Prints a line at once, also where output is buffered.
pub(crate) fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody reads any more: nothing to be done about it here.
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Runs `program` with `args`, its output passed through; the error names the step.
pub(crate) fn run(name: &str, program: &str, args: &[&str]) -> Result<(), String> {
    say(&format!("\n== {name}: {program} {}", args.join(" ")));
    let start = Instant::now();
    let status = command(program, args)
        .stdin(Stdio::null())
        .status()
        .map_err(|e| format!("{name}: {program} could not be started: {e}"))?;
    say(&format!("   {:.0} s", start.elapsed().as_secs_f32()));
    if status.success() { Ok(()) } else { Err(format!("{name} ({status})")) }
}

/// Whether `program` can be started and says its version.
pub(crate) fn have(program: &str, args: &[&str]) -> bool {
    command(program, args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// Runs from the workspace's root, wherever the chore was called from.
pub(crate) fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    command
}
