//! What people read of what happened: an issue's trace, the changes of an agenda, an inbox. Each
//! line is an event of the journal without what only the journal needs, in words of the server's:
//! nobody's id leaves it, and a phone need not know all that can happen.

use serde::{Deserialize, Serialize};

use crate::issue::Support;
use crate::meeting::{Decision, NotListed, Why};
use crate::words::trace as words;
use crate::{Language, Role, Text, Timestamp};

/// A row of an issue's trace: what happened, when, the role that signed it, and its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub at: Timestamp,
    pub role: Option<Role>,
    /// Only on the server.
    #[serde(skip)]
    pub event: Option<Traced>,
    /// What happened, in the reader's language, once somebody answers a reader.
    pub what: String,
    /// Numbers, dates and reasons that belong to it; likewise.
    pub details: Option<String>,
    /// What was written: of a report or an edit the text as it then was, else a body alone.
    pub text: Option<Text>,
    /// The number of the meeting that it is about.
    pub meeting: Option<u32>,
}

/// What happened, under the name of its [`Event`](crate::Event).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Traced {
    PersonJoined,
    IssueFiled,
    IssueImported,
    IssueEdited,
    IssueWithdrawn,
    IssueAccepted {
        minutes: u32,
        urgent: bool,
    },
    IssueRevised {
        minutes: u32,
        urgent: bool,
    },
    IssueDeclined,
    IssueAnswered,
    ItemAdded,
    SupplementAdded {
        number: u32,
    },
    ItemDropped,
    /// Positions count from 1.
    ItemMoved {
        from: u32,
        to: u32,
    },
    ItemMinutesSet {
        from: u32,
        to: u32,
    },
    PassedOver {
        why: NotListed,
    },
    ItemLocked {
        position: u32,
        why: Why,
        support: Support,
    },
    DecisionPublished {
        decision: Decision,
        hands: Option<u32>,
    },
}

impl Traced {
    /// Whether somebody changed an agenda by hand.
    pub fn is_by_hand(&self) -> bool {
        match self {
            Traced::ItemAdded
            | Traced::SupplementAdded { .. }
            | Traced::ItemDropped
            | Traced::ItemMoved { .. }
            | Traced::ItemMinutesSet { .. } => true,
            Traced::PersonJoined
            | Traced::IssueFiled
            | Traced::IssueImported
            | Traced::IssueEdited
            | Traced::IssueWithdrawn
            | Traced::IssueAccepted { .. }
            | Traced::IssueRevised { .. }
            | Traced::IssueDeclined
            | Traced::IssueAnswered
            | Traced::PassedOver { .. }
            | Traced::ItemLocked { .. }
            | Traced::DecisionPublished { .. } => false,
        }
    }
}

impl Entry {
    /// Puts it into words, once.
    pub fn say(&mut self, language: Language) {
        let Some(event) = &self.event else { return };
        self.what = words::what(event, language);
        // With a decision the title names who carries it out.
        let owner = self.text.as_ref().map_or("", |text| text.title.as_str());
        self.details = words::details(event, owner, language);
        if !matches!(event, Traced::IssueFiled | Traced::IssueEdited)
            && let Some(text) = &mut self.text
        {
            text.title.clear();
        }
    }
}
