//! What the branch does with an issue: it accepts, declines and answers.

use super::{Status, Step, find};
use crate::field::{BODY_MAX, Check, REASON_MAX};
use crate::{Actor, Event, Field, IssueId, Kept, Outcome, Refusal, State, Text, TextId};

/// Fewest and most minutes of an item.
pub const MINUTES: std::ops::RangeInclusive<u32> = 5..=60;

/// Notes minutes that no item may have.
pub(crate) fn check_minutes(check: &mut Check, minutes: u32) {
    check.range(Field::Minutes, minutes, &MINUTES);
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
    let again = status == Status::Accepted;
    let reason = check.words(Field::Reason, reason, REASON_MAX, again);
    check.done()?;
    let said = !reason.is_empty();
    let accepted = Event::IssueAccepted {
        issue,
        minutes,
        urgent,
        text: said.then_some(id),
    };
    let kept = said.then(|| Kept::words(id, actor, Text::body(reason)));
    Ok(Outcome::event(accepted).with(kept))
}

pub(crate) fn decline(
    state: &State,
    actor: &Actor,
    issue: IssueId,
    reason: &str,
    id: TextId,
) -> Result<Outcome, Refusal> {
    find(state, issue)?.status.after(Step::Decline)?;
    let kept = Kept::reason(id, actor, reason)?;
    Ok(Outcome::event(Event::IssueDeclined { issue, text: id }).with([kept]))
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
    let kept = Kept::words(id, actor, Text::body(answer));
    Ok(Outcome::event(Event::IssueAnswered { issue, text: id }).with([kept]))
}
