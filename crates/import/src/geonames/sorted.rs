//! Names of places in order, however many: sorted in parts, merged from files.

use crate::Error;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Takes a name and the places that bear it.
type Take<'a> = dyn FnMut(&[u8], &[u32]) -> Result<(), Error> + 'a;

/// Takes names with the places that bear them, and gives them back in order.
pub(super) struct Sorter {
    folder: PathBuf,
    limit: usize,
    /// The names of this part, one after the other.
    arena: Vec<u8>,
    /// Start and length in the arena, and the place.
    items: Vec<(u32, u16, u32)>,
    parts: Vec<PathBuf>,
}

impl Sorter {
    /// A sorter that holds about `limit` bytes at once.
    pub(super) fn new(folder: &Path, limit: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            // Starts in the arena are numbers of 32 bits.
            limit: limit.min(1 << 31),
            arena: Vec::new(),
            items: Vec::new(),
            parts: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, name: &str, place: u32) -> Result<(), Error> {
        let length =
            u16::try_from(name.len()).map_err(|_| Error::Nothing("a name of 64 KB".to_owned()))?;
        self.items.push((self.arena.len() as u32, length, place));
        self.arena.extend_from_slice(name.as_bytes());
        if self.arena.len() + self.items.len() * size_of::<(u32, u16, u32)>() >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> Result<(), Error> {
        if self.items.is_empty() {
            return Ok(());
        }
        let path = self.folder.join(format!("part-{}", self.parts.len()));
        let arena = &self.arena;
        let name = |&(start, length, _): &(u32, u16, u32)| {
            &arena[start as usize..start as usize + usize::from(length)]
        };
        self.items.sort_unstable_by(|a, b| name(a).cmp(name(b)).then(a.2.cmp(&b.2)));
        let written = (|| {
            let mut out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
            for item in &self.items {
                out.write_all(&item.1.to_le_bytes())?;
                out.write_all(name(item))?;
                out.write_all(&item.2.to_le_bytes())?;
            }
            out.flush()
        })();
        written.map_err(Error::Write)?;
        self.parts.push(path);
        self.arena.clear();
        self.items.clear();
        Ok(())
    }

    /// Calls `take` with every name in order and the places that bear it, in order, each once.
    pub(super) fn merge(mut self, take: &mut Take<'_>) -> Result<(), Error> {
        self.spill()?;
        let mut parts = Vec::new();
        let mut heap = BinaryHeap::new();
        for (at, path) in self.parts.iter().enumerate() {
            let mut part =
                BufReader::with_capacity(1 << 18, File::open(path).map_err(Error::Write)?);
            if let Some((name, place)) = entry(&mut part)? {
                heap.push(Reverse((name, place, at)));
            }
            parts.push(part);
        }
        let mut name: Vec<u8> = Vec::new();
        let mut places: Vec<u32> = Vec::new();
        while let Some(Reverse((next, place, at))) = heap.pop() {
            if next != name {
                if !places.is_empty() {
                    take(&name, &places)?;
                }
                places.clear();
                name = next;
            }
            if places.last() != Some(&place) {
                places.push(place);
            }
            if let Some((name, place)) = entry(&mut parts[at])? {
                heap.push(Reverse((name, place, at)));
            }
        }
        if !places.is_empty() {
            take(&name, &places)?;
        }
        Ok(())
    }
}

/// The next name and place of a part; `None` at its end.
fn entry(part: &mut impl Read) -> Result<Option<(Vec<u8>, u32)>, Error> {
    let mut length = [0; 2];
    match part.read_exact(&mut length) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(e) => return Err(Error::Write(e)),
    }
    let mut name = vec![0; usize::from(u16::from_le_bytes(length))];
    let mut place = [0; 4];
    part.read_exact(&mut name).and_then(|()| part.read_exact(&mut place)).map_err(Error::Write)?;
    Ok(Some((name, u32::from_le_bytes(place))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_in_order_from_several_parts() {
        let folder = std::env::temp_dir().join(format!("rapporteur-sorted-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut sorter = Sorter::new(&folder, 64);
        for (name, place) in [("b", 3), ("a", 9), ("b", 1), ("c", 2), ("b", 3), ("aa", 4), ("", 7)]
        {
            for _ in 0..3 {
                sorter.push(name, place).unwrap();
            }
        }
        assert!(sorter.parts.len() > 1);
        let mut seen = Vec::new();
        sorter
            .merge(&mut |name, places| {
                seen.push(format!("{} {places:?}", String::from_utf8_lossy(name)));
                Ok(())
            })
            .unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(seen, [" [7]", "a [9]", "aa [4]", "b [1, 3]", "c [2]"]);
    }
}
