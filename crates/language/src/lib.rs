//! Text in, analysis out: runs the trained language model.
//!
//! A [`Model`] is loaded once and shared; [`Model::analyse`] reads one text and cannot fail. What
//! stands between the two is written down in `training/CONTRACT.md`, which both sides follow:
//!
//! 1. `units` cuts the text at its white space, signs and contractions; `pieces` looks each
//!    unit up in the vocabulary; `windows` lays them out in stretches the network can read.
//! 2. `encoder` runs the network over one window at a time: int8 activations share one scale
//!    over a tensor, so a window must never see another one beside it.
//! 3. `decode` turns scores into words, trees, entities and attributions, sentence by sentence,
//!    so that memory is bounded whatever the length of the text.
//!
//! The crate knows nothing of the world, and of files only its model. It reads no clock and starts
//! no work beside the caller's: everything runs on one thread, so that the same text gives the same
//! analysis in any company.

mod analyse;
mod attributions;
mod config;
pub mod conllu;
mod container;
mod dateline;
mod decode;
mod encoder;
mod entities;
mod error;
mod model;
mod pieces;
mod quotes;
#[cfg(test)]
mod reference;
mod units;
mod windows;

pub use analyse::{Layers, SchemeEntity, Stage};
pub use error::LoadError;
pub use model::Model;
