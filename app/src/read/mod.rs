//! The reads of all pages: server functions by GET. Pages go through the layer over them
//! ([`use_read`]), which falls back to the copy on the phone and says how old it is.

#[cfg(feature = "ssr")]
mod ask;
mod reading;
#[cfg(feature = "hydrate")]
mod warm;

use domain::agenda::Settings;
use domain::issue::{Desk, Door, EnteredSecond, IssueCard, OpenIssues};
use domain::meeting::Meetings;
use domain::place::Plan;
use domain::work::Works;
use domain::{BuildingId, Community, Language, PhotoId};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::here::Here;
use crate::shown::{ShownFeed, ShownInbox, ShownIssue, ShownMeeting, ShownWork};

pub(crate) use reading::{Fetched, Raw};
#[cfg(feature = "hydrate")]
pub(crate) use reading::{Read, fresh, kept, once, renew};
pub use reading::{Reading, use_read, use_read_if, use_shared_read};
#[cfg(feature = "hydrate")]
pub use warm::warm;

/// The plan with the open issues on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanIssues {
    pub plan: Plan,
    /// The numbers of the open issues that have a place, newest first.
    pub numbers: Vec<u32>,
    /// Their places, packed.
    pub points: Vec<i32>,
    /// The newest of them.
    pub cards: Vec<IssueCard>,
    /// How many open issues have a place: the plan shows the newest
    /// [`PLAN_MAX`](domain::issue::PLAN_MAX).
    pub total: u32,
    /// Street tiles under the plan, ready to be shown, and whose they are; nothing where whoever
    /// runs the server wants none.
    pub ground: String,
    pub credit: String,
}

/// The newest issues, whose cards come with the plan, so that nearer views have theirs: the page
/// lists fewer.
#[cfg(feature = "ssr")]
const PLAN_LIMIT: u32 = 60;

#[cfg(feature = "ssr")]
use crate::error::fail;
#[cfg(feature = "ssr")]
use ask::Ask;
#[cfg(feature = "ssr")]
use domain::meeting::DraftChange;
#[cfg(feature = "ssr")]
use leptos::server_fn::ServerFn;

/// The communities of this server.
#[server(name = ReadCommunities, prefix = "/api/read", endpoint = "communities", input = GetUrl, output = Json)]
pub async fn communities() -> Result<Vec<Community>, AppError> {
    let context = expect_context::<crate::context::AppContext>();
    let all = context.store.communities().await?;
    let language = crate::context::preferences().language;
    Ok(all.into_iter().map(|one| one.read_in(language)).collect())
}

/// A community and the viewer.
#[server(name = ReadCommunity, prefix = "/api/read", endpoint = "community", input = GetUrl, output = Json)]
pub async fn community(slug: String) -> Result<Here, AppError> {
    let ask = Ask::enter(ReadCommunity::PATH, &slug).await?;
    Ok(Here {
        community: ask.community,
        viewer: ask.viewer,
    })
}

/// A page of the feed; `query` is a [`FeedQuery`] as JSON.
#[server(name = ReadFeed, prefix = "/api/read", endpoint = "feed", input = GetUrl, output = Json)]
pub async fn feed(slug: String, query: String) -> Result<ShownFeed, AppError> {
    let ask = Ask::enter(ReadFeed::PATH, &slug).await?;
    let query: domain::issue::FeedQuery =
        serde_json::from_str(&query).map_err(|_| fail(AppError::NotFound))?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let feed = store.feed(community, ask.person(), &query).await?;
    // Whoever goes on or looks for words has seen it.
    let mut meeting = String::new();
    if query.after.is_none() && query.words.is_empty() {
        let now = crate::context::now();
        let next = store.next_meeting(community, &ask.viewer, now).await?;
        let language = crate::text::language();
        meeting = next.map_or_else(String::new, |next| {
            crate::said::next_meeting(&next, &ask.community, language)
        });
        if query.order == domain::issue::FeedOrder::Mine {
            meeting.insert_str(0, &crate::said::own_parts(&ask.community, language));
        }
    }
    Ok(ShownFeed {
        cards: feed.cards,
        total: feed.total,
        next: feed.next,
        meeting,
    })
}

/// An issue's page; of its trace what came before that row, else the latest.
#[server(name = ReadIssue, prefix = "/api/read", endpoint = "issue", input = GetUrl, output = Json)]
pub async fn issue(slug: String, number: u32, before: Option<u32>) -> Result<ShownIssue, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadIssue::PATH, &slug).await?;
    let viewer = ask.person();
    let issue = ask
        .context
        .store
        .issue(ask.community.id, number, viewer, before)
        .await?;
    let issue = issue.ok_or_else(|| fail(AppError::NotFound))?;
    let hides = ask.viewer.may(domain::Action::HideIssue);
    Ok(crate::said::issue(issue, &ask.community, hides, language))
}

/// All that is being done.
#[server(name = ReadWorks, prefix = "/api/read", endpoint = "works", input = GetUrl, output = Json)]
pub async fn works(slug: String) -> Result<Works, AppError> {
    let ask = Ask::enter(ReadWorks::PATH, &slug).await?;
    let today = ask.community.zone.date(crate::context::now());
    let store = &ask.context.store;
    Ok(store.works(ask.community.id, ask.person(), today).await?)
}

/// The work on an issue, for whoever does it.
#[server(name = ReadWork, prefix = "/api/read", endpoint = "work", input = GetUrl, output = Json)]
pub async fn work(slug: String, number: u32) -> Result<ShownWork, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadWork::PATH, &slug).await?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let issue = store.issue(community, number, ask.person(), None).await?;
    let issue = issue.ok_or_else(|| fail(AppError::NotFound))?;
    let directs = ask.viewer.may(domain::Action::DirectWork);
    let handles = issue.work.as_ref().is_some_and(|work| work.handles);
    if !directs && !handles {
        return Err(fail(AppError::NotFound));
    }
    let responsible = if directs {
        let organisations = store.organisations(community).await?;
        crate::said::responsible(&organisations, language)
    } else {
        vec![]
    };
    let zone = &ask.community.zone;
    let (mut facts, mut tally) = (String::new(), String::new());
    if let Some(work) = &issue.work {
        if work.appraisal_until.is_some() {
            tally = crate::said::appraised(work, zone, language);
        } else {
            let today = zone.date(crate::context::now());
            let page = format!("/{slug}/issues/{number}");
            facts = crate::said::being_done(&issue, &page, today, language);
        }
    }
    Ok(ShownWork {
        facts,
        tally,
        id: issue.issue.id,
        number: issue.issue.number,
        title: issue.text.title,
        status: issue.issue.status,
        words: store.appraisal_words(community, issue.issue.id).await?,
        work: issue.work,
        responsible,
    })
}

/// The estate's plan.
#[server(name = ReadPlan, prefix = "/api/read", endpoint = "plan", input = GetUrl, output = Json)]
pub async fn plan(slug: String) -> Result<Plan, AppError> {
    let ask = Ask::enter(ReadPlan::PATH, &slug).await?;
    Ok(ask.context.store.plan(ask.community.id).await?)
}

/// The plan around an issue; an empty one where the issue is not on it, which says so in words.
#[server(name = ReadSurroundings, prefix = "/api/read", endpoint = "surroundings", input = GetUrl, output = Json)]
pub async fn surroundings(slug: String, number: u32) -> Result<Plan, AppError> {
    let ask = Ask::enter(ReadSurroundings::PATH, &slug).await?;
    let store = &ask.context.store;
    let plan = store.plan(ask.community.id).await?;
    let issue = store
        .issue(ask.community.id, number, ask.person(), None)
        .await?;
    let at = issue.and_then(|issue| plan.shown(&issue.place));
    Ok(at.map(|at| plan.around(at)).unwrap_or_default())
}

/// The plan with the open issues.
#[server(name = ReadPlanIssues, prefix = "/api/read", endpoint = "plan-issues", input = GetUrl, output = Json)]
pub async fn plan_issues(slug: String) -> Result<PlanIssues, AppError> {
    let ask = Ask::enter(ReadPlanIssues::PATH, &slug).await?;
    let store = &ask.context.store;
    let plan = store.plan(ask.community.id).await?;
    let viewer = ask.person();
    let located = store.located(
        ask.community.id,
        viewer,
        PLAN_LIMIT,
        domain::issue::PLAN_MAX,
    );
    let (cards, points, total) = located.await?;
    let (numbers, points): (Vec<u32>, Vec<_>) = points.into_iter().unzip();
    let tiles = ask.context.tiles.as_ref();
    // Nothing lies under a plan that nobody has drawn yet.
    let tiles = tiles.filter(|_| !plan.buildings.is_empty());
    Ok(PlanIssues {
        ground: tiles.map(|tiles| tiles.under(&plan)).unwrap_or_default(),
        credit: tiles.map(|tiles| tiles.credit.clone()).unwrap_or_default(),
        plan,
        numbers,
        points: domain::place::pack(&points),
        cards,
        total,
    })
}

/// The buildings for whose households the viewer may enter something (代录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehalfBuildings {
    /// Each with what it is called: its name, or else its id.
    pub buildings: Vec<(BuildingId, String)>,
    /// There are others.
    pub others: bool,
}

/// The buildings for whose households the viewer may enter something (代录).
#[server(name = ReadBehalfBuildings, prefix = "/api/read", endpoint = "behalf-buildings", input = GetUrl, output = Json)]
pub async fn behalf_buildings(slug: String) -> Result<BehalfBuildings, AppError> {
    let ask = Ask::enter(ReadBehalfBuildings::PATH, &slug).await?;
    let all = ask.context.store.buildings(ask.community.id).await?;
    let actor = ask.actor().await?;
    let count = all.len();
    let own = all.iter().filter(|listed| actor.enters_for(&listed.id));
    let buildings: Vec<_> = own
        .map(|listed| (listed.id.clone(), listed.called().to_owned()))
        .collect();
    Ok(BehalfBuildings {
        others: buildings.len() < count,
        buildings,
    })
}

/// The doors of a building, for entries on behalf (代录); none of a building for which the viewer
/// may enter nothing.
#[server(name = ReadDoors, prefix = "/api/read", endpoint = "doors", input = GetUrl, output = Json)]
pub async fn doors(slug: String, building: BuildingId) -> Result<Vec<Door>, AppError> {
    let ask = Ask::enter(ReadDoors::PATH, &slug).await?;
    if !ask.actor().await?.enters_for(&building) {
        return Ok(vec![]);
    }
    let store = &ask.context.store;
    Ok(store.doors(ask.community.id, &building).await?)
}

/// Issues that can be seconded, by number or words.
#[server(name = ReadOpenIssues, prefix = "/api/read", endpoint = "open-issues", input = GetUrl, output = Json)]
pub async fn open_issues(slug: String, words: String) -> Result<OpenIssues, AppError> {
    let ask = Ask::enter(ReadOpenIssues::PATH, &slug).await?;
    let store = &ask.context.store;
    Ok(store.open_issues(ask.community.id, &words, None).await?)
}

/// What the viewer entered on behalf.
#[server(name = ReadEntered, prefix = "/api/read", endpoint = "entered", input = GetUrl, output = Json)]
pub async fn entered(slug: String) -> Result<Vec<EnteredSecond>, AppError> {
    let ask = Ask::enter(ReadEntered::PATH, &slug).await?;
    let person = ask.person().ok_or_else(|| fail(AppError::SignedOut))?;
    let store = &ask.context.store;
    Ok(store.entered_by(ask.community.id, person).await?)
}

/// The list for collecting seconds from door to door in a building, as HTML; empty where there is
/// no such building, or none for which the viewer may enter anything.
#[server(name = ReadCollect, prefix = "/api/read", endpoint = "collect", input = GetUrl, output = Json)]
pub async fn collect(
    slug: String,
    building: BuildingId,
    language: Language,
) -> Result<String, AppError> {
    let ask = Ask::enter(ReadCollect::PATH, &slug).await?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let plan = store.plan(community).await?;
    let actor = ask.actor().await?;
    let mut buildings = plan.buildings.iter();
    let found = buildings.find(|found| found.id == building && actor.enters_for(&found.id));
    let Some(found) = found else {
        return Ok(String::new());
    };
    let rooms = store.households(community, &building).await?;
    let issues = store.open_issues(community, "", Some(&building)).await?;
    let collect = domain::paper::Collect {
        community: &ask.community,
        public_url: &ask.context.public_url,
        building: found,
        rooms: rooms.into_iter().map(|household| household.room).collect(),
        issues: issues.issues,
        on: crate::context::now(),
        language,
    };
    Ok(crate::sheet::html(&collect.paper(), ""))
}

/// The desk: the issues that have waited longest for an answer; of a category, or at a building,
/// where these are not empty.
#[server(name = ReadDesk, prefix = "/api/read", endpoint = "desk", input = GetUrl, output = Json)]
pub async fn desk(
    slug: String,
    #[server(default)] category: String,
    #[server(default)] building: String,
) -> Result<Desk, AppError> {
    let ask = Ask::enter(ReadDesk::PATH, &slug).await?;
    let filter = domain::issue::DeskFilter {
        category: domain::issue::Category::from_code(&category),
        building: (!building.is_empty()).then_some(BuildingId(building)),
    };
    let store = &ask.context.store;
    Ok(store
        .waiting(ask.community.id, ask.person(), &filter)
        .await?)
}

/// A page of the meetings; visitors see those whose agenda is locked.
#[server(name = ReadMeetings, prefix = "/api/read", endpoint = "meetings", input = GetUrl, output = Json)]
pub async fn meetings(slug: String, after: Option<String>) -> Result<Meetings, AppError> {
    let ask = Ask::enter(ReadMeetings::PATH, &slug).await?;
    let store = &ask.context.store;
    let after = after.as_deref();
    Ok(store.meetings(ask.community.id, &ask.viewer, after).await?)
}

/// A meeting: its agenda, sheets and decisions, as far as the viewer may see them.
#[server(name = ReadMeeting, prefix = "/api/read", endpoint = "meeting", input = GetUrl, output = Json)]
pub async fn meeting(slug: String, number: u32) -> Result<ShownMeeting, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadMeeting::PATH, &slug).await?;
    let meeting = ask
        .context
        .store
        .meeting(ask.community.id, number, &ask.viewer)
        .await?;
    let meeting = meeting.ok_or_else(|| fail(AppError::NotFound))?;
    let mut outdated = None;
    if meeting.outdated {
        let store = &ask.context.store;
        let after = store.draft_after(ask.community.id, number, DraftChange::Fill);
        if let Some(Ok(after)) = after.await? {
            outdated = Some(crate::said::after(&after, language));
        }
    }
    let mut responsible = vec![];
    let locked = meeting.meeting.status == domain::meeting::Status::Locked;
    if locked && ask.viewer.may(domain::Action::PrepareMeeting) {
        let organisations = ask.context.store.organisations(ask.community.id).await?;
        responsible = crate::said::responsible(&organisations, language);
    }
    Ok(ShownMeeting {
        responsible,
        outdated,
        ..crate::said::meeting(meeting, language)
    })
}

/// What a change of a draft would bring in and throw out if it were made now, or why it would be
/// refused, as HTML; `change` is a [`DraftChange`] as JSON.
#[server(name = ReadDraftAfter, prefix = "/api/read", endpoint = "draft-after", input = GetUrl, output = Json)]
pub async fn draft_after(slug: String, number: u32, change: String) -> Result<String, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadDraftAfter::PATH, &slug).await?;
    let change: DraftChange =
        serde_json::from_str(&change).map_err(|_| fail(AppError::NotFound))?;
    let store = &ask.context.store;
    let after = store.draft_after(ask.community.id, number, change).await?;
    Ok(match after.ok_or_else(|| fail(AppError::NotFound))? {
        Ok(after) => crate::said::after(&after, language),
        Err(refusal) => domain::words::escape(&crate::text::refusal::refusal(&refusal)),
    })
}

/// Papers of one family, ready to be shown and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// As in addresses: `agenda`, or `item` for all items together.
    pub family: String,
    /// What the family is called.
    pub name: String,
    pub photos: Vec<PhotoId>,
    /// An `<article>` each.
    pub html: String,
}

/// The papers of a meeting, as far as the viewer may see it, by families.
#[server(name = ReadPapers, prefix = "/api/read", endpoint = "papers", input = GetUrl, output = Json)]
pub async fn papers(
    slug: String,
    number: u32,
    language: Language,
) -> Result<Vec<Sheets>, AppError> {
    let ask = Ask::enter(ReadPapers::PATH, &slug).await?;
    let store = &ask.context.store;
    let view = store.meeting(ask.community.id, number, &ask.viewer).await?;
    let view = view.ok_or_else(|| fail(AppError::NotFound))?;
    let plan = store.plan(ask.community.id).await?;
    let history = store.history(ask.community.id, &view, &ask.viewer).await?;
    let print = domain::paper::Print {
        community: &ask.community,
        public_url: &ask.context.public_url,
        view: &view,
        history: &history,
        plan: &plan,
        language,
    };
    let photos = format!("/{}/photos/", ask.community.slug);
    let mut families: Vec<Sheets> = vec![];
    for paper in domain::paper::papers(&print) {
        let kind = paper.kind.goes_with(&view);
        let family = kind.family();
        if families.last().is_none_or(|last| last.family != family) {
            families.push(Sheets {
                family: family.to_owned(),
                name: kind.family_name(language),
                photos: vec![],
                html: String::new(),
            });
        }
        if let Some(sheets) = families.last_mut() {
            sheets.photos.extend(paper.photos());
            sheets.html += &crate::sheet::html(&paper, &photos);
        }
    }
    Ok(families)
}

/// What the viewer's own seconds did in a locked agenda, as HTML.
#[server(name = ReadLine, prefix = "/api/read", endpoint = "line", input = GetUrl, output = Json)]
pub async fn line(slug: String, number: u32) -> Result<String, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadLine::PATH, &slug).await?;
    let person = ask.person().ok_or_else(|| fail(AppError::SignedOut))?;
    let store = &ask.context.store;
    let meeting = store.meeting(ask.community.id, number, &ask.viewer).await?;
    let meeting = meeting.ok_or_else(|| fail(AppError::NotFound))?;
    let line = store.agenda_line(ask.community.id, number, person).await?;
    let listed: Vec<u32> = meeting.items.iter().map(|item| item.number).collect();
    let seconded = line.as_ref().map_or(vec![], |line| line.seconded.clone());
    let titles = store.titles(ask.community.id, &seconded).await?;
    Ok(crate::said::line(line.as_ref(), &listed, &titles, language))
}

/// How the community's agendas are made, with the last one as an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HowAgendasAreMade {
    pub settings: Settings,
    /// As HTML; nothing as long as none was locked.
    pub example: String,
}

/// How the community's agendas are made.
#[server(name = ReadAgendaSettings, prefix = "/api/read", endpoint = "agenda-settings", input = GetUrl, output = Json)]
pub async fn agenda_settings(slug: String) -> Result<HowAgendasAreMade, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadAgendaSettings::PATH, &slug).await?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let settings = store.agenda_settings(community).await?;
    let meetings = store.meetings(community, &ask.viewer, None).await?.cards;
    let locked = (meetings.iter()).find(|card| card.status != domain::meeting::Status::Draft);
    let last = match locked {
        Some(card) => store.meeting(community, card.number, &ask.viewer).await?,
        None => None,
    };
    let mut example = String::new();
    if let Some(last) = last {
        let listed = last.items.iter().map(|item| item.number);
        let numbers: Vec<u32> = listed.chain(last.by_seconds.iter().copied()).collect();
        let titles = store.titles(community, &numbers).await?;
        example = crate::said::example(&last, &titles, language);
    }
    Ok(HowAgendasAreMade { settings, example })
}

/// A page of the viewer's inbox: what came before that notice, else the newest.
#[server(name = ReadInbox, prefix = "/api/read", endpoint = "inbox", input = GetUrl, output = Json)]
pub async fn inbox(slug: String, before: Option<u32>) -> Result<ShownInbox, AppError> {
    let language = crate::text::language();
    let ask = Ask::enter(ReadInbox::PATH, &slug).await?;
    let person = ask.person().ok_or_else(|| fail(AppError::SignedOut))?;
    let store = &ask.context.store;
    let inbox = store.inbox(ask.community.id, person, before).await?;
    Ok(crate::said::inbox(inbox, language))
}

/// Who holds which office, ready to be shown. Whoever gives and ends offices also gets the forms
/// for it: `find` is what they look for, `person` whom they found.
#[server(name = ReadOfficers, prefix = "/api/read", endpoint = "officers", input = GetUrl, output = Json)]
pub async fn officers(
    slug: String,
    find: Option<String>,
    person: Option<String>,
) -> Result<String, AppError> {
    use crate::plain::office::{Forms, Page, html};
    let submitted = crate::plain::submitted();
    let ask = Ask::enter(ReadOfficers::PATH, &slug).await?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let offices = store.offices(community, crate::context::now()).await?;
    let plan = store.plan(community).await?;
    let buildings = plan.buildings.into_iter();
    let mut page = Page {
        community: &ask.community,
        offices,
        buildings: buildings.map(|it| (it.id, it.name)).collect(),
        forms: None,
    };
    if ask.viewer.may(domain::Action::GrantOffice) {
        let find = find.unwrap_or_default().trim().to_owned();
        let found = if find.is_empty() {
            vec![]
        } else {
            store.find_members(community, &find).await?
        };
        let named = submitted.typed.text(crate::plain::office::PERSON);
        let named = if named.is_empty() {
            person
        } else {
            Some(named)
        };
        let mut to = None;
        if let Some(Ok(person)) = named.map(|id| id.parse()) {
            let viewer = store.viewer(community, Some(person)).await?;
            to = viewer.is_member().then_some((person, viewer.nickname));
        }
        page.forms = Some(Forms {
            viewer: ask.person(),
            submitted,
            find,
            found,
            to,
        });
    }
    Ok(html(&page))
}

/// Who belongs to the viewer's household, and what was entered for it (代录), ready to be shown.
/// For the committee also whom a household does not know, and who has joined in a building; for
/// them and supervisors what was entered there.
#[server(name = ReadHousehold, prefix = "/api/read", endpoint = "household", input = GetUrl, output = Json)]
pub async fn household(slug: String, building: Option<String>) -> Result<String, AppError> {
    use crate::plain::membership::{Page, Watched, html};
    let submitted = crate::plain::submitted();
    let ask = Ask::enter(ReadHousehold::PATH, &slug).await?;
    let viewer = ask.person().ok_or_else(|| fail(AppError::SignedOut))?;
    let (store, community) = (&ask.context.store, ask.community.id);
    let mut page = Page {
        community: &ask.community,
        viewer,
        submitted,
        mates: store.housemates(community, viewer).await?,
        entered: store.entered_for(community, viewer).await?,
        strangers: vec![],
        is_committee: ask.viewer.may(domain::Action::EndMembership),
        buildings: vec![],
        watched: None,
    };
    if page.is_committee {
        page.strangers = store.strangers(community).await?;
    }
    if ask.viewer.may(domain::Action::WatchOnBehalf) {
        let all = store.buildings(community).await?;
        let chosen = all.iter().find(|it| Some(&it.id.0) == building.as_ref());
        if let Some(chosen) = chosen {
            page.watched = Some(Watched {
                building: chosen.id.clone(),
                members: if page.is_committee {
                    store.members_of(community, &chosen.id).await?
                } else {
                    vec![]
                },
                entered: store.entered_in(community, &chosen.id).await?,
            });
        }
        let named = all.iter();
        page.buildings = named
            .map(|it| (it.id.clone(), it.called().to_owned()))
            .collect();
    }
    Ok(html(&page))
}
