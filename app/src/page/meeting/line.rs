//! A person's own line in a locked agenda: what their seconds did there.

use leptos::prelude::*;

use super::meeting_title;
use crate::component::{Icon, IconKind, loaded};
use crate::here::{here, slug};
use crate::page::{ChangingTitle, number_in_address};
use crate::read::{ReadLine, use_read};
use crate::text::{meeting as text, t};
use crate::view::view;

/// The page; everybody sees their own.
#[component]
pub fn LinePage() -> impl IntoView {
    let number = number_in_address();
    let line = use_read(move || ReadLine {
        slug: slug(),
        number: number(),
    });
    view! {
        <ChangingTitle title=move |()| meeting_title(number())/>
        <a class="app__back" href=move || here().meeting(number())>
            <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
        </a>
        <h1 class="title">{t(text::MY_LINE)}</h1>
        <p class="lead">{t(text::MY_LINE_LEAD)}</p>
        {loaded(line, |html: String| view! { <div class="section card stack" inner_html=html></div> })}
    }
}
