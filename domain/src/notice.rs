//! Notices (the in-app inbox): who is told of an event, and why. Which events tell whom stands in
//! [`Event::about`](crate::Event::about).

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::{Entry, PersonId};

/// Who is told of an event; whoever caused it never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    #[default]
    Nobody,
    /// Whoever reported its issue.
    Reporter,
    /// Everybody with a live second on its issue, and whoever reported it.
    Supporters,
    /// The other members of this person's household.
    Housemates(PersonId),
    /// This person and the other members of their household.
    Household(PersonId),
    /// Whoever ends memberships.
    Committee,
    /// This person, of what they offered.
    Offered(PersonId),
}

codes! {
    /// Why somebody is told.
    pub enum WhyMe {
        /// They reported the issue.
        Reported = "reported",
        /// They have seconded the issue.
        Seconded = "seconded",
        /// It concerns their household.
        Household = "household",
        /// It is theirs to look into.
        Committee = "committee",
        /// It is their organisation's to do.
        Handles = "handles",
        /// They offered something.
        Offered = "offered",
    }
}

/// What a notice is about, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An issue, by its number and title.
    Issue { number: u32, title: String },
    /// The reader's own household.
    Household,
    /// Whom a household does not know.
    Strangers,
}

/// Notices on one page of an inbox.
pub const INBOX_PAGE: u32 = 50;

/// A page of a person's inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbox {
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Before which notice the next page begins; `None` on the last.
    pub next: Option<u32>,
}

/// One line of a person's inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Of the row of the journal that it is about.
    pub number: u32,
    pub entry: Entry,
    pub about: Subject,
    pub why: WhyMe,
    pub unread: bool,
}
