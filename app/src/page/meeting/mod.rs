//! Meetings: the list, preparing one, its agenda, its sheets on paper, and its decisions.

mod agenda;
mod confirm;
mod decisions;
mod draft;
mod facts;
mod list;
mod live;
mod new;
mod print;

pub use agenda::AgendaPage;
pub use decisions::DecisionsPage;
pub use list::{ListPage, MeetingList};
pub use new::NewPage;
pub use print::PrintPage;

use domain::meeting::{Meeting, MeetingView};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::error::AppError;
use crate::read::{self, Fetched, use_read};
use crate::route::here;
use crate::text::common::TWOLINE;
use crate::text::{meeting as text, t, tf};

/// What a read gives.
type Read<T> = Resource<Result<Fetched<T>, AppError>>;

/// The number in the page's address; 0, which no meeting has, where there is none.
fn meeting_number() -> impl Fn() -> u32 + Copy + Send + Sync + 'static {
    let params = use_params_map();
    move || {
        params.with(|params| {
            params
                .get("number")
                .and_then(|number| number.parse().ok())
                .unwrap_or(0)
        })
    }
}

/// The meeting in the page's address. Agenda, sheets and decisions read the same copy without network.
fn use_meeting() -> Read<MeetingView> {
    use_read(
        meeting_number(),
        |number| copy_name(*number),
        |number| read::meeting(here().community.slug.clone(), number),
    )
}

/// The name of a meeting's copy on the phone.
fn copy_name(number: u32) -> String {
    here().copy_name(&format!("meeting/{number}"))
}

/// The name of the copy of the estate's plan on the phone.
fn plan_copy_name() -> String {
    here().copy_name("plan")
}

/// What the window is called.
fn window_title(number: u32) -> String {
    format!("{} · {}", tf(text::NUMBER, &[&number]), t(TWOLINE))
}

/// What people call the meeting.
fn name(meeting: &Meeting) -> String {
    tf(
        text::TITLE,
        &[&meeting.number, &t(text::kind(meeting.kind))],
    )
}

/// What people call an area; the whole estate comes without a name.
fn area(name: &str) -> &str {
    if name.is_empty() {
        t(crate::text::issue::WHOLE_ESTATE)
    } else {
        name
    }
}

/// Keeps what the sheets need beside the meeting itself, so that they print without network although nobody has
/// opened them before.
fn keep_for_paper(view: &MeetingView) {
    #[cfg(feature = "hydrate")]
    {
        use crate::offline::{copies, keep_photos};
        let here = here();
        let photos = view.items.iter().flat_map(|item| &item.photos);
        let photos: Vec<String> = photos.map(|photo| here.photo(*photo)).collect();
        keep_photos(&photos);
        let name = plan_copy_name();
        leptos::task::spawn_local(async move {
            if let Ok(plan) = read::plan(here.community.slug.clone()).await {
                copies::keep(name, plan);
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = view;
}
