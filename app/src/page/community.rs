//! The layout of a community's pages, and the list of communities.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use crate::component::{ErrorMessage, Frame, Icon, IconKind, PlainFrame, loaded};
use crate::error::AppError;
use crate::here::{Here, Slot};
use crate::read::{ReadCommunities, ReadCommunity, use_shared_read};
use crate::text::common::{LOADING, TWOLINE};
use crate::text::community::{COMMUNITIES, NO_COMMUNITY};
use crate::text::t;
use crate::view::view;

/// The community comes first; no page inside is rendered without it.
///
/// The server has looked it up before it makes a page, and what it found travels with the page.
/// Only the empty shell and a way from one community to another read it.
#[component]
pub fn Layout() -> impl IntoView {
    let params = use_params_map();
    let slug =
        Memo::new(move |_| params.with(|params| params.get("community").unwrap_or_default()));
    let first = slug.get_untracked();
    let found = StoredValue::new(SharedValue::new(found_by_server).into_inner());
    view! {
        <Title text=t(TWOLINE)/>
        {move || {
            let found = found.get_value().filter(|_| slug.with(|slug| *slug == first));
            match found {
                Some(Ok(here)) => inside(here, true),
                Some(Err(error)) => view! { <PlainFrame><ErrorMessage error heading=true/></PlainFrame> },
                None => view! { <Lookup slug/> },
            }
        }}
    }
}

/// What the server found at the page's address.
#[cfg(feature = "ssr")]
#[expect(clippy::unnecessary_wraps, reason = "the browser has found nothing")]
fn found_by_server() -> Option<Result<Here, AppError>> {
    Some(crate::context::community().ok_or(AppError::NotFound))
}

#[cfg(not(feature = "ssr"))]
fn found_by_server() -> Option<Result<Here, AppError>> {
    None
}

#[component]
fn Lookup(slug: Memo<String>) -> impl IntoView {
    let community = use_shared_read(move || ReadCommunity { slug: slug.get() });
    let fallback =
        || view! { <PlainFrame><p class="muted" role="status">{t(LOADING)}</p></PlainFrame> };
    view! {
        <Transition fallback>
            {move || Suspend::new(async move {
                let found = community.raw().await;
                let fresh = matches!(&found, Ok(found) if found.saved_at.is_none());
                match found.and_then(|found| found.value()) {
                    Ok(here) => inside(here, fresh),
                    Err(error) => view! {
                        <PlainFrame>
                            <ErrorMessage error heading=true retry=Callback::new(move |()| community.refetch())/>
                        </PlainFrame>
                    },
                }
            })}
        </Transition>
    }
}

/// The page itself, now that it is known where it stands.
fn inside(here: Here, fresh: bool) -> AnyView {
    let slot: Slot = expect_context();
    #[cfg(feature = "hydrate")]
    crate::offline::outbox::belongs_to(here.viewer.person);
    slot.fill(here);
    #[cfg(feature = "hydrate")]
    if fresh {
        crate::read::warm();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = fresh;
    view! { <Frame><Outlet/></Frame> }
}

/// The communities of this server. A server with one leads to it at once and never shows this.
#[component]
pub fn Communities() -> impl IntoView {
    let communities = use_shared_read(|| ReadCommunities {});
    view! {
        <Title text=t(TWOLINE)/>
        <PlainFrame>
            <h1 class="title">{t(COMMUNITIES)}</h1>
            {loaded(communities, |communities: Vec<domain::Community>| {
                // Without network the address `/` opens this page: one community is gone to like on
                // the server.
                #[cfg(feature = "hydrate")]
                if let [only] = communities.as_slice() {
                    let asked = window().location().search().unwrap_or_default();
                    let path = crate::here::shortcut(&asked);
                    let _ = window().location().replace(&format!("/{}{path}", only.slug));
                }
                if communities.is_empty() {
                    return view! { <div class="empty"><Icon kind=IconKind::Info/><p>{t(NO_COMMUNITY)}</p></div> };
                }
                view! {
                    <ul class="list list--lined section">
                        {communities.into_iter().map(|community| view! {
                            <li>
                                <a class="row-link" href=format!("/{}", community.slug)>
                                    <span>{community.name}</span>
                                    <Icon kind=IconKind::ChevronRight/>
                                </a>
                            </li>
                        }).collect_view()}
                    </ul>
                }
            })}
        </PlainFrame>
    }
}
