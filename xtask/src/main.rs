//! The build: `cargo xtask build`, `serve`, `watch` and `check-size`. `make help` lists the
//! everyday commands.
//!
//! A build makes the server and, for the browser, the folder `target/site`:
//!
//! ```text
//! target/site/pkg/twoline.<hash>.{js,wasm,css}   the bundle (bundle.rs) and the styles (styles.rs)
//! target/site/…                                  public/, copied as it is
//! target/site/**/*.br                            sent instead to a browser that takes brotli
//! target/fonts/…                                 what the server prints PDFs with (fonts.rs)
//! ```

mod bundle;
#[cfg(test)]
mod cargo_leptos;
mod fonts;
mod site;
mod styles;
mod watch;
#[cfg(test)]
mod width;

use std::env;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask build [--dev]            build bundle, styles and server into target/
cargo xtask serve [--dev] [-- args]  build, then run the server with demo content; args go to `twoline serve`
cargo xtask watch [-- args]          as `serve --dev`; then builds what a saved file changes, and open pages reload
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
        ["check-size"] => site::check_size(&project),
        _ => bail!("unknown command\n{USAGE}"),
    }
}

fn build(project: &Project, mode: Mode) -> Result<()> {
    // Most of the bundle's last step runs on one core (link-time optimisation, wasm-opt, brotli),
    // so the server compiles beside it. The two use different folders and do not wait for each
    // other's lock.
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(project, mode));
        let browser = build_site(project, mode);
        let server = server.join().expect("the server's build thread panicked");
        browser.and(server)
    })?;
    site::print_first_visit(project)
}

fn build_site(project: &Project, mode: Mode) -> Result<()> {
    fonts::copy(project)?;
    let bundle = bundle::build(project, mode)?;
    let styles = styles::build(project)?;
    site::assemble(project, mode, &bundle, &styles)
}

fn build_server(project: &Project, mode: Mode) -> Result<()> {
    let mut cargo = project.cargo("build");
    cargo.args(["--package", "server"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    succeed(cargo)
}

fn serve(project: &Project, mode: Mode, arguments: &[String]) -> Result<()> {
    build(project, mode)?;
    let mut server = project.serve(mode);
    server.arg("--demo").args(arguments);
    // Replaces this process, so that Ctrl+C and signals reach the server itself.
    Err(server.exec()).with_context(|| format!("cannot start {server:?}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Release,
    /// Builds fast: no optimisation of the bundle and nothing precompressed.
    Dev,
}

#[derive(Debug)]
struct Project {
    root: PathBuf,
    target: PathBuf,
}

impl Project {
    fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask has no parent folder")?;
        // This program is <target>/debug/xtask, wherever cargo was told to put <target>.
        let program = env::current_exe()?;
        let target = program
            .ancestors()
            .nth(2)
            .context("xtask was moved out of the target folder")?;
        Ok(Self {
            root: root.to_owned(),
            target: target.to_owned(),
        })
    }

    /// Where the files for the browser go.
    fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Where the fonts of PDFs go.
    fn fonts(&self) -> PathBuf {
        self.target.join("fonts")
    }

    /// `twoline serve` with the files that were built for it.
    fn serve(&self, mode: Mode) -> Command {
        let mut server = Command::new(self.server(mode));
        server
            .current_dir(&self.root)
            .env("TWOLINE_SITE", self.site())
            .env("TWOLINE_FONTS", self.fonts())
            .arg("serve");
        server
    }

    /// The built server.
    fn server(&self, mode: Mode) -> PathBuf {
        let folder = match mode {
            Mode::Release => "release",
            Mode::Dev => "debug",
        };
        self.target.join(folder).join("twoline")
    }

    /// Cargo, as this process was started by it.
    fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // Two of them run at once; two progress bars would write over each other.
        cargo
            .arg(subcommand)
            .current_dir(&self.root)
            .env("CARGO_TERM_PROGRESS_WHEN", "never");
        cargo
    }
}

fn succeed(mut command: Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!(
            "{} failed ({status}); its own message is above",
            command.get_program().display()
        );
    }
    Ok(())
}
