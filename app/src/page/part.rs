//! The parts of the bundle, and which page is in which.
//!
//! Whoever opens a page loads what all pages share and the part that the page is in; the other
//! parts follow once the phone has nothing else to do. The feed, where nearly everybody comes in,
//! is in what all share: cut off, it would take a dozen files more, which compress apart from one
//! another. `xtask` cuts the bundle at the functions here that are marked `wasm_split`: whatever
//! only one of them uses goes into its part, texts included, and what some of them share goes into
//! files between. A new page is a variant here; a new part makes more such files, so there are few.
//! On the server all of it is one program.

#![allow(
    clippy::unnecessary_wraps,
    reason = "a part that does not come is the error; once it is there, nothing is"
)]

use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos_meta::Link;
use leptos_meta::Title;
use leptos_router::ChooseView;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{desk, household, issue, meeting, notice, officers, outbox, place, work};
use crate::component::{Icon, IconKind};
use crate::text::common::{RETRY, TWOLINE};
use crate::text::{phone as text, t};
use crate::view::view;

/// A page, by the part that holds it.
#[derive(Debug, Clone, Copy)]
pub enum Page {
    Feed,
    Issue,
    Join,
    Resident(Resident),
    Meeting(Meeting),
}

/// What residents do beside reading.
#[derive(Debug, Clone, Copy)]
pub enum Resident {
    NewIssue,
    EditIssue,
    AddFacts,
    Plan,
    Inbox,
    Me,
    Members,
    Officers,
    Outbox,
}

/// Meetings and their agendas, and what is done for them at the desk.
#[derive(Debug, Clone, Copy)]
pub enum Meeting {
    List,
    New,
    Settings,
    Agenda,
    Print,
    Line,
    Verify,
    Decisions,
    Desk,
    Behalf,
    BehalfList,
    Works,
    Work,
}

#[wasm_split(issue, fallible, preload(load_issue))]
fn issue() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <issue::IssuePage/> })
}

#[wasm_split(join, fallible, preload(load_join))]
fn join() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <household::JoinPage/> })
}

#[wasm_split(resident, fallible, preload(load_resident))]
fn resident(page: Resident) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Resident::NewIssue => view! { <issue::NewPage/> },
        Resident::EditIssue => view! { <issue::EditPage/> },
        Resident::AddFacts => view! { <issue::AddPage/> },
        Resident::Plan => view! { <place::PlanPage/> },
        Resident::Inbox => view! { <notice::InboxPage/> },
        Resident::Me => view! { <household::MePage/> },
        Resident::Members => view! { <household::MembersPage/> },
        Resident::Officers => view! { <officers::OfficersPage/> },
        Resident::Outbox => view! { <outbox::OutboxPage/> },
    })
}

#[wasm_split(meeting, fallible, preload(load_meeting))]
fn meeting(page: Meeting) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Meeting::List => view! { <meeting::ListPage/> },
        Meeting::New => view! { <meeting::NewPage/> },
        Meeting::Settings => view! { <meeting::SettingsPage/> },
        Meeting::Agenda => view! { <meeting::AgendaPage/> },
        Meeting::Print => view! { <meeting::PrintPage/> },
        Meeting::Line => view! { <meeting::LinePage/> },
        Meeting::Verify => view! { <meeting::VerifyPage/> },
        Meeting::Decisions => view! { <meeting::DecisionsPage/> },
        Meeting::Desk => view! { <desk::DeskPage/> },
        Meeting::Behalf => view! { <issue::BehalfPage/> },
        Meeting::BehalfList => view! { <issue::BehalfListPage/> },
        Meeting::Works => view! { <work::WorksPage/> },
        Meeting::Work => view! { <work::WorkPage/> },
    })
}

/// A part of the bundle beside what all pages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Issue,
    Join,
    Resident,
    Meeting,
}

impl Page {
    /// `None`: in what all pages share.
    fn part(self) -> Option<Part> {
        match self {
            Self::Feed => None,
            Self::Issue => Some(Part::Issue),
            Self::Join => Some(Part::Join),
            Self::Resident(_) => Some(Part::Resident),
            Self::Meeting(_) => Some(Part::Meeting),
        }
    }

    /// At once, if its part is there.
    async fn view(self) -> Result<AnyView, SplitLoaderError> {
        match self {
            Self::Feed => Ok(view! { <issue::FeedPage/> }),
            Self::Issue => issue().await,
            Self::Join => join().await,
            Self::Resident(page) => resident(page).await,
            Self::Meeting(page) => meeting(page).await,
        }
    }
}

/// What the router shows at an address. Until the part has come, or is known not to, the page
/// before stays.
impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        #[cfg(feature = "ssr")]
        if let Some(part) = self.part() {
            part.announce();
        }
        #[cfg(feature = "hydrate")]
        if !browser::is_loaded(self.part()) {
            return view! { <Missing page=self/> };
        }
        match self.view().await {
            Ok(view) => view,
            Err(_) => view! { <Missing page=self/> },
        }
    }

    async fn preload(&self) {
        #[cfg(feature = "hydrate")]
        browser::wanted(self.part()).await;
    }
}

/// Says that the page's part can't be loaded; shows the page as soon as it is.
#[component]
fn Missing(page: Page) -> impl IntoView {
    let loaded = RwSignal::new(false);
    // The server has other files meanwhile: trying again leads nowhere.
    let outdated = RwSignal::new(false);
    let retry = move || {
        #[cfg(feature = "hydrate")]
        browser::retry(page.part(), loaded, outdated);
    };
    #[cfg(feature = "hydrate")]
    browser::keep_trying(page.part(), loaded, outdated);
    let why = move || {
        if outdated.get() {
            view! {
                <h1>{t(text::PART_OUTDATED)}</h1>
                <p>{t(text::PART_OUTDATED_LEAD)}</p>
                <button class="btn btn--primary" type="button" on:click=|_| reload()>{t(text::RELOAD)}</button>
            }
        } else {
            view! {
                <h1>{t(text::PART_MISSING)}</h1>
                <p>{t(text::PART_MISSING_LEAD)}</p>
                <button class="btn" type="button" on:click=move |_| retry()>{t(RETRY)}</button>
            }
        }
    };
    move || {
        if loaded.get() {
            return Suspend::new(async move { page.view().await.ok() }).into_any();
        }
        view! {
            <Title text=t(TWOLINE)/>
            <div class="empty" role="alert"><Icon kind=IconKind::Offline/>{move || why()}</div>
        }
    }
}

fn reload() {
    #[cfg(feature = "hydrate")]
    let _ = window().location().reload();
}

#[cfg(feature = "ssr")]
impl Part {
    /// As `xtask` calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Join => "join",
            Self::Resident => "resident",
            Self::Meeting => "meeting",
        }
    }

    /// Lets the browser fetch the part beside what all pages share.
    fn announce(self) {
        let Some(context) = use_context::<crate::context::AppContext>() else {
            return;
        };
        for file in context.parts.of(self.name()) {
            let link = view! {
                <Link rel=crate::shell::LATER as_="fetch" type_="application/wasm" crossorigin="" href=format!("/pkg/{file}")/>
            };
            // Its place is the head, where leptos_meta puts it while this is written.
            let _ = link.to_html();
        }
    }
}

/// Fetching parts.
#[cfg(feature = "hydrate")]
pub mod browser {
    use std::cell::{Cell, RefCell};

    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos_router::{ChooseView, MatchInterface, RouteDefs};

    use super::{Part, load_issue, load_join, load_meeting, load_resident};
    use crate::offline::patience::{chance, idle};
    use crate::page::routes;
    use crate::text::{phone as text, t};

    thread_local! {
        static LOADED: RefCell<Vec<Part>> = const { RefCell::new(vec![]) };
        /// What the router last asked for.
        static WANTED: Cell<Option<Part>> = const { Cell::new(None) };
    }

    /// What all pages share is there whenever this runs.
    pub(super) fn is_loaded(part: Option<Part>) -> bool {
        part.is_none_or(|part| LOADED.with_borrow(|loaded| loaded.contains(&part)))
    }

    /// Whether it is there now.
    async fn load(part: Option<Part>) -> bool {
        let Some(part) = part.filter(|part| !is_loaded(Some(*part))) else {
            return true;
        };
        let loaded = match part {
            Part::Issue => load_issue().await,
            Part::Join => load_join().await,
            Part::Resident => load_resident().await,
            Part::Meeting => load_meeting().await,
        };
        if loaded.is_ok() && !is_loaded(Some(part)) {
            LOADED.with_borrow_mut(|all| all.push(part));
        }
        loaded.is_ok()
    }

    pub(super) async fn wanted(part: Option<Part>) {
        WANTED.set(part);
        load(part).await;
    }

    /// Whether the server said, when it was last asked for a part, that there is none of this name:
    /// it has been updated. The bundle's own script (`xtask`) leaves the mark.
    fn is_outdated() -> bool {
        let root = document().document_element();
        root.is_some_and(|root| root.has_attribute("data-outdated"))
    }

    /// Loads the part that the page at the browser's address is in. Whether it is there; so too
    /// where a page is in none.
    pub async fn load_page() -> bool {
        let path = window().location().pathname().unwrap_or_default();
        if let Some(frame) = RouteDefs::new(routes()).match_route(&path) {
            let (view, page) = frame.into_view_and_child();
            view.preload().await;
            if let Some(page) = page {
                let (view, _) = page.into_view_and_child();
                view.preload().await;
            }
        }
        is_loaded(WANTED.get())
    }

    /// As long as the page's part can't be loaded the page stays as the server made it: it can be
    /// read, and its plain forms work.
    pub async fn load_page_at_last() {
        let mut note = None;
        while !load_page().await {
            if note.is_none() {
                note = say_incomplete();
            }
            chance().await;
        }
        if let Some(note) = note {
            note.remove();
        }
    }

    /// Behind all of the page, where hydration, which goes through it in order, is not disturbed.
    fn say_incomplete() -> Option<web_sys::Element> {
        let note = document().create_element("div").ok()?;
        note.set_class_name("toast");
        let _ = note.set_attribute("role", "status");
        note.set_text_content(Some(t(text::PART_INCOMPLETE)));
        document().body()?.append_child(&note).ok()?;
        Some(note)
    }

    /// Once the page has nothing else to do: all the other parts, so that every page opens without
    /// network, and after an update of the server.
    pub fn load_the_rest() {
        spawn_local(async {
            idle().await;
            for part in [Part::Issue, Part::Resident, Part::Meeting, Part::Join] {
                while !load(Some(part)).await {
                    if is_outdated() {
                        return;
                    }
                    chance().await;
                }
            }
        });
    }

    pub(super) fn retry(part: Option<Part>, loaded: RwSignal<bool>, outdated: RwSignal<bool>) {
        spawn_local(async move {
            if load(part).await {
                loaded.try_set(true);
            } else {
                outdated.try_set(is_outdated());
            }
        });
    }

    /// Until it is there, or the page that waits for it has been left.
    pub(super) fn keep_trying(
        part: Option<Part>,
        loaded: RwSignal<bool>,
        outdated: RwSignal<bool>,
    ) {
        outdated.set(is_outdated());
        spawn_local(async move {
            while outdated.try_get_untracked() == Some(false) {
                chance().await;
                if load(part).await {
                    loaded.try_set(true);
                    return;
                }
                outdated.try_set(is_outdated());
            }
        });
    }
}
