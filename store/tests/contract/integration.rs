//! Who takes part, and what is seconded together: what the tables give is what somebody counts who
//! reads the journal line by line.

use std::collections::{BTreeMap, BTreeSet};

use domain::figures::{Counts, Integration, integration};
use domain::household::{Change, Household, Housing};
use domain::issue::{FeedOrder, FeedQuery};
use domain::{BuildingId, Command, Event, HouseholdId, IssueId, PersonId, Timestamp};
use store::Shared;

use crate::common::{Database, Estate, id, journal};
use crate::figures::Story;
use crate::story::{Random, seed};

/// What somebody counts by hand: of each household where it is, what it filed, and so on.
#[derive(Default)]
struct Home {
    building: String,
    reports: BTreeSet<IssueId>,
    seconds: BTreeSet<(IssueId, PersonId)>,
}

/// The counts of the homes of a group: households, heard, reports, seconds, items, solved.
fn by_hand(events: &[(Timestamp, Event)]) -> BTreeMap<String, [u32; 6]> {
    let mut homes: BTreeMap<HouseholdId, Home> = BTreeMap::new();
    let mut lives_in: BTreeMap<PersonId, HouseholdId> = BTreeMap::new();
    let mut listed: BTreeSet<IssueId> = BTreeSet::new();
    let mut reporters: BTreeMap<IssueId, PersonId> = BTreeMap::new();
    let mut solved: BTreeSet<IssueId> = BTreeSet::new();
    for (_, event) in events {
        match event {
            Event::HouseholdRegistered {
                household,
                building,
            } => {
                let home = homes.entry(*household).or_default();
                home.building.clone_from(&building.0);
            }
            Event::PersonJoined {
                person, household, ..
            } => {
                lives_in.insert(*person, *household);
            }
            Event::IssueFiled {
                issue, reporter, ..
            } => {
                reporters.insert(*issue, *reporter);
                let home = homes.get_mut(&lives_in[reporter]).expect("registered");
                home.reports.insert(*issue);
            }
            Event::Seconded {
                issue,
                person,
                household,
                ..
            } => {
                let home = homes.get_mut(household).expect("registered");
                home.seconds.insert((*issue, *person));
            }
            Event::SecondTakenBack { issue, person } => {
                for home in homes.values_mut() {
                    home.seconds.remove(&(*issue, *person));
                }
            }
            Event::ItemLocked { issue, .. } => {
                listed.insert(*issue);
            }
            Event::ResultPublished { issue, .. } | Event::IssueReopened { issue, .. } => {
                solved.remove(issue);
            }
            Event::Appraised {
                issue,
                person,
                solved: is_solved,
                ..
            } if reporters.get(issue) == Some(person) => {
                if *is_solved {
                    solved.insert(*issue);
                } else {
                    solved.remove(issue);
                }
            }
            _ => {}
        }
    }
    let mut counts: BTreeMap<String, [u32; 6]> = BTreeMap::new();
    for home in homes.values() {
        let number = |n: usize| u32::try_from(n).expect("few");
        let of = |set: &BTreeSet<IssueId>| number(home.reports.intersection(set).count());
        let heard = !home.reports.is_empty() || !home.seconds.is_empty();
        let home_counts = [
            1,
            u32::from(heard),
            number(home.reports.len()),
            number(home.seconds.len()),
            of(&listed),
            of(&solved),
        ];
        let of_building = counts.entry(home.building.clone()).or_default();
        for (sum, count) in of_building.iter_mut().zip(home_counts) {
            *sum += count;
        }
    }
    counts
}

/// Where the buildings of the estate stand in this test, and what they are.
fn blocks() -> [(&'static str, &'static str, Option<Housing>); 4] {
    [
        ("b1", "East", Some(Housing::Commodity)),
        ("b2", "East", Some(Housing::Relocated)),
        ("b3", "West", Some(Housing::Commodity)),
        ("b4", "", None),
    ]
}

/// Of groups that are shown all is as it was counted, and few households can't be worked out.
fn compare_groups(shown: &Integration, counted: &BTreeMap<String, [u32; 6]>) {
    let sum = |is: &dyn Fn(&str, Option<Housing>) -> bool| {
        let of = blocks()
            .into_iter()
            .filter(|(_, area, kind)| is(area, *kind));
        of.fold([0; 6], |mut sum, (building, _, _)| {
            for (sum, count) in sum.iter_mut().zip(&counted[building]) {
                *sum += count;
            }
            sum
        })
    };
    let seen = |counts: &Counts| {
        let Counts {
            households,
            heard,
            reports,
            seconds,
            items,
            solved,
        } = *counts;
        [households, heard, reports, seconds, items, solved]
    };
    let mut of_all: Vec<Vec<(bool, [u32; 6])>> = vec![vec![], vec![]];
    for (area, counts) in &shown.by_area {
        let by_hand = sum(&|of, _| of == area);
        assert!(
            counts.is_none_or(|counts| seen(&counts) == by_hand),
            "{area}"
        );
        of_all[0].push((counts.is_some(), by_hand));
    }
    for (kind, counts) in &shown.by_housing {
        let by_hand = sum(&|_, of| of == *kind);
        assert!(
            counts.is_none_or(|counts| seen(&counts) == by_hand),
            "{kind:?}"
        );
        of_all[1].push((counts.is_some(), by_hand));
    }
    let all = sum(&|_, _| true);
    let nothing = of_all.iter().flatten().all(|(shown, _)| !shown);
    let total = shown.total.as_ref().map(seen);
    assert!(
        total == Some(all) || total.is_none() && nothing,
        "{total:?}"
    );
    if total.is_none() {
        return;
    }
    for groups in of_all {
        let hidden: Vec<u32> = groups.iter().filter(|it| !it.0).map(|it| it.1[0]).collect();
        assert!(
            groups
                .iter()
                .all(|(shown, counts)| !shown || counts[0] >= 10)
        );
        // What the total leaves is of several groups, and of ten households.
        assert_ne!(hidden.len(), 1, "{groups:?}");
        assert!(
            hidden.is_empty() || hidden.iter().sum::<u32>() >= 10,
            "{groups:?}"
        );
    }
    let silent = blocks().into_iter().filter(|(building, _, _)| {
        let [households, heard, ..] = counted[*building];
        households >= 10 && heard == 0
    });
    // The plan calls b1 "1", and nobody has drawn b4.
    let silent: Vec<&str> = silent
        .map(|(id, _, _)| id.trim_start_matches('b'))
        .collect();
    let shown: Vec<&str> = shown
        .silent
        .iter()
        .map(|it| it.trim_start_matches('b'))
        .collect();
    assert_eq!(shown, silent);
}

/// The order and the measure as somebody works them out who asks of each household by itself.
fn compare_ground(shared: &[Shared], events: &[(Timestamp, Event)], feed: &[u32]) {
    let mut lives: BTreeMap<HouseholdId, String> = BTreeMap::new();
    let mut seconds: BTreeSet<(IssueId, HouseholdId, PersonId)> = BTreeSet::new();
    for (_, event) in events {
        match event {
            Event::HouseholdRegistered {
                household,
                building,
            } => {
                lives.insert(*household, building.0.clone());
            }
            Event::Seconded {
                issue,
                person,
                household,
                ..
            } => {
                seconds.insert((*issue, *household, *person));
            }
            Event::SecondTakenBack { issue, person } => {
                seconds.retain(|(of, _, who)| (of, who) != (issue, person));
            }
            _ => {}
        }
    }
    let areas = ["East", "West"];
    let number = |n: usize| f64::from(u32::try_from(n).expect("few"));
    let area = |household: &HouseholdId| {
        let building = &lives[household];
        blocks()
            .into_iter()
            .find(|(id, _, _)| id == building)
            .expect("known")
            .1
    };
    let mut order = vec![];
    for it in shared {
        let second = |household: &HouseholdId| {
            seconds
                .iter()
                .any(|(issue, of, _)| *issue == it.issue && of == household)
        };
        let counts = areas.map(|name| {
            let of: Vec<_> = lives.keys().filter(|home| area(home) == name).collect();
            let yes = of.iter().filter(|home| second(home)).count();
            (number(yes), number(of.len()))
        });
        let large: Vec<_> = counts.iter().filter(|(_, of)| *of >= 10.0).collect();
        let reached = large.iter().filter(|(yes, _)| *yes > 0.0).count();
        // Of the logarithms the plain mean.
        let logarithms: f64 = large.iter().map(|(yes, of)| (yes / of).ln()).sum();
        let mean = (logarithms / number(large.len())).exp() * 1_000.0;
        assert_eq!(
            (it.areas.reached(), it.areas.0.len()),
            (reached, large.len())
        );
        match it.areas.per_mille() {
            None => assert!(large.len() < 2),
            Some(0) => assert!(reached < large.len()),
            Some(per_mille) => {
                assert!((f64::from(per_mille) - mean).abs() <= 0.5 + 1e-6 || per_mille == 1);
            }
        }
        order.push((it.areas.per_mille().unwrap_or(0), reached, it.number));
    }
    assert!(
        order.is_sorted_by(|before, after| before >= after),
        "{order:?}"
    );
    let numbers: Vec<u32> = shared.iter().map(|it| it.number).collect();
    assert_eq!(feed, numbers);
}

pub async fn integration_is_what_somebody_counts_in_the_journal(db: &Database) {
    let mut estate = Estate::new(&db.store, "sunny").await;
    let mut random = Random(seed());
    let list = Change::List {
        building: BuildingId("b4".into()),
        name: "4".into(),
    };
    estate.operator(Command::ChangeRegister(list)).await;
    for (building, _, housing) in blocks() {
        let building = BuildingId(building.into());
        for room in 0..5 + random.below(14) {
            let home = Household {
                id: HouseholdId(id()),
                building: building.clone(),
                room: format!("20{room}"),
            };
            estate.households.push(home.id);
            estate.operator(Command::RegisterHousehold(home)).await;
        }
        if let Some(housing) = housing {
            let said = Change::Housing { building, housing };
            estate.operator(Command::ChangeRegister(said)).await;
        }
    }
    let secretary = estate.secretary().await;
    let mut people = vec![];
    for _ in 0..16 {
        let household = random.below(estate.households.len());
        people.push(estate.resident(household).await);
    }
    let mut story = Story {
        estate: &estate,
        random,
        secretary,
        people,
        entered: vec![],
        issues: vec![],
    };
    for _ in 0..4 {
        for _ in 0..50 {
            story.go_on().await;
        }
        let homes = db.store.homes(estate.id).await.expect("no fault");
        let events = journal(db, estate.id).await;
        compare_groups(&integration(&homes), &by_hand(&events));
        let shared = db.store.common_ground(estate.id).await.expect("no fault");
        let query = FeedQuery {
            order: FeedOrder::Common,
            ..FeedQuery::default()
        };
        compare_ground(
            &shared,
            &events,
            &estate.feed(&story.secretary, &query).await,
        );
    }
    assert!(story.issues.len() > 8, "hardly anything happened");
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}
