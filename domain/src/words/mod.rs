//! Words that more than one renderer shows: pages, printed sheets in the browser, and PDFs typeset
//! on the server. What only pages say stands in `app`, except for what the server puts into words
//! for them: reasons, traces, an issue's way, how an agenda was chosen.

pub mod issue;
pub mod meeting;
pub mod paper;
pub mod station;
pub mod time;
pub mod trace;
pub mod verify;
pub mod work;

use std::fmt::Display;

use crate::Language;

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

    /// The text in that language, with values in the places of its `{}`, in order.
    pub fn with(self, language: Language, values: &[&dyn Display]) -> String {
        fill(self.of(language), values)
    }
}

/// Something, and what it is.
pub const NAMED: T = T("{}：{}", "{}: {}");
/// Between things in a list.
pub const COMMA: T = T("、", ", ");

/// Numbers as a list: 3、5, 3, 5.
pub fn list(numbers: &[u32], language: Language) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    numbers.join(COMMA.of(language))
}

/// Makes words of people harmless inside markup.
pub fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Words of people as they stand among others: in a direction of their own where they are written
/// from right to left, so that they turn nothing beside them.
pub fn isolated(words: &str) -> String {
    let mut out = words.to_owned();
    isolate(&mut out, 0);
    out
}

/// Isolates what stands from `start` on.
fn isolate(out: &mut String, start: usize) {
    // Hebrew, Arabic and what is written like them, with their later blocks.
    let from_right = |c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if out[start..].chars().any(from_right) {
        out.insert(start, '\u{2068}');
        out.push('\u{2069}');
    }
}

fn fill(template: &str, values: &[&dyn Display]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(template.len() + 16);
    let mut values = values.iter();
    for (i, part) in template.split("{}").enumerate() {
        if i > 0
            && let Some(value) = values.next()
        {
            let start = out.len();
            let _ = write!(out, "{value}");
            isolate(&mut out, start);
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

    #[test]
    fn words_from_right_to_left_turn_nothing_beside_them() {
        assert_eq!(
            fill("{}：{} 3", &[&"ئانا", &"王"]),
            "\u{2068}ئانا\u{2069}：王 3"
        );
        assert_eq!(isolated("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(isolated("王 Şule ཀ"), "王 Şule ཀ");
    }
}
