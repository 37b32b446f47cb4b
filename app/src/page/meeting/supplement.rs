//! Adding to an agenda that is locked: a numbered supplement (补充议题), with a reason.

use domain::meeting::ChangeItem;
use domain::words::isolated;
use domain::{Command, Field, Problem};
use leptos::prelude::*;

use super::facts::MoreUnlisted;
use super::live::{Live, ReloadIfChanged};
use crate::component::{CommandForm, SelectField, TextArea};
use crate::form::{Typed, wrong};
use crate::shown::ShownUnlisted;
use crate::text::common::REASON;
use crate::text::{issue, meeting as text, t, tf};
use crate::view::view;

/// The form, folded; nothing where no issue could be added.
#[component]
pub fn SupplementForm(live: Live) -> impl IntoView {
    let options = Memo::new(move |_| {
        live.view.with(|view| {
            let options = view.unlisted.iter().map(|ShownUnlisted { card, .. }| {
                let words = format!(
                    "{} {}",
                    tf(issue::NUMBER, &[&card.number]),
                    isolated(&card.title)
                );
                (card.id.to_string(), words)
            });
            options.collect::<Vec<_>>()
        })
    });
    let command = move |typed: Typed| {
        let (meeting, version) = live.seen();
        let chosen = typed.get(Field::Issue).parse();
        Ok(Command::AddSupplement(ChangeItem {
            meeting,
            version,
            issue: chosen.map_err(|_| wrong(Field::Issue, Problem::Missing))?,
            reason: typed.get(Field::Reason),
        }))
    };
    let which = move || {
        view! {
            <SelectField field=Field::Issue label=t(text::SUPPLEMENT_WHICH) options=options.get()/>
        }
    };
    view! {
        <section class="section" hidden=move || options.with(Vec::is_empty)>
            <details class="card">
                <summary>{t(text::SUPPLEMENT)}</summary>
                <CommandForm
                    command
                    on_done=move |_| live.reload(None)
                    submit=t(text::SUPPLEMENT_DO)
                    button="btn"
                    done=t(text::SUPPLEMENT_DONE)
                    empties=true
                >
                    <p class="muted">{t(text::SUPPLEMENT_LEAD)}</p>
                    <ReloadIfChanged live/>
                    {move || which()}
                    {move || view! { <MoreUnlisted more=live.view.with(|view| view.more_unlisted)/> }}
                    <TextArea field=Field::Reason label=t(REASON) rows=2/>
                </CommandForm>
            </details>
        </section>
    }
}
