//! Every text of the interface, in both languages side by side. A text is a constant; `t(TEXT)`
//! gives it in the reader's language. Texts stand in the file of their concept.

pub mod common;
pub mod community;
pub mod household;
pub mod issue;
pub mod meeting;
// What the server alone puts into words.
#[cfg(feature = "ssr")]
pub mod membership;
pub mod notice;
#[cfg(feature = "ssr")]
pub mod office;
pub mod phone;
pub mod place;
pub mod refusal;
pub mod work;

use domain::Language;
pub use domain::words::T;

use crate::context::preferences;

/// The language of whoever reads.
pub fn language() -> Language {
    preferences().language
}

/// A text in the reader's language.
pub fn t(text: T) -> &'static str {
    text.of(language())
}

/// A text with values in the places of its `{}`, in order.
pub fn tf(text: T, values: &[&dyn std::fmt::Display]) -> String {
    text.with(language(), values)
}

/// A text about `n` things: `one` where English says it of a single thing, else `many`; each may
/// show `{}`.
pub fn tn(one: T, many: T, n: u32) -> String {
    tf(if n == 1 { one } else { many }, &[&n])
}
