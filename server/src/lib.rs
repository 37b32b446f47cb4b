//! What is run: configuration, HTTP routes, sessions, photos, import, the demo, the command line.
//!
//! The server decides nothing about issues and knows no page: it turns requests and command-line
//! arguments into commands of `domain`, gives them to `store`, and lets `app` render. Begin reading
//! at [`routes::router`].

// Views are deeply nested types.
#![recursion_limit = "512"]

pub mod agenda;
mod channel;
pub mod cli;
mod clock;
pub mod config;
pub mod connections;
mod demo;
pub mod error;
#[cfg(test)]
mod fuzz;
pub mod ids;
mod import;
mod journal;
pub mod mail;
pub mod metrics;
mod observe;
mod paper;
mod photo;
pub mod retention;
pub mod routes;
mod slips;
mod zone;
