//! The project's folders, and how its programs are called.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Release,
    /// Builds fast: no optimisation of the bundle and nothing precompressed.
    Dev,
}

#[derive(Debug)]
pub struct Project {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Project {
    pub fn locate() -> Result<Self> {
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
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Where the fonts of PDFs go.
    pub fn fonts(&self) -> PathBuf {
        self.target.join("fonts")
    }

    /// `twoline serve` with the files that were built for it.
    pub fn serve(&self, mode: Mode) -> Command {
        let mut server = Command::new(self.server(mode));
        server
            .current_dir(&self.root)
            .env("TWOLINE_SITE", self.site())
            .env("TWOLINE_FONTS", self.fonts())
            .arg("serve");
        server
    }

    /// The built server.
    pub fn server(&self, mode: Mode) -> PathBuf {
        let folder = match mode {
            Mode::Release => "release",
            Mode::Dev => "debug",
        };
        self.target.join(folder).join("twoline")
    }

    /// Cargo, as this process was started by it.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // Two of them run at once; two progress bars would write over each other.
        cargo
            .arg(subcommand)
            .current_dir(&self.root)
            .env("CARGO_TERM_PROGRESS_WHEN", "never");
        cargo
    }
}

/// Runs a program to its end, or says that it failed.
pub fn succeed(mut command: Command) -> Result<()> {
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
