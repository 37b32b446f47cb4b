//! Waiting no longer than a person would: some networks take a connection and say nothing, and some
//! databases of phones never open.

use gloo::events::EventListener;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, Function, Promise, Reflect};
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

/// Waits until what failed may go better: the network has come back, or some seconds have passed.
pub async fn chance() {
    let mut listener = None;
    let online = Promise::new(&mut |resolve, _| {
        let heard = move |_: &web_sys::Event| {
            let _ = resolve.call0(&JsValue::NULL);
        };
        listener = Some(EventListener::once(&window(), "online", heard));
    });
    within(5000, &online).await;
    drop(listener);
}

/// Waits until the browser has nothing else to do; where it does not say so (Safari), for a second.
pub async fn idle() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = window();
        let request = Reflect::get(&window, &JsValue::from_str("requestIdleCallback"));
        match request.and_then(JsCast::dyn_into::<Function>) {
            Ok(request) => {
                let _ = request.call1(&window, &resolve);
            }
            Err(_) => {
                let _ =
                    window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 1000);
            }
        }
    });
    let _ = JsFuture::from(promise).await;
}
