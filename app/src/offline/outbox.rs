//! The outbox: commands that wait on this phone, each sent exactly once because its id is made
//! here.

use domain::{CommandId, Envelope, PersonId, PhotoId, Timestamp};
use js_sys::wasm_bindgen::JsValue;
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use super::database::{self, OUTBOX};
use super::with_phone;
use crate::context::now;
use crate::error::AppError;
use crate::phone::Waiting;

/// Puts a command into the outbox, with its photos. Once this returns, it survives closing the app.
/// Fails where the phone has no room for it, or keeps nothing (a private window).
pub async fn put(
    community: &str,
    sender: Option<PersonId>,
    envelope: &Envelope,
    title: &str,
    photos: Vec<(PhotoId, Blob)>,
) -> Result<(), AppError> {
    let entry = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&entry, &JsValue::from_str(name), value);
    };
    let json = serde_json::to_string(envelope).map_err(|_| AppError::Failed)?;
    // Kept as an object, not as a text: the service worker sends it on as it is.
    let envelope_object = JSON::parse(&json).map_err(|_| AppError::Failed)?;
    set("id", &JsValue::from_str(&envelope.id.to_string()));
    set("community", &JsValue::from_str(community));
    set("envelope", &envelope_object);
    set(
        "sender",
        &sender.map_or(JsValue::NULL, |person| {
            JsValue::from_str(&person.to_string())
        }),
    );
    set("title", &JsValue::from_str(title));
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of this age are exact in a JavaScript number"
    )]
    set("at", &JsValue::from_f64(now().0 as f64));
    let all = Array::new();
    for (id, blob) in photos {
        let photo = Object::new();
        let _ = Reflect::set(
            &photo,
            &JsValue::from_str("id"),
            &JsValue::from_str(&id.to_string()),
        );
        let _ = Reflect::set(&photo, &JsValue::from_str("blob"), &blob);
        all.push(&photo);
    }
    set("photos", &all);
    database::put(OUTBOX, &entry, None)
        .await
        .map_err(|_| AppError::Failed)?;
    refresh();
    // What waits must not be evicted when the phone runs out of space.
    let _ = window().navigator().storage().persist();
    Ok(())
}

fn read(entry: &JsValue) -> Option<Waiting> {
    let get = |name: &str| Reflect::get(entry, &JsValue::from_str(name)).ok();
    let text = |name: &str| get(name)?.as_string();
    let json = |name: &str| {
        let value = get(name).filter(|value| !value.is_undefined() && !value.is_null())?;
        JSON::stringify(&value).ok()?.as_string()
    };
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit")]
    let at = Timestamp(get("at")?.as_f64()? as i64);
    Some(Waiting {
        id: text("id")?.parse().ok()?,
        what: serde_json::from_str(&command(entry)?).ok()?,
        title: text("title")?,
        has_photo: first_photo(entry).is_some(),
        at,
        refusal: json("refusal").and_then(|refusal| serde_json::from_str(&refusal).ok()),
    })
}

/// The command in an entry, as JSON.
fn command(entry: &JsValue) -> Option<String> {
    let command = within(entry, &["envelope", "command"])?;
    JSON::stringify(&command).ok()?.as_string()
}

/// What stands in an object, at the end of these names.
fn within(object: &JsValue, names: &[&str]) -> Option<JsValue> {
    let mut found = object.clone();
    for name in names {
        found = Reflect::get(&found, &JsValue::from_str(name)).ok()?;
    }
    Some(found)
}

/// Shows what is in the outbox now.
pub fn refresh() {
    spawn_local(async {
        let entries = database::all(OUTBOX).await.unwrap_or_default();
        let waiting: Vec<Waiting> = entries.iter().filter_map(read).collect();
        with_phone(|phone| {
            // Pages that show it are made anew only for what changed.
            if phone.outbox.with_untracked(|known| *known != waiting) {
                phone.outbox.set(waiting);
            }
        });
    });
}

/// Removes something that waits: it is not sent, or not sent again.
pub async fn remove(id: CommandId) {
    if database::remove(OUTBOX, JsValue::from_str(&id.to_string()))
        .await
        .is_err()
    {
        leptos::logging::warn!("outbox: not changed");
    }
    refresh();
}

/// Sends something again that was refused, now that the reason may be gone (signed in again, say),
/// or is taken away with the photos.
pub async fn retry(id: CommandId, with_photos: bool) {
    let key = JsValue::from_str(&id.to_string());
    if let Ok(Some(entry)) = database::get(OUTBOX, key).await {
        let set = |of: &JsValue, name: &str, value: &JsValue| {
            let _ = Reflect::set(of, &JsValue::from_str(name), value);
        };
        set(&entry, "refusal", &JsValue::UNDEFINED);
        if !with_photos {
            set(&entry, "photos", &Array::new());
            if let Some(filed) = within(&entry, &["envelope", "command", "file_issue"]) {
                set(&filed, "photos", &Array::new());
            }
        }
        if database::put(OUTBOX, &entry, None).await.is_err() {
            leptos::logging::warn!("outbox: not changed");
        }
    }
    refresh();
    super::ask_to_drain();
}

/// The first photo of something that waits, for looking at it.
pub async fn photo(id: CommandId) -> Option<Blob> {
    let entry = database::get(OUTBOX, JsValue::from_str(&id.to_string()))
        .await
        .ok()??;
    first_photo(&entry)
}

fn first_photo(entry: &JsValue) -> Option<Blob> {
    use js_sys::wasm_bindgen::JsCast;
    let photos = Reflect::get(entry, &JsValue::from_str("photos")).ok()?;
    let first = photos.dyn_into::<Array>().ok()?.get(0);
    Reflect::get(&first, &JsValue::from_str("blob"))
        .ok()?
        .dyn_into()
        .ok()
}
