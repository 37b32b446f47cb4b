//! Communities: their particulars, and the row that every command locks.

use domain::agenda::Settings;
use domain::community::{CreateCommunity, is_slug};
use domain::journal::Head;
use domain::retention::Periods;
use domain::work::AppraisalSettings;
use domain::{Community, CommunityId, Language, Zone};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::form::form;
use crate::sql::{Columns, to_json};
use crate::tables::{Tables, run};
use crate::{Result, Store};

impl Store {
    /// How the community's agendas are made.
    pub async fn agenda_settings(&self, community: CommunityId) -> Result<Settings> {
        agenda_settings(&mut *self.reader().await?, community).await
    }

    /// How residents are asked for their word on results.
    pub async fn appraisal_settings(&self, community: CommunityId) -> Result<AppraisalSettings> {
        appraisal_settings(&mut *self.reader().await?, community).await
    }

    /// All communities of this server, by slug.
    pub async fn communities(&self) -> Result<Vec<Community>> {
        all(&mut *self.reader().await?).await
    }

    /// The community with this slug.
    pub async fn community(&self, slug: &str) -> Result<Option<Community>> {
        const SQL: &str = "select community_id, slug, name, other_name, language, zone
            from community_details where slug = $1";
        // It comes from an address: PostgreSQL fails on characters that no slug can have.
        if !is_slug(slug) {
            return Ok(None);
        }
        let row = sqlx::query(SQL)
            .bind(slug)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.as_ref().map(community).transpose()
    }
}

pub(crate) async fn all(conn: &mut AnyConnection) -> Result<Vec<Community>> {
    const SQL: &str = "select community_id, slug, name, other_name, language, zone
        from community_details order by slug";
    let rows = sqlx::query(SQL).fetch_all(conn).await?;
    rows.iter().map(community).collect()
}

/// A community from its columns.
pub(crate) fn community(row: &AnyRow) -> Result<Community> {
    let (name, other) = (row.text("name")?, row.text("other_name")?);
    let language = row.code("language", |code| code.parse::<Language>().ok())?;
    Ok(Community {
        id: row.parsed("community_id")?,
        slug: row.text("slug")?,
        name: name.clone(),
        names: match language {
            Language::Chinese => [name, other],
            Language::English => [other, name],
        },
        language,
        zone: row.json("zone")?,
    })
}

/// The zone that the community's times are shown in.
pub(crate) async fn zone(conn: &mut AnyConnection, community: CommunityId) -> Result<Zone> {
    let row = sqlx::query("select zone from community_details where community_id = $1")
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
    let row = sqlx::query("select agenda_settings from community_details where community_id = $1")
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.json("agenda_settings")
}

pub(crate) async fn agenda_settings_changed(
    to: &mut Tables<'_>,
    settings: &Settings,
) -> Result<()> {
    const SQL: &str = "update community_details set agenda_settings = $2 where community_id = $1";
    run!(to, SQL, to_json(settings)?);
    Ok(())
}

/// How residents are asked for their word on results.
pub(crate) async fn appraisal_settings(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<AppraisalSettings> {
    const SQL: &str = "select appraisal_settings from community_details where community_id = $1";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.json("appraisal_settings")
}

pub(crate) async fn appraisal_settings_changed(
    to: &mut Tables<'_>,
    settings: &AppraisalSettings,
) -> Result<()> {
    const SQL: &str = "update community_details set appraisal_settings = $2
        where community_id = $1";
    run!(to, SQL, to_json(settings)?);
    Ok(())
}

/// A locked community.
#[derive(Debug)]
pub(crate) struct Locked {
    /// The last row of its journal.
    pub head: Head,
    /// The row was made a moment ago, for the command that creates the community.
    pub new: bool,
}

/// Locks the community until the transaction ends. Must be the transaction's first statement, and
/// must write: SQLite then takes its write lock before anything is read; PostgreSQL locks the row,
/// or waits for whoever has it, and returns it as it then is. (`for update` would lock as well, but
/// SQLite does not know it, and it would keep photos from being uploaded, whose rows refer to this
/// one.)
pub(crate) async fn lock(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Option<Locked>> {
    const LOCK: &str = "update communities set number = number where id = $1
        returning number, hash";
    let row = sqlx::query(LOCK)
        .bind(community.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    row.map(|row| {
        Ok(Locked {
            head: head(&row)?,
            new: false,
        })
    })
    .transpose()
}

/// The last row of a journal from its columns.
pub(crate) fn head(row: &AnyRow) -> Result<Head> {
    Ok(Head {
        number: row.number("number")?,
        hash: row.text("hash")?,
    })
}

/// The journal has come so far.
pub(crate) async fn come_to(
    conn: &mut AnyConnection,
    community: CommunityId,
    head: &Head,
) -> Result<()> {
    const SQL: &str = "update communities set number = $2, hash = $3 where id = $1";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(i64::from(head.number))
        .bind(head.hash.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// The highest numbers of issues and meetings that were given.
pub(crate) async fn last_numbers(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<(u32, u32)> {
    const SQL: &str = "select
            (select coalesce(max(number), 0) from issues where community_id = $1) as issue,
            (select coalesce(max(number), 0) from meetings where community_id = $1) as meeting";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    Ok((row.number("issue")?, row.number("meeting")?))
}

/// Makes the rows of a community that is being created, unless its id or its slug is taken.
pub(crate) async fn insert(
    conn: &mut AnyConnection,
    community: CommunityId,
    c: &CreateCommunity,
) -> Result<Option<Locked>> {
    const COMMUNITY: &str = "insert into communities (id, number, hash, form)
        values ($1, 0, $2, $3)
        on conflict do nothing";
    let to = &mut Tables::new(conn, community);
    let nothing = Head::of_nothing(community);
    if run!(to, COMMUNITY, nothing.hash.as_str(), form()) == 0 {
        return Ok(None);
    }
    if !details(to, c).await? {
        remove(to.conn().await?, community).await?;
        return Ok(None);
    }
    Ok(Some(Locked {
        head: nothing,
        new: true,
    }))
}

/// Takes the new rows back, because the command was refused.
pub(crate) async fn remove(conn: &mut AnyConnection, community: CommunityId) -> Result<()> {
    const ALL: [&str; 2] = [
        "delete from community_details where community_id = $1",
        "delete from communities where id = $1",
    ];
    for sql in ALL {
        sqlx::query(sql)
            .bind(community.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The particulars, as checked.
pub(crate) async fn created(to: &mut Tables<'_>, c: &CreateCommunity) -> Result<()> {
    const CHECKED: &str = "update community_details
        set slug = $2, name = $3, other_name = $4, language = $5, zone = $6
        where community_id = $1";
    if !details(to, c).await? {
        let (slug, name, other) = (c.slug.as_str(), c.name.as_str(), c.other_name.as_str());
        let zone = to_json(&c.zone)?;
        run!(to, CHECKED, slug, name, other, c.language.code(), zone);
    }
    Ok(())
}

/// Makes the row of the particulars, if there is none and nobody has the slug.
async fn details(to: &mut Tables<'_>, c: &CreateCommunity) -> Result<bool> {
    const SQL: &str = "insert into community_details
            (community_id, slug, name, other_name, language, zone, agenda_settings, periods,
                appraisal_settings)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict do nothing";
    let (slug, name, other) = (c.slug.as_str(), c.name.as_str(), c.other_name.as_str());
    let (zone, settings) = (to_json(&c.zone)?, to_json(&Settings::default())?);
    let periods = to_json(&Periods::default())?;
    let appraisal = to_json(&AppraisalSettings::default())?;
    Ok(run!(
        to,
        SQL,
        slug,
        name,
        other,
        c.language.code(),
        zone,
        settings,
        periods,
        appraisal
    ) == 1)
}
