//! Channels by which people are told outside the app: each follows the journals by a cursor of its
//! own, and never goes back. What is to be told stands in the notices, like the inbox; a channel
//! only passes it on.

use domain::notice::WhyMe;
use domain::{CommunityId, Language, PersonId, Timestamp};
use sqlx::any::AnyRow;

use crate::sql::Columns;
use crate::{Result, Store};

/// How long whoever took a channel's turn has it for themselves, in milliseconds: should the
/// process die, another goes on after that.
const TURN: i64 = 60_000;
/// Notices of one turn at most.
const BATCH: u16 = 200;

/// A channel's turn in a community: the notices that it has not passed on yet, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub notices: Vec<Told>,
    /// The last row of the journal that they reach to.
    up_to: i64,
    failures: u32,
}

/// Somebody is to be told of a row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub number: u32,
    pub person: PersonId,
    pub why: WhyMe,
    pub language: Language,
    /// The number of the issue that it is about, if it is about one.
    pub issue: Option<u32>,
    pub at: Timestamp,
}

impl Turn {
    /// How often it has failed.
    pub fn failures(&self) -> u32 {
        self.failures
    }
}

impl Store {
    /// Takes the channel's turn, so that no other process passes the same on; nothing where there
    /// is nothing to do, or somebody else's turn, or it failed a moment ago. A channel that is new
    /// begins with what comes from now on.
    pub async fn take_turn(
        &self,
        community: CommunityId,
        channel: &str,
        now: Timestamp,
    ) -> Result<Option<Turn>> {
        const BEGIN: &str = "insert into cursors
                (community_id, channel, number, failures, next_at)
            select id, $2, number, 0, 0 from communities where id = $1
            on conflict (community_id, channel) do nothing";
        // Most of the time there is nothing to do, and nothing is written.
        const BEHIND: &str = "select u.number, u.failures, c.number as last from cursors u
            join communities c on c.id = u.community_id
            where u.community_id = $1 and u.channel = $2 and u.next_at <= $3";
        const TAKE: &str = "update cursors set next_at = $4
            where community_id = $1 and channel = $2 and next_at <= $3 and number = $5";
        const NOTICES: &str = "select n.number, n.person_id, n.why, p.language, j.at,
                i.number as issue
            from notices n
            join people p on p.community_id = n.community_id and p.person_id = n.person_id
            join journal j on j.community_id = n.community_id and j.number = n.number
            join trace x on x.community_id = n.community_id and x.number = n.number
            left join issues i on i.community_id = x.community_id and i.id = x.issue_id
            where n.community_id = $1 and n.number > $2 and n.number <= $3 and not exists (
                select 1 from turned_off o where o.community_id = n.community_id
                    and o.person_id = n.person_id and o.why = n.why
            )
            order by n.number, n.person_id limit $4";
        let id = community.to_string();
        let behind = || {
            sqlx::query(BEHIND)
                .bind(id.clone())
                .bind(channel.to_owned())
                .bind(now.0)
                .fetch_optional(&self.read)
        };
        let Some(row) = behind().await? else {
            sqlx::query(BEGIN)
                .bind(id.clone())
                .bind(channel.to_owned())
                .execute(&self.write)
                .await?;
            return Ok(None);
        };
        let (number, last) = (row.int("number")?, row.int("last")?);
        if number >= last {
            return Ok(None);
        }
        let taken = sqlx::query(TAKE)
            .bind(id.clone())
            .bind(channel.to_owned())
            .bind(now.0)
            .bind(now.plus(TURN).0)
            .bind(number)
            .execute(&self.write)
            .await?;
        if taken.rows_affected() == 0 {
            return Ok(None);
        }
        let rows = sqlx::query(NOTICES)
            .bind(id.clone())
            .bind(number)
            .bind(last)
            .bind(i64::from(BATCH))
            .fetch_all(&self.read)
            .await?;
        let told = |row: &AnyRow| {
            Ok(Told {
                number: row.number("number")?,
                person: row.parsed("person_id")?,
                why: row.code("why", WhyMe::from_code)?,
                // Emptied for whoever had their account deleted.
                language: row.text("language")?.parse().unwrap_or_default(),
                issue: row.opt_number("issue")?,
                at: row.time("at")?,
            })
        };
        let mut notices: Vec<Told> = rows.iter().map(told).collect::<Result<_>>()?;
        let mut up_to = last;
        if rows.len() == usize::from(BATCH) {
            // The last row may have more: it comes whole, or with the next turn.
            let cut = notices.last().map_or(0, |told| told.number);
            let first = notices.first().map_or(0, |told| told.number);
            if first < cut {
                notices.retain(|told| told.number < cut);
                up_to = i64::from(cut) - 1;
            } else {
                let all = sqlx::query(NOTICES)
                    .bind(id)
                    .bind(i64::from(cut) - 1)
                    .bind(i64::from(cut))
                    .bind(i64::MAX)
                    .fetch_all(&self.read)
                    .await?;
                notices = all.iter().map(told).collect::<Result<_>>()?;
                up_to = i64::from(cut);
            }
        }
        Ok(Some(Turn {
            notices,
            up_to,
            failures: row.number("failures")?,
        }))
    }

    /// All of a turn was passed on: the channel never comes back to it.
    pub async fn turn_done(
        &self,
        community: CommunityId,
        channel: &str,
        turn: &Turn,
    ) -> Result<()> {
        const SQL: &str = "update cursors set number = $3, failures = 0, next_at = 0
            where community_id = $1 and channel = $2";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(channel.to_owned())
            .bind(turn.up_to)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// A turn goes on at once, by whoever takes it: not all of it is passed on yet.
    pub async fn turn_put_off(&self, community: CommunityId, channel: &str) -> Result<()> {
        const SQL: &str = "update cursors set next_at = 0
            where community_id = $1 and channel = $2";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(channel.to_owned())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// A turn failed: the same is tried again, after a time that doubles with each failure, from
    /// ten seconds to an hour. Returns how often it has failed now.
    pub async fn turn_failed(
        &self,
        community: CommunityId,
        channel: &str,
        turn: &Turn,
        now: Timestamp,
    ) -> Result<u32> {
        const SQL: &str = "update cursors set failures = $3, next_at = $4
            where community_id = $1 and channel = $2";
        let failures = turn.failures.saturating_add(1);
        let wait = (10_000_i64 << turn.failures.min(9)).min(3_600_000);
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(channel.to_owned())
            .bind(i64::from(failures))
            .bind(now.plus(wait).0)
            .execute(&self.write)
            .await?;
        Ok(failures)
    }
}
