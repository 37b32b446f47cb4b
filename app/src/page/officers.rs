//! The people in office. The server makes all of it ready.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::component::loaded;
use crate::here::slug;
use crate::page::window_title;
use crate::read::{ReadOfficers, use_read_if};
use crate::text::{household as text, t};
use crate::view::view;

/// The page.
#[component]
pub fn OfficersPage() -> impl IntoView {
    let query = use_query_map();
    let officers = use_read_if(
        move || ReadOfficers {
            slug: slug(),
            find: query.with(|query| query.get("find")),
            person: query.with(|query| query.get("person")),
        },
        || false,
    );
    view! {
        <Title text=window_title(t(text::IN_OFFICE))/>
        <h1 class="title">{t(text::IN_OFFICE)}</h1>
        <p class="lead">{t(text::IN_OFFICE_LEAD)}</p>
        {loaded(officers, |html: String| view! { <div class="section stack" inner_html=html></div> })}
    }
}
