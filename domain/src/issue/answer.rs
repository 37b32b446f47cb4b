//! What the branch does with an issue: it accepts, declines and answers, and revises what it needs
//! in a meeting.

use serde::{Deserialize, Serialize};

use super::{Status, Step, find_shown};
use crate::field::{BODY_MAX, Check, REASON_MAX};
use crate::{Actor, Event, Field, IssueId, Kept, Outcome, Refusal, State, Text, TextId};

/// Fewest and most minutes of an item.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=60;

/// 受理
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptIssue {
    pub issue: IssueId,
    /// The words that whoever accepts it has read.
    pub text: TextId,
    /// What it needs in a meeting.
    pub minutes: u32,
    /// Danger to life or property: it bypasses all ranking.
    pub urgent: bool,
}

/// Changes what an agenda takes an issue by, as long as one may take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviseIssue {
    pub issue: IssueId,
    pub minutes: u32,
    pub urgent: bool,
    /// Residents can read it.
    pub reason: String,
}

/// 不予受理
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineIssue {
    pub issue: IssueId,
    /// The words that whoever declines it has read.
    pub text: TextId,
    pub reason: String,
}

/// The branch says something in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerIssue {
    pub issue: IssueId,
    pub text: String,
}

/// Refuses minutes that no item may have.
pub(crate) fn check_minutes(minutes: u32) -> Result<(), Refusal> {
    let mut check = Check::default();
    check.range(Field::Minutes, minutes, &MINUTES);
    check.done()
}

/// The issue, if it may take this step and still says what was read of it.
fn find_as_read(state: &State, id: IssueId, text: TextId, step: Step) -> Result<(), Refusal> {
    let issue = find_shown(state, id)?;
    issue.status.allows(step)?;
    if issue.text == text {
        Ok(())
    } else {
        Err(Refusal::TextChanged)
    }
}

pub(crate) fn accept(state: &State, c: &AcceptIssue) -> Result<Outcome, Refusal> {
    find_as_read(state, c.issue, c.text, Step::Accept)?;
    check_minutes(c.minutes)?;
    Ok(Outcome::event(Event::IssueAccepted {
        issue: c.issue,
        minutes: c.minutes,
        urgent: c.urgent,
    }))
}

pub(crate) fn revise(
    state: &State,
    actor: &Actor,
    c: &ReviseIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    // What is on a locked agenda is frozen with it.
    find_shown(state, c.issue)?.status.allows(Step::Lock)?;
    let mut check = Check::default();
    check.range(Field::Minutes, c.minutes, &MINUTES);
    let reason = check.text(Field::Reason, &c.reason, REASON_MAX);
    check.done()?;
    let revised = Event::IssueRevised {
        issue: c.issue,
        minutes: c.minutes,
        urgent: c.urgent,
        text: id,
    };
    Ok(Outcome::event(revised).with([Kept::words(id, actor, Text::body(reason))]))
}

pub(crate) fn decline(
    state: &State,
    actor: &Actor,
    c: &DeclineIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    find_as_read(state, c.issue, c.text, Step::Decline)?;
    let mut check = Check::default();
    check.without_gap(Field::Reason, &c.reason);
    check.done()?;
    let kept = Kept::reason(id, actor, &c.reason)?;
    Ok(Outcome::event(Event::IssueDeclined {
        issue: c.issue,
        text: id,
    })
    .with([kept]))
}

pub(crate) fn answer(
    state: &State,
    actor: &Actor,
    c: &AnswerIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let status = find_shown(state, c.issue)?.status;
    if status == Status::Withdrawn {
        return Err(Refusal::IssueIs(status));
    }
    let mut check = Check::default();
    let answer = check.text(Field::Body, &c.text, BODY_MAX);
    check.without_gap(Field::Body, &c.text);
    check.done()?;
    Ok(Outcome::event(Event::IssueAnswered {
        issue: c.issue,
        text: id,
    })
    .with([Kept::words(id, actor, Text::body(answer))]))
}
