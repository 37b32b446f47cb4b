//! Who belongs to a household.

use std::collections::BTreeSet;

use domain::issue::Status;
use domain::membership::Housemate;
use domain::{BuildingId, CommunityId, IssueId, PersonId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::Columns;
use crate::tables::{Tables, run};
use crate::{Result, Store};

/// A member with where they live: the columns of [`housemate`] from members `m`.
macro_rules! housemates {
    ($where:literal) => {
        concat!(
            "select m.person_id, p.nickname, m.joined_at, m.reported_at, r.room,
                b.name as building_name
            from members m
            join people p on p.community_id = m.community_id and p.person_id = m.person_id
            join households h on h.community_id = m.community_id and h.id = m.household_id
            join rooms r on r.community_id = h.community_id and r.household_id = h.id
            join buildings b on b.community_id = h.community_id and b.id = h.building_id
            where m.community_id = $1 and m.ended_at is null and ",
            $where,
            " order by length(r.room), r.room, m.joined_at, m.person_id"
        )
    };
}

impl Store {
    /// Who belongs to the household of this member, themselves included.
    pub async fn housemates(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<Vec<Housemate>> {
        const SQL: &str = housemates!(
            "m.household_id = (
                select o.household_id from members o
                where o.community_id = $1 and o.person_id = $2 and o.ended_at is null
            )"
        );
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(housemate).collect()
    }

    /// Who belongs to the households of a building, by room.
    pub async fn members_of(
        &self,
        community: CommunityId,
        building: &BuildingId,
    ) -> Result<Vec<Housemate>> {
        const SQL: &str = housemates!("h.building_id = $2");
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(building.0.as_str())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(housemate).collect()
    }

    /// Whom somebody of their household says to be a stranger to it.
    pub async fn strangers(&self, community: CommunityId) -> Result<Vec<Housemate>> {
        const SQL: &str = housemates!("m.reported_at is not null");
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(housemate).collect()
    }
}

fn housemate(row: &AnyRow) -> Result<Housemate> {
    Ok(Housemate {
        person: row.parsed("person_id")?,
        nickname: row.text("nickname")?,
        room: row.text("room")?,
        building_name: row.text("building_name")?,
        joined_at: row.time("joined_at")?,
        reported_at: row.opt_time("reported_at")?,
    })
}

/// The issues that are open for seconds and have this person's.
pub(crate) async fn open_seconds(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<BTreeSet<IssueId>> {
    const SQL: &str = "select s.issue_id, i.status from seconds s
        join issues i on i.community_id = s.community_id and i.id = s.issue_id
        where s.community_id = $1 and s.person_id = $2";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let mut open = BTreeSet::new();
    for row in &rows {
        if row.code("status", Status::from_code)?.open_for_seconds() {
            open.insert(row.parsed("issue_id")?);
        }
    }
    Ok(open)
}

pub(crate) async fn reported(to: &mut Tables<'_>, person: PersonId, at: Timestamp) -> Result<()> {
    const SQL: &str = "update members set reported_at = $3
        where community_id = $1 and person_id = $2";
    run!(to, SQL, person, at);
    Ok(())
}

pub(crate) async fn confirmed(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const SQL: &str = "update members set reported_at = null
        where community_id = $1 and person_id = $2";
    run!(to, SQL, person);
    Ok(())
}

/// Whatever they may, they may no more.
pub(crate) async fn ended(to: &mut Tables<'_>, person: PersonId, at: Timestamp) -> Result<()> {
    const MEMBER: &str = "update members set ended_at = $3, reported_at = null
        where community_id = $1 and person_id = $2";
    const ROLES: &str = "delete from roles where community_id = $1 and person_id = $2";
    run!(to, MEMBER, person, at);
    run!(to, ROLES, person);
    crate::offer::ended(to, person).await
}
