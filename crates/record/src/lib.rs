//! Claims in, what they add up to out: the record.
//!
//! [`Record`] is the contract of the program: what `rapporteur read` prints, what the store keeps,
//! what every export is made from. Its fields are described by the JSON Schema that
//! `rapporteur schema` prints, which is made from the types in this crate.

mod shape;

pub use shape::*;
