//! Seconds (附议): who stands behind an issue, in their own name or entered by others (代录).

use serde::{Deserialize, Serialize};

use super::{Issue, find_shown};
use crate::field::{Check, NAME_MAX};
use crate::household::check_own;
use crate::{
    Actor, Event, Field, HouseholdId, IssueId, Kept, Outcome, PersonId, Problem, Refusal, State,
    fold,
};

/// A live second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Second {
    pub household: HouseholdId,
    pub entered_by: Option<PersonId>,
}

/// Who stands behind an issue; the parts are never shown as one unexplained sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Support {
    /// Seconds given by people themselves.
    pub online: u32,
    /// Seconds entered for people (代录).
    pub on_behalf: u32,
    /// Households of the affected area with at least one of these.
    pub households: u32,
    /// Registered households of the affected area.
    pub of: u32,
}

impl Support {
    /// Seconds of both kinds: what ranks.
    pub fn seconds(self) -> u32 {
        self.online + self.on_behalf
    }

    /// Households in support ÷ households of the area, in whole per cent; `None` where none is
    /// registered.
    pub fn percent(self) -> Option<u32> {
        (self.of > 0).then(|| (self.households * 100 + self.of / 2) / self.of)
    }
}

/// A second entered for somebody without a phone (代录).
///
/// One entered person is told from another by household and name. Whether the person has an
/// account, or gets one later, is not checked, nor whether a name is spelled with other characters:
/// who enters it has to know, and takes back what was a mistake ([`super::TakeBackOnBehalf`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondOnBehalf {
    pub issue: IssueId,
    /// Used if this person was not entered before.
    pub person: PersonId,
    pub household: HouseholdId,
    /// The name of this person, not known to other residents.
    pub name: String,
}

impl SecondOnBehalf {
    /// Whether it means the person of this household who was entered under that name: however it
    /// is typed ([`fold`]), a name is the same.
    pub fn means(&self, kept_name: &str) -> bool {
        fold(&self.name) == fold(kept_name)
    }
}

pub(super) fn find_open(state: &State, id: IssueId) -> Result<&Issue, Refusal> {
    let issue = find_shown(state, id)?;
    if issue.status.open_for_seconds() {
        Ok(issue)
    } else {
        Err(Refusal::IssueIs(issue.status))
    }
}

pub(crate) fn second(state: &State, actor: &Actor, issue: IssueId) -> Result<Outcome, Refusal> {
    let (Some(person), Some(household)) = (actor.person, actor.household) else {
        return Err(Refusal::SignedOut);
    };
    find_open(state, issue)?;
    if state.seconds.contains_key(&(issue, person)) {
        return Err(Refusal::AlreadySeconded);
    }
    Ok(Outcome::event(Event::Seconded {
        issue,
        person,
        household,
        entered_by: None,
    }))
}

pub(crate) fn take_back(state: &State, actor: &Actor, issue: IssueId) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::SignedOut)?;
    find_open(state, issue)?;
    if !state.seconds.contains_key(&(issue, person)) {
        return Err(Refusal::NotSeconded);
    }
    Ok(Outcome::event(Event::SecondTakenBack { issue, person }))
}

pub(crate) fn second_on_behalf(
    state: &State,
    actor: &Actor,
    c: &SecondOnBehalf,
) -> Result<Outcome, Refusal> {
    find_open(state, c.issue)?;
    let mut check = Check::default();
    let name = check.text(Field::Name, &c.name, NAME_MAX);
    if !state.households.contains_key(&c.household) {
        check.wrong(Field::Household, Problem::Unknown);
    }
    check.done()?;
    check_own(state, actor, c.household)?;
    // However often entered, somebody is one person: told apart by household and name.
    let person = state.entered_person.unwrap_or(c.person);
    if state.seconds.contains_key(&(c.issue, person)) {
        return Err(Refusal::AlreadySeconded);
    }
    // A second must not be given in a member's name.
    if state.entered_person.is_none() && state.person_taken {
        return Err(Refusal::Exists);
    }
    state.home(c.household).check_entered(person)?;
    Ok(Outcome::event(Event::Seconded {
        issue: c.issue,
        person,
        household: c.household,
        entered_by: actor.person,
    })
    .with([Kept::EnteredPerson {
        person,
        household: c.household,
        name,
    }]))
}
