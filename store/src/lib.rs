//! What Twoline keeps: the journal of what happened, and the tables that pages read.
//!
//! There is one way in: [`Store::execute`] carries out a command of `domain` in one transaction. It locks the
//! community's row, loads as much [`domain::State`] as the command touches, lets [`domain::decide`] decide, appends the events
//! to the journal and derives every other table from them. Reading never writes, and nothing else writes what pages read;
//! only sessions, uploaded photos, wrong slip codes and the "seen" mark of an inbox are no events and have functions of their own.
//!
//! One file or folder a concept, named as in `domain`; the SQL stands beside the type that it fills. All of it is
//! written once, in the part of SQL that SQLite and PostgreSQL share, and goes through sqlx's `Any` driver.
//!
//! # To add an event
//! 1. Add it to `domain::Event`; the compiler then leads to the match in `project.rs`.
//! 2. Write there which rows follow from it, as a function beside the concept's other writes (`issue/write.rs`, …). It may
//!    look at the event and at tables that follow from earlier events, at nothing else: `twoline check` replays journals.
//! 3. If deciding needs more than is loaded, say so in `Command::touches` and load it in `state.rs`.
//!
//! # To add a query
//! 1. The shape of the answer belongs to `domain` (`…/view.rs`): plain data, that the browser keeps for offline too.
//! 2. Write a method of [`Store`] in the concept's file, on `self.read`, every table joined by `community_id` first.
//! 3. Add it to the contract in `tests/`, which runs on every database.
//!
//! # To write SQL that runs on both databases
//! - `$1` placeholders, `on conflict`, `returning`, row values `(a, b) < ($1, $2)`; `case when … then 1 else 0 end` where a yes or
//!   no is selected; `cast(sum(…) as bigint)`, because PostgreSQL sums to a type that `Any` does not read.
//! - Bind and read integers as `i64` only. Columns that can be null are read with the `opt_…` functions of `sql.rs`.
//! - Words of people are kept once and may be erased: `left join texts` and `coalesce(t.title, '')`.

mod community;
mod household;
mod issue;
mod journal;
mod meeting;
mod notice;
mod photo;
mod place;
mod project;
mod session;
mod sql;
mod state;
mod text;

use std::path::Path;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Executor, SqlSafeStr};

/// What can go wrong besides a refusal. It is logged and never shown: people are told that something failed here.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do what it was asked.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought to the form that this version needs.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The folder of the database file could not be made.
    #[error("cannot make the folder {path}: {source}")]
    Folder {
        path: String,
        source: std::io::Error,
    },
    /// A column holds what this version cannot read. Its content is left out: people's words may be in it.
    #[error("column {column} holds what cannot be read: {cause}")]
    Unreadable { column: String, cause: String },
    /// A value could not be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Unwritable(serde_json::Error),
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// The answer to a command: what its sender is told, or why it is refused.
pub type Answer = std::result::Result<domain::Receipt, domain::Refusal>;

/// The database. Cheap to clone; clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    write: AnyPool,
    read: AnyPool,
}

/// Connections that read at the same time.
const READERS: u32 = 8;

/// Durable before fast: `synchronous = full` makes every acknowledged command survive a power cut. Other processes
/// (an import at the command line) may hold the one write lock for a while, so writers wait rather than fail.
const SQLITE_WRITER: &str = "pragma busy_timeout = 20000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;";

/// A page that writes by mistake fails at once instead of bypassing the journal.
const SQLITE_READER: &str = "pragma busy_timeout = 20000; pragma query_only = on;";

impl Store {
    /// Opens the database at `url` (`sqlite:data/twoline.db`), makes the file and its folder if they are not there, and brings
    /// its tables to the form that this version needs.
    pub async fn open(url: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let url = sqlite_url(url)?;
        // SQLite has one writer at a time. One connection for it makes writers queue here, in order, rather than in its lock.
        let write = connect(&url, 1, SQLITE_WRITER).await?;
        migrator().run(&write).await?;
        let read = connect(&url, READERS, SQLITE_READER).await?;
        Ok(Self { write, read })
    }

    /// A connection to read with.
    async fn reader(&self) -> Result<PoolConnection<Any>> {
        Ok(self.read.acquire().await?)
    }
}

async fn connect(url: &str, connections: u32, pragmas: &'static str) -> Result<AnyPool> {
    let options: AnyConnectOptions = url.parse()?;
    Ok(AnyPoolOptions::new()
        .max_connections(connections)
        .after_connect(move |connection: &mut AnyConnection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql(pragmas)).await?;
                Ok(())
            })
        })
        .connect_with(options)
        .await?)
}

/// The migrations, compiled in. (Named here one by one: sqlx's macro for it would bring in its whole query checker.)
fn migrator() -> Migrator {
    let migration = |version, name: &'static str, sql: &'static str| {
        Migration::new(
            version,
            name.into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(vec![
        migration(1, "tables", include_str!("../migrations/0001_tables.sql")),
        migration(2, "rings", include_str!("../migrations/0002_rings.sql")),
    ])
}

/// Makes the folder of a `sqlite:` URL's file, and has SQLite make the file.
fn sqlite_url(url: &str) -> Result<String> {
    let Some(rest) = url.strip_prefix("sqlite:") else {
        return Ok(url.to_owned());
    };
    let (path, parameters) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.strip_prefix("//").unwrap_or(path);
    if let Some(folder) = Path::new(path)
        .parent()
        .filter(|f| !f.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
            path: folder.display().to_string(),
            source,
        })?;
    }
    Ok(if parameters.is_empty() {
        format!("sqlite:{path}?mode=rwc")
    } else {
        url.to_owned()
    })
}
