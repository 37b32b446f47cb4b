//! The document of a locked agenda, byte for byte as its fingerprint says. Whole ballots stand in
//! it: for supervisors only.

use app::security::{Event, Of, note};
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::routes::session::enter;
use crate::routes::{At, Fault, Server};

/// For whoever may supervise; for anybody else it is as if it were not there.
pub async fn document(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let entered = enter(&server, &slug, &parts).await;
    let community = entered.map_err(|_| Fault::NotFound)?.community;
    let document = server.store.agenda_document(community.id, number).await?;
    note(Event::Downloaded, &Of::Document);
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"agenda-{slug}-{number}.json\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, document.ok_or(Fault::NotFound)?).into_response())
}
