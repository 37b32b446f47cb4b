//! How much of a text finds room on paper: about, for only whoever draws it knows to the letter.

/// The beginning of a text, as far as it takes that many lines of that many characters (of the
/// width of a Chinese one), with `…` where it goes on; and whether it does. Empty lines are left
/// out.
pub(super) fn cut(text: &str, lines: u32, width: u32) -> (String, bool) {
    let all = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Vec<&str> = all.collect();
    let whole = all.join("\n");
    if self::lines(&whole, width) <= lines {
        return (whole, false);
    }
    let width = width * EM;
    let mut out = String::new();
    let mut left = lines;
    for line in all {
        if left == 0 {
            return (ended(&out), true);
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let mut used = 0;
        for c in line.chars() {
            used += width_of(c);
            // The last one keeps room for the mark that says that it goes on.
            let room = if left == 1 { width - EM } else { width };
            if used > room {
                left -= 1;
                used = width_of(c);
                if left == 0 {
                    return (ended(&out), true);
                }
            }
            out.push(c);
        }
        left -= 1;
    }
    (out, false)
}

/// How many lines of that width a text takes, one at least.
pub(super) fn lines(text: &str, width: u32) -> u32 {
    let line = |line: &str| line.chars().map(width_of).sum::<u32>().div_ceil(width * EM);
    let lines = text.lines().map(|text| line(text).max(1));
    lines.sum::<u32>().max(1)
}

fn ended(text: &str) -> String {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".,;:，。；：、".contains(c));
    format!("{text}…")
}

/// The width of a Chinese character, in hundredths of it.
const EM: u32 = 100;

fn width_of(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | ' ' | '.' | ',' | ';' | ':' | '\'' | '!' | '|' => 34,
        'W' | 'M' | 'm' | 'w' | '@' | '%' => 96,
        'A'..='Z' | '#' | '&' | '+' | '=' | '<' | '>' | '~' => 72,
        _ if c.is_ascii() => 57,
        _ => EM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_its_lines_are_full() {
        assert_eq!(cut("电梯又坏了", 1, 6), ("电梯又坏了".into(), false));
        assert_eq!(cut("电梯又坏了。快修", 1, 6), ("电梯又坏了…".into(), true));
        assert_eq!(
            cut("电梯又坏了。快修", 2, 4),
            ("电梯又坏了。快修".into(), false)
        );
        assert_eq!(cut("a\n\n\nb\nc", 2, 9), ("a\nb…".into(), true));
        assert_eq!(cut("", 3, 9), (String::new(), false));
        // A word that never ends takes its room like any other.
        let (long, more) = cut(&"!".repeat(3_000), 2, 10);
        assert!(more && long.chars().count() < 62, "{long}");
    }

    #[test]
    fn lines_are_counted_as_they_are_drawn() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("电梯又坏了", 5), 1);
        assert_eq!(lines("电梯又坏了", 4), 2);
        assert_eq!(lines("电\n梯", 4), 2);
    }
}
