//! 遮挡: faces and number plates in a photo are painted over. What was under them is gone; the
//! photo stays where it is, under the same id.

use serde::{Deserialize, Serialize};

use crate::field::Check;
use crate::{
    Action, Actor, Event, Field, IssueId, Kept, Outcome, PhotoId, Problem, Refusal, State, issue,
};

/// Puts a painted copy in the place of a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlackOut {
    pub issue: IssueId,
    /// A photo of the issue, or of the work on it.
    pub photo: PhotoId,
    /// The painted one, uploaded by the sender; no photo of anything any more afterwards.
    pub copy: PhotoId,
}

/// By whoever reported the issue, and by whoever may hide it.
pub(crate) fn black_out(state: &State, actor: &Actor, c: &BlackOut) -> Result<Outcome, Refusal> {
    let found = issue::find(state, c.issue)?;
    if state.shown.get(&c.photo) != Some(&found.id) {
        return Err(Refusal::NotFound);
    }
    let own = found.reporter.is_some() && found.reporter == actor.person;
    if !own && !actor.may(Action::HideIssue) {
        return Err(Refusal::NotAllowed);
    }
    let mut check = Check::default();
    if !state.photos.contains(&c.copy) {
        check.wrong(Field::Photo, Problem::Missing);
    }
    check.done()?;
    let event = Event::PhotoBlackedOut {
        issue: c.issue,
        photo: c.photo,
    };
    let kept = Kept::BlackedOut {
        photo: c.photo,
        copy: c.copy,
    };
    Ok(Outcome::event(event).with([kept]))
}
