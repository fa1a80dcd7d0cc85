//! Any text as a line of the dump of GeoNames: no panic, degrees within bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    rapporteur_import::geonames::line_for_fuzzing(&String::from_utf8_lossy(data));
});
