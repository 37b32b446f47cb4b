//! What this phone knows beside the server's answers: whether the network is there, what waits to
//! be sent, whether a new version is ready. On the server all of it is simply quiet.

use domain::{CommandId, IssueId, Refusal, Timestamp, Waits};
use leptos::prelude::*;

use crate::send::Answer;

/// The phone's state, for every component.
#[derive(Debug, Clone, Copy)]
pub struct Phone {
    /// Since when the copy on screen is on the phone; `None` while the server answers.
    pub copy_from: RwSignal<Option<Timestamp>>,
    /// What waits to be sent, in order.
    pub outbox: RwSignal<Vec<Waiting>>,
    /// The last thing that was heard of the outbox.
    pub sent: RwSignal<Option<Sent>>,
    /// A new version of the app is ready.
    pub update: RwSignal<bool>,
    /// The browser offers to put the app on the home screen.
    pub install: RwSignal<bool>,
    /// The inbox was looked at since this page was loaded.
    pub inbox_seen: RwSignal<bool>,
    /// A short message at the bottom of the screen.
    pub toast: RwSignal<Option<String>>,
}

/// A command that waits on this phone. The command itself is kept beside, as it will be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    pub id: CommandId,
    pub what: Queued,
    /// What people recognise it by.
    pub title: String,
    /// The words of a report or of a decision.
    pub body: String,
    pub has_photo: bool,
    pub at: Timestamp,
    /// The server's no, if it said no; then it waits for the person instead of the network.
    pub refusal: Option<Refusal>,
}

/// What pages need to know of a command that waits: which kind, and about which issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    pub kind: Waits,
    pub issue: IssueId,
}

impl Queued {
    /// Whether it seconds this issue, or takes the second back.
    pub fn wants_second(self, id: IssueId) -> Option<bool> {
        let wants = match self.kind {
            Waits::Second => Some(true),
            Waits::TakeBackSecond => Some(false),
            Waits::FileIssue
            | Waits::EnterDecision
            | Waits::AddFacts
            | Waits::ReportProgress
            | Waits::Appraise => None,
        };
        wants.filter(|_| self.issue == id)
    }
}

/// What became of one sending from the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    pub id: CommandId,
    pub what: Queued,
    /// `None`: the server was not reached or could not; it still waits.
    pub answer: Option<Answer>,
}

impl Phone {
    /// Makes the phone's state and provides it to all components below.
    pub fn provide() -> Self {
        let phone = Self {
            copy_from: RwSignal::new(None),
            outbox: RwSignal::new(vec![]),
            sent: RwSignal::new(None),
            update: RwSignal::new(false),
            install: RwSignal::new(false),
            inbox_seen: RwSignal::new(false),
            toast: RwSignal::new(None),
        };
        provide_context(phone);
        phone
    }

    /// The phone's state.
    pub fn get() -> Self {
        expect_context()
    }
}
