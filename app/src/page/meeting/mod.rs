//! Meetings: the list, preparing one, its agenda, its sheets on paper, and its decisions.

mod after;
mod agenda;
mod confirm;
mod decisions;
mod draft;
mod facts;
mod line;
mod list;
mod live;
mod moves;
mod new;
mod print;
mod settings;
mod supplement;
mod verify;

pub use agenda::AgendaPage;
pub use decisions::DecisionsPage;
pub use line::LinePage;
pub use list::{ListPage, MeetingList};
pub use new::NewPage;
pub use print::PrintPage;
pub use settings::SettingsPage;
pub use verify::VerifyPage;

use domain::PhotoId;

use super::{number_in_address, window_title};
use crate::here::slug;
use crate::read::{ReadMeeting, Reading, use_read};
use crate::shown::{MeetingHead, ShownMeeting};
use crate::text::{language, meeting as text, tf};

/// The meeting in the page's address. Agenda, sheets and decisions read the same copy without
/// network.
fn use_meeting() -> Reading<ShownMeeting> {
    let number = number_in_address();
    use_read(move || ReadMeeting {
        slug: slug(),
        number: number(),
    })
}

/// What the window of a meeting's page is called.
fn meeting_title(number: u32) -> String {
    window_title(&tf(text::NUMBER, &[&number]))
}

/// What people call the meeting.
fn name(meeting: &MeetingHead) -> String {
    domain::words::meeting::name(meeting.number, meeting.kind, language())
}

/// Keeps what the sheets need beside the meeting itself, so that they print without network
/// although nobody has opened them before.
fn keep_for_paper(view: &ShownMeeting) {
    let photos = view.items.iter().flat_map(|item| &item.photos);
    keep_photos_for_paper(photos.copied().collect());
    #[cfg(feature = "hydrate")]
    {
        use crate::read::{Read, ReadPapers, fresh};
        let here = crate::here::here();
        let papers = ReadPapers {
            slug: here.community.slug.clone(),
            number: view.meeting.number,
            language: language(),
        };
        leptos::task::spawn_local(async move {
            // Where they do not come now, the copies of last time are as good.
            let _ = fresh(&here, papers.address()).await;
        });
    }
}

/// Keeps photos, so that sheets with them print without network.
fn keep_photos_for_paper(photos: Vec<PhotoId>) {
    #[cfg(feature = "hydrate")]
    {
        let here = crate::here::here();
        let photos: Vec<String> = photos.iter().map(|photo| here.photo(*photo)).collect();
        crate::offline::keep_photos(&photos);
    }
    #[cfg(not(feature = "hydrate"))]
    drop(photos);
}
