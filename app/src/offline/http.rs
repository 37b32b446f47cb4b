//! Asking the server: what comes back is JSON, or an error that the page can word.

use js_sys::wasm_bindgen::{JsCast, JsValue};
use leptos::prelude::window;
use serde_json::value::RawValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use crate::error::AppError;

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

/// Sends a plain form without fields. Whether the server took it.
pub async fn submit(address: &str) -> bool {
    let request = RequestInit::new();
    request.set_method("POST");
    let response = JsFuture::from(window().fetch_with_str_and_init(address, &request)).await;
    let response = response.and_then(JsCast::dyn_into::<Response>);
    response.is_ok_and(|response| response.ok())
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
    let response = window().fetch_with_str_and_init(address, request);
    let response: Response = JsFuture::from(response).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    let json = RawValue::from_string(text.as_string().unwrap_or_default());
    // Whoever sends too much is told in an answer like any other.
    let answered = response.ok() || response.status() == 429;
    Ok((answered, json.map_err(|_| JsValue::NULL)?))
}
