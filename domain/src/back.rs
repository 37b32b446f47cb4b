//! Coming back on another phone: as the same person, whose voice is never doubled.
//!
//! Whoever has kept their recovery code needs nobody for it, and nothing of it is in a journal: it
//! is a way of signing in. For whoever has not the committee prints a slip that is bound to the
//! person; who was let back by whom is in the journal, and their household is told.

use serde::{Deserialize, Serialize};

use crate::field::Check;
use crate::household::check_code_hash;
use crate::time::{DAY, MINUTE};
use crate::{
    Action, Actor, Event, Field, Kept, Outcome, PersonId, Refusal, Role, SlipId, State, Timestamp,
};

/// How long the code of a slip that lets somebody back is good, in milliseconds.
pub const LET_BACK_FOR: i64 = 7 * DAY;
/// The same of a code that signs in another browser of whoever is signed in.
pub const HAND_OVER_FOR: i64 = 10 * MINUTE;
/// Letters and digits of a recovery code: one of 30¹⁶, some 4.3 · 10²³. It is good for years, so
/// waits between tries alone would not keep it.
pub const RECOVERY_LENGTH: usize = 16;

/// Prints a slip by which a member comes back as who they are. Earlier ones of theirs are void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetBack {
    pub slip: SlipId,
    pub person: PersonId,
    /// At most [`LET_BACK_FOR`] from now.
    pub expires_at: Timestamp,
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
}

/// Somebody comes back by such a slip; which it is the store looks up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComeBack {
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
}

/// A slip that is bound to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    pub slip: SlipId,
    pub person: PersonId,
    pub expires_at: Timestamp,
    /// Somebody came back by it, or a newer one was printed.
    pub over: bool,
}

pub(crate) fn let_back(
    state: &State,
    actor: &Actor,
    c: &LetBack,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    check.time(Field::StartsAt, c.expires_at, now.plus(1));
    check_code_hash(&mut check, &c.code_hash);
    check.done()?;
    let member = state.members.get(&c.person).ok_or(Refusal::NotFound)?;
    if member.roles.is_empty() || c.expires_at > now.plus(LET_BACK_FOR) {
        return Err(Refusal::NotFound);
    }
    // Whoever has the slip is that person, and no committee worker becomes a secretary by it.
    let in_office = member.roles.iter().any(|role| *role != Role::Resident);
    if in_office && !actor.may(Action::GrantOffice) {
        return Err(Refusal::ReturnsInOffice);
    }
    // Nor anybody in another community.
    if state.elsewhere {
        return Err(Refusal::BelongsElsewhere);
    }
    Ok(Outcome::event(Event::ReturnPrinted {
        slip: c.slip,
        person: c.person,
        expires_at: c.expires_at,
    })
    .with([Kept::SlipCode {
        slip: c.slip,
        code_hash: c.code_hash.clone(),
    }]))
}

pub(crate) fn come_back(state: &State, now: Timestamp) -> Result<Outcome, Refusal> {
    let back = state.back.as_ref().ok_or(Refusal::SlipUnknown)?;
    check_return(back, now)?;
    let member = state.members.get(&back.person);
    // They have belonged to the community, and do no more; or they have joined another since.
    if member.is_none_or(|member| member.roles.is_empty()) || state.elsewhere {
        return Err(Refusal::SlipExpired);
    }
    Ok(Outcome::event(Event::CameBack {
        slip: back.slip,
        person: back.person,
    }))
}

/// Whether somebody can still come back by this slip.
pub fn check_return(back: &Return, now: Timestamp) -> Result<(), Refusal> {
    if back.over {
        Err(Refusal::SlipUsedUp)
    } else if back.expires_at <= now {
        Err(Refusal::SlipExpired)
    } else {
        Ok(())
    }
}
