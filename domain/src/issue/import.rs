//! Reports of another system (`twoline import reports`), which become issues.

use serde::{Deserialize, Serialize};

use super::{Category, Status, check_words};
use crate::field::Check;
use crate::place::Position;
use crate::time::DAY;
use crate::{
    Actor, Event, Field, IssueId, Kept, Outcome, Problem, Receipt, Refusal, State, TextId,
    Timestamp,
};

/// One report; it has no author here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    /// Another system knows none of the plan's buildings.
    pub position: Option<Position>,
    pub filed_at: Timestamp,
    /// Set for a closed report.
    pub closed_at: Option<Timestamp>,
    pub closed: bool,
}

pub(crate) fn import(
    state: &State,
    c: &ImportReport,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    if state.issues.contains_key(&c.issue) {
        return Err(Refusal::Exists);
    }
    let mut check = Check::default();
    let text = check_words(&mut check, &c.title, &c.body);
    if c.position.is_some_and(|p| !p.is_sound()) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    // A day's grace: clocks differ.
    let lies_ahead = |at: Timestamp| at > now.plus(DAY) || !at.is_sound();
    if lies_ahead(c.filed_at) || c.closed_at.is_some_and(lies_ahead) {
        check.wrong(Field::StartsAt, Problem::TooFar);
    }
    check.done()?;
    let number = state.last_issue_number + 1;
    let imported = Event::IssueImported {
        issue: c.issue,
        number,
        category: c.category,
        text: id,
        status: if c.closed {
            Status::Closed
        } else {
            Status::Accepted
        },
        filed_at: c.filed_at,
        closed_at: c.closed_at,
    };
    Ok(Outcome::event(imported)
        .with([Kept::words(id, &Actor::nobody(), text)])
        .with(Kept::position(c.issue, c.position))
        .told(Receipt::issue(number)))
}
