//! Where a page stands, and the addresses in it. Short and stable: they hang on walls as QR codes
//! for years.

use std::sync::Arc;

use domain::{Community, IssueId, PhotoId, Viewer};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The community that the page stands in, and its viewer. Fixed for as long as the page lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Here {
    pub community: Community,
    pub viewer: Viewer,
}

/// Where the layout puts [`Here`] before any page inside it is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Slot(StoredValue<Option<Arc<Here>>>);

impl Slot {
    /// Provides an empty one.
    pub fn provide() -> Self {
        let slot = Self(StoredValue::new(None));
        provide_context(slot);
        slot
    }

    /// Fills it.
    pub fn fill(self, here: Here) {
        self.0.set_value(Some(Arc::new(here)));
    }
}

/// The community that this page stands in.
pub fn here() -> Arc<Here> {
    let slot: Slot = expect_context();
    slot.0
        .get_value()
        .expect("pages are rendered inside a community's layout")
}

/// The slug of the community that this page stands in.
pub fn slug() -> String {
    here().community.slug.clone()
}

/// Where one of the app's shortcuts leads (`public/manifest.webmanifest`), as a path of a
/// community: what the address of the start asks for, as in `?go=report`.
pub fn shortcut(query: &str) -> &'static str {
    match query.trim_start_matches('?') {
        "go=report" => "/issues/new",
        "go=meetings" => "/meetings",
        _ => "",
    }
}

impl Here {
    /// The address of a page of this community; `path` begins with a slash or is empty.
    pub fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.community.slug)
    }

    /// An issue's page.
    pub fn issue(&self, number: u32) -> String {
        self.to(&format!("/issues/{number}"))
    }

    /// A meeting's page.
    pub fn meeting(&self, number: u32) -> String {
        self.to(&format!("/meetings/{number}"))
    }

    /// A photo as it is shown on an issue's page and on paper.
    pub fn photo(&self, id: PhotoId) -> String {
        self.to(&format!("/photos/{id}"))
    }

    /// A photo for lists.
    pub fn small_photo(&self, id: PhotoId) -> String {
        self.to(&format!("/photos/{id}/small"))
    }

    /// May the viewer do that?
    pub fn may(&self, action: domain::Action) -> bool {
        self.viewer.may(action)
    }

    /// The name under which the phone keeps a copy of what was read at `address`. Another person on
    /// the same phone has other copies.
    pub fn copy_name(&self, address: &str) -> String {
        let person = self
            .viewer
            .person
            .map(|person| person.to_string())
            .unwrap_or_default();
        format!("{person} {address}")
    }
}

/// The id of an issue's card in a list, by which one comes back to it.
pub fn card_id(number: u32) -> String {
    format!("issue-{number}")
}

/// A part of the page's id for an issue's elements.
pub fn element_id(prefix: &str, issue: IssueId) -> String {
    format!("{prefix}-{issue}")
}
