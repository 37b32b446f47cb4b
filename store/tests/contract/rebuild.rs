//! The chain of the journal, and everything that follows from it made anew.

use std::collections::BTreeMap;

use domain::CommunityId;
use sqlx::{AnyPool, AssertSqlSafe, Row};
use store::{Progress, SignIns, Store, What};

use crate::common::{Database, Estate, NOON, file, filled, id, rows};

/// The derived tables, by the text that makes them.
fn derived() -> Vec<String> {
    let sql = include_str!("../../migrations/derived.sql");
    let tables = sql.split("create table ").skip(1);
    let name = |rest: &str| rest.split_whitespace().next().expect("a name").to_owned();
    tables.map(name).collect()
}

pub async fn what_follows_from_the_journal_is_made_anew_as_it_was(db: &Database) {
    filled(db).await;
    let before = rows(db, None).await;
    let mut shown = vec![];
    let played = db.store.rebuild(|progress| shown.push(progress)).await;
    let played = played.expect("rebuilt");
    let last = Progress { played, of: played };
    assert!(played > 50 && shown.last() == Some(&last), "{shown:?}");
    assert_eq!(rows(db, None).await, before);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn whatever_became_of_derived_rows_a_rebuild_mends_it_and_touches_nothing_else(
    db: &Database,
) {
    filled(db).await;
    let pool = db.rows().await;
    let before = rows(db, None).await;
    let mut kept = before.clone();
    for table in derived().iter().rev() {
        kept.remove(table);
        if table != "community_details" {
            empty(&pool, table).await;
        }
    }
    let pool = db.rows().await;
    assert!(
        !db.store
            .check()
            .await
            .expect("no fault")
            .differences
            .is_empty()
    );
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    let after = rows(db, None).await;
    assert_eq!(after, before);
    // Not even rows that nobody would miss.
    for (table, rows) in kept {
        assert_eq!(after[&table], rows, "{table}");
    }
    pool.close().await;
}

async fn empty(pool: &AnyPool, table: &str) {
    let sql = AssertSqlSafe(format!("delete from {table}"));
    sqlx::query(sql).execute(pool).await.expect("emptied");
}

pub async fn a_release_with_other_tables_makes_them_anew_when_it_opens(db: &Database) {
    filled(db).await;
    let before = rows(db, None).await;
    let pool = db.rows().await;
    // As an earlier release would have left it: another form, and tables that nobody knows now.
    for sql in [
        "create table forgotten (community_id text not null primary key)",
        "alter table issues drop column passed_over",
        "update derived set form = 'earlier', tables = tables || ' forgotten'",
        "update communities set form = 'earlier'",
    ] {
        sqlx::query(sql).execute(&pool).await.expect(sql);
    }
    let mut shown = vec![];
    let again = Store::open_and_tell(&db.url, |progress| shown.push(progress)).await;
    let again = again.expect("opened");
    assert!(
        shown
            .last()
            .is_some_and(|last| last.played == last.of && last.of > 50)
    );
    assert_eq!(rows(db, None).await, before);
    let check = again.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    // A second time there is nothing to do.
    let mut told = 0;
    let again = Store::open_and_tell(&db.url, |_| told += 1).await;
    assert!(again.is_ok() && told == 0);
}

/// A byte that is another one, for every kind of text in a row.
fn other(letter: char, turn: u64) -> char {
    let next = char::from(b'!' + u8::try_from(turn % 90).expect("below 90"));
    if next == letter { '~' } else { next }
}

pub async fn every_changed_byte_of_a_journal_is_found(db: &Database) {
    const COLUMNS: [&str; 7] = [
        "number",
        "command_id",
        "at",
        "actor_id",
        "role",
        "event",
        "hash",
    ];
    let [estate, _] = filled(db).await;
    let pool = db.rows().await;
    let last = last(&pool, estate.id).await;
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: u64| {
        // xorshift: the same in every run.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let mut tried = BTreeMap::<&str, u32>::new();
    while tried.values().sum::<u32>() < tries() || tried.len() < COLUMNS.len() {
        let row = i64::try_from(next(last) + 1).expect("a number");
        let column = COLUMNS[usize::try_from(next(7)).expect("below 7")];
        let read = format!(
            "select cast({column} as text) as value from journal where community_id = $1 and number = $2"
        );
        let value = sqlx::query(AssertSqlSafe(read))
            .bind(estate.id.to_string())
            .bind(row)
            .fetch_one(&pool)
            .await
            .expect("a row");
        let Some(value) = value.get::<Option<String>, _>("value") else {
            continue;
        };
        let at = usize::try_from(next(value.len() as u64)).expect("a place");
        if !value.is_char_boundary(at) || !value.is_char_boundary(at + 1) {
            continue;
        }
        let digits = ["number", "at"].contains(&column);
        let turn = next(1000);
        let letter = value[at..].chars().next().expect("a letter");
        let letter = if digits {
            let digit = char::from(b'0' + u8::try_from(turn % 10).expect("a digit"));
            if digit == letter {
                if digit == '9' { '8' } else { '9' }
            } else {
                digit
            }
        } else {
            other(letter, turn)
        };
        let changed = format!("{}{letter}{}", &value[..at], &value[at + 1..]);
        // Rows with one number cannot be: that is found while it is written.
        let taken = column == "number"
            && changed
                .parse::<i64>()
                .is_ok_and(|n| n > 0 && n.unsigned_abs() <= last);
        if taken {
            continue;
        }
        write(&pool, estate.id, row, column, &changed, digits).await;
        let number = if column == "number" {
            changed.parse().expect("a number")
        } else {
            row
        };
        let check = db.store.check().await.expect("no fault");
        let [found] = check.differences.as_slice() else {
            panic!(
                "{column} of row {row}, {value} -> {changed}: {:?}",
                check.differences
            )
        };
        assert_eq!((found.table, &found.what), ("journal", &What::Changed));
        assert_eq!(found.key, row.to_string(), "{column}: {value} -> {changed}");
        write(&pool, estate.id, number, column, &value, digits).await;
        *tried.entry(column).or_default() += 1;
    }
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, [], "all is as it was");
    // Rows that are cut off at the end leave a chain that is whole.
    sqlx::query("delete from journal where community_id = $1 and number = $2")
        .bind(estate.id.to_string())
        .bind(i64::try_from(last).expect("a number"))
        .execute(&pool)
        .await
        .expect("cut off");
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences[0].what, What::Changed);
}

/// A thousand where somebody asks for it; a check of a whole community each.
fn tries() -> u32 {
    let asked = std::env::var("TWOLINE_TRIES").ok();
    asked.and_then(|tries| tries.parse().ok()).unwrap_or(60)
}

async fn last(pool: &AnyPool, community: CommunityId) -> u64 {
    let row = sqlx::query("select number from communities where id = $1")
        .bind(community.to_string())
        .fetch_one(pool)
        .await
        .expect("the community");
    u64::try_from(row.get::<i64, _>("number")).expect("a number")
}

async fn write(
    pool: &AnyPool,
    community: CommunityId,
    row: i64,
    column: &str,
    value: &str,
    digits: bool,
) {
    let sql = format!("update journal set {column} = $3 where community_id = $1 and number = $2");
    let sql = sqlx::query(AssertSqlSafe(sql))
        .bind(community.to_string())
        .bind(row);
    let sql = if digits {
        sql.bind(value.parse::<i64>().expect("a number"))
    } else {
        sql.bind(value.to_owned())
    };
    let done = sql.execute(pool).await.expect("written");
    assert_eq!(done.rows_affected(), 1);
}

pub async fn a_backup_brings_nobody_back_who_signed_out_and_no_slip(db: &Database) {
    let [estate, _] = filled(db).await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("backup");
    db.store.backup(&path).await.expect("a backup");
    let visit = db.store.visit("", "token", NOON).await.expect("no fault");
    assert!(visit.session.is_some());
    for (sign_ins, kept) in [(SignIns::Ended, false), (SignIns::Kept, true)] {
        let target = Database::sqlite().await;
        let restored = target.store.restore(&path, sign_ins, |_| {}).await;
        restored.expect("restored");
        let visit = target.store.visit("", "token", NOON).await;
        assert_eq!(visit.expect("no fault").session.is_some(), kept);
        let slip = target.store.slip(estate.id, crate::common::CODE).await;
        assert_eq!(slip.expect("no fault").is_some(), kept);
        let check = target.store.check().await.expect("no fault");
        assert_eq!(check.differences, []);
        target.remove().await;
    }
}

pub async fn a_channel_tells_everybody_once_and_tries_again_what_failed(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (one, other) = (estate.resident(1).await, estate.resident(1).await);
    let take = async |at| {
        let turn = db.store.take_turn(estate.id, "mail", at).await;
        turn.expect("no fault")
    };
    // What was before it is never told.
    assert_eq!(take(NOON).await, None);
    assert_eq!(take(NOON).await, None);
    let third = estate.resident(1).await;
    let turn = take(NOON).await.expect("something to tell");
    let told: Vec<_> = turn.notices.iter().map(|told| Some(told.person)).collect();
    assert_eq!(told, [one.person, other.person]);
    assert_eq!(take(NOON.plus(1)).await, None, "it is somebody's turn");
    let failed = db.store.turn_failed(estate.id, "mail", &turn, NOON).await;
    assert_eq!(failed.expect("no fault"), 1);
    assert_eq!(take(NOON.plus(9_999)).await, None);
    let again = take(NOON.plus(10_000)).await.expect("the same");
    assert_eq!(again.notices, turn.notices);
    let failed = db.store.turn_failed(estate.id, "mail", &again, NOON).await;
    assert_eq!(failed.expect("no fault"), 2);
    assert_eq!(take(NOON.plus(19_999)).await, None, "twice as long");
    // Whoever had the turn may have died.
    let again = take(NOON.plus(20_000)).await.expect("the same");
    let again = match take(NOON.plus(80_000)).await {
        Some(turn) => turn,
        None => again,
    };
    let done = db.store.turn_done(estate.id, "mail", &again).await;
    done.expect("no fault");
    assert_eq!(take(NOON.plus(90_000)).await, None);
    // Another channel has a cursor of its own; rows that tell nobody are passed over.
    estate.ok(&third, file(domain::IssueId(id()), "Lift")).await;
    let turn = take(NOON.plus(90_000)).await.expect("rows");
    assert_eq!(turn.notices, []);
}
