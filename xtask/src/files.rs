//! Finding files, and the hashes in their names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sha2::{Digest, Sha256};

/// All files below a folder, at any depth, in order; none where there is no folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// "pkg/twoline.0123456789abcdef.js" as "pkg/twoline.js"
pub fn unhashed(path: &str) -> String {
    let is_hash = |part: &&str| {
        part.len() == HASH_LENGTH && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    path.split('.')
        .filter(|part| !is_hash(part))
        .collect::<Vec<_>>()
        .join(".")
}

/// Letters of a short hash.
const HASH_LENGTH: usize = 16;

/// What tells one content from another in a name, in hex.
pub fn short_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    format!(
        "{:016x}",
        u64::from_be_bytes(*digest.first_chunk().expect("SHA-256 has 32 bytes"))
    )
}
