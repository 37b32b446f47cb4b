//! Words as they are compared: however they were typed, the same words are the same.

use unicode_normalization::UnicodeNormalization;

use crate::seen::draws;

/// Words brought to the form in which names are compared and texts are looked through. Full-width
/// and plain characters are one, as are upper and lower case, and the dots that part names of other
/// languages; what nobody sees is left out. Chinese is written without blanks: one beside it is
/// left out, too, so that 12 号 is 12号. The rest are single.
///
/// The store keeps what this gives: whoever changes it raises `PLAYED` in `store/src/form.rs`, and
/// the next start folds all texts again.
pub fn fold(words: &str) -> String {
    let plain = words.chars().filter(|c| draws(*c) || c.is_whitespace());
    let folded = plain.nfkc().flat_map(char::to_lowercase).nfkc();
    let mut out = String::with_capacity(words.len());
    let mut blank = false;
    for c in folded {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let before = out.chars().next_back();
        if blank && before.is_some_and(|before| !is_chinese(before) && !is_chinese(c)) {
            out.push(' ');
        }
        blank = false;
        out.push(match c {
            '•' | '‧' | '∙' | '⋅' | '・' => '·',
            c => c,
        });
    }
    out
}

/// What somebody looks for, word by word. A word has no blank in it, but a number and its 号 are
/// one, as in what is looked through.
pub fn wanted(words: &str) -> Vec<String> {
    let mut wanted: Vec<String> = vec![];
    for word in words
        .split_whitespace()
        .map(fold)
        .filter(|word| !word.is_empty())
    {
        match wanted.last_mut() {
            Some(number)
                if number.ends_with(|c: char| c.is_ascii_digit())
                    && word.starts_with(['号', '號']) =>
            {
                number.push_str(&word);
            }
            _ => wanted.push(word),
        }
    }
    wanted
}

/// Characters of Chinese, with its marks and the syllables of Japanese.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_are_the_same_however_they_were_typed() {
        for (typed, folded) in [
            ("１２号", "12号"),
            ("12 号", "12号"),
            ("12\u{3000}号 楼", "12号楼"),
            ("Ｌｉｆｔ\u{3000}ｓｔｏｐｓ", "lift stops"),
            (" Li   Na\n", "li na"),
            ("王 小明", "王小明"),
            ("ŞULE", "şule"),
            ("ﾘﾌﾄ", "リフト"),
            ("e\u{301}té", "été"),
            ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
            ("☑\u{fe0f} 好", "☑好"),
            ("م\u{200d}", "م"),
            ("\u{202e}a\u{0}b", "ab"),
            ("⼀", "一"),
            (" \u{200b} ", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed:?}");
            assert_eq!(fold(folded), folded, "again");
        }
        assert_ne!(fold("Li Na"), fold("Lina"));
    }

    #[test]
    fn words_that_are_looked_for_are_apart_but_a_number_and_its_sign() {
        for (typed, words) in [
            ("漏水 电梯", &["漏水", "电梯"][..]),
            ("１２ 号 漏水", &["12号", "漏水"]),
            ("12 号楼", &["12号楼"]),
            ("3 电梯", &["3", "电梯"]),
            ("号 3", &["号", "3"]),
            (" \u{200b} ", &[]),
        ] {
            assert_eq!(wanted(typed), words, "{typed:?}");
        }
    }
}
