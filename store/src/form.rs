//! The form of the derived tables: which there are, how they are made, and which form it is.

use std::sync::LazyLock;

use domain::hex::sha256_hex;

/// Raised whenever something else follows from an event that is in journals, although the tables
/// stay as they are: the code of `project.rs` and `notice.rs`, or what `domain` says of the event
/// (`Event::about`, `Category::default_minutes`, `agenda::Settings::default`, `fold`). A test opens
/// a database of an earlier release and finds what was forgotten.
const PLAYED: u32 = 2;

/// The derived tables, each after those that its rows refer to.
pub(crate) const TABLES: [&str; 36] = [
    "community_details",
    "erasures",
    "trace",
    "plans",
    "buildings",
    "households",
    "slips",
    "members",
    "at_desk",
    "roles",
    "led_buildings",
    "organisations",
    "handlers",
    "invitations",
    "return_slips",
    "issues",
    "issue_counts",
    "issue_words",
    "issue_grams",
    "seconds",
    "complaints",
    "hidings",
    "issue_photos",
    "works",
    "tasks",
    "appraisals",
    "results",
    "offers",
    "meetings",
    "items",
    "dropped_items",
    "documents",
    "document_takings",
    "ballots",
    "credits",
    "notices",
];

pub(crate) const SQL: &str = include_str!("../migrations/derived.sql");

/// The form of the derived tables in this version: of their columns and of what follows from
/// events.
pub(crate) fn form() -> &'static str {
    static FORM: LazyLock<String> = LazyLock::new(|| {
        let tables = sha256_hex(SQL);
        format!("{}-{PLAYED}", &tables[..16])
    });
    &FORM
}
