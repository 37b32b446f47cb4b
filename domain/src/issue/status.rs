//! The life of an issue.

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Where an issue stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 待受理: visible and open for seconds.
    Filed,
    /// 已受理: an agenda may take it.
    Accepted,
    /// 不予受理, with a reason.
    Declined,
    /// Taken back by whoever reported it.
    Withdrawn,
    /// 已列议程: on a locked agenda, its counts frozen.
    OnAgenda,
    /// Decided in a meeting, and the decision published.
    Decided,
    /// 暂缓: comes back on its review date.
    Deferred,
    /// 办结
    Closed,
}

/// A step in an issue's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Accept,
    Decline,
    Withdraw,
    Lock,
    Decide,
    Defer,
}

impl Step {
    /// Where the issue stands after it.
    pub fn leads_to(self) -> Status {
        match self {
            Step::Accept => Status::Accepted,
            Step::Decline => Status::Declined,
            Step::Withdraw => Status::Withdrawn,
            Step::Lock => Status::OnAgenda,
            Step::Decide => Status::Decided,
            Step::Defer => Status::Deferred,
        }
    }
}

impl Status {
    /// All, in the order of an issue's life.
    pub const ALL: [Status; 8] = [
        Status::Filed,
        Status::Accepted,
        Status::OnAgenda,
        Status::Decided,
        Status::Deferred,
        Status::Declined,
        Status::Withdrawn,
        Status::Closed,
    ];

    /// The code in tables and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Status::Filed => "filed",
            Status::Accepted => "accepted",
            Status::Declined => "declined",
            Status::Withdrawn => "withdrawn",
            Status::OnAgenda => "on_agenda",
            Status::Decided => "decided",
            Status::Deferred => "deferred",
            Status::Closed => "closed",
        }
    }

    /// The status with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The life cycle: whether a step is possible from here; where it [leads](Step::leads_to) depends on the step alone.
    pub fn allows(self, step: Step) -> Result<(), Refusal> {
        match (self, step) {
            (Status::Filed, Step::Accept | Step::Decline)
            | (Status::Filed | Status::Accepted | Status::Deferred, Step::Withdraw)
            | (Status::Accepted | Status::Deferred, Step::Lock)
            | (Status::OnAgenda, Step::Decide | Step::Defer) => Ok(()),
            (
                Status::Filed
                | Status::Accepted
                | Status::Declined
                | Status::Withdrawn
                | Status::OnAgenda
                | Status::Decided
                | Status::Deferred
                | Status::Closed,
                Step::Accept
                | Step::Decline
                | Step::Withdraw
                | Step::Lock
                | Step::Decide
                | Step::Defer,
            ) => Err(Refusal::IssueIs(self)),
        }
    }

    /// Whether people can second it, and take it back. Not once counts are frozen or the matter is settled.
    pub fn open_for_seconds(self) -> bool {
        match self {
            Status::Filed | Status::Accepted | Status::Deferred => true,
            Status::OnAgenda
            | Status::Decided
            | Status::Declined
            | Status::Withdrawn
            | Status::Closed => false,
        }
    }
}
