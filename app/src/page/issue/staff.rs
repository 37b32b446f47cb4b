//! What committee and secretary do with an issue: accept, decline, answer. On its page and on the
//! desk.

#[cfg(feature = "hydrate")]
use domain::Refusal;
use domain::issue::{AcceptIssue, AnswerIssue, DeclineIssue, MINUTES, ReviseIssue};
#[cfg(feature = "hydrate")]
use domain::words::issue::gap;
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
use crate::text::{T, issue as text, t, tf};
use crate::view::view;

/// An issue with the words of it that are on screen.
#[derive(Debug, Clone)]
pub struct AsRead {
    pub issue: IssueId,
    pub number: u32,
    pub title: String,
    pub text: TextId,
}

impl AsRead {
    /// What was done with it, and that it was this one.
    fn done(&self, what: T) -> String {
        tf(what, &[&self.number, &self.title])
    }
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

/// Words that are often wanted. What is chosen goes into the field with the id `into`, behind what
/// stands there, and the keyboard goes on at its first gap.
#[component]
fn Ready(texts: &'static [T], into: String) -> impl IntoView {
    let id = format!("{into}-ready");
    #[cfg(feature = "hydrate")]
    let choose = move |event: leptos::ev::Event| {
        use web_sys::wasm_bindgen::JsCast;
        let select: web_sys::HtmlSelectElement = event_target(&event);
        let chosen = usize::try_from(select.selected_index() - 1).ok();
        select.set_selected_index(0);
        let area = document().get_element_by_id(&into);
        let area = area.and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let (Some(area), Some(text)) = (area, chosen.and_then(|n| texts.get(n))) else {
            return;
        };
        let before = area.value();
        let blank = if before.is_empty() { "" } else { "\n" };
        let words = [before.trim_end(), blank, t(*text)].concat();
        area.set_value(&words);
        let _ = area.focus();
        if let Some(gap) = gap(&words)
            && let Some((before, _)) = words.split_once(gap)
        {
            let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(0);
            let start = units(before);
            let _ = area.set_selection_range(start, start + units(gap));
        }
        // As if it had been typed: the draft takes it, and what was wrong is right.
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        if let Ok(input) = web_sys::Event::new_with_event_init_dict("input", &init) {
            let _ = area.dispatch_event(&input);
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let choose = {
        let _ = into;
        |_: leptos::ev::Event| ()
    };
    let options = texts
        .iter()
        .map(|text| view! { <option>{t(*text)}</option> });
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t(text::READY)}</label>
            <select id=id on:change=choose>
                <option>{t(text::CHOOSE)}</option>
                {options.collect_view()}
            </select>
        </div>
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
    /// Called with what was done with which issue, in words.
    on_done: Callback<String>,
    /// Where it can be left without doing anything.
    #[prop(optional_no_strip, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let done = read.done(if again {
        text::DONE_REVISED
    } else {
        text::DONE_ACCEPTED
    });
    let AsRead {
        issue,
        number,
        text: words,
        ..
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
            on_done=move |_| on_done.run(done.clone())
            submit=t(if again { text::CHANGE_MINUTES_DO } else { text::ACCEPT_DO })
            empties=again
            draft=element_id("accept", issue)
            on_cancel
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
pub fn DeclineForm(
    read: AsRead,
    on_done: Callback<String>,
    #[prop(optional_no_strip, into)] on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let done = read.done(text::DONE_DECLINED);
    let AsRead {
        issue,
        number,
        text: words,
        ..
    } = read;
    let words = RwSignal::new(words);
    view! {
        <CommandForm
            command=move |typed: Typed| {
                let (text, reason) = (words.get_untracked(), typed.get(Field::Reason));
                Ok(Command::DeclineIssue(DeclineIssue { issue, text, reason }))
            }
            on_done=move |_| on_done.run(done.clone())
            submit=t(text::DECLINE_DO)
            button="btn btn--danger"
            draft=element_id("decline", issue)
            on_cancel
        >
            <ChangedWords number read=words/>
            <p class="muted">{t(text::DECLINE_LEAD)}</p>
            <Ready texts=text::READY_REASONS.as_slice() into=element_id("decline", issue)/>
            <TextArea field=Field::Reason label=t(REASON) id=element_id("decline", issue)/>
        </CommandForm>
    }
}

/// A public answer.
#[component]
pub fn AnswerForm(
    read: AsRead,
    on_done: Callback<String>,
    #[prop(optional_no_strip, into)] on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let done = read.done(text::DONE_ANSWERED);
    let issue = read.issue;
    view! {
        <CommandForm
            command=move |typed: Typed| Ok(Command::AnswerIssue(AnswerIssue { issue, text: typed.get(Field::Body) }))
            on_done=move |_| on_done.run(done.clone())
            submit=t(text::ANSWER_DO)
            empties=true
            draft=element_id("answer", issue)
            on_cancel
        >
            <p class="muted">{t(text::ANSWER_LEAD)}</p>
            <Ready texts=text::READY_ANSWERS.as_slice() into=element_id("answer", issue)/>
            <TextArea field=Field::Body label=t(text::ANSWER_TEXT) id=element_id("answer", issue)/>
        </CommandForm>
    }
}
