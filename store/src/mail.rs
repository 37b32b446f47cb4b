//! Mail: the addresses that people gave, which of them are theirs, what they want less of, and what
//! went out already.

use std::collections::{BTreeMap, BTreeSet};

use domain::notice::{Rhythm, WhyMe};
use domain::time::{HOUR, MINUTE};
use domain::{CommunityId, PersonId, Timestamp};

use crate::sql::Columns;
use crate::{Result, Store};

/// How long the code is good that is sent to an address, in milliseconds.
pub const MAIL_CODE_LASTS: i64 = 2 * HOUR;
/// How long somebody waits until they can have another sent.
pub const MAIL_CODE_PAUSE: i64 = 2 * MINUTE;
/// How often a code may be typed wrongly.
const TRIES: i64 = 5;

/// Somebody's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    pub address: String,
    /// The code that was sent there came back.
    pub confirmed: bool,
    pub rhythm: Rhythm,
}

impl Store {
    /// The address that somebody gave last.
    pub async fn mail_address(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<Option<MailAddress>> {
        const SQL: &str = "select address, confirmed, rhythm from mail_addresses
            where community_id = $1 and person_id = $2";
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .fetch_optional(&self.read)
            .await?;
        row.map(|row| {
            Ok(MailAddress {
                address: row.text("address")?,
                confirmed: row.flag("confirmed")?,
                rhythm: row.code("rhythm", Rhythm::from_code)?,
            })
        })
        .transpose()
    }

    /// Somebody gives an address, in place of their earlier one; it is theirs once the code with
    /// this hash comes back. False where they asked for a code a moment ago: nothing is changed.
    pub async fn give_mail_address(
        &self,
        community: CommunityId,
        person: PersonId,
        address: &str,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        const SQL: &str = "insert into mail_addresses (community_id, person_id, address, confirmed,
                code_hash, code_ends_at, tries, asked_at)
            values ($1, $2, $3, 0, $4, $5, $6, $7)
            on conflict (community_id, person_id) do update
            set address = excluded.address, confirmed = 0, code_hash = excluded.code_hash,
                code_ends_at = excluded.code_ends_at, tries = excluded.tries,
                asked_at = excluded.asked_at, stop_key = ''
            where mail_addresses.asked_at <= $8";
        let given = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(address)
            .bind(code_hash)
            .bind(now.plus(MAIL_CODE_LASTS).0)
            .bind(TRIES)
            .bind(now.0)
            .bind(now.plus(-MAIL_CODE_PAUSE).0)
            .execute(&self.write)
            .await?;
        Ok(given.rows_affected() > 0)
    }

    /// The code came back with this hash: whether it is the one that was sent, and in time. A wrong
    /// one costs a try.
    pub async fn confirm_mail_address(
        &self,
        community: CommunityId,
        person: PersonId,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        const CONFIRM: &str = "update mail_addresses set confirmed = 1, code_hash = ''
            where community_id = $1 and person_id = $2 and confirmed = 0 and code_hash = $3
                and code_hash <> '' and code_ends_at > $4 and tries > 0";
        const WRONG: &str = "update mail_addresses set tries = tries - 1
            where community_id = $1 and person_id = $2 and tries > 0";
        let confirmed = sqlx::query(CONFIRM)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(code_hash)
            .bind(now.0)
            .execute(&self.write)
            .await?;
        if confirmed.rows_affected() > 0 {
            return Ok(true);
        }
        sqlx::query(WRONG)
            .bind(community.to_string())
            .bind(person.to_string())
            .execute(&self.write)
            .await?;
        Ok(false)
    }

    /// Nothing is known of somebody's address any more.
    pub async fn forget_mail_address(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<()> {
        const SQL: &str = "delete from mail_addresses where community_id = $1 and person_id = $2";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// The key by which somebody's mail is ended without signing in: the one that their address
    /// has, else this new one. Nothing where they have no address any more.
    pub async fn mail_stop_key(
        &self,
        community: CommunityId,
        person: PersonId,
        new: &str,
    ) -> Result<Option<String>> {
        const SQL: &str = "update mail_addresses
            set stop_key = case when stop_key = '' then $3 else stop_key end
            where community_id = $1 and person_id = $2 returning stop_key";
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(new)
            .fetch_optional(&self.write)
            .await?;
        row.map(|row| row.text("stop_key")).transpose()
    }

    /// Nothing is known any more of the address with this key.
    pub async fn stop_mail(&self, community: CommunityId, key: &str) -> Result<()> {
        const KNOWN: &str = "select 1 from mail_addresses
            where community_id = $1 and stop_key = $2 and stop_key <> ''";
        const SQL: &str = "delete from mail_addresses
            where community_id = $1 and stop_key = $2 and stop_key <> ''";
        // It comes from an address: PostgreSQL fails on characters that no key can have.
        if !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(());
        }
        // Whoever guesses keeps no command waiting.
        let known = sqlx::query(KNOWN)
            .bind(community.to_string())
            .bind(key)
            .fetch_optional(&self.read)
            .await?;
        if known.is_some() {
            sqlx::query(SQL)
                .bind(community.to_string())
                .bind(key)
                .execute(&self.write)
                .await?;
        }
        Ok(())
    }

    /// What somebody wants in their inbox alone.
    pub async fn turned_off(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<BTreeSet<WhyMe>> {
        const SQL: &str = "select why from turned_off where community_id = $1 and person_id = $2";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .fetch_all(&self.read)
            .await?;
        rows.iter()
            .map(|row| row.code("why", WhyMe::from_code))
            .collect()
    }

    /// Somebody wants a kind of notice in their inbox alone, or elsewhere again.
    pub async fn turn(
        &self,
        community: CommunityId,
        person: PersonId,
        why: WhyMe,
        on: bool,
    ) -> Result<()> {
        const ON: &str = "delete from turned_off
            where community_id = $1 and person_id = $2 and why = $3";
        const OFF: &str = "insert into turned_off (community_id, person_id, why)
            values ($1, $2, $3) on conflict do nothing";
        sqlx::query(if on { ON } else { OFF })
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(why.code())
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Where members get mail at once who have confirmed it: without those who want a roundup.
    pub async fn mail_addresses(
        &self,
        community: CommunityId,
    ) -> Result<BTreeMap<PersonId, String>> {
        const SQL: &str = "select a.person_id, a.address from mail_addresses a
            join members m on m.community_id = a.community_id and m.person_id = a.person_id
            where a.community_id = $1 and a.confirmed = 1 and m.ended_at is null
                and a.rhythm = $2";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(Rhythm::Each.code())
            .fetch_all(&self.read)
            .await?;
        rows.iter()
            .map(|row| Ok((row.parsed("person_id")?, row.text("address")?)))
            .collect()
    }

    /// What went out by mail of the turn that is not done: to whom, and of which row.
    pub async fn mailed(&self, community: CommunityId) -> Result<BTreeSet<(PersonId, u32)>> {
        let rows = sqlx::query("select person_id, number from mailed where community_id = $1")
            .bind(community.to_string())
            .fetch_all(&self.read)
            .await?;
        rows.iter()
            .map(|row| Ok((row.parsed("person_id")?, row.number("number")?)))
            .collect()
    }

    /// Mail with these rows of the journal went out to somebody.
    pub async fn note_mailed(
        &self,
        community: CommunityId,
        person: PersonId,
        numbers: &[u32],
    ) -> Result<()> {
        const SQL: &str = "insert into mailed (community_id, person_id, number)
            values ($1, $2, $3) on conflict do nothing";
        let mut tx = self.begin().await?;
        for number in numbers {
            sqlx::query(SQL)
                .bind(community.to_string())
                .bind(person.to_string())
                .bind(i64::from(*number))
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// The turn is done: nothing of it is sent again.
    pub async fn forget_mailed(&self, community: CommunityId) -> Result<()> {
        sqlx::query("delete from mailed where community_id = $1")
            .bind(community.to_string())
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
