//! Where photos are chosen in a form.

use domain::issue::PHOTOS_MAX;
use domain::{Field, PhotoId};
use leptos::prelude::*;

use crate::component::{Errors, FieldProblem, PhotoTile};
use crate::form::issue::KEPT_PHOTOS;
use crate::here::here;
use crate::text::common::OPTIONAL;
use crate::text::{issue as text, t, tf};
use crate::view::view;

/// The tile, beside the photos that were chosen, with a hint and what is wrong.
#[component]
pub fn PhotoField(
    #[prop(into)] on_photo: Callback<leptos::ev::Event>,
    photos: AnyView,
    kept: Option<AnyView>,
) -> impl IntoView {
    let problem = Errors::of(Field::Photo);
    view! {
        <p class="field__label" id="photo-label">{t(text::PHOTOS)} <small>{t(OPTIONAL)}</small></p>
        <p class="field__hint" id="photo-hint">{tf(text::PHOTO_HINT, &[&PHOTOS_MAX])}</p>
        <div class="photo-pick">
            {photos}
            <PhotoTile
                id="photo".into()
                name="photo"
                described="photo-label photo-hint photo-error".into()
                invalid=Signal::derive(move || problem.with(Option::is_some))
                on_change=on_photo
            />
            {kept}
        </div>
        <FieldProblem field=Field::Photo/>
    }
}

/// The photos that came with a form that was sent back: a browser does not fill in files twice.
#[component]
pub fn KeptPhotos(ids: Vec<PhotoId>) -> impl IntoView {
    let here = here();
    let value: Vec<String> = ids.iter().map(PhotoId::to_string).collect();
    view! {
        {ids.into_iter().map(|id| view! {
            <figure class="photo-pick__preview">
                <img src=here.small_photo(id) alt=t(text::PHOTO_PREVIEW)/>
            </figure>
        }).collect_view()}
        <p class="muted">{t(text::PHOTO_KEPT)}</p>
        <input type="hidden" name=KEPT_PHOTOS value=value.join(" ")/>
    }
}
