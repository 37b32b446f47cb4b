//! `twoline agenda`: the rules of `domain::agenda` on files, for whoever wants to check them.

mod case;
mod pabulib;
pub mod rank;
pub mod verify;

use std::path::Path;

use domain::agenda::{Ballot, Election, Fraction, Malformed, Raise, whole};

/// What a file says, with its own names for things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub election: Election,
    /// What the file calls each issue, in the order of the issues of `election`.
    pub issues: Vec<Named>,
    /// By how much purses are raised in each round if nobody says otherwise.
    pub step: Raise,
    /// What was passed over though it looks like a mistake.
    pub notes: Vec<Mistake>,
}

/// An issue as the file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    /// In words, where the file has any.
    pub title: String,
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    pub what: String,
}

impl Mistake {
    fn new(line: usize, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { line, what }
    }
}

/// Reads what a file holds: JSON where its name ends so, otherwise Pabulib's format.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Case, Mistake> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = String::from_utf8_lossy(before).matches('\n').count();
        Mistake::new(line + 1, "this is not UTF-8 text")
    })?;
    // Spreadsheets put a mark before the first character.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        case::read(text)
    } else {
        pabulib::read(text)
    }
}

/// The election of what was read. Numbers below zero are found by the readers, which know their
/// lines.
fn election(
    minutes: Fraction,
    costs: Vec<Fraction>,
    ballots: Vec<Ballot>,
) -> Result<Election, Mistake> {
    Election::new(minutes, costs, ballots).map_err(|malformed| {
        let what = match malformed {
            Malformed::Minutes => "the minutes are less than none".to_owned(),
            Malformed::Issue(at) => format!("item {} needs less than no minutes", at + 1),
            Malformed::Ballot(at) => format!("ballot {} is of no use", at + 1),
        };
        Mistake::new(1, what)
    })
}

fn one() -> Raise {
    Raise::new(whole(1)).expect("one is more than nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_text_says_in_which_line() {
        let fault = read("x.pb".as_ref(), b"META\nkey;value\nunit;\xffwiecie\n").map(|_| ());
        assert_eq!(fault, Err(Mistake::new(3, "this is not UTF-8 text")));
    }

    #[test]
    fn the_name_of_a_file_tells_its_format() {
        let json = b"\xef\xbb\xbf{\"budget\": 1, \"items\": [], \"ballots\": [{\"approves\": []}]}";
        assert!(read("x.json".as_ref(), json).is_ok());
        assert!(read("x.pb".as_ref(), json).is_err());
    }
}
