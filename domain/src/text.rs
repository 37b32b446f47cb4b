//! Words of people. A person may ask to have them deleted, so they are kept once, in tables of
//! their own; events point to them and never contain them.

use serde::{Deserialize, Serialize};

use crate::field::{Check, REASON_MAX};
use crate::place::Position;
use crate::{
    Actor, Field, HouseholdId, IssueId, Language, PersonId, PhotoId, Refusal, SlipId, TextId,
};

/// Words that a person wrote. Of an issue: title and text. Otherwise only a body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// An issue's title.
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

/// What comes with a command and is kept apart from its events: whatever people wrote, and whatever
/// else tells who or where somebody is. It can be erased; the journal can't.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// Words, and who wrote them.
    Text {
        id: TextId,
        text: Text,
        author: Option<PersonId>,
    },
    /// Who carries a decision out, beside its words.
    Owner { id: TextId, owner: String },
    /// Where exactly an issue is.
    Position { issue: IssueId, position: Position },
    /// The number of a flat, as on its door.
    Room {
        household: HouseholdId,
        room: String,
    },
    /// The name that neighbours see, and the language that the person reads.
    Member {
        person: PersonId,
        nickname: String,
        language: Language,
    },
    /// Somebody without a phone for whom something was entered (代录): known to their household and
    /// to whoever enters for it or watches over that.
    EnteredPerson {
        person: PersonId,
        household: HouseholdId,
        name: String,
    },
    /// The hash of a slip's code; the code itself is only on paper.
    SlipCode { slip: SlipId, code_hash: String },
    /// What a photo shows from now on: what the copy does, which is no photo of its own any more.
    BlackedOut { photo: PhotoId, copy: PhotoId },
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

    /// Where an issue is, if that is known.
    pub(crate) fn position(issue: IssueId, position: Option<Position>) -> Option<Self> {
        position.map(|position| Kept::Position { issue, position })
    }

    /// The reason that is needed for whatever is changed by hand or does not move forward.
    pub(crate) fn reason(id: TextId, actor: &Actor, reason: &str) -> Result<Self, Refusal> {
        let mut check = Check::default();
        let reason = check.text(Field::Reason, reason, REASON_MAX);
        check.done()?;
        Ok(Self::words(id, actor, Text::body(reason)))
    }
}
