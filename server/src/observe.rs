//! What the log and the figures say of requests: the form of an address and what became of it;
//! nothing that anybody wrote, and no address, which may hold a slip's code.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::routes::Server;

/// An answer that takes longer to begin is slow.
const SLOW: Duration = Duration::from_secs(1);

/// Counts, and logs what failed, what was refused and what was slow.
pub async fn watch(State(server): State<Server>, request: Request, next: Next) -> Response {
    let method = named(request.method());
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("-", MatchedPath::as_str);
    let started = Instant::now();
    let span = tracing::info_span!("request", method, path);
    let response = next.run(request).instrument(span).await;
    let (status, took) = (response.status(), started.elapsed());
    server
        .metrics()
        .request(method, path, status.as_u16(), took);
    let (code, ms) = (status.as_u16(), took.as_millis());
    if status.is_server_error() {
        tracing::error!(method, path, status = code, ms, "failed");
    } else if took > SLOW {
        tracing::warn!(method, path, status = code, ms, "slow");
    } else if status.is_client_error() && (method != "GET" || status == StatusCode::FORBIDDEN) {
        tracing::info!(method, path, status = code, ms, "refused");
    } else {
        tracing::debug!(method, path, status = code, ms, "answered");
    }
    response
}

/// Anybody can send a method of any name; the figures know few.
fn named(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        _ => "other",
    }
}
