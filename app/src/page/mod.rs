//! The pages, a folder or file a concept, and the routes to them.

mod community;
mod desk;
mod household;
mod issue;
mod meeting;
mod notice;
mod officers;
mod outbox;
pub(crate) mod part;
mod place;
mod work;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, RouteChildren, Router, Routes, RoutesProps};
use leptos_router::hooks::use_params_map;
use leptos_router::{MatchInterface, MatchNestedRoutes, SsrMode, path};
use part::{Meeting, Page, Resident};

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
    crate::component::start_ways();
    #[cfg(feature = "hydrate")]
    crate::offline::start(phone);
    #[cfg(not(feature = "hydrate"))]
    let _ = phone;
    view! {
        <Router>
            {
                let children = RouteChildren::to_children(routes);
                Routes(RoutesProps::builder().fallback(NotFound).children(children).build())
            }
        </Router>
    }
}

/// All addresses of pages. `cargo xtask check-size` reads from here which part has which.
fn routes() -> impl MatchNestedRoutes<Match: MatchInterface> + Clone + Send {
    leptos::prelude::view! {
        <Route path=path!("/") view=community::Communities ssr=SsrMode::Async/>
        <ParentRoute path=path!("/:community") view=community::Layout ssr=SsrMode::Async>
            <Route path=path!("/") view=Page::Feed/>
            <Route path=path!("/issues") view=Page::Feed/>
            <Route path=path!("/issues/new") view=Page::Resident(Resident::NewIssue)/>
            <Route path=path!("/issues/:number") view=Page::Issue/>
            <Route path=path!("/issues/:number/work") view=Page::Meeting(Meeting::Work)/>
            <Route path=path!("/issues/:number/edit") view=Page::Resident(Resident::EditIssue)/>
            <Route path=path!("/issues/:number/add") view=Page::Resident(Resident::AddFacts)/>
            <Route path=path!("/plan") view=Page::Resident(Resident::Plan)/>
            <Route path=path!("/work") view=Page::Meeting(Meeting::Works)/>
            <Route path=path!("/desk") view=Page::Meeting(Meeting::Desk)/>
            <Route path=path!("/behalf") view=Page::Meeting(Meeting::Behalf)/>
            <Route path=path!("/behalf/list") view=Page::Meeting(Meeting::BehalfList)/>
            <Route path=path!("/meetings") view=Page::Meeting(Meeting::List)/>
            <Route path=path!("/meetings/new") view=Page::Meeting(Meeting::New)/>
            <Route path=path!("/meetings/settings") view=Page::Meeting(Meeting::Settings)/>
            <Route path=path!("/meetings/:number") view=Page::Meeting(Meeting::Agenda)/>
            <Route path=path!("/meetings/:number/print") view=Page::Meeting(Meeting::Print)/>
            <Route path=path!("/meetings/:number/line") view=Page::Meeting(Meeting::Line)/>
            <Route path=path!("/meetings/:number/verify") view=Page::Meeting(Meeting::Verify)/>
            <Route path=path!("/meetings/:number/decisions") view=Page::Meeting(Meeting::Decisions)/>
            <Route path=path!("/inbox") view=Page::Resident(Resident::Inbox)/>
            <Route path=path!("/me") view=Page::Resident(Resident::Me)/>
            <Route path=path!("/household") view=Page::Resident(Resident::Members)/>
            <Route path=path!("/officers") view=Page::Resident(Resident::Officers)/>
            <Route path=path!("/outbox") view=Page::Resident(Resident::Outbox)/>
            <Route path=path!("/join") view=Page::Join/>
        </ParentRoute>
    }
    .into_inner()
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

/// The window's title where it holds words of a person, which it then begins with. Leptos writes a
/// title raw into the page that the server sends.
#[component]
fn TitleOfWords(words: String, number: u32) -> impl IntoView {
    let number = crate::text::tf(crate::text::issue::NUMBER, &[&number]);
    let text = window_title(&format!("{words} · {number}"));
    #[cfg(feature = "ssr")]
    let text = domain::words::escape(&text);
    view! { <Title text/> }
}

/// What others are told of a page that everybody may read: search engines, and chat apps that show
/// a link. Other pages say nothing of themselves.
#[cfg(feature = "ssr")]
fn describe(title: &str, words: &str) {
    use leptos_meta::Meta;
    let Some(context) = use_context::<crate::context::AppContext>() else {
        return;
    };
    let image = format!("{}/icons/icon-512.png", context.public_url);
    let (title, words) = (title.to_owned(), words.to_owned());
    let meta = view! {
        <Meta name="description" content=words.clone()/>
        <Meta property="og:site_name" content=t(TWOLINE)/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=words/>
        <Meta property="og:image" content=image/>
    };
    // Their place is the head, where leptos_meta puts them while this is written.
    let _ = meta.to_html();
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
