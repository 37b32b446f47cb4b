//! Households and slips.

use crate::world::{self, Who, World, unknown};
use crate::{chars, invalid, too_long};
use domain::field::NICKNAME_MAX;
use domain::household::{CONSENT_VERSION, Change, JoinAtDesk, check_slip};
use domain::time::{DAY, HOUR};
use domain::{Command, Event, Field, PersonId, Problem, Refusal, Role};

#[test]
fn a_slip_admits_as_many_as_it_says_until_its_last_day() {
    let mut world = World::new();
    let mut printed = world::print_slip(7, 32);
    printed.admits = 2;
    printed.expires_at = world.now.plus(DAY);
    let code = printed.code_hash.clone();
    world.done(Who::Operator, Command::PrintSlip(printed));
    let mut late = world::print_slip(8, 32);
    late.expires_at = world.now.plus(HOUR);
    let expired = late.code_hash.clone();
    world.done(Who::Operator, Command::PrintSlip(late));
    world.now = world.now.plus(HOUR);

    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    for (code, who, refusal) in [
        ("no such code", person(1), Some(Refusal::SlipUnknown)),
        (&expired, person(1), Some(Refusal::SlipExpired)),
        (&code, person(1), None),
        (&code, person(1), Some(Refusal::AlreadyMember)),
        (&code, person(2), None),
        (&code, person(3), Some(Refusal::SlipUsedUp)),
    ] {
        let join = Command::Join(world::join(who, code));
        assert_eq!(
            world.send(Who::Nobody, join).err(),
            refusal,
            "{who} with {code}"
        );
    }
    // Used up and expired: the last day says more than the number.
    world.now = world.now.plus(DAY);
    assert_eq!(
        check_slip(&world.slips[&code], world.now),
        Err(Refusal::SlipExpired)
    );
}

#[test]
fn joining_needs_a_nickname_and_consent() {
    for (nickname, consent, expected) in [
        ("老王".to_owned(), true, None),
        (chars(NICKNAME_MAX), true, None),
        (
            String::new(),
            true,
            Some((Field::Nickname, Problem::Missing)),
        ),
        (
            "\u{2800}\u{200d}\u{feff}".to_owned(),
            true,
            Some((Field::Nickname, Problem::Missing)),
        ),
        (
            chars(NICKNAME_MAX + 1),
            true,
            Some((Field::Nickname, too_long(NICKNAME_MAX))),
        ),
        (
            "老王".to_owned(),
            false,
            Some((Field::Consent, Problem::Missing)),
        ),
    ] {
        let mut world = World::new();
        let printed = world::print_slip(7, 32);
        let mut join = world::join(PersonId(unknown()), &printed.code_hash);
        world.done(Who::Operator, Command::PrintSlip(printed));
        join.nickname.clone_from(&nickname);
        join.consent = consent;
        let expected = expected.map(|(field, problem)| invalid(field, problem));
        assert_eq!(
            world.send(Who::Nobody, Command::Join(join)).err(),
            expected,
            "{nickname} {consent}"
        );
    }
}

#[test]
fn whoever_joins_names_the_text_that_they_agreed_to() {
    let missing = Some(invalid(Field::Consent, Problem::Missing));
    for (text, refusal) in [
        (1, None),
        (CONSENT_VERSION, None),
        (CONSENT_VERSION + 1, missing.clone()),
        (0, missing),
    ] {
        let mut world = World::new();
        let printed = world::print_slip(7, 32);
        let mut join = world::join(PersonId(unknown()), &printed.code_hash);
        world.done(Who::Operator, Command::PrintSlip(printed));
        join.text = text;
        match world.send(Who::Nobody, Command::Join(join)) {
            Err(refused) => assert_eq!(Some(refused), refusal),
            Ok(outcome) => {
                assert_eq!(None, refusal, "{text}");
                let [Event::PersonJoined { consent, .. }] = &outcome.events[..] else {
                    panic!("{:?}", outcome.events);
                };
                assert_eq!(*consent, text);
            }
        }
    }
}

#[test]
fn a_slip_is_printed_for_a_household_on_the_register() {
    let past = invalid(Field::StartsAt, Problem::Past);
    let far = invalid(Field::StartsAt, Problem::TooFar);
    let number = invalid(Field::Household, Problem::OutOfRange { min: 1, max: 20 });
    for (home, admits, expires_in, roles, refusal) in [
        (32, 1, DAY, vec![], None),
        (32, 20, DAY, vec![Role::BuildingLeader], None),
        (32, 0, DAY, vec![], Some(number.clone())),
        (32, 21, DAY, vec![], Some(number)),
        (32, 1, 0, vec![], Some(past)),
        (32, 1, 200 * 366 * DAY, vec![], Some(far)),
        (
            32,
            1,
            DAY,
            vec![Role::Operator],
            Some(invalid(Field::Code, Problem::Unknown)),
        ),
        (99, 1, DAY, vec![], Some(Refusal::NotFound)),
    ] {
        let mut world = World::new();
        let mut slip = world::print_slip(7, home);
        slip.admits = admits;
        slip.expires_at = world.now.plus(expires_in);
        slip.roles.clone_from(&roles);
        match world.send(Who::Operator, Command::PrintSlip(slip)) {
            Err(refused) => assert_eq!(Some(refused), refusal),
            Ok(outcome) => {
                assert_eq!(None, refusal, "{home}, {admits}, {roles:?}");
                let [Event::SlipPrinted { roles, .. }] = &outcome.events[..] else {
                    panic!("{:?}", outcome.events);
                };
                assert!(roles.contains(&Role::Resident));
            }
        }
    }
}

fn enter(home: u128, building: u32, adults: u32) -> Command {
    Command::ChangeRegister(Change::Enter {
        id: world::household(home),
        building: world::building(building),
        room: home.to_string(),
        adults,
    })
}

fn retire(home: u128) -> Command {
    Command::ChangeRegister(Change::Retire {
        household: world::household(home),
    })
}

#[test]
fn a_slip_printed_again_makes_the_earlier_one_void_and_admits_who_is_missing() {
    let mut world = World::new();
    world.done(Who::Operator, enter(32, 3, 3));
    let renew = |n| Command::RenewSlip(world::renew_slip(n, 32));
    let code = |n| world::renew_slip(n, 32).code_hash;
    let person = |n| PersonId(uuid::Uuid::from_u128(n));
    let join = |n, slip| Command::Join(world::join(person(n), &code(slip)));
    // One that gives an office stays good.
    let mut office = world::print_slip(9, 32);
    office.roles = vec![Role::BuildingLeader];
    world.done(Who::Operator, Command::PrintSlip(office));
    world.done(Who::Worker, renew(7));
    assert_eq!(world.slips[&code(7)].admits, 3);
    world.done(Who::Nobody, join(1, 7));
    world.done(Who::Secretary, renew(8));
    assert_eq!(world.slips[&code(8)].admits, 2);
    assert_eq!(
        world.refused(Who::Nobody, join(2, 7)),
        Refusal::SlipReplaced
    );
    world.done(Who::Nobody, join(2, 8));
    world.done(Who::Nobody, join(3, 9));
    let full = Refusal::HouseholdFull { adults: 3 };
    assert_eq!(world.refused(Who::Nobody, join(4, 8)), full);
    assert_eq!(world.refused(Who::Worker, renew(10)), full);
    let desk = Command::JoinAtDesk(JoinAtDesk {
        person: person(5),
        household: world::household(32),
        name: "Old Li".into(),
    });
    assert_eq!(world.refused(Who::Leader, desk.clone()), full);
    // With a fourth adult there is room for one.
    world.done(Who::Operator, enter(32, 3, 4));
    world.done(Who::Leader, desk);
    assert_eq!(
        world.refused(Who::Worker, renew(11)),
        Refusal::HouseholdFull { adults: 4 }
    );
}

#[test]
fn a_household_is_retired_only_when_nobody_belongs_to_it() {
    let mut world = World::new();
    assert_eq!(
        world.refused(Who::Operator, retire(11)),
        Refusal::HouseholdInUse
    );
    assert_eq!(world.refused(Who::Operator, retire(99)), Refusal::NotFound);
    assert_eq!(
        world.refused(Who::Operator, enter(32, 2, 2)),
        Refusal::Exists,
        "a flat does not move"
    );
    assert_eq!(
        world.refused(Who::Operator, enter(99, 9, 2)),
        Refusal::NotFound
    );
    world.done(Who::Operator, retire(32));
    let renew = Command::RenewSlip(world::renew_slip(7, 32));
    assert_eq!(world.refused(Who::Worker, renew), Refusal::NotFound);
    // It comes back under the same id.
    world.done(Who::Operator, enter(32, 3, 2));
}
