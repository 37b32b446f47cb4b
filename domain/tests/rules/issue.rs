//! The life of an issue, and who seconds it.

use crate::world::{self, Who, World, building, day, household, unknown};
use crate::{chars, invalid, too_long};
use domain::field::{BODY_MAX, REASON_MAX};
use domain::household::{Change, Household, JoinAtDesk};
use domain::issue::{
    ADDED_MAX, AcceptIssue, AddFacts, AnswerIssue, DeclineIssue, EditIssue, Issue, ReviseIssue,
    SecondOnBehalf, Status, Support, TakeBackOnBehalf, WithdrawIssue,
};
use domain::meeting::{Decision, Why};
use domain::notice::Audience;
use domain::{
    Command, CommandId, Envelope, Event, Field, IssueId, MeetingId, PersonId, PhotoId, Problem,
    Refusal,
};

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
            let decline = DeclineIssue {
                issue,
                text: world.text(issue),
                reason: "not ours".into(),
            };
            world.done(Who::Worker, Command::DeclineIssue(decline));
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
        Status::InWork => {
            let issue = world.accepted();
            world.published(&Decision::DoIt { due: day(30) });
            issue
        }
        Status::Appraisal => {
            let issue = issue_in(world, Status::InWork);
            world.done(Who::Worker, Command::PublishResult(world::result(issue)));
            issue
        }
        Status::Returned => {
            let issue = issue_in(world, Status::Appraisal);
            world.done(Who::Ann, Command::Appraise(world::appraise(issue, false)));
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
#[expect(clippy::too_many_lines, reason = "each thing that can be done")]
fn what_can_be_done_with_an_issue_depends_on_where_it_stands() {
    use Is::{Answered, Fine, Not, NotTheirs};
    #[rustfmt::skip]
    let table = [
        // second, take back, edit, add, withdraw, accept, revise, decline, answer, list
        (Status::Filed,     [Fine, Fine,     Fine,      Fine,      Fine,      Fine,  Not,   Fine,   Fine,  Not ]),
        (Status::Accepted,  [Fine, Fine,     Answered,  Fine,      Fine,      Not,   Fine,  Not,    Fine,  Fine]),
        (Status::OnAgenda,  [Not,  Not,      Answered,  Fine,      Not,       Not,   Not,   Not,    Fine,  Not ]),
        (Status::Decided,   [Not,  Not,      Answered,  Fine,      Not,       Not,   Not,   Not,    Fine,  Not ]),
        (Status::InWork,    [Not,  Not,      Answered,  Fine,      Not,       Not,   Not,   Not,    Fine,  Not ]),
        (Status::Appraisal, [Not,  Not,      Answered,  Fine,      Not,       Not,   Not,   Not,    Fine,  Not ]),
        (Status::Returned,  [Fine, Fine,     Answered,  Fine,      Fine,      Not,   Fine,  Fine,   Fine,  Fine]),
        (Status::Deferred,  [Fine, Fine,     Answered,  Fine,      Fine,      Not,   Fine,  Not,    Fine,  Fine]),
        (Status::Declined,  [Not,  Not,      Answered,  Not,       Not,       Not,   Not,   Not,    Fine,  Not ]),
        (Status::Withdrawn, [Not,  Not,      Not,       Not,       Not,       Not,   Not,   Not,    Not,   Not ]),
        (Status::Closed,    [Not,  Not,      NotTheirs, NotTheirs, NotTheirs, Not,   Not,   Not,    Fine,  Not ]),
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
                Command::AddFacts(AddFacts {
                    issue,
                    body: "It is worse now.".into(),
                    photos: vec![],
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
                Command::AcceptIssue(AcceptIssue {
                    issue,
                    text: world.text(issue),
                    minutes: 20,
                    urgent: false,
                }),
            ),
            (
                Who::Worker,
                Command::ReviseIssue(ReviseIssue {
                    issue,
                    minutes: 20,
                    urgent: false,
                    reason: "because".into(),
                }),
            ),
            (
                Who::Worker,
                Command::DeclineIssue(DeclineIssue {
                    issue,
                    text: world.text(issue),
                    reason: "not ours".into(),
                }),
            ),
            (
                Who::Worker,
                Command::AnswerIssue(AnswerIssue {
                    issue,
                    text: "we look into it".into(),
                }),
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
        (Who::Worker, 32, " 王 阿姨 ", Some(Refusal::AlreadySeconded)),
        (Who::Worker, 32, "Ｌｉ\u{3000}Ｎａ", None),
        (
            Who::Worker,
            32,
            "li\u{200b}  na",
            Some(Refusal::AlreadySeconded),
        ),
        (Who::Worker, 32, "李伯伯", None),
        (Who::Worker, 12, "王阿姨", None), // another household's
        (
            Who::Worker,
            32,
            " ",
            Some(invalid(Field::Name, Problem::Missing)),
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
    assert_eq!((support.online, support.on_behalf), (1, 4));
}

#[test]
fn a_leader_enters_for_households_of_their_own_buildings_and_no_more_than_adults() {
    let mut world = World::new();
    let issues = [world.filed(), world.filed()];
    let full = |adults| Some(Refusal::HouseholdFull { adults });
    world.done(Who::Operator, adults(12, 1, 3));
    world.done(Who::Operator, adults(21, 2, 3));
    let enter = |world: &mut World, who, which: usize, home: u128, name: &str| {
        let person = PersonId(world.id());
        let command = Command::SecondOnBehalf(SecondOnBehalf {
            issue: issues[which],
            person,
            household: household(home),
            name: name.to_owned(),
        });
        world.send(who, command).err()
    };
    for (who, which, home, name, refusal) in [
        // Buildings 1, 3 and 4 are the leader's.
        (Who::Leader, 0, 21, "Li", Some(Refusal::NotYourBuilding)),
        (Who::Worker, 0, 21, "Li", None),
        // Two members and an adult more: joined and entered together.
        (Who::Leader, 0, 12, "Li", None),
        (Who::Leader, 0, 12, "Zhao", full(3)),
        (Who::Secretary, 0, 12, "Zhao", full(3)),
        (Who::Leader, 1, 12, "Li", None),
        // Of this household the register says nothing.
        (Who::Leader, 0, 32, "A", None),
        (Who::Leader, 0, 32, "B", None),
        (Who::Leader, 0, 32, "C", None),
        (Who::Leader, 0, 32, "D", None),
        (
            Who::Leader,
            0,
            32,
            "E",
            Some(Refusal::AdultsUnknown { most: 4 }),
        ),
        (Who::Leader, 1, 32, "D", None),
    ] {
        let answer = enter(&mut world, who, which, home, name);
        assert_eq!(answer, refusal, "{who:?} {home} {name}");
    }
    // With the last of what was entered for somebody their voice is gone, with one of two it is
    // not.
    let mut seconds = world.state.seconds.keys();
    let in_12 = |(_, person): &&(IssueId, PersonId)| {
        let home = &world.state.homes[&household(12)];
        home.people.contains(person) && Some(*person) != Who::Cai.person()
    };
    let (_, li) = *seconds.find(in_12).expect("Li");
    for (issue, refusal) in [(issues[0], full(3)), (issues[1], None)] {
        let back = TakeBackOnBehalf { issue, person: li };
        world.done(Who::Leader, Command::TakeBackOnBehalf(back));
        let answer = enter(&mut world, Who::Leader, 0, 12, "Zhao");
        assert_eq!(answer, refusal);
    }
    assert_eq!(enter(&mut world, Who::Leader, 0, 12, "Li"), full(3));
    // Joining at the desk is entering, too.
    let desk = |home, person| {
        Command::JoinAtDesk(JoinAtDesk {
            person,
            household: household(home),
            name: "Wu".into(),
        })
    };
    let person = PersonId(world.id());
    let refusal = world.refused(Who::Leader, desk(21, person));
    assert_eq!(refusal, Refusal::NotYourBuilding);
    let refusal = world.refused(Who::Leader, desk(12, person));
    assert_eq!(Some(refusal), full(3));
}

fn adults(home: u128, building: u32, adults: u32) -> Command {
    Command::ChangeRegister(Change::Enter {
        id: household(home),
        building: world::building(building),
        room: home.to_string(),
        adults,
    })
}

#[test]
fn a_neighbour_is_not_entered_under_the_id_of_somebody_else() {
    let mut world = World::new();
    let issues = [world.filed(), world.filed()];
    let enter = |issue: IssueId, person: PersonId, name: &str| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household: household(32),
            name: name.into(),
        })
    };
    let member = Who::Dan.person().expect("a member");
    let refusal = world.refused(Who::Leader, enter(issues[0], member, "王阿姨"));
    assert_eq!(refusal, Refusal::Exists);
    let person = PersonId(world.id());
    world.done(Who::Leader, enter(issues[0], person, "王阿姨"));
    let refusal = world.refused(Who::Leader, enter(issues[1], person, "李伯伯"));
    assert_eq!(refusal, Refusal::Exists);
}

#[test]
fn an_issue_has_photos_that_its_reporter_uploaded_each_once() {
    let mut world = World::new();
    let [one, other, absent] = [1, 2, 3].map(|n| PhotoId(uuid::Uuid::from_u128(n)));
    world.no_photos.insert(absent);
    for (photos, fine) in [
        (vec![absent], false),
        (vec![one, one], false),
        (vec![one, absent], false),
        (vec![one, other], true),
        // An issue has it by now.
        (vec![other], false),
    ] {
        let mut form = world::file(IssueId(world.id()));
        form.photos.clone_from(&photos);
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        let missing = invalid(Field::Photo, Problem::Missing);
        assert_eq!(refusal, (!fine).then_some(missing), "{photos:?}");
    }
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
fn facts_are_added_by_the_reporter_with_photos_until_nothing_comes_of_it() {
    let mut world = World::new();
    let issue = world.filed();
    let photo = PhotoId(world.id());
    let add = |body: &str, photos: &[PhotoId]| {
        Command::AddFacts(AddFacts {
            issue,
            body: body.into(),
            photos: photos.to_vec(),
        })
    };
    for who in [Who::Bo, Who::Leader, Who::Worker, Who::Secretary] {
        assert_eq!(world.refused(who, add("x", &[])), Refusal::NotAllowed);
    }
    let before = world.state.issues[&issue].clone();
    let added = world.done(Who::Ann, add("It is worse now.", &[photo]));
    let [Event::FactsAdded { text, photos, .. }] = added.events.as_slice() else {
        panic!("{:?}", added.events);
    };
    assert_eq!(photos, &[photo]);
    assert_eq!(added.kept.len(), 1, "its words are kept apart");
    // What was reported, and read, is the same as before.
    let after = Issue {
        added: 1,
        ..before.clone()
    };
    assert_eq!(world.state.issues[&issue], after);
    assert_ne!(*text, before.text);
    // An issue has the photo by now, and words are wanted with any.
    let missing = |field| Refusal::invalid(field, Problem::Missing);
    let again = world.refused(Who::Ann, add("Look", &[photo]));
    assert_eq!(again, missing(Field::Photo));
    assert_eq!(world.refused(Who::Ann, add(" ", &[])), missing(Field::Body));
    let five: Vec<PhotoId> = (0..5).map(|_| PhotoId(world.id())).collect();
    let many = Refusal::invalid(Field::Photo, Problem::TooMany { max: 4 });
    assert_eq!(world.refused(Who::Ann, add("Look", &five)), many);
    // An answer ends editing, and not this.
    let answer = Command::AnswerIssue(AnswerIssue {
        issue,
        text: "we look into it".into(),
    });
    world.done(Who::Worker, answer);
    for _ in 1..ADDED_MAX {
        world.done(Who::Ann, add("And again.", &[]));
    }
    let often = Refusal::AddedOften { max: ADDED_MAX };
    assert_eq!(world.refused(Who::Ann, add("And again.", &[])), often);
    let withdraw = WithdrawIssue {
        issue,
        reason: String::new(),
    };
    world.done(Who::Ann, Command::WithdrawIssue(withdraw));
    let over = Refusal::IssueIs(Status::Withdrawn);
    assert_eq!(world.refused(Who::Ann, add("Late.", &[])), over);
}

#[test]
fn an_answer_ends_editing() {
    let mut world = World::new();
    let issue = world.filed();
    world.done(
        Who::Worker,
        Command::AnswerIssue(AnswerIssue {
            issue,
            text: "we look into it".into(),
        }),
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
            Command::AcceptIssue(AcceptIssue {
                issue,
                text: world.text(issue),
                minutes: 10,
                urgent: false,
            }),
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

#[test]
fn minutes_and_urgency_of_what_an_agenda_may_take_are_changed_with_a_reason() {
    for status in [Status::Accepted, Status::Deferred] {
        let mut world = World::new();
        let issue = issue_in(&mut world, status);
        let revise = |minutes, reason: &str| {
            Command::ReviseIssue(ReviseIssue {
                issue,
                minutes,
                urgent: true,
                reason: reason.into(),
            })
        };
        let refusal = world.refused(Who::Worker, revise(25, " "));
        assert_eq!(refusal, invalid(Field::Reason, Problem::Missing));
        let refusal = world.refused(Who::Worker, revise(61, "It grew"));
        let range = Problem::OutOfRange { min: 5, max: 60 };
        assert_eq!(refusal, invalid(Field::Minutes, range));
        let outcome = world.done(Who::Worker, revise(25, "The wall leans"));
        let [revised] = &outcome.events[..] else {
            panic!("{:?}", outcome.events);
        };
        assert!(revised.about().text.is_some(), "residents can read it");
        let told = revised.about().told;
        assert_eq!(told, Audience::Nobody, "it is no news to them");
        let issue = &world.state.issues[&issue];
        assert_eq!((issue.minutes, issue.urgent), (25, true));
        assert_eq!(issue.status, status);
    }
}

#[test]
fn a_deferred_issue_that_has_become_urgent_waits_for_no_date() {
    let mut world = World::new();
    let issue = issue_in(&mut world, Status::Deferred);
    let at = world.state.issues.get_mut(&issue).expect("it is there");
    at.review_on = Some(day(30));
    let early = world.drafted();
    assert!(world.state.meetings[&early].items.is_empty());
    world.revise(issue, 10, true);
    let meeting = world.drafted();
    let items = &world.state.meetings[&meeting].items;
    let listed: Vec<_> = items.iter().map(|item| (item.issue, &item.why)).collect();
    assert_eq!(listed, [(issue, &Why::Urgent)]);
}

#[test]
fn what_was_read_is_accepted_or_declined_and_nothing_else() {
    let mut world = World::new();
    let issue = world.filed();
    let read = world.text(issue);
    let form = world::file(issue);
    let edit = EditIssue {
        issue,
        category: form.category,
        title: "Quite another matter".into(),
        body: form.body,
        area: form.area,
    };
    let edited = world.done(Who::Ann, Command::EditIssue(edit));
    let told = edited.events[0].about().told;
    assert_eq!(told, Audience::Supporters, "they seconded other words");
    let accept = |text| {
        Command::AcceptIssue(AcceptIssue {
            issue,
            text,
            minutes: 10,
            urgent: false,
        })
    };
    let decline = |text| {
        Command::DeclineIssue(DeclineIssue {
            issue,
            text,
            reason: "not ours".into(),
        })
    };
    for command in [accept(read), decline(read)] {
        assert_eq!(world.refused(Who::Worker, command), Refusal::TextChanged);
    }
    let read = world.text(issue);
    world.done(Who::Worker, accept(read));
}

#[test]
fn under_one_id_one_command_is_carried_out() {
    let mut world = World::new();
    let issue = world.filed();
    let id = CommandId(world.id());
    let second = Envelope {
        id,
        command: Command::Second { issue },
    };
    let take_back = Envelope {
        id,
        command: Command::TakeBackSecond { issue },
    };
    assert_eq!(world.send_envelope(Who::Dan, &second).err(), None);
    assert_eq!(world.send_envelope(Who::Dan, &second).err(), None);
    let refusal = world.send_envelope(Who::Dan, &take_back).err();
    assert_eq!(
        refusal,
        Some(Refusal::OtherCommand),
        "not told that it is done"
    );
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
        let text = world.text(issue);
        let refusal = world
            .send(
                Who::Secretary,
                Command::AcceptIssue(AcceptIssue {
                    issue,
                    text,
                    minutes,
                    urgent: false,
                }),
            )
            .err();
        let expected =
            (!fine).then(|| invalid(Field::Minutes, Problem::OutOfRange { min: 5, max: 60 }));
        assert_eq!(refusal, expected, "{minutes}");
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
            .send(
                Who::Worker,
                Command::AnswerIssue(AnswerIssue { issue, text }),
            )
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

#[test]
fn what_was_prepared_is_sent_without_a_gap() {
    let mut world = World::new();
    let issue = world.filed();
    let text = world.text(issue);
    let answer = |text: &str| {
        let text = text.to_owned();
        Command::AnswerIssue(AnswerIssue { issue, text })
    };
    let decline = |reason: &str| {
        let reason = reason.to_owned();
        Command::DeclineIssue(DeclineIssue {
            issue,
            text,
            reason,
        })
    };
    for gap in domain::words::issue::GAPS.iter().flat_map(|t| [t.0, t.1]) {
        let words = format!("The firm comes by {gap}.");
        let refusal = world.refused(Who::Worker, answer(&words));
        assert_eq!(refusal, invalid(Field::Body, Problem::Gap), "{gap}");
        let refusal = world.refused(Who::Worker, decline(&words));
        assert_eq!(refusal, invalid(Field::Reason, Problem::Gap), "{gap}");
    }
    // Only what was prepared has gaps: what people quote themselves is theirs.
    world.done(Who::Worker, answer("See 《小区公约》〈停车〉."));
}

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
            of: 5
        }
    );
}

#[test]
fn what_was_entered_on_behalf_is_taken_back_by_whoever_entered_it_or_the_committee() {
    let mut world = World::new();
    let issue = world.filed();
    let person = PersonId(world.id());
    let enter = |name: &str| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household: household(32),
            name: name.into(),
        })
    };
    let take_back = |person| Command::TakeBackOnBehalf(TakeBackOnBehalf { issue, person });
    let nothing = world.refused(Who::Leader, take_back(person));
    assert_eq!(nothing, Refusal::NotSeconded);
    world.done(Who::Worker, enter("Old Li"));
    let others = world.refused(Who::Leader, take_back(person));
    assert_eq!(others, Refusal::NotAllowed, "the committee entered it");
    world.done(Who::Secretary, take_back(person));
    world.done(Who::Leader, enter("Old Li"));
    world.done(Who::Leader, take_back(person));
    assert_eq!(world.state.issues[&issue].support.on_behalf, 0);
    // What somebody seconded themselves is nobody else's to take back.
    world.done(Who::Bo, Command::Second { issue });
    let own = world.refused(
        Who::Secretary,
        take_back(Who::Bo.person().expect("somebody")),
    );
    assert_eq!(own, Refusal::NotSeconded);
    // Nor is anything taken out of what is frozen.
    let accepted = world.accepted();
    let other = PersonId(world.id());
    world.done(
        Who::Leader,
        Command::SecondOnBehalf(SecondOnBehalf {
            issue: accepted,
            person: other,
            household: household(32),
            name: "Old Zhao".into(),
        }),
    );
    world.locked();
    let frozen = Command::TakeBackOnBehalf(TakeBackOnBehalf {
        issue: accepted,
        person: other,
    });
    let frozen = world.refused(Who::Leader, frozen);
    assert_eq!(frozen, Refusal::IssueIs(Status::OnAgenda));
}
