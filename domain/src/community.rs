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
    /// What it is called in each language, in the order of [`Language::ALL`]; empty where nobody
    /// said. Whoever sends pages puts the reader's into `name`.
    #[serde(default)]
    pub names: [String; 2],
    /// The language of its own content; the interface follows the reader.
    pub language: Language,
    pub zone: Zone,
}

impl Community {
    /// What it is called in a language, as far as it has a name in it.
    pub fn called(&self, language: Language) -> &str {
        let [chinese, english] = &self.names;
        let own = match language {
            Language::Chinese => chinese,
            Language::English => english,
        };
        if own.is_empty() { &self.name } else { own }
    }

    /// As a reader of that language sees it.
    #[must_use]
    pub fn read_in(mut self, language: Language) -> Self {
        self.name = self.called(language).to_owned();
        self
    }
}

/// The operator sets up a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateCommunity {
    pub slug: String,
    pub name: String,
    /// What it is called in the other language; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other_name: String,
    pub language: Language,
    pub zone: Zone,
}

/// A slug that can stand first in an address and is none of our own addresses.
pub fn is_slug(slug: &str) -> bool {
    const RESERVED: [&str; 9] = [
        "api",
        "pkg",
        "icons",
        "screenshots",
        "shell",
        "preferences",
        "sign-out",
        "setup",
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
    let other_name = check.optional_text(Field::Title, &c.other_name, NAME_MAX);
    if !is_slug(&c.slug) || !c.zone.is_sound() {
        check.wrong(Field::Code, Problem::Unknown);
    }
    check.done()?;
    Ok(Outcome::event(Event::CommunityCreated {
        slug: c.slug.clone(),
        name,
        other_name,
        language: c.language,
        zone: c.zone.clone(),
    }))
}
