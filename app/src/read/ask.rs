//! Who may read what: every read begins with it.

use domain::{Actor, Community, PersonId, Sender, Viewer};
use leptos::prelude::expect_context;

use crate::context::{AppContext, community, session};
use crate::door::{self, Entered, Shut};
use crate::error::{AppError, fail};
use crate::here::Here;

/// What a read works with: the community and the viewer as it knows them.
pub struct Ask {
    pub context: AppContext,
    pub community: Community,
    pub viewer: Viewer,
}

impl Ask {
    /// Passes the door: `address` is the read's own, which says who may ask. What anybody may ask
    /// depends on the viewer all the same.
    pub async fn enter(address: &str, slug: &str) -> Result<Self, AppError> {
        // Before anything is awaited: once a page that was made in vain is dropped, its context is
        // gone, and the rest of its read would take a member for a visitor.
        let session = session();
        let context = expect_context::<AppContext>();
        let found = community().filter(|here| here.community.slug == slug);
        let entered = match found {
            Some(Here { community, viewer }) => door::admit(community, viewer, "GET", address),
            None => door::enter(&context.store, session.person, slug, "GET", address).await?,
        };
        match entered {
            Ok(Entered { community, viewer }) => Ok(Self {
                context,
                community,
                viewer,
            }),
            Err(Shut::SignedOut(_)) => Err(fail(AppError::SignedOut)),
            Err(Shut::NoCommunity | Shut::NotAllowed) => Err(fail(AppError::NotFound)),
        }
    }

    /// The viewer as whoever sends commands: with the buildings that they lead.
    pub async fn actor(&self) -> Result<Actor, AppError> {
        let sender = self.person().map_or(Sender::Nobody, Sender::Person);
        Ok(self.context.store.actor(self.community.id, sender).await?)
    }

    pub fn person(&self) -> Option<PersonId> {
        self.viewer.person.filter(|_| self.viewer.is_member())
    }
}
