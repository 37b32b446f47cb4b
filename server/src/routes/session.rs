//! Who asks: the session, from its cookie, put where pages and server functions look for it; and
//! the community that they ask in.

use app::context::{Session, now};
use app::door::{self, Entered, Shut};
use app::here::Here;
use app::security::{Event, Of, note};
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::hex::{hex, sha256_hex};
use domain::odd::PHONES_KEPT_FOR;
use domain::time::DAY;
use domain::{CommandId, Community, CommunityId, PersonId, Timestamp};
use store::Visit;

use super::{Fault, Server, back, preferences};
use crate::ids::random;

/// Name of the cookie with the session's token.
pub const SESSION_COOKIE: &str = "twoline_session";
/// The same where there is TLS: browsers then take it from nobody but this very host, over TLS
/// alone.
const SECURE_SESSION_COOKIE: &str = "__Host-twoline_session";

/// What the cookie is called here.
fn cookie_name(server: &Server) -> &'static str {
    if server.config.https() {
        SECURE_SESSION_COOKIE
    } else {
        SESSION_COOKIE
    }
}
/// Days that a person stays signed in after they were here last, or half of it: a session is
/// renewed when that much is left.
const SESSION_DAYS: i64 = 180;

/// Puts into the request's extensions who asks ([`Session`]), how they want to read
/// ([`app::context::Preferences`]), and, where the address names a community, that with the viewer
/// as it knows them ([`Here`]): pages are made in one go, and what they stand in can't come later.
pub async fn recognise(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    // What signs in or out is sent by POST and sets the cookie itself.
    let may_renew = request.method().is_safe();
    let user_agent = request.headers().get(header::USER_AGENT);
    let user_agent = user_agent.and_then(|value| value.to_str().ok());
    let device = back::device(user_agent.unwrap_or_default());
    let address = slug(request.uri());
    let (visit, renewed) = match look_up(&server, &jar, address, device, may_renew).await {
        Ok(found) => found,
        Err(error) => return Fault::from(error).into_response(),
    };
    let preferences = preferences::of(&jar, request.headers());
    let extensions = request.extensions_mut();
    extensions.insert(Session {
        person: visit.session.map(|(person, _)| person),
    });
    extensions.insert(preferences);
    if let Some((community, viewer)) = visit.community {
        let community = community.read_in(preferences.language);
        extensions.insert(Here { community, viewer });
    }
    let mut response = next.run(request).await;
    if visit.session.is_some() {
        not_kept(&mut response);
    }
    match renewed {
        None => response,
        Some(cookie) => (CookieJar::new().add(cookie), response).into_response(),
    }
}

/// What is made for whoever is signed in is not kept by the browser: going back after signing out
/// shows nothing of it. (What opens without network is kept by the page itself, and forgotten with
/// signing out.)
fn not_kept(response: &mut Response) {
    let headers = response.headers_mut();
    let kept = headers.get(header::CACHE_CONTROL);
    if kept.is_none_or(|kept| kept == super::PRIVATE) {
        let no_store = HeaderValue::from_static("no-store");
        headers.insert(header::CACHE_CONTROL, no_store);
    }
}

/// The slug of the community that an address is about, as far as the address says it: in its first
/// part, or in the arguments of a read.
fn slug(uri: &Uri) -> &str {
    let path = uri.path();
    if !path.starts_with("/api/") {
        return path.split('/').nth(1).unwrap_or_default();
    }
    // No slug has a character that is written otherwise in arguments.
    let mut arguments = uri.query().unwrap_or_default().split('&');
    arguments
        .find_map(|argument| argument.strip_prefix("slug="))
        .unwrap_or_default()
}

/// Whose session the cookie names, in which community; the cookie anew where half of its time is
/// over.
async fn look_up(
    server: &Server,
    jar: &CookieJar,
    slug: &str,
    device: String,
    may_renew: bool,
) -> Result<(Visit, Option<Cookie<'static>>), store::Error> {
    let (store, now) = (&server.store, now());
    let token = jar.get(cookie_name(server)).map(Cookie::value);
    let hash = token.map(token_hash).unwrap_or_default();
    let visit = store.visit(slug, &hash, now).await?;
    if visit.session.is_some() && (visit.is_first || visit.seen <= now.plus(-DAY)) {
        store.use_session(&hash, &device, now).await?;
    }
    let days = time::Duration::days(SESSION_DAYS);
    if visit.is_outdated && may_renew {
        let new = new_token();
        if store.exchange_token(&hash, &token_hash(&new), now).await? {
            return Ok((visit, Some(session_cookie(server, new, days))));
        }
    }
    let renewed = match (visit.session, token) {
        (Some((_, expires_at)), Some(token))
            if may_renew && expires_at <= now.plus(SESSION_DAYS * DAY / 2) =>
        {
            store
                .extend_session(&hash, now.plus(SESSION_DAYS * DAY))
                .await?;
            Some(session_cookie(server, token.to_owned(), days))
        }
        _ => None,
    };
    Ok((visit, renewed))
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
    let method = parts.method.as_str();
    let found: Option<&Here> = parts.extensions.get();
    let found = found.filter(|here| here.community.slug == slug).cloned();
    let entered = match found {
        Some(Here { community, viewer }) => door::admit(community, viewer, method, address),
        None => door::enter(&server.store, person, slug, method, address).await?,
    };
    entered.map_err(|shut| match shut {
        Shut::SignedOut(community) => Fault::SignedOut {
            community: community.slug,
        },
        Shut::NoCommunity | Shut::NotAllowed => Fault::NotFound,
    })
}

/// Signs a person in who has joined by this form: keeps the token's hash, and returns the cookie
/// with the token. Where the form was sent before, only if its answer was lost.
pub async fn sign_in(
    server: &Server,
    person: PersonId,
    form: CommandId,
    again: bool,
) -> Result<Option<Cookie<'static>>, store::Error> {
    let token = new_token();
    let now = now();
    let expires_at: Timestamp = now.plus(SESSION_DAYS * DAY);
    let hash = token_hash(&token);
    let store = &server.store;
    let signed_in = store
        .create_session_by(&hash, person, form, again, now, expires_at)
        .await?;
    let days = time::Duration::days(SESSION_DAYS);
    Ok(signed_in.then(|| session_cookie(server, token, days)))
}

/// What the cookie is called by which a phone is known again.
fn phone_cookie_name(server: &Server) -> &'static str {
    if server.config.https() {
        "__Host-twoline_phone"
    } else {
        "twoline_phone"
    }
}

/// Notes with which phone somebody has signed in, and returns the cookie by which that is known
/// again: it stays when they sign out.
pub async fn phone(
    server: &Server,
    community: CommunityId,
    parts: &Parts,
    person: PersonId,
) -> Result<Cookie<'static>, store::Error> {
    let jar = CookieJar::from_headers(&parts.headers);
    let known = jar.get(phone_cookie_name(server)).map(Cookie::value);
    let known = known.filter(|known| known.len() == 64);
    let phone = known.map_or_else(new_token, str::to_owned);
    let store = &server.store;
    store
        .note_phone(community, &token_hash(&phone), person, now())
        .await?;
    let days = time::Duration::milliseconds(PHONES_KEPT_FOR);
    Ok(cookie(server, phone_cookie_name(server), phone, days))
}

/// 32 random bytes in hex; whoever reads the database learns no token from its hash.
fn new_token() -> String {
    hex(&random::<32>())
}

/// The hash of the token that a request came with.
pub fn own_token_hash(server: &Server, parts: &Parts) -> String {
    let jar = CookieJar::from_headers(&parts.headers);
    let token = jar.get(cookie_name(server)).map(Cookie::value);
    token.map(token_hash).unwrap_or_default()
}

/// Signs out. What waits in the phone's outbox stays there to be read, but is never sent in another
/// session.
pub async fn sign_out(
    State(server): State<Server>,
    parts: Parts,
) -> Result<(CookieJar, Redirect), Fault> {
    if let Some(cookie) = CookieJar::from_headers(&parts.headers).get(cookie_name(&server)) {
        server
            .store
            .end_session(&token_hash(cookie.value()))
            .await?;
        note(Event::SignedOut, &Of::Session);
    }
    let gone = no_session(&server);
    Ok((CookieJar::new().add(gone), Redirect::to("/")))
}

/// Takes the cookie away.
pub fn no_session(server: &Server) -> Cookie<'static> {
    session_cookie(server, String::new(), time::Duration::ZERO)
}

fn session_cookie(server: &Server, token: String, max_age: time::Duration) -> Cookie<'static> {
    cookie(server, cookie_name(server), token, max_age)
}

fn cookie(
    server: &Server,
    name: &'static str,
    value: String,
    max_age: time::Duration,
) -> Cookie<'static> {
    Cookie::build((name, value))
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
