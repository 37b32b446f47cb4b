//! The folder `target/fonts`: the two fonts that the server prints PDFs with. They come from npm by
//! set-up; 10 MB each, so they stand in no repository and no binary.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;

/// Where npm puts them, and their names there and here. The license wants to be with them.
const PACKAGE: &str = "xtask/npm/node_modules/@expo-google-fonts/noto-serif-sc";
const FILES: [&str; 3] = [
    "400Regular/NotoSerifSC_400Regular.ttf",
    "700Bold/NotoSerifSC_700Bold.ttf",
    "LICENSE_FONT",
];

/// Copies what is not there yet. Without npm's package everything else works, so that is no error.
pub fn copy(project: &Project) -> Result<()> {
    let package = project.root.join(PACKAGE);
    if !package.exists() {
        println!(
            "The fonts for PDFs are missing: printing from the browser works, PDFs don't. `scripts/setup run` installs them (Node.js needed)."
        );
        return Ok(());
    }
    let folder = project.fonts();
    fs::create_dir_all(&folder)?;
    for file in FILES {
        let from = package.join(file);
        let name = Path::new(file).file_name().context("a file has a name")?;
        let to = folder.join(name);
        let size = |path: &Path| fs::metadata(path).map(|meta| meta.len()).ok();
        if size(&to).is_none() || size(&to) != size(&from) {
            fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(())
}
