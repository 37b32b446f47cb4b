//! What pages and printed sheets read about meetings, and who may see which part of it.

use std::collections::BTreeMap;

use domain::issue::IssueCard;
use domain::issue::{Category, Support};
use domain::meeting::{
    Candidate, Item, ItemView, Kind, Meeting, MeetingCard, MeetingView, NotListed, Status, propose,
};
use domain::{Action, CommunityId, Entry, IssueId, MeetingId, PersonId, Text, Traced, Viewer};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{item, meeting_columns, read};
use crate::issue::{
    self, can_be_listed, card, card_columns, card_tables, entry, entry_columns, entry_tables,
    issue_columns,
};
use crate::place::{self, Households};
use crate::sql::{Columns, opt};
use crate::{Result, Store, community as communities, photo};

/// Candidates that are shown at most; nobody looks through more, and the best seconded come first.
const CANDIDATES: usize = 100;

impl Store {
    /// The meetings that this viewer may know of, the latest first. How many items a draft has is
    /// told only to whoever prepares it.
    pub async fn meetings(
        &self,
        community: CommunityId,
        viewer: &Viewer,
    ) -> Result<Vec<MeetingCard>> {
        const SQL: &str = "select m.number, m.kind, m.starts_at, m.place, m.status, (
                select count(*) from items it
                where it.community_id = m.community_id and it.meeting_id = m.id
            ) as items
            from meetings m where m.community_id = $1
            order by m.starts_at desc, m.number desc";
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .fetch_all(&self.read)
            .await?;
        let prepares = viewer.may(Action::PrepareMeeting);
        let meeting = |row: &AnyRow| {
            let status = row.code("status", Status::from_code)?;
            Ok(MeetingCard {
                number: row.number("number")?,
                kind: row.code("kind", Kind::from_code)?,
                starts_at: row.time("starts_at")?,
                place: row.text("place")?,
                status,
                items: if status == Status::Draft && !prepares {
                    0
                } else {
                    row.number("items")?
                },
            })
        };
        let mut meetings = rows.iter().map(meeting).collect::<Result<Vec<_>>>()?;
        meetings.retain(|meeting| meeting.status.may_be_known_to(viewer));
        Ok(meetings)
    }

    /// A meeting's page, as far as this viewer may see it: `None` for a draft that they may not
    /// know of; a draft's items only whoever prepares it, what residents wrote only members,
    /// decisions all once they are published.
    pub async fn meeting(
        &self,
        community: CommunityId,
        number: u32,
        viewer: &Viewer,
    ) -> Result<Option<MeetingView>> {
        const SQL: &str = concat!(
            "select ",
            meeting_columns!(),
            " from meetings m where m.community_id = $1 and m.number = $2"
        );
        // The meeting is read before its items: if both change in between, the version is the older
        // one, and whoever acts on it is told that the agenda has changed.
        let mut conn = self.reader().await?;
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(number))
            .fetch_optional(&mut *conn)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let meeting = read(&row)?;
        if !meeting.status.may_be_known_to(viewer) {
            return Ok(None);
        }
        let mut view = MeetingView {
            meeting,
            items: vec![],
            candidates: vec![],
            changes: vec![],
            locked_at: row.opt_time("locked_at")?,
            outdated: false,
            settings: match row.opt_json("agenda_settings")? {
                Some(locked) => locked,
                None => communities::agenda_settings(&mut conn, community).await?,
            },
            by_seconds: row.opt_json("by_seconds")?.unwrap_or_default(),
            fingerprint: row.opt_text("fingerprint")?,
            locked_version: row.opt_number("locked_version")?,
        };
        let prepares = viewer.may(Action::PrepareMeeting);
        if view.meeting.status == Status::Draft && !prepares {
            return Ok(Some(view));
        }
        view.changes = changes(&mut conn, community, view.meeting.id).await?;
        let by_hand = ByHand::of(&view.changes);
        let sees = Sees {
            words: viewer.is_member(),
            decisions: prepares || view.meeting.status == Status::Published,
        };
        for (item, shown) in items(&mut conn, community, &view.meeting, &by_hand, sees).await? {
            view.meeting.items.push(item);
            view.items.push(shown);
        }
        // Visitors read of what is on the agenda, and of nothing else.
        if !viewer.is_member() {
            let items = &view.items;
            view.changes
                .retain(|(_, number)| items.iter().any(|item| item.number == *number));
        }
        match view.meeting.status {
            Status::Draft => {
                draft(&mut conn, community, &mut view, &by_hand, viewer.person).await?;
            }
            // What could become a supplement.
            Status::Locked if prepares => {
                let others = candidates(&mut conn, community, view.meeting.id, viewer.person);
                let others = others.await?.into_iter().take(CANDIDATES);
                let candidate = |(_, card, minutes)| Candidate {
                    card,
                    minutes,
                    dropped: None,
                    why: None,
                };
                view.candidates = others.map(candidate).collect();
            }
            Status::Locked | Status::Published => {}
        }
        Ok(Some(view))
    }
}

/// What a viewer is shown of an agenda.
#[derive(Clone, Copy)]
struct Sees {
    /// Texts and photos of residents.
    words: bool,
    /// Decisions, whether published or not.
    decisions: bool,
}

/// Changes by hand with their reasons and the numbers of their issues, oldest first.
async fn changes(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
) -> Result<Vec<(Entry, u32)>> {
    const SQL: &str = concat!(
        "select ",
        entry_columns!(),
        ", i.number as issue_number from ",
        entry_tables!(),
        " join issues i on i.community_id = x.community_id and i.id = x.issue_id
        where x.community_id = $1 and x.meeting_id = $2 order by x.number"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.to_string())
        .fetch_all(conn)
        .await?;
    let mut changes = vec![];
    for row in &rows {
        let entry = entry(row)?;
        if entry.event.is_by_hand() {
            changes.push((entry, row.number("issue_number")?));
        }
    }
    Ok(changes)
}

/// Why issues were put on the agenda or taken off it by hand, by their numbers: the latest reason
/// counts.
#[derive(Default)]
struct ByHand {
    added: BTreeMap<u32, String>,
    dropped: BTreeMap<u32, String>,
}

impl ByHand {
    fn of(changes: &[(Entry, u32)]) -> Self {
        let mut by_hand = Self::default();
        for (entry, issue) in changes {
            let reason = entry.text.as_ref().map_or("", |text| text.body.as_str());
            let added = matches!(
                entry.event,
                Traced::ItemAdded | Traced::SupplementAdded { .. }
            );
            if added {
                by_hand.added.insert(*issue, reason.to_owned());
                by_hand.dropped.remove(issue);
            }
            if entry.event == Traced::ItemDropped {
                by_hand.dropped.insert(*issue, reason.to_owned());
                by_hand.added.remove(issue);
            }
        }
        by_hand
    }
}

/// The items in order, with what their sheets show.
async fn items(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: &Meeting,
    by_hand: &ByHand,
    sees: Sees,
) -> Result<Vec<(Item, ItemView)>> {
    const SQL: &str = concat!(
        "select ",
        issue_columns!(),
        ", i.building_id, i.lat, i.lon, i.accuracy, i.source,
            t.title, t.body,
            coalesce(b.name, '') as building_name,
            it.issue_id, it.minutes as item_minutes, it.why, it.support, it.decision as recorded,
            it.hands, it.decision_text_id, o.name as owner, dt.body as words
        from items it
        join issues i on i.community_id = it.community_id and i.id = it.issue_id
        join texts t on t.community_id = i.community_id and t.id = i.text_id
        left join texts dt on dt.community_id = it.community_id and dt.id = it.decision_text_id
        left join owners o on o.community_id = it.community_id and o.text_id = it.decision_text_id
        left join buildings b on b.community_id = i.community_id and b.id = i.building_id
        where it.community_id = $1 and it.meeting_id = $2
        order by it.position"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(meeting.id.to_string())
        .fetch_all(&mut *conn)
        .await?;
    let households = Households::load(conn, community).await?;
    let mut items = vec![];
    for row in &rows {
        let mut item = item(row)?;
        if !sees.decisions {
            item.decision = None;
        }
        let area = place::area(row)?;
        let frozen = row.opt_json::<Support>("support")?;
        let shown = ItemView {
            issue: item.issue,
            number: row.number("number")?,
            title: row.text("title")?,
            body: if sees.words {
                row.text("body")?
            } else {
                String::new()
            },
            category: row.code("category", Category::from_code)?,
            minutes: item.minutes,
            why: item.why,
            reason: if item.why.by_hand() {
                by_hand.added.get(&row.number("number")?).cloned()
            } else {
                None
            },
            support: match frozen {
                Some(support) => support,
                None => issue::support(row, &area, &households)?,
            },
            area_name: place::area_name(conn, community, &area).await?,
            place: place::read(row)?,
            building_name: row.text("building_name")?,
            photos: if sees.words {
                photo::of_issue(conn, community, item.issue).await?
            } else {
                vec![]
            },
            decision_text: match (&item.decision, row.opt_text("owner")?) {
                (Some(_), Some(owner)) => Some(Text {
                    title: owner,
                    body: row.opt_text("words")?.unwrap_or_default(),
                }),
                _ => None,
            },
            decision: item.decision.clone(),
        };
        items.push((item, shown));
    }
    Ok(items)
}

/// What a draft shows to whoever prepares it: whether it is still what the rule gives, and what is
/// not on it, with the reason.
async fn draft(
    conn: &mut AnyConnection,
    community: CommunityId,
    view: &mut MeetingView,
    by_hand: &ByHand,
    viewer: Option<PersonId>,
) -> Result<()> {
    let state = super::agenda::state(conn, community).await?;
    view.meeting.dropped = super::dropped(conn, community, view.meeting.id).await?;
    let proposal = propose(&state, &view.meeting);
    view.outdated = !proposal.is_on_the_draft();
    view.by_seconds = proposal.by_seconds();
    let not_listed: BTreeMap<IssueId, NotListed> = proposal.passed_over().into_iter().collect();
    let cards = candidates(conn, community, view.meeting.id, viewer).await?;
    for (id, card, _) in cards {
        let Some(issue) = state.issues.get(&id) else {
            continue;
        };
        let dropped = by_hand.dropped.get(&issue.number).cloned();
        // What was dropped by hand is always shown, with its reason.
        if view.candidates.len() < CANDIDATES || dropped.is_some() {
            view.candidates.push(Candidate {
                card,
                minutes: issue.minutes,
                dropped,
                why: not_listed.get(&id).cloned(),
            });
        }
    }
    Ok(())
}

/// Issues that could be on the agenda and are not, with their minutes: most seconds first, ties as
/// by plain seconds.
async fn candidates(
    conn: &mut AnyConnection,
    community: CommunityId,
    meeting: MeetingId,
    viewer: Option<PersonId>,
) -> Result<Vec<(IssueId, IssueCard, u32)>> {
    const SQL: &str = concat!(
        "select i.minutes, ",
        card_columns!(),
        " from ",
        card_tables!(),
        " where i.community_id = $1 and i.status in ",
        can_be_listed!(),
        " and not exists (
                select 1 from items it where it.community_id = i.community_id
                    and it.meeting_id = $3 and it.issue_id = i.id
            )
        order by i.urgent desc, i.seconds desc, i.minutes, i.number"
    );
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(opt(viewer).unwrap_or_default())
        .bind(meeting.to_string())
        .fetch_all(&mut *conn)
        .await?;
    rows.iter()
        .map(|row| {
            let card = card(row)?;
            Ok((card.id, card, row.number("minutes")?))
        })
        .collect()
}
