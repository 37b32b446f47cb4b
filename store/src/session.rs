//! Who is signed in. Sessions belong to the server, not to a community, and only hashes of their
//! tokens are kept.

use domain::{PersonId, Timestamp};

use crate::sql::Columns;
use crate::{Result, Store};

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

    /// Whose live session this is, and until when.
    pub async fn session(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<(PersonId, Timestamp)>> {
        const SQL: &str = "select person_id, expires_at from sessions
            where token_hash = $1 and expires_at > $2";
        let row = sqlx::query(SQL)
            .bind(token_hash)
            .bind(now.0)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| Ok((row.parsed("person_id")?, row.time("expires_at")?)))
            .transpose()
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
