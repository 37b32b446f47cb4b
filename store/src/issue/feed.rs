//! The feed, page by page, and the issues on the plan.

use domain::issue::{
    Category, FEED_PAGE, Feed, FeedOrder, FeedQuery, IssueCard, Near, OWN_MAX, Own, Status,
};
use domain::place::Point;
use domain::{CommunityId, PersonId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::query::{Sql, cursor};
use super::words::{self, Wanted};
use super::{can_be_listed, card, card_columns, card_tables, over, ranking};
use crate::sql::{Columns, opt, read_cursor};
use crate::{Result, Store};

impl Store {
    /// A page of the feed. Pages are keyed by where the last one ended, not by a count, so that an
    /// issue filed meanwhile neither repeats nor hides another. (An issue that is seconded
    /// meanwhile may move past the reader where seconds sort, and the ranking counts its pages,
    /// because each second may change all of it.)
    pub async fn feed(
        &self,
        community: CommunityId,
        viewer: Option<PersonId>,
        query: &FeedQuery,
    ) -> Result<Feed> {
        let viewer_id = opt(viewer).unwrap_or_default();
        let mut conn = self.reader().await?;
        if query.near.is_none() {
            let all = match query.order {
                FeedOrder::Ranked => Some(ranking::for_meetings(&mut conn, community).await?),
                FeedOrder::Common => Some(ranking::common(&mut conn, community).await?),
                FeedOrder::Newest | FeedOrder::MostSeconded | FeedOrder::Mine => None,
            };
            if let Some(all) = all {
                return ranking::page(&mut conn, community, viewer, query, all).await;
            }
        }
        let wanted = Wanted::of(&query.words);
        let found = words::find(&mut conn, community, &wanted).await?;
        let words = found.as_ref().map(|found| (&wanted, found));
        let mut sql = Sql::new(community, &viewer_id, query, words);
        let counted = match query.order {
            FeedOrder::Newest | FeedOrder::MostSeconded | FeedOrder::Ranked => words.is_none(),
            FeedOrder::Mine | FeedOrder::Common => false,
        };
        let total = if counted {
            count(&mut conn, community, query).await?
        } else {
            let row = sql.query(sql.count()).fetch_one(&mut *conn).await?;
            row.number("total")?
        };
        let rows = if let Some(near) = query.near {
            nearest(&mut conn, &sql, near, query).await?
        } else {
            let page = sql.page(query);
            sql.query(page).fetch_all(&mut *conn).await?
        };
        let shown = rows.len().min(FEED_PAGE as usize);
        let next = match rows[..shown].last() {
            Some(last) if rows.len() > shown => Some(cursor(last, query)?),
            _ => None,
        };
        let cards = rows[..shown].iter().map(card);
        Ok(Feed {
            cards: cards.collect::<Result<_>>()?,
            total,
            next,
        })
    }

    /// What is somebody's own.
    pub async fn own(
        &self,
        community: CommunityId,
        person: PersonId,
        now: Timestamp,
    ) -> Result<Own> {
        macro_rules! cards {
            ($only:literal) => {
                concat!(
                    "select ",
                    card_columns!(),
                    " from ",
                    card_tables!(),
                    " where i.community_id = $1 and ",
                    $only,
                    " order by i.filed_at desc, i.number desc limit $3"
                )
            };
        }
        const WORD: &str = cards!(
            "i.hidden = 0 and i.status = 'appraisal'
            and (i.reporter_id = $2 or vs.person_id is not null)
            and exists (
                select 1 from works w where w.community_id = i.community_id
                    and w.issue_id = i.id and w.appraisal_until > $4
            ) and not exists (
                select 1 from appraisals a where a.community_id = i.community_id
                    and a.issue_id = i.id and a.person_id = $2
            )"
        );
        const FILED: &str = cards!("i.reporter_id = $2");
        const SECONDED: &str = cards!(
            "i.hidden = 0 and vs.person_id is not null
            and (i.reporter_id is null or i.reporter_id <> $2)"
        );
        let mut conn = self.reader().await?;
        let mut own = Own::default();
        for (sql, list) in [
            (WORD, &mut own.word),
            (FILED, &mut own.filed),
            (SECONDED, &mut own.seconded),
        ] {
            let query = sqlx::query(sql)
                .bind(community.to_string())
                .bind(person.to_string())
                .bind(i64::from(OWN_MAX) + 1);
            let query = if sql == WORD {
                query.bind(now.0)
            } else {
                query
            };
            let rows = query.fetch_all(&mut *conn).await?;
            *list = rows.iter().map(card).collect::<Result<_>>()?;
        }
        Ok(own)
    }

    /// Issues that have a place and are not over, newest first: so many as cards, the number and
    /// the point of so many, and how many there are.
    pub async fn located(
        &self,
        community: CommunityId,
        viewer: Option<PersonId>,
        cards: u32,
        points: u32,
    ) -> Result<(Vec<IssueCard>, Vec<(u32, Point)>, u32)> {
        const POINTS: &str = concat!(
            "select i.number, coalesce(i.lat, b.lat) as lat, coalesce(i.lon, b.lon) as lon
            from issues i
            left join buildings b on b.community_id = i.community_id and b.id = i.building_id
            where i.community_id = $1 and i.hidden = 0 and i.located = 1
                and i.status not in ",
            over!(),
            " order by i.filed_at desc, i.number desc limit $2"
        );
        const TOTAL: &str = concat!(
            "select cast(coalesce(sum(issues), 0) as bigint) as total from issue_counts
            where community_id = $1 and located = 1 and status not in ",
            over!(),
        );
        const LIST: &str = concat!(
            "select ",
            card_columns!(),
            " from ",
            card_tables!(),
            " where i.community_id = $1 and i.hidden = 0 and i.located = 1 and i.status not in ",
            over!(),
            " order by i.filed_at desc, i.number desc limit $3"
        );
        let mut conn = self.reader().await?;
        let all = sqlx::query(POINTS)
            .bind(community.to_string())
            .bind(i64::from(points))
            .fetch_all(&mut *conn)
            .await?;
        let mut points = Vec::with_capacity(all.len());
        for row in &all {
            if let (Some(lat), Some(lon)) = (row.opt_float("lat")?, row.opt_float("lon")?) {
                points.push((row.number("number")?, Point { lat, lon }));
            }
        }
        let rows = sqlx::query(LIST)
            .bind(community.to_string())
            .bind(opt(viewer).unwrap_or_default())
            .bind(i64::from(cards))
            .fetch_all(&mut *conn)
            .await?;
        let total = sqlx::query(TOTAL)
            .bind(community.to_string())
            .fetch_one(&mut *conn)
            .await?;
        let cards = rows.iter().map(card);
        Ok((
            cards.collect::<Result<_>>()?,
            points,
            total.number("total")?,
        ))
    }
}

/// A page in the order of the distance: of what is near if that is enough, so that not every
/// issue's distance is computed.
async fn nearest(
    conn: &mut AnyConnection,
    sql: &Sql,
    near: Near,
    query: &FeedQuery,
) -> Result<Vec<AnyRow>> {
    /// Metres to each side.
    const SQUARES: [Option<f64>; 5] = [Some(40.0), Some(160.0), Some(640.0), Some(5_000.0), None];
    let begins = query.after.as_deref().and_then(read_cursor);
    let begins = begins.map_or(0, |(distance, _)| distance);
    let mut rows = vec![];
    for within in SQUARES {
        // As distances are kept: square tenths of a metre.
        #[expect(clippy::cast_possible_truncation, reason = "of a few kilometres")]
        let reaches = within.map_or(i64::MAX, |metres| (metres * 10.0).powi(2) as i64);
        if reaches <= begins {
            continue;
        }
        let mut sql = sql.clone();
        let page = sql.nearest(near, query, within);
        rows = sql.query(page).fetch_all(&mut *conn).await?;
        // Whatever lies outside is further away than this.
        if let Some(last) = rows.get(FEED_PAGE as usize)
            && last.int("distance")? <= reaches
        {
            break;
        }
    }
    Ok(rows)
}

/// How many issues a filter leaves. They are counted with each change, so that nobody waits longer
/// the more there are.
async fn count(conn: &mut AnyConnection, community: CommunityId, query: &FeedQuery) -> Result<u32> {
    const SQL: &str = concat!(
        "select cast(coalesce(sum(issues), 0) as bigint) as total from issue_counts
        where community_id = $1 and ($2 = '' or category = $2) and ($3 = '' or status = $3)
            and ($4 = 0 or status in ",
        can_be_listed!(),
        ")"
    );
    let filter = &query.filter;
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(filter.category.map_or("", Category::code))
        .bind(filter.status.map_or("", Status::code))
        .bind(i64::from(query.order == FeedOrder::Ranked))
        .fetch_one(conn)
        .await?;
    row.number("total")
}
