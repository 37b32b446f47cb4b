#![doc = include_str!("README.md")]

mod bounds;
mod credit;
pub mod document;
mod election;
mod equal_shares;
mod fraction;
mod outcome;
mod phragmen;
mod settings;
pub mod verify;
mod votes;

use serde::{Deserialize, Serialize};

pub use credit::Credit;
pub use document::choose;
pub use election::{Ballot, Election, Malformed};
pub use equal_shares::{Step, equal_shares};
pub use fraction::{Fraction, ceil_units, floor_units, parse as parse_fraction, whole};
pub use outcome::{Accounts, LeftOut, Outcome, Paid, Reason, Taken};
pub use phragmen::phragmen;
pub(crate) use settings::change as change_settings;
pub use settings::{PASSED_OVER_AFTER, RESERVED, Settings, UNHEARD_AFTER};
pub use votes::votes;

/// The rules by which a community can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// [`equal_shares()`]
    EqualShares,
    /// [`phragmen()`]
    Phragmen,
    /// [`votes()`]
    Votes,
}

impl Rule {
    /// All of them, the recommended one first.
    pub const ALL: [Rule; 3] = [Rule::EqualShares, Rule::Phragmen, Rule::Votes];

    /// The code in settings, documents and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Rule::EqualShares => "equal-shares",
            Rule::Phragmen => "phragmen",
            Rule::Votes => "votes",
        }
    }

    /// The rule with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Raised whenever the same seconds and settings could have another outcome: an agenda is recomputed by the rule that
    /// made it.
    pub fn version(self) -> u32 {
        match self {
            Rule::EqualShares | Rule::Phragmen | Rule::Votes => 1,
        }
    }
}
