//! What events change in the tables of issues and seconds.

use domain::issue::{Area, Category, Status};
use domain::meeting::Decision;
use domain::place::Place;
use domain::{CommunityId, HouseholdId, IssueId, PersonId, TextId, Timestamp};
use sqlx::AnyConnection;

use crate::Result;
use crate::sql::opt;

/// An issue as it comes in, filed or imported.
pub(crate) struct New<'a> {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    pub reporter: Option<PersonId>,
    pub category: Category,
    pub area: &'a Area,
    pub place: &'a Place,
    pub text: TextId,
    pub filed_at: Timestamp,
}

pub(crate) async fn insert(
    conn: &mut AnyConnection,
    community: CommunityId,
    new: &New<'_>,
) -> Result<()> {
    const SQL: &str = "insert into issues (community_id, id, number, status, reporter_id, category,
            minutes, filed_at, answered, text_id, area, building_id, lat, lon, accuracy, source,
            located, seconds, on_behalf, urgent, passed_over)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11,
            case when $15 is null then null else $12 end,
            case when $15 is null then null else $13 end,
            $14, $15, $16, 0, 0, 0, 0)";
    // An absent position has no source. Its numbers are bound all the same: see the crate's text on SQL.
    let position = new.place.position.as_ref();
    let located = position.is_some() || new.place.building.is_some();
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(new.id.to_string())
        .bind(i64::from(new.number))
        .bind(new.status.code())
        .bind(opt(new.reporter))
        .bind(new.category.code())
        .bind(i64::from(new.category.default_minutes()))
        .bind(new.filed_at.0)
        .bind(new.text.to_string())
        .bind(new.area.code())
        .bind(opt(new.place.building.as_ref()))
        .bind(position.map_or(0.0, |p| p.lat))
        .bind(position.map_or(0.0, |p| p.lon))
        .bind(position.and_then(|p| p.accuracy).map(i64::from))
        .bind(position.map(|p| p.source.code()))
        .bind(i64::from(located))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn edited(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    category: Category,
    area: &Area,
    text: TextId,
) -> Result<()> {
    const SQL: &str = "update issues set category = $3, minutes = $4, area = $5, text_id = $6
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(category.code())
        .bind(i64::from(category.default_minutes()))
        .bind(area.code())
        .bind(text.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

async fn set_status(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    status: Status,
) -> Result<()> {
    sqlx::query("update issues set status = $3 where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(status.code())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn withdrawn(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<()> {
    set_status(conn, community, issue, Status::Withdrawn).await
}

pub(crate) async fn accepted(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    minutes: u32,
    urgent: bool,
) -> Result<()> {
    sqlx::query("update issues set urgent = $3 where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(i64::from(urgent))
        .execute(&mut *conn)
        .await?;
    set_minutes(conn, community, issue, minutes).await?;
    answered(conn, community, issue).await?;
    set_status(conn, community, issue, Status::Accepted).await
}

pub(crate) async fn set_minutes(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    minutes: u32,
) -> Result<()> {
    // A draft shows, and its lock freezes, the minutes that the issue needs now.
    const DRAFTS: &str = "update items set minutes = $3
        where community_id = $1 and issue_id = $2 and meeting_id in (
            select id from meetings where community_id = $1 and status = 'draft'
        )";
    const VERSIONS: &str = "update meetings set version = version + 1
        where community_id = $1 and status = 'draft' and id in (
            select meeting_id from items
            where community_id = $1 and issue_id = $2 and minutes <> $3
        )";
    const ISSUE: &str = "update issues set minutes = $3 where community_id = $1 and id = $2";
    for sql in [ISSUE, VERSIONS, DRAFTS] {
        sqlx::query(sql)
            .bind(community.to_string())
            .bind(issue.to_string())
            .bind(i64::from(minutes))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

pub(crate) async fn passed_over(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<()> {
    const SQL: &str = "update issues set passed_over = passed_over + 1
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn declined(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<()> {
    answered(conn, community, issue).await?;
    set_status(conn, community, issue, Status::Declined).await
}

pub(crate) async fn answered(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<()> {
    sqlx::query("update issues set answered = 1 where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(issue.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// On a locked agenda: what an earlier meeting decided is history now, and stands in the trace.
pub(crate) async fn listed(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = null, passed_over = 0
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(Status::OnAgenda.code())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn decided(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    decision: &Decision,
) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = $4, review_on = $5
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(decision.leads_to().code())
        .bind(decision.kind().code())
        .bind(opt(decision.review_on()))
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn seconded(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    person: PersonId,
    household: HouseholdId,
    entered_by: Option<PersonId>,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into seconds
            (community_id, issue_id, person_id, household_id, entered_by, at)
        values ($1, $2, $3, $4, $5, $6)";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(person.to_string())
        .bind(household.to_string())
        .bind(opt(entered_by))
        .bind(at.0)
        .execute(&mut *conn)
        .await?;
    count(conn, community, issue).await
}

pub(crate) async fn taken_back(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    person: PersonId,
) -> Result<()> {
    const SQL: &str = "delete from seconds
        where community_id = $1 and issue_id = $2 and person_id = $3";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(person.to_string())
        .execute(&mut *conn)
        .await?;
    count(conn, community, issue).await
}

/// Counts, rather than adds one: the numbers that the feed is sorted by can then never drift.
async fn count(conn: &mut AnyConnection, community: CommunityId, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set
            seconds = (
                select count(*) from seconds where community_id = $1 and issue_id = $2
            ),
            on_behalf = (
                select count(*) from seconds
                where community_id = $1 and issue_id = $2 and entered_by is not null
            )
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .execute(conn)
        .await?;
    Ok(())
}
