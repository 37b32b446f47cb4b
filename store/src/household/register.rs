//! The register of households, and who of it has joined.

use domain::household::{Home, Registered};
use domain::{BuildingId, CommunityId, HouseholdId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::Columns;
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

impl Store {
    /// The whole register, building by building in the plan's order, and by room: 102 stands before
    /// 1001. A slip is good if it is at this time.
    pub async fn register(
        &self,
        community: CommunityId,
        now: Timestamp,
    ) -> Result<Vec<Registered>> {
        const SQL: &str = "select h.id, h.building_id, h.adults, r.room, s.expires_at,
                coalesce(m.people, 0) + coalesce(e.people, 0) as people
            from households h
            join rooms r on r.community_id = h.community_id and r.household_id = h.id
            join buildings b on b.community_id = h.community_id and b.id = h.building_id
            left join (
                select household_id, count(*) as people from members
                where community_id = $1 group by household_id
            ) m on m.household_id = h.id
            left join (
                select household_id, count(*) as people from entered_people
                where community_id = $1 group by household_id
            ) e on e.household_id = h.id
            left join (
                select household_id, max(expires_at) as expires_at from slips
                where community_id = $1 and void = 0 and joined < admits and expires_at > $2
                group by household_id
            ) s on s.household_id = h.id
            where h.community_id = $1
            order by b.position, b.id, length(r.room), r.room, h.id";
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
    const PEOPLE: &str = "select person_id from members
            where community_id = $1 and household_id = $2
        union select person_id from entered_people
            where community_id = $1 and household_id = $2";
    let row = sqlx::query(ADULTS)
        .bind(community.to_string())
        .bind(household.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    let adults = row.map_or(Ok(None), |row| row.opt_number("adults"))?;
    let rows = sqlx::query(PEOPLE)
        .bind(community.to_string())
        .bind(household.to_string())
        .fetch_all(conn)
        .await?;
    let people = rows.iter().map(|row| row.parsed("person_id"));
    Ok(Home {
        adults,
        people: people.collect::<Result<_>>()?,
    })
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
