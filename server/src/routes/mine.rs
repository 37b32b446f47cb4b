//! What is somebody's own: what waits for their word, what they filed, what they seconded. A plain
//! page, so that the feed stays as small as it is.

use app::context::{Preferences, now};
use app::door::Entered;
use app::said::OWN;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::Community;
use domain::issue::{IssueCard, OWN_MAX, Own};
use domain::words::issue::{PHOTO_OF, category, next};
use domain::words::{T, escape, time};

use super::session::enter;
use super::setup::Reader;
use super::{At, Fault, Server, pages};

const TITLE: T = T("与我有关", "Mine");

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let person = viewer.person.ok_or(Fault::NotFound)?;
    let own = server.store.own(community.id, person, now()).await?;
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    let reader = Reader(preferences);
    let content = content(&own, &community, reader);
    let (path, home) = (format!("/{slug}/mine"), format!("/{slug}"));
    let body = reader.frame(&path, &home, &community.name, &content);
    Ok(pages::document(&server, &parts, reader.t(TITLE).to_owned(), body).await)
}

/// The parts with their places on the page and what stands where they are empty.
fn sections(own: &Own) -> [(&'static str, T, T, &[IssueCard]); 3] {
    let empty = [
        T("没有等您评议的结果。", "No result waits for your word."),
        T(
            "您还没有反映过问题。",
            "You have not reported anything yet.",
        ),
        T(
            "您还没有附议别人的议题。",
            "You have not seconded anybody else's issue.",
        ),
    ];
    let all = [&own.word, &own.filed, &own.seconded];
    std::array::from_fn(|nth| {
        let (name, title) = OWN[nth];
        (name, title, empty[nth], all[nth].as_slice())
    })
}

fn content(own: &Own, community: &Community, reader: Reader) -> String {
    let sections = sections(own);
    let links = sections
        .iter()
        .fold(String::new(), |all, (name, title, _, cards)| {
            let title = reader.t(*title);
            let many = count(cards);
            all + &format!(r##"<a class="segmented__item" href="#{name}">{title} {many}</a>"##)
        });
    let parts = sections.iter().fold(String::new(), |all, (name, title, none, cards)| {
        let shown = cards.iter().take(OWN_MAX as usize);
        let cards = shown.fold(String::new(), |all, one| all + &card(one, community, reader));
        let inside = if cards.is_empty() {
            format!(r#"<p class="muted">{}</p>"#, reader.t(*none))
        } else {
            format!(r#"<ul class="list">{cards}</ul>"#)
        };
        let title = reader.t(*title);
        all + &format!(
            r#"<section class="section stack" id="{name}"><h2 class="section__title">{title}</h2>{inside}</section>"#
        )
    });
    let slug = escape(&community.slug);
    format!(
        r#"<p class="screen-only"><a href="/{slug}">{back}</a></p><h1 class="title">{title}</h1><nav class="segmented screen-only" aria-label="{title}">{links}</nav>{parts}<p class="section screen-only"><a href="/{slug}/issues?order=mine">{all}</a></p>"#,
        back = reader.t(T("← 议题", "← Issues")),
        title = reader.t(TITLE),
        all = reader.t(T("在议题列表里看全部", "All of them in the list of issues")),
    )
}

/// How many there are; of those beyond [`OWN_MAX`] only that there are more.
fn count(cards: &[IssueCard]) -> String {
    if cards.len() > OWN_MAX as usize {
        format!("{OWN_MAX}+")
    } else {
        cards.len().to_string()
    }
}

/// An issue with where it stands and what comes next.
fn card(card: &IssueCard, community: &Community, reader: Reader) -> String {
    let language = reader.language();
    let slug = escape(&community.slug);
    let photo = card.photo.map_or_else(String::new, |photo| {
        let words = reader.tf(PHOTO_OF, &[&card.title]);
        format!(
            r#"<img class="issue-card__photo" src="/{slug}/photos/{photo}/small" alt="{words}" loading="lazy" width="80" height="80">"#
        )
    });
    let place = if card.building_name.is_empty() {
        String::new()
    } else {
        format!("<li>{}</li>", escape(&card.building_name))
    };
    format!(
        r#"<li class="card issue-card">{photo}<div class="issue-card__text"><h3 class="issue-card__title"><a href="/{slug}/issues/{number}" dir="auto">{title}</a></h3><ul class="meta"><li>{category}</li>{place}<li>{day}</li></ul></div><div class="issue-card__foot"><span class="issue-card__state">{status}<small>{next}</small></span></div></li>"#,
        number = card.number,
        title = escape(&card.title),
        category = reader.t(category(card.category)),
        day = time::date(community.zone.date(card.filed_at), language),
        status = app::said::status(card.status, card.decision, language),
        next = reader.t(next(card.status)),
    )
}
