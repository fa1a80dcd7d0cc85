//! Any bytes to the importer of petrarch.
#![no_main]

mod imported;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| imported::is_right(rapporteur_import::petrarch, data));
