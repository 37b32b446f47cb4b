//! `twoline check`: whether the tables that pages read say what the journal says.
//!
//! The journal of each community is replayed into an empty database, by the same code that carries out commands, and the
//! rows that come out are compared with those that are there.

use std::collections::BTreeMap;
use std::fmt;

use domain::community::CreateCommunity;
use domain::{Community, CommunityId, Event, Role};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::journal::{self, Line};
use crate::sql::{Cell, Columns, cells, opt};
use crate::{Result, Store, community, database};

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
    Column(&'static str),
    /// A row of the journal that cannot be read, or from which nothing can follow after those before it, and why: damage, or a fault
    /// of this machine, such as a full disk. Nothing else of the community was compared.
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
        write!(f, "{community}: {table} {key}: ")?;
        match what {
            What::Missing => write!(f, "missing"),
            What::Unexpected => write!(f, "not in the journal"),
            What::Column(column) => write!(f, "{column} differs"),
            What::Broken(cause) => write!(f, "cannot be replayed: {cause}"),
        }
    }
}

/// A table with the part of it that follows from the journal.
struct Table {
    name: &'static str,
    /// Which of its rows, beside being of the community.
    only: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
}

/// All tables of a community. What is not named here is kept apart from the journal: words, names, codes and photos, of which
/// only is checked that they are there, the mark up to which somebody has read, and PDFs, which are made from all of these.
const TABLES: [Table; 21] = [
    Table {
        name: "communities",
        only: "",
        key: &["id"],
        columns: &[
            "slug",
            "name",
            "language",
            "zone",
            "agenda_settings",
            "journal_number",
            "last_issue_number",
            "last_meeting_number",
        ],
    },
    Table {
        name: "journal",
        only: "",
        key: &["number"],
        columns: &["issue_id", "meeting_id", "text_id", "in_trace"],
    },
    Table {
        name: "commands",
        only: "",
        key: &["id"],
        columns: &["actor_id", "at"],
    },
    Table {
        name: "texts",
        only: "",
        key: &["id"],
        columns: &["at"],
    },
    Table {
        name: "plans",
        only: "",
        key: &["community_id"],
        columns: &["paths", "gates"],
    },
    Table {
        name: "buildings",
        only: "",
        key: &["id"],
        columns: &[
            "position", "name", "cluster", "outline", "more", "lat", "lon",
        ],
    },
    Table {
        name: "households",
        only: "",
        key: &["id"],
        columns: &["building_id", "room"],
    },
    Table {
        name: "slips",
        only: "",
        key: &["id"],
        columns: &[
            "household_id",
            "building_id",
            "admits",
            "joined",
            "roles",
            "expires_at",
        ],
    },
    Table {
        name: "members",
        only: "",
        key: &["person_id"],
        columns: &["household_id", "language", "consent", "joined_at"],
    },
    Table {
        name: "roles",
        only: "",
        key: &["person_id", "role"],
        columns: &[],
    },
    Table {
        name: "neighbours",
        only: "",
        key: &["person_id"],
        columns: &["household_id"],
    },
    Table {
        name: "issues",
        only: "",
        key: &["id"],
        columns: &[
            "number",
            "status",
            "reporter_id",
            "category",
            "minutes",
            "filed_at",
            "answered",
            "review_on",
            "text_id",
            "area",
            "building_id",
            "lat",
            "lon",
            "accuracy",
            "source",
            "located",
            "decision",
            "seconds",
            "on_behalf",
            "urgent",
            "passed_over",
        ],
    },
    Table {
        name: "seconds",
        only: "",
        key: &["issue_id", "person_id"],
        columns: &["household_id", "entered_by", "at"],
    },
    Table {
        name: "photos",
        // Others wait for an issue to name them.
        only: " and issue_id is not null",
        key: &["id"],
        columns: &["person_id", "issue_id", "position"],
    },
    Table {
        name: "meetings",
        only: "",
        key: &["id"],
        columns: &[
            "number",
            "kind",
            "starts_at",
            "place",
            "minutes",
            "status",
            "version",
            "moved",
            "locked_at",
            "fingerprint",
            "by_votes",
            "agenda_settings",
            "locked_version",
        ],
    },
    Table {
        name: "items",
        only: "",
        key: &["meeting_id", "issue_id"],
        columns: &[
            "position",
            "minutes",
            "why",
            "support",
            "decision",
            "hands",
            "decision_text_id",
        ],
    },
    Table {
        name: "dropped_items",
        only: "",
        key: &["meeting_id", "issue_id"],
        columns: &[],
    },
    Table {
        name: "documents",
        only: "",
        key: &["meeting_id"],
        columns: &["document"],
    },
    Table {
        name: "ballots",
        only: "",
        key: &["meeting_id", "number"],
        columns: &["person_id", "line"],
    },
    Table {
        name: "credits",
        only: "",
        key: &["person_id"],
        columns: &["credit"],
    },
    Table {
        name: "notices",
        only: "",
        key: &["person_id", "number"],
        columns: &["mine"],
    },
];

impl Store {
    /// Compares every table that pages read with what the journal leads to. Sees one moment of the database, while commands
    /// may go on being carried out.
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
        for table in &TABLES {
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
                        self.differs(community, table.name, key.clone(), What::Column(column));
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

    /// Carries out the journal again, without anybody's words. Returns the number at which it breaks, if it does, and why.
    async fn replay(
        &mut self,
        live: &mut AnyConnection,
        scratch: &mut AnyConnection,
        id: CommunityId,
    ) -> Result<Option<(i64, String)>> {
        const SQL: &str = "select number, command_id, at, actor_id, role, event from journal
            where community_id = $1 and number > $2 order by number limit 500";
        let mut head = None;
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
                if let Err(error) = follow(scratch, id, &mut head, row).await {
                    return Ok(Some((last, error.to_string())));
                }
                self.events += 1;
            }
        }
        let Some(head) = head else {
            return Ok(Some((1, "it is missing".to_owned())));
        };
        community::save(scratch, id, &head).await?;
        Ok(None)
    }
}

/// Adds one row of the journal to the replayed ones, with all that follows from it. An error means that it cannot be.
async fn follow(
    scratch: &mut AnyConnection,
    id: CommunityId,
    head: &mut Option<community::Head>,
    row: &AnyRow,
) -> Result<()> {
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
        *head = community::insert(scratch, id, &create).await?;
    }
    let head = head.as_mut().ok_or(sqlx::Error::RowNotFound)?;
    let line = Line {
        number: head.count(&event),
        command: row.parsed("command_id")?,
        at: row.time("at")?,
        actor: row.opt_parsed("actor_id")?,
        role: row.opt_code("role", Role::from_code)?,
        event: &event,
    };
    keep(scratch, id, &line).await?;
    journal::append(scratch, id, &line).await?;
    journal::follow(scratch, id, &line).await
}

/// Puts empty rows where words, names and photos were kept beside the event, and where its command is remembered: that much
/// of them follows from the journal.
async fn keep(scratch: &mut AnyConnection, id: CommunityId, line: &Line<'_>) -> Result<()> {
    const COMMAND: &str = "insert into commands (community_id, id, actor_id, receipt, at)
        values ($1, $2, $3, '', $4) on conflict do nothing";
    const TEXT: &str = "insert into texts (community_id, id, title, body, at)
        values ($1, $2, '', '', $3) on conflict do nothing";
    const PHOTO: &str = "insert into photos
            (community_id, id, person_id, position, at, small, large)
        values ($1, $2, $3, 0, 0, '', '')";
    // Named by their id: no two of a household have the same name.
    const NEIGHBOUR: &str = "insert into neighbours (community_id, person_id, household_id, name)
        values ($1, $2, $3, $2) on conflict do nothing";
    sqlx::query(COMMAND)
        .bind(id.to_string())
        .bind(line.command.to_string())
        .bind(opt(line.actor))
        .bind(line.at.0)
        .execute(&mut *scratch)
        .await?;
    if let Some(text) = line.event.text() {
        sqlx::query(TEXT)
            .bind(id.to_string())
            .bind(text.to_string())
            .bind(line.at.0)
            .execute(&mut *scratch)
            .await?;
    }
    match line.event {
        Event::IssueFiled {
            reporter, photos, ..
        } => {
            for photo in photos {
                sqlx::query(PHOTO)
                    .bind(id.to_string())
                    .bind(photo.to_string())
                    .bind(reporter.to_string())
                    .execute(&mut *scratch)
                    .await?;
            }
        }
        Event::Seconded {
            person,
            household,
            entered_by: Some(_),
            ..
        } => {
            sqlx::query(NEIGHBOUR)
                .bind(id.to_string())
                .bind(person.to_string())
                .bind(household.to_string())
                .execute(&mut *scratch)
                .await?;
        }
        _ => {}
    }
    Ok(())
}

impl Table {
    /// The rows of a community, by their key.
    async fn rows(
        &self,
        conn: &mut AnyConnection,
        community: CommunityId,
    ) -> Result<BTreeMap<String, Vec<Cell>>> {
        let of_community = if self.name == "communities" {
            "id"
        } else {
            "community_id"
        };
        let sql = format!(
            "select {} from {} where {of_community} = $1{}",
            [self.key, self.columns].concat().join(", "),
            self.name,
            self.only,
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(community.to_string())
            .fetch_all(conn)
            .await?;
        let keyed = |row: &AnyRow| {
            let mut key = cells(row)?;
            let columns = key.split_off(self.key.len());
            let key: Vec<_> = key.iter().map(Cell::shown).collect();
            Ok((key.join(" "), columns))
        };
        rows.iter().map(keyed).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sqlx::Row;

    use super::*;

    /// Neither follows from the journal: see [`TABLES`].
    const KEPT_APART: [&str; 22] = [
        "commands.receipt",
        "journal.actor_id",
        "journal.at",
        "journal.command_id",
        "journal.event",
        "journal.role",
        "members.nickname",
        "members.notices_seen",
        "neighbours.name",
        "photos.at",
        "photos.large",
        "photos.small",
        "printed.at",
        "printed.for_members",
        "printed.kind",
        "printed.language",
        "printed.meeting_id",
        "printed.pdf",
        "slips.code_hash",
        "texts.author_id",
        "texts.body",
        "texts.title",
    ];

    #[tokio::test]
    async fn every_column_is_compared_or_kept_apart() {
        // Sessions and wrong codes are of the server, not of a community.
        const COLUMNS: &str = "select t.name || '.' || c.name as column_name
            from sqlite_master t join pragma_table_info(t.name) c
            where t.type = 'table'
                and t.name not in ('_sqlx_migrations', 'join_failures', 'sessions')
                and (c.name <> 'community_id' or t.name = 'plans')";
        sqlx::any::install_default_drivers();
        let mut scratch = database::scratch().await.expect("a database");
        let columns = sqlx::query(COLUMNS).fetch_all(&mut scratch).await;
        let columns = columns.expect("columns");
        let columns: BTreeSet<String> = columns.iter().map(|row| row.get(0)).collect();
        let mut covered = BTreeSet::new();
        for table in &TABLES {
            for column in table.key.iter().chain(table.columns) {
                covered.insert(format!("{}.{column}", table.name));
            }
        }
        covered.extend(KEPT_APART.map(str::to_owned));
        assert_eq!(columns, covered);
    }
}
