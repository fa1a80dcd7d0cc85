//! Record in, files out.
//!
//! [`Writer`] takes records one by one and writes them in one [`Format`]; what belongs around them (the
//! brackets of a JSON array, the head of a table, the frame of a page) it writes itself. Everything
//! that comes from a document is hostile and is escaped for the format at hand; no format carries a
//! script or asks for anything over a network.

mod calendar;
mod html;
mod markdown;
mod party;
mod plain;
mod section;
mod table;
mod text;
mod writer;

pub use plain::{Line, Plain};
pub use section::Section;
pub use writer::{Format, Options, Writer};
