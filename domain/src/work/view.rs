//! What is read about work.

use serde::{Deserialize, Serialize};

use super::{Course, Tally, Word};
use crate::issue::IssueCard;
use crate::{Date, Timestamp};

/// Works on one page of their list.
pub const WORKS_PAGE: u32 = 50;

/// Work on an issue, as its page shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkView {
    pub course: Course,
    /// What whoever is responsible is called; may be empty where others set the time.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// Until when residents have the word; nothing before the result is published.
    pub appraisal_until: Option<Timestamp>,
    pub tally: Tally,
    /// The viewer's own word.
    pub mine: Option<Word>,
    /// The viewer may say it: they reported the issue, or seconded it themselves.
    pub asked: bool,
    /// The viewer does this work: it is their organisation's, or their office's.
    pub handles: bool,
}

/// Whether work is late today: its date has passed.
pub fn is_late(due: Option<Date>, today: Date) -> bool {
    due.is_some_and(|due| due < today)
}

/// Work in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkCard {
    pub card: IssueCard,
    pub course: Course,
    pub owner: String,
    pub due: Option<Date>,
}

/// All that is in work: what is due first comes first, what has no date last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Works {
    /// At most [`WORKS_PAGE`].
    pub cards: Vec<WorkCard>,
    /// How many there are.
    pub total: u32,
    /// How many of them are late.
    pub late: u32,
}
