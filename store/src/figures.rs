//! What figures are made of: counts and times, nobody's name and nobody's words.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::figures::{
    BuildingFacts, CommonGround, Facts, Groups, HomeFacts, Homes, IssueFacts, ReporterSays,
    ResultFacts,
};
use domain::household::Housing;
use domain::issue::Status;
use domain::{BuildingId, CommunityId, HouseholdId, IssueId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::issue::open_for_seconds;
use crate::sql::Columns;
use crate::{Result, Store};

/// An issue that people can second, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    pub issue: IssueId,
    pub number: u32,
    pub title: String,
    /// Among the areas that are counted, and among the kinds of housing.
    pub areas: CommonGround,
    pub housing: CommonGround,
}

impl Store {
    /// All that the figures of a community are made of (`domain::figures`).
    pub async fn facts(&self, community: CommunityId) -> Result<Facts> {
        const ISSUES: &str = "select i.status, i.answered_at, i.decided_at, w.due,
                case when i.reporter_id is null then null else i.filed_at end as filed_at,
                r.at as result_at
            from issues i
            left join works w on w.community_id = i.community_id and w.issue_id = i.id
            left join results r on r.community_id = i.community_id and r.issue_id = i.id
                and r.round = 1
            where i.community_id = $1";
        const RESULTS: &str = "select r.at, r.asked, r.said, r.satisfied, r.solved,
                case when i.reporter_id is null then 0 else 1 end as reported
            from results r
            join issues i on i.community_id = r.community_id and i.id = r.issue_id
            where r.community_id = $1";
        let mut conn = self.reader().await?;
        let issues = sqlx::query(ISSUES)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        let results = sqlx::query(RESULTS)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        Ok(Facts {
            issues: issues.iter().map(issue).collect::<Result<_>>()?,
            results: results.iter().map(result).collect::<Result<_>>()?,
        })
    }

    /// All that the counts of integration are made of (`domain::figures::integration`).
    pub async fn homes(&self, community: CommunityId) -> Result<Homes> {
        const BUILDINGS: &str = "select id, name, cluster, housing from buildings
            where community_id = $1 order by position, id";
        const HOMES: &str = "select id, building_id from households where community_id = $1
            order by id";
        const SECONDS: &str = "select household_id, count(*) as seconds from seconds
            where community_id = $1 group by household_id";
        // What somebody filed is their household's, although they may have moved out since.
        const REPORTS: &str = "select m.household_id, count(*) as reports,
                cast(sum(case when exists (
                    select 1 from items it where it.community_id = i.community_id
                        and it.issue_id = i.id and it.support is not null
                ) then 1 else 0 end) as bigint) as items,
                cast(sum(case when i.status in ('appraisal', 'closed') and (
                    select r.solved from results r
                    where r.community_id = i.community_id and r.issue_id = i.id
                    order by r.round desc limit 1
                ) = 1 then 1 else 0 end) as bigint) as solved
            from issues i
            join members m on m.community_id = i.community_id and m.person_id = i.reporter_id
            where i.community_id = $1 and m.household_id is not null
            group by m.household_id";
        let mut conn = self.reader().await?;
        let mut rows = BTreeMap::new();
        for sql in [BUILDINGS, HOMES, SECONDS, REPORTS] {
            let found = sqlx::query(sql)
                .bind(community.to_string())
                .fetch_all(&mut *conn)
                .await?;
            rows.insert(sql, found);
        }
        let mut homes: BTreeMap<HouseholdId, HomeFacts> = BTreeMap::new();
        for row in &rows[HOMES] {
            let home = HomeFacts {
                building: BuildingId(row.text("building_id")?),
                reports: 0,
                seconds: 0,
                items: 0,
                solved: 0,
            };
            homes.insert(row.parsed("id")?, home);
        }
        for row in &rows[SECONDS] {
            if let Some(home) = homes.get_mut(&row.parsed("household_id")?) {
                home.seconds = row.number("seconds")?;
            }
        }
        for row in &rows[REPORTS] {
            if let Some(home) = homes.get_mut(&row.parsed("household_id")?) {
                home.reports = row.number("reports")?;
                home.items = row.number("items")?;
                home.solved = row.number("solved")?;
            }
        }
        Ok(Homes {
            buildings: rows[BUILDINGS]
                .iter()
                .map(building)
                .collect::<Result<_>>()?,
            homes: homes.into_values().collect(),
        })
    }

    /// All issues that people can second and somebody does, first those that people of different
    /// areas second together; of those that stand alike the latest.
    pub async fn common_ground(&self, community: CommunityId) -> Result<Vec<Shared>> {
        common_ground(&mut *self.reader().await?, community).await
    }
}

fn building(row: &AnyRow) -> Result<BuildingFacts> {
    let (id, name) = (row.text("id")?, row.text("name")?);
    Ok(BuildingFacts {
        name: if name.is_empty() { id.clone() } else { name },
        id: BuildingId(id),
        area: row.text("cluster")?,
        housing: Housing::from_code(&row.text("housing")?),
    })
}

pub(crate) async fn common_ground(
    conn: &mut AnyConnection,
    community: CommunityId,
) -> Result<Vec<Shared>> {
    const SECONDING: &str = concat!(
        "select x.issue_id, x.building_id, x.households, i.number, t.title from (
            select s.issue_id, h.building_id, count(distinct s.household_id) as households
            from seconds s
            join households h on h.community_id = s.community_id and h.id = s.household_id
            where s.community_id = $1 group by s.issue_id, h.building_id
        ) x
        join issues i on i.community_id = $1 and i.id = x.issue_id
        join texts t on t.community_id = i.community_id and t.id = i.text_id
        where i.hidden = 0 and i.status in ",
        open_for_seconds!()
    );
    let blocks = Blocks::load(conn, community).await?;
    let rows = sqlx::query(SECONDING)
        .bind(community.to_string())
        .fetch_all(conn)
        .await?;
    let mut seconding: BTreeMap<IssueId, (&AnyRow, Counted)> = BTreeMap::new();
    for row in &rows {
        let of = seconding.entry(row.parsed("issue_id")?);
        let (_, of) = of.or_insert_with(|| (row, vec![]));
        of.push((
            BuildingId(row.text("building_id")?),
            row.number("households")?,
        ));
    }
    let mut found = vec![];
    for (issue, (row, seconding)) in &seconding {
        found.push(Shared {
            issue: *issue,
            number: row.number("number")?,
            title: row.text("title")?,
            areas: blocks
                .areas
                .ground(blocks.by(seconding, |block| &block.area)),
            housing: blocks
                .housing
                .ground(blocks.by(seconding, |block| &block.housing)),
        });
    }
    found.sort_by_key(|it| Reverse((it.areas.order(), it.number)));
    Ok(found)
}

/// How an issue stands among the areas now.
pub(crate) async fn ground(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<CommonGround> {
    const SQL: &str = "select h.building_id, count(distinct s.household_id) as households
        from seconds s
        join households h on h.community_id = s.community_id and h.id = s.household_id
        where s.community_id = $1 and s.issue_id = $2 group by h.building_id";
    let blocks = Blocks::load(conn, community).await?;
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(issue.to_string())
        .fetch_all(conn)
        .await?;
    let mut seconding = vec![];
    for row in &rows {
        seconding.push((
            BuildingId(row.text("building_id")?),
            row.number("households")?,
        ));
    }
    Ok(blocks
        .areas
        .ground(blocks.by(&seconding, |block| &block.area)))
}

/// Households by building.
type Counted = Vec<(BuildingId, u32)>;

/// What groups a building belongs to.
struct Block {
    area: String,
    /// Its code; empty where nobody said.
    housing: String,
}

/// The buildings, and the groups that are large enough to be counted.
struct Blocks {
    of: BTreeMap<BuildingId, Block>,
    areas: Groups,
    housing: Groups,
}

impl Blocks {
    async fn load(conn: &mut AnyConnection, community: CommunityId) -> Result<Self> {
        const SQL: &str = "select b.id, b.cluster, b.housing, (
                select count(*) from households h
                where h.community_id = b.community_id and h.building_id = b.id
            ) as households
            from buildings b where b.community_id = $1";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(conn)
            .await?;
        let (mut of, mut living) = (BTreeMap::new(), vec![]);
        for row in &rows {
            let id = BuildingId(row.text("id")?);
            let block = Block {
                area: row.text("cluster")?,
                housing: row.text("housing")?,
            };
            living.push((id.clone(), row.number("households")?));
            of.insert(id, block);
        }
        let mut blocks = Self {
            of,
            areas: Groups::default(),
            housing: Groups::default(),
        };
        blocks.areas = Groups::of(blocks.by(&living, |block| &block.area));
        blocks.housing = Groups::of(blocks.by(&living, |block| &block.housing));
        Ok(blocks)
    }

    /// What is counted by building, by group.
    fn by(
        &self,
        counted: &[(BuildingId, u32)],
        group: fn(&Block) -> &String,
    ) -> Vec<(String, u32)> {
        let known = counted.iter().filter_map(|(building, households)| {
            let block = self.of.get(building)?;
            Some((group(block).clone(), *households))
        });
        known.collect()
    }
}

fn issue(row: &AnyRow) -> Result<IssueFacts> {
    Ok(IssueFacts {
        status: row.code("status", Status::from_code)?,
        filed_at: row.opt_time("filed_at")?,
        answered_at: row.opt_time("answered_at")?,
        decided_at: row.opt_time("decided_at")?,
        result_at: row.opt_time("result_at")?,
        due: row.opt_parsed("due")?,
    })
}

fn result(row: &AnyRow) -> Result<ResultFacts> {
    let reporter = match (row.flag("reported")?, row.opt_int("solved")?) {
        (false, _) => None,
        (true, None) => Some(ReporterSays::Nothing),
        (true, Some(0)) => Some(ReporterSays::NotSolved),
        (true, Some(_)) => Some(ReporterSays::Solved),
    };
    Ok(ResultFacts {
        at: Timestamp(row.int("at")?),
        asked: row.number("asked")?,
        answered: row.number("said")?,
        satisfied: row.number("satisfied")?,
        reporter,
    })
}
