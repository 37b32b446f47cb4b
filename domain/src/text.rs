//! Words of people. A person may ask to have them deleted, so they are kept once, in tables of
//! their own; events point to them and never contain them.

use serde::{Deserialize, Serialize};

use crate::field::{Check, REASON_MAX};
use crate::{Actor, Field, HouseholdId, PersonId, Refusal, SlipId, TextId};

/// Words that a person wrote. Of an issue: title and text. Of a decision: who carries it out, and
/// the words. Otherwise only a body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// An issue's title, or who carries a decision out.
    pub title: String,
    /// The words; line breaks are kept.
    pub body: String,
}

impl Text {
    /// Words without a title.
    pub fn body(body: String) -> Self {
        Self {
            title: String::new(),
            body,
        }
    }
}

/// What comes with a command and is kept apart from its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Words, and who wrote them.
    Text {
        id: TextId,
        text: Text,
        author: Option<PersonId>,
    },
    /// The name that neighbours see.
    Nickname { person: PersonId, nickname: String },
    /// Somebody without a phone for whom something was entered (代录), known to the committee only.
    EnteredPerson {
        person: PersonId,
        household: HouseholdId,
        name: String,
    },
    /// The hash of a slip's code; the code itself is only on paper.
    SlipCode { slip: SlipId, code_hash: String },
}

impl Kept {
    /// Words of whoever sends the command.
    pub(crate) fn words(id: TextId, actor: &Actor, text: Text) -> Self {
        Kept::Text {
            id,
            text,
            author: actor.person,
        }
    }

    /// The reason that is needed for whatever is changed by hand or does not move forward.
    pub(crate) fn reason(id: TextId, actor: &Actor, reason: &str) -> Result<Self, Refusal> {
        let mut check = Check::default();
        let reason = check.text(Field::Reason, reason, REASON_MAX);
        check.done()?;
        Ok(Self::words(id, actor, Text::body(reason)))
    }
}
