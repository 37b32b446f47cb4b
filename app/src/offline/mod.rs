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
    let visible = gloo::events::EventListener::new(&document(), "visibilitychange", |_| {
        if !document().hidden() {
            ask_to_drain();
        }
    });
    visible.forget();
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
