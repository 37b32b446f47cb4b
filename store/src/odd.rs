//! What is odd, for those who watch over voices; and who signed in with one phone.

use std::collections::BTreeMap;

use domain::odd::{
    BURST_PEOPLE, Burst, Crowded, Entry, Flat, ODD_MAX, ODD_WITHIN, Odd, OnPhone, PHONES_KEPT_FOR,
    Phone, bursts, issues, people,
};
use domain::{BuildingId, CommunityId, PersonId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::household::voices;
use crate::sql::Columns;
use crate::{Result, Store};

impl Store {
    /// What is odd in a community now.
    pub async fn odd(&self, community: CommunityId, now: Timestamp) -> Result<Odd> {
        let mut conn = self.reader().await?;
        Ok(Odd {
            crowded: crowded(&mut conn, community).await?,
            bursts: entered(&mut conn, community, now).await?,
            phones: phones(&mut conn, community, now).await?,
        })
    }

    /// Somebody has signed in with the phone that has this hash. What nobody needs to know any more
    /// of any phone is forgotten.
    pub async fn note_phone(
        &self,
        community: CommunityId,
        phone_hash: &str,
        person: PersonId,
        now: Timestamp,
    ) -> Result<()> {
        const SQL: &str = "insert into phones (community_id, phone_hash, person_id, seen_at)
            values ($1, $2, $3, $4)
            on conflict (community_id, phone_hash, person_id) do update
            set seen_at = excluded.seen_at";
        let mut tx = self.begin().await?;
        sqlx::query("delete from phones where seen_at < $1")
            .bind(now.plus(-PHONES_KEPT_FOR).0)
            .execute(&mut *tx)
            .await?;
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(phone_hash)
            .bind(person.to_string())
            .bind(now.0)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}

/// Where somebody lives: the columns of [`flat`] from a household's building `b` and room `r`.
macro_rules! flat_columns {
    () => {
        "b.id as building_id, case when b.name = '' then b.id else b.name end as building_name,
        r.room"
    };
}

fn flat(row: &AnyRow) -> Result<Flat> {
    Ok(Flat {
        building: BuildingId(row.text("building_id")?),
        building_name: row.text("building_name")?,
        room: row.text("room")?,
    })
}

async fn crowded(conn: &mut AnyConnection, community: CommunityId) -> Result<Vec<Crowded>> {
    const SQL: &str = concat!(
        "select h.adults, v.voices, ",
        flat_columns!(),
        " from (select household_id, count(*) as voices from (",
        voices!(),
        ") voices group by household_id) v
        join households h on h.community_id = $1 and h.id = v.household_id
        join rooms r on r.community_id = h.community_id and r.household_id = h.id
        join buildings b on b.community_id = h.community_id and b.id = h.building_id
        where h.adults is not null and v.voices > h.adults
        order by v.voices - h.adults desc, b.position, b.id, length(r.room), r.room limit $2"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(i64::try_from(ODD_MAX).unwrap_or(i64::MAX))
        .fetch_all(conn)
        .await?;
    let crowded = |row: &AnyRow| {
        Ok(Crowded {
            home: flat(row)?,
            adults: row.number("adults")?,
            voices: row.number("voices")?,
        })
    };
    rows.iter().map(crowded).collect()
}

async fn entered(
    conn: &mut AnyConnection,
    community: CommunityId,
    now: Timestamp,
) -> Result<Vec<Burst>> {
    // Only of those who entered for enough people at all.
    const SQL: &str = "select s.entered_by, s.person_id, s.issue_id, s.at,
            coalesce(p.nickname, '') as nickname, b.id as building_id,
            case when b.name = '' then b.id else b.name end as building_name
        from seconds s
        join households h on h.community_id = s.community_id and h.id = s.household_id
        join buildings b on b.community_id = h.community_id and b.id = h.building_id
        left join people p on p.community_id = s.community_id and p.person_id = s.entered_by
        where s.community_id = $1 and s.at > $2 and s.entered_by in (
            select entered_by from seconds
            where community_id = $1 and entered_by is not null and at > $2
            group by entered_by having count(distinct person_id) >= $3
        )
        order by s.entered_by, s.at, s.person_id, s.issue_id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(now.plus(-ODD_WITHIN).0)
        .bind(i64::try_from(BURST_PEOPLE).unwrap_or(i64::MAX))
        .fetch_all(conn)
        .await?;
    let mut found = vec![];
    for rows in rows.chunk_by(|a, b| same(a, b, "entered_by")) {
        let entry = |row: &AnyRow| {
            Ok(Entry {
                person: row.parsed("person_id")?,
                issue: row.parsed("issue_id")?,
                at: row.time("at")?,
            })
        };
        let entries: Vec<Entry> = rows.iter().map(entry).collect::<Result<_>>()?;
        for range in bursts(&entries) {
            let (rows, entries) = (&rows[range.clone()], &entries[range]);
            let mut buildings = BTreeMap::new();
            for row in rows {
                let building = BuildingId(row.text("building_id")?);
                buildings.insert(building, row.text("building_name")?);
            }
            if let ([first, ..], [.., last]) = (entries, entries) {
                found.push(Burst {
                    by: rows[0].parsed("entered_by")?,
                    nickname: rows[0].text("nickname")?,
                    from: first.at,
                    until: last.at,
                    people: people(entries),
                    issues: issues(entries),
                    buildings: buildings.into_iter().collect(),
                });
            }
        }
    }
    found.sort_by_key(|burst| (std::cmp::Reverse(burst.until), burst.by));
    found.truncate(ODD_MAX);
    Ok(found)
}

/// Those who live here or hold an office now.
async fn phones(
    conn: &mut AnyConnection,
    community: CommunityId,
    now: Timestamp,
) -> Result<Vec<Phone>> {
    const SQL: &str = concat!(
        "select f.phone_hash, f.seen_at, p.nickname, m.household_id, ",
        flat_columns!(),
        " from phones f
        join members m on m.community_id = f.community_id and m.person_id = f.person_id
        join people p on p.community_id = f.community_id and p.person_id = f.person_id
        left join households h on h.community_id = m.community_id and h.id = m.household_id
        left join rooms r on r.community_id = h.community_id and r.household_id = h.id
        left join buildings b on b.community_id = h.community_id and b.id = h.building_id
        where f.community_id = $1 and f.seen_at > $2 and m.ended_at is null
            and f.phone_hash in (
                select o.phone_hash from phones o
                where o.community_id = $1 and o.seen_at > $2
                group by o.phone_hash having count(*) > 1
            )
        order by f.phone_hash, m.joined_at, m.person_id"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(now.plus(-PHONES_KEPT_FOR).0)
        .fetch_all(conn)
        .await?;
    let mut found = vec![];
    for rows in rows.chunk_by(|a, b| same(a, b, "phone_hash")) {
        let mut phone = Phone {
            seen_at: Timestamp::default(),
            people: vec![],
        };
        for row in rows {
            phone.seen_at = phone.seen_at.max(row.time("seen_at")?);
            let household = row.opt_parsed("household_id")?;
            phone.people.push(OnPhone {
                nickname: row.text("nickname")?,
                household,
                home: household
                    .map(|_: domain::HouseholdId| flat(row))
                    .transpose()?,
            });
        }
        if phone.is_odd() {
            found.push(phone);
        }
    }
    found.sort_by_key(|phone| std::cmp::Reverse((phone.people.len(), phone.seen_at)));
    found.truncate(ODD_MAX);
    Ok(found)
}

/// Two rows have the same there. What can't be read is found out where it is read.
fn same(a: &AnyRow, b: &AnyRow, column: &'static str) -> bool {
    matches!((a.text(column), b.text(column)), (Ok(a), Ok(b)) if a == b)
}
