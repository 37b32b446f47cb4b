//! Notices (the in-app inbox): a notice is a person and a row of the journal, and says nothing by
//! itself.

use domain::notice::{Audience, INBOX_PAGE, Inbox, Notice, Subject, WhyMe};
use domain::{About, CommunityId, PersonId, Role};
use sqlx::any::AnyRow;

use crate::complaint::{HIDDEN, hidden_from_viewer, readers};
use crate::issue::{entry, entry_columns};
use crate::sql::{Columns, opt};
use crate::tables::{Tables, run};
use crate::{Result, Store};

impl Store {
    /// A page of a person's inbox: what came before that row of the journal, else the newest.
    pub async fn inbox(
        &self,
        community: CommunityId,
        person: PersonId,
        before: Option<u32>,
    ) -> Result<Inbox> {
        const SQL: &str = concat!(
            "select ",
            entry_columns!(),
            ", n.number, n.why, i.number as issue_number, it.title as issue_title,
                case when ",
            hidden_from_viewer!(),
            " and not exists (
                    select 1 from roles r where r.community_id = n.community_id
                        and r.person_id = n.person_id and r.role in ",
            readers!(),
            "
                ) then 1 else 0 end as hidden,
                case when n.number > coalesce(s.number, 0) then 1 else 0 end as unread
            from notices n
            join trace x on x.community_id = n.community_id and x.number = n.number
            join journal j on j.community_id = n.community_id and j.number = n.number
            left join seen s on s.community_id = n.community_id and s.person_id = n.person_id
            left join issues i on i.community_id = x.community_id and i.id = x.issue_id
            left join texts it on it.community_id = i.community_id and it.id = i.text_id
            left join texts t on t.community_id = x.community_id and t.id = x.text_id
            left join owners o on o.community_id = x.community_id and o.text_id = x.text_id
            left join meetings m on m.community_id = x.community_id and m.id = x.meeting_id
            where n.community_id = $1 and n.person_id = $2 and n.number < $3
            order by n.number desc limit $4"
        );
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(before.map_or(i64::MAX, i64::from))
            // One more, to see whether there is another page.
            .bind(i64::from(INBOX_PAGE) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let notice = |row: &AnyRow| {
            let why = row.code("why", WhyMe::from_code)?;
            let mut entry = entry(row)?;
            let hidden = row.flag("hidden")?;
            if hidden && entry.event.is_about_words() {
                entry.text = None;
            }
            Ok(Notice {
                number: row.number("number")?,
                entry,
                about: match row.opt_number("issue_number")? {
                    Some(number) => Subject::Issue {
                        number,
                        title: if hidden {
                            HIDDEN.to_owned()
                        } else {
                            row.text("issue_title")?
                        },
                    },
                    None if why == WhyMe::Committee => Subject::Strangers,
                    None => Subject::Household,
                },
                why,
                unread: row.flag("unread")?,
            })
        };
        let shown = rows.len().min(INBOX_PAGE as usize);
        let notices = rows[..shown].iter().map(notice);
        let notices = notices.collect::<Result<Vec<_>>>()?;
        let last = notices.last().map(|notice| notice.number);
        Ok(Inbox {
            notices,
            next: last.filter(|_| rows.len() > shown),
        })
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
        const SQL: &str = "insert into seen (community_id, person_id, number)
            select community_id, person_id, max(number) from notices
            where community_id = $1 and person_id = $2 and number <= $3
            group by community_id, person_id
            on conflict (community_id, person_id) do update
            set number = case when seen.number < excluded.number
                then excluded.number else seen.number end";
        sqlx::query(SQL)
            .bind(community.to_string())
            .bind(person.to_string())
            .bind(i64::from(newest))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

/// Tells whoever is to be told of an event, never whoever caused it. Whoever has no phone is told
/// at their door.
pub(crate) async fn tell(
    to: &mut Tables<'_>,
    about: &About,
    number: u32,
    actor: Option<PersonId>,
) -> Result<()> {
    const REPORTER: &str = "insert into notices (community_id, person_id, number, why)
        select m.community_id, m.person_id, $3, $5
        from issues i
        join members m on m.community_id = i.community_id and m.person_id = i.reporter_id
        where i.community_id = $1 and i.id = $2 and m.person_id <> $4";
    const SUPPORTERS: &str = "insert into notices (community_id, person_id, number, why)
        select m.community_id, m.person_id, $3, $5
        from seconds s
        join members m on m.community_id = s.community_id and m.person_id = s.person_id
        join issues i on i.community_id = s.community_id and i.id = s.issue_id
        where s.community_id = $1 and s.issue_id = $2 and m.person_id <> $4
            and (i.reporter_id is null or m.person_id <> i.reporter_id)";
    const HOUSEMATES: &str = "insert into notices (community_id, person_id, number, why)
        select m.community_id, m.person_id, $3, $5
        from members p
        join members m on m.community_id = p.community_id and m.household_id = p.household_id
        where p.community_id = $1 and p.person_id = $2 and m.person_id not in ($2, $4)
            and m.ended_at is null";
    const HOUSEHOLD: &str = "insert into notices (community_id, person_id, number, why)
        select m.community_id, m.person_id, $3, $5
        from members m
        where m.community_id = $1 and m.ended_at is null and m.person_id <> $4
            and (m.person_id = $2 or m.household_id = (
                select p.household_id from members p
                where p.community_id = $1 and p.person_id = $2
            ))";
    const OFFERED: &str = "insert into notices (community_id, person_id, number, why)
        select m.community_id, m.person_id, $3, $5
        from members m
        where m.community_id = $1 and m.person_id = $2 and m.person_id <> $4
            and m.ended_at is null";
    const COMMITTEE: &str = "insert into notices (community_id, person_id, number, why)
        select distinct r.community_id, r.person_id, cast($2 as bigint), $4
        from roles r
        where r.community_id = $1 and r.person_id <> $3 and r.role in ($5, $6)";
    // Whoever has seconded it knows already.
    const HANDLERS: &str = "insert into notices (community_id, person_id, number, why)
        select h.community_id, h.person_id, $3, $5 from handlers h
        where h.community_id = $1 and h.organisation_id = $2 and h.person_id <> $4
        on conflict (community_id, person_id, number) do nothing";
    let actor = opt(actor).unwrap_or_default();
    let actor = actor.as_str();
    let (reported, seconded) = (WhyMe::Reported.code(), WhyMe::Seconded.code());
    match (about.told, about.issue) {
        (Audience::Reporter, Some(issue)) => {
            run!(to, REPORTER, issue, number, actor, reported);
        }
        (Audience::Supporters, Some(issue)) => {
            run!(to, REPORTER, issue, number, actor, reported);
            run!(to, SUPPORTERS, issue, number, actor, seconded);
        }
        (Audience::Housemates(person), _) => {
            let why = WhyMe::Household.code();
            run!(to, HOUSEMATES, person, number, actor, why);
        }
        (Audience::Household(person), _) => {
            let why = WhyMe::Household.code();
            run!(to, HOUSEHOLD, person, number, actor, why);
        }
        (Audience::Offered(person), _) => {
            let why = WhyMe::Offered.code();
            run!(to, OFFERED, person, number, actor, why);
        }
        (Audience::Committee, _) => {
            let why = WhyMe::Committee.code();
            let [worker, secretary] = [Role::CommitteeWorker, Role::Secretary].map(Role::code);
            run!(to, COMMITTEE, number, actor, why, worker, secretary);
        }
        (Audience::Nobody, _) | (Audience::Reporter | Audience::Supporters, None) => {}
    }
    if let Some(organisation) = about.passed_to {
        run!(
            to,
            HANDLERS,
            organisation,
            number,
            actor,
            WhyMe::Handles.code()
        );
    }
    Ok(())
}
