//! Meetings: their agendas and decisions.

use crate::world::{self, Who, World, day};
use crate::{chars, invalid, too_long};
use domain::agenda::{Rule, Settings};
use domain::field::{BODY_MAX, NAME_MAX};
use domain::issue::{Status, WithdrawIssue};
use domain::meeting::{self, Decision, Ground, Why};
use domain::time::DAY;
use domain::{Command, CommandId, Envelope, Event, Field, IssueId, MeetingId, Problem, Refusal};

fn meeting_in(world: &mut World, status: meeting::Status) -> MeetingId {
    match status {
        meeting::Status::Draft => world.drafted(),
        meeting::Status::Locked => world.locked(),
        meeting::Status::Published => world.published(&Decision::NotDone),
    }
}

#[test]
fn what_can_be_done_with_a_meeting_depends_on_where_its_agenda_stands() {
    use meeting::Status::{Draft, Locked, Published};
    #[rustfmt::skip]
    let table = [
        //          change fill   add    drop   move   minutes lock  supplement decide publish
        (Draft,     [true,  true,  true,  true,  true,  true,  true,  false, false, false]),
        (Locked,    [false, false, false, false, false, false, false, true,  true,  true]),
        (Published, [false, false, false, false, false, false, false, false, false, false]),
    ];
    assert_eq!(table.map(|(status, _)| status), meeting::Status::ALL);
    for (status, expected) in table {
        let mut world = World::new();
        let listed = world.accepted();
        let meeting = meeting_in(&mut world, status);
        if status == Locked {
            let record = world.record(meeting, listed, Decision::NotDone);
            world.done(Who::Secretary, Command::RecordDecision(record));
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
            Command::SetItemMinutes {
                change,
                minutes: 15,
            },
            Command::LockAgenda { meeting, version },
            Command::AddSupplement(world.change(meeting, other)),
            Command::RecordDecision(world.record(meeting, listed, Decision::NotDone)),
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
        Command::AddItem(add),
        Command::DropItem(change.clone()),
        Command::MoveItem {
            change: change.clone(),
            to: 2,
        },
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
    let mut record = world.record(meeting, first, Decision::NotDone);
    record.version = version;
    let other = world.accepted();
    let mut supplement = world.change(meeting, other);
    supplement.version = version;
    let version = world.version(meeting);
    for command in [
        Command::AddSupplement(supplement),
        Command::RecordDecision(record.clone()),
        Command::PublishDecisions {
            meeting,
            version: record.version,
        },
    ] {
        assert_eq!(
            world.refused(Who::Secretary, command),
            Refusal::AgendaChanged { version }
        );
    }
}

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

/// What is on the agenda of a meeting, and why.
fn items(world: &World, meeting: MeetingId) -> Vec<(IssueId, Why)> {
    let items = world.state.meetings[&meeting].items.iter();
    items.map(|item| (item.issue, item.why)).collect()
}

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
    assert_eq!(world.state.meetings[&rival].used(), 65);
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
fn minutes_and_urgency_of_what_was_accepted_are_changed_with_a_reason() {
    let mut world = World::new();
    let issue = world.accepted();
    let accept = |reason: &str| Command::AcceptIssue {
        issue,
        minutes: 10,
        urgent: true,
        reason: reason.into(),
    };
    let refusal = world.refused(Who::Worker, accept(" "));
    assert_eq!(refusal, invalid(Field::Reason, Problem::Missing));
    let outcome = world.done(Who::Worker, accept("The wall leans"));
    assert!(outcome.events[0].text().is_some(), "residents can read it");
    assert!(world.state.issues[&issue].urgent);
}

#[test]
fn agenda_settings_keep_within_their_bounds() {
    let fine = Settings::default();
    let mut world = World::new();
    for (settings, field) in [
        (
            Settings {
                rule: Rule::Phragmen,
                ..fine
            },
            Field::Rule,
        ),
        (
            Settings {
                reserved: 4,
                ..fine
            },
            Field::Reserved,
        ),
        (
            Settings {
                unheard_after: 0,
                ..fine
            },
            Field::UnheardAfter,
        ),
        (
            Settings {
                unheard_after: 13,
                ..fine
            },
            Field::UnheardAfter,
        ),
        (
            Settings {
                passed_over_after: 13,
                ..fine
            },
            Field::PassedOverAfter,
        ),
    ] {
        let refusal = world.refused(Who::Secretary, Command::ChangeAgendaSettings(settings));
        let Refusal::Invalid(errors) = refusal else {
            panic!("{settings:?}: {refusal:?}");
        };
        let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, [field]);
    }
    let votes = Settings {
        rule: Rule::Votes,
        ..fine
    };
    world.done(Who::Secretary, Command::ChangeAgendaSettings(votes));
    assert_eq!(world.state.settings, votes);
}

#[test]
fn minutes_corrected_before_the_lock_hold_when_the_draft_is_filled_anew() {
    let mut world = World::new();
    let meeting = world.drafted();
    let [by_hand, by_support] = [world.accepted(), world.accepted()];
    let change = world.change(meeting, by_hand);
    world.done(Who::Secretary, Command::AddItem(change));
    for issue in [by_hand, by_support] {
        world.done(
            Who::Secretary,
            Command::AcceptIssue {
                issue,
                minutes: 25,
                urgent: false,
                reason: "because".into(),
            },
        );
    }
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let minutes: Vec<_> = world.state.meetings[&meeting]
        .items
        .iter()
        .map(|item| (item.issue, item.minutes))
        .collect();
    assert_eq!(minutes, [(by_hand, 25), (by_support, 25)]);
}

#[test]
fn minutes_corrected_before_the_lock_are_those_that_it_freezes() {
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.drafted();
    world.done(
        Who::Secretary,
        Command::AcceptIssue {
            issue,
            minutes: 25,
            urgent: false,
            reason: "because".into(),
        },
    );
    assert_eq!(world.state.meetings[&meeting].items[0].minutes, 25);
    let version = world.version(meeting);
    let locked = world.done(Who::Secretary, Command::LockAgenda { meeting, version });
    let Event::ItemLocked { minutes, .. } = locked.events[0] else {
        panic!("{:?}", locked.events);
    };
    assert_eq!(minutes, 25);
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
        let record = world.record(meeting, issue, decision.clone());
        let refusal = world
            .send(Who::Secretary, Command::RecordDecision(record))
            .err();
        let expected = refused.then(|| invalid(Field::Due, Problem::Past));
        assert_eq!(refusal, expected, "{decision:?}");
    }
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
        let mut record = world.record(meeting, issue, decision.clone());
        record.owner = owner.to_owned();
        record.words = reason.to_owned();
        assert_eq!(
            world
                .send(Who::Secretary, Command::RecordDecision(record))
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
        let mut record = world.record(meeting, issue, Decision::NotDone);
        record.hands = hands;
        assert_eq!(
            world
                .send(Who::Secretary, Command::RecordDecision(record))
                .err(),
            problem.map(|problem| invalid(Field::Hands, problem)),
            "{hands:?}"
        );
    }
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
        let record = world.record(meeting, issue, Decision::NotDone);
        world.done(Who::Secretary, Command::RecordDecision(record));
        let version = world.version(meeting);
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
            Decision::DoIt { .. }
            | Decision::Pilot { .. }
            | Decision::ReferUpward { .. }
            | Decision::OwnersDecide
            | Decision::NotDone => (Status::Decided, None),
        };
        let mut world = World::new();
        let issue = world.accepted();
        world.published(&decision);
        let issue = &world.state.issues[&issue];
        assert_eq!((issue.status, issue.review_on), expected, "{decision:?}");
    }
}

#[test]
fn a_decision_entered_again_replaces_the_first() {
    let mut world = World::new();
    let issue = world.accepted();
    let meeting = world.locked();
    for decision in world::decisions() {
        let record = world.record(meeting, issue, decision.clone());
        world.done(Who::Secretary, Command::RecordDecision(record));
        let item = &world.state.meetings[&meeting].items[0];
        assert_eq!(item.decision.as_ref().map(|r| &r.decision), Some(&decision));
    }
}
