//! Whole-number bounds on exact numbers.
//!
//! Every decision of a rule is one about exact fractions. After a few items their numerators have
//! hundreds of digits in real elections, and a run compares millions of them; nearly all of these
//! comparisons are far from a tie. So each number is carried as [`Bounds`], two whole numbers
//! between which it lies, rounded outwards at each step. Where the bounds of two numbers don't
//! overlap, they decide; where they do, the exact fractions are worked out and decide.

use num_traits::Zero;

use super::fraction::Fraction;

/// Two whole numbers, in units of a [`Scale`], between which a number that is not negative lies,
/// ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bounds {
    pub low: u64,
    pub high: u64,
}

impl Bounds {
    /// Whether the number is zero for certain.
    pub fn is_nothing(self) -> bool {
        self.high == 0
    }
}

/// How many units of [`Bounds`] a minute has: a power of two, so that the largest number that
/// occurs has 61 bits or, below one minute, fewer.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    /// The exponent of the power.
    shift: i64,
}

impl Scale {
    /// A scale for numbers up to `largest`.
    pub fn up_to(largest: &Fraction) -> Self {
        let bits = i64::try_from(largest.ceil().to_integer().bits()).unwrap_or(i64::MAX);
        Self { shift: 61 - bits }
    }

    /// The whole numbers next to `number`, which may be negative.
    pub fn around(&self, number: &Fraction) -> (i64, i64) {
        let (mut numerator, mut denominator) = (number.numer().clone(), number.denom().clone());
        if self.shift >= 0 {
            numerator <<= self.shift;
        } else {
            denominator <<= -self.shift;
        }
        let (quotient, rest) = num_integer::Integer::div_mod_floor(&numerator, &denominator);
        let low = i64::try_from(quotient).expect("the scale was made for numbers of this size");
        (low, low + i64::from(!rest.is_zero()))
    }

    /// The bounds of a number that is not negative.
    pub fn bounds(&self, number: &Fraction) -> Bounds {
        let (low, high) = self.around(number);
        Bounds {
            low: low.max(0).cast_unsigned(),
            high: high.max(0).cast_unsigned(),
        }
    }
}

/// Where everyone gives the same or all they have: the cap, as a fraction of whole units.
pub(super) struct Level {
    rest: u128,
    payers: u64,
}

impl Level {
    /// The level at which these purses, which suffice, pay the cost; it is known to be at least
    /// `from`.
    ///
    /// Whoever has less than some level below the true one gives all; what is left, divided among
    /// the others, is a level closer to it, and the true one if nobody has less than it who had as
    /// much as the one before. Few rounds suffice, where sorting would look at every purse many
    /// times. `None` where everybody has to give all to come to it.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "read anew in each round, as is an iterator's way"
    )]
    pub fn of(
        purses: impl Iterator<Item = (u64, u32)> + Clone,
        cost: u64,
        people: u64,
        from: u64,
    ) -> Option<Self> {
        let mut level = from.max(cost.div_ceil(people));
        loop {
            let mut given = 0_u128;
            let mut payers = people;
            let mut least = u64::MAX;
            for (purse, owners) in purses.clone() {
                if purse < level {
                    given += u128::from(purse) * u128::from(owners);
                    payers -= u64::from(owners);
                } else {
                    least = least.min(purse);
                }
            }
            if payers == 0 {
                return None;
            }
            let found = Self {
                rest: u128::from(cost).saturating_sub(given),
                payers,
            };
            level = level.max(found.ceil());
            if least >= level {
                return Some(found);
            }
        }
    }

    pub fn floor(&self) -> u64 {
        u64::try_from(self.rest / u128::from(self.payers)).expect("no cap is above its cost")
    }

    pub fn ceil(&self) -> u64 {
        let cap = self.rest.div_ceil(u128::from(self.payers));
        u64::try_from(cap).expect("no cap is above its cost")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::fraction::{parse, whole};

    #[test]
    fn bounds_hold_their_number_and_are_one_unit_wide_at_most() {
        for largest in ["1", "100000000000", "1e30", "1e-30"] {
            let largest = parse(largest).expect("a number");
            let scale = Scale::up_to(&largest);
            for part in ["1", "1/3", "2/7", "1/1000000007", "0"] {
                let number = &largest * parse(part).expect("a number");
                let (low, high) = scale.around(&number);
                assert!(low <= high && high - low <= 1);
                assert!(high <= 1 << 61);
                let unit = num_traits::Pow::pow(whole(2), scale.shift);
                let in_units = &number * unit;
                assert!(Fraction::from_integer(low.into()) <= in_units);
                assert!(in_units <= Fraction::from_integer(high.into()));
            }
        }
    }
}
