//! How often somebody files and complains: as often as people do in a day; and not for a while
//! where several of their issues had to be hidden. None of it ever keeps anybody from seconding.

use crate::time::DAY;
use crate::{Action, Actor, HouseholdId, PersonId, Refusal, State, Timestamp};

/// Issues that a person files within a day at most.
pub const FILED_A_DAY: u32 = 30;
/// Issues that the people of a household file within a day at most.
pub const FILED_A_DAY_BY_HOUSEHOLD: u32 = 45;
/// Complaints that a person makes within a day at most.
pub const COMPLAINTS_A_DAY: u32 = 10;
/// So many hidden issues of a person, within [`HIDDEN_WITHIN`], pause what they write for
/// [`PAUSED_FOR`] from the last of them. What was shown again does not count.
pub const HIDDEN_MAX: u32 = 3;
/// In milliseconds.
pub const HIDDEN_WITHIN: i64 = 30 * DAY;
/// In milliseconds.
pub const PAUSED_FOR: i64 = 14 * DAY;

/// That somebody has filed an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing {
    pub person: PersonId,
    pub household: Option<HouseholdId>,
    pub at: Timestamp,
}

/// Refuses if this happened `most` times within a day: until when.
fn check_day(
    times: impl Iterator<Item = Timestamp>,
    most: u32,
    now: Timestamp,
) -> Result<(), Refusal> {
    let mut times: Vec<Timestamp> = times.filter(|at| now < at.plus(DAY)).collect();
    times.sort_unstable();
    match times.len().checked_sub(most as usize) {
        None => Ok(()),
        Some(first) => Err(Refusal::EnoughForNow {
            until: times[first].plus(DAY),
        }),
    }
}

/// Refuses whoever has filed, or whose household has, as much as one does in a day; but for those
/// who answer issues, and write down what they are told all day.
pub(crate) fn check_filed(
    state: &State,
    actor: &Actor,
    person: PersonId,
    household: HouseholdId,
    now: Timestamp,
) -> Result<(), Refusal> {
    if actor.may(Action::AnswerIssue) {
        return Ok(());
    }
    let of = |is: &dyn Fn(&Filing) -> bool| {
        let filings = state.filings.iter().filter(|filing| is(filing));
        filings.map(|filing| filing.at).collect::<Vec<_>>()
    };
    let theirs = of(&|filing| filing.person == person);
    check_day(theirs.into_iter(), FILED_A_DAY, now)?;
    let at_home = of(&|filing| filing.household == Some(household));
    check_day(at_home.into_iter(), FILED_A_DAY_BY_HOUSEHOLD, now)
}

/// Refuses whoever has complained as much as one does in a day.
pub(crate) fn check_complained(
    state: &State,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let complaints = state.complaints.iter();
    let theirs = complaints.filter(|((_, by), _)| *by == person);
    check_day(theirs.map(|(_, made)| made.at), COMPLAINTS_A_DAY, now)
}

/// Refuses whoever may not write for a while, because too much of theirs had to be hidden.
pub(crate) fn check_not_paused(
    state: &State,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Refusal> {
    let hidings = state.hidings.values();
    let theirs = hidings.filter(|hiding| hiding.reporter == Some(person));
    let recent = theirs.filter(|hiding| now < hiding.at.plus(HIDDEN_WITHIN));
    let times: Vec<Timestamp> = recent.map(|hiding| hiding.at).collect();
    let hidden = u32::try_from(times.len()).unwrap_or(u32::MAX);
    match times.into_iter().max().map(|last| last.plus(PAUSED_FOR)) {
        Some(until) if hidden >= HIDDEN_MAX && now < until => {
            Err(Refusal::FilingPaused { until, hidden })
        }
        Some(_) | None => Ok(()),
    }
}
