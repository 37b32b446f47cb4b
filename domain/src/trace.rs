//! What people read of what happened: an issue's trace, the changes of an agenda, an inbox. Each
//! line is an event of the journal without what only the journal needs, so that nobody's id leaves
//! it. The server puts it into words ([`crate::words::trace`]).

use serde::{Deserialize, Serialize};

use crate::issue::Support;
use crate::meeting::{Decision, NotListed, Votes, Why};
use crate::work::{OwnersVote, Resource, Verdict};
use crate::{Date, PhotoId, Role, Text, Timestamp};

/// A row of an issue's trace: what happened, when, the role that signed it, and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub at: Timestamp,
    pub role: Option<Role>,
    pub event: Traced,
    /// What was written: of a report or an edit the text as it then was, of a decision the words
    /// under whoever carries it out, else a body alone.
    pub text: Option<Text>,
    /// The number of the meeting that it is about.
    pub meeting: Option<u32>,
}

/// Entries on one page of a trace.
pub const TRACE_PAGE: u32 = 50;

/// A page of a trace, oldest entry first: the latest, or those before an entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    pub entries: Vec<Entry>,
    pub earlier: Option<Earlier>,
}

/// What came before a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The row of the journal with which the page begins: the one before it ends there.
    pub before: u32,
    /// How many there are.
    pub count: u32,
}

/// What happened, under the name of its [`Event`](crate::Event).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Traced {
    PersonJoined,
    MembershipEnded,
    ReturnPrinted,
    CameBack,
    StrangerReported,
    IssueFiled,
    IssueImported,
    IssueEdited,
    /// With the photos that show it.
    FactsAdded {
        photos: Vec<PhotoId>,
    },
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
    IssueHidden,
    HidingAppealed,
    IssueRestored,
    HidingUpheld,
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
        votes: Option<Votes>,
    },
    WorkBegun {
        due: Date,
    },
    ProgressReported {
        photos: Vec<PhotoId>,
    },
    /// Or not done after all.
    TaskDone {
        done: bool,
    },
    WorkReferred {
        sent: Date,
    },
    ReplyReceived {
        received: Date,
    },
    ResourceOffered {
        resource: Resource,
    },
    OfferAnswered {
        resource: Resource,
        accepted: bool,
    },
    WorkDueChanged {
        due: Date,
    },
    ResultPublished {
        cost: Option<u32>,
        verdict: Option<Verdict>,
        owners: Option<OwnersVote>,
        appraisal_until: Timestamp,
        photos: Vec<PhotoId>,
    },
    IssueReopened {
        by_reporter: bool,
    },
    IssueClosed,
    DeferredReturned,
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
            | Traced::MembershipEnded
            | Traced::ReturnPrinted
            | Traced::CameBack
            | Traced::StrangerReported
            | Traced::IssueFiled
            | Traced::IssueImported
            | Traced::IssueEdited
            | Traced::FactsAdded { .. }
            | Traced::IssueWithdrawn
            | Traced::IssueAccepted { .. }
            | Traced::IssueRevised { .. }
            | Traced::IssueDeclined
            | Traced::IssueAnswered
            | Traced::IssueHidden
            | Traced::HidingAppealed
            | Traced::IssueRestored
            | Traced::HidingUpheld
            | Traced::PassedOver { .. }
            | Traced::ItemLocked { .. }
            | Traced::DecisionPublished { .. }
            | Traced::WorkBegun { .. }
            | Traced::ProgressReported { .. }
            | Traced::TaskDone { .. }
            | Traced::WorkReferred { .. }
            | Traced::ReplyReceived { .. }
            | Traced::ResourceOffered { .. }
            | Traced::OfferAnswered { .. }
            | Traced::WorkDueChanged { .. }
            | Traced::ResultPublished { .. }
            | Traced::IssueReopened { .. }
            | Traced::IssueClosed
            | Traced::DeferredReturned => false,
        }
    }

    /// Whether its words are what was reported, or an answer to that.
    pub fn is_about_words(&self) -> bool {
        matches!(
            self,
            Traced::IssueFiled
                | Traced::IssueImported
                | Traced::IssueEdited
                | Traced::FactsAdded { .. }
                | Traced::IssueWithdrawn
                | Traced::IssueAccepted { .. }
                | Traced::IssueRevised { .. }
                | Traced::IssueDeclined
                | Traced::IssueAnswered
        )
    }

    /// Whether its words are between the author and the committee, whoever sees that it happened.
    pub fn is_about_hiding(&self) -> bool {
        matches!(
            self,
            Traced::IssueHidden
                | Traced::HidingAppealed
                | Traced::IssueRestored
                | Traced::HidingUpheld
        )
    }

    /// The photos that stand with it.
    pub fn photos(&self) -> &[PhotoId] {
        match self {
            Traced::FactsAdded { photos }
            | Traced::ProgressReported { photos }
            | Traced::ResultPublished { photos, .. } => photos,
            Traced::PersonJoined
            | Traced::ReturnPrinted
            | Traced::CameBack
            | Traced::StrangerReported
            | Traced::MembershipEnded
            | Traced::IssueFiled
            | Traced::IssueImported
            | Traced::IssueEdited
            | Traced::IssueWithdrawn
            | Traced::IssueAccepted { .. }
            | Traced::IssueRevised { .. }
            | Traced::IssueDeclined
            | Traced::IssueAnswered
            | Traced::IssueHidden
            | Traced::HidingAppealed
            | Traced::IssueRestored
            | Traced::HidingUpheld
            | Traced::ItemAdded
            | Traced::SupplementAdded { .. }
            | Traced::ItemDropped
            | Traced::ItemMoved { .. }
            | Traced::ItemMinutesSet { .. }
            | Traced::PassedOver { .. }
            | Traced::ItemLocked { .. }
            | Traced::DecisionPublished { .. }
            | Traced::WorkBegun { .. }
            | Traced::TaskDone { .. }
            | Traced::WorkReferred { .. }
            | Traced::ReplyReceived { .. }
            | Traced::ResourceOffered { .. }
            | Traced::OfferAnswered { .. }
            | Traced::WorkDueChanged { .. }
            | Traced::IssueReopened { .. }
            | Traced::IssueClosed
            | Traced::DeferredReturned => &[],
        }
    }

    /// The same with other photos, where it may have some.
    pub fn set_photos(&mut self, there: Vec<PhotoId>) {
        if let Traced::FactsAdded { photos }
        | Traced::ProgressReported { photos }
        | Traced::ResultPublished { photos, .. } = self
        {
            *photos = there;
        }
    }
}
