//! Common ground (共识): which issues people of different areas, and of different kinds of housing,
//! second together. A measure to find them by; no agenda is made by it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FEW;

/// How many households there are in each group of an estate that is large enough to be counted:
/// an area or a kind of housing, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groups(BTreeMap<String, u32>);

impl Groups {
    /// From how many households live where; groups without a name are none.
    pub fn of(households: impl IntoIterator<Item = (String, u32)>) -> Self {
        let mut groups = BTreeMap::new();
        for (group, households) in households {
            *groups.entry(group).or_default() += households;
        }
        groups.retain(|group, households| !group.is_empty() && *households >= FEW);
        Self(groups)
    }

    /// How an issue stands in them, from how many households second it where.
    pub fn ground(&self, seconding: impl IntoIterator<Item = (String, u32)>) -> CommonGround {
        let mut counted: BTreeMap<&String, u32> = self.0.keys().map(|group| (group, 0)).collect();
        for (group, households) in seconding {
            if let Some(count) = counted.get_mut(&group) {
                *count += households;
            }
        }
        let rates = self.0.iter().map(|(group, of)| {
            let households = counted.get(group).copied().unwrap_or_default();
            Seconding {
                households,
                of: *of,
            }
        });
        CommonGround(rates.collect())
    }
}

/// Households of a group that second an issue, of all that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seconding {
    pub households: u32,
    pub of: u32,
}

/// How an issue stands in each group that is counted, without their names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CommonGround(pub Vec<Seconding>);

impl CommonGround {
    /// The geometric mean of the groups' support rates, in tenths of a percent, rounded: 0 where a
    /// group has nobody who seconds it, and else at least 1. Nothing where there are fewer than two
    /// groups: nobody has anything in common alone.
    pub fn per_mille(&self) -> Option<u32> {
        if self.0.len() < 2 {
            return None;
        }
        if self.reached() < self.0.len() {
            return Some(0);
        }
        let mut mean = 1.0;
        let root = 1.0 / f64::from(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        for group in &self.0 {
            mean *= (f64::from(group.households) / f64::from(group.of)).powf(root);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1000"
        )]
        let per_mille = (mean * 1_000.0).round() as u32;
        Some(per_mille.max(1))
    }

    /// In how many of the groups somebody seconds it.
    pub fn reached(&self) -> usize {
        self.0.iter().filter(|it| it.households > 0).count()
    }

    /// More stands before less: by the mean, and where it is the same by how many groups are
    /// reached.
    pub fn order(&self) -> (u32, usize) {
        (self.per_mille().unwrap_or(0), self.reached())
    }
}

/// Tenths of a percent in words: `8.4%`.
pub fn tenths(per_mille: u32) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named<const N: usize>(groups: [(&str, u32); N]) -> [(String, u32); N] {
        groups.map(|(group, households)| (group.to_owned(), households))
    }

    #[test]
    fn support_on_both_sides_is_more_common_than_much_on_one() {
        let groups = Groups::of(named([("E", 60), ("E", 40), ("W", 25), ("N", 9), ("", 50)]));
        let ground = |seconding: &[(&str, u32)]| {
            let seconding = seconding
                .iter()
                .map(|(group, many)| ((*group).to_owned(), *many));
            groups.ground(seconding)
        };
        // √(4 % · 16 %), which 25 % of all of the East are not; what is not counted adds nothing.
        let both = ground(&[("E", 3), ("E", 1), ("W", 4), ("N", 9), ("", 50)]);
        assert_eq!(
            (both.per_mille(), both.reached(), both.0.len()),
            (Some(80), 2, 2)
        );
        let one = ground(&[("E", 100)]);
        assert_eq!((one.per_mille(), one.reached()), (Some(0), 1));
        assert!(both.order() > one.order() && one.order() > ground(&[]).order());
        assert_eq!(ground(&[("E", 100), ("W", 25)]).per_mille(), Some(1_000));
        // Of very large groups a household each is still something in common.
        let large = Groups::of(named([("E", 90_000), ("W", 90_000)]));
        assert_eq!(
            large.ground(named([("E", 1), ("W", 1)])).per_mille(),
            Some(1)
        );
        let alone = Groups::of(named([("E", 100), ("W", 9)]));
        assert_eq!(
            alone.ground(named([("E", 100), ("W", 9)])).per_mille(),
            None
        );
    }
}
