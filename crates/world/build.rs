//! Compiles the committed data files into the tables that the crate embeds. Fetches nothing.
//!
//! A file that is not there leaves its table empty, with a warning; a file that is wrong stops the
//! build with its name and what is wrong.

#[path = "build/places.rs"]
mod places;
#[path = "build/registry.rs"]
mod registry;

#[path = "src/normal.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the crate, which uses the rest")]
mod normal;
#[path = "src/shape.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the crate, which uses the rest")]
mod shape;
#[path = "src/spellings.rs"]
mod spellings;

use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let data = root.join("../../data");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed={}", data.join("world").display());
    println!("cargo::rerun-if-changed={}", data.join("places").display());
    println!("cargo::rerun-if-env-changed=RAPPORTEUR_WORLD_WARN");
    println!("cargo::rerun-if-changed=build.rs");

    let (mut tables, names) = registry::compile(&data);
    let gazetteer = places::compile(&data.join("places"), &mut tables);
    let write = |name: &str, bytes: &[u8]| {
        let path = out.join(name);
        std::fs::write(&path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    };
    write("registry.bin", &postcard::to_stdvec(&tables).expect("plain data serialises"));
    write("names.fst", &names);
    write("places.bin", &gazetteer.rows);
    write("place_names.txt", gazetteer.strings.as_bytes());
    write("place_lists.bin", &gazetteer.lists);
    write("places.fst", &gazetteer.names);
}

/// The file's text; `None`, with a warning, where there is no such file.
pub(crate) fn text_of(path: &Path) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            println!("cargo::warning={} is missing; its table stays empty", path.display());
            None
        }
        Err(e) => panic!("{}: {e}", path.display()),
    }
}
