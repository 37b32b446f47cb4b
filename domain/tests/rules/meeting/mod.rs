//! Meetings: what depends on where the agenda stands, and on having seen it.

mod decision;
mod draft;
mod lock;

use crate::world::{Who, World};
use domain::meeting::{self, Decision, MoveItems, Why};
use domain::{Command, CommandId, Envelope, IssueId, MeetingId, Refusal};

fn meeting_in(world: &mut World, status: meeting::Status) -> MeetingId {
    match status {
        meeting::Status::Draft => world.drafted(),
        meeting::Status::Locked => world.locked(),
        meeting::Status::Published => world.published(&Decision::NotDone),
    }
}

/// What is on the agenda of a meeting, and why.
fn items(world: &World, meeting: MeetingId) -> Vec<(IssueId, Why)> {
    let items = world.state.meetings[&meeting].items.iter();
    items.map(|item| (item.issue, item.why)).collect()
}

#[test]
fn what_can_be_done_with_a_meeting_depends_on_where_its_agenda_stands() {
    use meeting::Status::{Draft, Locked, Published};
    #[rustfmt::skip]
    let table = [
        //          change fill   add    drop   move   moves  minutes lock  added  decide publish
        (Draft,     [true,  true,  true,  true,  true,  true,  true,  true,  false, false, false]),
        (Locked,    [false, false, false, false, false, false, false, false, true,  true,  true]),
        (Published, [false, false, false, false, false, false, false, false, false, false, false]),
    ];
    assert_eq!(table.map(|(status, _)| status), meeting::Status::ALL);
    for (status, expected) in table {
        let mut world = World::new();
        let listed = world.accepted();
        let meeting = meeting_in(&mut world, status);
        world.begin(meeting);
        if status == Locked {
            let enter = world.enter(meeting, listed, Decision::NotDone);
            world.done(Who::Secretary, Command::EnterDecision(enter));
        }
        // Nobody seconds it: the rule would not take it.
        let other = world.accepted();
        world.done(Who::Ann, Command::TakeBackSecond { issue: other });
        let version = world.version(meeting);
        let change = world.change(meeting, listed);
        let commands = [
            Command::ChangeMeeting {
                change: world.meeting(meeting),
                version,
            },
            Command::FillAgenda { meeting, version },
            Command::AddItem(world.change(meeting, other)),
            Command::DropItem(change.clone()),
            Command::MoveItem {
                change: change.clone(),
                to: 1,
            },
            Command::MoveItems(world.moves(meeting, &[(listed, 1)])),
            Command::SetItemMinutes {
                change,
                minutes: 15,
            },
            Command::LockAgenda { meeting, version },
            Command::AddSupplement(world.change(meeting, other)),
            Command::EnterDecision(world.enter(meeting, listed, Decision::NotDone)),
            Command::PublishDecisions { meeting, version },
        ];
        for (command, fine) in commands.into_iter().zip(expected) {
            let id = CommandId(world.id());
            let envelope = Envelope { id, command };
            let refusal = (!fine).then_some(Refusal::MeetingIs(status));
            assert_eq!(
                world.ask(Who::Secretary, &envelope).err(),
                refusal,
                "{status:?}: {envelope:?}"
            );
        }
    }
}

#[test]
fn only_whoever_sees_the_agenda_as_it_is_changes_it() {
    let mut world = World::new();
    let first = world.accepted();
    let meeting = world.drafted();
    let second = world.accepted();
    let seen = world.version(meeting);
    let change = world.change(meeting, first);
    // Meanwhile somebody else adds an item.
    let add = world.change(meeting, second);
    world.done(Who::Secretary, Command::AddItem(add));
    let version = world.version(meeting);
    assert!(version > seen);
    let third = world.accepted();
    let mut add = world.change(meeting, third);
    add.version = seen;
    for command in [
        Command::FillAgenda {
            meeting,
            version: seen,
        },
        Command::ChangeMeeting {
            change: world.meeting(meeting),
            version: seen,
        },
        Command::AddItem(add),
        Command::DropItem(change.clone()),
        Command::MoveItem {
            change: change.clone(),
            to: 2,
        },
        Command::MoveItems(MoveItems {
            version: seen,
            ..world.moves(meeting, &[(first, 2)])
        }),
        Command::SetItemMinutes {
            change,
            minutes: 15,
        },
        Command::LockAgenda {
            meeting,
            version: seen,
        },
    ] {
        let said = format!("{command:?}");
        assert_eq!(
            world.refused(Who::Secretary, command),
            Refusal::AgendaChanged { version },
            "{said}"
        );
    }

    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::LockAgenda { meeting, version });
    let enter = world.enter(meeting, first, Decision::NotDone);
    world.done(Who::Secretary, Command::EnterDecision(enter));
    let other = world.accepted();
    let mut supplement = world.change(meeting, other);
    supplement.version = version;
    let version = world.version(meeting);
    for command in [
        Command::AddSupplement(supplement),
        Command::PublishDecisions {
            meeting,
            version: version - 1,
        },
    ] {
        assert_eq!(
            world.refused(Who::Secretary, command),
            Refusal::AgendaChanged { version }
        );
    }
}
