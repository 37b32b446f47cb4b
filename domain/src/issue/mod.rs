//! An issue (议题): filed by a resident, seconded by neighbours, answered by the branch.

mod answer;
mod behalf;
mod black_out;
mod category;
mod discretion;
mod filing;
mod import;
mod often;
mod second;
mod station;
mod status;
mod view;

use crate::place::Area;
use crate::{Date, IssueId, PersonId, Refusal, State, TextId, Timestamp};

pub use answer::{AcceptIssue, AnswerIssue, DeclineIssue, MINUTES, ReviseIssue};
pub(crate) use answer::{accept, answer, check_minutes, decline, revise};
pub(crate) use behalf::take_back_on_behalf;
pub use behalf::{
    Door, ENTERED_MAX, EnteredSecond, Neighbour, OPEN_ISSUES_MAX, OnBehalf, OpenIssue, OpenIssues,
    TakeBackOnBehalf,
};
pub use black_out::BlackOut;
pub(crate) use black_out::black_out;
pub use category::Category;
pub(crate) use discretion::choose;
pub use discretion::{ChooseDiscretion, Discretion};
pub use filing::{
    ADDED_MAX, AddFacts, EditIssue, FileIssue, PHOTOS_MAX, WithdrawIssue, check_facts,
    check_filing, check_words,
};
pub(crate) use filing::{add_facts, check_photos, edit, file, withdraw};
pub use import::ImportReport;
pub(crate) use import::import;
pub(crate) use often::check_complained;
pub use often::{
    COMPLAINTS_A_DAY, FILED_A_DAY, FILED_A_DAY_BY_HOUSEHOLD, Filing, HIDDEN_MAX, HIDDEN_WITHIN,
    PAUSED_FOR,
};
pub use second::{Second, SecondOnBehalf, Support};
pub(crate) use second::{second, second_on_behalf, take_back};
pub use station::{Station, Way};
pub use status::{Status, Step};
pub use view::{
    COUNTED, DESK_MAX, Desk, DeskFilter, FEED_PAGE, Feed, FeedFilter, FeedOrder, FeedQuery,
    IssueCard, IssueView, Near, OWN_MAX, Own, PLAN_MAX, Waiting,
};

/// What rules need to know of an issue.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    /// Nobody for imported reports.
    pub reporter: Option<PersonId>,
    pub category: Category,
    /// Its words as they are now.
    pub text: TextId,
    /// Whom it affects.
    pub area: Area,
    /// Minutes that it needs in a meeting.
    pub minutes: u32,
    /// Danger to life or property: it bypasses all ranking.
    pub urgent: bool,
    pub filed_at: Timestamp,
    /// The branch has accepted, declined or answered it.
    pub answered: bool,
    /// When a deferred issue comes back.
    pub review_on: Option<Date>,
    pub support: Support,
    /// How many agendas were locked without it, although they could have taken it, since it was
    /// last on one.
    pub passed_over: u32,
    /// How often its reporter has added facts.
    pub added: u32,
    /// The committee has hidden it.
    pub hidden: bool,
}

impl Issue {
    /// An issue with nothing but its beginning.
    pub fn new(
        id: IssueId,
        number: u32,
        category: Category,
        text: TextId,
        status: Status,
        filed_at: Timestamp,
    ) -> Self {
        Self {
            id,
            number,
            status,
            reporter: None,
            category,
            text,
            area: Area::Estate,
            minutes: category.default_minutes(),
            urgent: false,
            filed_at,
            answered: false,
            review_on: None,
            support: Support::default(),
            passed_over: 0,
            added: 0,
            hidden: false,
        }
    }

    /// Whether it may stand on an agenda at all, even before its review date.
    pub fn can_be_listed(&self) -> bool {
        !self.hidden && self.status.allows(Step::Lock).is_ok()
    }

    /// Whether an agenda of a meeting on `day` may take it.
    pub fn eligible(&self, day: Date) -> bool {
        if self.hidden {
            return false;
        }
        match self.status {
            Status::Accepted | Status::Returned => true,
            Status::Deferred => self.review_on.is_none_or(|review| review <= day),
            Status::Filed
            | Status::Declined
            | Status::Withdrawn
            | Status::OnAgenda
            | Status::Decided
            | Status::InWork
            | Status::Appraisal
            | Status::Closed => false,
        }
    }
}

/// The issue, as long as it is not hidden.
pub(crate) fn find_shown(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    let issue = find(state, id)?;
    if issue.hidden {
        Err(Refusal::IssueHidden)
    } else {
        Ok(issue)
    }
}

pub(crate) fn find(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    state.issues.get(&id).ok_or(Refusal::NotFound)
}
