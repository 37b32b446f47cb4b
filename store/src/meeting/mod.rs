//! Meetings with their agendas: what commands are decided on.

mod after;
pub(crate) mod agenda;
mod history;
mod view;
pub(crate) mod write;

use std::collections::BTreeSet;

use domain::meeting::{Decision, EnteredDecision, Item, Kind, Meeting, Status};
use domain::work::Responsible;
use domain::{CommunityId, IssueId, MeetingId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::Result;
use crate::sql::{Columns, unreadable};

/// The columns of [`read`] from a row `m` of meetings.
macro_rules! meeting_columns {
    () => {
        "m.id, m.number, m.kind, m.starts_at, m.venue, m.minutes, m.status, m.version, m.moved, m.locked_at,
        m.locked_version, m.fingerprint, m.by_seconds, m.agenda_settings"
    };
}
pub(crate) use meeting_columns;

/// A meeting from a row with [`meeting_columns`], without its items.
fn read(row: &AnyRow) -> Result<Meeting> {
    Ok(Meeting {
        id: row.parsed("id")?,
        number: row.number("number")?,
        kind: row.code("kind", Kind::from_code)?,
        starts_at: row.time("starts_at")?,
        venue: row.text("venue")?,
        minutes: row.number("minutes")?,
        status: row.code("status", Status::from_code)?,
        version: row.number("version")?,
        items: vec![],
        moved: row.flag("moved")?,
        dropped: BTreeSet::new(),
    })
}

/// An item from a row of items, whose minutes are called `item_minutes`.
fn item(row: &AnyRow) -> Result<Item> {
    let decision = row.opt_json::<Decision>("entered")?;
    let text = row.opt_parsed("decision_text_id")?;
    Ok(Item {
        issue: row.parsed("issue_id")?,
        minutes: row.number("item_minutes")?,
        why: row.json("why")?,
        decision: match (decision, text) {
            (Some(decision), Some(text)) => Some(EnteredDecision {
                decision,
                hands: row.opt_number("hands")?,
                votes: row.opt_json("votes")?,
                responsible: row.opt_code("responsible", Responsible::from_code)?,
                text,
            }),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                return Err(unreadable(
                    "decision_text_id",
                    &"a decision and its words belong together",
                ));
            }
        },
    })
}

/// A meeting with its items in order.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    id: MeetingId,
) -> Result<Option<Meeting>> {
    const MEETING: &str = concat!(
        "select ",
        meeting_columns!(),
        " from meetings m where m.community_id = $1 and m.id = $2"
    );
    const ITEMS: &str = "select issue_id, minutes as item_minutes, why, decision as entered, hands,
            votes, responsible, decision_text_id
        from items where community_id = $1 and meeting_id = $2 order by position";
    let row = sqlx::query(MEETING)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let items = sqlx::query(ITEMS)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_all(&mut *conn)
        .await?;
    let mut meeting = read(&row)?;
    meeting.items = items.iter().map(item).collect::<Result<_>>()?;
    meeting.dropped = dropped(conn, community, id).await?;
    Ok(Some(meeting))
}

/// What was taken off a draft by hand.
async fn dropped(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
) -> Result<BTreeSet<IssueId>> {
    const SQL: &str =
        "select issue_id from dropped_items where community_id = $1 and meeting_id = $2";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.parsed("issue_id")).collect()
}
