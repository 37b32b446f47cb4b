//! The one way by which pages send commands. What may wait is put into the outbox first, and the
//! service worker sends it from there; all else, and all where there is no worker or no room, is
//! sent at once and fails where the server is not reached.

use domain::{CommandId, Envelope, FieldError, PersonId, PhotoId, Receipt, Waits};
use js_sys::Promise;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use serde_json::value::RawValue;
use web_sys::Blob;

use super::patience::within;
use super::{http, outbox, worker};
use crate::error::AppError;
use crate::here::Here;
use crate::send::{Answer, MarkInboxSeen, Outgoing, SendCommand};

/// How long a person looks on while what they sent is under way, in milliseconds. Then they are
/// told that it waits.
const PATIENCE: i32 = 2500;

/// What became of a command so far.
#[derive(Debug)]
pub enum Sending {
    /// It is in the outbox; what the worker will hear of it.
    Waits(CommandId, Waits, Promise),
    /// What it undoes was in the outbox and has not been sent: now neither is.
    Undone,
    Answered(Answer),
}

impl Sending {
    /// The server's answer, or nothing where there is none after a while: it still waits. What was
    /// refused leaves the outbox, for whoever asks is there to say so.
    pub async fn answer(self) -> Option<Answer> {
        match self {
            Sending::Waits(id, kind, answer) => {
                let answer: Option<Answer> = outbox::parse(&within(PATIENCE, &answer).await)?;
                let answer = answer?.of(kind);
                if matches!(answer, Answer::Refused(_)) {
                    outbox::remove(id).await;
                }
                Some(answer)
            }
            Sending::Undone => Some(Answer::Done(Receipt::default())),
            Sending::Answered(answer) => Some(answer),
        }
    }
}

/// As what something of this kind may wait here: where a worker sends what waits.
pub fn may_wait(kind: Option<Waits>) -> Option<Waits> {
    kind.filter(|_| worker::is_ready())
}

/// Sends a command. Once this returns something that waits, it survives closing the app.
///
/// `title` is what people recognise it by in the outbox. Photos of what waits wait with it, and
/// where that finds no room on the phone, they are not sent. Of all else they are sent before, by
/// [`photos_first`].
pub async fn send(
    here: &Here,
    outgoing: &Outgoing,
    title: &str,
    photos: Vec<(PhotoId, Blob)>,
) -> Result<Sending, AppError> {
    if let Some(kind) = may_wait(outgoing.kind) {
        let has_photos = !photos.is_empty();
        // Before it can be sent, so that no answer is missed.
        let answer = worker::hear(outgoing.id);
        match outbox::put(here, outgoing, title, photos.clone()).await {
            Ok(true) => {
                worker::ask_to_drain();
                return Ok(Sending::Waits(outgoing.id, kind, answer));
            }
            Ok(false) => return Ok(Sending::Undone),
            Err(error) if has_photos => return Err(error),
            Err(error) => leptos::logging::warn!("outbox: {error:?}"),
        }
    }
    let command = Sent {
        community: &here.community.slug,
        envelope: serde_json::from_str(&outgoing.json).map_err(|_| AppError::Failed)?,
        sender: here.viewer.person,
    };
    let body = serde_json::to_string(&command).map_err(|_| AppError::Failed)?;
    let json = http::post(SendCommand::PATH, &body).await?;
    let answer: Answer = serde_json::from_str(json.get()).map_err(|_| AppError::Failed)?;
    Ok(Sending::Answered(match outgoing.kind {
        Some(kind) => answer.of(kind),
        None => answer,
    }))
}

/// Sends any command.
pub async fn send_command(
    here: &Here,
    envelope: &Envelope,
    title: &str,
    photos: Vec<(PhotoId, Blob)>,
) -> Result<Sending, AppError> {
    send(here, &Outgoing::of(envelope)?, title, photos).await
}

/// [`SendCommand`] with what is only lent, and an envelope that is JSON already.
#[derive(Serialize)]
struct Sent<'a> {
    community: &'a str,
    envelope: &'a RawValue,
    sender: Option<PersonId>,
}

/// Sends the photos of what may not wait here. What is wrong with one of them, if anything is.
pub async fn photos_first(
    here: &Here,
    photos: &[(PhotoId, Blob)],
) -> Result<Option<FieldError>, AppError> {
    let (slug, sender) = (&here.community.slug, here.viewer.person);
    let sender = sender.map(|id| id.to_string()).unwrap_or_default();
    for (photo, blob) in photos {
        let address = format!("/api/v1/{slug}/photos/{photo}?sender={sender}");
        if let Some(wrong) = http::put(&address, blob).await? {
            return Ok(Some(wrong));
        }
    }
    Ok(None)
}

/// Remembers that the person has looked at the inbox.
pub async fn mark_inbox_seen(community: String, newest: u32) -> Result<(), AppError> {
    let seen = MarkInboxSeen { community, newest };
    let body = serde_json::to_string(&seen).map_err(|_| AppError::Failed)?;
    http::post(MarkInboxSeen::PATH, &body).await.map(|_| ())
}
