//! What waits on this phone to be sent.

use domain::{Field, Refusal, Waits};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{Icon, IconKind};
use crate::format::{ago, datetime};
use crate::page::window_title;
use crate::phone::{Phone, Waiting};
use crate::text::common::NAMED;
use crate::text::{phone as text, refusal, t, tf};
use crate::view::view;

/// The page.
#[component]
pub fn OutboxPage() -> impl IntoView {
    let phone = Phone::get();
    let list = move || {
        let waiting = phone.outbox.get();
        if waiting.is_empty() {
            view! { <div class="empty section"><Icon kind=IconKind::Outbox/><p>{t(text::OUTBOX_EMPTY)}</p></div> }
        } else {
            let waits = waiting.iter().any(|it| it.refusal.is_none());
            let refused = waiting.iter().any(|it| it.refusal.is_some());
            view! {
                {waits.then(|| view! {
                    <p class="lead">{t(text::OUTBOX_LEAD)}</p>
                    <div class="btn-row">
                        <button class="btn btn--primary" type="button" on:click=|_| drain()>{t(text::OUTBOX_SEND)}</button>
                    </div>
                })}
                {refused.then(|| view! { <p class="lead">{t(text::OUTBOX_REFUSED_LEAD)}</p> })}
                <ul class="list section">
                    {waiting.into_iter().map(|waiting| view! { <Item waiting/> }).collect_view()}
                </ul>
            }
        }
    };
    view! {
        <Title text=window_title(t(text::OUTBOX))/>
        <h1 class="title">{t(text::OUTBOX)}</h1>
        {move || list()}
    }
}

#[component]
fn Item(waiting: Waiting) -> impl IntoView {
    let id = waiting.id;
    let kind = match waiting.what.kind {
        Waits::FileIssue => text::OUTBOX_ISSUE,
        Waits::Second => text::OUTBOX_SECOND,
        Waits::TakeBackSecond => text::OUTBOX_TAKE_BACK,
        Waits::EnterDecision => text::OUTBOX_DECISION,
        Waits::AddFacts => text::OUTBOX_FACTS,
        Waits::ReportProgress => text::OUTBOX_PROGRESS,
        Waits::Appraise => text::OUTBOX_WORD,
    };
    let refused = waiting.refusal.is_some();
    let status = match &waiting.refusal {
        None => t(text::OUTBOX_WAITS).to_owned(),
        Some(Refusal::SignedOut) => t(text::OUTBOX_SIGNED_OUT).to_owned(),
        Some(Refusal::Invalid(wrong)) => {
            let words = wrong
                .iter()
                .filter_map(|wrong| refusal::field_error(waiting.refusal.as_ref(), wrong.field));
            let words: Vec<String> = words.collect();
            tf(NAMED, &[&t(text::OUTBOX_REFUSED), &words.join(" ")])
        }
        Some(no) => tf(NAMED, &[&t(text::OUTBOX_REFUSED), &refusal::refusal(no)]),
    };
    // Sent again as it is, it would only be refused again.
    let photo_refused = refusal::field_error(waiting.refusal.as_ref(), Field::Photo).is_some();
    let sure = RwSignal::new(false);
    // The words of a refused report stay readable here, so that they can be copied into a new one.
    let body = waiting.body.clone();
    let body = (!body.is_empty()).then(|| view! { <p class="prose">{body}</p> });
    let photo = waiting.has_photo.then(|| view! { <Photo id/> });
    view! {
        <li class=if refused { "card outbox-item outbox-item--refused" } else { "card outbox-item outbox-item--waiting" }>
            {photo}
            <div>
                <p class="outbox-item__title">{t(kind)} " · " {waiting.title.clone()}</p>
                <p class="outbox-item__status">
                    <Icon kind=if refused { IconKind::Warning } else { IconKind::Clock } small=true/>
                    <span>{status} " · " <time datetime=datetime(waiting.at)>{ago(waiting.at)}</time></span>
                </p>
            </div>
            {body}
            <div class="outbox-item__actions">
                {refused.then(|| view! {
                    <button class="btn" type="button" on:click=move |_| retry(id, !photo_refused)>
                        {t(if photo_refused { text::OUTBOX_WITHOUT_PHOTO } else { text::OUTBOX_SEND })}
                    </button>
                })}
                <button class="btn btn--quiet" type="button" hidden=move || sure.get() on:click=move |_| sure.set(true)>
                    {t(text::OUTBOX_REMOVE)}
                </button>
                <div class="row" role="alert" hidden=move || !sure.get()>
                    <p>{t(text::OUTBOX_REMOVE_SURE)}</p>
                    <button class="btn btn--danger" type="button" on:click=move |_| remove(id)>{t(text::OUTBOX_REMOVE)}</button>
                    <button class="btn" type="button" on:click=move |_| sure.set(false)>{t(crate::text::common::CANCEL)}</button>
                </div>
            </div>
        </li>
    }
}

/// The photo that waits with it.
#[component]
fn Photo(id: domain::CommandId) -> impl IntoView {
    let url = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(async move {
        if let Some(blob) = crate::offline::outbox::photo(id).await {
            url.set(web_sys::Url::create_object_url_with_blob(&blob).ok());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
    move || {
        url.get().map(|url| {
            view! {
                <img class="outbox-item__photo" src=url alt=t(crate::text::issue::PHOTO_PREVIEW)/>
            }
        })
    }
}

#[cfg(feature = "hydrate")]
fn drain() {
    crate::offline::ask_to_drain();
}

#[cfg(feature = "hydrate")]
fn retry(id: domain::CommandId, with_photos: bool) {
    leptos::task::spawn_local(crate::offline::outbox::retry(id, with_photos));
}

#[cfg(feature = "hydrate")]
fn remove(id: domain::CommandId) {
    leptos::task::spawn_local(crate::offline::outbox::remove(id));
}

// On the server the outbox is always empty and its buttons do nothing.
#[cfg(not(feature = "hydrate"))]
fn drain() {}
#[cfg(not(feature = "hydrate"))]
fn retry(_: domain::CommandId, _: bool) {}
#[cfg(not(feature = "hydrate"))]
fn remove(_: domain::CommandId) {}
