//! `rapporteur read`: files in, records out, in the order of the arguments.

use crate::arguments::Read;
use crate::output::{self, tell};
use rapporteur_export::{Options, Writer};
use rapporteur_pipeline::{Document, Limits, Reader, ingest};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What became of the inputs.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: usize,
}

pub(crate) fn run(options: &Read) -> ExitCode {
    warn_of_future(options);
    let limits = Limits { max_text: options.max_text };
    let reader = match &options.model {
        Some(path) => Reader::with_model_file(path, limits),
        None => Reader::embedded(limits),
    };
    let reader = match reader {
        Ok(reader) => reader,
        Err(error) => return fail(&error.to_string()),
    };
    let out = match output::open(options.output.as_deref()) {
        Ok(out) => out,
        Err(error) => return fail(&cannot_write(options.output.as_deref(), &error)),
    };
    let writer = Writer::new(options.format.into(), export_options(options), out);
    match records(options, &reader, writer) {
        Ok(tally) if tally.failed == 0 => ExitCode::SUCCESS,
        Ok(tally) if tally.done == 0 => ExitCode::FAILURE,
        Ok(tally) => {
            tell(&format!("{} read, {} failed", tally.done, tally.failed));
            ExitCode::from(3)
        }
        // Whoever read our output has seen enough: that is no failure.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&cannot_write(options.output.as_deref(), &error)),
    }
}

/// Reads every input and writes every record; the error is one of output.
fn records(
    options: &Read,
    reader: &Reader,
    mut writer: Writer<Box<dyn io::Write>>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut broken = None;
    let threads = options.threads.map_or_else(
        || std::thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    let date = options.date;
    let inputs = options.files.iter().flat_map(move |file| documents(file, date));
    reader.read_all(inputs, threads, |outcome| {
        match outcome {
            Ok(record) => {
                tally.done += 1;
                if let Err(error) = writer.record(record) {
                    broken = Some(error);
                    return false;
                }
            }
            Err(message) => {
                tally.failed += 1;
                tell(&message);
            }
        }
        true
    });
    match broken {
        Some(error) => Err(error),
        None if tally.done == 0 => Ok(tally),
        None => writer.finish().map(|()| tally),
    }
}

/// The documents of one file, or why there are none.
fn documents(file: &PathBuf, date: Option<rapporteur_text::Date>) -> Vec<Result<Document, String>> {
    match bytes(file) {
        Ok(bytes) => {
            let source = ingest::Source::new(file.to_string_lossy(), bytes);
            let options = ingest::Options { date, ..ingest::Options::default() };
            ingest::read(&source, &options).map(|d| d.map_err(|e| e.to_string())).collect()
        }
        Err(message) => vec![Err(message)],
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        return io::stdin()
            .read_to_end(&mut bytes)
            .map(|_| bytes)
            .map_err(|e| format!("standard input could not be read: {e}"));
    }
    let name = file.display();
    if file.is_dir() {
        return Err(format!("{name} is a folder: name its files, for example {name}/*.txt"));
    }
    std::fs::read(file).map_err(|e| match e.kind() {
        ErrorKind::NotFound => format!("{name} does not exist"),
        ErrorKind::PermissionDenied => format!("{name} may not be read: check its permissions"),
        _ => format!("{name} could not be read: {e}"),
    })
}

fn export_options(options: &Read) -> Options {
    Options {
        only: options.only.iter().map(|&p| p.into()).collect(),
        why: options.why,
        colour: output::colour(options.output.as_deref()),
        width: output::width(),
    }
}

/// A date to come is accepted, for embargoed texts, but is most often a slip.
fn warn_of_future(options: &Read) {
    let Some(date) = options.date else { return };
    let today = jiff::Zoned::now().date();
    if date.first_day() > (today.year(), today.month(), today.day()) {
        tell(&format!("--date {date} lies in the future; 'today' in the texts is taken to be that day"));
    }
}

fn cannot_write(path: Option<&Path>, error: &io::Error) -> String {
    match path {
        Some(path) => format!("{} could not be written: {error}", path.display()),
        None => format!("standard output could not be written: {error}"),
    }
}

fn fail(message: &str) -> ExitCode {
    tell(message);
    ExitCode::FAILURE
}
