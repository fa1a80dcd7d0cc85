//! How far long work has come, on a terminal: `1.2 of 1.6 GB  75.0%  88 MB/s  about 5 s`.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// One line on standard error that is written over; silent where nobody looks.
pub(crate) struct Progress {
    shown: bool,
    /// Bytes to come; `None` where nobody knows.
    total: Option<u64>,
    done: u64,
    start: Instant,
    last: Instant,
    drawn: bool,
}

impl Progress {
    pub(crate) fn new(total: Option<u64>) -> Self {
        let now = Instant::now();
        let shown = io::stderr().is_terminal();
        Self { shown, total, done: 0, start: now, last: now, drawn: false }
    }

    pub(crate) fn add(&mut self, bytes: u64) {
        self.done += bytes;
        // The clock is asked once in a megabyte or so.
        if self.shown && self.done >> 20 != (self.done - bytes) >> 20 {
            let now = Instant::now();
            if now - self.last >= Duration::from_millis(250) {
                self.last = now;
                self.drawn = true;
                let line = line(self.done, self.total, now - self.start);
                let _ = write!(io::stderr(), "\r\x1b[K{line}");
            }
        }
    }

    /// Takes the line away, so that a message can stand there.
    pub(crate) fn clear(&mut self) {
        if self.drawn {
            let _ = write!(io::stderr(), "\r\x1b[K");
            self.drawn = false;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

fn line(done: u64, total: Option<u64>, time: Duration) -> String {
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let speed = mb(done) / time.as_secs_f64().max(0.001);
    match total.filter(|&t| t >= done && t > 0) {
        Some(total) => {
            let left = mb(total - done) / speed.max(0.001);
            let left = if left < 90.0 {
                format!("{left:.0} s")
            } else {
                format!("{:.0} min", left / 60.0)
            };
            let share = done as f64 * 100.0 / total as f64;
            format!(
                "{:.0}/{:.0} MB  {share:.1}%  {speed:.0} MB/s  about {left}",
                mb(done),
                mb(total)
            )
        }
        None => format!("{:.0} MB  {speed:.0} MB/s", mb(done)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_how_far_and_how_long() {
        let second = Duration::from_secs(1);
        assert_eq!(
            line(25_000_000, Some(100_000_000), second),
            "25/100 MB  25.0%  25 MB/s  about 3 s"
        );
        assert_eq!(line(5_000_000, None, second), "5 MB  5 MB/s");
        assert!(line(1_000_000, Some(1_000_000_000), second).ends_with("about 17 min"));
        // A file that grew while it was read.
        assert_eq!(line(5_000_000, Some(1), second), "5 MB  5 MB/s");
    }
}
