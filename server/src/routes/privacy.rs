//! What is kept of people and why, as a page: the words of `PRIVACY.md`, in the reader's language.

use app::context::Preferences;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::words::{T, escape};
use domain::{Action, Language};

use super::setup::Reader;
use super::{At, Fault, Server, pages, retention, session};

const TEXT: &str = include_str!("../../../PRIVACY.md");

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let community = session::community(&server, &slug).await?;
    let preferences: Option<&Preferences> = parts.extensions.get();
    let reader = Reader(preferences.copied().unwrap_or_default());
    let (title, html) = html(TEXT, reader.language());
    let periods = server.store.periods(community.id).await?;
    let periods = retention::periods(reader, &periods);
    let here = reader.t(T("这里的期限", "Periods that hold here"));
    let viewer = server
        .store
        .viewer(community.id, session::session(&parts).person);
    let more = if viewer.await?.may(Action::AnswerIssue) {
        let more = reader.t(T("删除了什么，改期限", "What was erased, and changing it"));
        format!(r#"<p><a href="/{slug}/retention">{more}</a></p>"#)
    } else {
        String::new()
    };
    let home = format!("/{slug}");
    let content = format!(
        r#"<h1 class="title">{}</h1><div class="section stack">{html}<h2 class="section__title" id="periods">{here}</h2>{periods}{more}</div>"#,
        escape(title)
    );
    let path = format!("/{slug}/privacy");
    let body = reader.frame(&path, &home, &community.name, &content);
    Ok(pages::document(&server, &parts, title.to_owned(), body).await)
}

/// The part of the text in this language, Chinese first: its title, and the rest as HTML. It has
/// paragraphs, lists and headings, and nothing else.
fn html(text: &str, language: Language) -> (&str, String) {
    let (chinese, english) = text.split_once("\n# ").unwrap_or((text, ""));
    let part = match language {
        Language::Chinese => chinese,
        Language::English => english,
    };
    let part = part.trim_start_matches("# ");
    let (title, rest) = part.split_once('\n').unwrap_or((part, ""));
    // Chinese has no blank where a line ends.
    let between = match language {
        Language::Chinese => "",
        Language::English => " ",
    };
    let joined = |lines: &str| {
        let lines: Vec<&str> = lines.lines().map(str::trim).collect();
        escape(&lines.join(between))
    };
    let mut html = String::new();
    for block in rest.split("\n\n").map(str::trim) {
        if let Some(heading) = block.strip_prefix("## ") {
            html += r#"<h2 class="section__title">"#;
            html += &joined(heading);
            html += "</h2>";
        } else if let Some(items) = block.strip_prefix("- ") {
            html += r#"<ul class="list">"#;
            for item in items.split("\n- ") {
                html += "<li>";
                html += &joined(item);
                html += "</li>";
            }
            html += "</ul>";
        } else if !block.is_empty() {
            html += "<p>";
            html += &joined(block);
            html += "</p>";
        }
    }
    (title, html)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All words of a text, whatever is between them.
    fn letters(text: &str) -> String {
        let text = text.replace("&#39;", "'").replace("&amp;", "&");
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    }

    #[test]
    fn the_page_says_all_that_the_document_says_in_both_languages() {
        let mut shown = String::new();
        for language in [Language::Chinese, Language::English] {
            let (title, html) = html(TEXT, language);
            let plain = html.replace("&quot;", "\"");
            let mut inside = String::new();
            let mut is_tag = false;
            for c in plain.chars() {
                match c {
                    '<' => is_tag = true,
                    '>' => is_tag = false,
                    c if !is_tag => inside.push(c),
                    _ => {}
                }
            }
            shown += &letters(title);
            shown += &letters(&inside);
        }
        assert_eq!(shown, letters(TEXT));
        let (title, _) = html(TEXT, Language::English);
        assert_eq!(title, "Privacy");
    }
}
