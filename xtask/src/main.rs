//! The build: `cargo xtask build`, `serve`, `watch`, `dist` and `check-size`. `make help` lists the
//! everyday commands.
//!
//! A build makes the server and, for the browser, the folder `target/site`:
//!
//! ```text
//! target/site/pkg/twoline.<hash>.{js,wasm,css}   the bundle (bundle.rs) and the styles (styles.rs)
//! target/site/pkg/{split,chunk}_….<hash>.wasm    the bundle's parts, and what some of them share
//! target/site/…                                  public/, copied as it is
//! target/site/**/*.br                            sent instead to a browser that takes brotli
//! target/fonts/…                                 what the server prints PDFs with (fonts.rs)
//! ```

mod build;
mod bundle;
#[cfg(test)]
mod cargo_leptos;
mod dist;
mod files;
mod fonts;
#[cfg(test)]
mod held;
mod names;
mod paths;
mod project;
#[cfg(test)]
mod sides;
mod site;
mod styles;
mod unused;
mod watch;
#[cfg(test)]
mod width;

use std::env;
use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use build::build;
use project::{Mode, Project};

const USAGE: &str = "\
cargo xtask build [--dev]            build bundle, styles and server into target/
cargo xtask serve [--dev] [-- args]  build, then run the server with demo content; args go to `twoline serve`
cargo xtask watch [-- args]          as `serve --dev`; then builds what a saved file changes, and open pages reload
cargo xtask dist                     build, and pack all that a server needs into target/dist
cargo xtask check-size               fail when a first visit transfers too much";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let project = Project::locate()?;
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let for_server = match arguments.iter().position(|argument| argument == "--") {
        Some(at) => arguments.split_off(at).split_off(1),
        None => Vec::new(),
    };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["build"] => build(&project, Mode::Release),
        ["build", "--dev"] => build(&project, Mode::Dev),
        ["serve"] => serve(&project, Mode::Release, &for_server),
        ["serve", "--dev"] => serve(&project, Mode::Dev, &for_server),
        ["watch"] => watch::watch(&project, for_server),
        ["dist"] => dist::dist(&project),
        ["check-size"] => site::check_size(&project),
        _ => bail!("unknown command\n{USAGE}"),
    }
}

fn serve(project: &Project, mode: Mode, arguments: &[String]) -> Result<()> {
    build(project, mode)?;
    let mut server = project.serve(mode);
    server.arg("--demo").args(arguments);
    // Replaces this process, so that Ctrl+C and signals reach the server itself.
    Err(server.exec()).with_context(|| format!("cannot start {server:?}"))
}
