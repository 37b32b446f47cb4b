//! Loads as much of a community as one command needs to be decided.

use domain::command::Touches;
use domain::issue::Second;
use domain::state::Done;
use domain::{Actor, CommandId, CommunityId, Envelope, IssueId, PersonId, State, Timestamp};
use sqlx::AnyConnection;

use crate::community::{self, Locked};
use crate::issue::{self, Which};
use crate::place::Households;
use crate::sql::Columns;
use crate::{Result, household, meeting, photo, place};

pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    locked: &Locked,
    actor: &Actor,
    envelope: &Envelope,
    now: Timestamp,
) -> Result<State> {
    let mut state = State {
        community_exists: !locked.new,
        head: locked.head.clone(),
        ..State::default()
    };
    if let Some(done) = done(conn, community, envelope.id).await? {
        state.done.insert(envelope.id, done);
        // Nothing else is looked at.
        return Ok(state);
    }
    let touches = envelope.command.touches();
    if touches.numbers {
        (state.last_issue_number, state.last_meeting_number) =
            community::last_numbers(conn, community).await?;
    }
    if touches.plan {
        state.buildings = place::buildings(conn, community).await?;
    }
    if touches.uses {
        (state.households, state.whereabouts) = place::uses(conn, community).await?;
    }
    load_issues(conn, community, &mut state, &touches).await?;
    if let Some(id) = touches.household
        && let Some(building) = household::building_of(conn, community, id).await?
    {
        state.households.insert(id, building);
    }
    if let Some(join) = touches.joining {
        state.slip = household::find_slip(conn, community, &join.code_hash).await?;
        state.is_member = household::is_member(conn, community, join.person).await?;
    }
    state.photos = photo::free(conn, community, actor.person, touches.photos, now).await?;
    let mut seconding = actor.person;
    if let Some(c) = touches.entered_person {
        state.entered_person = household::entered_person(conn, community, c).await?;
        state.person_taken = household::is_taken(conn, community, c.person).await?;
        seconding = Some(state.entered_person.unwrap_or(c.person));
    }
    if let (Some(issue), Some(person)) = (touches.issue, seconding)
        && let Some(second) = second(conn, community, issue, person).await?
    {
        state.seconds.insert((issue, person), second);
    }
    Ok(state)
}

/// The meeting with the issues on its agenda, the single issue, and those that an agenda could
/// take.
async fn load_issues(
    conn: &mut AnyConnection,
    community: CommunityId,
    state: &mut State,
    touches: &Touches<'_>,
) -> Result<()> {
    let mut which = vec![];
    if let Some(id) = touches.meeting
        && let Some(meeting) = meeting::load(conn, community, id).await?
    {
        state.meetings.insert(id, meeting);
        which.push(Which::OnAgenda(id));
    }
    if let Some(id) = touches.issue {
        let on_agenda = touches.meeting.is_some() || touches.candidates;
        which.push(if on_agenda {
            Which::One(id)
        } else {
            Which::Alone(id)
        });
    }
    if touches.candidates {
        which.push(Which::Candidates);
        meeting::agenda::load(conn, community, state).await?;
    }
    if which.is_empty() {
        return Ok(());
    }
    let households = match which[..] {
        [Which::Alone(_)] => Households::default(),
        _ => Households::load(conn, community).await?,
    };
    for which in which {
        for issue in issue::load(conn, community, which, &households).await? {
            state.issues.insert(issue.id, issue);
        }
    }
    Ok(())
}

/// The command with this id, if it was carried out.
async fn done(
    conn: &mut AnyConnection,
    community: CommunityId,
    id: CommandId,
) -> Result<Option<Done>> {
    const SQL: &str = "select actor_id, fingerprint, receipt from commands
        where community_id = $1 and id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Done {
            actor: row.opt_parsed("actor_id")?,
            fingerprint: row.text("fingerprint")?,
            receipt: row.json("receipt")?,
        })
    })
    .transpose()
}

/// The live second of a person, if there is one.
async fn second(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
    person: PersonId,
) -> Result<Option<Second>> {
    const SQL: &str = "select household_id, entered_by from seconds
        where community_id = $1 and issue_id = $2 and person_id = $3";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .bind(person.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Second {
            household: row.parsed("household_id")?,
            entered_by: row.opt_parsed("entered_by")?,
        })
    })
    .transpose()
}
