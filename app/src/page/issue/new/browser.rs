//! The browser's part of filing: draft, photos, position, the check before sending, and sending.

use std::rc::Rc;
use std::sync::Arc;

use domain::field::Check;
use domain::issue::check_filing;
use domain::place::{Area, Plan, Position};
use domain::{Action, BuildingId, Command, Field, IssueId, PhotoId, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};

use super::Chosen;
use crate::component::{Errors, focus_first_error};
use crate::form::Typed;
use crate::form::issue::{ACCURACY, AT_HOME, BUILDING, ISSUE, LAT, LON, NAMELESS, SOURCE, filing};
use crate::here::Here;
use crate::offline::drafts;
use crate::offline::send::{may_wait, send_command};
use crate::page::issue::photos::Photos;
use crate::phone::Phone;
use crate::send::{Answer, envelope};
use crate::text::{issue as text, t, tf};

/// Fields whose words a draft keeps.
const DRAFT: [Field; 4] = [Field::Category, Field::Title, Field::Body, Field::Area];
/// What it keeps of the place.
const PLACE: [&str; 5] = [BUILDING, LAT, LON, ACCURACY, SOURCE];
/// What it keeps of what neighbours are not told.
const DISCRETION: [&str; 2] = [NAMELESS, AT_HOME];
/// How many photos it had: those that a phone has lost have to be chosen again.
const COUNT: &str = "photos";

/// Leads to another page.
type Lead = Rc<dyn Fn(&str)>;

/// One filing, from the first letter until it is sent or waits.
#[derive(Clone, Copy)]
pub struct Filing {
    here: StoredValue<Arc<Here>>,
    plan: StoredValue<Plan>,
    chosen: Chosen,
    errors: Errors,
    busy: RwSignal<bool>,
    /// What was brought back of the draft, in words. Nothing is kept of the form before that.
    restored: RwSignal<Option<&'static str>>,
    keeps: StoredValue<bool>,
    pub photos: Photos,
    lead: StoredValue<Lead, LocalStorage>,
    phone: Phone,
}

fn form() -> Option<HtmlFormElement> {
    document().get_element_by_id("report")?.dyn_into().ok()
}

impl Filing {
    /// Brings the draft back.
    pub fn start(
        here: Arc<Here>,
        plan: StoredValue<Plan>,
        chosen: Chosen,
        errors: Errors,
        busy: RwSignal<bool>,
        restored: RwSignal<Option<&'static str>>,
    ) -> Self {
        let navigate = use_navigate();
        let lead = move |to: &str| navigate(to, NavigateOptions::default());
        let filing = Self {
            here: StoredValue::new(here),
            plan,
            chosen,
            errors,
            busy,
            restored,
            keeps: StoredValue::new(false),
            photos: Photos::new(errors),
            lead: StoredValue::new_local(Rc::new(lead)),
            phone: Phone::get(),
        };
        // After hydration, so that the page is what the server sent until then.
        request_animation_frame(move || spawn_local(filing.restore_draft()));
        // A tap on the plan is no event of the form.
        Effect::new(move || {
            chosen.position.track();
            chosen.building.track();
            request_animation_frame(move || filing.keep_draft());
        });
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

    fn draft_key(self) -> Option<String> {
        self.here.try_with_value(|here| draft_key(here))
    }

    /// Keeps what stands in the form so far.
    pub fn keep_draft(self) {
        let (Some(form), Some(key), Some(true)) =
            (form(), self.draft_key(), self.keeps.try_get_value())
        else {
            return;
        };
        let mut typed = Typed::of(&form);
        // The id that the issue will have is kept too, by which the draft is known again once it
        // was sent, even by the browser itself.
        let is_kept = |name: &str| {
            DRAFT.iter().any(|field| field.name() == name)
                || PLACE.contains(&name)
                || DISCRETION.contains(&name)
                || name == ISSUE
        };
        typed
            .0
            .retain(|(name, value)| is_kept(name) && !value.is_empty());
        let photos = self.photos.all.with_untracked(Vec::len);
        typed.0.push((COUNT.to_owned(), photos.to_string()));
        drafts::keep(&key, &typed);
    }

    fn keep_photos(self) {
        self.keep_draft();
        let Some(key) = self.draft_key() else { return };
        let photos = self.photos.all.with_untracked(|photos| {
            let photos = photos.iter();
            let kept = photos.map(|photo| (photo.id, photo.shrunk.blob.clone(), photo.at));
            kept.collect()
        });
        spawn_local(async move { drafts::keep_photos(&key, photos).await });
    }

    async fn forget_draft(self) {
        if let Some(key) = self.draft_key() {
            drafts::forget(&key).await;
        }
    }

    /// Brings back what was not sent. What the server handed back is newer than any draft.
    async fn restore_draft(self) {
        let (Some(form), Some(key)) = (form(), self.draft_key()) else {
            return;
        };
        let typed = Typed::of(&form);
        let draft = drafts::find(&key);
        let said = |typed: &Typed| {
            !typed.get(Field::Title).is_empty() || !typed.get(Field::Body).is_empty()
        };
        let placed = |typed: &Typed| PLACE.iter().any(|name| !typed.text(name).is_empty());
        let count = draft.text(COUNT).parse().unwrap_or(0_usize);
        if said(&typed) || !(said(&draft) || placed(&draft) || count > 0) {
            self.keeps.try_set_value(true);
            return;
        }
        let position = crate::form::issue::position(&draft).ok().flatten();
        self.chosen.position.set(position);
        let building = BuildingId(draft.text(BUILDING));
        if self
            .plan
            .with_value(|plan| plan.building(&building).is_some())
        {
            self.chosen.building.set(building.0);
        }
        let photos = drafts::photos(&key).await;
        // Nothing is left to put it into once the person has gone to another page. The area comes
        // last: it followed the building meanwhile.
        if self.keeps.try_set_value(true).is_some() {
            return;
        }
        for field in DRAFT {
            let value = draft.get(field);
            let Some(element) = document().get_element_by_id(field.name()) else {
                continue;
            };
            if value.is_empty() {
                continue;
            }
            let tile = format!("input[value=\"{value}\"]");
            if field == Field::Category {
                if let Ok(Some(tile)) = element.query_selector(&tile) {
                    tile.unchecked_into::<HtmlInputElement>().set_checked(true);
                }
            } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                input.set_value(&value);
            } else if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
                area.set_value(&value);
            } else if let Some(select) = element.dyn_ref::<web_sys::HtmlSelectElement>() {
                let before = select.value();
                select.set_value(&value);
                // The plan no longer has it.
                if select.selected_index() < 0 {
                    select.set_value(&before);
                }
            }
        }
        // What is kept from neighbours stays so.
        for name in DISCRETION
            .into_iter()
            .filter(|name| !draft.text(name).is_empty())
        {
            if let Some(ticked) = document().get_element_by_id(name) {
                ticked
                    .unchecked_into::<HtmlInputElement>()
                    .set_checked(true);
            }
        }
        let lost = photos.len() < count;
        self.photos.bring_back(photos);
        let words = if lost {
            text::DRAFT_PHOTOS_LOST
        } else {
            text::DRAFT_KEPT
        };
        self.restored.set(Some(t(words)));
        self.keep_draft();
    }

    /// Photos were chosen, or one was taken; the first position that one of them carries is
    /// offered.
    pub fn photos_chosen(self, event: &leptos::ev::Event) {
        let taken = move |at| {
            if self.chosen.offered.with_untracked(Option::is_none) {
                self.chosen.offered.set(at);
            }
            self.keep_photos();
        };
        let place = move |at| self.nearby(at);
        self.photos.chosen(event, Rc::new(place), Rc::new(taken));
    }

    /// The position of a photo that was taken here; of one from elsewhere it is said that it is
    /// left out.
    fn nearby(self, at: Option<Position>) -> Option<Position> {
        let at = at?;
        let is_here = self.plan.with_value(|plan| plan.surrounds(at.point()));
        if !is_here {
            let words = t(text::PHOTO_ELSEWHERE).to_owned();
            self.chosen.said.set(Some(words));
        }
        is_here.then_some(at)
    }

    pub fn remove_photo(self, id: PhotoId) {
        self.photos.remove(id);
        let at = self
            .photos
            .all
            .with_untracked(|photos| photos.iter().find_map(|photo| photo.at));
        // Offered again only if it was not taken over or declined.
        self.chosen
            .offered
            .update(|offered| *offered = offered.and(at));
        self.keep_photos();
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
        if self.busy.get_untracked() || self.photos.shrinking.get_untracked() > 0 {
            event.prevent_default();
            return;
        }
        let photos = self.photos.blobs();
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
        if may_wait(command.waits()).is_none() {
            return;
        }
        event.prevent_default();
        self.busy.set(true);
        let title = Typed::of(&form).get(Field::Title);
        spawn_local(async move {
            let here = self.here.get_value();
            let lead = self.lead.get_value();
            let sending = match send_command(&here, &envelope(command), title.trim(), photos).await
            {
                Ok(sending) => sending,
                Err(error) => {
                    leptos::logging::warn!("outbox: {error:?}");
                    // No space, or a private window: the browser sends the plain form after all.
                    let _ = form.submit();
                    return;
                }
            };
            // What waits is offered no second time, whatever becomes of this page.
            self.keeps.try_set_value(false);
            self.forget_draft().await;
            let answer = sending.answer().await;
            // The person has gone to another page.
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            match answer {
                Some(Answer::Done(receipt)) => {
                    self.phone.toast.set(Some(t(text::FILED_DONE).to_owned()));
                    let number = receipt.issue;
                    let to = number.map_or_else(|| here.to("/issues"), |number| here.issue(number));
                    lead(&to);
                }
                Some(Answer::Refused(no)) => {
                    // The form is still here with everything in it.
                    self.keeps.set_value(true);
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

fn draft_key(here: &Here) -> String {
    here.copy_name(&here.to("/draft"))
}

/// Forgets the draft of an issue that is there: a browser that sent the plain form could not.
pub fn forget_draft_of(issue: IssueId) {
    let key = draft_key(&crate::here::here());
    if drafts::find(&key).text(ISSUE) == issue.to_string() {
        spawn_local(async move { drafts::forget(&key).await });
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
        let is_here = plan.try_with_value(|plan| plan.surrounds(position.point()));
        let Some(is_here) = is_here else {
            return;
        };
        if position.is_coarse() {
            let words = tf(text::GPS_COARSE, &[&accuracy]);
            chosen.said.set(Some(words));
            return;
        }
        if !is_here {
            chosen.said.set(Some(t(text::GPS_ELSEWHERE).to_owned()));
            return;
        }
        chosen.position.set(Some(position));
        chosen.mark_at(plan, position.point());
        chosen.said.set(Some(tf(text::GPS_DONE, &[&accuracy])));
    }));
}
