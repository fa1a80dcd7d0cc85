//! Placeholder until the first stage exists.
fn main() {}
