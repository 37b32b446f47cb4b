//! What events change in the tables of issues and seconds.

use domain::issue::{Category, Status, Step};
use domain::meeting::{self, Decision};
use domain::place::Area;
use domain::{BuildingId, HouseholdId, IssueId, PersonId, TextId, Timestamp, fold};

use crate::Result;
use crate::sql::{Columns, Tables, run};

/// An issue as it comes in, filed or imported.
pub(crate) struct New<'a> {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    pub reporter: Option<PersonId>,
    pub category: Category,
    pub area: &'a Area,
    pub building: Option<&'a BuildingId>,
    pub text: TextId,
    pub filed_at: Timestamp,
}

pub(crate) async fn insert(to: &mut Tables<'_>, new: &New<'_>) -> Result<()> {
    const SQL: &str = "insert into issues (community_id, id, number, status, reporter_id, category,
            minutes, filed_at, answered, text_id, area, building_id, lat, lon, accuracy, source,
            located, seconds, on_behalf, urgent, passed_over)
        select $1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, p.lat, p.lon, p.accuracy, p.source,
            case when $12 = 1 or p.issue_id is not null then 1 else 0 end, 0, 0, 0, 0
        from communities c
        left join positions p on p.community_id = c.id and p.issue_id = $2
        where c.id = $1";
    run!(
        to,
        SQL,
        new.id,
        new.number,
        new.status.code(),
        new.reporter,
        new.category.code(),
        new.category.default_minutes(),
        new.filed_at,
        new.text,
        new.area.code(),
        new.building,
        new.building.is_some(),
    );
    look_through(to, new.id, new.text).await
}

/// These are the words now in which the issue is found.
async fn look_through(to: &mut Tables<'_>, issue: IssueId, text: TextId) -> Result<()> {
    const KEPT: &str = "select title, body from texts where community_id = $1 and id = $2";
    const SQL: &str = "insert into issue_words (community_id, issue_id, words) values ($1, $2, $3)
        on conflict (community_id, issue_id) do update set words = excluded.words";
    let kept = sqlx::query(KEPT)
        .bind(to.community.to_string())
        .bind(text.to_string())
        .fetch_optional(&mut *to.conn)
        .await?;
    let words = match kept {
        // Nothing is found across the end of the title.
        Some(row) => format!(
            "{}\n{}",
            fold(&row.text("title")?),
            fold(&row.text("body")?)
        ),
        None => String::new(),
    };
    run!(to, SQL, issue, words.trim());
    Ok(())
}

/// Other words, of the same issue; another category needs its own minutes until the issue is
/// accepted.
pub(crate) async fn edited(
    to: &mut Tables<'_>,
    issue: IssueId,
    category: Category,
    area: &Area,
    text: TextId,
) -> Result<()> {
    const SQL: &str = "update issues set category = $3, minutes = $4, area = $5, text_id = $6
        where community_id = $1 and id = $2";
    let minutes = category.default_minutes();
    run!(to, SQL, issue, category.code(), minutes, area.code(), text);
    look_through(to, issue, text).await
}

pub(crate) async fn withdrawn(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set status = $3 where community_id = $1 and id = $2";
    run!(to, SQL, issue, Step::Withdraw.leads_to().code());
    Ok(())
}

pub(crate) async fn accepted(
    to: &mut Tables<'_>,
    issue: IssueId,
    minutes: u32,
    urgent: bool,
) -> Result<()> {
    const SQL: &str = "update issues set status = $3, answered = 1
        where community_id = $1 and id = $2";
    run!(to, SQL, issue, Step::Accept.leads_to().code());
    revised(to, issue, minutes, urgent).await
}

pub(crate) async fn revised(
    to: &mut Tables<'_>,
    issue: IssueId,
    minutes: u32,
    urgent: bool,
) -> Result<()> {
    const SQL: &str = "update issues set urgent = $3 where community_id = $1 and id = $2";
    // Danger does not wait for a date that was set before anybody knew of it.
    const WAITS_NO_MORE: &str = "update issues set review_on = null
        where community_id = $1 and id = $2 and urgent = 0";
    if urgent {
        run!(to, WAITS_NO_MORE, issue);
    }
    run!(to, SQL, issue, urgent);
    set_minutes(to, issue, minutes).await
}

/// A draft shows, and its lock freezes, the minutes that the issue needs now.
pub(crate) async fn set_minutes(to: &mut Tables<'_>, issue: IssueId, minutes: u32) -> Result<()> {
    const ISSUE: &str = "update issues set minutes = $3 where community_id = $1 and id = $2";
    const VERSIONS: &str = "update meetings set version = version + 1
        where community_id = $1 and status = $4 and id in (
            select meeting_id from items
            where community_id = $1 and issue_id = $2 and minutes <> $3
        )";
    const DRAFTS: &str = "update items set minutes = $3
        where community_id = $1 and issue_id = $2 and meeting_id in (
            select id from meetings where community_id = $1 and status = $4
        )";
    let draft = meeting::Status::Draft.code();
    run!(to, ISSUE, issue, minutes);
    run!(to, VERSIONS, issue, minutes, draft);
    run!(to, DRAFTS, issue, minutes, draft);
    Ok(())
}

/// An agenda was locked without it that could have taken it.
pub(crate) async fn passed_over(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set passed_over = passed_over + 1
        where community_id = $1 and id = $2";
    run!(to, SQL, issue);
    Ok(())
}

pub(crate) async fn declined(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set status = $3, answered = 1
        where community_id = $1 and id = $2";
    run!(to, SQL, issue, Step::Decline.leads_to().code());
    Ok(())
}

/// The branch has said something, and neither accepted nor declined it.
pub(crate) async fn answered(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set answered = 1 where community_id = $1 and id = $2";
    run!(to, SQL, issue);
    Ok(())
}

/// On a locked agenda: what an earlier meeting decided is history now, and stands in the trace.
pub(crate) async fn listed(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = null, passed_over = 0
        where community_id = $1 and id = $2";
    run!(to, SQL, issue, Step::Lock.leads_to().code());
    Ok(())
}

/// A decision was published: where it leads, and on which day a deferred issue comes back.
pub(crate) async fn decided(
    to: &mut Tables<'_>,
    issue: IssueId,
    decision: &Decision,
) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = $4, review_on = $5
        where community_id = $1 and id = $2";
    let (status, kind) = (decision.leads_to().code(), decision.kind().code());
    run!(to, SQL, issue, status, kind, decision.review_on());
    Ok(())
}

/// A live second, maybe entered by somebody else (代录).
pub(crate) async fn seconded(
    to: &mut Tables<'_>,
    issue: IssueId,
    person: PersonId,
    household: HouseholdId,
    entered_by: Option<PersonId>,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into seconds
            (community_id, issue_id, person_id, household_id, entered_by, at)
        values ($1, $2, $3, $4, $5, $6)";
    run!(to, SQL, issue, person, household, entered_by, at);
    count(to, issue, 1, i64::from(entered_by.is_some())).await
}

pub(crate) async fn taken_back(
    to: &mut Tables<'_>,
    issue: IssueId,
    person: PersonId,
) -> Result<()> {
    const SQL: &str = "delete from seconds
        where community_id = $1 and issue_id = $2 and person_id = $3
        returning case when entered_by is null then 0 else 1 end as on_behalf";
    let gone = sqlx::query(SQL)
        .bind(to.community.to_string())
        .bind(issue.to_string())
        .bind(person.to_string())
        .fetch_optional(&mut *to.conn)
        .await?;
    match gone {
        None => Ok(()),
        Some(row) => count(to, issue, -1, -row.int("on_behalf")?).await,
    }
}

/// Adds to the numbers that the feed is sorted by. Counting anew would take longer with each second
/// of an issue; `twoline check` counts.
async fn count(to: &mut Tables<'_>, issue: IssueId, seconds: i64, on_behalf: i64) -> Result<()> {
    const SQL: &str = "update issues set seconds = seconds + $3, on_behalf = on_behalf + $4
        where community_id = $1 and id = $2";
    run!(to, SQL, issue, seconds, on_behalf);
    Ok(())
}
