//! The meetings, newest first.

use domain::Action;
use domain::meeting::{MeetingCard, Meetings, Status};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;

use super::facts::MeetingStatus;
use crate::component::{Icon, IconKind, Pager, loaded};
use crate::format::{appointment, datetime};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{ReadMeetings, use_read};
use crate::text::{meeting as text, t, tf, tn};
use crate::view::view;

/// The page. Visitors see the meetings whose agenda is locked.
#[component]
pub fn ListPage() -> impl IntoView {
    let query = use_query_map();
    let after = move || query.with(|query| query.get("after"));
    let meetings = use_read(move || ReadMeetings {
        slug: slug(),
        after: after(),
    });
    let new = here().may(Action::PrepareMeeting).then(|| {
        let href = here().to("/meetings/new");
        view! { <a class="btn btn--primary" href=href><Icon kind=IconKind::Plus/> {t(text::NEW)}</a> }
    });
    let settings = here().may(Action::PrepareMeeting).then(|| {
        let href = here().to("/meetings/settings");
        view! { <p><a href=href>{t(text::SETTINGS)}</a></p> }
    });
    #[cfg(feature = "ssr")]
    crate::page::describe(
        &format!("{} · {}", t(text::MEETINGS), here().community.name),
        t(text::PUBLISHED_LEAD),
    );
    let works = here().viewer.is_member().then(|| {
        let href = here().to("/work");
        view! { <p><a href=href>{t(crate::text::work::WORKS)}</a></p> }
    });
    view! {
        <Title text=window_title(t(text::MEETINGS))/>
        <div class="section__head">
            <h1 class="title">{t(text::MEETINGS)}</h1>
            {new}
        </div>
        {works}
        <p><a rel="external" href=here().to("/figures")>{t(crate::text::work::FIGURES)}</a></p>
        {settings}
        <div class="section">
            {loaded(meetings, move |meetings| {
                let first = untrack(after).map(|_| here().to("/meetings"));
                view! { <MeetingList meetings first/> }
            })}
        </div>
    }
}

/// A page of the list of meetings, each leading to its agenda; `first` is the address of the first
/// page, where this is another.
#[component]
pub fn MeetingList(meetings: Meetings, first: Option<String>) -> impl IntoView {
    let Meetings { cards, next } = meetings;
    if cards.is_empty() {
        return view! {
            <div class="empty"><Icon kind=IconKind::Meeting/><p>{t(text::EMPTY)}</p></div>
        };
    }
    let next = next.map(|next| here().to(&format!("/meetings?after={}", Url::escape(&next))));
    view! {
        <ul class="list">
            {cards.into_iter().map(|meeting| view! { <Card meeting/> }).collect_view()}
        </ul>
        <Pager first next/>
    }
}

#[component]
fn Card(meeting: MeetingCard) -> impl IntoView {
    let here = here();
    let name = tf(
        text::TITLE,
        &[&meeting.number, &t(text::kind(meeting.kind))],
    );
    // Of a draft only whoever prepares it knows the items.
    let counted = meeting.status != Status::Draft || here.may(Action::PrepareMeeting);
    let items = counted.then(|| tn(text::ITEMS_ONE, text::ITEMS_MANY, meeting.items));
    view! {
        <li class="card issue-card">
            <div class="issue-card__text">
                <h2 class="issue-card__title"><a href=here.meeting(meeting.number)>{name}</a></h2>
                <ul class="meta">
                    <li>
                        <time datetime=datetime(meeting.starts_at)>
                            {appointment(&here.community.zone, meeting.starts_at)}
                        </time>
                    </li>
                    <li dir="auto">{meeting.venue}</li>
                </ul>
            </div>
            <div class="issue-card__foot">
                <MeetingStatus status=meeting.status/>
                {items.map(|items| view! { <span class="muted">{items}</span> })}
            </div>
        </li>
    }
}
