//! Waiting for a read, and saying what went wrong with it.

use std::sync::Arc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{Icon, IconKind};
use crate::error::AppError;
use crate::read::{Fetched, Raw, Reading};
#[cfg(not(feature = "ssr"))]
use crate::text::common::LOADING;
use crate::text::common::RETRY;
use crate::text::household::JOIN_LINK;
use crate::text::refusal::error;
use crate::text::t;
use crate::view::view;

/// Shows what was read as soon as it is there, or why it isn't.
///
/// What is read inside `show` comes too late for a page that is read without script;
/// [`loaded_with`] waits for both.
pub fn loaded<T, V>(
    reading: Reading<T>,
    show: impl Fn(T) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let show = move |fetched: &Fetched, _: Option<&Fetched>| {
        fetched.value().map(|value| show(value).into_any())
    };
    waiting(reading.raw(), None, Arc::new(show))
}

/// Shows one thing with another that belongs to it. Without the other (no copy of the plan on this
/// phone, say) the first is shown all the same.
pub fn loaded_with<T, U, V>(
    reading: Reading<T>,
    beside: Reading<U>,
    show: impl Fn(T, Option<U>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    U: DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let show = move |fetched: &Fetched, beside: Option<&Fetched>| {
        let beside = beside.and_then(|beside| beside.value().ok());
        fetched.value().map(|value| show(value, beside).into_any())
    };
    waiting(reading.raw(), Some(beside.raw()), Arc::new(show))
}

type Show = Arc<dyn Fn(&Fetched, Option<&Fetched>) -> Result<AnyView, AppError> + Send + Sync>;

/// Provided by pages whose heading comes with what they read: where that fails, what went wrong is
/// the page's heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeadingIsRead(pub bool);

/// The part that does not depend on what is shown.
fn waiting(resource: Raw, beside: Option<Raw>, show: Show) -> AnyView {
    let heading = use_context() == Some(HeadingIsRead(true));
    let shown = move || {
        let show = Arc::clone(&show);
        async move {
            let read = resource.await;
            let beside = match beside {
                Some(beside) => beside.await.ok(),
                None => None,
            };
            read.and_then(|fetched| show(&fetched, beside.as_ref()))
                .unwrap_or_else(|error| {
                    view! { <ErrorMessage error heading retry=Callback::new(move |()| resource.refetch())/> }
                })
        }
    };
    settled(shown)
}

/// Shows it when it is there, and until then that something is awaited.
#[cfg(not(feature = "ssr"))]
fn settled<F: Future<Output = AnyView> + Send + 'static>(
    shown: impl Fn() -> F + Send + 'static,
) -> AnyView {
    view! {
        <Transition fallback=|| view! {
            <div class="skeleton" role="status">
                <span class="visually-hidden">{t(LOADING)}</span>
                <i></i><i></i><i></i>
            </div>
        }>
            {move || Suspend::new(shown())}
        </Transition>
    }
}

/// The same for a page that is sent when all of it is there: written as soon as it is. A transition
/// would build it two times more to find what else is awaited, which is nothing ([`loaded`] says
/// so), and take each of its elements apart and put it together again.
#[cfg(feature = "ssr")]
fn settled<F: Future<Output = AnyView> + Send + 'static>(
    shown: impl Fn() -> F + Send + 'static,
) -> AnyView {
    use leptos::tachys::html::InertElement;
    // The one that the browser's transition takes, so that both number what follows alike.
    let _ = Owner::current_shared_context().map(|context| context.next_id());
    Suspend::new(async move { InertElement::new(shown().await.to_html()) }).into_any()
}

/// What went wrong, and what to do next. On the server it is the whole answer's status: a page that
/// shows it is not the one that was asked for.
#[component]
pub fn ErrorMessage(
    error: AppError,
    /// It is all that the page says.
    #[prop(optional)]
    heading: bool,
    /// Where trying again can help.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    let error = crate::error::fail(error);
    let text = self::error(&error);
    let next = match error {
        AppError::SignedOut => {
            let join = leptos_router::hooks::use_params_map()
                .get_untracked()
                .get("community")
                .map(|slug| format!("/{slug}/join"));
            join.map(|href| view! { <a class="btn btn--primary" href=href>{t(JOIN_LINK)}</a> })
        }
        AppError::NotFound => None,
        AppError::Offline | AppError::Failed => retry.map(|retry| {
            view! { <button class="btn" type="button" on:click=move |_| retry.run(())>{t(RETRY)}</button> }
        }),
    };
    view! {
        <div class="empty" role="alert">
            <Icon kind=IconKind::Warning/>
            {if heading {
                view! { <h1>{text}</h1> }
            } else {
                view! { <p>{text}</p> }
            }}
            {next}
        </div>
    }
}
