//! Language, text size, and signing out.

use app::context::{ELDER_COOKIE, LANGUAGE_COOKIE};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use domain::Language;

use super::form::{Values, is_local, value};
use super::{Fault, Server, visitor};

/// Keeps how the person wants to read, in cookies, and leads back.
pub async fn preferences(
    State(server): State<Server>,
    Form(values): Form<Values>,
) -> (CookieJar, Redirect) {
    let mut jar = CookieJar::new();
    if let Ok(language) = value(&values, "language").parse::<Language>() {
        let code = language.code().to_owned();
        jar = jar.add(visitor::preference_cookie(&server, LANGUAGE_COOKIE, code));
    }
    if let elder @ ("0" | "1") = value(&values, "elder") {
        jar = jar.add(visitor::preference_cookie(
            &server,
            ELDER_COOKIE,
            elder.to_owned(),
        ));
    }
    let back = value(&values, "back");
    let target = if is_local(back) { back } else { "/" };
    (jar, Redirect::to(target))
}

/// Signs out. What waits in the phone's outbox stays there to be read, but is never sent in another session.
pub async fn sign_out(
    State(server): State<Server>,
    parts: Parts,
) -> Result<(CookieJar, Redirect), Fault> {
    let cookie = visitor::sign_out(&server, &parts.headers).await?;
    Ok((CookieJar::new().add(cookie), Redirect::to("/")))
}
