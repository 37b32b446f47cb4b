//! What is kept for later without having been opened: the secretary whose phone loses the network in the hall has the
//! agenda, its sheets and its photos all the same.

use std::future::Future;
use std::sync::Arc;

use domain::meeting::Status;
use leptos::task::spawn_local;
use serde::Serialize;

use super::{copies, keep_photos};
use crate::error::AppError;
use crate::read;
use crate::route::Here;

/// Keeps the way in, the feed, the plan, and the agenda that is locked and not yet decided.
pub fn warm(here: Arc<Here>) {
    copies::keep("communities".to_owned(), vec![here.community.clone()]);
    if !here.viewer.is_member() {
        return;
    }
    spawn_local(async move {
        let slug = here.community.slug.clone();
        let first_page =
            serde_json::to_string(&domain::issue::FeedQuery::default()).unwrap_or_default();
        keep(&here, "feed/issues", read::feed(slug.clone(), first_page)).await;
        keep(&here, "plan", read::plan(slug.clone())).await;
        let meetings = keep(&here, "meetings", read::meetings(slug.clone())).await;
        let next = meetings
            .into_iter()
            .flatten()
            .find(|meeting| meeting.status == Status::Locked);
        if let Some(next) = next {
            let name = format!("meeting/{}", next.number);
            let meeting = keep(&here, &name, read::meeting(slug, next.number)).await;
            let photos = meeting
                .iter()
                .flat_map(|meeting| &meeting.items)
                .flat_map(|item| &item.photos);
            let photos: Vec<String> = photos.map(|photo| here.photo(*photo)).collect();
            keep_photos(&photos);
        }
    });
}

async fn keep<T>(
    here: &Here,
    what: &str,
    reading: impl Future<Output = Result<T, AppError>>,
) -> Option<T>
where
    T: Serialize + Clone + 'static,
{
    let value = reading.await.ok()?;
    copies::keep(here.copy_name(what), value.clone());
    Some(value)
}
