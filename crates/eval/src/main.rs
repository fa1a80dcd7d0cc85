//! How accuracy is measured, by us and by others.
//!
//! `predict TASK INPUT OUTPUT` reads a set of examples, without their labels, and writes what the
//! program makes of them in the form that the task's scorer reads. `all` does so for every
//! development set, has the scorers (`scorers/*.py`, run by `python3`) compare, and prints one
//! table with the floors of `floors.toml`. See docs/evaluation.md.

#![allow(
    clippy::needless_pass_by_value,
    reason = "the values of JSON are made for one answer and given away with it"
)]

mod all;
#[cfg(test)]
mod contract;
mod files;
mod floors;
mod parallel;
mod scorers;
mod tasks;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use tasks::{Outcome, Task};

/// Measures the accuracy of the reader.
#[derive(Parser)]
#[command(version, about)]
struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Read INPUT without its labels and write predictions for the task's scorer.
    Predict {
        task: Task,
        /// File or folder of examples; a file may be a .gz.
        input: PathBuf,
        /// File, for `record` a folder, to write. Folders are created.
        output: PathBuf,
        #[command(flatten)]
        settings: Settings,
    },
    /// Predict and score every development set; print one table and check the floors.
    All {
        /// Where the corpora, articles and the seed lie.
        #[arg(long, default_value = "../shared")]
        shared: PathBuf,
        /// Only these tasks.
        #[arg(long, value_delimiter = ',')]
        only: Vec<Task>,
        /// Keep predictions and scores in this folder.
        #[arg(long)]
        out: Option<PathBuf>,
        #[arg(long, value_name = "FILE", help = MODEL)]
        model: Option<PathBuf>,
    },
}

const MODEL: &str = "Language model to use instead of the embedded one";

/// What a task may be told beside its input.
#[derive(Args, Clone, Default)]
pub(crate) struct Settings {
    /// Entity scheme to predict (`ner`): uner, re3d, gum, wikigold or crossner.
    #[arg(long)]
    scheme: Option<String>,
    /// User actors (`codes`).
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = MODEL)]
    model: Option<PathBuf>,
}

#[allow(clippy::print_stderr, reason = "this is the rim: messages go to standard error")]
fn main() -> ExitCode {
    let done = match Command::parse().what {
        What::Predict { task, input, output, settings } => {
            match tasks::predict(task, &input, &output, &settings) {
                Ok(Outcome::Written) => Ok(true),
                Ok(Outcome::NotBuilt) => {
                    eprintln!("{task}: not built");
                    Ok(false)
                }
                Err(e) => Err(e),
            }
        }
        What::All { shared, only, out, model } => all::run(&shared, &only, out.as_deref(), model),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
