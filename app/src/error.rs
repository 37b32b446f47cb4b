//! What can go wrong between a page and the server. A refusal of the domain is an answer, not one
//! of these.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Seen by people through `text::refusal::error`; causes are logged on the server, never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Only members see this; the person is not signed in here.
    SignedOut,
    /// There is nothing at this address, or not for this person.
    NotFound,
    /// The server was not reached, and there is no copy on the phone.
    Offline,
    /// Something broke on the server; it is in its log.
    Failed,
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        // The browser's side is `offline::http`, which makes its errors itself.
        #[cfg(feature = "ssr")]
        match error {
            // What was sent can't be read: no page of ours sends that. What it says may hold words
            // of people, and is not logged.
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                return fail(AppError::NotFound);
            }
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => {
                leptos::logging::error!("server function: {error:?}");
            }
        }
        #[cfg(not(feature = "ssr"))]
        let _ = error;
        AppError::Failed
    }
}

#[cfg(feature = "ssr")]
impl From<store::Error> for AppError {
    fn from(error: store::Error) -> Self {
        leptos::logging::error!("store: {error}");
        AppError::Failed
    }
}

impl AppError {
    /// The HTTP status that tells machines the same.
    pub fn status(&self) -> u16 {
        match self {
            AppError::SignedOut => 401,
            AppError::NotFound => 404,
            AppError::Offline => 503,
            AppError::Failed => 500,
        }
    }
}

/// An error whose status stands on the response too, be it a page or an answer to a server
/// function.
#[cfg(feature = "ssr")]
pub fn fail(error: AppError) -> AppError {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = axum::http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
    error
}
