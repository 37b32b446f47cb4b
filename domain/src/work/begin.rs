//! 直接办理: the branch has an issue done that needs no meeting.

use serde::{Deserialize, Serialize};

use super::Responsible;
use crate::field::{BODY_MAX, Check, NAME_MAX};
use crate::issue::{self, Step};
use crate::time::DAY;
use crate::{
    Actor, Date, Event, Field, IssueId, Kept, Outcome, Problem, Refusal, State, Text, TextId,
    Timestamp, Zone,
};

/// Takes an issue on without a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginWork {
    pub issue: IssueId,
    pub responsible: Responsible,
    /// What the office is called, for paper and pages; of an organisation its own name stands.
    pub owner: String,
    pub due: Date,
    /// What is to be done.
    pub words: String,
}

/// What whoever is responsible is called: an organisation as it is known, an office as it was
/// written.
pub(crate) fn check_responsible(
    check: &mut Check,
    state: &State,
    responsible: Option<Responsible>,
    owner: &str,
    needed: bool,
) -> String {
    match responsible {
        Some(Responsible::Organisation(id)) => match state.organisations.get(&id) {
            Some(known) if !known.ended => known.name.clone(),
            Some(_) | None => {
                check.wrong(Field::Owner, Problem::Unknown);
                String::new()
            }
        },
        Some(Responsible::Office(_)) | None => check.words(Field::Owner, owner, NAME_MAX, needed),
    }
}

/// Notes a day that has passed, or that nobody means. A day's grace: it is still yesterday
/// somewhere when something is entered late.
pub(crate) fn check_day(check: &mut Check, date: Date, now: Timestamp) {
    if date < Zone::utc().date(now.plus(-DAY)) {
        check.wrong(Field::Due, Problem::Past);
    } else if !date.is_sound() {
        check.wrong(Field::Due, Problem::TooFar);
    }
}

pub(crate) fn begin(
    state: &State,
    actor: &Actor,
    c: &BeginWork,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    issue::find_shown(state, c.issue)?
        .status
        .allows(Step::Handle)?;
    let mut check = Check::default();
    let owner = check_responsible(&mut check, state, Some(c.responsible), &c.owner, true);
    check_day(&mut check, c.due, now);
    let words = check.text(Field::Reason, &c.words, BODY_MAX);
    check.done()?;
    Ok(Outcome::event(Event::WorkBegun {
        issue: c.issue,
        responsible: c.responsible,
        due: c.due,
        text: id,
    })
    .with([
        Kept::words(id, actor, Text::body(words)),
        Kept::Owner { id, owner },
    ]))
}
