//! What a change of a draft would do, before anybody keeps it.

use std::collections::BTreeSet;

use domain::meeting::{DraftAfter, DraftChange};
use domain::{CommunityId, IssueId, Refusal};
use sqlx::AnyConnection;

use super::{agenda, load};
use crate::complaint::shown_title;
use crate::sql::Columns;
use crate::{Result, Store};

impl Store {
    /// What a change would bring in and throw out if it were made now, or why it would be refused;
    /// `None` where there is no such meeting.
    pub async fn draft_after(
        &self,
        community: CommunityId,
        number: u32,
        change: DraftChange,
    ) -> Result<Option<std::result::Result<DraftAfter, Refusal>>> {
        const SQL: &str = "select id from meetings where community_id = $1 and number = $2";
        let mut conn = self.reader().await?;
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .fetch_optional(&mut *conn)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let meeting = load(&mut conn, community, row.parsed("id")?).await?;
        let Some(meeting) = meeting else {
            return Ok(None);
        };
        let state = agenda::state(&mut conn, community).await?;
        let then = match change.items(&state, &meeting) {
            Ok(then) => then,
            Err(refusal) => return Ok(Some(Err(refusal))),
        };
        let now: Vec<IssueId> = meeting.items.iter().map(|item| item.issue).collect();
        let coming: Vec<IssueId> = then.iter().map(|item| item.issue).collect();
        let after = DraftAfter {
            leaves: without(&mut conn, community, &now, &coming).await?,
            comes: without(&mut conn, community, &coming, &now).await?,
            used: then.iter().map(|item| item.minutes).sum(),
            minutes: match change {
                DraftChange::Particulars { minutes, .. } => minutes,
                DraftChange::Add(_)
                | DraftChange::Drop(_)
                | DraftChange::Minutes { .. }
                | DraftChange::Fill => meeting.minutes,
            },
        };
        Ok(Some(Ok(after)))
    }
}

/// Numbers and titles of these issues, without the others.
async fn without(
    conn: &mut AnyConnection,
    community: CommunityId,
    issues: &[IssueId],
    others: &[IssueId],
) -> Result<Vec<(u32, String)>> {
    const SQL: &str = concat!(
        "select i.number, ",
        shown_title!(),
        " from issues i
        join texts t on t.community_id = i.community_id and t.id = i.text_id
        where i.community_id = $1 and i.id = $2"
    );
    let others: BTreeSet<&IssueId> = others.iter().collect();
    let mut left = vec![];
    for issue in issues.iter().filter(|issue| !others.contains(issue)) {
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(issue.to_string())
            .fetch_one(&mut *conn)
            .await?;
        left.push((row.number("number")?, row.text("title")?));
    }
    Ok(left)
}
