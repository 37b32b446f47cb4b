//! A database of each kind, and what stands in it past the store.

use std::collections::BTreeMap;

use domain::{CommunityId, Event, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AnyPool, AssertSqlSafe, Row, ValueRef};
use store::Store;
use tempfile::TempDir;

use super::id;

/// A database of its own for a test.
pub struct Database {
    pub store: Store,
    pub url: String,
    /// Of SQLite's file; removed with it.
    _folder: Option<TempDir>,
    /// PostgreSQL's name for it.
    on_server: Option<String>,
}

impl Database {
    /// A new SQLite file.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("data").join("twoline.db");
        let url = format!("sqlite:{}", file.display());
        Self {
            store: open(&url).await,
            url,
            _folder: Some(folder),
            on_server: None,
        }
    }

    /// Whether it is a SQLite file.
    pub fn is_sqlite(&self) -> bool {
        self.on_server.is_none()
    }

    /// The URL of a new database on the PostgreSQL server in which nothing is yet.
    pub async fn postgres_without_tables() -> String {
        Self::on_server().await.0
    }

    /// A new database on the PostgreSQL server that the tests were told of.
    pub async fn postgres() -> Self {
        let (url, name) = Self::on_server().await;
        Self {
            store: open(&url).await,
            url,
            _folder: None,
            on_server: Some(name),
        }
    }

    /// Makes a database on the server. Its URL and its name.
    async fn on_server() -> (String, String) {
        let server = server();
        let name = format!("twoline_test_{}_{}", std::process::id(), id().as_u128());
        sqlx::any::install_default_drivers();
        let server_connection = AnyPool::connect(&server).await.expect("the server");
        sqlx::query(AssertSqlSafe(format!("create database {name}")))
            .execute(&server_connection)
            .await
            .expect("a new database");
        server_connection.close().await;
        let (address, parameters) = server.split_once('?').unwrap_or((&server, ""));
        let (host, _) = address.rsplit_once('/').expect("a database in the URL");
        (format!("{host}/{name}?{parameters}"), name)
    }

    /// Leaves nothing behind on the server. (A test that fails leaves its database to be looked
    /// at.)
    pub async fn remove(self) {
        let Some(name) = self.on_server else { return };
        let server = AnyPool::connect(&server()).await.expect("the server");
        let drop = AssertSqlSafe(format!("drop database {name} with (force)"));
        sqlx::query(drop).execute(&server).await.expect("removed");
    }

    /// Asks for the names of all tables.
    pub fn tables(&self) -> &'static str {
        match self.on_server {
            None => {
                "select name from sqlite_master where type = 'table' and name <> '_sqlx_migrations'"
            }
            Some(_) => {
                "select cast(table_name as text) as name from information_schema.tables
                    where table_schema = 'public' and table_name <> '_sqlx_migrations'"
            }
        }
    }

    /// Asks for the names of all columns with text that is not compared byte by byte.
    pub fn columns_by_country(&self) -> &'static str {
        match self.on_server {
            None => "select name from sqlite_master where type = 'table' and sql like '%collate%'",
            Some(_) => {
                "select cast(table_name || '.' || column_name as text) as name from information_schema.columns
                    where table_schema = 'public' and table_name <> '_sqlx_migrations'
                        and data_type = 'text' and collation_name is distinct from 'C'"
            }
        }
    }

    /// Until a command waits for what a transaction past the store has changed. (On SQLite it waits
    /// for all of the database, and then sees the change.)
    pub async fn somebody_waits(&self) {
        const WAITING: &str = "select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        if self.on_server.is_none() {
            return;
        }
        let rows = self.rows().await;
        loop {
            let row = sqlx::query(WAITING).fetch_one(&rows).await;
            if row.expect("a count").get::<i64, _>(0) > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    /// A look past the store, at the rows themselves.
    pub async fn rows(&self) -> AnyPool {
        AnyPool::connect(&self.url).await.expect("a connection")
    }
}

/// A new database, opened by two servers that start at the same moment: one of them makes the
/// tables.
async fn open(url: &str) -> Store {
    let (one, other) = tokio::join!(Store::open(url), Store::open(url));
    other.expect("a new database");
    one.expect("a new database")
}

/// The PostgreSQL server, by the URL of any database of it.
fn server() -> String {
    std::env::var("TWOLINE_TEST_POSTGRES").expect(
        "this half of the tests needs PostgreSQL: run `scripts/with-postgres cargo test -p store`, or set \
         TWOLINE_TEST_POSTGRES to the URL of a server on which databases may be made",
    )
}

/// The events of a community's journal with their times, in order; their numbers have no gap.
pub async fn journal(database: &Database, community: CommunityId) -> Vec<(Timestamp, Event)> {
    let rows = database.rows().await;
    let rows = sqlx::query(
        "select number, at, event from journal where community_id = $1 order by number",
    )
    .bind(community.to_string())
    .fetch_all(&rows)
    .await
    .expect("the journal");
    rows.iter()
        .zip(1_i64..)
        .map(|(row, number)| {
            assert_eq!(row.get::<i64, _>("number"), number);
            let event = serde_json::from_str(&row.get::<String, _>("event")).expect("an event");
            (Timestamp(row.get("at")), event)
        })
        .collect()
}

/// All rows of all tables, or of those of a community, by table, as text.
pub async fn rows(db: &Database, of: Option<CommunityId>) -> BTreeMap<String, Vec<String>> {
    let pool = db.rows().await;
    let tables = sqlx::query(db.tables()).fetch_all(&pool).await;
    let mut all = BTreeMap::new();
    for table in tables.expect("tables") {
        let table: String = table.get("name");
        let which = match (of, table.as_str()) {
            (None, _) => "",
            // Who is signed in and who guesses codes belongs to no community.
            (
                Some(_),
                "derived" | "hand_overs" | "join_failures" | "recoveries" | "sessions"
                | "setup_tokens",
            ) => continue,
            (Some(_), "communities") => " where id = $1",
            (Some(_), _) => " where community_id = $1",
        };
        let select = AssertSqlSafe(format!("select * from {table}{which}"));
        let mut select = sqlx::query(select);
        if let Some(community) = of {
            select = select.bind(community.to_string());
        }
        let rows = select.fetch_all(&pool).await.expect("rows");
        let row = |row: &AnyRow| {
            let values = (0..row.len()).map(|i| row.try_get_raw(i).expect("a value"));
            let values = values.map(|value| {
                // An absent value has a type on the one and none on the other.
                if value.is_null() {
                    "null".to_owned()
                } else {
                    format!("{value:?}")
                }
            });
            values.collect::<Vec<_>>().join(", ")
        };
        let mut rows: Vec<_> = rows.iter().map(row).collect();
        rows.sort();
        all.insert(table, rows);
    }
    all
}
