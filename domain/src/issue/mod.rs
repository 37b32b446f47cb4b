//! An issue (议题): filed by a resident, seconded by neighbours, answered by the branch.

mod view;

use serde::{Deserialize, Serialize};

use crate::field::{BODY_MAX, Check, NAME_MAX, REASON_MAX, TITLE_MAX};
use crate::place::{Place, Plan};
use crate::{
    Actor, BuildingId, Date, Event, Field, HouseholdId, IssueId, Kept, Outcome, PersonId, PhotoId,
    Problem, Receipt, Refusal, State, Text, TextId, Timestamp,
};

pub use view::{
    FEED_PAGE, Feed, FeedFilter, FeedOrder, FeedQuery, IssueCard, IssueView, Near, Waiting,
};

/// What an issue is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Lift,
    Utilities,
    Upkeep,
    Property,
    Parking,
    Safety,
    Sanitation,
    Greening,
    Facilities,
    Noise,
    Neighbours,
    Services,
    Other,
}

impl Category {
    /// All categories, in the order in which they are offered.
    pub const ALL: [Category; 13] = [
        Category::Lift,
        Category::Utilities,
        Category::Upkeep,
        Category::Property,
        Category::Parking,
        Category::Safety,
        Category::Sanitation,
        Category::Greening,
        Category::Facilities,
        Category::Noise,
        Category::Neighbours,
        Category::Services,
        Category::Other,
    ];

    /// The code in tables, forms and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Category::Lift => "lift",
            Category::Utilities => "utilities",
            Category::Upkeep => "upkeep",
            Category::Property => "property",
            Category::Parking => "parking",
            Category::Safety => "safety",
            Category::Sanitation => "sanitation",
            Category::Greening => "greening",
            Category::Facilities => "facilities",
            Category::Noise => "noise",
            Category::Neighbours => "neighbours",
            Category::Services => "services",
            Category::Other => "other",
        }
    }

    /// The category with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Minutes of a meeting that such an issue usually needs; offered when it is accepted.
    pub fn default_minutes(self) -> u32 {
        match self {
            Category::Property | Category::Parking | Category::Neighbours => 20,
            Category::Safety | Category::Facilities | Category::Noise | Category::Services => 15,
            Category::Lift
            | Category::Utilities
            | Category::Upkeep
            | Category::Sanitation
            | Category::Greening
            | Category::Other => 10,
        }
    }
}

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

    /// The life cycle: where a step leads from here, if it is possible.
    pub fn after(self, step: Step) -> Result<Status, Refusal> {
        let next = match (self, step) {
            // Accepting again corrects the minutes.
            (Status::Filed | Status::Accepted, Step::Accept) => Some(Status::Accepted),
            (Status::Filed, Step::Decline) => Some(Status::Declined),
            (Status::Filed | Status::Accepted | Status::Deferred, Step::Withdraw) => {
                Some(Status::Withdrawn)
            }
            (Status::Accepted | Status::Deferred, Step::Lock) => Some(Status::OnAgenda),
            (Status::OnAgenda, Step::Decide) => Some(Status::Decided),
            (Status::OnAgenda, Step::Defer) => Some(Status::Deferred),
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
            ) => None,
        };
        next.ok_or(Refusal::IssueIs(self))
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

/// Whom an issue affects; support rate is counted within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// One building.
    Building(BuildingId),
    /// A cluster of buildings, by its name on the plan.
    Cluster(String),
    /// The whole estate.
    Estate,
}

impl Area {
    /// The area in one word, for a form: `estate`, `building:7` or `cluster:East`.
    pub fn code(&self) -> String {
        match self {
            Area::Building(id) => format!("building:{id}"),
            Area::Cluster(name) => format!("cluster:{name}"),
            Area::Estate => "estate".to_owned(),
        }
    }

    /// Reads [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            None => (code == "estate").then_some(Area::Estate),
            Some(("building", id)) => Some(Area::Building(BuildingId(id.to_owned()))),
            Some(("cluster", name)) => Some(Area::Cluster(name.to_owned())),
            Some(_) => None,
        }
    }
}

/// Who stands behind an issue; the parts are never shown as one unexplained sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Support {
    /// Seconds given by people themselves.
    pub online: u32,
    /// Seconds entered for people (代录).
    pub on_behalf: u32,
    /// Households of the affected area with at least one of these.
    pub households: u32,
    /// Registered households of the affected area.
    pub of: u32,
}

impl Support {
    /// Seconds of both kinds: what ranks.
    pub fn seconds(self) -> u32 {
        self.online + self.on_behalf
    }

    /// Households in support ÷ households of the area, in whole per cent; `None` where none is registered.
    pub fn percent(self) -> Option<u32> {
        (self.of > 0).then(|| (self.households * 100 + self.of / 2) / self.of)
    }
}

/// What rules need to know of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    /// Nobody for imported reports.
    pub reporter: Option<PersonId>,
    pub category: Category,
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
    /// How many agendas were locked without it, although they could have taken it, since it was last on one.
    pub passed_over: u32,
}

impl Issue {
    /// An issue with nothing but its beginning.
    pub fn new(
        id: IssueId,
        number: u32,
        category: Category,
        status: Status,
        filed_at: Timestamp,
    ) -> Self {
        Self {
            id,
            number,
            status,
            reporter: None,
            category,
            area: Area::Estate,
            minutes: category.default_minutes(),
            urgent: false,
            filed_at,
            answered: false,
            review_on: None,
            support: Support::default(),
            passed_over: 0,
        }
    }

    /// Whether it may stand on an agenda at all, be it before its review date.
    pub fn can_be_listed(&self) -> bool {
        self.status.after(Step::Lock).is_ok()
    }

    /// Whether an agenda of a meeting on `day` may take it.
    pub fn eligible(&self, day: Date) -> bool {
        match self.status {
            Status::Accepted => true,
            Status::Deferred => self.review_on.is_none_or(|review| review <= day),
            Status::Filed
            | Status::Declined
            | Status::Withdrawn
            | Status::OnAgenda
            | Status::Decided
            | Status::Closed => false,
        }
    }
}

/// Fewest and most minutes of an item.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=60;
/// Photos of an issue at most.
pub const PHOTOS_MAX: u32 = 4;

/// 反映问题
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileIssue {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    pub area: Area,
    pub place: Place,
    /// Uploaded before.
    pub photos: Vec<PhotoId>,
}

/// The reporter changes the words, until the branch has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditIssue {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    pub area: Area,
}

/// The reporter takes the issue back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawIssue {
    pub issue: IssueId,
    /// May be empty.
    pub reason: String,
}

/// A second entered for a neighbour (代录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondOnBehalf {
    pub issue: IssueId,
    /// Used if this neighbour was not entered before.
    pub person: PersonId,
    pub household: HouseholdId,
    /// The neighbour's name, known to the committee only.
    pub name: String,
}

/// The words of an issue, checked.
pub fn check_words(check: &mut Check, title: &str, body: &str) -> Text {
    Text {
        title: check.text(Field::Title, title, TITLE_MAX),
        body: check.optional_text(Field::Body, body, BODY_MAX),
    }
}

/// What is on the plan, as far as an issue asks: a phone asks the plan itself, the server its state.
pub trait OnPlan {
    fn has_building(&self, id: &BuildingId) -> bool;
    fn has_cluster(&self, name: &str) -> bool;
}

impl OnPlan for State {
    fn has_building(&self, id: &BuildingId) -> bool {
        self.plan_buildings.contains(id)
    }

    fn has_cluster(&self, name: &str) -> bool {
        self.clusters.contains(name)
    }
}

impl OnPlan for Plan {
    fn has_building(&self, id: &BuildingId) -> bool {
        self.building(id).is_some()
    }

    fn has_cluster(&self, name: &str) -> bool {
        !name.is_empty() && self.buildings.iter().any(|b| b.cluster == name)
    }
}

fn check_area(plan: &impl OnPlan, check: &mut Check, area: &Area) {
    let known = match area {
        Area::Building(id) => plan.has_building(id),
        Area::Cluster(name) => plan.has_cluster(name),
        Area::Estate => true,
    };
    if !known {
        check.wrong(Field::Area, Problem::Unknown);
    }
}

/// What a report says, checked: the browser asks before it queues it, the server before it stores it.
pub fn check_filing(plan: &impl OnPlan, c: &FileIssue) -> Result<Text, Refusal> {
    let mut check = Check::default();
    let words = check_words(&mut check, &c.title, &c.body);
    check_area(plan, &mut check, &c.area);
    if !c.place.is_sound(plan) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    if c.photos.len() > PHOTOS_MAX as usize {
        check.wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
    }
    check.done()?;
    Ok(words)
}

pub(crate) fn file(
    state: &State,
    actor: &Actor,
    c: &FileIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let (Some(reporter), Some(household)) = (actor.person, actor.household) else {
        return Err(Refusal::SignedOut);
    };
    if state.issues.contains_key(&c.issue) {
        return Err(Refusal::Exists);
    }
    let words = check_filing(state, c)?;
    let number = state.last_issue_number + 1;
    let filed = Event::IssueFiled {
        issue: c.issue,
        number,
        reporter,
        category: c.category,
        area: c.area.clone(),
        place: c.place.clone(),
        text: id,
        photos: c.photos.clone(),
    };
    // Whoever reports an issue stands behind it: their second is given with it and can be taken back.
    let seconded = Event::Seconded {
        issue: c.issue,
        person: reporter,
        household,
        entered_by: None,
    };
    Ok(Outcome {
        events: vec![filed, seconded],
        kept: vec![Kept::Text {
            id,
            text: words,
            author: actor.person,
        }],
        receipt: Receipt {
            issue: Some(number),
            meeting: None,
        },
    })
}

fn find(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    state.issues.get(&id).ok_or(Refusal::NotFound)
}

/// Only the reporter may; for anybody else it is as if the command did not exist.
fn find_own<'s>(state: &'s State, actor: &Actor, id: IssueId) -> Result<&'s Issue, Refusal> {
    let issue = find(state, id)?;
    if issue.reporter.is_some() && issue.reporter == actor.person {
        Ok(issue)
    } else {
        Err(Refusal::NotAllowed)
    }
}

pub(crate) fn edit(
    state: &State,
    actor: &Actor,
    c: &EditIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let issue = find_own(state, actor, c.issue)?;
    if issue.answered {
        return Err(Refusal::AlreadyAnswered);
    }
    if issue.status != Status::Filed {
        return Err(Refusal::IssueIs(issue.status));
    }
    let mut check = Check::default();
    let words = check_words(&mut check, &c.title, &c.body);
    check_area(state, &mut check, &c.area);
    check.done()?;
    let edited = Event::IssueEdited {
        issue: c.issue,
        category: c.category,
        area: c.area.clone(),
        text: id,
    };
    Ok(Outcome::event(edited).with(Kept::Text {
        id,
        text: words,
        author: actor.person,
    }))
}

pub(crate) fn withdraw(
    state: &State,
    actor: &Actor,
    c: &WithdrawIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let issue = find_own(state, actor, c.issue)?;
    issue.status.after(Step::Withdraw)?;
    let mut check = Check::default();
    let reason = check.optional_text(Field::Reason, &c.reason, REASON_MAX);
    check.done()?;
    let text = (!reason.is_empty()).then_some(id);
    let outcome = Outcome::event(Event::IssueWithdrawn {
        issue: c.issue,
        text,
    });
    Ok(match text {
        None => outcome,
        Some(id) => outcome.with(Kept::Text {
            id,
            text: Text::body(reason),
            author: actor.person,
        }),
    })
}

fn find_open(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    let issue = find(state, id)?;
    if issue.status.open_for_seconds() {
        Ok(issue)
    } else {
        Err(Refusal::IssueIs(issue.status))
    }
}

pub(crate) fn second(state: &State, actor: &Actor, issue: IssueId) -> Result<Outcome, Refusal> {
    let (Some(person), Some(household)) = (actor.person, actor.household) else {
        return Err(Refusal::SignedOut);
    };
    find_open(state, issue)?;
    if state.seconds.contains_key(&(issue, person)) {
        return Err(Refusal::AlreadySeconded);
    }
    Ok(Outcome::event(Event::Seconded {
        issue,
        person,
        household,
        entered_by: None,
    }))
}

pub(crate) fn take_back(state: &State, actor: &Actor, issue: IssueId) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::SignedOut)?;
    find_open(state, issue)?;
    if !state.seconds.contains_key(&(issue, person)) {
        return Err(Refusal::NotSeconded);
    }
    Ok(Outcome::event(Event::SecondTakenBack { issue, person }))
}

pub(crate) fn second_on_behalf(
    state: &State,
    actor: &Actor,
    c: &SecondOnBehalf,
) -> Result<Outcome, Refusal> {
    find_open(state, c.issue)?;
    let mut check = Check::default();
    let name = check.text(Field::Nickname, &c.name, NAME_MAX);
    if !state.households.contains_key(&c.household) {
        check.wrong(Field::Household, Problem::Unknown);
    }
    check.done()?;
    // One neighbour, however often entered, is one person: told apart by household and name.
    let person = state.neighbour.unwrap_or(c.person);
    if state.seconds.contains_key(&(c.issue, person)) {
        return Err(Refusal::AlreadySeconded);
    }
    Ok(Outcome::event(Event::Seconded {
        issue: c.issue,
        person,
        household: c.household,
        entered_by: actor.person,
    })
    .with(Kept::Neighbour {
        person,
        household: c.household,
        name,
    }))
}

/// Notes minutes that no item may have.
pub(crate) fn check_minutes(check: &mut Check, minutes: u32) {
    check.range(
        Field::Minutes,
        i64::from(minutes),
        i64::from(*MINUTES.start()),
        i64::from(*MINUTES.end()),
    );
}

/// Accepts it, or changes the minutes and the urgency of one that was accepted: for that a reason is needed.
pub(crate) fn accept(
    state: &State,
    actor: &Actor,
    (issue, minutes, urgent): (IssueId, u32, bool),
    reason: &str,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let status = find(state, issue)?.status;
    status.after(Step::Accept)?;
    let mut check = Check::default();
    check_minutes(&mut check, minutes);
    let reason = if status == Status::Accepted {
        check.text(Field::Reason, reason, REASON_MAX)
    } else {
        check.optional_text(Field::Reason, reason, REASON_MAX)
    };
    check.done()?;
    let text = (!reason.is_empty()).then_some(id);
    let accepted = Outcome::event(Event::IssueAccepted {
        issue,
        minutes,
        urgent,
        text,
    });
    Ok(match text {
        None => accepted,
        Some(id) => accepted.with(Kept::Text {
            id,
            text: Text::body(reason),
            author: actor.person,
        }),
    })
}

pub(crate) fn decline(
    state: &State,
    actor: &Actor,
    issue: IssueId,
    reason: &str,
    id: TextId,
) -> Result<Outcome, Refusal> {
    find(state, issue)?.status.after(Step::Decline)?;
    let mut check = Check::default();
    let reason = check.text(Field::Reason, reason, REASON_MAX);
    check.done()?;
    Ok(
        Outcome::event(Event::IssueDeclined { issue, text: id }).with(Kept::Text {
            id,
            text: Text::body(reason),
            author: actor.person,
        }),
    )
}

pub(crate) fn answer(
    state: &State,
    actor: &Actor,
    issue: IssueId,
    answer: &str,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let status = find(state, issue)?.status;
    if status == Status::Withdrawn {
        return Err(Refusal::IssueIs(status));
    }
    let mut check = Check::default();
    let answer = check.text(Field::Body, answer, BODY_MAX);
    check.done()?;
    Ok(
        Outcome::event(Event::IssueAnswered { issue, text: id }).with(Kept::Text {
            id,
            text: Text::body(answer),
            author: actor.person,
        }),
    )
}
