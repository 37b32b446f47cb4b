//! A meeting of the branch: its agenda is drafted, changed by hand with reasons, locked, printed, and comes back
//! with decisions.

mod view;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::field::{BODY_MAX, Check, NAME_MAX, REASON_MAX};
use crate::issue::{self, Issue, Step};
use crate::time::DAY;
use crate::{
    Actor, Date, Event, Field, IssueId, Kept, MeetingId, Outcome, Problem, Receipt, Refusal, State,
    Text, TextId, Timestamp, Zone, agenda,
};

pub use view::{Candidate, ItemView, MeetingCard, MeetingView};

/// Which body meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 支委会
    BranchCommittee,
    /// 支部党员大会
    Members,
    /// 听证会
    Hearing,
    /// 协调会
    Coordination,
    /// 评议会
    Appraisal,
    /// 居民会议
    Residents,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 6] = [
        Kind::BranchCommittee,
        Kind::Members,
        Kind::Hearing,
        Kind::Coordination,
        Kind::Appraisal,
        Kind::Residents,
    ];

    /// The code in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Kind::BranchCommittee => "branch_committee",
            Kind::Members => "members",
            Kind::Hearing => "hearing",
            Kind::Coordination => "coordination",
            Kind::Appraisal => "appraisal",
            Kind::Residents => "residents",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a meeting's agenda stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being prepared; only whoever prepares meetings sees its items.
    Draft,
    /// Counts are frozen, everybody sees it, it can be printed; decisions are being entered.
    Locked,
    /// 决议公开: its decisions are public.
    Published,
}

impl Status {
    /// All, in order.
    pub const ALL: [Status; 3] = [Status::Draft, Status::Locked, Status::Published];

    /// The code in tables.
    pub fn code(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Locked => "locked",
            Status::Published => "published",
        }
    }

    /// The status with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// Why an item is on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// By its rank among all eligible issues, with that many seconds when the draft was filled.
    Support { rank: u32, seconds: u32 },
    /// An earlier meeting deferred it to a date that has come.
    Deferred,
    /// Added by hand, with a written reason.
    ByHand,
}

/// An item as the draft is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftItem {
    pub issue: IssueId,
    pub minutes: u32,
    pub why: Why,
}

/// One of the grounds on which a matter is referred to street or town (转街镇).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    BeyondPower,
    JointEnforcement,
    Emergency,
}

impl Ground {
    /// All three.
    pub const ALL: [Ground; 3] = [
        Ground::BeyondPower,
        Ground::JointEnforcement,
        Ground::Emergency,
    ];

    /// The code in forms.
    pub fn code(self) -> &'static str {
        match self {
            Ground::BeyondPower => "beyond_power",
            Ground::JointEnforcement => "joint_enforcement",
            Ground::Emergency => "emergency",
        }
    }
}

/// What a meeting decided about an item. Who carries it out and the words are kept apart, as a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 办理
    DoIt { due: Date },
    /// 试点
    Pilot { due: Date },
    /// 转街镇
    ReferUpward { ground: Ground },
    /// 需业主共同决定
    OwnersDecide,
    /// 暂缓
    Defer { review_on: Date },
    /// 不办
    NotDone,
}

/// The kind of a decision, without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    DoIt,
    Pilot,
    ReferUpward,
    OwnersDecide,
    Defer,
    NotDone,
}

impl DecisionKind {
    /// All kinds, in the order of the boxes on the printed sheet.
    pub const ALL: [DecisionKind; 6] = [
        DecisionKind::DoIt,
        DecisionKind::Pilot,
        DecisionKind::ReferUpward,
        DecisionKind::OwnersDecide,
        DecisionKind::Defer,
        DecisionKind::NotDone,
    ];

    /// The code in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            DecisionKind::DoIt => "do_it",
            DecisionKind::Pilot => "pilot",
            DecisionKind::ReferUpward => "refer_upward",
            DecisionKind::OwnersDecide => "owners_decide",
            DecisionKind::Defer => "defer",
            DecisionKind::NotDone => "not_done",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether somebody has to carry it out, by a date.
    pub fn needs_owner(self) -> bool {
        match self {
            DecisionKind::DoIt | DecisionKind::Pilot => true,
            DecisionKind::ReferUpward
            | DecisionKind::OwnersDecide
            | DecisionKind::Defer
            | DecisionKind::NotDone => false,
        }
    }

    /// Whether a written reason is needed: whatever does not move forward here.
    pub fn needs_reason(self) -> bool {
        match self {
            DecisionKind::ReferUpward | DecisionKind::Defer | DecisionKind::NotDone => true,
            DecisionKind::DoIt | DecisionKind::Pilot | DecisionKind::OwnersDecide => false,
        }
    }
}

impl Decision {
    /// Its kind.
    pub fn kind(&self) -> DecisionKind {
        match self {
            Decision::DoIt { .. } => DecisionKind::DoIt,
            Decision::Pilot { .. } => DecisionKind::Pilot,
            Decision::ReferUpward { .. } => DecisionKind::ReferUpward,
            Decision::OwnersDecide => DecisionKind::OwnersDecide,
            Decision::Defer { .. } => DecisionKind::Defer,
            Decision::NotDone => DecisionKind::NotDone,
        }
    }

    /// When it is due, or comes back.
    pub fn date(&self) -> Option<Date> {
        match self {
            Decision::DoIt { due } | Decision::Pilot { due } => Some(*due),
            Decision::Defer { review_on } => Some(*review_on),
            Decision::ReferUpward { .. } | Decision::OwnersDecide | Decision::NotDone => None,
        }
    }

    /// When a deferred matter comes back.
    pub fn review_on(&self) -> Option<Date> {
        match self {
            Decision::Defer { review_on } => Some(*review_on),
            Decision::DoIt { .. }
            | Decision::Pilot { .. }
            | Decision::ReferUpward { .. }
            | Decision::OwnersDecide
            | Decision::NotDone => None,
        }
    }

    /// The step in the issue's life that its publication is.
    pub fn step(&self) -> Step {
        match self {
            Decision::Defer { .. } => Step::Defer,
            Decision::DoIt { .. }
            | Decision::Pilot { .. }
            | Decision::ReferUpward { .. }
            | Decision::OwnersDecide
            | Decision::NotDone => Step::Decide,
        }
    }

    /// Where the issue stands once this is published.
    pub fn leads_to(&self) -> issue::Status {
        match self.step() {
            Step::Defer => issue::Status::Deferred,
            Step::Accept | Step::Decline | Step::Withdraw | Step::Lock | Step::Decide => {
                issue::Status::Decided
            }
        }
    }
}

/// An item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub issue: IssueId,
    pub minutes: u32,
    pub why: Why,
    /// Entered from paper.
    pub decision: Option<Record>,
}

/// A decision as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub decision: Decision,
    pub hands: Option<u32>,
    /// Who carries it out, and the words.
    pub text: TextId,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub id: MeetingId,
    pub number: u32,
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub place: String,
    /// Minutes that it has for items.
    pub minutes: u32,
    pub status: Status,
    /// Raised by every change.
    pub version: u32,
    /// In the order of the agenda.
    pub items: Vec<Item>,
    /// Dropped from the draft by hand, with a written reason: filling again does not bring them back.
    pub dropped: BTreeSet<IssueId>,
}

impl Meeting {
    /// Minutes that the items need together.
    pub fn used(&self) -> u32 {
        self.items.iter().map(|item| item.minutes).sum()
    }
}

/// Creates a meeting, with a first draft of its agenda; or changes one's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateMeeting {
    pub meeting: MeetingId,
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub place: String,
    pub minutes: u32,
    /// The day on the community's calendar; issues deferred to a later day wait.
    pub day: Date,
}

/// Adds, drops or moves an item by hand. Residents can read the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeItem {
    pub meeting: MeetingId,
    /// The version of the agenda that the person was looking at.
    pub version: u32,
    pub issue: IssueId,
    pub reason: String,
}

/// Enters what the meeting decided about an item, from the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDecision {
    pub meeting: MeetingId,
    pub version: u32,
    pub issue: IssueId,
    pub decision: Decision,
    /// Hands raised for it, if they were counted.
    pub hands: Option<u32>,
    /// Who carries it out: an organisation or an office.
    pub owner: String,
    /// What was decided in words, or the reason.
    pub words: String,
}

/// Minutes that a meeting may have.
pub const MEETING_MINUTES: std::ops::RangeInclusive<u32> = 10..=480;

fn check_particulars(c: &CreateMeeting, now: Timestamp) -> Result<String, Refusal> {
    let mut check = Check::default();
    let place = check.text(Field::MeetingPlace, &c.place, NAME_MAX);
    check.range(
        Field::Minutes,
        i64::from(c.minutes),
        i64::from(*MEETING_MINUTES.start()),
        i64::from(*MEETING_MINUTES.end()),
    );
    // A meeting may be entered on the day itself, after it began.
    if c.starts_at < now.plus(-DAY) {
        check.wrong(Field::StartsAt, Problem::Past);
    }
    check.done()?;
    Ok(place)
}

pub(crate) fn create(state: &State, c: &CreateMeeting, now: Timestamp) -> Result<Outcome, Refusal> {
    if state.meetings.contains_key(&c.meeting) {
        return Err(Refusal::Exists);
    }
    let place = check_particulars(c, now)?;
    let number = state.last_meeting_number + 1;
    let created = Event::MeetingCreated {
        meeting: c.meeting,
        number,
        kind: c.kind,
        starts_at: c.starts_at,
        place,
        minutes: c.minutes,
    };
    let eligible = state.issues.values().filter(|issue| issue.eligible(c.day));
    let filled = Event::AgendaFilled {
        meeting: c.meeting,
        items: agenda::by_support(eligible, c.minutes),
    };
    Ok(Outcome {
        events: vec![created, filled],
        kept: vec![],
        receipt: Receipt {
            issue: None,
            meeting: Some(number),
        },
    })
}

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
        Err(Refusal::AgendaChanged {
            version: meeting.version,
        })
    }
}

pub(crate) fn change(state: &State, c: &CreateMeeting, now: Timestamp) -> Result<Outcome, Refusal> {
    find(state, c.meeting, Status::Draft)?;
    let place = check_particulars(c, now)?;
    Ok(Outcome::event(Event::MeetingChanged {
        meeting: c.meeting,
        kind: c.kind,
        starts_at: c.starts_at,
        place,
        minutes: c.minutes,
    }))
}

pub(crate) fn fill(
    state: &State,
    id: MeetingId,
    version: u32,
    day: Date,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Draft)?;
    // What somebody put there with a reason stays, in front, with the minutes that its issue now needs; the rule fills
    // those that are left.
    let mut items: Vec<DraftItem> = meeting
        .items
        .iter()
        .filter(|item| item.why == Why::ByHand)
        .map(|item| DraftItem {
            issue: item.issue,
            minutes: state
                .issues
                .get(&item.issue)
                .map_or(item.minutes, |issue| issue.minutes),
            why: item.why,
        })
        .collect();
    let eligible = state
        .issues
        .values()
        .filter(|issue| issue.eligible(day) && !meeting.dropped.contains(&issue.id));
    let chosen = agenda::beside(&items, eligible, meeting.minutes);
    items.extend(chosen);
    Ok(Outcome::event(Event::AgendaFilled { meeting: id, items }))
}

fn reason(actor: &Actor, reason: &str, id: TextId) -> Result<Kept, Refusal> {
    let mut check = Check::default();
    let reason = check.text(Field::Reason, reason, REASON_MAX);
    check.done()?;
    Ok(Kept::Text {
        id,
        text: Text::body(reason),
        author: actor.person,
    })
}

fn find_issue(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    state.issues.get(&id).ok_or(Refusal::NotFound)
}

pub(crate) fn add_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    let issue = find_issue(state, c.issue)?;
    if meeting.items.iter().any(|item| item.issue == c.issue) {
        return Err(Refusal::AlreadyListed);
    }
    // By hand even a deferred issue may be taken up before its date: the reason says why.
    issue.status.after(Step::Lock)?;
    let kept = reason(actor, &c.reason, text)?;
    Ok(Outcome::event(Event::ItemAdded {
        meeting: c.meeting,
        issue: c.issue,
        minutes: issue.minutes,
        why: Why::ByHand,
        text,
    })
    .with(kept))
}

pub(crate) fn drop_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    if meeting.items.iter().all(|item| item.issue != c.issue) {
        return Err(Refusal::NotListed);
    }
    let kept = reason(actor, &c.reason, text)?;
    Ok(Outcome::event(Event::ItemDropped {
        meeting: c.meeting,
        issue: c.issue,
        text,
    })
    .with(kept))
}

/// `to` counts from 1; beyond the end is the end.
pub(crate) fn move_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    to: u32,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    let from = meeting
        .items
        .iter()
        .position(|item| item.issue == c.issue)
        .ok_or(Refusal::NotListed)?;
    let kept = reason(actor, &c.reason, text)?;
    let last = u32::try_from(meeting.items.len()).unwrap_or(u32::MAX);
    Ok(Outcome::event(Event::ItemMoved {
        meeting: c.meeting,
        issue: c.issue,
        from: u32::try_from(from).unwrap_or(u32::MAX).saturating_add(1),
        to: to.clamp(1, last),
        text,
    })
    .with(kept))
}

pub(crate) fn lock(state: &State, id: MeetingId, version: u32) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Draft)?;
    if meeting.items.is_empty() {
        return Err(Refusal::AgendaEmpty);
    }
    let mut events = vec![];
    let mut gone = vec![];
    for (item, position) in meeting.items.iter().zip(1..) {
        let issue = find_issue(state, item.issue)?;
        if issue.status.after(Step::Lock).is_err() {
            gone.push(issue.number);
        }
        events.push(Event::ItemLocked {
            meeting: id,
            issue: item.issue,
            position,
            minutes: item.minutes,
            why: item.why,
            support: issue.support,
        });
    }
    if !gone.is_empty() {
        return Err(Refusal::ItemsGone(gone));
    }
    events.push(Event::AgendaLocked { meeting: id });
    Ok(Outcome {
        events,
        kept: vec![],
        receipt: Receipt::default(),
    })
}

pub(crate) fn record_decision(
    state: &State,
    actor: &Actor,
    c: &RecordDecision,
    text: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Locked)?;
    if meeting.items.iter().all(|item| item.issue != c.issue) {
        return Err(Refusal::NotListed);
    }
    let kind = c.decision.kind();
    let mut check = Check::default();
    let owner = if kind.needs_owner() {
        check.text(Field::Owner, &c.owner, NAME_MAX)
    } else {
        check.optional_text(Field::Owner, &c.owner, NAME_MAX)
    };
    let words = if kind.needs_reason() {
        check.text(Field::Reason, &c.words, BODY_MAX)
    } else {
        check.optional_text(Field::Reason, &c.words, BODY_MAX)
    };
    // A day's grace: it is still yesterday somewhere when the meeting's paper is entered.
    let yesterday = Zone::utc().date(now.plus(-DAY));
    if c.decision.date().is_some_and(|date| date < yesterday) {
        check.wrong(Field::Due, Problem::Past);
    }
    check.range(Field::Hands, i64::from(c.hands.unwrap_or(0)), 0, 100_000);
    check.done()?;
    Ok(Outcome::event(Event::DecisionRecorded {
        meeting: c.meeting,
        issue: c.issue,
        decision: c.decision.clone(),
        hands: c.hands,
        text,
    })
    .with(Kept::Text {
        id: text,
        text: Text {
            title: owner,
            body: words,
        },
        author: actor.person,
    }))
}

pub(crate) fn publish(state: &State, id: MeetingId, version: u32) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Locked)?;
    let mut events = vec![];
    let mut undecided = vec![];
    for (item, position) in meeting.items.iter().zip(1..) {
        match &item.decision {
            None => undecided.push(position),
            Some(record) => {
                find_issue(state, item.issue)?
                    .status
                    .after(record.decision.step())?;
                events.push(Event::DecisionPublished {
                    meeting: id,
                    issue: item.issue,
                    decision: record.decision.clone(),
                    hands: record.hands,
                    text: record.text,
                });
            }
        }
    }
    if !undecided.is_empty() {
        return Err(Refusal::Undecided(undecided));
    }
    events.push(Event::DecisionsPublished { meeting: id });
    Ok(Outcome {
        events,
        kept: vec![],
        receipt: Receipt::default(),
    })
}
