//! Coming back on another phone.

use crate::invalid;
use crate::world::{Who, World};
use domain::back::{ComeBack, LET_BACK_FOR};
use domain::membership::EndMembership;
use domain::{Command, Event, Field, PersonId, Problem, Refusal};

fn person(who: Who) -> PersonId {
    who.person().expect("somebody")
}

fn come_back(code_hash: &str) -> Command {
    Command::ComeBack(ComeBack {
        code_hash: code_hash.to_owned(),
    })
}

#[test]
fn the_committee_lets_a_member_back_and_nobody_becomes_an_officer_by_it() {
    let stranger = PersonId(crate::unknown());
    for (who, of, refusal) in [
        (Who::Worker, person(Who::Ann), None),
        (Who::Operator, person(Who::Ann), None),
        (Who::Ann, person(Who::Bo), Some(Refusal::NotAllowed)),
        (Who::Leader, person(Who::Cai), Some(Refusal::NotAllowed)),
        (
            Who::Worker,
            person(Who::Secretary),
            Some(Refusal::ReturnsInOffice),
        ),
        (
            Who::Worker,
            person(Who::Leader),
            Some(Refusal::ReturnsInOffice),
        ),
        (Who::Secretary, person(Who::Leader), None),
        (Who::Operator, person(Who::Secretary), None),
        (Who::Worker, stranger, Some(Refusal::NotFound)),
        (Who::Worker, person(Who::Stranger), Some(Refusal::NotFound)),
    ] {
        let mut world = World::new();
        let slip = world.let_back(1, of);
        let answer = world.send(who, Command::LetBack(slip));
        assert_eq!(answer.err(), refusal, "{who:?} {of}");
    }
    let mut world = World::new();
    let mut slip = world.let_back(1, person(Who::Ann));
    slip.expires_at = world.now;
    let past = invalid(Field::StartsAt, Problem::Past);
    assert_eq!(
        world.refused(Who::Worker, Command::LetBack(slip.clone())),
        past
    );
    slip.expires_at = world.now.plus(LET_BACK_FOR + 1);
    let long = world.refused(Who::Worker, Command::LetBack(slip.clone()));
    assert_eq!(long, Refusal::NotFound);
    // Somebody who belongs to another community of the server, too, could be taken there.
    slip.expires_at = world.now.plus(LET_BACK_FOR);
    world.state.elsewhere = true;
    let refused = world.refused(Who::Secretary, Command::LetBack(slip));
    assert_eq!(refused, Refusal::BelongsElsewhere);
}

#[test]
fn a_slip_brings_one_back_once_as_who_they_are() {
    let mut world = World::new();
    let issue = world.filed();
    let ann = person(Who::Ann);
    let before = world.state.clone();
    let [first, second] = [1, 2].map(|n| world.let_back(n, ann));
    world.done(Who::Worker, Command::LetBack(first.clone()));
    world.done(Who::Worker, Command::LetBack(second.clone()));
    let refusal = world.refused(Who::Nobody, come_back("no such code"));
    assert_eq!(refusal, Refusal::SlipUnknown);
    // A newer one makes the earlier void.
    let refusal = world.refused(Who::Nobody, come_back(&first.code_hash));
    assert_eq!(refusal, Refusal::SlipUsedUp);
    let outcome = world.done(Who::Nobody, come_back(&second.code_hash));
    let event = Event::CameBack {
        slip: second.slip,
        person: ann,
    };
    assert_eq!(outcome.events, [event]);
    let refusal = world.refused(Who::Nobody, come_back(&second.code_hash));
    assert_eq!(refusal, Refusal::SlipUsedUp);
    // One person, one voice.
    assert_eq!(
        world.state.issues[&issue].support,
        before.issues[&issue].support
    );
    assert_eq!(world.state.homes, before.homes);
    assert_eq!(world.state.members, before.members);

    let late = world.let_back(3, ann);
    world.done(Who::Worker, Command::LetBack(late.clone()));
    let then = world.now;
    world.now = late.expires_at;
    let refusal = world.refused(Who::Nobody, come_back(&late.code_hash));
    assert_eq!(refusal, Refusal::SlipExpired);
    world.now = then;
    // Nor whose membership has ended.
    let end = EndMembership {
        person: ann,
        reason: "moved away".into(),
    };
    world.done(Who::Worker, Command::EndMembership(end));
    let refusal = world.refused(Who::Nobody, come_back(&late.code_hash));
    assert_eq!(refusal, Refusal::SlipExpired);
}
