//! What pages and printed sheets read about meetings, and who may see which part of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::issue::{Category, Support};
use domain::meeting::{
    CHANGES_MAX, Item, ItemView, Kind, MEETINGS_PAGE, Meeting, MeetingCard, MeetingView, Meetings,
    NextMeeting, NotListed, Status, UNLISTED_MAX, Unlisted, propose,
};
use domain::place::Place;
use domain::{
    Action, CommunityId, Entry, IssueId, MeetingId, PersonId, Text, Timestamp, Traced, Viewer,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{item, meeting_columns, read};
use crate::complaint::shown_title;
use crate::issue::{
    self, can_be_listed, card, card_columns, card_tables, entry, entry_columns, entry_tables,
    issue_columns,
};
use crate::place::{self, Households};
use crate::sql::{Columns, opt, read_cursor};
use crate::{Result, Store, community as communities, photo};

/// The columns of [`meeting_card`] from a row `m` of meetings.
macro_rules! meeting_card_columns {
    () => {
        "m.number, m.kind, m.starts_at, m.venue, m.status, (
            select count(*) from items it
            where it.community_id = m.community_id and it.meeting_id = m.id
        ) as items"
    };
}

fn meeting_card(row: &AnyRow, viewer: &Viewer) -> Result<MeetingCard> {
    let status = row.code("status", Status::from_code)?;
    Ok(MeetingCard {
        number: row.number("number")?,
        kind: row.code("kind", Kind::from_code)?,
        starts_at: row.time("starts_at")?,
        venue: row.text("venue")?,
        status,
        items: if status == Status::Draft && !viewer.may(Action::PrepareMeeting) {
            0
        } else {
            row.number("items")?
        },
    })
}

impl Store {
    /// A page of the meetings that this viewer may know of, the latest first; `after` is where the
    /// page before ended. How many items a draft has is told only to whoever prepares it.
    pub async fn meetings(
        &self,
        community: CommunityId,
        viewer: &Viewer,
        after: Option<&str>,
    ) -> Result<Meetings> {
        const SQL: &str = concat!(
            "select ",
            meeting_card_columns!(),
            " from meetings m
            where m.community_id = $1 and (m.status <> 'draft' or $2 = 1)
                and (m.starts_at, m.number) < ($3, $4)
            order by m.starts_at desc, m.number desc limit $5"
        );
        let (starts_at, number) = after.and_then(read_cursor).unwrap_or((i64::MAX, i64::MAX));
        let rows = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(Status::Draft.may_be_known_to(viewer)))
            .bind(starts_at)
            .bind(number)
            // One more, to see whether there is another page.
            .bind(i64::from(MEETINGS_PAGE) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let shown = rows.len().min(MEETINGS_PAGE as usize);
        let cards = rows[..shown].iter().map(|row| meeting_card(row, viewer));
        let cards = cards.collect::<Result<Vec<_>>>()?;
        let last = cards.last().filter(|_| rows.len() > shown);
        Ok(Meetings {
            next: last.map(|last| format!("{}.{}", last.starts_at.0, last.number)),
            cards,
        })
    }

    /// The meeting that this viewer may know of and that begins next, or has begun and is not over
    /// by the minutes that it has.
    pub async fn next_meeting(
        &self,
        community: CommunityId,
        viewer: &Viewer,
        now: Timestamp,
    ) -> Result<Option<NextMeeting>> {
        const SQL: &str = concat!(
            "select ",
            meeting_card_columns!(),
            ", m.locked_at from meetings m
            where m.community_id = $1 and (m.status <> 'draft' or $2 = 1)
                and m.starts_at + m.minutes * 60000 > $3
            order by m.starts_at, m.number limit 1"
        );
        let row = sqlx::query(SQL)
            .bind(community.to_string())
            .bind(i64::from(Status::Draft.may_be_known_to(viewer)))
            .bind(now.0)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(NextMeeting {
            card: meeting_card(&row, viewer)?,
            locked_at: row.opt_time("locked_at")?,
        }))
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
            unlisted: vec![],
            more_unlisted: 0,
            changes: vec![],
            earlier_changes: 0,
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
        let earlier = view.changes.len().saturating_sub(CHANGES_MAX);
        view.changes.drain(..earlier);
        view.earlier_changes = earlier.try_into().unwrap_or(u32::MAX);
        match view.meeting.status {
            Status::Draft => {
                draft(&mut conn, community, &mut view, &by_hand, viewer.person).await?;
            }
            // What could become a supplement.
            Status::Locked if prepares => {
                unlisted(&mut conn, community, &mut view, viewer.person).await?;
            }
            Status::Locked | Status::Published => {}
        }
        Ok(Some(view))
    }
}

/// What a viewer is shown of an agenda.
#[derive(Clone, Copy)]
struct Sees {
    /// Texts and photos of residents, and where exactly it is.
    words: bool,
    /// Decisions, whether published or not.
    decisions: bool,
}

/// Changes by hand with their reasons and the numbers of their issues, oldest first. (All have a
/// reason, and of what stands in the traces of many issues at once little has.)
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
        where x.community_id = $1 and x.meeting_id = $2 and x.text_id is not null
        order by x.number"
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
            ",
        shown_title!(),
        ", t.body,
            coalesce(b.name, '') as building_name,
            it.issue_id, it.minutes as item_minutes, it.why, it.support, it.decision as entered,
            it.hands, it.votes, it.responsible, it.decision_text_id, o.name as owner, dt.body as words
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
        // For nobody, so that a paper is the same for whoever asks.
        let hidden = row.flag("hidden")?;
        let words = sees.words && !hidden;
        let shown = ItemView {
            issue: item.issue,
            number: row.number("number")?,
            title: row.text("title")?,
            body: if words {
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
            place: match (hidden, sees.words) {
                (true, _) => Place::default(),
                (false, true) => place::read(row)?,
                // The building at most: an exact place may be somebody's door.
                (false, false) => Place {
                    position: None,
                    ..place::read(row)?
                },
            },
            building_name: if hidden {
                String::new()
            } else {
                row.text("building_name")?
            },
            photos: if words {
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
    unlisted(conn, community, view, viewer).await?;
    for other in &mut view.unlisted {
        other.dropped = by_hand.dropped.get(&other.card.number).cloned();
        other.why = not_listed.get(&other.card.id).cloned();
    }
    Ok(())
}

/// The conditions and the order of [`unlisted`]; `$2` is the viewer and `$3` the meeting.
macro_rules! unlisted {
    ($columns:expr, $and:expr) => {
        concat!(
            "select ",
            $columns,
            " from ",
            card_tables!(),
            " where i.community_id = $1 and i.hidden = 0 and i.status in ",
            can_be_listed!(),
            " and not exists (
                select 1 from items it where it.community_id = i.community_id
                    and it.meeting_id = $3 and it.issue_id = i.id
            )",
            $and
        )
    };
}

/// Fills in the issues that could be on the agenda and are not, without reasons: most seconds
/// first, ties as by plain seconds. What was dropped by hand is always among them.
async fn unlisted(
    conn: &mut AnyConnection,
    community: CommunityId,
    view: &mut MeetingView,
    viewer: Option<PersonId>,
) -> Result<()> {
    const FIRST: &str = unlisted!(
        concat!("i.minutes, ", card_columns!()),
        " order by i.urgent desc, i.seconds desc, i.minutes, i.number limit $4"
    );
    const DROPPED: &str = unlisted!(
        concat!("i.minutes, ", card_columns!()),
        " and exists (
            select 1 from dropped_items d where d.community_id = i.community_id
                and d.meeting_id = $3 and d.issue_id = i.id
        )
        order by i.urgent desc, i.seconds desc, i.minutes, i.number"
    );
    const TOTAL: &str = unlisted!("count(*) as total", "");
    let meeting = view.meeting.id.to_string();
    let viewer = opt(viewer).unwrap_or_default();
    let mut rows = sqlx::query(FIRST)
        .bind(community.to_string())
        .bind(viewer.as_str())
        .bind(meeting.as_str())
        .bind(i64::try_from(UNLISTED_MAX).unwrap_or(i64::MAX))
        .fetch_all(&mut *conn)
        .await?;
    if rows.len() == UNLISTED_MAX {
        let dropped = sqlx::query(DROPPED)
            .bind(community.to_string())
            .bind(viewer.as_str())
            .bind(meeting.as_str())
            .fetch_all(&mut *conn)
            .await?;
        rows.extend(dropped);
    }
    let mut seen = BTreeSet::new();
    for row in &rows {
        let card = card(row)?;
        if seen.insert(card.id) {
            view.unlisted.push(Unlisted {
                card,
                minutes: row.number("minutes")?,
                dropped: None,
                why: None,
            });
        }
    }
    let total = sqlx::query(TOTAL)
        .bind(community.to_string())
        .bind(viewer)
        .bind(meeting)
        .fetch_one(conn)
        .await?;
    let shown = u32::try_from(view.unlisted.len()).unwrap_or(u32::MAX);
    view.more_unlisted = total.number("total")?.saturating_sub(shown);
    Ok(())
}
