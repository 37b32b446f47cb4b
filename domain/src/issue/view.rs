//! What pages read about issues. Filled by the store, carried to the browser, kept there for reading offline.

use serde::{Deserialize, Serialize};

use super::{Area, Category, Issue, Status, Support};
use crate::meeting::DecisionKind;
use crate::place::Place;
use crate::{BuildingId, Entry, IssueId, PhotoId, Text, Timestamp};

/// Issues on one page of the feed.
pub const FEED_PAGE: u32 = 20;

/// How the feed is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedOrder {
    #[default]
    Newest,
    MostSeconded,
    /// Only what the viewer filed or seconded, newest first.
    Mine,
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
    /// Where the page before ended: [`Feed::next`].
    pub after: Option<String>,
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
    /// The viewer reported it.
    pub mine: bool,
    pub photo: Option<PhotoId>,
    pub building: Option<BuildingId>,
    pub building_name: String,
}

/// A page of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    pub cards: Vec<IssueCard>,
    /// All that match, on all pages.
    pub total: u32,
    /// For [`FeedQuery::after`]; `None` on the last page.
    pub next: Option<String>,
}

/// Everything on an issue's own page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueView {
    pub issue: Issue,
    pub text: Text,
    pub area: Area,
    pub area_name: String,
    pub place: Place,
    pub building_name: String,
    pub photos: Vec<PhotoId>,
    /// What neighbours see of the reporter; empty for imported reports.
    pub reporter_nickname: String,
    pub reporter_building: String,
    pub mine: bool,
    pub seconded: bool,
    pub decision: Option<DecisionKind>,
    /// Oldest first.
    pub trace: Vec<Entry>,
}

/// An issue that waits for the branch's first answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub card: IssueCard,
    pub body: String,
    pub support: Support,
}
