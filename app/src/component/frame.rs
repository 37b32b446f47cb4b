//! The frame around every page: bar, banners, content, tabs.

use domain::Action;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::{Icon, IconKind};
use crate::context::{Preferences, preferences};
use crate::format::ago;
use crate::here::here;
use crate::phone::Phone;
use crate::text::{
    T, common as text, household, issue, meeting, notice, phone as phone_text, t, tf, tn,
};
use crate::view::view;

/// The frame of a community's pages.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let here = here();
    let name = here.community.name.clone();
    #[cfg(feature = "hydrate")]
    super::way::watch();
    view! {
        <div class="app">
            <Skip/>
            <Bar name=name home=here.to("")/>
            <Tabs/>
            <Banners/>
            <main class="app__main" id="main" tabindex="-1">{children()}</main>
            <Toast/>
        </div>
    }
}

/// The frame of what belongs to no community.
#[component]
pub fn PlainFrame(children: Children) -> impl IntoView {
    view! {
        <div class="app">
            <Skip/>
            <Bar name=t(text::TWOLINE).to_owned() home="/".to_owned()/>
            <main class="app__main" id="main" tabindex="-1">{children()}</main>
        </div>
    }
}

/// The browser's own way to a part of a page takes the keyboard along; the router's does not.
#[component]
fn Skip() -> impl IntoView {
    view! { <a class="skip" href="#main" rel="external">{t(text::SKIP)}</a> }
}

#[component]
fn Bar(name: String, home: String) -> impl IntoView {
    let Preferences { language, elder } = preferences();
    let location = use_location();
    let back = Signal::derive(move || {
        format!(
            "{}{}",
            location.pathname.get(),
            query(&location.search.get())
        )
    });
    let other = language.other();
    view! {
        <header class="app__bar">
            <a class="app__name" href=home><span>{name}</span></a>
            <Preference name="language" value=other.code() back>
                <button class="icon-btn" lang=other.code() aria-label=t(text::SWITCH_LANGUAGE)>
                    <Icon kind=IconKind::Language/>
                    <span>{other.own_name()}</span>
                </button>
            </Preference>
            <Preference name="elder" value=if elder { "0" } else { "1" } back>
                <button class="icon-btn" aria-pressed=if elder { "true" } else { "false" } aria-label=t(text::ELDER)>
                    <Icon kind=IconKind::TextSize/>
                </button>
            </Preference>
        </header>
    }
}

fn query(search: &str) -> String {
    if search.is_empty() || search.starts_with('?') {
        search.to_owned()
    } else {
        format!("?{search}")
    }
}

/// A button (`children`) that changes how one reads, and leads `back`: a plain form, which works
/// before the bundle has loaded.
#[component]
pub fn Preference(
    name: &'static str,
    value: &'static str,
    #[prop(into)] back: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action="/preferences" on:submit=set_in_browser>
            <input type="hidden" name=name value=value/>
            <input type="hidden" name="back" value=back/>
            {children()}
        </form>
    }
}

/// The page itself can set these cookies, so that language and text size change without network
/// too.
#[cfg(feature = "hydrate")]
fn set_in_browser(event: leptos::ev::SubmitEvent) {
    use crate::context::{ELDER_COOKIE, LANGUAGE_COOKIE};
    use crate::form::{Typed, form_of};
    use web_sys::wasm_bindgen::JsCast;
    let Some(form) = form_of(&event) else { return };
    let typed = Typed::of(&form);
    let document: web_sys::HtmlDocument = document().unchecked_into();
    for (field, cookie) in [("language", LANGUAGE_COOKIE), ("elder", ELDER_COOKIE)] {
        let value = typed.text(field);
        if !value.is_empty() {
            let _ = document.set_cookie(&format!(
                "{cookie}={value}; Path=/; Max-Age=31536000; SameSite=Lax"
            ));
        }
    }
    event.prevent_default();
    let _ = window().location().reload();
}

/// On the server the form is sent as it is.
#[cfg(not(feature = "hydrate"))]
fn set_in_browser(_: leptos::ev::SubmitEvent) {}

#[component]
fn Banners() -> impl IntoView {
    let phone = Phone::get();
    // Of which page the copy was, it is left with; the next one says so itself.
    let path = use_location().pathname;
    Effect::new(move |before: Option<()>| {
        path.track();
        if before.is_some() {
            phone.copy_from.set(None);
        }
    });
    let here = here();
    let outbox = here.to("/outbox");
    // What was refused waits for the person, and is sent by nothing else.
    let count = move |refused: bool| {
        let entries = phone.outbox.get();
        let of = entries.iter().filter(|it| it.refusal.is_some() == refused);
        u32::try_from(of.count()).unwrap_or(u32::MAX)
    };
    let banner = move |refused: bool, icon: IconKind, one: T, many: T| {
        let count = count(refused);
        (count > 0).then(|| {
            view! {
                <div class="banner">
                    <Icon kind=icon/>
                    <p>{tn(one, many, count)}</p>
                    <a class="btn btn--quiet" href=outbox.clone()>{t(phone_text::SHOW)}</a>
                </div>
            }
        })
    };
    let refused = banner.clone();
    view! {
        <div role="status">
            {move || phone.copy_from.get().map(|at| view! {
                <div class="banner banner--offline">
                    <Icon kind=IconKind::Offline/>
                    <p>{tf(phone_text::OFFLINE_COPY, &[&ago(at)])}</p>
                </div>
            })}
            {move || banner(false, IconKind::Outbox, phone_text::WAITING_ONE, phone_text::WAITING_MANY)}
            {move || refused(true, IconKind::Warning, phone_text::REFUSED_ONE, phone_text::REFUSED_MANY)}
            {move || phone.update.get().then(|| view! {
                <div class="banner">
                    <Icon kind=IconKind::Info/>
                    <p>{t(phone_text::NEW_VERSION)}</p>
                    <button class="btn btn--quiet" type="button" on:click=move |_| update()>{t(phone_text::UPDATE)}</button>
                </div>
            })}
        </div>
    }
}

fn update() {
    #[cfg(feature = "hydrate")]
    crate::offline::install_update();
}

#[component]
fn Tabs() -> impl IntoView {
    let here = here();
    let location = use_location();
    let path = move || location.pathname.get();
    let base = here.to("");
    let phone = Phone::get();
    let tab = |href: String,
               kind: IconKind,
               words: &'static str,
               unread: u32,
               current: fn(&str) -> bool| {
        let base = base.clone();
        let is_current = move || {
            path()
                .strip_prefix(&base)
                .is_some_and(current)
                .then_some("page")
        };
        view! {
            <a class="tabs__item" href=href aria-current=is_current>
                <Icon kind/>
                <span>{words}</span>
                {move || (unread > 0 && !phone.inbox_seen.get()).then(|| view! { <b class="tabs__badge">{unread}</b> })}
            </a>
        }
    };
    let issues = tab(
        here.to("/issues"),
        IconKind::List,
        t(issue::FEED),
        0,
        |path| {
            path.is_empty()
                || path == "/"
                || (path.starts_with("/issues") && path != "/issues/new")
                || path == "/plan"
        },
    );
    let report = || {
        tab(
            here.to("/issues/new"),
            IconKind::Plus,
            t(text::TAB_REPORT),
            0,
            |path| path == "/issues/new",
        )
    };
    let desk = || {
        tab(
            here.to("/desk"),
            IconKind::Desk,
            t(issue::DESK),
            0,
            |path| path == "/desk",
        )
    };
    let meetings = tab(
        here.to("/meetings"),
        IconKind::Meeting,
        t(meeting::MEETINGS),
        0,
        |path| path.starts_with("/meetings"),
    );
    let inbox = || {
        tab(
            here.to("/inbox"),
            IconKind::Inbox,
            t(notice::INBOX),
            here.viewer.unread,
            |path| path == "/inbox",
        )
    };
    let me = || {
        tab(
            here.to("/me"),
            IconKind::Person,
            t(household::ME),
            0,
            |path| path == "/me" || path == "/outbox",
        )
    };
    let join = || {
        tab(
            here.to("/join"),
            IconKind::Person,
            t(household::JOIN_DO),
            0,
            |path| path.starts_with("/join"),
        )
    };
    let member = here.viewer.is_member();
    let staff = here.may(Action::AnswerIssue);
    view! {
        <nav class="tabs" aria-label=t(text::MAIN_NAVIGATION)>
            {issues}
            {(member && staff).then(desk)}
            {(member && !staff).then(report)}
            {meetings}
            {member.then(inbox)}
            {member.then(me)}
            {(!member).then(join)}
        </nav>
    }
}

#[component]
fn Toast() -> impl IntoView {
    let phone = Phone::get();
    // Each message has its time, also after another.
    Effect::new(move || {
        let words = phone.toast.get();
        if words.is_some() {
            set_timeout(
                move || {
                    if phone.toast.with_untracked(|shown| *shown == words) {
                        phone.toast.set(None);
                    }
                },
                std::time::Duration::from_secs(6),
            );
        }
    });
    view! {
        <div role="status">
            {move || phone.toast.get().map(|words| view! { <div class="toast"><p>{words}</p></div> })}
        </div>
    }
}
