//! What a page knows before it reads anything: who asks (on the server), in which language, and the
//! time.

use domain::Language;
#[cfg(not(feature = "ssr"))]
use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// How this person wants to read: from two cookies that the server and the page itself may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    pub language: Language,
    /// 长辈版: larger text and targets.
    pub elder: bool,
}

/// Name of the cookie with the language code.
pub const LANGUAGE_COOKIE: &str = "lang";
/// Name of the cookie that turns elder mode on (`1`).
pub const ELDER_COOKIE: &str = "elder";

#[cfg(feature = "ssr")]
pub use server::*;

#[cfg(feature = "ssr")]
mod server {
    use std::collections::BTreeMap;

    use axum::http::request;
    use domain::{PersonId, Timestamp};
    use leptos::prelude::with_context;

    use super::Preferences;
    use crate::here::Here;

    /// What server functions work with; the server provides it to every page and server function.
    #[derive(Debug, Clone)]
    pub struct AppContext {
        pub store: store::Store,
        /// By which people's commands come to it.
        pub gate: crate::gate::Gate,
        /// The address that people reach the server under, without a slash at its end:
        /// `https://twoline.example`.
        pub public_url: String,
        /// The files of the bundle's parts.
        pub parts: std::sync::Arc<Parts>,
        /// Street tiles under plans, if there are any.
        pub tiles: Option<std::sync::Arc<domain::place::Tiles>>,
    }

    /// The bundle's files in the site's `pkg`.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Parts {
        /// In the names of what all pages share, by what these end in.
        hashes: BTreeMap<String, String>,
        /// Which files each part is in, by the part's name.
        files: BTreeMap<String, Vec<String>>,
    }

    impl Parts {
        /// What the build lists: `ENDING: HASH` and `part NAME: FILE FILE …`.
        pub fn read(list: &str) -> Self {
            let mut parts = Self::default();
            for (name, what) in list.lines().filter_map(|line| line.split_once(": ")) {
                if let Some(part) = name.strip_prefix("part ") {
                    let files = what.split(' ').map(str::to_owned).collect();
                    parts.files.insert(part.to_owned(), files);
                } else {
                    parts.hashes.insert(name.to_owned(), what.to_owned());
                }
            }
            parts
        }

        /// What stands in the name of the bundle's `js` or `wasm`; nothing where the build has left
        /// no list (`cargo leptos`).
        pub fn hash(&self, ending: &str) -> Option<&str> {
            self.hashes.get(ending).map(String::as_str)
        }

        /// None where there is no list.
        pub fn of(&self, part: &str) -> &[String] {
            self.files.get(part).map_or(&[], Vec::as_slice)
        }
    }

    /// Who asks; put into the request's extensions by the server's session middleware.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Session {
        pub person: Option<PersonId>,
    }

    fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
        // Asked for with each text: the request itself is not copied.
        with_context(|parts: &request::Parts| parts.extensions.get::<T>().cloned())?
    }

    /// Who asks.
    pub fn session() -> Session {
        extension().unwrap_or_default()
    }

    /// The community that the address names, and the viewer; put into the request's extensions by
    /// the server. `None`: there is none, or the address names none.
    pub fn community() -> Option<Here> {
        extension()
    }

    /// How the person who asks wants to read.
    pub fn preferences() -> Preferences {
        extension().unwrap_or_default()
    }

    /// The time now.
    pub fn now() -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// How the person at this phone wants to read: the page was rendered with it, so it stands on the
/// root element.
#[cfg(not(feature = "ssr"))]
pub fn preferences() -> Preferences {
    use std::cell::Cell;
    thread_local!(static READ: Cell<Option<Preferences>> = const { Cell::new(None) });
    if let Some(known) = READ.get() {
        return known;
    }
    let root = leptos::prelude::document().document_element();
    let language = root.as_ref().and_then(|root| root.get_attribute("lang"));
    let preferences = Preferences {
        language: language
            .and_then(|code| code.parse().ok())
            .unwrap_or_default(),
        elder: root.is_some_and(|root| root.class_list().contains("elder")),
    };
    READ.set(Some(preferences));
    preferences
}

/// The offline shell was rendered for whoever was first; its root element takes over what the
/// cookies say now.
#[cfg(feature = "hydrate")]
pub fn apply_cookies() {
    use wasm_bindgen::JsCast;
    let document: web_sys::HtmlDocument = leptos::prelude::document().unchecked_into();
    let (Some(root), Ok(cookies)) = (document.document_element(), document.cookie()) else {
        return;
    };
    for (name, value) in cookies
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
    {
        match name {
            LANGUAGE_COOKIE if value.parse::<Language>().is_ok() => {
                let _ = root.set_attribute("lang", value);
            }
            ELDER_COOKIE => {
                let _ = root.class_list().toggle_with_force("elder", value == "1");
            }
            _ => {}
        }
    }
}

/// A browser that translates pages puts each text into elements of its own, in whose place
/// hydration would look for the text: makes texts of them again, translated as they are.
#[cfg(feature = "hydrate")]
pub fn take_over_translation() {
    let document = leptos::prelude::document();
    // No page of ours has such elements.
    while let Ok(Some(font)) = document.query_selector("font") {
        let text = document.create_text_node(&font.text_content().unwrap_or_default());
        if font.replace_with_with_node_1(&text).is_err() {
            return;
        }
    }
}

/// The time now, by the phone's clock.
#[cfg(not(feature = "ssr"))]
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds fit far beyond any date"
    )]
    Timestamp(js_sys::Date::now() as i64)
}

/// A new identity, ordered by time (UUID version 7).
pub fn new_id() -> uuid::Uuid {
    let mut random = [0u8; 10];
    #[cfg(feature = "ssr")]
    {
        // The operating system's generator does not fail once the machine has started.
        getrandom::fill(&mut random).expect("the system gives random numbers");
    }
    #[cfg(not(feature = "ssr"))]
    {
        let crypto = leptos::prelude::window()
            .crypto()
            .expect("every browser has crypto");
        crypto
            .get_random_values_with_u8_array(&mut random)
            .expect("ten bytes are never too many");
    }
    let millis = u64::try_from(now().0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
compile_error!("app is built with `ssr` (for the server) or with `hydrate` (for the browser)");

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Parts;

    #[test]
    fn the_list_of_the_build_has_hashes_and_the_files_of_parts() {
        let list = "js: 0123\nwasm: 4567\npart feed: chunk_1.89ab.wasm split_feed.cdef.wasm\n";
        let parts = Parts::read(list);
        assert_eq!(
            parts.of("feed"),
            ["chunk_1.89ab.wasm", "split_feed.cdef.wasm"]
        );
        assert_eq!(parts.hash("js"), Some("0123"));
        assert_eq!((parts.of("js"), parts.hash("feed")), (&[][..], None));
        assert_eq!(Parts::read(""), Parts::default());
    }
}
