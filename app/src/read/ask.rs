//! Who may read what: every read begins with it.

use domain::{Action, Community, PersonId, Viewer};
use leptos::prelude::expect_context;

use crate::context::{AppContext, session};
use crate::error::AppError;

/// What a read works with: the community and the viewer as it knows them.
pub struct Ask {
    pub context: AppContext,
    pub community: Community,
    pub viewer: Viewer,
}

impl Ask {
    /// Anybody may ask; what they see depends on the viewer.
    pub async fn anybody(slug: &str) -> Result<Self, AppError> {
        // Before anything is awaited: once a page that was made in vain is dropped, its context is
        // gone, and the rest of its read would take a member for a visitor.
        let session = session();
        let context = expect_context::<AppContext>();
        let Some(community) = context.store.community(slug).await? else {
            return Err(fail(AppError::NotFound));
        };
        let viewer = context.store.viewer(community.id, session.person).await?;
        Ok(Self {
            context,
            community,
            viewer,
        })
    }

    /// Only members may ask.
    pub async fn member(slug: &str) -> Result<Self, AppError> {
        Self::allowed(slug, Action::Read).await
    }

    /// Only whoever may do that.
    pub async fn allowed(slug: &str, action: Action) -> Result<Self, AppError> {
        let ask = Self::anybody(slug).await?;
        if ask.viewer.may(action) {
            Ok(ask)
        } else if ask.viewer.is_member() {
            Err(fail(AppError::NotFound))
        } else {
            Err(fail(AppError::SignedOut))
        }
    }

    pub fn person(&self) -> Option<PersonId> {
        self.viewer.person.filter(|_| self.viewer.is_member())
    }
}

/// An error whose status stands on the response too, be it a page or an answer to a server
/// function.
pub fn fail(error: AppError) -> AppError {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = axum::http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
    error
}
