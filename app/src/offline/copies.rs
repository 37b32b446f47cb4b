//! Copies of what was read, for when the server is not reached.

use domain::Timestamp;
use js_sys::wasm_bindgen::JsValue;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::database::{self, COPIES};
use crate::context::now;

#[derive(Serialize, Deserialize)]
struct Kept<T> {
    at: Timestamp,
    value: T,
}

/// Keeps a copy under a name; the one before is replaced.
pub fn keep<T: Serialize + 'static>(name: String, value: T) {
    spawn_local(async move {
        let kept = Kept { at: now(), value };
        let Ok(json) = serde_json::to_string(&kept) else {
            return;
        };
        // Without space or without IndexedDB (a private window) the app still works online.
        let key = JsValue::from_str(&name);
        if let Err(error) = database::put(COPIES, &JsValue::from_str(&json), Some(&key)).await {
            leptos::logging::warn!("copy of {name} not kept: {error}");
        }
    });
}

/// The copy under a name, and when it was kept. One that an older version kept in another form is none.
pub async fn find<T: DeserializeOwned>(name: String) -> Option<(T, Timestamp)> {
    let json = database::get(COPIES, JsValue::from_str(&name))
        .await
        .ok()??;
    let kept: Kept<T> = serde_json::from_str(&json.as_string()?).ok()?;
    Some((kept.value, kept.at))
}

/// Removes all copies: whoever signs out leaves nothing of the community on the phone.
pub async fn clear() {
    if let Err(error) = database::clear(COPIES).await {
        leptos::logging::warn!("copies not cleared: {error}");
    }
}
