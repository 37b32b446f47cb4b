//! What goes by itself once its time is over: of communities, as `domain::retention` says; and what
//! the server keeps for a while only.

use domain::household::FAILURES_FORGOTTEN_AFTER;
use domain::odd::PHONES_KEPT_FOR;
use domain::retention::{Periods, What};
use domain::{CommunityId, IssueId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::issue::write as issues;
use crate::photo::UNATTACHED_KEPT_FOR;
use crate::session::SESSION_ENDS_AFTER;
use crate::sql::{Columns, to_json};
use crate::tables::{Tables, run};
use crate::{Result, Store, complaint};

/// An issue `i` has come to such an end, and nothing has happened to it since `$2`.
macro_rules! quiet {
    ($ends:literal) => {
        concat!(
            "i.status in (",
            $ends,
            ") and not exists (
                select 1 from trace x
                where x.community_id = i.community_id and x.issue_id = i.id and x.at >= $2
            )"
        )
    };
}
macro_rules! over {
    () => {
        quiet!("'declined', 'withdrawn', 'closed'")
    };
}
macro_rules! given_up {
    () => {
        quiet!("'declined', 'withdrawn'")
    };
}

/// What was erased of a kind last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    pub what: What,
    pub at: Timestamp,
    pub gone: u32,
}

impl Store {
    /// For how long the community keeps what can be erased.
    pub async fn periods(&self, community: CommunityId) -> Result<Periods> {
        periods(&mut *self.reader().await?, community).await
    }

    /// How many there are of what is older than that.
    pub async fn forgettable(
        &self,
        community: CommunityId,
        what: What,
        before: Timestamp,
    ) -> Result<u32> {
        const NAMES: &str = "select count(*) as n from members m
            join people p on p.community_id = m.community_id and p.person_id = m.person_id
            where m.community_id = $1 and m.ended_at < $2 and p.nickname <> ''";
        const PHOTOS: &str = concat!(
            "select count(*) as n from issues i
            join issue_photos p on p.community_id = i.community_id and p.issue_id = i.id
            join photos f on f.community_id = p.community_id and f.id = p.photo_id
            where i.community_id = $1 and length(f.small) > 0 and ",
            given_up!()
        );
        const POSITIONS: &str = concat!(
            "select count(*) as n from issues i
            join positions p on p.community_id = i.community_id and p.issue_id = i.id
            where i.community_id = $1 and ",
            over!()
        );
        const COMPLAINTS: &str = "select count(*) as n from complaints c
            join texts t on t.community_id = c.community_id and t.id = c.text_id
            where c.community_id = $1 and c.at < $2 and c.settled = 1 and t.body <> ''";
        const NOTICES: &str = "select count(*) as n from notices n
            join trace x on x.community_id = n.community_id and x.number = n.number
            where n.community_id = $1 and x.at < $2";
        let sql = match what {
            What::Names => NAMES,
            What::Photos => PHOTOS,
            What::Positions => POSITIONS,
            What::Complaints => COMPLAINTS,
            What::Notices => NOTICES,
        };
        let row = sqlx::query(sql)
            .bind(community.to_string())
            .bind(before.0)
            .fetch_one(&mut *self.reader().await?)
            .await?;
        row.number("n")
    }

    /// What was erased last, of each kind of which anything was.
    pub async fn erased(&self, community: CommunityId) -> Result<Vec<Erased>> {
        const SQL: &str = "select what, at, gone from erasures where community_id = $1
            order by what";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let erased = |row: &AnyRow| {
            Ok(Erased {
                what: row.code("what", What::from_code)?,
                at: row.time("at")?,
                gone: row.number("gone")?,
            })
        };
        rows.iter().map(erased).collect()
    }

    /// Forgets what the whole server keeps for a while only: sessions and codes that are over,
    /// wrong codes with where they came from, who signed in with which phone, photos that nobody
    /// has put to anything.
    pub async fn forget_what_is_over(&self, now: Timestamp) -> Result<()> {
        const PHOTOS: &str = "delete from photos where at < $1 and not exists (
                select 1 from issue_photos p
                where p.community_id = photos.community_id and p.photo_id = photos.id
            )";
        for (sql, before) in [
            ("delete from sessions where expires_at <= $1", now),
            (
                "delete from sessions where created_at <= $1",
                now.plus(-SESSION_ENDS_AFTER),
            ),
            ("delete from hand_overs where expires_at <= $1", now),
            ("delete from setup_tokens where expires_at <= $1", now),
            (
                "delete from join_failures where last_at < $1",
                now.plus(-FAILURES_FORGOTTEN_AFTER),
            ),
            (
                "delete from phones where seen_at < $1",
                now.plus(-PHONES_KEPT_FOR),
            ),
            (PHOTOS, now.plus(-UNATTACHED_KEPT_FOR)),
        ] {
            sqlx::query(sql).bind(before.0).execute(&self.write).await?;
        }
        Ok(())
    }
}

pub(crate) async fn periods(conn: &mut AnyConnection, community: CommunityId) -> Result<Periods> {
    let row = sqlx::query("select periods from community_details where community_id = $1")
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.json("periods")
}

pub(crate) async fn periods_changed(to: &mut Tables<'_>, periods: &Periods) -> Result<()> {
    const SQL: &str = "update community_details set periods = $2 where community_id = $1";
    run!(to, SQL, to_json(periods)?);
    Ok(())
}

/// Empties what is kept of it. Not played again: it is gone then.
pub(crate) async fn erase(to: &mut Tables<'_>, what: What, before: Timestamp) -> Result<()> {
    const NAMES: &str = "update people set nickname = ''
        where community_id = $1 and person_id in (
            select person_id from members where community_id = $1 and ended_at < $2
        )";
    const PHOTOS: &str = concat!(
        "update photos set small = $3, large = $3 where community_id = $1 and id in (
            select p.photo_id from issue_photos p
            join issues i on i.community_id = p.community_id and i.id = p.issue_id
            where p.community_id = $1 and ",
        given_up!(),
        ")"
    );
    const POSITIONS: &str = concat!(
        "delete from positions where community_id = $1 and issue_id in (
            select i.id from issues i where i.community_id = $1 and ",
        over!(),
        ")"
    );
    const COMPLAINTS: &str = "update texts set title = '', body = ''
        where community_id = $1 and id in (
            select text_id from complaints
            where community_id = $1 and at < $2 and settled = 1
        )";
    match what {
        What::Names => {
            run!(to, NAMES, before);
        }
        What::Photos => {
            let nothing: Vec<u8> = vec![];
            let community = to.community.to_string();
            sqlx::query(PHOTOS)
                .bind(community)
                .bind(before.0)
                .bind(nothing)
                .execute(to.conn().await?)
                .await?;
        }
        What::Positions => {
            run!(to, POSITIONS, before);
            // What was made for members has them drawn on it: it is made anew when asked for.
            complaint::forget_papers(to).await?;
        }
        What::Complaints => {
            run!(to, COMPLAINTS, before);
        }
        // They follow from the journal.
        What::Notices => {}
    }
    Ok(())
}

/// What had its time was erased: what follows from it is gone, too.
pub(crate) async fn forgotten(
    to: &mut Tables<'_>,
    what: What,
    before: Timestamp,
    gone: u32,
    at: Timestamp,
) -> Result<()> {
    const NOTICES: &str = "delete from notices where community_id = $1 and number in (
            select number from trace where community_id = $1 and at < $2
        )";
    const NOTED: &str = "insert into erasures (community_id, what, at, gone)
        values ($1, $2, $3, $4)
        on conflict (community_id, what) do update set at = excluded.at, gone = excluded.gone";
    match what {
        What::Positions => {
            for issue in located_before(to, before).await? {
                issues::emptied(to, issue).await?;
            }
        }
        What::Notices => {
            run!(to, NOTICES, before);
        }
        What::Names | What::Photos | What::Complaints => {}
    }
    run!(to, NOTED, what.code(), at, gone);
    Ok(())
}

/// The issues that are over and still have a position on the plan.
async fn located_before(to: &mut Tables<'_>, before: Timestamp) -> Result<Vec<IssueId>> {
    const SQL: &str = concat!(
        "select i.id from issues i where i.community_id = $1 and i.lat is not null and ",
        over!(),
        " order by i.number"
    );
    let rows = sqlx::query(SQL)
        .bind(to.community.to_string())
        .bind(before.0)
        .fetch_all(to.conn().await?)
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}
