//! The browser side of offline: copies of what was read, the outbox of what was not yet sent,
//! photos, updates.
//!
//! Pages send by [`send`](send::send) alone. What waits is sent by one piece of code only: the
//! service worker's (`public/sw.js`), whoever asks it to.

pub mod copies;
mod database;
pub mod drafts;
pub mod http;
pub mod outbox;
pub mod patience;
pub mod photo;
pub mod send;
mod worker;

use std::cell::Cell;

use domain::Timestamp;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Function, Reflect};
use leptos::prelude::*;

use crate::phone::Phone;

pub use worker::{ask_to_drain, install_update, keep_photos};

thread_local!(static PHONE: Cell<Option<Phone>> = const { Cell::new(None) });

/// Connects the browser's events with the phone's state, once, at the start.
pub fn start(phone: Phone) {
    PHONE.set(Some(phone));
    worker::start(phone);
    for event in ["online", "focus"] {
        let listener = gloo::events::EventListener::new(&window(), event, |_| {
            ask_to_drain();
        });
        // The listener belongs to the page and lives as long.
        listener.forget();
    }
    // The browser's own offer would cover the page; ours stands with the person's own things.
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    let offer = gloo::events::EventListener::new_with_options(
        &window(),
        "beforeinstallprompt",
        options,
        move |event| {
            event.prevent_default();
            OFFER.set(Some(event.clone().into()));
            phone.install.set(true);
        },
    );
    offer.forget();
    let visible = gloo::events::EventListener::new(&document(), "visibilitychange", |_| {
        if !document().hidden() {
            ask_to_drain();
        }
    });
    visible.forget();
}

thread_local!(static OFFER: Cell<Option<JsValue>> = const { Cell::new(None) });

/// Asks the person whether the app may come onto the home screen, where the browser offered that.
/// It can be asked once.
pub fn install() {
    with_phone(|phone| phone.install.set(false));
    let Some(offer) = OFFER.take() else { return };
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt"));
    if let Ok(Ok(prompt)) = prompt.map(JsCast::dyn_into::<Function>) {
        let _ = prompt.call0(&offer);
    }
}

/// Leaves nothing on the phone of what was read, and no draft; only the outbox stays.
pub async fn forget() {
    worker::forget_photos();
    copies::clear().await;
    drafts::clear().await;
}

fn with_phone(act: impl FnOnce(Phone)) {
    if let Some(phone) = PHONE.get() {
        act(phone);
    }
}

/// What was a copy on screen came from the server meanwhile.
pub fn showing_fresh() {
    with_phone(|phone| phone.copy_from.set(None));
}

/// What is on screen is a copy of that time.
pub fn showing_copy(saved_at: Timestamp) {
    with_phone(|phone| phone.copy_from.set(Some(saved_at)));
}
