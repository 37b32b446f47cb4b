//! Drafts of agendas, and what is changed on them by hand.

use super::items;
use crate::world::{self, Who, World, day, unknown};
use crate::{chars, invalid, too_long};
use domain::field::NAME_MAX;
use domain::issue::Status;
use domain::meeting::{Decision, DraftChange, MOVES_MAX, Why};
use domain::time::{DAY, HOUR};
use domain::{Command, Event, Field, IssueId, MeetingId, Problem, Refusal};

#[test]
fn one_item_is_at_the_secretarys_discretion() {
    let mut world = World::new();
    let [one, other] = [world.accepted(), world.accepted()];
    for issue in [one, other] {
        world.done(Who::Ann, Command::TakeBackSecond { issue });
    }
    let meeting = world.drafted();
    assert_eq!(items(&world, meeting), []);
    let change = world.change(meeting, one);
    world.done(Who::Secretary, Command::AddItem(change));
    let change = world.change(meeting, other);
    let refusal = world.refused(Who::Secretary, Command::AddItem(change.clone()));
    assert_eq!(refusal, Refusal::DiscretionUsed);
    let drop = world.change(meeting, one);
    world.done(Who::Secretary, Command::DropItem(drop));
    let change = world.change(meeting, other);
    world.done(Who::Secretary, Command::AddItem(change));
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    assert_eq!(items(&world, meeting), [(other, Why::ByHand)]);
}

/// The numbers of the issues that come and go.
fn told(world: &World, meeting: MeetingId, change: DraftChange) -> [Vec<u32>; 2] {
    let now = &world.state.meetings[&meeting];
    let then = change.items(&world.state, now).expect("no refusal");
    let then: Vec<IssueId> = then.iter().map(|item| item.issue).collect();
    let now: Vec<IssueId> = now.items.iter().map(|item| item.issue).collect();
    let only = |of: &[IssueId], not: &[IssueId]| {
        let only = of.iter().filter(|id| !not.contains(id));
        only.map(|id| world.state.issues[id].number).collect()
    };
    [only(&then, &now), only(&now, &then)]
}

#[test]
fn what_a_change_brings_in_and_throws_out_is_known_before() {
    let mut world = World::new();
    let [first, second, third] = [world.accepted(), world.accepted(), world.accepted()];
    for issue in [first, second] {
        world.done(Who::Bo, Command::Second { issue });
    }
    let meeting = world.drafted();
    let mut short = world.meeting(meeting);
    short.minutes = 20;
    let version = world.version(meeting);
    let told_short = told(
        &world,
        meeting,
        DraftChange::Particulars {
            starts_at: short.starts_at,
            minutes: 20,
        },
    );
    assert_eq!(told_short, [vec![], vec![3]], "10 minutes each");
    world.done(
        Who::Secretary,
        Command::ChangeMeeting {
            change: short,
            version,
        },
    );
    let listed = |world: &World| -> Vec<IssueId> {
        items(world, meeting)
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    };
    assert_eq!(listed(&world), [first, second]);
    assert_eq!(
        told(&world, meeting, DraftChange::Add(third)),
        [vec![3], vec![2]],
        "what is added takes the minutes of another"
    );
    assert_eq!(
        told(&world, meeting, DraftChange::Drop(first)),
        [vec![3], vec![1]]
    );
    let longer = DraftChange::Minutes {
        issue: first,
        minutes: 15,
    };
    assert_eq!(
        told(&world, meeting, longer),
        [vec![3], vec![1]],
        "what needs more minutes makes room for two that need fewer"
    );
    assert_eq!(told(&world, meeting, DraftChange::Fill), [[0; 0]; 2]);
    let drop = world.change(meeting, first);
    world.done(Who::Secretary, Command::DropItem(drop));
    assert_eq!(listed(&world), [second, third]);
    let again = DraftChange::Add(second).items(&world.state, &world.state.meetings[&meeting]);
    assert_eq!(again, Err(Refusal::AlreadyListed));
    // What is said is what the command then does.
    let longer = DraftChange::Minutes {
        issue: second,
        minutes: 15,
    };
    let [comes, leaves] = told(&world, meeting, longer);
    let before = listed(&world);
    let set = Command::SetItemMinutes {
        change: world.change(meeting, second),
        minutes: 15,
    };
    world.done(Who::Secretary, set);
    let after = listed(&world);
    let numbers = |of: &[IssueId], not: &[IssueId]| -> Vec<u32> {
        let only = of.iter().filter(|id| !not.contains(id));
        only.map(|id| world.state.issues[id].number).collect()
    };
    assert_eq!(comes, numbers(&after, &before));
    assert_eq!(leaves, numbers(&before, &after));
    assert_ne!(before, after);
}

#[test]
fn several_moves_share_one_reason() {
    let mut world = World::new();
    let [a, b, c, d] = [(); 4].map(|()| world.accepted());
    let meeting = world.drafted();
    let listed = |world: &World| -> Vec<IssueId> {
        items(world, meeting)
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    };
    assert_eq!(listed(&world), [a, b, c, d]);
    let moves = world.moves(meeting, &[(d, 1), (b, 99)]);
    let outcome = world.done(Who::Secretary, Command::MoveItems(moves));
    assert_eq!(listed(&world), [d, a, c, b]);
    assert_eq!(outcome.kept.len(), 1, "one reason");
    let events = outcome.events.iter();
    let places: Vec<_> = events
        .map(|event| match event {
            Event::ItemMoved {
                issue,
                from,
                to,
                text,
                ..
            } => (*issue, *from, *to, *text),
            other => panic!("{other:?}"),
        })
        .collect();
    let text = places[0].3;
    assert_eq!(places, [(d, 4, 1, text), (b, 3, 4, text)]);
    let elsewhere = IssueId(unknown());
    for moves in [vec![], vec![(a, 1), (elsewhere, 1)]] {
        let moves = world.moves(meeting, &moves);
        let refusal = world.refused(Who::Secretary, Command::MoveItems(moves));
        assert_eq!(refusal, Refusal::NotListed);
    }
    let moves = world.moves(meeting, &[(a, 1); MOVES_MAX as usize + 1]);
    let refusal = world.refused(Who::Secretary, Command::MoveItems(moves));
    assert_eq!(
        refusal,
        invalid(Field::Issue, Problem::TooMany { max: MOVES_MAX })
    );
}

#[test]
fn what_was_dropped_comes_back_in_its_own_right() {
    let mut world = World::new();
    let [popular, silent] = [world.accepted(), world.accepted()];
    world.done(Who::Ann, Command::TakeBackSecond { issue: silent });
    let meeting = world.drafted();
    let by_hand = world.change(meeting, silent);
    world.done(Who::Secretary, Command::AddItem(by_hand));
    let before = items(&world, meeting);
    let change = world.change(meeting, popular);
    world.done(Who::Secretary, Command::DropItem(change));
    assert_eq!(items(&world, meeting), [(silent, Why::ByHand)]);
    let change = world.change(meeting, popular);
    world.done(Who::Secretary, Command::AddItem(change));
    assert_eq!(items(&world, meeting), before);
}

#[test]
fn minutes_changed_by_hand_are_the_issues_own() {
    let mut world = World::new();
    let [first, second] = [world.accepted(), world.accepted()];
    let meeting = world.drafted();
    let rival = world.drafted();
    let change = world.change(meeting, first);
    for minutes in [4, 61] {
        let change = change.clone();
        let refusal = world.refused(Who::Secretary, Command::SetItemMinutes { change, minutes });
        assert!(
            matches!(refusal, Refusal::Invalid(_)),
            "{minutes}: {refusal:?}"
        );
    }
    let set = Command::SetItemMinutes {
        change,
        minutes: 55,
    };
    world.done(Who::Secretary, set);
    assert_eq!(world.state.issues[&first].minutes, 55);
    assert_eq!(
        world.state.meetings[&rival]
            .items
            .iter()
            .map(|item| item.minutes)
            .sum::<u32>(),
        65
    );
    let mut shorter = world.meeting(meeting);
    shorter.minutes = 50;
    let version = world.version(meeting);
    let change = Command::ChangeMeeting {
        change: shorter,
        version,
    };
    world.done(Who::Secretary, change);
    let listed: Vec<IssueId> = items(&world, meeting).iter().map(|(id, _)| *id).collect();
    assert_eq!(listed, [second], "55 minutes do not fit any more");
}

#[test]
fn minutes_that_are_frozen_are_not_changed_on_another_draft() {
    let mut world = World::new();
    let issue = world.accepted();
    let rival = world.drafted();
    world.locked();
    let set = Command::SetItemMinutes {
        change: world.change(rival, issue),
        minutes: 40,
    };
    assert_eq!(
        world.refused(Who::Secretary, set),
        Refusal::IssueIs(Status::OnAgenda)
    );
}

#[test]
fn minutes_corrected_before_the_lock_hold_when_the_draft_is_filled_anew() {
    let mut world = World::new();
    let meeting = world.drafted();
    let [by_hand, by_support] = [world.accepted(), world.accepted()];
    world.done(Who::Ann, Command::TakeBackSecond { issue: by_hand });
    let change = world.change(meeting, by_hand);
    world.done(Who::Secretary, Command::AddItem(change));
    for issue in [by_hand, by_support] {
        world.revise(issue, 25, false);
    }
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let minutes: Vec<_> = world.state.meetings[&meeting]
        .items
        .iter()
        .map(|item| (item.issue, item.minutes, item.why == Why::ByHand))
        .collect();
    assert_eq!(minutes, [(by_hand, 25, true), (by_support, 25, false)]);
}

#[test]
fn what_was_dropped_by_hand_stays_dropped_when_the_draft_is_filled_anew() {
    let mut world = World::new();
    let [dropped, other] = [world.accepted(), world.accepted()];
    let meeting = world.drafted();
    let change = world.change(meeting, dropped);
    world.done(Who::Secretary, Command::DropItem(change));
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let items: Vec<_> = world.state.meetings[&meeting]
        .items
        .iter()
        .map(|item| item.issue)
        .collect();
    assert_eq!(items, [other]);
}

#[test]
fn a_deferred_issue_comes_back_by_itself_on_its_day_and_by_hand_before() {
    let mut world = World::new();
    let issue = world.accepted();
    world.published(&Decision::Defer { review_on: day(30) });
    world.done(Who::Ann, Command::TakeBackSecond { issue });
    let listed = |world: &World, meeting| -> Vec<Why> {
        world.state.meetings[&meeting]
            .items
            .iter()
            .map(|item| item.why)
            .collect()
    };
    for (in_days, expected) in [
        (28, vec![]),
        (29, vec![]),
        (30, vec![Why::Deferred]),
        (31, vec![Why::Deferred]),
    ] {
        world.now = world::START.plus((in_days - 1) * DAY);
        let meeting = world.drafted();
        assert_eq!(listed(&world, meeting), expected, "day {in_days}");
    }
    world.now = world::START.plus(DAY);
    let meeting = world.drafted();
    let change = world.change(meeting, issue);
    world.done(Who::Secretary, Command::AddItem(change));
    assert_eq!(listed(&world, meeting), [Why::ByHand]);
}

#[test]
fn a_meeting_has_a_place_10_to_480_minutes_and_is_not_over() {
    let minutes = Problem::OutOfRange { min: 10, max: 480 };
    for (venue, length, starts_in, expected) in [
        ("Hall", 90, DAY, None),
        ("Hall", 10, DAY, None),
        ("Hall", 480, DAY, None),
        ("Hall", 90, -3 * HOUR, None), // it began, and is entered afterwards
        ("Hall", 9, DAY, Some((Field::Minutes, minutes.clone()))),
        ("Hall", 481, DAY, Some((Field::Minutes, minutes))),
        ("  ", 90, DAY, Some((Field::Venue, Problem::Missing))),
        (
            &chars(NAME_MAX + 1),
            90,
            DAY,
            Some((Field::Venue, too_long(NAME_MAX))),
        ),
        ("Hall", 90, -DAY - 1, Some((Field::StartsAt, Problem::Past))),
        (
            "Hall",
            90,
            200 * 366 * DAY,
            Some((Field::StartsAt, Problem::TooFar)),
        ),
    ] {
        let mut world = World::new();
        let expected = expected.map(|(field, problem)| invalid(field, problem));
        let mut form = world.meeting(MeetingId(unknown()));
        form.venue = venue.to_owned();
        form.minutes = length;
        form.starts_at = world.now.plus(starts_in);
        let refusal = world
            .send(Who::Secretary, Command::CreateMeeting(form.clone()))
            .err();
        assert_eq!(refusal, expected, "{venue} {length} {starts_in}, created");

        form.meeting = world.drafted();
        let refusal = world
            .send(
                Who::Secretary,
                Command::ChangeMeeting {
                    version: world.version(form.meeting),
                    change: form,
                },
            )
            .err();
        assert_eq!(refusal, expected, "{venue} {length} {starts_in}, changed");
    }
}
