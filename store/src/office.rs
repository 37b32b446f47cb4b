//! Offices: who holds which, and for what; invitations to them; organisations and their handlers.

use std::collections::BTreeMap;

use domain::office::{Holder, Invitation, Office, Offices, Open};
use domain::organisation::{Kind, Known, Organisation};
use domain::{BuildingId, CommunityId, OrganisationId, PersonId, Role, SlipId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, to_json};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

impl Store {
    /// Who holds which office, by role and name; which invitations are open, and which
    /// organisations there are.
    pub async fn offices(&self, community: CommunityId, now: Timestamp) -> Result<Offices> {
        const HOLDERS: &str = "select r.person_id, r.role, r.since, p.nickname, h.organisation_id,
                d.name as building_name, m.household_id
            from roles r
            join members m on m.community_id = r.community_id and m.person_id = r.person_id
            join people p on p.community_id = r.community_id and p.person_id = r.person_id
            left join handlers h on h.community_id = r.community_id and h.person_id = r.person_id
            left join households f on f.community_id = m.community_id and f.id = m.household_id
            left join buildings d on d.community_id = f.community_id and d.id = f.building_id
            where r.community_id = $1 and r.role <> $2
            order by r.role, p.nickname, r.person_id";
        const LED: &str = "select person_id, building_id from led_buildings
            where community_id = $1 order by person_id, building_id";
        const OPEN: &str = "select id, office, expires_at from invitations
            where community_id = $1 and over = 0 and expires_at > $2 order by id";
        let mut conn = self.reader().await?;
        let id = community.to_string();
        let led = sqlx::query(LED)
            .bind(id.clone())
            .fetch_all(&mut *conn)
            .await?;
        let mut buildings: BTreeMap<PersonId, Vec<BuildingId>> = BTreeMap::new();
        for row in &led {
            let person = row.parsed("person_id")?;
            let building = BuildingId(row.text("building_id")?);
            buildings.entry(person).or_default().push(building);
        }
        let holders = sqlx::query(HOLDERS)
            .bind(id.clone())
            .bind(Role::Resident.code())
            .fetch_all(&mut *conn)
            .await?;
        let holder = |row: &AnyRow| {
            let person = row.parsed("person_id")?;
            let role = row.code("role", Role::from_code)?;
            let leads = role == Role::BuildingLeader;
            let handles = role == Role::Handler;
            Ok(Holder {
                person,
                nickname: row.text("nickname")?,
                building_name: row.opt_text("building_name")?.unwrap_or_default(),
                role,
                since: row.time("since")?,
                buildings: match buildings.get(&person) {
                    Some(buildings) if leads => buildings.clone(),
                    Some(_) | None => vec![],
                },
                organisation: row.opt_parsed("organisation_id")?.filter(|_| handles),
            })
        };
        let holders = holders.iter().map(holder).collect::<Result<Vec<_>>>()?;
        let open = sqlx::query(OPEN)
            .bind(id.clone())
            .bind(now.0)
            .fetch_all(&mut *conn)
            .await?;
        let open = open.iter().map(|row| {
            Ok(Open {
                invitation: row.parsed("id")?,
                office: row.json("office")?,
                expires_at: row.time("expires_at")?,
            })
        });
        let open = open.collect::<Result<Vec<_>>>()?;
        Ok(Offices {
            holders,
            open,
            organisations: organisations(&mut conn, community).await?,
        })
    }

    /// The organisations, those that have ended last.
    pub async fn organisations(&self, community: CommunityId) -> Result<Vec<Organisation>> {
        organisations(&mut *self.reader().await?, community).await
    }

    /// The invitation with this code.
    pub async fn invitation(
        &self,
        community: CommunityId,
        code_hash: &str,
    ) -> Result<Option<Invitation>> {
        find_invitation(&mut *self.reader().await?, community, code_hash).await
    }

    /// Members whose name or room is this, or begins with it, and who they are: for whoever looks
    /// for somebody to give an office.
    pub async fn find_members(
        &self,
        community: CommunityId,
        words: &str,
    ) -> Result<Vec<(PersonId, String, String)>> {
        const SQL: &str = "select m.person_id, p.nickname, d.name as building_name
            from members m
            join people p on p.community_id = m.community_id and p.person_id = m.person_id
            left join households f on f.community_id = m.community_id and f.id = m.household_id
            left join buildings d on d.community_id = f.community_id and d.id = f.building_id
            where m.community_id = $1 and exists (
                select 1 from roles r
                where r.community_id = m.community_id and r.person_id = m.person_id
            )
            order by p.nickname, m.person_id";
        let words = domain::fold(words);
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let mut found = vec![];
        for row in &rows {
            let nickname = row.text("nickname")?;
            if domain::fold(&nickname).contains(words.as_str()) {
                let building = row.opt_text("building_name")?.unwrap_or_default();
                found.push((row.parsed("person_id")?, nickname, building));
            }
            if found.len() == FOUND_MAX {
                break;
            }
        }
        Ok(found)
    }
}

/// Members who are found by a name at most.
const FOUND_MAX: usize = 20;

/// The buildings of a building leader.
pub(crate) async fn led_buildings(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<BuildingId>> {
    const SQL: &str = "select building_id from led_buildings
        where community_id = $1 and person_id = $2 order by building_id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let building = |row: &AnyRow| row.text("building_id").map(BuildingId);
    rows.iter().map(building).collect()
}

async fn organisations(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Vec<Organisation>> {
    const SQL: &str = "select id, kind, name, ended from organisations
        where community_id = $1 order by ended, kind, name, id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    let organisations = rows.iter().map(|row| {
        Ok(Organisation {
            id: row.parsed("id")?,
            kind: row.code("kind", Kind::from_code)?,
            name: row.text("name")?,
            ended: row.flag("ended")?,
        })
    });
    organisations.collect()
}

/// What rules need to know of an organisation, if there is one.
pub(crate) async fn organisation(
    conn: &mut AnyConnection,
    community: CommunityId,
    id: OrganisationId,
) -> Result<Option<Known>> {
    const SQL: &str = "select name, ended from organisations where community_id = $1 and id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    let known = row.map(|row| {
        let (name, ended) = (row.text("name")?, row.flag("ended")?);
        Ok(Known { name, ended })
    });
    known.transpose()
}

/// The invitation with this code.
pub(crate) async fn find_invitation(
    conn: &mut AnyConnection,
    community: CommunityId,
    code_hash: &str,
) -> Result<Option<Invitation>> {
    const SQL: &str = "select i.id, i.office, i.expires_at, i.over
        from slip_codes c
        join invitations i on i.community_id = c.community_id and i.id = c.slip_id
        where c.community_id = $1 and c.code_hash = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(code_hash)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read_invitation).transpose()
}

/// The invitation with this id.
pub(crate) async fn invitation(
    conn: &mut AnyConnection,
    community: CommunityId,
    id: SlipId,
) -> Result<Option<Invitation>> {
    const SQL: &str = "select id, office, expires_at, over from invitations
        where community_id = $1 and id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(read_invitation).transpose()
}

fn read_invitation(row: &AnyRow) -> Result<Invitation> {
    Ok(Invitation {
        id: row.parsed("id")?,
        office: row.json("office")?,
        expires_at: row.time("expires_at")?,
        over: row.flag("over")?,
    })
}

pub(crate) fn invited(
    to: &mut Tables<'_>,
    id: SlipId,
    office: &Office,
    expires_at: Timestamp,
) -> Result<()> {
    insert!(
        to,
        "invitations",
        id = id,
        office = to_json(office)?,
        expires_at = expires_at,
        over = 0_u32,
    );
    Ok(())
}

/// It was taken, or withdrawn.
pub(crate) async fn invitation_over(to: &mut Tables<'_>, id: SlipId) -> Result<()> {
    const SQL: &str = "update invitations set over = 1 where community_id = $1 and id = $2";
    run!(to, SQL, id);
    Ok(())
}

pub(crate) async fn granted(
    to: &mut Tables<'_>,
    person: PersonId,
    office: &Office,
    at: Timestamp,
) -> Result<()> {
    const HANDLER: &str = "insert into handlers (community_id, person_id, organisation_id)
        values ($1, $2, $3)
        on conflict (community_id, person_id) do update
        set organisation_id = excluded.organisation_id";
    granted_role(to, person, office.role(), at).await?;
    match office {
        Office::BuildingLeader { buildings } => {
            leads_nothing(to, person).await?;
            for building in buildings {
                let building = building.0.as_str();
                insert!(
                    to,
                    "led_buildings",
                    person_id = person,
                    building_id = building
                );
            }
        }
        Office::Handler { organisation } => {
            run!(to, HANDLER, person, *organisation);
        }
        Office::CommitteeWorker | Office::Secretary | Office::Supervisor => {}
    }
    Ok(())
}

/// Whoever has it already has had it since then.
pub(crate) async fn granted_role(
    to: &mut Tables<'_>,
    person: PersonId,
    role: Role,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into roles (community_id, person_id, role, since)
        values ($1, $2, $3, $4) on conflict do nothing";
    run!(to, SQL, person, role.code(), at);
    Ok(())
}

/// Whoever joined as a building leader leads the building in which they live.
pub(crate) async fn leads_own_building(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const SQL: &str = "insert into led_buildings (community_id, person_id, building_id)
        select m.community_id, m.person_id, h.building_id
        from members m
        join households h on h.community_id = m.community_id and h.id = m.household_id
        where m.community_id = $1 and m.person_id = $2
        on conflict do nothing";
    run!(to, SQL, person);
    Ok(())
}

async fn leads_nothing(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const SQL: &str = "delete from led_buildings where community_id = $1 and person_id = $2";
    run!(to, SQL, person);
    Ok(())
}

pub(crate) async fn ended(to: &mut Tables<'_>, person: PersonId, role: Role) -> Result<()> {
    const ROLE: &str = "delete from roles
        where community_id = $1 and person_id = $2 and role = $3";
    const HANDLER: &str = "delete from handlers where community_id = $1 and person_id = $2";
    run!(to, ROLE, person, role.code());
    if role == Role::BuildingLeader {
        leads_nothing(to, person).await?;
    }
    if role == Role::Handler {
        run!(to, HANDLER, person);
    }
    Ok(())
}

pub(crate) fn organisation_added(to: &mut Tables<'_>, id: OrganisationId, kind: Kind, name: &str) {
    insert!(
        to,
        "organisations",
        id = id,
        kind = kind.code(),
        name = name,
        ended = 0_u32,
    );
}

pub(crate) async fn organisation_renamed(
    to: &mut Tables<'_>,
    id: OrganisationId,
    name: &str,
) -> Result<()> {
    const SQL: &str = "update organisations set name = $3 where community_id = $1 and id = $2";
    run!(to, SQL, id, name);
    Ok(())
}

/// With it end the offices of its handlers.
pub(crate) async fn organisation_ended(to: &mut Tables<'_>, id: OrganisationId) -> Result<()> {
    const ENDED: &str = "update organisations set ended = 1 where community_id = $1 and id = $2";
    const ROLES: &str = "delete from roles where community_id = $1 and role = $3
        and person_id in (
            select person_id from handlers where community_id = $1 and organisation_id = $2
        )";
    const HANDLERS: &str = "delete from handlers where community_id = $1 and organisation_id = $2";
    run!(to, ENDED, id);
    run!(to, ROLES, id, Role::Handler.code());
    run!(to, HANDLERS, id);
    Ok(())
}
