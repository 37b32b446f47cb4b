//! Preparing a meeting: its particulars, and a draft of its agenda that the rule fills and people
//! change by hand, with reasons.
//!
//! After each change of what is on it the rule fills what is left anew, so that the draft is always
//! what the rule gives beside it.

use serde::{Deserialize, Serialize};

use super::{Item, Kind, Meeting, Status, Why, find_version, propose};
use crate::field::{Check, NAME_MAX};
use crate::issue::{self, Issue, Step};
use crate::time::DAY;
use crate::{
    Actor, Event, Field, IssueId, Kept, MeetingId, Outcome, Problem, Receipt, Refusal, State,
    TextId, Timestamp,
};

/// An item as the draft is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftItem {
    pub issue: IssueId,
    pub minutes: u32,
    pub why: Why,
}

/// Creates a meeting, with a first draft of its agenda; or changes one's particulars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateMeeting {
    /// Its id, which whoever creates it makes.
    pub meeting: MeetingId,
    pub kind: Kind,
    pub starts_at: Timestamp,
    /// Where it is, as people say it: at most [`NAME_MAX`] characters.
    pub venue: String,
    /// Minutes for its agenda, within [`MEETING_MINUTES`].
    pub minutes: u32,
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

/// Moves several items by hand, for one reason, which residents can read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveItems {
    pub meeting: MeetingId,
    /// The version of the agenda that the person was looking at.
    pub version: u32,
    /// One after the other: one to [`MOVES_MAX`].
    pub moves: Vec<Move>,
    pub reason: String,
}

/// An item goes to another place of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub issue: IssueId,
    /// Counts from 1; beyond the end is the end.
    pub to: u32,
}

impl Move {
    /// Moves it in this order, and says from which place it went to which, both from 1; `None`
    /// where it is not listed.
    pub fn apply(self, order: &mut Vec<IssueId>) -> Option<(u32, u32)> {
        let from = order.iter().position(|issue| *issue == self.issue)?;
        order.remove(from);
        let to = (self.to as usize).saturating_sub(1).min(order.len());
        order.insert(to, self.issue);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        Some((place(from), place(to)))
    }
}

/// Moves that are kept together, at most.
pub const MOVES_MAX: u32 = 200;

/// What is done to a draft. Whoever does it is told what comes of it before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftChange {
    Add(IssueId),
    Drop(IssueId),
    Minutes {
        issue: IssueId,
        minutes: u32,
    },
    /// Another day or other minutes for the meeting itself.
    Particulars {
        starts_at: Timestamp,
        minutes: u32,
    },
    Fill,
}

impl DraftChange {
    /// The draft as the rule fills it after the change.
    ///
    /// # Errors
    ///
    /// Where the change itself would be refused.
    pub fn items(self, state: &State, meeting: &Meeting) -> Result<Vec<DraftItem>, Refusal> {
        if meeting.status != Status::Draft {
            return Err(Refusal::MeetingIs(meeting.status));
        }
        let mut then = meeting.clone();
        match self {
            DraftChange::Add(id) => {
                let issue = find_addable(state, meeting, id)?;
                then.dropped.remove(&id);
                let by_rule = propose(state, &then).arranged();
                if by_rule.iter().any(|item| item.issue == id) {
                    return Ok(by_rule);
                }
                let by_hand = meeting.items.iter().filter(|item| item.why == Why::ByHand);
                if by_hand.count() >= DISCRETION {
                    return Err(Refusal::DiscretionUsed);
                }
                then.items.push(Item::new(id, issue.minutes, Why::ByHand));
            }
            DraftChange::Drop(id) => {
                find_item(meeting, id)?;
                then.items.retain(|item| item.issue != id);
                then.dropped.insert(id);
            }
            DraftChange::Minutes { issue: id, minutes } => {
                find_item(meeting, id)?;
                // They are frozen once it is on a locked agenda, and this draft may still list it.
                issue::find(state, id)?.status.allows(Step::Lock)?;
                issue::check_minutes(minutes)?;
                let mut state = state.clone();
                if let Some(issue) = state.issues.get_mut(&id) {
                    issue.minutes = minutes;
                }
                return Ok(propose(&state, &then).arranged());
            }
            DraftChange::Particulars { starts_at, minutes } => {
                let mut check = Check::default();
                check.range(Field::Minutes, minutes, &MEETING_MINUTES);
                check.done()?;
                then.starts_at = starts_at;
                then.minutes = minutes;
            }
            DraftChange::Fill => then.moved = false,
        }
        Ok(propose(state, &then).arranged())
    }
}

/// Minutes that a meeting may have.
pub const MEETING_MINUTES: std::ops::RangeInclusive<u32> = 10..=480;

/// Items of an agenda at the secretary's discretion, at most.
const DISCRETION: usize = 1;

fn check_particulars(c: &CreateMeeting, now: Timestamp) -> Result<String, Refusal> {
    let mut check = Check::default();
    let venue = check.text(Field::Venue, &c.venue, NAME_MAX);
    check.range(Field::Minutes, c.minutes, &MEETING_MINUTES);
    // A meeting may be entered on the day itself, after it began.
    check.time(Field::StartsAt, c.starts_at, now.plus(-DAY));
    check.done()?;
    Ok(venue)
}

/// The draft is filled with these items.
fn filled(meeting: &Meeting, items: Vec<DraftItem>) -> Event {
    Event::AgendaFilled {
        meeting: meeting.id,
        items,
        moved: meeting.moved,
    }
}

pub(crate) fn create(state: &State, c: &CreateMeeting, now: Timestamp) -> Result<Outcome, Refusal> {
    if state.meetings.contains_key(&c.meeting) {
        return Err(Refusal::Exists);
    }
    let venue = check_particulars(c, now)?;
    let number = state.last_meeting_number + 1;
    let meeting = Meeting::new(c.meeting, number, c.kind, c.starts_at, &venue, c.minutes);
    let created = Event::MeetingCreated {
        meeting: c.meeting,
        number,
        kind: c.kind,
        starts_at: c.starts_at,
        venue,
        minutes: c.minutes,
    };
    let items = propose(state, &meeting).arranged();
    Ok(Outcome::events([created, filled(&meeting, items)]).told(Receipt::meeting(number)))
}

pub(crate) fn change(
    state: &State,
    c: &CreateMeeting,
    version: u32,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, version, Status::Draft)?;
    let venue = check_particulars(c, now)?;
    let changed = Event::MeetingChanged {
        meeting: c.meeting,
        kind: c.kind,
        starts_at: c.starts_at,
        venue,
        minutes: c.minutes,
    };
    let items = DraftChange::Particulars {
        starts_at: c.starts_at,
        minutes: c.minutes,
    }
    .items(state, meeting)?;
    Ok(Outcome::events([changed, filled(meeting, items)]))
}

/// Fills the draft by the latest seconds, in the rule's own order.
pub(crate) fn fill(state: &State, id: MeetingId, version: u32) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Draft)?;
    let anew = Meeting {
        moved: false,
        ..meeting.clone()
    };
    let items = DraftChange::Fill.items(state, meeting)?;
    Ok(Outcome::event(filled(&anew, items)))
}

/// The meeting, and an issue that is not on its agenda and may be put on it. By hand even a
/// deferred issue may be taken up before its date: the reason says why.
pub(super) fn find_unlisted<'s>(
    state: &'s State,
    c: &ChangeItem,
    status: Status,
) -> Result<(&'s Meeting, &'s Issue), Refusal> {
    let meeting = find_version(state, c.meeting, c.version, status)?;
    Ok((meeting, find_addable(state, meeting, c.issue)?))
}

fn find_addable<'s>(
    state: &'s State,
    meeting: &Meeting,
    id: IssueId,
) -> Result<&'s Issue, Refusal> {
    let issue = issue::find(state, id)?;
    if find_item(meeting, id).is_ok() {
        return Err(Refusal::AlreadyListed);
    }
    issue.status.allows(Step::Lock)?;
    issue::find_shown(state, id)
}

/// Where on the agenda the item stands, from 0.
fn find_item(meeting: &Meeting, id: IssueId) -> Result<usize, Refusal> {
    let at = meeting.items.iter().position(|item| item.issue == id);
    at.ok_or(Refusal::NotListed)
}

/// If the rule takes it by now, it comes in its own right, even if it was dropped before; otherwise
/// it takes the item at the secretary's discretion.
pub(crate) fn add_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let (meeting, issue) = find_unlisted(state, c, Status::Draft)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let items = DraftChange::Add(c.issue).items(state, meeting)?;
    let added = items.iter().find(|item| item.issue == c.issue);
    let added = Event::ItemAdded {
        meeting: c.meeting,
        issue: c.issue,
        minutes: issue.minutes,
        why: added.map_or(Why::ByHand, |item| item.why),
        text,
    };
    Ok(Outcome::events([added, filled(meeting, items)]).with([kept]))
}

pub(crate) fn drop_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    find_item(meeting, c.issue)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let dropped = Event::ItemDropped {
        meeting: c.meeting,
        issue: c.issue,
        text,
    };
    let items = DraftChange::Drop(c.issue).items(state, meeting)?;
    Ok(Outcome::events([dropped, filled(meeting, items)]).with([kept]))
}

/// `to` counts from 1; beyond the end is the end.
pub(crate) fn move_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    to: u32,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let one = MoveItems {
        meeting: c.meeting,
        version: c.version,
        moves: vec![Move { issue: c.issue, to }],
        reason: c.reason.clone(),
    };
    move_items(state, actor, &one, text)
}

/// All moves have the one reason.
pub(crate) fn move_items(
    state: &State,
    actor: &Actor,
    c: &MoveItems,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    if c.moves.len() > MOVES_MAX as usize {
        let max = MOVES_MAX;
        return Err(Refusal::invalid(Field::Issue, Problem::TooMany { max }));
    }
    let mut order: Vec<IssueId> = meeting.items.iter().map(|item| item.issue).collect();
    let event = |a_move: &Move| {
        let (from, to) = a_move.apply(&mut order)?;
        Some(Event::ItemMoved {
            meeting: c.meeting,
            issue: a_move.issue,
            from,
            to,
            text,
        })
    };
    let events: Option<Vec<Event>> = c.moves.iter().map(event).collect();
    let events = events.filter(|events| !events.is_empty());
    let events = events.ok_or(Refusal::NotListed)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    Ok(Outcome::events(events).with([kept]))
}

/// Changes the minutes that an issue needs, here and on any other draft that it is on.
pub(crate) fn set_minutes(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    minutes: u32,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    let change = DraftChange::Minutes {
        issue: c.issue,
        minutes,
    };
    let items = change.items(state, meeting)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let set = Event::ItemMinutesSet {
        meeting: c.meeting,
        issue: c.issue,
        from: issue::find(state, c.issue)?.minutes,
        to: minutes,
        text,
    };
    Ok(Outcome::events([set, filled(meeting, items)]).with([kept]))
}
