//! Where SQLite and PostgreSQL want something said differently: opening, seeing one moment, and the
//! types of two kinds of column. Everything else is written once.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, SqlSafeStr};

use crate::{Error, Result, form};

/// The migrations of the kept tables, in order. Databases were made with them, and know each by its
/// place in this list: none is ever changed or moved, which tests hold; what is needed later is
/// another one at the end.
const MIGRATIONS: [(&str, &str); 9] = [
    ("kept", include_str!("../migrations/kept/0001_kept.sql")),
    ("setup", include_str!("../migrations/kept/0002_setup.sql")),
    (
        "sessions",
        include_str!("../migrations/kept/0003_sessions.sql"),
    ),
    (
        "coming back",
        include_str!("../migrations/kept/0005_coming_back.sql"),
    ),
    (
        "no exact place",
        include_str!("../migrations/kept/0006_no_exact_place.sql"),
    ),
    ("mail", include_str!("../migrations/kept/0008_mail.sql")),
    (
        "mail stops",
        include_str!("../migrations/kept/0009_mail_stops.sql"),
    ),
    (
        "mail roundup",
        include_str!("../migrations/kept/0010_mail_roundup.sql"),
    ),
    ("phones", include_str!("../migrations/kept/0011_phones.sql")),
];

/// Which database a URL names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub(crate) fn of(url: &str) -> Result<Self> {
        match url.split_once(':') {
            Some(("sqlite", _)) => sqlite_path(url).map(|_| Self::Sqlite),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres),
            _ => Err(Error::Url),
        }
    }

    /// Connections for commands.
    fn writers(self) -> u32 {
        match self {
            // There is one writer at a time. One connection for it makes writers queue here, in
            // order, rather than in SQLite's lock.
            Self::Sqlite => 1,
            // Commands of a community come one after the other, those of different communities at
            // the same time. Few, because PostgreSQL allows 100 connections by default, for all
            // server processes together.
            Self::Postgres => 8,
        }
    }

    /// Said once on each connection for commands: what was acknowledged is on disk, and a lock that
    /// somebody else holds (an import at the command line) is waited for, but not for ever.
    fn writer_settings(self) -> &'static str {
        match self {
            // `synchronous = full` makes every acknowledged command survive a power cut.
            Self::Sqlite => {
                "pragma busy_timeout = 20000; pragma journal_mode = wal; pragma synchronous = full;
                pragma foreign_keys = on;"
            }
            // Everything that a command is decided on is read after the community's row was locked,
            // and with `read committed` each statement sees all that was committed before it began;
            // a stricter level would refuse instead of wait. A server that hangs must not keep a
            // community locked.
            Self::Postgres => {
                "set default_transaction_isolation = 'read committed'; set lock_timeout = '20s';
                set idle_in_transaction_session_timeout = '60s';
                select set_config('synchronous_commit', 'on', false)
                where current_setting('synchronous_commit') in ('off', 'local');"
            }
        }
    }

    /// Said once on each connection for pages: one that writes by mistake fails at once instead of
    /// bypassing the journal.
    fn reader_settings(self) -> &'static str {
        match self {
            Self::Sqlite => "pragma busy_timeout = 20000; pragma query_only = on;",
            Self::Postgres => "set default_transaction_read_only = on;",
        }
    }

    /// Begins a transaction in which every query sees the same moment, whatever is written
    /// meanwhile.
    pub(crate) fn begin_snapshot(self) -> &'static str {
        match self {
            // With a write-ahead log, a reader stays at the moment of its first query.
            Self::Sqlite => "begin",
            Self::Postgres => "begin isolation level repeatable read read only",
        }
    }

    /// Begins a transaction that writes, before anything is read.
    pub(crate) fn begin_alone(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin",
        }
    }

    /// Said at the beginning of a transaction that makes the derived tables, where that alone does
    /// not keep other processes from doing the same.
    pub(crate) fn lock_derived(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("lock table derived in exclusive mode"),
        }
    }

    /// A text of SQL in this database's words.
    pub(crate) fn reworded(self, sql: &'static str) -> Cow<'static, str> {
        match self {
            Self::Sqlite => Cow::Borrowed(sql),
            Self::Postgres => Cow::Owned(postgres_types(sql)),
        }
    }

    /// The migrations of the kept tables, compiled in. (Named here one by one: sqlx's macro for it
    /// would bring in its whole query checker.)
    pub(crate) fn migrator(self) -> Migrator {
        let migrations = MIGRATIONS.iter().zip(1..).map(|((name, sql), version)| {
            Migration::new(
                version,
                (*name).into(),
                MigrationType::Simple,
                AssertSqlSafe(self.reworded(sql)).into_sql_str(),
                false,
            )
        });
        Migrator::with_migrations(migrations.collect())
    }

    /// Fails if there is no database at `url`, where opening would make one.
    pub(crate) fn find(self, url: &str) -> Result<()> {
        if self == Self::Sqlite {
            let path = sqlite_path(url)?;
            fs::metadata(path).map_err(Error::file(path))?;
        }
        Ok(())
    }

    /// Makes the database if it can be made here, brings its kept tables to the form that this
    /// version needs, and returns connections for commands and connections for pages.
    pub(crate) async fn open(self, url: &str) -> Result<(AnyPool, AnyPool)> {
        /// Connections that read at the same time.
        const READERS: u32 = 8;
        sqlx::any::install_default_drivers();
        let url = match self {
            Self::Sqlite => Cow::Owned(made(sqlite_path(url)?)?),
            Self::Postgres => Cow::Borrowed(url),
        };
        // A pool would try again for half a minute and then say nothing of why.
        AnyConnection::connect(&url).await?.close().await?;
        let write = self.connect(&url, self.writers(), self.writer_settings());
        let write = write.await?;
        // Another process may have started at the same moment and been faster with one of them
        // (SQLite has no lock for this): then that one is done. Each migration is a transaction, so
        // if something else was wrong, it still is.
        for _ in MIGRATIONS {
            if self.migrator().run(&write).await.is_ok() {
                break;
            }
        }
        self.migrator().run(&write).await?;
        let read = self.connect(&url, READERS, self.reader_settings()).await?;
        Ok((write, read))
    }

    async fn connect(self, url: &str, most: u32, settings: &'static str) -> Result<AnyPool> {
        let options: AnyConnectOptions = url.parse()?;
        Ok(AnyPoolOptions::new()
            .max_connections(most)
            // Each time one is taken, a server that was restarted is found out. A file is always
            // there, and asking costs as much as most queries.
            .test_before_acquire(self == Self::Postgres)
            .after_connect(move |connection: &mut AnyConnection, _| {
                Box::pin(async move {
                    connection.execute(sqlx::raw_sql(settings)).await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?)
    }
}

/// A database that is gone with its connection, with all tables.
pub(crate) async fn scratch() -> Result<AnyConnection> {
    let mut scratch = AnyConnection::connect("sqlite::memory:").await?;
    scratch.execute("pragma foreign_keys = on").await?;
    Database::Sqlite.migrator().run(&mut scratch).await?;
    let derived = AssertSqlSafe(Database::Sqlite.reworded(form::SQL));
    scratch.execute(sqlx::raw_sql(derived)).await?;
    Ok(scratch)
}

/// PostgreSQL calls a blob otherwise, and sorts text by the rules of some country unless told to
/// compare bytes, as SQLite does.
fn postgres_types(sql: &str) -> String {
    let line = |line: &str| {
        if line.trim_start().starts_with("--") {
            return line.to_owned();
        }
        line.replace(" blob ", " bytea ")
            .replace(" text ", " text collate \"C\" ")
            .replace(" text,", " text collate \"C\",")
    };
    sql.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The file of a `sqlite:` URL. Its path is taken as it is written, whatever characters it has;
/// nothing can follow it. A database in memory would be another one for each connection.
fn sqlite_path(url: &str) -> Result<&Path> {
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path.starts_with(':') || path.contains('?') {
        return Err(Error::Url);
    }
    Ok(Path::new(path))
}

/// The URL of an existing SQLite file, whatever characters its path has.
pub(crate) fn file_url(path: &Path) -> String {
    const AS_IT_IS: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_');
    let path = path.as_os_str().as_encoded_bytes();
    format!("sqlite:{}", percent_encode(path, AS_IT_IS))
}

/// A new file that nobody else can read, from the first byte on: people's words are to be in it.
/// What SQLite puts beside it has the same permissions.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// The URL of a SQLite file, which is made, with its folder, if it is not there: an empty file is
/// an empty database.
fn made(path: &Path) -> Result<String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    match new_file(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Error::file(path)(error)),
        Ok(_) | Err(_) => Ok(file_url(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::{Columns, cells};

    #[test]
    fn a_url_names_its_database() {
        for (url, expected) in [
            ("sqlite:data/twoline.db", Some(Database::Sqlite)),
            ("postgres://localhost/twoline", Some(Database::Postgres)),
            ("postgresql:///twoline", Some(Database::Postgres)),
            ("mysql://localhost/twoline", None),
            ("data/twoline.db", None),
            ("sqlite:", None),
            ("sqlite::memory:", None),
            ("sqlite:t.db?cache=shared", None),
        ] {
            assert_eq!(Database::of(url).ok(), expected, "{url}");
        }
    }

    #[test]
    fn migrations_keep_their_places() {
        let names = MIGRATIONS.map(|(name, _)| name);
        // Another one comes behind these: databases have carried them out under their numbers.
        let carried_out = [
            "kept",
            "setup",
            "sessions",
            "coming back",
            "no exact place",
            "mail",
            "mail stops",
            "mail roundup",
            "phones",
        ];
        assert_eq!(names, carried_out);
    }

    #[tokio::test]
    async fn a_new_database_is_made_where_its_url_says_and_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let outside = tempfile::tempdir().expect("a folder");
        let folder = outside.path().join("my%20data 100%");
        let path = folder.join("居民区 #1.db");
        let url = format!("sqlite:{}", path.display());
        let there = || Database::Sqlite.find(&url).is_ok();
        assert!(!there());
        let (write, read) = Database::Sqlite.open(&url).await.expect("a database");
        assert!(there() && path.exists());
        let files = fs::read_dir(&folder).expect("the folder");
        let files: Vec<_> = files.map(|file| file.expect("a file")).collect();
        assert!(files.len() > 1, "the log of what is written is beside it");
        for file in files {
            let mode = file.metadata().expect("a file").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{file:?}");
        }
        write.close().await;
        read.close().await;
        let again = Database::Sqlite.open(&url).await;
        assert!(again.is_ok(), "what is there is used");
    }

    /// A database of each kind, with its URL.
    fn databases(folder: &Path) -> [(Database, String); 2] {
        sqlx::any::install_default_drivers();
        let file = made(&folder.join("t.db")).expect("a file");
        let server = std::env::var("TWOLINE_TEST_POSTGRES")
            .expect("run the tests with `scripts/with-postgres cargo test -p store`");
        [(Database::Sqlite, file), (Database::Postgres, server)]
    }

    #[tokio::test]
    async fn every_table_of_a_community_leads_its_key_with_it() {
        const OTHERS: &str = "select t.name from sqlite_master t
            join pragma_table_info(t.name) c on c.pk = 1 and c.name <> 'community_id'
            where t.type = 'table' and t.name <> '_sqlx_migrations' order by t.name";
        sqlx::any::install_default_drivers();
        let mut scratch = scratch().await.expect("a database");
        let others = scratch.fetch_all(OTHERS).await.expect("tables");
        let others = others.iter().map(|row| row.text("name").expect("a name"));
        let of_the_server = [
            "communities",
            "derived",
            "hand_overs",
            "join_failures",
            "recoveries",
            "sessions",
            "setup_tokens",
        ];
        assert_eq!(others.collect::<Vec<_>>(), of_the_server);
    }

    #[tokio::test]
    async fn connections_for_pages_do_not_write() {
        let folder = tempfile::tempdir().expect("a folder");
        for (database, url) in databases(folder.path()) {
            let pages = database.connect(&url, 1, database.reader_settings()).await;
            let written = pages
                .expect("a connection")
                .execute("create table never (id bigint)")
                .await;
            assert!(written.is_err(), "{database:?}");
        }
    }

    #[tokio::test]
    async fn connections_for_commands_have_what_they_acknowledge_on_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        for (database, url) in databases(folder.path()) {
            let commands = database.connect(&url, 1, database.writer_settings()).await;
            let commands = commands.expect("a connection");
            let settings = match database {
                Database::Sqlite => [
                    ("pragma synchronous", "2"),
                    ("pragma journal_mode", "wal"),
                    ("pragma foreign_keys", "1"),
                ],
                Database::Postgres => [
                    ("show synchronous_commit", "on"),
                    ("show default_transaction_isolation", "read committed"),
                    ("show lock_timeout", "20s"),
                ],
            };
            for (ask, expected) in settings {
                let row = commands.fetch_one(ask).await.expect(ask);
                let value = cells(&row).expect("a value");
                assert_eq!(value[0].shown(), expected, "{ask}");
            }
        }
    }
}
