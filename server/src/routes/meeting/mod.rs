//! What of a meeting is no page: its papers as PDF, the document of its agenda, and checking that.

pub mod document;
pub mod papers;
pub mod verify;
