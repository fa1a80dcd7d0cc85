//! Examples on all cores, results in their order.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What `read` makes of each item, in the order of the items. Progress goes to standard error when
/// that is a terminal.
#[allow(clippy::print_stderr, reason = "progress, only on a terminal")]
pub(crate) fn each<T: Sync, R: Send>(
    what: &str,
    items: &[T],
    read: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let shown = std::io::stderr().is_terminal();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<R>>> = Mutex::new(items.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = read(item);
                    // A poisoned lock means that another worker panicked; the scope passes it on.
                    if let Ok(mut done) = done.lock() {
                        done[at] = Some(result);
                    }
                    if shown {
                        eprint!("\r{what}: {} of {} ", at + 1, items.len());
                    }
                }
            });
        }
    });
    if shown {
        eprint!("\r{:60}\r", "");
    }
    done.into_inner().map_or_else(|_| Vec::new(), |d| d.into_iter().flatten().collect())
}
