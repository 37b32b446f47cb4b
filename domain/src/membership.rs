//! Who belongs to a household: its members see each other and report a stranger among them, and the
//! committee ends a membership. What the person did stays; what is live of it ends.

use serde::{Deserialize, Serialize};

use crate::{Actor, Event, Kept, Outcome, PersonId, Refusal, Role, State, TextId, Timestamp};

/// Ends somebody's membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndMembership {
    pub person: PersonId,
    /// Their household reads it.
    pub reason: String,
}

/// A member of a household, as those who live there and the committee see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Housemate {
    pub person: PersonId,
    pub nickname: String,
    /// The flat; empty where that is known, or erased.
    pub room: String,
    pub building_name: String,
    pub joined_at: Timestamp,
    /// When somebody of the household said that they don't know this person.
    pub reported_at: Option<Timestamp>,
}

/// Somebody says that a person who has joined with their household is a stranger to it.
pub(crate) fn report(state: &State, actor: &Actor, person: PersonId) -> Result<Outcome, Refusal> {
    let member = state.members.get(&person);
    let member = member.filter(|it| it.household.is_some() && it.household == actor.household);
    let member = member.filter(|_| actor.person != Some(person));
    match member {
        Some(member) if member.reported => Err(Refusal::Exists),
        Some(_) => Ok(Outcome::event(Event::StrangerReported { person })),
        None => Err(Refusal::NotFound),
    }
}

/// The committee has looked: it is no stranger.
pub(crate) fn confirm(state: &State, person: PersonId) -> Result<Outcome, Refusal> {
    match state.members.get(&person) {
        Some(member) if member.reported => Ok(Outcome::event(Event::MemberConfirmed { person })),
        Some(_) | None => Err(Refusal::NotFound),
    }
}

pub(crate) fn end(
    state: &State,
    actor: &Actor,
    c: &EndMembership,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let person = c.person;
    let member = state.members.get(&person);
    let member = member.filter(|member| member.household.is_some());
    let member = member.ok_or(Refusal::NotFound)?;
    // Whoever gives and ends offices ends it first: so no worker gets rid of a secretary.
    if member.roles.iter().any(|role| *role != Role::Resident) {
        return Err(Refusal::InOffice);
    }
    let reason = Kept::reason(id, actor, &c.reason)?;
    let taken_back = state.open_seconds.iter();
    let mut events: Vec<Event> = taken_back
        .map(|issue| Event::SecondTakenBack {
            issue: *issue,
            person,
        })
        .collect();
    events.push(Event::MembershipEnded { person, text: id });
    Ok(Outcome::events(events).with([reason]))
}
