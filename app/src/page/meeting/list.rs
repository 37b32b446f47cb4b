//! The meetings, newest first.

use domain::Action;
use domain::meeting::{MeetingCard, Status};
use leptos::prelude::*;
use leptos_meta::Title;

use super::facts::MeetingStatus;
use crate::component::{Icon, IconKind, loaded};
use crate::format::{appointment, datetime};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{ReadMeetings, use_read};
use crate::text::{meeting as text, t, tf, tn};
use crate::view::view;

/// The page. Visitors see the meetings whose agenda is locked.
#[component]
pub fn ListPage() -> impl IntoView {
    let meetings = use_read(|| ReadMeetings { slug: slug() });
    let new = here().may(Action::PrepareMeeting).then(|| {
        let href = here().to("/meetings/new");
        view! { <a class="btn btn--primary" href=href><Icon kind=IconKind::Plus/> {t(text::NEW)}</a> }
    });
    let settings = here().may(Action::PrepareMeeting).then(|| {
        let href = here().to("/meetings/settings");
        view! { <p><a href=href>{t(text::SETTINGS)}</a></p> }
    });
    view! {
        <Title text=window_title(t(text::MEETINGS))/>
        <div class="section__head">
            <h1 class="title">{t(text::MEETINGS)}</h1>
            {new}
        </div>
        {settings}
        <div class="section">
            {loaded(meetings, |meetings| view! { <MeetingList meetings/> })}
        </div>
    }
}

/// A list of meetings, each leading to its agenda.
#[component]
pub fn MeetingList(meetings: Vec<MeetingCard>) -> impl IntoView {
    if meetings.is_empty() {
        return view! {
            <div class="empty"><Icon kind=IconKind::Meeting/><p>{t(text::EMPTY)}</p></div>
        };
    }
    view! {
        <ul class="list">
            {meetings.into_iter().map(|meeting| view! { <Card meeting/> }).collect_view()}
        </ul>
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
                    <li>{meeting.place}</li>
                </ul>
            </div>
            <div class="issue-card__foot">
                <MeetingStatus status=meeting.status/>
                {items.map(|items| view! { <span class="muted">{items}</span> })}
            </div>
        </li>
    }
}
