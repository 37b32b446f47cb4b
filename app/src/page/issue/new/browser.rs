//! The browser's part of filing: draft, photo, position, the check before sending, and the outbox.

use std::rc::Rc;
use std::sync::Arc;

use domain::field::Check;
use domain::issue::{PHOTOS_MAX, check_filing};
use domain::place::{Area, Plan, Position};
use domain::{Action, BuildingId, Command, CommandId, Field, IssueId, PhotoId, Problem, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Blob, DataTransfer, File, FileList, HtmlFormElement, HtmlInputElement};

use super::Chosen;
use crate::component::{Errors, Icon, IconKind, focus_first_error};
use crate::context::new_id;
use crate::form::issue::{ISSUE, filing};
use crate::form::{Typed, wrong};
use crate::here::Here;
use crate::offline::photo::{Shrunk, position, shrink};
use crate::offline::{ask_to_drain, is_ready, outbox};
use crate::phone::Phone;
use crate::send::{Answer, envelope};
use crate::text::{issue as text, t, tf};
use crate::view::view;

/// Fields that a draft keeps.
const DRAFT: [Field; 4] = [Field::Category, Field::Title, Field::Body, Field::Area];

/// One filing, from the first letter until it is sent or waits.
#[derive(Clone, Copy)]
pub struct Filing {
    here: StoredValue<Arc<Here>>,
    plan: StoredValue<Plan>,
    chosen: Chosen,
    errors: Errors,
    busy: RwSignal<bool>,
    photos: RwSignal<Vec<Photo>, LocalStorage>,
    /// Choices whose photos are still being made smaller.
    pub shrinking: RwSignal<u32>,
    /// The command on its way to the server.
    sending: RwSignal<Option<CommandId>>,
    phone: Phone,
}

fn form() -> Option<HtmlFormElement> {
    document().get_element_by_id("report")?.dyn_into().ok()
}

impl Filing {
    /// Brings the draft back, and watches what becomes of the sending.
    pub fn start(
        here: Arc<Here>,
        plan: StoredValue<Plan>,
        chosen: Chosen,
        errors: Errors,
        busy: RwSignal<bool>,
        restored: RwSignal<bool>,
    ) -> Self {
        let filing = Self {
            here: StoredValue::new(here),
            plan,
            chosen,
            errors,
            busy,
            photos: RwSignal::new_local(vec![]),
            shrinking: RwSignal::new(0),
            sending: RwSignal::new(None),
            phone: Phone::get(),
        };
        // After hydration, so that the page is what the server sent until then.
        request_animation_frame(move || restored.set(filing.restore_draft()));
        filing.watch();
        // The area follows the building until the person chooses one: for as long as it is what the
        // building made it.
        Effect::new(move |made: Option<String>| {
            let building = BuildingId(chosen.building.get());
            let named = plan.with_value(|plan| {
                let building = plan.building(&building);
                building.is_some_and(|building| !building.name.is_empty())
            });
            let area = if named {
                Area::Building(building)
            } else {
                Area::Estate
            };
            let area = area.code();
            if let Some(made) = made
                && let Some(Ok(select)) = document().get_element_by_id("area").map(JsCast::dyn_into)
            {
                let select: web_sys::HtmlSelectElement = select;
                if select.value() == made {
                    select.set_value(&area);
                }
            }
            area
        });
        filing
    }

    fn draft_key(self) -> String {
        self.here.with_value(|here| draft_key(here))
    }

    fn storage() -> Option<web_sys::Storage> {
        window().local_storage().ok().flatten()
    }

    /// Keeps what was typed so far.
    pub fn typed(self, _: &leptos::ev::Event) {
        let (Some(form), Some(storage)) = (form(), Self::storage()) else {
            return;
        };
        let mut typed = Typed::of(&form);
        typed.0.retain(|(name, value)| {
            DRAFT.iter().any(|field| field.name() == name) && !value.is_empty()
        });
        // With the id that the issue will have, the draft is known again once it was sent, even by
        // the browser itself.
        let issue = Typed::of(&form).text(ISSUE);
        typed.0.push((ISSUE.to_owned(), issue));
        if let Ok(json) = serde_json::to_string(&typed.0) {
            let _ = storage.set_item(&self.draft_key(), &json);
        }
    }

    fn clear_draft(self) {
        if let Some(storage) = Self::storage() {
            let _ = storage.remove_item(&self.draft_key());
        }
    }

    /// Whether something was brought back. What the server handed back is newer than any draft.
    fn restore_draft(self) -> bool {
        let (Some(form), Some(storage)) = (form(), Self::storage()) else {
            return false;
        };
        let typed = Typed::of(&form);
        if !(typed.get(Field::Title).is_empty() && typed.get(Field::Body).is_empty()) {
            return false;
        }
        let Ok(Some(json)) = storage.get_item(&self.draft_key()) else {
            return false;
        };
        let draft: Typed = Typed(serde_json::from_str(&json).unwrap_or_default());
        if draft.get(Field::Title).is_empty() && draft.get(Field::Body).is_empty() {
            return false;
        }
        for field in DRAFT {
            let value = draft.get(field);
            let Some(element) = document().get_element_by_id(field.name()) else {
                continue;
            };
            if value.is_empty() {
                continue;
            }
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                input.set_value(&value);
            } else if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
                area.set_value(&value);
            } else if let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
                select.set_value(&value);
            }
        }
        true
    }

    /// Photos were chosen, or one was taken: they come to those that are there, each made smaller;
    /// the first position that one of them carries is offered.
    pub fn photos_chosen(self, event: &leptos::ev::Event) {
        let input: HtmlInputElement = event_target(event);
        let files: Vec<File> = input.files().map(|list| files(&list)).unwrap_or_default();
        self.clear_error(Field::Photo);
        self.shrinking.update(|n| *n += 1);
        spawn_local(async move {
            for file in files {
                if self.photos.with_untracked(Vec::len) >= PHOTOS_MAX as usize {
                    let no = wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
                    self.errors.0.set(Some(no));
                    break;
                }
                let at = position(&file).await;
                match shrink(&file).await {
                    Ok(shrunk) => {
                        let id = PhotoId(new_id());
                        self.photos.update(|photos| {
                            photos.push(Photo {
                                id,
                                file,
                                shrunk,
                                at,
                            });
                        });
                        if self.chosen.offered.with_untracked(Option::is_none) {
                            self.chosen.offered.set(at);
                        }
                    }
                    Err(_) => self
                        .errors
                        .0
                        .set(Some(wrong(Field::Photo, Problem::NotAPhoto))),
                }
            }
            self.fill_input();
            self.shrinking.try_update(|n| *n -= 1);
        });
    }

    /// Puts all chosen photos into the input, which by itself holds only the last choice: should
    /// the browser have to send the plain form, they go with it.
    fn fill_input(self) {
        let input = document().get_element_by_id("photo");
        let (Some(input), Ok(transfer)) = (input, DataTransfer::new()) else {
            return;
        };
        self.photos.with_untracked(|photos| {
            for photo in photos {
                let _ = transfer.items().add_with_file(&photo.file);
            }
        });
        let input: HtmlInputElement = input.unchecked_into();
        input.set_files(transfer.files().as_ref());
    }

    fn clear_error(self, field: Field) {
        let is_of_field = self.errors.0.with_untracked(|no| match no {
            Some(Refusal::Invalid(fields)) => fields.iter().any(|wrong| wrong.field == field),
            _ => false,
        });
        if is_of_field {
            self.errors.0.set(None);
        }
    }

    fn remove_photo(self, id: PhotoId) {
        self.photos
            .update(|photos| photos.retain(|photo| photo.id != id));
        let at = self
            .photos
            .with_untracked(|photos| photos.iter().find_map(|photo| photo.at));
        // Offered again only if it was not taken over or declined.
        self.chosen
            .offered
            .update(|offered| *offered = offered.and(at));
        self.clear_error(Field::Photo);
        self.fill_input();
    }

    /// The command, if the server's own rules have nothing against it.
    fn build(
        self,
        form: &HtmlFormElement,
        issue: IssueId,
        photos: Vec<PhotoId>,
    ) -> Result<Command, Refusal> {
        if !self.here.with_value(|here| here.may(Action::FileIssue)) {
            return Err(Refusal::SignedOut);
        }
        let filed = filing(&Typed::of(form), issue, photos, Check::default())?;
        // The one rule that the server will ask too, so that the bundle need not hold the others.
        self.plan
            .with_value(|plan| check_filing(plan, &filed))
            .map(|_| Command::FileIssue(filed))
    }

    /// Checks, keeps it in the outbox and has it sent. Without a service worker the browser sends
    /// the plain form.
    pub fn submit(self, event: leptos::ev::SubmitEvent, issue: IssueId) {
        let Some(form) = form() else { return };
        // What is being made smaller would not go with it.
        if self.busy.get_untracked() || self.shrinking.get_untracked() > 0 {
            event.prevent_default();
            return;
        }
        let photos: Vec<(PhotoId, Blob)> = self.photos.with_untracked(|photos| {
            let photos = photos.iter();
            photos
                .map(|photo| (photo.id, photo.shrunk.blob.clone()))
                .collect()
        });
        let ids = photos.iter().map(|(id, _)| *id).collect();
        let command = match self.build(&form, issue, ids) {
            Ok(command) => command,
            Err(no) => {
                event.prevent_default();
                self.errors.0.set(Some(no));
                focus_first_error(&form);
                return;
            }
        };
        self.errors.0.set(None);
        if !is_ready() {
            return;
        }
        event.prevent_default();
        self.busy.set(true);
        let title = Typed::of(&form).get(Field::Title);
        let (slug, person) = self
            .here
            .with_value(|here| (here.community.slug.clone(), here.viewer.person));
        let envelope = envelope(command);
        spawn_local(async move {
            match outbox::put(&slug, person, &envelope, title.trim(), photos).await {
                Ok(()) => {
                    self.sending.set(Some(envelope.id));
                    ask_to_drain();
                }
                Err(error) => {
                    leptos::logging::warn!("outbox: {error:?}");
                    // No space, or a private window: the browser sends the plain form after all.
                    let _ = form.submit();
                }
            }
        });
    }

    /// Leads on once it is known what became of the sending.
    fn watch(self) {
        let navigate = use_navigate();
        let here = self.here.get_value();
        let to_outbox = {
            let (navigate, here) = (navigate.clone(), here.clone());
            move || {
                self.clear_draft();
                self.sending.set(None);
                navigate(&here.to("/outbox"), NavigateOptions::default());
            }
        };
        // A worker that is being replaced does not answer; what waits is safe, so the person need
        // not.
        let patience = to_outbox.clone();
        Effect::new(move || {
            if let Some(id) = self.sending.get() {
                let to_outbox = patience.clone();
                set_timeout(
                    move || {
                        if self.sending.try_get_untracked().flatten() == Some(id) {
                            to_outbox();
                        }
                    },
                    std::time::Duration::from_secs(20),
                );
            }
        });
        Effect::new(move || {
            let Some(sent) = self.phone.sent.get() else {
                return;
            };
            if self.sending.get_untracked() != Some(sent.id) {
                return;
            }
            match sent.answer {
                Some(Answer::Done(receipt)) => {
                    self.clear_draft();
                    self.sending.set(None);
                    self.phone.toast.set(Some(t(text::FILED_DONE).to_owned()));
                    let to = receipt
                        .issue
                        .map_or_else(|| here.to("/issues"), |number| here.issue(number));
                    navigate(&to, NavigateOptions::default());
                }
                Some(Answer::Refused(no)) => {
                    // The form is still here with everything in it, so it need not wait in the
                    // outbox too.
                    spawn_local(outbox::remove(sent.id));
                    self.sending.set(None);
                    self.busy.set(false);
                    self.errors.0.set(Some(no));
                    if let Some(form) = form() {
                        focus_first_error(&form);
                    }
                }
                None => to_outbox(),
            }
        });
    }
}

/// A chosen photo: as it was taken, and made smaller.
#[derive(Debug, Clone)]
struct Photo {
    id: PhotoId,
    file: File,
    shrunk: Shrunk,
    /// The position that it carries.
    at: Option<Position>,
}

fn files(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|i| list.get(i)).collect()
}

/// The chosen photos, each with a button to take it away again.
#[component]
pub fn Previews(filing: Filing) -> impl IntoView {
    move || {
        filing.photos.get().into_iter().map(|photo| view! {
            <figure class="photo-pick__preview">
                <img src=photo.shrunk.url alt=t(text::PHOTO_PREVIEW)/>
                <button class="icon-btn photo-pick__remove" type="button" aria-label=t(text::PHOTO_REMOVE)
                    on:click=move |_| filing.remove_photo(photo.id)>
                    <Icon kind=IconKind::Close/>
                </button>
            </figure>
        }).collect_view()
    }
}

fn draft_key(here: &Here) -> String {
    here.copy_name(&here.to("/draft"))
}

/// Forgets the draft of an issue that is there: a browser that sent the plain form could not.
pub fn forget_draft_of(issue: IssueId) {
    let key = draft_key(&crate::here::here());
    let Some(storage) = Filing::storage() else {
        return;
    };
    if let Ok(Some(draft)) = storage.get_item(&key)
        && draft.contains(&issue.to_string())
    {
        let _ = storage.remove_item(&key);
    }
}

/// Takes the phone's position as the place.
pub fn find_position(plan: StoredValue<Plan>, chosen: Chosen) {
    chosen.said.set(Some(t(text::GPS_WAITING).to_owned()));
    crate::position::ask(Rc::new(move |position: Option<Position>| {
        let Some(position) = position else {
            chosen.said.set(Some(t(text::GPS_FAILED).to_owned()));
            return;
        };
        let accuracy = position.accuracy.unwrap_or_default();
        // Nothing is left to put it into once the person has gone to another page.
        let Some(building) = plan
            .try_with_value(|plan| plan.building_at(position.point()).map(|b| b.id.to_string()))
        else {
            return;
        };
        chosen.position.set(Some(position));
        if let Some(building) = building {
            chosen.building.set(building);
        }
        chosen.said.set(Some(tf(text::GPS_DONE, &[&accuracy])));
    }));
}
