//! Ending mail without signing in: the address that stands in each mail and in its headers, where
//! mail programs find it (RFC 8058). The key in it does this and nothing else.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::words::T;

use super::setup::{Reader, buttons, told};
use super::{At, Fault, Server, pages, session};

const TITLE: T = T("不再收邮件", "No more mail");

/// Whether a request is one that its key alone decides, wherever it is sent from: a mail program
/// sends it without saying where it stands, and no cookie counts.
pub fn is_by_key(path: &str) -> bool {
    matches!(path.split('/').collect::<Vec<_>>()[..], ["", _, "mail", key] if !key.is_empty())
}

/// Asks: programs look at links, too, and must end nothing by it.
pub async fn page(
    State(server): State<Server>,
    At((slug, code)): At<(String, String)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let stop = buttons(&format!(
        r#"<button class="btn btn--primary">{}</button>"#,
        reader.t(T("不再收邮件", "Stop the mail"))
    ));
    let content = format!(
        r#"<p class="lead">{}</p><form method="post" action="/{slug}/mail/{code}">{stop}</form>"#,
        reader.t(T(
            "双线不再往您的邮箱发邮件，并删除这个邮箱地址；消息仍在站内。",
            "Twoline sends no more mail to your address, and deletes it. What is new still stands in your inbox.",
        )),
        slug = domain::words::escape(&slug),
        code = domain::words::escape(&code),
    );
    show(&server, &slug, &parts, reader, &content).await
}

/// Ends it. What a key was for is told to nobody, so that a wrong one is answered in the same way.
pub async fn stop(
    State(server): State<Server>,
    At((slug, code)): At<(String, String)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let community = session::community(&server, &slug).await?;
    server.store.stop_mail(community.id, &code).await?;
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let content = told(reader.t(T(
        "不会再有邮件了。想再收，可以在“消息提醒”重新填邮箱。",
        "No more mail goes there. To have it again, give an address at “What reaches you”.",
    )));
    show(&server, &slug, &parts, reader, &content).await
}

async fn show(
    server: &Server,
    slug: &str,
    parts: &Parts,
    reader: Reader,
    content: &str,
) -> Result<Response, Fault> {
    let community = session::community(server, slug).await?;
    let community = community.read_in(reader.language());
    let home = format!("/{}", community.slug);
    let path = format!("{home}/notices");
    let title = reader.t(TITLE);
    let content =
        format!(r#"<h1 class="title">{title}</h1><div class="section stack">{content}</div>"#);
    let body = reader.frame(&path, &home, &community.name, &content);
    Ok(pages::document(server, parts, title.to_owned(), body).await)
}

#[cfg(test)]
mod tests {
    use super::is_by_key;

    #[test]
    fn only_the_address_of_a_mail_is_decided_by_its_key() {
        assert!(is_by_key("/guihua/mail/0123abcd"));
        for other in [
            "/guihua/mail",
            "/guihua/mail/",
            "/guihua/mail/a/b",
            "/guihua/notices",
            "/mail/guihua",
            "/api/mail/a/b",
        ] {
            assert!(!is_by_key(other), "{other}");
        }
    }
}
