//! Sending commands: the one server function that changes things, at a fixed, versioned address,
//! because what a phone queued today may be replayed after an update. The browser's side is
//! `offline::send`.

use domain::{Command, CommandId, Envelope, PersonId, Receipt, Refusal};
#[cfg(any(feature = "hydrate", test))]
use domain::{IssueId, Waits};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use crate::context::new_id;
use crate::error::AppError;

/// What a command led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Done(Receipt),
    Refused(Refusal),
}

impl Answer {
    /// What it says of a command of that kind: a refusal because it is so already is none.
    #[cfg(feature = "hydrate")]
    pub fn of(self, kind: Waits) -> Self {
        match self {
            Answer::Refused(no) if kind.so_already().as_ref() == Some(&no) => {
                Answer::Done(Receipt::default())
            }
            answer => answer,
        }
    }
}

/// Carries out a command of the person who is signed in.
///
/// `sender` is who was signed in when the command was made: what one person left in the outbox of a
/// shared phone is never sent as another's. Whoever sends too much is answered 429 beside the
/// refusal, which the outbox takes for a reason to wait.
#[server(name = SendCommand, prefix = "/api/v1", endpoint = "command", input = Json, output = Json)]
pub async fn command(
    community: String,
    envelope: Envelope,
    sender: Option<PersonId>,
) -> Result<Answer, AppError> {
    use crate::context::{AppContext, session};
    use domain::Sender;
    let AppContext { store, gate, .. } = expect_context();
    let Some(community) = store.community(&community).await? else {
        return Err(crate::error::fail(AppError::NotFound));
    };
    if session().person != sender {
        return Ok(Answer::Refused(Refusal::SignedOut));
    }
    // Joining and coming back need a code and a new session: they have addresses of their own,
    // where guessing is slowed down.
    let sender = match (session().person, &envelope.command) {
        (None, _) | (_, Command::Join(_) | Command::ComeBack(_)) => {
            return Ok(Answer::Refused(Refusal::SignedOut));
        }
        (Some(person), _) => Sender::Person(person),
    };
    Ok(match gate.execute(community.id, sender, &envelope).await? {
        Ok(receipt) => Answer::Done(receipt),
        Err(refusal) => {
            if let Refusal::TooManyTries { seconds } = refusal {
                wait(seconds);
            }
            Answer::Refused(refusal)
        }
    })
}

/// Says in the answer's head for how many seconds to wait.
#[cfg(feature = "ssr")]
fn wait(seconds: u32) {
    use axum::http::{HeaderValue, StatusCode, header};
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(StatusCode::TOO_MANY_REQUESTS);
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// A command with a new id, ready to be sent (and sent again).
pub fn envelope(command: Command) -> Envelope {
    Envelope {
        id: CommandId(new_id()),
        command,
    }
}

/// A command as it is sent. Once it is made nothing needs to know which one it is: whatever only
/// sends need not hold the shapes of them all.
#[cfg(any(feature = "hydrate", test))]
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub id: CommandId,
    /// As what it may wait, if it may.
    pub kind: Option<Waits>,
    /// The [`Envelope`] as JSON.
    pub json: String,
}

#[cfg(any(feature = "hydrate", test))]
impl Outgoing {
    /// Of any command.
    pub fn of(envelope: &Envelope) -> Result<Self, AppError> {
        Ok(Self {
            id: envelope.id,
            kind: envelope.command.waits(),
            json: serde_json::to_string(envelope).map_err(|_| AppError::Failed)?,
        })
    }

    /// Of a second, or of taking it back: all that the first page sends.
    pub fn second(id: CommandId, issue: IssueId, want: bool) -> Self {
        let kind = if want {
            Waits::Second
        } else {
            Waits::TakeBackSecond
        };
        let code = kind.code();
        Self {
            id,
            kind: Some(kind),
            json: format!(
                "{{\"id\":\"{id}\",\"command\":{{\"{code}\":{{\"issue\":\"{issue}\"}}}}}}"
            ),
        }
    }
}

/// The viewer has looked at the inbox, in which the newest notice had this number. Not a fact about
/// the community, so no command: it only moves a bookmark.
#[server(name = MarkInboxSeen, prefix = "/api/v1", endpoint = "inbox-seen", input = Json, output = Json)]
pub async fn inbox_seen(community: String, newest: u32) -> Result<(), AppError> {
    use crate::context::{AppContext, session};
    use crate::door::enter;
    use leptos::server_fn::ServerFn;
    let AppContext { store, gate, .. } = expect_context();
    let person = session().person;
    let path = MarkInboxSeen::PATH;
    let entered = enter(&store, person, &community, "POST", path).await?;
    let (Ok(entered), Some(person)) = (entered, person) else {
        return Err(crate::error::fail(AppError::SignedOut));
    };
    if let Err(seconds) = gate.pace.take(Some(person), 1, std::time::Instant::now()) {
        // The bookmark is moved next time.
        wait(seconds);
        return Ok(());
    }
    let community = entered.community.id;
    Ok(store.mark_inbox_seen(community, person, newest).await?)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_second_is_sent_like_any_other_command() {
        let (id, issue) = (CommandId(Uuid::from_u128(7)), IssueId(Uuid::from_u128(8)));
        for (want, command) in [
            (true, Command::Second { issue }),
            (false, Command::TakeBackSecond { issue }),
        ] {
            let second = Outgoing::second(id, issue, want);
            let same = Outgoing::of(&Envelope { id, command }).expect("JSON");
            assert_eq!((second.json, second.kind), (same.json, same.kind));
        }
    }
}
