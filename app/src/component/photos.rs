//! Photos that go with a form: chosen or taken, made smaller, shown, and taken away again.

use domain::{Field, PhotoId};
use leptos::prelude::*;

use super::{FieldProblem, PhotoTile};
use crate::text::issue::PHOTO_HINT;
use crate::text::{tf, work as text};
use crate::view::view;
use domain::issue::PHOTOS_MAX;

#[cfg(feature = "hydrate")]
use std::{pin::Pin, sync::Arc};

#[cfg(feature = "hydrate")]
use domain::{Envelope, Refusal};

#[cfg(feature = "hydrate")]
use crate::{error::AppError, here::Here, offline::photo::Shrunk, send::Answer};

/// What became of a command: nothing where it waits.
#[cfg(feature = "hydrate")]
type Sent = Pin<Box<dyn Future<Output = Result<Option<Answer>, AppError>>>>;

/// The photos of one form.
#[derive(Debug, Clone, Copy)]
pub struct Photos {
    #[cfg(feature = "hydrate")]
    chosen: RwSignal<Vec<(PhotoId, Shrunk)>, LocalStorage>,
    /// Sends them with their command. Held here, so that forms without photos need not know how.
    #[cfg(feature = "hydrate")]
    sender: fn(Photos, Arc<Here>, Arc<Envelope>, String) -> Sent,
    /// What is the matter with the last choice.
    problem: RwSignal<Option<String>>,
}

impl Photos {
    /// None yet.
    pub fn new() -> Self {
        Self {
            #[cfg(feature = "hydrate")]
            chosen: RwSignal::new_local(vec![]),
            #[cfg(feature = "hydrate")]
            sender: |photos, here, envelope, title| Box::pin(sent(photos, here, envelope, title)),
            problem: RwSignal::new(None),
        }
    }
}

#[cfg(not(feature = "hydrate"))]
impl Photos {
    /// The server never sees them in a form.
    #[expect(clippy::unused_self, reason = "the browser's has some")]
    pub fn ids(self) -> Vec<PhotoId> {
        vec![]
    }
}

#[cfg(feature = "hydrate")]
impl Photos {
    /// Their ids, in the order in which they were chosen.
    pub fn ids(self) -> Vec<PhotoId> {
        self.chosen
            .with_untracked(|chosen| chosen.iter().map(|(id, _)| *id).collect())
    }

    /// Sends a command with them.
    pub fn send(self, here: Arc<Here>, envelope: Arc<Envelope>, title: String) -> Sent {
        (self.sender)(self, here, envelope, title)
    }

    fn add(self, event: &leptos::ev::Event) {
        use crate::context::new_id;
        use crate::offline::photo::shrink;
        let input: web_sys::HtmlInputElement = event_target(event);
        let Some(list) = input.files() else { return };
        let files: Vec<web_sys::File> = (0..list.length()).filter_map(|n| list.get(n)).collect();
        // The same photo can be chosen again once it was taken away.
        input.set_value("");
        self.problem.set(None);
        leptos::task::spawn_local(async move {
            for file in files {
                let Some(count) = self.chosen.try_with_untracked(Vec::len) else {
                    return;
                };
                if count >= PHOTOS_MAX as usize {
                    let words = tf(text::PHOTOS_FULL, &[&PHOTOS_MAX]);
                    self.problem.try_set(Some(words));
                    return;
                }
                if let Ok(photo) = shrink(&file).await {
                    let photo = (PhotoId(new_id()), photo);
                    self.chosen.try_update(|chosen| chosen.push(photo));
                } else {
                    let words = crate::text::t(text::PHOTO_BAD).to_owned();
                    self.problem.try_set(Some(words));
                }
            }
        });
    }
}

/// Sends a command with its photos, or after them where it may not wait. What has arrived, or
/// waits, is chosen no more.
#[cfg(feature = "hydrate")]
async fn sent(
    photos: Photos,
    here: Arc<Here>,
    envelope: Arc<Envelope>,
    title: String,
) -> Result<Option<Answer>, AppError> {
    use crate::offline::send::{may_wait, photos_first, send_command};
    let mut blobs: Vec<(PhotoId, web_sys::Blob)> = photos.chosen.with_untracked(|chosen| {
        let blobs = chosen.iter().map(|(id, photo)| (*id, photo.blob.clone()));
        blobs.collect()
    });
    if may_wait(envelope.command.waits()).is_none() {
        if let Some(wrong) = photos_first(&here, &blobs).await? {
            return Ok(Some(Answer::Refused(Refusal::Invalid(vec![wrong]))));
        }
        blobs.clear();
    }
    let sending = send_command(&here, &envelope, &title, blobs).await?;
    let answer = sending.answer().await;
    if !matches!(answer, Some(Answer::Refused(_))) {
        // Nothing is left to clear where the form is gone.
        photos.chosen.try_update(Vec::clear);
    }
    Ok(answer)
}

/// The field; the ids in it begin with `id`. Without script there is none: photos need it here.
#[component]
pub fn PhotoField(photos: Photos, id: String) -> impl IntoView {
    let (label, hint) = (format!("{id}-label"), format!("{id}-hint"));
    let described = format!("{label} {hint}");
    #[cfg(feature = "hydrate")]
    let (on_change, previews) = (
        move |event: leptos::ev::Event| photos.add(&event),
        view! { <Previews photos/> },
    );
    #[cfg(not(feature = "hydrate"))]
    let (on_change, previews) = (
        |_: leptos::ev::Event| (),
        // As many nodes as of no photo in the browser.
        || Vec::<AnyView>::new(),
    );
    let problem = photos.problem;
    view! {
        <div class="field scripted">
            <p class="field__label" id=label>
                {crate::text::t(text::PHOTOS_ADD)} <small>{crate::text::t(crate::text::common::OPTIONAL)}</small>
            </p>
            <p class="field__hint" id=hint>{tf(PHOTO_HINT, &[&PHOTOS_MAX])}</p>
            <div class="photo-pick">
                {previews}
                <PhotoTile id described invalid=Signal::derive(move || problem.with(Option::is_some)) on_change/>
            </div>
            <p class="field__error" role="alert" hidden=move || problem.with(Option::is_none)>{move || problem.get()}</p>
            <FieldProblem field=Field::Photo/>
        </div>
    }
}

#[cfg(feature = "hydrate")]
#[component]
fn Previews(photos: Photos) -> impl IntoView {
    use super::Preview;
    move || {
        photos.chosen.get().into_iter().map(|(id, photo)| view! {
            <Preview
                url=photo.url
                on_remove=move |()| photos.chosen.update(|chosen| chosen.retain(|(other, _)| *other != id))
            />
        }).collect_view()
    }
}
