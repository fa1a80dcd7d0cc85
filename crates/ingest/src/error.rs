use std::fmt;
use std::path::Path;

/// Why a source, or one row of it, gave no document: which one, where, what to do.
#[derive(Debug)]
pub struct Error {
    source: String,
    line: Option<u64>,
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("no such file; check the path")]
    Missing,
    #[error("this is a directory; name the files in it, for example {0}/*.txt")]
    Directory(String),
    #[error("the file cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    #[error("the file is empty; there is nothing to read")]
    Empty,
    #[error("{size} bytes are more than the {limit} that are taken in; split the file")]
    TooLarge { size: usize, limit: usize },
    #[error("{what} is not supported; {advice}")]
    Unsupported { what: &'static str, advice: String },
    #[error(
        "this is no text: the byte at offset {offset} is a control character, and there are many; \
         text, HTML, JSON Lines and CSV are read"
    )]
    Binary { offset: usize },
    #[error("{what}; mend the {row} or take it out (the others are read)")]
    Row { what: String, row: &'static str },
    #[error("{what}; {advice}")]
    Table { what: String, advice: &'static str },
}

impl Error {
    fn new(source: &str, kind: Kind) -> Self {
        Self { source: source.to_owned(), line: None, kind }
    }

    /// What the operating system said when `path` was opened or read.
    pub fn unreadable(path: &Path, error: std::io::Error) -> Self {
        let name = path.display().to_string();
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::Missing,
            std::io::ErrorKind::IsADirectory => Kind::Directory(name.clone()),
            _ => Kind::Unreadable(error),
        };
        Self::new(&name, kind)
    }

    /// `path` is a directory.
    pub fn directory(path: &Path) -> Self {
        let name = path.display().to_string();
        Self::new(&name, Kind::Directory(name.trim_end_matches('/').to_owned()))
    }

    pub(crate) fn empty(source: &str) -> Self {
        Self::new(source, Kind::Empty)
    }

    pub(crate) fn too_large(source: &str, size: usize, limit: usize) -> Self {
        Self::new(source, Kind::TooLarge { size, limit })
    }

    pub(crate) fn unsupported(source: &str, what: &'static str, advice: String) -> Self {
        Self::new(source, Kind::Unsupported { what, advice })
    }

    pub(crate) fn binary(source: &str, offset: usize) -> Self {
        Self::new(source, Kind::Binary { offset })
    }

    pub(crate) fn row(source: &str, line: u64, row: &'static str, what: String) -> Self {
        Self { line: Some(line), ..Self::new(source, Kind::Row { what, row }) }
    }

    pub(crate) fn table(
        source: &str,
        line: Option<u64>,
        what: String,
        advice: &'static str,
    ) -> Self {
        Self { line, ..Self::new(source, Kind::Table { what, advice }) }
    }

    /// Path or address of what could not be read.
    pub fn source_name(&self) -> &str {
        &self.source
    }

    /// Line of the source at fault, from 1, where it is one line.
    pub fn line(&self) -> Option<u64> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.source, self.kind),
            None => write!(f, "{}: {}", self.source, self.kind),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.kind)
    }
}
