//! Integration: how far people of all areas and all kinds of housing take part. Only counts of
//! whole groups: what so few households did is shown of no group, and nobody can work it out of
//! what is shown.

mod hide;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::BuildingId;
use crate::household::Housing;

/// What is counted of fewer households than this stands nowhere.
pub const FEW: u32 = 10;

/// A building as far as it is counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildingFacts {
    pub id: BuildingId,
    pub name: String,
    /// The name of its cluster; empty where it has none.
    pub area: String,
    pub housing: Option<Housing>,
}

/// What is counted of one household of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeFacts {
    pub building: BuildingId,
    /// Issues that its people filed.
    pub reports: u32,
    /// Live seconds that its people gave, or that were entered for them.
    pub seconds: u32,
    /// Those of its reports that were on a locked agenda.
    pub items: u32,
    /// Those of its reports whose last result the reporter calls solved, and which were not taken
    /// up again.
    pub solved: u32,
}

/// All that integration is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Homes {
    /// In the plan's order.
    pub buildings: Vec<BuildingFacts>,
    pub homes: Vec<HomeFacts>,
}

/// What households of a group did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub households: u32,
    /// Those of them that filed or seconded anything.
    pub heard: u32,
    pub reports: u32,
    pub seconds: u32,
    pub items: u32,
    pub solved: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.households += other.households;
        self.heard += other.heard;
        self.reports += other.reports;
        self.seconds += other.seconds;
        self.items += other.items;
        self.solved += other.solved;
    }
}

impl Counts {
    fn of(home: &HomeFacts) -> Self {
        Self {
            households: 1,
            heard: u32::from(home.reports > 0 || home.seconds > 0),
            reports: home.reports,
            seconds: home.seconds,
            items: home.items,
            solved: home.solved,
        }
    }
}

/// A group with what is shown of it; nothing of one that is kept back.
pub type Group<Of> = (Of, Option<Counts>);

/// The counts of a community, as far as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// In the plan's order; those without a cluster under an empty name.
    pub by_area: Vec<Group<String>>,
    /// Those of which nobody said it under none.
    pub by_housing: Vec<Group<Option<Housing>>>,
    pub total: Option<Counts>,
    /// Buildings of at least [`FEW`] households none of which filed or seconded anything, in the
    /// plan's order.
    pub silent: Vec<String>,
    /// How many buildings have fewer households, but any: of these it is not said.
    pub small: u32,
}

/// Where households are counted in both ways.
type Cell<'a> = (&'a str, Option<Housing>);

/// What these facts are in counts.
pub fn integration(facts: &Homes) -> Integration {
    let known: BTreeMap<&BuildingId, &BuildingFacts> =
        facts.buildings.iter().map(|it| (&it.id, it)).collect();
    let mut cells: BTreeMap<Cell<'_>, Counts> = BTreeMap::new();
    let mut of_building: BTreeMap<&BuildingId, Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for home in &facts.homes {
        let counts = Counts::of(home);
        let building = known.get(&home.building);
        let area = building.map_or("", |it| it.area.as_str());
        let housing = building.and_then(|it| it.housing);
        *cells.entry((area, housing)).or_default() += counts;
        *of_building.entry(&home.building).or_default() += counts;
        total += counts;
    }
    // Groups in which anybody lives.
    let lived: BTreeSet<&str> = cells.keys().map(|(area, _)| *area).collect();
    let mut areas: Vec<&str> = vec![];
    for building in &facts.buildings {
        let area = building.area.as_str();
        if !area.is_empty() && lived.contains(area) && !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas.extend(lived.contains("").then_some(""));
    let kinds = Housing::ALL.into_iter().map(Some).chain([None]);
    let kinds: Vec<Option<Housing>> = kinds
        .filter(|kind| cells.keys().any(|(_, of)| of == kind))
        .collect();

    let place = |(area, kind): &Cell<'_>| {
        let row = areas.iter().position(|it| it == area)?;
        let column = kinds.iter().position(|it| it == kind)?;
        Some((row, column))
    };
    let sizes = cells
        .iter()
        .filter_map(|(cell, counts)| Some((place(cell)?, counts.households)));
    let shown = hide::shown(&sizes.collect(), areas.len(), kinds.len());
    let sum = |is: &dyn Fn(&Cell<'_>) -> bool| {
        let mut sum = Counts::default();
        for (_, counts) in cells.iter().filter(|(cell, _)| is(cell)) {
            sum += *counts;
        }
        sum
    };
    let by_area = areas.iter().zip(&shown.rows).map(|(area, shown)| {
        let counts = shown.then(|| sum(&|(of, _)| of == area));
        ((*area).to_owned(), counts)
    });
    let by_housing = kinds.iter().zip(&shown.columns).map(|(kind, shown)| {
        let counts = shown.then(|| sum(&|(_, of)| of == kind));
        (*kind, counts)
    });
    let silent = facts.buildings.iter().filter(|building| {
        let counts = of_building.get(&building.id);
        counts.is_some_and(|it| it.households >= FEW && it.heard == 0)
    });
    let small = of_building
        .values()
        .filter(|it| it.households < FEW)
        .count();
    Integration {
        by_area: by_area.collect(),
        by_housing: by_housing.collect(),
        total: shown.total.then_some(total),
        silent: silent.map(|it| it.name.clone()).collect(),
        small: u32::try_from(small).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many households in each building, of which `heard` filed something.
    fn facts(buildings: &[(&str, Option<Housing>, u32, u32)]) -> Homes {
        let mut facts = Homes::default();
        for (n, (area, housing, households, heard)) in buildings.iter().enumerate() {
            let id = BuildingId(format!("b{n}"));
            facts.buildings.push(BuildingFacts {
                id: id.clone(),
                name: format!("No. {n}"),
                area: (*area).to_owned(),
                housing: *housing,
            });
            facts.homes.extend((0..*households).map(|nth| HomeFacts {
                building: id.clone(),
                reports: u32::from(nth < *heard),
                seconds: 0,
                items: 0,
                solved: 0,
            }));
        }
        facts
    }

    fn sizes<Of>(groups: &[Group<Of>]) -> Vec<Option<u32>> {
        let sizes = groups
            .iter()
            .map(|(_, counts)| counts.map(|it| it.households));
        sizes.collect()
    }

    #[test]
    fn nine_households_are_shown_of_no_group_nor_by_what_is_left() {
        let (sold, rent) = (Some(Housing::Commodity), Some(Housing::LowRent));
        // All large: nothing is kept back.
        let all = integration(&facts(&[("E", sold, 30, 3), ("W", rent, 10, 0)]));
        assert_eq!(sizes(&all.by_area), [Some(30), Some(10)]);
        assert_eq!(all.total.map(|it| (it.households, it.heard)), Some((40, 3)));
        assert_eq!(
            (all.silent.as_slice(), all.small),
            (&["No. 1".to_owned()][..], 0)
        );
        // A group of nine takes the smallest other with it.
        let nine = integration(&facts(&[
            ("E", sold, 30, 3),
            ("W", sold, 9, 9),
            ("N", sold, 20, 0),
        ]));
        assert_eq!(sizes(&nine.by_area), [Some(30), None, None]);
        assert_eq!(sizes(&nine.by_housing), [Some(59)]);
        // Two small ones that are fewer than ten together as well.
        let two = integration(&facts(&[
            ("E", sold, 30, 3),
            ("W", sold, 4, 4),
            ("N", sold, 5, 0),
            ("S", sold, 12, 1),
        ]));
        assert_eq!(sizes(&two.by_area), [Some(30), None, None, None]);
        assert_eq!(two.small, 2);
        // Nobody else to hide it among: the total goes, too.
        let alone = integration(&facts(&[("E", sold, 9, 3)]));
        assert_eq!((sizes(&alone.by_area), alone.total), (vec![None], None));
    }

    #[test]
    fn what_one_table_shows_gives_away_nothing_of_the_other() {
        let (sold, rent) = (Some(Housing::Commodity), Some(Housing::LowRent));
        // All sold flats but five stand in the West: the difference would be these five.
        let five = integration(&facts(&[
            ("E", rent, 35, 0),
            ("E", sold, 5, 1),
            ("W", sold, 30, 0),
        ]));
        let (areas, kinds) = (sizes(&five.by_area), sizes(&five.by_housing));
        assert!(
            areas == [None, None] || kinds == [None, None],
            "{areas:?} {kinds:?}"
        );
    }

    #[test]
    fn an_estate_in_which_nobody_lives_has_no_groups() {
        let nobody = integration(&facts(&[("E", None, 0, 0)]));
        assert_eq!((nobody.by_area.len(), nobody.by_housing.len()), (0, 0));
        assert_eq!((nobody.total, nobody.small), (None, 0));
    }
}
