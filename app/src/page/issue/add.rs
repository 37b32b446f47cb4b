//! Adding facts and photos to one's own issue: a plain form that works without script; with it, it
//! waits in the outbox where there is no network, and what was not sent comes back.

use domain::Field;
use leptos::prelude::*;
use leptos_meta::Title;

use super::photo_field::{KeptPhotos, PhotoField};
use super::read::use_issue;
use crate::component::{BackTo, ErrorMessage, Errors, Icon, IconKind, TextArea, loaded};
use crate::context::new_id;
use crate::error::AppError;
use crate::form::issue::kept_photos;
use crate::form::{COMMAND, Submitted};
use crate::here::here;
use crate::page::{number_in_address, window_title};
use crate::shown::ShownIssue;
use crate::text::common::BACK;
use crate::text::{issue as text, refusal, t};
use crate::view::view;

/// The page; only whoever reported the issue adds to it.
#[component]
pub fn AddPage() -> impl IntoView {
    let number = number_in_address();
    let issue = use_issue();
    let submitted = StoredValue::new(Submitted::read());
    view! {
        <Title text=window_title(t(text::ADD_FACTS))/>
        <BackTo to=Signal::derive(move || here().issue(number())) words=BACK/>
        <h1 class="title">{t(text::ADD_FACTS)}</h1>
        {loaded(issue, move |issue: ShownIssue| {
            if issue.mine && issue.status.takes_facts() {
                view! { <AddForm issue submitted=submitted.get_value()/> }
            } else {
                view! { <ErrorMessage error=AppError::NotFound/> }
            }
        })}
    }
}

#[component]
fn AddForm(issue: ShownIssue, submitted: Submitted) -> impl IntoView {
    let ShownIssue {
        id,
        number,
        text: words,
        ..
    } = issue;
    let Submitted { typed, refusal } = submitted;
    let errors = Errors::provide(refusal);
    let busy = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    let adding = browser::Adding::start(number, id, words.title.clone(), errors, busy);
    #[cfg(feature = "hydrate")]
    let (on_submit, on_input, on_photo, photos) = (
        move |event: leptos::ev::SubmitEvent| adding.submit(&event),
        move |event: leptos::ev::Event| {
            adding.keep();
            errors.typed(&event);
        },
        move |event: leptos::ev::Event| adding.photos_chosen(&event),
        view! {
            <super::photos::Previews photos=adding.photos on_remove=move |id| adding.remove_photo(id)/>
        },
    );
    #[cfg(feature = "hydrate")]
    let waits = move || busy.get() || adding.photos.shrinking.get() > 0;
    #[cfg(not(feature = "hydrate"))]
    let (on_submit, on_input, on_photo, photos) = (
        |_: leptos::ev::SubmitEvent| (),
        |_: leptos::ev::Event| (),
        |_: leptos::ev::Event| (),
        // What the browser has in its place: a list that is empty.
        (|| Vec::<AnyView>::new()).into_any(),
    );
    #[cfg(not(feature = "hydrate"))]
    let waits = move || busy.get();
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
    let kept = kept_photos(&typed);
    let kept = (!kept.is_empty()).then(|| view! { <KeptPhotos ids=kept/> });
    let failure = move || {
        errors.0.get().map(|no| view! {
            <div class="message message--error"><Icon kind=IconKind::Warning/><div><p>{refusal::refusal(&no)}</p></div></div>
        })
    };
    view! {
        <p class="lead" dir="auto">{words.title}</p>
        <p class="muted">{t(text::ADD_FACTS_LEAD)}</p>
        <form
            class="section"
            method="post"
            action=here().to(&format!("/issues/{number}/add"))
            enctype="multipart/form-data"
            id="facts"
            novalidate
            on:submit=on_submit
            on:input=on_input
        >
            <input type="hidden" name=COMMAND value=new_id().to_string()/>
            <TextArea field=Field::Body label=t(text::FACTS) hint=t(text::FACTS_HINT) value=typed.get(Field::Body) rows=4/>
            <div class="field"><PhotoField on_photo photos kept/></div>
            <div role="alert">{move || failure()}</div>
            <div class="btn-row">
                <button class="btn btn--primary" aria-busy=move || waits().then_some("true")>{t(text::SUBMIT)}</button>
            </div>
        </form>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::rc::Rc;
    use std::sync::Arc;

    use domain::issue::check_facts;
    use domain::{Command, IssueId, PhotoId};
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::use_navigate;
    use web_sys::HtmlFormElement;
    use web_sys::wasm_bindgen::JsCast;

    use crate::component::{Errors, focus_first_error};
    use crate::form::Typed;
    use crate::form::issue::adding;
    use crate::here::{Here, here};
    use crate::offline::drafts;
    use crate::offline::send::{may_wait, send_command};
    use crate::page::issue::photos::Photos;
    use crate::phone::Phone;
    use crate::send::{Answer, envelope};
    use crate::text::{issue as text, t};

    /// Leads to another page.
    type Lead = Rc<dyn Fn(&str)>;

    /// What is added to one issue, from the first letter until it is sent or waits.
    #[derive(Clone, Copy)]
    pub struct Adding {
        here: StoredValue<Arc<Here>>,
        number: u32,
        issue: IssueId,
        title: StoredValue<String>,
        errors: Errors,
        busy: RwSignal<bool>,
        pub photos: Photos,
        lead: StoredValue<Lead, LocalStorage>,
        phone: Phone,
    }

    fn form() -> Option<HtmlFormElement> {
        document().get_element_by_id("facts")?.dyn_into().ok()
    }

    impl Adding {
        /// Brings back what was not sent, once the page is the browser's.
        pub fn start(
            number: u32,
            issue: IssueId,
            title: String,
            errors: Errors,
            busy: RwSignal<bool>,
        ) -> Self {
            let navigate = use_navigate();
            let lead = move |to: &str| navigate(to, NavigateOptions::default());
            let adding = Self {
                here: StoredValue::new(here()),
                number,
                issue,
                title: StoredValue::new(title),
                errors,
                busy,
                photos: Photos::new(errors),
                lead: StoredValue::new_local(Rc::new(lead)),
                phone: Phone::get(),
            };
            request_animation_frame(move || spawn_local(adding.bring_back()));
            adding
        }

        /// Under which the phone keeps what is not sent.
        fn key(self) -> Option<String> {
            let number = self.number;
            self.here
                .try_with_value(|here| here.copy_name(&here.to(&format!("/draft/add-{number}"))))
        }

        async fn bring_back(self) {
            let (Some(form), Some(key)) = (form(), self.key()) else {
                return;
            };
            let typed = drafts::find(&key);
            // What the server handed back is newer.
            if typed.0.is_empty() || !Typed::of(&form).get(domain::Field::Body).is_empty() {
                return;
            }
            typed.put_into(&form);
            let photos = drafts::photos(&key).await;
            if !self.busy.is_disposed() {
                self.photos.bring_back(photos);
            }
        }

        pub fn keep(self) {
            if let (Some(form), Some(key)) = (form(), self.key()) {
                let mut typed = Typed::of(&form);
                typed
                    .0
                    .retain(|(name, _)| name == domain::Field::Body.name());
                drafts::keep(&key, &typed);
            }
        }

        fn keep_photos(self) {
            self.keep();
            let Some(key) = self.key() else { return };
            let photos = self.photos.blobs().into_iter();
            let photos = photos.map(|(id, blob)| (id, blob, None)).collect();
            spawn_local(async move { drafts::keep_photos(&key, photos).await });
        }

        pub fn photos_chosen(self, event: &leptos::ev::Event) {
            let taken = move |_| self.keep_photos();
            self.photos.chosen(event, Rc::new(|_| None), Rc::new(taken));
        }

        pub fn remove_photo(self, id: PhotoId) {
            self.photos.remove(id);
            self.keep_photos();
        }

        /// Checks, keeps it in the outbox and has it sent. Without a service worker, or room, the
        /// browser sends the plain form.
        pub fn submit(self, event: &leptos::ev::SubmitEvent) {
            let Some(form) = form() else { return };
            if self.busy.get_untracked() || self.photos.shrinking.get_untracked() > 0 {
                event.prevent_default();
                return;
            }
            let photos = self.photos.blobs();
            let ids = photos.iter().map(|(id, _)| *id).collect();
            let facts = adding(&Typed::of(&form), self.issue, ids);
            if let Err(no) = check_facts(&facts) {
                event.prevent_default();
                self.errors.0.set(Some(no));
                focus_first_error(&form);
                return;
            }
            self.errors.0.set(None);
            let command = Command::AddFacts(facts);
            if may_wait(command.waits()).is_none() {
                return;
            }
            event.prevent_default();
            self.busy.set(true);
            spawn_local(async move {
                let (here, lead) = (self.here.get_value(), self.lead.get_value());
                let (title, key) = (self.title.get_value(), self.key());
                let sending = match send_command(&here, &envelope(command), &title, photos).await {
                    Ok(sending) => sending,
                    Err(error) => {
                        leptos::logging::warn!("outbox: {error:?}");
                        let _ = form.submit();
                        return;
                    }
                };
                if let Some(key) = key {
                    drafts::forget(&key).await;
                }
                let answer = sending.answer().await;
                // The person has gone to another page.
                if self.busy.try_get_untracked().is_none() {
                    return;
                }
                match answer {
                    Some(Answer::Done(_)) => {
                        self.phone.toast.set(Some(t(text::ADDED).to_owned()));
                        lead(&here.issue(self.number));
                    }
                    Some(Answer::Refused(no)) => {
                        // The form is still here with everything in it.
                        self.keep_photos();
                        self.busy.set(false);
                        self.errors.0.set(Some(no));
                        focus_first_error(&form);
                    }
                    None => lead(&here.to("/outbox")),
                }
            });
        }
    }
}
