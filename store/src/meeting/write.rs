//! What events change in the tables of meetings and their items.
//!
//! Whatever changes a meeting or its items raises the meeting's version by one, exactly as `domain::State::apply` does.

use domain::issue::Support;
use domain::meeting::{Decision, DraftItem, Kind, Status, Why};
use domain::{CommunityId, IssueId, MeetingId, TextId, Timestamp};
use sqlx::AnyConnection;

use crate::Result;
use crate::sql::to_json;

pub(crate) struct Particulars<'a> {
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub place: &'a str,
    pub minutes: u32,
}

pub(crate) async fn created(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    number: u32,
    p: &Particulars<'_>,
) -> Result<()> {
    const SQL: &str = "insert into meetings
            (community_id, id, number, kind, starts_at, place, minutes, status, version, moved)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0)";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(i64::from(number))
        .bind(p.kind.code())
        .bind(p.starts_at.0)
        .bind(p.place)
        .bind(i64::from(p.minutes))
        .bind(Status::Draft.code())
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn changed(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    p: &Particulars<'_>,
) -> Result<()> {
    const SQL: &str = "update meetings
        set kind = $3, starts_at = $4, place = $5, minutes = $6, version = version + 1
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(p.kind.code())
        .bind(p.starts_at.0)
        .bind(p.place)
        .bind(i64::from(p.minutes))
        .execute(conn)
        .await?;
    Ok(())
}

async fn raise_version(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
) -> Result<()> {
    sqlx::query("update meetings set version = version + 1 where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(meeting.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

async fn insert(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    position: i64,
    item: &DraftItem,
) -> Result<()> {
    const SQL: &str = "insert into items
            (community_id, meeting_id, issue_id, position, minutes, why)
        values ($1, $2, $3, $4, $5, $6)";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(item.issue.to_string())
        .bind(position)
        .bind(i64::from(item.minutes))
        .bind(to_json(&item.why)?)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn filled(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    items: &[DraftItem],
    moved: bool,
) -> Result<()> {
    sqlx::query("update meetings set moved = $3 where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(i64::from(moved))
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from items where community_id = $1 and meeting_id = $2")
        .bind(community.to_string())
        .bind(meeting.to_string())
        .execute(&mut *conn)
        .await?;
    for (item, position) in items.iter().zip(1_i64..) {
        insert(conn, community, meeting, position, item).await?;
    }
    raise_version(conn, community, meeting).await
}

pub(crate) async fn added(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    issue: IssueId,
    minutes: u32,
    why: Why,
) -> Result<()> {
    const SQL: &str = "insert into items
            (community_id, meeting_id, issue_id, position, minutes, why)
        select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5 from items
        where community_id = $1 and meeting_id = $2";
    const NO_LONGER_DROPPED: &str = "delete from dropped_items
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(issue.to_string())
        .bind(i64::from(minutes))
        .bind(to_json(&why)?)
        .execute(&mut *conn)
        .await?;
    sqlx::query(NO_LONGER_DROPPED)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(issue.to_string())
        .execute(&mut *conn)
        .await?;
    raise_version(conn, community, meeting).await
}

pub(crate) async fn dropped(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    issue: IssueId,
) -> Result<()> {
    const CLOSE_UP: &str = "update items set position = position - 1
        where community_id = $1 and meeting_id = $2 and position > (
            select position from items
            where community_id = $1 and meeting_id = $2 and issue_id = $3
        )";
    const DELETE: &str = "delete from items
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    const REMEMBER: &str = "insert into dropped_items (community_id, meeting_id, issue_id)
        values ($1, $2, $3) on conflict do nothing";
    for sql in [CLOSE_UP, DELETE, REMEMBER] {
        sqlx::query(sql)
            .bind(community.to_string())
            .bind(meeting.to_string())
            .bind(issue.to_string())
            .execute(&mut *conn)
            .await?;
    }
    raise_version(conn, community, meeting).await
}

/// Moves an item from one position to another; those between make room.
pub(crate) async fn moved(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    issue: IssueId,
    from: u32,
    to: u32,
) -> Result<()> {
    const UP: &str = "update items set position = position + 1
        where community_id = $1 and meeting_id = $2 and position >= $4 and position < $3";
    const DOWN: &str = "update items set position = position - 1
        where community_id = $1 and meeting_id = $2 and position > $3 and position <= $4";
    const PUT: &str = "update items set position = $4
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    const MOVED: &str = "update meetings set moved = 1 where community_id = $1 and id = $2";
    sqlx::query(MOVED)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .execute(&mut *conn)
        .await?;
    sqlx::query(if to < from { UP } else { DOWN })
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(i64::from(from))
        .bind(i64::from(to))
        .execute(&mut *conn)
        .await?;
    sqlx::query(PUT)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(issue.to_string())
        .bind(i64::from(to))
        .execute(&mut *conn)
        .await?;
    raise_version(conn, community, meeting).await
}

/// Keeps an item's counts, and why it is there, as they were at the lock.
pub(crate) async fn froze(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    issue: IssueId,
    why: Why,
    support: Support,
) -> Result<()> {
    const SQL: &str = "update items set support = $4, why = $5
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(issue.to_string())
        .bind(to_json(&support)?)
        .bind(to_json(&why)?)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn locked(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "update meetings set status = $3, locked_at = $4, version = version + 1,
            locked_version = version + 1
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(Status::Locked.code())
        .bind(at.0)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) async fn recorded(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    issue: IssueId,
    decision: &Decision,
    hands: Option<u32>,
    text: TextId,
) -> Result<()> {
    const SQL: &str = "update items set decision = $4, hands = $5, decision_text_id = $6
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(issue.to_string())
        .bind(to_json(decision)?)
        .bind(hands.map(i64::from))
        .bind(text.to_string())
        .execute(&mut *conn)
        .await?;
    raise_version(conn, community, meeting).await
}

pub(crate) async fn published(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
) -> Result<()> {
    const SQL: &str = "update meetings set status = $3, version = version + 1
        where community_id = $1 and id = $2";
    sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .bind(Status::Published.code())
        .execute(conn)
        .await?;
    Ok(())
}
