//! Members and their roles.

use domain::{
    Actor, BuildingId, CommunityId, HouseholdId, PersonId, Role, Sender, SlipId, Timestamp, Viewer,
};
use sqlx::AnyConnection;

use crate::sql::Columns;
use crate::tables::{Tables, insert, run};
use crate::{Result, Store, notice};

impl Store {
    /// Whoever reads, as this community knows them: without roles if they are no member, and nobody
    /// if they are not signed in.
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
            unread: notice::unread(&mut conn, community, person, member.seen).await?,
        })
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
    const SQL: &str = "select m.household_id, r.role from members m
        join roles r on r.community_id = m.community_id and r.person_id = m.person_id
        where m.community_id = $1 and m.person_id = $2";
    let person = match sender {
        Sender::Nobody => return Ok(Actor::nobody()),
        Sender::Operator => return Ok(Actor::operator()),
        Sender::Person(person) => person,
    };
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let mut actor = Actor {
        person: Some(person),
        ..Actor::default()
    };
    for row in &rows {
        actor.household = Some(row.parsed("household_id")?);
        actor.roles.push(row.code("role", Role::from_code)?);
    }
    actor.roles.sort();
    Ok(actor)
}

struct Member {
    nickname: String,
    building: BuildingId,
    building_name: String,
    roles: Vec<Role>,
    seen: i64,
}

async fn member(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<Option<Member>> {
    const MEMBER: &str = "select p.nickname, h.building_id, b.name as building_name,
            coalesce(s.number, 0) as seen
        from members m
        join people p on p.community_id = m.community_id and p.person_id = m.person_id
        left join seen s on s.community_id = m.community_id and s.person_id = m.person_id
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
        building: BuildingId(row.text("building_id")?),
        building_name: row.text("building_name")?,
        roles,
        seen: row.int("seen")?,
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
    insert!(
        to,
        "members",
        person_id = person,
        household_id = household,
        consent = consent,
        joined_at = at,
    );
    for role in joined.roles {
        insert!(to, "roles", person_id = person, role = role.code());
    }
    Ok(())
}
