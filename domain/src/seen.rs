//! What of typed words is kept: what people see, and what letters need to join. Characters that
//! nobody sees make names that look alike or like nothing; those that turn the direction of writing
//! turn what stands behind them, too.
//!
//! By ranges rather than by a library's tables, which phones would have to load: what is named here
//! are Unicode's default ignorable characters and a few that have empty glyphs.

use std::iter::Peekable;
use std::str::Chars;

/// How many marks one letter may carry above and below itself: more than any language writes, and
/// not so many that they cover the lines around.
const MARKS_MAX: usize = 4;
/// The same for Tibetan, which writes syllables as stacks.
const STACK_MAX: usize = 8;

/// What a character is to the eye.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Draws something, by itself.
    Seen,
    /// Draws something on the character before it, of which so many are enough.
    Mark(usize),
    Blank,
    LineEnd,
    /// Asks for another form of the character before it.
    Selector,
    /// Joins the characters beside it, or keeps them apart.
    Joiner,
    /// Spells which flag the black flag before it is.
    Tag,
    Unseen,
}

fn kind(c: char) -> Kind {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::LineEnd,
        // The pattern of Braille without any dot.
        '\u{2800}' => Kind::Blank,
        _ if c.is_whitespace() => Kind::Blank,
        _ if c.is_control() => Kind::Unseen,
        '\u{200c}' | '\u{200d}' => Kind::Joiner,
        '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            Kind::Selector
        }
        '\u{e0020}'..='\u{e007f}' => Kind::Tag,
        // Soft hyphen, grapheme joiner, fillers of Hangul and others, inherent vowels of Khmer.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}'
        | '\u{ffa0}' | '\u{16fe4}'
        // Direction: marks, embeddings, overrides and isolates. Whoever shows words isolates them.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        // Of no width, and what says how other characters are meant.
        | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffc}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        // No characters, as the last two of each plane, and never will be.
        | '\u{fdd0}'..='\u{fdef}' => Kind::Unseen,
        _ if u32::from(c) & 0xfffe == 0xfffe => Kind::Unseen,
        // Latin, Greek and Cyrillic; Hebrew and Arabic; Thai; signs.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}' => {
            Kind::Mark(MARKS_MAX)
        }
        '\u{f71}'..='\u{f84}' | '\u{f8d}'..='\u{fbc}' => Kind::Mark(STACK_MAX),
        _ => Kind::Seen,
    }
}

/// Whether a character draws anything.
pub(crate) fn draws(c: char) -> bool {
    matches!(kind(c), Kind::Seen | Kind::Mark(_))
}

/// Scripts whose letters take other forms beside a joiner: from Arabic to Mongolian, with their
/// later blocks.
fn takes_forms(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{1aff}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}')
}

/// Pictures, of which several may be joined into one.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Words as they are kept: with nothing in them that nobody sees, and without blanks around them.
/// `lines` says whether they may have more than one line; then an empty one may part them. Nothing
/// is left of words in which there is nothing to see.
pub fn seen(typed: &str, lines: bool) -> String {
    let mut out = String::with_capacity(typed.len());
    let mut chars = typed.chars().peekable();
    // What marks, selectors and joiners would stand on; and what stands last.
    let mut base: Option<char> = None;
    let mut last = Kind::Blank;
    let mut marks = 0;
    while let Some(c) = chars.next() {
        let kind = kind(c);
        let keep = match kind {
            Kind::Seen => true,
            Kind::Mark(most) => {
                marks += 1;
                base.is_some() && marks <= most
            }
            Kind::Selector => base.is_some_and(|base| selects(base, last, c, &mut chars)),
            Kind::Joiner => base.is_some_and(|base| joins(base, last, c, &mut chars)),
            Kind::Tag => base == Some('\u{1f3f4}'),
            Kind::Unseen => continue,
            Kind::Blank => {
                base = None;
                match c {
                    _ if !lines => one_blank(&mut out),
                    '\u{2800}' => out.push(' '),
                    c => out.push(c),
                }
                false
            }
            Kind::LineEnd => {
                base = None;
                if c == '\r' && chars.peek() == Some(&'\n') {
                    continue;
                }
                if lines {
                    end_line(&mut out);
                } else {
                    one_blank(&mut out);
                }
                false
            }
        };
        if keep {
            out.push(c);
            last = kind;
        }
        if kind == Kind::Seen {
            base = Some(c);
            marks = 0;
        }
    }
    out.trim().to_owned()
}

/// Whether a selector means something behind this character: Mongolian ones in Mongolian, others
/// behind all but letters of ASCII; a digit only becomes the picture of a key.
fn selects(base: char, last: Kind, selector: char, next: &mut Peekable<Chars<'_>>) -> bool {
    let sense = match selector {
        '\u{180b}'..='\u{180f}' => matches!(base, '\u{1820}'..='\u{18aa}'),
        _ => !base.is_ascii() || next.peek() == Some(&'\u{20e3}'),
    };
    sense && last == Kind::Seen
}

/// Whether a joiner means something here: beside letters that take other forms, and between
/// pictures. Between others it would only make names that look alike.
fn joins(base: char, last: Kind, joiner: char, next: &mut Peekable<Chars<'_>>) -> bool {
    let pictures = joiner == '\u{200d}'
        && is_picture(base)
        && next.peek().is_some_and(|next| is_picture(*next));
    last != Kind::Joiner && (takes_forms(base) || pictures)
}

fn one_blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Ends a line, without the blanks at its end; of several empty lines one is enough.
fn end_line(out: &mut String) {
    out.truncate(
        out.trim_end_matches(|c: char| c != '\n' && c.is_whitespace())
            .len(),
    );
    if !out.ends_with("\n\n") {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that Unicode calls default ignorable, as its `DerivedCoreProperties.txt`
    /// lists them (version 17), and what else draws nothing.
    const IGNORABLE: [(u32, u32); 22] = [
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180f),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x206f),
        (0x2800, 0x2800),
        (0x3164, 0x3164),
        (0xfe00, 0xfe0f),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfff8),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
        (0x0, 0x20),
        (0x7f, 0xa0),
        (0x2000, 0x200a),
        (0x3000, 0x3000),
    ];

    #[test]
    fn of_words_that_nobody_sees_nothing_is_left() {
        for (first, last) in IGNORABLE {
            for c in (first..=last).filter_map(char::from_u32) {
                for lines in [false, true] {
                    assert_eq!(seen(&format!("{c}"), lines), "", "{:x}", u32::from(c));
                    assert_eq!(
                        seen(&format!("{c} {c}{c}"), lines),
                        "",
                        "{:x}",
                        u32::from(c)
                    );
                    // Nor does it make two names of one.
                    let [before, after] = [format!("{c}王明"), format!("王明{c}")];
                    let selector = matches!(u32::from(c), 0xfe00..=0xfe0f | 0xe0100..=0xe01ef);
                    assert_eq!(seen(&before, lines), "王明", "{:x}", u32::from(c));
                    // A selector may ask for another form of a name's character.
                    if !selector {
                        assert_eq!(seen(&after, lines), "王明", "{:x}", u32::from(c));
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_seen_stays_with_what_it_needs() {
        for words in [
            "电梯坏了 👨‍👩‍👧 می‌خواهم",
            "ئەسسالامۇ ئەلەيكۇم",
            "ھ‍",
            "བཀྲ་ཤིས་བདེ་ལེགས།",
            "ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ",
            "क्‍ष",
            "ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠠ᠋",
            "ꆈꌠꁱꂷ",
            "한국어 안내",
            "Şule Ğ ☑ ✔ ✖ 👍🏻 1️⃣ #️⃣ ❤️‍🔥 🏳️‍🌈 🧑🏿‍🚒 🇨🇳",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "葛󠄀城 𠮷野 𡋾",
            "Việt Nam, e\u{301}\u{323}",
            "ทั้งที่",
            "か\u{3099}",
            "שָׁלוֹם",
        ] {
            assert_eq!(seen(words, false), words);
            assert_eq!(seen(words, true), words);
        }
    }

    #[test]
    fn what_would_make_names_look_alike_or_turn_what_follows_goes() {
        for (typed, kept) in [
            ("王\u{200d}明", "王明"),
            ("王\u{200b}明\u{2060}", "王明"),
            ("A\u{fe0f}nn\u{200c}a", "Anna"),
            ("\u{202e}电梯 abc\u{202c}", "电梯 abc"),
            ("a\u{2066}b\u{2069}\u{200f}", "ab"),
            ("1\u{fe0f}号", "1号"),
            ("王\u{180b}明", "王明"),
            ("👩\u{200d}王", "👩王"),
            ("☑\u{fe0f}\u{fe0f}\u{fe0e}", "☑\u{fe0f}"),
            ("م\u{200d}\u{200d}\u{200c}", "م\u{200d}"),
            ("王\u{e0067}\u{e007f}", "王"),
            ("\u{301}\u{302}", ""),
        ] {
            assert_eq!(seen(typed, false), kept, "{typed:?}");
        }
    }

    #[test]
    fn marks_do_not_cover_the_lines_around() {
        for (base, mark, most) in [
            ('Z', '\u{301}', 4),
            ('ก', '\u{e47}', 4),
            ('ب', '\u{64e}', 4),
            ('ཀ', '\u{f91}', 8),
        ] {
            let typed = base.to_string() + &mark.to_string().repeat(200) + "x";
            let kept = base.to_string() + &mark.to_string().repeat(most) + "x";
            assert_eq!(seen(&typed, true), kept);
        }
    }

    #[test]
    fn names_have_one_line_and_texts_no_more_empty_ones_than_one() {
        let typed = " 王\u{3000} 小\r\n\n明\t\u{2028}";
        assert_eq!(seen(typed, false), "王 小 明");
        for (typed, kept) in [
            ("a\r\nb\rc\u{2029}d\u{b}e", "a\nb\nc\nd\ne"),
            ("a\n\n\n\nb", "a\n\nb"),
            ("a  \n \u{2800}\n\u{3000}\n\tb", "a\n\n\tb"),
            ("\n\n a", "a"),
        ] {
            assert_eq!(seen(typed, true), kept, "{typed:?}");
        }
    }

    #[test]
    fn words_that_were_kept_are_kept_as_they_are() {
        // Pieces of which any order may come.
        let pieces = [
            "王",
            "a",
            "1",
            " ",
            "\n",
            "\u{200d}",
            "\u{fe0f}",
            "\u{20e3}",
            "👩",
            "م",
            "\u{301}",
            "\u{202e}",
            "\u{e0067}",
            "🏴",
            "\u{180b}",
            "ᠠ",
        ];
        let n = pieces.len();
        for code in 0..n * n * n * n {
            let typed: String = [1, n, n * n, n * n * n]
                .map(|place| pieces[code / place % n])
                .concat();
            for lines in [false, true] {
                let once = seen(&typed, lines);
                assert_eq!(seen(&once, lines), once, "{typed:?}");
            }
        }
    }
}
