//! Households, the slips in their letter boxes, and joining with one. What the register says of
//! them is kept in `register`.

mod register;

use serde::{Deserialize, Serialize};

use crate::field::{Check, NAME_MAX, NICKNAME_MAX, ROOM_MAX};
use crate::time::{DAY, MINUTE};
use crate::{
    Actor, BuildingId, Event, Field, HouseholdId, Kept, Language, Outcome, PersonId, Problem,
    Refusal, Role, SlipId, State, Timestamp, office,
};

pub(crate) use register::change;
pub use register::{ADULTS_MAX, Change, Home, Housing, Listed, Registered};

/// A household on the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    pub id: HouseholdId,
    pub building: BuildingId,
    /// The number of the flat, as on its door: at most [`ROOM_MAX`] characters.
    pub room: String,
}

/// The operator puts a household on the register.
pub type RegisterHousehold = Household;

pub(crate) fn register(state: &State, household: &Household) -> Result<Outcome, Refusal> {
    if state.households.contains_key(&household.id) {
        Err(Refusal::Exists)
    } else if state.buildings.contains_key(&household.building) {
        let mut check = Check::default();
        let room = check.text(Field::Household, &household.room, ROOM_MAX);
        check.done()?;
        Ok(Outcome::event(Event::HouseholdRegistered {
            household: household.id,
            building: household.building.clone(),
        })
        .with([Kept::Room {
            household: household.id,
            room,
        }]))
    } else {
        Err(Refusal::NotFound)
    }
}

/// A slip (入户码): one for a household, with a code that admits some of its adults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub id: SlipId,
    pub household: HouseholdId,
    /// How many people may join with it.
    pub admits: u32,
    /// How many have.
    pub joined: u32,
    /// Roles that whoever joins receives; always with resident.
    pub roles: Vec<Role>,
    pub expires_at: Timestamp,
    /// A newer one was printed for its household.
    pub void: bool,
}

/// Prints a slip for a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintSlip {
    pub slip: SlipId,
    pub household: HouseholdId,
    pub admits: u32,
    pub roles: Vec<Role>,
    pub expires_at: Timestamp,
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
}

pub(crate) fn print_slip(state: &State, c: &PrintSlip, now: Timestamp) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    check.range(Field::Household, c.admits, &(1..=20));
    check.time(Field::StartsAt, c.expires_at, now.plus(1));
    check_code_hash(&mut check, &c.code_hash);
    // A handler is one of an organisation, of which a household's slip knows nothing.
    if c.roles.contains(&Role::Operator) || c.roles.contains(&Role::Handler) {
        check.wrong(Field::Code, Problem::Unknown);
    }
    check.done()?;
    if !state.households.contains_key(&c.household) {
        return Err(Refusal::NotFound);
    }
    let mut roles = c.roles.clone();
    roles.push(Role::Resident);
    roles.sort();
    roles.dedup();
    Ok(Outcome::event(Event::SlipPrinted {
        slip: c.slip,
        household: c.household,
        admits: c.admits,
        roles,
        expires_at: c.expires_at,
    })
    .with([Kept::SlipCode {
        slip: c.slip,
        code_hash: c.code_hash.clone(),
    }]))
}

/// Notes a hash that can't be one.
pub(crate) fn check_code_hash(check: &mut Check, hash: &str) {
    let hash = hash.as_bytes();
    if !(1..=64).contains(&hash.len()) || !hash.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        check.wrong(Field::Code, Problem::Unknown);
    }
}

/// Prints a household's slip anew: it admits those of its adults who have not joined yet, and all
/// earlier ones are void, but for those that give an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewSlip {
    pub slip: SlipId,
    pub household: HouseholdId,
    pub expires_at: Timestamp,
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
}

pub(crate) fn renew_slip(state: &State, c: &RenewSlip, now: Timestamp) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    check.time(Field::StartsAt, c.expires_at, now.plus(1));
    check_code_hash(&mut check, &c.code_hash);
    check.done()?;
    if !state.households.contains_key(&c.household) {
        return Err(Refusal::NotFound);
    }
    let admits = state.home(c.household).missing()?;
    Ok(Outcome::event(Event::SlipRenewed {
        slip: c.slip,
        household: c.household,
        admits,
        expires_at: c.expires_at,
    })
    .with([Kept::SlipCode {
        slip: c.slip,
        code_hash: c.code_hash.clone(),
    }]))
}

/// Somebody without a phone joins at the committee's desk: their household has joined with them,
/// and what they say is entered for them (代录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAtDesk {
    pub person: PersonId,
    pub household: HouseholdId,
    /// The name of this person, not known to other residents.
    pub name: String,
}

pub(crate) fn join_at_desk(
    state: &State,
    actor: &Actor,
    c: &JoinAtDesk,
) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    let name = check.text(Field::Name, &c.name, NAME_MAX);
    if !state.households.contains_key(&c.household) {
        check.wrong(Field::Household, Problem::Unknown);
    }
    check.done()?;
    check_own(state, actor, c.household)?;
    let home = state.home(c.household);
    // Somebody of whom nothing that was entered holds any more has not joined.
    let known = state.entered_person;
    if known.map_or(state.person_taken, |known| home.people.contains(&known)) {
        return Err(Refusal::Exists);
    }
    let person = known.unwrap_or(c.person);
    home.check_entered(person)?;
    let entered_by = actor.person.ok_or(Refusal::NotAllowed)?;
    Ok(Outcome::event(Event::JoinedAtDesk {
        person,
        household: c.household,
        entered_by,
    })
    .with([Kept::EnteredPerson {
        person,
        household: c.household,
        name,
    }]))
}

/// Refuses whoever enters something for a household in a building that is not theirs.
pub(crate) fn check_own(
    state: &State,
    actor: &Actor,
    household: HouseholdId,
) -> Result<(), Refusal> {
    match state.households.get(&household) {
        Some(building) if !actor.enters_for(building) => Err(Refusal::NotYourBuilding),
        Some(_) | None => Ok(()),
    }
}

/// Somebody joins with a slip, or takes an office that they are invited to. Which slip or
/// invitation the code means is looked up by the store and stands in the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The new person, or one who already belongs to another community of this server.
    pub person: PersonId,
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
    pub nickname: String,
    pub language: Language,
    /// The person agreed to the text about what is kept and why.
    pub consent: bool,
    /// The version of that text.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub text: u32,
}

fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_first(version: &u32) -> bool {
    *version == first()
}

impl Join {
    /// Notes that they have not agreed to a text that there is.
    pub(crate) fn check_consent(&self, check: &mut Check) {
        if !self.consent || !(1..=CONSENT_VERSION).contains(&self.text) {
            check.wrong(Field::Consent, Problem::Missing);
        }
    }
}

/// The version of the consent text that people agree to; raised when the text changes in substance.
pub const CONSENT_VERSION: u32 = 3;

pub(crate) fn join(state: &State, c: &Join, now: Timestamp) -> Result<Outcome, Refusal> {
    if let Some(invitation) = &state.invitation {
        return office::accept(state, invitation, c, now);
    }
    let slip = state.slip.as_ref().ok_or(Refusal::SlipUnknown)?;
    check_slip(slip, now)?;
    // Whoever holds an office without living here may come to live here.
    let member = state.members.get(&c.person);
    if member.is_some_and(|member| member.household.is_some()) {
        return Err(Refusal::AlreadyMember);
    }
    let mut check = Check::default();
    let nickname = check.text(Field::Nickname, &c.nickname, NICKNAME_MAX);
    c.check_consent(&mut check);
    check.done()?;
    state.home(slip.household).missing()?;
    Ok(Outcome::event(Event::PersonJoined {
        person: c.person,
        household: slip.household,
        slip: slip.id,
        roles: slip.roles.clone(),
        consent: c.text,
    })
    .with([Kept::Member {
        person: c.person,
        nickname,
        language: c.language,
    }]))
}

/// Whether somebody can still join with this slip.
pub fn check_slip(slip: &Slip, now: Timestamp) -> Result<(), Refusal> {
    if slip.void {
        Err(Refusal::SlipReplaced)
    } else if slip.expires_at <= now {
        Err(Refusal::SlipExpired)
    } else if slip.joined >= slip.admits {
        Err(Refusal::SlipUsedUp)
    } else {
        Ok(())
    }
}

/// Letters and digits that are not mistaken for one another on paper: no 0/O, 1/I/L, U/V.
pub const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code as people type it (lower case, blanks and dashes in it, full-width from a Chinese
/// keyboard), brought to the form that is hashed.
pub fn normalise_code(code: &str) -> String {
    /// From a full-width character to its plain one.
    const FULL_WIDTH: u32 = '！' as u32 - '!' as u32;
    code.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - FULL_WIDTH).unwrap_or(c),
            _ => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .take(32)
        .collect()
}

/// Wrong codes from one person or address before anybody there has to wait, and so often the same
/// wrong code. Slips are easily misread, and a hall full of people is one address: however often
/// the same code is sent, it was one guess.
///
/// Guessing is hopeless all the same: a code is one of 30⁸, some 6.6 · 10¹¹, and with waits one
/// address can try about a hundred a day. Of 1,000 slips that are good for a year it finds one with
/// a chance of 1 to 18,000.
pub const FREE_TRIES: u32 = 20;

/// How long one has to wait after `failures` wrong codes, in milliseconds: nothing for the first
/// [`FREE_TRIES`], then 10 s, doubled each time, a quarter of an hour at most.
pub fn wait_after(failures: u32) -> i64 {
    match failures.checked_sub(FREE_TRIES) {
        None => 0,
        Some(more) => (10_000_i64 << more.min(7)).min(15 * MINUTE),
    }
}

/// Wrong codes are forgotten after this time without another one, in milliseconds.
pub const FAILURES_FORGOTTEN_AFTER: i64 = DAY;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        for typed in ["ABCD-2345", "abcd 2345", " AbCd2345\n", "ＡＢｃｄ－２３45"] {
            assert_eq!(normalise_code(typed), "ABCD2345");
        }
    }

    #[test]
    fn guessing_is_slowed_down() {
        assert_eq!(wait_after(FREE_TRIES - 1), 0);
        assert_eq!(wait_after(FREE_TRIES), 10_000);
        assert_eq!(wait_after(FREE_TRIES + 1), 20_000);
        assert_eq!(wait_after(500), 15 * MINUTE);
    }
}
