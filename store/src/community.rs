//! Communities: their particulars, and the row that every command locks.

use domain::agenda::Settings;
use domain::community::{CreateCommunity, is_slug};
use domain::{Community, CommunityId, Event, Language, Zone};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, to_json};
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
    conn: &mut AnyConnection,
    community: CommunityId,
    settings: &Settings,
) -> Result<()> {
    sqlx::query("update communities set agenda_settings = $2 where id = $1")
        .bind(community.to_string())
        .bind(to_json(settings)?)
        .execute(conn)
        .await?;
    Ok(())
}

/// What the locked row says.
#[derive(Debug)]
pub(crate) struct Head {
    /// The highest number in the journal.
    pub journal: i64,
    pub last_issue: u32,
    pub last_meeting: u32,
    /// The row was made a moment ago, for the command that creates the community.
    pub new: bool,
}

impl Head {
    /// Gives an event its number in the journal, and keeps the numbers that it gave to others.
    pub(crate) fn count(&mut self, event: &Event) -> i64 {
        self.journal += 1;
        match event {
            Event::IssueFiled { number, .. } | Event::IssueImported { number, .. } => {
                self.last_issue = *number;
            }
            Event::MeetingCreated { number, .. } => self.last_meeting = *number,
            _ => {}
        }
        self.journal
    }
}

/// Locks the community until the transaction ends. Must be the transaction's first statement, and must write: SQLite then
/// takes its write lock before anything is read; PostgreSQL locks the row, or waits for whoever has it and then sees what they
/// committed. Nothing is decided on a stale state. (`for update` would lock as well, but SQLite does not know it, and it would
/// keep photos from being uploaded, whose rows refer to this one.)
pub(crate) async fn lock(conn: &mut AnyConnection, community: CommunityId) -> Result<Option<Head>> {
    const SQL: &str = "update communities set journal_number = journal_number where id = $1
        returning journal_number, last_issue_number, last_meeting_number";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Head {
            journal: row.int("journal_number")?,
            last_issue: row.number("last_issue_number")?,
            last_meeting: row.number("last_meeting_number")?,
            new: false,
        })
    })
    .transpose()
}

/// Makes the row of a community that is being created, unless its id or its slug is taken.
pub(crate) async fn insert(
    conn: &mut AnyConnection,
    community: CommunityId,
    c: &CreateCommunity,
) -> Result<Option<Head>> {
    const SQL: &str = "insert into communities
            (id, slug, name, language, zone, agenda_settings, journal_number, last_issue_number,
            last_meeting_number)
        values ($1, $2, $3, $4, $5, $6, 0, 0, 0)
        on conflict do nothing";
    let done = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(c.slug.as_str())
        .bind(c.name.as_str())
        .bind(c.language.code())
        .bind(to_json(&c.zone)?)
        .bind(to_json(&Settings::default())?)
        .execute(conn)
        .await?;
    Ok((done.rows_affected() == 1).then_some(Head {
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

/// Keeps the numbers given so far.
pub(crate) async fn save(
    conn: &mut AnyConnection,
    community: CommunityId,
    head: &Head,
) -> Result<()> {
    const SQL: &str = "update communities
        set journal_number = $2, last_issue_number = $3, last_meeting_number = $4
        where id = $1";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(head.journal)
        .bind(i64::from(head.last_issue))
        .bind(i64::from(head.last_meeting))
        .execute(conn)
        .await?;
    Ok(())
}

/// The particulars, as checked.
pub(crate) async fn created(
    conn: &mut AnyConnection,
    community: CommunityId,
    slug: &str,
    name: &str,
    language: Language,
    zone: &Zone,
) -> Result<()> {
    const SQL: &str =
        "update communities set slug = $2, name = $3, language = $4, zone = $5 where id = $1";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(slug)
        .bind(name)
        .bind(language.code())
        .bind(to_json(zone)?)
        .execute(conn)
        .await?;
    Ok(())
}
