//! An issue in a list.

use domain::issue::{Category, IssueCard, Status};
use domain::meeting::DecisionKind;
use sqlx::any::AnyRow;

use crate::Result;
use crate::sql::Columns;

/// The columns of [`card`], from [`card_tables`].
macro_rules! card_columns {
    () => {
        concat!(
            "i.id, i.number, case when ",
            $crate::complaint::hidden_from_viewer!(),
            " then '〔已隐藏 · hidden〕' else t.title end as title, i.category, i.status, i.decision, i.filed_at, i.seconds,
        coalesce(cb.name, '') as building_name,
        case when vs.person_id is null then 0 else 1 end as seconded,
        case when ",
            $crate::complaint::hidden_from_viewer!(),
            " then null else (
            select p.photo_id from issue_photos p
            join photos f on f.community_id = p.community_id and f.id = p.photo_id
            where p.community_id = i.community_id and p.issue_id = i.id and length(f.small) > 0
            order by p.position, p.photo_id limit 1
        ) end as photo_id"
        )
    };
}

/// Issues `i` with what their cards need; `$2` is the viewer, or empty.
macro_rules! card_tables {
    () => {
        "issues i
        join texts t on t.community_id = i.community_id and t.id = i.text_id
        left join buildings cb on cb.community_id = i.community_id and cb.id = i.building_id
        left join seconds vs on vs.community_id = i.community_id and vs.issue_id = i.id
            and vs.person_id = $2"
    };
}
pub(crate) use {card_columns, card_tables};

/// A card from a row with [`card_columns`].
pub(crate) fn card(row: &AnyRow) -> Result<IssueCard> {
    Ok(IssueCard {
        id: row.parsed("id")?,
        number: row.number("number")?,
        title: row.text("title")?,
        category: row.code("category", Category::from_code)?,
        status: row.code("status", Status::from_code)?,
        decision: row.opt_code("decision", DecisionKind::from_code)?,
        filed_at: row.time("filed_at")?,
        seconds: row.number("seconds")?,
        seconded: row.flag("seconded")?,
        photo: row.opt_parsed("photo_id")?,
        building_name: row.text("building_name")?,
    })
}
