//! Waiting for a read, and saying what went wrong with it.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Icon, IconKind};
use crate::error::AppError;
use crate::read::Fetched;
use crate::text::common::{JOIN_LINK, LOADING, RETRY};
use crate::text::refusal::error;
use crate::text::t;

/// Shows what was read as soon as it is there, or why it isn't.
pub fn loaded<T, V>(
    resource: Resource<Result<Fetched<T>, AppError>>,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=|| view! {
            <div class="skeleton" role="status">
                <span class="visually-hidden">{t(LOADING)}</span>
                <i></i><i></i><i></i>
            </div>
        }>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(fetched) => show(fetched.value).into_any(),
                        Err(error) => view! { <ErrorNotice error retry=move || resource.refetch()/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// What went wrong, and what to do next.
#[component]
pub fn ErrorNotice(
    error: AppError,
    /// Where trying again can help.
    retry: impl Fn() + 'static,
) -> impl IntoView {
    let text = self::error(&error);
    let next = match error {
        AppError::SignedOut => {
            let join = leptos_router::hooks::use_params_map()
                .get_untracked()
                .get("community")
                .map(|slug| format!("/{slug}/join"));
            join.map(|href| view! { <a class="btn btn--primary" href=href>{t(JOIN_LINK)}</a> }.into_any())
        }
        AppError::NotFound => None,
        AppError::Offline | AppError::Failed => Some(
            view! { <button class="btn" type="button" on:click=move |_| retry()>{t(RETRY)}</button> }
                .into_any(),
        ),
    };
    view! {
        <div class="empty" role="alert">
            <Icon kind=IconKind::Warning/>
            <p>{text}</p>
            {next}
        </div>
    }
    .into_any()
}
