//! `twoline backup` and `twoline restore`: everything, photos included, in one file.
//!
//! The file is a SQLite database with what is kept: the journal, and what stands beside it. Backing
//! up copies all rows into it and restoring copies them out of it, by the same code, whichever
//! database is at the other end: a community can move from one kind to the other. Restoring then
//! plays the journals, from which everything else follows.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Column, Connection, Row};

use crate::database::{self, Database};
use crate::derived::{self, Progress};
use crate::sql::{Statement, cells};
use crate::{Error, Result, Store};

/// The tables that are kept, each after those that its rows refer to. All others follow from them.
const TABLES: [&str; 23] = [
    "communities",
    "journal",
    "commands",
    "texts",
    "owners",
    "positions",
    "rooms",
    "people",
    "entered_people",
    "slip_codes",
    "photos",
    "papers",
    "seen",
    "cursors",
    "mail_addresses",
    "turned_off",
    "mailed",
    "phones",
    "sessions",
    "recoveries",
    "hand_overs",
    "join_failures",
    "setup_tokens",
];

/// The derived tables of all communities have yet to be made.
const NOT_PLAYED: &str = "update communities set form = ''";

/// What becomes of whoever was signed in, and of slips, when a backup is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIns {
    /// Everybody is signed out, and every slip and every recovery code is void: since the backup
    /// was made somebody may have signed out, on purpose, and a slip or a code may have been used.
    Ended,
    /// All stays as it was, because nothing has happened since.
    Kept,
}

impl Store {
    /// Copies everything, as it is at one moment, into a new file, while commands may go on being
    /// carried out. The file appears under its name when it is whole. Returns how many rows are in
    /// it.
    pub async fn backup(&self, file: &Path) -> Result<u64> {
        let cannot = Error::file(file);
        if file.try_exists().map_err(cannot)? {
            let there = "there is such a file already, and it is not overwritten";
            return Err(cannot(io::Error::new(io::ErrorKind::AlreadyExists, there)));
        }
        let mut unfinished = file.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = PathBuf::from(unfinished);
        // Left by a backup that was killed.
        if unfinished.try_exists().map_err(cannot)? {
            fs::remove_file(&unfinished).map_err(cannot)?;
        }
        database::new_file(&unfinished).map_err(cannot)?;
        let copied = self.copy_into(&unfinished).await;
        if copied.is_err() {
            let _ = fs::remove_file(&unfinished);
        } else {
            fs::rename(&unfinished, file).map_err(cannot)?;
        }
        copied
    }

    async fn copy_into(&self, file: &Path) -> Result<u64> {
        let mut backup = AnyConnection::connect(&database::file_url(file)).await?;
        Database::Sqlite.migrator().run(&mut backup).await?;
        let mut live = self.read.begin_with(self.database.begin_snapshot()).await?;
        let mut tx = backup.begin().await?;
        let rows = copy(&mut live, &mut tx, &[]).await?;
        // Nothing that follows from them is in the file.
        sqlx::query(NOT_PLAYED).execute(&mut *tx).await?;
        tx.commit().await?;
        live.rollback().await?;
        backup.close().await?;
        Ok(rows)
    }

    /// Fills an empty database from the file of a backup, which is only read: it may be of an
    /// earlier version, and is brought to the form of this one in a copy. All or nothing. Returns
    /// how many rows were in it.
    pub async fn restore(
        &self,
        file: &Path,
        sign_ins: SignIns,
        mut progress: impl FnMut(Progress),
    ) -> Result<u64> {
        let cannot = Error::file(file);
        // Copied without the permissions of the other, which may let others read it, or nobody
        // write to it.
        let mut copied = tempfile::NamedTempFile::new().map_err(cannot)?;
        let mut original = fs::File::open(file).map_err(cannot)?;
        io::copy(&mut original, copied.as_file_mut()).map_err(cannot)?;
        let mut backup = AnyConnection::connect(&database::file_url(copied.path())).await?;
        if !is_backup(&mut backup).await {
            return Err(Error::NoBackup {
                path: file.display().to_string(),
            });
        }
        Database::Sqlite.migrator().run(&mut backup).await?;
        let mut tx = self.begin().await?;
        for table in TABLES {
            let any = AssertSqlSafe(format!("select 1 as one from {table} limit 1"));
            if sqlx::query(any).fetch_optional(&mut *tx).await?.is_some() {
                return Err(Error::NotEmpty { table });
            }
        }
        let left_out = match sign_ins {
            SignIns::Ended => &[
                "sessions",
                "recoveries",
                "hand_overs",
                "slip_codes",
                "setup_tokens",
            ][..],
            SignIns::Kept => &[],
        };
        let rows = copy(&mut backup, &mut tx, left_out).await?;
        sqlx::query(NOT_PLAYED).execute(&mut *tx).await?;
        tx.commit().await?;
        backup.close().await?;
        let all = derived::outdated(&mut *self.write.acquire().await?).await?;
        derived::rebuild(&self.write, &all, &mut progress).await?;
        Ok(rows)
    }
}

/// Anything else could be brought to the form of this version as well, and would then be an empty
/// backup.
async fn is_backup(file: &mut AnyConnection) -> bool {
    const SQL: &str = "select count(*) as tables from sqlite_master
        where name in ('_sqlx_migrations', 'communities', 'journal')";
    let tables = sqlx::query(SQL).fetch_one(file).await;
    tables.is_ok_and(|row| row.try_get("tables").is_ok_and(|tables: i64| tables == 3))
}

/// Copies the rows of all tables but these.
async fn copy(from: &mut AnyConnection, to: &mut AnyConnection, left_out: &[&str]) -> Result<u64> {
    let mut copied = 0;
    for table in TABLES.into_iter().filter(|table| !left_out.contains(table)) {
        let all = AssertSqlSafe(format!("select * from {table}"));
        // One by one: photos of years do not fit into memory.
        let mut rows = sqlx::query(all).fetch(&mut *from);
        while let Some(row) = rows.try_next().await? {
            put(to, table, &row).await?;
            copied += 1;
        }
    }
    Ok(copied)
}

/// Copies a row.
pub(crate) async fn put(to: &mut AnyConnection, table: &str, row: &AnyRow) -> Result<()> {
    let columns: Vec<_> = row.columns().iter().map(Column::name).collect();
    let cells = cells(row)?;
    let mut insert = Statement::new("insert into ");
    insert.push(table).push(" (").push(&columns.join(", "));
    insert.push(") values ").list(cells);
    insert.query(to).execute(to).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[tokio::test]
    async fn every_table_is_copied_or_derived() {
        const SQL: &str = "select name from sqlite_master
            where type = 'table' and name not in ('_sqlx_migrations', 'derived')";
        sqlx::any::install_default_drivers();
        let mut scratch = database::scratch().await.expect("a database");
        let tables = sqlx::query(SQL).fetch_all(&mut scratch).await;
        let tables = tables.expect("tables");
        let tables: BTreeSet<String> = tables.iter().map(|row| row.get(0)).collect();
        let known = TABLES.into_iter().chain(crate::form::TABLES);
        assert_eq!(tables, known.map(str::to_owned).collect());
    }
}
