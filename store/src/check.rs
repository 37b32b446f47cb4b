//! `twoline check`: whether the tables that pages read say what the journal says.
//!
//! The journal of each community is replayed into an empty database, by the same code that carries
//! out commands, and the rows that come out are compared with those that are there.

use std::collections::BTreeMap;
use std::fmt;

use domain::community::CreateCommunity;
use domain::{Community, CommunityId, Event, Role};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::backup::TABLES;
use crate::journal::{self, Row};
use crate::sql::{Cell, Columns, Tables, cells, run};
use crate::{Result, Store, community, database, household};

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
            What::Broken(cause) => write!(f, "cannot be replayed: {cause}"),
        }
    }
}

/// What does not follow from the journal: words, names, codes and photos, of which only is checked
/// that they are there; the mark up to which somebody has read; PDFs, which are made from all of
/// these; and what belongs to the server, not to a community. Every other column is compared.
const KEPT_APART: [&str; 19] = [
    "commands.receipt",
    "entered_people.name",
    "join_failures",
    "journal.actor_id",
    "journal.at",
    "journal.command_id",
    "journal.event",
    "journal.role",
    "members.nickname",
    "members.notices_seen",
    "papers",
    "photos.at",
    "photos.large",
    "photos.small",
    "sessions",
    "slips.code_hash",
    "texts.author_id",
    "texts.body",
    "texts.title",
];

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
        if let Some((number, cause)) = self.replay(live, &mut replayed, community.id).await? {
            let broken = What::Broken(cause);
            self.differs(community, "journal", number.to_string(), broken);
            return Ok(());
        }
        for table in TABLES {
            if KEPT_APART.contains(&table) {
                continue;
            }
            let table = Table::of(&mut replayed, table).await?;
            let expected = table.rows(&mut replayed, community.id).await?;
            let mut found = table.rows(live, community.id).await?;
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

    /// Carries out the journal again, without anybody's words. Returns the number at which it
    /// breaks, if it does, and why.
    async fn replay(
        &mut self,
        live: &mut AnyConnection,
        scratch: &mut AnyConnection,
        id: CommunityId,
    ) -> Result<Option<(i64, String)>> {
        const SQL: &str = "select number, command_id, at, actor_id, role, event from journal
            where community_id = $1 and number > $2 order by number limit 500";
        let mut last = 0;
        loop {
            let rows = sqlx::query(SQL)
                .bind(id.to_string())
                .bind(last)
                .fetch_all(&mut *live)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                last += 1;
                if row.int("number")? != last {
                    return Ok(Some((last, "it is missing".to_owned())));
                }
                if let Err(error) = replay_row(scratch, id, row).await {
                    return Ok(Some((last, error.to_string())));
                }
                self.events += 1;
            }
        }
        if last == 0 {
            return Ok(Some((1, "it is missing".to_owned())));
        }
        Ok(None)
    }
}

/// Adds one row of the journal to the replayed ones, with all that follows from it. An error means
/// that it cannot be.
async fn replay_row(scratch: &mut AnyConnection, id: CommunityId, row: &AnyRow) -> Result<()> {
    let event = row.json::<Event>("event")?;
    if let Event::CommunityCreated {
        slug,
        name,
        language,
        zone,
    } = &event
    {
        let create = CreateCommunity {
            slug: slug.clone(),
            name: name.clone(),
            language: *language,
            zone: zone.clone(),
        };
        community::insert(scratch, id, &create).await?;
    }
    let row = Row {
        number: row.int("number")?,
        command: row.parsed("command_id")?,
        at: row.time("at")?,
        actor: row.opt_parsed("actor_id")?,
        role: row.opt_code("role", Role::from_code)?,
        event: &event,
    };
    let mut to = Tables {
        conn: scratch,
        community: id,
    };
    stand_in(&mut to, &row).await?;
    journal::append(&mut to, &row).await?;
    journal::follow(&mut to, &row).await
}

/// Puts empty rows where words, names and photos were kept beside the event, and where its command
/// is remembered: that much of them follows from the journal.
async fn stand_in(to: &mut Tables<'_>, row: &Row<'_>) -> Result<()> {
    const COMMAND: &str = "insert into commands (community_id, id, actor_id, receipt, at)
        values ($1, $2, $3, '', $4) on conflict do nothing";
    const TEXT: &str = "insert into texts (community_id, id, title, body, at)
        values ($1, $2, '', '', $3) on conflict do nothing";
    const PHOTO: &str = "insert into photos
            (community_id, id, person_id, position, at, small, large)
        values ($1, $2, $3, 0, 0, '', '')";
    run!(to, COMMAND, row.command, row.actor, row.at);
    if let Some(text) = row.event.text() {
        run!(to, TEXT, text, row.at);
    }
    match row.event {
        Event::IssueFiled {
            reporter, photos, ..
        } => {
            for photo in photos {
                run!(to, PHOTO, *photo, *reporter);
            }
        }
        Event::Seconded {
            person,
            household,
            entered_by: Some(_),
            ..
        } => {
            household::keep_entered_person(to, *person, *household, "").await?;
        }
        _ => {}
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
            if KEPT_APART.contains(&format!("{name}.{column}").as_str()) {
                continue;
            }
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
        let which = match self.name {
            "communities" => "id = $1",
            // Others wait for an issue to name them.
            "photos" => "community_id = $1 and issue_id is not null",
            _ => "community_id = $1",
        };
        let all: Vec<&str> = self
            .key
            .iter()
            .chain(&self.columns)
            .map(String::as_str)
            .collect();
        let sql = format!("select {} from {} where {which}", all.join(", "), self.name);
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
