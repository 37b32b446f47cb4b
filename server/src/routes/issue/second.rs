//! Seconding (附议) by a plain form.

use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::{Command, Envelope, IssueId, Refusal, Sender};

use crate::routes::form::{self, Values};
use crate::routes::session::Member;
use crate::routes::{At, Fault, Server};

/// Seconds an issue.
pub async fn second(
    server: State<Server>,
    at: At<(String, u32)>,
    parts: Parts,
    values: Form<Values>,
) -> Result<Response, Fault> {
    send(server, at, parts, values, |issue| Command::Second { issue }).await
}

/// Takes the second back.
pub async fn take_back(
    server: State<Server>,
    at: At<(String, u32)>,
    parts: Parts,
    values: Form<Values>,
) -> Result<Response, Fault> {
    send(server, at, parts, values, |issue| Command::TakeBackSecond {
        issue,
    })
    .await
}

async fn send(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
    command: impl FnOnce(IssueId) -> Command,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let store = &server.store;
    let community = member.community.id;
    let view = store.issue(community, number, None, None).await?;
    let view = view.ok_or(Fault::NotFound)?;
    let command = command(view.issue.id);
    let envelope = Envelope {
        // Follows from what the form does, too: a page has the same id for both.
        id: form::command(&values, &[command.fingerprint().as_bytes()]),
        command,
    };
    // A refusal needs no words of its own here: the page that the person returns to shows how
    // things stand (already seconded, or closed for seconds and why).
    let gate = &server.gate;
    if let Err(Refusal::TooManyTries { seconds }) = gate
        .execute(community, Sender::Person(member.person), &envelope)
        .await?
    {
        return Err(Fault::Busy { seconds });
    }
    let issue = format!("/{}/issues/{}", member.community.slug, number);
    let card = app::here::card_id(number);
    Ok(form::back(&server, &parts, &issue, &card))
}
