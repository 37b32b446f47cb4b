//! Deleting one's account: what somebody wrote and was called is emptied, what they have a voice in
//! ends, and what others decided with it stays, tied to nobody.

use crate::{Actor, Event, Outcome, Refusal, Role, State};

/// Somebody leaves, and takes along what they wrote. What holds no more without its words (issues
/// that no agenda has taken yet) is withdrawn.
///
/// Which words, names and photos are emptied is the store's to know: no event names them.
pub(crate) fn delete(state: &State, actor: &Actor) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::NotAllowed)?;
    // So that there always is somebody who can give it to another.
    if actor.roles.contains(&Role::Secretary) {
        return Err(Refusal::OwnOffice);
    }
    let mut events = vec![];
    for issue in &state.open_seconds {
        let issue = *issue;
        events.push(Event::SecondTakenBack { issue, person });
    }
    for issue in &state.open_issues {
        events.push(Event::IssueWithdrawn {
            issue: *issue,
            text: None,
        });
    }
    events.push(Event::AccountDeleted { person });
    Ok(Outcome::events(events))
}
