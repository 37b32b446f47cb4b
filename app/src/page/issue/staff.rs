//! What committee and secretary do with an issue: accept, decline, answer. On its page and on the
//! desk.

#[cfg(feature = "hydrate")]
use domain::Refusal;
use domain::issue::{AcceptIssue, AnswerIssue, DeclineIssue, MINUTES, ReviseIssue};
use domain::{Command, Field, IssueId, Text, TextId};
use leptos::prelude::*;

#[cfg(feature = "hydrate")]
use crate::component::Errors;
use crate::component::{CommandForm, FieldKind, Icon, IconKind, TextArea, TextField};
use crate::form::Typed;
use crate::here::element_id;
#[cfg(feature = "hydrate")]
use crate::here::here;
use crate::text::common::REASON;
use crate::text::{issue as text, t};
use crate::view::view;

/// An issue with the words of it that are on screen.
#[derive(Debug, Clone, Copy)]
pub struct AsRead {
    pub issue: IssueId,
    pub number: u32,
    pub text: TextId,
}

/// Inside a form: where it was refused because the reporter has changed the words meanwhile, shows
/// them as they are now. What is typed in the form stays, and is then about these.
#[component]
fn ChangedWords(number: u32, read: RwSignal<TextId>) -> impl IntoView {
    let words = RwSignal::new(None::<Text>);
    #[cfg(feature = "hydrate")]
    if let Some(Errors(refusal)) = use_context() {
        let here = StoredValue::new(here());
        Effect::new(move || {
            if refusal.with(|refusal| *refusal != Some(Refusal::TextChanged)) {
                return;
            }
            let here = here.get_value();
            leptos::task::spawn_local(async move {
                let slug = here.community.slug.clone();
                let issue = crate::read::ReadIssue {
                    slug,
                    number,
                    before: None,
                };
                if let Ok(view) = crate::read::renew(&here, issue).await {
                    // Nothing is left to show it on once the person has gone to another page.
                    let _ = read.try_set(view.text_id);
                    let _ = words.try_set(Some(view.text));
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (number, read);
    move || {
        words.get().map(|Text { title, body }| {
            view! {
                <div class="message message--warn" role="status">
                    <Icon kind=IconKind::Warning/>
                    <div><p>{t(text::WORDS_NOW)}</p><p dir="auto"><b>{title}</b></p><p class="desk-item__text" dir="auto">{body}</p></div>
                </div>
            }
        })
    }
}

/// 受理, with the minutes that it needs; or a change of these afterwards.
#[component]
pub fn AcceptForm(
    read: AsRead,
    minutes: u32,
    urgent: bool,
    /// An agenda may take it already: minutes and urgency are changed, with a reason.
    again: bool,
    on_done: Callback<()>,
) -> impl IntoView {
    let AsRead {
        issue,
        number,
        text: words,
    } = read;
    let words = RwSignal::new(words);
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
                    let text = words.get_untracked();
                    Command::AcceptIssue(AcceptIssue { issue, text, minutes, urgent })
                })
            }
            on_done=move |_| on_done.run(())
            submit=t(if again { text::CHANGE_MINUTES } else { text::ACCEPT })
            done=t(text::RESPONDED)
            empties=again
        >
            <ChangedWords number read=words/>
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
pub fn DeclineForm(read: AsRead, on_done: Callback<()>) -> impl IntoView {
    let AsRead {
        issue,
        number,
        text: words,
    } = read;
    let words = RwSignal::new(words);
    view! {
        <CommandForm
            command=move |typed: Typed| {
                let (text, reason) = (words.get_untracked(), typed.get(Field::Reason));
                Ok(Command::DeclineIssue(DeclineIssue { issue, text, reason }))
            }
            on_done=move |_| on_done.run(())
            submit=t(text::DECLINE)
            done=t(text::RESPONDED)
            button="btn btn--danger"
        >
            <ChangedWords number read=words/>
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
