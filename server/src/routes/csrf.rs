//! Another site's page must not act in a signed-in person's name: whatever changes something has to
//! come from one of our own pages. Server functions and plain forms alike; neither has a protection
//! of its own. (What a key in the address decides is the same for everybody, signed in or not.)

use app::security::{Event, note};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Fault, Server, stop_mail};

/// Refuses what is sent by POST, PUT … from elsewhere.
pub async fn refuse_foreign(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    let by_key = stop_mail::is_by_key(request.uri().path());
    if request.method().is_safe()
        || by_key
        || from_here(request.headers(), &server.config.public_url)
    {
        next.run(request).await
    } else {
        note(Event::ForeignRefused, &Fault::Foreign);
        Fault::Foreign.into_response()
    }
}

/// Browsers say where a request is from in `Sec-Fetch-Site`; older ones, and all of them over plain
/// HTTP in a local network, in `Origin`. What says neither is no browser's and is refused too.
fn from_here(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        // `none`: the person themselves, by reloading a page that was the answer to a form.
        return site == "same-origin" || site == "none";
    }
    text(header::ORIGIN.as_str()).is_some_and(|origin| is_ours(origin, headers, public_url))
}

/// Whether a page of this origin (`scheme://host`) is one of ours: it is the address that the
/// operator gave, or the one that this request came to.
pub fn is_ours(origin: &str, headers: &HeaderMap, public_url: &str) -> bool {
    let host = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    let asked = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    origin == public_url || (host.is_some() && host == asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_change_things() {
        const SITE: &str = "sec-fetch-site";
        for (headers, expected) in [
            (vec![(SITE, "same-origin")], true),
            (vec![(SITE, "none")], true),
            (vec![(SITE, "cross-site")], false),
            (vec![(SITE, "same-site")], false),
            // Both: the one that a page cannot forge at all counts.
            (
                vec![(SITE, "cross-site"), ("origin", "https://twoline.example")],
                false,
            ),
            (vec![("origin", "https://twoline.example")], true),
            (
                vec![
                    ("origin", "http://10.0.0.5:3000"),
                    ("host", "10.0.0.5:3000"),
                ],
                true,
            ),
            (
                vec![("origin", "http://evil.example"), ("host", "10.0.0.5:3000")],
                false,
            ),
            (vec![("origin", "null"), ("host", "null")], false),
            (vec![("host", "10.0.0.5:3000")], false),
            (vec![], false),
        ] {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| {
                    (
                        name.parse().expect("a name"),
                        value.parse().expect("a value"),
                    )
                })
                .collect();
            assert_eq!(
                from_here(&map, "https://twoline.example"),
                expected,
                "{headers:?}"
            );
        }
    }
}
