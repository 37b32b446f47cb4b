//! The life of an issue.

use crate::Refusal;
use crate::codes::codes;

codes! {
    /// Where an issue stands, in the order of an issue's life.
    pub enum Status {
        /// 待受理: visible and open for seconds.
        Filed = "filed",
        /// 已受理: an agenda may take it.
        Accepted = "accepted",
        /// 已列议程: on a locked agenda, its counts frozen.
        OnAgenda = "on_agenda",
        /// Decided in a meeting, and the decision published.
        Decided = "decided",
        /// 暂缓: comes back on its review date.
        Deferred = "deferred",
        /// 不予受理, with a reason.
        Declined = "declined",
        /// Taken back by whoever reported it.
        Withdrawn = "withdrawn",
        /// 办结
        Closed = "closed",
    }
}

/// A step in an issue's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 受理, by the branch.
    Accept,
    /// 不予受理, by the branch.
    Decline,
    /// Taken back by whoever reported it.
    Withdraw,
    /// 已列议程: an agenda with it is locked.
    Lock,
    /// A decision other than to defer it is published.
    Decide,
    /// 暂缓: the decision to defer it is published.
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
    /// The life cycle: whether a step is possible from here; where it [leads](Step::leads_to)
    /// depends on the step alone.
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

    /// Whether its reporter can add facts: as long as anything may come of it.
    pub fn takes_facts(self) -> bool {
        match self {
            Status::Filed
            | Status::Accepted
            | Status::OnAgenda
            | Status::Deferred
            | Status::Decided => true,
            Status::Declined | Status::Withdrawn | Status::Closed => false,
        }
    }

    /// Whether people can second it, and take it back. Not once counts are frozen or the matter is
    /// settled.
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
