//! The register, slips, members and their roles.

use domain::household::{FAILURES_FORGOTTEN_AFTER, Household, Slip};
use domain::{
    Actor, BuildingId, CommunityId, HouseholdId, Language, PersonId, Role, SlipId, Timestamp,
    Viewer,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, Tables, run, to_json};
use crate::{Result, Store, notice};

impl Store {
    /// The register, by building and room: 102 stands before 1001.
    pub async fn households(&self, community: CommunityId) -> Result<Vec<Household>> {
        const SQL: &str = "select h.id, h.building_id, h.room from households h
            join buildings b on b.community_id = h.community_id and b.id = h.building_id
            where h.community_id = $1
            order by b.position, length(h.room), h.room, h.id";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&self.read)
            .await?;
        let household = |row: &AnyRow| {
            Ok(Household {
                id: row.parsed("id")?,
                building: BuildingId(row.text("building_id")?),
                room: row.text("room")?,
            })
        };
        rows.iter().map(household).collect()
    }

    /// Whoever reads, as this community knows them: without roles if they are no member, and nobody if they are not signed in.
    pub async fn viewer(&self, community: CommunityId, person: Option<PersonId>) -> Result<Viewer> {
        let Some(person) = person else {
            return Ok(Viewer::default());
        };
        let mut conn = self.reader().await?;
        let Some(member) = member(&mut conn, community, person).await? else {
            return Ok(Viewer {
                person: Some(person),
                ..Viewer::default()
            });
        };
        Ok(Viewer {
            person: Some(person),
            nickname: member.nickname,
            roles: member.roles,
            building: Some(member.building),
            building_name: member.building_name,
            unread: notice::unread(&mut conn, community, person, member.notices_seen).await?,
        })
    }

    /// The person as a sender of commands; without roles if they are no member.
    pub async fn actor(&self, community: CommunityId, person: PersonId) -> Result<Actor> {
        let mut conn = self.reader().await?;
        let member = member(&mut conn, community, person).await?;
        Ok(member.map_or_else(
            || Actor {
                person: Some(person),
                ..Actor::default()
            },
            |member| Actor {
                person: Some(person),
                household: Some(member.household),
                roles: member.roles,
            },
        ))
    }

    /// The slip with this code.
    pub async fn slip(&self, community: CommunityId, code_hash: &str) -> Result<Option<Slip>> {
        find_slip(&mut *self.reader().await?, community, code_hash).await
    }

    /// How often in a row `key` sent a wrong code, and when last.
    pub async fn join_failures(&self, key: &str) -> Result<(u32, Timestamp)> {
        let row = sqlx::query("select failures, last_at from join_failures where key = $1")
            .bind(key)
            .fetch_optional(&self.read)
            .await?;
        row.map_or(Ok((0, Timestamp::default())), |row| {
            Ok((row.number("failures")?, row.time("last_at")?))
        })
    }

    /// Notes a wrong code, and forgets old ones of everybody.
    pub async fn note_join_failure(&self, key: &str, now: Timestamp) -> Result<()> {
        const SQL: &str = "insert into join_failures (key, failures, last_at) values ($1, 1, $2)
            on conflict (key) do update
            set failures = join_failures.failures + 1, last_at = excluded.last_at";
        let mut tx = self.write.begin().await?;
        sqlx::query("delete from join_failures where last_at < $1")
            .bind(now.plus(-FAILURES_FORGOTTEN_AFTER).0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(key)
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Forgets the wrong codes of `key`, because a right one came.
    pub async fn forget_join_failures(&self, key: &str) -> Result<()> {
        sqlx::query("delete from join_failures where key = $1")
            .bind(key)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

struct Member {
    nickname: String,
    household: HouseholdId,
    building: BuildingId,
    building_name: String,
    roles: Vec<Role>,
    notices_seen: i64,
}

async fn member(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Member>> {
    const MEMBER: &str =
        "select m.nickname, m.household_id, h.building_id, b.name as building_name, m.notices_seen
        from members m
        join households h on h.community_id = m.community_id and h.id = m.household_id
        join buildings b on b.community_id = h.community_id and b.id = h.building_id
        where m.community_id = $1 and m.person_id = $2";
    const ROLES: &str = "select role from roles where community_id = $1 and person_id = $2";
    let row = sqlx::query(MEMBER)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let roles = sqlx::query(ROLES)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let mut roles = roles
        .iter()
        .map(|row| row.code("role", Role::from_code))
        .collect::<Result<Vec<_>>>()?;
    roles.sort();
    Ok(Some(Member {
        nickname: row.text("nickname")?,
        household: row.parsed("household_id")?,
        building: BuildingId(row.text("building_id")?),
        building_name: row.text("building_name")?,
        roles,
        notices_seen: row.int("notices_seen")?,
    }))
}

/// Whether the person is a member.
pub(crate) async fn is_member(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<bool> {
    let row =
        sqlx::query("select 1 as one from members where community_id = $1 and person_id = $2")
            .bind(community.to_string())
            .bind(person.to_string())
            .fetch_optional(conn)
            .await?;
    Ok(row.is_some())
}

/// The building of a registered household.
pub(crate) async fn building_of(
    conn: &mut AnyConnection,
    community: CommunityId,
    household: HouseholdId,
) -> Result<Option<BuildingId>> {
    let row = sqlx::query("select building_id from households where community_id = $1 and id = $2")
        .bind(community.to_string())
        .bind(household.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.text("building_id").map(BuildingId))
        .transpose()
}

pub(crate) async fn find_slip(
    conn: &mut AnyConnection,
    community: CommunityId,
    code_hash: &str,
) -> Result<Option<Slip>> {
    const SQL: &str = "select id, household_id, admits, joined, roles, expires_at
        from slips where community_id = $1 and code_hash = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(code_hash)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Slip {
            id: row.parsed("id")?,
            household: row.parsed("household_id")?,
            admits: row.number("admits")?,
            joined: row.number("joined")?,
            roles: row.json("roles")?,
            expires_at: row.time("expires_at")?,
        })
    })
    .transpose()
}

/// The person whom an entry on behalf means, if they were entered before.
pub(crate) async fn entered_person(
    conn: &mut AnyConnection,
    community: CommunityId,
    household: HouseholdId,
    name: &str,
) -> Result<Option<PersonId>> {
    const SQL: &str = "select person_id from entered_people
        where community_id = $1 and household_id = $2 and name = $3";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(household.to_string())
        .bind(name)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.parsed("person_id")).transpose()
}

/// Whether this id belongs to a member, or to somebody for whom something was entered.
pub(crate) async fn is_taken(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<bool> {
    const SQL: &str = "select person_id from members where community_id = $1 and person_id = $2
        union select person_id from entered_people where community_id = $1 and person_id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

pub(crate) async fn registered(to: &mut Tables<'_>, household: &Household) -> Result<()> {
    const SQL: &str = "insert into households (community_id, id, building_id, room)
        values ($1, $2, $3, $4)";
    run!(
        to,
        SQL,
        household.id,
        &household.building,
        household.room.as_str()
    );
    Ok(())
}

pub(crate) async fn slip_printed(to: &mut Tables<'_>, slip: &Slip) -> Result<()> {
    const SQL: &str = "insert into slips
            (community_id, id, household_id, admits, joined, roles, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    run!(
        to,
        SQL,
        slip.id,
        slip.household,
        slip.admits,
        slip.joined,
        to_json(&slip.roles)?,
        slip.expires_at,
    );
    Ok(())
}

/// The hash of a slip's code, which is kept apart from the event.
pub(crate) async fn code_slip(to: &mut Tables<'_>, slip: SlipId, code_hash: &str) -> Result<()> {
    const SQL: &str = "update slips set code_hash = $3 where community_id = $1 and id = $2";
    run!(to, SQL, slip, code_hash);
    Ok(())
}

/// Somebody who joined, as the event says it.
pub(crate) struct Joined<'a> {
    pub person: PersonId,
    pub household: HouseholdId,
    pub slip: SlipId,
    pub roles: &'a [Role],
    pub language: Language,
    pub consent: u32,
}

pub(crate) async fn joined(to: &mut Tables<'_>, joined: &Joined<'_>, at: Timestamp) -> Result<()> {
    const SLIP: &str = "update slips set joined = joined + 1 where community_id = $1 and id = $2";
    // 0: a new member has no notices yet.
    const MEMBER: &str = "insert into members (community_id, person_id, household_id, nickname,
            language, consent, notices_seen, joined_at)
        values ($1, $2, $3, '', $4, $5, 0, $6)";
    const ROLE: &str = "insert into roles (community_id, person_id, role) values ($1, $2, $3)";
    let Joined {
        person,
        household,
        language,
        consent,
        ..
    } = *joined;
    run!(to, SLIP, joined.slip);
    run!(to, MEMBER, person, household, language.code(), consent, at);
    for role in joined.roles {
        run!(to, ROLE, person, role.code());
    }
    Ok(())
}

/// The name that neighbours see, which is kept apart from the event.
pub(crate) async fn name_member(
    to: &mut Tables<'_>,
    person: PersonId,
    nickname: &str,
) -> Result<()> {
    const SQL: &str = "update members set nickname = $3 where community_id = $1 and person_id = $2";
    run!(to, SQL, person, nickname);
    Ok(())
}

/// Somebody for whom something was entered (代录), once.
pub(crate) async fn keep_entered_person(
    to: &mut Tables<'_>,
    person: PersonId,
    household: HouseholdId,
    name: &str,
) -> Result<()> {
    const SQL: &str = "insert into entered_people (community_id, person_id, household_id, name)
        values ($1, $2, $3, $4)
        on conflict do nothing";
    run!(to, SQL, person, household, name);
    Ok(())
}
