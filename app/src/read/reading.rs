//! The layer between pages and what they read: from the server, else from the copy on the phone.
//!
//! What comes is passed on as the JSON that it is and becomes a value only where it is shown. So all of this exists once
//! in the bundle, not once for each page.

use std::marker::PhantomData;

use domain::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::AppError;

/// A server function that reads: `ReadIssue { slug, number }` and the like, with its arguments.
pub trait Read:
    ServerFn<Error = AppError, Output: Serialize + DeserializeOwned> + Serialize + Sync + 'static
{
    /// Where the server answers it; its copy on the phone has the same name.
    fn address(&self) -> String {
        // Texts and numbers can always be written.
        let arguments = serde_qs::to_string(self).unwrap_or_default();
        format!("{}?{arguments}", Self::PATH)
    }
}

impl<F> Read for F where
    F: ServerFn<Error = AppError, Output: Serialize + DeserializeOwned>
        + Serialize
        + Sync
        + 'static
{
}

/// What was read, as it came.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Fetched {
    pub json: Box<RawValue>,
    /// When the copy was kept; `None`: fresh from the server.
    pub saved_at: Option<Timestamp>,
}

impl Fetched {
    /// The value; an error where another version of the app wrote it in another form.
    pub fn value<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        serde_json::from_str(self.json.get()).map_err(|_| match self.saved_at {
            Some(_) => AppError::Offline,
            None => AppError::Failed,
        })
    }
}

pub(crate) type Raw = Resource<Result<Fetched, AppError>>;

/// What a page reads; shown by [`loaded`](crate::component::loaded).
#[derive(Debug)]
pub struct Reading<T> {
    raw: Raw,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

impl<T> Reading<T> {
    pub(crate) fn raw(self) -> Raw {
        self.raw
    }

    /// Reads it again.
    pub fn refetch(self) {
        self.raw.refetch();
    }

    /// Whether it came from the server just now. Reactive.
    pub fn is_fresh(self) -> bool {
        self.raw
            .with(|read| matches!(read, Some(Ok(fetched)) if fetched.saved_at.is_none()))
    }
}

/// Reads for the person who is signed in: another person on the same phone has other copies. Reads again when the
/// arguments change.
pub fn use_read<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Reading<F::Output> {
    reading(read, |address| crate::here::here().copy_name(address))
}

/// Reads what is the same for everybody on this phone, and needed before it is known who that is.
pub fn use_shared_read<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Reading<F::Output> {
    reading(read, str::to_owned)
}

#[cfg(feature = "ssr")]
fn reading<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
    _name: fn(&str) -> String,
) -> Reading<F::Output> {
    let address = {
        let read = read.clone();
        move || read().address()
    };
    let fetch = move |_| {
        let read = read();
        async move {
            let value = read.run_body().await?;
            let json = serde_json::value::to_raw_value(&value).map_err(|_| AppError::Failed)?;
            Ok(Fetched {
                json,
                saved_at: None,
            })
        }
    };
    Reading {
        raw: Resource::new(address, fetch),
        of: PhantomData,
    }
}

#[cfg(feature = "hydrate")]
use browser::reading;
#[cfg(feature = "hydrate")]
pub use browser::renew;

#[cfg(feature = "hydrate")]
mod browser {
    use super::{AppError, Fetched, PhantomData, Raw, RawValue, Read, Reading};
    use crate::here::Here;
    use crate::offline::{copies, http, reached, showing_copy};
    use leptos::prelude::*;
    use send_wrapper::SendWrapper;

    pub fn reading<F: Read>(
        read: impl Fn() -> F + Send + Sync + 'static,
        name: fn(&str) -> String,
    ) -> Reading<F::Output> {
        Reading {
            raw: resource(Box::new(move || read().address()), name),
            of: PhantomData,
        }
    }

    fn resource(address: Box<dyn Fn() -> String + Send + Sync>, name: fn(&str) -> String) -> Raw {
        let address = Memo::new(move |_| address());
        let resource = Resource::new(
            move || address.get(),
            move |address| {
                let copy = name(&address);
                // The browser's futures stay on this thread, resources want ones that could move: there is only one here.
                SendWrapper::new(fetch(address, copy))
            },
        );
        // What came with the page is kept under the address that it was read for; whatever comes later, where it is fetched.
        let first = name(&address.get_untracked());
        let came_with_page = StoredValue::new(true);
        Effect::new(move || {
            if let Some(Ok(fetched)) = resource.get() {
                match fetched.saved_at {
                    None => {
                        reached(true);
                        if came_with_page.get_value() {
                            copies::keep(first.clone(), fetched.json);
                        }
                    }
                    Some(at) => showing_copy(at),
                }
                came_with_page.set_value(false);
            }
        });
        resource
    }

    async fn fetch(address: String, copy: String) -> Result<Fetched, AppError> {
        match http::get(&address).await {
            Ok(json) => {
                copies::keep(copy, json.clone());
                Ok(Fetched {
                    json,
                    saved_at: None,
                })
            }
            Err(AppError::Offline) => {
                reached(false);
                copies::find(copy).await.ok_or(AppError::Offline)
            }
            Err(error) => Err(error),
        }
    }

    /// Reads from the server outside of any page, and keeps the copy.
    pub async fn renew<F: Read>(here: &Here, read: F) -> Result<F::Output, AppError> {
        let json = fresh(here, read.address()).await?;
        serde_json::from_str(json.get()).map_err(|_| AppError::Failed)
    }

    async fn fresh(here: &Here, address: String) -> Result<Box<RawValue>, AppError> {
        let json = http::get(&address).await?;
        copies::keep(here.copy_name(&address), json.clone());
        Ok(json)
    }
}
