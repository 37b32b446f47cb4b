//! What people see of Twoline: Leptos pages and components, the server functions that they read and
//! send by, texts in two languages, and the offline parts of the browser side.
//!
//! Built twice: with `ssr` into the server, with `hydrate` into the browser's bundle. A page names
//! the command that its button sends; the rule behind it stands in `domain`, in the file of the
//! same concept.

#![recursion_limit = "512"]
// Only what the server uses is public, so that the bundle's build names whatever is used by
// nothing. Each build uses a part of the texts and of the components' functions.
#![cfg_attr(
    feature = "ssr",
    allow(dead_code, reason = "the bundle's build says what is unused")
)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "Leptos components take owned props and grow long with markup"
)]

pub mod context;
#[cfg(feature = "ssr")]
pub mod door;
pub mod form;
#[cfg(feature = "ssr")]
pub mod gate;
pub mod here;
pub mod photo;
#[cfg(feature = "ssr")]
pub mod security;
pub mod send;
pub mod shown;

mod component;
mod error;
mod format;
#[cfg(feature = "hydrate")]
mod offline;
mod page;
mod phone;
#[cfg(feature = "ssr")]
pub mod plain;
#[cfg(feature = "hydrate")]
mod position;
mod read;
#[cfg(feature = "ssr")]
pub mod said;
#[cfg(feature = "ssr")]
mod sheet;
mod shell;
#[cfg(feature = "ssr")]
pub mod slips;
mod text;
mod view;

#[cfg(feature = "hydrate")]
pub use context::{apply_cookies, take_over_translation};
pub use page::App;
#[cfg(feature = "hydrate")]
pub use page::part::browser::{load_page, load_page_at_last, load_the_rest};
#[cfg(feature = "ssr")]
pub use shell::{document, is_watched, offline_shell, shell};
#[cfg(feature = "ssr")]
pub use text::household::role;
#[cfg(feature = "ssr")]
pub use text::meeting::rule;
#[cfg(feature = "ssr")]
pub use text::office::kind as organisation_kind;
