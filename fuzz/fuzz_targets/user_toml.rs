//! Any bytes as a user's TOML: read or refused with a line of the file, and what is read goes into a
//! world or is refused in the same way.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_world::{Additions, World};

fuzz_target!(|data: &[u8]| {
    let lines = data.iter().filter(|&&b| b == b'\n').count() as u32 + 1;
    let read = Additions::read("a.toml", data).and_then(|added| {
        // A world is made in milliseconds, which is long for a fuzzer: only short files go that far.
        if data.len() < 2_000 { World::embedded().with(&added).map(|_| ()) } else { Ok(()) }
    });
    if let Err(error) = read {
        assert!((1..=lines).contains(&error.line), "{error}");
    }
});
