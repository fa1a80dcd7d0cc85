//! `rapporteur world build`.

use super::fail;
use super::watcher::{Watcher, summary};
use crate::arguments::Build;
use crate::output::tell;
use crate::whole::{WholeFile, WorkFolder};
use rapporteur_import::Error;
use rapporteur_import::geonames::{Plan, build};
use rapporteur_pipeline::world::World;
use std::process::ExitCode;

pub(crate) fn run(options: &Build) -> ExitCode {
    let dump = options.dump.display().to_string();
    // Paths are checked before minutes of work.
    for path in std::iter::once(&options.dump).chain(&options.admin1) {
        match std::fs::metadata(path) {
            Ok(file) if file.is_file() => {}
            Ok(_) => return fail(&format!("{} is no file", path.display())),
            Err(error) => return fail(&format!("{} could not be read: {error}", path.display())),
        }
    }
    if options.dump.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")) {
        return fail(&format!("{dump} is packed: unpack it first (unzip {dump})"));
    }
    let output = options.output.display().to_string();
    let opened = WholeFile::create(&options.output)
        .and_then(|out| Ok((out, WorkFolder::create(&options.output)?)));
    let (mut out, work) = match opened {
        Ok(opened) => opened,
        Err(error) => return fail(&format!("{output} could not be written: {error}")),
    };
    let plan = Plan {
        dump: &options.dump,
        admin1: options.admin1.as_deref(),
        classes: &options.classes,
        least: options.min_population,
        work: work.path(),
    };
    // The dump is read twice.
    let bytes = std::fs::metadata(&options.dump).ok().map(|m| m.len() * 2);
    let mut watcher = Watcher::new(dump.clone(), bytes);
    let built = build(&plan, &mut out, World::embedded(), &mut watcher);
    drop(watcher);
    match built {
        Ok(counts) => match out.keep() {
            Ok(()) => {
                tell(&summary(&counts));
                ExitCode::from(if counts.broken == 0 { 0 } else { 3 })
            }
            Err(error) => fail(&format!("{output} could not be written: {error}")),
        },
        Err(Error::Write(error)) => fail(&format!("{output} could not be written: {error}")),
        Err(error) => fail(&format!("{dump}: {error}")),
    }
}
