//! Broken lines and progress, told on standard error.

use crate::output::tell;
use crate::progress::Progress;
use rapporteur_import::{Counts, Watch};

/// Broken lines that are named; a file of another kind has millions.
const NAMED: u64 = 20;

/// Tells of one file.
pub(crate) struct Watcher {
    file: String,
    progress: Progress,
    broken: u64,
}

impl Watcher {
    pub(crate) fn new(file: String, bytes: Option<u64>) -> Self {
        Self { file, progress: Progress::new(bytes), broken: 0 }
    }
}

impl Watch for Watcher {
    fn broken(&mut self, line: u64, why: &str) {
        self.broken += 1;
        self.progress.clear();
        if self.broken <= NAMED {
            tell(&format!("{}:{line}: {why}", self.file));
        } else if self.broken == NAMED + 1 {
            tell(&format!("{}: further broken lines are counted only", self.file));
        }
    }

    fn read(&mut self, bytes: u64) {
        self.progress.add(bytes);
    }
}

/// The counts as lines: what was written, what was passed over, what was broken.
pub(crate) fn summary(counts: &Counts) -> String {
    let list = |map: &std::collections::BTreeMap<&'static str, u64>| -> String {
        let parts: Vec<String> = map.iter().map(|(what, n)| format!("{n} {what}")).collect();
        if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") }
    };
    let mut said = format!("{} lines read, written: {}", counts.lines, list(&counts.written));
    if !counts.passed.is_empty() {
        said.push_str(&format!("; noted: {}", list(&counts.passed)));
    }
    if counts.broken > 0 {
        said.push_str(&format!("; {} broken", counts.broken));
    }
    said
}
