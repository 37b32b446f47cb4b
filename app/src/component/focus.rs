//! Where the keyboard goes on.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;
#[cfg(feature = "hydrate")]
use web_sys::HtmlElement;
#[cfg(feature = "hydrate")]
use web_sys::wasm_bindgen::JsCast;

/// The keyboard goes on at the element with this id, once what was just changed is on screen.
pub fn focus(id: String) {
    #[cfg(feature = "hydrate")]
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(Ok(element)) = element.map(JsCast::dyn_into::<HtmlElement>) {
            let _ = element.focus();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Does something on Escape, wherever in the element the keyboard is; not where Escape only ends
/// what an input method was composing.
pub fn on_escape(then: impl Fn() + 'static) -> impl Fn(leptos::ev::KeyboardEvent) + 'static {
    move |event| {
        if event.key() == "Escape" && !event.is_composing() {
            event.stop_propagation();
            then();
        }
    }
}

/// Brings the first field with an error into view, once the errors are shown.
#[cfg(feature = "hydrate")]
pub fn focus_first_error(form: &web_sys::HtmlFormElement) {
    let form = form.clone();
    request_animation_frame(move || {
        if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
            && let Ok(field) = field.dyn_into::<HtmlElement>()
        {
            let _ = field.focus();
        }
    });
}
