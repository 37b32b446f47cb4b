//! The page's side of the service worker: registering it, asking it to send what waits, hearing
//! what became of it, and taking over a new version when the person says so.

use std::cell::{Cell, RefCell};

use domain::CommandId;
use js_sys::wasm_bindgen::closure::Closure;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use super::outbox::{self, kind_of, parse};
use super::patience::idle;
use crate::phone::{Phone, Sent};
use crate::send::Answer;

/// The worker's container; `None` where there is none (plain HTTP in a local network, old
/// browsers).
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let present = Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    present.then(|| navigator.service_worker())
}

thread_local! {
    static READY: Cell<bool> = const { Cell::new(false) };
    /// Who waits to hear what becomes of a command.
    static HEARING: RefCell<Vec<(CommandId, Function)>> = const { RefCell::new(vec![]) };
}

/// Whether there is a worker that sends what waits.
pub fn is_ready() -> bool {
    READY.get()
}

/// What the worker will say of this command when it next tries to send it: the server's answer, or
/// `null`.
pub(super) fn hear(id: CommandId) -> Promise {
    Promise::new(&mut |resolve, _| HEARING.with_borrow_mut(|hearing| hearing.push((id, resolve))))
}

/// Reads what the worker says: one message a sending, `{sent: {id, what, answer}}`.
fn heard(message: &JsValue) -> Option<Sent> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let sent = get(message, "sent")?;
    let id = get(&sent, "id")?.as_string()?.parse().ok()?;
    let what = kind_of(&get(&sent, "what")?)?;
    let answer = get(&sent, "answer")?;
    HEARING.with_borrow_mut(|hearing| {
        hearing.retain(|(waits_for, resolve)| {
            if *waits_for == id {
                let _ = resolve.call1(&JsValue::NULL, &answer);
            }
            *waits_for != id
        });
    });
    let answer: Option<Answer> = parse(&answer).flatten();
    let answer = answer.map(|answer| answer.of(what.kind));
    Some(Sent { id, what, answer })
}

pub(super) fn start(phone: Phone) {
    let Some(container) = container() else {
        return;
    };
    let listener = gloo::events::EventListener::new(&container, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else {
            return;
        };
        if let Some(sent) = heard(&event.data()) {
            phone.sent.set(Some(sent));
        }
        outbox::refresh();
    });
    listener.forget();
    // A page that came from a worker can leave what is sent at once to it.
    READY.set(container.controller().is_some());
    spawn_local(async move {
        // A first one fetches all files of the app, for which the page it comes with does not wait.
        if !is_ready() {
            idle().await;
        }
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
