//! Lines of a file of any size, one at a time.

use crate::{Error, Watch};
use std::io::{BufRead, Read};

/// A longer line is broken: no list known has one, and memory is to stay bounded.
const LONGEST: u64 = 64 << 20;

pub(crate) struct Lines<'i> {
    input: &'i mut dyn BufRead,
    line: Vec<u8>,
    pub(crate) number: u64,
}

impl<'i> Lines<'i> {
    pub(crate) fn of(input: &'i mut dyn BufRead) -> Self {
        Self { input, line: Vec::new(), number: 0 }
    }

    /// The next line without its end; `None` after the last. A line that is too long is passed over.
    pub(crate) fn next(&mut self, watch: &mut dyn Watch) -> Result<Option<&[u8]>, Error> {
        loop {
            self.line.clear();
            let mut input = (&mut *self.input).take(LONGEST);
            let read = input.read_until(b'\n', &mut self.line).map_err(Error::Read)? as u64;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            watch.read(read);
            if read == LONGEST && !self.line.ends_with(b"\n") {
                watch.broken(self.number, "the line is longer than 64 MB");
                self.skip_to_end(watch)?;
                continue;
            }
            break;
        }
        let mut line = self.line.as_slice();
        line = line.strip_suffix(b"\n").unwrap_or(line);
        line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.number == 1 {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        Ok(Some(line))
    }

    fn skip_to_end(&mut self, watch: &mut dyn Watch) -> Result<(), Error> {
        loop {
            let part = self.input.fill_buf().map_err(Error::Read)?;
            if part.is_empty() {
                return Ok(());
            }
            let end = part.iter().position(|&b| b == b'\n');
            let used = end.map_or(part.len(), |at| at + 1);
            self.input.consume(used);
            watch.read(used as u64);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}
