//! Asking the server: what comes back is JSON, or an error that the page can word. Nothing is
//! waited for without end.

use std::cell::Cell;
use std::time::Duration;

use domain::FieldError;
use js_sys::wasm_bindgen::{JsCast, JsValue};
use leptos::prelude::{document, set_timeout, window};
use serde_json::value::RawValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, Headers, RequestInit, Response};

use crate::error::AppError;

/// How long a request may take. It is long for slow networks; whoever has something else to show
/// meanwhile waits less ([`patience`]).
const LIMIT: Duration = Duration::from_secs(30);

thread_local!(static SILENT: Cell<Option<bool>> = const { Cell::new(None) });

/// Whether the network said nothing when it was last asked. The empty shell is opened only then.
fn is_silent() -> bool {
    SILENT.get().unwrap_or_else(|| {
        let root = document().document_element();
        root.is_some_and(|root| root.has_attribute("data-shell"))
    })
}

/// How long to wait for an answer where there is a copy, in milliseconds: less where the network
/// has just said nothing, so that a page of several reads is there within a few seconds.
pub fn patience() -> i32 {
    if is_silent() { 600 } else { 4000 }
}

/// Nothing came within that time.
pub fn is_late() {
    SILENT.set(Some(true));
}

/// Reads.
pub async fn get(address: &str) -> Result<Box<RawValue>, AppError> {
    ask(address, &RequestInit::new()).await
}

/// Sends a body of JSON.
pub async fn post(address: &str, body: &str) -> Result<Box<RawValue>, AppError> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&JsValue::from_str(body));
    ask(address, &request).await
}

/// Sends a photo. What is wrong with it, if the server says that something is.
pub async fn put(address: &str, photo: &Blob) -> Result<Option<FieldError>, AppError> {
    let request = RequestInit::new();
    request.set_method("PUT");
    request.set_body(photo);
    let sent = respond(address, &request).await;
    let response = sent.map_err(|_| AppError::Offline)?;
    match response.status() {
        401 => Err(AppError::SignedOut),
        413 | 415 => {
            let wrong = async {
                let text = JsFuture::from(response.text()?).await?;
                Ok::<_, JsValue>(text.as_string().unwrap_or_default())
            };
            let wrong = wrong.await.map_err(|_| AppError::Offline)?;
            let wrong = serde_json::from_str(&wrong).map_err(|_| AppError::Failed)?;
            Ok(Some(wrong))
        }
        _ if response.ok() => Ok(None),
        _ => Err(AppError::Failed),
    }
}

/// Sends a plain form without fields. Whether the server took it.
pub async fn submit(address: &str) -> bool {
    let request = RequestInit::new();
    request.set_method("POST");
    respond(address, &request)
        .await
        .is_ok_and(|response| response.ok())
}

async fn ask(address: &str, request: &RequestInit) -> Result<Box<RawValue>, AppError> {
    match answer(address, request).await {
        Ok((true, json)) => Ok(json),
        Ok((false, json)) => Err(serde_json::from_str(json.get()).unwrap_or(AppError::Failed)),
        Err(_) => Err(AppError::Offline),
    }
}

/// Whether it went well, and the JSON that came. Anything else than JSON comes from something in
/// between (a hotel's sign-in page, a proxy whose server is gone), not from us: the server was not
/// reached.
async fn answer(address: &str, request: &RequestInit) -> Result<(bool, Box<RawValue>), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json")?;
    if request.get_method().is_some() {
        headers.set("content-type", "application/json")?;
    }
    request.set_headers(&headers);
    let response = respond(address, request).await?;
    let text = JsFuture::from(response.text()?).await?;
    let json = RawValue::from_string(text.as_string().unwrap_or_default());
    // Whoever sends too much is told in an answer like any other.
    let answered = response.ok() || response.status() == 429;
    let answer = (answered, json.map_err(|_| JsValue::NULL)?);
    SILENT.set(Some(false));
    Ok(answer)
}

/// Fails where there is no answer, or none that is complete, in time.
async fn respond(address: &str, request: &RequestInit) -> Result<Response, JsValue> {
    let give_up = AbortController::new()?;
    request.set_signal(Some(&give_up.signal()));
    // Once all has come it changes nothing any more.
    set_timeout(move || give_up.abort(), LIMIT);
    let response = window().fetch_with_str_and_init(address, request);
    JsFuture::from(response).await?.dyn_into()
}
