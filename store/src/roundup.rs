//! Roundups by mail: who wants one and how often, and what is to stand in it. It is what the inbox
//! has since the last one, so that nothing is kept for it but how far it has come.

use domain::notice::{Rhythm, WhyMe};
use domain::time::{DAY, MINUTE};
use domain::{CommunityId, Language, PersonId, Timestamp, Zone};
use sqlx::AnyConnection;

use crate::sql::Columns;
use crate::{Result, Store, Told};

/// How long whoever took a roundup has for it, and until one that failed is tried again, in
/// milliseconds.
pub const ROUNDUP_TURN: i64 = 10 * MINUTE;
/// Farther ahead than any next roundup, in milliseconds: that time was noted while the clock was
/// wrong.
const FARTHEST: i64 = 8 * DAY;
/// People who are looked at together.
const PEOPLE: i64 = 100;
/// Notices of one roundup at most; what is left is in the next one.
const NOTICES: i64 = 1_000;

/// What is new for somebody who wants a roundup, and whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roundup {
    pub person: PersonId,
    pub address: String,
    /// When their next one goes out.
    pub next: Timestamp,
    /// In order; empty where nothing is new.
    pub told: Vec<Told>,
}

impl Store {
    /// How often somebody wants mail, from now on. What waits for a roundup waits for the next one
    /// of another rhythm; what came while they had mail of each thing is in none.
    pub async fn set_rhythm(
        &self,
        community: CommunityId,
        person: PersonId,
        rhythm: Rhythm,
    ) -> Result<()> {
        const SQL: &str = "update mail_addresses set rhythm = $3, roundup_at = 0,
                roundup_number = case when rhythm = $4
                    then (select number from communities where id = $1) else roundup_number end
            where community_id = $1 and person_id = $2 and rhythm <> $3";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(rhythm.code())
            .bind(Rhythm::Each.code())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Those whose roundup is due, each with what came before the last time at which it goes out.
    pub async fn roundups(
        &self,
        community: CommunityId,
        zone: &Zone,
        now: Timestamp,
    ) -> Result<Vec<Roundup>> {
        // Asked every few seconds, so nobody's notices are looked at before their time.
        const DUE: &str = "select a.person_id, a.address, a.rhythm, a.roundup_number, p.language
            from mail_addresses a
            join members m on m.community_id = a.community_id and m.person_id = a.person_id
            join people p on p.community_id = a.community_id and p.person_id = a.person_id
            where a.community_id = $1 and a.confirmed = 1 and a.rhythm <> $2
                and m.ended_at is null and (a.roundup_at <= $3 or a.roundup_at > $4)
            order by a.roundup_at, a.person_id limit $5";
        let mut conn = self.reader().await?;
        let due = sqlx::query(DUE)
            .bind(community.to_string())
            .bind(Rhythm::Each.code())
            .bind(now.0)
            .bind(now.plus(FARTHEST).0)
            .bind(PEOPLE)
            .fetch_all(&mut *conn)
            .await?;
        let mut roundups = Vec::with_capacity(due.len());
        for row in &due {
            let person = row.parsed("person_id")?;
            let rhythm = row.code("rhythm", Rhythm::from_code)?;
            let (from, before) = (row.int("roundup_number")?, rhythm.last(zone, now));
            let language = row.text("language")?.parse().unwrap_or_default();
            roundups.push(Roundup {
                person,
                address: row.text("address")?,
                next: rhythm.next(zone, now),
                told: told(&mut conn, community, person, language, from, before).await?,
            });
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
            where community_id = $1 and person_id = $2
                and (roundup_at <= $3 or roundup_at > $5)";
        let taken = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(now.0)
            .bind(now.plus(ROUNDUP_TURN).0)
            .bind(now.plus(FARTHEST).0)
            .execute(&self.write)
            .await?;
        Ok(taken.rows_affected() > 0)
    }

    /// Somebody was told of all up to this row of the journal, or of nothing; their next roundup
    /// goes out then.
    pub async fn roundup_done(
        &self,
        community: CommunityId,
        person: PersonId,
        number: Option<u32>,
        next: Timestamp,
    ) -> Result<()> {
        const SQL: &str = "update mail_addresses set roundup_at = $4,
                roundup_number = case when roundup_number < $3 then $3 else roundup_number end
            where community_id = $1 and person_id = $2";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(i64::from(number.unwrap_or(0)))
            .bind(next.0)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

/// What somebody is told behind this row of the journal and before this time.
async fn told(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
    language: Language,
    behind: i64,
    before: Timestamp,
) -> Result<Vec<Told>> {
    const SQL: &str = "select n.number, n.why, j.at, i.number as issue
        from notices n
        join journal j on j.community_id = n.community_id and j.number = n.number
        join trace x on x.community_id = n.community_id and x.number = n.number
        left join issues i on i.community_id = x.community_id and i.id = x.issue_id
        where n.community_id = $1 and n.person_id = $2 and n.number > $3 and j.at < $4
            and not exists (
                select 1 from turned_off o where o.community_id = n.community_id
                    and o.person_id = n.person_id and o.why = n.why
            )
        order by n.number limit $5";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .bind(behind)
        .bind(before.0)
        .bind(NOTICES)
        .fetch_all(conn)
        .await?;
    let told = rows.iter().map(|row| {
        Ok(Told {
            number: row.number("number")?,
            person,
            why: row.code("why", WhyMe::from_code)?,
            language,
            issue: row.opt_number("issue")?,
            at: row.time("at")?,
        })
    });
    told.collect()
}
