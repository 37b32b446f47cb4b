//! Papers about work, as PDF: the order that whoever carries an issue out takes along, and the list
//! of what is late.

use app::context::now;
use app::door::Entered;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use domain::issue::Status;
use domain::paper::{LateWork, WorkOrder};

use super::meeting::papers::{Wish, language, shown};
use super::session::enter;
use super::{At, Fault, Server};

/// The work order of an issue, for whoever does the work.
pub async fn order(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    Query(wish): Query<Wish>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let language = language(&wish, &parts)?;
    let store = &server.store;
    let issue = store
        .issue(community.id, number, viewer.person, None)
        .await?;
    let issue = issue.filter(|issue| issue.issue.status == Status::InWork);
    let mut issue = issue.ok_or(Fault::NotFound)?;
    if issue.discretion.at_home {
        // Paper goes through many hands: it is the same for the committee as for everybody.
        issue.place.position = None;
    }
    let work = issue.work.as_ref().filter(|work| work.handles);
    let order = WorkOrder {
        community: &community,
        public_url: &server.config.public_url,
        issue: &issue,
        work: work.ok_or(Fault::NotFound)?,
        plan: &store.plan(community.id).await?,
        on: now(),
        language,
    };
    let papers = vec![order.paper()];
    shown(server.press.papers(store, community.id, papers).await)
}

/// All work that is late.
pub async fn late(
    State(server): State<Server>,
    At(slug): At<String>,
    Query(wish): Query<Wish>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let language = language(&wish, &parts)?;
    let on = now();
    let today = community.zone.date(on);
    let store = &server.store;
    let late = LateWork {
        community: &community,
        public_url: &server.config.public_url,
        works: &store.works(community.id, viewer.person, today).await?,
        on,
        language,
    };
    let papers = vec![late.paper()];
    shown(server.press.papers(store, community.id, papers).await)
}
