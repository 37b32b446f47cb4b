//! What happens at the same moment, through connections of two server processes: counts are exact,
//! nothing is done twice or by halves, and whoever comes second is told why.

use std::sync::Arc;

use domain::community::CreateCommunity;
use domain::issue::{AcceptIssue, AnswerIssue, FeedQuery, Status, WithdrawIssue};
use domain::meeting;
use domain::office::EndOffice;
use domain::{
    Actor, Command, CommandId, CommunityId, Envelope, Event, IssueId, Language, MeetingId,
    PersonId, PhotoId, Receipt, Refusal, Role, Sender, Zone,
};
use store::{Answer, Store};
use tokio::sync::Barrier;

use crate::common::{
    Database, Estate, NOON, change, create_meeting, file, id, journal, name, second, sender,
    with_photos,
};

/// The same estate as two server processes have it.
async fn two_servers(db: &Database) -> [Estate; 2] {
    let here = Estate::new(&db.store, "sunny").await;
    let there = here.through(&Store::open(&db.url).await.expect("the same database"));
    [here, there]
}

/// Sends commands at the same moment, in turn through the one and the other server; answers are in
/// their order.
async fn at_once(servers: &[Estate; 2], commands: &[(&Actor, Command)]) -> Vec<Answer> {
    let envelopes = commands.iter().map(|(actor, command)| {
        let envelope = Envelope {
            id: CommandId(id()),
            command: command.clone(),
        };
        ((*actor).clone(), envelope)
    });
    all_at_once(servers, envelopes.collect()).await
}

async fn all_at_once(servers: &[Estate; 2], envelopes: Vec<(Actor, Envelope)>) -> Vec<Answer> {
    let start = Arc::new(Barrier::new(envelopes.len()));
    let tasks =
        envelopes
            .into_iter()
            .zip(servers.iter().cycle())
            .map(|((actor, envelope), server)| {
                let (store, community, now) = (server.store.clone(), server.id, server.now());
                let start = start.clone();
                tokio::spawn(async move {
                    start.wait().await;
                    let answer = store
                        .execute(community, sender(&actor), &envelope, now)
                        .await;
                    answer.expect("no fault")
                })
            });
    let mut answers = vec![];
    for task in tasks.collect::<Vec<_>>() {
        answers.push(task.await.expect("no panic"));
    }
    answers
}

/// How often an event of this name is in the journal.
async fn times(db: &Database, community: CommunityId, event: &str) -> usize {
    let journal = journal(db, community).await;
    let names = journal.iter().map(|(_, event)| name(event));
    names.filter(|name| name == event).count()
}

pub async fn many_second_while_others_take_back(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let reporter = here.resident(0).await;
    let mut people = vec![];
    for n in 0..12 {
        people.push(here.resident(n % 6).await);
    }
    for round in 1..=5 {
        let (issue, number) = here.file(&reporter, &format!("Lift {round}")).await;
        for third in people.iter().step_by(3) {
            here.ok(third, second(issue)).await;
        }
        let commands = people.iter().enumerate().map(|(n, person)| match n % 3 {
            0 => (person, Command::TakeBackSecond { issue }),
            _ => (person, second(issue)),
        });
        let answers = at_once(&servers, &commands.collect::<Vec<_>>()).await;
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        for server in [here, there] {
            let view = server.issue(number, &people[0]).await;
            let support = view.issue.support;
            assert_eq!((support.online, support.households), (9, 5));
            assert!(!view.seconded);
        }
    }
    assert_eq!(times(db, here.id, "seconded").await, 5 * 13);
    assert_eq!(times(db, here.id, "second_taken_back").await, 5 * 4);
}

pub async fn a_person_on_two_phones_seconds_once(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let (reporter, person) = (here.resident(0).await, here.resident(1).await);
    for round in 1..=10 {
        let (issue, number) = here.file(&reporter, &format!("Lift {round}")).await;
        // Other ids: they are two commands, not one sent twice.
        let twice = [(&person, second(issue)), (&person, second(issue))];
        let mut answers = at_once(&servers, &twice).await;
        answers.sort_by_key(Result::is_err);
        assert!(answers[0].is_ok());
        assert_eq!(answers[1], Err(Refusal::AlreadySeconded));
        let take_back = Command::TakeBackSecond { issue };
        let twice = [(&person, take_back.clone()), (&person, take_back)];
        let mut answers = at_once(&servers, &twice).await;
        answers.sort_by_key(Result::is_err);
        assert!(answers[0].is_ok());
        assert_eq!(answers[1], Err(Refusal::NotSeconded));
        let view = there.issue(number, &person).await;
        assert_eq!(view.issue.support.online, 1);
    }
}

pub async fn the_same_command_from_two_connections_is_carried_out_once(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let (reporter, neighbour) = (here.resident(1).await, here.resident(2).await);
    for round in 1..=5_usize {
        let issue = IssueId(id());
        let number = u32::try_from(round).ok();
        for (actor, command) in [
            (&reporter, file(issue, "Lift")),
            (&neighbour, second(issue)),
        ] {
            let filed = matches!(command, Command::FileIssue(_));
            let envelope = Envelope {
                id: CommandId(id()),
                command,
            };
            let same = vec![(actor.clone(), envelope); 4];
            for answer in all_at_once(&servers, same).await {
                let receipt = answer.expect("not refused");
                assert_eq!(receipt.issue, if filed { number } else { None });
            }
        }
        let view = there.issue(number.expect("a few"), &neighbour).await;
        assert_eq!(view.issue.support.online, 2);
        assert_eq!(times(db, here.id, "issue_filed").await, round);
        assert_eq!(times(db, here.id, "seconded").await, 2 * round);
    }
}

pub async fn seconds_that_share_a_commit_are_each_decided_alone(db: &Database) {
    let here = Estate::new(&db.store, "sunny").await;
    // All of them wait in one queue.
    let servers = [here.through(&db.store), here.through(&db.store)];
    let reporter = here.resident(0).await;
    let (open, number) = here.file(&reporter, "Lift").await;
    let (gone, _) = here.file(&reporter, "Rubbish").await;
    let withdraw = Command::WithdrawIssue(WithdrawIssue {
        issue: gone,
        reason: String::new(),
    });
    here.ok(&reporter, withdraw).await;
    let mut people = vec![];
    for n in 0..12 {
        people.push(here.resident(n % 6).await);
    }
    let stranger = Actor {
        person: Some(PersonId(id())),
        ..Actor::default()
    };
    let missing = IssueId(id());
    let mut commands = vec![];
    for person in &people {
        let also = [
            (person, second(open)),
            (person, second(open)),
            (person, second(gone)),
            (&stranger, second(open)),
            (person, second(missing)),
        ];
        commands.extend(also);
    }
    let answers = at_once(&servers, &commands).await;
    for of_one in answers.chunks(5) {
        let mut twice = of_one[..2].to_vec();
        twice.sort_by_key(Result::is_err);
        assert!(twice[0].is_ok(), "{twice:?}");
        assert_eq!(twice[1], Err(Refusal::AlreadySeconded));
        assert_eq!(of_one[2], Err(Refusal::IssueIs(Status::Withdrawn)));
        assert_eq!(of_one[3], Err(Refusal::SignedOut));
        assert_eq!(of_one[4], Err(Refusal::NotFound));
    }
    assert_eq!(here.issue(number, &reporter).await.issue.support.online, 13);
    assert_eq!(times(db, here.id, "seconded").await, 14);
}

pub async fn issues_filed_at_once_are_numbered_without_gap(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let reporter = here.resident(1).await;
    let filings: Vec<_> = (0..12)
        .map(|_| (&reporter, file(IssueId(id()), "Lift")))
        .collect();
    let answers = at_once(&servers, &filings).await;
    let mut numbers: Vec<_> = answers
        .into_iter()
        .filter_map(|answer| answer.expect("not refused").issue)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    let mut shown = there.feed(&reporter, &FeedQuery::default()).await;
    shown.sort_unstable();
    assert_eq!(shown, numbers);
}

pub async fn two_secretaries_edit_and_lock_the_same_agenda(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let secretary = here.secretary().await;
    let deputy = here.person(2, Role::Secretary, "deputy").await;
    let reporter = here.resident(1).await;
    for round in 1..=8 {
        let (kept, _) = here.accepted(&reporter, &secretary, "Lift", 20).await;
        let (gone, _) = here.accepted(&reporter, &secretary, "Gone", 20).await;
        let meeting = MeetingId(id());
        let create = Command::CreateMeeting(create_meeting(meeting));
        let number = here.ok(&secretary, create).await.meeting;
        let number = number.expect("a number");
        assert_eq!(here.meeting(number, &secretary).await.items.len(), 2);
        let drop = Command::DropItem(change(meeting, 2, gone, "Solved"));
        let lock = Command::LockAgenda {
            meeting,
            version: 2,
        };
        let answers = at_once(&servers, &[(&secretary, drop), (&deputy, lock)]).await;
        // Whoever comes second hears what became of the agenda meanwhile, and nothing is half done.
        let view = there.meeting(number, &secretary).await;
        let items: Vec<_> = view.meeting.items.iter().map(|item| item.issue).collect();
        let mut statuses = vec![];
        for item in &view.items {
            statuses.push(there.issue(item.number, &secretary).await.issue.status);
        }
        match (&answers[0], &answers[1]) {
            (Ok(_), Err(refusal)) => {
                assert_eq!(*refusal, Refusal::AgendaChanged { version: 4 });
                assert_eq!(view.meeting.status, meeting::Status::Draft);
                assert_eq!(items, [kept]);
                assert_eq!(statuses, [Status::Accepted]);
                let lock = Command::LockAgenda {
                    meeting,
                    version: 4,
                };
                there.ok(&deputy, lock).await;
                // So that it is no candidate of the next round.
                let withdraw = Command::WithdrawIssue(WithdrawIssue {
                    issue: gone,
                    reason: String::new(),
                });
                here.ok(&reporter, withdraw).await;
            }
            (Err(refusal), Ok(_)) => {
                assert_eq!(*refusal, Refusal::MeetingIs(meeting::Status::Locked));
                assert_eq!(view.meeting.status, meeting::Status::Locked);
                assert_eq!(items, [kept, gone]);
                assert_eq!(statuses, [Status::OnAgenda, Status::OnAgenda]);
            }
            both => panic!("one of the two in round {round}: {both:?}"),
        }
        assert_eq!(times(db, here.id, "agenda_locked").await, round);
    }
}

pub async fn two_secretaries_move_or_lock_and_one_is_told(db: &Database) {
    let servers = two_servers(db).await;
    let [here, _] = &servers;
    let secretary = here.secretary().await;
    let deputy = here.person(2, Role::Secretary, "deputy").await;
    let reporter = here.resident(1).await;
    for title in ["Lift", "Door", "Roof"] {
        here.accepted(&reporter, &secretary, title, 10).await;
    }
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    here.ok(&secretary, create).await;
    let last = here.meeting(1, &secretary).await.meeting.items[2].issue;
    let mut version = 2;
    for _ in 0..10 {
        let to_the_top = Command::MoveItem {
            change: change(meeting, version, last, "First things first"),
            to: 1,
        };
        let to_the_end = Command::MoveItem {
            change: change(meeting, version, last, "Last of all"),
            to: 3,
        };
        let answers = at_once(&servers, &[(&secretary, to_the_top), (&deputy, to_the_end)]).await;
        version += 1;
        let top_first = answers[0].is_ok();
        let told = Err(Refusal::AgendaChanged { version });
        assert_eq!(answers[usize::from(top_first)], told, "{answers:?}");
        assert!(answers[usize::from(!top_first)].is_ok(), "{answers:?}");
        let meeting = here.meeting(1, &secretary).await.meeting;
        assert_eq!((meeting.version, meeting.items.len()), (version, 3));
        let stands_at = if top_first { 0 } else { 2 };
        assert_eq!(meeting.items[stands_at].issue, last);
    }
    let lock = Command::LockAgenda { meeting, version };
    let mut answers = at_once(&servers, &[(&secretary, lock.clone()), (&deputy, lock)]).await;
    answers.sort_by_key(Result::is_err);
    assert!(answers[0].is_ok());
    assert_eq!(answers[1], Err(Refusal::MeetingIs(meeting::Status::Locked)));
    assert_eq!(times(db, here.id, "item_locked").await, 3);
}

pub async fn a_slip_for_one_admits_one_of_two(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let nobody = Actor::nobody();
    for round in 1..=5 {
        let code = format!("code {round}");
        here.slip(4, 1, &[Role::Resident], &code).await;
        let people = [PersonId(id()), PersonId(id())];
        let joins = people.map(|person| (&nobody, Estate::join_command(person, &code, "Li")));
        let answers = at_once(&servers, &joins).await;
        let mut members = 0;
        for (person, answer) in people.into_iter().zip(&answers) {
            let viewer = there.store.viewer(there.id, Some(person)).await;
            assert_eq!(viewer.expect("no fault").is_member(), answer.is_ok());
            match answer {
                Ok(_) => members += 1,
                Err(refusal) => assert_eq!(*refusal, Refusal::SlipUsedUp),
            }
        }
        assert_eq!(members, 1);
    }
}

pub async fn a_photo_named_by_two_issues_goes_to_one(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let reporter = here.resident(1).await;
    let person = reporter.person.expect("somebody");
    for _ in 0..5 {
        let photo = PhotoId(id());
        let put = there
            .store
            .put_photo(there.id, photo, person, b"large", b"small", NOON);
        put.await.expect("no fault");
        let both = [
            (&reporter, with_photos(&[photo])),
            (&reporter, with_photos(&[photo])),
        ];
        let answers = at_once(&servers, &both).await;
        let filed = answers.iter().flatten().filter_map(|receipt| receipt.issue);
        let filed: Vec<_> = filed.collect();
        assert_eq!(filed.len(), 1, "{answers:?}");
        assert!(
            answers
                .iter()
                .any(|a| matches!(a, Err(Refusal::Invalid(_))))
        );
        assert_eq!(there.issue(filed[0], &reporter).await.photos, [photo]);
    }
}

pub async fn what_one_server_acknowledges_the_other_shows_at_once(db: &Database) {
    let servers = two_servers(db).await;
    let [here, there] = &servers;
    let secretary = here.secretary().await;
    let reporter = here.resident(1).await;
    for (number, [one, other]) in (1..=6).zip([[here, there], [there, here]].into_iter().cycle()) {
        let person = one.resident(2).await;
        assert!(other.viewer(&person).await.is_member());
        let (issue, given) = one.file(&reporter, "Lift").await;
        assert_eq!(given, number);
        let view = other.issue(number, &person).await;
        assert_eq!(
            (view.issue.status, view.issue.support.online),
            (Status::Filed, 1)
        );
        assert_eq!(other.feed(&person, &FeedQuery::default()).await[0], number);
        other.ok(&person, second(issue)).await;
        let view = one.issue(number, &person).await;
        assert_eq!((view.seconded, view.issue.support.online), (true, 2));
        let accept = Command::AcceptIssue(AcceptIssue {
            issue,
            text: view.issue.text,
            minutes: 10,
            urgent: false,
        });
        one.ok(&secretary, accept).await;
        assert_eq!(
            other.inbox(&reporter).await.len(),
            usize::try_from(number).expect("a few")
        );
        // Decided on what the other acknowledged, not on what was there before.
        assert_eq!(
            one.refused(&person, second(issue)).await,
            Refusal::AlreadySeconded
        );
    }
    // A session signs in at both, and out at both.
    let person = reporter.person.expect("somebody");
    let created = here
        .store
        .create_session("token", person, NOON, NOON.plus(1));
    created.await.expect("no fault");
    let whose = async || {
        let visit = there.store.visit("", "token", NOON).await;
        visit.expect("no fault").session.map(|(person, _)| person)
    };
    assert_eq!(whose().await, Some(person));
    here.store.end_session("token").await.expect("no fault");
    assert_eq!(whose().await, None);
}

pub async fn two_who_create_the_same_community_get_one(db: &Database) {
    let community = CommunityId(id());
    let envelope = Envelope {
        id: CommandId(id()),
        command: Command::CreateCommunity(CreateCommunity {
            slug: "demo".into(),
            name: "Demo".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        }),
    };
    let stores = [
        db.store.clone(),
        Store::open(&db.url).await.expect("the same database"),
    ];
    let tasks = stores.map(|store| {
        let envelope = envelope.clone();
        tokio::spawn(async move {
            let answer = store
                .execute(community, Sender::Operator, &envelope, NOON)
                .await;
            answer.expect("no fault")
        })
    });
    for task in tasks {
        assert_eq!(task.await.expect("no panic"), Ok(Receipt::default()));
    }
    assert_eq!(db.store.communities().await.expect("no fault").len(), 1);
    // In a batch, a refused creation does not leave a community behind either.
    let bad = Envelope {
        id: CommandId(id()),
        command: Command::CreateCommunity(CreateCommunity {
            slug: "x y".into(),
            name: "Demo".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        }),
    };
    let other = CommunityId(id());
    let answers = db
        .store
        .execute_all(other, Sender::Operator, &[bad], NOON)
        .await;
    assert!(answers.expect("no fault")[0].is_err());
    assert_eq!(db.store.communities().await.expect("no fault").len(), 1);
}

pub async fn a_fault_with_one_command_costs_nobody_else_theirs(db: &Database) {
    let here = Estate::new(&db.store, "sunny").await;
    let there = here.through(&here.store);
    let reporter = here.resident(0).await;
    let person = here.resident(1).await;
    let mut issues = vec![];
    for n in 0..24 {
        issues.push(here.file(&reporter, &format!("Lift {n}")).await.0);
    }
    let damage = "update issues set category = 'damaged' where id = $1";
    sqlx::query(damage)
        .bind(issues[7].to_string())
        .execute(&db.rows().await)
        .await
        .expect("damaged");
    let start = Arc::new(Barrier::new(issues.len()));
    let tasks = issues.iter().zip([&here, &there].into_iter().cycle());
    let tasks = tasks.map(|(issue, server)| {
        let (store, community, now) = (server.store.clone(), server.id, server.now());
        let (start, sender) = (start.clone(), sender(&person));
        let envelope = Envelope {
            id: CommandId(id()),
            command: second(*issue),
        };
        tokio::spawn(async move {
            start.wait().await;
            store.execute(community, sender, &envelope, now).await
        })
    });
    let tasks: Vec<_> = tasks.collect();
    for (n, task) in tasks.into_iter().enumerate() {
        let answer = task.await.expect("no panic");
        assert_eq!(answer.is_ok_and(|answer| answer.is_ok()), n != 7, "{n}");
    }
    assert_eq!(times(db, here.id, "seconded").await, 24 + 23);
}

/// Whatever shares a commit with its end: before it the office allows, and after it nothing more.
pub async fn what_an_office_allowed_ends_with_it(db: &Database) {
    let servers = two_servers(db).await;
    let [here, _] = &servers;
    let secretary = here.secretary().await;
    for round in 0..4 {
        let worker = here.person(1, Role::CommitteeWorker, "worker").await;
        let person = worker.person.expect("somebody");
        let (issue, _) = here.file(&secretary, "Lift").await;
        let answer = || {
            Command::AnswerIssue(AnswerIssue {
                issue,
                text: "Seen.".into(),
            })
        };
        let mut commands: Vec<(&Actor, Command)> = (0..24).map(|_| (&worker, answer())).collect();
        let end = Command::EndOffice(EndOffice {
            person,
            role: Role::CommitteeWorker,
        });
        commands.insert(12, (&secretary, end));
        let answers = at_once(&servers, &commands).await;
        assert!(answers[12].is_ok(), "{:?}", answers[12]);
        let allowed = answers.iter().filter(|answer| answer.is_ok()).count() - 1;
        for answer in &answers {
            assert!(
                matches!(answer, Ok(_) | Err(Refusal::NotAllowed)),
                "{answer:?}"
            );
        }
        let events = journal(db, here.id).await;
        let ended = events.iter().position(
            |(_, event)| matches!(event, Event::OfficeEnded { person: of, .. } if *of == person),
        );
        let answered = |(at, (_, event)): (usize, &(_, Event))| {
            matches!(event, Event::IssueAnswered { issue: of, .. } if *of == issue).then_some(at)
        };
        let answered: Vec<usize> = events.iter().enumerate().filter_map(answered).collect();
        assert_eq!(answered.len(), allowed, "round {round}");
        assert!(answered.iter().all(|at| Some(*at) < ended), "round {round}");
        assert_eq!(here.refused(&worker, answer()).await, Refusal::NotAllowed);
    }
}
