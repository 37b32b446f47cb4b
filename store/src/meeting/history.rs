//! What came before a meeting, as its papers tell it.

use domain::meeting::{Decided, Decision, History, LastMeeting, MeetingView};
use domain::{CommunityId, Text, Traced, Viewer};
use sqlx::AnyConnection;

use crate::complaint::shown_title;
use crate::issue::{entry, entry_columns, entry_tables};
use crate::sql::Columns;
use crate::{Result, Store, offer};

impl Store {
    /// What came before a meeting that this viewer reads, for its papers: of a locked agenda what
    /// had come before the lock, so that they stay as they were; and the results of the work since.
    /// Answers are read by members.
    #[expect(clippy::too_many_lines, reason = "one query after the other")]
    pub async fn history(
        &self,
        community: CommunityId,
        view: &MeetingView,
        viewer: &Viewer,
    ) -> Result<History> {
        const ITEMS: &str = concat!(
            "select x.issue_id, i.hidden, ",
            entry_columns!(),
            " from ",
            entry_tables!(),
            " join issues i on i.community_id = x.community_id and i.id = x.issue_id
            where x.community_id = $1 and j.at <= $3 and x.issue_id in (
                select issue_id from items where community_id = $1 and meeting_id = $2
            )
            order by x.number"
        );
        const GROUND: &str = "select issue_id, ground from items
            where community_id = $1 and meeting_id = $2 and ground is not null";
        // The last thing that happens to a meeting is that its decisions are published.
        const LAST: &str = "select m.id, m.number from meetings m
            where m.community_id = $1 and m.id <> $2 and m.status = 'published'
                and m.starts_at < $4 and $3 >= (
                    select max(j.at) from trace x
                    join journal j on j.community_id = x.community_id and j.number = x.number
                    where x.community_id = m.community_id and x.meeting_id = m.id
                )
            order by m.starts_at desc, m.number desc limit 1";
        const DECIDED: &str = concat!(
            "select it.issue_id, ",
            shown_title!(),
            ", it.decision, o.name as owner, dt.body
            from items it
            join issues i on i.community_id = it.community_id and i.id = it.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            left join texts dt
                on dt.community_id = it.community_id and dt.id = it.decision_text_id
            left join owners o
                on o.community_id = it.community_id and o.text_id = it.decision_text_id
            where it.community_id = $1 and it.meeting_id = $2 and it.decision is not null
            order by it.position"
        );
        let mut history = History::default();
        // Items of a draft are not told to everybody, and neither is what came before them.
        if view.items.is_empty() {
            return Ok(history);
        }
        let mut conn = self.reader().await?;
        let meeting = view.meeting.id.to_string();
        let until = view.locked_at.map_or(i64::MAX, |at| at.0);
        let rows = sqlx::query(ITEMS)
            .bind(community.to_string())
            .bind(meeting.as_str())
            .bind(until)
            .fetch_all(&mut *conn)
            .await?;
        for row in &rows {
            let entry = entry(row)?;
            let decided = matches!(
                entry.event,
                Traced::DecisionPublished { .. }
                    | Traced::ResultPublished { .. }
                    | Traced::IssueReopened { .. }
                    | Traced::DeferredReturned
            );
            // An answer may say again what is hidden.
            let answered = entry.event == Traced::IssueAnswered && !row.flag("hidden")?;
            if decided || answered && viewer.is_member() {
                let issue = row.parsed("issue_id")?;
                history.items.entry(issue).or_default().push(entry);
            }
        }
        let rows = sqlx::query(GROUND)
            .bind(community.to_string())
            .bind(meeting.as_str())
            .fetch_all(&mut *conn)
            .await?;
        for row in &rows {
            history
                .ground
                .insert(row.parsed("issue_id")?, row.json("ground")?);
        }
        since(&mut conn, community, view, until, &mut history).await?;
        let last = sqlx::query(LAST)
            .bind(community.to_string())
            .bind(meeting.as_str())
            .bind(until)
            .bind(view.meeting.starts_at.0)
            .fetch_optional(&mut *conn)
            .await?;
        let Some(last) = last else { return Ok(history) };
        let rows = sqlx::query(DECIDED)
            .bind(community.to_string())
            .bind(last.text("id")?)
            .fetch_all(&mut *conn)
            .await?;
        let mut decided = vec![];
        for row in &rows {
            let Some(decision) = row.opt_json::<Decision>("decision")? else {
                continue;
            };
            if decision == Decision::NotDone {
                continue;
            }
            decided.push(Decided {
                issue: row.parsed("issue_id")?,
                title: row.text("title")?,
                decision,
                text: match row.opt_text("owner")? {
                    None => None,
                    Some(owner) => Some(Text {
                        title: owner,
                        body: row.opt_text("body")?.unwrap_or_default(),
                    }),
                },
            });
        }
        history.last = Some(LastMeeting {
            number: last.number("number")?,
            decided,
        });
        Ok(history)
    }
}

/// The last result that was published of each item's work since the lock, and what was given for
/// it.
async fn since(
    conn: &mut AnyConnection,
    community: CommunityId,
    view: &MeetingView,
    until: i64,
    history: &mut History,
) -> Result<()> {
    const SQL: &str = concat!(
        "select x.issue_id, ",
        entry_columns!(),
        " from ",
        entry_tables!(),
        " where x.community_id = $1 and j.at > $3 and x.issue_id in (
            select issue_id from items where community_id = $1 and meeting_id = $2
        )
        order by x.number"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(view.meeting.id.to_string())
        .bind(until)
        .fetch_all(&mut *conn)
        .await?;
    for row in &rows {
        let entry = entry(row)?;
        if matches!(entry.event, Traced::ResultPublished { .. }) {
            history.results.insert(row.parsed("issue_id")?, entry);
        }
    }
    if !history.results.is_empty() {
        history.given = offer::given(conn, community, view).await?;
    }
    Ok(())
}
