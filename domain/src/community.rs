//! A community (居民区) and who looks at it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::{Check, NAME_MAX};
use crate::{
    Action, BuildingId, CommunityId, Event, Field, HouseholdId, Outcome, PersonId, Problem,
    Refusal, Role, State, Zone,
};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "zh")]
    #[default]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The code in cookies and tables; also good for `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "zh" => Ok(Language::Chinese),
            "en" => Ok(Language::English),
            _ => Err(()),
        }
    }
}

/// What stands in an address and on every page about the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    pub id: CommunityId,
    /// Stands first in every address: lower-case letters, digits and `-`.
    pub slug: String,
    pub name: String,
    /// The language of its own content; the interface follows the reader.
    pub language: Language,
    pub zone: Zone,
}

/// Whoever looks at the pages, as far as this community knows them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Viewer {
    /// `None` for a visitor who is not signed in.
    pub person: Option<PersonId>,
    pub nickname: String,
    pub roles: Vec<Role>,
    pub building: Option<BuildingId>,
    pub household: Option<HouseholdId>,
    /// Notices not yet looked at.
    pub unread: u32,
}

impl Viewer {
    /// A member of the community, rather than a visitor.
    pub fn is_member(&self) -> bool {
        self.may(Action::Read)
    }

    /// May the viewer do that?
    pub fn may(&self, action: Action) -> bool {
        action == Action::Join || self.roles.iter().any(|role| role.may(action))
    }
}

/// The operator sets up a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateCommunity {
    pub slug: String,
    pub name: String,
    pub language: Language,
    pub zone: Zone,
}

/// A slug that can stand first in an address and is none of our own addresses.
pub fn is_slug(slug: &str) -> bool {
    const RESERVED: [&str; 9] = [
        "api",
        "pkg",
        "photos",
        "icons",
        "shell",
        "static",
        "preferences",
        "sign-out",
        "healthz",
    ];
    (1..=32).contains(&slug.len())
        && !RESERVED.contains(&slug)
        && slug
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

pub(crate) fn create(state: &State, c: &CreateCommunity) -> Result<Outcome, Refusal> {
    if state.community_exists {
        return Err(Refusal::Exists);
    }
    let mut check = Check::default();
    let name = check.text(Field::Title, &c.name, NAME_MAX);
    if !is_slug(&c.slug) {
        check.wrong(Field::Code, Problem::Unknown);
    }
    check.done()?;
    Ok(Outcome::event(Event::CommunityCreated {
        slug: c.slug.clone(),
        name,
        language: c.language,
        zone: c.zone.clone(),
    }))
}
