//! Members: joining with a household's slip, and one's own page.

mod join;
mod me;
mod members;

pub use join::JoinPage;
pub use me::MePage;
pub use members::MembersPage;
