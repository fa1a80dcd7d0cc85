//! The model file: magic, JSON header, sections. Section 1 of `training/CONTRACT.md`.

use crate::LoadError;
use serde::Deserialize;
use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"RAPPMODL";

#[derive(Deserialize)]
struct Header {
    version: u32,
    sections: BTreeMap<String, Place>,
}

#[derive(Deserialize)]
struct Place {
    offset: usize,
    length: usize,
}

/// The sections of a model file, by name.
pub(crate) struct Container<'b> {
    bytes: &'b [u8],
    sections: BTreeMap<String, Place>,
}

fn wrong(what: impl Into<String>) -> LoadError {
    LoadError::Container(what.into())
}

impl<'b> Container<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Result<Self, LoadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("it does not begin as one"))?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| wrong("cut short"))?;
        let header = rest.get(..u32::from_le_bytes(*length) as usize);
        let header: Header = serde_json::from_slice(header.ok_or_else(|| wrong("cut short"))?)
            .map_err(|e| wrong(format!("its header: {e}")))?;
        if header.version != 1 {
            return Err(wrong(format!("version {}, this program reads 1", header.version)));
        }
        Ok(Self { bytes, sections: header.sections })
    }

    pub(crate) fn section(&self, name: &str) -> Result<&'b [u8], LoadError> {
        let place = self.sections.get(name).ok_or_else(|| wrong(format!("it has no {name}")))?;
        let end = place.offset.checked_add(place.length);
        end.and_then(|end| self.bytes.get(place.offset..end))
            .ok_or_else(|| wrong(format!("{name} is cut short")))
    }

    /// A section that a model may lack: empty then.
    pub(crate) fn text_if_any(&self, name: &str) -> Result<&'b str, LoadError> {
        if self.sections.contains_key(name) { self.text(name) } else { Ok("") }
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'b str, LoadError> {
        std::str::from_utf8(self.section(name)?).map_err(|_| wrong(format!("{name} is no UTF-8")))
    }
}

/// The f32 tensors of a `.safetensors` file (u64 length, JSON header, little-endian data).
pub(crate) struct Tensors<'b> {
    header: BTreeMap<String, serde_json::Value>,
    data: &'b [u8],
}

impl<'b> Tensors<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Result<Self, LoadError> {
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(|| wrong("no tensors"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (header, data) =
            rest.split_at_checked(length).ok_or_else(|| wrong("the tensors are cut short"))?;
        let header = serde_json::from_slice(header)
            .map_err(|e| wrong(format!("the header of the tensors: {e}")))?;
        Ok(Self { header, data })
    }

    /// The numbers of one tensor, which must have that shape.
    pub(crate) fn get(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        #[derive(Deserialize)]
        struct Entry {
            dtype: String,
            shape: Vec<usize>,
            data_offsets: (usize, usize),
        }
        let bad = |what: &str| wrong(format!("tensor {name}: {what}"));
        let entry = self.header.get(name).ok_or_else(|| bad("is missing"))?;
        let entry = Entry::deserialize(entry).map_err(|e| bad(&e.to_string()))?;
        if entry.dtype != "F32" || entry.shape != shape {
            return Err(bad(&format!("is {} {:?}, not F32 {shape:?}", entry.dtype, entry.shape)));
        }
        let bytes = self.data.get(entry.data_offsets.0..entry.data_offsets.1);
        let bytes = bytes.ok_or_else(|| bad("is cut short"))?;
        let (numbers, _) = bytes.as_chunks::<4>();
        if numbers.len() != shape.iter().product::<usize>() {
            return Err(bad("has another number of values than its shape says"));
        }
        Ok(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_files_are_named_not_trusted() {
        assert!(Container::new(b"").is_err());
        assert!(Container::new(b"RAPPMODL\xff\xff\xff\xff{}").is_err());
        let header = br#"{"version":1,"sections":{"a":{"offset":0,"length":8},"b":{"offset":9,"length":18446744073709551615}}}"#;
        let mut file = MAGIC.to_vec();
        file.extend((header.len() as u32).to_le_bytes());
        file.extend(header);
        let container = Container::new(&file).unwrap();
        assert_eq!(container.section("a").unwrap(), MAGIC);
        assert!(container.section("b").is_err(), "beyond the end, and the sum overflows");
        assert!(container.section("c").is_err());
    }

    #[test]
    fn tensors_are_read_with_the_shape_expected() {
        let header =
            br#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"__metadata__":{"a":"b"}}"#;
        let mut file = (header.len() as u64).to_le_bytes().to_vec();
        file.extend(header);
        file.extend(1.5f32.to_le_bytes());
        file.extend((-2f32).to_le_bytes());
        let tensors = Tensors::new(&file).unwrap();
        assert_eq!(tensors.get("x", &[2]).unwrap(), [1.5, -2.0]);
        assert!(tensors.get("x", &[1, 2]).is_err());
        assert!(tensors.get("y", &[2]).is_err());
        assert!(Tensors::new(&[255; 9]).is_err());
    }
}
