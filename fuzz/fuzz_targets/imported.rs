//! What must be true of every importer: it ends, and what it writes is right by itself.

use rapporteur_import::{Counts, Error, Watch, begin};
use rapporteur_world::{Additions, World};
use std::io::{BufRead, Write};

/// An importer of this crate: lists in, rows of the user format out.
type Importer =
    fn(&mut dyn BufRead, &mut dyn Write, &World, &mut dyn Watch) -> Result<Counts, Error>;

pub fn is_right(importer: Importer, data: &[u8]) {
    let mut out = Vec::new();
    begin(&mut out, "a fuzzer").expect("memory does not fail");
    importer(&mut &data[..], &mut out, World::embedded(), &mut ()).expect("memory does not fail");
    let text = String::from_utf8(out).expect("it writes text");
    if let Err(error) = Additions::from_toml("imported.toml", &text) {
        panic!("{error}\n{text}");
    }
}
