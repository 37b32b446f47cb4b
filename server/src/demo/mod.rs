//! `twoline serve --demo`: a made-up community to try things on, and links to join it.
//!
//! It comes about as a real one does, by commands, each at its own time; nothing is written past
//! the rules.

mod plan;
mod seed;
mod story;
mod welcome;
mod words;

use app::context::now;
use domain::Language;
use store::Store;

use crate::error::Error;

/// Where the demo community stands: `/guihua`.
const SLUG: &str = "guihua";

/// Makes the community if the database has none yet, and returns what to print: how to join it.
pub async fn prepare(store: &Store, public_url: &str) -> Result<String, Error> {
    let language = console_language();
    if store.communities().await?.is_empty() {
        seed::seed(store, language, now()).await?;
    }
    let Some(community) = store.community(SLUG).await? else {
        return Ok(welcome::elsewhere(language, public_url));
    };
    if !seed::is_complete(store, community.id).await? {
        return Err(Error::DemoIncomplete);
    }
    let links = welcome::links(store, &community, public_url, now()).await?;
    Ok(welcome::text(language, &community.name, public_url, &links))
}

/// The language of whoever sits at the console, by the usual variables.
fn console_language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.to_ascii_lowercase().starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}
