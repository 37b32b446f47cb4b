//! The list on paper that is carried from door to door, to be entered afterwards.

use domain::{Action, BuildingId, Language};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::component::{ErrorMessage, HeadingIsRead, Icon, IconKind, loaded};
use crate::error::AppError;
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{BehalfBuildings, ReadBehalfBuildings, ReadCollect, use_read};
use crate::text::household::LANGUAGE;
use crate::text::meeting::{PRINT_NOW, SHOW_PAPERS};
use crate::text::{issue as text, language, t};
use crate::view::view;

/// The page. What is chosen stands in the address, so that it works as a plain form too.
#[component]
pub fn BehalfListPage() -> impl IntoView {
    let here = here();
    if !here.viewer.may(Action::SecondOnBehalf) {
        let error = if here.viewer.is_member() {
            AppError::NotFound
        } else {
            AppError::SignedOut
        };
        return view! { <ErrorMessage error heading=true/> };
    }
    provide_context(HeadingIsRead(false));
    let query = use_query_map();
    let own = here.viewer.building.clone().map(|id| id.0);
    let building = move || {
        let asked = query.with(|query| query.get("building"));
        asked
            .filter(|id| !id.is_empty())
            .or(own.clone())
            .unwrap_or_default()
    };
    let printed_in = move || {
        let asked = query.with(|query| query.get("language")?.parse::<Language>().ok());
        asked.unwrap_or_else(language)
    };
    let buildings = use_read(move || ReadBehalfBuildings { slug: slug() });
    let of = building.clone();
    let list = use_read(move || ReadCollect {
        slug: slug(),
        building: BuildingId(of()),
        language: printed_in(),
    });
    let chosen = building.clone();
    let enter = move || here.to(&format!("/behalf?building={}", building()));
    view! {
        <Title text=window_title(t(text::BEHALF_LIST))/>
        <div class="screen-only section stack">
            <h1 class="title">{t(text::BEHALF_LIST)}</h1>
            <p class="lead">{t(text::BEHALF_LIST_LEAD)}</p>
            {loaded(buildings, move |all: BehalfBuildings| {
                let chosen = chosen();
                view! { <Choice all chosen printed_in=printed_in()/> }
            })}
            <p><a href=enter>{t(text::BEHALF_TO_ENTER)}</a></p>
            <hr/>
        </div>
        {loaded(list, move |html: String| if html.is_empty() {
            view! { <div class="empty"><Icon kind=IconKind::Info/><p>{t(text::BEHALF_LIST_EMPTY)}</p></div> }
        } else {
            view! { <div class="sheets" inner_html=html></div> }
        })}
    }
}

/// Which building, and in which language.
#[component]
fn Choice(all: BehalfBuildings, chosen: String, printed_in: Language) -> impl IntoView {
    let buildings = all.buildings.into_iter().map(|(BuildingId(id), words)| {
        let selected = id == chosen;
        view! { <option value=id selected=selected>{words}</option> }
    });
    let languages = Language::ALL.into_iter().map(|each| {
        let selected = each == printed_in;
        view! { <option value=each.code() selected=selected>{each.own_name()}</option> }
    });
    view! {
        <form method="get" class="stack">
            <div class="field">
                <label class="field__label" for="building">{t(text::BUILDING)}</label>
                {all.others.then(|| view! { <p class="field__hint">{t(text::BEHALF_OTHERS)}</p> })}
                <select id="building" name="building">{buildings.collect_view()}</select>
            </div>
            <div class="field">
                <label class="field__label" for="language">{t(LANGUAGE)}</label>
                <select id="language" name="language">{languages.collect_view()}</select>
            </div>
            <div class="btn-row">
                <button class="btn" type="submit">{t(SHOW_PAPERS)}</button>
                <button class="btn btn--primary" type="button" on:click=move |_| { let _ = window().print(); }>
                    <Icon kind=IconKind::Print/> {t(PRINT_NOW)}
                </button>
            </div>
        </form>
    }
}
