//! Locking an agenda: seconds, rule and settings are frozen in one document with a fingerprint, and
//! later changes are numbered supplements (补充议题).

use super::draft::{ChangeItem, find_unlisted};
use super::{Line, Status, Why, find_version, propose};
use crate::issue;
use crate::{Actor, Event, IssueId, Kept, MeetingId, Outcome, Refusal, State, TextId};

/// What a person did in a locked agenda, and carries to the next meeting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Carried {
    pub person: crate::PersonId,
    pub credit: crate::agenda::Credit,
    /// Shown to nobody else.
    pub line: Line,
}

/// Whoever supervises takes the document of a locked agenda along: everybody learns that, for whole
/// ballots are in it.
pub(crate) fn take_document(state: &State, id: MeetingId) -> Result<Outcome, Refusal> {
    let meeting = state.meetings.get(&id).ok_or(Refusal::NotFound)?;
    match meeting.status {
        Status::Draft => Err(Refusal::MeetingIs(Status::Draft)),
        Status::Locked | Status::Published => {
            Ok(Outcome::event(Event::DocumentTaken { meeting: id }))
        }
    }
}

pub(crate) fn lock(state: &State, id: MeetingId, version: u32) -> Result<Outcome, Refusal> {
    let meeting = find_version(state, id, version, Status::Draft)?;
    let mut gone = vec![];
    for item in &meeting.items {
        let issue = issue::find(state, item.issue)?;
        if !issue.can_be_listed() {
            gone.push(issue.number);
        }
    }
    if !gone.is_empty() {
        return Err(Refusal::ItemsGone(gone));
    }
    let proposal = propose(state, meeting);
    if !proposal.is_on_the_draft() {
        return Err(Refusal::AgendaOutdated);
    }
    let items = proposal.arranged();
    if items.is_empty() {
        return Err(Refusal::AgendaEmpty);
    }
    let agenda: Vec<IssueId> = items.iter().map(|item| item.issue).collect();
    let (document, lines) = proposal.document(&agenda);
    let credits = proposal.credits();
    let document = document.canonical();
    let mut events = vec![];
    for (item, position) in items.iter().zip(1..) {
        events.push(Event::ItemLocked {
            meeting: id,
            issue: item.issue,
            position,
            minutes: item.minutes,
            why: item.why,
            support: issue::find(state, item.issue)?.support,
        });
    }
    for (issue, why) in proposal.passed_over() {
        events.push(Event::PassedOver {
            meeting: id,
            issue,
            why,
        });
    }
    let carried = |(person, line)| Carried {
        person,
        credit: credits.get(&person).copied().unwrap_or_default(),
        line,
    };
    events.push(Event::CreditsCarried {
        meeting: id,
        ballots: lines.into_iter().map(carried).collect(),
    });
    events.push(Event::AgendaLocked {
        meeting: id,
        fingerprint: crate::hex::sha256_hex(&document),
        document,
        by_seconds: proposal.by_seconds(),
        settings: state.settings,
    });
    Ok(Outcome::events(events))
}

/// What is listed once the agenda is locked is a supplement: numbered, with a reason, at the end.
pub(crate) fn add_supplement(
    state: &State,
    actor: &Actor,
    c: &ChangeItem,
    text: TextId,
) -> Result<Outcome, Refusal> {
    let (meeting, issue) = find_unlisted(state, c, Status::Locked)?;
    let kept = Kept::reason(text, actor, &c.reason)?;
    let supplements = (meeting.items.iter()).filter(|item| item.why.is_supplement());
    let number = u32::try_from(supplements.count())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    let why = Why::Supplement { number };
    let position = u32::try_from(meeting.items.len())
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    let added = Event::ItemAdded {
        meeting: c.meeting,
        issue: c.issue,
        minutes: issue.minutes,
        why,
        text,
    };
    let locked = Event::ItemLocked {
        meeting: c.meeting,
        issue: c.issue,
        position,
        minutes: issue.minutes,
        why,
        support: issue.support,
    };
    Ok(Outcome::events([added, locked]).with([kept]))
}
