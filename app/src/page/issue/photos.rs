//! Choosing photos for a form in the browser: each is made smaller, shown, and can be taken away
//! again.

use std::rc::Rc;

use domain::issue::PHOTOS_MAX;
use domain::place::Position;
use domain::{Field, PhotoId, Problem, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Blob, DataTransfer, File, FileList, HtmlInputElement};

use crate::component::{Errors, Preview};
use crate::context::new_id;
use crate::form::wrong;
use crate::offline::photo::{Shrunk, position, shrink};
use crate::view::view;

/// A chosen photo, made smaller.
#[derive(Debug, Clone)]
pub struct Photo {
    pub id: PhotoId,
    pub shrunk: Shrunk,
    /// The position that it carries, if that is of use.
    pub at: Option<Position>,
}

/// The photos of one form, whose input has the id `photo`.
#[derive(Clone, Copy)]
pub struct Photos {
    pub all: RwSignal<Vec<Photo>, LocalStorage>,
    /// Choices whose photos are still being made smaller.
    pub shrinking: RwSignal<u32>,
    errors: Errors,
}

impl Photos {
    pub fn new(errors: Errors) -> Self {
        Self {
            all: RwSignal::new_local(vec![]),
            shrinking: RwSignal::new(0),
            errors,
        }
    }

    /// Photos that a phone kept.
    pub fn bring_back(self, kept: Vec<(PhotoId, Blob, Option<Position>)>) {
        let photos = kept.into_iter().filter_map(|(id, blob, at)| {
            let shrunk = Shrunk::of(blob).ok()?;
            Some(Photo { id, shrunk, at })
        });
        self.all.set(photos.collect());
        self.fill_input();
    }

    /// What goes with the command.
    pub fn blobs(self) -> Vec<(PhotoId, Blob)> {
        self.all.with_untracked(|photos| {
            let photos = photos.iter();
            let blobs = photos.map(|photo| (photo.id, photo.shrunk.blob.clone()));
            blobs.collect()
        })
    }

    /// Photos were chosen, or one was taken: they come to those that are there. `place` says which
    /// position of theirs is of use, `taken` is told of each that is there.
    pub fn chosen(
        self,
        event: &leptos::ev::Event,
        place: Rc<dyn Fn(Option<Position>) -> Option<Position>>,
        taken: Rc<dyn Fn(Option<Position>)>,
    ) {
        let input: HtmlInputElement = event_target(event);
        let files: Vec<File> = input.files().map(|list| files(&list)).unwrap_or_default();
        self.clear_error();
        self.shrinking.update(|n| *n += 1);
        spawn_local(async move {
            for file in files {
                if self.all.with_untracked(Vec::len) >= PHOTOS_MAX as usize {
                    let no = wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
                    self.errors.0.set(Some(no));
                    break;
                }
                let at = position(&file).await;
                match shrink(&file).await {
                    Ok(shrunk) => {
                        // Nobody is there any more.
                        if self.all.is_disposed() {
                            return;
                        }
                        let at = place(at);
                        let id = PhotoId(new_id());
                        self.all
                            .update(|photos| photos.push(Photo { id, shrunk, at }));
                        taken(at);
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

    pub fn remove(self, id: PhotoId) {
        self.all
            .update(|photos| photos.retain(|photo| photo.id != id));
        self.clear_error();
        self.fill_input();
    }

    /// Puts all chosen photos into the input, made smaller; by itself it holds only the last
    /// choice, as it was. Should the browser have to send the plain form, they go with it.
    fn fill_input(self) {
        let input = document().get_element_by_id("photo");
        let (Some(input), Ok(transfer)) = (input, DataTransfer::new()) else {
            return;
        };
        self.all.with_untracked(|photos| {
            for photo in photos {
                let parts = js_sys::Array::of1(&photo.shrunk.blob);
                if let Ok(file) = File::new_with_blob_sequence(&parts, "photo.jpg") {
                    let _ = transfer.items().add_with_file(&file);
                }
            }
        });
        let input: HtmlInputElement = input.unchecked_into();
        input.set_files(transfer.files().as_ref());
    }

    fn clear_error(self) {
        let is_of_field = self.errors.0.with_untracked(|no| match no {
            Some(Refusal::Invalid(fields)) => fields.iter().any(|it| it.field == Field::Photo),
            _ => false,
        });
        if is_of_field {
            self.errors.0.set(None);
        }
    }
}

fn files(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|i| list.get(i)).collect()
}

/// The chosen photos, each with a button to take it away again.
#[component]
pub fn Previews(photos: Photos, #[prop(into)] on_remove: Callback<PhotoId>) -> impl IntoView {
    move || {
        photos
            .all
            .get()
            .into_iter()
            .map(|photo| {
                view! {
                    <Preview url=photo.shrunk.url on_remove=move |()| on_remove.run(photo.id)/>
                }
            })
            .collect_view()
    }
}
