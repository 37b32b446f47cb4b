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

use crate::codes::codes;

pub use credit::Credit;
pub use election::{Ballot, Election, Malformed};
pub use equal_shares::{Raise, equal_shares};
pub use fraction::{Fraction, ceil_units, floor_units, parse as parse_fraction, whole};
pub use phragmen::{phragmen, phragmen_order};
pub use seconds::{by_seconds, ranks};
pub use selection::{Accounts, LeftOut, Paid, Reason, Selection, Taken};
pub(crate) use settings::change as change_settings;
pub use settings::{PASSED_OVER_AFTER, RESERVED, Settings, UNHEARD_AFTER};

codes! {
    /// The rules by which a community can choose, the recommended one first. ([`phragmen()`] ranks
    /// open issues, and knows no minutes that a meeting has.)
    pub enum Rule {
        /// [`equal_shares()`]
        EqualShares = "equal-shares",
        /// [`by_seconds()`]
        Seconds = "seconds",
    }
}

impl Rule {
    /// Chooses; `step` matters to equal shares only.
    pub fn choose(self, election: &Election, step: &Raise) -> Selection {
        match self {
            Rule::EqualShares => equal_shares(election, step),
            Rule::Seconds => by_seconds(election),
        }
    }

    /// Raised whenever the same seconds and settings could have another outcome: an agenda is
    /// recomputed by the rule that made it.
    pub fn version(self) -> u32 {
        match self {
            Rule::EqualShares | Rule::Seconds => 1,
        }
    }
}
