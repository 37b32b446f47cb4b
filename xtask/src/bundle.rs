//! The WebAssembly bundle: cargo builds it, wasm-split cuts it into the parts that
//! `app/src/page/part.rs` marks, wasm-bindgen writes the JavaScript around what all pages share,
//! wasm-opt and terser shrink all of it.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::{Options, transform};

use crate::files::short_hash;
use crate::project::{Mode, Project, succeed};
use crate::{names, paths, unused};

const TARGET: &str = "wasm32-unknown-unknown";

/// First what Rust's target uses by default and every browser of our baseline has; wasm-opt assumes
/// none of it. Then the passes that end smallest after compression, found by trying: what is
/// smallest before it (`-Oz`) is 2 % larger.
pub const WASM_OPT_FLAGS: [&str; 14] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "-Os",
    "--flatten",
    "--rereloop",
    "-Os",
    "--converge",
    "--skip-pass=local-cse",
    "--strip-producers",
    "--strip-target-features",
];

/// Older ones (Debian 12 has 108) do not know all that today's compiler writes.
const OLDEST_WASM_OPT: u32 = 120;

#[derive(Debug)]
pub struct Bundle {
    pub js: String,
    /// What all pages share.
    pub wasm: Vec<u8>,
    /// The rest, by the names that `js` fetches it by: `./NAME.wasm`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Which of these files each part is in.
    pub parts: Parts,
}

/// Names of files, by the names of parts.
pub type Parts = BTreeMap<String, Vec<String>>;

/// As `app::context::Parts` reads them in the server.
pub fn list(parts: &Parts) -> String {
    let mut list = String::new();
    for (part, files) in parts {
        let _ = writeln!(list, "part {part}: {}", files.join(" "));
    }
    list
}

pub fn listed(list: &str) -> Parts {
    let parts = list.lines().filter_map(|line| {
        let (part, files) = line.strip_prefix("part ")?.split_once(": ")?;
        let files = files.split(' ').map(str::to_owned).collect();
        Some((part.to_owned(), files))
    });
    parts.collect()
}

pub fn build(project: &Project, mode: Mode) -> Result<Bundle> {
    let compiled = compile(project, mode)?;
    let optimiser = match mode {
        Mode::Release => Optimiser::find(project),
        Mode::Dev => Optimiser::None,
    };

    // Cutting, binding and optimising take longer than all the rest of a build without changes, so
    // their output stays.
    let folder = project.target.join("xtask").join(match mode {
        Mode::Release => "release",
        Mode::Dev => "dev",
    });
    let stamp = stamp(project, &compiled)?;
    if fs::read_to_string(folder.join("made-from")).is_ok_and(|made_from| made_from == stamp) {
        return read(&folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let cut = folder.join("cut");
    let parts = cut_apart(&compiled, &cut)?;
    Bindgen::new()
        .input_path(cut.join(SHARED))
        .out_name("twoline")
        .web(true)?
        .typescript(false)
        // By these names the parts find what they share.
        .keep_lld_exports(true)
        .demangle(false)
        .remove_name_section(mode == Mode::Release)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    if folder.join("snippets").exists() {
        bail!(
            "a dependency brings JavaScript of its own (`#[wasm_bindgen(module = …)]`), which nothing here serves"
        );
    }
    let js = folder.join("twoline.js");
    let linking = fs::read_to_string(cut.join(LINKING))?;
    let mut script = with_linking(&fs::read_to_string(&js)?, &linking)?;
    let wasm = folder.join("twoline_bg.wasm");
    // Whoever develops reads the long ones in traces.
    if mode == Mode::Release {
        let (shared, shortened) = names::shorten(&fs::read(&wasm)?, &script)?;
        fs::write(&wasm, shared)?;
        script = shortened;
    }
    fs::write(&js, script)?;
    let mut files = vec![wasm];
    files.extend(
        parts
            .values()
            .flatten()
            .map(|name| part_file(&folder, name)),
    );
    files.sort();
    files.dedup();
    optimiser.run(&files)?;
    if mode == Mode::Release {
        minify(project, &js)?;
    }
    fs::write(folder.join("parts"), list(&parts))?;
    fs::write(folder.join("made-from"), stamp)?;
    read(&folder)
}

/// What all pages share, and the script that loads the rest, as the cutter names them.
const SHARED: &str = "shared.wasm";
const LINKING: &str = "linking.js";

fn part_file(folder: &Path, name: &str) -> PathBuf {
    folder.join("cut").join(format!("{name}.wasm"))
}

/// Each part is in one file of its own, and in others that it shares with some.
fn cut_apart(compiled: &Path, folder: &Path) -> Result<Parts> {
    let mut wasm = unused::leave_out(&fs::read(compiled)?)?;
    paths::blank(&mut wasm);
    let shared = folder.join(SHARED);
    let link_name = format!("./{LINKING}");
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &shared;
    options.main_module = "./twoline.js";
    options.link_name = &link_name;
    // Its errors are of another kind than ours.
    let split = transform(options).map_err(|error| anyhow!("wasm-split failed: {error:#}"))?;
    ensure!(
        !split.split_modules.is_empty(),
        "nothing in the bundle is marked `wasm_split`"
    );
    Ok(split.prefetch_map.into_iter().collect())
}

/// The bundle's JavaScript with the script that loads parts, which is written as a file of its own:
/// so it is no further request, and neither has to name the other.
fn with_linking(js: &str, linking: &str) -> Result<String> {
    let from = format!("from \"./{LINKING}\"");
    let mut imported = vec![];
    let mut joined = String::new();
    for line in js.lines() {
        if line.starts_with("import ") && line.contains(&from) {
            // Once for each loader: `import * as NAME from …`.
            let name = line
                .split(' ')
                .nth(3)
                .context("an import of another form")?;
            imported.push(name);
        } else {
            joined.push_str(line);
            joined.push('\n');
        }
    }
    ensure!(!imported.is_empty(), "wasm-bindgen imports no loaders");
    let mut loaders = vec![];
    for line in linking.lines() {
        if line.starts_with("import ") {
            continue;
        }
        let line = match line.strip_prefix("export ") {
            Some(line) => {
                loaders.push(
                    line.split(' ')
                        .nth(1)
                        .context("an export of another form")?,
                );
                line
            }
            None => line,
        };
        joined.push_str(&line.replace("fetch(new URL(", "fetchPart(new URL("));
        joined.push('\n');
    }
    joined.push_str(FETCH_PART);
    for name in imported {
        let _ = writeln!(joined, "const {name} = {{ {} }};", loaders.join(", "));
    }
    Ok(joined)
}

/// Asks for each file in a turn of the event loop of its own: a part has a dozen, and a cheap phone
/// would hear no tap meanwhile. Gives up after a time, as everything else that asks the server.
/// Where the server has been updated and has the file no more, it leaves a mark, which
/// `app/src/page/part.rs` reads.
const FETCH_PART: &str = "
async function fetchPart(url) {
    await new Promise((turn) => setTimeout(turn));
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), 30000);
    const response = await fetch(url, { signal: giveUp.signal });
    document.documentElement.toggleAttribute('data-outdated', response.status === 404);
    return response;
}
";

/// What a bundle is made from: the compiler's output, by this program, with what set-up or the
/// machine has for shrinking it.
fn stamp(project: &Project, compiled: &Path) -> Result<String> {
    let mut parts = fs::read(compiled)?;
    parts.extend(fs::read(env::current_exe()?)?);
    parts.extend(fs::read(npm(project).join(".package-lock.json")).unwrap_or_default());
    parts.extend(installed_wasm_opt().unwrap_or_default().to_le_bytes());
    Ok(short_hash(&parts))
}

fn compile(project: &Project, mode: Mode) -> Result<PathBuf> {
    let (profile, folder, target) = match mode {
        Mode::Release => ("browser", "browser", project.target.clone()),
        // One cargo at a time builds a profile in a folder; in this one, which is that of
        // `cargo leptos` too, it need not wait for the server's.
        Mode::Dev => ("dev", "debug", project.target.join("front")),
    };
    let mut cargo = project.cargo("rustc");
    cargo.args([
        "--package",
        "browser",
        "--lib",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    cargo.arg("--target-dir").arg(&target);
    // Where the cutter finds what uses what. Only for the last step, so that nothing else is built
    // another time for it.
    cargo.args(["--", "-C", "link-args=--emit-relocs"]);
    if !has_target("rustc") && has_target(DEBIAN_RUSTC) {
        // It has no linker for the browser; the other toolchain's fits, being only told what to
        // link.
        let linker = format!(
            "{}/lib/rustlib/{}/bin/rust-lld",
            print("rustc", &["sysroot"])?,
            print("rustc", &["host-tuple"])?
        );
        cargo
            .env("RUSTC", DEBIAN_RUSTC)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    succeed(cargo)?;
    Ok(target.join(TARGET).join(folder).join("twoline.wasm"))
}

/// Where rustup's server could not be reached, set-up may have found the browser's library only for
/// this compiler.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// As in `scripts/setup-wasm-target`: a copy that was interrupted leaves the folder behind.
fn has_target(rustc: &str) -> bool {
    let Ok(folder) = print(rustc, &["target-libdir", "--target", TARGET]) else {
        return false;
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.file_name())
        .any(|name| name.to_string_lossy().starts_with("libstd-"))
}

/// `rustc --print WHAT`
fn print(rustc: &str, what: &[&str]) -> Result<String> {
    let output = Command::new(rustc).arg("--print").args(what).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn read(folder: &Path) -> Result<Bundle> {
    let parts = listed(&fs::read_to_string(folder.join("parts"))?);
    let mut files = BTreeMap::new();
    for name in parts.values().flatten() {
        files.insert(name.clone(), fs::read(part_file(folder, name))?);
    }
    Ok(Bundle {
        js: fs::read_to_string(folder.join("twoline.js"))?,
        wasm: fs::read(folder.join("twoline_bg.wasm"))?,
        files,
        parts,
    })
}

/// Where wasm-opt comes from. It saves a phone about a fifth of the bundle, but nothing depends on
/// it.
enum Optimiser {
    /// The machine's own: several times faster than npm's.
    Installed,
    /// npm's `binaryen`, which set-up installs: WebAssembly itself, run by Node.js.
    Npm(PathBuf),
    None,
}

impl Optimiser {
    fn find(project: &Project) -> Self {
        if installed_wasm_opt().is_some_and(|version| version >= OLDEST_WASM_OPT) {
            return Self::Installed;
        }
        let npm = npm(project).join(".bin/wasm-opt");
        if npm.exists() {
            return Self::Npm(npm);
        }
        eprintln!(
            "note: no wasm-opt, so the bundle is larger than it need be; `scripts/setup run` installs it (Node.js needed)"
        );
        Self::None
    }

    fn run(&self, files: &[PathBuf]) -> Result<()> {
        let program = match self {
            Self::Installed => Path::new("wasm-opt"),
            Self::Npm(path) => path,
            Self::None => return Ok(()),
        };
        eprintln!("   Shrinking the bundle with wasm-opt");
        for wasm in files {
            let mut command = Command::new(program);
            command.args(WASM_OPT_FLAGS).arg(wasm).arg("-o").arg(wasm);
            succeed(command)?;
        }
        Ok(())
    }
}

/// Makes the JavaScript half as long, where set-up has installed terser.
fn minify(project: &Project, js: &Path) -> Result<()> {
    let terser = npm(project).join(".bin/terser");
    if !terser.exists() {
        return Ok(());
    }
    let mut command = Command::new(terser);
    command
        .arg(js)
        .args(["--module", "--compress", "passes=3", "--mangle", "--output"])
        .arg(js);
    succeed(command)
}

/// Where set-up has npm install what a build needs.
fn npm(project: &Project) -> PathBuf {
    project.root.join("xtask/npm/node_modules")
}

/// The number in `wasm-opt version 123 (version_123)`.
fn installed_wasm_opt() -> Option<u32> {
    let output = Command::new("wasm-opt").arg("--version").output().ok()?;
    String::from_utf8(output.stdout)
        .ok()?
        .split_whitespace()
        .nth(2)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_loads_parts_becomes_part_of_the_bundles() {
        let js = "import * as import1 from \"./linking.js\"\n\
                  import * as import2 from \"./linking.js\"\n\
                  let wasm;\n";
        let linking = "import { initSync } from \"./twoline.js\";\n\
                       const __chunk_3 = makeLoad(() => fetch(new URL(\"./chunk_3.wasm\", import.meta.url)));\n\
                       export const __wasm_split_load_a = wrap(__chunk_3);\n";
        let joined = with_linking(js, linking).expect("both are as they should be");
        assert!(!joined.contains("import *") && !joined.contains("export "));
        assert!(joined.starts_with("let wasm;\n"));
        assert!(joined.contains("fetchPart(new URL(\"./chunk_3.wasm\""));
        for name in ["import1", "import2"] {
            assert!(joined.contains(&format!("const {name} = {{ __wasm_split_load_a }};")));
        }
        assert!(with_linking("let wasm;", linking).is_err());
    }

    #[test]
    fn the_list_of_parts_is_read_as_it_is_written() {
        let files = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let parts: Parts = [
            ("feed".to_owned(), files(&["chunk_1", "split_feed"])),
            ("join".to_owned(), files(&["split_join"])),
        ]
        .into();
        assert_eq!(listed(&format!("js: 0\n{}", list(&parts))), parts);
    }
}
