//! What decides an agenda, loaded as the rule reads it; and what is left of a locked one: its
//! document, whose ballot is whose in it, and what people carry to the next meeting.

use std::collections::BTreeMap;

use domain::agenda::{Credit, Settings, UNHEARD_AFTER};
use domain::issue::{Issue, Second};
use domain::meeting::{Carried, Line};
use domain::place::Area;
use domain::{CommunityId, IssueId, MeetingId, PersonId, State, Timestamp};
use sqlx::AnyConnection;

use crate::issue::{self, Which, can_be_listed};
use crate::place::{self, Households};
use crate::sql::{Columns, Statement, cell, to_json};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store, community as communities};

/// Fills in what decides an agenda besides the meeting and the issues that it could take.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    state: &mut State,
) -> Result<()> {
    state.zone = communities::zone(conn, community).await?;
    state.settings = communities::agenda_settings(conn, community).await?;
    state.buildings = place::buildings(conn, community).await?;
    state.seconds = seconds(conn, community).await?;
    state.credits = credits(conn, community).await?;
    state.recent = recent(conn, community).await?;
    Ok(())
}

/// All that decides an agenda besides the meeting.
pub(crate) async fn state(conn: &mut AnyConnection, community: CommunityId) -> Result<State> {
    let mut state = State {
        issues: candidates(conn, community).await?,
        ..State::default()
    };
    load(conn, community, &mut state).await?;
    Ok(state)
}

/// The issues that an agenda could take, on whatever day.
pub(crate) async fn candidates(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<BTreeMap<IssueId, Issue>> {
    let households = Households::load(conn, community).await?;
    let issues = issue::load(conn, community, Which::Candidates, &households).await?;
    Ok(issues.into_iter().map(|issue| (issue.id, issue)).collect())
}

/// Live seconds on all issues that an agenda could take.
pub(crate) async fn seconds(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<BTreeMap<(IssueId, PersonId), Second>> {
    const SQL: &str = concat!(
        "select s.issue_id, s.person_id, s.household_id, s.entered_by
        from issues i
        join seconds s on s.community_id = i.community_id and s.issue_id = i.id
        where i.community_id = $1 and i.seconds > 0 and i.hidden = 0 and i.status in ",
        can_be_listed!()
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let second = Second {
                household: row.parsed("household_id")?,
                entered_by: row.opt_parsed("entered_by")?,
            };
            Ok(((row.parsed("issue_id")?, row.parsed("person_id")?), second))
        })
        .collect()
}

async fn credits(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<BTreeMap<PersonId, Credit>> {
    let rows = sqlx::query("select person_id, credit from credits where community_id = $1")
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let credit = Credit(row.units("credit")?);
            Ok((row.parsed("person_id")?, credit))
        })
        .collect()
}

/// Whom the items of the agendas locked last affect, the latest agenda last: as many as any setting
/// looks back.
async fn recent(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Vec<(MeetingId, Vec<Area>)>> {
    // An agenda without items says nothing of areas, and counts all the same.
    const SQL: &str = "select m.id, i.area
        from (
            select community_id, id, locked_at, number from meetings
            where community_id = $1 and locked_at is not null
            order by locked_at desc, number desc limit $2
        ) m
        left join items it on it.community_id = m.community_id and it.meeting_id = m.id
        left join issues i on i.community_id = it.community_id and i.id = it.issue_id
        order by m.locked_at, m.number, it.position";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(i64::from(*UNHEARD_AFTER.end()))
        .fetch_all(conn)
        .await?;
    let mut recent: Vec<(MeetingId, Vec<Area>)> = vec![];
    for row in &rows {
        let meeting: MeetingId = row.parsed("id")?;
        if recent.last().is_none_or(|(last, _)| *last != meeting) {
            recent.push((meeting, vec![]));
        }
        let area = row.opt_code("area", Area::from_code)?;
        if let (Some((_, areas)), Some(area)) = (recent.last_mut(), area) {
            areas.push(area);
        }
    }
    Ok(recent)
}

/// Whose ballot is whose, and what they carry from now on.
pub(crate) async fn carried(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    ballots: &[Carried],
) -> Result<()> {
    const CREDITS: &str = "insert into credits (community_id, person_id, credit) values ";
    const CHANGED: &str =
        " on conflict (community_id, person_id) do update set credit = excluded.credit";
    let mut credits = vec![];
    for (ballot, number) in ballots.iter().zip(1_i64..) {
        let credit = i64::try_from(ballot.credit.0);
        let credit = credit.map_err(|error| sqlx::Error::Encode(error.into()))?;
        insert!(
            to,
            "ballots",
            meeting_id = meeting,
            number = number,
            person_id = ballot.person,
            line = to_json(&ballot.line)?,
        );
        credits.push(vec![
            cell(to.community.to_string()),
            cell(ballot.person),
            cell(credit),
        ]);
    }
    to.many(credits, |rows, _| {
        let mut upsert = Statement::new(CREDITS);
        upsert.lists(rows).push(CHANGED);
        upsert
    })
    .await
}

/// What is left of an agenda that is being locked.
pub(crate) struct Frozen<'a> {
    pub document: &'a str,
    pub fingerprint: &'a str,
    pub by_seconds: &'a [u32],
    pub settings: &'a Settings,
}

pub(crate) async fn frozen(
    to: &mut Tables<'_>,
    meeting: MeetingId,
    frozen: &Frozen<'_>,
) -> Result<()> {
    const DOCUMENT: &str = "insert into documents (community_id, meeting_id, document)
        values ($1, $2, $3)";
    const MEETING: &str =
        "update meetings set fingerprint = $3, by_seconds = $4, agenda_settings = $5
        where community_id = $1 and id = $2";
    let (by_seconds, settings) = (to_json(&frozen.by_seconds)?, to_json(frozen.settings)?);
    run!(to, DOCUMENT, meeting, frozen.document);
    run!(
        to,
        MEETING,
        meeting,
        frozen.fingerprint,
        by_seconds,
        settings
    );
    Ok(())
}

/// Its document was taken along.
pub(crate) async fn taken(to: &mut Tables<'_>, meeting: MeetingId, at: Timestamp) -> Result<()> {
    const SQL: &str = "insert into document_takings (community_id, meeting_id, taken, at)
        select $1, $2, (
            select count(*) from document_takings where community_id = $1 and meeting_id = $2
        ) + 1, $3
        from meetings m where m.community_id = $1 and m.id = $2";
    run!(to, SQL, meeting, at);
    Ok(())
}

impl Store {
    /// When the document of this meeting's agenda was taken along, the latest first: some hundred
    /// times at most, and how often in all.
    pub async fn document_takings(
        &self,
        community: CommunityId,
        number: u32,
    ) -> Result<(Vec<Timestamp>, u32)> {
        const SQL: &str = "select t.taken, t.at from meetings m
            join document_takings t on t.community_id = m.community_id and t.meeting_id = m.id
            where m.community_id = $1 and m.number = $2 order by t.taken desc limit 100";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let all = rows.first().map_or(Ok(0), |row| row.number("taken"))?;
        let times = rows.iter().map(|row| row.time("at"));
        Ok((times.collect::<Result<_>>()?, all))
    }

    /// The canonical document of a locked agenda, byte for byte. Whole ballots stand in it: only
    /// for whoever supervises.
    pub async fn agenda_document(
        &self,
        community: CommunityId,
        number: u32,
    ) -> Result<Option<String>> {
        const SQL: &str = "select d.document from meetings m
            join documents d on d.community_id = m.community_id and d.meeting_id = m.id
            where m.community_id = $1 and m.number = $2";
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| row.text("document")).transpose()
    }

    /// A person's own line in a locked agenda: what their seconds did there. `None` where they had
    /// none on an issue that the rule could choose.
    pub async fn agenda_line(
        &self,
        community: CommunityId,
        number: u32,
        person: PersonId,
    ) -> Result<Option<Line>> {
        const SQL: &str = "select b.line from meetings m
            join ballots b on b.community_id = m.community_id and b.meeting_id = m.id
            where m.community_id = $1 and m.number = $2 and b.person_id = $3";
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .bind(person.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(|row| row.json("line")).transpose()
    }
}
