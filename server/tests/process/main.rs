//! The `twoline` program itself, as processes that are started, asked by HTTP, and killed.
//!
//! What needs PostgreSQL finds it by `TWOLINE_TEST_POSTGRES`
//! (`scripts/with-postgres cargo test -p server` starts one, and so does `make test`); without it
//! those tests say that they did not run.

mod attacks;
mod commands;
mod crash;
mod estate;
mod limits;
mod load;
mod markup;
#[path = "../shared/mutate.rs"]
mod mutate;
mod program;
mod release;
mod two_servers;
