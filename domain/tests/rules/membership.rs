//! Households and who belongs to them.

use crate::invalid;
use crate::world::{self, Who, World};
use domain::membership::EndMembership;
use domain::{Command, Event, Field, PersonId, Problem, Refusal, Role};

fn person(who: Who) -> PersonId {
    who.person().expect("somebody")
}

fn end(of: Who, reason: &str) -> Command {
    Command::EndMembership(EndMembership {
        person: person(of),
        reason: reason.to_owned(),
    })
}

#[test]
fn a_stranger_is_reported_by_their_household_alone_and_once() {
    let mut world = World::new();
    let report = |of| Command::ReportStranger { person: person(of) };
    let confirm = |of| Command::ConfirmMember { person: person(of) };
    for (who, command, refusal) in [
        (Who::Worker, confirm(Who::Bo), Some(Refusal::NotFound)),
        // Another household's, and oneself.
        (Who::Cai, report(Who::Bo), Some(Refusal::NotFound)),
        (Who::Bo, report(Who::Bo), Some(Refusal::NotFound)),
        (Who::Ann, report(Who::Bo), None),
        (Who::Ann, report(Who::Bo), Some(Refusal::Exists)),
        (Who::Worker, confirm(Who::Bo), None),
        (Who::Ann, report(Who::Bo), None),
    ] {
        let answer = world.send(who, command.clone());
        assert_eq!(answer.err(), refusal, "{who:?}: {command:?}");
    }
}

#[test]
fn with_a_membership_end_its_live_seconds_and_no_frozen_ones() {
    let mut world = World::new();
    let frozen = world.accepted();
    world.done(Who::Bo, Command::Second { issue: frozen });
    let meeting = world.locked();
    let live = world.filed();
    world.done(Who::Bo, Command::Second { issue: live });
    let missing = invalid(Field::Reason, Problem::Missing);
    assert_eq!(world.refused(Who::Worker, end(Who::Bo, " ")), missing);
    let outcome = world.done(Who::Worker, end(Who::Bo, "does not live here"));
    let bo = person(Who::Bo);
    assert_eq!(
        outcome.events[0],
        Event::SecondTakenBack {
            issue: live,
            person: bo
        }
    );
    assert_eq!(outcome.events.len(), 2);
    assert_eq!(world.state.issues[&live].support.online, 1);
    assert_eq!(world.state.issues[&frozen].support.online, 2);
    assert_eq!(world.state.meetings[&meeting].items.len(), 1);
    // Not twice; and with a new slip they are a member again.
    let again = world.refused(Who::Worker, end(Who::Bo, "again"));
    assert_eq!(again, Refusal::NotFound);
    let slip = world::print_slip(901, 32);
    let code = slip.code_hash.clone();
    world.done(Who::Operator, Command::PrintSlip(slip));
    world.done(Who::Bo, Command::Join(world::join(bo, &code)));
    let member = &world.state.members[&bo];
    assert_eq!(member.household, Some(world::household(32)));
    assert!(member.roles.iter().eq([&Role::Resident]));
}

#[test]
fn whoever_holds_an_office_loses_it_first() {
    let mut world = World::new();
    for of in [Who::Leader, Who::Worker, Who::Secretary, Who::Supervisor] {
        let refused = world.refused(Who::Worker, end(of, "because"));
        assert_eq!(refused, Refusal::InOffice, "{of:?}");
    }
    let refused = world.refused(Who::Worker, end(Who::Stranger, "because"));
    assert_eq!(refused, Refusal::NotFound);
}
