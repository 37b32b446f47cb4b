//! Each refusal, as cases: what is asked, and the answer.

mod world;

use domain::agenda::{Rule, Settings};
use domain::field::{BODY_MAX, NAME_MAX, NICKNAME_MAX, REASON_MAX};
use domain::household::{Household, check_slip};
use domain::issue::{Area, EditIssue, SecondOnBehalf, Status, Support, WithdrawIssue};
use domain::meeting::{self, Decision, Ground, Why};
use domain::place::{NameBuilding, Place, Point, Position, Source};
use domain::time::{DAY, HOUR};
use domain::{
    Action, Actor, Command, CommandId, Envelope, Event, Field, FieldError, IssueId, Kept,
    MeetingId, PersonId, PhotoId, Problem, Refusal, Role, Viewer,
};
use world::{Who, World, building, day, household, unknown};

fn invalid(field: Field, problem: Problem) -> Refusal {
    Refusal::Invalid(vec![FieldError { field, problem }])
}

fn too_long(max: u32) -> Problem {
    Problem::TooLong { max, len: max + 1 }
}

/// `n` characters of three bytes each.
fn chars(n: u32) -> String {
    "议".repeat(n as usize)
}

// What people type

#[test]
fn a_title_has_1_to_60_characters_and_a_chinese_one_counts_as_one() {
    for (title, problem) in [
        ("The lift stops".to_owned(), None),
        ("灯".to_owned(), None),
        (chars(60), None),
        (format!("  {}\n", chars(60)), None),
        (chars(61), Some(too_long(60))),
        ("x".repeat(61), Some(too_long(60))),
        (String::new(), Some(Problem::Missing)),
        (" \n\t　".to_owned(), Some(Problem::Missing)),
        ("\u{0} \u{0}".to_owned(), Some(Problem::Missing)),
    ] {
        let mut world = World::new();
        let issue = IssueId(world.id());
        let mut form = world::file(issue);
        form.title.clone_from(&title);
        let expected = problem.map(|problem| invalid(Field::Title, problem));
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        assert_eq!(refusal, expected, "{title:?}");
    }
}

#[test]
fn words_are_kept_trimmed_and_without_control_characters() {
    for (typed, kept) in [
        ("  a  ", "a"),
        ("a\r\nb", "a\nb"),
        ("a\u{0}b\u{1b}", "ab"),
        ("\u{0} a", "a"),
        ("a \u{7}", "a"),
    ] {
        let mut world = World::new();
        let issue = IssueId(world.id());
        let mut form = world::file(issue);
        form.body = typed.to_owned();
        let outcome = world.done(Who::Ann, Command::FileIssue(form));
        let [Kept::Text { text, .. }] = &outcome.kept[..] else {
            panic!("{:?}", outcome.kept);
        };
        assert_eq!(text.body, kept, "{typed:?}");
    }
}

#[test]
fn a_form_says_all_that_is_wrong_with_it_at_once() {
    let mut world = World::new();
    let mut form = world::file(IssueId(unknown()));
    form.title = String::new();
    form.body = chars(BODY_MAX + 1);
    form.area = Area::Cluster("North".into());
    form.place.building = Some(building(9));
    form.photos = vec![PhotoId(unknown()); 5];
    let Refusal::Invalid(errors) = world.refused(Who::Ann, Command::FileIssue(form)) else {
        panic!("refused for another reason");
    };
    assert_eq!(
        errors,
        [
            (Field::Title, Problem::Missing),
            (Field::Body, too_long(BODY_MAX)),
            (Field::Area, Problem::Unknown),
            (Field::Place, Problem::Unknown),
            (Field::Photo, Problem::TooMany { max: 4 }),
        ]
        .map(|(field, problem)| FieldError { field, problem })
    );
}

#[test]
fn an_area_is_one_of_the_plan() {
    for (area, known) in [
        (Area::Estate, true),
        (Area::Building(building(1)), true),
        (Area::Building(building(4)), false),
        (Area::Cluster("East".into()), true),
        (Area::Cluster("east".into()), false),
    ] {
        let mut world = World::new();
        let mut form = world::file(IssueId(unknown()));
        form.area = area.clone();
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        let expected = (!known).then(|| invalid(Field::Area, Problem::Unknown));
        assert_eq!(refusal, expected, "{area:?}");
    }
}

#[test]
fn a_place_is_on_the_globe_and_on_the_plan_or_there_is_none() {
    let at = |lat, lon| {
        Some(Position {
            lat,
            lon,
            accuracy: None,
            source: Source::Gps,
        })
    };
    for (position, home, sound) in [
        (None, None, true),
        (at(31.2, 121.4), None, true),
        (None, Some(2), true),
        (at(31.2, 121.4), Some(9), false),
        (at(91.0, 0.0), None, false),
        (at(0.0, -180.1), None, false),
        (at(f64::NAN, 0.0), None, false),
        (at(0.0, f64::INFINITY), None, false),
    ] {
        let mut world = World::new();
        let mut form = world::file(IssueId(unknown()));
        form.place = Place {
            position,
            building: home.map(building),
        };
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        let expected = (!sound).then(|| invalid(Field::Place, Problem::Unknown));
        assert_eq!(refusal, expected, "{position:?} {home:?}");
    }
}

#[test]
fn an_issue_takes_5_to_60_minutes() {
    for (minutes, fine) in [
        (0, false),
        (4, false),
        (5, true),
        (60, true),
        (61, false),
        (u32::MAX, false),
    ] {
        let mut world = World::new();
        let issue = world.filed();
        let refusal = world
            .send(
                Who::Secretary,
                Command::AcceptIssue {
                    issue,
                    minutes,
                    urgent: false,
                    reason: String::new(),
                },
            )
            .err();
        let expected =
            (!fine).then(|| invalid(Field::Minutes, Problem::OutOfRange { min: 5, max: 60 }));
        assert_eq!(refusal, expected, "{minutes}");
    }
}

#[test]
fn a_meeting_has_a_place_10_to_480_minutes_and_is_not_over() {
    let minutes = Problem::OutOfRange { min: 10, max: 480 };
    for (place, length, starts_in, expected) in [
        ("Hall", 90, DAY, None),
        ("Hall", 10, DAY, None),
        ("Hall", 480, DAY, None),
        ("Hall", 90, -3 * HOUR, None), // it began, and is entered afterwards
        ("Hall", 9, DAY, Some((Field::Minutes, minutes.clone()))),
        ("Hall", 481, DAY, Some((Field::Minutes, minutes))),
        ("  ", 90, DAY, Some((Field::MeetingPlace, Problem::Missing))),
        (
            &chars(NAME_MAX + 1),
            90,
            DAY,
            Some((Field::MeetingPlace, too_long(NAME_MAX))),
        ),
        ("Hall", 90, -DAY - 1, Some((Field::StartsAt, Problem::Past))),
    ] {
        let mut world = World::new();
        let expected = expected.map(|(field, problem)| invalid(field, problem));
        let mut form = world.meeting(MeetingId(unknown()));
        form.place = place.to_owned();
        form.minutes = length;
        form.starts_at = world.now.plus(starts_in);
        let refusal = world
            .send(Who::Secretary, Command::CreateMeeting(form.clone()))
            .err();
        assert_eq!(refusal, expected, "{place} {length} {starts_in}, created");

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
        assert_eq!(refusal, expected, "{place} {length} {starts_in}, changed");
    }
}

#[test]
fn whatever_does_not_move_forward_needs_a_reason() {
    for (reason, problem) in [
        ("out of our hands".to_owned(), None),
        (chars(REASON_MAX), None),
        (String::new(), Some(Problem::Missing)),
        (" \n ".to_owned(), Some(Problem::Missing)),
        (chars(REASON_MAX + 1), Some(too_long(REASON_MAX))),
    ] {
        let expected = problem.map(|problem| invalid(Field::Reason, problem));
        let mut world = World::new();
        let listed = world.accepted();
        let meeting = world.drafted();
        let added = world.accepted();
        let issue = world.filed();

        let mut add = world.change(meeting, added);
        add.reason.clone_from(&reason);
        let mut change = world.change(meeting, listed);
        change.reason.clone_from(&reason);
        for (says, command) in [
            (
                "decline",
                Command::DeclineIssue {
                    issue,
                    reason: reason.clone(),
                },
            ),
            ("add", Command::AddItem(add)),
            (
                "move",
                Command::MoveItem {
                    change: change.clone(),
                    to: 1,
                },
            ),
            ("drop", Command::DropItem(change)),
        ] {
            let id = CommandId(world.id());
            let refusal = world.ask(Who::Secretary, &Envelope { id, command }).err();
            assert_eq!(refusal, expected, "{says} because {reason:?}");
        }
    }
}

#[test]
fn an_answer_says_something_and_a_withdrawal_need_not() {
    let mut world = World::new();
    let issue = world.filed();
    for (text, problem) in [
        (String::new(), Some(Problem::Missing)),
        (chars(BODY_MAX + 1), Some(too_long(BODY_MAX))),
        (chars(BODY_MAX), None),
    ] {
        let expected = problem.map(|problem| invalid(Field::Body, problem));
        let refusal = world
            .send(Who::Worker, Command::AnswerIssue { issue, text })
            .err();
        assert_eq!(refusal, expected);
    }
    let withdraw = |reason| Command::WithdrawIssue(WithdrawIssue { issue, reason });
    assert_eq!(
        world.refused(Who::Ann, withdraw(chars(REASON_MAX + 1))),
        invalid(Field::Reason, too_long(REASON_MAX))
    );
    let outcome = world.done(Who::Ann, withdraw(String::new()));
    assert_eq!(
        outcome.events,
        [Event::IssueWithdrawn { issue, text: None }]
    );
    assert_eq!(outcome.kept, []);
}

// The life of an issue

/// What a command about an issue leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Fine,
    /// `IssueIs`, with the status.
    Not,
    Answered,
    NotTheirs,
}

/// An issue in this status; Ann filed it, except the closed one, which was imported.
fn issue_in(world: &mut World, status: Status) -> IssueId {
    match status {
        Status::Filed => world.filed(),
        Status::Accepted => world.accepted(),
        Status::Declined => {
            let issue = world.filed();
            let reason = "not ours".into();
            world.done(Who::Worker, Command::DeclineIssue { issue, reason });
            issue
        }
        Status::Withdrawn => {
            let issue = world.filed();
            let reason = String::new();
            world.done(
                Who::Ann,
                Command::WithdrawIssue(WithdrawIssue { issue, reason }),
            );
            issue
        }
        Status::OnAgenda => {
            let issue = world.accepted();
            world.locked();
            issue
        }
        Status::Decided => {
            let issue = world.accepted();
            world.published(&Decision::NotDone);
            issue
        }
        Status::Deferred => {
            let issue = world.accepted();
            world.published(&Decision::Defer { review_on: day(30) });
            issue
        }
        Status::Closed => {
            let issue = IssueId(world.id());
            world.done(
                Who::Operator,
                Command::ImportReport(world::report(issue, true)),
            );
            issue
        }
    }
}

#[test]
fn what_can_be_done_with_an_issue_depends_on_where_it_stands() {
    use Is::{Answered, Fine, Not, NotTheirs};
    #[rustfmt::skip]
    let table = [
        //                  second take back edit      withdraw   accept decline answer add to an agenda
        (Status::Filed,     [Fine, Fine,     Fine,      Fine,      Fine,  Fine,   Fine,  Not ]),
        (Status::Accepted,  [Fine, Fine,     Answered,  Fine,      Fine,  Not,    Fine,  Fine]),
        (Status::OnAgenda,  [Not,  Not,      Answered,  Not,       Not,   Not,    Fine,  Not ]),
        (Status::Decided,   [Not,  Not,      Answered,  Not,       Not,   Not,    Fine,  Not ]),
        (Status::Deferred,  [Fine, Fine,     Answered,  Fine,      Not,   Not,    Fine,  Fine]),
        (Status::Declined,  [Not,  Not,      Answered,  Not,       Not,   Not,    Fine,  Not ]),
        (Status::Withdrawn, [Not,  Not,      Not,       Not,       Not,   Not,    Not,   Not ]),
        (Status::Closed,    [Not,  Not,      NotTheirs, NotTheirs, Not,   Not,    Fine,  Not ]),
    ];
    assert_eq!(table.map(|(status, _)| status), Status::ALL);
    for (status, expected) in table {
        let mut world = World::new();
        // A draft that lists nothing, so that everything can be added to it.
        let meeting = world.drafted();
        let issue = issue_in(&mut world, status);
        assert_eq!(world.state.issues[&issue].status, status);
        let form = world::file(issue);
        let commands = [
            (Who::Dan, Command::Second { issue }),
            (Who::Ann, Command::TakeBackSecond { issue }),
            (
                Who::Ann,
                Command::EditIssue(EditIssue {
                    issue,
                    category: form.category,
                    title: form.title,
                    body: form.body,
                    area: form.area,
                }),
            ),
            (
                Who::Ann,
                Command::WithdrawIssue(WithdrawIssue {
                    issue,
                    reason: String::new(),
                }),
            ),
            (
                Who::Worker,
                Command::AcceptIssue {
                    issue,
                    minutes: 20,
                    urgent: false,
                    reason: "because".into(),
                },
            ),
            (
                Who::Worker,
                Command::DeclineIssue {
                    issue,
                    reason: "not ours".into(),
                },
            ),
            (
                Who::Worker,
                Command::AnswerIssue {
                    issue,
                    text: "we look into it".into(),
                },
            ),
            (
                Who::Secretary,
                Command::AddItem(world.change(meeting, issue)),
            ),
        ];
        for ((who, command), is) in commands.into_iter().zip(expected) {
            let id = CommandId(world.id());
            let envelope = Envelope { id, command };
            let refusal = match is {
                Fine => None,
                Not => Some(Refusal::IssueIs(status)),
                Answered => Some(Refusal::AlreadyAnswered),
                NotTheirs => Some(Refusal::NotAllowed),
            };
            assert_eq!(
                world.ask(who, &envelope).err(),
                refusal,
                "{status:?}: {envelope:?}"
            );
        }
    }
}

#[test]
fn a_person_has_one_second() {
    let mut world = World::new();
    let issue = world.filed();
    let second = || Command::Second { issue };
    let take_back = || Command::TakeBackSecond { issue };
    // Whoever files stands behind it.
    assert_eq!(world.refused(Who::Ann, second()), Refusal::AlreadySeconded);
    assert_eq!(world.refused(Who::Bo, take_back()), Refusal::NotSeconded);
    world.done(Who::Bo, second());
    assert_eq!(world.refused(Who::Bo, second()), Refusal::AlreadySeconded);
    world.done(Who::Bo, take_back());
    assert_eq!(world.refused(Who::Bo, take_back()), Refusal::NotSeconded);
    world.done(Who::Bo, second());
}

#[test]
fn a_neighbour_is_entered_once_whoever_enters_them() {
    let mut world = World::new();
    let issue = world.filed();
    let mut enter = |who, home: u128, name: &str| {
        let person = PersonId(world.id());
        let command = Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household: household(home),
            name: name.to_owned(),
        });
        world.send(who, command).err()
    };
    for (who, home, name, refusal) in [
        (Who::Leader, 32, "王阿姨", None),
        (Who::Leader, 32, "王阿姨", Some(Refusal::AlreadySeconded)),
        (Who::Worker, 32, " 王阿姨 ", Some(Refusal::AlreadySeconded)),
        (Who::Worker, 32, "李伯伯", None),
        (Who::Worker, 12, "王阿姨", None), // another household's
        (
            Who::Worker,
            32,
            " ",
            Some(invalid(Field::Nickname, Problem::Missing)),
        ),
        (
            Who::Worker,
            99,
            "王阿姨",
            Some(invalid(Field::Household, Problem::Unknown)),
        ),
        (Who::Ann, 32, "王阿姨", Some(Refusal::NotAllowed)),
    ] {
        assert_eq!(enter(who, home, name), refusal, "{who:?} {home} {name}");
    }
    let support = world.state.issues[&issue].support;
    assert_eq!((support.online, support.on_behalf), (1, 3));
}

#[test]
fn only_the_reporter_edits_and_withdraws() {
    let mut world = World::new();
    let issue = world.filed();
    let form = world::file(issue);
    let edit = Command::EditIssue(EditIssue {
        issue,
        category: form.category,
        title: form.title,
        body: form.body,
        area: form.area,
    });
    let withdraw = Command::WithdrawIssue(WithdrawIssue {
        issue,
        reason: String::new(),
    });
    for who in [Who::Bo, Who::Leader, Who::Worker, Who::Secretary] {
        assert_eq!(world.refused(who, edit.clone()), Refusal::NotAllowed);
        assert_eq!(world.refused(who, withdraw.clone()), Refusal::NotAllowed);
    }
}

#[test]
fn an_answer_ends_editing() {
    let mut world = World::new();
    let issue = world.filed();
    world.done(
        Who::Worker,
        Command::AnswerIssue {
            issue,
            text: "we look into it".into(),
        },
    );
    let form = world::file(issue);
    let edit = EditIssue {
        issue,
        category: form.category,
        title: "Another title".into(),
        body: form.body,
        area: form.area,
    };
    assert_eq!(
        world.refused(Who::Ann, Command::EditIssue(edit)),
        Refusal::AlreadyAnswered
    );
}

#[test]
fn what_is_not_there_is_not_found_and_nothing_is_made_twice() {
    let mut world = World::new();
    let listed = world.accepted();
    let meeting = world.drafted();
    let issue = IssueId(unknown());
    let nowhere = MeetingId(unknown());
    let mut elsewhere = world.change(meeting, listed);
    elsewhere.meeting = nowhere;
    let unlisted = world.filed();
    for (who, command, refusal) in [
        (Who::Ann, Command::Second { issue }, Refusal::NotFound),
        (
            Who::Worker,
            Command::AcceptIssue {
                issue,
                minutes: 10,
                urgent: false,
                reason: String::new(),
            },
            Refusal::NotFound,
        ),
        (
            Who::Secretary,
            Command::AddItem(world.change(meeting, issue)),
            Refusal::NotFound,
        ),
        (
            Who::Secretary,
            Command::AddItem(world.change(meeting, listed)),
            Refusal::AlreadyListed,
        ),
        (
            Who::Secretary,
            Command::DropItem(world.change(meeting, unlisted)),
            Refusal::NotListed,
        ),
        (
            Who::Secretary,
            Command::MoveItem {
                change: world.change(meeting, unlisted),
                to: 1,
            },
            Refusal::NotListed,
        ),
        (
            Who::Secretary,
            Command::DropItem(elsewhere),
            Refusal::NotFound,
        ),
        (
            Who::Secretary,
            Command::LockAgenda {
                meeting: nowhere,
                version: 1,
            },
            Refusal::NotFound,
        ),
        (
            Who::Ann,
            Command::FileIssue(world::file(listed)),
            Refusal::Exists,
        ),
        (
            Who::Operator,
            Command::ImportReport(world::report(listed, false)),
            Refusal::Exists,
        ),
        (
            Who::Secretary,
            Command::CreateMeeting(world.meeting(meeting)),
            Refusal::Exists,
        ),
        (
            Who::Operator,
            Command::RegisterHousehold(Household {
                id: household(11),
                building: building(2),
                room: "201".into(),
            }),
            Refusal::Exists,
        ),
        (
            Who::Operator,
            Command::RegisterHousehold(Household {
                id: household(99),
                building: building(9),
                room: "901".into(),
            }),
            Refusal::NotFound,
        ),
    ] {
        let said = format!("{command:?}");
        assert_eq!(world.refused(who, command), refusal, "{said}");
    }
}

// Meetings

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

// Households and slips

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
fn a_slip_is_printed_for_a_household_where_it_lives() {
    let past = invalid(Field::StartsAt, Problem::Past);
    let number = invalid(Field::Household, Problem::OutOfRange { min: 1, max: 20 });
    for (home, house, admits, expires_in, roles, refusal) in [
        (32, 3, 1, DAY, vec![], None),
        (32, 3, 20, DAY, vec![Role::BuildingLeader], None),
        (32, 3, 0, DAY, vec![], Some(number.clone())),
        (32, 3, 21, DAY, vec![], Some(number)),
        (32, 3, 1, 0, vec![], Some(past)),
        (
            32,
            3,
            1,
            DAY,
            vec![Role::Operator],
            Some(invalid(Field::Code, Problem::Unknown)),
        ),
        (99, 3, 1, DAY, vec![], Some(Refusal::NotFound)),
        (32, 1, 1, DAY, vec![], Some(Refusal::NotFound)),
    ] {
        let mut world = World::new();
        let mut slip = world::print_slip(7, home);
        slip.building = building(house);
        slip.admits = admits;
        slip.expires_at = world.now.plus(expires_in);
        slip.roles.clone_from(&roles);
        match world.send(Who::Operator, Command::PrintSlip(slip)) {
            Err(refused) => assert_eq!(Some(refused), refusal),
            Ok(outcome) => {
                assert_eq!(None, refusal, "{home} in {house}, {admits}, {roles:?}");
                let [Event::SlipPrinted(slip)] = &outcome.events[..] else {
                    panic!("{:?}", outcome.events);
                };
                assert!(slip.roles.contains(&Role::Resident));
            }
        }
    }
}

// Setting up

#[test]
fn a_community_is_created_once_with_an_address_of_its_own() {
    let create = |slug: &str| {
        Command::CreateCommunity(domain::community::CreateCommunity {
            slug: slug.to_owned(),
            name: "East".into(),
            language: domain::Language::Chinese,
            zone: domain::Zone::utc(),
        })
    };
    let mut world = World::new();
    assert_eq!(
        world.refused(Who::Operator, create("east")),
        Refusal::Exists
    );
    for (slug, fine) in [
        ("east", true),
        ("east-2", true),
        ("", false),
        ("East", false),
        ("东", false),
        ("a/b", false),
        ("api", false),
        ("sign-out", false),
        ("healthz", false),
        (&"x".repeat(33), false),
    ] {
        let mut empty = World::new();
        empty.state = domain::State::default();
        let expected = (!fine).then(|| invalid(Field::Code, Problem::Unknown));
        let refusal = empty.send(Who::Operator, create(slug)).err();
        assert_eq!(refusal, expected, "{slug:?}");
    }
}

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
        let ids = ids.iter().map(|n| building(*n)).collect();
        Some(Refusal::BuildingsInUse(ids))
    };
    for (says, plan, refusal) in [
        ("the same", world::plan(&[1, 2, 3]), None),
        ("one more", world::plan(&[1, 2, 3, 4]), None),
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
    let in_use = Refusal::BuildingsInUse(vec![building(4)]);
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
fn a_visitor_may_join_whether_asked_as_viewer_or_as_actor() {
    for action in Action::ALL {
        assert_eq!(
            Viewer::default().may(action),
            Actor::nobody().may(action),
            "{action:?}"
        );
    }
}

// The same command again

#[test]
fn a_command_sent_again_changes_nothing_and_is_its_senders_own() {
    let mut world = World::new();
    let envelope = Envelope {
        id: CommandId(world.id()),
        command: Command::FileIssue(world::file(IssueId(unknown()))),
    };
    let first = world.send_envelope(Who::Ann, &envelope).expect("filed");
    let again = world.send_envelope(Who::Ann, &envelope).expect("known");
    assert_eq!(again.events, []);
    assert_eq!(again.kept, []);
    assert_eq!(again.receipt, first.receipt);
    for who in [Who::Bo, Who::Secretary, Who::Operator, Who::Nobody] {
        let refusal = world.send_envelope(who, &envelope).err();
        assert_eq!(refusal, Some(Refusal::NotAllowed), "{who:?}");
    }
}

// What is counted

#[test]
fn seconds_online_and_on_behalf_and_their_households_are_counted_apart() {
    let mut world = World::new();
    let issue = world.filed();
    world.done(Who::Bo, Command::Second { issue });
    world.done(Who::Dan, Command::Second { issue });
    let person = PersonId(world.id());
    world.done(
        Who::Leader,
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household: household(32),
            name: "王阿姨".into(),
        }),
    );
    let support = world.state.issues[&issue].support;
    assert_eq!(
        support,
        Support {
            online: 3,
            on_behalf: 1,
            households: 3,
            of: support.of
        }
    );
}

#[test]
fn times_at_the_end_of_the_calendar_are_shown_rather_than_fatal() {
    let shanghai = domain::Zone::fixed("Asia/Shanghai", 28_800);
    let west = domain::Zone::fixed("America/New_York", -18_000);
    for at in [
        i64::MIN,
        -377_705_116_800_000,
        0,
        253_402_300_799_000,
        i64::MAX,
    ] {
        for zone in [&shanghai, &west] {
            let _ = zone.format_local(domain::Timestamp(at));
        }
    }
}
