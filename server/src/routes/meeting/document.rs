//! The document of a locked agenda, byte for byte as its fingerprint says. Whole ballots stand in
//! it: for supervisors only.

use app::door::Entered;
use app::security::{Event, Of, note};
use app::send::envelope;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::{Command, Refusal, Sender};

use crate::routes::session::enter;
use crate::routes::{At, Fault, Server};

/// For whoever may supervise; for anybody else it is as if it were not there.
pub async fn document(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let entered = enter(&server, &slug, &parts).await;
    let Entered { community, viewer } = entered.map_err(|_| Fault::NotFound)?;
    let document = server.store.agenda_document(community.id, number).await?;
    let document = document.ok_or(Fault::NotFound)?;
    let meeting = server.store.meeting(community.id, number, &viewer).await?;
    let meeting = meeting.ok_or(Fault::NotFound)?.meeting.id;
    let person = viewer.person.ok_or(Fault::NotFound)?;
    // Told first, so that nobody has it of whom it is not told.
    let envelope = envelope(Command::TakeDocument { meeting });
    let gate = &server.gate;
    let told = gate.execute(community.id, Sender::Person(person), &envelope);
    match told.await? {
        Ok(_) => {}
        Err(Refusal::TooManyTries { seconds }) => return Err(Fault::Busy { seconds }),
        Err(_) => return Err(Fault::NotFound),
    }
    note(Event::Downloaded, &Of::Document);
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"agenda-{slug}-{number}.json\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, document).into_response())
}
