//! Organisations (承办单位) whose people handle issues. They act for it, whoever of them it is:
//! what is passed to it is passed on to nobody in particular.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::{Check, NAME_MAX};
use crate::{Event, Field, OrganisationId, Outcome, Refusal, State};

codes! {
    /// What an organisation is.
    pub enum Kind {
        /// 物业
        PropertyFirm = "property_firm",
        /// 业委会
        OwnersCommittee = "owners_committee",
        /// 派出所
        Police = "police",
        /// 共建单位
        PartnerUnit = "partner_unit",
        /// Any other.
        Other = "other",
    }
}

/// An organisation as people read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub kind: Kind,
    /// 1 to [`NAME_MAX`] characters.
    pub name: String,
    /// Not any more: nobody is made its handler.
    pub ended: bool,
}

/// What rules need to know of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub name: String,
    pub ended: bool,
}

/// Adds an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddOrganisation {
    pub organisation: OrganisationId,
    pub kind: Kind,
    pub name: String,
}

/// Says what an organisation is called now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameOrganisation {
    pub organisation: OrganisationId,
    pub name: String,
}

pub(crate) fn add(state: &State, c: &AddOrganisation) -> Result<Outcome, Refusal> {
    if state.organisations.contains_key(&c.organisation) {
        return Err(Refusal::Exists);
    }
    let mut check = Check::default();
    let name = check.text(Field::Name, &c.name, NAME_MAX);
    check.done()?;
    Ok(Outcome::event(Event::OrganisationAdded {
        organisation: c.organisation,
        kind: c.kind,
        name,
    }))
}

pub(crate) fn rename(state: &State, c: &RenameOrganisation) -> Result<Outcome, Refusal> {
    find(state, c.organisation)?;
    let mut check = Check::default();
    let name = check.text(Field::Name, &c.name, NAME_MAX);
    check.done()?;
    Ok(Outcome::event(Event::OrganisationRenamed {
        organisation: c.organisation,
        name,
    }))
}

/// With it end the offices of its handlers.
pub(crate) fn end(state: &State, id: OrganisationId) -> Result<Outcome, Refusal> {
    find(state, id)?;
    Ok(Outcome::event(Event::OrganisationEnded {
        organisation: id,
    }))
}

/// One that has not ended.
pub(crate) fn find(state: &State, id: OrganisationId) -> Result<(), Refusal> {
    match state.organisations.get(&id) {
        Some(known) if !known.ended => Ok(()),
        Some(_) | None => Err(Refusal::NotFound),
    }
}
