//! A step that can't be undone: a button, then what it means, then the button that does it.

use domain::Command;
use leptos::prelude::*;

use super::live::{Live, ReloadIfChanged};
use crate::component::{CommandForm, Icon, IconKind, focus};
use crate::form::Typed;
use crate::view::view;

/// What says all that is missing, and the words before it.
#[derive(Clone, Copy)]
pub struct Missing {
    pub lead: &'static str,
    pub all: Callback<(), Vec<String>>,
}

/// Asks before `command` is sent.
#[component]
pub fn Confirm(
    live: Live,
    /// Words on the button that asks.
    ask: &'static str,
    icon: IconKind,
    /// What it means.
    sure: &'static str,
    /// Words on the button that does it.
    submit: &'static str,
    /// Shown once it is done.
    done: &'static str,
    #[prop(into)] command: Callback<(), Command>,
    /// What has to be there before it is asked at all, each in a sentence.
    #[prop(optional)]
    missing: Option<Missing>,
    on_done: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let lacks = RwSignal::new(vec![]);
    let open = move |_| {
        lacks.set(missing.map_or_else(Vec::new, |missing| missing.all.run(())));
        if lacks.with(Vec::is_empty) {
            asking.set(true);
            focus("confirm".to_owned());
        } else {
            focus("confirm-missing".to_owned());
        }
    };
    let cancel = Callback::new(move |()| {
        asking.set(false);
        focus("confirm-ask".to_owned());
    });
    move || {
        if !asking.get() {
            let lacks = lacks.get();
            let complete = lacks.is_empty();
            return view! {
                <div class="message message--warn" id="confirm-missing" tabindex="-1" role="group" hidden=complete>
                    <Icon kind=IconKind::Warning/>
                    <div>
                        <p>{missing.map(|missing| missing.lead)}</p>
                        <ul>{lacks.into_iter().map(|lack| view! { <li>{lack}</li> }).collect_view()}</ul>
                    </div>
                </div>
                <button class="btn btn--primary" type="button" id="confirm-ask" on:click=open>
                    <Icon kind=icon/> {ask}
                </button>
            };
        }
        let command = move |_: Typed| Ok(command.run(()));
        view! {
            <div class="message message--warn" id="confirm" tabindex="-1" role="group" aria-label=ask>
                <Icon kind=IconKind::Warning/>
                <div>
                    <p>{sure}</p>
                    <CommandForm
                        command
                        on_done=move |_| on_done.run(())
                        submit
                        done
                        on_cancel=cancel
                    >
                        <ReloadIfChanged live/>
                    </CommandForm>
                </div>
            </div>
        }
    }
}
