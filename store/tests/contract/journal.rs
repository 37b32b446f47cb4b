//! The one way in: once, whole, in order.

use domain::agenda::Settings;
use domain::household::Household;
use domain::issue::{
    AcceptIssue, AnswerIssue, Area, Category, DeclineIssue, EditIssue, FeedQuery, ImportReport,
    ReviseIssue, SecondOnBehalf, WithdrawIssue,
};
use domain::meeting::{Decision, Ground, RecordDecision};
use domain::place::NameBuilding;
use domain::{
    Actor, Command, CommandId, Envelope, HouseholdId, IssueId, MeetingId, PersonId, Receipt,
    Refusal, Role, State,
};
use sqlx::Row;
use store::{CarriedOut, Store};

use crate::check::filled;
use crate::common::{
    Database, Estate, NOON, building, change as change_item, create_meeting, file, id, journal,
    second,
};
use crate::paper::of_agenda;

pub async fn the_same_command_twice_is_carried_out_once(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let resident = estate.resident(1).await;
    let envelope = Envelope {
        id: CommandId(id()),
        command: file(IssueId(id()), "Lift"),
    };
    let first = estate.send(&resident, &envelope).await;
    assert_eq!(
        first,
        Ok(Receipt {
            issue: Some(1),
            meeting: None
        })
    );
    let before = journal(db, estate.id).await;
    assert_eq!(estate.send(&resident, &envelope).await, first);
    // Even with other content: the id says that it is the same.
    let changed = Envelope {
        command: file(IssueId(id()), "Another"),
        ..envelope
    };
    assert_eq!(estate.send(&resident, &changed).await, first);
    assert_eq!(journal(db, estate.id).await, before);
    assert_eq!(estate.feed(&resident, &FeedQuery::default()).await, [1]);
}

pub async fn the_id_of_anothers_command_gives_nothing_away(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (one, other) = (estate.resident(1).await, estate.resident(2).await);
    let envelope = Envelope {
        id: CommandId(id()),
        command: file(IssueId(id()), "Lift"),
    };
    assert!(estate.send(&one, &envelope).await.is_ok());
    for actor in [other, Actor::nobody(), Actor::operator()] {
        let answer = estate.send(&actor, &envelope).await;
        assert_eq!(answer, Err(Refusal::NotAllowed));
    }
}

pub async fn a_refused_command_leaves_no_trace(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let resident = estate.resident(1).await;
    let (issue, number) = estate.file(&resident, "Lift").await;
    let before = (
        journal(db, estate.id).await,
        estate.issue(number, &resident).await,
    );
    let envelope = Envelope {
        id: CommandId(id()),
        command: Command::AcceptIssue(AcceptIssue {
            issue,
            minutes: 10,
            urgent: false,
        }),
    };
    assert_eq!(
        estate.send(&resident, &envelope).await,
        Err(Refusal::NotAllowed)
    );
    estate.refused(&resident, file(IssueId(id()), "   ")).await;
    estate.refused(&resident, second(issue)).await;
    estate.refused(&resident, file(issue, "The same id")).await;
    let unknown = domain::CommunityId(id());
    let elsewhere = db.store.execute(unknown, &resident, &envelope, NOON).await;
    assert_eq!(elsewhere.expect("no fault"), Err(Refusal::NotFound));
    let after = (
        journal(db, estate.id).await,
        estate.issue(number, &resident).await,
    );
    assert_eq!(after, before);
    // The refused id was not used up.
    let secretary = estate.secretary().await;
    assert!(estate.send(&secretary, &envelope).await.is_ok());
}

pub fn report(issue: IssueId, n: i64, category: Category, closed: bool) -> Command {
    Command::ImportReport(ImportReport {
        issue,
        category,
        title: format!("Report {n}"),
        body: "Public Works Department".into(),
        position: None,
        filed_at: NOON.plus(-n * 60_000),
        closed_at: closed.then_some(NOON),
        closed,
    })
}

pub async fn an_import_goes_on_after_a_refusal_and_again_adds_nothing(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let operator = Actor::operator();
    let envelope = |command| Envelope {
        id: CommandId(id()),
        command,
    };
    let one = IssueId(id());
    let envelopes = [
        envelope(report(one, 1, Category::Parking, true)),
        // The same report under another command, and one that only a resident may send.
        envelope(report(one, 1, Category::Parking, true)),
        envelope(second(one)),
        envelope(report(IssueId(id()), 2, Category::Noise, false)),
    ];
    let import = async || {
        let answers = db
            .store
            .execute_all(estate.id, &operator, &envelopes, NOON)
            .await;
        answers.expect("no fault")
    };
    let answers = |carried_out: fn(Receipt) -> CarriedOut| {
        let issue = |n| {
            Ok(carried_out(Receipt {
                issue: Some(n),
                meeting: None,
            }))
        };
        [
            issue(1),
            Err(Refusal::Exists),
            Err(Refusal::NotAllowed),
            issue(2),
        ]
    };
    assert_eq!(import().await, answers(CarriedOut::Now));
    let before = journal(db, estate.id).await;
    assert_eq!(import().await, answers(CarriedOut::Before));
    assert_eq!(journal(db, estate.id).await, before);
    let resident = estate.resident(1).await;
    assert_eq!(estate.feed(&resident, &FeedQuery::default()).await, [1, 2]);
    let closed = estate.issue(1, &resident).await;
    assert_eq!(closed.issue.status, domain::issue::Status::Closed);
    assert_eq!(closed.issue.reporter, None);
    assert_eq!(closed.reporter_nickname, "");
    assert!(!closed.mine);
}

/// All that people can do happens here once; words that they type all contain `typed`.
pub async fn busy(estate: &Estate) -> (Actor, Actor) {
    let secretary = estate.person(0, Role::Secretary, "typed-secretary").await;
    let resident = estate.person(1, Role::Resident, "typed-resident").await;
    let neighbour = estate.person(2, Role::Resident, "typed-neighbour").await;
    let mut issues = vec![];
    for n in 0..7 {
        issues.push(estate.file(&resident, &format!("typed title {n}")).await.0);
    }
    let edit = EditIssue {
        issue: issues[0],
        category: Category::Noise,
        title: "typed title, new".into(),
        body: "typed text, new".into(),
        area: Area::Building(building("1")),
    };
    estate.ok(&resident, Command::EditIssue(edit)).await;
    for issue in &issues[..5] {
        estate.ok(&neighbour, second(*issue)).await;
        let accept = Command::AcceptIssue(AcceptIssue {
            issue: *issue,
            minutes: 15,
            urgent: *issue == issues[4],
        });
        estate.ok(&secretary, accept).await;
    }
    let revise = ReviseIssue {
        issue: issues[2],
        minutes: 10,
        urgent: false,
        reason: "typed reason".into(),
    };
    estate.ok(&secretary, Command::ReviseIssue(revise)).await;
    let name = Command::NameBuilding(NameBuilding {
        building: building("2"),
        name: "Rose House".into(),
    });
    estate.ok(&secretary, name).await;
    let back = Command::TakeBackSecond { issue: issues[1] };
    estate.ok(&neighbour, back).await;
    let for_neighbour = SecondOnBehalf {
        issue: issues[1],
        person: PersonId(id()),
        household: estate.households[3],
        name: "typed name".into(),
    };
    estate
        .ok(&secretary, Command::SecondOnBehalf(for_neighbour))
        .await;
    let withdraw = WithdrawIssue {
        issue: issues[5],
        reason: "typed reason".into(),
    };
    estate.ok(&resident, Command::WithdrawIssue(withdraw)).await;
    let answer = Command::AnswerIssue(AnswerIssue {
        issue: issues[6],
        text: "typed answer".into(),
    });
    estate.ok(&secretary, answer).await;
    let decline = Command::DeclineIssue(DeclineIssue {
        issue: issues[6],
        reason: "typed reason".into(),
    });
    estate.ok(&secretary, decline).await;

    let meeting = MeetingId(id());
    let mut particulars = create_meeting(meeting);
    let create = Command::CreateMeeting(particulars.clone());
    estate.ok(&secretary, create).await;
    particulars.minutes = 70;
    estate
        .ok(
            &secretary,
            Command::ChangeMeeting {
                change: particulars,
                version: 2,
            },
        )
        .await;
    let dropped = estate.meeting(1, &secretary).await.meeting.items[0].issue;
    let c = |version, issue| change_item(meeting, version, issue, "typed reason");
    estate
        .ok(&secretary, Command::DropItem(c(4, dropped)))
        .await;
    estate.ok(&secretary, Command::AddItem(c(6, dropped))).await;
    let fill = Command::FillAgenda {
        meeting,
        version: 8,
    };
    estate.ok(&secretary, fill).await;
    let last = estate.meeting(1, &secretary).await.meeting;
    let last = last.items.last().expect("items").issue;
    let set = Command::SetItemMinutes {
        change: c(9, last),
        minutes: 20,
    };
    estate.ok(&secretary, set).await;
    let settings = Settings {
        passed_over_after: 2,
        ..Settings::default()
    };
    let settings = Command::ChangeAgendaSettings(settings);
    estate.ok(&secretary, settings).await;
    let last = estate.meeting(1, &secretary).await.meeting;
    let last = last.items.last().expect("items").issue;
    let change = c(11, last);
    estate
        .ok(&secretary, Command::MoveItem { change, to: 1 })
        .await;
    let lock = Command::LockAgenda {
        meeting,
        version: 12,
    };
    estate.ok(&secretary, lock).await;
    let (which, pdf) = (of_agenda(meeting), b"typed title".to_vec());
    let kept = estate.store.keep_paper(estate.id, &which, pdf, NOON);
    kept.await.expect("no fault");
    let decisions = [
        Decision::DoIt {
            due: crate::common::date("2027-01-31"),
        },
        Decision::ReferUpward {
            ground: Ground::BeyondPower,
        },
        Decision::Defer {
            review_on: crate::common::date("2027-02-01"),
        },
        Decision::NotDone,
        Decision::OwnersDecide,
    ];
    let items = estate.meeting(1, &secretary).await.meeting.items;
    let left_out = issues[..5]
        .iter()
        .find(|issue| items.iter().all(|item| item.issue != **issue));
    let late = change_item(meeting, 13, *left_out.expect("an issue"), "typed reason");
    estate.ok(&secretary, Command::AddSupplement(late)).await;
    let items = estate.meeting(1, &secretary).await.meeting.items;
    for ((item, decision), version) in items.iter().zip(decisions).zip(14..) {
        let record = RecordDecision {
            meeting,
            version,
            issue: item.issue,
            decision,
            hands: Some(7),
            owner: "typed owner".into(),
            words: "typed words".into(),
        };
        estate.ok(&secretary, Command::RecordDecision(record)).await;
    }
    let version = 14 + u32::try_from(items.len()).expect("a few");
    let publish = Command::PublishDecisions { meeting, version };
    estate.ok(&secretary, publish).await;
    (secretary, resident)
}

pub async fn the_journal_holds_no_words_of_people(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    busy(&estate).await;
    let rows = db.rows().await;
    let count = async |sql: &'static str| {
        let row = sqlx::query(sql).fetch_one(&rows).await.expect("a count");
        row.get::<i64, _>(0)
    };
    let total = count("select count(*) from journal").await;
    assert!(total > 40, "the journal has {total} rows");
    assert_eq!(
        count("select count(*) from journal where event like '%typed%'").await,
        0
    );
    let receipts = "select count(*) from commands where receipt like '%typed%'";
    assert_eq!(count(receipts).await, 0);
    assert!(
        count("select count(*) from texts where body like '%typed%'").await > 10,
        "they are kept"
    );
    assert_eq!(
        count("select count(*) from members where nickname like 'typed%'").await,
        3
    );
    assert_eq!(
        count("select count(*) from neighbours where name = 'typed name'").await,
        1
    );
}

pub async fn the_tables_say_what_the_journal_says(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (secretary, _) = busy(&estate).await;
    let mut state = State::default();
    for (at, event) in journal(db, estate.id).await {
        state.apply(&event, at);
    }
    assert_eq!(state.issues.len(), 7);
    for folded in state.issues.values() {
        let mut kept = estate.issue(folded.number, &secretary).await.issue;
        // Who reported it never leaves the store; `check` compares that column.
        assert_eq!(kept.reporter, None);
        kept.reporter = folded.reporter;
        assert_eq!(kept, *folded);
    }
    assert_eq!(state.meetings.len(), 1);
    for folded in state.meetings.values() {
        let kept = estate.meeting(folded.number, &secretary).await.meeting;
        assert_eq!(kept, *folded);
    }
    let register = db.store.households(estate.id).await.expect("no fault");
    let register = register.into_iter().map(|h| (h.id, h.building)).collect();
    assert_eq!(state.households, register);
}

pub async fn a_database_opens_again_with_what_was_in_it(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let resident = estate.resident(1).await;
    let (_, number) = estate.file(&resident, "Lift").await;
    let again = Store::open(&db.url).await.expect("the same database");
    let issue = again.issue(estate.id, number, resident.person).await;
    assert_eq!(
        issue.expect("no fault").expect("the issue"),
        estate.issue(number, &resident).await
    );
    // A household of an unknown building is no fault but a refusal.
    let register = Command::RegisterHousehold(Household {
        id: HouseholdId(id()),
        building: building("9"),
        room: "101".into(),
    });
    assert_eq!(
        estate.refused(&Actor::operator(), register).await,
        Refusal::NotFound
    );
}

pub async fn emptied_words_leave_everything_else_as_it_was(db: &Database) {
    let [estate, _] = filled(db).await;
    let secretary = estate.secretary().await;
    let rows = db.rows().await;
    let reporter = sqlx::query("select person_id from members where nickname = 'typed-resident'")
        .fetch_one(&rows)
        .await
        .expect("the reporter");
    let reporter = reporter.get::<String, _>(0).parse().expect("an id");
    let reporter = db.store.actor(estate.id, reporter).await.expect("no fault");
    let readers = [&secretary, &reporter, &Actor::nobody()];
    let before = shown(&estate, readers).await;
    assert!(before.contains("typed") && before.contains("photos: [PhotoId"));
    for sql in [
        "update texts set title = '', body = ''",
        "update members set nickname = ''",
        "update neighbours set name = ''",
        "update photos set small = $1, large = $1",
        "delete from papers",
    ] {
        let nothing: Vec<u8> = vec![];
        let mut emptied = sqlx::query(sql);
        if sql.contains('$') {
            emptied = emptied.bind(nothing);
        }
        let emptied = emptied.execute(&rows).await.expect("emptied");
        assert!(emptied.rows_affected() > 0, "{sql}");
    }
    let after = shown(&estate, readers).await;
    assert!(!after.contains("typed") && !after.contains("photos: [PhotoId"));
    for what in [
        "IssueView",
        "Entry",
        "MeetingView",
        "ItemView",
        "Notice",
        "Paper",
    ] {
        let count = |shown: &str| shown.matches(&format!("{what} {{")).count();
        assert!(count(&after) > 0, "{what}");
        assert_eq!(count(&after), count(&before), "{what}");
    }
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    // And a neighbour who is entered again is somebody new.
    let (issue, _) = estate.accepted(&reporter, &secretary, "Roof", 10).await;
    let again = SecondOnBehalf {
        issue,
        person: PersonId(id()),
        household: estate.households[3],
        name: "typed name".into(),
    };
    estate.ok(&secretary, Command::SecondOnBehalf(again)).await;
}

/// Everything that pages and papers show to these readers.
async fn shown(estate: &Estate, readers: [&Actor; 3]) -> String {
    use std::fmt::Write;
    let store = &estate.store;
    let communities = store.communities().await.expect("no fault");
    let community = communities.iter().find(|c| c.id == estate.id);
    let plan = store.plan(estate.id).await.expect("no fault");
    let mut all = String::new();
    for reader in readers {
        let viewer = estate.viewer(reader).await;
        let numbers = estate.feed(reader, &FeedQuery::default()).await;
        for number in numbers {
            let issue = estate.issue(number, reader).await;
            write!(all, "{issue:?}").expect("a string");
        }
        let meetings = store.meetings(estate.id, &viewer).await.expect("no fault");
        for meeting in meetings {
            let view = estate.meeting(meeting.number, reader).await;
            let papers = domain::paper::papers(&domain::paper::Print {
                community: community.expect("the community"),
                public_url: "https://twoline.example",
                view: &view,
                plan: &plan,
                language: domain::Language::English,
            });
            write!(all, "{view:?}{papers:?}").expect("a string");
        }
        if let Some(person) = reader.person {
            let inbox = store.inbox(estate.id, person).await.expect("no fault");
            let waiting = store.waiting(estate.id, Some(person)).await;
            write!(all, "{inbox:?}{:?}", waiting.expect("no fault")).expect("a string");
        }
    }
    all
}
