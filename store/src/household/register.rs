//! The register of households, and who of it has joined.

use domain::household::{Home, Registered};
use domain::{BuildingId, CommunityId, HouseholdId, PersonId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::Columns;
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

/// Who has a voice for which household of community `$1`: members, and people of whom something
/// that was entered holds, or who joined at the desk.
macro_rules! voices {
    () => {
        "select household_id, person_id from members
            where community_id = $1 and ended_at is null and household_id is not null
        union all
        select household_id, person_id from entered_people e
            where community_id = $1 and (
                exists (
                    select 1 from seconds s
                    where s.community_id = e.community_id and s.person_id = e.person_id
                ) or exists (
                    select 1 from at_desk d
                    where d.community_id = e.community_id and d.person_id = e.person_id
                )
            )"
    };
}
pub(crate) use voices;

impl Store {
    /// The whole register, building by building in the plan's order, and by room: 102 stands before
    /// 1001. A slip is good if it is at this time.
    pub async fn register(
        &self,
        community: CommunityId,
        now: Timestamp,
    ) -> Result<Vec<Registered>> {
        const SQL: &str = concat!(
            "select h.id, h.building_id, h.adults, r.room, s.expires_at,
                coalesce(v.people, 0) as people
            from households h
            join rooms r on r.community_id = h.community_id and r.household_id = h.id
            join buildings b on b.community_id = h.community_id and b.id = h.building_id
            left join (
                select household_id, count(*) as people from (",
            voices!(),
            ") voices group by household_id
            ) v on v.household_id = h.id
            left join (
                select household_id, max(expires_at) as expires_at from slips
                where community_id = $1 and void = 0 and joined < admits and expires_at > $2
                group by household_id
            ) s on s.household_id = h.id
            where h.community_id = $1
            order by b.position, b.id, length(r.room), r.room, h.id"
        );
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(now.0)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let registered = |row: &AnyRow| {
            Ok(Registered {
                id: row.parsed("id")?,
                building: BuildingId(row.text("building_id")?),
                room: row.text("room")?,
                adults: row.opt_number("adults")?,
                people: row.number("people")?,
                slip: row.opt_time("expires_at")?,
            })
        };
        rows.iter().map(registered).collect()
    }
}

/// How many adults a household has, as far as the register says, and who has a voice for it.
pub(crate) async fn home(
    conn: &mut AnyConnection,
    community: CommunityId,
    household: HouseholdId,
) -> Result<Home> {
    const ADULTS: &str = "select adults from households where community_id = $1 and id = $2";
    const PEOPLE: &str = concat!(
        "select person_id from (",
        voices!(),
        ") voices where household_id = $2"
    );
    const LEFT: &str = "select person_id from members
        where community_id = $1 and household_id = $2 and ended_at is not null";
    let row = sqlx::query(ADULTS)
        .bind(community.to_string())
        .bind(household.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    let adults = row.map_or(Ok(None), |row| row.opt_number("adults"))?;
    let mut home = Home {
        adults,
        ..Home::default()
    };
    for (sql, who) in [(PEOPLE, &mut home.people), (LEFT, &mut home.left)] {
        let rows = sqlx::query(sql)
            .bind(community.to_string())
            .bind(household.to_string())
            .fetch_all(&mut *conn)
            .await?;
        for row in &rows {
            who.insert(row.parsed("person_id")?);
        }
    }
    Ok(home)
}

pub(crate) fn joined_at_desk(to: &mut Tables<'_>, person: PersonId) {
    insert!(to, "at_desk", person_id = person);
}

pub(crate) fn registered(to: &mut Tables<'_>, household: HouseholdId, building: &BuildingId) {
    let adults = None::<u32>;
    insert!(
        to,
        "households",
        id = household,
        building_id = building,
        adults = adults
    );
}

/// A household that is new, has come back, or has another number of adults.
pub(crate) async fn entered(
    to: &mut Tables<'_>,
    household: HouseholdId,
    building: &BuildingId,
    adults: u32,
) -> Result<()> {
    const SQL: &str = "insert into households (community_id, id, building_id, adults)
        values ($1, $2, $3, $4)
        on conflict (community_id, id) do update set adults = excluded.adults";
    run!(to, SQL, household, building, adults);
    Ok(())
}

/// A household that there is no longer. Nobody belongs to it.
pub(crate) async fn retired(to: &mut Tables<'_>, household: HouseholdId) -> Result<()> {
    const SLIPS: &str = "delete from slips where community_id = $1 and household_id = $2";
    const HOUSEHOLD: &str = "delete from households where community_id = $1 and id = $2";
    run!(to, SLIPS, household);
    run!(to, HOUSEHOLD, household);
    Ok(())
}

/// The slips of a household are no longer good, but for those that give an office.
pub(crate) async fn make_void(to: &mut Tables<'_>, household: HouseholdId) -> Result<()> {
    const SQL: &str = "update slips set void = 1
        where community_id = $1 and household_id = $2 and roles = '[\"resident\"]'";
    run!(to, SQL, household);
    Ok(())
}
