//! The work that decisions open: what is read of it, and what follows from its events.

use std::collections::BTreeMap;

use domain::command::Touches;
use domain::issue::{Status, Step};
use domain::work::{
    Appraisal, Course, ReferralView, Responsible, Tally, TaskStatus, TaskView, WORKS_PAGE, Word,
    Work, WorkCard, WorkView, Works,
};
use domain::{
    CommunityId, Date, IssueId, OrganisationId, PersonId, Role, State, TextId, Timestamp,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::issue::{card, card_columns, card_tables};
use crate::sql::{Columns, opt};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store, community, offer};

impl Store {
    /// All that is in work: what is due first comes first, what has no date last. Late is what was
    /// due before `today`.
    pub async fn works(
        &self,
        community: CommunityId,
        viewer: Option<PersonId>,
        today: Date,
    ) -> Result<Works> {
        const SQL: &str = concat!(
            "select ",
            card_columns!(),
            ", w.course, w.due, coalesce(o.name, '') as owner from ",
            card_tables!(),
            " join works w on w.community_id = i.community_id and w.issue_id = i.id
            left join owners o on o.community_id = w.community_id and o.text_id = w.text_id
            where i.community_id = $1 and i.status = $3
            order by case when w.due is null then 1 else 0 end, w.due, i.number limit $4"
        );
        const COUNT: &str = "select count(*) as total,
                coalesce(cast(sum(case when w.due < $3 then 1 else 0 end) as bigint), 0) as late
            from issues i
            join works w on w.community_id = i.community_id and w.issue_id = i.id
            where i.community_id = $1 and i.status = $2";
        let status = Status::InWork.code();
        let mut conn = self.reader().await?;
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(opt(viewer).unwrap_or_default())
            .bind(status)
            .bind(i64::from(WORKS_PAGE))
            .fetch_all(&mut *conn)
            .await?;
        let count = sqlx::query(COUNT)
            .bind(community.to_string())
            .bind(status)
            .bind(today.to_string())
            .fetch_one(&mut *conn)
            .await?;
        let cards = rows.iter().map(|row| {
            Ok(WorkCard {
                card: card(row)?,
                course: row.code("course", Course::from_code)?,
                owner: row.text("owner")?,
                due: row.opt_parsed("due")?,
            })
        });
        Ok(Works {
            cards: cards.collect::<Result<_>>()?,
            total: count.number("total")?,
            late: count.number("late")?,
        })
    }

    /// What the days bring by now: issues whose appraisal is over, and deferred ones whose day has
    /// come; some hundred of each at most.
    pub async fn due_by(
        &self,
        community: CommunityId,
        now: Timestamp,
        today: Date,
    ) -> Result<(Vec<IssueId>, Vec<IssueId>)> {
        const OVER: &str = "select i.id from issues i
            join works w on w.community_id = i.community_id and w.issue_id = i.id
            where i.community_id = $1 and i.status = $2 and w.appraisal_until <= $3
            order by i.number limit 100";
        const BACK: &str = "select i.id from issues i
            where i.community_id = $1 and i.status = $2
                and (i.review_on is null or i.review_on <= $3)
            order by i.number limit 100";
        let ids = |rows: Vec<AnyRow>| rows.iter().map(|row| row.parsed("id")).collect();
        let mut conn = self.reader().await?;
        let over = sqlx::query(OVER)
            .bind(community.to_string())
            .bind(Status::Appraisal.code())
            .bind(now.0)
            .fetch_all(&mut *conn)
            .await?;
        let back = sqlx::query(BACK)
            .bind(community.to_string())
            .bind(Status::Deferred.code())
            .bind(today.to_string())
            .fetch_all(&mut *conn)
            .await?;
        let (over, back): (Result<_>, Result<_>) = (ids(over), ids(back));
        Ok((over?, back?))
    }

    /// What residents wrote of the result of an issue's latest work, the newest first, without
    /// their names.
    pub async fn appraisal_words(
        &self,
        community: CommunityId,
        issue: IssueId,
    ) -> Result<Vec<String>> {
        const SQL: &str = "select t.body from appraisals a
            join texts t on t.community_id = a.community_id and t.id = a.text_id
            where a.community_id = $1 and a.issue_id = $2 and t.body <> ''
            order by a.at desc, a.person_id limit 50";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(issue.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(|row| row.text("body")).collect()
    }
}

/// The work on an issue as its page shows it to this viewer.
pub(crate) async fn view(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    viewer: Option<PersonId>,
) -> Result<Option<WorkView>> {
    const SQL: &str = "select w.course, w.responsible, w.due, w.appraisal_until,
            coalesce(o.name, '') as owner,
            case when i.reporter_id = $3 then 1 else 0 end as reported,
            case when s.person_id is null or s.entered_by is not null then 0 else 1 end as seconded
        from works w
        join issues i on i.community_id = w.community_id and i.id = w.issue_id
        left join owners o on o.community_id = w.community_id and o.text_id = w.text_id
        left join seconds s on s.community_id = w.community_id and s.issue_id = w.issue_id
            and s.person_id = $3
        where w.community_id = $1 and w.issue_id = $2";
    const HELD: &str = "select r.role, h.organisation_id from roles r
        left join handlers h on h.community_id = r.community_id and h.person_id = r.person_id
        where r.community_id = $1 and r.person_id = $2";
    let viewer = opt(viewer).unwrap_or_default();
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(viewer.as_str())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let words = words(conn, community, issue).await?;
    let mut tally = Tally::default();
    for (_, word) in &words {
        tally.add(*word);
    }
    let mine = words
        .iter()
        .find(|(person, _)| person.to_string() == viewer);
    let held = sqlx::query(HELD)
        .bind(community.to_string())
        .bind(viewer.as_str())
        .fetch_all(&mut *conn)
        .await?;
    let responsible = responsible(&row)?;
    let mut handles = false;
    for held in &held {
        let role = held.code("role", Role::from_code)?;
        let organisation: Option<OrganisationId> = held.opt_parsed("organisation_id")?;
        handles |= match responsible {
            Some(Responsible::Organisation(id)) => {
                role == Role::Handler && organisation == Some(id)
            }
            Some(Responsible::Office(office)) => role == office.role(),
            None => false,
        };
        handles |= matches!(role, Role::CommitteeWorker | Role::Secretary);
    }
    Ok(Some(WorkView {
        course: row.code("course", Course::from_code)?,
        owner: row.text("owner")?,
        due: row.opt_parsed("due")?,
        appraisal_until: row.opt_int("appraisal_until")?.map(Timestamp),
        tally,
        mine: mine.map(|(_, word)| *word),
        asked: row.flag("reported")? || row.flag("seconded")?,
        handles,
    }))
}

/// Loads the work that a command needs, with the community's zone and how residents are asked, and
/// the offer that it is about.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    touches: &Touches<'_>,
    state: &mut State,
) -> Result<()> {
    const SQL: &str =
        "select course, responsible, due, appraisal_until, unsolved_percent, referred_id
        from works
        where community_id = $1 and issue_id = $2";
    if let Some(id) = touches.offer {
        offer::load(conn, community, id, state).await?;
    }
    let (true, Some(issue)) = (touches.work, touches.issue) else {
        return Ok(());
    };
    state.zone = community::zone(conn, community).await?;
    if touches.appraisal {
        state.appraisal_settings = community::appraisal_settings(conn, community).await?;
    }
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(row) = row {
        let work = Work {
            course: row.code("course", Course::from_code)?,
            responsible: responsible(&row)?,
            due: row.opt_parsed("due")?,
            tasks: statuses(conn, community, issue).await?,
            referred: row.opt_text("referred_id")?.is_some(),
            appraisal: appraisal(&row)?,
            words: words(conn, community, issue).await?.into_iter().collect(),
        };
        state.works.insert(issue, work);
    }
    Ok(())
}

/// The tasks of the work on an issue in the order in which they were added, without those that
/// were dropped.
pub(crate) async fn tasks(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Vec<TaskView>> {
    const SQL: &str = "select k.id, k.status, t.body from tasks k
        join texts t on t.community_id = k.community_id and t.id = k.id
        where k.community_id = $1 and k.issue_id = $2 and k.status <> $3
        order by k.at, k.id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(TaskStatus::Dropped.code())
        .fetch_all(conn)
        .await?;
    let tasks = rows.iter().map(|row| {
        Ok(TaskView {
            id: row.parsed("id")?,
            words: row.text("body")?,
            done: row.code("status", TaskStatus::from_code)? == TaskStatus::Done,
        })
    });
    tasks.collect()
}

/// Where the work on an issue was referred to last.
pub(crate) async fn referral(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Option<ReferralView>> {
    const SQL: &str =
        "select w.referred_on, w.replied_on, coalesce(o.name, '') as name from works w
        left join owners o on o.community_id = w.community_id and o.text_id = w.referred_id
        where w.community_id = $1 and w.issue_id = $2 and w.referred_on is not null";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ReferralView {
        to: row.text("name")?,
        sent: row.parsed("referred_on")?,
        received: row.opt_parsed("replied_on")?,
    }))
}

async fn statuses(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<BTreeMap<TextId, TaskStatus>> {
    const SQL: &str = "select id, status from tasks where community_id = $1 and issue_id = $2";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_all(conn)
        .await?;
    let statuses = rows.iter().map(|row| {
        let status = row.code("status", TaskStatus::from_code)?;
        Ok((row.parsed("id")?, status))
    });
    statuses.collect()
}

fn responsible(row: &AnyRow) -> Result<Option<Responsible>> {
    row.opt_code("responsible", Responsible::from_code)
}

fn appraisal(row: &AnyRow) -> Result<Option<Appraisal>> {
    let Some(until) = row.opt_int("appraisal_until")? else {
        return Ok(None);
    };
    Ok(Some(Appraisal {
        until: Timestamp(until),
        unsolved_percent: row.number("unsolved_percent")?,
    }))
}

async fn words(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Vec<(PersonId, Word)>> {
    const SQL: &str = "select person_id, solved, satisfied,
            case when entered_by is null then 0 else 1 end as on_behalf
        from appraisals where community_id = $1 and issue_id = $2";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_all(conn)
        .await?;
    let words = rows.iter().map(|row| {
        let word = Word {
            solved: row.flag("solved")?,
            satisfied: row.flag("satisfied")?,
            on_behalf: row.flag("on_behalf")?,
        };
        Ok((row.parsed("person_id")?, word))
    });
    words.collect()
}

/// Work begins, in place of what there was; what was said of an earlier result is history.
pub(crate) async fn begun(
    to: &mut Tables<'_>,
    issue: IssueId,
    work: &Work,
    text: TextId,
) -> Result<()> {
    const WORDS: &str = "delete from appraisals where community_id = $1 and issue_id = $2";
    const SQL: &str =
        "insert into works (community_id, issue_id, course, text_id, responsible, due)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (community_id, issue_id) do update
        set course = excluded.course, text_id = excluded.text_id,
            responsible = excluded.responsible, due = excluded.due, appraisal_until = null,
            unsolved_percent = null, referred_id = null, referred_on = null,
            replied_on = null";
    const TASKS: &str = "delete from tasks where community_id = $1 and issue_id = $2";
    let responsible = work.responsible.map(Responsible::code);
    run!(to, WORDS, issue);
    run!(to, TASKS, issue);
    run!(
        to,
        SQL,
        issue,
        work.course.code(),
        text,
        responsible.as_deref(),
        work.due
    );
    Ok(())
}

pub(crate) async fn due_changed(to: &mut Tables<'_>, issue: IssueId, due: Date) -> Result<()> {
    const SQL: &str = "update works set due = $3 where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue, due);
    Ok(())
}

pub(crate) fn task_added(to: &mut Tables<'_>, issue: IssueId, task: TextId, at: Timestamp) {
    insert!(
        to,
        "tasks",
        id = task,
        issue_id = issue,
        status = TaskStatus::Open.code(),
        at = at,
    );
}

pub(crate) async fn task_changed(
    to: &mut Tables<'_>,
    task: TextId,
    status: TaskStatus,
) -> Result<()> {
    const SQL: &str = "update tasks set status = $3 where community_id = $1 and id = $2";
    run!(to, SQL, task, status.code());
    Ok(())
}

/// It went to somebody, who has not replied yet.
pub(crate) async fn referred(
    to: &mut Tables<'_>,
    issue: IssueId,
    text: TextId,
    sent: Date,
) -> Result<()> {
    const SQL: &str = "update works set referred_id = $3, referred_on = $4, replied_on = null
        where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue, text, sent);
    Ok(())
}

pub(crate) async fn replied(to: &mut Tables<'_>, issue: IssueId, received: Date) -> Result<()> {
    const SQL: &str = "update works set replied_on = $3 where community_id = $1 and issue_id = $2";
    run!(to, SQL, issue, received);
    Ok(())
}

pub(crate) async fn result_published(
    to: &mut Tables<'_>,
    issue: IssueId,
    appraisal: Appraisal,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "update works set appraisal_until = $3, unsolved_percent = $4
        where community_id = $1 and issue_id = $2";
    // Whoever reported it has the word even where they took their second back.
    const RESULT: &str = "insert into results
            (community_id, issue_id, round, at, asked, said, satisfied)
        select $1, $2,
            (select count(*) from results where community_id = $1 and issue_id = $2) + 1, $3,
            (select count(*) from seconds where community_id = $1 and issue_id = $2)
                + case when i.reporter_id is null or exists (
                    select 1 from seconds s where s.community_id = $1 and s.issue_id = $2
                        and s.person_id = i.reporter_id
                ) then 0 else 1 end, 0, 0
        from issues i where i.community_id = $1 and i.id = $2";
    run!(to, SQL, issue, appraisal.until, appraisal.unsolved_percent);
    run!(to, RESULT, issue, at);
    crate::issue::write::stands(to, issue, Step::PublishResult).await
}

/// Somebody's word, in place of their earlier one.
pub(crate) async fn appraised(
    to: &mut Tables<'_>,
    issue: IssueId,
    person: PersonId,
    word: Word,
    entered_by: Option<PersonId>,
    text: Option<TextId>,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into appraisals
            (community_id, issue_id, person_id, solved, satisfied, entered_by, text_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (community_id, issue_id, person_id) do update
        set solved = excluded.solved, satisfied = excluded.satisfied,
            entered_by = excluded.entered_by, text_id = excluded.text_id, at = excluded.at";
    // What is said is said of the latest result.
    const COUNT: &str = "update results set
            said = (select count(*) from appraisals a
                where a.community_id = $1 and a.issue_id = $2),
            satisfied = (select count(*) from appraisals a
                where a.community_id = $1 and a.issue_id = $2 and a.satisfied = 1),
            solved = (select a.solved from appraisals a
                join issues i on i.community_id = a.community_id and i.id = a.issue_id
                    and i.reporter_id = a.person_id
                where a.community_id = $1 and a.issue_id = $2)
        where community_id = $1 and issue_id = $2 and round = (
            select max(r.round) from results r where r.community_id = $1 and r.issue_id = $2
        )";
    let (solved, satisfied) = (word.solved, word.satisfied);
    run!(
        to, SQL, issue, person, solved, satisfied, entered_by, text, at
    );
    run!(to, COUNT, issue);
    Ok(())
}
