//! What Twoline keeps: the journal of what happened, and the tables that pages read.
//!
//! There is one way in: [`Store::execute`] carries out a command of `domain` in one transaction,
//! which commands that arrive together share ([`Store::execute_all`] many, for imports;
//! [`Store::restore`] only fills an empty database). It locks the community's row, looks up who
//! acts, loads as much [`domain::State`] as the command touches, lets [`domain::decide`] decide,
//! keeps what may not stand in the journal, appends the events, and derives every other table from
//! them. Reading never writes, and nothing else writes what pages read; only sessions, uploaded
//! photos, PDFs, wrong slip codes, the "seen" mark of an inbox and the cursors of channels are no
//! events and have functions of their own.
//!
//! There are three kinds of tables. The **journal** is for good: each row carries a hash over the
//! row before it. **Kept** tables hold what it points to and can be erased: words, names, rooms,
//! positions, photos. Both are made by frozen migrations (`migrations/kept`). **Derived** tables
//! follow from these (`migrations/derived.sql`), can be emptied and played again (`derived.rs`),
//! and so may change in any release.
//!
//! One file or folder a concept, named as in `domain`; the SQL stands beside the type that it
//! fills. All of it is written once, in the part of SQL that SQLite and PostgreSQL share, and goes
//! through sqlx's `Any` driver.
//!
//! # To add an event
//! 1. Add it to `domain::Event`; the compiler then leads to the match in `project.rs`.
//! 2. Write there which rows follow from it, as a function beside the concept's other writes
//!    (`issue/write.rs`, …): new rows with `insert!`, all else with `run!` (`tables.rs`). It may
//!    look at the event, at kept positions and texts, and at tables that follow from earlier
//!    events, at nothing else: `twoline check` and `rebuild` play journals. Whoever changes what
//!    follows from events that are in journals already, here or in what `domain` says of them
//!    (`Event::about`, `Category::default_minutes`, `agenda::Settings::default`), raises `PLAYED`
//!    in `form.rs`: the next start then plays all journals again.
//! 3. If deciding needs more than is loaded, say so in `Command::touches` and load it in
//!    `state.rs`.
//!
//! # To add a query
//! 1. The shape of the answer belongs to `domain` (`…/view.rs`): plain data, that the browser keeps
//!    for offline too.
//! 2. Write a method of [`Store`] in the concept's file, on `self.read`, every table joined by
//!    `community_id` first.
//! 3. Add it to the contract in `tests/`, which runs on every database.
//!
//! # To write SQL that runs on both databases
//! - `$1` placeholders, `on conflict`, `returning`, row values `(a, b) < ($1, $2)`;
//!   `case when … then 1 else 0 end` where a yes or no is selected; `cast(sum(…) as bigint)`,
//!   because PostgreSQL sums to a type that `Any` does not read.
//! - Text is compared byte by byte on both, so that lists have one order.
//! - Never bind an `Option<f64>`: `Any` gives PostgreSQL an absent one as a narrower type, and the
//!   statement is then prepared for that.
//! - Bind and read integers as `i64` only. Columns that can be null are read with the `opt_…`
//!   functions of `sql.rs`.
//! - Words of people are kept once. Whoever has them erased has them emptied; the row stays, so
//!   that `join texts` finds it.

mod account;
mod backup;
mod channel;
mod check;
mod coming_back;
mod community;
mod complaint;
mod database;
mod derived;
mod figures;
mod form;
mod household;
mod issue;
mod journal;
mod kept;
mod mail;
mod meeting;
mod notice;
mod odd;
mod offer;
mod office;
mod paper;
mod photo;
mod place;
mod project;
mod queue;
mod retention;
mod roundup;
mod session;
mod setup;
mod sql;
mod state;
mod tables;
mod waits;
mod work;

use std::path::Path;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Transaction};

use database::Database;

pub use account::{Account, Seconded};
pub use backup::SignIns;
pub use channel::{Told, Turn};
pub use check::{Check, Difference, What};
pub use coming_back::{Recovery, SignedIn};
pub use derived::Progress;
pub use figures::Shared;
pub use journal::CarriedOut;
pub use mail::{MAIL_CODE_LASTS, MAIL_CODE_PAUSE, MailAddress};
pub use paper::KeptPaper;
pub use photo::UNATTACHED_MAX;
pub use retention::Erased;
pub use roundup::{ROUNDUP_TURN, Roundup};
pub use session::{SESSION_ENDS_AFTER, Visit};
pub use waits::Waits;

/// What can go wrong besides a refusal. It is for the operator, in the log or at the command line;
/// everybody else is told that something failed here. Nothing that people wrote stands in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do what it was asked.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The URL names no database that this store knows. It is left out: a password may stand in it.
    #[error("a database is named sqlite:FILE or postgres://USER@HOST/NAME")]
    Url,
    /// A file or folder that was to be read, or to be made, cannot be.
    #[error("{path}: {source}")]
    File {
        path: String,
        source: std::io::Error,
    },
    /// Only an empty database can be filled from a backup.
    #[error(
        "the database is not empty (there are rows in {table}). A backup is restored into a new one, so that nothing is mixed or lost"
    )]
    NotEmpty { table: &'static str },
    /// The file is there, but was not made by a backup.
    #[error("{path} is no backup of Twoline")]
    NoBackup { path: String },
    /// The database, or a backup, was made by a later version.
    #[error("made by a newer version of Twoline; use that version")]
    Newer,
    /// The tables could not be brought to the form that this version needs.
    #[error("migration: {0}")]
    Migration(sqlx::migrate::MigrateError),
    /// A column holds what this version cannot read. Its content is left out: people's words may be
    /// in it.
    #[error("column {column} holds what cannot be read: {cause}")]
    Unreadable { column: String, cause: String },
    /// A row of the journal cannot be read, or nothing can follow from it after those before it.
    #[error("row {number} of the journal, or one shortly before it, cannot be played: {cause}")]
    Unplayable { number: u32, cause: String },
    /// A value could not be written as JSON.
    #[error("cannot be written as JSON: {0}")]
    Unwritable(serde_json::Error),
}

impl Error {
    /// What went wrong with the file or folder at `path`.
    pub(crate) fn file(path: &Path) -> impl Fn(std::io::Error) -> Self + Copy {
        move |source| Self::File {
            path: path.display().to_string(),
            source,
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(_) => Self::Newer,
            other => Self::Migration(other),
        }
    }
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// The answer to a command: what its sender is told, or why it is refused.
pub type Answer = std::result::Result<domain::Receipt, domain::Refusal>;

/// The database. Cheap to clone; clones share its connections.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    write: AnyPool,
    read: AnyPool,
    waits: Waits,
    queues: queue::Queues,
}

impl Store {
    /// Opens the database at `url` and brings its tables to the form that this version needs.
    /// `sqlite:data/twoline.db` is made, with its folder, if it is not there, and only its owner
    /// can read it; the one of `postgres://user@host/name` must be there.
    pub async fn open(url: &str) -> Result<Self> {
        Self::open_and_tell(url, |_| {}).await
    }

    /// Like [`open`](Self::open), and tells how far it has come where tables that another version
    /// made have to be made anew.
    pub async fn open_and_tell(url: &str, mut progress: impl FnMut(Progress)) -> Result<Self> {
        let database = Database::of(url)?;
        let (write, read) = database.open(url).await?;
        derived::bring_up_to_date(database, &write, &mut progress).await?;
        Ok(Self {
            database,
            write,
            read,
            waits: Waits::default(),
            queues: queue::Queues::default(),
        })
    }

    /// Like [`open`](Self::open), but never makes a database.
    pub async fn open_existing(url: &str) -> Result<Self> {
        Database::of(url)?.find(url)?;
        Self::open(url).await
    }

    /// How long connections were waited for.
    pub fn waits(&self) -> &Waits {
        &self.waits
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> Result<()> {
        sqlx::query("select count(*) from communities")
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(())
    }

    /// A connection to read with.
    async fn reader(&self) -> Result<PoolConnection<Any>> {
        Ok(waits::measured(&self.waits.read, self.read.acquire()).await?)
    }

    /// A transaction to write in.
    async fn begin(&self) -> Result<Transaction<'static, Any>> {
        Ok(waits::measured(&self.waits.write, self.write.begin()).await?)
    }
}
