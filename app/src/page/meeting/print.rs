//! A meeting on paper, in the browser: what [`domain::paper`] says, drawn in the classes of `style/sheet.css`. The server makes
//! the papers; the phone keeps a copy of them, so they open and print without network.

use domain::Language;
use domain::paper::{Block, Cell, Count, Fact, Figures, Head, Paper, Shows, Table};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{keep_photos_for_paper, meeting_number, window_title};
use crate::component::{Icon, IconKind, QrCode, loaded};
use crate::read::{ReadPapers, use_read};
use crate::route::here;
use crate::text::{language, meeting as text, t, tf};
use crate::view::view;

/// The families of papers that are shown until somebody chooses: what everybody in the room has before them.
const USUAL: [&str; 2] = ["agenda", "item"];

/// The page: a choice of papers, the papers as they will be printed, and the button that prints them. What is chosen stands in
/// the address, so that it works as a plain form too.
#[component]
pub fn PrintPage() -> impl IntoView {
    let number = meeting_number();
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("language")?.parse().ok());
    let papers = use_read(move || ReadPapers {
        slug: here().community.slug.clone(),
        number: number(),
        language: asked().unwrap_or_else(language),
    });
    let chosen = move || query.with(|query| query.get_all("paper").unwrap_or_default());
    view! {
        <Title text=move || window_title(number())/>
        <div class="screen-only">
            <a class="app__back" href=move || here().meeting(number())>
                <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
            </a>
            <h1 class="title">{t(text::PRINT)}</h1>
            <p class="lead">{t(text::PRINT_LEAD)}</p>
        </div>
        {loaded(papers, move |papers: Vec<Paper>| {
            view! { <Papers papers number=number() chosen=chosen()/> }
        })}
    }
}

/// The choice, the button, and the papers.
#[component]
fn Papers(papers: Vec<Paper>, number: u32, chosen: Vec<String>) -> impl IntoView {
    if papers.is_empty() {
        return view! {
            <div class="empty"><Icon kind=IconKind::Clock/><p>{t(text::AGENDA_LATER)}</p></div>
        };
    }
    keep_photos_for_paper(papers.iter().flat_map(Paper::photos));
    let is_chosen = move |family: &str| {
        if chosen.is_empty() {
            USUAL.contains(&family)
        } else {
            chosen.iter().any(|chosen| chosen == family)
        }
    };
    let in_language = papers[0].language;
    let mut choices = vec![];
    let mut last = "";
    for paper in &papers {
        let family = paper.kind.family();
        // Of several sheets the first one stands for all.
        if family != last {
            last = family;
            let name = match family {
                "item" => t(text::SHEETS).to_owned(),
                _ => paper.head.what.clone(),
            };
            choices.push(choice("checkbox", "paper", family, name, is_chosen(family)));
        }
    }
    for (language, name) in [(Language::Chinese, "中文"), (Language::English, "English")] {
        let checked = language == in_language;
        choices.push(choice(
            "radio",
            "language",
            language.code(),
            name.to_owned(),
            checked,
        ));
    }
    let folder = here().meeting(number);
    let code = in_language.code();
    let set = format!("{folder}/papers/set.pdf?language={code}");
    let all = format!("{folder}/papers.pdf?language={code}");
    let shown = papers
        .into_iter()
        .filter(|paper| is_chosen(paper.kind.family()));
    let sheets = shown.enumerate().map(|(n, paper)| sheet(paper, n == 0));
    let sheets = sheets.collect_view();
    view! {
        // Nothing but the sheets takes room on paper: the first one begins on the first page.
        <div class="screen-only stack">
            <form method="get" class="stack">
                <fieldset class="field">
                    <legend>{t(text::PAPERS)}</legend>
                    <div class="choices choices--two">{choices}</div>
                </fieldset>
                <div class="btn-row">
                    <button class="btn" type="submit">{t(text::SHOW_PAPERS)}</button>
                    <button class="btn btn--primary" type="button" on:click=move |_| { let _ = window().print(); }>
                        <Icon kind=IconKind::Print/> {t(text::PRINT_NOW)}
                    </button>
                    <a class="btn" rel="external" href=set>{t(text::PDF_SET)}</a>
                    <a class="btn" rel="external" href=all>{t(text::PDF_ALL)}</a>
                </div>
            </form>
            <hr/>
        </div>
        {sheets}
    }
}

fn choice(
    kind: &'static str,
    name: &'static str,
    value: &'static str,
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

fn sheet(paper: Paper, first: bool) -> AnyView {
    let class = format!("sheet sheet--{}", paper.kind.family());
    // The first sheet begins on the first page, although the page's own (empty) frame comes before it.
    let begins = first.then_some("break-before:auto");
    let blocks: Vec<AnyView> = paper.blocks.into_iter().map(block).collect();
    view! {
        <article class=class lang=paper.language.code() style=begins>
            {head(paper.head, paper.address)}
            <div class="sheet__body">
                <h2 class="sheet__title">{paper.title}</h2>
                {blocks}
            </div>
        </article>
    }
}

/// What stands at the top of each page.
fn head(head: Head, address: String) -> AnyView {
    view! {
        <header class="sheet__head">
            <div class="sheet__run">
                <div class="sheet__id">
                    <b>{head.what}</b>
                    <span>{head.of}</span>
                    <span>{head.version}</span>
                </div>
                <QrCode label=tf(text::SHEET_QR, &[&address]) text=address class="sheet__qr"/>
            </div>
        </header>
    }
}

fn block(part: Block) -> AnyView {
    match part {
        Block::Heading(words) => view! { <h3 class="sheet__h">{words}</h3> },
        Block::Text(words) => view! { <p class="sheet__text">{words}</p> },
        Block::Note(words) => view! { <p class="sheet__note">{words}</p> },
        Block::Quote(words) => view! { <blockquote class="sheet__quote">{words}</blockquote> },
        Block::Facts(list) => facts("sheet__facts", list),
        Block::Pairs(list) => facts("sheet__facts sheet__facts--pairs", list),
        Block::Table(rows) => table(rows),
        Block::Ticks(words) => {
            let ticks: Vec<AnyView> = words
                .into_iter()
                .map(|word| view! { <li class="tick">{word}</li> })
                .collect();
            view! { <ul class="ticks">{ticks}</ul> }
        }
        Block::Counts(list) => counts(list),
        Block::Blanks(labels) => {
            let lines: Vec<AnyView> = labels
                .into_iter()
                .map(|label| view! { <p class="blank-line">{label}</p> })
                .collect();
            view! { <div class="lines">{lines}</div> }
        }
        Block::Lines { label, lines } => {
            let lines: Vec<AnyView> = (0..lines).map(|_| view! { <i></i> }).collect();
            view! { <p class="blank-line blank-line--tall">{label} {lines}</p> }
        }
        Block::Figures(pictures) => figures(pictures),
        Block::Frame(parts) => group("sheet__decision", parts),
        Block::Together(parts) => group("sheet__together", parts),
    }
}

fn group(class: &'static str, parts: Vec<Block>) -> AnyView {
    let parts: Vec<AnyView> = parts.into_iter().map(block).collect();
    view! { <section class=class>{parts}</section> }
}

fn facts(class: &'static str, list: Vec<Fact>) -> AnyView {
    let list: Vec<AnyView> = list
        .into_iter()
        .map(|fact| view! { <div><dt>{fact.label}</dt><dd>{fact.value}</dd></div> })
        .collect();
    view! { <dl class=class>{list}</dl> }
}

fn table(table: Table) -> AnyView {
    let centred: Vec<bool> = table.columns.iter().map(|column| column.centred).collect();
    let (mut widths, mut titles) = (vec![], vec![]);
    for (column, class) in table.columns.into_iter().zip(classes(&centred)) {
        let width = format!("width:{}%", column.width);
        widths.push(view! { <col style=width/> });
        titles.push(view! { <th scope="col" class=class>{column.title}</th> });
    }
    let height = (table.height > 0).then(|| format!("height:calc({} * var(--pt))", table.height));
    let row = |cells: Vec<Cell>| {
        let cells: Vec<AnyView> = cells.into_iter().zip(classes(&centred)).map(cell).collect();
        let height = height.clone();
        view! { <tr style=height>{cells}</tr> }
    };
    let rows: Vec<AnyView> = table.rows.into_iter().map(row).collect();
    view! {
        <table class="sheet__table">
            <colgroup>{widths}</colgroup>
            <thead><tr>{titles}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The class of each column: figures in the middle, those of the first column bold.
fn classes(centred: &[bool]) -> impl Iterator<Item = Option<&'static str>> {
    centred.iter().enumerate().map(|(n, centred)| match n {
        _ if !centred => None,
        0 => Some("sheet__no"),
        _ => Some("sheet__num"),
    })
}

fn cell((cell, class): (Cell, Option<&'static str>)) -> AnyView {
    let small: Vec<AnyView> = cell
        .small
        .into_iter()
        .map(|line| view! { <small>{line}</small> })
        .collect();
    view! { <td class=class>{cell.text} {small}</td> }
}

fn counts(list: Vec<Count>) -> AnyView {
    let list: Vec<AnyView> = list
        .into_iter()
        .map(|count| {
            let empty = count.value.is_none().then(|| {
                view! { <span class="box" role="img" aria-label=t(text::SHEET_BOX)></span> }
            });
            let small = count.small.map(|small| view! { <small>{small}</small> });
            view! { <div><dt>{count.label}</dt><dd>{count.value} {empty} {small}</dd></div> }
        })
        .collect();
    view! { <dl class="sheet__support">{list}</dl> }
}

fn figures(figures: Figures) -> AnyView {
    let here = here();
    let pictures: Vec<AnyView> = figures
        .pictures
        .into_iter()
        .map(|picture| {
            let class = picture.wide.then_some("is-wide");
            match picture.shows {
                Shows::Photo(photo) => {
                    let (source, alt) = (here.photo(photo), figures.of.clone());
                    view! { <figure class=class><img src=source alt=alt/></figure> }
                }
                Shows::Plan(svg) => view! { <figure class=class inner_html=svg></figure> },
            }
        })
        .collect();
    view! { <div class="sheet__figures">{pictures}</div> }
}
