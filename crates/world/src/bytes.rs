//! Bytes of a table: part of the program, or shared by all that stand on one file.

use std::ops::Range;
use std::sync::Arc;

/// Bytes that never change. A clone shares them.
#[derive(Clone, Debug)]
pub(crate) enum Bytes {
    /// Compiled in.
    Program(&'static [u8]),
    /// Part of a file that was read whole, or of a table made at run time.
    Shared(Arc<Vec<u8>>, Range<usize>),
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        let all = 0..bytes.len();
        Self::Shared(Arc::new(bytes), all)
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Program(bytes) => bytes,
            Self::Shared(bytes, part) => bytes.get(part.clone()).unwrap_or_default(),
        }
    }
}
