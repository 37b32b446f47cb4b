//! Copies of what was read, for when the server is not reached.

use domain::Timestamp;
use domain::place::ordered;
use js_sys::wasm_bindgen::JsValue;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::database::{self, COPIES};
use crate::context::now;

/// A copy, and when it was read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    pub at: Timestamp,
    pub value: Box<RawValue>,
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
pub async fn find(name: &str) -> Option<Kept> {
    let json = database::get(COPIES, JsValue::from_str(name))
        .await
        .ok()??;
    serde_json::from_str(&json.as_string()?).ok()
}

/// Most copies that a phone keeps, and how many are left where there are more.
const MOST: usize = 200;
const LEFT: usize = 150;

/// Removes the oldest copies where there are many.
pub async fn prune() {
    let names = database::keys(COPIES).await.unwrap_or_default();
    if names.len() <= MOST {
        return;
    }
    let mut ages = vec![];
    for name in &names {
        let kept = find(&name.as_string().unwrap_or_default()).await;
        ages.push(kept.map_or(0, |kept| kept.at.0));
    }
    let oldest = ordered(names.len(), |i| (ages[i], 0));
    for i in oldest.into_iter().take(names.len() - LEFT) {
        let _ = database::remove(COPIES, names[i].clone()).await;
    }
}

/// Removes all copies: whoever signs out leaves nothing of the community on the phone.
pub async fn clear() {
    if database::clear(COPIES).await.is_err() {
        leptos::logging::warn!("copies not cleared");
    }
}
