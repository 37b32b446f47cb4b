//! `twoline import`: reports of another system, and an estate's plan.

pub mod community;
pub mod console;
mod file;
pub mod plan;
pub mod report;
#[cfg(test)]
mod trial;

pub use console::{Console, Progress};
