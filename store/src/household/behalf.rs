//! What whoever enters seconds on behalf (代录) reads.

use std::collections::BTreeMap;

use domain::issue::{
    Door, ENTERED_MAX, EnteredSecond, Neighbour, OPEN_ISSUES_MAX, OnBehalf, OpenIssue, OpenIssues,
    Status,
};
use domain::place::Area;
use domain::{BuildingId, CommunityId, HouseholdId, PersonId, fold};
use sqlx::any::AnyRow;

use crate::complaint::shown_title;
use crate::issue::open_for_seconds;
use crate::sql::Columns;
use crate::{Result, Store, place};

/// Seconds on behalf `s` with what belongs to them: the columns of [`entered`] and [`on_behalf`].
macro_rules! entered {
    ($where:literal) => {
        concat!(
            "select i.id, i.number, i.status, ",
            shown_title!(),
            ", s.person_id, p.name,
                b.name as building_name, r.room, s.at, q.nickname as entered_by_name,
                a.solved as said
            from seconds s
            join issues i on i.community_id = s.community_id and i.id = s.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            join entered_people p on p.community_id = s.community_id and p.person_id = s.person_id
            join households h on h.community_id = s.community_id and h.id = s.household_id
            join buildings b on b.community_id = h.community_id and b.id = h.building_id
            join rooms r on r.community_id = h.community_id and r.household_id = h.id
            left join appraisals a on a.community_id = s.community_id
                and a.issue_id = s.issue_id and a.person_id = s.person_id
            left join people q on q.community_id = s.community_id and q.person_id = s.entered_by
            where s.community_id = $1 and ",
            $where,
            " order by s.at desc, s.person_id, i.number limit $3"
        )
    };
}

fn open_issue(row: &AnyRow) -> Result<OpenIssue> {
    Ok(OpenIssue {
        id: row.parsed("id")?,
        number: row.number("number")?,
        title: row.text("title")?,
    })
}

impl Store {
    /// The doors of a building, by room, with the people for whom something was entered there.
    pub async fn doors(&self, community: CommunityId, building: &BuildingId) -> Result<Vec<Door>> {
        const PEOPLE: &str = "select p.household_id, p.person_id, p.name, s.issue_id
            from households h
            join entered_people p on p.community_id = h.community_id and p.household_id = h.id
            left join seconds s on s.community_id = p.community_id and s.person_id = p.person_id
                and s.entered_by is not null
            where h.community_id = $1 and h.building_id = $2 and p.name <> ''
            order by p.name, p.person_id, s.issue_id";
        let households = self.households(community, building).await?;
        let rows = sqlx::query(PEOPLE)
            .bind(community.to_string())
            .bind(building.0.as_str())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let mut people: BTreeMap<HouseholdId, Vec<Neighbour>> = BTreeMap::new();
        for row in &rows {
            let household = people.entry(row.parsed("household_id")?).or_default();
            let person: PersonId = row.parsed("person_id")?;
            if household.last().is_none_or(|last| last.person != person) {
                household.push(Neighbour {
                    person,
                    name: row.text("name")?,
                    issues: vec![],
                });
            }
            if let (Some(last), Some(issue)) = (household.last_mut(), row.opt_parsed("issue_id")?) {
                last.issues.push(issue);
            }
        }
        let doors = households.into_iter().map(|household| Door {
            people: people.remove(&household.id).unwrap_or_default(),
            household,
        });
        Ok(doors.collect())
    }

    /// Issues that can be seconded: those of this number or with these words in their title, or all
    /// where nothing is looked for. With a building, only those that affect it.
    pub async fn open_issues(
        &self,
        community: CommunityId,
        words: &str,
        building: Option<&BuildingId>,
    ) -> Result<OpenIssues> {
        const SQL: &str = concat!(
            "select i.id, i.number, i.area, t.title from issues i
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            where i.community_id = $1 and i.hidden = 0 and i.status in ",
            open_for_seconds!(),
            " order by i.seconds desc, i.number"
        );
        const CLUSTER: &str = "select cluster from buildings where community_id = $1 and id = $2";
        let mut conn = self.reader().await?;
        let mut cluster = String::new();
        if let Some(building) = building {
            let row = sqlx::query(CLUSTER)
                .bind(community.to_string())
                .bind(building.0.as_str())
                .fetch_optional(&mut *conn)
                .await?;
            if let Some(row) = row {
                cluster = row.text("cluster")?;
            }
        }
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&mut *conn)
            .await?;
        let wanted = fold(words);
        let mut found = OpenIssues {
            issues: vec![],
            more: 0,
        };
        for row in &rows {
            let affected = match (building, place::area(row)?) {
                (None, _) | (Some(_), Area::Estate) => true,
                (Some(_), Area::Cluster(name)) => name == cluster,
                (Some(building), Area::Building(id)) => id == *building,
            };
            let issue = open_issue(row)?;
            let named = issue.number.to_string() == wanted || fold(&issue.title).contains(&wanted);
            if affected && named {
                if found.issues.len() < OPEN_ISSUES_MAX as usize {
                    found.issues.push(issue);
                } else {
                    found.more += 1;
                }
            }
        }
        Ok(found)
    }

    /// What a person entered on behalf and still holds, the latest first, at most [`ENTERED_MAX`].
    pub async fn entered_by(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<Vec<EnteredSecond>> {
        const SQL: &str = entered!("s.entered_by = $2");
        let rows = self.entered(SQL, community, person.to_string()).await?;
        rows.iter().map(entered).collect()
    }

    /// What was entered on behalf for the household of this member and still holds, by whom: the
    /// latest first, at most [`ENTERED_MAX`].
    pub async fn entered_for(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<Vec<OnBehalf>> {
        const SQL: &str = entered!(
            "s.entered_by is not null and s.household_id = (
                select o.household_id from members o
                where o.community_id = $1 and o.person_id = $2 and o.ended_at is null
            )"
        );
        let rows = self.entered(SQL, community, person.to_string()).await?;
        rows.iter().map(on_behalf).collect()
    }

    /// The same for all households of a building.
    pub async fn entered_in(
        &self,
        community: CommunityId,
        building: &BuildingId,
    ) -> Result<Vec<OnBehalf>> {
        const SQL: &str = entered!("s.entered_by is not null and h.building_id = $2");
        let rows = self.entered(SQL, community, building.0.clone()).await?;
        rows.iter().map(on_behalf).collect()
    }

    async fn entered(
        &self,
        sql: &'static str,
        community: CommunityId,
        of: String,
    ) -> Result<Vec<AnyRow>> {
        let rows = sqlx::query(sql)
            .bind(community.to_string())
            .bind(of)
            .bind(i64::from(ENTERED_MAX))
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(rows)
    }
}

fn entered(row: &AnyRow) -> Result<EnteredSecond> {
    Ok(EnteredSecond {
        issue: open_issue(row)?,
        person: row.parsed("person_id")?,
        name: row.text("name")?,
        building_name: row.text("building_name")?,
        room: row.text("room")?,
        at: row.time("at")?,
        asked: row.code("status", Status::from_code)? == Status::Appraisal,
        said: row.opt_int("said")?.map(|solved| solved == 1),
    })
}

fn on_behalf(row: &AnyRow) -> Result<OnBehalf> {
    Ok(OnBehalf {
        entered: entered(row)?,
        by: row.opt_text("entered_by_name")?.unwrap_or_default(),
        open: row.code("status", Status::from_code)?.open_for_seconds(),
    })
}
