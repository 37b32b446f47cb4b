//! What pages are shown of what the server has put into words in the reader's language. The types
//! that the store fills can't be sent to a browser, and `said.rs` alone makes these of them: what
//! nobody has worded does not compile.

use domain::issue::{Category, IssueCard, Status, Support};
use domain::meeting::{self, DecisionKind, EnteredDecision, Kind};
use domain::notice::{Subject, WhyMe};
use domain::place::{Area, Place};
use domain::work::WorkView;
use domain::{Earlier, IssueId, MeetingId, PhotoId, Role, Text, TextId, Timestamp};
use serde::{Deserialize, Serialize};

/// A line of a trace, of an agenda's changes or of an inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownEntry {
    pub at: Timestamp,
    pub role: Option<Role>,
    /// What happened.
    pub what: String,
    /// Numbers, dates and reasons that belong to it.
    pub details: Option<String>,
    /// What was written; a title only where it is that of a report.
    pub text: Option<Text>,
    /// Photos that came with it.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
    /// The number of the meeting that it is about.
    pub meeting: Option<u32>,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownFeed {
    pub cards: Vec<IssueCard>,
    /// All that match ([`Feed::total`](domain::issue::Feed::total)).
    pub total: u32,
    /// For [`FeedQuery::after`](domain::issue::FeedQuery::after); `None` on the last page.
    pub next: Option<String>,
    /// The next meeting and until when seconds count for it, as HTML; nothing where there is none,
    /// and on later pages.
    #[serde(default)]
    pub meeting: String,
}

/// Everything on an issue's own page.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownIssue {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    pub category: Category,
    /// Whom it affects.
    pub area: Area,
    /// What that is called; nothing for the whole estate.
    pub area_name: String,
    /// Minutes that it needs in a meeting.
    pub minutes: u32,
    /// Danger to life or property.
    pub urgent: bool,
    pub filed_at: Timestamp,
    /// The branch has accepted, declined or answered it.
    pub answered: bool,
    pub support: Support,
    pub text: Text,
    /// What it is known by: whoever answers names the words that they have read.
    pub text_id: TextId,
    pub place: Place,
    pub building_name: String,
    pub photos: Vec<PhotoId>,
    /// What neighbours see of the reporter; empty for imported reports.
    pub reporter_nickname: String,
    pub reporter_building: String,
    pub mine: bool,
    pub seconded: bool,
    pub decision: Option<DecisionKind>,
    /// Where it stands on its way, and what comes next, as HTML.
    #[serde(default)]
    pub way: String,
    /// Where to complain about it, as HTML.
    #[serde(default)]
    pub foot: String,
    /// The latest work on it, as HTML: who does it and by when, or what residents say of the
    /// result. Nothing where there never was any.
    #[serde(default)]
    pub work: String,
    /// The viewer does that work.
    #[serde(default)]
    pub handles: bool,
    /// The viewer has the word on the result.
    #[serde(default)]
    pub asked: bool,
    /// What they said before, if anything: whether it is solved, and whether they are satisfied.
    #[serde(default)]
    pub word: Option<(bool, bool)>,
    /// A page of it, oldest first.
    pub trace: Vec<ShownEntry>,
    /// What came before that page.
    pub earlier: Option<Earlier>,
}

/// A meeting without its agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingHead {
    pub id: MeetingId,
    pub number: u32,
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub venue: String,
    /// Minutes that it has for items.
    pub minutes: u32,
    pub status: meeting::Status,
    /// Raised by every change.
    pub version: u32,
}

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownItem {
    pub issue: IssueId,
    pub number: u32,
    pub title: String,
    pub minutes: u32,
    /// Why it is there.
    pub why: String,
    /// Who gave how much for it, where the rule asks for that.
    pub gave: Option<String>,
    /// The written reason, if it was added by hand.
    pub reason: Option<String>,
    /// Frozen at lock; live before.
    pub support: Support,
    pub area_name: String,
    pub photos: Vec<PhotoId>,
    /// Entered from paper; shown to all once published.
    pub decision: Option<EnteredDecision>,
    /// Who carries it out, and the words.
    pub decision_text: Option<Text>,
    /// What belongs to the decision, each a few words.
    pub decided: Vec<String>,
}

/// An issue that the agenda could take and does not list; of a locked one, that a supplement could
/// add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownUnlisted {
    pub card: IssueCard,
    pub minutes: u32,
    /// It was dropped from this agenda, with this reason.
    pub dropped: Option<String>,
    /// Why the rule did not take it; nothing where nobody seconds it.
    pub why: Option<String>,
}

/// A meeting's page and the form for its decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownMeeting {
    pub meeting: MeetingHead,
    /// None where the viewer may not see the draft.
    pub items: Vec<ShownItem>,
    /// For whoever prepares the agenda: most seconds first.
    pub unlisted: Vec<ShownUnlisted>,
    /// How many more there are.
    pub more_unlisted: u32,
    /// The latest changes by hand with their reasons and the numbers of their issues, oldest first.
    pub changes: Vec<(ShownEntry, u32)>,
    /// How many came before them.
    pub earlier_changes: u32,
    pub locked_at: Option<Timestamp>,
    /// Who can be made responsible for what is decided, by codes and names; for whoever enters
    /// decisions.
    #[serde(default)]
    pub responsible: Vec<(String, String)>,
    /// Of a draft, for whoever prepares it, where seconds that came since would fill it otherwise:
    /// what would come and go, as HTML.
    pub outdated: Option<String>,
    /// How it was chosen, as HTML.
    pub how: String,
}

/// The page of the work on an issue, for whoever does it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownWork {
    pub id: IssueId,
    pub number: u32,
    pub title: String,
    pub status: Status,
    pub work: Option<WorkView>,
    /// While it is done: who does it and by when, as HTML.
    pub facts: String,
    /// Once its result is published: what residents say of it, as HTML.
    pub tally: String,
    /// Who can be made responsible, by codes and names; for whoever may take an issue on.
    pub responsible: Vec<(String, String)>,
    /// What residents wrote of the result, the newest first.
    pub words: Vec<String>,
}

/// A page of a person's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownInbox {
    /// Newest first.
    pub notices: Vec<ShownNotice>,
    /// Before which notice the next page begins; `None` on the last.
    pub next: Option<u32>,
}

/// One line of a person's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownNotice {
    /// Of the row of the journal that it is about.
    pub number: u32,
    pub entry: ShownEntry,
    pub about: Subject,
    pub why: WhyMe,
    pub unread: bool,
}
