//! A meeting's papers as PDF. Whoever may read the meeting's page may have them, with what the page
//! shows them.

use std::sync::Arc;

use app::context::Preferences;
use app::door::Entered;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::Language;
use serde::Deserialize;

use crate::paper::{Error, Order, Which};
use crate::routes::session::enter;
use crate::routes::{At, Fault, Server};

/// In which language, if not in the reader's.
#[derive(Debug, Deserialize)]
pub struct Wish {
    language: Option<String>,
}

/// All papers that the meeting has now.
pub async fn all(
    server: State<Server>,
    At((slug, number)): At<(String, u32)>,
    wish: Query<Wish>,
    parts: Parts,
) -> Result<Response, Fault> {
    print(server, &slug, number, Which::All, wish, &parts).await
}

/// Some of them: `set.pdf`, `agenda.pdf`, `item-3.pdf` …
pub async fn some(
    server: State<Server>,
    At((slug, number, file)): At<(String, u32, String)>,
    wish: Query<Wish>,
    parts: Parts,
) -> Result<Response, Fault> {
    let code = file.strip_suffix(".pdf").ok_or(Fault::NotFound)?;
    let which = Which::from_code(code).ok_or(Fault::NotFound)?;
    print(server, &slug, number, which, wish, &parts).await
}

async fn print(
    State(server): State<Server>,
    slug: &str,
    number: u32,
    which: Which,
    Query(wish): Query<Wish>,
    parts: &Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, slug, parts).await?;
    let order = Order {
        community: &community,
        viewer: &viewer,
        public_url: &server.config.public_url,
        number,
        language: language(&wish, parts)?,
        which,
    };
    let pdf = server.press.print(&server.store, &order).await;
    shown(pdf.transpose().ok_or(Fault::NotFound)?)
}

/// A PDF that was made, or why it was not.
pub fn shown(pdf: Result<Arc<[u8]>, Arc<Error>>) -> Result<Response, Fault> {
    let pdf = pdf.map_err(|error| match *error {
        Error::Busy => Fault::Busy { seconds: 30 },
        Error::Store(_) | Error::Typeset(_) | Error::BrokeOff => Fault::Unprintable(error),
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    Ok((headers, Bytes::from_owner(pdf)).into_response())
}

/// In which language: the one that was asked for, else the reader's.
pub fn language(wish: &Wish, parts: &Parts) -> Result<Language, Fault> {
    if let Some(code) = &wish.language {
        return code.parse().map_err(|()| Fault::NotFound);
    }
    let preferences: Option<&Preferences> = parts.extensions.get();
    Ok(preferences.copied().unwrap_or_default().language)
}
