//! Wrong slip codes: guessing is slowed down.

use domain::Timestamp;
use domain::household::FAILURES_FORGOTTEN_AFTER;

use crate::sql::Columns;
use crate::{Result, Store};

impl Store {
    /// How often in a row `key` sent a wrong code, and when last.
    pub async fn join_failures(&self, key: &str) -> Result<(u32, Timestamp)> {
        let row = sqlx::query("select failures, last_at from join_failures where key = $1")
            .bind(key)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map_or(Ok((0, Timestamp::default())), |row| {
            Ok((row.number("failures")?, row.time("last_at")?))
        })
    }

    /// Notes a wrong code, and forgets old ones of everybody.
    pub async fn note_join_failure(&self, key: &str, now: Timestamp) -> Result<()> {
        const SQL: &str = "insert into join_failures (key, failures, last_at) values ($1, 1, $2)
            on conflict (key) do update
            set failures = join_failures.failures + 1, last_at = excluded.last_at";
        let mut tx = self.begin().await?;
        sqlx::query("delete from join_failures where last_at < $1")
            .bind(now.plus(-FAILURES_FORGOTTEN_AFTER).0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(key)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Forgets the wrong codes of `key`, because a right one came.
    pub async fn forget_join_failures(&self, key: &str) -> Result<()> {
        sqlx::query("delete from join_failures where key = $1")
            .bind(key)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}
