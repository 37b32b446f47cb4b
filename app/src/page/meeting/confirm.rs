//! A step that can't be undone: a button, then what it means, then the button that does it.

use domain::Command;
use leptos::prelude::*;

use super::live::{Live, ReloadIfChanged};
use crate::component::{CommandForm, Icon, IconKind, focus};
use crate::form::Typed;
use crate::view::view;

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
    on_done: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let open = move |_| {
        asking.set(true);
        focus("confirm".to_owned());
    };
    let cancel = Callback::new(move |()| {
        asking.set(false);
        focus("confirm-ask".to_owned());
    });
    move || {
        if !asking.get() {
            return view! {
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
