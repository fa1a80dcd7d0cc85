//! Words a second over texts, with the share of each stage and the peak of memory.
//!
//!     cargo run --release -p rapporteur-language --example speed -- [--model FILE] [--times N] [--threads N] TEXT…

#![allow(clippy::print_stdout, reason = "a program for people")]

use rapporteur_language::{Model, Stage};
use rapporteur_text::Text;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut model, mut times, mut threads, mut files) = (None, 1, 1, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--model" => model = arguments.next(),
            "--times" => times = arguments.next().ok_or("--times wants a number")?.parse()?,
            "--threads" => {
                threads = arguments.next().ok_or("--threads wants a number")?.parse()?;
            }
            _ => files.push(argument),
        }
    }
    let start = Instant::now();
    let model = match &model {
        Some(file) => Model::from_file(Path::new(file))?,
        None => Model::embedded()?,
    };
    println!("load      {:8.1} ms   model {}", ms(start.elapsed()), model.hash());
    let mut spent = [Duration::ZERO; 3];
    let (mut words, mut tokens, mut bytes) = (0, 0, 0);
    let mut first = None;
    for file in &files {
        let text = Text::new(std::fs::read_to_string(file)?);
        for _ in 0..times {
            let start = Instant::now();
            let mut at = (Stage::Units, start);
            let layers = model.layers_watched(threads, &text, usize::MAX, &mut |stage| {
                let now = Instant::now();
                spent[at.0 as usize] += now - at.1;
                at = (stage, now);
            });
            spent[at.0 as usize] += at.1.elapsed();
            first.get_or_insert(start.elapsed());
            words += text.as_str().split_whitespace().count();
            tokens += layers.analysis.words.len();
            bytes += text.len();
        }
    }
    let all: Duration = spent.iter().sum();
    let seconds = all.as_secs_f64();
    println!(
        "texts     {:8} x {times}, {bytes} bytes, {words} words, {tokens} syntactic",
        files.len()
    );
    println!("first     {:8.1} ms", ms(first.unwrap_or_default()));
    for (name, spent) in ["units", "encoder", "decoding"].iter().zip(spent) {
        println!("{name:9} {:8.1} ms {:5.1} %", ms(spent), 100.0 * spent.as_secs_f64() / seconds);
    }
    println!(
        "words/s   {:8.0}   (by white space, {threads} threads a text)",
        words as f64 / seconds
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|l| l.strip_prefix("VmHWM:")) {
        println!("peak      {:>12}", peak.trim());
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
