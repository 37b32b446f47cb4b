//! Photos: uploaded first, put to an issue by the command that names them.

use std::collections::BTreeSet;

use domain::command::Touches;
use domain::issue::PHOTOS_MAX;
use domain::time::DAY;
use domain::{CommunityId, IssueId, PersonId, PhotoId, State, Timestamp};
use sqlx::AnyConnection;

use crate::complaint::{hidden_from_viewer, reads_hidden};
use crate::sql::{Columns, opt};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

/// Photos that no issue named within this time are removed, in milliseconds.
pub(crate) const UNATTACHED_KEPT_FOR: i64 = DAY;
/// So many of one person's photos are kept that no issue has named yet: ten reports full of them.
pub const UNATTACHED_MAX: u32 = 40;

impl Store {
    /// Keeps an uploaded photo in two sizes. The same id again (a phone that lost the answer)
    /// changes nothing. Whether it is kept: it is not where [`UNATTACHED_MAX`] of the person's wait
    /// for their issues already.
    pub async fn put_photo(
        &self,
        community: CommunityId,
        id: PhotoId,
        person: PersonId,
        large: &[u8],
        small: &[u8],
        now: Timestamp,
    ) -> Result<bool> {
        const CLEAR: &str = "delete from photos
            where community_id = $1 and at < $2 and not exists (
                select 1 from issue_photos p
                where p.community_id = photos.community_id and p.photo_id = photos.id
            )";
        const PUT: &str = "insert into photos (community_id, id, person_id, at, small, large)
            select $1, $2, $3, $4, $5, $6
            where (
                select count(*) from photos mine
                where mine.community_id = $1 and mine.person_id = $3 and not exists (
                    select 1 from issue_photos p
                    where p.community_id = mine.community_id and p.photo_id = mine.id
                )
            ) < $7
            on conflict (community_id, id) do nothing";
        const THERE: &str = "select 1 as one from photos where community_id = $1 and id = $2";
        let mut tx = self.begin().await?;
        sqlx::query(CLEAR)
            .bind(community.to_string())
            .bind(now.plus(-UNATTACHED_KEPT_FOR).0)
            .execute(&mut *tx)
            .await?;
        let put = sqlx::query(PUT)
            .bind(community.to_string())
            .bind(id.to_string())
            .bind(person.to_string())
            .bind(now.0)
            .bind(small.to_vec())
            .bind(large.to_vec())
            .bind(i64::from(UNATTACHED_MAX))
            .execute(&mut *tx)
            .await?;
        let kept = put.rows_affected() > 0
            || sqlx::query(THERE)
                .bind(community.to_string())
                .bind(id.to_string())
                .fetch_optional(&mut *tx)
                .await?
                .is_some();
        tx.commit().await?;
        Ok(kept)
    }

    /// A photo's file, as it was put; `None` also where it was emptied.
    pub async fn photo(
        &self,
        community: CommunityId,
        id: PhotoId,
        small: bool,
    ) -> Result<Option<Vec<u8>>> {
        const SMALL: &str = "select small as file from photos where community_id = $1 and id = $2";
        const LARGE: &str = "select large as file from photos where community_id = $1 and id = $2";
        let row = sqlx::query(if small { SMALL } else { LARGE })
            .bind(community.to_string())
            .bind(id.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        let file = row.map(|row| row.bytes("file")).transpose()?;
        Ok(file.filter(|file| !file.is_empty()))
    }
}

impl Store {
    /// All photos of an issue and of the work on it that were not emptied, in the order in which
    /// they came.
    pub async fn photos_of_issue(
        &self,
        community: CommunityId,
        issue: IssueId,
    ) -> Result<Vec<PhotoId>> {
        all_of_issue(&mut *self.reader().await?, community, issue).await
    }

    /// Whether the photo is of an issue that is hidden from this viewer.
    pub async fn photo_is_hidden(
        &self,
        community: CommunityId,
        id: PhotoId,
        viewer: Option<PersonId>,
    ) -> Result<bool> {
        const SQL: &str = concat!(
            "select 1 as one from issue_photos p
            join issues i on i.community_id = p.community_id and i.id = p.issue_id
            where p.community_id = $1 and p.photo_id = $3 and ",
            hidden_from_viewer!()
        );
        let mut conn = self.reader().await?;
        let hidden = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(opt(viewer).unwrap_or_default())
            .bind(id.to_string())
            .fetch_optional(&mut *conn)
            .await?;
        Ok(hidden.is_some() && !reads_hidden(&mut conn, community, viewer).await?)
    }
}

/// Loads what a command asks about photos.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    touches: &Touches<'_>,
    person: Option<PersonId>,
    now: Timestamp,
    state: &mut State,
) -> Result<()> {
    state.photos = free(conn, community, person, touches.photos, now).await?;
    if let Some(id) = touches.shown {
        let issue = issue_of(conn, community, id).await?;
        state.shown.extend(issue.map(|issue| (id, issue)));
    }
    Ok(())
}

/// Which of these photos the person uploaded and no issue has. They are as good as uploaded now:
/// whoever clears old ones away does not lock the community, waits for these rows and leaves them.
async fn free(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: Option<PersonId>,
    photos: &[PhotoId],
    now: Timestamp,
) -> Result<BTreeSet<PhotoId>> {
    const SQL: &str = "update photos set at = $4
        where community_id = $1 and id = $2 and person_id = $3 and not exists (
            select 1 from issue_photos p
            where p.community_id = photos.community_id and p.photo_id = photos.id
        )";
    let mut free = BTreeSet::new();
    for photo in photos {
        let there = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(photo.to_string())
            .bind(opt(person))
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
        if there.rows_affected() == 1 {
            free.insert(*photo);
        }
    }
    Ok(free)
}

/// Puts photos to the issue that names them.
pub(crate) fn attach(to: &mut Tables<'_>, issue: IssueId, photos: &[PhotoId]) {
    put(to, issue, photos, 1, false);
}

/// The same of those that came with facts which were added to it.
pub(crate) fn attach_later(to: &mut Tables<'_>, issue: IssueId, photos: &[PhotoId]) {
    put(to, issue, photos, i64::from(PHOTOS_MAX) + 1, true);
}

fn put(to: &mut Tables<'_>, issue: IssueId, photos: &[PhotoId], first: i64, added: bool) {
    for (photo, position) in photos.iter().zip(first..) {
        insert!(
            to,
            "issue_photos",
            photo_id = *photo,
            issue_id = issue,
            position = position,
            added = added,
        );
    }
}

/// The issue that has this photo.
async fn issue_of(
    conn: &mut AnyConnection,
    community: CommunityId,
    photo: PhotoId,
) -> Result<Option<IssueId>> {
    const SQL: &str = "select issue_id from issue_photos
        where community_id = $1 and photo_id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(photo.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.parsed("issue_id")).transpose()
}

/// Puts what the copy shows in the place of a photo, whose own bytes are gone then. Not played
/// again: it is so already.
pub(crate) async fn black_out(to: &mut Tables<'_>, photo: PhotoId, copy: PhotoId) -> Result<()> {
    const TAKE: &str = "update photos set
            small = (select c.small from photos c where c.community_id = $1 and c.id = $3),
            large = (select c.large from photos c where c.community_id = $1 and c.id = $3)
        where community_id = $1 and id = $2 and length(small) > 0";
    const COPY: &str = "delete from photos where community_id = $1 and id = $2";
    run!(to, TAKE, photo, copy);
    run!(to, COPY, copy);
    Ok(())
}

/// Those of these photos that were not emptied.
pub(crate) async fn there(
    conn: &mut AnyConnection,
    community: CommunityId,
    photos: &[PhotoId],
) -> Result<Vec<PhotoId>> {
    const SQL: &str = "select 1 as one from photos
        where community_id = $1 and id = $2 and length(small) > 0";
    let mut there = vec![];
    for photo in photos {
        let found = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(photo.to_string())
            .fetch_optional(&mut *conn)
            .await?;
        there.extend(found.map(|_| *photo));
    }
    Ok(there)
}

/// All photos of an issue that were not emptied, those that were added later included.
pub(crate) async fn all_of_issue(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Vec<PhotoId>> {
    const SQL: &str = "select p.photo_id from issue_photos p
        join photos f on f.community_id = p.community_id and f.id = p.photo_id
        where p.community_id = $1 and p.issue_id = $2 and length(f.small) > 0
        order by p.position, p.photo_id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.parsed("photo_id")).collect()
}

/// The photos of a report that were not emptied, in the order in which they were named.
pub(crate) async fn of_issue(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Vec<PhotoId>> {
    const SQL: &str = "select p.photo_id from issue_photos p
        join photos f on f.community_id = p.community_id and f.id = p.photo_id
        where p.community_id = $1 and p.issue_id = $2 and p.added = 0
            and length(f.small) > 0
        order by p.position, p.photo_id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| row.parsed("photo_id")).collect()
}
