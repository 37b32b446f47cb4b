//! A database, an estate on it with people who do things, and a community in which everything has
//! happened.

mod database;
mod estate;
mod filled;

pub use database::{Database, journal, rows};
pub use estate::{
    Estate, NOON, building, change, create_meeting, date, file, id, name, plan, second, sender,
};
pub use filled::{CODE, Filled, INVITED, busy, filled, of_agenda, report, with_photos};
