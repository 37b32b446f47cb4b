//! What a release has made is opened, upgraded, checked and restored by every later one.
//!
//! `tests/frozen` has a small database of each kind and a backup as each release leaves them.
//! `TWOLINE_PIN=VERSION` makes those of this one, where they are not there yet (the one of
//! PostgreSQL with its `pg_dump`, which has to be on the PATH).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use domain::hex::sha256_hex;
use domain::issue::FeedQuery;
use sqlx::{AnyPool, AssertSqlSafe, Connection, Executor};
use store::{SignIns, Store};

use crate::common::{CODE, Database, filled};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/frozen")
}

/// The files of all releases with this ending.
fn of_releases(ending: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder()).expect("the folder");
    let files = files.map(|file| file.expect("a file").path());
    let mut files: Vec<_> = files
        .filter(|file| file.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no {ending} of any release");
    files
}

/// Where the file of this release goes, if somebody wants it made.
fn pin(ending: &str) -> Option<PathBuf> {
    let version = std::env::var("TWOLINE_PIN").ok()?;
    Some(folder().join(format!("{version}{ending}")))
}

/// Migrations that a release had, by their checksums: databases were made with them.
#[test]
fn migrations_of_kept_tables_are_frozen() {
    let frozen = [
        (
            "0001_kept.sql",
            "cd8849f8dfc193a47a702b0470cad4e55292a2604bad9a30712d57cf81aba9fa",
        ),
        (
            "0002_setup.sql",
            "b800720479ba975dc3efc6146ba5532ff4b2cf5f55ccb11128a0defad2c05f19",
        ),
        (
            "0003_sessions.sql",
            "20c28ae5543888046d4a3c9606238c6a4da820de64ae86cc8edf65ec74063ad9",
        ),
        (
            "0005_coming_back.sql",
            "db5ee27f4e5da88ace3791c07af2edaf75579c0e0bdd1364e1a59298bc534d65",
        ),
        (
            "0006_no_exact_place.sql",
            "72eec6dd33043f3c78927342abd38cb46026cdf750eda6c878ef0ad234f1de00",
        ),
        (
            "0008_mail.sql",
            "977c95126047f7ee2916d2abf9fb9672ba9aec9e62fd2d206779d335d887a608",
        ),
        (
            "0009_mail_stops.sql",
            "97c33d4786b6cb4785ff9cb4d2c68331dbe40b0f8b9fbbab7dac8fa1c01886a1",
        ),
        (
            "0010_mail_roundup.sql",
            "1c0a5e204420fe8204f95daa0a899f9e625f93232141d2510711b7b9e51f2878",
        ),
        (
            "0011_phones.sql",
            "f5002c10a0e419eaf3f6036dbd07696f3adc0959aa0236b3f82636a55735466c",
        ),
    ];
    let frozen = frozen.map(|(name, sum)| (name.to_owned(), sum.to_owned()));
    let frozen = BTreeMap::from(frozen);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations/kept");
    let files = std::fs::read_dir(folder).expect("the folder");
    let files = files.map(|file| {
        let path = file.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (name, sha256_hex(std::fs::read(path).expect("a migration")))
    });
    assert_eq!(files.collect::<BTreeMap<_, _>>(), frozen);
}

/// It is whole, and pages read from it what was there.
async fn is_as_it_was(store: &Store, what: &str, signed_in: bool) {
    let check = store.check().await.expect("no fault");
    assert_eq!(check.differences, [], "{what}");
    assert_eq!(check.communities, 2, "{what}");
    let community = store.community("sunny").await.expect("no fault");
    let community = community.expect("the community").id;
    let feed = store.feed(community, None, &FeedQuery::default()).await;
    let feed = feed.expect("no fault");
    assert_eq!(feed.total, 10, "{what}");
    for card in &feed.cards {
        let issue = store.issue(community, card.number, None, None).await;
        let issue = issue.expect("no fault").expect("the issue");
        assert!(!issue.trace.entries.is_empty(), "{what}");
    }
    let visitor = domain::Viewer::default();
    let meeting = store.meeting(community, 1, &visitor).await;
    let meeting = meeting.expect("no fault").expect("the meeting");
    assert!(!meeting.items.is_empty(), "{what}");
    let slip = store.slip(community, CODE).await.expect("no fault");
    assert_eq!(slip.is_some(), signed_in, "{what}");
}

pub async fn what_releases_made_opens_and_is_whole(db: &Database) {
    if db.is_sqlite() {
        if let Some(file) = pin(".sqlite") {
            filled(db).await;
            let rows = db.rows().await;
            let into = format!("vacuum into '{}'", file.display());
            rows.execute(AssertSqlSafe(into)).await.expect("written");
        }
        for file in of_releases(".sqlite") {
            let folder = tempfile::tempdir().expect("a folder");
            let copy = folder.path().join("copy.db");
            std::fs::copy(&file, &copy).expect("copied");
            let store = Store::open(&format!("sqlite:{}", copy.display())).await;
            let what = file.display().to_string();
            is_as_it_was(&store.expect("opened"), &what, true).await;
        }
        return;
    }
    if let Some(file) = pin(".postgres.sql") {
        filled(db).await;
        let dump = Command::new("pg_dump")
            .args([
                "--inserts",
                "--no-owner",
                "--no-privileges",
                "--no-comments",
            ])
            .arg(&db.url)
            .output()
            .expect("pg_dump");
        assert!(
            dump.status.success(),
            "{}",
            String::from_utf8_lossy(&dump.stderr)
        );
        let text = String::from_utf8(dump.stdout).expect("text");
        // Words to psql, and settings that older servers don't know.
        let lines = text.lines().filter(|line| {
            !line.starts_with('\\') && !line.starts_with("SET ") && !line.starts_with("--")
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        std::fs::write(file, text).expect("written");
    }
    for file in of_releases(".postgres.sql") {
        let empty = Database::postgres_without_tables().await;
        let sql = std::fs::read_to_string(&file).expect("text");
        let pool = AnyPool::connect(&empty).await.expect("a connection");
        let mut connection = pool.acquire().await.expect("a connection").detach();
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        connection.execute(sql).await.expect("filled");
        connection.close().await.expect("closed");
        pool.close().await;
        let store = Store::open(&empty).await.expect("opened");
        is_as_it_was(&store, &file.display().to_string(), true).await;
    }
}

pub async fn backups_of_releases_are_restored(db: &Database) {
    if db.is_sqlite()
        && let Some(file) = pin(".backup")
    {
        let from = Database::sqlite().await;
        filled(&from).await;
        from.store.backup(&file).await.expect("a backup");
    }
    for file in of_releases(".backup") {
        let restored = db.store.restore(&file, SignIns::Kept, |_| {}).await;
        restored.expect("restored");
        is_as_it_was(&db.store, &file.display().to_string(), true).await;
    }
}
