//! The arguments of `twoline agenda`, and what they do.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::agenda::{Rule, Step, parse_fraction};

use super::{choose, rank, read};
use crate::error::Error;

/// What can be done with a file.
#[derive(Debug, Subcommand)]
pub enum Agenda {
    /// The items that a rule chooses from a file, in order, each with its reason.
    Rank(Rank),
}

/// The arguments of `rank`.
#[derive(Debug, Args)]
pub struct Rank {
    /// An election: Pabulib's format, or JSON if its name ends in .json.
    file: PathBuf,
    /// equal-shares, phragmen or votes.
    #[arg(long, default_value = "equal-shares", value_parser = rule)]
    rule: Rule,
    /// By how much every purse is raised in each round of equal shares, like 1, 0.5 or 1/200. Default: for JSON one minute
    /// for all together, else 1.
    #[arg(long, value_parser = step)]
    step: Option<Step>,
    /// Print JSON, fractions exact.
    #[arg(long)]
    json: bool,
}

fn rule(code: &str) -> Result<Rule, String> {
    Rule::from_code(code).ok_or_else(|| "write equal-shares, phragmen or votes".to_owned())
}

fn step(text: &str) -> Result<Step, String> {
    let step = parse_fraction(text).and_then(Step::new);
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
    pub fn run(self) -> Result<(), Error> {
        match self {
            Agenda::Rank(rank) => rank.run(),
        }
    }
}

impl Rank {
    fn run(self) -> Result<(), Error> {
        let path = &self.file;
        let case = read(path, &bytes(path)?).map_err(|fault| Error::Malformed {
            path: path.clone(),
            fault,
        })?;
        for note in &case.notes {
            eprintln!("{}: {note}", path.display());
        }
        let step = self.step.as_ref().unwrap_or(&case.step);
        let outcome = choose(&case.election, self.rule, step);
        if self.json {
            println!("{}", rank::json(&case, self.rule, &outcome));
        } else {
            print!("{}", rank::text(&case, self.rule, &outcome));
        }
        Ok(())
    }
}
