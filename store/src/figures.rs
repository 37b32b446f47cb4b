//! What figures are made of: counts and times, nobody's name and nobody's words.

use domain::figures::{Facts, IssueFacts, ReporterSays, ResultFacts};
use domain::issue::Status;
use domain::{CommunityId, Timestamp};
use sqlx::any::AnyRow;

use crate::sql::Columns;
use crate::{Result, Store};

impl Store {
    /// All that the figures of a community are made of (`domain::figures`).
    pub async fn facts(&self, community: CommunityId) -> Result<Facts> {
        const ISSUES: &str = "select i.status, i.answered_at, i.decided_at, w.due,
                case when i.reporter_id is null then null else i.filed_at end as filed_at,
                r.at as result_at
            from issues i
            left join works w on w.community_id = i.community_id and w.issue_id = i.id
            left join results r on r.community_id = i.community_id and r.issue_id = i.id
                and r.round = 1
            where i.community_id = $1";
        const RESULTS: &str = "select r.at, r.asked, r.said, r.satisfied, r.solved,
                case when i.reporter_id is null then 0 else 1 end as reported
            from results r
            join issues i on i.community_id = r.community_id and i.id = r.issue_id
            where r.community_id = $1";
        let mut conn = self.reader().await?;
        let issues = sqlx::query(ISSUES)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        let results = sqlx::query(RESULTS)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        Ok(Facts {
            issues: issues.iter().map(issue).collect::<Result<_>>()?,
            results: results.iter().map(result).collect::<Result<_>>()?,
        })
    }
}

fn issue(row: &AnyRow) -> Result<IssueFacts> {
    Ok(IssueFacts {
        status: row.code("status", Status::from_code)?,
        filed_at: row.opt_time("filed_at")?,
        answered_at: row.opt_time("answered_at")?,
        decided_at: row.opt_time("decided_at")?,
        result_at: row.opt_time("result_at")?,
        due: row.opt_parsed("due")?,
    })
}

fn result(row: &AnyRow) -> Result<ResultFacts> {
    let reporter = match (row.flag("reported")?, row.opt_int("solved")?) {
        (false, _) => None,
        (true, None) => Some(ReporterSays::Nothing),
        (true, Some(0)) => Some(ReporterSays::NotSolved),
        (true, Some(_)) => Some(ReporterSays::Solved),
    };
    Ok(ResultFacts {
        at: Timestamp(row.int("at")?),
        asked: row.number("asked")?,
        answered: row.number("said")?,
        satisfied: row.number("satisfied")?,
        reporter,
    })
}
