//! A form that sends one command: fields with their errors beside them, busy while it runs, nothing
//! lost if it fails.

use std::sync::Arc;

use domain::{Command, Envelope, Receipt, Refusal};
use leptos::prelude::*;

use super::{Errors, Icon, IconKind, scripted};
use crate::form::Typed;
use crate::phone::Phone;
use crate::text::common::NEEDS_SCRIPT;
use crate::text::t;
use crate::view::view;

/// The form. `command` makes the command from what was typed; the same content sent again after a
/// failure keeps its id, so that it is carried out once.
#[component]
pub fn CommandForm(
    children: Children,
    #[prop(into)] command: Callback<Typed, Result<Command, Refusal>>,
    #[prop(into)] on_done: Callback<Receipt>,
    /// The words on the button.
    submit: &'static str,
    #[prop(default = "btn btn--primary")] button: &'static str,
    /// Shown after it was carried out.
    #[prop(optional)]
    done: &'static str,
    /// Whether nothing of what was typed stays once it was carried out: for forms that stay on
    /// screen and say something new each time.
    #[prop(optional)]
    empties: bool,
    /// What people recognise it by while it waits on the phone, where it may.
    #[prop(optional, into)]
    title: String,
    /// Shows a button to leave the form.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let errors = Errors::provide(None);
    // Sent by the browser itself the form would go to an address that takes none, and what was
    // typed be lost.
    let scripted = scripted();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let last = StoredValue::new(None::<Arc<Envelope>>);
    let title = StoredValue::new(title);
    let phone = Phone::get();
    let here = crate::here::here();
    #[cfg(feature = "hydrate")]
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        use super::focus_first_error;
        use crate::offline::send::send;
        use crate::send::Answer;
        use crate::text::phone::WAITS;
        use crate::text::refusal;
        event.prevent_default();
        let Some(form) = crate::form::form_of(&event) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        errors.0.set(None);
        failure.set(None);
        let made = match command.run(Typed::of(&form)) {
            Ok(made) => made,
            Err(refusal) => {
                errors.0.set(Some(refusal));
                focus_first_error(&form);
                return;
            }
        };
        let envelope = match last.get_value() {
            Some(envelope) if envelope.command == made => envelope,
            _ => Arc::new(crate::send::envelope(made)),
        };
        last.set_value(Some(Arc::clone(&envelope)));
        busy.set(true);
        let here = here.clone();
        leptos::task::spawn_local(async move {
            let title = title.try_get_value().unwrap_or_default();
            let sent = match send(&here, &envelope, &title, vec![]).await {
                Ok(sending) => Ok(sending.answer().await),
                Err(error) => Err(error),
            };
            // Nothing is left to show it on once the person has gone to another page.
            if busy.try_set(false).is_some() {
                return;
            }
            match sent {
                Ok(Some(Answer::Done(receipt))) => {
                    last.set_value(None);
                    if empties {
                        form.reset();
                    }
                    if !done.is_empty() {
                        phone.toast.set(Some(done.to_owned()));
                    }
                    on_done.try_run(receipt);
                }
                // It is safe on the phone, and the outbox says what becomes of it.
                Ok(None) => {
                    last.set_value(None);
                    phone.toast.set(Some(t(WAITS).to_owned()));
                }
                Ok(Some(Answer::Refused(no))) => {
                    last.set_value(None);
                    failure.set(Some(refusal::refusal(&no)));
                    errors.0.set(Some(no));
                    focus_first_error(&form);
                }
                Err(error) => failure.set(Some(refusal::not_sent(&error).to_owned())),
            }
        });
    };
    #[cfg(not(feature = "hydrate"))]
    let on_submit = {
        let _ = (
            command, on_done, last, phone, errors, done, empties, title, here,
        );
        move |_: leptos::ev::SubmitEvent| {}
    };
    view! {
        <form method="post" on:submit=on_submit novalidate>
            {children()}
            <noscript>
                <p class="message message--warn">{t(NEEDS_SCRIPT)}</p>
            </noscript>
            <div role="alert">
                {move || failure.get().map(|words| view! {
                    <div class="message message--error"><Icon kind=IconKind::Warning/><div><p>{words}</p></div></div>
                })}
            </div>
            <div class="btn-row">
                <button class=button disabled=move || !scripted.get() aria-busy=move || busy.get().then_some("true")>{submit}</button>
                {on_cancel.map(|cancel| view! {
                    <button class="btn" type="button" on:click=move |_| cancel.run(())>{t(crate::text::common::CANCEL)}</button>
                })}
            </div>
        </form>
    }
}
