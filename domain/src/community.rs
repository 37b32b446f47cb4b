//! A community (居民区).

use serde::{Deserialize, Serialize};

use crate::field::{Check, NAME_MAX};
use crate::{CommunityId, Event, Field, Language, Outcome, Problem, Refusal, State, Zone};

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
    const RESERVED: [&str; 7] = [
        "api",
        "pkg",
        "icons",
        "shell",
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
    if !is_slug(&c.slug) || !c.zone.is_sound() {
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
