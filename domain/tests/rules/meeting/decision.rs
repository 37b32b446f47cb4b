//! Decisions: entered, and published.

use crate::world::{self, Who, World, day};
use crate::{chars, invalid, too_long};
use domain::field::{BODY_MAX, NAME_MAX};
use domain::issue::Status;
use domain::meeting::{Decision, Ground, Kind, Votes};
use domain::time::DAY;
use domain::{Command, Field, Problem, Refusal};

#[test]
fn a_decision_is_not_due_in_the_past() {
    for (decision, refused) in [
        (Decision::DoIt { due: day(0) }, true),
        (Decision::Defer { review_on: day(3) }, true),
        (Decision::Defer { review_on: day(10) }, false),
        (Decision::Pilot { due: day(9) }, false), // a day's grace
    ] {
        let mut world = World::new();
        let issue = world.accepted();
        let meeting = world.locked();
        world.now = world::START.plus(10 * DAY);
        let enter = world.enter(meeting, issue, decision.clone());
        let refusal = world
            .send(Who::Secretary, Command::EnterDecision(enter))
            .err();
        let expected = refused.then(|| invalid(Field::Due, Problem::Past));
        assert_eq!(refusal, expected, "{decision:?}");
    }
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.locked();
    let never = "9999-12-31".parse().expect("a date");
    let decision = world.enter(meeting, issue, Decision::DoIt { due: never });
    let refusal = world.refused(Who::Secretary, Command::EnterDecision(decision));
    assert_eq!(refusal, invalid(Field::Due, Problem::TooFar));
}

#[test]
fn a_decision_needs_who_carries_it_out_or_why_not() {
    let defer = Decision::Defer { review_on: day(30) };
    let refer = Decision::ReferUpward {
        ground: Ground::BeyondPower,
    };
    let do_it = Decision::DoIt { due: day(30) };
    let pilot = Decision::Pilot { due: day(30) };
    let missing = |field| Some(invalid(field, Problem::Missing));
    let long = chars(NAME_MAX + 1);
    let words = chars(BODY_MAX + 1);
    for (decision, owner, reason, refusal) in [
        (do_it.clone(), "Property firm", "", None),
        (do_it.clone(), " ", "soon", missing(Field::Owner)),
        (pilot.clone(), "Property firm", "", None),
        (pilot, "", "soon", missing(Field::Owner)),
        (refer.clone(), "", "fire lane", None),
        (refer, "Street", "", missing(Field::Reason)),
        (Decision::OwnersDecide, "", "", None),
        (defer.clone(), "", "no money", None),
        (defer, "Street", "", missing(Field::Reason)),
        (Decision::NotDone, "", "no money", None),
        (Decision::NotDone, "", " ", missing(Field::Reason)),
        (
            do_it.clone(),
            &long,
            "",
            Some(invalid(Field::Owner, too_long(NAME_MAX))),
        ),
        (
            do_it,
            "Property firm",
            &words,
            Some(invalid(Field::Reason, too_long(BODY_MAX))),
        ),
    ] {
        let mut world = World::new();
        let issue = world.accepted();
        let meeting = world.locked();
        let mut enter = world.enter(meeting, issue, decision.clone());
        enter.owner = owner.to_owned();
        enter.words = reason.to_owned();
        assert_eq!(
            world
                .send(Who::Secretary, Command::EnterDecision(enter))
                .err(),
            refusal,
            "{decision:?} by {owner:?}: {reason:?}"
        );
    }
}

#[test]
fn hands_are_not_more_than_a_hall_holds() {
    let range = Problem::OutOfRange {
        min: 0,
        max: 100_000,
    };
    for (hands, problem) in [
        (None, None),
        (Some(0), None),
        (Some(100_000), None),
        (Some(100_001), Some(range)),
    ] {
        let mut world = World::new();
        let issue = world.accepted();
        let meeting = world.locked();
        let mut enter = world.enter(meeting, issue, Decision::NotDone);
        enter.hands = hands;
        assert_eq!(
            world
                .send(Who::Secretary, Command::EnterDecision(enter))
                .err(),
            problem.map(|problem| invalid(Field::Hands, problem)),
            "{hands:?}"
        );
    }
}

#[test]
fn votes_are_counted_where_the_meeting_votes() {
    let range = Problem::OutOfRange {
        min: 0,
        max: 100_000,
    };
    let votes = |in_favour, against, abstained| Votes {
        in_favour,
        against,
        abstained,
    };
    for kind in Kind::ALL {
        let unknown = (!kind.votes()).then_some((Field::InFavour, Problem::Unknown));
        let wrong = |field| unknown.clone().or(Some((field, range.clone())));
        for (votes, problem) in [
            (votes(0, 0, 0), unknown.clone()),
            (votes(100_000, 100_000, 100_000), unknown.clone()),
            (votes(100_001, 0, 0), wrong(Field::InFavour)),
            (votes(0, 100_001, 0), wrong(Field::Against)),
            (votes(0, 0, 100_001), wrong(Field::Abstained)),
        ] {
            let mut world = World::new();
            let issue = world.accepted();
            let meeting = world.drafted();
            let mut change = world.meeting(meeting);
            change.kind = kind;
            let version = world.version(meeting);
            world.done(Who::Secretary, Command::ChangeMeeting { change, version });
            let version = world.version(meeting);
            world.done(Who::Secretary, Command::LockAgenda { meeting, version });
            let mut enter = world.enter(meeting, issue, Decision::NotDone);
            enter.votes = Some(votes);
            let answer = world.send(Who::Secretary, Command::EnterDecision(enter));
            match (answer.err(), problem) {
                (None, None) => {
                    let item = &world.state.meetings[&meeting].items[0];
                    let entered = item.decision.as_ref().expect("a decision");
                    assert_eq!(entered.votes, Some(votes));
                }
                (Some(Refusal::Invalid(wrong)), Some((field, problem))) => {
                    assert_eq!((wrong[0].field, &wrong[0].problem), (field, &problem));
                }
                other => panic!("{kind:?} {votes:?}: {other:?}"),
            }
        }
    }
}

#[test]
fn nothing_is_published_before_the_meeting_has_begun_and_all_that_is_missing_is_said() {
    let mut world = World::new();
    let issues = [world.accepted(), world.accepted()];
    let meeting = world.locked();
    let starts_at = world.state.meetings[&meeting].starts_at;
    for (issue, undecided) in [(issues[1], vec![1]), (issues[0], vec![])] {
        let enter = world.enter(meeting, issue, Decision::NotDone);
        world.done(Who::Secretary, Command::EnterDecision(enter));
        world.now = starts_at.plus(-1);
        let version = world.version(meeting);
        let publish = Command::PublishDecisions { meeting, version };
        let refusal = world.refused(Who::Secretary, publish);
        assert_eq!(refusal, Refusal::MeetingNotBegun { undecided });
    }
    world.now = starts_at;
    let version = world.version(meeting);
    let publish = Command::PublishDecisions { meeting, version };
    world.done(Who::Secretary, publish);
}

#[test]
fn decisions_are_published_all_together() {
    let mut world = World::new();
    let issues = [world.accepted(), world.accepted(), world.accepted()];
    let meeting = world.locked();
    for (issue, undecided) in [
        (issues[1], Some(vec![1, 3])),
        (issues[0], Some(vec![3])),
        (issues[2], None),
    ] {
        let enter = world.enter(meeting, issue, Decision::NotDone);
        world.done(Who::Secretary, Command::EnterDecision(enter));
        let version = world.version(meeting);
        world.begin(meeting);
        let refusal = world
            .send(
                Who::Secretary,
                Command::PublishDecisions { meeting, version },
            )
            .err();
        assert_eq!(refusal, undecided.map(Refusal::Undecided));
    }
    for issue in issues {
        assert_eq!(world.state.issues[&issue].status, Status::Decided);
    }
}

#[test]
fn a_decision_leads_where_the_life_of_an_issue_says() {
    for decision in world::decisions() {
        let expected = match decision {
            Decision::Defer { review_on } => (Status::Deferred, Some(review_on)),
            Decision::NotDone => (Status::Decided, None),
            Decision::DoIt { .. }
            | Decision::Pilot { .. }
            | Decision::ReferUpward { .. }
            | Decision::OwnersDecide => (Status::InWork, None),
        };
        let mut world = World::new();
        let issue = world.accepted();
        world.published(&decision);
        let issue = &world.state.issues[&issue];
        assert_eq!((issue.status, issue.review_on), expected, "{decision:?}");
    }
}

#[test]
fn decisions_that_were_entered_without_network_arrive_all() {
    let mut world = World::new();
    let issues = [world.accepted(), world.accepted()];
    let meeting = world.locked();
    // Both were typed before either arrived.
    let decisions = issues.map(|issue| world.enter(meeting, issue, Decision::NotDone));
    for enter in decisions {
        world.done(Who::Secretary, Command::EnterDecision(enter));
    }
}

#[test]
fn a_decision_that_somebody_else_entered_is_seen_before_it_is_replaced() {
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.locked();
    let first = world.enter(meeting, issue, Decision::OwnersDecide);
    let unseen = world.enter(meeting, issue, Decision::NotDone);
    world.done(Who::Secretary, Command::EnterDecision(first));
    assert_eq!(
        world.refused(Who::Secretary, Command::EnterDecision(unseen)),
        Refusal::DecisionChanged
    );
}

#[test]
fn a_decision_entered_again_replaces_the_first() {
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.locked();
    for decision in world::decisions() {
        let enter = world.enter(meeting, issue, decision.clone());
        world.done(Who::Secretary, Command::EnterDecision(enter));
        let item = &world.state.meetings[&meeting].items[0];
        assert_eq!(item.decision.as_ref().map(|r| &r.decision), Some(&decision));
    }
}
