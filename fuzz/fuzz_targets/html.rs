//! Any bytes as a web page: no panic, no stack overflow, and a text that holds no NUL and no `\r`.
//!
//! The first byte chooses how the source is named, so that tables and plain text are met as well.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_ingest::{Options, Source, read};

fuzz_target!(
    init: {
        // The fuzzer's own hook aborts at every panic, also at one inside the extraction crate, which
        // ingest catches. One that is not caught still ends the run.
        std::panic::set_hook(Box::new(|_| {}));
    },
    |data: &[u8]| {
        let Some((&kind, bytes)) = data.split_first() else { return };
        let name = match kind {
            b'j' => "rows.jsonl",
            b'J' => "rows.json",
            b'c' => "rows.csv",
            b't' => "text.txt",
            b'?' => "-",
            _ => "page.html",
        };
        for document in read(Source::new(name, bytes.to_vec()), &Options::default()).flatten() {
            assert!(!document.text.as_str().contains(['\0', '\r']));
        }
    }
);
