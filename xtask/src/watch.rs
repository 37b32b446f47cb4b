//! `cargo xtask watch`: builds what a saved file changes, starts the server again and lets open
//! pages reload.

mod changes;
mod pages;
mod server;

use std::fs;
use std::ops::BitOr;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;

use crate::build::build_server;
use crate::bundle::{self, Bundle};
use crate::project::{Mode, Project};
use crate::{fonts, site, styles};
use changes::{Files, Need};
use pages::Pages;
use server::Server;

/// Files are looked at, not asked to be announced by the system: it needs no other crate and works
/// on every file system, containers and network folders too. Looking at our few hundred files takes
/// a few milliseconds.
const PAUSE: Duration = Duration::from_millis(150);
/// Nothing more is saved for as long: an editor, or git, that writes many files has finished.
const QUIET: Duration = Duration::from_millis(50);

pub fn watch(project: &Project, for_server: Vec<String>) -> Result<()> {
    fonts::copy(project)?;
    let pages = Pages::listen()?;
    let mut server = Server::new(project, for_server, pages.port())?;
    let mut built = Built::default();
    let mut files = look(project);
    let mut need = Need::EVERYTHING;
    loop {
        let start = Instant::now();
        match built.bring_up_to_date(project, need) {
            Ok(server_changed) => {
                let same_server = !server_changed && !need.restart && server.is_running();
                need = Need::default();
                if same_server || server.restart()? {
                    pages.reload();
                    eprintln!("xtask: ready after {:.1} s", start.elapsed().as_secs_f32());
                } else {
                    // Open pages stay as they are: one that reloaded now would find nothing, and
                    // hear of no later build.
                    eprintln!("xtask: the server has stopped; the next change starts it again");
                }
            }
            // What was needed is still needed.
            Err(error) => eprintln!("xtask: {error:#}; waiting for the next change"),
        }
        let (now, changed) = wait_for_change(project, &files);
        files = now;
        need = need | changed;
    }
}

/// Waits until something has changed that pages show, and nothing more does.
fn wait_for_change(project: &Project, before: &Files) -> (Files, Need) {
    let mut now = look(project);
    loop {
        let changed = before.changed(&now);
        let needs = changed.iter().filter_map(|path| Need::of(path));
        let Some(need) = needs.reduce(BitOr::bitor) else {
            thread::sleep(PAUSE);
            now = look(project);
            continue;
        };
        thread::sleep(QUIET);
        let later = look(project);
        if later == now {
            for path in changed {
                eprintln!("xtask: {} changed", path.display());
            }
            return (now, need);
        }
        now = later;
    }
}

/// A folder may be removed while it is looked at; the next look is right.
fn look(project: &Project) -> Files {
    loop {
        match Files::look(&project.root) {
            Ok(files) => return files,
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

/// What earlier builds made.
#[derive(Default)]
struct Built {
    bundle: Option<Bundle>,
    /// When the program of the server was made.
    server: Option<SystemTime>,
}

impl Built {
    /// Whether the server is another one now. If one part fails, no other is put in place: the old
    /// ones fit each other.
    fn bring_up_to_date(&mut self, project: &Project, need: Need) -> Result<bool> {
        let (bundle, server) = thread::scope(|scope| {
            let server = need
                .server
                .then(|| scope.spawn(|| build_server(project, Mode::Dev)));
            let bundle = need.bundle.then(|| bundle::build(project, Mode::Dev));
            let server = server.map(|build| build.join().expect("the build thread panicked"));
            (bundle.transpose(), server.unwrap_or(Ok(())))
        });
        if let Some(bundle) = bundle? {
            self.bundle = Some(bundle);
        }
        server?;
        if let Some(bundle) = &self.bundle {
            site::assemble(project, Mode::Dev, bundle, &styles::build(project)?)?;
        }
        let before = self.server;
        self.server = Some(fs::metadata(project.server(Mode::Dev))?.modified()?);
        Ok(self.server != before)
    }
}
