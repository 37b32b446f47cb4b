//! The rules of Twoline, pure: no I/O, no async, no clock and no randomness of its own.
//!
//! Everything that changes is one [`Command`]. [`decide`] takes the current [`State`], the
//! [`Actor`] with their roles, the command and the time, and answers with an [`Outcome`] (events,
//! and the words and names to be kept apart from them) or with a typed [`Refusal`]. The same code
//! runs on the server, which stores what comes out; the browser asks the one of a report
//! ([`issue::check_filing`]) before it queues it.
//!
//! One file or folder a concept of the field; the words are those of the field's own table
//! (second 附议, decision 决议, …) and the same in every crate.

mod about;
mod account;
pub mod agenda;
pub mod back;
mod codes;
pub mod command;
pub mod community;
pub mod complaint;
mod decide;
pub mod event;
pub mod field;
pub mod figures;
mod fold;
pub mod hex;
pub mod household;
pub mod id;
pub mod issue;
pub mod journal;
pub mod language;
pub mod meeting;
pub mod membership;
pub mod notice;
pub mod odd;
pub mod office;
pub mod organisation;
pub mod paper;
pub mod place;
pub mod refusal;
pub mod retention;
pub mod role;
mod seen;
pub mod state;
pub mod text;
pub mod time;
pub mod trace;
pub mod waiting;
pub mod words;
pub mod work;

pub use about::{About, Keeps};
pub use command::{Command, Envelope, Outcome, Receipt};
pub use community::Community;
pub use decide::decide;
pub use event::Event;
pub use field::{Field, FieldError, Problem};
pub use fold::{fold, wanted};
pub use id::{
    BuildingId, CommandId, CommunityId, HouseholdId, IssueId, MeetingId, OrganisationId, PersonId,
    PhotoId, SlipId, TextId,
};
pub use language::Language;
pub use office::Office;
pub use refusal::Refusal;
pub use role::{Action, Actor, Role, Sender, Viewer};
pub use state::State;
pub use text::{Kept, Text};
pub use time::{Date, Timestamp, Zone};
pub use trace::{Earlier, Entry, Trace, Traced};
pub use waiting::Waits;
