//! The journal in a file of its own: exported for whoever supervises, and verified by whoever has a
//! printed agenda, on any machine.
//!
//! The first line says whose journal it is; each further one is a row with its hash, as
//! `domain::journal` writes it. There are no words, names or places in it: these are kept apart.

use std::fmt;

use domain::hex::sha256_hex;
use domain::journal::{Head, Row};
use domain::{CommunityId, Event};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The form of the file; raised when it changes.
pub const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opening {
    pub format: u32,
    pub community: CommunityId,
    /// Where it stands in addresses. Nothing is computed from it.
    pub slug: String,
}

/// Any other line.
#[derive(Deserialize)]
struct Line<'l> {
    number: u32,
    #[serde(borrow)]
    command: std::borrow::Cow<'l, str>,
    at: i64,
    actor: Option<std::borrow::Cow<'l, str>>,
    role: Option<std::borrow::Cow<'l, str>>,
    event: &'l RawValue,
    hash: std::borrow::Cow<'l, str>,
}

/// What is said about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds the agenda that was printed, and everything up to that agenda is as it was then.
    Vouched {
        /// The meeting whose agenda it is.
        meeting: u32,
        /// The last row that the fingerprint vouches for.
        up_to: u32,
        /// Rows of the file.
        rows: u32,
    },
    /// This line of the file, from 1, is no such line.
    Unreadable { line: usize },
    /// This row was changed, or is not the one after the row before it.
    Changed { row: u32 },
    /// Its chain is whole, and yet it is another journal than the one that the agenda was locked
    /// in: something up to this row was changed, and everything after it written anew.
    Another { row: u32 },
    /// No agenda in it has this fingerprint.
    NotFound,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vouched {
                meeting,
                up_to,
                rows,
            } => {
                writeln!(
                    f,
                    "This journal has the agenda of meeting {meeting} that was printed. Rows 1 to {up_to} are what they were \
                     when it was locked."
                )?;
                write!(
                    f,
                    "The chain of all {rows} rows is whole; those after row {up_to} will be vouched for by the next agenda."
                )
            }
            Self::Unreadable { line } => {
                write!(f, "Line {line} of the file is no row of a journal.")
            }
            Self::Changed { row } => write!(
                f,
                "Row {row} does not fit the one before it: one of them was changed, or rows are missing."
            ),
            Self::Another { row } => write!(
                f,
                "This is not the journal that the agenda was locked in: something in rows 1 to {row} is not as it was then."
            ),
            Self::NotFound => write!(
                f,
                "No agenda with this fingerprint is in the file. Compare the fingerprint with the paper, and the file's community."
            ),
        }
    }
}

/// Follows the chain of an exported journal, and looks whether the agenda with this fingerprint
/// vouches for it.
pub fn verify(text: &str, fingerprint: &str) -> Verdict {
    let mut lines = text.lines().zip(1..);
    let opening = lines
        .next()
        .and_then(|(line, _)| serde_json::from_str::<Opening>(line).ok())
        .filter(|opening| opening.format == FORMAT);
    let Some(opening) = opening else {
        return Verdict::Unreadable { line: 1 };
    };
    let mut heads = vec![Head::of_nothing(opening.community)];
    let mut found = None;
    for (text, number) in lines {
        let Ok(line) = serde_json::from_str::<Line<'_>>(text) else {
            return Verdict::Unreadable { line: number };
        };
        let before = &heads[heads.len() - 1];
        let row = before.number + 1;
        let next = before.after(&Row {
            number: row,
            command: &line.command,
            at: line.at,
            actor: line.actor.as_deref(),
            role: line.role.as_deref(),
            event: line.event.get(),
        });
        if line.number != row || line.hash != next.hash {
            return Verdict::Changed { row };
        }
        heads.push(next);
        if let Ok(Event::AgendaLocked { document, .. }) = serde_json::from_str(line.event.get())
            && sha256_hex(&document) == fingerprint
        {
            found = Some(document);
        }
    }
    let document = found.as_deref().map(serde_json::from_str);
    let Some(Ok(document)) = document else {
        return Verdict::NotFound;
    };
    let document: domain::agenda::document::Document = document;
    let up_to = document.journal.number;
    if heads.get(up_to as usize) != Some(&document.journal) {
        return Verdict::Another { row: up_to };
    }
    Verdict::Vouched {
        meeting: document.number,
        up_to,
        rows: heads[heads.len() - 1].number,
    }
}
