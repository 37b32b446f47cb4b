//! What is read about issues. Filled by the store; lists are carried to the browser as they are,
//! and kept there for reading offline.

use serde::{Deserialize, Serialize};

use super::{Category, Discretion, Issue, Status, Support};
use crate::complaint::HiddenView;
use crate::meeting::DecisionKind;
use crate::place::{Place, Point};
use crate::work::{ReferralView, TaskView, WorkView};
use crate::{BuildingId, IssueId, PhotoId, Text, TextId, Timestamp, Trace};

/// Issues on one page of the feed.
pub const FEED_PAGE: u32 = 20;

/// How the feed is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedOrder {
    #[default]
    Newest,
    MostSeconded,
    /// Only what an agenda could take, in the order in which a meeting may go down the list.
    Ranked,
    /// Only what the viewer filed or seconded, newest first.
    Mine,
    /// Only what people can second, and somebody does: first what people of different areas second
    /// together ([`CommonGround`](crate::figures::CommonGround)).
    Common,
}

impl FeedOrder {
    /// All, as they are offered.
    pub const ALL: [FeedOrder; 5] = [
        FeedOrder::Newest,
        FeedOrder::MostSeconded,
        FeedOrder::Ranked,
        FeedOrder::Mine,
        FeedOrder::Common,
    ];

    /// The code in addresses, where the usual order needs none.
    pub fn code(self) -> &'static str {
        match self {
            FeedOrder::Newest => "",
            FeedOrder::MostSeconded => "seconds",
            FeedOrder::Ranked => "ranked",
            FeedOrder::Mine => "mine",
            FeedOrder::Common => "common",
        }
    }

    /// The order with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// Which issues the feed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct FeedFilter {
    pub category: Option<Category>,
    pub status: Option<Status>,
}

/// One page of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct FeedQuery {
    pub order: FeedOrder,
    pub filter: FeedFilter,
    /// Words that title and text must contain between them, all of them: up to eight, of up to 60
    /// characters; more is not looked for. However they are typed they are the same
    /// ([`fold`](crate::fold)).
    #[serde(default)]
    pub words: String,
    /// Nearest first from here, instead of the order's own; issues without a place come last.
    #[serde(default)]
    pub near: Option<Near>,
    /// Where the page before ended: [`Feed::next`].
    pub after: Option<String>,
}

/// Where somebody stands, in millionths of a degree (a tenth of a metre). Whole numbers, so that it
/// can stand in an address and the same place is the same query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Near {
    pub lat: i32,
    pub lon: i32,
}

impl Near {
    /// The code in addresses: `31412345,121254321`.
    pub fn code(self) -> String {
        format!("{},{}", self.lat, self.lon)
    }

    /// The place with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let (lat, lon) = code.split_once(',')?;
        Some(Self {
            lat: lat.parse().ok()?,
            lon: lon.parse().ok()?,
        })
    }

    /// The point on the globe that it means, whatever an address says.
    pub fn point(self) -> Point {
        Point {
            lat: (f64::from(self.lat) / 1e6).clamp(-90.0, 90.0),
            lon: (f64::from(self.lon) / 1e6).clamp(-180.0, 180.0),
        }
    }
}

impl From<Point> for Near {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "180 millions fit; what is no point on the globe is cut off"
    )]
    fn from(at: Point) -> Self {
        Self {
            lat: (at.lat * 1e6).round() as i32,
            lon: (at.lon * 1e6).round() as i32,
        }
    }
}

/// An issue in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueCard {
    pub id: IssueId,
    pub number: u32,
    pub title: String,
    pub category: Category,
    pub status: Status,
    /// What was decided, once published.
    pub decision: Option<DecisionKind>,
    pub filed_at: Timestamp,
    pub seconds: u32,
    /// The viewer has seconded it.
    pub seconded: bool,
    pub photo: Option<PhotoId>,
    pub building_name: String,
}

/// So many that somebody looks for are counted.
pub const COUNTED: u32 = 1_000;

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub cards: Vec<IssueCard>,
    /// All that match, on all pages. Where words are looked for, or one's own issues, those beyond
    /// [`COUNTED`] are not counted: it is one more then.
    pub total: u32,
    /// For [`FeedQuery::after`]; `None` on the last page.
    pub next: Option<String>,
}

/// Everything on an issue's own page, before it is put into words.
#[derive(Debug, Clone, PartialEq)]
pub struct IssueView {
    pub issue: Issue,
    pub text: Text,
    pub area_name: String,
    pub place: Place,
    pub building_name: String,
    pub photos: Vec<PhotoId>,
    /// What the viewer sees of the reporter; empty for imported reports, and where they are not
    /// told.
    pub reporter_nickname: String,
    pub reporter_building: String,
    pub mine: bool,
    /// What is kept from neighbours, and is not in here for them.
    pub discretion: Discretion,
    pub seconded: bool,
    pub decision: Option<DecisionKind>,
    /// The latest work on it, if there was any.
    pub work: Option<WorkView>,
    /// Of work that is being done: its tasks, in the order in which they were added.
    pub tasks: Vec<TaskView>,
    /// Where it went, of work that is being done elsewhere.
    pub referral: Option<ReferralView>,
    pub trace: Trace,
    /// Where it is hidden, for whoever reads it all the same.
    pub hidden: Option<HiddenView>,
}

/// Issues of each kind in [`Own`] at most, and one more where there are more.
pub const OWN_MAX: u32 = 50;

/// What is somebody's own, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// With a result of which they have the word and have not said it.
    pub word: Vec<IssueCard>,
    pub filed: Vec<IssueCard>,
    /// What others filed and they second.
    pub seconded: Vec<IssueCard>,
}

/// Issues on the plan at most.
pub const PLAN_MAX: u32 = 1_000;

/// Issues on the desk at most.
pub const DESK_MAX: u32 = 50;

/// Which of the issues that wait the desk shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskFilter {
    pub category: Option<Category>,
    pub building: Option<BuildingId>,
}

/// The issues that wait to be accepted or declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Of those that match: those without an answer first; of both kinds those that have waited
    /// longest.
    pub first: Vec<Waiting>,
    /// How many match.
    pub total: u32,
    /// Those that have come back, because they are not solved or were deferred until now; the
    /// oldest first, at most [`DESK_MAX`].
    #[serde(default)]
    pub returned: Vec<IssueCard>,
    /// The categories of all that wait, with how many of each wait; most first.
    pub categories: Vec<(Category, u32)>,
    /// The buildings at which issues wait, with their names and how many wait at each; in the
    /// plan's order.
    pub buildings: Vec<(BuildingId, String, u32)>,
    /// How many issues somebody complained about, or whose authors have appealed.
    #[serde(default)]
    pub complaints: u32,
}

/// An issue that waits to be accepted or declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub card: IssueCard,
    /// The branch has said something, and neither accepted nor declined it.
    pub answered: bool,
    /// Its words as they are now, of which these are the body.
    pub text: TextId,
    pub body: String,
    pub support: Support,
}
