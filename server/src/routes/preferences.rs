//! How somebody wants to read: language and text size, kept in cookies.

use app::context::{ELDER_COOKIE, LANGUAGE_COOKIE, Preferences};
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::Language;

use super::Server;
use super::form::{Values, is_local, value};

/// As the cookies say, else as the browser likes it.
pub fn of(jar: &CookieJar, headers: &HeaderMap) -> Preferences {
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

/// Of the languages that a browser accepts (`en-GB,en;q=0.9,zh;q=0.8`), the one of ours that it
/// likes best; Chinese if none.
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

/// Keeps how the person wants to read, in cookies, and leads back.
pub async fn keep(
    State(server): State<Server>,
    Form(values): Form<Values>,
) -> (CookieJar, Redirect) {
    let mut jar = CookieJar::new();
    if let Ok(language) = value(&values, "language").parse::<Language>() {
        let code = language.code().to_owned();
        jar = jar.add(cookie(&server, LANGUAGE_COOKIE, code));
    }
    if let elder @ ("0" | "1") = value(&values, "elder") {
        jar = jar.add(cookie(&server, ELDER_COOKIE, elder.to_owned()));
    }
    let back = value(&values, "back");
    let target = if is_local(back) { back } else { "/" };
    (jar, Redirect::to(target))
}

/// A cookie for a preference; pages may read and write it themselves.
pub fn cookie(server: &Server, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(server.config.https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .build()
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
