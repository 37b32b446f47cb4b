//! One build of everything, and of the server alone.

use std::thread;

use anyhow::Result;

use crate::project::{Mode, Project, succeed};
use crate::{bundle, fonts, site, styles};

pub fn build(project: &Project, mode: Mode) -> Result<()> {
    // Most of the bundle's last step runs on one core (link-time optimisation, wasm-opt, brotli),
    // so the server compiles beside it. The two use different folders and do not wait for each
    // other's lock.
    thread::scope(|scope| {
        let server = scope.spawn(|| build_server(project, mode));
        let browser = build_site(project, mode);
        let server = server.join().expect("the server's build thread panicked");
        browser.and(server)
    })?;
    site::print_files(project)
}

fn build_site(project: &Project, mode: Mode) -> Result<()> {
    fonts::copy(project)?;
    let bundle = bundle::build(project, mode)?;
    let styles = styles::build(project)?;
    site::assemble(project, mode, &bundle, &styles)
}

pub fn build_server(project: &Project, mode: Mode) -> Result<()> {
    let mut cargo = project.cargo("build");
    cargo.args(["--package", "server"]);
    if mode == Mode::Release {
        cargo.arg("--release");
    }
    succeed(cargo)
}
