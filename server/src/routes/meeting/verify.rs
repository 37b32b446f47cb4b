//! Checking a locked agenda in the app, for supervisors: the fingerprint from paper against what is
//! kept here, and against a file that somebody downloaded.
//!
//! Only what has the fingerprint of this server's own document is computed again, so a document
//! that somebody made up costs no more than its hash.

use app::form::{DOCUMENT, FINGERPRINT, Typed, VERDICT};
use app::rule;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use domain::Language;
use domain::hex::sha256_hex;
use domain::words::meeting::fingerprint as in_groups;
use domain::words::{T, escape, list, verify as text};

use crate::agenda::verify::{Verdict, fingerprint, verify as computed_again};
use crate::routes::preferences;
use crate::routes::session::enter;
use crate::routes::{At, Fault, Server, pages};

/// Most bytes of a document; one of two thousand people has a fiftieth of them.
const DOCUMENT_MAX: usize = 16 * 1024 * 1024;

/// What was sent. Of a file that is too large nothing is kept, but it is read to its end: a browser
/// shows no answer to a form that it could not send.
#[derive(Default)]
struct Sent {
    fingerprint: String,
    file: Option<Vec<u8>>,
    too_large: bool,
}

impl Sent {
    async fn read(mut form: Multipart) -> Option<Self> {
        let mut sent = Self::default();
        while let Some(mut field) = form.next_field().await.ok()? {
            let is_file = field.name() == Some(DOCUMENT);
            let is_fingerprint = field.name() == Some(FINGERPRINT);
            let most = if is_file { DOCUMENT_MAX } else { 1024 };
            let mut bytes = vec![];
            let mut length = 0;
            while let Some(chunk) = field.chunk().await.ok()? {
                length += chunk.len();
                if length <= most {
                    bytes.extend_from_slice(&chunk);
                }
            }
            if is_file && length > 0 {
                sent.too_large = length > most;
                sent.file = Some(bytes);
            } else if is_fingerprint {
                sent.fingerprint = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        Some(sent)
    }
}

/// For whoever may supervise; for anybody else it is as if it were not there.
pub async fn verify(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    request: Request,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let entered = enter(&server, &slug, &parts).await;
    let community = entered.map_err(|_| Fault::NotFound)?.community;
    let jar = CookieJar::from_headers(&parts.headers);
    let language = preferences::of(&jar, &parts.headers).language;
    let kept = server.store.agenda_document(community.id, number).await?;
    let request = Request::from_parts(parts.clone(), body);
    let form = Multipart::from_request(request, &server).await;
    let form = form.map_err(|_| Fault::Malformed)?;
    let sent = Sent::read(form).await.ok_or(Fault::Malformed)?;
    let typed = sent.fingerprint.clone();
    let verdict = tokio::task::spawn_blocking(move || said(&sent, kept, language));
    let verdict = verdict.await.map_err(|_| Fault::Broken)?;
    let typed = Typed(vec![
        (FINGERPRINT.to_owned(), typed),
        (VERDICT.to_owned(), verdict),
    ]);
    Ok(pages::answered(&server, &parts, typed).await)
}

/// A boxed message.
fn message(right: bool, words: &str, more: &str) -> String {
    let class = if right { "ok" } else { "error" };
    let more = if more.is_empty() {
        String::new()
    } else {
        format!("<p>{}</p>", escape(more))
    };
    let words = escape(words);
    format!(r#"<div class="message message--{class}"><div><p><b>{words}</b></p>{more}</div></div>"#)
}

/// The verdict, as HTML.
fn said(sent: &Sent, kept: Option<String>, language: Language) -> String {
    let wrong = |text: T, values: &[&dyn std::fmt::Display]| {
        message(false, &text.with(language, values), "")
    };
    let Some(kept) = kept else {
        return wrong(text::NOT_LOCKED, &[]);
    };
    if sent.too_large {
        return wrong(text::TOO_LARGE, &[&(DOCUMENT_MAX / 1024 / 1024)]);
    }
    let Some(printed) = fingerprint(&sent.fingerprint) else {
        return wrong(text::NOT_TYPED, &[]);
    };
    if let Some(file) = &sent.file {
        let found = sha256_hex(file);
        if found != printed {
            return wrong(text::ANOTHER_FILE, &[&in_groups(&found)]);
        }
    }
    let found = sha256_hex(kept.as_bytes());
    if found != printed {
        return wrong(text::ANOTHER_SERVER, &[&in_groups(&found)]);
    }
    match computed_again(kept.as_bytes(), &printed, language) {
        Verdict::Printed(document) => {
            let rule = rule(document.settings.rule).of(language);
            let people: usize = document.ballots.len();
            let facts = text::RIGHT_FACTS.with(
                language,
                &[
                    &document.number,
                    &document.minutes,
                    &rule,
                    &document.version,
                    &people,
                    &list(&document.agenda, language),
                ],
            );
            message(true, text::RIGHT.of(language), &facts)
        }
        Verdict::Another(found) => wrong(text::ANOTHER_SERVER, &[&in_groups(&found)]),
        Verdict::Unsound(what) => wrong(text::UNSOUND, &[&what]),
    }
}
