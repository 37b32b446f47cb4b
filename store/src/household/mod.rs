//! The register and its slips; members, people entered on behalf and wrong codes have files of
//! their own.

mod behalf;
mod entered;
mod join_failure;
mod member;
mod membership;
mod register;

use domain::household::{Household, Slip};
use domain::{BuildingId, CommunityId, HouseholdId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, to_json};
use crate::tables::{Tables, insert};
use crate::{Result, Store};

pub(crate) use entered::{entered_person, is_taken, keep_entered_person, named};
pub(crate) use member::{
    Joined, actor, actors, came, joined, known, known_columns, member, viewer,
};
pub(crate) use membership::{confirmed, ended, open_seconds, reported};
pub(crate) use register::{entered, home, joined_at_desk, make_void, registered, retired, voices};

impl Store {
    /// The register of one building, by room: 102 stands before 1001.
    pub async fn households(
        &self,
        community: CommunityId,
        building: &BuildingId,
    ) -> Result<Vec<Household>> {
        const SQL: &str = "select h.id, h.building_id, r.room from households h
            join rooms r on r.community_id = h.community_id and r.household_id = h.id
            where h.community_id = $1 and h.building_id = $2
            order by length(r.room), r.room, h.id";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(building.0.as_str())
            .fetch_all(&mut *self.reader().await?)
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

    /// The slip with this code.
    pub async fn slip(&self, community: CommunityId, code_hash: &str) -> Result<Option<Slip>> {
        find_slip(&mut *self.reader().await?, community, code_hash).await
    }
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

/// The slip with this code.
pub(crate) async fn find_slip(
    conn: &mut AnyConnection,
    community: CommunityId,
    code_hash: &str,
) -> Result<Option<Slip>> {
    const SQL: &str =
        "select s.id, s.household_id, s.admits, s.joined, s.roles, s.expires_at, s.void
        from slip_codes c
        join slips s on s.community_id = c.community_id and s.id = c.slip_id
        where c.community_id = $1 and c.code_hash = $2";
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
            void: row.flag("void")?,
        })
    })
    .transpose()
}

pub(crate) fn slip_printed(to: &mut Tables<'_>, slip: &Slip) -> Result<()> {
    insert!(
        to,
        "slips",
        id = slip.id,
        household_id = slip.household,
        admits = slip.admits,
        joined = slip.joined,
        roles = to_json(&slip.roles)?,
        expires_at = slip.expires_at,
        void = slip.void,
    );
    Ok(())
}
