//! What the tests of imports share: a new database, a folder for files, and a note of what was left
//! out.

use std::path::PathBuf;

use store::Store;

use super::console::Progress;

/// A database of its own, and a folder; both are gone with it.
pub struct Trial {
    folder: tempfile::TempDir,
    pub store: Store,
}

impl Trial {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url).await.expect("opens");
        Self { folder, store }
    }

    /// Where a file of this name is, or would be.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// What was left out, and why; and what was told of the file.
#[derive(Default)]
pub struct Noted {
    pub left_out: Vec<String>,
    pub told: Vec<String>,
}

impl Progress for Noted {
    fn start(&mut self, _bytes: u64) {}
    fn at(&mut self, _byte: u64) {}
    fn tell(&mut self, what: &str) {
        self.told.push(what.to_owned());
    }
    fn left_out(&mut self, what: &str, reason: &str) {
        self.left_out.push(format!("{what}: {reason}"));
    }
    fn done(&mut self) {}
}
