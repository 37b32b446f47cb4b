//! What was entered on behalf and is on its way: it is sent one after the other while the next
//! neighbour is typed, and what does not arrive stays to be tried again.

use std::sync::Arc;

use domain::{Command, Envelope};
use leptos::prelude::*;

use crate::component::{Icon, IconKind};
use crate::text::common::{CANCEL, RETRY};
use crate::text::{issue as text, t, tf};
use crate::view::view;

/// Something to send, and what people know it by.
#[derive(Clone)]
pub struct Entry {
    words: String,
    /// The same each time that it is tried.
    envelope: Arc<Envelope>,
}

impl Entry {
    /// A command with a new id.
    pub fn new(words: String, command: Command) -> Self {
        Self {
            words,
            envelope: Arc::new(crate::send::envelope(command)),
        }
    }
}

/// A thing that did not arrive, and why.
#[derive(Clone)]
struct Failed {
    entry: Entry,
    why: String,
    number: usize,
}

/// What is on its way.
#[derive(Clone, Copy)]
pub struct Sending {
    /// Raised whenever something has arrived.
    pub sent: RwSignal<u32>,
    under_way: RwSignal<usize>,
    /// What arrived last.
    last: RwSignal<String>,
    failed: RwSignal<Vec<Failed>>,
    numbers: StoredValue<usize>,
}

impl Sending {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            sent: RwSignal::new(0),
            under_way: RwSignal::new(0),
            last: RwSignal::new(String::new()),
            failed: RwSignal::new(vec![]),
            numbers: StoredValue::new(0),
        }
    }

    /// Sends these, one after the other.
    pub fn add(self, entries: Vec<Entry>) {
        self.under_way.update(|n| *n += entries.len());
        #[cfg(feature = "hydrate")]
        {
            let here = crate::here::here();
            leptos::task::spawn_local(async move {
                for entry in entries {
                    let sending =
                        crate::offline::send::send_command(&here, &entry.envelope, "", vec![]);
                    let sending = sending.await;
                    let answer = match sending {
                        Ok(sending) => Ok(sending.answer().await),
                        Err(error) => Err(error),
                    };
                    // Nothing is left to show it on once the person has gone to another page.
                    if self.under_way.try_update(|n| *n -= 1).is_none() {
                        return;
                    }
                    self.answered(entry, answer);
                }
                self.sent.try_update(|n| *n += 1);
            });
        }
        #[cfg(not(feature = "hydrate"))]
        drop(entries);
    }

    #[cfg(feature = "hydrate")]
    fn answered(
        self,
        entry: Entry,
        answer: Result<Option<crate::send::Answer>, crate::error::AppError>,
    ) {
        use crate::send::Answer;
        use crate::text::refusal;
        let why = match answer {
            Ok(Some(Answer::Done(_)) | None) => {
                return self.last.set(entry.words);
            }
            Ok(Some(Answer::Refused(no))) => refusal::refusal(&no),
            Err(error) => refusal::not_sent(&error).to_owned(),
        };
        let number = self.numbers.with_value(|n| n + 1);
        self.numbers.set_value(number);
        self.failed
            .update(|failed| failed.push(Failed { entry, why, number }));
    }

    fn remove(self, number: usize) {
        self.failed
            .update(|failed| failed.retain(|failed| failed.number != number));
    }
}

/// How many are on their way, what arrived last, and what did not.
#[component]
pub fn SendingList(sending: Sending) -> impl IntoView {
    let said = move || match sending.under_way.get() {
        0 => sending.last.get(),
        n => tf(text::BEHALF_SENDING, &[&n]),
    };
    let failed = move || {
        let failed = sending.failed.get().into_iter().map(|failed| {
            let Failed { entry, why, number } = failed;
            let words = entry.words.clone();
            let again = move |_| {
                sending.remove(number);
                sending.add(vec![entry.clone()]);
            };
            view! {
                <div class="message message--error">
                    <Icon kind=IconKind::Warning/>
                    <div>
                        <p><b dir="auto">{words}</b></p>
                        <p>{why}</p>
                        <div class="btn-row">
                            <button class="btn" type="button" on:click=again>{t(RETRY)}</button>
                            <button class="btn" type="button" on:click=move |_| sending.remove(number)>{t(CANCEL)}</button>
                        </div>
                    </div>
                </div>
            }
        });
        failed.collect_view()
    };
    view! {
        <p class="behalf__said" role="status" dir="auto">{said}</p>
        <div class="stack" role="alert">{failed}</div>
    }
}
