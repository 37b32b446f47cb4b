//! Issues: what commands are decided on, an issue's own page, and what waits for an answer.

mod card;
mod feed;
mod query;
mod ranking;
mod words;
pub(crate) mod write;

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::{
    Category, DESK_MAX, Desk, DeskFilter, Discretion, Issue, IssueView, Status, Support, Waiting,
};
use domain::meeting::DecisionKind;
use domain::place::{Area, Place, Position};
use domain::trace::TRACE_PAGE;
use domain::{
    BuildingId, CommunityId, Earlier, Entry, Event, IssueId, MeetingId, PersonId, Role, Text,
    Timestamp, Trace, Traced,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::complaint::{self, shown_title};
use crate::place::{self, Households};
use crate::sql::{Columns, Statement, cell, opt, unreadable};
use crate::{Result, Store, photo, work};

pub(crate) use card::{card, card_columns, card_tables};

/// The columns of [`read`] from a row `i` of issues. Supporting households are counted within the
/// area only.
macro_rules! issue_columns {
    () => {
        concat!(
            issue_columns!(alone),
            ", (
                select count(distinct s.household_id)
                from seconds s
                join households h on h.community_id = s.community_id and h.id = s.household_id
                join buildings b on b.community_id = h.community_id and b.id = h.building_id
                where s.community_id = i.community_id and s.issue_id = i.id
                    and i.area in ('estate', 'building:' || h.building_id, 'cluster:' || b.cluster)
            ) as households"
        )
    };
    (alone) => {
        "i.id, i.number, i.status, i.reporter_id, i.category, i.text_id as words_id, i.minutes,
        i.filed_at, i.answered, i.review_on, i.area, i.urgent, i.passed_over, i.added, i.seconds,
        i.on_behalf, i.hidden"
    };
}
pub(crate) use issue_columns;

/// An issue from a row with [`issue_columns`].
pub(crate) fn read(row: &AnyRow, households: &Households) -> Result<Issue> {
    let area = place::area(row)?;
    Ok(Issue {
        id: row.parsed("id")?,
        number: row.number("number")?,
        status: row.code("status", Status::from_code)?,
        reporter: row.opt_parsed("reporter_id")?,
        category: row.code("category", Category::from_code)?,
        text: row.parsed("words_id")?,
        minutes: row.number("minutes")?,
        urgent: row.flag("urgent")?,
        passed_over: row.number("passed_over")?,
        added: row.number("added")?,
        hidden: row.flag("hidden")?,
        filed_at: row.time("filed_at")?,
        answered: row.flag("answered")?,
        review_on: row.opt_parsed("review_on")?,
        support: support(row, &area, households)?,
        area,
    })
}

/// Support from a row with [`issue_columns`].
pub(crate) fn support(row: &AnyRow, area: &Area, households: &Households) -> Result<Support> {
    let on_behalf = row.number("on_behalf")?;
    Ok(Support {
        online: row.number("seconds")?.saturating_sub(on_behalf),
        on_behalf,
        households: row.number("households")?,
        of: households.of(area),
    })
}

/// The statuses of issues that an agenda could take, on whatever day: those that a lock leads on
/// from.
macro_rules! can_be_listed {
    () => {
        "('accepted', 'returned', 'deferred')"
    };
}
pub(crate) use can_be_listed;

/// The statuses of issues that people can second.
macro_rules! open_for_seconds {
    () => {
        "('filed', 'accepted', 'returned', 'deferred')"
    };
}
pub(crate) use open_for_seconds;

/// The statuses of issues that are over. (That is named rather than the others: the index is then
/// walked in the order of the list.)
macro_rules! over {
    () => {
        "('declined', 'withdrawn', 'closed')"
    };
}
pub(crate) use over;

/// Which issues to load.
pub(crate) enum Which {
    One(IssueId),
    OnAgenda(MeetingId),
    /// All that an agenda could take, on whatever day.
    Candidates,
    /// Those of them that anybody seconds, without the households that support them.
    Ranked,
}

pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    which: Which,
    households: &Households,
) -> Result<Vec<Issue>> {
    const ONE: &str = concat!(
        "select ",
        issue_columns!(),
        " from issues i where i.community_id = $1 and i.id = $2"
    );
    const ON_AGENDA: &str = concat!(
        "select ",
        issue_columns!(),
        " from items it
        join issues i on i.community_id = it.community_id and i.id = it.issue_id
        where it.community_id = $1 and it.meeting_id = $2"
    );
    const CANDIDATES: &str = concat!(
        "select ",
        issue_columns!(),
        " from issues i where i.community_id = $1 and i.hidden = 0 and i.status in ",
        can_be_listed!()
    );
    const RANKED: &str = concat!(
        "select ",
        issue_columns!(alone),
        ", 0 as households from issues i
        where i.community_id = $1 and i.hidden = 0 and i.seconds > 0 and i.status in ",
        can_be_listed!()
    );
    let query = match which {
        Which::One(id) => sqlx::query(ONE)
            .bind(community.to_string())
            .bind(id.to_string()),
        Which::OnAgenda(id) => sqlx::query(ON_AGENDA)
            .bind(community.to_string())
            .bind(id.to_string()),
        Which::Candidates => sqlx::query(CANDIDATES).bind(community.to_string()),
        Which::Ranked => sqlx::query(RANKED).bind(community.to_string()),
    };
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| read(row, households)).collect()
}

/// These issues without the households that support them: only agendas look at those, and counting
/// takes longer with each second.
pub(crate) async fn alone(
    conn: &mut AnyConnection,
    community: CommunityId,
    ids: &BTreeSet<IssueId>,
) -> Result<BTreeMap<IssueId, Issue>> {
    let mut query = Statement::new(concat!(
        "select ",
        issue_columns!(alone),
        ", 0 as households from issues i where i.community_id = "
    ));
    query.bind(cell(community.to_string()));
    query.push(" and i.id in ");
    query.list(ids.iter().copied().map(cell));
    let rows = query.query(conn).fetch_all(conn).await?;
    let households = Households::default();
    let found = rows.iter().map(|row| {
        let issue = read(row, &households)?;
        Ok((issue.id, issue))
    });
    found.collect()
}

/// Whether the viewer is told what a reporter keeps from neighbours.
async fn is_of_the_committee(
    conn: &mut AnyConnection,
    community: CommunityId,
    viewer: Option<PersonId>,
) -> Result<bool> {
    const SQL: &str = "select 1 as one from roles where community_id = $1 and person_id = $2
        and role in ('committee_worker', 'secretary')";
    let found = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(opt(viewer).unwrap_or_default())
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// Where exactly an issue is, as it is kept.
async fn position(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<Option<Position>> {
    const SQL: &str = "select lat, lon, accuracy, source, null as building_id from positions
        where community_id = $1 and issue_id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok(None), |row| Ok(place::read(&row)?.position))
}

impl Store {
    /// Everything on the page of issue `number`; of its trace what came before that row of the
    /// journal, else the latest.
    pub async fn issue(
        &self,
        community: CommunityId,
        number: u32,
        viewer: Option<PersonId>,
        before: Option<u32>,
    ) -> Result<Option<IssueView>> {
        const SQL: &str = concat!(
            "select ",
            issue_columns!(),
            ", i.building_id, i.lat, i.lon, i.accuracy, i.source, i.decision,
                i.nameless, i.at_home, t.title, t.body,
                coalesce(b.name, '') as building_name,
                coalesce(p.nickname, '') as nickname, coalesce(rb.name, '') as reporter_building,
                case when vs.person_id is null then 0 else 1 end as seconded
            from issues i
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            left join buildings b on b.community_id = i.community_id and b.id = i.building_id
            left join members m on m.community_id = i.community_id and m.person_id = i.reporter_id
            left join people p on p.community_id = m.community_id and p.person_id = m.person_id
            left join households rh on rh.community_id = i.community_id and rh.id = m.household_id
            left join buildings rb on rb.community_id = i.community_id and rb.id = rh.building_id
            left join seconds vs on vs.community_id = i.community_id and vs.issue_id = i.id
                and vs.person_id = $3
            where i.community_id = $1 and i.number = $2"
        );
        let mut conn = self.reader().await?;
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .bind(opt(viewer).unwrap_or_default())
            .fetch_optional(&mut *conn)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let households = Households::load(&mut conn, community).await?;
        let issue = read(&row, &households)?;
        let mine = issue.reporter.is_some() && issue.reporter == viewer;
        let mut view = IssueView {
            text: Text {
                title: row.text("title")?,
                body: row.text("body")?,
            },
            area_name: place::area_name(&mut conn, community, &issue.area).await?,
            place: place::read(&row)?,
            building_name: row.text("building_name")?,
            photos: photo::of_issue(&mut conn, community, issue.id).await?,
            reporter_nickname: row.text("nickname")?,
            reporter_building: row.text("reporter_building")?,
            mine,
            discretion: Discretion {
                nameless: row.flag("nameless")?,
                at_home: row.flag("at_home")?,
            },
            seconded: row.flag("seconded")?,
            decision: row.opt_code("decision", DecisionKind::from_code)?,
            work: work::view(&mut conn, community, issue.id, viewer).await?,
            tasks: vec![],
            referral: None,
            trace: trace(&mut conn, community, issue.id, before).await?,
            hidden: None,
            issue,
        };
        let told = mine || is_of_the_committee(&mut conn, community, viewer).await?;
        if view.discretion.nameless && !told {
            view.reporter_nickname.clear();
            view.reporter_building.clear();
        }
        if view.discretion.at_home && told {
            view.place.position = position(&mut conn, community, view.issue.id).await?;
        }
        if view.issue.status == Status::InWork {
            view.tasks = work::tasks(&mut conn, community, view.issue.id).await?;
            view.referral = work::referral(&mut conn, community, view.issue.id).await?;
        }
        let reads = mine || complaint::reads_hidden(&mut conn, community, viewer).await?;
        if !reads {
            hide(&mut view);
        } else if view.issue.hidden {
            view.hidden = complaint::hidden(&mut conn, community, view.issue.id, viewer).await?;
        }
        Ok(Some(view))
    }

    /// The number of an issue and when it was filed, if it is there.
    pub async fn filed(
        &self,
        community: CommunityId,
        issue: IssueId,
    ) -> Result<Option<(u32, Timestamp)>> {
        const SQL: &str = "select number, filed_at from issues where community_id = $1 and id = $2";
        let mut conn = self.reader().await?;
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(issue.to_string())
            .fetch_optional(&mut *conn)
            .await?;
        row.map(|row| Ok((row.number("number")?, row.time("filed_at")?)))
            .transpose()
    }

    /// The titles of the issues with these numbers, as far as there are such.
    pub async fn titles(
        &self,
        community: CommunityId,
        numbers: &[u32],
    ) -> Result<BTreeMap<u32, String>> {
        const SQL: &str = concat!(
            "select i.number, ",
            shown_title!(),
            " from issues i
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            where i.community_id = $1 and i.number = $2"
        );
        let mut conn = self.reader().await?;
        let mut titles = BTreeMap::new();
        // An agenda has few.
        for number in numbers {
            let row = sqlx::query(SQL)
                .bind(community.to_string())
                .bind(i64::from(*number))
                .fetch_optional(&mut *conn)
                .await?;
            if let Some(row) = row {
                titles.insert(*number, row.text("title")?);
            }
        }
        Ok(titles)
    }

    /// Issues that wait to be accepted or declined: those without an answer first, and of both
    /// kinds those that have waited longest.
    pub async fn waiting(
        &self,
        community: CommunityId,
        viewer: Option<PersonId>,
        filter: &DeskFilter,
    ) -> Result<Desk> {
        // Of a filter that is left out the text is empty.
        const SQL: &str = concat!(
            "select ",
            issue_columns!(),
            ", ",
            card_columns!(),
            ", t.body from ",
            card_tables!(),
            " where i.community_id = $1 and i.status = $3 and i.hidden = 0
            and ($5 = '' or i.category = $5) and ($6 = '' or i.building_id = $6)
            order by i.answered, i.filed_at, i.number limit $4"
        );
        const TOTAL: &str = "select count(*) as total from issues
            where community_id = $1 and status = $2 and hidden = 0
            and ($3 = '' or category = $3) and ($4 = '' or building_id = $4)";
        const CATEGORIES: &str = "select category, count(*) as total from issues
            where community_id = $1 and status = $2 and hidden = 0
            group by category order by count(*) desc, category";
        const BUILDINGS: &str = "select b.id, b.name, count(*) as total from issues i
            join buildings b on b.community_id = i.community_id and b.id = i.building_id
            where i.community_id = $1 and i.status = $2 and i.hidden = 0
            group by b.id, b.name, b.position order by b.position";
        const RETURNED: &str = concat!(
            "select ",
            card_columns!(),
            " from ",
            card_tables!(),
            " where i.community_id = $1 and i.status = $3 and i.hidden = 0
            order by i.filed_at, i.number limit $4"
        );
        let category = filter.category.map_or("", Category::code);
        let building = filter.building.clone().map_or(String::new(), |id| id.0);
        let mut conn = self.reader().await?;
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(opt(viewer).unwrap_or_default())
            .bind(Status::Filed.code())
            .bind(i64::from(DESK_MAX))
            .bind(category)
            .bind(building.clone())
            .fetch_all(&mut *conn)
            .await?;
        let total = sqlx::query(TOTAL)
            .bind(community.to_string())
            .bind(Status::Filed.code())
            .bind(category)
            .bind(building)
            .fetch_one(&mut *conn)
            .await?;
        let categories = sqlx::query(CATEGORIES)
            .bind(community.to_string())
            .bind(Status::Filed.code())
            .fetch_all(&mut *conn)
            .await?;
        let categories = categories.iter().map(|row| {
            let category = row.code("category", Category::from_code)?;
            Ok((category, row.number("total")?))
        });
        let buildings = sqlx::query(BUILDINGS)
            .bind(community.to_string())
            .bind(Status::Filed.code())
            .fetch_all(&mut *conn)
            .await?;
        let buildings = buildings.iter().map(|row| {
            let (id, name) = (BuildingId(row.text("id")?), row.text("name")?);
            Ok((id, name, row.number("total")?))
        });
        let returned = sqlx::query(RETURNED)
            .bind(community.to_string())
            .bind(opt(viewer).unwrap_or_default())
            .bind(Status::Returned.code())
            .bind(i64::from(DESK_MAX))
            .fetch_all(&mut *conn)
            .await?;
        let households = Households::load(&mut conn, community).await?;
        let waiting = |row: &AnyRow| {
            Ok(Waiting {
                card: card(row)?,
                answered: row.flag("answered")?,
                text: row.parsed("words_id")?,
                body: row.text("body")?,
                support: support(row, &place::area(row)?, &households)?,
            })
        };
        Ok(Desk {
            first: rows.iter().map(waiting).collect::<Result<_>>()?,
            total: total.number("total")?,
            returned: returned.iter().map(card).collect::<Result<_>>()?,
            categories: categories.collect::<Result<_>>()?,
            buildings: buildings.collect::<Result<_>>()?,
            complaints: complaint::waiting(&mut conn, community).await?,
        })
    }
}

/// Leaves out what this viewer does not read: of a hidden issue all that people wrote, and where it
/// is; of one that was hidden once, what was between its author and the committee.
fn hide(view: &mut IssueView) {
    let hidden = view.issue.hidden;
    for entry in &mut view.trace.entries {
        if entry.event.is_about_hiding() || hidden && entry.event.is_about_words() {
            entry.text = None;
            entry.event.set_photos(vec![]);
        }
    }
    if hidden {
        view.text = Text {
            title: complaint::HIDDEN.to_owned(),
            body: String::new(),
        };
        view.place = Place::default();
        view.building_name.clear();
        view.photos.clear();
        // Without a name it would be said to come from elsewhere.
        complaint::HIDDEN.clone_into(&mut view.reporter_nickname);
        view.discretion = Discretion::default();
        view.reporter_building.clear();
    }
}

/// The columns of [`entry`] from a row `x` of the trace, with what they need beside it.
macro_rules! entry_columns {
    () => {
        "j.at, j.role, j.event, t.id as text_id, coalesce(o.name, t.title) as title, t.body,
        m.number as meeting_number"
    };
}
macro_rules! entry_tables {
    () => {
        "trace x
        join journal j on j.community_id = x.community_id and j.number = x.number
        left join texts t on t.community_id = x.community_id and t.id = x.text_id
        left join owners o on o.community_id = x.community_id and o.text_id = x.text_id
        left join meetings m on m.community_id = x.community_id and m.id = x.meeting_id"
    };
}
pub(crate) use {entry_columns, entry_tables};

/// A line of a trace from a row with [`entry_columns`].
pub(crate) fn entry(row: &AnyRow) -> Result<Entry> {
    let text = match row.opt_text("text_id")? {
        None => None,
        Some(_) => Some(Text {
            title: row.text("title")?,
            body: row.text("body")?,
        }),
    };
    let mut event = traced(row)?;
    // Shown in the trace alone, as far as they are there.
    event.set_photos(vec![]);
    Ok(Entry {
        at: row.time("at")?,
        role: row.opt_code("role", Role::from_code)?,
        event,
        text,
        meeting: row.opt_number("meeting_number")?,
    })
}

fn traced(row: &AnyRow) -> Result<Traced> {
    let event: Event = row.json("event")?;
    (event.about().traced).ok_or_else(|| unreadable("event", &"it stands in no trace"))
}

/// A page of the public trace of an issue.
async fn trace(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    before: Option<u32>,
) -> Result<Trace> {
    const SQL: &str = concat!(
        "select x.number, ",
        entry_columns!(),
        " from ",
        entry_tables!(),
        " where x.community_id = $1 and x.issue_id = $2 and x.number < $3
        order by x.number desc limit $4"
    );
    const EARLIER: &str = "select count(*) as count from trace
        where community_id = $1 and issue_id = $2 and number < $3";
    let mut rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(before.map_or(i64::MAX, i64::from))
        .bind(i64::from(TRACE_PAGE))
        .fetch_all(&mut *conn)
        .await?;
    rows.reverse();
    let mut entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_>>()?;
    for (entry, row) in entries.iter_mut().zip(&rows) {
        let traced = traced(row)?;
        if !traced.photos().is_empty() {
            let there = photo::there(conn, community, traced.photos()).await?;
            entry.event.set_photos(there);
        }
    }
    let earlier = match rows.first() {
        // Fewer than a page are all there are.
        Some(first) if rows.len() == TRACE_PAGE as usize => {
            let before = first.number("number")?;
            let row = sqlx::query(EARLIER)
                .bind(community.to_string())
                .bind(issue.to_string())
                .bind(i64::from(before))
                .fetch_one(conn)
                .await?;
            let count = row.number("count")?;
            (count > 0).then_some(Earlier { before, count })
        }
        Some(_) | None => None,
    };
    Ok(Trace { entries, earlier })
}

#[cfg(test)]
mod tests {
    use domain::issue::{Status, Step};

    /// The statuses of which something is true, as in SQL.
    fn those(are: fn(Status) -> bool) -> String {
        let those = Status::ALL.into_iter().filter(|status| are(*status));
        let codes: Vec<_> = those.map(|s| format!("'{}'", s.code())).collect();
        format!("({})", codes.join(", "))
    }

    #[test]
    fn queries_know_what_can_be_listed_and_what_is_over() {
        assert_eq!(can_be_listed!(), those(|s| s.allows(Step::Lock).is_ok()));
        assert_eq!(open_for_seconds!(), those(Status::open_for_seconds));
        let is_over = |status| match status {
            Status::Declined | Status::Withdrawn | Status::Closed => true,
            Status::Filed
            | Status::Accepted
            | Status::OnAgenda
            | Status::Decided
            | Status::InWork
            | Status::Appraisal
            | Status::Returned
            | Status::Deferred => false,
        };
        assert_eq!(over!(), those(is_over));
    }
}
