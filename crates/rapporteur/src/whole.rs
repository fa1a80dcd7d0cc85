//! A file that is there whole or not at all: written under another name, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file on its way. Dropped before [`WholeFile::keep`], it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct WholeFile {
    out: BufWriter<File>,
    part: PathBuf,
    name: PathBuf,
    kept: bool,
}

impl WholeFile {
    /// Opens `NAME.part` beside the file; fails where the folder cannot be written.
    pub(crate) fn create(name: &Path) -> io::Result<Self> {
        if name.is_dir() {
            return Err(io::Error::other("it is a folder"));
        }
        let part = beside(name, ".part");
        let out = BufWriter::with_capacity(1 << 20, File::create(&part)?);
        Ok(Self { out, part, name: name.to_owned(), kept: false })
    }

    /// Gives the file its name.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(&self.part, &self.name)?;
        self.kept = true;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if !self.kept {
            // It is of no use; where it cannot be removed, its name says what it is.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// A folder for work beside a file, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct WorkFolder(PathBuf);

impl WorkFolder {
    /// Makes `NAME.work` beside the file, empty.
    pub(crate) fn create(name: &Path) -> io::Result<Self> {
        let path = beside(name, ".work");
        match fs::create_dir(&path) {
            Ok(()) => {}
            // Left by a run that was cut off: it holds nothing but its parts.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                fs::remove_dir_all(&path)?;
                fs::create_dir(&path)?;
            }
            Err(e) => return Err(e),
        }
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn beside(name: &Path, ending: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}
