use crate::Error;
use std::io::Read;
use std::path::Path;

/// Bytes, where they came from, and what they are said to be.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path or address; `-` for standard input.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Media type as HTTP gives it (`text/html; charset=utf-8`), where known. Without it the name's
    /// ending decides, then the content.
    pub media_type: Option<String>,
}

impl Source {
    /// A source of which the type is to be found out.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes, media_type: None }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The file is missing, a directory, or cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if path.is_dir() {
            return Err(Error::directory(path));
        }
        let bytes = std::fs::read(path).map_err(|e| Error::unreadable(path, e))?;
        Ok(Self::new(path.display().to_string(), bytes))
    }

    /// Reads a stream to its end, as standard input.
    ///
    /// # Errors
    /// The stream cannot be read.
    pub fn from_stream(name: &str, mut stream: impl Read) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).map_err(|e| Error::unreadable(Path::new(name), e))?;
        Ok(Self::new(name, bytes))
    }
}
