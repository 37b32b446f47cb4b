//! The running server.

use std::io::{BufRead, BufReader};
use std::process::{self, Child, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use anyhow::{Context, Result};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::project::{Mode, Project};

pub struct Server<'a> {
    project: &'a Project,
    arguments: Vec<String>,
    reload_port: u16,
    /// It answered once: the demo is there, and its links have been shown.
    has_answered: bool,
    process: Running,
}

type Running = Arc<Mutex<Option<Child>>>;

impl<'a> Server<'a> {
    /// Ends with this process: at Ctrl-C, or when it is told to stop.
    pub fn new(project: &'a Project, arguments: Vec<String>, reload_port: u16) -> Result<Self> {
        let process = Running::default();
        let ending = Arc::clone(&process);
        let mut signals = Signals::new([SIGINT, SIGTERM])?;
        thread::spawn(move || {
            let signal = signals.forever().next().unwrap_or(SIGTERM);
            // Held to the end, so that no other is started.
            let mut process = lock(&ending);
            stop(&mut process);
            process::exit(128 + signal);
        });
        Ok(Self {
            project,
            arguments,
            reload_port,
            has_answered: false,
            process,
        })
    }

    pub fn is_running(&self) -> bool {
        let mut process = lock(&self.process);
        let ended = process.as_mut().map(Child::try_wait);
        matches!(ended, Some(Ok(None)))
    }

    /// Returns when the server answers; `false` if it has ended instead, with a message of its own.
    pub fn restart(&mut self) -> Result<bool> {
        let mut command = self.project.serve(Mode::Dev);
        command
            .args(&self.arguments)
            // As cargo-leptos does.
            .env("LEPTOS_WATCH", "true")
            .env("LEPTOS_RELOAD_PORT", self.reload_port.to_string())
            .stdout(Stdio::piped());
        if !self.has_answered {
            command.arg("--demo");
        }
        let output = {
            let mut process = lock(&self.process);
            stop(&mut process);
            let mut child = command
                .spawn()
                .with_context(|| format!("cannot start {command:?}"))?;
            let output = child.stdout.take().context("its output is ours")?;
            *process = Some(child);
            output
        };
        // Its first word comes when it listens.
        let (said, heard) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                println!("{line}");
                let _ = said.send(());
            }
        });
        let answers = heard.recv().is_ok();
        self.has_answered |= answers;
        Ok(answers)
    }
}

/// Without saying goodbye, which may take ten seconds while pages hold connections: what it
/// acknowledged is on disk.
fn stop(process: &mut Option<Child>) {
    if let Some(mut child) = process.take() {
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn lock(process: &Mutex<Option<Child>>) -> MutexGuard<'_, Option<Child>> {
    process.lock().unwrap_or_else(PoisonError::into_inner)
}
