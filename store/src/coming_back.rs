//! Coming back on another phone, and where somebody is signed in. What is kept here belongs to the
//! server; slips that the committee prints for it follow from the journal.

use domain::back::Return;
use domain::hex::sha256_hex;
use domain::{CommandId, CommunityId, PersonId, SlipId, Timestamp};
use sqlx::AnyConnection;

use crate::sql::Columns;
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

/// Whose a recovery code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    pub person: PersonId,
    /// It was used by the same form before.
    pub again: bool,
}

/// Somewhere that a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Tells it from the person's others; opens nothing.
    pub id: String,
    /// The kind of phone and browser; empty where nobody has come with it yet.
    pub device: String,
    pub since: Timestamp,
    /// To a day.
    pub seen: Timestamp,
    /// It is the one that asks.
    pub is_this: bool,
}

/// What tells a session from others.
fn session_id(token_hash: &str) -> String {
    sha256_hex(token_hash)[..16].to_owned()
}

impl Store {
    /// When the recovery code of this person was made, if they have one.
    pub async fn recovery_made_at(&self, person: PersonId) -> Result<Option<Timestamp>> {
        let row = sqlx::query("select made_at from recoveries where person_id = $1")
            .bind(person.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| row.time("made_at")).transpose()
    }

    /// Gives a person another recovery code; the one before is no longer good.
    pub async fn keep_recovery(
        &self,
        person: PersonId,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<()> {
        const SQL: &str = "insert into recoveries (person_id, code_hash, made_at)
            values ($1, $2, $3)
            on conflict (person_id) do update
            set code_hash = excluded.code_hash, made_at = excluded.made_at";
        sqlx::query(SQL)
            .bind(person.to_string())
            .bind(code_hash)
            .bind(now.0)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Whose this recovery code is, for whoever sends it by this form.
    pub async fn recovery(&self, code_hash: &str, form: CommandId) -> Result<Option<Recovery>> {
        const SQL: &str = "select person_id, code_hash from recoveries
            where code_hash = $1 or (spent_hash = $1 and spent_by = $2)";
        let row = sqlx::query(SQL)
            .bind(code_hash)
            .bind(form.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| {
            Ok(Recovery {
                person: row.parsed("person_id")?,
                again: row.text("code_hash")? != code_hash,
            })
        })
        .transpose()
    }

    /// Uses up a recovery code, by this form, and puts another in its place. Not where it was used
    /// meanwhile: whether it was good.
    pub async fn use_recovery(
        &self,
        code_hash: &str,
        form: CommandId,
        new_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        const SQL: &str = "update recoveries
            set code_hash = $3, made_at = $4, spent_hash = $1, spent_by = $2
            where code_hash = $1";
        let used = sqlx::query(SQL)
            .bind(code_hash)
            .bind(form.to_string())
            .bind(new_hash)
            .bind(now.0)
            .execute(&self.write)
            .await?;
        Ok(used.rows_affected() > 0)
    }

    /// Makes a code good by which another browser of this person is signed in, and earlier ones of
    /// theirs void.
    pub async fn make_hand_over(
        &self,
        code_hash: &str,
        person: PersonId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        const OVER: &str = "delete from hand_overs where person_id = $1 or expires_at <= $2";
        const SQL: &str = "insert into hand_overs (code_hash, person_id, expires_at)
            values ($1, $2, $3)";
        let mut tx = self.begin().await?;
        sqlx::query(OVER)
            .bind(person.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(code_hash)
            .bind(person.to_string())
            .bind(expires_at.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Whose hand-over code this is.
    pub async fn hand_over(&self, code_hash: &str, now: Timestamp) -> Result<Option<PersonId>> {
        const SQL: &str = "select person_id from hand_overs
            where code_hash = $1 and expires_at > $2";
        let row = sqlx::query(SQL)
            .bind(code_hash)
            .bind(now.0)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| row.parsed("person_id")).transpose()
    }

    /// Uses up a hand-over code: whether it was still good.
    pub async fn use_hand_over(&self, code_hash: &str, now: Timestamp) -> Result<bool> {
        const SQL: &str = "delete from hand_overs where code_hash = $1 and expires_at > $2";
        let used = sqlx::query(SQL)
            .bind(code_hash)
            .bind(now.0)
            .execute(&self.write)
            .await?;
        Ok(used.rows_affected() > 0)
    }

    /// Where a person is signed in, the latest first; `token_hash` is of whoever asks.
    pub async fn signed_in(
        &self,
        person: PersonId,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Vec<SignedIn>> {
        const SQL: &str = "select token_hash, device, created_at, seen_at from sessions
            where person_id = $1 and expires_at > $2
            order by seen_at desc, created_at desc, token_hash";
        let rows = sqlx::query(SQL)
            .bind(person.to_string())
            .bind(now.0)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let all = rows.iter().map(|row| {
            let hash = row.text("token_hash")?;
            let since = row.time("created_at")?;
            Ok(SignedIn {
                id: session_id(&hash),
                device: row.text("device")?,
                since,
                seen: row.time("seen_at")?.max(since),
                is_this: hash == token_hash,
            })
        });
        all.collect()
    }

    /// Signs a person out where that session is; whether there was one.
    pub async fn end_session_of(&self, person: PersonId, id: &str) -> Result<bool> {
        let mut tx = self.begin().await?;
        let rows = sqlx::query("select token_hash from sessions where person_id = $1")
            .bind(person.to_string())
            .fetch_all(&mut *tx)
            .await?;
        for row in &rows {
            let hash = row.text("token_hash")?;
            if session_id(&hash) == id {
                sqlx::query("delete from sessions where token_hash = $1")
                    .bind(hash)
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                return Ok(true);
            }
        }
        tx.rollback().await?;
        Ok(false)
    }

    /// Signs a person out everywhere but where this token is, and makes their hand-over codes void.
    pub async fn end_other_sessions(&self, person: PersonId, token_hash: &str) -> Result<()> {
        let mut tx = self.begin().await?;
        sqlx::query("delete from sessions where person_id = $1 and token_hash <> $2")
            .bind(person.to_string())
            .bind(token_hash)
            .execute(&mut *tx)
            .await?;
        sqlx::query("delete from hand_overs where person_id = $1")
            .bind(person.to_string())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// The slip with this code by which somebody comes back.
    pub async fn return_slip(
        &self,
        community: CommunityId,
        code_hash: &str,
    ) -> Result<Option<Return>> {
        find_return(&mut *self.reader().await?, community, code_hash).await
    }
}

/// The slip with this code by which somebody comes back.
pub(crate) async fn find_return(
    conn: &mut AnyConnection,
    community: CommunityId,
    code_hash: &str,
) -> Result<Option<Return>> {
    const SQL: &str = "select s.id, s.person_id, s.expires_at, s.over
        from slip_codes c
        join return_slips s on s.community_id = c.community_id and s.id = c.slip_id
        where c.community_id = $1 and c.code_hash = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(code_hash)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Return {
            slip: row.parsed("id")?,
            person: row.parsed("person_id")?,
            expires_at: row.time("expires_at")?,
            over: row.flag("over")?,
        })
    })
    .transpose()
}

/// Whether this person belongs to another community of the server.
pub(crate) async fn is_elsewhere(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<bool> {
    const SQL: &str = "select 1 as one from roles
        where community_id <> $1 and person_id = $2 limit 1";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// A slip is bound to a person; their earlier ones are void.
pub(crate) async fn return_printed(
    to: &mut Tables<'_>,
    slip: SlipId,
    person: PersonId,
    expires_at: Timestamp,
) -> Result<()> {
    const OVER: &str = "update return_slips set over = 1
        where community_id = $1 and person_id = $2";
    run!(to, OVER, person);
    insert!(
        to,
        "return_slips",
        id = slip,
        person_id = person,
        expires_at = expires_at,
        over = 0_u32,
    );
    Ok(())
}

pub(crate) async fn came_back(to: &mut Tables<'_>, slip: SlipId) -> Result<()> {
    const SQL: &str = "update return_slips set over = 1 where community_id = $1 and id = $2";
    run!(to, SQL, slip);
    Ok(())
}
