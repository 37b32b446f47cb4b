//! Complaints about issues, and issues that are hidden.

use domain::command::Touches;
use domain::complaint::{
    Appealed, CASES_MAX, Case, CaseView, Complaint, ComplaintView, HiddenView, Hiding, Kind,
};
use domain::issue::{Filing, HIDDEN_WITHIN};
use domain::time::DAY;
use domain::{CommunityId, IssueId, PersonId, State, TextId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::issue::write::{comes, leaves};
use crate::sql::{Columns, opt};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

/// What stands for the title of a hidden issue, for whoever does not read it, whatever its
/// language.
pub(crate) const HIDDEN: &str = "〔已隐藏 · hidden〕";

/// The title of an issue `i` from its text `t`, where nobody's own is told apart.
macro_rules! shown_title {
    () => {
        "case when i.hidden = 1 then '〔已隐藏 · hidden〕' else t.title end as title"
    };
}
pub(crate) use shown_title;

/// The issue `i` is hidden, and not the own of `$2`, the viewer or empty.
macro_rules! hidden_from_viewer {
    () => {
        "i.hidden = 1 and (i.reporter_id is null or i.reporter_id <> $2)"
    };
}
pub(crate) use hidden_from_viewer;

/// The roles that read what is hidden.
macro_rules! readers {
    () => {
        "('committee_worker', 'secretary', 'supervisor')"
    };
}
pub(crate) use readers;

/// The columns of [`hidden_view`], from a hiding `h` and its [`hiding_texts`].
macro_rules! hiding_columns {
    () => {
        "h.at as hidden_at, h.hidden_by, h.appealed, ht.body as hidden_reason,
        coalesce(ha.body, '') as appeal, coalesce(hu.body, '') as upheld"
    };
}
macro_rules! hiding_texts {
    () => {
        "join texts ht on ht.community_id = h.community_id and ht.id = h.text_id
        left join texts ha on ha.community_id = h.community_id and ha.id = h.appeal_id
        left join texts hu on hu.community_id = h.community_id and hu.id = h.upheld_id"
    };
}

fn hidden_view(row: &AnyRow, viewer: Option<PersonId>) -> Result<HiddenView> {
    Ok(HiddenView {
        at: row.time("hidden_at")?,
        reason: row.text("hidden_reason")?,
        appealed: row.code("appealed", Appealed::from_code)?,
        appeal: row.text("appeal")?,
        upheld: row.text("upheld")?,
        by_viewer: Some(row.parsed("hidden_by")?) == viewer,
    })
}

/// Whether somebody reads what is hidden from others.
pub(crate) async fn reads_hidden(
    conn: &mut AnyConnection,
    community: CommunityId,
    viewer: Option<PersonId>,
) -> Result<bool> {
    const SQL: &str = concat!(
        "select 1 as one from roles where community_id = $1 and person_id = $2 and role in ",
        readers!(),
        " limit 1"
    );
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(opt(viewer).unwrap_or_default())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// That an issue is hidden, as its author and whoever reads what is hidden see it.
pub(crate) async fn hidden(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    viewer: Option<PersonId>,
) -> Result<Option<HiddenView>> {
    const SQL: &str = concat!(
        "select ",
        hiding_columns!(),
        " from hidings h ",
        hiding_texts!(),
        " where h.community_id = $1 and h.issue_id = $2"
    );
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| hidden_view(&row, viewer)).transpose()
}

impl Store {
    /// The issues about which somebody complained and that nobody has looked at, those with most
    /// complaints first, and the hidden ones, where an appeal waits first: at most [`CASES_MAX`] of
    /// each.
    pub async fn cases(
        &self,
        community: CommunityId,
        viewer: Option<PersonId>,
    ) -> Result<(Vec<Case>, Vec<Case>)> {
        const OPEN: &str = "select i.number, t.title, c.complaints from (
                select issue_id, count(*) as complaints, min(at) as since from complaints
                where community_id = $1 and settled = 0 group by issue_id
            ) c
            join issues i on i.community_id = $1 and i.id = c.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            order by c.complaints desc, c.since, i.number limit $2";
        const HIDINGS: &str = concat!(
            "select i.number, t.title, ",
            hiding_columns!(),
            " from hidings h
            join issues i on i.community_id = h.community_id and i.id = h.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id ",
            hiding_texts!(),
            " where h.community_id = $1
            order by case when h.appealed = 'waits' then 0 else 1 end, h.at desc, i.number limit $2"
        );
        let mut conn = self.reader().await?;
        let open = sqlx::query(OPEN)
            .bind(community.to_string())
            .bind(i64::from(CASES_MAX))
            .fetch_all(&mut *conn)
            .await?;
        let open = open.iter().map(|row| {
            Ok(Case {
                number: row.number("number")?,
                title: row.text("title")?,
                complaints: row.number("complaints")?,
                hidden: None,
            })
        });
        let hidden = sqlx::query(HIDINGS)
            .bind(community.to_string())
            .bind(i64::from(CASES_MAX))
            .fetch_all(&mut *conn)
            .await?;
        let hidden = hidden.iter().map(|row| {
            Ok(Case {
                number: row.number("number")?,
                title: row.text("title")?,
                complaints: 0,
                hidden: Some(hidden_view(row, viewer)?),
            })
        });
        Ok((open.collect::<Result<_>>()?, hidden.collect::<Result<_>>()?))
    }

    /// What the page of complaints about issue `number` says to this viewer.
    pub async fn case(
        &self,
        community: CommunityId,
        number: u32,
        viewer: Option<PersonId>,
    ) -> Result<Option<CaseView>> {
        const SQL: &str = "select i.id, i.number, i.reporter_id, i.hidden, t.title,
                c.settled as complained
            from issues i
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            left join complaints c on c.community_id = i.community_id and c.issue_id = i.id
                and c.person_id = $3
            where i.community_id = $1 and i.number = $2";
        const COMPLAINTS: &str = "select c.at, c.kind, coalesce(t.body, '') as body
            from complaints c
            left join texts t on t.community_id = c.community_id and t.id = c.text_id
            where c.community_id = $1 and c.issue_id = $2 and c.settled = 0
            order by c.at, c.person_id limit $3";
        let mut conn = self.reader().await?;
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .bind(opt(viewer).unwrap_or_default())
            .fetch_optional(&mut *conn)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let issue = row.parsed("id")?;
        let reporter: Option<PersonId> = row.opt_parsed("reporter_id")?;
        let mine = reporter.is_some() && reporter == viewer;
        let reads = reads_hidden(&mut conn, community, viewer).await?;
        let is_hidden = row.flag("hidden")?;
        let mut view = CaseView {
            issue,
            number: row.number("number")?,
            title: if is_hidden && !mine && !reads {
                HIDDEN.to_owned()
            } else {
                row.text("title")?
            },
            mine,
            complained: row.opt_int("complained")?.map(|settled| settled == 1),
            is_hidden,
            hidden: None,
            complaints: vec![],
        };
        if mine || reads {
            view.hidden = hidden(&mut conn, community, issue, viewer).await?;
        }
        if reads {
            let rows = sqlx::query(COMPLAINTS)
                .bind(community.to_string())
                .bind(issue.to_string())
                .bind(i64::from(CASES_MAX))
                .fetch_all(&mut *conn)
                .await?;
            let complaints = rows.iter().map(|row| {
                Ok(ComplaintView {
                    at: row.time("at")?,
                    kind: row.code("kind", Kind::from_code)?,
                    words: row.text("body")?,
                })
            });
            view.complaints = complaints.collect::<Result<_>>()?;
        }
        Ok(Some(view))
    }
}

/// How many issues wait for the committee to look at complaints or to decide an appeal.
pub(crate) async fn waiting(conn: &mut AnyConnection, community: CommunityId) -> Result<u32> {
    const SQL: &str = "select (
            select count(distinct issue_id) from complaints
            where community_id = $1 and settled = 0
        ) + (
            select count(*) from hidings where community_id = $1 and appealed = 'waits'
        ) as total";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_one(conn)
        .await?;
    row.number("total")
}

/// Loads what a command touches of all this.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    touches: &Touches<'_>,
    sender: Option<PersonId>,
    now: Timestamp,
    state: &mut State,
) -> Result<()> {
    if let Some(sender) = sender.filter(|_| touches.often) {
        load_often(conn, community, sender, now, state).await?;
    }
    match touches.issue.filter(|_| touches.complaints) {
        Some(issue) => load_case(conn, community, issue, sender, state).await,
        None => Ok(()),
    }
}

/// Loads that an issue is hidden, and the complaints about it that nobody has looked at, with the
/// sender's own.
async fn load_case(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    sender: Option<PersonId>,
    state: &mut State,
) -> Result<()> {
    const HIDING: &str = "select reporter_id, hidden_by, at, appealed from hidings
        where community_id = $1 and issue_id = $2";
    const COMPLAINTS: &str = "select person_id, at, settled from complaints
        where community_id = $1 and issue_id = $2 and (settled = 0 or person_id = $3)";
    let row = sqlx::query(HIDING)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(row) = row {
        state.hidings.insert(issue, hiding(&row)?);
    }
    let rows = sqlx::query(COMPLAINTS)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(opt(sender).unwrap_or_default())
        .fetch_all(conn)
        .await?;
    for row in &rows {
        let key = (issue, row.parsed("person_id")?);
        state.complaints.insert(key, complaint(row)?);
    }
    Ok(())
}

/// Loads how often somebody and their household filed within a day, how often they complained, and
/// what was hidden of theirs lately.
async fn load_often(
    conn: &mut AnyConnection,
    community: CommunityId,
    sender: PersonId,
    now: Timestamp,
    state: &mut State,
) -> Result<()> {
    const FILED: &str = "select i.reporter_id, r.household_id, i.filed_at
        from members m
        join members r on r.community_id = m.community_id
            and (r.person_id = m.person_id or r.household_id = m.household_id)
        join issues i on i.community_id = r.community_id and i.reporter_id = r.person_id
        where m.community_id = $1 and m.person_id = $2 and i.filed_at > $3
        order by i.filed_at, i.number";
    const HIDDEN: &str = "select issue_id, reporter_id, hidden_by, at, appealed from hidings
        where community_id = $1 and reporter_id = $2 and at > $3";
    const COMPLAINED: &str = "select issue_id, at, settled from complaints
        where community_id = $1 and person_id = $2 and at > $3";
    let mut rows = async |sql: &'static str, within: i64| -> Result<Vec<AnyRow>> {
        let query = sqlx::query(sql).bind(community.to_string());
        let query = query.bind(sender.to_string()).bind(now.plus(-within).0);
        Ok(query.fetch_all(&mut *conn).await?)
    };
    for row in rows(FILED, DAY).await? {
        state.filings.push(Filing {
            person: row.parsed("reporter_id")?,
            household: row.opt_parsed("household_id")?,
            at: row.time("filed_at")?,
        });
    }
    for row in rows(HIDDEN, HIDDEN_WITHIN).await? {
        state.hidings.insert(row.parsed("issue_id")?, hiding(&row)?);
    }
    for row in rows(COMPLAINED, DAY).await? {
        let key = (row.parsed("issue_id")?, sender);
        state.complaints.insert(key, complaint(&row)?);
    }
    Ok(())
}

fn hiding(row: &AnyRow) -> Result<Hiding> {
    Ok(Hiding {
        reporter: row.opt_parsed("reporter_id")?,
        by: row.parsed("hidden_by")?,
        at: row.time("at")?,
        appealed: row.code("appealed", Appealed::from_code)?,
    })
}

fn complaint(row: &AnyRow) -> Result<Complaint> {
    Ok(Complaint {
        at: row.time("at")?,
        settled: row.flag("settled")?,
    })
}

pub(crate) fn made(
    to: &mut Tables<'_>,
    issue: IssueId,
    person: PersonId,
    kind: Kind,
    text: Option<TextId>,
    at: Timestamp,
) {
    insert!(
        to,
        "complaints",
        issue_id = issue,
        person_id = person,
        kind = kind.code(),
        text_id = text,
        at = at,
        settled = false,
    );
}

pub(crate) async fn settled(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update complaints set settled = 1 where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue);
    Ok(())
}

/// The issue is hidden: it is counted nowhere any more.
pub(crate) async fn hide(
    to: &mut Tables<'_>,
    issue: IssueId,
    by: PersonId,
    text: TextId,
    at: Timestamp,
) -> Result<()> {
    const ISSUE: &str = "update issues set hidden = 1 where community_id = $1 and id = $2";
    const HIDING: &str = "insert into hidings
            (community_id, issue_id, reporter_id, hidden_by, at, text_id, appealed)
        select community_id, id, reporter_id, $3, $4, $5, $6 from issues
        where community_id = $1 and id = $2";
    settled(to, issue).await?;
    leaves(to, issue).await?;
    run!(to, ISSUE, issue);
    run!(to, HIDING, issue, by, at, text, Appealed::Not.code());
    Ok(())
}

pub(crate) async fn appealed(to: &mut Tables<'_>, issue: IssueId, text: TextId) -> Result<()> {
    const SQL: &str = "update hidings set appealed = $3, appeal_id = $4
        where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue, Appealed::Waits.code(), text);
    Ok(())
}

pub(crate) async fn upheld(to: &mut Tables<'_>, issue: IssueId, text: TextId) -> Result<()> {
    const SQL: &str = "update hidings set appealed = $3, upheld_id = $4
        where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue, Appealed::Upheld.code(), text);
    Ok(())
}

pub(crate) async fn restored(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const ISSUE: &str = "update issues set hidden = 0 where community_id = $1 and id = $2";
    const HIDING: &str = "delete from hidings where community_id = $1 and issue_id = $2";
    run!(to, HIDING, issue);
    run!(to, ISSUE, issue);
    comes(to, issue).await
}

/// Papers that were made may say what is hidden now, or leave out what is shown again: they are
/// made anew when they are asked for. Not played again: papers follow from no event.
pub(crate) async fn forget_papers(to: &mut Tables<'_>) -> Result<()> {
    const SQL: &str = "delete from papers where community_id = $1";
    run!(to, SQL);
    Ok(())
}

/// The same of the meetings at which an issue is an item.
pub(crate) async fn forget_papers_with(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "delete from papers where community_id = $1 and meeting_id in (
            select meeting_id from items where community_id = $1 and issue_id = $2
        )";
    run!(to, SQL, issue);
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{Action, Role};

    use super::HIDDEN;

    #[test]
    fn queries_know_who_reads_what_is_hidden_and_what_stands_for_it() {
        let may = |role: &Role| role.may(Action::ReadHidden);
        let codes: Vec<String> = Role::ALL
            .into_iter()
            .filter(may)
            .map(|role| format!("'{}'", role.code()))
            .collect();
        assert_eq!(readers!(), format!("({})", codes.join(", ")));
        assert!(shown_title!().contains(&format!("'{HIDDEN}'")));
    }
}
