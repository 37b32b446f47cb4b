//! What plain forms have in common: their values, the ids that the server put into them, the way
//! back.

use std::collections::BTreeMap;

use app::context::new_id;
use app::form::COMMAND;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::CommandId;
use uuid::Uuid;

use super::Server;
use super::csrf::is_ours;
use crate::ids::derived;

/// What was typed, by the names of the inputs.
pub type Values = BTreeMap<String, String>;

/// What stands in an input; empty if there is none.
pub fn value<'v>(values: &'v Values, name: &str) -> &'v str {
    values.get(name).map_or("", String::as_str)
}

/// The command that a form is: the same form sent twice is carried out once. Its id from the server
/// is not enough for that: a browser shows a form again from its history, under the same id, and
/// with other words in it it is another one. `more` is what belongs to it besides its words.
pub fn command(values: &Values, more: &[&[u8]]) -> CommandId {
    let id = id(values, COMMAND);
    let words = values.iter().flat_map(|(name, text)| [name, text]);
    let mut parts = vec![id.as_bytes().as_slice()];
    parts.extend(words.map(String::as_bytes));
    parts.extend(more);
    CommandId(derived("form", &parts))
}

/// An id that the server put into the form. A form without one (made by hand) gets a new one.
pub fn id(values: &Values, name: &str) -> Uuid {
    value(values, name).parse().unwrap_or_else(|_| new_id())
}

/// Back to the page that the form was on, or else to the thing's own page. On another page than
/// that, to the element with the id `element`, where the form was.
pub fn back(server: &Server, parts: &Parts, own_page: &str, element: &str) -> Response {
    let target = match referer(&parts.headers, &server.config.public_url) {
        Some(page) if page.split('?').next() != Some(own_page) => format!("{page}#{element}"),
        Some(page) => page,
        None => own_page.to_owned(),
    };
    Redirect::to(&target).into_response()
}

/// The path of the page that the form was on, if it is one of ours.
fn referer(headers: &HeaderMap, public_url: &str) -> Option<String> {
    let from: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let origin = format!("{}://{}", from.scheme()?, from.authority()?);
    let path = from.path_and_query()?.as_str();
    (is_ours(&origin, headers, public_url) && is_local(path)).then(|| path.to_owned())
}

/// A path on this server. `//host` and `/\host` would lead elsewhere.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_local() {
        for (path, local) in [
            ("/", true),
            ("/guihua/issues?order=newest", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("guihua", false),
            ("/a\r\nb: c", false),
            ("", false),
        ] {
            assert_eq!(is_local(path), local, "{path:?}");
        }
    }

    #[test]
    fn the_way_back_is_the_page_before_if_it_is_ours() {
        for (referer, host, expected) in [
            (
                "http://a.example/x/issues/3?y=1",
                "a.example",
                Some("/x/issues/3?y=1"),
            ),
            ("http://b.example/x", "a.example", None),
            // Behind a proxy that asks under a name of its own.
            ("https://twoline.example/x", "10.0.0.5:3000", Some("/x")),
            ("http://a.example//evil.example", "a.example", None),
            ("nonsense", "a.example", None),
        ] {
            let request = axum::http::Request::builder()
                .header(header::REFERER, referer)
                .header(header::HOST, host)
                .body(())
                .expect("a request");
            let found = super::referer(request.headers(), "https://twoline.example");
            assert_eq!(found.as_deref(), expected);
        }
    }
}
