//! Who may set communities up in a browser: whoever was given the one-time link at the console.

use domain::Timestamp;

use crate::{Result, Store};

impl Store {
    /// A new link, good once and until `expires_at`; one that was made before is void.
    pub async fn make_setup_link(&self, token_hash: &str, expires_at: Timestamp) -> Result<()> {
        const SQL: &str = "insert into setup_tokens (token_hash, is_link, expires_at)
            values ($1, 1, $2)";
        let mut tx = self.begin().await?;
        sqlx::query("delete from setup_tokens where is_link = 1")
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(token_hash)
            .bind(expires_at.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Uses a link up and begins a session with it; `false` where there is no such link, or not any
    /// more.
    pub async fn begin_setup(
        &self,
        link_hash: &str,
        session_hash: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool> {
        const USE: &str = "delete from setup_tokens
            where token_hash = $1 and is_link = 1 and expires_at > $2";
        const SESSION: &str = "insert into setup_tokens (token_hash, is_link, expires_at)
            values ($1, 0, $2)";
        let mut tx = self.begin().await?;
        let used = sqlx::query(USE)
            .bind(link_hash)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        if used.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("delete from setup_tokens where expires_at <= $1")
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SESSION)
            .bind(session_hash)
            .bind(expires_at.0)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether this session may set up now.
    pub async fn may_set_up(&self, session_hash: &str, now: Timestamp) -> Result<bool> {
        const SQL: &str = "select 1 as one from setup_tokens
            where token_hash = $1 and is_link = 0 and expires_at > $2";
        let row = sqlx::query(SQL)
            .bind(session_hash)
            .bind(now.0)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.is_some())
    }

    /// Ends a session.
    pub async fn end_setup(&self, session_hash: &str) -> Result<()> {
        sqlx::query("delete from setup_tokens where token_hash = $1 and is_link = 0")
            .bind(session_hash)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
