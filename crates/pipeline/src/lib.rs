//! Source in, record out: the stages in order.
//!
//! ```text
//! Source --ingest--> Document --language--> Analysis --read--> Claims --record--> Record
//! ```
//!
//! [`Reader`] holds the model and the world, and reads documents one by one ([`Reader::read`]) or
//! many at once on several threads ([`Reader::read_all`]), in the order in which they were given. What
//! comes out for a document is the same alone and in any company, on any number of threads.
//!
//! The program, the evaluation and later the Python wheel all call this crate and nothing below it.

mod knowledge;
mod many;
mod reader;

pub use knowledge::{KnowledgeError, knowledge};
pub use many::Outcome;
pub use rapporteur_ingest as ingest;
pub use rapporteur_read::Claims;
pub use rapporteur_record::Record;
pub use rapporteur_text::{Analysis, Document};
pub use rapporteur_world as world;
pub use reader::{Error, Limits, Reader, Timing};
