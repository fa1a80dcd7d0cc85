use crate::{Reader, Timing};
use rapporteur_record::Record;
use rapporteur_text::Document;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

/// What became of one input: its record and where the time went, or its error.
pub type Outcome<E> = Result<(Record, Timing), E>;

impl Reader {
    /// Reads many documents on `threads` workers and hands each outcome to `out` in the order in
    /// which `inputs` gave them, as soon as it and all before it are done. An input that is an error
    /// is passed on as it is. `out` says whether to go on; `false` stops the workers.
    ///
    /// Inputs are drawn as workers come free, so no more documents are held than a few for each
    /// worker.
    pub fn read_all<E: Send>(
        &self,
        inputs: impl Iterator<Item = Result<Document, E>> + Send,
        threads: usize,
        mut out: impl FnMut(Outcome<E>) -> bool,
    ) {
        let threads = threads.max(1);
        if threads == 1 {
            for input in inputs {
                if !out(input.map(|d| self.read_timed(d))) {
                    return;
                }
            }
            return;
        }
        let source = Mutex::new(inputs.enumerate());
        let (send, receive) = sync_channel::<(usize, Outcome<E>)>(threads * 2);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (send, source) = (send.clone(), &source);
                scope.spawn(move || {
                    loop {
                        // A worker that panicked while drawing leaves the source poisoned; the
                        // others stop as well, and the scope passes the panic on.
                        let next = match source.lock() {
                            Ok(mut inputs) => inputs.next(),
                            Err(_) => None,
                        };
                        let Some((index, input)) = next else { return };
                        // The receiver is gone once `out` said to stop.
                        if send.send((index, input.map(|d| self.read_timed(d)))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(send);
            // Outcomes that came before their turn. Holds at most what one slow document lets pass.
            let mut waiting = BTreeMap::new();
            let mut turn = 0;
            for (index, outcome) in receive {
                waiting.insert(index, outcome);
                while let Some(outcome) = waiting.remove(&turn) {
                    turn += 1;
                    if !out(outcome) {
                        return;
                    }
                }
            }
        });
    }
}
