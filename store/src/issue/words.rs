//! The index by which issues are found in the middle of their words.
//!
//! Chinese is written without blanks, so that a word is any part of a sentence: neither database's
//! own index of words finds that. Here each character of the folded words and each pair of
//! neighbours is a *gram*, and has the numbers of the issues in which it stands. Whoever looks for
//! words gets the issues that have all grams of all of them: exactly those for words of two
//! characters, a few more for longer ones.
//!
//! The numbers of a gram lie in parts of [`PART`] consecutive issues, a row each, so that filing
//! changes little: two bytes a number, ascending, counted from the part's first.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommunityId, wanted};
use sqlx::AnyConnection;

use crate::Result;
use crate::sql::{Cell, Columns, Statement, cell};
use crate::tables::{MANY, Tables};

const PART: u32 = 1024;
/// Words that are looked for at most; nobody remembers more of an issue.
const WORDS: usize = 8;
/// The longest of them, in characters.
const WORD_MAX: usize = 60;
/// So many pairs of a longer word are looked up at most: what has these is few.
const PAIRS: usize = 6;

/// Which issues come into the numbers of a gram and leave them, by gram and part.
#[derive(Default)]
pub(crate) struct Changes(BTreeMap<(u32, String), BTreeMap<u16, bool>>);

impl Changes {
    /// The issue has these folded words, or has them no longer.
    pub(crate) fn note(&mut self, number: u32, words: &str, there: bool) {
        for gram in grams(words) {
            let change = self.0.entry((number / PART, gram)).or_default();
            change.insert(offset(number), there);
        }
    }

    pub(crate) async fn write(self, to: &mut Tables<'_>) -> Result<()> {
        const SELECT: &str = "select gram, numbers from issue_grams where community_id = ";
        const INSERT: &str = "insert into issue_grams (community_id, part, gram, numbers) values ";
        const DELETE: &str = "delete from issue_grams where community_id = ";
        const CHANGED: &str = " on conflict (community_id, gram, part)
            do update set numbers = excluded.numbers";
        let mut changes = self.0.into_iter().peekable();
        while let Some(((part, gram), change)) = changes.next() {
            let mut all = BTreeMap::from([(gram, change)]);
            // Of one part, as many as a statement takes.
            while all.len() < MANY
                && let Some(((_, gram), change)) = changes.next_if(|((next, _), _)| *next == part)
            {
                all.insert(gram, change);
            }
            let mut select = Statement::new(SELECT);
            select.bind(cell(to.community.to_string()));
            select.push(" and part = ").bind(cell(part));
            select.push(" and gram in ");
            select.list(all.keys().map(|gram| cell(gram.as_str())));
            let mut there = BTreeMap::new();
            let conn = to.collecting();
            for row in select.query(conn).fetch_all(conn).await? {
                there.insert(row.text("gram")?, read(&row.bytes("numbers")?));
            }
            let (mut rows, mut gone) = (vec![], vec![]);
            for (gram, change) in all {
                let mut numbers = there.remove(&gram).unwrap_or_default();
                for (offset, there) in change {
                    if there {
                        numbers.insert(offset);
                    } else {
                        numbers.remove(&offset);
                    }
                }
                if numbers.is_empty() {
                    gone.push(vec![cell(gram)]);
                    continue;
                }
                let numbers = numbers.into_iter().flat_map(u16::to_le_bytes).collect();
                let community = cell(to.community.to_string());
                rows.push(vec![
                    community,
                    cell(part),
                    cell(gram),
                    Cell::Bytes(numbers),
                ]);
            }
            to.many(rows, |rows, _| {
                let mut upsert = Statement::new(INSERT);
                upsert.lists(rows).push(CHANGED);
                upsert
            })
            .await?;
            // Nothing is left of a word that nobody has written any more.
            to.many(gone, |grams, community| {
                let mut delete = Statement::new(DELETE);
                delete.bind(community).push(" and part = ").bind(cell(part));
                delete
                    .push(" and gram in ")
                    .list(grams.into_iter().flatten());
                delete
            })
            .await?;
        }
        Ok(())
    }
}

fn offset(number: u32) -> u16 {
    u16::try_from(number % PART).expect("less than a part")
}

fn read(numbers: &[u8]) -> BTreeSet<u16> {
    let numbers = numbers.chunks_exact(2);
    let numbers = numbers.map(|two| u16::from_le_bytes([two[0], two[1]]));
    numbers.collect()
}

/// Each character, and each pair of neighbours.
fn grams(words: &str) -> BTreeSet<String> {
    let mut grams = BTreeSet::new();
    for word in words.split_whitespace() {
        let mut before = None;
        for c in word.chars() {
            grams.insert(c.to_string());
            if let Some(before) = before {
                grams.insert(String::from_iter([before, c]));
            }
            before = Some(c);
        }
    }
    grams
}

/// What somebody looks for.
pub(super) struct Wanted(Vec<String>);

impl Wanted {
    /// Of what was typed. Whoever sends a book is not read to the end.
    pub(super) fn of(words: &str) -> Self {
        let start: String = words.chars().take(WORDS * (WORD_MAX + 1)).collect();
        let words = wanted(&start).into_iter().take(WORDS);
        Self(
            words
                .map(|word| word.chars().take(WORD_MAX).collect())
                .collect(),
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What `like` is given for each word of which the grams do not say enough. Whatever `like`
    /// itself would read in it means nothing.
    pub(super) fn patterns(&self, found: &Found) -> Vec<String> {
        let open = self.0.iter().filter(|word| match found {
            Found::Numbers(_) => word.chars().count() > 2,
            Found::Many => true,
        });
        let pattern = |word: &String| {
            let mut pattern = "%".to_owned();
            for character in word.chars() {
                if ['%', '_', '\\'].contains(&character) {
                    pattern.push('\\');
                }
                pattern.push(character);
            }
            pattern.push('%');
            pattern
        };
        open.map(pattern).collect()
    }

    /// A few grams that whatever is found has: the pairs, or the character of which a word is.
    fn grams(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for word in &self.0 {
            let characters: Vec<char> = word.chars().collect();
            match characters[..] {
                [one] => {
                    all.insert(one.to_string());
                }
                _ => all.extend(characters.windows(2).take(PAIRS).map(String::from_iter)),
            }
        }
        all
    }
}

/// Issues that may have the words that somebody looks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// These, by number; where a word is longer, some of them may not have it.
    Numbers(Vec<u32>),
    /// More than are worth naming: going through the list finds a page of them soon.
    Many,
}

/// So many issues are named in a query at most.
const NAMED: usize = 10_000;

/// Looks words up, if there are any.
pub(super) async fn find(
    conn: &mut AnyConnection,
    community: CommunityId,
    wanted: &Wanted,
) -> Result<Option<Found>> {
    const SELECT: &str = "select gram, part, numbers from issue_grams where community_id = ";
    let grams = wanted.grams();
    if grams.is_empty() {
        return Ok(None);
    }
    let mut select = Statement::new(SELECT);
    select.bind(cell(community.to_string()));
    select.push(" and gram in ");
    select.list(grams.iter().map(|gram| cell(gram.as_str())));
    // In each part: how many of the grams stand in an issue.
    let mut parts: BTreeMap<u32, BTreeMap<u16, usize>> = BTreeMap::new();
    for row in select.query(conn).fetch_all(conn).await? {
        let counts = parts.entry(row.number("part")?).or_default();
        for offset in read(&row.bytes("numbers")?) {
            *counts.entry(offset).or_default() += 1;
        }
    }
    let mut numbers = vec![];
    for (part, counts) in parts {
        let all = counts.into_iter().filter(|(_, n)| *n == grams.len());
        numbers.extend(all.map(|(offset, _)| part * PART + u32::from(offset)));
    }
    Ok(Some(if numbers.len() > NAMED {
        Found::Many
    } else {
        Found::Numbers(numbers)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_and_each_pair_of_neighbours_is_a_gram() {
        let found = grams("12号楼 lift\n坏了");
        let pairs = ["12", "2号", "号楼", "li", "if", "ft", "坏了"];
        for pair in pairs {
            assert!(found.contains(pair), "{pair}");
        }
        assert_eq!(found.len(), pairs.len() + "12号楼lift坏了".chars().count());
        // Nothing is found across a blank, or the end of the title.
        assert!(!found.contains("楼l") && !found.contains("t坏"));
    }

    #[test]
    fn only_longer_words_have_to_be_looked_for_in_what_the_grams_found() {
        let wanted = Wanted::of("电梯 lift 水 100%");
        let numbers = Found::Numbers(vec![]);
        assert_eq!(wanted.patterns(&numbers), ["%lift%", "%100\\%%"]);
        assert_eq!(wanted.patterns(&Found::Many).len(), 4);
        let grams = ["0%", "00", "10", "ft", "if", "li", "水", "电梯"];
        assert!(wanted.grams().iter().eq(&grams));
        assert!(Wanted::of(" \u{200b} ").is_empty());
    }
}
