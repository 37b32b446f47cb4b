//! What a change of a draft brings in and throws out, said before it is kept.

use domain::meeting::DraftChange;
use leptos::prelude::*;

use super::live::Live;
use crate::text::{meeting as text, t};
use crate::view::view;

/// Says what would come of a change, as the agenda is now; of nothing where it is none.
#[component]
pub fn After(live: Live, #[prop(into)] change: Signal<Option<DraftChange>>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    {
        let slug = crate::here::slug();
        Effect::new(move || {
            // Once it is read again, something else may come of it.
            let number = live.view.with(|view| view.meeting.number);
            let Some(asked) = change.get() else {
                said.set(String::new());
                return;
            };
            said.set(t(text::AFTER_WAIT).to_owned());
            let read = crate::read::ReadDraftAfter {
                slug: slug.clone(),
                number,
                // Such a thing can always be written.
                change: serde_json::to_string(&asked).unwrap_or_default(),
            };
            leptos::task::spawn_local(async move {
                let html = match crate::read::once(&read).await {
                    Ok(html) => html,
                    Err(_) => t(text::AFTER_UNKNOWN).to_owned(),
                };
                // Something else may have been typed, or the form closed, since it was asked.
                if change.try_get_untracked() == Some(Some(asked)) {
                    said.set(html);
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (live, change, t(text::AFTER_WAIT), t(text::AFTER_UNKNOWN));
    view! {
        <div class="after" role="status" hidden=move || said.with(String::is_empty) inner_html=said></div>
    }
}
