//! The derived tables: emptied and played again from the journal, by the same code that carries out
//! commands, whenever a release wants them in another form, or the operator asks.

use domain::CommunityId;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Executor};

use crate::database::Database;
use crate::form::{SQL, TABLES, form};
use crate::journal::{self, Row};
use crate::sql::Columns;
use crate::tables::Tables;
use crate::{Error, Result, Store};

/// How far a rebuild has come: rows of the journal that were played, of so many in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    pub played: u64,
    pub of: u64,
}

/// Brings the derived tables to the form of this version.
pub(crate) async fn bring_up_to_date(
    database: Database,
    write: &AnyPool,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    make(database, write).await?;
    let outdated = outdated(&mut *write.acquire().await?).await?;
    if !outdated.is_empty() {
        rebuild(write, &outdated, progress).await?;
    }
    Ok(())
}

/// Makes the derived tables of this version, in place of those that another version made. One
/// process does it; another that starts at the same moment waits and finds it done.
async fn make(database: Database, write: &AnyPool) -> Result<()> {
    const FOUND: &str = "select form, tables from derived";
    let mut tx = write.begin_with(database.begin_alone()).await?;
    if let Some(lock) = database.lock_derived() {
        tx.execute(lock).await?;
    }
    if let Some(found) = sqlx::query(FOUND).fetch_optional(&mut *tx).await? {
        if found.text("form")? == form() {
            return Ok(tx.rollback().await?);
        }
        for table in found.text("tables")?.split(' ').rev() {
            let drop = AssertSqlSafe(format!("drop table if exists {table}"));
            sqlx::query(drop).execute(&mut *tx).await?;
        }
        sqlx::query("delete from derived").execute(&mut *tx).await?;
    }
    let sql = AssertSqlSafe(database.reworded(SQL).into_owned());
    tx.execute(sqlx::raw_sql(sql)).await?;
    sqlx::query("insert into derived (form, tables) values ($1, $2)")
        .bind(form())
        .bind(TABLES.join(" "))
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Communities whose derived tables are of another form, or were not made yet.
pub(crate) async fn outdated(conn: &mut AnyConnection) -> Result<Vec<CommunityId>> {
    let rows = sqlx::query("select id from communities where form <> $1 order by id")
        .bind(form())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

impl Store {
    /// Empties every table that follows from the journal and plays all journals again. What is kept
    /// beside them (words, photos, codes, sessions, papers, how far an inbox was read) is not
    /// touched. Community by community: of each all or nothing, and until it is done everybody
    /// reads what was there before. Returns how many rows were played.
    pub async fn rebuild(&self, mut progress: impl FnMut(Progress)) -> Result<u64> {
        let rows = sqlx::query("select id from communities order by id")
            .fetch_all(&self.read)
            .await?;
        let all = rows.iter().map(|row| row.parsed("id"));
        let all = all.collect::<Result<Vec<CommunityId>>>()?;
        rebuild(&self.write, &all, &mut progress).await
    }
}

/// Plays the journals of these communities again, each in a transaction of its own.
pub(crate) async fn rebuild(
    write: &AnyPool,
    communities: &[CommunityId],
    progress: &mut dyn FnMut(Progress),
) -> Result<u64> {
    const ROWS: &str = "select number from communities where id = $1";
    let mut state = Progress::default();
    for community in communities {
        let row = sqlx::query(ROWS)
            .bind(community.to_string())
            .fetch_one(write)
            .await?;
        state.of += u64::try_from(row.int("number")?).unwrap_or_default();
    }
    progress(state);
    for community in communities {
        let mut tx = write.begin().await?;
        // Locked like for a command: nothing is written meanwhile.
        sqlx::query("update communities set form = $2 where id = $1")
            .bind(community.to_string())
            .bind(form())
            .execute(&mut *tx)
            .await?;
        for table in TABLES.iter().rev() {
            let empty = format!("delete from {table} where community_id = $1");
            sqlx::query(AssertSqlSafe(empty))
                .bind(community.to_string())
                .execute(&mut *tx)
                .await?;
        }
        play(&mut tx, *community, &mut |rows| {
            state.played += rows;
            progress(state);
        })
        .await?;
        tx.commit().await?;
    }
    Ok(state.played)
}

/// Plays a journal into derived tables that are empty.
async fn play(
    conn: &mut AnyConnection,
    community: CommunityId,
    played: &mut dyn FnMut(u64),
) -> Result<()> {
    let mut last = 0;
    for part in 1_u32.. {
        let rows = journal::rows(conn, community, last).await?;
        if rows.is_empty() {
            break;
        }
        let mut to = Tables::new(conn, community);
        let unplayable = |number| {
            move |error: Error| Error::Unplayable {
                number,
                cause: error.to_string(),
            }
        };
        for row in &rows {
            last += 1;
            replay(&mut to, last, row).await.map_err(unplayable(last))?;
        }
        to.finish().await.map_err(unplayable(last))?;
        played(rows.len() as u64);
        if part.is_power_of_two() {
            tell_sizes(conn).await?;
        }
    }
    Ok(())
}

/// PostgreSQL keeps to the ways that it chose while tables were empty until it is told that they
/// are not: looking for what a new row refers to would go through a whole table each time. (SQLite
/// looks along the same index from the beginning.)
async fn tell_sizes(conn: &mut AnyConnection) -> Result<()> {
    if conn.backend_name() == "PostgreSQL" {
        let analyze = AssertSqlSafe(format!("analyze {}", TABLES.join(", ")));
        sqlx::query(analyze).execute(conn).await?;
    }
    Ok(())
}

/// Derives what follows from a row that was written earlier. What follows from several may be
/// written together: an error can be that of a row before this one.
pub(crate) async fn replay(to: &mut Tables<'_>, number: u32, row: &journal::Written) -> Result<()> {
    let (event, command, actor, role) = row.read()?;
    let row = Row {
        number,
        command,
        at: row.at(),
        actor,
        role,
        event: &event,
    };
    journal::follow(to, &row).await
}
