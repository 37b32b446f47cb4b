//! Joining a community with a household's slip (入户码).

use app::context::{LANGUAGE_COOKIE, new_id, now};
use app::form::{STEP, Typed};
use app::security::{Event, note};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::household::{CONSENT_VERSION, Join, check_slip, normalise_code};
use domain::office::check_invitation;
use domain::{
    Command, CommandId, Community, Envelope, Field, Language, Office, PersonId, Problem, Refusal,
    Sender,
};
use serde::Deserialize;

use super::back::{self, Way};
use super::form::{self, Values, value};
use super::session::{self, session};
use super::tries::{Try, is_over};
use super::{At, Fault, Server, office, pages, preferences};
use crate::ids::{code_hash, derived};

/// The address of a community's door.
#[derive(Debug, Deserialize)]
pub struct Door {
    community: String,
}

/// What somebody can do with a code.
enum Good {
    /// Join a household.
    Slip,
    /// Take an office.
    Invitation(Office),
    /// Come back as somebody.
    Back(Way),
}

/// What somebody can do with this code now.
async fn good(
    server: &Server,
    community: &Community,
    parts: &Parts,
    code: &str,
) -> Result<Result<Good, Refusal>, store::Error> {
    let _one_by_one = server.joining.lock().await;
    let (store, now) = (&server.store, now());
    let code = normalise_code(code);
    let hash = code_hash(&code);
    let tried = Try::of(server, community.id, parts, &hash);
    if let Some(refusal) = tried.waits(server, now).await? {
        return Ok(Err(refusal));
    }
    let found = if let Some(slip) = store.slip(community.id, &hash).await? {
        check_slip(&slip, now).map(|()| Good::Slip)
    } else if let Some(invitation) = store.invitation(community.id, &hash).await? {
        check_invitation(&invitation, now).map(|()| Good::Invitation(invitation.office))
    } else if let Some(way) = back::way(server, community, &code, CommandId(new_id())).await? {
        way.and_then(Way::still).map(Good::Back)
    } else {
        tried.unknown(server, now).await?;
        return Ok(Err(Refusal::SlipUnknown));
    };
    if found.is_err() {
        tried.over(server, now).await?;
    }
    Ok(found)
}

/// The first step: the code alone. Whoever has one that is not good, or not any more, learns it
/// before they have filled in a form; one that there is not counts as a try.
async fn first_step(
    server: &Server,
    community: &Community,
    parts: &Parts,
    code: &str,
    is_member: bool,
) -> Result<Response, Fault> {
    let code = normalise_code(code);
    let typed = |more: Option<(String, String)>| {
        let code = (Field::Code.name().to_owned(), code.clone());
        Typed([code].into_iter().chain(more).collect())
    };
    if code.is_empty() {
        // Nothing was tried yet.
        let nothing = Refusal::invalid(Field::Code, Problem::Missing);
        return Ok(pages::refused(server, parts, typed(None), nothing).await);
    }
    match good(server, community, parts, &code).await? {
        Ok(Good::Invitation(office)) => {
            let office = office::name(server, community, &office, office::language(parts)).await?;
            let said = typed(Some((Field::Office.name().to_owned(), office)));
            Ok(pages::answered(server, parts, said).await)
        }
        Ok(Good::Back(way)) => back::ask(server, community, parts, &code, &way).await,
        // A member who scans a slip is told that they are one.
        Err(refusal) if !is_member => Ok(pages::refused(server, parts, typed(None), refusal).await),
        Ok(Good::Slip) | Err(_) => Ok(pages::answered(server, parts, typed(None)).await),
    }
}

/// Somebody sends the code of their slip, alone or with all that joining asks for.
pub async fn join(
    State(server): State<Server>,
    At(door): At<Door>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let community = session::community(&server, &door.community).await?;
    let home = Redirect::to(&format!("/{}", community.slug));
    let known = session(&parts).person;
    let is_member = server.store.viewer(community.id, known).await?.is_member();
    if values.contains_key(STEP) {
        let code = value(&values, Field::Code.name());
        return first_step(&server, &community, &parts, code, is_member).await;
    }
    if is_member {
        // Of use to a member is an invitation alone.
        let code = value(&values, Field::Code.name());
        match good(&server, &community, &parts, code).await? {
            Ok(Good::Invitation(_)) => {}
            Ok(Good::Slip | Good::Back(_)) | Err(_) => return Ok(home.into_response()),
        }
    }
    let language = value(&values, "language")
        .parse()
        .unwrap_or(office::language(&parts));
    match admit(&server, &community, &parts, &values, language).await? {
        Ok(signed_in) => {
            let mut jar = CookieJar::new().add(preferences::cookie(
                &server,
                LANGUAGE_COOKIE,
                language.code().to_owned(),
            ));
            if let Some(person) = signed_in.as_ref().map(|(person, _)| *person).or(known) {
                let phone = session::phone(&server, community.id, &parts, person).await?;
                jar = jar.add(phone);
            }
            let Some((person, cookie)) = signed_in else {
                return Ok((jar, home).into_response());
            };
            // With their way back, which is shown first of all.
            let code = back::new_recovery(&server, person).await?;
            jar = jar.add(cookie).add(back::recovery_cookie(&server, code));
            let devices = Redirect::to(&format!("/{}/devices", community.slug));
            Ok((jar, devices).into_response())
        }
        Err(refusal) => {
            let typed = Typed(values.into_iter().collect());
            Ok(pages::refused(&server, &parts, typed, refusal).await)
        }
    }
}

/// Carries out the joining, and signs in whoever is not yet; whoever tries many codes has to wait
/// longer and longer between them.
async fn admit(
    server: &Server,
    community: &Community,
    parts: &Parts,
    values: &Values,
    language: Language,
) -> Result<Result<Option<(PersonId, Cookie<'static>)>, Refusal>, store::Error> {
    let (store, known) = (&server.store, session(parts).person);
    let code = normalise_code(value(values, Field::Code.name()));
    if code.is_empty() {
        // Nothing was tried yet.
        return Ok(Err(Refusal::invalid(Field::Code, Problem::Missing)));
    }
    let code_hash = code_hash(&code);
    let tried = Try::of(server, community.id, parts, &code_hash);
    let command = form::command(values, &[]);
    // Who a newcomer is follows from all that they sent: the same form sent twice joins one person,
    // not two, and who sends it again is signed in again only with the code.
    let person = known.unwrap_or_else(|| PersonId(derived("person", &[command.0.as_bytes()])));
    let join = Join {
        person,
        code_hash,
        nickname: value(values, Field::Nickname.name()).to_owned(),
        language,
        consent: values.contains_key(Field::Consent.name()),
        text: CONSENT_VERSION,
    };
    let envelope = Envelope {
        id: command,
        command: Command::Join(join),
    };
    let sender = Sender::Person(person);

    let _one_by_one = server.joining.lock().await;
    let now = now();
    if let Some(refusal) = tried.waits(server, now).await? {
        return Ok(Err(refusal));
    }
    let joined_before = !store.actor(community.id, sender).await?.roles.is_empty();
    let gate = &server.gate;
    let answer = gate.execute(community.id, sender, &envelope).await?;
    match &answer {
        // A slip admits few people, so that this can't be used to be forgiven again and again.
        Ok(_) if !joined_before => tried.forget(server).await?,
        Err(Refusal::SlipUnknown) => tried.unknown(server, now).await?,
        Err(refusal) if is_over(refusal) => tried.over(server, now).await?,
        Ok(_) | Err(_) => {}
    }
    if let Err(refusal) = answer {
        if refusal != Refusal::SlipUnknown {
            note(Event::CodeRefused, &refusal);
        }
        return Ok(Err(refusal));
    }
    if known.is_some() {
        return Ok(Ok(None));
    }
    // Whoever signed out and sends the form again, from their browser's history, say, or the next
    // person on that phone, is not signed in by it.
    if store.actor(community.id, sender).await?.roles.is_empty() {
        return Ok(Err(Refusal::JoinedBefore));
    }
    let signed_in = session::sign_in(server, person, command, joined_before).await?;
    if signed_in.is_some() {
        note(Event::SignedIn, &envelope.command);
    }
    let signed_in = signed_in.map(|cookie| Some((person, cookie)));
    Ok(signed_in.ok_or(Refusal::JoinedBefore))
}
