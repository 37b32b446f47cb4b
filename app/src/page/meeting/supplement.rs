//! Adding to an agenda that is locked: a numbered supplement (补充议题), with a reason.

use domain::meeting::{Candidate, ChangeItem};
use domain::{Command, Field, MeetingId, Problem};
use leptos::prelude::*;

use crate::component::{CommandForm, SelectField, TextArea};
use crate::form::{Typed, wrong};
use crate::text::{issue, meeting as text, t, tf};
use crate::view::view;

/// The form, folded; nothing where no issue could be added. `refresh` makes the page anew.
#[component]
pub fn SupplementForm(
    meeting: MeetingId,
    version: u32,
    candidates: Vec<Candidate>,
    refresh: Callback<()>,
) -> impl IntoView {
    if candidates.is_empty() {
        return ().into_any();
    }
    let options = candidates.into_iter().map(|Candidate { card, .. }| {
        let words = format!("{} {}", tf(issue::NUMBER, &[&card.number]), card.title);
        (card.id.to_string(), words)
    });
    let command = move |typed: Typed| {
        let chosen = typed.get(Field::Issue).parse();
        Ok(Command::AddSupplement(ChangeItem {
            meeting,
            version,
            issue: chosen.map_err(|_| wrong(Field::Issue, Problem::Missing))?,
            reason: typed.get(Field::Reason),
        }))
    };
    view! {
        <section class="section">
            <details class="card">
                <summary>{t(text::SUPPLEMENT)}</summary>
                <CommandForm
                    command
                    on_done=move |_| refresh.run(())
                    submit=t(text::SUPPLEMENT_DO)
                    button="btn"
                    done=t(text::SUPPLEMENT_DONE)
                >
                    <p class="muted">{t(text::SUPPLEMENT_LEAD)}</p>
                    <SelectField field=Field::Issue label=t(text::SUPPLEMENT_WHICH) options=options.collect()/>
                    <TextArea field=Field::Reason label=t(text::REASON) rows=2/>
                </CommandForm>
            </details>
        </section>
    }
}
