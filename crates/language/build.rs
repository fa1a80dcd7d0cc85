//! Looks whether the trained model is there to be embedded, and takes its hash while at it.

use sha2::Digest;
use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(model_present)");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&root).join("../../model");
    // The folder, not the file: a missing file would make every build start anew.
    println!("cargo::rerun-if-changed={}", folder.display());
    if std::env::var_os("CARGO_FEATURE_EMBEDDED").is_none() {
        return;
    }
    let file = folder.join("english.model");
    let Ok(bytes) = std::fs::read(&file) else { return };
    let hash: String = sha2::Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    println!("cargo::rustc-cfg=model_present");
    println!("cargo::rustc-env=ENGLISH_MODEL={}", file.display());
    println!("cargo::rustc-env=ENGLISH_MODEL_HASH={hash}");
}
