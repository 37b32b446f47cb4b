//! A form that sends one command: fields with their errors beside them, busy while it runs, nothing
//! lost if it fails.

use std::sync::Arc;

use domain::{Command, Envelope, Receipt, Refusal};
use leptos::prelude::*;

use super::{Errors, Icon, IconKind, Photos, on_escape, scripted};
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
    /// Shows a button to leave the form, as Escape does; what was typed is then forgotten.
    #[prop(optional_no_strip, into)]
    on_cancel: Option<Callback<()>>,
    /// Where it has one, what is typed stays on the phone under this name until it is sent: it is
    /// there again when the form or the page opens anew.
    #[prop(optional, into)]
    draft: String,
    /// Photos that go with it.
    #[prop(optional_no_strip)]
    photos: Option<Photos>,
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
    let draft = Draft::start(&here, &draft);
    #[cfg(feature = "hydrate")]
    let node = draft.form;
    #[cfg(feature = "hydrate")]
    let (on_input, forget) = (
        move |event: leptos::ev::Event| {
            draft.keep();
            if errors.typed(&event) {
                failure.set(None);
            }
        },
        move || draft.forget(),
    );
    #[cfg(not(feature = "hydrate"))]
    let (node, on_input, forget) = (
        NodeRef::<leptos::html::Form>::new(),
        |_: leptos::ev::Event| (),
        || (),
    );
    #[cfg(feature = "hydrate")]
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        use super::focus_first_error;
        use crate::offline::send::send_command;
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
            let sent = match photos {
                Some(photos) => photos.send(here, envelope, title).await,
                None => match send_command(&here, &envelope, &title, vec![]).await {
                    Ok(sending) => Ok(sending.answer().await),
                    Err(error) => Err(error),
                },
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
                    forget();
                    if !done.is_empty() {
                        phone.toast.set(Some(done.to_owned()));
                    }
                    on_done.try_run(receipt);
                }
                // It is safe on the phone, and the outbox says what becomes of it.
                Ok(None) => {
                    last.set_value(None);
                    if empties {
                        form.reset();
                    }
                    forget();
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
            command, on_done, last, phone, errors, done, empties, title, here, draft, photos,
        );
        move |_: leptos::ev::SubmitEvent| {}
    };
    let cancels = on_cancel.map(|cancel| on_escape(move || cancel.run(())));
    let on_key = move |event| {
        if let Some(cancels) = &cancels {
            cancels(event);
        }
    };
    view! {
        <form method="post" on:submit=on_submit on:input=on_input on:keydown=on_key node_ref=node novalidate>
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
                    <button class="btn" type="button" on:click=move |_| {
                        forget();
                        cancel.run(());
                    }>{t(crate::text::common::CANCEL)}</button>
                })}
            </div>
        </form>
    }
}

/// What is typed in a form and not yet sent.
#[cfg(feature = "hydrate")]
#[derive(Debug, Clone, Copy)]
struct Draft {
    form: NodeRef<leptos::html::Form>,
    /// Nothing: it is not kept.
    key: StoredValue<Option<String>>,
}

#[cfg(feature = "hydrate")]
impl Draft {
    /// Brings back what is kept under this name as soon as the form is there.
    fn start(here: &crate::here::Here, name: &str) -> Self {
        let key = (!name.is_empty()).then(|| here.copy_name(&here.to(&format!("/draft/{name}"))));
        let draft = Self {
            form: NodeRef::new(),
            key: StoredValue::new(key),
        };
        Effect::new(move || {
            if let (Some(form), Some(key)) = (draft.form.get(), draft.key.get_value()) {
                let typed = crate::offline::drafts::find(&key);
                if !typed.0.is_empty() {
                    typed.put_into(&form);
                }
            }
        });
        draft
    }

    fn keep(self) {
        if let (Some(form), Some(key)) = (self.form.get_untracked(), self.key.get_value()) {
            crate::offline::drafts::keep(&key, &Typed::of(&form));
        }
    }

    fn forget(self) {
        // The form may be gone by the time that the answer has come.
        if let Some(Some(key)) = self.key.try_get_value() {
            crate::offline::drafts::forget_words(&key);
        }
    }
}
