//! Everything that is kept of a person, for themselves; and emptying it.

use domain::issue::{Discretion, Status, Step};
use domain::notice::WhyMe;
use domain::{CommunityId, IssueId, PersonId, PhotoId, Role, Timestamp};
use serde::Serialize;
use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::complaint::hidden_from_viewer;
use crate::issue::write as issues;
use crate::sql::Columns;
use crate::tables::{Tables, run};
use crate::{Result, Store, photo};

/// Everything that a community keeps of a person, but for the bytes of photos and for sessions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    pub person: PersonId,
    pub nickname: String,
    /// A language's code.
    pub language: String,
    pub joined_at: Timestamp,
    /// The version of the consent text.
    pub consent: u32,
    pub building: Option<String>,
    pub room: Option<String>,
    pub offices: Vec<Office>,
    pub issues: Vec<Reported>,
    /// Everything that they wrote, earlier versions of reports included.
    pub texts: Vec<Written>,
    /// What they second now.
    pub seconds: Vec<Seconded>,
    /// What they entered for others (代录), without saying for whom.
    pub entered: Vec<Seconded>,
    /// Photos that no issue has.
    pub photos: Vec<PhotoId>,
    /// What their seconds did in locked agendas: the meeting's number, and what they are shown.
    pub lines: Vec<(u32, Value)>,
    /// What they carry to the next meeting, in millionths of a minute.
    pub credit: i64,
    /// Where mail goes for them.
    pub mail: Option<String>,
    /// Why they want to be told of something in their inbox alone.
    pub turned_off: Vec<WhyMe>,
    /// When they last signed in with each phone that is known of them.
    pub phones: Vec<Timestamp>,
    /// Rows of the journal in which they are named, or that they caused.
    pub journal: Vec<Row>,
}

/// An office that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    pub role: Role,
    pub since: Timestamp,
}

/// An issue that somebody reported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reported {
    pub number: u32,
    pub title: String,
    pub status: Status,
    pub filed_at: Timestamp,
    /// In words of code: `building:7`.
    pub area: String,
    /// Degrees north and east, where a position is kept.
    pub position: Option<(f64, f64)>,
    pub photos: Vec<PhotoId>,
    /// What neighbours are not told of it.
    pub discretion: Discretion,
}

/// Words that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    pub at: Timestamp,
    pub title: String,
    pub body: String,
}

/// An issue that was seconded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seconded {
    pub number: u32,
    pub title: String,
    pub at: Timestamp,
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub number: u32,
    pub at: Timestamp,
    pub event: Value,
}

impl Store {
    /// Everything that a community keeps of a member.
    #[expect(clippy::too_many_lines, reason = "one query for each kind of thing")]
    pub async fn account(
        &self,
        community: CommunityId,
        person: PersonId,
    ) -> Result<Option<Account>> {
        const MEMBER: &str = "select p.nickname, p.language, m.joined_at, m.consent,
                b.name as building, r.room
            from members m
            join people p on p.community_id = m.community_id and p.person_id = m.person_id
            left join households h on h.community_id = m.community_id and h.id = m.household_id
            left join buildings b on b.community_id = h.community_id and b.id = h.building_id
            left join rooms r on r.community_id = h.community_id and r.household_id = h.id
            where m.community_id = $1 and m.person_id = $2 and m.ended_at is null";
        const OFFICES: &str = "select role, since from roles
            where community_id = $1 and person_id = $2 order by role";
        const ISSUES: &str =
            "select i.id, i.number, i.status, i.filed_at, i.area, i.nameless, i.at_home, t.title,
                p.lat, p.lon
            from issues i
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            left join positions p on p.community_id = i.community_id and p.issue_id = i.id
            where i.community_id = $1 and i.reporter_id = $2 order by i.number";
        const TEXTS: &str = "select at, title, body from texts
            where community_id = $1 and author_id = $2 order by at, id";
        const SECONDS: &str = concat!(
            "select i.number, case when ",
            hidden_from_viewer!(),
            " then '〔已隐藏 · hidden〕' else t.title end as title, s.at from seconds s
            join issues i on i.community_id = s.community_id and i.id = s.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            where s.community_id = $1 and s.person_id = $2 order by i.number"
        );
        const ENTERED: &str = concat!(
            "select i.number, case when ",
            hidden_from_viewer!(),
            " then '〔已隐藏 · hidden〕' else t.title end as title, s.at from seconds s
            join issues i on i.community_id = s.community_id and i.id = s.issue_id
            join texts t on t.community_id = i.community_id and t.id = i.text_id
            where s.community_id = $1 and s.entered_by = $2 order by s.at, i.number, s.person_id"
        );
        const PHOTOS: &str = "select f.id from photos f
            where f.community_id = $1 and f.person_id = $2 and not exists (
                select 1 from issue_photos p
                where p.community_id = f.community_id and p.photo_id = f.id
            ) order by f.id";
        const LINES: &str = "select m.number, b.line from ballots b
            join meetings m on m.community_id = b.community_id and m.id = b.meeting_id
            where b.community_id = $1 and b.person_id = $2 order by m.number";
        const CREDIT: &str = "select credit from credits
            where community_id = $1 and person_id = $2";
        // Whose ballot is whose is everybody's: their own is in `lines`.
        const JOURNAL: &str = "select number, at, event from journal
            where community_id = $1 and (actor_id = $2 or event like '%' || $2 || '%')
                and event not like '{\"credits_carried\"%'
            order by number";
        const MAIL: &str = "select address from mail_addresses
            where community_id = $1 and person_id = $2";
        const TURNED_OFF: &str = "select why from turned_off
            where community_id = $1 and person_id = $2 order by why";
        const PHONES: &str = "select seen_at from phones
            where community_id = $1 and person_id = $2 order by seen_at, phone_hash";
        let id = person.to_string();
        let mut conn = self.read.begin_with(self.database.begin_snapshot()).await?;
        let mut rows = async |sql: &'static str| -> Result<Vec<AnyRow>> {
            let query = sqlx::query(sql).bind(community.to_string());
            Ok(query.bind(id.as_str()).fetch_all(&mut *conn).await?)
        };
        let member = rows(MEMBER).await?;
        let Some(member) = member.first() else {
            return Ok(None);
        };
        let offices = rows(OFFICES).await?;
        let issues = rows(ISSUES).await?;
        let texts = rows(TEXTS).await?;
        let seconds = rows(SECONDS).await?;
        let entered = rows(ENTERED).await?;
        let photos = rows(PHOTOS).await?;
        let lines = rows(LINES).await?;
        let credit = rows(CREDIT).await?;
        let journal = rows(JOURNAL).await?;
        let mail = rows(MAIL).await?;
        let turned_off = rows(TURNED_OFF).await?;
        let phones = rows(PHONES).await?;
        let mut reported = vec![];
        for row in &issues {
            let lat = row.opt_float("lat")?;
            reported.push(Reported {
                number: row.number("number")?,
                title: row.text("title")?,
                status: row.code("status", Status::from_code)?,
                filed_at: row.time("filed_at")?,
                area: row.text("area")?,
                position: lat.zip(row.opt_float("lon")?),
                discretion: Discretion {
                    nameless: row.flag("nameless")?,
                    at_home: row.flag("at_home")?,
                },
                photos: photo::all_of_issue(&mut conn, community, row.parsed("id")?).await?,
            });
        }
        conn.rollback().await?;
        let seconded = |row: &AnyRow| {
            Ok(Seconded {
                number: row.number("number")?,
                title: row.text("title")?,
                at: row.time("at")?,
            })
        };
        Ok(Some(Account {
            person,
            nickname: member.text("nickname")?,
            language: member.text("language")?,
            joined_at: member.time("joined_at")?,
            consent: member.number("consent")?,
            building: member.opt_text("building")?,
            room: member.opt_text("room")?,
            offices: each(&offices, |row| {
                Ok(Office {
                    role: row.code("role", Role::from_code)?,
                    since: row.time("since")?,
                })
            })?,
            issues: reported,
            texts: each(&texts, |row| {
                Ok(Written {
                    at: row.time("at")?,
                    title: row.text("title")?,
                    body: row.text("body")?,
                })
            })?,
            seconds: each(&seconds, seconded)?,
            entered: each(&entered, seconded)?,
            photos: each(&photos, |row| row.parsed("id"))?,
            lines: each(&lines, |row| Ok((row.number("number")?, row.json("line")?)))?,
            credit: credit.first().map_or(Ok(0), |row| row.int("credit"))?,
            mail: mail.first().map(|row| row.text("address")).transpose()?,
            turned_off: each(&turned_off, |row| row.code("why", WhyMe::from_code))?,
            phones: each(&phones, |row| row.time("seen_at"))?,
            journal: each(&journal, |row| {
                Ok(Row {
                    number: row.number("number")?,
                    at: row.time("at")?,
                    event: row.json("event")?,
                })
            })?,
        }))
    }
}

fn each<T>(rows: &[AnyRow], read: impl Fn(&AnyRow) -> Result<T>) -> Result<Vec<T>> {
    rows.iter().map(read).collect()
}

/// The issues of this person that they could withdraw.
pub(crate) async fn open_issues(
    conn: &mut AnyConnection,
    community: CommunityId,
    person: PersonId,
) -> Result<Vec<IssueId>> {
    const SQL: &str = "select id, status from issues
        where community_id = $1 and reporter_id = $2 order by number";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(person.to_string())
        .fetch_all(conn)
        .await?;
    let mut open = vec![];
    for row in &rows {
        let status = row.code("status", Status::from_code)?;
        if status.allows(Step::Withdraw).is_ok() {
            open.push(row.parsed("id")?);
        }
    }
    Ok(open)
}

/// What stands for words that were deleted, on every page and every paper, whatever its language.
pub(crate) const GONE: &str = "〔已删除 · deleted〕";

/// Empties what a person wrote as a resident, their name, their photos and the positions of what
/// they reported, and what was made of it. What they wrote in an office is the committee's or the
/// branch's, and stays. Not played again: it is gone then.
pub(crate) async fn erase(to: &mut Tables<'_>, person: PersonId) -> Result<()> {
    const TEXTS: &str = "update texts
        set title = case when title = '' then '' else $4 end, body = ''
        where community_id = $1 and author_id = $2 and id in (
            select command_id from journal
            where community_id = $1 and actor_id = $2 and role = $3
        )";
    const POSITIONS: &str = "delete from positions
        where community_id = $1 and issue_id in (
            select id from issues where community_id = $1 and reporter_id = $2
        )";
    const NAME: &str = "update people set nickname = ''
        where community_id = $1 and person_id = $2";
    const UNUSED: &str = "delete from photos
        where community_id = $1 and person_id = $2 and not exists (
            select 1 from issue_photos p
            where p.community_id = photos.community_id and p.photo_id = photos.id
        )";
    const PHOTOS: &str = "update photos set small = $3, large = $3
        where community_id = $1 and person_id = $2";
    // Any of them may hold a title of theirs, and each is made anew when it is asked for.
    const PAPERS: &str = "delete from papers where community_id = $1 and $2 <> ''";
    const SEEN: &str = "delete from seen where community_id = $1 and person_id = $2";
    const MAIL: &str = "delete from mail_addresses where community_id = $1 and person_id = $2";
    const TURNED_OFF: &str = "delete from turned_off where community_id = $1 and person_id = $2";
    const PHONES: &str = "delete from phones where community_id = $1 and person_id = $2";
    const MAILED: &str = "delete from mailed where community_id = $1 and person_id = $2";
    let resident = Role::Resident.code();
    run!(to, TEXTS, person, resident, GONE);
    for sql in [
        POSITIONS, NAME, UNUSED, PAPERS, SEEN, MAIL, TURNED_OFF, MAILED, PHONES,
    ] {
        run!(to, sql, person);
    }
    let nothing: Vec<u8> = vec![];
    let community = to.community.to_string();
    sqlx::query(PHOTOS)
        .bind(community)
        .bind(person.to_string())
        .bind(nothing)
        .execute(to.conn().await?)
        .await?;
    Ok(())
}

/// An account was deleted: its person is no member any more, and nothing is known of their ballots.
/// What was found by their words, and where their issues are, follows from what is kept now.
pub(crate) async fn deleted(to: &mut Tables<'_>, person: PersonId, at: Timestamp) -> Result<()> {
    const THEIRS: [&str; 5] = [
        "delete from led_buildings where community_id = $1 and person_id = $2",
        "delete from handlers where community_id = $1 and person_id = $2",
        "delete from credits where community_id = $1 and person_id = $2",
        "delete from ballots where community_id = $1 and person_id = $2",
        "delete from notices where community_id = $1 and person_id = $2",
    ];
    const ISSUES: &str = "select id from issues
        where community_id = $1 and reporter_id = $2 order by number";
    crate::household::ended(to, person, at).await?;
    for sql in THEIRS {
        run!(to, sql, person);
    }
    let rows = sqlx::query(ISSUES)
        .bind(to.community.to_string())
        .bind(person.to_string())
        .fetch_all(to.conn().await?)
        .await?;
    for row in &rows {
        issues::emptied(to, row.parsed("id")?).await?;
    }
    Ok(())
}
