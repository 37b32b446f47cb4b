//! The outbox: commands that wait on this phone, each sent exactly once because its id is made
//! here, in the order in which they were put there.

use std::cell::Cell;
use std::time::Duration;

use domain::{CommandId, IssueId, PersonId, PhotoId, Timestamp, Waits};
use js_sys::wasm_bindgen::{JsCast, JsValue};
use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Blob;

use super::database::{self, OUTBOX};
use super::{copies, with_phone, worker};
use crate::context::now;
use crate::error::AppError;
use crate::here::Here;
use crate::phone::{Queued, Waiting};
use crate::send::Outgoing;

/// Puts a command into the outbox, with its photos. Once this returns, it survives closing the app.
/// What it undoes is taken out in its place, unless its sending has begun: then it follows. Whether
/// it is there now. Fails where the phone has no room for it, or keeps nothing (a private window).
pub async fn put(
    here: &Here,
    outgoing: &Outgoing,
    title: &str,
    photos: Vec<(PhotoId, Blob)>,
) -> Result<bool, AppError> {
    let sender = here.viewer.person.map(|person| person.to_string());
    let entry: JsValue = Object::new().into();
    // Kept as an object, not as a text: the service worker sends it on as it is.
    let envelope_object = JSON::parse(&outgoing.json).map_err(|_| AppError::Failed)?;
    set(&entry, "id", &JsValue::from_str(&outgoing.id.to_string()));
    set(
        &entry,
        "community",
        &JsValue::from_str(&here.community.slug),
    );
    set(&entry, "envelope", &envelope_object);
    set(&entry, "sender", &sender.into());
    set(&entry, "title", &JsValue::from_str(title));
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of this age are exact in a JavaScript number"
    )]
    set(&entry, "at", &JsValue::from_f64(now().0 as f64));
    let all = Array::new();
    for (id, blob) in photos {
        let photo: JsValue = Object::new().into();
        set(&photo, "id", &JsValue::from_str(&id.to_string()));
        set(&photo, "blob", &blob);
        all.push(&photo);
    }
    set(&entry, "photos", &all);
    let others = database::all(OUTBOX).await;
    let last = others.iter().map(place).max().unwrap_or_default();
    set(&entry, "seq", &JsValue::from(last + 1));
    let what = queued(&entry).ok_or(AppError::Failed)?;
    let about_it = |other: &&JsValue| queued(other).is_some_and(|it| it.issue == what.issue);
    let last = others.iter().filter(about_it).max_by_key(|it| place(it));
    let undone = last.and_then(|last| {
        let undoes = what.kind.undoes(queued(last)?.kind);
        get(last, "id").filter(|_| undoes)
    });
    let mut stored = write(&entry, undone.clone()).await;
    if stored.is_err() {
        // What was only read gives way to what somebody wrote.
        worker::forget_photos();
        copies::clear().await;
        stored = write(&entry, undone).await;
    }
    let stored = stored.map_err(|_| AppError::Failed)?;
    show().await;
    // What waits must not be evicted when the phone runs out of space.
    let _ = window().navigator().storage().persist();
    Ok(stored)
}

async fn write(entry: &JsValue, undone: Option<JsValue>) -> Result<bool, database::Unkept> {
    match undone {
        Some(id) => database::put_undoing(entry, id, is_free).await,
        None => database::put(OUTBOX, entry, None).await.map(|()| true),
    }
}

/// Whether an entry waits and its sending has not begun: nobody but this phone knows of it.
fn is_free(entry: &JsValue) -> bool {
    let is_set = |name| get(entry, name).is_some_and(|value| value.is_truthy());
    !is_set("begun") && !is_set("refusal")
}

/// Where it stands in the order. What an earlier version put there comes first.
fn place(entry: &JsValue) -> u32 {
    let seq = get(entry, "seq").and_then(|seq| seq.as_f64());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number, counted here"
    )]
    let place = seq.unwrap_or_default() as u32;
    place
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn read(entry: &JsValue) -> Option<Waiting> {
    let text = |name: &str| get(entry, name)?.as_string();
    let what = queued(entry)?;
    let words = |name| get(&get(&command(entry)?, what.kind.code())?, name)?.as_string();
    let body = words("body").or_else(|| words("words"));
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit")]
    let at = Timestamp(get(entry, "at")?.as_f64()? as i64);
    Some(Waiting {
        id: text("id")?.parse().ok()?,
        what,
        title: text("title")?,
        body: body.unwrap_or_default(),
        has_photo: first_photo(entry).is_some(),
        at,
        refusal: get(entry, "refusal").and_then(|refusal| parse(&refusal)),
    })
}

/// A value of JavaScript as one of ours; nothing where there is none.
pub fn parse<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    if value.is_undefined() {
        return None;
    }
    serde_json::from_str(&JSON::stringify(value).ok()?.as_string()?).ok()
}

fn command(entry: &JsValue) -> Option<JsValue> {
    get(&get(entry, "envelope")?, "command")
}

fn queued(entry: &JsValue) -> Option<Queued> {
    kind_of(&command(entry)?)
}

/// Which kind of command it is and what it is about; nothing of one that may not wait.
pub fn kind_of(command: &JsValue) -> Option<Queued> {
    let name = Object::keys(command.dyn_ref::<Object>()?).get(0);
    let name = name.as_string()?;
    let issue: IssueId = get(&get(command, &name)?, "issue")?
        .as_string()?
        .parse()
        .ok()?;
    let kind = Waits::from_code(&name)?;
    Some(Queued { kind, issue })
}

/// Who looks at it, once that is known.
type Viewer = Option<PersonId>;

thread_local!(static VIEWER: Cell<Option<Viewer>> = const { Cell::new(None) });

/// Who looks at the outbox: on a shared phone nobody sees what another left in it.
pub fn belongs_to(viewer: Viewer) {
    VIEWER.set(Some(viewer));
    refresh();
}

/// Whether the viewer may see it. While nobody is signed in, it may be theirs: their session ended
/// elsewhere, and they find their words here.
fn is_theirs(entry: &JsValue) -> bool {
    VIEWER.get().is_some_and(|viewer| {
        let sender = || get(entry, "sender")?.as_string()?.parse().ok();
        viewer.is_none_or(|viewer| sender() == Some(viewer))
    })
}

/// Shows what is in the outbox now.
pub fn refresh() {
    spawn_local(show());
}

async fn show() {
    let mut entries = database::all(OUTBOX).await;
    entries.retain(is_theirs);
    let mut waiting = Vec::with_capacity(entries.len());
    // They are few; a sort would weigh a kilobyte on every first visit.
    while let Some(next) = (0..entries.len()).min_by_key(|i| place(&entries[*i])) {
        waiting.extend(read(&entries.remove(next)));
    }
    try_again(waiting.iter().any(|waiting| waiting.refusal.is_none()));
    with_phone(|phone| {
        // Pages that show it are made anew only for what changed.
        if phone.outbox.with_untracked(|known| *known != waiting) {
            phone.outbox.set(waiting);
        }
    });
}

/// How long until what waits is tried again by itself, in milliseconds: soon at first, then later
/// and later, but at least once a minute.
const FIRST: u64 = 5000;
const LAST: u64 = 60_000;

thread_local! {
    static PAUSE: Cell<u64> = const { Cell::new(FIRST) };
    static COMING: Cell<bool> = const { Cell::new(false) };
}

/// Nothing tells a phone that its network has begun to answer again.
fn try_again(waits: bool) {
    if !waits {
        PAUSE.set(FIRST);
    } else if !COMING.replace(true) {
        let pause = PAUSE.get();
        PAUSE.set((pause * 2).min(LAST));
        let again = || {
            COMING.set(false);
            worker::ask_to_drain();
            refresh();
        };
        set_timeout(again, Duration::from_millis(pause));
    }
}

/// Removes something that waits: it is not sent, or not sent again.
pub async fn remove(id: CommandId) {
    if database::remove(OUTBOX, JsValue::from_str(&id.to_string()))
        .await
        .is_err()
    {
        leptos::logging::warn!("outbox: not changed");
    }
    refresh();
}

/// Sends something again that was refused, now that the reason may be gone (signed in again, say),
/// or is taken away with the photos.
pub async fn retry(id: CommandId, with_photos: bool) {
    let key = JsValue::from_str(&id.to_string());
    if let Ok(Some(entry)) = database::get(OUTBOX, key).await {
        set(&entry, "refusal", &JsValue::UNDEFINED);
        if !with_photos {
            set(&entry, "photos", &Array::new());
            let sent = queued(&entry).and_then(|it| get(&command(&entry)?, it.kind.code()));
            if let Some(sent) = sent {
                set(&sent, "photos", &Array::new());
            }
        }
        if database::put(OUTBOX, &entry, None).await.is_err() {
            leptos::logging::warn!("outbox: not changed");
        }
    }
    refresh();
    worker::ask_to_drain();
}

/// Removes all that waits here: whoever signs out can't send it any more.
pub async fn clear() {
    if database::clear(OUTBOX).await.is_err() {
        leptos::logging::warn!("outbox not cleared");
    }
}

/// The first photo of something that waits, for looking at it.
pub async fn photo(id: CommandId) -> Option<Blob> {
    let entry = database::get(OUTBOX, JsValue::from_str(&id.to_string()))
        .await
        .ok()??;
    first_photo(&entry)
}

fn first_photo(entry: &JsValue) -> Option<Blob> {
    let first = get(entry, "photos")?.dyn_into::<Array>().ok()?.get(0);
    get(&first, "blob")?.dyn_into().ok()
}
