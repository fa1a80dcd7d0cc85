//! What a reading costs, from the built program, as a user pays it.
//!
//!     cargo bench -p rapporteur --bench reading
//!
//! One article of 1,500 words: wall time with the model's load, peak memory, and where the time goes;
//! then words a second over many articles on one and on two threads. The articles are the example
//! article and the stories, repeated with other numbers in them. Prints figures, judges nothing:
//! the machine's noise is not ours.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let article = article(1_500);
    let one = folder.join("one.txt");
    std::fs::write(&one, &article).unwrap();
    println!("one article of {} words, load included", words(&article));
    // A text is read by all cores together unless `--threads` says otherwise.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for threads in if cores > 1 { vec![cores, 1] } else { vec![1] } {
        let mut walls: Vec<f64> = (0..7).map(|_| seconds(&[&one], threads).0).collect();
        walls.sort_by(f64::total_cmp);
        println!(
            "  {threads} thread{}: wall median {:.3} s (of 7: {:.3} to {:.3} s)",
            if threads == 1 { "" } else { "s" },
            walls[3],
            walls[0],
            walls[6]
        );
        println!("    {}", seconds(&[&one], threads).1.trim().replace('\n', "\n    "));
    }
    let many: Vec<PathBuf> = (0..100)
        .map(|i| {
            let path = folder.join(format!("{i}.txt"));
            std::fs::write(&path, format!("Report {i}.\n\n{}", self::article(400))).unwrap();
            path
        })
        .collect();
    let total: usize = many.iter().map(|p| words(&std::fs::read_to_string(p).unwrap())).sum();
    for threads in [1, 2] {
        let paths: Vec<&PathBuf> = many.iter().collect();
        let (wall, _) = seconds(&paths, threads);
        println!(
            "{} articles, {total} words, {threads} thread{}: {:.0} words/s, load included",
            many.len(),
            if threads == 1 { "" } else { "s" },
            total as f64 / wall
        );
    }
}

/// About `count` words of news, whole paragraphs.
fn article(count: usize) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let text = std::fs::read_to_string(root.join("examples/article.txt")).unwrap();
    let mut out = String::new();
    let mut at = 0;
    for paragraph in text.split("\n\n").cycle() {
        if at >= count {
            return out;
        }
        out.push_str(paragraph);
        out.push_str("\n\n");
        at += words(paragraph);
    }
    out
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Wall time of one run of the program, and what it says of its own time.
fn seconds(files: &[&PathBuf], threads: usize) -> (f64, String) {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(["read", "--format", "jsonl", "--timing", "--threads", &threads.to_string()])
        .args(files)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let wall = start.elapsed().as_secs_f64();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (wall, String::from_utf8_lossy(&output.stderr).into_owned())
}
