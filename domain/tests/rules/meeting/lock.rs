//! Locking an agenda, and supplements to it.

use super::items;
use crate::world::{Who, World};
use domain::issue::{Status, WithdrawIssue};
use domain::meeting::Why;
use domain::{Command, Event, Refusal};

#[test]
fn an_agenda_is_locked_with_issues_that_still_wait_for_it() {
    let mut world = World::new();
    let meeting = world.drafted();
    let lock = |world: &World, meeting| Command::LockAgenda {
        meeting,
        version: world.version(meeting),
    };
    let command = lock(&world, meeting);
    assert_eq!(world.refused(Who::Secretary, command), Refusal::AgendaEmpty);

    let [withdrawn, stays, taken] = [world.accepted(), world.accepted(), world.accepted()];
    let meeting = world.drafted();
    let rival = world.drafted();
    for issue in [stays, withdrawn] {
        let change = world.change(rival, issue);
        world.done(Who::Secretary, Command::DropItem(change));
    }
    let command = lock(&world, rival);
    world.done(Who::Secretary, command);
    let reason = String::new();
    world.done(
        Who::Ann,
        Command::WithdrawIssue(WithdrawIssue {
            issue: withdrawn,
            reason,
        }),
    );
    let numbers = [withdrawn, taken].map(|issue| world.state.issues[&issue].number);
    let command = lock(&world, meeting);
    assert_eq!(
        world.refused(Who::Secretary, command),
        Refusal::ItemsGone(numbers.to_vec())
    );
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let command = lock(&world, meeting);
    world.done(Who::Secretary, command);
    assert_eq!(world.state.issues[&stays].status, Status::OnAgenda);
}

#[test]
fn a_draft_that_the_rule_would_fill_otherwise_by_now_is_not_locked() {
    let mut world = World::new();
    let [first, second] = [world.accepted(), world.accepted()];
    let meeting = world.drafted();
    assert_eq!(items(&world, meeting)[0].0, first);
    world.done(Who::Dan, Command::Second { issue: second });
    let version = world.version(meeting);
    let lock = Command::LockAgenda { meeting, version };
    assert_eq!(world.refused(Who::Secretary, lock), Refusal::AgendaOutdated);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    assert_eq!(items(&world, meeting)[0].0, second);
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::LockAgenda { meeting, version });
}

#[test]
fn what_comes_after_the_lock_is_a_numbered_supplement_at_the_end() {
    let mut world = World::new();
    let listed = world.accepted();
    let meeting = world.locked();
    for number in 1..=2 {
        let issue = world.accepted();
        let change = world.change(meeting, issue);
        world.done(Who::Secretary, Command::AddSupplement(change.clone()));
        let refusal = world.refused(Who::Secretary, Command::AddSupplement(change));
        let version = world.version(meeting);
        assert_eq!(refusal, Refusal::AgendaChanged { version });
        let last = items(&world, meeting).pop();
        assert_eq!(last, Some((issue, Why::Supplement { number })));
        assert_eq!(world.state.issues[&issue].status, Status::OnAgenda);
    }
    let change = world.change(meeting, listed);
    let refusal = world.refused(Who::Secretary, Command::AddSupplement(change));
    assert_eq!(refusal, Refusal::AlreadyListed);
}

#[test]
fn minutes_corrected_before_the_lock_are_those_that_it_freezes() {
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.drafted();
    world.revise(issue, 25, false);
    assert_eq!(world.state.meetings[&meeting].items[0].minutes, 25);
    let version = world.version(meeting);
    let locked = world.done(Who::Secretary, Command::LockAgenda { meeting, version });
    let Event::ItemLocked { minutes, .. } = locked.events[0] else {
        panic!("{:?}", locked.events);
    };
    assert_eq!(minutes, 25);
}

#[test]
fn a_document_is_taken_along_only_of_a_locked_agenda() {
    let mut world = World::new();
    let draft = world.drafted();
    let take = |meeting| Command::TakeDocument { meeting };
    let refusal = world.refused(Who::Supervisor, take(draft));
    assert_eq!(refusal, Refusal::MeetingIs(domain::meeting::Status::Draft));
    let unknown = domain::MeetingId(crate::world::unknown());
    let refusal = world.refused(Who::Supervisor, take(unknown));
    assert_eq!(refusal, Refusal::NotFound);
    let mut world = World::new();
    world.accepted();
    let meeting = world.locked();
    for who in [Who::Ann, Who::Worker, Who::Secretary, Who::Leader] {
        assert_eq!(world.refused(who, take(meeting)), Refusal::NotAllowed);
    }
    // Each time anew.
    for _ in 0..2 {
        let outcome = world.done(Who::Supervisor, take(meeting));
        assert_eq!(outcome.events, [Event::DocumentTaken { meeting }]);
    }
}
