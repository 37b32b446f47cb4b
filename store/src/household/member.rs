//! Members and their roles.

use std::collections::{BTreeMap, BTreeSet};

use domain::office::Member;
use domain::{
    Actor, BuildingId, CommunityId, HouseholdId, PersonId, Role, Sender, SlipId, Timestamp, Viewer,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, Statement, cell, unreadable};
use crate::tables::{Tables, run};
use crate::{Result, Store, office};

impl Store {
    /// Whoever reads, as this community knows them: without roles if they are no member, and nobody
    /// if they are not signed in.
    pub async fn viewer(&self, community: CommunityId, person: Option<PersonId>) -> Result<Viewer> {
        const SQL: &str = concat!(
            "select ",
            known_columns!(),
            " from members m ",
            known!(),
            " where m.community_id = $1 and m.person_id = $2"
        );
        let Some(person) = person else {
            return Ok(Viewer::default());
        };
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        match row {
            Some(row) => viewer(&row, Some(person)),
            None => Ok(Viewer {
                person: Some(person),
                ..Viewer::default()
            }),
        }
    }

    /// Who a sender of commands is at this moment.
    pub async fn actor(&self, community: CommunityId, sender: Sender) -> Result<Actor> {
        actor(&mut *self.reader().await?, community, sender).await
    }
}

/// Who a sender of commands is; without roles if they are no member.
pub(crate) async fn actor(
    conn: &mut AnyConnection,
    community: CommunityId,
    sender: Sender,
) -> Result<Actor> {
    match sender {
        Sender::Nobody => Ok(Actor::nobody()),
        Sender::Operator => Ok(Actor::operator()),
        Sender::Person(person) => {
            let mut actors = actors(conn, community, &[person].into()).await?;
            let mut actor = actors.remove(&person).unwrap_or_default();
            if actor.roles.contains(&Role::BuildingLeader) {
                actor.buildings = office::led_buildings(conn, community, person).await?;
            }
            Ok(actor)
        }
    }
}

/// Each of these people, without roles if they are no members, and without the buildings that they
/// lead.
pub(crate) async fn actors(
    conn: &mut AnyConnection,
    community: CommunityId,
    people: &BTreeSet<PersonId>,
) -> Result<BTreeMap<PersonId, Actor>> {
    let mut query = Statement::new(
        "select m.person_id, m.household_id, r.role, h.organisation_id from members m
        join roles r on r.community_id = m.community_id and r.person_id = m.person_id
        left join handlers h on h.community_id = m.community_id and h.person_id = m.person_id
        where m.community_id = ",
    );
    query.bind(cell(community.to_string()));
    query.push(" and m.person_id in ");
    query.list(people.iter().copied().map(cell));
    let rows = query.query(conn).fetch_all(conn).await?;
    let nothing = people.iter().map(|person| {
        let actor = Actor {
            person: Some(*person),
            ..Actor::default()
        };
        (*person, actor)
    });
    let mut actors: BTreeMap<PersonId, Actor> = nothing.collect();
    for row in &rows {
        let actor = actors.entry(row.parsed("person_id")?).or_default();
        actor.household = row.opt_parsed("household_id")?;
        actor.organisation = row.opt_parsed("organisation_id")?;
        actor.roles.push(row.code("role", Role::from_code)?);
    }
    for actor in actors.values_mut() {
        actor.roles.sort();
    }
    Ok(actors)
}

/// A member with what they are, if they are one.
pub(crate) async fn member(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Member>> {
    const SQL: &str = "select m.household_id, m.reported_at, m.ended_at, r.role from members m
        left join roles r on r.community_id = m.community_id and r.person_id = m.person_id
        where m.community_id = $1 and m.person_id = $2";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let mut member = None;
    for row in &rows {
        let known: &mut Member = member.get_or_insert_default();
        let ended = row.opt_int("ended_at")?.is_some();
        known.household = row.opt_parsed("household_id")?.filter(|_| !ended);
        known.reported = row.opt_int("reported_at")?.is_some();
        known.roles.extend(row.opt_code("role", Role::from_code)?);
    }
    Ok(member)
}

/// What a community knows of a member `m`: the columns of [`viewer`], from [`known`].
macro_rules! known_columns {
    () => {
        "m.person_id as member, p.nickname, h.building_id, b.name as building_name, (
            select string_agg(r.role, ',') from roles r
            where r.community_id = m.community_id and r.person_id = m.person_id
        ) as roles, (
            select count(*) from notices n
            where n.community_id = m.community_id and n.person_id = m.person_id
                and n.number > coalesce(seen.number, 0)
        ) as unread"
    };
}

/// The tables beside members `m` for [`known_columns`].
macro_rules! known {
    () => {
        "left join people p on p.community_id = m.community_id and p.person_id = m.person_id
        left join seen on seen.community_id = m.community_id and seen.person_id = m.person_id
        left join households h on h.community_id = m.community_id and h.id = m.household_id
        left join buildings b on b.community_id = h.community_id and b.id = h.building_id"
    };
}
pub(crate) use {known, known_columns};

/// A viewer from a row with [`known_columns`]; without roles where they are no member.
pub(crate) fn viewer(row: &AnyRow, person: Option<PersonId>) -> Result<Viewer> {
    if row.opt_text("member")?.is_none() {
        return Ok(Viewer {
            person,
            ..Viewer::default()
        });
    }
    let roles = row.opt_text("roles")?.unwrap_or_default();
    let roles = roles.split(',').filter(|code| !code.is_empty());
    let roles =
        roles.map(|code| Role::from_code(code).ok_or_else(|| unreadable("roles", &"unknown code")));
    let mut roles = roles.collect::<Result<Vec<_>>>()?;
    roles.sort();
    Ok(Viewer {
        person,
        nickname: row.text("nickname")?,
        roles,
        building: row.opt_text("building_id")?.map(BuildingId),
        building_name: row.opt_text("building_name")?.unwrap_or_default(),
        unread: row.number("unread")?,
    })
}

/// Somebody who joined, as the event says it.
pub(crate) struct Joined<'a> {
    pub person: PersonId,
    pub household: HouseholdId,
    pub slip: SlipId,
    pub roles: &'a [Role],
    pub consent: u32,
}

pub(crate) async fn joined(to: &mut Tables<'_>, joined: &Joined<'_>, at: Timestamp) -> Result<()> {
    const SLIP: &str = "update slips set joined = joined + 1 where community_id = $1 and id = $2";
    let Joined {
        person,
        household,
        consent,
        ..
    } = *joined;
    run!(to, SLIP, joined.slip);
    came(to, person, Some(household), consent, at).await?;
    for role in joined.roles {
        office::granted_role(to, person, *role, at).await?;
    }
    if joined.roles.contains(&Role::BuildingLeader) {
        office::leads_own_building(to, person).await?;
    }
    Ok(())
}

/// Somebody is a member from now on, or, if they held an office before, of a household.
pub(crate) async fn came(
    to: &mut Tables<'_>,
    person: PersonId,
    household: Option<HouseholdId>,
    consent: u32,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into members
            (community_id, person_id, household_id, consent, joined_at)
        values ($1, $2, $3, $4, $5)
        on conflict (community_id, person_id) do update
        set household_id = excluded.household_id, consent = excluded.consent,
            joined_at = excluded.joined_at, reported_at = null, ended_at = null";
    run!(to, SQL, person, household, consent, at);
    Ok(())
}
