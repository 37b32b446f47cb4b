//! What is reported while work goes on, and a new date for it.

use serde::{Deserialize, Serialize};

use super::{check_day, find};
use crate::field::{BODY_MAX, Check};
use crate::issue::{Step, check_photos};
use crate::{
    Action, Actor, Date, Event, Field, IssueId, Kept, Outcome, PhotoId, Refusal, State, Text,
    TextId, Timestamp,
};

/// How it goes, by whoever does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportProgress {
    pub issue: IssueId,
    pub words: String,
    /// Uploaded before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// A new date, with the reason that residents read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeDue {
    pub issue: IssueId,
    pub due: Date,
    pub reason: String,
}

pub(crate) fn report(
    state: &State,
    actor: &Actor,
    c: &ReportProgress,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let work = find(state, c.issue, Step::PublishResult)?;
    if !work.is_done_by(actor) {
        return Err(Refusal::NotAllowed);
    }
    let mut check = Check::default();
    let words = check.text(Field::Body, &c.words, BODY_MAX);
    check_photos(&mut check, state, &c.photos);
    check.done()?;
    let reported = Event::ProgressReported {
        issue: c.issue,
        text: id,
        photos: c.photos.clone(),
    };
    Ok(Outcome::event(reported).with([Kept::words(id, actor, Text::body(words))]))
}

pub(crate) fn change_due(
    state: &State,
    actor: &Actor,
    c: &ChangeDue,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    actor.require(Action::DirectWork)?;
    find(state, c.issue, Step::PublishResult)?;
    let mut check = Check::default();
    check_day(&mut check, c.due, now);
    check.done()?;
    let kept = Kept::reason(id, actor, &c.reason)?;
    let changed = Event::WorkDueChanged {
        issue: c.issue,
        due: c.due,
        text: id,
    };
    Ok(Outcome::event(changed).with([kept]))
}
