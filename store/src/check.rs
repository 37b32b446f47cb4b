//! `twoline check`: whether each journal is whole, and whether the tables that pages read say what
//! it says.
//!
//! The chain of hashes is followed row by row. The journal is then replayed into an empty database,
//! by the same code that carries out commands, and the rows that come out are compared with those
//! that are there; and whatever is kept apart from its events has to be there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::journal::Head;
use domain::{Community, CommunityId, Event, Keeps};
use futures_util::TryStreamExt;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::derived;
use crate::form::TABLES;
use crate::sql::{Cell, Columns, cells};
use crate::tables::Tables;
use crate::{Result, Store, backup, community, database, journal};

/// What was compared, and where it differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Check {
    pub communities: u64,
    /// Rows of the journal that were replayed.
    pub events: u64,
    /// Rows that were compared.
    pub rows: u64,
    pub differences: Vec<Difference>,
}

/// A row that is not as the journal says. Names the row, and never what people wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The community's slug.
    pub community: String,
    pub table: &'static str,
    /// The primary key, without the community.
    pub key: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The journal leads to such a row, and there is none.
    Missing,
    /// Nothing in the journal leads to such a row.
    Unexpected,
    /// The row has another value in this column.
    Column(String),
    /// A row of the journal that is not the one that was written there, or not after the row before
    /// it. Nothing else of the community was compared.
    Changed,
    /// A row of the journal that cannot be read, or from which nothing can follow after those
    /// before it, and why: damage, or a fault of this machine, such as a full disk. Nothing else of
    /// the community was compared.
    Broken(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            community,
            table,
            key,
            what,
        } = self;
        // There is one plan, without a key.
        let row = format!("{table} {key}");
        write!(f, "{community}: {}: ", row.trim_end())?;
        match what {
            What::Missing => write!(f, "missing"),
            What::Unexpected => write!(f, "not in the journal"),
            What::Column(column) => write!(f, "{column} differs"),
            What::Changed => write!(f, "does not fit the row before it: one of them was changed"),
            What::Broken(cause) => write!(f, "cannot be replayed: {cause}"),
        }
    }
}

/// A table with the part of it that follows from the journal.
struct Table {
    name: &'static str,
    key: Vec<String>,
    columns: Vec<String>,
}

impl Store {
    /// Compares every table that pages read with what the journal leads to. Sees one moment of the
    /// database, while commands may go on being carried out.
    pub async fn check(&self) -> Result<Check> {
        let mut live = self.read.begin_with(self.database.begin_snapshot()).await?;
        let mut check = Check::default();
        for community in community::all(&mut live).await? {
            check.communities += 1;
            check.community(&mut live, &community).await?;
        }
        live.rollback().await?;
        Ok(check)
    }
}

impl Check {
    async fn community(&mut self, live: &mut AnyConnection, community: &Community) -> Result<()> {
        let mut replayed = database::scratch().await?;
        let id = community.id;
        prepare(live, &mut replayed, id).await?;
        let mut keeps = BTreeSet::new();
        if let Some((number, what)) = self.replay(live, &mut replayed, id, &mut keeps).await? {
            self.differs(community, "journal", number.to_string(), what);
            return Ok(());
        }
        for (table, column, kind) in KEPT {
            let wanted = keeps
                .iter()
                .filter_map(|(of, key)| (*of == kind).then_some(key));
            let wanted: BTreeSet<&String> = wanted.collect();
            let found = kept_keys(live, table, column, id).await?;
            self.rows += found.len() as u64;
            for key in wanted.iter().filter(|key| !found.contains(**key)) {
                self.differs(community, table, (*key).clone(), What::Missing);
            }
            // Others wait for an issue to name them.
            if kind != Kind::Photo {
                for key in found.into_iter().filter(|key| !wanted.contains(key)) {
                    self.differs(community, table, key, What::Unexpected);
                }
            }
        }
        for table in TABLES {
            let table = Table::of(&mut replayed, table).await?;
            let expected = table.rows(&mut replayed, id).await?;
            let mut found = table.rows(live, id).await?;
            self.rows += found.len() as u64;
            for (key, columns) in expected {
                let Some(there) = found.remove(&key) else {
                    self.differs(community, table.name, key, What::Missing);
                    continue;
                };
                for ((column, a), b) in table.columns.iter().zip(&columns).zip(&there) {
                    if a != b {
                        let what = What::Column(column.clone());
                        self.differs(community, table.name, key.clone(), what);
                    }
                }
            }
            for key in found.into_keys() {
                self.differs(community, table.name, key, What::Unexpected);
            }
        }
        Ok(())
    }

    fn differs(&mut self, community: &Community, table: &'static str, key: String, what: What) {
        self.differences.push(Difference {
            community: community.slug.clone(),
            table,
            key,
            what,
        });
    }

    /// Follows the chain and carries out the journal again. Returns the number at which it breaks,
    /// if it does, and how.
    async fn replay(
        &mut self,
        live: &mut AnyConnection,
        scratch: &mut AnyConnection,
        id: CommunityId,
        keeps: &mut BTreeSet<(Kind, String)>,
    ) -> Result<Option<(u32, What)>> {
        const LAST: &str = "select number, hash from communities where id = $1";
        let last = sqlx::query(LAST)
            .bind(id.to_string())
            .fetch_one(&mut *live)
            .await?;
        let last = community::head(&last)?;
        let mut head = Head::of_nothing(id);
        loop {
            let rows = journal::rows(live, id, head.number).await?;
            let mut to = Tables::new(scratch, id);
            for row in &rows {
                let Some(next) = row.link(&head) else {
                    return Ok(Some((head.number + 1, What::Changed)));
                };
                head = next;
                let broken = |error: crate::Error| (head.number, What::Broken(error.to_string()));
                if let Err(error) = derived::replay(&mut to, head.number, row).await {
                    return Ok(Some(broken(error)));
                }
                match row.read() {
                    Err(error) => return Ok(Some(broken(error))),
                    Ok((event, command, ..)) => {
                        keeps.insert((Kind::Command, command.to_string()));
                        keeps.extend(kept_by(&event));
                    }
                }
                self.events += 1;
            }
            if let Err(error) = to.finish().await {
                return Ok(Some((head.number, What::Broken(error.to_string()))));
            }
            if rows.is_empty() {
                break;
            }
        }
        if head != last || head.number == 0 {
            // Rows at its end are missing, or are none of its own.
            return Ok(Some((head.number + 1, What::Changed)));
        }
        Ok(None)
    }
}

/// What is kept apart from events, by the kind of its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Command,
    Text,
    Owner,
    Room,
    SlipCode,
    Member,
    EnteredPerson,
    Photo,
}

/// Tables of what has to be there for the journal's events, with the column of the key. Where an
/// issue is, whether a slip's code is still good and which papers were made, no event says.
const KEPT: [(&str, &str, Kind); 7] = [
    ("commands", "id", Kind::Command),
    ("texts", "id", Kind::Text),
    ("owners", "text_id", Kind::Owner),
    ("rooms", "household_id", Kind::Room),
    ("people", "person_id", Kind::Member),
    ("entered_people", "person_id", Kind::EnteredPerson),
    ("photos", "id", Kind::Photo),
];

/// What has to be kept for an event.
fn kept_by(event: &Event) -> Vec<(Kind, String)> {
    let about = event.about();
    let keeps = about.keeps.iter().map(|keeps| match keeps {
        Keeps::Room(id) => (Kind::Room, id.to_string()),
        Keeps::SlipCode(id) => (Kind::SlipCode, id.to_string()),
        Keeps::Member(id) => (Kind::Member, id.to_string()),
        Keeps::EnteredPerson(id) => (Kind::EnteredPerson, id.to_string()),
        Keeps::Photo(id) => (Kind::Photo, id.to_string()),
        Keeps::Owner(id) => (Kind::Owner, id.to_string()),
    });
    let text = about.text.map(|id| (Kind::Text, id.to_string()));
    keeps.chain(text).collect()
}

async fn kept_keys(
    conn: &mut AnyConnection,
    table: &str,
    column: &str,
    community: CommunityId,
) -> Result<BTreeSet<String>> {
    let sql = format!("select {column} as key from {table} where community_id = $1");
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.text("key")).collect()
}

/// Puts into an empty database what derived tables look at besides the journal.
async fn prepare(
    live: &mut AnyConnection,
    scratch: &mut AnyConnection,
    id: CommunityId,
) -> Result<()> {
    const COMMUNITY: &str = "insert into communities (id, number, hash, form)
        values ($1, 0, '', '')";
    const POSITIONS: &str = "select * from positions where community_id = $1";
    const TEXTS: &str = "select * from texts where community_id = $1";
    sqlx::query(COMMUNITY)
        .bind(id.to_string())
        .execute(&mut *scratch)
        .await?;
    for (table, sql) in [("positions", POSITIONS), ("texts", TEXTS)] {
        let mut rows = sqlx::query(sql).bind(id.to_string()).fetch(&mut *live);
        while let Some(row) = rows.try_next().await? {
            backup::put(scratch, table, &row).await?;
        }
    }
    Ok(())
}

impl Table {
    /// The table as a database has it.
    async fn of(conn: &mut AnyConnection, name: &'static str) -> Result<Self> {
        let columns = format!("select name, pk from pragma_table_info('{name}') order by pk, cid");
        let rows = sqlx::query(AssertSqlSafe(columns)).fetch_all(conn).await?;
        let mut table = Self {
            name,
            key: vec![],
            columns: vec![],
        };
        for row in &rows {
            let column = row.text("name")?;
            if row.int("pk")? > 0 {
                table.key.push(column);
            } else {
                table.columns.push(column);
            }
        }
        Ok(table)
    }

    /// The rows of a community, by their key.
    async fn rows(
        &self,
        conn: &mut AnyConnection,
        community: CommunityId,
    ) -> Result<BTreeMap<String, Vec<Cell>>> {
        let all: Vec<&str> = self
            .key
            .iter()
            .chain(&self.columns)
            .map(String::as_str)
            .collect();
        let (columns, name) = (all.join(", "), self.name);
        let sql = format!("select {columns} from {name} where community_id = $1");
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(community.to_string())
            .fetch_all(conn)
            .await?;
        let keyed = |row: &AnyRow| {
            let mut key = cells(row)?;
            let columns = key.split_off(self.key.len());
            // The community is known; where nothing else is a key, there is one row of it.
            let key = self.key.iter().zip(&key);
            let key = key.filter(|(column, _)| *column != "community_id");
            let key: Vec<_> = key.map(|(_, cell)| cell.shown()).collect();
            Ok((key.join(" "), columns))
        };
        rows.iter().map(keyed).collect()
    }
}
