//! The plan and its buildings.

use crate::world::{self, Who, World, building, unknown};
use crate::{chars, invalid, too_long};
use domain::field::NAME_MAX;
use domain::issue::EditIssue;
use domain::place::{Area, NameBuilding, Plan, Point, Position, Source};
use domain::{Command, Event, Field, IssueId, Problem, Refusal};

#[test]
fn a_new_plan_keeps_the_buildings_that_are_known() {
    let wrong = || Some(invalid(Field::Place, Problem::Unknown));
    let mut flat = world::plan(&[1, 2, 3]);
    flat.buildings[0].outline.truncate(2);
    let mut open = world::plan(&[1, 2, 3]);
    open.buildings[0].more = vec![open.buildings[0].outline[..2].to_vec()];
    let mut nameless = world::plan(&[1, 2, 3]);
    nameless.buildings[2].id.0.clear();
    let mut nowhere = world::plan(&[1, 2, 3]);
    nowhere.buildings[1].outline[0].lat = f64::NAN;
    let mut off = world::plan(&[1, 2, 3]);
    off.paths = vec![vec![Point {
        lat: 31.0,
        lon: 181.0,
    }]];
    let in_use = |ids: &[u32]| {
        let areas = ids.iter().map(|n| Area::Building(building(*n)));
        Some(Refusal::AreasInUse(areas.collect()))
    };
    for (says, plan, refusal) in [
        ("the same", world::plan(&[1, 2, 3, 4]), None),
        ("one more", world::plan(&[1, 2, 3, 4, 5]), None),
        ("one that nobody needs less", world::plan(&[1, 2, 3]), None),
        ("one less", world::plan(&[1, 2]), in_use(&[3])),
        ("two less", world::plan(&[2, 4]), in_use(&[1, 3])),
        ("one twice", world::plan(&[1, 2, 3, 3]), wrong()),
        ("one without extent", flat, wrong()),
        ("one with half a courtyard", open, wrong()),
        ("one without an id", nameless, wrong()),
        ("one nowhere", nowhere, wrong()),
        ("a path off the globe", off, wrong()),
    ] {
        let mut world = World::new();
        world.done(Who::Operator, Command::SetPlan(world::plan(&[1, 2, 3, 4])));
        let sent = world.send(Who::Operator, Command::SetPlan(plan));
        assert_eq!(sent.err(), refusal, "{says}");
    }
    let mut empty = World::new();
    empty.state = domain::State::default();
    assert_eq!(
        empty.refused(Who::Operator, Command::SetPlan(world::plan(&[1]))),
        Refusal::NotFound
    );
}

#[test]
fn a_building_that_an_issue_is_at_or_about_stays_on_the_plan() {
    let file = |at: Option<u32>, area: Area| {
        let mut world = World::new();
        world.done(Who::Operator, Command::SetPlan(world::plan(&[1, 2, 3, 4])));
        let mut form = world::file(IssueId(unknown()));
        form.place.building = at.map(building);
        form.area = area;
        world.done(Who::Ann, Command::FileIssue(form));
        world
    };
    let less = || Command::SetPlan(world::plan(&[1, 2, 3]));
    let in_use = Refusal::AreasInUse(vec![Area::Building(building(4))]);
    let mut world = file(Some(4), Area::Estate);
    assert_eq!(world.refused(Who::Operator, less()), in_use);
    let mut world = file(None, Area::Building(building(4)));
    assert_eq!(world.refused(Who::Operator, less()), in_use);
    // What it is about is corrected: nothing refers to the building any more.
    let edit = EditIssue {
        issue: IssueId(unknown()),
        category: domain::issue::Category::Lift,
        title: "Title".into(),
        body: String::new(),
        area: Area::Estate,
    };
    world.done(Who::Ann, Command::EditIssue(edit));
    world.done(Who::Operator, less());
}

#[test]
fn a_cluster_that_an_issue_is_about_stays_on_the_plan() {
    let called = |east: &str| {
        let mut plan = world::plan(&[1, 2, 3]);
        for building in plan.buildings.iter_mut().filter(|b| b.cluster == "East") {
            building.cluster = east.into();
        }
        Command::SetPlan(plan)
    };
    let mut world = World::new();
    world.done(Who::Operator, called("东区"));
    world.done(Who::Operator, called("East"));
    let mut form = world::file(IssueId(unknown()));
    form.area = Area::Cluster("East".into());
    world.done(Who::Ann, Command::FileIssue(form));
    let in_use = Refusal::AreasInUse(vec![Area::Cluster("East".into())]);
    for name in ["东区", ""] {
        assert_eq!(world.refused(Who::Operator, called(name)), in_use);
    }
    let mut smaller = world::plan(&[1, 2, 3]);
    smaller.buildings[1].cluster = String::new();
    world.done(Who::Operator, Command::SetPlan(smaller));
}

#[test]
fn the_committee_names_buildings() {
    let wrong = |problem| Some(invalid(Field::Name, problem));
    for (n, name, refusal) in [
        (1, "  7号楼 ".to_owned(), None),
        (1, chars(NAME_MAX), None),
        (1, " ".to_owned(), wrong(Problem::Missing)),
        (1, chars(NAME_MAX + 1), wrong(too_long(NAME_MAX))),
        (9, "7号楼".to_owned(), Some(Refusal::NotFound)),
    ] {
        let mut world = World::new();
        let command = Command::NameBuilding(NameBuilding {
            building: building(n),
            name: name.clone(),
        });
        let sent = world.send(Who::Worker, command);
        match sent {
            Err(refused) => assert_eq!(Some(refused), refusal, "{name:?}"),
            Ok(outcome) => {
                assert_eq!(refusal, None, "{name:?}");
                let named = Event::BuildingNamed {
                    building: building(n),
                    name: name.trim().to_owned(),
                };
                assert_eq!(outcome.events, [named]);
            }
        }
    }
}

#[test]
fn only_what_lies_near_a_building_can_be_the_place_of_an_issue() {
    let plan = world::plan(&[1, 2]);
    let corner = plan.buildings[0].outline[0];
    // A thousandth of a degree to the north is 111 m.
    let north = |lat: f64| Point {
        lat: corner.lat + lat,
        ..corner
    };
    for (lat, near) in [(0.0, true), (0.003, true), (0.02, false), (9.0, false)] {
        assert_eq!(plan.surrounds(north(lat)), near, "{lat}");
    }
    assert!(Plan::default().surrounds(corner), "it says nothing");

    let position = |accuracy| Position {
        lat: corner.lat,
        lon: corner.lon,
        accuracy,
        source: Source::Gps,
    };
    for (accuracy, coarse) in [
        (None, false),
        (Some(100), false),
        (Some(101), true),
        (Some(2500), true),
    ] {
        assert_eq!(position(accuracy).is_coarse(), coarse, "{accuracy:?}");
    }
}
