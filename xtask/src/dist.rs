//! `cargo xtask dist`: one archive for whoever does not build. Program, site, fonts, how it is
//! installed, and the licences of everything in it; it runs on any Debian 12 or newer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::build::build;
use crate::files::files_below;
use crate::project::{Mode, Project, succeed};

/// What is beside the program, from the project's own folders.
const FILES: [&str; 7] = [
    "README.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "xtask/dist/INSTALL.md",
    "xtask/dist/twoline.service",
    "xtask/dist/twoline.conf",
    "xtask/dist/nginx.conf",
];

/// Leptos looks for it beside the running program.
const HASHES: &str = "hash.txt";

/// Builds everything and packs it into `target/dist`. Says where the archive is.
pub fn dist(project: &Project) -> Result<()> {
    build(project, Mode::Release)?;
    if files_below(&project.fonts())?.is_empty() {
        bail!("the fonts for PDFs are missing; `scripts/setup run` installs them");
    }
    let name = format!(
        "twoline-{}-{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH
    );
    let folder = project.target.join("dist");
    let packed = folder.join(&name);
    if packed.exists() {
        fs::remove_dir_all(&packed)?;
    }
    fs::create_dir_all(&packed)?;
    let program = project.server(Mode::Release);
    let beside = program.parent().context("the program is in a folder")?;
    copy(&program, &packed.join("twoline"))?;
    copy(&beside.join(HASHES), &packed.join(HASHES))?;
    copy_folder(&project.site(), &packed.join("site"))?;
    copy_folder(&project.fonts(), &packed.join("fonts"))?;
    for file in FILES {
        let from = project.root.join(file);
        let name = from.file_name().context("a file has a name")?;
        copy(&from, &packed.join(name))?;
    }
    fs::write(packed.join("LICENSES.txt"), licenses(project)?)?;
    let archive = folder.join(format!("{name}.tar.gz"));
    let mut tar = Command::new("tar");
    tar.arg("--create").arg("--gzip");
    // Nobody's name and no moment of this machine is in it.
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg("--file").arg(&archive);
    tar.arg("--directory").arg(&folder).arg(&name);
    succeed(tar)?;
    let size = fs::metadata(&archive)?.len();
    println!("{} ({} MB)", archive.display(), size / 1_000_000);
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let to = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
        copy(&file, &to)?;
    }
    Ok(())
}

/// A crate that is compiled into the server or the bundle.
struct Package {
    name: String,
    version: String,
    license: String,
    folder: PathBuf,
}

/// The texts of the licences of all crates, each with the crates that it is for. (The fonts have
/// theirs beside them.)
fn licenses(project: &Project) -> Result<String> {
    let mut packages = BTreeMap::new();
    for (root, target) in [
        ("server", "x86_64-unknown-linux-gnu"),
        ("browser", "wasm32-unknown-unknown"),
    ] {
        for package in packages_of(project, root, target)? {
            packages.insert((package.name.clone(), package.version.clone()), package);
        }
    }
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut list = String::new();
    for Package {
        name,
        version,
        license,
        folder,
    } in packages.values()
    {
        writeln!(list, "{name} {version}: {license}")?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let is_licence = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"]
                .iter()
                .any(|start| file.to_uppercase().starts_with(start));
            if !is_licence || !path.is_file() {
                continue;
            }
            if let Ok(text) = fs::read_to_string(&path) {
                let text = text.replace('\r', "").trim().to_owned();
                texts.entry(text).or_default().insert(name.clone());
            }
        }
    }
    let mut all = format!(
        "Twoline is under MIT or Apache-2.0. Of these {} crates something is in it:\n\n{list}",
        packages.len()
    );
    for (text, names) in texts {
        let names: Vec<_> = names.into_iter().collect();
        write!(
            all,
            "\n{}\n\n{}\n\n{text}\n",
            "=".repeat(80),
            names.join(", ")
        )?;
    }
    Ok(all)
}

/// What a package of ours is linked with, itself and our own left out.
fn packages_of(project: &Project, root: &str, target: &str) -> Result<Vec<Package>> {
    let mut cargo = project.cargo("metadata");
    cargo.args([
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        target,
    ]);
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let list = |value: &Value, field: &str| value[field].as_array().cloned().unwrap_or_default();
    let text = |value: &Value, field: &str| value[field].as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> = list(&metadata, "packages")
        .into_iter()
        .map(|package| (text(&package, "id"), package))
        .collect();
    let nodes: BTreeMap<String, Value> = list(&metadata["resolve"], "nodes")
        .into_iter()
        .map(|node| (text(&node, "id"), node))
        .collect();
    let first = packages
        .iter()
        .find(|(_, package)| text(package, "name") == root);
    let (first, _) = first.with_context(|| format!("there is no package {root}"))?;
    let mut seen = BTreeSet::from([first.clone()]);
    let mut open = vec![first.clone()];
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        for dependency in list(node, "deps") {
            // What only builds or tests it is not in it: a kind that is not null.
            let kinds = list(&dependency, "dep_kinds");
            let linked = kinds.iter().any(|kind| kind["kind"].is_null());
            let id = text(&dependency, "pkg");
            if linked && seen.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    let found = seen.iter().filter_map(|id| packages.get(id));
    // Our own have no source.
    let foreign = found.filter(|package| !package["source"].is_null());
    Ok(foreign
        .map(|package| Package {
            name: text(package, "name"),
            version: text(package, "version"),
            license: text(package, "license"),
            folder: Path::new(&text(package, "manifest_path"))
                .parent()
                .unwrap_or(Path::new("."))
                .to_owned(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licences_of_what_is_linked_are_told() {
        let project = Project::locate().expect("the project");
        let all = licenses(&project).expect("licences");
        for linked in ["axum 0.8", "leptos 0.8", "typst 0.15", "wasm-bindgen 0.2"] {
            assert!(all.contains(linked), "{linked}");
        }
        // They build or test it.
        for other in ["proptest", "criterion", "lightningcss"] {
            assert!(!all.contains(&format!("\n{other} ")), "{other}");
        }
        assert!(all.contains("Permission is hereby granted"));
    }
}
