//! An issue in a list, its status, its support, and what happened to it.

use domain::Text;
use domain::issue::{IssueCard, Status, Support};
use domain::meeting::DecisionKind;
use leptos::prelude::*;

use super::SecondButton;
use crate::format::{ago, datetime, moment, rate};
use crate::here::here;
use crate::shown::ShownEntry;
use crate::text::issue::{ON_BEHALF, ONLINE, PHOTO_OF};
use crate::text::{household, issue as text, meeting, t, tf};
use crate::view::view;

/// Where an issue stands, in a word and a shape; once decided, what was decided.
#[component]
pub fn IssueStatus(status: Status, decision: Option<DecisionKind>) -> impl IntoView {
    let class = match status {
        Status::Filed => "status status--filed",
        Status::Accepted => "status status--accepted",
        Status::Declined => "status status--declined",
        Status::Withdrawn => "status status--withdrawn",
        Status::OnAgenda => "status status--agenda",
        Status::Decided => "status status--decided",
        Status::Deferred => "status status--deferred",
        Status::Closed => "status status--closed",
    };
    let word = match (status, decision) {
        (Status::Decided, Some(kind)) => {
            format!("{} · {}", t(text::status(status)), t(text::decision(kind)))
        }
        _ => t(text::status(status)).to_owned(),
    };
    view! { <span class=class>{word}</span> }
}

/// A list of issues, each leading to its page and open for a second. `level` is that of the titles
/// as headings.
#[component]
pub fn CardList(cards: Vec<IssueCard>, #[prop(default = 2)] level: u8) -> impl IntoView {
    view! {
        <ul class="list">
            {cards.into_iter().map(|card| view! { <Card card level/> }).collect_view()}
        </ul>
    }
}

#[component]
fn Card(card: IssueCard, level: u8) -> impl IntoView {
    let here = here();
    let photo = card.photo.map(|photo| {
        let alt = tf(PHOTO_OF, &[&card.title]);
        view! { <img class="issue-card__photo" src=here.small_photo(photo) alt=alt loading="lazy" width="80" height="80"/> }
    });
    let place =
        (!card.building_name.is_empty()).then(|| view! { <li>{card.building_name.clone()}</li> });
    let title = view! { <a href=here.issue(card.number) dir="auto">{card.title.clone()}</a> };
    view! {
        <li class="card issue-card">
            {photo}
            <div class="issue-card__text">
                {if level == 2 {
                    view! { <h2 class="issue-card__title">{title}</h2> }
                } else {
                    view! { <h3 class="issue-card__title">{title}</h3> }
                }}
                <ul class="meta">
                    <li>{t(text::category(card.category))}</li>
                    {place}
                    <li><time datetime=datetime(card.filed_at)>{ago(card.filed_at)}</time></li>
                </ul>
            </div>
            <div class="issue-card__foot">
                <IssueStatus status=card.status decision=card.decision/>
                <SecondButton target=(&card).into()/>
            </div>
        </li>
    }
}

/// Who stands behind an issue: the rate with its parts, and online and on behalf apart.
#[component]
pub fn SupportFacts(support: Support, area: String) -> impl IntoView {
    let bar = support.percent().map(|percent| {
        view! {
            <div class="rate">
                <p class="rate__text">{rate(support, &area)}</p>
                <div class="rate__bar" aria-hidden="true">
                    <div class="rate__fill" style=format!("width:{percent}%")></div>
                </div>
            </div>
        }
    });
    view! {
        <div class="stack">
            {bar}
            <ul class="meta">
                <li>{t(ONLINE)} " " {support.online}</li>
                <li>{t(ON_BEHALF)} " " {support.on_behalf}</li>
            </ul>
        </div>
    }
}

/// What happened to an issue, oldest first; `to_now` where the last entry is the latest.
#[component]
pub fn TraceList(entries: Vec<ShownEntry>, to_now: bool) -> impl IntoView {
    let last = entries.len().saturating_sub(1);
    view! {
        <ol class="trace">
            {entries
                .into_iter()
                .enumerate()
                .map(|(i, entry)| view! { <TraceItem entry now=to_now && i == last/> })
                .collect_view()}
        </ol>
    }
}

#[component]
fn TraceItem(entry: ShownEntry, now: bool) -> impl IntoView {
    let here = here();
    let zone = &here.community.zone;
    let meeting = entry.meeting.map(|number| {
        view! { " · " <a href=here.meeting(number)>{tf(meeting::NUMBER, &[&number])}</a> }
    });
    let role = entry
        .role
        .map(|role| format!("{} · ", t(household::role(role))));
    // Of an edit the trace shows the text as it then was; so the text before it stays readable
    // above.
    let quote = entry
        .text
        .filter(|text| *text != Text::default())
        .map(|text| {
            let title =
                (!text.title.is_empty()).then(|| view! { <b dir="auto">{text.title}</b> "\n" });
            view! { <blockquote class="trace__quote" dir="auto">{title} {text.body}</blockquote> }
        });
    view! {
        <li class=if now { "trace__item trace__item--now" } else { "trace__item" }>
            <p class="trace__what">{entry.what}</p>
            <p class="trace__who">
                {role}
                <time datetime=datetime(entry.at)>{moment(zone, entry.at)}</time>
                {meeting}
            </p>
            {entry.details.map(|details| view! { <p class="trace__who">{details}</p> })}
            {quote}
        </li>
    }
}
