//! A meeting of the branch: its agenda is drafted, changed by hand with reasons, locked, printed,
//! and comes back with decisions.

mod decision;
mod draft;
mod line;
mod lock;
mod placing;
mod proposal;
mod ranking;
mod view;
mod why;

use std::collections::BTreeSet;

use crate::codes::codes;
use crate::{IssueId, MeetingId, Refusal, State, Timestamp};

pub use decision::{
    DateMeans, Decision, DecisionKind, EnterDecision, EnteredDecision, Ground, HANDS_MAX, Votes,
};
pub(crate) use decision::{enter_decision, publish};
pub use draft::{
    ChangeItem, CreateMeeting, DraftChange, DraftItem, MEETING_MINUTES, MOVES_MAX, Move, MoveItems,
};
pub(crate) use draft::{
    add_item, change, create, drop_item, fill, move_item, move_items, set_minutes,
};
pub use line::{Line, Purse};
pub use lock::Carried;
pub(crate) use lock::{add_supplement, lock, take_document};
pub use proposal::{Proposal, propose};
pub use ranking::ranking;
pub use view::{
    CHANGES_MAX, Decided, DraftAfter, History, ItemView, LastMeeting, MEETINGS_PAGE, MeetingCard,
    MeetingView, Meetings, NextMeeting, UNLISTED_MAX, Unlisted,
};
pub use why::{Given, NotListed, PAYERS_MIN, Shares, Shortfall, Why};

codes! {
    /// Which body meets, in the order in which it is offered.
    pub enum Kind {
        /// 支委会
        BranchCommittee = "branch_committee",
        /// 支部党员大会
        Members = "members",
        /// 听证会
        Hearing = "hearing",
        /// 协调会
        Coordination = "coordination",
        /// 评议会
        Appraisal = "appraisal",
        /// 居民会议
        Residents = "residents",
    }
}

impl Kind {
    /// Whether it decides by votes. A hearing hears, a coordination meeting looks for what all can
    /// live with, an appraisal rates: hands that are raised there are counted and bind nobody.
    pub fn votes(self) -> bool {
        match self {
            Kind::BranchCommittee | Kind::Members | Kind::Residents => true,
            Kind::Hearing | Kind::Coordination | Kind::Appraisal => false,
        }
    }
}

codes! {
    /// Where a meeting's agenda stands.
    pub enum Status {
        /// Being prepared; only whoever prepares meetings sees its items.
        Draft = "draft",
        /// Counts are frozen, everybody sees it, it can be printed; decisions are being entered.
        Locked = "locked",
        /// 决议公开: its decisions are public.
        Published = "published",
    }
}

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub issue: IssueId,
    pub minutes: u32,
    pub why: Why,
    /// Entered from paper.
    pub decision: Option<EnteredDecision>,
}

impl Item {
    /// An item without a decision.
    pub fn new(issue: IssueId, minutes: u32, why: Why) -> Self {
        Self {
            issue,
            minutes,
            why,
            decision: None,
        }
    }
}

impl From<&DraftItem> for Item {
    fn from(item: &DraftItem) -> Self {
        Self::new(item.issue, item.minutes, item.why)
    }
}

/// A meeting with its agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub number: u32,
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub venue: String,
    /// Minutes that it has for items.
    pub minutes: u32,
    pub status: Status,
    /// Raised by every change.
    pub version: u32,
    /// In the order of the agenda.
    pub items: Vec<Item>,
    /// Somebody has moved an item since the draft was last filled in the rule's own order.
    pub moved: bool,
    /// Dropped from the draft by hand, with a written reason: filling again does not bring them
    /// back.
    pub dropped: BTreeSet<IssueId>,
}

impl Meeting {
    /// A meeting whose draft is empty.
    pub fn new(
        id: MeetingId,
        number: u32,
        kind: Kind,
        starts_at: Timestamp,
        venue: &str,
        minutes: u32,
    ) -> Self {
        Self {
            id,
            number,
            kind,
            starts_at,
            venue: venue.to_owned(),
            minutes,
            status: Status::Draft,
            version: 1,
            items: vec![],
            moved: false,
            dropped: BTreeSet::new(),
        }
    }
}

/// A meeting whose agenda stands where a command needs it.
fn find(state: &State, id: MeetingId, status: Status) -> Result<&Meeting, Refusal> {
    let meeting = state.meetings.get(&id).ok_or(Refusal::NotFound)?;
    if meeting.status == status {
        Ok(meeting)
    } else {
        Err(Refusal::MeetingIs(meeting.status))
    }
}

/// Only whoever looks at the agenda as it is may change it.
fn find_version(
    state: &State,
    id: MeetingId,
    version: u32,
    status: Status,
) -> Result<&Meeting, Refusal> {
    let meeting = find(state, id, status)?;
    if meeting.version == version {
        Ok(meeting)
    } else {
        let version = meeting.version;
        Err(Refusal::AgendaChanged { version })
    }
}
