//! Where output goes.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Standard output or a file, buffered.
pub(crate) fn open(path: Option<&Path>) -> io::Result<Box<dyn Write>> {
    Ok(match path {
        None => Box::new(BufWriter::new(io::stdout())),
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
    })
}

/// Whether people look at standard output right now, and want colour (NO_COLOR is respected).
pub(crate) fn colour(path: Option<&Path>) -> bool {
    path.is_none()
        && io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// A message on standard error.
pub(crate) fn tell(message: &str) {
    // Standard error may be closed; then nobody wants to be told.
    let _ = writeln!(io::stderr(), "rapporteur: {message}");
}

/// Prints the schema.
pub(crate) fn schema() -> ExitCode {
    let schema = rapporteur_record::schema();
    let mut out = io::stdout().lock();
    let printed = serde_json::to_writer_pretty(&mut out, &schema)
        .map_err(io::Error::from)
        .and_then(|()| writeln!(out).and_then(|()| out.flush()));
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("standard output could not be written: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Columns to wrap at: the terminal's as far as the shell tells, at most 120, else 100.
pub(crate) fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse::<usize>().ok());
    columns.map_or(100, |c| c.clamp(40, 120))
}
