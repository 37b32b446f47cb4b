//! Every text of the interface, in both languages side by side. A text is a constant; `t(TEXT)` gives it in the
//! reader's language. Texts stand in the file of their concept.

pub mod common;
pub mod issue;
pub mod meeting;
pub mod people;
pub mod refusal;

use domain::Language;

use crate::context::preferences;

/// A text in Chinese and English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct T(pub &'static str, pub &'static str);

impl T {
    /// The text in that language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.0,
            Language::English => self.1,
        }
    }
}

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
    fill(t(text), values)
}

/// A text about `n` things: `one` where English says it of a single thing, else `many`; each may show `{}`.
pub fn tn(one: T, many: T, n: u32) -> String {
    tf(if n == 1 { one } else { many }, &[&n])
}

fn fill(template: &str, values: &[&dyn std::fmt::Display]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(template.len() + 16);
    let mut values = values.iter();
    for (i, part) in template.split("{}").enumerate() {
        if i > 0
            && let Some(value) = values.next()
        {
            let _ = write!(out, "{value}");
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_into_their_places() {
        assert_eq!(fill("{} of {}", &[&3, &"x"]), "3 of x");
        assert_eq!(fill("none", &[&3]), "none");
    }
}
