//! Photos: uploaded before the command that names them, seen by members only.

use app::context::now;
use axum::Json;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{CommunityId, FieldError, PersonId, PhotoId, Problem};
use serde::Deserialize;

use crate::photo::{self, BYTES_MAX, MIB_MAX};
use crate::routes::session::Member;
use crate::routes::{At, Fault, Server};

/// Whose photo it is: the id of who took it, on whatever phone.
#[derive(Debug, Deserialize)]
pub struct By {
    #[serde(default)]
    sender: String,
}

/// Takes a photo in. The same one sent again changes nothing.
///
/// 401 for whoever is no member, or not the sender (a phone then stops trying); 413 and 415 with a
/// [`FieldError`] as JSON.
pub async fn put(
    State(server): State<Server>,
    At((slug, id)): At<(String, PhotoId)>,
    Query(by): Query<By>,
    parts: Parts,
    body: Body,
) -> Result<Response, Fault> {
    let member = match Member::of(&server, &slug, &parts).await {
        Err(Fault::SignedOut { .. }) => return Ok(StatusCode::UNAUTHORIZED.into_response()),
        other => other?,
    };
    // What one person left in the outbox of a shared phone is never another's photo.
    if by.sender.parse() != Ok(member.person) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let Ok(bytes) = axum::body::to_bytes(body, BYTES_MAX).await else {
        return Ok(refused(photo::wrong(Problem::TooLarge { max: MIB_MAX })));
    };
    let kept = keep(
        &server,
        member.community.id,
        id,
        member.person,
        bytes.into(),
    )
    .await?;
    Ok(match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refused(error),
    })
}

fn refused(error: FieldError) -> Response {
    let status = match error.problem {
        Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNSUPPORTED_MEDIA_TYPE,
    };
    (status, Json(error)).into_response()
}

/// Makes of an upload what is kept, and keeps it.
pub async fn keep(
    server: &Server,
    community: CommunityId,
    id: PhotoId,
    person: PersonId,
    bytes: Vec<u8>,
) -> Result<Result<(), FieldError>, store::Error> {
    let prepared = {
        // Never closed, so that this always succeeds.
        let turn = server.decoding.clone().acquire_owned().await;
        // Decoding takes long and would hold up other requests; a decoder that panics has met no
        // photo.
        tokio::task::spawn_blocking(move || {
            // Its turn is over when it is done, also where nobody waits for it any more.
            let _turn = turn;
            photo::prepare(&bytes)
        })
        .await
        .unwrap_or_else(|_| Err(photo::wrong(Problem::NotAPhoto)))
    };
    match prepared {
        Err(error) => Ok(Err(error)),
        Ok(photo) => {
            let store = &server.store;
            store
                .put_photo(community, id, person, &photo.full, &photo.small, now())
                .await?;
            Ok(Ok(()))
        }
    }
}

/// A photo as pages and sheets show it.
pub async fn full(
    server: State<Server>,
    at: At<(String, PhotoId)>,
    parts: Parts,
) -> Result<Response, Fault> {
    show(server, at, parts, false).await
}

/// A photo for lists.
pub async fn small(
    server: State<Server>,
    at: At<(String, PhotoId)>,
    parts: Parts,
) -> Result<Response, Fault> {
    show(server, at, parts, true).await
}

async fn show(
    State(server): State<Server>,
    At((slug, id)): At<(String, PhotoId)>,
    parts: Parts,
    small: bool,
) -> Result<Response, Fault> {
    // To strangers it is as if there were no photo.
    let member = match Member::of(&server, &slug, &parts).await {
        Err(Fault::SignedOut { .. }) => return Err(Fault::NotFound),
        other => other?,
    };
    let photo = server.store.photo(member.community.id, id, small).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // What stands at this address never changes.
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ];
    Ok((headers, photo.ok_or(Fault::NotFound)?).into_response())
}
