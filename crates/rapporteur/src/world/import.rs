//! `rapporteur world import`.

use super::fail;
use super::watcher::{Watcher, summary};
use crate::arguments::{Import, List};
use crate::output::tell;
use crate::whole::WholeFile;
use flate2::read::MultiGzDecoder;
use rapporteur_import::{Counts, Error, Watch, begin, ftm, petrarch, wikidata};
use rapporteur_pipeline::world::World;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(options: &Import) -> ExitCode {
    match options.output.as_deref() {
        None => {
            let mut out = BufWriter::with_capacity(1 << 20, io::stdout());
            let done = import(options, &mut out);
            let done = done.and_then(|c| match out.flush() {
                Ok(()) => Ok(c),
                Err(e) => Err(Failed::Output(e)),
            });
            close(done, "standard output")
        }
        Some(path) => {
            let name = path.display().to_string();
            let mut out = match WholeFile::create(path) {
                Ok(out) => out,
                Err(error) => return fail(&format!("{name} could not be written: {error}")),
            };
            let done = import(options, &mut out).and_then(|tally| {
                if tally.counts.rows() > 0 {
                    out.keep().map_err(Failed::Output)?;
                }
                Ok(tally)
            });
            close(done, &name)
        }
    }
}

enum Failed {
    /// The message names the input.
    Input(String),
    Output(io::Error),
}

#[derive(Default)]
struct Tally {
    counts: Counts,
    /// Files that could not be read.
    failed: usize,
}

/// What reads a list and writes rows.
type Importer =
    fn(&mut dyn BufRead, &mut dyn Write, &World, &mut dyn Watch) -> Result<Counts, Error>;

fn import(options: &Import, out: &mut dyn Write) -> Result<Tally, Failed> {
    let (name, importer): (_, Importer) = match options.from {
        List::Ftm => ("FollowTheMoney entities", ftm),
        List::Wikidata => ("Wikidata items", wikidata),
        List::Petrarch => ("PETRARCH actor dictionaries", petrarch),
    };
    let mut tally = Tally::default();
    let output = |error| match error {
        Error::Write(error) => Failed::Output(error),
        other => Failed::Input(other.to_string()),
    };
    begin(out, name).map_err(output)?;
    for file in &options.files {
        let shown = file.display().to_string();
        let (mut input, bytes) = match open(file) {
            Ok(opened) => opened,
            Err(error) => {
                tell(&format!("{shown} could not be read: {error}"));
                tally.failed += 1;
                continue;
            }
        };
        let mut watcher = Watcher::new(shown.clone(), bytes);
        match importer(&mut *input, out, World::embedded(), &mut watcher) {
            Ok(counts) => tally.counts += counts,
            Err(Error::Write(error)) => return Err(Failed::Output(error)),
            Err(error) => {
                drop(watcher);
                tell(&format!("{shown} {error}"));
                tally.failed += 1;
            }
        }
    }
    Ok(tally)
}

/// The file, unpacked where its name ends in .gz, and its size where that tells how much is to come.
fn open(path: &Path) -> io::Result<(Box<dyn BufRead>, Option<u64>)> {
    const BUFFER: usize = 1 << 20;
    if path == Path::new("-") {
        return Ok((Box::new(BufReader::with_capacity(BUFFER, io::stdin())), None));
    }
    let file = File::open(path)?;
    let size = file.metadata()?;
    if size.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz")) {
        let unpacked = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, file));
        return Ok((Box::new(BufReader::with_capacity(BUFFER, unpacked)), None));
    }
    Ok((Box::new(BufReader::with_capacity(BUFFER, file)), Some(size.len())))
}

fn close(done: Result<Tally, Failed>, output: &str) -> ExitCode {
    match done {
        Ok(tally) => {
            tell(&summary(&tally.counts));
            if tally.counts.rows() == 0 {
                return fail(&format!("no actor was found; {output} was not written"));
            }
            let whole = tally.failed == 0 && tally.counts.broken == 0;
            ExitCode::from(if whole { 0 } else { 3 })
        }
        Err(Failed::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failed::Output(error)) => fail(&format!("{output} could not be written: {error}")),
        Err(Failed::Input(message)) => fail(&message),
    }
}
