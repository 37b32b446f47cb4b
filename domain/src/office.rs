//! Offices (任职): who is given which, and when it ends. What an office allows stands in
//! [`Role::may`]; whoever holds one may do it from the next command on, and whoever held it may
//! not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::field::{Check, NICKNAME_MAX};
use crate::household::{Join, check_code_hash};
use crate::organisation::Organisation;
use crate::{
    Actor, BuildingId, Event, Field, HouseholdId, Kept, OrganisationId, Outcome, PersonId, Problem,
    Refusal, Role, SlipId, State, Timestamp, organisation,
};

/// An office, and what it is held for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// 楼组长, of at least one building.
    BuildingLeader { buildings: Vec<BuildingId> },
    /// 居委干部
    CommitteeWorker,
    /// 书记
    Secretary,
    /// 监督员
    Supervisor,
    /// 承办人, of one organisation.
    Handler { organisation: OrganisationId },
}

impl Office {
    /// What its holder is.
    pub fn role(&self) -> Role {
        match self {
            Office::BuildingLeader { .. } => Role::BuildingLeader,
            Office::CommitteeWorker => Role::CommitteeWorker,
            Office::Secretary => Role::Secretary,
            Office::Supervisor => Role::Supervisor,
            Office::Handler { .. } => Role::Handler,
        }
    }
}

/// A member, as far as it matters for offices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// None of whoever joined to hold an office, and does not live here.
    pub household: Option<HouseholdId>,
    pub roles: BTreeSet<Role>,
    /// Somebody of their household says that they are a stranger to it.
    pub reported: bool,
}

/// Gives a member an office. A building leader who is given it again has the new buildings and no
/// others, a handler the new organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantOffice {
    pub person: PersonId,
    pub office: Office,
}

/// Ends an office, and all that it is held for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndOffice {
    pub person: PersonId,
    pub role: Role,
}

/// Invites somebody to an office: whoever has the code takes it, once. They need not live here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteOfficer {
    pub invitation: SlipId,
    pub office: Office,
    pub expires_at: Timestamp,
    /// SHA-256 of the normalised code, in hex.
    pub code_hash: String,
}

/// An invitation that somebody's code belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: SlipId,
    pub office: Office,
    pub expires_at: Timestamp,
    /// Somebody took it, or it was withdrawn.
    pub over: bool,
}

/// Who holds an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub person: PersonId,
    pub nickname: String,
    /// Where they live; empty for whoever does not live here.
    pub building_name: String,
    pub role: Role,
    pub since: Timestamp,
    /// Of a building leader: theirs.
    pub buildings: Vec<BuildingId>,
    /// Of a handler: for whom they act.
    pub organisation: Option<OrganisationId>,
}

/// An invitation that nobody has taken yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub invitation: SlipId,
    pub office: Office,
    pub expires_at: Timestamp,
}

/// All offices of a community.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offices {
    pub holders: Vec<Holder>,
    pub open: Vec<Open>,
    pub organisations: Vec<Organisation>,
}

/// Whether an office can be given now.
fn check(state: &State, office: &Office) -> Result<(), Refusal> {
    let mut check = Check::default();
    match office {
        Office::BuildingLeader { buildings } => {
            if buildings.is_empty() {
                check.wrong(Field::Place, Problem::Missing);
            } else if !buildings.iter().all(|id| state.buildings.contains_key(id)) {
                check.wrong(Field::Place, Problem::Unknown);
            }
        }
        Office::Handler { organisation: id } => {
            if organisation::find(state, *id).is_err() {
                check.wrong(Field::Organisation, Problem::Unknown);
            }
        }
        Office::CommitteeWorker | Office::Secretary | Office::Supervisor => {}
    }
    check.done()
}

/// With each building once, in order.
fn ordered(office: &Office) -> Office {
    match office {
        Office::BuildingLeader { buildings } => {
            let once: BTreeSet<_> = buildings.iter().cloned().collect();
            Office::BuildingLeader {
                buildings: once.into_iter().collect(),
            }
        }
        Office::CommitteeWorker
        | Office::Secretary
        | Office::Supervisor
        | Office::Handler { .. } => office.clone(),
    }
}

pub(crate) fn grant(state: &State, c: &GrantOffice) -> Result<Outcome, Refusal> {
    find(state, c.person)?;
    check(state, &c.office)?;
    Ok(Outcome::event(Event::OfficeGranted {
        person: c.person,
        office: ordered(&c.office),
    }))
}

pub(crate) fn end(state: &State, actor: &Actor, c: &EndOffice) -> Result<Outcome, Refusal> {
    let member = find(state, c.person)?;
    // With a voice in its household somebody is a resident, and no office makes them one.
    if c.role == Role::Resident || !member.roles.contains(&c.role) {
        return Err(Refusal::NotFound);
    }
    // So that there always is somebody who can give it to another: a secretary's ends by another
    // secretary, or by the operator.
    if c.role == Role::Secretary && actor.person == Some(c.person) {
        return Err(Refusal::OwnOffice);
    }
    Ok(Outcome::event(Event::OfficeEnded {
        person: c.person,
        role: c.role,
    }))
}

pub(crate) fn invite(state: &State, c: &InviteOfficer, now: Timestamp) -> Result<Outcome, Refusal> {
    let same = |known: &Invitation| known.id == c.invitation;
    if state.invitation.as_ref().is_some_and(same) {
        return Err(Refusal::Exists);
    }
    let mut problems = Check::default();
    problems.time(Field::StartsAt, c.expires_at, now.plus(1));
    check_code_hash(&mut problems, &c.code_hash);
    problems.done()?;
    check(state, &c.office)?;
    Ok(Outcome::event(Event::OfficerInvited {
        invitation: c.invitation,
        office: ordered(&c.office),
        expires_at: c.expires_at,
    })
    .with([Kept::SlipCode {
        slip: c.invitation,
        code_hash: c.code_hash.clone(),
    }]))
}

pub(crate) fn withdraw(state: &State, id: SlipId) -> Result<Outcome, Refusal> {
    match &state.invitation {
        Some(invitation) if invitation.id == id && !invitation.over => {
            Ok(Outcome::event(Event::InvitationWithdrawn {
                invitation: id,
            }))
        }
        Some(_) | None => Err(Refusal::NotFound),
    }
}

/// Somebody takes the office that they are invited to: a member as who they are, anybody else joins
/// with it, without a household.
pub(crate) fn accept(
    state: &State,
    invitation: &Invitation,
    c: &Join,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    check_invitation(invitation, now)?;
    // Its organisation may have ended since, and its buildings be gone.
    check(state, &invitation.office)?;
    let mut events = vec![];
    let mut kept = vec![];
    if !state.members.contains_key(&c.person) {
        let mut check = Check::default();
        let nickname = check.text(Field::Nickname, &c.nickname, NICKNAME_MAX);
        c.check_consent(&mut check);
        check.done()?;
        events.push(Event::OfficerJoined {
            person: c.person,
            consent: c.text,
        });
        kept.push(Kept::Member {
            person: c.person,
            nickname,
            language: c.language,
        });
    }
    events.push(Event::InvitationAccepted {
        invitation: invitation.id,
        person: c.person,
    });
    events.push(Event::OfficeGranted {
        person: c.person,
        office: invitation.office.clone(),
    });
    Ok(Outcome::events(events).with(kept))
}

/// Whether somebody can still take an office by this invitation.
pub fn check_invitation(invitation: &Invitation, now: Timestamp) -> Result<(), Refusal> {
    if invitation.over {
        Err(Refusal::SlipUsedUp)
    } else if invitation.expires_at <= now {
        Err(Refusal::SlipExpired)
    } else {
        Ok(())
    }
}

/// Somebody who is a member now.
fn find(state: &State, person: PersonId) -> Result<&Member, Refusal> {
    state.members.get(&person).ok_or(Refusal::NotFound)
}
