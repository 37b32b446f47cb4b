//! Seconds entered for neighbours without a phone (代录): what whoever enters them reads, and
//! taking one back that was a mistake.

use serde::{Deserialize, Serialize};

use super::second::find_open;
use crate::household::Household;
use crate::{Action, Actor, Event, IssueId, Outcome, PersonId, Refusal, State, Timestamp};

/// Takes back a second that was entered on behalf: whoever entered it may, and whoever answers
/// issues. What somebody seconded themselves is theirs alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeBackOnBehalf {
    pub issue: IssueId,
    /// For whom it was entered.
    pub person: PersonId,
}

pub(crate) fn take_back_on_behalf(
    state: &State,
    actor: &Actor,
    c: &TakeBackOnBehalf,
) -> Result<Outcome, Refusal> {
    find_open(state, c.issue)?;
    let second = state.seconds.get(&(c.issue, c.person));
    let entered_by = second.and_then(|second| second.entered_by);
    let entered_by = entered_by.ok_or(Refusal::NotSeconded)?;
    if Some(entered_by) != actor.person && !actor.may(Action::AnswerIssue) {
        return Err(Refusal::NotAllowed);
    }
    Ok(Outcome::event(Event::SecondTakenBack {
        issue: c.issue,
        person: c.person,
    }))
}

/// A household, and the people of it for whom something was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    pub household: Household,
    /// By name.
    pub people: Vec<Neighbour>,
}

/// Somebody for whom something was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    pub person: PersonId,
    pub name: String,
    /// What was entered for them and still holds.
    pub issues: Vec<IssueId>,
}

/// An issue that can be seconded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIssue {
    pub id: IssueId,
    pub number: u32,
    pub title: String,
}

/// Issues that can be seconded which are shown at once; words and numbers find the others.
pub const OPEN_ISSUES_MAX: u32 = 40;

/// Some of the issues that can be seconded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIssues {
    /// Most seconds first, at most [`OPEN_ISSUES_MAX`].
    pub issues: Vec<OpenIssue>,
    /// How many more there are.
    pub more: u32,
}

/// A second that somebody entered on behalf, and that still holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredSecond {
    pub issue: OpenIssue,
    pub person: PersonId,
    pub name: String,
    pub building_name: String,
    pub room: String,
    pub at: Timestamp,
    /// The issue's result is published, and the person has the word.
    #[serde(default)]
    pub asked: bool,
    /// Whether they said that it is solved, if somebody has entered that.
    #[serde(default)]
    pub said: Option<bool>,
}

/// The same for whoever watches: with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnBehalf {
    pub entered: EnteredSecond,
    /// What they are called; empty where that was erased.
    pub by: String,
    /// The issue is open for seconds, so that it can be taken back.
    pub open: bool,
}

/// Of what somebody entered, as much as is listed.
pub const ENTERED_MAX: u32 = 200;
