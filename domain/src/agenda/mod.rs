#![doc = include_str!("README.md")]

pub mod audit;
mod bounds;
mod credit;
pub mod document;
mod election;
mod equal_shares;
mod fraction;
mod phragmen;
mod seconds;
mod selection;
mod settings;

use serde::{Deserialize, Serialize};

pub use credit::Credit;
pub use election::{Ballot, Election, Malformed};
pub use equal_shares::{Raise, equal_shares};
pub use fraction::{Fraction, ceil_units, floor_units, parse as parse_fraction, whole};
pub use phragmen::phragmen;
pub use seconds::{by_seconds, ranks};
pub use selection::{Accounts, LeftOut, Paid, Reason, Selection, Taken};
pub(crate) use settings::change as change_settings;
pub use settings::{PASSED_OVER_AFTER, RESERVED, Settings, UNHEARD_AFTER};

/// The rules by which a community can choose. ([`phragmen()`] ranks open issues, and knows no minutes that a meeting has.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// [`equal_shares()`]
    EqualShares,
    /// [`by_seconds()`]
    Seconds,
}

impl Rule {
    /// All of them, the recommended one first.
    pub const ALL: [Rule; 2] = [Rule::EqualShares, Rule::Seconds];

    /// The code in settings and documents.
    pub fn code(self) -> &'static str {
        match self {
            Rule::EqualShares => "equal-shares",
            Rule::Seconds => "seconds",
        }
    }

    /// The rule with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// Chooses; `step` matters to equal shares only.
    pub fn choose(self, election: &Election, step: &Raise) -> Selection {
        match self {
            Rule::EqualShares => equal_shares(election, step),
            Rule::Seconds => by_seconds(election),
        }
    }

    /// Raised whenever the same seconds and settings could have another outcome: an agenda is recomputed by the rule that
    /// made it.
    pub fn version(self) -> u32 {
        match self {
            Rule::EqualShares | Rule::Seconds => 1,
        }
    }
}
