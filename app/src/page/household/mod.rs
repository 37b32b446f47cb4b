//! Members: joining with a household's slip, and one's own page.

mod join;
mod me;

pub use join::JoinPage;
pub use me::MePage;
