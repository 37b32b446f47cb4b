//! What is kept for later without having been opened: the secretary whose phone loses the network
//! in the hall has the agenda, its sheets and its photos all the same.

#![allow(
    clippy::unnecessary_wraps,
    reason = "that the file does not come is the error; once it is there, nothing is"
)]

use std::sync::Arc;
use std::time::Duration;

use domain::PhotoId;
use domain::meeting::Status;
use leptos::prelude::set_timeout;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    Fetched, Read, ReadCommunities, ReadCommunity, ReadFeed, ReadMeeting, ReadMeetings, ReadPapers,
    ReadPlan, fresh, kept,
};
use crate::context::now;
use crate::here::{Here, here};
use crate::offline::patience::idle;
use crate::offline::{copies, forget, keep_photos};

/// What is younger is not read again, in milliseconds.
const RECENT: i64 = 10 * domain::time::MINUTE;

/// Of a page of meetings ([`domain::meeting::Meetings`]) no more than is needed here.
#[derive(Deserialize)]
struct Listed {
    cards: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    number: u32,
    status: Status,
}

/// The same of a meeting ([`crate::shown::ShownMeeting`]).
#[derive(Deserialize)]
struct OnPaper {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    photos: Vec<PhotoId>,
}

/// Keeps the way in, the feed, the plan, and the agenda that is locked and not yet decided when the
/// page itself has what it needs.
pub fn warm() {
    let here = here();
    spawn_local(async move {
        // Somebody signed out before the bundle ran, or elsewhere: it ends here too.
        if here.viewer.person.is_none() && was_signed_in(&here).await {
            forget().await;
        }
        idle().await;
        // Where this does not come, neither would what it reads; the next page tries again.
        let _ = keep(here).await;
    });
}

/// In a file of its own: no page waits for it.
#[wasm_split(warm, fallible)]
fn keep(here: Arc<Here>) -> Result<(), SplitLoaderError> {
    keep_way_in(&here);
    if here.viewer.is_member() {
        set_timeout(move || keep_what_is_read(here), Duration::from_secs(2));
    }
    Ok(())
}

fn keep_what_is_read(here: Arc<Here>) {
    spawn_local(async move {
        copies::prune().await;
        let slug = here.community.slug.clone();
        let query = serde_json::to_string(&domain::issue::FeedQuery::default()).unwrap_or_default();
        let feed = ReadFeed {
            slug: slug.clone(),
            query,
        };
        // Whatever of it does not come now is kept when it is opened.
        recent(&here, feed.address()).await;
        recent(&here, ReadPlan { slug: slug.clone() }.address()).await;
        let first = ReadMeetings {
            slug: slug.clone(),
            after: None,
        };
        let meetings = recent(&here, first.address()).await;
        let meetings: Option<Listed> = meetings.and_then(|read| read.value().ok());
        let mut meetings = meetings.into_iter().flat_map(|page| page.cards);
        let Some(next) = meetings.find(|meeting| meeting.status == Status::Locked) else {
            return;
        };
        let number = next.number;
        let papers = ReadPapers {
            slug: slug.clone(),
            number,
            language: crate::text::language(),
        };
        recent(&here, papers.address()).await;
        let meeting = recent(&here, ReadMeeting { slug, number }.address()).await;
        if let Some(Ok(meeting)) = meeting.map(|read| read.value::<OnPaper>()) {
            let photos = meeting.items.iter().flat_map(|item| &item.photos);
            let photos: Vec<String> = photos.map(|photo| here.photo(*photo)).collect();
            keep_photos(&photos);
        }
    });
}

/// The copy, if it is of the last minutes, else what the server says, kept: every full load of a
/// page comes here, also that of a search or of another language.
async fn recent(here: &Here, address: String) -> Option<Fetched> {
    let kept = kept(&here.copy_name(&address)).await;
    let kept = kept.filter(|kept| kept.saved_at.is_some_and(|at| now().0 - at.0 < RECENT));
    match kept {
        None => fresh(here, address).await.ok(),
        kept => kept,
    }
}

/// Whether the way in that was kept is that of a person.
async fn was_signed_in(here: &Here) -> bool {
    let slug = here.community.slug.clone();
    let kept = kept(&ReadCommunity { slug }.address()).await;
    let kept = kept.and_then(|kept| kept.value::<Here>().ok());
    kept.is_some_and(|kept| kept.viewer.person.is_some())
}

/// What the layout knew before it could ask, as the server would answer it; of all communities only
/// this one, so that the way in without network leads here at once.
fn keep_way_in(here: &Here) {
    let keep = |address, json: Result<_, serde_json::Error>| {
        if let Ok(json) = json {
            copies::keep(address, json);
        }
    };
    let only = serde_json::value::to_raw_value(&[&here.community]);
    keep(ReadCommunities {}.address(), only);
    let slug = here.community.slug.clone();
    let here = serde_json::value::to_raw_value(here);
    keep(ReadCommunity { slug }.address(), here);
}
