//! Identities. All but a building's are UUIDs that the sender of a command made (version 7, so that
//! they sort by time); a building's comes from the estate's plan.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(s).map(Self)
            }
        }
    )+};
}

ids! {
    /// One sending of one command; the same id sent twice is carried out once.
    CommandId,
    /// A community (居民区).
    CommunityId,
    /// A household on the register.
    HouseholdId,
    /// An issue (议题). People see its number instead.
    IssueId,
    /// A meeting. People see its number instead.
    MeetingId,
    /// An organisation that handles issues (承办单位).
    OrganisationId,
    /// A person; may belong to several communities.
    PersonId,
    /// A photo, uploaded before the command that names it.
    PhotoId,
    /// A printed household slip (入户码), or an invitation to an office.
    SlipId,
    /// Words that a person wrote, kept apart from the journal.
    TextId,
}

impl TextId {
    /// A command brings at most one text, so the text takes the command's id.
    pub fn of(command: CommandId) -> Self {
        Self(command.0)
    }
}

/// A building, named by the plan that it was imported from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BuildingId(pub String);

impl fmt::Display for BuildingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
