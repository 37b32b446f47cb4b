//! The arguments of `twoline agenda`, and what they do.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::Language;
use domain::agenda::{Raise, parse_fraction};

use crate::agenda::rank::Order;
use crate::agenda::verify::{Verdict, fingerprint, text, verify};
use crate::agenda::{rank, read};
use crate::error::Error;

/// What can be done with a file.
#[derive(Debug, Subcommand)]
pub enum Agenda {
    /// The items that a rule chooses from a file, in order, each with its reason.
    Rank(Rank),
    /// Whether a document is that of a printed agenda: computes the agenda again. The exit code is
    /// 1 if not.
    Verify(Verify),
}

/// The arguments of `rank`.
#[derive(Debug, Args)]
pub struct Rank {
    /// An election: Pabulib's format, or JSON if its name ends in .json.
    file: PathBuf,
    #[arg(long, value_enum, default_value = "equal-shares")]
    rule: Order,
    /// By how much every purse is raised in each round of equal shares, like 1, 0.5 or 1/200.
    /// Default: for JSON one minute for all together, else 1.
    #[arg(long, value_parser = step)]
    step: Option<Raise>,
    /// Print JSON, fractions exact.
    #[arg(long)]
    json: bool,
}

/// The arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The document, as downloaded.
    file: PathBuf,
    /// The fingerprint on page 1 of the printed agenda.
    #[arg(long, value_parser = typed_fingerprint)]
    fingerprint: String,
}

pub(super) fn typed_fingerprint(text: &str) -> Result<String, String> {
    fingerprint(text).ok_or_else(|| "a fingerprint has 64 digits, 0 to 9 and a to f".to_owned())
}

fn step(text: &str) -> Result<Raise, String> {
    let step = parse_fraction(text).and_then(Raise::new);
    step.ok_or_else(|| "write a number above 0, like 1, 0.5 or 1/200".to_owned())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|cause| Error::Unreadable {
        path: path.to_owned(),
        cause,
    })
}

impl Agenda {
    /// Does what was asked for.
    pub fn run(self) -> Result<ExitCode, Error> {
        match self {
            Agenda::Rank(rank) => rank.run(),
            Agenda::Verify(verify) => verify.run(),
        }
    }
}

impl Verify {
    fn run(self) -> Result<ExitCode, Error> {
        match verify(&bytes(&self.file)?, &self.fingerprint, Language::English) {
            Verdict::Printed(document) => {
                println!("This is the agenda that was printed, and the rule chooses it again.");
                print!("{}", text(&document));
                return Ok(ExitCode::SUCCESS);
            }
            Verdict::Another(found) => {
                println!(
                    "This is not the agenda that was printed. The file's fingerprint is {found}."
                );
            }
            Verdict::Unsound(what) => {
                println!(
                    "The fingerprint is the printed one, but something is wrong with the document: {what}."
                );
            }
        }
        Ok(ExitCode::FAILURE)
    }
}

impl Rank {
    fn run(self) -> Result<ExitCode, Error> {
        let path = &self.file;
        let case = read(path, &bytes(path)?).map_err(|mistake| Error::Malformed {
            path: path.clone(),
            mistake,
        })?;
        for note in &case.notes {
            eprintln!("{}: {note}", path.display());
        }
        let step = self.step.as_ref().unwrap_or(&case.step);
        let selection = self.rule.choose(&case.election, step);
        if self.json {
            println!("{}", rank::json(&case.issues, self.rule, &selection));
        } else {
            print!(
                "{}",
                rank::text(&case.election, &case.issues, self.rule, &selection)
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
