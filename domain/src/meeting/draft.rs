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
    Actor, Event, Field, IssueId, Kept, MeetingId, Outcome, Receipt, Refusal, State, TextId,
    Timestamp,
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

/// The draft as the rule fills it now.
fn filled(state: &State, meeting: &Meeting) -> Event {
    Event::AgendaFilled {
        meeting: meeting.id,
        items: propose(state, meeting).arranged(),
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
    Ok(Outcome::events([created, filled(state, &meeting)]).told(Receipt::meeting(number)))
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
    // Another day or other minutes have another agenda.
    let then = Meeting {
        starts_at: c.starts_at,
        minutes: c.minutes,
        ..meeting.clone()
    };
    Ok(Outcome::events([changed, filled(state, &then)]))
}

/// Fills the draft by the latest seconds, in the rule's own order.
pub(crate) fn fill(state: &State, id: MeetingId, version: u32) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Draft)?;
    let anew = Meeting {
        moved: false,
        ..meeting.clone()
    };
    Ok(Outcome::event(filled(state, &anew)))
}

/// The meeting, and an issue that is not on its agenda and may be put on it. By hand even a
/// deferred issue may be taken up before its date: the reason says why.
pub(super) fn find_unlisted<'s>(
    state: &'s State,
    c: &ChangeItem,
    status: Status,
) -> Result<(&'s Meeting, &'s Issue), Refusal> {
    let meeting = find_version(state, c.meeting, c.version, status)?;
    let issue = issue::find(state, c.issue)?;
    if meeting.items.iter().any(|item| item.issue == c.issue) {
        return Err(Refusal::AlreadyListed);
    }
    issue.status.allows(Step::Lock)?;
    Ok((meeting, issue))
}

/// The draft, and where on it the item stands, from 0.
fn find_listed<'s>(state: &'s State, c: &ChangeItem) -> Result<(&'s Meeting, usize), Refusal> {
    let meeting = find_version(state, c.meeting, c.version, Status::Draft)?;
    let at = meeting.items.iter().position(|item| item.issue == c.issue);
    Ok((meeting, at.ok_or(Refusal::NotListed)?))
}

/// A change of the draft, its reason, and the draft as it is filled after it.
fn changed(state: &State, change: Event, then: &Meeting, kept: Kept) -> Outcome {
    Outcome::events([change, filled(state, then)]).with([kept])
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
    let mut then = meeting.clone();
    then.dropped.remove(&c.issue);
    let proposal = propose(state, &then);
    let chosen = proposal.items.iter().find(|item| item.issue == c.issue);
    let why = chosen.map_or(Why::ByHand, |item| item.why);
    if why == Why::ByHand {
        let by_hand = meeting.items.iter().filter(|item| item.why == Why::ByHand);
        if by_hand.count() >= DISCRETION {
            return Err(Refusal::DiscretionUsed);
        }
        then.items.push(Item::new(c.issue, issue.minutes, why));
    }
    let added = Event::ItemAdded {
        meeting: c.meeting,
        issue: c.issue,
        minutes: issue.minutes,
        why,
        text,
    };
    Ok(changed(state, added, &then, kept))
}

pub(crate) fn drop_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let (meeting, _) = find_listed(state, c)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let mut then = meeting.clone();
    then.items.retain(|item| item.issue != c.issue);
    then.dropped.insert(c.issue);
    let dropped = Event::ItemDropped {
        meeting: c.meeting,
        issue: c.issue,
        text,
    };
    Ok(changed(state, dropped, &then, kept))
}

/// `to` counts from 1; beyond the end is the end.
pub(crate) fn move_item(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    to: u32,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let (meeting, from) = find_listed(state, c)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let last = u32::try_from(meeting.items.len()).unwrap_or(u32::MAX);
    Ok(Outcome::event(Event::ItemMoved {
        meeting: c.meeting,
        issue: c.issue,
        from: u32::try_from(from).unwrap_or(u32::MAX).saturating_add(1),
        to: to.clamp(1, last),
        text,
    })
    .with([kept]))
}

/// Changes the minutes that an issue needs, here and on any other draft that it is on.
pub(crate) fn set_minutes(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    minutes: u32,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let (meeting, _) = find_listed(state, c)?;
    let issue = issue::find(state, c.issue)?;
    // They are frozen once it is on a locked agenda, and this draft may still list it.
    issue.status.allows(Step::Lock)?;
    issue::check_minutes(minutes)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let set = Event::ItemMinutesSet {
        meeting: c.meeting,
        issue: c.issue,
        from: issue.minutes,
        to: minutes,
        text,
    };
    let mut then = state.clone();
    if let Some(issue) = then.issues.get_mut(&c.issue) {
        issue.minutes = minutes;
    }
    Ok(changed(&then, set, meeting, kept))
}
