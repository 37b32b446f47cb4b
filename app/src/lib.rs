//! What people see of Twoline: Leptos pages and components, the server functions that they read and send by, texts in
//! two languages, and the offline parts of the browser side.
//!
//! Built twice: with `ssr` into the server, with `hydrate` into the browser's bundle. A page names the command that its
//! button sends; the rule behind it stands in `domain`, in the file of the same concept.

#![recursion_limit = "512"]

pub mod component;
pub mod context;
pub mod error;
pub mod form;
pub mod format;
#[cfg(feature = "hydrate")]
pub mod offline;
pub mod page;
pub mod phone;
#[cfg(feature = "hydrate")]
mod position;
pub mod read;
pub mod route;
#[cfg(feature = "ssr")]
pub mod said;
pub mod send;
#[cfg(feature = "ssr")]
pub mod sheet;
pub mod text;

mod document;
mod view;

#[cfg(feature = "hydrate")]
pub use context::apply_cookies;
#[cfg(feature = "ssr")]
pub use document::{is_watched, offline_shell, shell};
pub use page::App;
