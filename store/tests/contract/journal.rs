//! The one way in: once, whole, in order.

use domain::household::Household;
use domain::issue::{AcceptIssue, Category, DeskFilter, FeedQuery, SecondOnBehalf};
use domain::{
    Actor, Command, CommandId, Envelope, HouseholdId, IssueId, PersonId, Receipt, Refusal, Sender,
    State,
};
use sqlx::Row;
use store::{CarriedOut, Store};

use crate::common::{
    Database, Estate, Filled, NOON, building, busy, file, id, journal, report, second,
};

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
    // With other content it is refused, and nobody is told that it was done.
    let changed = Envelope {
        command: file(IssueId(id()), "Another"),
        ..envelope
    };
    let refused = estate.send(&resident, &changed).await;
    assert_eq!(refused, Err(Refusal::OtherCommand));
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
    for (actor, refusal) in [
        (other, Refusal::NotAllowed),
        (Actor::nobody(), Refusal::SignedOut),
        (Actor::operator(), Refusal::NotAllowed),
    ] {
        let answer = estate.send(&actor, &envelope).await;
        assert_eq!(answer, Err(refusal));
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
            text: before.1.issue.text,
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
    let imported = Envelope {
        id: CommandId(id()),
        command: report(IssueId(id()), 1, Category::Noise, false),
    };
    let elsewhere = db.store.execute(unknown, Sender::Operator, &imported, NOON);
    assert_eq!(elsewhere.await.expect("no fault"), Err(Refusal::NotFound));
    let after = (
        journal(db, estate.id).await,
        estate.issue(number, &resident).await,
    );
    assert_eq!(after, before);
    // The refused id was not used up.
    let secretary = estate.secretary().await;
    assert!(estate.send(&secretary, &envelope).await.is_ok());
}

pub async fn an_import_goes_on_after_a_refusal_and_again_adds_nothing(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
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
            .execute_all(estate.id, Sender::Operator, &envelopes, NOON)
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
    let filed = db.store.filed(estate.id, one).await;
    assert_eq!(filed.expect("reads"), Some((1, closed.issue.filed_at)));
    let unknown = db.store.filed(estate.id, IssueId(id())).await;
    assert_eq!(unknown.expect("reads"), None);
    assert_eq!(closed.issue.reporter, None);
    assert_eq!(closed.reporter_nickname, "");
    assert!(!closed.mine);
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
        count("select count(*) from people where nickname like 'typed%'").await,
        4
    );
    assert_eq!(
        count("select count(*) from entered_people where name = 'typed name'").await,
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
        let kept = estate.issue(folded.number, &secretary).await.issue;
        assert_eq!(kept, *folded);
    }
    assert_eq!(state.meetings.len(), 1);
    for folded in state.meetings.values() {
        let kept = estate.meeting(folded.number, &secretary).await.meeting;
        assert_eq!(kept, *folded);
    }
    let register = estate.register().await;
    let register = register.into_iter().map(|h| (h.id, h.building)).collect();
    assert_eq!(state.households, register);
}

pub async fn a_database_opens_again_with_what_was_in_it(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let resident = estate.resident(1).await;
    let (_, number) = estate.file(&resident, "Lift").await;
    let again = Store::open(&db.url).await.expect("the same database");
    let issue = again.issue(estate.id, number, resident.person, None).await;
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
    let filled = Filled::new(db, "sunny").await;
    let (estate, [secretary, reporter]) = (&filled.estate, &filled.people);
    let rows = db.rows().await;
    let readers = [secretary, reporter, &Actor::nobody()];
    let before = shown(estate, readers).await;
    assert!(before.contains("typed") && before.contains("photos: [PhotoId"));
    for sql in [
        "update texts set title = '', body = ''",
        "update owners set name = ''",
        "update rooms set room = ''",
        "update people set nickname = ''",
        "update entered_people set name = ''",
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
    // What they are found by follows from them.
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    let after = shown(estate, readers).await;
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
    // And whoever is entered again is somebody new.
    let (issue, _) = estate.accepted(reporter, secretary, "Roof", 10).await;
    let again = SecondOnBehalf {
        issue,
        person: PersonId(id()),
        household: estate.households[3],
        name: "typed name".into(),
    };
    estate.ok(secretary, Command::SecondOnBehalf(again)).await;
}

/// Everything that pages and papers show to these readers.
pub async fn shown(estate: &Estate, readers: [&Actor; 3]) -> String {
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
        let meetings = store.meetings(estate.id, &viewer, None).await;
        for meeting in meetings.expect("no fault").cards {
            let view = estate.meeting(meeting.number, reader).await;
            let history = store.history(estate.id, &view, &viewer).await;
            let papers = domain::paper::papers(&domain::paper::Print {
                community: community.expect("the community"),
                public_url: "https://twoline.example",
                view: &view,
                history: &history.expect("no fault"),
                plan: &plan,
                language: domain::Language::English,
            });
            write!(all, "{view:?}{papers:?}").expect("a string");
        }
        if let Some(person) = reader.person {
            let inbox = estate.notices(person).await;
            let waiting = store
                .waiting(estate.id, Some(person), &DeskFilter::default())
                .await;
            write!(all, "{inbox:?}{:?}", waiting.expect("no fault")).expect("a string");
        }
    }
    all
}
