//! What a meeting decides about an item: entered from the paper, then published.

use serde::{Deserialize, Serialize};

use super::{Status, find, find_version};
use crate::codes::codes;
use crate::field::{BODY_MAX, Check};
use crate::issue::{self, Step};
use crate::work::{Responsible, check_day, check_responsible};
use crate::{
    Actor, Date, Event, Field, IssueId, Kept, MeetingId, Outcome, Problem, Refusal, State, Text,
    TextId, Timestamp,
};

/// Hands that may be counted for a decision: more than any community has.
pub const HANDS_MAX: u32 = 100_000;

codes! {
    /// One of the grounds on which a matter is referred to street or town (转街镇).
    pub enum Ground {
        /// 超出居民区职权
        BeyondPower = "beyond_power",
        /// 需要联合执法
        JointEnforcement = "joint_enforcement",
        /// 紧急情况
        Emergency = "emergency",
    }
}

/// What a meeting decided about an item. Who carries it out and the words are kept apart, as a
/// text.
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

codes! {
    /// The kind of a decision, without its data; in the order of the boxes on the printed sheet.
    pub enum DecisionKind {
        DoIt = "do_it",
        Pilot = "pilot",
        ReferUpward = "refer_upward",
        OwnersDecide = "owners_decide",
        Defer = "defer",
        NotDone = "not_done",
    }
}

/// What a decision's date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateMeans {
    /// By then it is to be done.
    Due,
    /// The matter comes back then.
    ReviewOn,
}

impl DecisionKind {
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

    /// What its date means; nothing where it has none.
    pub fn date(self) -> Option<DateMeans> {
        match self {
            DecisionKind::DoIt | DecisionKind::Pilot => Some(DateMeans::Due),
            DecisionKind::Defer => Some(DateMeans::ReviewOn),
            DecisionKind::ReferUpward | DecisionKind::OwnersDecide | DecisionKind::NotDone => None,
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
            Decision::NotDone => Step::Decide,
            Decision::DoIt { .. }
            | Decision::Pilot { .. }
            | Decision::ReferUpward { .. }
            | Decision::OwnersDecide => Step::Begin,
        }
    }

    /// Where the issue stands once this is published.
    pub fn leads_to(&self) -> issue::Status {
        self.step().leads_to()
    }
}

/// What was counted where the meeting [votes](super::Kind::votes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    pub in_favour: u32,
    pub against: u32,
    pub abstained: u32,
}

/// A decision as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredDecision {
    pub decision: Decision,
    /// Hands raised for it, where the meeting does not vote or nothing else was counted.
    pub hands: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Responsible>,
    /// The words, and under the same id who carries it out.
    pub text: TextId,
}

/// Enters what the meeting decided about an item, from the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterDecision {
    pub meeting: MeetingId,
    pub issue: IssueId,
    /// The decision that whoever enters this one has seen entered: its text. Each item is settled
    /// by itself, so that several that were entered without network arrive all.
    pub seen: Option<TextId>,
    pub decision: Decision,
    /// Hands raised for it, if they were counted.
    pub hands: Option<u32>,
    /// Votes instead, if they were counted and the meeting votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// Who carries it out. Phones of an earlier version only name them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Responsible>,
    /// What they are called; of an organisation its own name stands.
    pub owner: String,
    /// What was decided in words, or the reason.
    pub words: String,
}

pub(crate) fn enter_decision(
    state: &State,
    actor: &Actor,
    c: &EnterDecision,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let meeting = find(state, c.meeting, Status::Locked)?;
    let item = meeting.items.iter().find(|item| item.issue == c.issue);
    let item = item.ok_or(Refusal::NotListed)?;
    if item.decision.as_ref().map(|entered| entered.text) != c.seen {
        return Err(Refusal::DecisionChanged);
    }
    let kind = c.decision.kind();
    let mut check = Check::default();
    let needed = kind.needs_owner();
    let owner = check_responsible(&mut check, state, c.responsible, &c.owner, needed);
    let words = check.words(Field::Reason, &c.words, BODY_MAX, kind.needs_reason());
    if let Some(date) = c.decision.date() {
        check_day(&mut check, date, now);
    }
    check.range(Field::Hands, c.hands.unwrap_or(0), &(0..=HANDS_MAX));
    if let Some(votes) = c.votes {
        if !meeting.kind.votes() {
            check.wrong(Field::InFavour, Problem::Unknown);
        }
        check.range(Field::InFavour, votes.in_favour, &(0..=HANDS_MAX));
        check.range(Field::Against, votes.against, &(0..=HANDS_MAX));
        check.range(Field::Abstained, votes.abstained, &(0..=HANDS_MAX));
    }
    check.done()?;
    Ok(Outcome::event(Event::DecisionEntered {
        meeting: c.meeting,
        issue: c.issue,
        decision: c.decision.clone(),
        hands: c.hands,
        votes: c.votes,
        responsible: c.responsible,
        text: id,
    })
    .with([
        Kept::words(id, actor, Text::body(words)),
        Kept::Owner { id, owner },
    ]))
}

/// Once the meeting has begun: nothing is decided before, whatever was entered by mistake.
pub(crate) fn publish(
    state: &State,
    id: MeetingId,
    version: u32,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Locked)?;
    let mut events = vec![];
    let mut undecided = vec![];
    for (item, position) in meeting.items.iter().zip(1..) {
        match &item.decision {
            None => undecided.push(position),
            Some(entered) => {
                issue::find(state, item.issue)?
                    .status
                    .allows(entered.decision.step())?;
                events.push(Event::DecisionPublished {
                    meeting: id,
                    issue: item.issue,
                    decision: entered.decision.clone(),
                    hands: entered.hands,
                    votes: entered.votes,
                    responsible: entered.responsible,
                    text: entered.text,
                });
            }
        }
    }
    if now < meeting.starts_at {
        return Err(Refusal::MeetingNotBegun { undecided });
    }
    if !undecided.is_empty() {
        return Err(Refusal::Undecided(undecided));
    }
    events.push(Event::DecisionsPublished { meeting: id });
    Ok(Outcome::events(events))
}
