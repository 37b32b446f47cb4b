//! The one way by which pages send commands. What may wait is put into the outbox first, and the
//! service worker sends it from there; all else, and all where there is no worker or no room, is
//! sent at once and fails where the server is not reached.

use domain::{Command, CommandId, Envelope, PersonId, PhotoId, Receipt, Refusal, Waits};
use js_sys::Promise;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use web_sys::Blob;

use super::patience::within;
use super::{http, outbox, worker};
use crate::error::AppError;
use crate::here::Here;
use crate::send::{Answer, MarkInboxSeen, SendCommand};

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

/// As what this command may wait here: its kind may, and there is a worker that sends what waits.
pub fn may_wait(command: &Command) -> Option<Waits> {
    command.waits().filter(|_| worker::is_ready())
}

/// Sends a command. Once this returns something that waits, it survives closing the app.
///
/// `title` is what people recognise it by in the outbox. Photos of what waits wait with it, and
/// where that finds no room on the phone, they are not sent; of all else they are sent before it.
pub async fn send(
    here: &Here,
    envelope: &Envelope,
    title: &str,
    photos: Vec<(PhotoId, Blob)>,
) -> Result<Sending, AppError> {
    if let Some(kind) = may_wait(&envelope.command) {
        let has_photos = !photos.is_empty();
        // Before it can be sent, so that no answer is missed.
        let answer = worker::hear(envelope.id);
        match outbox::put(here, envelope, title, photos.clone()).await {
            Ok(true) => {
                worker::ask_to_drain();
                return Ok(Sending::Waits(envelope.id, kind, answer));
            }
            Ok(false) => return Ok(Sending::Undone),
            Err(error) if has_photos => return Err(error),
            Err(error) => leptos::logging::warn!("outbox: {error:?}"),
        }
    }
    for (photo, blob) in &photos {
        let (slug, sender) = (&here.community.slug, here.viewer.person);
        let sender = sender.map(|id| id.to_string()).unwrap_or_default();
        let address = format!("/api/v1/{slug}/photos/{photo}?sender={sender}");
        if let Some(wrong) = http::put(&address, blob).await? {
            let refusal = Refusal::Invalid(vec![wrong]);
            return Ok(Sending::Answered(Answer::Refused(refusal)));
        }
    }
    let command = Sent {
        community: &here.community.slug,
        envelope,
        sender: here.viewer.person,
    };
    let body = serde_json::to_string(&command).map_err(|_| AppError::Failed)?;
    let json = http::post(SendCommand::PATH, &body).await?;
    let answer: Answer = serde_json::from_str(json.get()).map_err(|_| AppError::Failed)?;
    Ok(Sending::Answered(match envelope.command.waits() {
        Some(kind) => answer.of(kind),
        None => answer,
    }))
}

/// [`SendCommand`] with what is only lent: an envelope may hold any command, and the bundle need
/// not copy them all.
#[derive(Serialize)]
struct Sent<'a> {
    community: &'a str,
    envelope: &'a Envelope,
    sender: Option<PersonId>,
}

/// Remembers that the person has looked at the inbox.
pub async fn mark_inbox_seen(community: String, newest: u32) -> Result<(), AppError> {
    let seen = MarkInboxSeen { community, newest };
    let body = serde_json::to_string(&seen).map_err(|_| AppError::Failed)?;
    http::post(MarkInboxSeen::PATH, &body).await.map(|_| ())
}
