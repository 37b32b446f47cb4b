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
pub mod here;
#[cfg(feature = "hydrate")]
pub mod offline;
pub mod page;
pub mod phone;
pub mod photo;
#[cfg(feature = "hydrate")]
mod position;
pub mod read;
#[cfg(feature = "ssr")]
pub mod said;
pub mod send;
#[cfg(feature = "ssr")]
pub mod sheet;
pub mod text;

mod shell;
mod view;

#[cfg(feature = "hydrate")]
pub use context::apply_cookies;
pub use page::App;
#[cfg(feature = "ssr")]
pub use shell::{is_watched, offline_shell, shell};
