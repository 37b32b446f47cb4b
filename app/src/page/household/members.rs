//! Who belongs to one's household; and for the committee, to others. The server makes it ready.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::component::loaded;
use crate::here::slug;
use crate::page::window_title;
use crate::read::{ReadHousehold, use_read_if};
use crate::text::{household as text, t};
use crate::view::view;

/// The page.
#[component]
pub fn MembersPage() -> impl IntoView {
    let query = use_query_map();
    let household = use_read_if(
        move || ReadHousehold {
            slug: slug(),
            building: query.with(|query| query.get("building")),
        },
        || false,
    );
    view! {
        <Title text=window_title(t(text::HOUSEHOLD))/>
        <h1 class="title">{t(text::HOUSEHOLD)}</h1>
        {loaded(household, |html: String| view! { <div class="section stack" inner_html=html></div> })}
    }
}
