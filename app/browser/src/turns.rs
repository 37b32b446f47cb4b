//! While the page starts, what its views begin (effects, reads) does not run in one go with
//! hydration, but each in a turn of the browser's event loop: on a cheap phone a tap is heard in
//! between. Afterwards nothing waits.

use std::cell::Cell;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    static STARTING: Cell<bool> = const { Cell::new(true) };
}

/// Before anything is begun.
pub fn begin() {
    // Of two, the first stays.
    let _ = Executor::init_custom_executor(Turns);
}

/// The page stands, and what is begun from now on answers somebody.
pub fn end() {
    STARTING.set(false);
}

/// Waits until the browser has done what waited before this.
pub async fn next() {
    let turn = Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback(&resolve);
    });
    let _ = JsFuture::from(turn).await;
}

struct Turns;

impl CustomExecutor for Turns {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        if STARTING.get() {
            spawn_local(async {
                next().await;
                task.await;
            });
        } else {
            spawn_local(task);
        }
    }

    fn poll_local(&self) {}
}
