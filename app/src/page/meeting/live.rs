//! A meeting that stays on screen while it is worked on: it is read again after each change, and
//! the page is not made anew, so that what is typed elsewhere on it stays.

use std::sync::Arc;

use domain::{MeetingId, Refusal};
use leptos::prelude::*;

use crate::component::Errors;
#[cfg(feature = "hydrate")]
use crate::component::focus;
use crate::here::{Here, here};
use crate::shown::ShownMeeting;

/// The meeting as it was last read.
#[derive(Clone, Copy)]
pub struct Live {
    pub view: RwSignal<ShownMeeting>,
    /// Makes the whole page anew: for when the meeting has gone on to its next status.
    page: Callback<()>,
    here: StoredValue<Arc<Here>>,
}

impl Live {
    /// Begins with what the page has read.
    pub fn new(view: ShownMeeting, page: Callback<()>) -> Self {
        Self {
            view: RwSignal::new(view),
            page,
            here: StoredValue::new(here()),
        }
    }

    /// The meeting and the version of it that the person looks at.
    pub fn seen(self) -> (MeetingId, u32) {
        self.view
            .with_untracked(|view| (view.meeting.id, view.meeting.version))
    }

    /// Reads it again; then the keyboard goes on at the element with the id `focus_on`, if one is
    /// named.
    pub fn reload(self, focus_on: Option<String>) {
        self.reload_then(focus_on, || {});
    }

    /// The same, and does something at the moment at which the page shows it.
    pub fn reload_then(self, focus_on: Option<String>, then: impl FnOnce() + 'static) {
        #[cfg(feature = "hydrate")]
        {
            let number = self.view.with_untracked(|view| view.meeting.number);
            let here = self.here.get_value();
            leptos::task::spawn_local(async move {
                let slug = here.community.slug.clone();
                let read = crate::read::ReadMeeting { slug, number };
                let Ok(view) = crate::read::renew(&here, read).await else {
                    return;
                };
                // Nothing is left to show it on once the person has gone to another page.
                let Some(before) = self.view.try_with_untracked(|view| view.meeting.status) else {
                    return;
                };
                if view.meeting.status == before {
                    self.view.set(view);
                    then();
                    if let Some(id) = focus_on {
                        focus(id);
                    }
                } else {
                    self.page.run(());
                }
            });
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (self.page, self.here, focus_on, then);
    }
}

/// Inside a form: shows the agenda as it is now if the form was refused because somebody else had
/// changed it. What is typed in the form stays.
#[component]
pub fn ReloadIfChanged(live: Live) -> impl IntoView {
    if let Some(Errors(refusal)) = use_context() {
        Effect::new(move || {
            let changed = refusal.with(|refusal| {
                matches!(
                    refusal,
                    Some(
                        Refusal::AgendaChanged { .. }
                            | Refusal::DecisionChanged
                            | Refusal::AlreadyListed
                            | Refusal::NotListed
                            | Refusal::ItemsGone(_)
                            | Refusal::AgendaOutdated
                            | Refusal::MeetingIs(_)
                    )
                )
            });
            if changed {
                live.reload(None);
            }
        });
    }
}
