//! A meeting on paper: a choice of papers, and the papers as they will be printed. They come
//! ready-made from the server ([`crate::sheet`]) and stay on the phone as they are, so they open
//! and print without network.

use domain::{Language, PhotoId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{keep_photos_for_paper, meeting_title};
use crate::component::{Icon, IconKind, loaded};
use crate::here::{here, slug};
use crate::page::{ChangingTitle, number_in_address};
use crate::read::{ReadPapers, Sheets, use_read};
use crate::text::{language, meeting as text, t};
use crate::view::view;

/// The families of papers that are shown until somebody chooses: the set from which a meeting is
/// run.
const USUAL: [&str; 4] = ["agenda", "item", "record", "sign-in"];

/// The page. What is chosen stands in the address, so that it works as a plain form too.
#[component]
pub fn PrintPage() -> impl IntoView {
    let number = number_in_address();
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("language")?.parse().ok());
    let papers = use_read(move || ReadPapers {
        slug: slug(),
        number: number(),
        language: asked().unwrap_or_else(language),
    });
    let chosen = move || query.with(|query| query.get_all("paper").unwrap_or_default());
    view! {
        <ChangingTitle title=move |()| meeting_title(number())/>
        <div class="screen-only">
            <a class="app__back" href=move || here().meeting(number())>
                <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
            </a>
            <h1 class="title">{t(text::PRINT)}</h1>
            <p class="lead">{t(text::PRINT_LEAD)}</p>
        </div>
        {loaded(papers, move |papers: Vec<Sheets>| {
            let language = asked().unwrap_or_else(language);
            papers_view(papers, here().meeting(number()), language, chosen())
        })}
    }
}

/// The choice, the button, and the papers.
fn papers_view(
    papers: Vec<Sheets>,
    folder: String,
    language: Language,
    chosen: Vec<String>,
) -> AnyView {
    if papers.is_empty() {
        return view! {
            <div class="empty"><Icon kind=IconKind::Clock/><p>{t(text::AGENDA_LATER)}</p></div>
        };
    }
    let photos: Vec<PhotoId> = papers
        .iter()
        .flat_map(|papers| &papers.photos)
        .copied()
        .collect();
    keep_photos_for_paper(photos);
    let mut choices = vec![];
    let mut shown = String::new();
    for papers in papers {
        let checked = if chosen.is_empty() {
            USUAL.contains(&papers.family.as_str())
        } else {
            chosen.contains(&papers.family)
        };
        if checked {
            shown.push_str(&papers.html);
        }
        choices.push(choice(
            "checkbox",
            "paper",
            papers.family,
            papers.name,
            checked,
        ));
    }
    for each in Language::ALL {
        let (code, name) = (each.code().to_owned(), each.own_name().to_owned());
        choices.push(choice("radio", "language", code, name, each == language));
    }
    let set = format!("{folder}/papers/set.pdf?language={language}");
    let digest = format!("{folder}/papers/digest.pdf?language={language}");
    let all = format!("{folder}/papers.pdf?language={language}");
    view! {
        // Nothing but the sheets takes room on paper: the first one begins on the first page.
        <div class="screen-only section stack">
            <form method="get" class="stack">
                <fieldset class="field">
                    <legend class="field__label">{t(text::PAPERS)}</legend>
                    <div class="choices choices--two">{choices}</div>
                </fieldset>
                <div class="btn-row">
                    <button class="btn" type="submit">{t(text::SHOW_PAPERS)}</button>
                    <button class="btn btn--primary" type="button" on:click=move |_| { let _ = window().print(); }>
                        <Icon kind=IconKind::Print/> {t(text::PRINT_NOW)}
                    </button>
                </div>
                <div class="btn-row">
                    <a class="btn" rel="external" href=set>{t(text::PDF_SET)}</a>
                    <a class="btn" rel="external" href=digest>{t(text::PDF_DIGEST)}</a>
                    <a class="btn" rel="external" href=all>{t(text::PDF_ALL)}</a>
                </div>
            </form>
            <hr/>
        </div>
        <div class="sheets" inner_html=shown></div>
    }
}

fn choice(
    kind: &'static str,
    name: &'static str,
    value: String,
    label: String,
    checked: bool,
) -> AnyView {
    view! {
        <label class="choice">
            <input type=kind name=name value=value checked=checked/>
            <span class="choice__text">{label}</span>
        </label>
    }
}
