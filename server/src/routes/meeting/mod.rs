//! What of a meeting is no page: its papers as PDF, the document of its agenda.

pub mod document;
pub mod papers;
