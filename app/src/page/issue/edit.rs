//! Editing one's own issue, until the branch has answered.

use domain::place::Plan;
use domain::{Command, Field};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;

use super::area_options;
use super::read::{use_issue, use_plan};
use crate::component::{
    BackTo, CategoryField, CommandForm, SelectField, TextArea, TextField, loaded_with,
};
use crate::form::Typed;
use crate::form::issue::editing;
use crate::here::here;
use crate::page::{number_in_address, window_title};
use crate::shown::ShownIssue;
use crate::text::common::{BACK, SAVE};
use crate::text::{issue as text, t};
use crate::view::view;

/// The page.
#[component]
pub fn EditPage() -> impl IntoView {
    let number = number_in_address();
    let (issue, plan) = (use_issue(), use_plan());
    view! {
        <Title text=window_title(t(text::EDIT_TITLE))/>
        <BackTo to=Signal::derive(move || here().issue(number())) words=BACK/>
        <h1 class="title">{t(text::EDIT_TITLE)}</h1>
        <p class="lead">{t(text::EDIT_LEAD)}</p>
        <div class="section">{loaded_with(issue, plan, |issue, plan| view! { <EditForm issue plan=plan.unwrap_or_default()/> })}</div>
    }
}

#[component]
fn EditForm(issue: ShownIssue, plan: Plan) -> impl IntoView {
    let ShownIssue {
        id,
        number,
        category,
        area,
        text: words,
        ..
    } = issue;
    let navigate = use_navigate();
    let to = here().issue(number);
    view! {
            <CommandForm
                command=move |typed: Typed| editing(&typed, id).map(Command::EditIssue)
                on_done=move |_| navigate(&to, leptos_router::NavigateOptions::default())
                submit=t(SAVE)
            >
                <CategoryField value=category.code()/>
                <TextField field=Field::Title label=t(text::TITLE) value=words.title/>
                <TextArea field=Field::Body label=t(text::BODY) value=words.body rows=6 optional=true/>
                <SelectField field=Field::Area label=t(text::AREA) hint=t(text::AREA_HINT) options=area_options(&plan) value=area.code()/>
            </CommandForm>
    }
}
