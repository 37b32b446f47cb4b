//! Who asks: the session, from its cookie, put where pages and server functions look for it; and
//! the community that they ask in.

use app::context::{Session, now};
use app::door::{self, Entered, Shut};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::hex::{hex, sha256_hex};
use domain::time::DAY;
use domain::{Community, PersonId, Timestamp};

use super::{Fault, Server, preferences};
use crate::ids::random;

/// Name of the cookie with the session's token.
pub const SESSION_COOKIE: &str = "twoline_session";
/// Days that a person stays signed in after they were here last, or half of it: a session is
/// renewed when that much is left.
const SESSION_DAYS: i64 = 180;

/// Reads the cookies into the request's extensions [`Session`] and [`app::context::Preferences`].
pub async fn recognise(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    // What signs in or out is sent by POST and sets the cookie itself.
    let may_renew = request.method().is_safe();
    let (session, renewed) = match look_up(&server, &jar, may_renew).await {
        Ok(found) => found,
        Err(error) => return Fault::from(error).into_response(),
    };
    let preferences = preferences::of(&jar, request.headers());
    request.extensions_mut().insert(session);
    request.extensions_mut().insert(preferences);
    let response = next.run(request).await;
    match renewed {
        None => response,
        Some(cookie) => (CookieJar::new().add(cookie), response).into_response(),
    }
}

/// Whose session the cookie names; the cookie anew where half of its time is over.
async fn look_up(
    server: &Server,
    jar: &CookieJar,
    may_renew: bool,
) -> Result<(Session, Option<Cookie<'static>>), store::Error> {
    let Some(cookie) = jar.get(SESSION_COOKIE) else {
        return Ok((Session::default(), None));
    };
    let (token, now) = (cookie.value(), now());
    let hash = token_hash(token);
    let Some((person, expires_at)) = server.store.session(&hash, now).await? else {
        return Ok((Session::default(), None));
    };
    let session = Session {
        person: Some(person),
    };
    if !may_renew || expires_at > now.plus(SESSION_DAYS * DAY / 2) {
        return Ok((session, None));
    }
    let store = &server.store;
    store
        .extend_session(&hash, now.plus(SESSION_DAYS * DAY))
        .await?;
    let cookie = session_cookie(server, token.to_owned(), time::Duration::days(SESSION_DAYS));
    Ok((session, Some(cookie)))
}

/// The session of a request.
pub fn session(parts: &Parts) -> Session {
    parts.extensions.get().copied().unwrap_or_default()
}

/// The community at this address.
pub async fn community(server: &Server, slug: &str) -> Result<Community, Fault> {
    server.store.community(slug).await?.ok_or(Fault::NotFound)
}

/// A member of the community who sends a form or asks for a file.
#[derive(Debug)]
pub struct Member {
    pub community: Community,
    pub person: PersonId,
}

impl Member {
    /// Who may come to the address of this request; somebody who is no member is led to joining.
    pub async fn of(server: &Server, slug: &str, parts: &Parts) -> Result<Self, Fault> {
        let Entered { community, viewer } = enter(server, slug, parts).await?;
        match viewer.person {
            Some(person) => Ok(Self { community, person }),
            None => Err(Fault::SignedOut {
                community: community.slug,
            }),
        }
    }
}

/// Passes the door with a request: the form of its address, as the router knows it, says what it
/// needs.
pub async fn enter(server: &Server, slug: &str, parts: &Parts) -> Result<Entered, Fault> {
    let address = parts.extensions.get::<MatchedPath>();
    let address = address.map_or("", MatchedPath::as_str);
    let person = session(parts).person;
    let entered = door::enter(&server.store, person, slug, parts.method.as_str(), address).await?;
    entered.map_err(|shut| match shut {
        Shut::SignedOut(community) => Fault::SignedOut {
            community: community.slug,
        },
        Shut::NoCommunity | Shut::NotAllowed => Fault::NotFound,
    })
}

/// Signs a person in: keeps the token's hash, and returns the cookie with the token.
pub async fn sign_in(server: &Server, person: PersonId) -> Result<Cookie<'static>, store::Error> {
    // 32 random bytes in hex; whoever reads the database learns no token from its hash.
    let token = hex(&random::<32>());
    let now = now();
    let expires_at: Timestamp = now.plus(SESSION_DAYS * DAY);
    server
        .store
        .create_session(&token_hash(&token), person, now, expires_at)
        .await?;
    Ok(session_cookie(
        server,
        token,
        time::Duration::days(SESSION_DAYS),
    ))
}

/// Signs out. What waits in the phone's outbox stays there to be read, but is never sent in another
/// session.
pub async fn sign_out(
    State(server): State<Server>,
    parts: Parts,
) -> Result<(CookieJar, Redirect), Fault> {
    if let Some(cookie) = CookieJar::from_headers(&parts.headers).get(SESSION_COOKIE) {
        server
            .store
            .end_session(&token_hash(cookie.value()))
            .await?;
    }
    let gone = session_cookie(&server, String::new(), time::Duration::ZERO);
    Ok((CookieJar::new().add(gone), Redirect::to("/")))
}

fn session_cookie(server: &Server, token: String, max_age: time::Duration) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token))
        .path("/")
        .http_only(true)
        .secure(server.config.https())
        .same_site(SameSite::Lax)
        .max_age(max_age)
        .build()
}

fn token_hash(token: &str) -> String {
    sha256_hex(token)
}
