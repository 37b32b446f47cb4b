//! What the store reads about meetings for pages and paper: plain data. Paper is made of it; to
//! browsers it goes in words, as other types.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Decision, EnteredDecision, Kind, Meeting, NotListed, Status, Why};
use crate::agenda::Settings;
use crate::figures::CommonGround;
use crate::issue::{Category, IssueCard, Support};
use crate::place::Place;
use crate::work::Resource;
use crate::{Entry, IssueId, PhotoId, Text, Timestamp, Viewer};

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingCard {
    pub number: u32,
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub venue: String,
    pub status: Status,
    /// Number of items; 0 for whoever may not see the draft.
    pub items: u32,
}

/// The meeting that comes next, or is being held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextMeeting {
    pub card: MeetingCard,
    pub locked_at: Option<Timestamp>,
}

/// Meetings on one page of their list.
pub const MEETINGS_PAGE: u32 = 20;

/// A page of the list of meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    /// The latest first.
    pub cards: Vec<MeetingCard>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// An item with everything its sheet shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemView {
    pub issue: IssueId,
    pub number: u32,
    pub title: String,
    /// Empty for visitors.
    pub body: String,
    pub category: Category,
    pub minutes: u32,
    /// Why it is there.
    pub why: Why,
    /// The written reason, if it was added by hand.
    pub reason: Option<String>,
    /// Frozen at lock; live before.
    pub support: Support,
    pub area_name: String,
    pub place: Place,
    pub building_name: String,
    pub photos: Vec<PhotoId>,
    /// Entered from paper; shown to all once published.
    pub decision: Option<EnteredDecision>,
    /// Who carries it out, and the words.
    pub decision_text: Option<Text>,
}

/// An issue that the agenda could take and does not list; of a locked one, that a supplement could
/// add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    pub card: IssueCard,
    pub minutes: u32,
    /// It was dropped from this agenda, with this reason.
    pub dropped: Option<String>,
    /// Why the rule did not take it; nothing where nobody seconds it.
    pub why: Option<NotListed>,
}

/// Issues off the agenda that are shown at most; nobody looks through more.
pub const UNLISTED_MAX: usize = 100;

/// Changes by hand that are shown at most; each stands in the trace of its issue too.
pub const CHANGES_MAX: usize = 100;

/// What a change of a draft would bring in and throw out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftAfter {
    /// Numbers and titles of issues, in the order of the draft as it is.
    pub leaves: Vec<(u32, String)>,
    /// In the order of the draft as it would be.
    pub comes: Vec<(u32, String)>,
    /// Minutes of all its items then.
    pub used: u32,
    /// Minutes that the meeting would have for them.
    pub minutes: u32,
}

/// A meeting's page, its sheets and the form for its decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingView {
    /// Without items where the viewer may not see the draft.
    pub meeting: Meeting,
    pub items: Vec<ItemView>,
    /// For whoever prepares the agenda: most seconds first, up to [`UNLISTED_MAX`], and all that
    /// were dropped by hand.
    pub unlisted: Vec<Unlisted>,
    /// How many more there are.
    pub more_unlisted: u32,
    /// The latest [`CHANGES_MAX`] changes by hand with their reasons, oldest first.
    pub changes: Vec<(Entry, u32)>,
    /// How many came before them.
    pub earlier_changes: u32,
    pub locked_at: Option<Timestamp>,
    /// Of a draft, for whoever prepares it: whether seconds that came since would fill it
    /// otherwise.
    pub outdated: bool,
    /// How it is made: a draft's are the community's own now.
    pub settings: Settings,
    /// What plain seconds would have chosen instead of the rule: numbers of issues, ascending.
    pub by_seconds: Vec<u32>,
    /// SHA-256 of the document of a locked agenda, in hexadecimal digits.
    pub fingerprint: Option<String>,
    /// The version of the agenda that was locked and stands on paper; what is entered later only
    /// raises the meeting's.
    pub locked_version: Option<u32>,
}

/// What came before a meeting, as far as its papers tell it: of a locked agenda what had come
/// before the lock.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Answers and published decisions about its items, oldest first.
    pub items: BTreeMap<IssueId, Vec<Entry>>,
    /// The last published result of each item's work since the lock, if there is one.
    pub results: BTreeMap<IssueId, Entry>,
    /// What was given for the work on them, and under which names, where there are results.
    pub given: BTreeMap<IssueId, Vec<(Resource, String)>>,
    /// How its items stood in the areas when the agenda was locked; nothing of a draft.
    pub ground: BTreeMap<IssueId, CommonGround>,
    /// The meeting before it whose decisions are published.
    pub last: Option<LastMeeting>,
}

/// A meeting of which the next one asks what became of its decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct LastMeeting {
    pub number: u32,
    /// In the order of its agenda, without what was decided not to be done.
    pub decided: Vec<Decided>,
}

/// What was decided about an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub issue: IssueId,
    pub title: String,
    pub decision: Decision,
    /// Who carries it out, and the words.
    pub text: Option<Text>,
}

impl Status {
    /// Whether a viewer may know of such a meeting at all: visitors hear of it once its agenda is
    /// locked.
    pub fn may_be_known_to(self, viewer: &Viewer) -> bool {
        match self {
            Status::Draft => viewer.is_member(),
            Status::Locked | Status::Published => true,
        }
    }
}
