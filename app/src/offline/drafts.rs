//! Drafts of reports and of answers, so that nothing is lost when another form opens, or the phone
//! throws the page away (the camera takes the memory, say): the words in local storage, which is
//! there at once, the photos in the phone's database. Each under the key of its form, which is each
//! person's own.

use domain::PhotoId;
use domain::place::Position;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::window;
use web_sys::Blob;

use super::database::{self, DRAFTS};
use crate::form::Typed;

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps what stands in a form.
pub fn keep(key: &str, typed: &Typed) {
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&typed.0)) {
        let _ = storage.set_item(key, &json);
    }
}

/// What stood in the form; nothing where there is no draft.
pub fn find(key: &str) -> Typed {
    let json = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    let pairs = json.and_then(|json| serde_json::from_str(&json).ok());
    Typed(pairs.unwrap_or_default())
}

/// A photo of a draft, made smaller, with the position that it carried.
pub type Photo = (PhotoId, Blob, Option<Position>);

/// Keeps the photos, in the place of those that were kept before.
pub async fn keep_photos(key: &str, photos: Vec<Photo>) {
    let all = Array::new();
    for (id, blob, at) in photos {
        let photo = Object::new();
        let set = |name: &str, value: &JsValue| {
            let _ = Reflect::set(&photo, &JsValue::from_str(name), value);
        };
        set("id", &JsValue::from_str(&id.to_string()));
        set("blob", &blob);
        set("at", &serde_json::to_string(&at).unwrap_or_default().into());
        all.push(&photo);
    }
    if database::put(DRAFTS, &all, Some(&JsValue::from_str(key)))
        .await
        .is_err()
    {
        leptos::logging::warn!("photos of the draft not kept");
    }
}

/// The photos of a draft that can still be read.
pub async fn photos(key: &str) -> Vec<Photo> {
    let kept = database::get(DRAFTS, JsValue::from_str(key)).await;
    let kept = kept
        .ok()
        .flatten()
        .and_then(|kept| kept.dyn_into::<Array>().ok());
    let mut photos = vec![];
    for photo in kept.into_iter().flatten() {
        let get = |name: &str| Reflect::get(&photo, &JsValue::from_str(name)).ok();
        let text = |name: &str| get(name)?.as_string();
        let id = text("id").and_then(|id| id.parse().ok());
        let blob = get("blob").and_then(|blob| blob.dyn_into::<Blob>().ok());
        let at = text("at").and_then(|at| serde_json::from_str(&at).ok());
        if let (Some(id), Some(blob)) = (id, blob) {
            photos.push((id, blob, at.flatten()));
        }
    }
    photos
}

/// Forgets what stood in a form.
pub fn forget_words(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Forgets a draft, its photos too.
pub async fn forget(key: &str) {
    forget_words(key);
    let _ = database::remove(DRAFTS, JsValue::from_str(key)).await;
}

/// Forgets all drafts.
pub async fn clear() {
    // They are all that stands there; what was looked for and where one was stands beside.
    let both = [storage(), window().session_storage().ok().flatten()];
    for storage in both.into_iter().flatten() {
        let _ = storage.clear();
    }
    if database::clear(DRAFTS).await.is_err() {
        leptos::logging::warn!("drafts not cleared");
    }
}
