//! `rapporteur read`: files in, records out, in the order of the arguments.

use crate::arguments::Read;
use crate::output::{self, tell};
use rapporteur_export::{Options, Writer};
use rapporteur_pipeline::{Document, Limits, Reader, Timing, ingest};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What became of the inputs.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: usize,
    timing: Timing,
}

pub(crate) fn run(options: &Read) -> ExitCode {
    warn_of_future(options);
    let start = Instant::now();
    let threads = threads(options);
    // One text is read by all threads together, several texts side by side.
    let alone = options.files.len() == 1 && !holds_many(&options.files[0]);
    let limits = Limits { max_text: options.max_text, threads: if alone { threads } else { 1 } };
    // What the user knows comes first: a file that is wrong stops everything before anything is written.
    let own = match rapporteur_pipeline::knowledge(&options.actors, options.places.as_deref()) {
        Ok(own) => own,
        Err(error) => return fail(&error.to_string()),
    };
    let reader = match &options.model {
        Some(path) => Reader::with_model_file(path, limits),
        None => Reader::embedded(limits),
    };
    let reader = match reader {
        Ok(reader) => match own {
            Some(world) => reader.with_world(world),
            None => reader,
        },
        Err(error) => return fail(&error.to_string()),
    };
    let out = match output::open(options.output.as_deref()) {
        Ok(out) => out,
        Err(error) => return fail(&cannot_write(options.output.as_deref(), &error)),
    };
    let writer = Writer::new(options.format.into(), export_options(options), out);
    let load = start.elapsed();
    let outcome = records(options, if alone { 1 } else { threads }, &reader, writer);
    if options.timing
        && let Ok(tally) = &outcome
    {
        tell(&times(load, start.elapsed(), tally.timing));
    }
    match outcome {
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
    threads: usize,
    reader: &Reader,
    mut writer: Writer<Box<dyn io::Write>>,
) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut broken = None;
    let date = options.date;
    let inputs = options.files.iter().flat_map(move |file| documents(file, date));
    reader.read_all(inputs, threads, |outcome| {
        match outcome {
            Ok((record, timing)) => {
                tally.done += 1;
                tally.timing += timing;
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

fn threads(options: &Read) -> usize {
    options
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// Whether a file may hold many documents, by the ending of its name.
fn holds_many(file: &Path) -> bool {
    let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["jsonl", "ndjson", "json", "csv", "tsv"].iter().any(|e| ending.eq_ignore_ascii_case(e))
}

/// The documents of one file, or why there are none.
fn documents(
    file: &Path,
    date: Option<rapporteur_text::Date>,
) -> Box<dyn Iterator<Item = Result<Document, String>> + Send> {
    let source = if file == Path::new("-") {
        ingest::Source::from_stream("-", io::stdin())
    } else {
        ingest::Source::open(file)
    };
    let options = ingest::Options { date, ..ingest::Options::default() };
    match source {
        Ok(source) => Box::new(ingest::read(source, &options).map(|d| d.map_err(|e| chain(&e)))),
        Err(error) => Box::new(std::iter::once(Err(chain(&error)))),
    }
}

/// An error with its causes, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let words = next.to_string();
        if !said.contains(&words) {
            said = format!("{said}: {words}");
        }
        cause = next.source();
    }
    said
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
    // The day in UTC: without the system's zone, the latest it can be is one day on.
    let now = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(14);
    let today = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    if date.first_day() > (today.year(), today.month(), today.day()) {
        tell(&format!(
            "--date {date} lies in the future; 'today' in the texts is taken to be that day"
        ));
    }
}

/// Where the time went, summed over threads, and the peak of memory.
fn times(load: Duration, wall: Duration, t: Timing) -> String {
    let ms = |d: Duration| format!("{:.0} ms", d.as_secs_f64() * 1000.0);
    let mut said = format!(
        "wall {}: load {}, units {}, encoder {}, decoding {}, reading {}, record {}",
        ms(wall),
        ms(load),
        ms(t.units),
        ms(t.encoder),
        ms(t.decoding),
        ms(t.reading),
        ms(t.record)
    );
    // Linux tells the peak; elsewhere it is left out.
    if let Some(peak) = std::fs::read_to_string("/proc/self/status").ok().and_then(|s| {
        s.lines().find_map(|l| l.strip_prefix("VmHWM:").map(str::trim).map(str::to_owned))
    }) {
        said.push_str(&format!("; peak memory {peak}"));
    }
    said
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
