//! The ways to the other pages of a list.

use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::text::{issue as text, t};
use crate::view::view;

/// Back to the first page, where this is another, and on to the next, if there is one. Links, so
/// that they work without script and can be kept.
#[component]
pub fn Pager(first: Option<String>, next: Option<String>) -> impl IntoView {
    let first =
        first.map(|href| view! { <a class="btn" rel="first" href=href>{t(text::FIRST_PAGE)}</a> });
    let next = next.map(|href| {
        view! { <a class="btn" rel="next" href=href>{t(text::OLDER)} <Icon kind=IconKind::ChevronRight/></a> }
    });
    (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label=t(text::PAGES)>{first} {next}</nav> })
}
