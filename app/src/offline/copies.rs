//! Copies of what was read, for when the server is not reached.

use domain::Timestamp;
use js_sys::wasm_bindgen::JsValue;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::database::{self, COPIES};
use crate::context::now;
use crate::read::Fetched;

#[derive(Serialize, Deserialize)]
struct Kept {
    at: Timestamp,
    value: Box<RawValue>,
}

/// Keeps a copy under a name; the one before is replaced.
pub fn keep(name: String, value: Box<RawValue>) {
    spawn_local(async move {
        let kept = Kept { at: now(), value };
        let Ok(json) = serde_json::to_string(&kept) else {
            return;
        };
        // Without space or without IndexedDB (a private window) the app still works online.
        let key = JsValue::from_str(&name);
        if database::put(COPIES, &JsValue::from_str(&json), Some(&key))
            .await
            .is_err()
        {
            leptos::logging::warn!("copy of {name} not kept");
        }
    });
}

/// The copy under a name.
pub(crate) async fn find(name: String) -> Option<Fetched> {
    let json = database::get(COPIES, JsValue::from_str(&name))
        .await
        .ok()??;
    let kept: Kept = serde_json::from_str(&json.as_string()?).ok()?;
    Some(Fetched {
        json: kept.value,
        saved_at: Some(kept.at),
    })
}

/// Removes all copies: whoever signs out leaves nothing of the community on the phone.
pub async fn clear() {
    if database::clear(COPIES).await.is_err() {
        leptos::logging::warn!("copies not cleared");
    }
}
