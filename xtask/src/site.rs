//! The folder `target/site`: hashed names, precompressed copies, and what all of it weighs.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::bundle::Bundle;
use crate::files::{files_below, short_hash, unhashed};
use crate::project::{Mode, Project};

/// What wasm and JavaScript together may weigh on a first visit, compressed. On a slow phone in a
/// stairwell each 100 KB are about a second.
const LIMIT: usize = 400 * 1024;

pub fn assemble(project: &Project, mode: Mode, bundle: &Bundle, styles: &str) -> Result<()> {
    let mut site = Site {
        root: project.site(),
        mode,
        kept: BTreeSet::new(),
    };

    let mut hashes = String::new();
    for (extension, content) in [
        ("js", bundle.js.as_bytes()),
        ("wasm", &bundle.wasm),
        ("css", styles.as_bytes()),
    ] {
        let hash = short_hash(content);
        site.put(
            Path::new(&format!("pkg/twoline.{hash}.{extension}")),
            content,
        )?;
        writeln!(hashes, "{extension}: {hash}")?;
    }

    let public = project.root.join("public");
    for file in files_below(&public)? {
        let path = file.strip_prefix(&public)?;
        let mut content = fs::read(&file)?;
        if path == Path::new(WORKER) {
            content = without_comments(&String::from_utf8(content)?).into_bytes();
        }
        site.put(path, &content)?;
    }
    site.remove_the_rest()?;

    // Leptos (`HydrationScripts`, `HashedStylesheet`) looks for it beside the running program;
    // tests run in `deps`.
    for folder in ["release", "release/deps", "debug", "debug/deps"] {
        let folder = project.target.join(folder);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("hash.txt"), &hashes)?;
    }
    Ok(())
}

/// The service worker, which is written by hand.
const WORKER: &str = "sw.js";

/// A script without the lines that are comments: a phone need not load them.
fn without_comments(script: &str) -> String {
    let lines = script.lines();
    let code: Vec<&str> = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    code.join("\n") + "\n"
}

struct Site {
    root: PathBuf,
    mode: Mode,
    kept: BTreeSet<PathBuf>,
}

impl Site {
    /// Writes a file and its compressed copy, unless they are there: compressing is what takes
    /// long.
    fn put(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        let file = self.root.join(path);
        let unchanged = fs::read(&file).is_ok_and(|old| old == content);
        if !unchanged {
            fs::create_dir_all(file.parent().context("a file of the site has a folder")?)?;
            fs::write(&file, content)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        let is_compressed = file.extension().is_some_and(|extension| extension == "png");
        if self.mode == Mode::Release && !is_compressed {
            let compressed = beside(&file);
            if !(unchanged && compressed.exists()) {
                fs::write(&compressed, compress(content)?)?;
            }
            self.kept.insert(compressed);
        }
        self.kept.insert(file);
        Ok(())
    }

    /// What an earlier build left behind would be served for ever, or compressed copies of
    /// something else.
    fn remove_the_rest(&self) -> Result<()> {
        for file in files_below(&self.root)? {
            if !self.kept.contains(&file) {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }
}

fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let best = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &best)?;
    Ok(compressed)
}

/// One file as a first visit gets it; sizes in bytes.
struct Transfer {
    name: String,
    raw: usize,
    compressed: Option<usize>,
}

impl Transfer {
    fn is_styles(&self) -> bool {
        Path::new(&self.name)
            .extension()
            .is_some_and(|extension| extension == "css")
    }
}

pub fn print_first_visit(project: &Project) -> Result<()> {
    println!("\nA first visit transfers    raw KB   brotli KB");
    for Transfer {
        name,
        raw,
        compressed,
    } in first_visit(project)?
    {
        let compressed = compressed.map_or("—".to_owned(), kilobytes);
        println!("  {name:<22} {:>8} {compressed:>11}", kilobytes(raw));
    }
    println!();
    Ok(())
}

/// Styles are shown but not counted: the limit is on what has to be run before a page comes alive.
pub fn check_size(project: &Project) -> Result<()> {
    let mut total = 0;
    for file in first_visit(project)? {
        let compressed = file
            .compressed
            .context("nothing is compressed here; run `cargo xtask build` first")?;
        println!("{:>8} KB  {}", kilobytes(compressed), file.name);
        if !file.is_styles() {
            total += compressed;
        }
    }
    println!(
        "{:>8} KB  wasm and JavaScript together, of {} KB allowed",
        kilobytes(total),
        kilobytes(LIMIT)
    );
    if total > LIMIT {
        bail!(
            "the bundle is too large: look for a new dependency with `cargo tree -p browser --target wasm32-unknown-unknown`"
        );
    }
    Ok(())
}

/// Every wasm, JavaScript and CSS file of the site, largest first. A file that is only loaded on
/// some pages counts too.
fn first_visit(project: &Project) -> Result<Vec<Transfer>> {
    let mut files = Vec::new();
    for file in files_below(&project.site())? {
        let extension = file.extension().unwrap_or_default().to_string_lossy();
        if ["wasm", "js", "css"].contains(&extension.as_ref()) {
            files.push(Transfer {
                name: unhashed(&file.strip_prefix(project.site())?.to_string_lossy()),
                raw: size(&file)?,
                compressed: size(&beside(&file)).ok(),
            });
        }
    }
    if files.is_empty() {
        bail!("there is no site yet; run `cargo xtask build` first");
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.raw));
    Ok(files)
}

/// The compressed copy of a file, as the server looks for it.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn size(file: &Path) -> Result<usize> {
    Ok(usize::try_from(fs::metadata(file)?.len())?)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", bytes / 1024, bytes % 1024 * 10 / 1024)
}
