//! Communities: their particulars, and the row that every command locks.

use domain::agenda::Settings;
use domain::community::{CreateCommunity, is_slug};
use domain::{Community, CommunityId, Language, Zone};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, Tables, run, to_json};
use crate::{Result, Store};

impl Store {
    /// How the community's agendas are made.
    pub async fn agenda_settings(&self, community: CommunityId) -> Result<Settings> {
        agenda_settings(&mut *self.reader().await?, community).await
    }

    /// All communities of this server, by slug.
    pub async fn communities(&self) -> Result<Vec<Community>> {
        all(&mut *self.reader().await?).await
    }

    /// The community with this slug.
    pub async fn community(&self, slug: &str) -> Result<Option<Community>> {
        const SQL: &str = "select id, slug, name, language, zone from communities where slug = $1";
        // It comes from an address: PostgreSQL fails on characters that no slug can have.
        if !is_slug(slug) {
            return Ok(None);
        }
        let row = sqlx::query(SQL)
            .bind(slug)
            .fetch_optional(&self.read)
            .await?;
        row.as_ref().map(read).transpose()
    }
}

pub(crate) async fn all(conn: &mut AnyConnection) -> Result<Vec<Community>> {
    const SQL: &str = "select id, slug, name, language, zone from communities order by slug";
    let rows = sqlx::query(SQL).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Community> {
    Ok(Community {
        id: row.parsed("id")?,
        slug: row.text("slug")?,
        name: row.text("name")?,
        language: row.code("language", |code| code.parse::<Language>().ok())?,
        zone: row.json("zone")?,
    })
}

/// The zone that the community's times are shown in.
pub(crate) async fn zone(conn: &mut AnyConnection, community: CommunityId) -> Result<Zone> {
    let row = sqlx::query("select zone from communities where id = $1")
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.json("zone")
}

/// How the community's agendas are made.
pub(crate) async fn agenda_settings(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Settings> {
    let row = sqlx::query("select agenda_settings from communities where id = $1")
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.json("agenda_settings")
}

pub(crate) async fn agenda_settings_changed(
    to: &mut Tables<'_>,
    settings: &Settings,
) -> Result<()> {
    const SQL: &str = "update communities set agenda_settings = $2 where id = $1";
    run!(to, SQL, to_json(settings)?);
    Ok(())
}

/// A locked community, with the highest numbers that were given in it.
#[derive(Debug)]
pub(crate) struct Head {
    /// In the journal.
    pub journal: i64,
    pub last_issue: u32,
    pub last_meeting: u32,
    /// The row was made a moment ago, for the command that creates the community.
    pub new: bool,
}

/// Locks the community until the transaction ends. Must be the transaction's first statement, and
/// must write: SQLite then takes its write lock before anything is read; PostgreSQL locks the row,
/// or waits for whoever has it. (`for update` would lock as well, but SQLite does not know it, and
/// it would keep photos from being uploaded, whose rows refer to this one.)
pub(crate) async fn lock(conn: &mut AnyConnection, community: CommunityId) -> Result<Option<Head>> {
    const LOCK: &str = "update communities set name = name where id = $1";
    // Not in the same statement: each sees what was committed before it began, and the lock may
    // have waited.
    const NUMBERS: &str = "select
            (select coalesce(max(number), 0) from journal where community_id = $1) as journal,
            (select coalesce(max(number), 0) from issues where community_id = $1) as issue,
            (select coalesce(max(number), 0) from meetings where community_id = $1) as meeting";
    let locked = sqlx::query(LOCK)
        .bind(community.to_string())
        .execute(&mut *conn)
        .await?;
    if locked.rows_affected() == 0 {
        return Ok(None);
    }
    let row = sqlx::query(NUMBERS)
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    Ok(Some(Head {
        journal: row.int("journal")?,
        last_issue: row.number("issue")?,
        last_meeting: row.number("meeting")?,
        new: false,
    }))
}

/// Makes the row of a community that is being created, unless its id or its slug is taken.
pub(crate) async fn insert(
    conn: &mut AnyConnection,
    community: CommunityId,
    c: &CreateCommunity,
) -> Result<Option<Head>> {
    const SQL: &str = "insert into communities (id, slug, name, language, zone, agenda_settings)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing";
    let to = Tables { conn, community };
    let (zone, settings) = (to_json(&c.zone)?, to_json(&Settings::default())?);
    let (slug, name) = (c.slug.as_str(), c.name.as_str());
    let made = run!(to, SQL, slug, name, c.language.code(), zone, settings);
    Ok((made == 1).then_some(Head {
        journal: 0,
        last_issue: 0,
        last_meeting: 0,
        new: true,
    }))
}

/// Takes the new row back, because the command was refused.
pub(crate) async fn remove(conn: &mut AnyConnection, community: CommunityId) -> Result<()> {
    sqlx::query("delete from communities where id = $1")
        .bind(community.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// The particulars, as checked.
pub(crate) async fn created(
    to: &mut Tables<'_>,
    slug: &str,
    name: &str,
    language: Language,
    zone: &Zone,
) -> Result<()> {
    const SQL: &str =
        "update communities set slug = $2, name = $3, language = $4, zone = $5 where id = $1";
    run!(to, SQL, slug, name, language.code(), to_json(zone)?);
    Ok(())
}
