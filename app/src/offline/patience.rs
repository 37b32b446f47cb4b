//! Waiting no longer than a person would: some networks take a connection and say nothing, and some
//! databases of phones never open.

use js_sys::wasm_bindgen::JsValue;
use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Waits for a promise so many milliseconds at most. `undefined` where it takes longer.
pub async fn within(milliseconds: i32, promise: &Promise) -> JsValue {
    let pause = Promise::new(&mut |resolve, _| {
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let first = Promise::race(&Array::of2(promise, &pause));
    JsFuture::from(first).await.unwrap_or(JsValue::UNDEFINED)
}
