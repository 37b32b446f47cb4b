//! The folder `target/site`: hashed names, precompressed copies, and what all of it weighs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use brotli::enc::BrotliEncoderParams;

use crate::bundle::{self, Bundle};
use crate::files::{files_below, short_hash, unhashed};
use crate::project::{Mode, Project};

/// What a first visit to a page may transfer before it comes alive (WebAssembly, JavaScript and the
/// service worker; compressed): its address, and bytes. On a slow phone in a stairwell each 100 KB
/// are about a second.
const LIMITS: [(&str, usize); 3] = [
    ("/issues", 250_000),
    ("/join", 260_000),
    ("/issues/:number", 340_000),
];

/// The page that is in what all share (`app/src/page/part.rs`).
const IN_ALL: &str = "feed";

/// The part that no page waits for (`app/src/read/warm.rs`).
const AFTERWARDS: &str = "warm";

pub fn assemble(project: &Project, mode: Mode, bundle: &Bundle, styles: &str) -> Result<()> {
    let mut site = Site {
        root: project.site(),
        mode,
        kept: BTreeSet::new(),
    };

    let mut hashes = String::new();
    // A part's name changes with its content, and that of the script that fetches it with both.
    let mut js = bundle.js.clone();
    let mut named = BTreeMap::new();
    for (name, content) in &bundle.files {
        let file = format!("{name}.{}.wasm", short_hash(content));
        let fetched = format!("./{name}.wasm");
        ensure!(js.contains(&fetched), "nothing fetches {name}");
        js = js.replace(&fetched, &format!("./{file}"));
        site.put(&Path::new("pkg").join(&file), content)?;
        named.insert(name.as_str(), file);
    }
    for (extension, content) in [
        ("js", js.as_bytes()),
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

    let parts = bundle.parts.iter().map(|(part, files)| {
        let files = files.iter().map(|name| named[name.as_str()].clone());
        (part.clone(), files.collect())
    });
    hashes += &bundle::list(&parts.collect());

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

    // Leptos (`HydrationScripts`, `HashedStylesheet`) and the server look for it beside the running
    // program; tests run in `deps`.
    for folder in ["release", "release/deps", "debug", "debug/deps"] {
        let folder = project.target.join(folder);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(HASHES), &hashes)?;
    }
    Ok(())
}

/// The hashes in files' names, and the files of each part.
const HASHES: &str = "hash.txt";

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

/// One file of the browser's side; sizes in bytes.
struct Transfer {
    /// Without the hash.
    name: String,
    raw: usize,
    compressed: Option<usize>,
}

pub fn print_files(project: &Project) -> Result<()> {
    println!("\nFor the browser              raw    brotli");
    for Transfer {
        name,
        raw,
        compressed,
    } in transfers(project)?
    {
        let compressed = compressed.map_or("—".to_owned(), |size| size.to_string());
        println!("  {name:<22} {raw:>8} {compressed:>9}");
    }
    println!();
    Ok(())
}

/// Styles are shown but not counted: the limits are on what has to be run before a page comes
/// alive.
pub fn check_size(project: &Project) -> Result<()> {
    let mut sizes = BTreeMap::new();
    for file in transfers(project)? {
        let compressed = file
            .compressed
            .context("nothing is compressed here; run `cargo xtask build` first")?;
        sizes.insert(file.name, compressed);
    }
    let size_of = |name: &str| {
        sizes
            .get(name)
            .copied()
            .with_context(|| format!("no {name}"))
    };
    let hashes = fs::read_to_string(project.target.join("release").join(HASHES))?;
    let mut parts = bundle::listed(&hashes);
    parts.insert(IN_ALL.to_owned(), vec![]);
    let pages = pages(&fs::read_to_string(
        project.root.join("app/src/page/mod.rs"),
    )?);

    let mut shared = 0;
    println!("All pages share, compressed:");
    for name in ["pkg/twoline.wasm", "pkg/twoline.js", WORKER] {
        let size = size_of(name)?;
        println!("{size:>8}  {name}");
        shared += size;
    }
    println!(
        "{:>8}  pkg/twoline.css (not counted)",
        size_of("pkg/twoline.css")?
    );
    let mut visits = BTreeMap::new();
    for (part, files) in &parts {
        let mut visit = shared;
        for file in files {
            visit += size_of(&unhashed(&format!("pkg/{file}")))?;
        }
        let addresses = pages.iter().filter(|(_, of)| of == part);
        let addresses: Vec<&str> = addresses.map(|(address, _)| address.as_str()).collect();
        let when = match part.as_str() {
            AFTERWARDS => "once a page is alive".to_owned(),
            _ => addresses.join(" "),
        };
        ensure!(!when.is_empty(), "no page is in the part {part}");
        println!(
            "\n{part}: {} more in {} files, {visit} with what all share\n    {}",
            visit - shared,
            files.len(),
            when
        );
        visits.extend(addresses.into_iter().map(|address| (address, visit)));
    }

    println!("\nA first visit transfers:");
    let mut too_large = false;
    for (address, limit) in LIMITS {
        let visit = *visits
            .get(address)
            .with_context(|| format!("no part has the page {address}"))?;
        println!("{visit:>8} of {limit} bytes  {address}");
        too_large |= visit > limit;
    }
    if too_large {
        bail!(
            "the bundle is too large: look for a new dependency with `cargo tree -p browser --target wasm32-unknown-unknown`, \
             and for what pages of another part brought in (`app/src/page/part.rs`)"
        );
    }
    Ok(())
}

/// The addresses of a community's pages, each with the name of its part, as the routes say.
fn pages(routes: &str) -> Vec<(String, String)> {
    let pages = routes.lines().filter_map(|line| {
        let (_, route) = line.split_once("path=path!(\"")?;
        let (address, view) = route.split_once("\") view=Page::")?;
        let part = view.split(['(', '/']).next()?;
        Some((address.to_owned(), part.to_lowercase()))
    });
    pages.collect()
}

/// Every wasm, JavaScript and CSS file of the site, largest first.
fn transfers(project: &Project) -> Result<Vec<Transfer>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_a_community_is_in_a_part() {
        let root = Project::locate().expect("the project").root;
        let routes = fs::read_to_string(root.join("app/src/page/mod.rs")).expect("the routes");
        let pages = pages(&routes);
        // The list of communities and the frame of a community's pages are in what all share.
        assert_eq!(pages.len() + 2, routes.matches("path=path!(").count());
        let part = |address: &str| {
            let page = pages.iter().find(|(page, _)| page == address);
            page.expect("a page").1.as_str()
        };
        assert_eq!(part("/join"), "join");
        assert_eq!(part("/issues/:number"), "issue");
        assert_eq!(part("/desk"), "meeting");
    }
}
