//! The page's side of the service worker: registering it, asking it to send what waits, hearing
//! what became of it, and taking over a new version when the person says so.

use js_sys::wasm_bindgen::closure::Closure;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use super::outbox;
use crate::phone::{Phone, Sent};

/// The worker's container; `None` where there is none (plain HTTP in a local network, old
/// browsers).
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let present = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    present.then(|| navigator.service_worker())
}

thread_local!(static READY: std::cell::Cell<bool> = const { std::cell::Cell::new(false) });

/// Whether there is a worker that sends what waits.
pub fn is_ready() -> bool {
    READY.get()
}

pub(super) fn start(phone: Phone) {
    let Some(container) = container() else {
        return;
    };
    let listener = gloo::events::EventListener::new(&container, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        // One message a sending: {sent: {id, what, answer}}.
        let sent = Reflect::get(&event.data(), &JsValue::from_str("sent"))
            .ok()
            .and_then(|sent| js_sys::JSON::stringify(&sent).ok())
            .and_then(|json| serde_json::from_str::<Sent>(&String::from(json)).ok());
        if sent.is_some() {
            phone.sent.set(sent);
        }
        outbox::refresh();
    });
    listener.forget();
    // A page that came from a worker can leave what is sent at once to it.
    READY.set(container.controller().is_some());
    spawn_local(async move {
        match register(&container, phone).await {
            Ok(()) => {
                READY.set(true);
                ask_to_drain();
            }
            Err(error) => leptos::logging::warn!("service worker: {error:?}"),
        }
    });
}

/// Returns once a worker is there that sends what waits.
async fn register(container: &ServiceWorkerContainer, phone: Phone) -> Result<(), JsValue> {
    let registration: ServiceWorkerRegistration = JsFuture::from(container.register("/sw.js"))
        .await?
        .dyn_into()?;
    offer(&registration, phone);
    // It may have been found before anybody could be told of it.
    watch_installing(&registration, phone);
    let found = registration.clone();
    let on_found = Closure::<dyn FnMut()>::new(move || watch_installing(&found, phone));
    registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
    on_found.forget();
    // Until then it is still being installed, or could not be, and would send nothing.
    JsFuture::from(container.ready()?).await?;
    Ok(())
}

/// A version that waits while another one still serves is an update; the very first one is not.
fn offer(registration: &ServiceWorkerRegistration, phone: Phone) {
    if registration.waiting().is_some() && registration.active().is_some() {
        phone.update.set(true);
    }
}

/// Offers the version that is being installed, once it is.
fn watch_installing(registration: &ServiceWorkerRegistration, phone: Phone) {
    let Some(installing) = registration.installing() else {
        return;
    };
    let registration = registration.clone();
    let worker = installing.clone();
    let on_change = Closure::<dyn FnMut()>::new(move || {
        if worker.state() == ServiceWorkerState::Installed {
            offer(&registration, phone);
        }
    });
    installing.set_onstatechange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
}

fn post(registration: &ServiceWorkerRegistration, name: &str, value: &JsValue) {
    let message = Object::new();
    let _ = Reflect::set(&message, &JsValue::from_str(name), value);
    let worker = match name {
        "update" => registration.waiting(),
        _ => registration.active(),
    };
    if let Some(worker) = worker {
        let _ = worker.post_message(&message);
    }
}

fn tell(name: &'static str, value: JsValue) {
    let Some(container) = container() else {
        return;
    };
    spawn_local(async move {
        let Ok(ready) = container.ready() else { return };
        if let Ok(registration) = JsFuture::from(ready).await
            && let Ok(registration) = registration.dyn_into()
        {
            post(&registration, name, &value);
        }
    });
}

/// Asks the worker to send what waits.
pub fn ask_to_drain() {
    tell("drain", JsValue::TRUE);
}

/// Asks the worker to forget the photos that it kept.
pub fn forget_photos() {
    tell("forget", JsValue::TRUE);
}

/// Asks the worker to keep these photos for offline reading and printing.
pub fn keep_photos(urls: &[String]) {
    if !urls.is_empty() {
        let urls: Array = urls.iter().map(|url| JsValue::from_str(url)).collect();
        tell("keep", urls.into());
    }
}

/// Takes over the new version and loads the page again under it.
pub fn install_update() {
    if let Some(container) = container() {
        let reload = Closure::<dyn FnMut()>::new(|| {
            let _ = window().location().reload();
        });
        container.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
        reload.forget();
    }
    tell("update", JsValue::TRUE);
}
