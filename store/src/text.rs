//! Words and names of people: kept once, apart from the journal, so that they can be erased.

use domain::{CommunityId, Kept, Timestamp};
use sqlx::AnyConnection;

use crate::Result;
use crate::household;
use crate::sql::opt;

/// Keeps what came with a command apart from its events.
pub(crate) async fn keep(
    conn: &mut AnyConnection,
    community: CommunityId,
    kept: &Kept,
    at: Timestamp,
) -> Result<()> {
    match kept {
        Kept::Text { id, text, author } => {
            const SQL: &str = "insert into texts (community_id, id, title, body, author_id, at)
                values ($1, $2, $3, $4, $5, $6)";
            sqlx::query(SQL)
                .bind(community.to_string())
                .bind(id.to_string())
                .bind(text.title.as_str())
                .bind(text.body.as_str())
                .bind(opt(*author))
                .bind(at.0)
                .execute(conn)
                .await?;
            Ok(())
        }
        Kept::Nickname { person, nickname } => {
            household::name_member(conn, community, *person, nickname).await
        }
        Kept::Neighbour {
            person,
            household,
            name,
        } => household::keep_neighbour(conn, community, *person, *household, name).await,
        Kept::SlipCode { slip, code_hash } => {
            household::code_slip(conn, community, *slip, code_hash).await
        }
    }
}
