//! The files of the browser's side: the bundle, styles, icons, manifest, and the service worker.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use domain::Waits;
use domain::hex::hex;
use sha2::{Digest, Sha256};
use tower_http::services::{ServeDir, ServeFile};

use super::Server;
use crate::config::Config;
use crate::error::Error;

/// The service worker's file, in the folder of the site.
const WORKER: &str = "sw.js";
/// Files that the app needs to run without network, by the ends of their names. Its PNG icons no
/// page shows: the phone's launcher fetches the one that it wants.
const NEEDED: [&str; 5] = ["js", "wasm", "css", "svg", "webmanifest"];

/// Routes to all files of the site.
///
/// Each file and folder at its top gets a route of its own: a community's address is one word too,
/// and a file must never be taken for one.
pub fn files(config: &Config) -> Result<Router<Server>, Error> {
    let options = config.leptos();
    let root = PathBuf::from(&*options.site_root);
    if !root.is_dir() {
        return Err(Error::SiteMissing(root));
    }
    let site = Site::read(&root).map_err(|cause| Error::Unreadable {
        path: root.clone(),
        cause,
    })?;
    let mut forever = Router::new();
    let mut shortly = Router::new();
    let mut never = Router::new();
    let mut worker = Router::new();
    for name in site.top() {
        let path = root.join(name);
        if name == WORKER {
            let script = site.worker(app::is_watched());
            worker = worker.route("/sw.js", get(move || serve_worker(script.clone())));
        } else if path.is_dir() {
            let files = ServeDir::new(&path).precompressed_br().precompressed_gzip();
            let route = format!("/{name}");
            if name != &*options.site_pkg_dir {
                shortly = shortly.nest_service(&route, files);
            } else if options.hash_files {
                forever = forever.nest_service(&route, files);
            } else {
                never = never.nest_service(&route, files);
            }
        } else {
            let file = ServeFile::new(&path)
                .precompressed_br()
                .precompressed_gzip();
            shortly = shortly.route_service(&format!("/{name}"), file);
        }
    }
    Ok(forever
        .layer(map_response(keep_forever))
        .merge(shortly.layer(map_response(keep_shortly)))
        .merge(never.layer(map_response(ask_again)))
        .merge(worker))
}

/// A file with its content's hash in its name never changes. One that is missing may come, after an
/// update.
async fn keep_forever(response: Response) -> Response {
    keep(response, "public, max-age=31536000, immutable")
}

async fn keep_shortly(response: Response) -> Response {
    keep(response, "public, max-age=600")
}

/// The parts of a bundle only fit each other. Without hashes (as `cargo leptos` names them) a kept
/// one could be another's.
async fn ask_again(response: Response) -> Response {
    keep(response, "no-cache")
}

fn keep(mut response: Response, how: &'static str) -> Response {
    if response.status().is_success() || response.status().is_redirection() {
        let how = HeaderValue::from_static(how);
        response.headers_mut().insert(header::CACHE_CONTROL, how);
    }
    response
}

#[expect(clippy::unused_async, reason = "a handler is asynchronous")]
async fn serve_worker(script: String) -> ([(header::HeaderName, &'static str); 2], String) {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // Browsers ask at every start; a new version is known by the first byte that differs.
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, script)
}

/// The files of the site as they are when the server starts.
#[derive(Debug)]
struct Site {
    /// Paths from the root, with `/` between their parts; sorted.
    files: Vec<String>,
    /// Over the names and contents of all of them.
    version: String,
    worker: String,
}

impl Site {
    fn read(root: &Path) -> std::io::Result<Self> {
        let mut files = vec![];
        walk(root, "", &mut files)?;
        files.sort();
        let mut hash = Sha256::new();
        let mut worker = String::new();
        for file in &files {
            let content = std::fs::read(root.join(file))?;
            hash.update(file.as_bytes());
            hash.update((content.len() as u64).to_be_bytes());
            hash.update(&content);
            if file == WORKER {
                worker = String::from_utf8_lossy(&content).into_owned();
            }
        }
        let version = hex(&hash.finalize()[..8]);
        Ok(Self {
            files,
            version,
            worker,
        })
    }

    /// Files and folders at the top, each once.
    fn top(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .files
            .iter()
            .filter_map(|file| file.split('/').next())
            .collect();
        names.dedup();
        names
    }

    /// The service worker's script, told its version, what to keep, and what may wait. While
    /// somebody works on the app (`watched`) it keeps none of its files: what was just saved is
    /// shown, and no page offers a new version after each.
    fn worker(&self, watched: bool) -> String {
        let waits: BTreeMap<_, _> = Waits::ALL
            .map(|kind| (kind.code(), kind.so_already()))
            .into();
        let told = |version: &str, assets: &[String]| {
            let version = serde_json::json!(version);
            let assets = serde_json::json!(assets);
            let waits = serde_json::json!(waits);
            format!(
                "const VERSION={version};\nconst ASSETS={assets};\nconst WAITS={waits};\n{}",
                self.worker
            )
        };
        if watched {
            return told("watched", &[]);
        }
        let needed: Vec<String> = self
            .files
            .iter()
            .filter(|file| {
                let end = Path::new(file).extension().and_then(|end| end.to_str());
                *file != WORKER && end.is_some_and(|end| NEEDED.contains(&end))
            })
            .map(|file| format!("/{file}"))
            .collect();
        told(&self.version, &needed)
    }
}

/// All files below `folder`, without those that stand compressed beside another and those that
/// begin with a dot.
fn walk(root: &Path, folder: &str, files: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let compressed = matches!(
            Path::new(&name).extension().and_then(|end| end.to_str()),
            Some("br" | "gz")
        );
        if compressed || name.starts_with('.') {
            continue;
        }
        let path = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        if entry.file_type()?.is_dir() {
            walk(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("has one")).expect("makes it");
            std::fs::write(path, content).expect("writes");
        }
        Site::read(folder.path()).expect("reads")
    }

    const FILES: [(&str, &str); 7] = [
        ("sw.js", "self.x = 1;"),
        ("pkg/twoline.js", "js"),
        ("pkg/twoline.js.br", "compressed"),
        ("icons/icon.svg", "<svg/>"),
        ("icons/icon-192.png", "pixels"),
        ("manifest.webmanifest", "{}"),
        ("robots.txt", ""),
    ];

    #[test]
    fn the_worker_knows_what_to_keep_and_what_may_wait() {
        let site = site(&FILES);
        let script = site.worker(false);
        let lines: Vec<&str> = script.lines().collect();
        assert_eq!(
            lines[1],
            r#"const ASSETS=["/icons/icon.svg","/manifest.webmanifest","/pkg/twoline.js"];"#
        );
        assert_eq!(
            lines[2],
            r#"const WAITS={"add_facts":null,"appraise":null,"enter_decision":null,"file_issue":"exists","report_progress":null,"second":"already_seconded","take_back_second":"not_seconded"};"#
        );
        assert_eq!(lines[3], "self.x = 1;");
        assert_eq!(
            site.top(),
            [
                "icons",
                "manifest.webmanifest",
                "pkg",
                "robots.txt",
                "sw.js"
            ]
        );
    }

    #[test]
    fn a_watched_worker_keeps_nothing_and_stays_the_same() {
        let script = site(&FILES).worker(true);
        assert_eq!(script.lines().nth(1), Some("const ASSETS=[];"));
        let mut changed = FILES;
        changed[1].1 = "another";
        assert_eq!(script, site(&changed).worker(true));
    }

    #[test]
    fn every_file_makes_another_version() {
        let version = site(&FILES).version;
        assert_eq!(version, site(&FILES).version);
        let mut changed = FILES;
        changed[5].1 = "{ }";
        assert_ne!(version, site(&changed).version);
    }
}
