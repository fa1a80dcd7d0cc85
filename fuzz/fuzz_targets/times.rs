//! The grammar of times on any text: no panic, spans in order and on boundaries, TIMEX3 values.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_read::times;
use rapporteur_text::{Analysis, Document, Published, PublishedBy};

fuzz_target!(|data: &[u8]| {
    // The first byte chooses how much of the day of publication is known.
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let mut document = Document::plain(text);
    let given = ["", "2024-02-29", "0001-01-01", "9999-12-31", "2024", "2024-02"];
    document.published = given[usize::from(*first) % given.len()].parse().ok().map(|date| {
        Published { date, given: None, by: PublishedBy::Argument, evidence: Vec::new() }
    });
    let found = times::read(&document, &Analysis::default(), None);
    let mut end = 0;
    for time in &found.times {
        assert!(time.span.start() >= end && !time.span.is_empty());
        assert!(times::is_timex3(&time.value), "{:?} = {}", &document.text[time.span], time.value);
        end = time.span.end();
    }
});
