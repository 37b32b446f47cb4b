//! What an import shows while it runs.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

/// Is told how an import goes on.
pub trait Progress {
    /// It begins with a file of this many bytes.
    fn start(&mut self, bytes: u64);
    /// That many bytes have been read and carried out.
    fn at(&mut self, byte: u64);
    /// Something about all of the file, in one line.
    fn tell(&mut self, what: &str);
    /// A line of the file, or a feature of a plan, was left out.
    fn left_out(&mut self, what: &str, reason: &str);
    /// The end.
    fn done(&mut self);
}

/// A bar where somebody looks on; lines where the output goes into a file. All of it on the error
/// output.
#[derive(Debug)]
pub struct Console {
    bar: Option<ProgressBar>,
    interactive: bool,
    bytes: u64,
    /// Tenths of the file that were reported.
    tenths: u64,
}

impl Default for Console {
    fn default() -> Self {
        Self {
            bar: None,
            interactive: std::io::stderr().is_terminal(),
            bytes: 0,
            tenths: 0,
        }
    }
}

impl Progress for Console {
    fn start(&mut self, bytes: u64) {
        self.bytes = bytes;
        if self.interactive {
            let bar = ProgressBar::new(bytes);
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}% {eta}") {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
    }

    fn at(&mut self, byte: u64) {
        if let Some(bar) = &self.bar {
            bar.set_position(byte);
            return;
        }
        let tenths = byte * 10 / self.bytes.max(1);
        if tenths > self.tenths {
            self.tenths = tenths;
            eprintln!("{} %", tenths * 10);
        }
    }

    fn tell(&mut self, what: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{what}")),
            None => eprintln!("{what}"),
        }
    }

    fn left_out(&mut self, what: &str, reason: &str) {
        self.tell(&format!("{what}: {reason}"));
    }

    fn done(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
