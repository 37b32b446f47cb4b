//! What neighbours and visitors are not told of a report (对邻居不显示). The committee is.

use serde::{Deserialize, Serialize};

use super::filing::find_own;
use crate::{Actor, Event, IssueId, Outcome, Refusal, State};

/// What its reporter keeps from neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Discretion {
    /// Whose report it is.
    pub nameless: bool,
    /// Where exactly it is, because it is about their home: of the place the building alone is
    /// shown.
    pub at_home: bool,
}

impl Discretion {
    /// Nothing is kept from anybody.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The reporter chooses anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChooseDiscretion {
    pub issue: IssueId,
    pub discretion: Discretion,
}

pub(crate) fn choose(
    state: &State,
    actor: &Actor,
    c: &ChooseDiscretion,
) -> Result<Outcome, Refusal> {
    find_own(state, actor, c.issue)?;
    Ok(Outcome::event(Event::DiscretionChosen {
        issue: c.issue,
        discretion: c.discretion,
    }))
}
