//! The numbers that the other system gave its reports, as spreadsheets leave them.
//!
//! A spreadsheet takes a long number for a measure: it shows `1.01E+11` for 101009900001, saves
//! that, and reads it as 101000000000; of more than 15 figures it makes the rest zeros. Many
//! reports then have one number, and all but the first would be "already there".

use std::collections::{HashMap, HashSet};

use super::super::table::plain;

/// Figures that a spreadsheet keeps.
const KEPT: usize = 15;
/// Figures from which on it writes a number with an exponent.
const LONG: usize = 12;
/// Zeros at the end that are no chance in a number.
const ZEROS: usize = 6;

/// The number of a report, written in one way: 7 where a table has `7.0` or `="7"`.
pub fn id(cell: &str) -> String {
    let text = plain(cell);
    if let Some((whole, rest)) = text.split_once('.')
        && is_number(whole)
        && rest.bytes().all(|byte| byte == b'0')
    {
        return whole.to_owned();
    }
    // 101,009,900,001
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.clone();
    if rest.next().is_some()
        && is_number(first)
        && first.len() <= 3
        && groups.all(|group| is_number(group) && group.len() == 3)
    {
        return text.replace(',', "");
    }
    text
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 1.01E+11, 1,01E+11, 1E+11.
fn has_exponent(id: &str) -> bool {
    let Some((figures, exponent)) = id.split_once(['E', 'e']) else {
        return false;
    };
    let (whole, part) = figures.split_once(['.', ',']).unwrap_or((figures, "0"));
    let (sign, exponent) = match exponent.strip_prefix('+') {
        Some(exponent) => (true, exponent),
        None => (false, exponent),
    };
    // 12E5 may be a number that somebody gave.
    let written = sign || figures.len() > whole.len();
    written && is_number(whole) && is_number(part) && is_number(exponent)
}

/// #N/A, #REF!, ####: what a spreadsheet shows where it has no number, or no room for it.
fn is_fault(id: &str) -> bool {
    let Some(rest) = id.strip_prefix('#') else {
        return false;
    };
    let name = rest.trim_end_matches(['!', '?']);
    rest == "N/A"
        || rest.bytes().all(|byte| byte == b'#')
        || name.len() < rest.len()
            && name
                .bytes()
                .all(|byte| matches!(byte, b'A'..=b'Z' | b'/' | b'0'))
}

/// Which of a file's numbers a spreadsheet has rounded, or lost.
#[derive(Debug, Default)]
pub struct Rounded(HashSet<String>);

impl Rounded {
    /// From the number and the time of each row.
    pub fn of<'t>(rows: impl IntoIterator<Item = (String, &'t str)>) -> Self {
        // Of each number the time of its first row, and whether another row has another.
        let mut ids: HashMap<String, (&str, bool)> = HashMap::new();
        for (id, time) in rows {
            let seen = ids.entry(id).or_insert((time, false));
            seen.1 |= seen.0 != time;
        }
        let long = |id: &&String| is_number(id) && id.len() >= LONG;
        let zeros = |id: &String| id.len() - id.trim_end_matches('0').len();
        let longer = || ids.keys().filter(long).filter(|id| id.len() > KEPT);
        // In all of them nothing but zeros follows what a spreadsheet keeps. One could be chance.
        let cut = longer().all(|id| zeros(id) >= id.len() - KEPT)
            && longer().map(|id| id.len() - KEPT).sum::<usize>() >= 3;
        let coarse = ids.keys().filter(long).all(|id| zeros(id) >= ZEROS);
        let rounded = ids.iter().filter(|(id, (_, several))| {
            has_exponent(id)
                || is_fault(id)
                || long(id) && (coarse || cut && id.len() > KEPT || *several && zeros(id) >= 3)
        });
        Self(rounded.map(|(id, _)| id.clone()).collect())
    }

    pub fn contains(&self, id: &str) -> bool {
        self.0.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_a_table_writes_it() {
        for cell in ["7", " 7 ", "7.0", "'7", "=\"7\"", "７"] {
            assert_eq!(id(cell), "7");
        }
        assert_eq!(id("101,009,900,001"), "101009900001");
        for cell in ["BCS-90000001", "1,2", "7.5", "1.01E+11", "007"] {
            assert_eq!(id(cell), cell);
        }
    }

    /// Those of these ids that were rounded; each row has a time of its own.
    fn rounded<'i>(ids: &[&'i str]) -> Vec<&'i str> {
        const TIMES: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let rows = ids.iter().map(|id| (*id).to_owned()).zip(TIMES);
        let rounded = Rounded::of(rows);
        ids.iter()
            .copied()
            .filter(|id| rounded.contains(id))
            .collect()
    }

    #[test]
    fn what_a_spreadsheet_rounded_is_known() {
        for all in [
            // As it shows a long number; and as it reads that again.
            ["1.01E+11", "1.01E+11", "1.01001E+11"].as_slice(),
            &["1,01E+11"],
            &["1E+11"],
            &["101000000000", "101000000000"],
            &["101001000000"],
            // Fifteen figures are kept.
            &["310115202403150000"],
            &["3101152024031500", "3101152024031510", "3101152024031520"],
            &["#N/A", "#REF!", "#NAME?", "#DIV/0!", "########", "#"],
        ] {
            assert_eq!(rounded(all), all);
        }
        // Some of a file.
        let some = rounded(&["101009900001", "1.01E+11", "101009900000", "101009900000"]);
        assert_eq!(some, ["1.01E+11", "101009900000", "101009900000"]);
    }

    #[test]
    fn what_nobody_rounded_is_left_alone() {
        for all in [
            ["101009900001", "101009900000", "101000000000"].as_slice(),
            &["3101152024031500", "3101152024031501"],
            &["3101152024031500"],
            &["310115202403150000", "310115202403150001"],
            &["20150000", "20150000", "100000"],
            &["12E5", "BCS-90000000000000", "1E", "E+1", "7.5"],
            &["#12", "#A", "N/A-3", "#B!x"],
        ] {
            assert_eq!(rounded(all), [""; 0], "{all:?}");
        }
    }
}
