//! A person's own line in a locked agenda: what their seconds did there.

use domain::meeting::{Line, Purse};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{meeting_number, window_title};
use crate::component::{Icon, IconKind, loaded};
use crate::read::{ReadLine, use_read};
use crate::route::here;
use crate::text::common::COMMA;
use crate::text::{meeting as text, t, tf};
use crate::view::view;

/// The page; everybody sees their own.
#[component]
pub fn LinePage() -> impl IntoView {
    let number = meeting_number();
    let line = use_read(move || ReadLine {
        slug: here().community.slug.clone(),
        number: number(),
    });
    view! {
        <Title text=move || window_title(number())/>
        <a class="app__back" href=move || here().meeting(number())>
            <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
        </a>
        <h1 class="title">{t(text::MY_LINE)}</h1>
        <p class="lead">{t(text::MY_LINE_LEAD)}</p>
        {loaded(line, |line: Option<Line>| match line {
            Some(line) => view! { <Facts line/> },
            None => view! {
                <div class="empty"><Icon kind=IconKind::Info/><p>{t(text::MY_LINE_NONE)}</p></div>
            },
        })}
    }
}

#[component]
fn Facts(line: Line) -> impl IntoView {
    let numbers: Vec<String> = line.seconded.iter().map(u32::to_string).collect();
    let mut facts = vec![
        (
            t(text::MY_NUMBER).to_owned(),
            tf(text::MY_NUMBER_OF, &[&line.number, &line.of]),
        ),
        (t(text::MY_SECONDED).to_owned(), numbers.join(t(COMMA))),
    ];
    let raised = line.purse.is_some();
    if let Some(Purse {
        share,
        credit,
        paid,
        carried,
    }) = line.purse
    {
        facts.push((t(text::MY_SHARE).to_owned(), text::duration(share)));
        if credit > 0 {
            facts.push((t(text::MY_CREDIT).to_owned(), text::duration(credit)));
        }
        for (issue, given) in paid {
            facts.push((tf(text::MY_PAID, &[&issue]), text::duration(given)));
        }
        facts.push((t(text::MY_CARRIED).to_owned(), text::duration(carried)));
    }
    let facts = facts
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    view! {
        <div class="card stack">
            <dl class="facts">{facts.collect_view()}</dl>
            {raised.then(|| view! { <p class="muted">{t(text::MY_RAISED)}</p> })}
        </div>
    }
}
