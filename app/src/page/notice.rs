//! The inbox: what happened to issues that the person reported or seconded.

use domain::notice::{Subject, WhyMe};
use domain::words::isolated;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::component::{Icon, IconKind, Pager, loaded};
use crate::format::{ago, datetime};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{ReadInbox, use_read};
use crate::shown::{ShownInbox, ShownNotice};
use crate::text::{notice as text, t};
use crate::view::view;

/// The page. Whoever opens it has seen what is in it.
#[component]
pub fn InboxPage() -> impl IntoView {
    let query = use_query_map();
    let before = move || query.with(|query| query.get("before")?.parse().ok());
    let inbox = use_read(move || ReadInbox {
        slug: slug(),
        before: before(),
    });
    #[cfg(feature = "hydrate")]
    {
        let slug = slug();
        let phone = crate::phone::Phone::get();
        Effect::new(move || {
            // What came since it was read is not seen.
            if let Some(newest) = inbox
                .fresh()
                .and_then(|shown| Some(shown.notices.first()?.number))
            {
                let slug = slug.clone();
                leptos::task::spawn_local(async move {
                    if crate::offline::send::mark_inbox_seen(slug, newest)
                        .await
                        .is_ok()
                    {
                        phone.inbox_seen.set(true);
                    }
                });
            }
        });
    }
    view! {
        <Title text=window_title(t(text::INBOX))/>
        <h1 class="title">{t(text::INBOX)}</h1>
        <div class="section">
            {loaded(inbox, move |inbox| {
                let first = untrack(before).map(|_: u32| here().to("/inbox"));
                view! { <Notices inbox first/> }
            })}
        </div>
        <p class="section"><a rel="external" href=here().to("/notices")>{t(text::LESS)}</a></p>
    }
}

#[component]
fn Notices(inbox: ShownInbox, first: Option<String>) -> impl IntoView {
    let ShownInbox { notices, next } = inbox;
    if notices.is_empty() {
        return view! { <div class="empty"><Icon kind=IconKind::Inbox/><p>{t(text::INBOX_EMPTY)}</p></div> };
    }
    let next = next.map(|next| here().to(&format!("/inbox?before={next}")));
    view! {
        <ul class="list list--lined">
            {notices.into_iter().map(|notice| view! { <NoticeItem notice/> }).collect_view()}
        </ul>
        <Pager first next/>
    }
}

#[component]
fn NoticeItem(notice: ShownNotice) -> impl IntoView {
    let entry = notice.entry;
    let body = entry
        .text
        .map(|text| text.body)
        .filter(|body| !body.is_empty());
    let why = t(match notice.why {
        WhyMe::Reported => text::BECAUSE_REPORTED,
        WhyMe::Seconded => text::BECAUSE_SECONDED,
        WhyMe::Household => text::BECAUSE_HOUSEHOLD,
        WhyMe::Committee => text::BECAUSE_COMMITTEE,
        WhyMe::Handles => text::BECAUSE_HANDLES,
        WhyMe::Offered => text::BECAUSE_OFFERED,
    });
    let (href, title) = match notice.about {
        Subject::Issue { number, title } => {
            (here().issue(number), format!(" · {}", isolated(&title)))
        }
        Subject::Household => (here().to("/me"), String::new()),
        Subject::Strangers => (here().to("/household"), String::new()),
    };
    view! {
        <li class=if notice.unread { "notice-item notice-item--unread" } else { "notice-item" }>
            <a href=href>
                <b class="notice-item__title">
                    {notice.unread.then(|| view! { <span class="visually-hidden">{t(text::UNREAD)} " "</span> })}
                    {entry.what} {title}
                </b>
                {body.map(|body| view! { <span class="notice-item__text" dir="auto">{body}</span> })}
                <span class="notice-item__text">
                    {why} " · " <time datetime=datetime(entry.at)>{ago(entry.at)}</time>
                </span>
            </a>
        </li>
    }
}
