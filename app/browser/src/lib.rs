//! The WebAssembly bundle. One function starts it, whatever page it was loaded by.

mod turns;

use leptos::mount::{hydrate_body, mount_to_body};
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Hydrates a page that the server rendered; on the empty shell that the service worker keeps,
/// mounts the app instead. First comes the part that the page is in, so that the router finds it
/// there.
#[wasm_bindgen]
pub fn hydrate() {
    // A phone's console is read by nobody; whoever develops wants to know where it panicked.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    turns::begin();
    spawn_local(start());
}

async fn start() {
    let root = document().document_element();
    let is_shell = root
        .as_ref()
        .is_some_and(|root| root.has_attribute("data-shell"));
    if is_shell {
        app::apply_cookies();
        // Without it the router says so.
        app::load_page().await;
        mount_to_body(app::App);
    } else {
        app::load_page_at_last().await;
        turns::next().await;
        // Together: what translates the page would do it again in between.
        app::take_over_translation();
        hydrate_body(app::App);
    }
    // Behind all that the page's views have begun.
    turns::next().await;
    turns::end();
    // Scripts that drive the page (tests, above all) wait for this.
    if let Some(root) = root {
        let _ = root.set_attribute("data-ready", "");
    }
    app::load_the_rest();
}
