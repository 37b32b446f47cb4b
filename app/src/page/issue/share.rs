//! Sharing an issue: by the phone's own sheet where it has one; else the link is copied.

use leptos::prelude::*;

use crate::text::{issue as text, t};
use crate::view::view;

/// The button. What it shares everybody can open, as far as it is public.
#[component]
pub fn Share(number: u32) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let press = {
        let here = crate::here::here();
        let phone = crate::phone::Phone::get();
        move |_| {
            let path = here.to(&format!("/shared/{number}"));
            leptos::task::spawn_local(async move {
                if browser::share(&path).await == Some(browser::Done::Copied) {
                    phone.toast.set(Some(t(text::COPIED).to_owned()));
                }
            });
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let press = {
        let _ = number;
        |_| ()
    };
    view! {
        <p><button class="btn scripted" type="button" on:click=press>{t(text::SHARE)}</button></p>
    }
}

/// Asked by names: bindings of their own would be in what all pages load.
#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::wasm_bindgen::{JsCast, JsValue};
    use js_sys::{Function, Object, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen_futures::JsFuture;

    #[derive(PartialEq)]
    pub enum Done {
        Shared,
        Copied,
    }

    fn get(object: &JsValue, name: &str) -> Option<JsValue> {
        Reflect::get(object, &JsValue::from_str(name)).ok()
    }

    /// Calls a method that promises something. Nothing where there is none, or it refuses.
    async fn ask(object: &JsValue, name: &str, argument: &JsValue) -> Option<()> {
        let method: Function = get(object, name)?.dyn_into().ok()?;
        let promise: Promise = method.call1(object, argument).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok().map(|_| ())
    }

    /// Shares a page of this server. Whoever closes the sheet has shared nothing, and is told
    /// nothing.
    pub async fn share(path: &str) -> Option<Done> {
        let window: JsValue = window().into();
        let origin = get(&get(&window, "location")?, "origin")?.as_string()?;
        let link = JsValue::from_str(&(origin + path));
        let navigator = get(&window, "navigator")?;
        if get(&navigator, "share")?.is_function() {
            let data = Object::new();
            Reflect::set(&data, &JsValue::from_str("url"), &link).ok()?;
            ask(&navigator, "share", &data).await?;
            return Some(Done::Shared);
        }
        ask(&get(&navigator, "clipboard")?, "writeText", &link).await?;
        Some(Done::Copied)
    }
}
