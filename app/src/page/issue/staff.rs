//! What committee and secretary do with an issue: accept, decline, answer. On its page and on the
//! desk.

use domain::issue::{AcceptIssue, AnswerIssue, DeclineIssue, MINUTES, ReviseIssue};
use domain::{Command, Field, IssueId};
use leptos::prelude::*;

use crate::component::{CommandForm, FieldKind, TextArea, TextField};
use crate::form::Typed;
use crate::here::element_id;
use crate::text::common::REASON;
use crate::text::{issue as text, t};
use crate::view::view;

/// 受理, with the minutes that it needs; or a change of these afterwards.
#[component]
pub fn AcceptForm(
    issue: IssueId,
    minutes: u32,
    urgent: bool,
    /// An agenda may take it already: minutes and urgency are changed, with a reason.
    again: bool,
    on_done: Callback<()>,
) -> impl IntoView {
    let kind = FieldKind::Number {
        min: *MINUTES.start(),
        max: *MINUTES.end(),
    };
    view! {
        <CommandForm
            command=move |typed: Typed| {
                let minutes = typed.read(Field::Minutes)?;
                let urgent = !typed.get(Field::Urgent).is_empty();
                Ok(if again {
                    let reason = typed.get(Field::Reason);
                    Command::ReviseIssue(ReviseIssue { issue, minutes, urgent, reason })
                } else {
                    Command::AcceptIssue(AcceptIssue { issue, minutes, urgent })
                })
            }
            on_done=move |_| on_done.run(())
            submit=t(if again { text::CHANGE_MINUTES } else { text::ACCEPT })
            done=t(text::RESPONDED)
            empties=again
        >
            {(!again).then(|| view! { <p class="muted">{t(text::ACCEPT_LEAD)}</p> })}
            <TextField field=Field::Minutes label=t(text::MINUTES) kind value=minutes.to_string() id=element_id("minutes", issue)/>
            <label class="choice">
                <input type="checkbox" name=Field::Urgent.name() checked=urgent/>
                <span class="choice__text">{t(text::URGENT_MARK)} <small>{t(text::URGENT_HINT)}</small></span>
            </label>
            {again.then(|| view! {
                <TextArea field=Field::Reason label=t(REASON) rows=2 id=element_id("accept", issue)/>
            })}
        </CommandForm>
    }
}

/// 不予受理, with the reason.
#[component]
pub fn DeclineForm(issue: IssueId, on_done: Callback<()>) -> impl IntoView {
    view! {
        <CommandForm
            command=move |typed: Typed| Ok(Command::DeclineIssue(DeclineIssue { issue, reason: typed.get(Field::Reason) }))
            on_done=move |_| on_done.run(())
            submit=t(text::DECLINE)
            done=t(text::RESPONDED)
            button="btn btn--danger"
        >
            <p class="muted">{t(text::DECLINE_LEAD)}</p>
            <TextArea field=Field::Reason label=t(REASON) id=element_id("decline", issue)/>
        </CommandForm>
    }
}

/// A public answer.
#[component]
pub fn AnswerForm(issue: IssueId, on_done: Callback<()>) -> impl IntoView {
    view! {
        <CommandForm
            command=move |typed: Typed| Ok(Command::AnswerIssue(AnswerIssue { issue, text: typed.get(Field::Body) }))
            on_done=move |_| on_done.run(())
            submit=t(text::ANSWER)
            done=t(text::RESPONDED)
            empties=true
        >
            <p class="muted">{t(text::ANSWER_LEAD)}</p>
            <TextArea field=Field::Body label=t(text::ANSWER_TEXT) id=element_id("answer", issue)/>
        </CommandForm>
    }
}
