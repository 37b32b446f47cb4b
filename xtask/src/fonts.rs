//! The folder `target/fonts`: the fonts that the server prints PDFs with. They come from npm by
//! set-up; 60 MB together, so they stand in no repository and no binary.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;

/// Where npm puts them.
const PACKAGES: &str = "xtask/npm/node_modules/@expo-google-fonts";

/// Their packages there, and the files of each. `typeset` says in which order they are asked.
const FONTS: [(&str, &[&str]); 10] = [
    (
        "noto-serif-sc",
        &[
            "400Regular/NotoSerifSC_400Regular.ttf",
            "700Bold/NotoSerifSC_700Bold.ttf",
        ],
    ),
    (
        "noto-serif",
        &[
            "400Regular/NotoSerif_400Regular.ttf",
            "700Bold/NotoSerif_700Bold.ttf",
        ],
    ),
    (
        "noto-naskh-arabic",
        &[
            "400Regular/NotoNaskhArabic_400Regular.ttf",
            "700Bold/NotoNaskhArabic_700Bold.ttf",
        ],
    ),
    (
        "noto-serif-tibetan",
        &[
            "400Regular/NotoSerifTibetan_400Regular.ttf",
            "700Bold/NotoSerifTibetan_700Bold.ttf",
        ],
    ),
    (
        "noto-sans-mongolian",
        &["400Regular/NotoSansMongolian_400Regular.ttf"],
    ),
    ("noto-sans-yi", &["400Regular/NotoSansYi_400Regular.ttf"]),
    (
        "nanum-myeongjo",
        &["400Regular/NanumMyeongjo_400Regular.ttf"],
    ),
    ("noto-emoji", &["400Regular/NotoEmoji_400Regular.ttf"]),
    (
        "noto-sans-symbols-2",
        &["400Regular/NotoSansSymbols2_400Regular.ttf"],
    ),
    (
        "cactus-classical-serif",
        &["400Regular/CactusClassicalSerif_400Regular.ttf"],
    ),
];

/// The licence in each package.
const LICENCE: &str = "LICENSE_FONT";

/// Copies what is not there yet. Without npm's packages everything else works, so that is no error.
pub fn copy(project: &Project) -> Result<()> {
    let packages = project.root.join(PACKAGES);
    if !FONTS.iter().all(|(name, _)| packages.join(name).exists()) {
        println!(
            "The fonts for PDFs are missing: printing from the browser works, PDFs don't. `scripts/setup run` installs them (Node.js needed)."
        );
        return Ok(());
    }
    let folder = project.fonts();
    fs::create_dir_all(&folder)?;
    for (name, files) in FONTS {
        let package = packages.join(name);
        for file in files {
            let from = package.join(file);
            let to = Path::new(file).file_name().context("a file has a name")?;
            copy_file(&from, &folder.join(to))?;
        }
        // It wants to be with them.
        copy_file(
            &package.join(LICENCE),
            &folder.join(format!("{LICENCE}.{name}")),
        )?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let size = |path: &Path| fs::metadata(path).map(|meta| meta.len()).ok();
    if size(to).is_none() || size(to) != size(from) {
        fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}
