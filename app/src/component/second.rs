//! The button to second an issue (附议). The tap shows as soon as it is kept on the phone; if the
//! server refuses, it is put right.

use domain::issue::{IssueCard, Status};
use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::context::new_id;
use crate::here::here;
use crate::phone::Phone;
#[cfg(feature = "hydrate")]
use crate::send::Answer;
use crate::text::issue::{PEOPLE, SECOND, SECOND_OF, SECONDED};
use crate::text::refusal::closed_for_seconds;
use crate::text::{t, tf};
use crate::view::view;

/// What the button needs to know of its issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: domain::IssueId,
    pub number: u32,
    pub title: String,
    pub status: Status,
    pub seconds: u32,
    pub seconded: bool,
}

impl From<&IssueCard> for Target {
    fn from(card: &IssueCard) -> Self {
        Self {
            id: card.id,
            number: card.number,
            title: card.title.clone(),
            status: card.status,
            seconds: card.seconds,
            seconded: card.seconded,
        }
    }
}

/// Seconds the issue, or takes the second back. Works as a plain form before the bundle has loaded.
#[component]
pub fn SecondButton(
    target: Target,
    #[prop(optional)] large: bool,
    /// Called once the server has carried it out.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let here = here();
    let phone = Phone::get();
    let Target {
        id,
        number,
        title,
        status,
        seconds,
        seconded,
    } = target;
    // What waits in the outbox; else what was delivered since this page was read; else what the
    // server knew.
    let delivered = RwSignal::new(None::<bool>);
    let waiting = Memo::new(move |_| {
        phone.outbox.with(|outbox| {
            outbox
                .iter()
                .rev()
                .filter(|w| w.refusal.is_none())
                .find_map(|w| w.what.wants_second(id))
        })
    });
    let pressed = move || waiting.get().or(delivered.get()).unwrap_or(seconded);
    let count = move || match (seconded, pressed()) {
        (false, true) => seconds + 1,
        (true, false) => seconds.saturating_sub(1),
        (true, true) | (false, false) => seconds,
    };
    let page = here.issue(number);
    let action = move || {
        let verb = if pressed() { "take-back" } else { "second" };
        format!("{page}/{verb}")
    };
    let title = StoredValue::new(title);
    let of_what = title.with_value(|title| tf(SECOND_OF, &[title]));
    let closed = closed_for_seconds(status);
    #[cfg(feature = "hydrate")]
    let tap = {
        let here = here.clone();
        let busy = StoredValue::new(false);
        // What waited is delivered while the page shows what was so before: the button stays as it
        // was tapped, unless the server refused. What was heard before this page was made says
        // nothing new.
        Effect::new(move |heard: Option<()>| {
            let so = phone.sent.with(|sent| {
                let sent = sent.as_ref()?;
                let want = sent.what.wants_second(id)?;
                Some(match sent.answer.as_ref()? {
                    Answer::Done(_) => Some(want),
                    Answer::Refused(_) => None,
                })
            });
            if let (Some(()), Some(so)) = (heard, so) {
                delivered.set(so);
            }
        });
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            // Until the last tap is kept, it is not known which one this is.
            if busy.get_value() {
                return;
            }
            busy.set_value(true);
            let want = !pressed();
            let (here, title) = (here.clone(), title.get_value());
            leptos::task::spawn_local(async move {
                let kept = move || {
                    busy.try_set_value(false);
                };
                let sent = browser::send(&here, id, want, &title, kept).await;
                busy.try_set_value(false);
                match (sent, on_done) {
                    (Err(words), _) => phone.toast.set(Some(words)),
                    (Ok(()), Some(done)) => {
                        delivered.try_set(Some(want));
                        done.try_run(());
                    }
                    (Ok(()), None) => {
                        delivered.try_set(Some(want));
                    }
                }
            });
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let tap = move |_: leptos::ev::SubmitEvent| {
        let _ = (delivered, phone, on_done);
    };
    view! {
        <form method="post" action=action on:submit=tap>
            <input type="hidden" name=crate::form::COMMAND value=new_id().to_string()/>
            <button
                class=if large { "second second--large" } else { "second" }
                aria-pressed=move || if pressed() { "true" } else { "false" }
                disabled=closed.is_some()
            >
                <Icon kind=IconKind::Hand/>
                <span>{move || t(if pressed() { SECONDED } else { SECOND })}</span>
                <span class="visually-hidden">{of_what}</span>
                <b class="second__count">{move || count()}</b>
                <span class="visually-hidden">{t(PEOPLE)}</span>
            </button>
        </form>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::{CommandId, IssueId};

    use crate::context::new_id;
    use crate::here::Here;
    use crate::offline::send::{Sending, send as send_outgoing};
    use crate::send::{Answer, Outgoing};
    use crate::text::issue::{SECOND_WAITS, TAKE_BACK_WAITS};
    use crate::text::{refusal, t};

    /// Sends it. `kept` is called as soon as it waits in the outbox, from where it will arrive.
    /// Returns once it is as wanted; fails with words for the person where it was refused, could
    /// not be sent, or still waits.
    pub async fn send(
        here: &Here,
        issue: IssueId,
        want: bool,
        title: &str,
        kept: impl FnOnce(),
    ) -> Result<(), String> {
        let waits = if want { SECOND_WAITS } else { TAKE_BACK_WAITS };
        let outgoing = Outgoing::second(CommandId(new_id()), issue, want);
        let sending = send_outgoing(here, &outgoing, title, vec![]).await;
        let sending = sending.map_err(|error| refusal::not_sent(&error).to_owned())?;
        if matches!(sending, Sending::Waits(..)) {
            kept();
        }
        match sending.answer().await {
            None => Err(t(waits).to_owned()),
            Some(Answer::Refused(no)) => Err(refusal::refusal(&no)),
            Some(Answer::Done(_)) => Ok(()),
        }
    }
}
