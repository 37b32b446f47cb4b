//! PDFs of locked agendas: made once and kept, so that everybody who asks for what was handed out
//! gets the same.

use domain::{CommunityId, Language, MeetingId, Timestamp};

use crate::sql::Columns;
use crate::{Result, Store};

/// Which PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPaper {
    pub meeting: MeetingId,
    pub language: Language,
    /// A paper, or several in one file: `agenda`, `item-3`, `set`.
    pub kind: String,
    /// With what residents wrote, and their photos.
    pub for_members: bool,
}

impl Store {
    /// The PDF that was kept, if it was made.
    pub async fn kept_paper(
        &self,
        community: CommunityId,
        which: &KeptPaper,
    ) -> Result<Option<Vec<u8>>> {
        const SQL: &str = "select pdf from papers
            where community_id = $1 and meeting_id = $2 and language = $3 and kind = $4
                and for_members = $5";
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(which.meeting.to_string())
            .bind(which.language.code())
            .bind(&which.kind)
            .bind(i64::from(which.for_members))
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| row.bytes("pdf")).transpose()
    }

    /// Keeps a PDF. The first one stays: of two who asked at the same time, both get that one.
    /// Returns the one that is kept.
    pub async fn keep_paper(
        &self,
        community: CommunityId,
        which: &KeptPaper,
        pdf: Vec<u8>,
        now: Timestamp,
    ) -> Result<Vec<u8>> {
        // Of this community's meetings only: ids of others name nothing here.
        const SQL: &str = "insert into papers
                (community_id, meeting_id, language, kind, for_members, at, pdf)
            select m.community_id, m.id, $3, $4, $5, $6, $7
            from meetings m where m.community_id = $1 and m.id = $2
            on conflict (community_id, meeting_id, language, kind, for_members) do nothing";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(which.meeting.to_string())
            .bind(which.language.code())
            .bind(which.kind.clone())
            .bind(i64::from(which.for_members))
            .bind(now.0)
            .bind(pdf.clone())
            .execute(&self.write)
            .await?;
        Ok(self.kept_paper(community, which).await?.unwrap_or(pdf))
    }
}
