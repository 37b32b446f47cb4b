//! The pages, a folder or file a concept, and the routes to them.

mod community;
mod desk;
mod household;
mod issue;
mod meeting;
mod notice;
mod outbox;
mod place;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::{SsrMode, path};

use crate::component::{ErrorMessage, PlainFrame};
use crate::error::AppError;
use crate::here::Slot;
use crate::phone::Phone;
use crate::text::common::TWOLINE;
use crate::text::t;
use crate::view::view;

/// The whole app.
///
/// Every page is rendered completely before it is sent (`SsrMode::Async`): parts that arrive later
/// would need a script to be put into their places, and pages are to be readable without.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    Slot::provide();
    let phone = Phone::provide();
    #[cfg(feature = "hydrate")]
    crate::offline::start(phone);
    #[cfg(not(feature = "hydrate"))]
    let _ = phone;
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=community::Communities ssr=SsrMode::Async/>
                <ParentRoute path=path!("/:community") view=community::Layout ssr=SsrMode::Async>
                    <Route path=path!("/") view=issue::FeedPage/>
                    <Route path=path!("/issues") view=issue::FeedPage/>
                    <Route path=path!("/issues/new") view=issue::NewPage/>
                    <Route path=path!("/issues/:number") view=issue::IssuePage/>
                    <Route path=path!("/issues/:number/edit") view=issue::EditPage/>
                    <Route path=path!("/plan") view=place::PlanPage/>
                    <Route path=path!("/desk") view=desk::DeskPage/>
                    <Route path=path!("/meetings") view=meeting::ListPage/>
                    <Route path=path!("/meetings/new") view=meeting::NewPage/>
                    <Route path=path!("/meetings/settings") view=meeting::SettingsPage/>
                    <Route path=path!("/meetings/:number") view=meeting::AgendaPage/>
                    <Route path=path!("/meetings/:number/print") view=meeting::PrintPage/>
                    <Route path=path!("/meetings/:number/line") view=meeting::LinePage/>
                    <Route path=path!("/meetings/:number/decisions") view=meeting::DecisionsPage/>
                    <Route path=path!("/inbox") view=notice::InboxPage/>
                    <Route path=path!("/me") view=household::MePage/>
                    <Route path=path!("/outbox") view=outbox::OutboxPage/>
                    <Route path=path!("/join") view=household::JoinPage/>
                    <Route path=path!("/join/:code") view=household::JoinPage/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// What the window is called, by the heading of its page.
fn window_title(heading: &str) -> String {
    format!("{heading} · {}", t(TWOLINE))
}

/// The window's title where it depends on what may change while the page stands, such as the number
/// in its address; elsewhere `<Title>` itself is given words.
///
/// On the server it is asked for at once. Leptos writes `<title>` when the page is made, and at
/// that moment the signals of its route may be gone.
#[component]
fn ChangingTitle(#[prop(into)] title: Callback<(), String>) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let text = untrack(|| title.run(()));
    #[cfg(not(feature = "ssr"))]
    let text = move || title.run(());
    view! { <Title text/> }
}

/// The number in the page's address; 0, which no issue and no meeting has, where there is none.
fn number_in_address() -> impl Fn() -> u32 + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || {
        let number = params.with(|params| params.get("number"));
        number.and_then(|number| number.parse().ok()).unwrap_or(0)
    }
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <Title text=t(TWOLINE)/>
        <PlainFrame>
            <ErrorMessage error=AppError::NotFound heading=true/>
        </PlainFrame>
    }
}
