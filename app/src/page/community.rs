//! The layout of a community's pages, and the list of communities.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_params_map;

use crate::component::{ErrorNotice, Frame, Icon, IconKind, PlainFrame, loaded};
use crate::read::{self, use_read};
use crate::route::{Here, Slot};
use crate::text::common::{COMMUNITIES, LOADING, NO_COMMUNITY, TWOLINE};
use crate::text::t;

/// Reads the community first; no page inside is rendered without it.
#[component]
pub fn Layout() -> impl IntoView {
    let slot: Slot = expect_context();
    let params = use_params_map();
    let community = use_read(
        move || params.with(|params| params.get("community").unwrap_or_default()),
        |slug| format!("community/{slug}"),
        read::community,
    );
    view! {
        <Title text=t(TWOLINE)/>
        <Suspense fallback=|| view! { <PlainFrame><p class="muted" role="status">{t(LOADING)}</p></PlainFrame> }>
            {move || Suspend::new(async move {
                match community.await {
                    Ok(fetched) => {
                        let read::CommunityView { community, viewer, public_url } = fetched.value;
                        let here = slot.fill(Here { community, viewer, public_url });
                        #[cfg(feature = "hydrate")]
                        if fetched.saved_at.is_none() {
                            // After the page itself has what it needs.
                            set_timeout(move || crate::offline::warm(here), std::time::Duration::from_secs(2));
                        }
                        #[cfg(not(feature = "hydrate"))]
                        drop(here);
                        view! { <Frame><Outlet/></Frame> }.into_any()
                    }
                    Err(error) => view! {
                        <PlainFrame><ErrorNotice error retry=move || community.refetch()/></PlainFrame>
                    }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The communities of this server. A server with one leads to it at once and never shows this.
#[component]
pub fn Communities() -> impl IntoView {
    let communities = use_read(
        || (),
        |()| "communities".to_owned(),
        |()| read::communities(),
    );
    view! {
        <Title text=t(TWOLINE)/>
        <PlainFrame>
            <h1 class="title">{t(COMMUNITIES)}</h1>
            {loaded(communities, |communities| {
                // Without network the address `/` opens this page: one community is gone to like on the server.
                #[cfg(feature = "hydrate")]
                if let [only] = communities.as_slice() {
                    let _ = window().location().replace(&format!("/{}", only.slug));
                }
                if communities.is_empty() {
                    return view! { <div class="empty"><Icon kind=IconKind::Info/><p>{t(NO_COMMUNITY)}</p></div> }.into_any();
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
                }.into_any()
            })}
        </PlainFrame>
    }
    .into_any()
}
