//! What others see of a PDF: poppler's programs, which `scripts/setup test` installs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A PDF on disk.
pub struct Pdf {
    pub path: PathBuf,
}

impl Pdf {
    /// Kept below `target/tmp`, to be looked at.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
        std::fs::write(&path, bytes).expect("writes");
        Self { path }
    }

    /// All text, page by page, in the order of the document.
    pub fn pages(&self) -> Vec<String> {
        let text = self.run("pdftotext", &["-raw"], &["-"]);
        let mut pages: Vec<String> = text.split('\x0c').map(str::to_owned).collect();
        pages.pop();
        pages
    }

    /// The text of all pages between head and foot, in the order of the document.
    pub fn bodies(&self, working: bool) -> String {
        // A4 is 842 points high, of which 105 are above the text and 99 below; of what is worked
        // with in the room 91 and 57.
        let (top, high) = if working {
            ("87", "700")
        } else {
            ("100", "648")
        };
        let area = ["-x", "0", "-y", top, "-W", "596", "-H", high];
        self.run("pdftotext", &[&["-raw"], &area[..]].concat(), &["-"])
    }

    /// Every word with its rectangle (left, top, right, bottom), in points, and its page, from 1.
    pub fn words(&self) -> Vec<(u32, [f64; 4], String)> {
        let text = self.run("pdftotext", &["-bbox"], &["-"]);
        let mut page = 0;
        let mut words = vec![];
        for line in text.lines() {
            let line = line.trim();
            if line.starts_with("<page ") {
                page += 1;
            }
            if let Some(word) = line.strip_prefix("<word ") {
                let mut parts = word.split('"');
                let mut side = || {
                    parts.next();
                    parts.next().expect("a side").parse().expect("a number")
                };
                let rectangle = [side(), side(), side(), side()];
                let text = word.split_once('>').expect("text").1;
                words.push((page, rectangle, text.trim_end_matches("</word>").to_owned()));
            }
        }
        words
    }

    /// Lines of `pdffonts`: name, type, encoding, and whether it is embedded, a subset, and has a
    /// way back to text.
    pub fn fonts(&self) -> Vec<String> {
        let text = self.run("pdffonts", &[], &[]);
        text.lines().skip(2).map(str::to_owned).collect()
    }

    /// The title of the whole file.
    pub fn title(&self) -> String {
        let text = self.run("pdfinfo", &[], &[]);
        let title = text.lines().find_map(|line| line.strip_prefix("Title:"));
        title.unwrap_or_default().trim().to_owned()
    }

    /// How many elements of a kind its structure has, by which it is read aloud.
    pub fn structure(&self, kind: &str) -> usize {
        let text = self.run("pdfinfo", &["-struct"], &[]);
        let kinds = text.lines().map(|line| line.trim().split(' ').next());
        kinds.filter(|found| *found == Some(kind)).count()
    }

    fn run(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(program)
            .args(before)
            .arg(&self.path)
            .args(after)
            .output();
        let output = output.unwrap_or_else(|cause| {
            panic!("{program} cannot be started ({cause}); `scripts/setup test` installs it")
        });
        assert!(output.status.success(), "{program}: {output:?}");
        // What reads structures aloud writes some names in another encoding.
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
