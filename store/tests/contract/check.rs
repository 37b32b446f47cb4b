//! The tables follow from the journal, and a check finds each row that does not.

use std::collections::BTreeSet;

use domain::issue::FeedQuery;
use domain::notice::Audience;
use domain::{Actor, IssueId};
use sqlx::AnyPool;
use store::{Difference, What};

use crate::common::{Database, Estate, file, filled, id, journal, name, second};

pub async fn what_commands_made_is_what_the_journal_says(db: &Database) {
    let estates = filled(db).await;
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    assert_eq!(check.communities, 2);
    let mut events = vec![];
    for estate in &estates {
        events.extend(journal(db, estate.id).await);
    }
    assert_eq!(check.events, events.len() as u64);
    assert!(check.rows > check.events, "more follows from each event");

    let named: BTreeSet<String> = events.iter().map(|(_, event)| name(event)).collect();
    let all: BTreeSet<String> = events_of_the_source().collect();
    assert_eq!(named, all, "every event is tried here");
    for (_, event) in &events {
        // Else the inbox of whoever is told of it could not be read.
        let about = event.about();
        let shown = about.traced.is_some();
        assert!(shown || about.told == Audience::Nobody, "{event:?}");
    }
}

/// The names of all events, by the match that says what follows from each.
fn events_of_the_source() -> impl Iterator<Item = String> {
    let source = include_str!("../../src/project.rs");
    source.split(" Event::").skip(1).map(|after| {
        let end = after.find(|c: char| !c.is_alphanumeric());
        let mut name = String::new();
        for letter in after[..end.expect("an end")].chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    })
}

pub async fn a_check_sees_one_moment_while_commands_go_on(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.clerk(0).await;
    let neighbour = estate.resident(1).await;
    let filing = async {
        for n in 0..40 {
            let (issue, _) = estate.file(&reporter, &format!("Issue {n}")).await;
            estate.ok(&neighbour, second(issue)).await;
        }
    };
    let checking = async {
        for _ in 0..4 {
            let check = db.store.check().await.expect("no fault");
            assert_eq!(check.differences, []);
        }
    };
    tokio::join!(filing, checking);
    let all = estate.feed(&reporter, &FeedQuery::default()).await;
    assert_eq!(all.len(), 40);
}

/// Changes rows past the store, and returns what the check finds that it did not find before.
async fn found(
    db: &Database,
    rows: &AnyPool,
    before: &mut Vec<Difference>,
    sql: &'static str,
) -> Vec<(&'static str, What)> {
    let done = sqlx::query(sql).execute(rows).await.expect("SQL");
    assert!(done.rows_affected() > 0, "{sql}");
    let check = db.store.check().await.expect("no fault");
    let new = check.differences.iter().filter(|d| !before.contains(d));
    let new = new
        .map(|difference| {
            assert_eq!(difference.community, "sunny");
            (difference.table, difference.what.clone())
        })
        .collect();
    *before = check.differences;
    new
}

pub async fn every_row_that_differs_is_named(db: &Database) {
    let column = |name: &str| What::Column(name.to_owned());
    let [estate, _] = filled(db).await;
    let rows = db.rows().await;
    let mut before = vec![];
    // What the journal knows nothing of may be anything.
    for sql in [
        "update people set nickname = 'erased', language = ''",
        "update seen set number = 3",
        "update owners set name = ''",
        "update rooms set room = 'erased'",
        "delete from slip_codes where code_hash = 'typed code'",
        "update photos set small = large",
        "delete from photos where not exists (
            select 1 from issue_photos p where p.photo_id = photos.id)",
    ] {
        assert_eq!(found(db, &rows, &mut before, sql).await, [], "{sql}");
    }
    // What they are found by follows from the words, and not from the journal alone.
    let erased = sqlx::query("update texts set title = '', body = 'erased'");
    erased.execute(&rows).await.expect("SQL");
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    for (sql, table, what) in [
        (
            "update issue_words set words = 'typed secret'
                where issue_id = (select i.id from issues i
                    join community_details c on c.community_id = i.community_id
                    where c.slug = 'sunny' and i.number = 1)",
            "issue_words",
            column("words"),
        ),
        (
            "update issues set seconds = seconds + 1 where number = 1
                and community_id = (select community_id from community_details where slug = 'sunny')",
            "issues",
            column("seconds"),
        ),
        (
            "update issues set lat = lat + 0.0000001 where number = 2
                and community_id = (select community_id from community_details where slug = 'sunny')",
            "issues",
            column("lat"),
        ),
        (
            "update issues set decision = null where decision = 'do_it'",
            "issues",
            column("decision"),
        ),
        (
            "insert into seconds (community_id, issue_id, person_id, household_id, at)
                select community_id, id, 'nobody', 'nowhere', 0 from issues where number = 3
                and community_id = (select community_id from community_details where slug = 'sunny')",
            "seconds",
            What::Unexpected,
        ),
        (
            "delete from seconds where entered_by is not null and issue_id = (
                select min(issue_id) from seconds where entered_by is not null)",
            "seconds",
            What::Missing,
        ),
        (
            "update buildings set name = 'typed secret' where id = 'b1'
                and community_id = (select community_id from community_details where slug = 'sunny')",
            "buildings",
            column("name"),
        ),
        (
            "update items set support = null where position = 1 and support is not null",
            "items",
            column("support"),
        ),
        ("delete from dropped_items", "dropped_items", What::Missing),
        (
            "update meetings set version = version + 1 where number = 1",
            "meetings",
            column("version"),
        ),
        (
            "update meetings set fingerprint = 'typed secret' where number = 1
                and fingerprint is not null",
            "meetings",
            column("fingerprint"),
        ),
        (
            "update documents set document = '{}'",
            "documents",
            column("document"),
        ),
        (
            "delete from ballots where number = 1",
            "ballots",
            What::Missing,
        ),
        (
            "update credits set credit = credit + 1 where person_id = (
                select min(person_id) from credits)",
            "credits",
            column("credit"),
        ),
        (
            "update members set consent = 9 where person_id in (
                select person_id from roles where role = 'secretary')",
            "members",
            column("consent"),
        ),
        (
            "delete from roles where role = 'secretary'",
            "roles",
            What::Missing,
        ),
        (
            "update slips set joined = 7 where joined = 0 and admits = 1",
            "slips",
            column("joined"),
        ),
        (
            "delete from texts where body = 'erased' and id = (
                select min(text_id) from trace where community_id = (
                    select community_id from community_details where slug = 'sunny'))",
            "texts",
            What::Missing,
        ),
        (
            "delete from photos where id in (
                select photo_id from issue_photos where added = 0)",
            "photos",
            What::Missing,
        ),
        (
            "delete from commands where id = (
                select command_id from journal where number = 2 and community_id = (
                    select community_id from community_details where slug = 'sunny'))",
            "commands",
            What::Missing,
        ),
        (
            "update notices set why = 'seconded' where why = 'reported' and number = (
                select min(number) from notices where why = 'reported')",
            "notices",
            column("why"),
        ),
        (
            "update trace set meeting_id = null where number = (
                select max(number) from trace where meeting_id is not null)",
            "trace",
            column("meeting_id"),
        ),
        ("delete from owners where text_id = (select min(text_id) from owners)", "owners", What::Missing),
        (
            "delete from rooms where household_id = (
                select max(household_id) from rooms where community_id = (
                    select community_id from community_details where slug = 'sunny'))",
            "rooms",
            What::Missing,
        ),
        (
            "delete from people where person_id = (
                select person_id from people where language = '' limit 1)",
            "people",
            What::Missing,
        ),
        (
            "delete from entered_people where person_id = (
                select min(person_id) from entered_people)",
            "entered_people",
            What::Missing,
        ),
        (
            "delete from issue_photos where added = 0",
            "issue_photos",
            What::Missing,
        ),
        (
            "update community_details set agenda_settings = '{}' where slug = 'sunny'",
            "community_details",
            column("agenda_settings"),
        ),
    ] {
        let new = found(db, &rows, &mut before, sql).await;
        assert_eq!(new, [(table, what)], "{sql}");
    }
    for difference in &before {
        let shown = difference.to_string();
        assert!(!shown.contains("typed"), "{shown}");
        assert!(!shown.contains("erased"), "{shown}");
    }
    let building = before.iter().find(|d| d.table == "buildings");
    let building = building.expect("the building").to_string();
    assert_eq!(building, "sunny: buildings b1: name differs");

    // A row that is not what was written is all that is said of its community.
    let sql = "update journal set event = '{\"no_such_event\":1}' where number = 5
        and community_id = (select community_id from community_details where slug = 'sunny')";
    let new = found(db, &rows, &mut before, sql).await;
    assert_eq!(new, [("journal", What::Changed)]);
    let sql = "delete from journal where number = 2
        and community_id = (select community_id from community_details where slug = 'sunny')";
    found(db, &rows, &mut before, sql).await;
    let [broken] = before.as_slice() else {
        panic!("one difference: {before:?}")
    };
    assert_eq!(
        broken.to_string(),
        "sunny: journal 2: does not fit the row before it: one of them was changed"
    );
    // Reading it did no harm: commands go on.
    let resident = estate.resident(1).await;
    let filed = estate.run(&resident, file(IssueId(id()), "Roof")).await;
    assert!(filed.is_ok());
    assert!(
        estate
            .run(&Actor::nobody(), second(IssueId(id())))
            .await
            .is_err()
    );
}

pub async fn what_cannot_be_read_is_an_error_that_names_its_column(db: &Database) {
    let [estate, _] = filled(db).await;
    let secretary = estate.secretary().await;
    let viewer = estate.viewer(&secretary).await;
    let rows = db.rows().await;
    let change = async |sql: &'static str| sqlx::query(sql).execute(&rows).await.expect("changed");
    let names = |error: store::Error, column: &str| {
        let error = error.to_string();
        assert!(error.starts_with(&format!("column {column} ")), "{error}");
    };
    // It would decide a draft, and then the agenda that is locked.
    change("update credits set credit = -1").await;
    let draft = db.store.meeting(estate.id, 2, &viewer).await;
    names(draft.expect_err("a credit"), "credit");
    change("update items set decision_text_id = null").await;
    let published = db.store.meeting(estate.id, 1, &viewer).await;
    names(published.expect_err("a decision"), "decision_text_id");
    change("update issues set lon = null where number = 1").await;
    let issue = db.store.issue(estate.id, 1, None, None).await;
    names(issue.expect_err("a position"), "lat");
}
