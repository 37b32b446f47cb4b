//! The layer between pages and what they read: from the server, else from the copy on the phone.
//!
//! What comes is passed on as the JSON that it is and becomes a value only where it is shown. So
//! all of this exists once in the bundle, not once for each page.

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

    /// What came from the server just now, and not from a copy. Reactive.
    pub fn fresh(self) -> Option<T>
    where
        T: DeserializeOwned,
    {
        self.raw.with(|read| match read {
            Some(Ok(fetched)) if fetched.saved_at.is_none() => fetched.value().ok(),
            _ => None,
        })
    }
}

/// Reads for the person who is signed in: another person on the same phone has other copies. Reads
/// again when the arguments change.
pub fn use_read<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Reading<F::Output> {
    use_read_if(read, || true)
}

/// Reads the same way, and leaves a copy on the phone only while `kept` says so.
pub fn use_read_if<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
    kept: impl Fn() -> bool + Send + Sync + 'static,
) -> Reading<F::Output> {
    reading(read, move |address| {
        kept().then(|| crate::here::here().copy_name(address))
    })
}

/// Reads what is the same for everybody on this phone, and needed before it is known who that is.
pub fn use_shared_read<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Reading<F::Output> {
    reading(read, |address| Some(address.to_owned()))
}

#[cfg(feature = "ssr")]
fn reading<F: Read>(
    read: impl Fn() -> F + Clone + Send + Sync + 'static,
    _name: impl Fn(&str) -> Option<String>,
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
pub(crate) use browser::{fresh, kept, once, renew};

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;
    use std::rc::Rc;

    use js_sys::wasm_bindgen::JsValue;
    use leptos::prelude::*;
    use send_wrapper::SendWrapper;
    use wasm_bindgen_futures::{JsFuture, future_to_promise};

    use super::{AppError, Fetched, PhantomData, Raw, RawValue, Read, Reading};
    use crate::here::Here;
    use crate::offline::patience::within;
    use crate::offline::{copies, http, showing_copy, showing_fresh};

    pub fn reading<F: Read>(
        read: impl Fn() -> F + Send + Sync + 'static,
        name: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Reading<F::Output> {
        let source = move || {
            let address = read().address();
            let copy = name(&address);
            Source { address, copy }
        };
        Reading {
            raw: resource(Box::new(source)),
            of: PhantomData,
        }
    }

    /// Where it is read, and the name of its copy, if one is kept.
    #[derive(Clone, PartialEq)]
    struct Source {
        address: String,
        copy: Option<String>,
    }

    fn resource(source: Box<dyn Fn() -> Source + Send + Sync>) -> Raw {
        let source = Memo::new(move |_| source());
        let resource = Resource::new(
            move || source.get(),
            // The browser's futures stay on this thread, resources want ones that could move: there
            // is only one here.
            move |source| SendWrapper::new(fetch(source)),
        );
        // Whether a copy is on screen; nothing before the first look.
        Effect::new(move |was_copy: Option<bool>| {
            let read = resource.get();
            let Some(Ok(fetched)) = read else {
                return was_copy.unwrap_or(false);
            };
            match (fetched.saved_at, was_copy) {
                (Some(at), _) => showing_copy(at),
                // There at once: it came with the page. Whatever comes later is kept where it is
                // fetched.
                (None, None) => keep(source.get_untracked().copy, fetched.json),
                (None, Some(true)) => showing_fresh(),
                (None, Some(false)) => {}
            }
            fetched.saved_at.is_some()
        });
        resource
    }

    /// From the server. Where it is not reached, or says nothing for a while, the copy; what comes
    /// later becomes the next copy.
    async fn fetch(Source { address, copy }: Source) -> Result<Fetched, AppError> {
        let answer = Rc::new(Cell::new(None));
        let asked = {
            let (answer, copy) = (Rc::clone(&answer), copy.clone());
            future_to_promise(async move {
                let read = http::get(&address).await;
                if let Ok(json) = &read {
                    keep(copy, json.clone());
                }
                answer.set(Some(read));
                Ok(JsValue::TRUE)
            })
        };
        let kept = match &copy {
            Some(name) => kept(name).await,
            None => None,
        };
        if kept.is_none() {
            let _ = JsFuture::from(asked).await;
        } else if within(http::patience(), &asked).await.is_undefined() {
            http::is_late();
        }
        match (answer.take(), kept) {
            (Some(Ok(json)), _) => Ok(Fetched {
                json,
                saved_at: None,
            }),
            (None | Some(Err(AppError::Offline)), Some(kept)) => Ok(kept),
            (Some(Err(error)), _) => Err(error),
            (None, None) => Err(AppError::Offline),
        }
    }

    /// The copy under a name.
    pub async fn kept(name: &str) -> Option<Fetched> {
        let kept = copies::find(name).await?;
        Some(Fetched {
            json: kept.value,
            saved_at: Some(kept.at),
        })
    }

    fn keep(copy: Option<String>, json: Box<RawValue>) {
        if let Some(name) = copy {
            copies::keep(name, json);
        }
    }

    /// Reads from the server outside of any page what only holds at the moment: no copy is kept.
    pub async fn once<F: Read>(read: &F) -> Result<F::Output, AppError> {
        let json = http::get(&read.address()).await?;
        let fetched = Fetched {
            json,
            saved_at: None,
        };
        fetched.value()
    }

    /// Reads from the server outside of any page, and keeps the copy.
    pub async fn renew<F: Read>(here: &Here, read: F) -> Result<F::Output, AppError> {
        fresh(here, read.address()).await?.value()
    }

    /// The same, for what is only kept.
    pub async fn fresh(here: &Here, address: String) -> Result<Fetched, AppError> {
        let json = http::get(&address).await?;
        copies::keep(here.copy_name(&address), json.clone());
        Ok(Fetched {
            json,
            saved_at: None,
        })
    }
}
