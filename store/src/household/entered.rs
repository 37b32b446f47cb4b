//! People for whom something was entered (代录).

use domain::issue::SecondOnBehalf;
use domain::{CommunityId, HouseholdId, PersonId, fold};
use sqlx::AnyConnection;

use crate::Result;
use crate::sql::Columns;
use crate::tables::{Tables, run};

/// The person whom an entry on behalf means, if they were entered before.
pub(crate) async fn entered_person(
    conn: &mut AnyConnection,
    community: CommunityId,
    entry: &SecondOnBehalf,
) -> Result<Option<PersonId>> {
    known_as(conn, community, entry.household, |name| entry.means(name)).await
}

/// The person of this household who was entered under that name, however it was typed.
pub(crate) async fn named(
    conn: &mut AnyConnection,
    community: CommunityId,
    household: HouseholdId,
    name: &str,
) -> Result<Option<PersonId>> {
    let wanted = fold(name);
    known_as(conn, community, household, |name| fold(name) == wanted).await
}

async fn known_as(
    conn: &mut AnyConnection,
    community: CommunityId,
    household: HouseholdId,
    means: impl Fn(&str) -> bool,
) -> Result<Option<PersonId>> {
    // Names whose form is compared, which no database knows; of a household these are few.
    const SQL: &str = "select person_id, name from entered_people
        where community_id = $1 and household_id = $2 and name <> ''
        order by person_id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(household.to_string())
        .fetch_all(conn)
        .await?;
    for row in rows {
        if means(&row.text("name")?) {
            return row.parsed("person_id").map(Some);
        }
    }
    Ok(None)
}

/// Whether this id belongs to a member, or to somebody for whom something was entered.
pub(crate) async fn is_taken(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<bool> {
    const SQL: &str = "select person_id from members where community_id = $1 and person_id = $2
        union select person_id from entered_people where community_id = $1 and person_id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Somebody for whom something was entered (代录), once.
pub(crate) async fn keep_entered_person(
    to: &mut Tables<'_>,
    person: PersonId,
    household: HouseholdId,
    name: &str,
) -> Result<()> {
    const SQL: &str = "insert into entered_people (community_id, person_id, household_id, name)
        values ($1, $2, $3, $4)
        on conflict do nothing";
    run!(to, SQL, person, household, name);
    Ok(())
}
