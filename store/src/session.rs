//! Who is signed in. Sessions belong to the server, not to a community, and only hashes of their
//! tokens are kept.

use domain::community::is_slug;
use domain::time::{DAY, MINUTE};
use domain::{CommandId, Community, PersonId, Timestamp, Viewer};

use crate::community::community;
use crate::household::{known, known_columns, viewer};
use crate::sql::Columns;
use crate::tables::Tables;
use crate::{Result, Store};

/// Who comes, and to which community.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visit {
    /// Whose live session it is, and until when.
    pub session: Option<(PersonId, Timestamp)>,
    /// Nobody has come with it before.
    pub is_first: bool,
    /// What the person may has changed since it was made: it takes another token.
    pub is_outdated: bool,
    /// When somebody came with it last, to a day.
    pub seen: Timestamp,
    /// The community at the address, and the visitor as it knows them.
    pub community: Option<(Community, Viewer)>,
}

/// How long a session lives at most after it was made, however often its person comes: then they
/// sign in anew.
pub const SESSION_ENDS_AFTER: i64 = 400 * DAY;
/// How long a token that was exchanged is good still: requests with it may be under way.
const EXCHANGED_FOR: i64 = MINUTE;

impl Store {
    /// Signs a person in until `expires_at`, and forgets sessions that have expired.
    pub async fn create_session(
        &self,
        token_hash: &str,
        person: PersonId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        const SQL: &str = "insert into sessions (token_hash, person_id, created_at, expires_at)
            values ($1, $2, $3, $4)";
        let mut tx = self.begin().await?;
        sqlx::query("delete from sessions where expires_at <= $1")
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(token_hash)
            .bind(person.to_string())
            .bind(now.0)
            .bind(expires_at.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Signs somebody in until `expires_at` by the form by which they joined. Where it was sent
    /// before (`again`), only as long as nobody has come with the session that it made, which ends:
    /// its answer was lost. Whoever signed out is not brought back. Whether they are signed in.
    pub async fn create_session_by(
        &self,
        token_hash: &str,
        person: PersonId,
        made_by: CommandId,
        again: bool,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool> {
        const LOST: &str = "delete from sessions
            where made_by = $1 and person_id = $2 and used = 0";
        const SQL: &str = "insert into sessions
                (token_hash, person_id, created_at, expires_at, made_by, used)
            values ($1, $2, $3, $4, $5, 0)";
        let mut tx = self.begin().await?;
        let lost = sqlx::query(LOST)
            .bind(made_by.to_string())
            .bind(person.to_string())
            .execute(&mut *tx)
            .await?;
        if again && lost.rows_affected() == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query("delete from sessions where expires_at <= $1")
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(token_hash)
            .bind(person.to_string())
            .bind(now.0)
            .bind(expires_at.0)
            .bind(made_by.to_string())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Somebody has come with it, from this kind of device.
    pub async fn use_session(&self, token_hash: &str, device: &str, now: Timestamp) -> Result<()> {
        const SQL: &str = "update sessions set used = 1, device = $2, seen_at = $3
            where token_hash = $1";
        sqlx::query(SQL)
            .bind(token_hash)
            .bind(device)
            .bind(now.0)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Gives a session that is outdated another token; the old one is good for a moment still. Not
    /// where somebody else was faster: whether it has the new one.
    pub async fn exchange_token(
        &self,
        token_hash: &str,
        new_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        const NEW: &str = "insert into sessions
                (token_hash, person_id, created_at, expires_at, made_by, used, device, seen_at)
            select $2, person_id, created_at, expires_at, made_by, 1, device, seen_at from sessions
            where token_hash = $1 and outdated = 1";
        const OLD: &str = "update sessions set outdated = 0,
                expires_at = case when expires_at < $2 then expires_at else $2 end
            where token_hash = $1 and outdated = 1";
        let mut tx = self.begin().await?;
        // First, so that of two at once the second finds nothing.
        let old =
            sqlx::query("update sessions set used = 1 where token_hash = $1 and outdated = 1")
                .bind(token_hash)
                .execute(&mut *tx)
                .await?;
        if old.rows_affected() == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        sqlx::query(NEW)
            .bind(token_hash)
            .bind(new_hash)
            .execute(&mut *tx)
            .await?;
        sqlx::query(OLD)
            .bind(token_hash)
            .bind(now.plus(EXCHANGED_FOR).0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The live session with that token, the [`community`](Self::community) with that slug, and the
    /// [`viewer`](Self::viewer), in one query: most of what these cost is that the database is
    /// asked at all, and every page and every read needs them.
    pub async fn visit(&self, slug: &str, token_hash: &str, now: Timestamp) -> Result<Visit> {
        const SQL: &str = concat!(
            "select c.community_id, c.slug, c.name, c.other_name, c.language, c.zone, s.person_id,
                s.expires_at, s.used, s.outdated, s.seen_at, ",
            known_columns!(),
            " from (select 1 as one) only_one
            left join community_details c on c.slug = $1
            left join sessions s on s.token_hash = $2 and s.expires_at > $3 and s.created_at > $4
            left join members m on m.community_id = c.community_id and m.person_id = s.person_id ",
            known!()
        );
        // It comes from an address: PostgreSQL fails on characters that no slug can have.
        let slug = if is_slug(slug) { slug } else { "" };
        let row = sqlx::query(SQL)
            .bind(slug)
            .bind(token_hash)
            .bind(now.0)
            .bind(now.plus(-SESSION_ENDS_AFTER).0)
            .fetch_one(&mut *self.reader().await?)
            .await?;
        let person = row.opt_parsed("person_id")?;
        let session = match person {
            Some(person) => Some((person, row.time("expires_at")?)),
            None => None,
        };
        let community = match row.opt_text("community_id")? {
            Some(_) => Some((community(&row)?, viewer(&row, person)?)),
            None => None,
        };
        Ok(Visit {
            is_first: row.opt_int("used")? == Some(0),
            is_outdated: row.opt_int("outdated")? == Some(1),
            seen: row.opt_time("seen_at")?.unwrap_or_default(),
            session,
            community,
        })
    }

    /// Lets a session live on until `expires_at`.
    pub async fn extend_session(&self, token_hash: &str, expires_at: Timestamp) -> Result<()> {
        sqlx::query("update sessions set expires_at = $2 where token_hash = $1")
            .bind(token_hash)
            .bind(expires_at.0)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Signs out.
    pub async fn end_session(&self, token_hash: &str) -> Result<()> {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

/// What somebody may has changed: their sessions take another token, and end, with every way back,
/// where there is no community left in which they may anything. Follows from no
/// journal, and is not played again.
pub(crate) async fn rights_changed(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const OUTDATED: &str = "update sessions set outdated = 1 where person_id = $1";
    const OVER: &str = "delete from sessions where person_id = $1 and not exists (
            select 1 from roles r where r.person_id = sessions.person_id
        )";
    const NO_RECOVERY: &str = "delete from recoveries where person_id = $1 and not exists (
            select 1 from roles r where r.person_id = recoveries.person_id
        )";
    const NO_HAND_OVER: &str = "delete from hand_overs where person_id = $1";
    let conn = to.conn().await?;
    for sql in [OUTDATED, OVER, NO_RECOVERY, NO_HAND_OVER] {
        sqlx::query(sql)
            .bind(person.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
