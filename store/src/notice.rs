//! Notices (the in-app inbox): a notice is a person and a row of the journal, and says nothing by
//! itself.

use domain::notice::{Audience, Notice, audience};
use domain::{CommunityId, Event, IssueId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::issue::{entry, entry_columns};
use crate::sql::{Columns, Tables, opt, run};
use crate::{Result, Store};

/// Lines that an inbox shows at most.
const INBOX: i64 = 100;

impl Store {
    /// A person's inbox, newest first.
    pub async fn inbox(&self, community: CommunityId, person: PersonId) -> Result<Vec<Notice>> {
        const SQL: &str = concat!(
            "select ",
            entry_columns!(),
            ", n.number, i.number as issue_number, it.title as issue_title, n.mine,
                case when n.number > p.notices_seen then 1 else 0 end as unread
            from notices n
            join members p on p.community_id = n.community_id and p.person_id = n.person_id
            join journal j on j.community_id = n.community_id and j.number = n.number
            join issues i on i.community_id = j.community_id and i.id = j.issue_id
            join texts it on it.community_id = i.community_id and it.id = i.text_id
            left join texts t on t.community_id = j.community_id and t.id = j.text_id
            left join meetings m on m.community_id = j.community_id and m.id = j.meeting_id
            where n.community_id = $1 and n.person_id = $2
            order by n.number desc limit $3"
        );
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(INBOX)
            .fetch_all(&self.read)
            .await?;
        let notice = |row: &AnyRow| {
            Ok(Notice {
                number: row.number("number")?,
                entry: entry(row)?,
                issue: row.number("issue_number")?,
                title: row.text("issue_title")?,
                mine: row.flag("mine")?,
                unread: row.flag("unread")?,
            })
        };
        rows.iter().map(notice).collect()
    }

    /// The person has looked at the inbox, in which the newest notice had this number: it and what
    /// came before it are no longer unread.
    pub async fn mark_inbox_seen(
        &self,
        community: CommunityId,
        person: PersonId,
        newest: u32,
    ) -> Result<()> {
        // What the person may have seen on another phone since stays seen, and there may be no such
        // notice.
        const SQL: &str = "update members
            set notices_seen = (
                select coalesce(max(number), 0) from notices
                where community_id = $1 and person_id = $2 and number <= $3
            )
            where community_id = $1 and person_id = $2 and notices_seen < $3";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(i64::from(newest))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

/// Notices that came after number `seen` of the journal.
pub(crate) async fn unread(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
    seen: i64,
) -> Result<u32> {
    const SQL: &str = "select count(*) as unread from notices
        where community_id = $1 and person_id = $2 and number > $3";
    let row = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .bind(seen)
        .fetch_one(conn)
        .await?;
    row.number("unread")
}

/// Tells whoever is to be told of an event, never whoever caused it. Whoever has no phone is told
/// at their door.
pub(crate) async fn tell(
    to: &mut Tables<'_>,
    event: &Event,
    number: i64,
    actor: Option<PersonId>,
) -> Result<()> {
    const REPORTER: &str = "insert into notices (community_id, person_id, number, mine)
        select m.community_id, m.person_id, $3, 1
        from issues i
        join members m on m.community_id = i.community_id and m.person_id = i.reporter_id
        where i.community_id = $1 and i.id = $2 and m.person_id <> $4";
    const SUPPORTERS: &str = "insert into notices (community_id, person_id, number, mine)
        select m.community_id, m.person_id, $3,
            case when m.person_id = i.reporter_id then 1 else 0 end
        from issues i
        join members m on m.community_id = i.community_id
        where i.community_id = $1 and i.id = $2 and m.person_id <> $4
            and m.person_id in (
                select person_id from seconds where community_id = $1 and issue_id = $2
                union
                select reporter_id from issues where community_id = $1 and id = $2
            )";
    let sql = match audience(event) {
        Audience::Nobody => return Ok(()),
        Audience::Reporter => REPORTER,
        Audience::Supporters => SUPPORTERS,
    };
    let Some(issue): Option<IssueId> = event.issue() else {
        return Ok(());
    };
    run!(to, sql, issue, number, opt(actor).unwrap_or_default());
    Ok(())
}
