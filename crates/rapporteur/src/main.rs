//! `rapporteur`: reads reports on negotiations and wars and keeps the record of who said or did what
//! to whom, when, where, and by whose account.
//!
//! This is the rim: the only place that knows terminals, files that a user names, exit codes, and
//! what day it is. Exit codes: 0 done (notes allowed), 1 nothing could be done, 2 wrong usage,
//! 3 some inputs failed and the rest were done.

mod arguments;
mod output;
mod progress;
mod read;
mod whole;
mod world;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // Help goes to standard output, wrong usage to standard error; a closed pipe is no news.
            let _ = error.print();
            return ExitCode::from(if wrong { 2 } else { 0 });
        }
    };
    match arguments.command {
        Command::Read(options) => read::run(&options),
        Command::Schema => output::schema(),
        Command::World { command } => world::run(&command),
    }
}
