//! Settings, checked, in the form in which the parts of the server want them.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use app::context::Parts;
use domain::place::Tiles;
use leptos::config::{Env, LeptosOptions};

use crate::mail::Mailer;

/// The file beside the executable that lists the hashes in the bundle's file names.
const HASH_FILE: &str = "hash.txt";

/// How the server runs.
#[derive(Debug, Clone)]
pub struct Config {
    pub address: SocketAddr,
    /// Under which people reach the server; stands in links and QR codes. No slash at its end.
    pub public_url: String,
    /// The folder with the browser's files.
    pub site: PathBuf,
    /// A proxy in front of the server tells, in `X-Forwarded-For`, who asks.
    pub trust_proxy: bool,
    /// The folder with the fonts of printed papers.
    pub fonts: PathBuf,
    /// Street tiles under plans.
    pub tiles: Option<Arc<Tiles>>,
    /// By which mail goes out, where some does.
    pub mail: Option<Mailer>,
    /// How much one person may send in a minute; 0: as much as they like.
    pub pace: u32,
}

impl Config {
    /// People reach the server by HTTPS: then cookies are sent by HTTPS only.
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// What leptos needs to know. Built here, not read from `Cargo.toml`: a server runs without the
    /// source code.
    pub fn leptos(&self) -> LeptosOptions {
        let hash_files = told("LEPTOS_HASH_FILES").unwrap_or_else(|| hash_file().is_some());
        LeptosOptions::builder()
            .output_name("twoline")
            .site_root(self.site.display().to_string())
            .site_pkg_dir("pkg")
            .site_addr(self.address)
            .env(Env::PROD)
            .hash_files(hash_files)
            .hash_file(Arc::from(HASH_FILE))
            .reload_port(told("LEPTOS_RELOAD_PORT").unwrap_or(3001))
            .build()
    }
}

/// Where to listen unless a setting says otherwise.
pub fn default_address() -> SocketAddr {
    told("LEPTOS_SITE_ADDR").unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)))
}

/// The folder with the browser's files unless a setting says otherwise.
pub fn default_site() -> PathBuf {
    let built = || beside("site").unwrap_or_else(|| PathBuf::from("target/site"));
    told("LEPTOS_SITE_ROOT").unwrap_or_else(built)
}

/// The folder with the fonts of printed papers unless a setting says otherwise.
pub fn default_fonts() -> PathBuf {
    beside("fonts").unwrap_or_else(|| PathBuf::from("target/fonts"))
}

/// What was unpacked together with the program.
fn beside(name: &str) -> Option<PathBuf> {
    let executable = std::env::current_exe().ok()?;
    let there = executable.parent()?.join(name);
    there.exists().then_some(there)
}

/// What `cargo leptos` and `cargo xtask watch` tell the server that they start.
fn told<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// The list of hashes, where the build made one.
fn hash_file() -> Option<PathBuf> {
    beside(HASH_FILE)
}

/// The files of the bundle's parts, as the build lists them beside the hashes.
pub fn parts() -> Parts {
    let list = hash_file().and_then(|file| std::fs::read_to_string(file).ok());
    Parts::read(&list.unwrap_or_default())
}

/// The address under which a browser on this machine reaches a server that listens on `address`.
pub fn default_url(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        format!("http://127.0.0.1:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// `scheme://host` or `scheme://host:port`, without a path: addresses of pages begin at the root.
pub fn checked_url(url: &str) -> Result<String, String> {
    let url = url.trim_end_matches('/');
    let host = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))
        .filter(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
    match host {
        Some(_) => Ok(url.to_owned()),
        None => Err(
            "write it like http://127.0.0.1:3000 or https://twoline.example, without a path".into(),
        ),
    }
}

/// An address of another service, with or without a path.
pub fn checked_address(url: &str) -> Result<String, String> {
    let address: Option<axum::http::Uri> = url.parse().ok();
    let address = address.filter(|address| {
        matches!(address.scheme_str(), Some("http" | "https")) && address.host().is_some()
    });
    match address {
        Some(_) => Ok(url.to_owned()),
        None => Err("write it like https://messages.example/twoline".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_what_the_operator_says_or_to_this_machine() {
        for (url, expected) in [
            ("https://twoline.example/", Some("https://twoline.example")),
            ("http://10.0.0.5:3000", Some("http://10.0.0.5:3000")),
            ("twoline.example", None),
            ("https://twoline.example/app", None),
            ("https://", None),
        ] {
            assert_eq!(checked_url(url).ok().as_deref(), expected, "{url}");
        }
        for (address, expected) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("0.0.0.0:4107", "http://127.0.0.1:4107"),
        ] {
            assert_eq!(default_url(address.parse().expect("an address")), expected);
        }
    }
}
