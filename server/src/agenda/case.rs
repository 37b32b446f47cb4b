//! Reads made-up and textbook elections from JSON:
//!
//! ```json
//! {"budget": 60,
//!  "items": [{"id": "lift", "cost": 20}],
//!  "ballots": [{"id": "v1", "approves": ["lift"], "credit": "1/2"}]}
//! ```
//!
//! Items stand in the order of their age, oldest first. Numbers are written as such or as text
//! (`"1/3"`); a credit may be missing. Other keys are passed over.

use std::collections::{HashMap, HashSet};
use std::fmt;

use domain::agenda::{Ballot, Fraction, Raise, parse_fraction};
use num_traits::Signed as _;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Case, Mistake, Named};

#[derive(Deserialize)]
struct File {
    budget: Amount,
    #[serde(deserialize_with = "items")]
    items: Vec<Item>,
    #[serde(deserialize_with = "ballots")]
    ballots: Vec<Cast>,
}

#[derive(Deserialize)]
struct Item {
    id: Id,
    cost: Amount,
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Cast {
    approves: Vec<Id>,
    #[serde(default)]
    credit: Amount,
}

/// A text or a whole number, kept as text.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Id(String);

/// A number that is not below zero, exactly as it is written in decimals.
#[derive(Default)]
struct Amount(Fraction);

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id (a text or a whole number)")
    }

    fn visit_str<E>(self, text: &str) -> Result<Id, E> {
        Ok(Id(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Id, E> {
        Ok(Id(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Id, E> {
        Ok(Id(number.to_string()))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(IdVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number like 5, 2.5 or \"5/2\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Amount, E> {
        let unexpected = || E::invalid_value(serde::de::Unexpected::Str(text), &self);
        let number = parse_fraction(text).ok_or_else(unexpected)?;
        if number.is_negative() {
            return Err(E::custom(format!("{number} is less than nothing")));
        }
        Ok(Amount(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Amount, E> {
        Ok(Amount(domain::agenda::whole(number)))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }

    /// The shortest decimal that means this number is what somebody wrote.
    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Amount, E> {
        self.visit_str(&number.to_string())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AmountVisitor)
    }
}

/// Items with different ids. Looked at while they are read, when their lines are still known.
fn items<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Item>, D::Error> {
    struct Items;

    impl<'de> Visitor<'de> for Items {
        type Value = Vec<Item>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of items")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Item>, A::Error> {
            let mut items: Vec<Item> = vec![];
            let mut ids = HashSet::new();
            while let Some(item) = seq.next_element::<Item>()? {
                if !ids.insert(item.id.clone()) {
                    let what = format!("there is another item {}", item.id.0);
                    return Err(A::Error::custom(what));
                }
                items.push(item);
            }
            Ok(items)
        }
    }

    from.deserialize_seq(Items)
}

/// At least one ballot.
fn ballots<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Cast>, D::Error> {
    let ballots = Vec::deserialize(from)?;
    if ballots.is_empty() {
        return Err(D::Error::custom("there is no ballot"));
    }
    Ok(ballots)
}

pub fn read(text: &str) -> Result<Case, Mistake> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        let what = error.to_string();
        // The line stands in front here; serde_json adds it behind.
        let behind = format!(" at line {} column {}", error.line(), error.column());
        Mistake::new(error.line().max(1), what.replace(&behind, ""))
    })?;
    let numbers: HashMap<&Id, u32> = file.items.iter().map(|item| &item.id).zip(0..).collect();
    let mut unknown = HashSet::new();
    let mut ballots = vec![];
    for cast in &file.ballots {
        let mut issues = vec![];
        for id in &cast.approves {
            match numbers.get(id) {
                Some(&number) => issues.push(number),
                None => _ = unknown.insert(&id.0),
            }
        }
        ballots.push(Ballot::of(issues).with_credit(cast.credit.0.clone()));
    }
    let mut unknown: Vec<&String> = unknown.into_iter().collect();
    unknown.sort();
    let notes = unknown.into_iter().map(|id| {
        let line = 1 + text[..text.find("\"ballots\"").unwrap_or(0)]
            .matches('\n')
            .count();
        Mistake::new(
            line,
            format!("ballots name {id}, which is no item; they count without it"),
        )
    });
    let notes = notes.collect();
    let issues = file.items.iter().map(|item| Named {
        id: item.id.0.clone(),
        title: item.name.clone(),
    });
    let issues = issues.collect();
    let costs = file.items.into_iter().map(|item| item.cost.0).collect();
    let election = super::election(file.budget.0, costs, ballots)?;
    Ok(Case {
        step: Raise::one_minute_in_all(&election),
        election,
        issues,
        notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_read() {
        let text = r#"{"source": "here", "budget": 2.5,
            "items": [{"id": "a", "cost": "1/3"}, {"id": 7, "cost": 1, "name": "Lamps"}],
            "ballots": [{"id": "v", "approves": [7, "a", 7], "credit": "1/2"},
                        {"approves": []}]}"#;
        let case = read(text).expect("well-formed");
        assert_eq!(case.election.minutes().to_string(), "5/2");
        assert_eq!(case.election.cost(0).to_string(), "1/3");
        assert_eq!(case.issues[1].id, "7");
        assert_eq!(case.issues[1].title, "Lamps");
        assert_eq!(case.election.ballots()[0].issues, [0, 1]);
        assert_eq!(case.election.ballots()[0].credit.to_string(), "1/2");
        assert_eq!(case.step.minutes().to_string(), "1/2");
        assert_eq!(case.notes, []);
    }

    #[test]
    fn who_names_no_item_still_counts_and_that_is_noted() {
        let text = "{\"budget\": 1, \"items\": [],\n\"ballots\": [{\"approves\": [\"x\"]}]}";
        let case = read(text).expect("well-formed");
        assert_eq!(case.election.people(), 1);
        assert_eq!(case.notes.len(), 1);
        assert_eq!(case.notes[0].line, 2);
    }

    #[test]
    fn a_malformed_case_says_in_which_line() {
        let good = "{\"budget\": 60,\n\"items\": [{\"id\": \"a\",\n\"cost\": 20},\n{\"id\": \"b\", \"cost\": 5}],\n\"ballots\": [\n{\"approves\": [\"a\"],\n\"credit\": 1}]}";
        read(good).expect("well-formed");
        for (from, to, line, what) in [
            ("60", "\"much\"", 1, "much"),
            ("60", "-60", 1, "less than nothing"),
            ("60", "true", 1, "a number"),
            ("\"budget\": 60,", "", 7, "budget"),
            ("20", "\"1/0\"", 3, "1/0"),
            ("20", "-1", 3, "less than nothing"),
            (",\n\"cost\": 20", "", 2, "cost"),
            ("\"b\"", "\"a\"", 4, "another item a"),
            ("[\"a\"]", "\"a\"", 6, "a sequence"),
            (": 1}", ": {}}", 7, "a number"),
            (": 1}", ": -1}", 7, "less than nothing"),
            (": 1}]}", ": 1}", 7, "EOF"),
        ] {
            assert!(good.contains(from), "{from}");
            let text = good.replacen(from, to, 1);
            let fault = read(&text).map(|_| ()).expect_err(&text);
            assert_eq!(fault.line, line, "{fault}\n{text}");
            assert!(fault.what.contains(what), "{fault}: not about {what}");
            assert!(!fault.what.contains("line"), "{fault}");
        }
        let none = read("{\"budget\": 1, \"items\": [],\n\"ballots\": []}");
        assert_eq!(none.map(|_| ()).expect_err("no ballot").line, 2);
    }
}
