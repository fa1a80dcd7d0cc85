//! Any bytes to the importer of petrarch: it ends, and what it writes is right by itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_import::{begin, petrarch};
use rapporteur_world::{Additions, World};

fuzz_target!(|data: &[u8]| {
    let mut out = Vec::new();
    begin(&mut out, "a fuzzer").expect("memory does not fail");
    petrarch(&mut &data[..], &mut out, World::embedded(), &mut ()).expect("memory does not fail");
    let text = String::from_utf8(out).expect("it writes text");
    if let Err(error) = Additions::from_toml("imported.toml", &text) {
        panic!("{error}\n{text}");
    }
});
