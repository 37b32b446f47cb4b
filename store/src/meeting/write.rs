//! What events change in the tables of meetings and their items.
//!
//! Whatever changes a meeting or its items raises the meeting's version by one, exactly as
//! `domain::State::apply` does.

use domain::issue::Support;
use domain::meeting::{DraftItem, EnteredDecision, Kind, Status, Why};
use domain::work::Responsible;
use domain::{IssueId, MeetingId, Timestamp};

use crate::Result;
use crate::figures;
use crate::sql::to_json;
use crate::tables::{Tables, insert, run};

/// What is said of a meeting when it is created, and whenever it is changed.
pub(crate) struct Particulars<'a> {
    pub kind: Kind,
    pub starts_at: Timestamp,
    pub venue: &'a str,
    pub minutes: u32,
}

pub(crate) async fn created(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    number: u32,
    p: &Particulars<'_>,
) -> Result<()> {
    const SQL: &str = "insert into meetings
            (community_id, id, number, status, kind, starts_at, venue, minutes, version, moved)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0)";
    let (status, kind) = (Status::Draft.code(), p.kind.code());
    run!(
        to,
        SQL,
        meeting,
        number,
        status,
        kind,
        p.starts_at,
        p.venue,
        p.minutes
    );
    Ok(())
}

pub(crate) async fn changed(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    p: &Particulars<'_>,
) -> Result<()> {
    const SQL: &str = "update meetings
        set kind = $3, starts_at = $4, venue = $5, minutes = $6, version = version + 1
        where community_id = $1 and id = $2";
    run!(
        to,
        SQL,
        meeting,
        p.kind.code(),
        p.starts_at,
        p.venue,
        p.minutes
    );
    Ok(())
}

async fn raise_version(to: &mut Tables<'_>, meeting: MeetingId) -> Result<()> {
    const SQL: &str = "update meetings set version = version + 1
        where community_id = $1 and id = $2";
    run!(to, SQL, meeting);
    Ok(())
}

/// All items of a draft, in order, in place of those that were there.
pub(crate) async fn filled(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    items: &[DraftItem],
    moved: bool,
) -> Result<()> {
    const MOVED: &str = "update meetings set moved = $3 where community_id = $1 and id = $2";
    const CLEAR: &str = "delete from items where community_id = $1 and meeting_id = $2";
    run!(to, MOVED, meeting, moved);
    run!(to, CLEAR, meeting);
    for (item, position) in items.iter().zip(1_i64..) {
        insert!(
            to,
            "items",
            meeting_id = meeting,
            issue_id = item.issue,
            position = position,
            minutes = item.minutes,
            why = to_json(&item.why)?,
        );
    }
    raise_version(to, meeting).await
}

/// An item by hand, the last one.
pub(crate) async fn added(
    to: &mut Tables<'_>,
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
    run!(to, SQL, meeting, issue, minutes, to_json(&why)?);
    run!(to, NO_LONGER_DROPPED, meeting, issue);
    raise_version(to, meeting).await
}

/// Off a draft by hand; those behind it move up.
pub(crate) async fn dropped(to: &mut Tables<'_>, meeting: MeetingId, issue: IssueId) -> Result<()> {
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
        run!(to, sql, meeting, issue);
    }
    raise_version(to, meeting).await
}

/// Moves an item from one position to another, by hand; those between make room.
pub(crate) async fn moved(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    issue: IssueId,
    from: u32,
    position: u32,
) -> Result<()> {
    const UP: &str = "update items set position = position + 1
        where community_id = $1 and meeting_id = $2 and position >= $4 and position < $3";
    const DOWN: &str = "update items set position = position - 1
        where community_id = $1 and meeting_id = $2 and position > $3 and position <= $4";
    const PUT: &str = "update items set position = $4
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    const MOVED: &str = "update meetings set moved = 1, version = version + 1
        where community_id = $1 and id = $2";
    let make_room = if position < from { UP } else { DOWN };
    run!(to, make_room, meeting, from, position);
    run!(to, PUT, meeting, issue, position);
    run!(to, MOVED, meeting);
    Ok(())
}

/// Keeps an item's counts, and why it is there, as they were at the lock.
pub(crate) async fn froze(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    issue: IssueId,
    why: Why,
    support: Support,
) -> Result<()> {
    const SQL: &str = "update items set support = $4, why = $5, ground = $6
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    let community = to.community;
    let ground = figures::ground(to.conn().await?, community, issue).await?;
    let (support, why) = (to_json(&support)?, to_json(&why)?);
    run!(to, SQL, meeting, issue, support, why, to_json(&ground)?);
    Ok(())
}

pub(crate) async fn locked(to: &mut Tables<'_>, meeting: MeetingId, at: Timestamp) -> Result<()> {
    const SQL: &str = "update meetings set status = $3, locked_at = $4, version = version + 1,
            locked_version = version + 1
        where community_id = $1 and id = $2";
    run!(to, SQL, meeting, Status::Locked.code(), at);
    Ok(())
}

/// A decision was entered from paper, or entered again.
pub(crate) async fn entered(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    issue: IssueId,
    decided: &EnteredDecision,
) -> Result<()> {
    const SQL: &str =
        "update items set decision = $4, hands = $5, decision_text_id = $6, votes = $7,
            responsible = $8
        where community_id = $1 and meeting_id = $2 and issue_id = $3";
    let (hands, text) = (decided.hands, decided.text);
    let decision = to_json(&decided.decision)?;
    let votes = decided.votes.as_ref().map(to_json).transpose()?;
    let responsible = decided.responsible.map(Responsible::code);
    run!(
        to,
        SQL,
        meeting,
        issue,
        decision,
        hands,
        text,
        votes.as_deref(),
        responsible.as_deref()
    );
    raise_version(to, meeting).await
}

pub(crate) async fn published(to: &mut Tables<'_>, meeting: MeetingId) -> Result<()> {
    const SQL: &str = "update meetings set status = $3, version = version + 1
        where community_id = $1 and id = $2";
    run!(to, SQL, meeting, Status::Published.code());
    Ok(())
}
