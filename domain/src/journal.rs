//! The journal as a chain: each row carries a hash over the row before it and over itself, so that
//! whoever knows the hash of one row knows whether any row up to it was changed.
//!
//! A locked agenda's [document](crate::agenda::document::Document) names the last row before it and
//! that row's hash. The fingerprint on paper, which is in many hands, thereby vouches for all that
//! came before.

use serde::{Deserialize, Serialize};

use crate::CommunityId;
use crate::hex::sha256_hex;

/// The last row of a journal, or of a part of it: its number and its hash. Of an empty journal the
/// number is 0 and the hash is [`Head::of_nothing`]'s.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub number: u32,
    /// SHA-256, in 64 hexadecimal digits.
    pub hash: String,
}

impl Head {
    /// Before the first row: one community's chain is never the beginning of another's.
    pub fn of_nothing(community: CommunityId) -> Self {
        Self {
            number: 0,
            hash: sha256_hex(community.to_string()),
        }
    }

    /// After one row more.
    pub fn after(&self, row: &Row<'_>) -> Self {
        Self {
            number: row.number,
            hash: sha256_hex(format!("{}\n{}", self.hash, row.canonical())),
        }
    }
}

/// A row of the journal in the very characters in which it is kept: one that is written otherwise,
/// and means the same, is another row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'r> {
    /// From 1, without a gap.
    pub number: u32,
    /// The id of the command that it follows from.
    pub command: &'r str,
    /// Milliseconds UTC.
    pub at: i64,
    /// Who caused it; nobody for the operator.
    pub actor: Option<&'r str>,
    /// The role that signs it.
    pub role: Option<&'r str>,
    /// The [event](crate::Event) as JSON.
    pub event: &'r str,
}

impl Row<'_> {
    /// What is hashed: JSON without blanks, fields in the order of the struct, the event as it is.
    pub fn canonical(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let opt = |value: Option<&str>| value.map_or_else(|| "null".to_owned(), text);
        format!(
            "{{\"number\":{},\"command\":{},\"at\":{},\"actor\":{},\"role\":{},\"event\":{}}}",
            self.number,
            text(self.command),
            self.at,
            opt(self.actor),
            opt(self.role),
            self.event,
        )
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ROW: Row<'_> = Row {
        number: 1,
        command: "c",
        at: 5,
        actor: None,
        role: Some("operator"),
        event: "{\"a\":1}",
    };

    #[test]
    fn a_row_is_hashed_with_the_one_before_it() {
        assert_eq!(
            ROW.canonical(),
            "{\"number\":1,\"command\":\"c\",\"at\":5,\"actor\":null,\"role\":\"operator\",\
             \"event\":{\"a\":1}}"
        );
        let nothing = Head::of_nothing(CommunityId(Uuid::from_u128(1)));
        let head = nothing.after(&ROW);
        assert_eq!(
            head.hash,
            sha256_hex(format!("{}\n{}", nothing.hash, ROW.canonical()))
        );
    }

    #[test]
    fn whatever_is_changed_gives_another_hash() {
        let nothing = Head::of_nothing(CommunityId(Uuid::from_u128(1)));
        let head = nothing.after(&ROW);
        let changed = [
            Row { number: 2, ..ROW },
            Row {
                command: "C",
                ..ROW
            },
            Row { at: -5, ..ROW },
            Row {
                actor: Some("null"),
                ..ROW
            },
            Row { role: None, ..ROW },
            Row {
                event: "{\"a\": 1}",
                ..ROW
            },
        ];
        for row in changed {
            assert_ne!(nothing.after(&row).hash, head.hash, "{row:?}");
        }
        let other = Head::of_nothing(CommunityId(Uuid::from_u128(2)));
        assert_ne!(other.after(&ROW).hash, head.hash);
    }
}
