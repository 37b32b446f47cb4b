//! The handful of components that all pages are made of; their looks are in `style/`.

mod category;
mod command_form;
mod field;
mod focus;
mod frame;
mod icon;
mod issue;
mod loaded;
mod pager;
mod photo_tile;
mod photos;
mod plan;
mod second;
mod way;

pub use category::{CategoryField, category_drawing};
pub use command_form::CommandForm;
pub use field::{Errors, FieldKind, FieldProblem, SelectField, TextArea, TextField, is_invalid};
#[cfg(feature = "hydrate")]
pub use focus::focus_first_error;
pub use focus::{focus, on_escape};
pub use frame::{Frame, PlainFrame, Preference};
pub use icon::{Icon, IconKind};
pub use issue::{CardList, IssueStatus, SupportFacts, Supporters, TraceList};
#[cfg(feature = "ssr")]
pub(crate) use issue::{status_class, status_word};
pub use loaded::{ErrorMessage, HeadingIsRead, loaded, loaded_with};
pub use pager::Pager;
pub use photo_tile::PhotoTile;
#[cfg(feature = "hydrate")]
pub use photo_tile::Preview;
pub use photos::{PhotoField, Photos};
pub use plan::EstatePlan;
pub use second::{SecondButton, Target};
#[cfg(feature = "hydrate")]
pub use way::start as start_ways;
pub use way::{BackFromIssue, BackTo};

use leptos::prelude::*;

/// Whether the bundle runs: what needs a script is shown once it does.
pub fn scripted() -> ReadSignal<bool> {
    let scripted = RwSignal::new(false);
    Effect::new(move || scripted.set(true));
    scripted.read_only()
}
