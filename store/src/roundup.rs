//! Roundups by mail: who wants one and how often, and what is to stand in it. It is what the inbox
//! has since the last one, so that nothing is kept for it but how far it has come.

use domain::notice::{Rhythm, WhyMe};
use domain::time::MINUTE;
use domain::{CommunityId, PersonId, Timestamp, Zone};

use crate::sql::Columns;
use crate::{Result, Store, Told};

/// How long whoever took a roundup has for it, and until one that failed is tried again, in
/// milliseconds.
pub const ROUNDUP_TURN: i64 = 10 * MINUTE;
/// Notices that are looked at together.
const BATCH: i64 = 1_000;

/// What is new for somebody who wants a roundup, and whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roundup {
    pub address: String,
    /// In order; at least one.
    pub told: Vec<Told>,
}

impl Store {
    /// How often somebody wants mail, from now on.
    pub async fn set_rhythm(
        &self,
        community: CommunityId,
        person: PersonId,
        rhythm: Rhythm,
    ) -> Result<()> {
        const SQL: &str = "update mail_addresses set rhythm = $3, roundup_at = 0,
                roundup_number = (select number from communities where id = $1)
            where community_id = $1 and person_id = $2 and rhythm <> $3";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(rhythm.code())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// The roundups that are due: what came before the last time at which each of them goes out.
    pub async fn roundups(
        &self,
        community: CommunityId,
        zone: &Zone,
        now: Timestamp,
    ) -> Result<Vec<Roundup>> {
        const SQL: &str = "select a.address, n.number, n.person_id, n.why, p.language, j.at,
                i.number as issue
            from mail_addresses a
            join members m on m.community_id = a.community_id and m.person_id = a.person_id
            join notices n on n.community_id = a.community_id and n.person_id = a.person_id
                and n.number > a.roundup_number
            join people p on p.community_id = n.community_id and p.person_id = n.person_id
            join journal j on j.community_id = n.community_id and j.number = n.number
            join trace x on x.community_id = n.community_id and x.number = n.number
            left join issues i on i.community_id = x.community_id and i.id = x.issue_id
            where a.community_id = $1 and a.confirmed = 1 and m.ended_at is null
                and a.roundup_at <= $2
                and (a.rhythm = $3 and j.at < $4 or a.rhythm = $5 and j.at < $6)
                and not exists (
                    select 1 from turned_off o where o.community_id = n.community_id
                        and o.person_id = n.person_id and o.why = n.why
                )
            order by n.person_id, n.number limit $7";
        let (daily, weekly) = (Rhythm::Daily, Rhythm::Weekly);
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(now.0)
            .bind(daily.code())
            .bind(daily.last(zone, now).0)
            .bind(weekly.code())
            .bind(weekly.last(zone, now).0)
            .bind(BATCH)
            .fetch_all(&self.read)
            .await?;
        let mut roundups: Vec<Roundup> = vec![];
        for row in &rows {
            let told = Told {
                number: row.number("number")?,
                person: row.parsed("person_id")?,
                why: row.code("why", WhyMe::from_code)?,
                language: row.text("language")?.parse().unwrap_or_default(),
                issue: row.opt_number("issue")?,
                at: row.time("at")?,
            };
            match roundups.last_mut() {
                Some(last) if last.told[0].person == told.person => last.told.push(told),
                Some(_) | None => roundups.push(Roundup {
                    address: row.text("address")?,
                    told: vec![told],
                }),
            }
        }
        Ok(roundups)
    }

    /// Whether somebody's roundup is this process's to send, for [`ROUNDUP_TURN`].
    pub async fn take_roundup(
        &self,
        community: CommunityId,
        person: PersonId,
        now: Timestamp,
    ) -> Result<bool> {
        const SQL: &str = "update mail_addresses set roundup_at = $4
            where community_id = $1 and person_id = $2 and roundup_at <= $3";
        let taken = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(now.0)
            .bind(now.plus(ROUNDUP_TURN).0)
            .execute(&self.write)
            .await?;
        Ok(taken.rows_affected() > 0)
    }

    /// Somebody was told of all up to this row of the journal.
    pub async fn roundup_done(
        &self,
        community: CommunityId,
        person: PersonId,
        number: u32,
    ) -> Result<()> {
        const SQL: &str = "update mail_addresses set roundup_number = $3, roundup_at = 0
            where community_id = $1 and person_id = $2 and roundup_number < $3";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(i64::from(number))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
