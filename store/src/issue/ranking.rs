//! The feed in orders that no index has: that of the ranking that a meeting may go down, and that
//! of what people of different areas second together.

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::{FEED_PAGE, Feed, FeedFilter, FeedQuery, IssueCard};
use domain::meeting::ranking;
use domain::{CommunityId, IssueId, PersonId, State};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::query::Sql;
use super::words::{self, Wanted};
use super::{Which, card, card_columns, card_tables};
use crate::Result;
use crate::figures;
use crate::issue;
use crate::meeting::agenda;
use crate::place::Households;
use crate::sql::{Columns, opt};

/// Open issues in the order of the ranking.
pub(super) async fn for_meetings(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Vec<IssueId>> {
    // All that the ranking looks at.
    let households = Households::default();
    let issues = issue::load(conn, community, Which::Ranked, &households).await?;
    let state = State {
        issues: issues.into_iter().map(|issue| (issue.id, issue)).collect(),
        seconds: agenda::seconds(conn, community).await?,
        ..State::default()
    };
    Ok(ranking(&state))
}

/// Issues that people can second, first those that people of different areas second together.
pub(super) async fn common(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Vec<IssueId>> {
    let found = figures::common_ground(conn, community).await?;
    Ok(found.into_iter().map(|found| found.issue).collect())
}

/// A page of issues in this order. It is worked out anew for each page, from seconds as they are: a
/// page begins at the place where the one before ended.
pub(super) async fn page(
    conn: &mut AnyConnection,
    community: CommunityId,
    viewer: Option<PersonId>,
    query: &FeedQuery,
    mut ranked: Vec<IssueId>,
) -> Result<Feed> {
    let wanted = Wanted::of(&query.words);
    if query.filter != FeedFilter::default() || !wanted.is_empty() {
        let found = words::find(conn, community, &wanted).await?;
        let viewer_id = opt(viewer).unwrap_or_default();
        let words = found.as_ref().map(|found| (&wanted, found));
        let left = Sql::new(community, &viewer_id, query, words);
        let left = left.query(left.ids()).fetch_all(&mut *conn).await?;
        let left = left.iter().map(|row| row.parsed("id"));
        let left = left.collect::<Result<BTreeSet<IssueId>>>()?;
        ranked.retain(|id| left.contains(id));
    }
    let first = query.after.as_deref().and_then(|after| after.parse().ok());
    let first = first.unwrap_or(0).min(ranked.len());
    let last = ranked.len().min(first + FEED_PAGE as usize);
    Ok(Feed {
        cards: cards(conn, community, viewer, &ranked[first..last]).await?,
        total: ranked.len().try_into().unwrap_or(u32::MAX),
        next: (last < ranked.len()).then(|| last.to_string()),
    })
}

async fn cards(
    conn: &mut AnyConnection,
    community: CommunityId,
    viewer: Option<PersonId>,
    ids: &[IssueId],
) -> Result<Vec<IssueCard>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let places: Vec<String> = (3..).take(ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select {} from {} where i.community_id = $1 and i.id in ({})",
        card_columns!(),
        card_tables!(),
        places.join(", ")
    );
    let mut select = sqlx::query(AssertSqlSafe(sql))
        .bind(community.to_string())
        .bind(opt(viewer).unwrap_or_default());
    for id in ids {
        select = select.bind(id.to_string());
    }
    let rows = select.fetch_all(conn).await?;
    let mut cards: BTreeMap<IssueId, IssueCard> = rows
        .iter()
        .map(|row| card(row).map(|card| (card.id, card)))
        .collect::<Result<_>>()?;
    Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
}
