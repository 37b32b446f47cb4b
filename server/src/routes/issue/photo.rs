//! Photos: uploaded before the command that names them, seen by members only.
//!
//! However many are on their way in, few are in memory: of the others nothing is read yet.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use app::context::now;
use app::gate::{self, name};
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::place::Position;
use domain::{FieldError, PersonId, PhotoId, Problem};
use futures_util::{Stream, StreamExt};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::metrics::Metrics;
use crate::photo::{self, BYTES_MAX, MIB_MAX, Photo};
use crate::routes::session::Member;
use crate::routes::{At, Fault, Server};

/// Whose photo it is: the id of who took it, on whatever phone.
#[derive(Debug, Deserialize)]
pub struct By {
    #[serde(default)]
    sender: String,
}

/// Photos that are read at the same time: each of them is in memory as it comes.
const RECEIVED_AT_ONCE: usize = 8;
/// Of one person.
const OF_ONE_PERSON: u32 = 2;
/// Photos that are decoded at the same time.
const DECODED_AT_ONCE: usize = 2;
/// A photo of which nothing comes for so long has broken off.
const SILENCE: Duration = Duration::from_secs(30);

/// The photos on their way in.
#[derive(Debug, Clone)]
pub struct Uploads {
    receiving: Arc<Semaphore>,
    decoding: Arc<Semaphore>,
    /// One photo is painted over at a time, so that nothing that was painted comes back.
    pub(super) painting: Arc<tokio::sync::Mutex<()>>,
    people: Arc<Mutex<HashMap<PersonId, u32>>>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            receiving: Arc::new(Semaphore::new(RECEIVED_AT_ONCE)),
            decoding: Arc::new(Semaphore::new(DECODED_AT_ONCE)),
            painting: Arc::default(),
            people: Arc::default(),
        }
    }
}

/// A person is sending a photo until this is dropped.
#[derive(Debug)]
struct Sender {
    uploads: Uploads,
    person: PersonId,
}

impl Uploads {
    /// Does something with a photo that takes long, when its turn has come.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        metrics: &Metrics,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let waits = metrics.waits("decoding");
        // Never closed, so that there is always a turn.
        let turn = self.decoding.clone().acquire_owned().await;
        drop(waits);
        // It would hold up other requests; a decoder that panics has met no photo.
        let done = tokio::task::spawn_blocking(move || {
            // Its turn is over when it is done, also where nobody waits for it any more.
            let _turn = turn;
            work()
        });
        done.await.ok()
    }

    /// Nobody holds up the others by sending many at a time.
    fn begin(&self, person: PersonId) -> Option<Sender> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let sending = people.entry(person).or_default();
        if *sending >= OF_ONE_PERSON {
            return None;
        }
        *sending += 1;
        Some(Sender {
            uploads: self.clone(),
            person,
        })
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        let people = &self.uploads.people;
        let mut people = people.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sending) = people.get_mut(&self.person) {
            *sending -= 1;
            if *sending == 0 {
                people.remove(&self.person);
            }
        }
    }
}

/// A photo that has arrived, made as small as it is kept.
#[derive(Debug)]
pub struct Arrived {
    /// SHA-256 of what was sent.
    pub hash: [u8; 32],
    /// Where it says it was taken.
    pub position: Option<Position>,
    pub photo: Photo,
}

/// Takes a photo in. The same one sent again changes nothing.
///
/// 401 for whoever is no member, or not the sender (a phone then stops trying); 413 and 415 with a
/// [`FieldError`] as JSON; 429 for whoever sends too many (a phone then waits).
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
    let kept = match arrive(&server, member.person, body.into_data_stream()).await? {
        Ok(arrived) => keep(&server, &member, id, &arrived.photo).await?,
        Err(problem) => Err(problem),
    };
    Ok(match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => refused(photo::wrong(problem)),
    })
}

fn refused(error: FieldError) -> Response {
    let status = match error.problem {
        Problem::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::TooManyWaiting { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNSUPPORTED_MEDIA_TYPE,
    };
    (status, Json(error)).into_response()
}

/// Reads a photo and makes of it what is kept, when its turn has come; what is too large is not
/// read to its end.
pub async fn arrive<E: std::fmt::Debug>(
    server: &Server,
    person: PersonId,
    mut chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Result<Arrived, Problem>, Fault> {
    let pace = &server.gate.pace;
    if let Err(seconds) = pace.take(Some(person), gate::PHOTO, Instant::now()) {
        server.metrics.photo("TooManyTries");
        return Err(Fault::Busy { seconds });
    }
    let Some(_sender) = server.uploads.begin(person) else {
        server.metrics.photo("TooManyAtOnce");
        return Err(Fault::Busy { seconds: 5 });
    };
    // Never closed, so that there is always a turn.
    let waits = server.metrics.waits("uploads");
    let _receiving = server.uploads.receiving.acquire().await;
    drop(waits);
    let mut bytes = vec![];
    loop {
        let chunk = timeout(SILENCE, chunks.next()).await;
        match chunk.map_err(|_| Fault::TooSlow)? {
            None => break,
            Some(Err(error)) => {
                tracing::debug!(?error, "a photo broke off");
                return Err(Fault::Malformed);
            }
            Some(Ok(chunk)) if bytes.len() + chunk.len() > BYTES_MAX => {
                server.metrics.photo("TooLarge");
                return Ok(Err(Problem::TooLarge { max: MIB_MAX }));
            }
            Some(Ok(chunk)) => bytes.extend_from_slice(&chunk),
        }
    }
    let arrived = server.uploads.work(&server.metrics, move || {
        let photo = photo::prepare(&bytes)?;
        Ok(Arrived {
            hash: Sha256::digest(&bytes).into(),
            position: photo::position(&bytes),
            photo,
        })
    });
    let arrived = arrived.await;
    let arrived = arrived.unwrap_or_else(|| Err(photo::wrong(Problem::NotAPhoto)));
    Ok(arrived.map_err(|wrong| {
        server.metrics.photo(&name(&wrong.problem));
        wrong.problem
    }))
}

/// Keeps a photo until an issue names it.
pub async fn keep(
    server: &Server,
    member: &Member,
    id: PhotoId,
    photo: &Photo,
) -> Result<Result<(), Problem>, store::Error> {
    let store = &server.store;
    let (community, person) = (member.community.id, member.person);
    let kept = store
        .put_photo(community, id, person, &photo.full, &photo.small, now())
        .await?;
    server
        .metrics
        .photo(if kept { "Done" } else { "TooManyWaiting" });
    Ok(if kept {
        Ok(())
    } else {
        Err(Problem::TooManyWaiting {
            max: store::UNATTACHED_MAX,
        })
    })
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
    let (store, community) = (&server.store, member.community.id);
    let hidden = store.photo_is_hidden(community, id, Some(member.person));
    if hidden.await? {
        return Err(Fault::NotFound);
    }
    let photo = store.photo(community, id, small).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // It may be painted over or deleted: whoever has it asks again after a day.
        (header::CACHE_CONTROL, "private, max-age=86400"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ];
    Ok((headers, photo.ok_or(Fault::NotFound)?).into_response())
}
