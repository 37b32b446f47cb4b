//! What is offered for work (提供资源), and the branch's answers.

use std::collections::BTreeMap;

use domain::meeting::MeetingView;
use domain::work::{OFFERS_MAX, Offer, OfferStatus, OfferView, Resource};
use domain::{CommunityId, IssueId, OrganisationId, PersonId, State, TextId, Timestamp};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::sql::{Columns, opt};
use crate::tables::{Tables, insert, run};
use crate::{Result, Store};

impl Store {
    /// What is offered for the work on an issue, or on all: what waits for an answer first, then
    /// the newest. At most [`OFFERS_MAX`], and none that was taken back.
    pub async fn offers(
        &self,
        community: CommunityId,
        issue: Option<IssueId>,
        viewer: Option<PersonId>,
    ) -> Result<Vec<OfferView>> {
        const SQL: &str = "select f.id, f.issue_id, f.resource, f.status, f.at, i.number,
                it.title as issue_title, t.title, t.body, coalesce(a.body, '') as answer,
                case when f.person_id = $3 then 1 else 0 end as mine
            from offers f
            join issues i on i.community_id = f.community_id and i.id = f.issue_id
            join texts it on it.community_id = i.community_id and it.id = i.text_id
            join texts t on t.community_id = f.community_id and t.id = f.id
            left join texts a on a.community_id = f.community_id and a.id = f.answer_id
            where f.community_id = $1 and ($2 = '' or f.issue_id = $2) and f.status <> $4
            order by case when f.status = $5 then 0 else 1 end, f.at desc, f.id limit $6";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(opt(issue).unwrap_or_default())
            .bind(opt(viewer).unwrap_or_default())
            .bind(OfferStatus::Withdrawn.code())
            .bind(OfferStatus::Open.code())
            .bind(i64::from(OFFERS_MAX))
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.iter().map(view).collect()
    }
}

fn view(row: &AnyRow) -> Result<OfferView> {
    Ok(OfferView {
        id: row.parsed("id")?,
        issue: row.parsed("issue_id")?,
        number: row.number("number")?,
        title: row.text("issue_title")?,
        resource: row.code("resource", Resource::from_code)?,
        status: row.code("status", OfferStatus::from_code)?,
        at: row.time("at")?,
        mine: row.flag("mine")?,
        by: row.text("title")?,
        words: row.text("body")?,
        answer: row.text("answer")?,
    })
}

/// What was given for the work on each item of a meeting, and by whom, for its papers.
pub(crate) async fn given(
    conn: &mut AnyConnection,
    community: CommunityId,
    view: &MeetingView,
) -> Result<BTreeMap<IssueId, Vec<(Resource, String)>>> {
    const SQL: &str = "select f.issue_id, f.resource, t.title from offers f
        join texts t on t.community_id = f.community_id and t.id = f.id
        where f.community_id = $1 and f.status = $3 and f.issue_id in (
            select issue_id from items where community_id = $1 and meeting_id = $2
        )
        order by f.at, f.id";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(view.meeting.id.to_string())
        .bind(OfferStatus::Accepted.code())
        .fetch_all(conn)
        .await?;
    let mut given: BTreeMap<IssueId, Vec<(Resource, String)>> = BTreeMap::new();
    for row in &rows {
        let resource = row.code("resource", Resource::from_code)?;
        let of = given.entry(row.parsed("issue_id")?).or_default();
        of.push((resource, row.text("title")?));
    }
    Ok(given)
}

/// Loads the offer that a command is about.
pub(crate) async fn load(
    conn: &mut AnyConnection,
    community: CommunityId,
    id: TextId,
    state: &mut State,
) -> Result<()> {
    const SQL: &str = "select issue_id, person_id, resource, status from offers
        where community_id = $1 and id = $2";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    if let Some(row) = row {
        let offer = Offer {
            issue: row.parsed("issue_id")?,
            person: row.parsed("person_id")?,
            resource: row.code("resource", Resource::from_code)?,
            status: row.code("status", OfferStatus::from_code)?,
        };
        state.offers.insert(id, offer);
    }
    Ok(())
}

pub(crate) fn offered(
    to: &mut Tables<'_>,
    id: TextId,
    offer: &Offer,
    organisation: Option<OrganisationId>,
    at: Timestamp,
) {
    insert!(
        to,
        "offers",
        id = id,
        issue_id = offer.issue,
        person_id = offer.person,
        organisation_id = organisation,
        resource = offer.resource.code(),
        status = offer.status.code(),
        at = at,
    );
}

/// The branch has answered, or whoever made it took it back.
pub(crate) async fn over(
    to: &mut Tables<'_>,
    id: TextId,
    status: OfferStatus,
    answer: Option<TextId>,
) -> Result<()> {
    const SQL: &str = "update offers set status = $3, answer_id = $4
        where community_id = $1 and id = $2";
    run!(to, SQL, id, status.code(), answer);
    Ok(())
}

/// Somebody is no member any more: what they offered and nobody answered is offered no more.
pub(crate) async fn ended(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const SQL: &str = "update offers set status = $4
        where community_id = $1 and person_id = $2 and status = $3";
    let (open, withdrawn) = (OfferStatus::Open.code(), OfferStatus::Withdrawn.code());
    run!(to, SQL, person, open, withdrawn);
    Ok(())
}
