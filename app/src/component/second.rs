//! The button to second an issue (附议). The tap shows at once; if the server refuses, it is put
//! right.

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
    // What this person wants, once they tapped; until then, what waits in the outbox, else what the
    // server knows.
    let wanted = RwSignal::new(None::<bool>);
    let waiting = Memo::new(move |_| {
        phone.outbox.with(|outbox| {
            outbox
                .iter()
                .rev()
                .filter(|w| w.refusal.is_none())
                .find_map(|w| w.what.wants_second(id))
        })
    });
    let pressed = move || wanted.get().or(waiting.get()).unwrap_or(seconded);
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
        let sender = browser::Sender {
            slug: StoredValue::new(here.community.slug.clone()),
            person: here.viewer.person,
            phone,
        };
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
                    Answer::Refused(no) => browser::is_so(no).then_some(want),
                })
            });
            if let (Some(()), Some(so), false) = (heard, so, busy.get_value()) {
                wanted.set(so);
            }
        });
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            wanted.set(Some(!pressed()));
            // One at a time, so that two quick taps can't overtake each other; whoever is under way
            // looks again.
            if busy.get_value() {
                return;
            }
            busy.set_value(true);
            let title = title.get_value();
            leptos::task::spawn_local(async move {
                let mut sent = None;
                let mut failed = None;
                // Nothing is left to show it on once the person has gone to another page.
                while let Some(Some(want)) = wanted.try_get_untracked()
                    && sent != Some(want)
                {
                    sent = Some(want);
                    if let Err(message) = sender.send(id, want, &title).await {
                        failed = Some(message);
                        wanted.try_set(Some(!want));
                        break;
                    }
                }
                busy.try_set_value(false);
                match (failed, on_done) {
                    (Some(message), _) => phone.toast.set(Some(message)),
                    (None, Some(done)) => {
                        done.try_run(());
                    }
                    (None, None) => {}
                }
            });
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let tap = move |_: leptos::ev::SubmitEvent| {
        let _ = (wanted, phone, on_done);
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
    use domain::{Command, IssueId, PersonId, Refusal};
    use leptos::prelude::*;

    use crate::error::AppError;
    use crate::offline::{ask_to_drain, is_ready, outbox};
    use crate::phone::Phone;
    use crate::send::{Answer, envelope, send};
    use crate::text::issue::{SECOND_WAITS, TAKE_BACK_WAITS};
    use crate::text::{refusal, t};

    /// Whether the refusal says that it is so already: another tap, or another of this person's
    /// phones, was first.
    pub fn is_so(refusal: &Refusal) -> bool {
        matches!(refusal, Refusal::AlreadySeconded | Refusal::NotSeconded)
    }

    /// Who sends, and to which community.
    #[derive(Clone, Copy)]
    pub struct Sender {
        pub slug: StoredValue<String>,
        pub person: Option<PersonId>,
        pub phone: Phone,
    }

    impl Sender {
        /// Sends it; without network it waits in the outbox. Fails with words for the person.
        pub async fn send(self, issue: IssueId, want: bool, title: &str) -> Result<(), String> {
            // A tap that still waits is taken out again; but it may be on its way, so what is
            // wanted now is sent too.
            let opposite = self.phone.outbox.with_untracked(|outbox| {
                let mut waiting = outbox.iter().filter(|w| w.refusal.is_none());
                let opposite = waiting.find(|w| w.what.wants_second(issue) == Some(!want));
                opposite.map(|w| w.id)
            });
            if let Some(id) = opposite {
                outbox::remove(id).await;
            }
            let envelope = envelope(if want {
                Command::Second { issue }
            } else {
                Command::TakeBackSecond { issue }
            });
            let slug = self.slug.get_value();
            match send(&slug, &envelope, self.person).await {
                Ok(Answer::Done(_)) => Ok(()),
                Ok(Answer::Refused(no)) if is_so(&no) => Ok(()),
                Ok(Answer::Refused(no)) => Err(refusal::refusal(&no)),
                Err(AppError::Offline) if opposite.is_some() => Ok(()),
                // Only the worker sends what waits.
                Err(AppError::Offline) if is_ready() => {
                    let kept = outbox::put(&slug, self.person, &envelope, title, vec![]).await;
                    kept.map_err(|error| refusal::not_sent(&error).to_owned())?;
                    ask_to_drain();
                    let words = if want { SECOND_WAITS } else { TAKE_BACK_WAITS };
                    self.phone.toast.set(Some(t(words).to_owned()));
                    Ok(())
                }
                Err(error) => Err(refusal::not_sent(&error).to_owned()),
            }
        }
    }
}
