//! What every field for photos shows: the tile by which they are taken or chosen, and each that
//! was.

use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::text::{issue as text, t};
use crate::view::view;

/// The tile. Once a script runs, which shows what was chosen, the input lies unseen over it.
#[component]
pub fn PhotoTile(
    /// The input's.
    id: String,
    /// As the plain form sends it; empty where there is none.
    #[prop(optional)]
    name: &'static str,
    /// The ids of what describes it.
    described: String,
    #[prop(into)] invalid: Signal<bool>,
    #[prop(into)] on_change: Callback<leptos::ev::Event>,
) -> impl IntoView {
    view! {
        <div class="photo-pick__tile">
            <Icon kind=IconKind::Camera/>
            <label for=id.clone()>{t(text::PHOTO_CHOOSE)}</label>
            <input
                class="photo-pick__input"
                id=id
                type="file"
                name=(!name.is_empty()).then_some(name)
                multiple
                accept="image/jpeg,image/png,image/webp,image/*"
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=described
                on:change=move |event| on_change.run(event)
            />
        </div>
    }
}

/// A chosen photo, with a button to take it away again.
#[cfg(feature = "hydrate")]
#[component]
pub fn Preview(url: String, #[prop(into)] on_remove: Callback<()>) -> impl IntoView {
    view! {
        <figure class="photo-pick__preview">
            <img src=url alt=t(text::PHOTO_PREVIEW)/>
            <button class="icon-btn photo-pick__remove" type="button" aria-label=t(text::PHOTO_REMOVE)
                on:click=move |_| on_remove.run(())>
                <Icon kind=IconKind::Close/>
            </button>
        </figure>
    }
}
