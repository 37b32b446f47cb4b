//! Who asks, and how they want to read: from cookies, put where pages and server functions look for it.

use app::context::{ELDER_COOKIE, LANGUAGE_COOKIE, Preferences, Session, now};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::time::DAY;
use domain::{Language, PersonId, Timestamp};

use super::{Fault, Server};
use crate::ids::{random, sha256_hex};

/// Name of the cookie with the session's token.
pub const SESSION_COOKIE: &str = "twoline_session";
/// Days that a person stays signed in.
const SESSION_DAYS: i64 = 180;

/// Reads the cookies into the request's extensions [`Session`] and [`Preferences`].
pub async fn recognise(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let person = match jar.get(SESSION_COOKIE) {
        None => None,
        Some(cookie) => match server
            .store
            .session(&token_hash(cookie.value()), now())
            .await
        {
            Ok(person) => person,
            Err(error) => return Fault::from(error).into_response(),
        },
    };
    let preferences = preferences(&jar, request.headers());
    request.extensions_mut().insert(Session { person });
    request.extensions_mut().insert(preferences);
    next.run(request).await
}

fn preferences(jar: &CookieJar, headers: &HeaderMap) -> Preferences {
    let chosen = jar
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| cookie.value().parse().ok());
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    Preferences {
        language: chosen.unwrap_or_else(|| best_language(accepted.unwrap_or_default())),
        elder: jar
            .get(ELDER_COOKIE)
            .is_some_and(|cookie| cookie.value() == "1"),
    }
}

/// Of the languages that a browser accepts (`en-GB,en;q=0.9,zh;q=0.8`), the one of ours that it likes best; Chinese if none.
fn best_language(accepted: &str) -> Language {
    let mut best = (0.0, Language::Chinese);
    for range in accepted.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.strip_prefix("q="))
            .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
        let language = tag
            .split('-')
            .next()
            .and_then(|primary| primary.parse().ok());
        if let Some(language) = language.filter(|_| weight > best.0) {
            best = (weight, language);
        }
    }
    best.1
}

/// Signs a person in: keeps the token's hash, and returns the cookie with the token.
pub async fn sign_in(server: &Server, person: PersonId) -> Result<Cookie<'static>, store::Error> {
    // 32 random bytes in hex; whoever reads the database learns no token from its hash.
    let token = crate::ids::hex(&random::<32>());
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

/// Signs out: forgets the session, and returns the cookie that removes its cookie.
pub async fn sign_out(
    server: &Server,
    headers: &HeaderMap,
) -> Result<Cookie<'static>, store::Error> {
    if let Some(cookie) = CookieJar::from_headers(headers).get(SESSION_COOKIE) {
        server
            .store
            .end_session(&token_hash(cookie.value()))
            .await?;
    }
    Ok(session_cookie(server, String::new(), time::Duration::ZERO))
}

fn session_cookie(server: &Server, token: String, max_age: time::Duration) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token))
        .path("/")
        .http_only(true)
        .secure(server.https)
        .same_site(SameSite::Lax)
        .max_age(max_age)
        .build()
}

/// A cookie for a preference; pages may read and write it themselves.
pub fn preference_cookie(server: &Server, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(server.https)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .build()
}

fn token_hash(token: &str) -> String {
    sha256_hex(token.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_the_browser_likes_best() {
        for (accepted, language) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("en-GB,en;q=0.9", Language::English),
            ("de-DE,de;q=0.9,en;q=0.5,zh;q=0.4", Language::English),
            ("en;q=0.3, zh-TW;q=0.7", Language::Chinese),
            ("fr", Language::Chinese),
            ("", Language::Chinese),
            ("en;q=nonsense", Language::Chinese),
        ] {
            assert_eq!(best_language(accepted), language, "{accepted}");
        }
    }
}
