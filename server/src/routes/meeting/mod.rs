//! What of a meeting is no page: its papers as PDF, the document of its agenda, checking that, and
//! its entry for calendars.

pub mod calendar;
pub mod document;
pub mod papers;
pub mod takings;
pub mod verify;
