//! Which files changed, and what has to be built for it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::BitOr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::files::files_below;

const FOLDERS: [&str; 7] = [
    "app", "domain", "store", "typeset", "server", "style", "public",
];
const MANIFEST: &str = "Cargo.toml";

/// The watched files, by their paths below the project's folder: when each was written, and how
/// long it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Files(BTreeMap<PathBuf, (SystemTime, u64)>);

impl Files {
    pub fn look(root: &Path) -> Result<Self> {
        let mut files = vec![root.join(MANIFEST)];
        for folder in FOLDERS {
            files.extend(files_below(&root.join(folder))?);
        }
        let mut seen = BTreeMap::new();
        for file in files {
            // Editors write files aside and rename them: one may be gone again.
            if let Ok(about) = fs::metadata(&file) {
                let path = file.strip_prefix(root)?.to_owned();
                seen.insert(path, (about.modified()?, about.len()));
            }
        }
        Ok(Self(seen))
    }

    /// What was written, added or removed between the two looks.
    pub fn changed<'a>(&'a self, later: &'a Self) -> BTreeSet<&'a Path> {
        let paths = self.0.keys().chain(later.0.keys());
        paths
            .filter(|path| self.0.get(*path) != later.0.get(*path))
            .map(PathBuf::as_path)
            .collect()
    }
}

/// What has to be built before pages show a change, beside the site's files and styles, which are
/// always put together: it takes a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Need {
    pub bundle: bool,
    pub server: bool,
    /// Start the server again, even if it is the same program.
    pub restart: bool,
}

impl Need {
    const SITE: Self = Self {
        bundle: false,
        server: false,
        restart: false,
    };
    const BUNDLE: Self = Self {
        bundle: true,
        ..Self::SITE
    };
    const SERVER: Self = Self {
        server: true,
        ..Self::SITE
    };
    const RESTART: Self = Self {
        restart: true,
        ..Self::SITE
    };
    pub const EVERYTHING: Self = Self {
        bundle: true,
        ..Self::SERVER
    };

    /// What the change of one file needs; `path` begins at the project's folder. `None` if no page
    /// shows it.
    pub fn of(path: &Path) -> Option<Self> {
        let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
        let is_css = path.extension().is_some_and(|end| end == "css");
        match parts[..] {
            // What editors keep beside a file.
            [.., name] if name.starts_with('.') || name.ends_with('~') => None,
            [_, "tests" | "benches", ..] => None,
            ["app", "browser", ..] => Some(Self::BUNDLE),
            // Icons are compiled in.
            ["app" | "domain", ..] | ["style", "icons", ..] | [MANIFEST] => Some(Self::EVERYTHING),
            ["store" | "typeset" | "server", ..] => Some(Self::SERVER),
            ["style", ..] if is_css => Some(Self::SITE),
            // The server knows its files, and the text of the service worker, from its start on.
            ["public", ..] => Some(Self::RESTART),
            _ => None,
        }
    }
}

impl BitOr for Need {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            bundle: self.bundle || other.bundle,
            server: self.server || other.server,
            restart: self.restart || other.restart,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn only_what_a_change_needs_is_built() {
        for (path, need) in [
            ("app/src/page/inbox.rs", Some(Need::EVERYTHING)),
            ("app/Cargo.toml", Some(Need::EVERYTHING)),
            ("app/browser/src/lib.rs", Some(Need::BUNDLE)),
            ("domain/src/notice.rs", Some(Need::EVERYTHING)),
            ("domain/tests/rules.rs", None),
            ("domain/benches/agenda.rs", None),
            ("store/src/journal.rs", Some(Need::SERVER)),
            ("store/migrations/0001_start.sql", Some(Need::SERVER)),
            ("typeset/src/papers.typ", Some(Need::SERVER)),
            ("server/src/cli/mod.rs", Some(Need::SERVER)),
            ("server/demo/zh.json", Some(Need::SERVER)),
            ("server/tests/web/pages.rs", None),
            ("style/base.css", Some(Need::SITE)),
            ("style/cargo-leptos.scss", None),
            ("style/icons/check.svg", Some(Need::EVERYTHING)),
            ("public/sw.js", Some(Need::RESTART)),
            ("Cargo.toml", Some(Need::EVERYTHING)),
            ("app/src/page/.inbox.rs.swp", None),
            ("app/src/page/inbox.rs~", None),
        ] {
            assert_eq!(Need::of(Path::new(path)), need, "{path}");
        }
    }

    #[test]
    fn every_crate_that_runs_is_watched() {
        let root = Project::locate().expect("the project").root;
        let manifest = fs::read_to_string(root.join(MANIFEST)).expect("the workspace");
        let (_, members) = manifest.split_once("\nmembers = [").expect("its members");
        let (members, _) = members.split_once(']').expect("their end");
        let members: Vec<&str> = members.split('"').skip(1).step_by(2).collect();
        assert!(members.contains(&"server"));
        for member in members.into_iter().filter(|member| *member != "xtask") {
            let file = Path::new(member).join("src/lib.rs");
            assert!(Need::of(&file).is_some(), "{member}");
            assert!(
                FOLDERS.iter().any(|folder| file.starts_with(folder)),
                "{member}"
            );
        }
    }

    #[test]
    fn files_saved_together_need_all_that_each_needs() {
        let together = Need::SITE | Need::SERVER | Need::RESTART;
        assert!(together.server && together.restart && !together.bundle);
        assert_eq!(Need::BUNDLE | Need::SERVER, Need::EVERYTHING);
    }

    #[test]
    fn written_added_and_removed_files_are_seen() {
        let files = |files: &[(&str, u64)]| {
            let seen = files
                .iter()
                .map(|(path, length)| (PathBuf::from(path), (SystemTime::UNIX_EPOCH, *length)));
            Files(seen.collect())
        };
        let before = files(&[("same", 1), ("written", 1), ("removed", 1)]);
        let later = files(&[("same", 1), ("written", 2), ("added", 1)]);
        let changed: Vec<&Path> = before.changed(&later).into_iter().collect();
        assert_eq!(changed, ["added", "removed", "written"].map(Path::new));
        assert!(before.changed(&before).is_empty());
    }
}
