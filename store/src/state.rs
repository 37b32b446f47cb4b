//! Loads as much of a community as one command needs to be decided.

use std::collections::{BTreeMap, BTreeSet};

use domain::command::Touches;
use domain::issue::Second;
use domain::state::Done;
use domain::{
    Actor, CommandId, CommunityId, Envelope, IssueId, Office, PersonId, State, Timestamp,
};
use sqlx::AnyConnection;

use crate::community::{self, Locked};
use crate::issue::{self, Which};
use crate::journal::Sent;
use crate::place::Households;
use crate::sql::{Columns, Statement, cell};
use crate::{
    Result, account, coming_back, complaint, household, meeting, office, photo, place, retention,
    work,
};

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
    state.done = done(conn, community, [envelope.id].into_iter()).await?;
    if !state.done.is_empty() {
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
    work::load(conn, community, &touches, &mut state).await?;
    complaint::load(conn, community, &touches, actor.person, now, &mut state).await?;
    if touches.periods {
        state.periods = retention::periods(conn, community).await?;
    }
    if let Some(id) = touches.household
        && let Some(building) = household::building_of(conn, community, id).await?
    {
        state.households.insert(id, building);
        let home = household::home(conn, community, id).await?;
        state.homes.insert(id, home);
    }
    let mut organisation = touches.organisation;
    if let Some(join) = touches.joining {
        state.slip = household::find_slip(conn, community, &join.code_hash).await?;
        if let Some(slip) = &state.slip {
            let home = household::home(conn, community, slip.household).await?;
            state.homes.insert(slip.household, home);
        }
        state.invitation = office::find_invitation(conn, community, &join.code_hash).await?;
        match state.invitation.as_ref().map(|it| &it.office) {
            Some(Office::BuildingLeader { .. }) => {
                state.buildings = place::buildings(conn, community).await?;
            }
            Some(Office::Handler { organisation: id }) => organisation = Some(*id),
            Some(Office::CommitteeWorker | Office::Secretary | Office::Supervisor) | None => {}
        }
    }
    let mut named = touches.member.or(touches.joining.map(|join| join.person));
    let mut elsewhere = touches.elsewhere;
    if let Some(c) = touches.returning {
        state.back = coming_back::find_return(conn, community, &c.code_hash).await?;
        named = state.back.as_ref().map(|back| back.person);
        elsewhere = named;
    }
    if let Some(id) = elsewhere {
        state.elsewhere = coming_back::is_elsewhere(conn, community, id).await?;
    }
    if let Some(id) = actor.person.filter(|_| touches.account) {
        state.open_seconds = household::open_seconds(conn, community, id).await?;
        let issues = account::open_issues(conn, community, id).await?;
        state.open_issues = issues.into_iter().collect();
    }
    if let Some(id) = touches.open_seconds {
        state.open_seconds = household::open_seconds(conn, community, id).await?;
    }
    if let Some(id) = touches.invitation {
        state.invitation = office::invitation(conn, community, id).await?;
    }
    if let Some(id) = named
        && let Some(member) = household::member(conn, community, id).await?
    {
        state.members.insert(id, member);
    }
    if let Some(id) = organisation
        && let Some(known) = office::organisation(conn, community, id).await?
    {
        state.organisations.insert(id, known);
    }
    photo::load(conn, community, &touches, actor.person, now, &mut state).await?;
    let mut seconding = touches.second_of.or(actor.person);
    if let Some(c) = touches.entered_person {
        state.entered_person = household::entered_person(conn, community, c).await?;
        state.person_taken = household::is_taken(conn, community, c.person).await?;
        seconding = Some(state.entered_person.unwrap_or(c.person));
    }
    if let Some(c) = touches.at_desk {
        let known = household::named(conn, community, c.household, &c.name).await?;
        state.entered_person = known;
        state.person_taken = household::is_taken(conn, community, c.person).await?;
    }
    if let (Some(issue), Some(person)) = (touches.issue, seconding) {
        let second = seconds(conn, community, &[issue].into(), &[person].into()).await?;
        state.seconds.extend(second);
    }
    Ok(state)
}

/// Loads the same for many seconds, each with who sends it: as all of it is before the first of
/// them. One statement for each table, however many there are.
pub(crate) async fn load_seconds(
    conn: &mut AnyConnection,
    community: CommunityId,
    sent: &[Sent<'_>],
) -> Result<Vec<(Actor, State)>> {
    let pairs: Vec<(PersonId, IssueId)> = sent.iter().filter_map(Sent::second).collect();
    let people: BTreeSet<PersonId> = pairs.iter().map(|(person, _)| *person).collect();
    let issues: BTreeSet<IssueId> = pairs.iter().map(|(_, issue)| *issue).collect();
    let actors = household::actors(conn, community, &people).await?;
    let mut done = done(conn, community, sent.iter().map(|sent| sent.envelope.id)).await?;
    let seconds = seconds(conn, community, &issues, &people).await?;
    let issues = issue::alone(conn, community, &issues).await?;
    let loaded = sent.iter().zip(pairs).map(|(sent, (person, issue))| {
        let mut state = State {
            community_exists: true,
            ..State::default()
        };
        let id = sent.envelope.id;
        state.done.extend(done.remove(&id).map(|done| (id, done)));
        let found = issues.get(&issue).cloned();
        state.issues.extend(found.map(|found| (issue, found)));
        let second = seconds.get(&(issue, person)).cloned();
        state
            .seconds
            .extend(second.map(|second| ((issue, person), second)));
        (actors[&person].clone(), state)
    });
    Ok(loaded.collect())
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
        if touches.meeting.is_none() && !touches.candidates {
            state.issues = issue::alone(conn, community, &[id].into()).await?;
            return Ok(());
        }
        which.push(Which::One(id));
    }
    if touches.candidates {
        which.push(Which::Candidates);
        meeting::agenda::load(conn, community, state).await?;
    }
    if which.is_empty() {
        return Ok(());
    }
    let households = Households::load(conn, community).await?;
    for which in which {
        for issue in issue::load(conn, community, which, &households).await? {
            state.issues.insert(issue.id, issue);
        }
    }
    Ok(())
}

/// Those of these commands that were carried out.
async fn done(
    conn: &mut AnyConnection,
    community: CommunityId,
    ids: impl Iterator<Item = CommandId>,
) -> Result<BTreeMap<CommandId, Done>> {
    let mut query = Statement::new(
        "select id, actor_id, fingerprint, receipt from commands where community_id = ",
    );
    query.bind(cell(community.to_string()));
    query.push(" and id in ").list(ids.map(cell));
    let rows = query.query(conn).fetch_all(conn).await?;
    let done = rows.iter().map(|row| {
        let done = Done {
            actor: row.opt_parsed("actor_id")?,
            fingerprint: row.text("fingerprint")?,
            receipt: row.json("receipt")?,
        };
        Ok((row.parsed("id")?, done))
    });
    done.collect()
}

/// The live seconds of any of these people for any of these issues.
async fn seconds(
    conn: &mut AnyConnection,
    community: CommunityId,
    issues: &BTreeSet<IssueId>,
    people: &BTreeSet<PersonId>,
) -> Result<BTreeMap<(IssueId, PersonId), Second>> {
    let mut query = Statement::new(
        "select issue_id, person_id, household_id, entered_by from seconds where community_id = ",
    );
    query.bind(cell(community.to_string()));
    query.push(" and issue_id in ");
    query.list(issues.iter().copied().map(cell));
    query.push(" and person_id in ");
    query.list(people.iter().copied().map(cell));
    let rows = query.query(conn).fetch_all(conn).await?;
    let seconds = rows.iter().map(|row| {
        let second = Second {
            household: row.parsed("household_id")?,
            entered_by: row.opt_parsed("entered_by")?,
        };
        Ok(((row.parsed("issue_id")?, row.parsed("person_id")?), second))
    });
    seconds.collect()
}
