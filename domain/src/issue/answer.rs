//! What the branch does with an issue: it accepts, declines and answers.

use super::{Status, Step, find};
use crate::field::{BODY_MAX, Check, REASON_MAX};
use crate::{Actor, Event, Field, IssueId, Kept, Outcome, Refusal, State, Text, TextId};

/// Fewest and most minutes of an item.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=60;

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
