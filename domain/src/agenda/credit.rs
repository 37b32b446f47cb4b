//! What a person carries from one meeting to the next.

use num_traits::Zero;
use serde::{Deserialize, Serialize};

use super::fraction::{Fraction, floor_units, whole};

/// Minutes, in whole millionths, rounded down when a meeting is settled. Within a meeting all is
/// exact; carried on for years, exact fractions would grow without end (each meeting multiplies
/// their denominators), and a millionth of a minute is worth less than anything that could be
/// bought with it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Credit(pub u64);

const UNITS: u64 = 1_000_000;

impl Credit {
    /// So many minutes, rounded down; none for less than nothing.
    pub fn of(minutes: &Fraction) -> Self {
        if *minutes < Fraction::zero() {
            return Self(0);
        }
        Self(floor_units(minutes, UNITS))
    }

    /// Minutes, as the rule reads them.
    pub fn minutes(self) -> Fraction {
        whole(self.0) / whole(UNITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_a_minute_is_carried_rounded_down_and_never_a_debt() {
        let third = whole(1) / whole(3);
        assert_eq!(Credit::of(&third), Credit(333_333));
        assert_eq!(Credit::of(&-third), Credit(0));
        assert_eq!(Credit(1_500_000).minutes(), whole(3) / whole(2));
    }
}
