//! The estate's plan, and how many households live where.

use std::collections::{BTreeMap, BTreeSet};

use domain::household::{Housing, Listed};
use domain::place::{Area, Building, Place, Plan, Position, Source};
use domain::state::Whereabouts;
use domain::{BuildingId, CommunityId, HouseholdId, IssueId, State};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, to_json, unreadable};
use crate::tables::{Tables, run};
use crate::{Result, Store};

impl Store {
    /// The estate's plan; empty before one was set.
    pub async fn plan(&self, community: CommunityId) -> Result<Plan> {
        const BUILDINGS: &str = "select id, name, cluster, outline, more from buildings
            where community_id = $1 and drawn = 1 order by position";
        let mut conn = self.reader().await?;
        let drawn = sqlx::query("select paths, gates from plans where community_id = $1")
            .bind(community.to_string())
            .fetch_optional(&mut *conn)
            .await?;
        let Some(drawn) = drawn else {
            return Ok(Plan::default());
        };
        let rows = sqlx::query(BUILDINGS)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        let building = |row: &AnyRow| {
            Ok(Building {
                id: BuildingId(row.text("id")?),
                name: row.text("name")?,
                cluster: row.text("cluster")?,
                outline: row.json("outline")?,
                more: row.json("more")?,
            })
        };
        Ok(Plan {
            buildings: rows.iter().map(building).collect::<Result<_>>()?,
            paths: drawn.json("paths")?,
            gates: drawn.json("gates")?,
        })
    }

    /// All buildings, in the plan's order, also those of the register that no plan has drawn yet.
    pub async fn buildings(&self, community: CommunityId) -> Result<Vec<Listed>> {
        const SQL: &str = "select id, name, housing, drawn from buildings
            where community_id = $1 order by position, id";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let listed = |row: &AnyRow| {
            Ok(Listed {
                id: BuildingId(row.text("id")?),
                name: row.text("name")?,
                housing: Housing::from_code(&row.text("housing")?),
                drawn: row.flag("drawn")?,
            })
        };
        rows.iter().map(listed).collect()
    }

    /// The buildings and clusters that a household or an issue refers to: no new plan may lack
    /// them.
    pub async fn areas_in_use(&self, community: CommunityId) -> Result<BTreeSet<Area>> {
        let mut conn = self.reader().await?;
        let (households, whereabouts) = uses(&mut conn, community).await?;
        let state = State {
            households,
            whereabouts,
            ..State::default()
        };
        Ok(state.areas_in_use())
    }
}

/// The place of an issue, from its columns.
pub(crate) fn read(row: &AnyRow) -> Result<Place> {
    let position = match (row.opt_float("lat")?, row.opt_float("lon")?) {
        (Some(lat), Some(lon)) => Some(Position {
            lat,
            lon,
            accuracy: row.opt_number("accuracy")?,
            source: row.code("source", Source::from_code)?,
        }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(unreadable("lat", &"half a position"));
        }
    };
    Ok(Place {
        position,
        building: row.opt_text("building_id")?.map(BuildingId),
    })
}

/// The plan's buildings, each with the name of its cluster.
pub(crate) async fn buildings(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<BTreeMap<BuildingId, String>> {
    let rows = sqlx::query("select id, cluster from buildings where community_id = $1")
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| Ok((BuildingId(row.text("id")?), row.text("cluster")?)))
        .collect()
}

/// Everything that refers to buildings: where each household lives and where each issue is.
pub(crate) async fn uses(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<(
    BTreeMap<HouseholdId, BuildingId>,
    BTreeMap<IssueId, Whereabouts>,
)> {
    const HOUSEHOLDS: &str = "select id, building_id from households where community_id = $1";
    const ISSUES: &str = "select id, area, building_id from issues where community_id = $1";
    let mut households = BTreeMap::new();
    let rows = sqlx::query(HOUSEHOLDS)
        .bind(community.to_string())
        .fetch_all(&mut *conn)
        .await?;
    for row in &rows {
        households.insert(row.parsed("id")?, BuildingId(row.text("building_id")?));
    }
    let mut issues = BTreeMap::new();
    let rows = sqlx::query(ISSUES)
        .bind(community.to_string())
        .fetch_all(&mut *conn)
        .await?;
    for row in &rows {
        let at = Whereabouts {
            area: area(row)?,
            building: row.opt_text("building_id")?.map(BuildingId),
        };
        issues.insert(row.parsed("id")?, at);
    }
    Ok((households, issues))
}

/// Replaces the plan. Its buildings are changed in place, because households refer to them; those
/// that it lacks are gone.
pub(crate) async fn set(to: &mut Tables<'_>, plan: &Plan) -> Result<()> {
    const PLAN: &str = "insert into plans (community_id, paths, gates) values ($1, $2, $3)
        on conflict (community_id) do update set paths = excluded.paths, gates = excluded.gates";
    const BUILDING: &str = "insert into buildings
            (community_id, id, position, name, cluster, outline, more, lat, lon, drawn, housing)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, '')
        on conflict (community_id, id) do update set position = excluded.position,
            name = excluded.name, cluster = excluded.cluster, outline = excluded.outline,
            more = excluded.more, lat = excluded.lat, lon = excluded.lon, drawn = 1";
    const GONE: &str = "delete from buildings where community_id = $1 and id = $2";
    run!(to, PLAN, to_json(&plan.paths)?, to_json(&plan.gates)?);
    for (building, position) in plan.buildings.iter().zip(1_i64..) {
        let middle = building.middle();
        run!(
            to,
            BUILDING,
            &building.id,
            position,
            building.name.as_str(),
            building.cluster.as_str(),
            to_json(&building.outline)?,
            to_json(&building.more)?,
            middle.lat,
            middle.lon,
        );
    }
    let community = to.community;
    let kept: BTreeSet<&BuildingId> = plan.buildings.iter().map(|b| &b.id).collect();
    let all = buildings(to.conn().await?, community).await?;
    for id in all.keys().filter(|id| !kept.contains(id)) {
        run!(to, GONE, id);
    }
    Ok(())
}

/// A building has a name now, or another one.
pub(crate) async fn named(to: &mut Tables<'_>, building: &BuildingId, name: &str) -> Result<()> {
    const SQL: &str = "update buildings set name = $3 where community_id = $1 and id = $2";
    run!(to, SQL, building, name);
    Ok(())
}

/// A building of the register that no plan has drawn yet: it stands after those that are there.
pub(crate) async fn listed(to: &mut Tables<'_>, building: &BuildingId, name: &str) -> Result<()> {
    const SQL: &str = "insert into buildings
            (community_id, id, position, name, cluster, outline, more, lat, lon, drawn, housing)
        select $1, $2, coalesce(max(position), 0) + 1, $3, '', '[]', '[]', 0, 0, 0, ''
        from buildings where community_id = $1";
    run!(to, SQL, building, name);
    Ok(())
}

/// What kind of housing a building is.
pub(crate) async fn housing_said(
    to: &mut Tables<'_>,
    building: &BuildingId,
    housing: Housing,
) -> Result<()> {
    const SQL: &str = "update buildings set housing = $3 where community_id = $1 and id = $2";
    run!(to, SQL, building, housing.code());
    Ok(())
}

/// How many households are registered in each building: what support rates are divided by.
#[derive(Debug, Default)]
pub(crate) struct Households(Vec<(BuildingId, String, u32)>);

impl Households {
    pub(crate) async fn load(conn: &mut AnyConnection, community: CommunityId) -> Result<Self> {
        const SQL: &str = "select h.building_id, b.cluster, h.households
            from (
                select building_id, count(*) as households from households
                where community_id = $1 group by building_id
            ) h
            join buildings b on b.community_id = $1 and b.id = h.building_id";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(conn)
            .await?;
        let row = |row: &AnyRow| {
            Ok((
                BuildingId(row.text("building_id")?),
                row.text("cluster")?,
                row.number("households")?,
            ))
        };
        rows.iter().map(row).collect::<Result<_>>().map(Self)
    }

    /// Registered households of an area.
    pub(crate) fn of(&self, area: &Area) -> u32 {
        let in_area = |building: &BuildingId, cluster: &str| match area {
            Area::Building(id) => id == building,
            Area::Cluster(name) => name == cluster,
            Area::Estate => true,
        };
        self.0
            .iter()
            .filter(|(building, cluster, _)| in_area(building, cluster))
            .map(|(_, _, households)| households)
            .sum()
    }
}

/// An area from its column.
pub(crate) fn area(row: &AnyRow) -> Result<Area> {
    row.code("area", Area::from_code)
}

/// What people call an area: nothing for the whole estate, which `app` words.
pub(crate) async fn area_name(
    conn: &mut AnyConnection,
    community: CommunityId,
    area: &Area,
) -> Result<String> {
    match area {
        Area::Estate => Ok(String::new()),
        Area::Cluster(name) => Ok(name.clone()),
        Area::Building(id) => {
            let row = sqlx::query("select name from buildings where community_id = $1 and id = $2")
                .bind(community.to_string())
                .bind(id.0.as_str())
                .fetch_optional(conn)
                .await?;
            let name = row.map_or_else(|| Ok(String::new()), |row| row.text("name"))?;
            // Nothing would read as the whole estate.
            Ok(if name.is_empty() { id.0.clone() } else { name })
        }
    }
}
