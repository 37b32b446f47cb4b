//! `twoline serve --demo`: a made-up community to try things on, and links to join it.
//!
//! It comes about as a real one does, by commands, each at its own time; nothing is written past
//! the rules.

mod plan;
mod seed;
mod story;
mod welcome;
mod words;
mod work;

use app::context::now;
use domain::Language;
use domain::household::Household;
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
    let demo = match store.community(SLUG).await? {
        Some(community) if is_in(store).await? => Some(community),
        Some(_) | None => None,
    };
    let Some(community) = demo else {
        return Ok(welcome::elsewhere(language, public_url));
    };
    if !seed::is_complete(store, community.id).await? {
        return Err(Error::DemoIncomplete);
    }
    let links = welcome::links(store, &community, public_url, now()).await?;
    Ok(welcome::text(language, &community.name, public_url, &links))
}

/// Whether this database holds the demo, or the beginning of one: its households have ids that no
/// other register gives.
pub async fn is_in(store: &Store) -> Result<bool, Error> {
    let Some(community) = store.community(SLUG).await? else {
        return Ok(false);
    };
    let first = plan::building(1);
    let households = store.households(community.id, &first).await?;
    let ours =
        |household: &Household| household.id == plan::household(community.id, 1, &household.room);
    Ok(households.iter().any(ours))
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
