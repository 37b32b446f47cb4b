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
        /// Decided in a meeting not to be done, and the decision published.
        Decided = "decided",
        /// 办理中: a published decision or the branch itself has it done.
        InWork = "in_work",
        /// 待回访: the result is published, and residents have the word.
        Appraisal = "appraisal",
        /// 重新办理: not solved, or deferred until now; an agenda may take it again.
        Returned = "returned",
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
    /// 不办: the decision not to do it is published.
    Decide,
    /// A decision that has something done is published.
    Begin,
    /// 直接办理, by the branch without a meeting.
    Handle,
    /// 实施结果公开
    PublishResult,
    /// Residents say that it is not solved.
    Reopen,
    /// 办结: nobody brought it back as long as residents had the word.
    Close,
    /// The day has come to which it was deferred.
    Return,
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
            Step::Begin | Step::Handle => Status::InWork,
            Step::PublishResult => Status::Appraisal,
            Step::Reopen | Step::Return => Status::Returned,
            Step::Close => Status::Closed,
            Step::Defer => Status::Deferred,
        }
    }
}

impl Status {
    /// The life cycle: whether a step is possible from here; where it [leads](Step::leads_to)
    /// depends on the step alone.
    pub fn allows(self, step: Step) -> Result<(), Refusal> {
        let allowed = match step {
            Step::Accept => matches!(self, Status::Filed),
            Step::Decline => matches!(self, Status::Filed | Status::Returned),
            Step::Withdraw | Step::Handle => matches!(
                self,
                Status::Filed | Status::Accepted | Status::Deferred | Status::Returned
            ),
            Step::Lock => matches!(self, Status::Accepted | Status::Deferred | Status::Returned),
            Step::Decide | Step::Begin | Step::Defer => matches!(self, Status::OnAgenda),
            Step::PublishResult => matches!(self, Status::InWork),
            Step::Reopen | Step::Close => matches!(self, Status::Appraisal),
            Step::Return => matches!(self, Status::Deferred),
        };
        if allowed {
            Ok(())
        } else {
            Err(Refusal::IssueIs(self))
        }
    }

    /// Whether its reporter can add facts: as long as anything may come of it.
    pub fn takes_facts(self) -> bool {
        match self {
            Status::Filed
            | Status::Accepted
            | Status::OnAgenda
            | Status::Deferred
            | Status::Decided
            | Status::InWork
            | Status::Appraisal
            | Status::Returned => true,
            Status::Declined | Status::Withdrawn | Status::Closed => false,
        }
    }

    /// Whether people can second it, and take it back. Not while counts are frozen, nor once the
    /// matter is settled.
    pub fn open_for_seconds(self) -> bool {
        match self {
            Status::Filed | Status::Accepted | Status::Deferred | Status::Returned => true,
            Status::OnAgenda
            | Status::Decided
            | Status::InWork
            | Status::Appraisal
            | Status::Declined
            | Status::Withdrawn
            | Status::Closed => false,
        }
    }
}
