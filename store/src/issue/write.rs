//! What events change in the tables of issues and seconds.

use std::collections::BTreeMap;

use domain::issue::{Category, Discretion, Status, Step};
use domain::meeting::{self, Decision};
use domain::place::Area;
use domain::{BuildingId, HouseholdId, IssueId, PersonId, TextId, Timestamp, fold};

use super::words::Changes;
use crate::Result;
use crate::sql::{Cell, Columns, Statement, cell};
use crate::tables::{Tables, insert, run};

/// An issue as it comes in, filed or imported.
pub(crate) struct New {
    pub id: IssueId,
    pub number: u32,
    pub status: Status,
    pub reporter: Option<PersonId>,
    pub category: Category,
    pub area: Area,
    pub building: Option<BuildingId>,
    pub text: TextId,
    pub filed_at: Timestamp,
}

pub(crate) fn insert(to: &mut Tables<'_>, new: New) {
    to.due.words.insert(new.id, (new.number, new.text));
    to.due.issues.push(new);
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
    leaves(to, issue).await?;
    let minutes = category.default_minutes();
    run!(to, SQL, issue, category.code(), minutes, area.code(), text);
    other_words(to, issue, text).await?;
    comes(to, issue).await
}

pub(crate) async fn accepted(
    to: &mut Tables<'_>,
    issue: IssueId,
    minutes: u32,
    urgent: bool,
    at: Timestamp,
) -> Result<()> {
    answered(to, issue, at).await?;
    stands(to, issue, Step::Accept).await?;
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

pub(crate) async fn facts_added(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set added = added + 1 where community_id = $1 and id = $2";
    run!(to, SQL, issue);
    Ok(())
}

pub(crate) async fn declined(to: &mut Tables<'_>, issue: IssueId, at: Timestamp) -> Result<()> {
    answered(to, issue, at).await?;
    stands(to, issue, Step::Decline).await
}

/// The branch has said something: by this, or before.
pub(crate) async fn answered(to: &mut Tables<'_>, issue: IssueId, at: Timestamp) -> Result<()> {
    const SQL: &str = "update issues set answered = 1, answered_at = coalesce(answered_at, $3)
        where community_id = $1 and id = $2";
    run!(to, SQL, issue, at);
    Ok(())
}

/// On a locked agenda: what an earlier meeting decided is history now, and stands in the trace.
pub(crate) async fn listed(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = null, passed_over = 0
        where community_id = $1 and id = $2";
    leaves(to, issue).await?;
    run!(to, SQL, issue, Step::Lock.leads_to().code());
    comes(to, issue).await
}

/// A decision was published: where it leads, and on which day a deferred issue comes back.
pub(crate) async fn decided(
    to: &mut Tables<'_>,
    issue: IssueId,
    decision: &Decision,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "update issues set status = $3, decision = $4, review_on = $5,
            decided_at = coalesce(decided_at, $6)
        where community_id = $1 and id = $2";
    let (status, kind) = (decision.leads_to().code(), decision.kind().code());
    leaves(to, issue).await?;
    run!(to, SQL, issue, status, kind, decision.review_on(), at);
    comes(to, issue).await
}

/// What was written of it, and where it is, may have been emptied: what follows from that is made
/// anew.
pub(crate) async fn emptied(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const NOWHERE: &str =
        "update issues set lat = null, lon = null, accuracy = null, source = null,
            located = case when building_id is null then 0 else 1 end
        where community_id = $1 and id = $2 and not exists (
            select 1 from positions p
            where p.community_id = issues.community_id and p.issue_id = issues.id
        )";
    const TEXT: &str = "select text_id from issues where community_id = $1 and id = $2";
    leaves(to, issue).await?;
    run!(to, NOWHERE, issue);
    comes(to, issue).await?;
    let text = sqlx::query(TEXT)
        .bind(to.community.to_string())
        .bind(issue.to_string())
        .fetch_one(to.conn().await?)
        .await?;
    other_words(to, issue, text.parsed("text_id")?).await
}

/// What neighbours are not told. Of what is about a home no list, plan or paper has a position.
pub(crate) async fn discretion_chosen(
    to: &mut Tables<'_>,
    issue: IssueId,
    discretion: Discretion,
) -> Result<()> {
    const CHOSEN: &str = "update issues set nameless = $3, at_home = $4,
            lat = null, lon = null, accuracy = null, source = null
        where community_id = $1 and id = $2";
    const PLACE: &str = "update issues set
            lat = (select p.lat from positions p
                where p.community_id = $1 and p.issue_id = $2),
            lon = (select p.lon from positions p
                where p.community_id = $1 and p.issue_id = $2),
            accuracy = (select p.accuracy from positions p
                where p.community_id = $1 and p.issue_id = $2),
            source = (select p.source from positions p
                where p.community_id = $1 and p.issue_id = $2)
        where community_id = $1 and id = $2 and at_home = 0";
    const LOCATED: &str = "update issues set
            located = case when building_id is null and lat is null then 0 else 1 end
        where community_id = $1 and id = $2";
    leaves(to, issue).await?;
    run!(to, CHOSEN, issue, discretion.nameless, discretion.at_home);
    run!(to, PLACE, issue);
    run!(to, LOCATED, issue);
    comes(to, issue).await
}

/// The issue is found in the words of this text from now on.
async fn other_words(to: &mut Tables<'_>, issue: IssueId, text: TextId) -> Result<()> {
    const BEFORE: &str = "delete from issue_words where community_id = $1 and issue_id = $2
        returning number, words";
    let before = sqlx::query(BEFORE)
        .bind(to.community.to_string())
        .bind(issue.to_string())
        .fetch_one(to.conn().await?)
        .await?;
    let number = before.number("number")?;
    to.due.grams.note(number, &before.text("words")?, false);
    to.due.words.insert(issue, (number, text));
    Ok(())
}

/// The issue is at another step of its life.
pub(crate) async fn stands(to: &mut Tables<'_>, issue: IssueId, step: Step) -> Result<()> {
    const SQL: &str = "update issues set status = $3 where community_id = $1 and id = $2";
    leaves(to, issue).await?;
    run!(to, SQL, issue, step.leads_to().code());
    comes(to, issue).await
}

/// 直接办理: the branch has answered by it, and no date of an earlier decision counts any more.
pub(crate) async fn handled(to: &mut Tables<'_>, issue: IssueId, at: Timestamp) -> Result<()> {
    const SQL: &str = "update issues set review_on = null, decision = null
        where community_id = $1 and id = $2";
    answered(to, issue, at).await?;
    run!(to, SQL, issue);
    stands(to, issue, Step::Handle).await
}

/// What the issue is counted among changes: its category, its status, or that it is shown. Between
/// this and [`comes`] it is counted nowhere; nor is it while it is hidden.
pub(crate) async fn leaves(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "update issue_counts set issues = issues - 1
        where community_id = $1 and (category, status, located) = (
            select category, status, located from issues
            where community_id = $1 and id = $2 and hidden = 0
        )";
    // So that the rows are the same whatever became of an issue on its way.
    const NONE: &str = "delete from issue_counts where community_id = $1 and issues = 0";
    run!(to, SQL, issue);
    run!(to, NONE);
    Ok(())
}

pub(crate) async fn comes(to: &mut Tables<'_>, issue: IssueId) -> Result<()> {
    const SQL: &str = "insert into issue_counts (community_id, category, status, located, issues)
        select community_id, category, status, located, 1 from issues
        where community_id = $1 and id = $2 and hidden = 0
        on conflict (community_id, category, status, located)
        do update set issues = issue_counts.issues + excluded.issues";
    run!(to, SQL, issue);
    Ok(())
}

/// A live second, maybe entered by somebody else (代录).
pub(crate) fn seconded(
    to: &mut Tables<'_>,
    issue: IssueId,
    person: PersonId,
    household: HouseholdId,
    entered_by: Option<PersonId>,
    at: Timestamp,
) {
    insert!(
        to,
        "seconds",
        issue_id = issue,
        person_id = person,
        household_id = household,
        entered_by = entered_by,
        at = at,
    );
    to.due.count(issue, 1, i64::from(entered_by.is_some()));
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
        .fetch_optional(to.conn().await?)
        .await?;
    if let Some(row) = gone {
        to.due.count(issue, -1, -row.int("on_behalf")?);
    }
    Ok(())
}

/// What waits to be done to issues, for all of them at once.
#[derive(Default)]
pub(crate) struct Due {
    issues: Vec<New>,
    /// Those that are found in other words now: their numbers and texts.
    words: BTreeMap<IssueId, (u32, TextId)>,
    grams: Changes,
    counts: Counts,
}

/// By how much the numbers change that the feed is sorted by: live seconds, and those of them that
/// were entered on behalf. Counting anew would take longer with each second of an issue; `twoline
/// check` counts.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<IssueId, (i64, i64)>);

impl Due {
    fn count(&mut self, issue: IssueId, seconds: i64, on_behalf: i64) {
        let count = self.counts.0.entry(issue).or_default();
        count.0 += seconds;
        count.1 += on_behalf;
    }

    /// Makes the rows, with what is kept apart from the journal. The counts are for after them.
    pub(crate) async fn rows(self, to: &mut Tables<'_>) -> Result<Counts> {
        const POSITIONS: &str = "select issue_id, lat, lon, accuracy, source from positions";
        const TEXTS: &str = "select id, title, body from texts";
        const COUNTED: &str =
            "insert into issue_counts (community_id, category, status, located, issues) values ";
        const MORE: &str = " on conflict (community_id, category, status, located)
            do update set issues = issue_counts.issues + excluded.issues";
        let ids = self.issues.iter().map(|issue| cell(issue.id)).collect();
        let mut positions = BTreeMap::new();
        for row in to.kept(POSITIONS, "issue_id", ids).await? {
            let position: [Cell; 4] = [
                row.opt_float("lat")?.into(),
                row.opt_float("lon")?.into(),
                row.opt_int("accuracy")?.into(),
                row.opt_text("source")?.into(),
            ];
            positions.insert(row.text("issue_id")?, position);
        }
        let mut counted: BTreeMap<_, i64> = BTreeMap::new();
        for new in self.issues {
            let position = positions.remove(&new.id.to_string());
            let located = new.building.is_some() || position.is_some();
            let [lat, lon, accuracy, source] = position.unwrap_or_default();
            let group = (new.category.code(), new.status.code(), located);
            *counted.entry(group).or_default() += 1;
            insert!(
                to,
                "issues",
                id = new.id,
                number = new.number,
                status = new.status.code(),
                reporter_id = new.reporter,
                category = new.category.code(),
                minutes = new.category.default_minutes(),
                filed_at = new.filed_at,
                answered = false,
                text_id = new.text,
                area = new.area.code(),
                building_id = new.building.as_ref(),
                lat = lat,
                lon = lon,
                accuracy = accuracy,
                source = source,
                located = located,
                seconds = 0_i64,
                on_behalf = 0_i64,
                urgent = false,
                passed_over = 0_i64,
                added = 0_i64,
                hidden = false,
                nameless = false,
                at_home = false,
            );
        }
        let community = to.community.to_string();
        let counted = counted.into_iter();
        let counted = counted.map(|((category, status, located), issues)| {
            let community = cell(community.as_str());
            vec![
                community,
                cell(category),
                cell(status),
                cell(located),
                cell(issues),
            ]
        });
        to.many(counted.collect(), |rows, _| {
            let mut upsert = Statement::new(COUNTED);
            upsert.lists(rows).push(MORE);
            upsert
        })
        .await?;
        let ids = self.words.values().map(|(_, text)| cell(*text)).collect();
        let mut texts = BTreeMap::new();
        for row in to.kept(TEXTS, "id", ids).await? {
            let (title, body) = (fold(&row.text("title")?), fold(&row.text("body")?));
            // Nothing is found across the end of the title.
            texts.insert(row.text("id")?, format!("{title}\n{body}"));
        }
        let mut grams = self.grams;
        for (issue, (number, text)) in self.words {
            let words = texts.remove(&text.to_string()).unwrap_or_default();
            let words = words.trim();
            grams.note(number, words, true);
            insert!(
                to,
                "issue_words",
                issue_id = issue,
                number = number,
                words = words
            );
        }
        grams.write(to).await?;
        Ok(self.counts)
    }
}

impl Counts {
    pub(crate) async fn write(self, to: &mut Tables<'_>) -> Result<()> {
        const SQL: &str = "update issues
            set seconds = seconds + d.column2, on_behalf = on_behalf + d.column3 from (values ";
        let rows = self.0.into_iter();
        let rows =
            rows.map(|(id, (seconds, on_behalf))| vec![cell(id), cell(seconds), cell(on_behalf)]);
        to.many(rows.collect(), |rows, community| {
            // Named once more: PostgreSQL would otherwise walk the whole table to join these few.
            let ids: Vec<Cell> = rows.iter().map(|row| row[0].clone()).collect();
            let mut update = Statement::new(SQL);
            update.lists(rows).push(") d where community_id = ");
            update.bind(community).push(" and id in ").list(ids);
            update.push(" and id = d.column1");
            update
        })
        .await
    }
}
