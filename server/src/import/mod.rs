//! `twoline import`: reports of another system, an estate's plan, and its register of households.

pub mod community;
pub mod console;
mod file;
pub mod plan;
pub mod register;
pub mod report;
mod table;
#[cfg(test)]
mod trial;

pub use console::{Console, Progress};
