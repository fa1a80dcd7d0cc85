//! `rapporteur world`: lists of others into user files, a gazetteer from GeoNames, what is covered.

mod build;
mod coverage;
mod import;
mod watcher;

use crate::arguments::WorldCommand;
use crate::output::tell;
use std::process::ExitCode;

pub(crate) fn run(command: &WorldCommand) -> ExitCode {
    match command {
        WorldCommand::Import(options) => import::run(options),
        WorldCommand::Coverage(options) => coverage::run(options),
        WorldCommand::Build(options) => build::run(options),
    }
}

fn fail(message: &str) -> ExitCode {
    tell(message);
    ExitCode::FAILURE
}
