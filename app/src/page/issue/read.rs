//! What several pages of issues read.

use domain::place::Plan;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use crate::here::slug;
use crate::page::number_in_address;
use crate::read::{ReadIssue, ReadPlan, Reading, use_read};
use crate::shown::ShownIssue;

/// The row before which the page's address asks for the trace; `None` for its end.
pub fn before(query: &ParamsMap) -> Option<u32> {
    query.get("before")?.parse().ok()
}

/// The issue in the page's address.
pub fn use_issue() -> Reading<ShownIssue> {
    let number = number_in_address();
    let query = use_query_map();
    use_read(move || ReadIssue {
        slug: slug(),
        number: number(),
        before: query.with(before),
    })
}

/// The estate's plan.
pub fn use_plan() -> Reading<Plan> {
    use_read(|| ReadPlan { slug: slug() })
}
