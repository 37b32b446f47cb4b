//! Who is signed in. Sessions belong to the server, not to a community, and only hashes of their
//! tokens are kept.

use domain::community::is_slug;
use domain::{Community, PersonId, Timestamp, Viewer};

use crate::community::community;
use crate::household::{known, known_columns, viewer};
use crate::sql::Columns;
use crate::{Result, Store};

/// Who comes, and to which community.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Visit {
    /// Whose live session it is, and until when.
    pub session: Option<(PersonId, Timestamp)>,
    /// The community at the address, and the visitor as it knows them.
    pub community: Option<(Community, Viewer)>,
}

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

    /// The live session with that token, the [`community`](Self::community) with that slug, and the
    /// [`viewer`](Self::viewer), in one query: most of what these cost is that the database is
    /// asked at all, and every page and every read needs them.
    pub async fn visit(&self, slug: &str, token_hash: &str, now: Timestamp) -> Result<Visit> {
        const SQL: &str = concat!(
            "select c.community_id, c.slug, c.name, c.other_name, c.language, c.zone, s.person_id, s.expires_at, ",
            known_columns!(),
            " from (select 1 as one) only_one
            left join community_details c on c.slug = $1
            left join sessions s on s.token_hash = $2 and s.expires_at > $3
            left join members m on m.community_id = c.community_id and m.person_id = s.person_id ",
            known!()
        );
        // It comes from an address: PostgreSQL fails on characters that no slug can have.
        let slug = if is_slug(slug) { slug } else { "" };
        let row = sqlx::query(SQL)
            .bind(slug)
            .bind(token_hash)
            .bind(now.0)
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
        Ok(Visit { session, community })
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
