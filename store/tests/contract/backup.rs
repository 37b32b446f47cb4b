//! Everything in one file, while commands go on, and out of it into an empty database of either
//! kind.

use std::path::PathBuf;

use domain::issue::FeedQuery;
use domain::{Actor, Command, CommandId, Envelope, IssueId, Receipt};
use store::{Error, SignIns, Store};
use tempfile::TempDir;

use crate::common::{Database, Estate, file, filled, id, rows, second};

/// Databases to restore into, of both kinds.
async fn empty() -> [Database; 2] {
    [Database::sqlite().await, Database::postgres().await]
}

/// A path with all that a path may have.
fn backup_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("备份 50% #1?.twoline");
    (folder, file)
}

pub async fn what_was_backed_up_is_restored_on_either_database(db: &Database) {
    let [estate, _] = filled(db).await;
    let reporter = estate.resident(1).await;
    let (folder, path) = backup_file();
    let copied = db.store.backup(&path).await.expect("a backup");
    let before = rows(db, None).await;
    assert!(
        before.values().all(|rows| !rows.is_empty()),
        "every table is tried"
    );
    // All that is kept; the rest follows from it.
    let derived = include_str!("../../migrations/derived.sql");
    let is_kept =
        |table: &str| table != "derived" && !derived.contains(&format!("create table {table} ("));
    let kept = before.iter().filter(|(table, _)| is_kept(table));
    let kept: usize = kept.map(|(_, rows)| rows.len()).sum();
    assert_eq!(copied, kept as u64);
    // One file, and whoever may not read the database may not read it either.
    let files = std::fs::read_dir(folder.path()).expect("the folder");
    let files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    assert_eq!(files, std::slice::from_ref(&path));
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(&path).expect("the file").permissions(),
    );
    assert_eq!(mode & 0o077, 0);

    for target in empty().await {
        let restored = target
            .store
            .restore(&path, SignIns::Kept, |_| {})
            .await
            .expect("restored");
        assert_eq!(restored, copied);
        assert_eq!(rows(&target, None).await, before);
        let check = target.store.check().await.expect("no fault");
        assert_eq!((check.differences, check.communities), (vec![], 2));
        // Life goes on there, with the next number.
        let there = estate.through(&target.store);
        let feed = there.feed(&reporter, &FeedQuery::default()).await;
        let issue = IssueId(id());
        let receipt = there.ok(&reporter, file(issue, "Afterwards")).await;
        // (One is hidden.)
        assert_eq!(receipt.issue, feed.into_iter().max().map(|last| last + 1));
        target.remove().await;
    }
}

pub async fn a_backup_is_of_one_moment_while_commands_go_on(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.clerk(0).await;
    let neighbour = estate.resident(1).await;
    let (_folder, path) = backup_file();
    let envelope = |command| Envelope {
        id: CommandId(id()),
        command,
    };
    let (mut acknowledged, mut during) = (vec![], 0);
    let send = async |actor: &Actor, command: Command| {
        let envelope = envelope(command);
        let receipt = estate.send(actor, &envelope).await.expect("not refused");
        (actor.clone(), envelope, receipt)
    };
    for n in 0..10 {
        let issue = IssueId(id());
        acknowledged.push(send(&reporter, file(issue, &format!("Before {n}"))).await);
        acknowledged.push(send(&neighbour, second(issue)).await);
    }
    let backup = db.store.backup(&path);
    let mut backup = std::pin::pin!(backup);
    // Commands are carried out until the backup is done, and a few more.
    loop {
        let filing = send(&reporter, file(IssueId(id()), "Meanwhile"));
        tokio::select! {
            biased;
            done = &mut backup => {
                done.expect("a backup");
                break;
            }
            _ = filing => during += 1,
        }
    }
    for target in empty().await {
        target
            .store
            .restore(&path, SignIns::Kept, |_| {})
            .await
            .expect("restored");
        let check = target.store.check().await.expect("no fault");
        assert_eq!(check.differences, []);
        // All that was acknowledged before it began is in it, and sent again it gets the same
        // answer.
        let there = estate.through(&target.store);
        let issues = there.feed(&reporter, &FeedQuery::default()).await.len();
        assert!((10..=11 + during).contains(&issues), "{issues} of {during}");
        for (actor, envelope, receipt) in &acknowledged {
            let again: Receipt = there.send(actor, envelope).await.expect("not refused");
            assert_eq!(again, *receipt);
        }
        let again = there.feed(&reporter, &FeedQuery::default()).await.len();
        assert_eq!(again, issues);
        target.remove().await;
    }
}

pub async fn a_restore_needs_a_backup_and_an_empty_database(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    estate.file(&reporter, "Lift").await;
    let (folder, path) = backup_file();
    db.store.backup(&path).await.expect("a backup");
    let before = rows(db, None).await;

    let full = db.store.restore(&path, SignIns::Kept, |_| {}).await;
    assert!(matches!(
        full,
        Err(Error::NotEmpty {
            table: "communities"
        })
    ));
    assert_eq!(rows(db, None).await, before);
    // Nothing is overwritten.
    let content = std::fs::read(&path).expect("the backup");
    assert!(matches!(
        db.store.backup(&path).await,
        Err(Error::File { .. })
    ));
    assert_eq!(std::fs::read(&path).expect("the backup"), content);

    let text = folder.path().join("text");
    std::fs::write(&text, "No database at all. ".repeat(100)).expect("a file");
    let nothing = folder.path().join("nothing");
    std::fs::write(&nothing, "").expect("a file");
    let half = folder.path().join("half");
    std::fs::write(&half, &content[..content.len() / 2]).expect("a file");
    for target in empty().await {
        for no_backup in [&text, &nothing] {
            let refused = target.store.restore(no_backup, SignIns::Kept, |_| {}).await;
            assert!(matches!(refused, Err(Error::NoBackup { .. })));
        }
        let missing = target
            .store
            .restore(&folder.path().join("missing"), SignIns::Kept, |_| {})
            .await;
        assert!(matches!(missing, Err(Error::File { .. })));
        assert!(
            target
                .store
                .restore(&half, SignIns::Kept, |_| {})
                .await
                .is_err()
        );
        // After all of these it is still empty.
        target
            .store
            .restore(&path, SignIns::Kept, |_| {})
            .await
            .expect("restored");
        assert_eq!(rows(&target, None).await, before);
        target.remove().await;
    }
    // A backup into a folder that is not there leaves nothing behind, and says which file it was.
    let nowhere = folder.path().join("nowhere").join("file");
    let Err(error) = db.store.backup(&nowhere).await else {
        panic!("there is no such folder")
    };
    assert!(error.to_string().contains("nowhere"), "{error}");
}

pub async fn a_database_that_is_not_there_is_not_made(db: &Database) {
    let again = Store::open_existing(&db.url).await;
    assert!(again.is_ok());
    let missing = db.url.replace("twoline", "mistyped");
    for _ in 0..2 {
        let opened = Store::open_existing(&missing).await;
        assert!(opened.is_err());
    }
}
