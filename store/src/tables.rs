//! Where what follows from a journal is written.
//!
//! Most events only add rows. These are collected and written together, many of a table in one
//! statement: a journal is played several times as fast as row by row. Whatever reads or changes
//! rows gets the connection by [`Tables::conn`], which writes first what was collected; so nothing
//! sees less than what the events before it led to.

use domain::CommunityId;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::Result;
use crate::form::TABLES;
use crate::issue::write::Due;
use crate::sql::{Cell, Statement, cell};

/// Rows of one statement at most.
pub(crate) const MANY: usize = 64;

/// The journal, what was done, and what follows from them; each after those that its rows refer to.
const WRITTEN: [&str; 2 + TABLES.len()] = {
    let mut written = ["journal"; 2 + TABLES.len()];
    written[1] = "commands";
    written.split_at_mut(2).1.copy_from_slice(&TABLES);
    written
};

/// The tables of one community. [`finish`](Self::finish) comes last: what was collected and not
/// written is lost.
pub(crate) struct Tables<'c> {
    conn: &'c mut AnyConnection,
    pub community: CommunityId,
    /// New rows of each table, by its place among [`WRITTEN`].
    new: [New; WRITTEN.len()],
    pub due: Due,
}

#[derive(Default)]
struct New {
    columns: &'static str,
    rows: Vec<Vec<Cell>>,
}

impl<'c> Tables<'c> {
    pub(crate) fn new(conn: &'c mut AnyConnection, community: CommunityId) -> Self {
        Self {
            conn,
            community,
            new: std::array::from_fn(|_| New::default()),
            due: Due::default(),
        }
    }

    /// Collects a new row of one of [`WRITTEN`]: see [`insert!`].
    pub(crate) fn insert(&mut self, table: &str, columns: &'static str, row: Vec<Cell>) {
        let at = WRITTEN.iter().position(|known| *known == table);
        let new = &mut self.new[at.expect("a table of a community")];
        debug_assert!(new.rows.is_empty() || new.columns == columns, "{table}");
        new.columns = columns;
        new.rows.push(row);
    }

    /// The connection, for whatever reads or changes rows: all that was collected is written.
    pub(crate) async fn conn(&mut self) -> Result<&mut AnyConnection> {
        self.write().await?;
        Ok(self.conn)
    }

    /// The connection, for whoever looks for what belongs to the rows that are being collected.
    pub(crate) fn collecting(&mut self) -> &mut AnyConnection {
        self.conn
    }

    /// Writes what was collected.
    pub(crate) async fn finish(mut self) -> Result<()> {
        self.write().await
    }

    async fn write(&mut self) -> Result<()> {
        let counts = std::mem::take(&mut self.due).rows(self).await?;
        // In the order of the tables: rows come after those that they refer to.
        for (at, table) in WRITTEN.iter().enumerate() {
            let New { columns, rows } = std::mem::take(&mut self.new[at]);
            self.many(rows, |rows, _| {
                let mut insert = Statement::new("insert into ");
                insert
                    .push(table)
                    .push(columns)
                    .push(" values ")
                    .lists(rows);
                insert
            })
            .await?;
        }
        counts.write(self).await
    }

    /// Carries out a statement for many rows, for as many at a time as it takes. It is given the
    /// rows and the community.
    pub(crate) async fn many(
        &mut self,
        mut rows: Vec<Vec<Cell>>,
        statement: impl Fn(Vec<Vec<Cell>>, Cell) -> Statement,
    ) -> Result<()> {
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(MANY));
            let statement = statement(rows, cell(self.community.to_string()));
            statement.query(self.conn).execute(&mut *self.conn).await?;
            rows = rest;
        }
        Ok(())
    }

    /// Rows that are kept apart from the journal, by the ids in this column. They follow from no
    /// event, and so nothing has to be written first.
    pub(crate) async fn kept(
        &mut self,
        select: &str,
        column: &str,
        ids: Vec<Cell>,
    ) -> Result<Vec<AnyRow>> {
        let mut found = vec![];
        for ids in ids.chunks(MANY) {
            let mut query = Statement::new(select);
            query.push(" where community_id = ");
            query.bind(cell(self.community.to_string()));
            query.push(" and ").push(column).push(" in ");
            query.list(ids.iter().cloned());
            let query = query.query(self.conn);
            found.append(&mut query.fetch_all(&mut *self.conn).await?);
        }
        Ok(found)
    }
}

/// Carries out a statement on [`Tables`] and says how many rows it changed. Its `$1` is the
/// community; the other values follow.
macro_rules! run {
    ($to:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        sqlx::query($sql)
            .bind($to.community.to_string())
            $(.bind($crate::sql::Bind::portable($value)))*
            .execute($to.conn().await?)
            .await?
            .rows_affected()
    };
}
pub(crate) use run;

/// Adds a row to a table: `insert!(to, "seconds", issue_id = issue, …)`. The community is
/// added.
macro_rules! insert {
    ($to:expr, $table:literal, $($column:ident = $value:expr),+ $(,)?) => {
        $to.insert(
            $table,
            concat!(" (community_id", $(", ", stringify!($column)),+, ")"),
            vec![
                $crate::sql::cell($to.community.to_string()),
                $($crate::sql::cell($value)),+
            ],
        )
    };
}
pub(crate) use insert;
