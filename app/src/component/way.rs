//! Ways through the app: back to where one was, and where the keyboard and a screen reader go on.
//!
//! How far each page was scrolled, and with which search it was left, is kept as long as the
//! browser's tab is open.

use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::here::here;
use crate::view::view;

/// Whether it is the page of one issue, or below it: from there the way back leads to what one came
/// from. `path` begins behind the community's slug.
fn is_issue(path: &str) -> bool {
    path.starts_with("/issues/")
}

/// The page before, with its search, if the way back from an issue may lead there.
#[cfg(feature = "ssr")]
fn came_from() -> Option<String> {
    let headers = use_context::<axum::http::request::Parts>()?.headers;
    let referer = headers.get(axum::http::header::REFERER)?.to_str().ok()?;
    let page: axum::http::Uri = referer.parse().ok()?;
    let page = page.path_and_query()?.as_str();
    let path = page.split('?').next().unwrap_or_default();
    let rest = path.strip_prefix(&here().to(""))?;
    let is_page = rest.is_empty() || rest.starts_with('/');
    (is_page && !is_issue(rest) && !rest.starts_with("/join")).then(|| page.to_owned())
}

#[cfg(feature = "hydrate")]
use browser::came_from;

/// The way back from an issue: to the list, the plan or the meeting that one came from, as one left
/// it; else to the feed.
#[component]
pub fn BackFromIssue() -> impl IntoView {
    // The server knows it by the page that the request came from.
    let from = SharedValue::new(came_from).into_inner();
    let to = from.unwrap_or_else(|| here().to("/issues"));
    view! { <BackTo to words=crate::text::common::BACK/> }
}

/// A way back to a page above, to where one was on it.
#[component]
pub fn BackTo(#[prop(into)] to: Signal<String>, words: crate::text::T) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let to = Signal::derive(move || browser::as_left(to.get()));
    view! {
        <a class="app__back" href=to on:click=|_| returns()>
            <Icon kind=IconKind::ChevronLeft/> {crate::text::t(words)}
        </a>
    }
}

/// The page that comes next is shown as it was left.
fn returns() {
    #[cfg(feature = "hydrate")]
    browser::RETURNS.set(true);
}

#[cfg(feature = "hydrate")]
pub use browser::{start, watch};

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;

    use leptos::prelude::*;
    use leptos_router::hooks::use_location;
    use web_sys::HtmlElement;
    use web_sys::wasm_bindgen::JsCast;

    use super::is_issue;
    use crate::here::here;

    thread_local! {
        /// The page that comes next is shown as it was left.
        pub static RETURNS: Cell<bool> = const { Cell::new(false) };
        /// Raised by each page that comes: what waits for the one before stops waiting.
        static ARRIVALS: Cell<u32> = const { Cell::new(0) };
    }

    /// Frames in which a heading has to appear, and a list to become as long as it was.
    const PATIENCE: u32 = 600;

    fn storage() -> Option<web_sys::Storage> {
        window().session_storage().ok().flatten()
    }

    fn find(key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    fn keep(key: &str, value: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(key, value);
        }
    }

    /// How far a page was scrolled, in pixels, and its search, when it was left.
    fn left(path: &str) -> Option<(i32, String)> {
        let kept = find(path)?;
        let (y, search) = kept.split_once(' ')?;
        Some((y.parse().ok()?, search.to_owned()))
    }

    /// The address with the search that the page had when it was left.
    pub fn as_left(to: String) -> String {
        match left(&to) {
            Some((_, search)) if !search.is_empty() => format!("{to}?{search}"),
            Some(_) | None => to,
        }
    }

    pub fn came_from() -> Option<String> {
        let path = find("list")?;
        path.starts_with(&here().to("")).then_some(path)
    }

    fn leave(path: &str, search: &str) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "parts of a pixel do not matter"
        )]
        let y = window().scroll_y().unwrap_or_default() as i32;
        keep(path, &format!("{y} {search}"));
        if !is_issue(path.strip_prefix(&here().to("")).unwrap_or(path)) {
            keep("list", path);
        }
    }

    /// Before the router, which hears of the browser's own way back too.
    pub fn start() {
        let listener = gloo::events::EventListener::new(&window(), "popstate", |_| {
            RETURNS.set(true);
        });
        // The listener belongs to the page and lives as long.
        listener.forget();
    }

    /// Notes where each page of the frame was left, and goes on at the heading of the next.
    pub fn watch() {
        let location = use_location();
        let at = Memo::new(move |_| (location.pathname.get(), location.search.get()));
        let hides = window_event_listener_untyped("pagehide", move |_| {
            if let Some((path, search)) = at.try_get_untracked() {
                leave(&path, &search);
            }
        });
        on_cleanup(move || hides.remove());
        Effect::new(move |before: Option<(String, String)>| {
            let now = at.get();
            if let Some((path, search)) = before
                && path != now.0
            {
                leave(&path, &search);
                arrive(now.0.clone(), path);
            }
            now
        });
    }

    fn query(selector: &str) -> Option<HtmlElement> {
        document().query_selector(selector).ok()??.dyn_into().ok()
    }

    /// The page at `path` comes in the place of `before`.
    fn arrive(path: String, before: String) {
        let arrival = ARRIVALS.get() + 1;
        ARRIVALS.set(arrival);
        let scrolled = RETURNS.take().then(|| left(&path)).flatten();
        // The old page's heading is there until the new page is.
        if let Some(heading) = query("main h1") {
            let _ = heading.set_attribute("data-left", "");
        }
        frame(0, move |n| {
            if ARRIVALS.get() != arrival {
                return true;
            }
            let is_there = window().location().pathname().as_deref() == Ok(path.as_str());
            // A page that only reads something else may keep the element.
            let fresh = query("main h1:not([data-left])");
            let heading = fresh.or_else(|| if n > 20 { query("main h1") } else { None });
            let Some(heading) = heading.filter(|_| is_there) else {
                return n > PATIENCE;
            };
            let _ = heading.remove_attribute("data-left");
            // Whoever types already goes on typing.
            if query("main input:focus, main textarea:focus, main select:focus").is_none() {
                let _ = heading.set_attribute("tabindex", "-1");
                let _ = heading.focus();
            }
            if let Some((y, _)) = scrolled.clone() {
                scroll_back(y, before.clone(), arrival);
            }
            true
        });
    }

    /// To where one was, as soon as the page is as long as it was; the keyboard goes on at the link
    /// that one left by.
    fn scroll_back(y: i32, before: String, arrival: u32) {
        frame(0, move |n| {
            if ARRIVALS.get() != arrival {
                return true;
            }
            let link = query(&format!("main a[href=\"{before}\"]"));
            let root = document().document_element();
            let height = root.map_or(0, |root| root.scroll_height() - root.client_height());
            if height + 1 < y && n < PATIENCE {
                return false;
            }
            if link.is_none() && n < 20 {
                return false;
            }
            if let Some(link) = link {
                let _ = link.focus();
            }
            window().scroll_to_with_x_and_y(0.0, f64::from(y));
            true
        });
    }

    /// Tries it in each frame until it says that it is done.
    fn frame(n: u32, mut done: impl FnMut(u32) -> bool + 'static) {
        request_animation_frame(move || {
            if !done(n) {
                frame(n + 1, done);
            }
        });
    }
}
