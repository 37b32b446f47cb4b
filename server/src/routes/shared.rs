//! What everybody may see of an issue, by the link that neighbours share: how far it has come, and
//! what meetings published about it. Whoever belongs to the community goes on to its own page.

use app::context::Preferences;
use app::door::Entered;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::issue::{IssueView, Status};
use domain::words::trace::what;
use domain::words::{T, escape, time};
use domain::{Action, Community, Traced};

use super::session::enter;
use super::setup::Reader;
use super::{At, Fault, Server, pages};

const TITLE: T = T("议题 {}", "Issue {}");

/// The page.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    if viewer.may(Action::Read) {
        return Ok(Redirect::to(&format!("/{slug}/issues/{number}")).into_response());
    }
    let view = server.store.issue(community.id, number, None, None).await?;
    let view = view.ok_or(Fault::NotFound)?;
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    let reader = Reader(preferences);
    let content = content(&view, &community, reader);
    let (path, home) = (format!("/{slug}/shared/{number}"), format!("/{slug}"));
    let body = reader.frame(&path, &home, &community.name, &content);
    // The title of a page stands in previews of links: the number alone.
    let title = TITLE.with(reader.language(), &[&number]);
    Ok(pages::document(&server, &parts, title, body).await)
}

fn content(view: &IssueView, community: &Community, reader: Reader) -> String {
    let language = reader.language();
    let slug = escape(&community.slug);
    let number = view.issue.number;
    let published = |entry: &&domain::Entry| {
        matches!(
            entry.event,
            Traced::ItemLocked { .. }
                | Traced::DecisionPublished { .. }
                | Traced::ResultPublished { .. }
        )
    };
    // Its words stand on the agenda that everybody may read, once that is locked.
    let entries: Vec<_> = view.trace.entries.iter().filter(published).collect();
    let open = !view.issue.hidden
        && entries
            .iter()
            .any(|entry| matches!(entry.event, Traced::ItemLocked { .. }));
    let name = TITLE.with(language, &[&number]);
    let heading = if open {
        format!(
            r#"<p class="muted">{name}</p><h1 class="title" dir="auto">{}</h1>"#,
            escape(&view.text.title)
        )
    } else {
        format!(r#"<h1 class="title">{name}</h1>"#)
    };
    let lines = entries.iter().fold(String::new(), |all, entry| {
        let day = time::date(community.zone.date(entry.at), language);
        let words = escape(&what(&entry.event, language));
        let meeting = entry.meeting.map_or_else(String::new, |meeting| {
            let words = T("第 {} 次会议", "meeting {}").with(language, &[&meeting]);
            format!(r#" · <a href="/{slug}/meetings/{meeting}">{words}</a>"#)
        });
        all + &format!("<li>{day} · {words}{meeting}</li>")
    });
    let lines = if lines.is_empty() {
        String::new()
    } else {
        format!(r#"<section class="section stack"><ul class="list">{lines}</ul></section>"#)
    };
    let way = if view.issue.hidden || view.issue.status == Status::Withdrawn {
        String::new()
    } else {
        app::said::way_of(view, language)
    };
    format!(
        r#"{heading}<p>{status}</p>{way}{lines}<section class="section stack"><p>{more}</p><p class="screen-only"><a class="btn btn--primary" href="/{slug}/join">{join}</a></p><p class="screen-only"><a href="/{slug}">{home}</a></p></section>"#,
        status = app::said::status(view.issue.status, view.decision, language),
        more = reader.t(T(
            "全文、照片和附议只给本居民区的人看。住在这里的，凭入户码加入后就能看到、能附议。",
            "The whole text, its photos and seconding are for those who live here: join with the code on your household's slip.",
        )),
        join = reader.t(T("凭入户码加入", "Join with a code")),
        home = reader.t(T("本居民区公开的会议和决议", "What this community has published")),
    )
}
