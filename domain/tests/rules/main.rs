//! Each refusal, as cases: what is asked, and the answer. One file a concept.

mod community;
mod household;
mod issue;
mod meeting;
mod once;
mod typed;
#[path = "../world/mod.rs"]
mod world;

use domain::{Field, FieldError, Problem, Refusal};

fn invalid(field: Field, problem: Problem) -> Refusal {
    Refusal::Invalid(vec![FieldError { field, problem }])
}

fn too_long(max: u32) -> Problem {
    Problem::TooLong { max, len: max + 1 }
}

/// `n` characters of three bytes each.
fn chars(n: u32) -> String {
    "议".repeat(n as usize)
}
