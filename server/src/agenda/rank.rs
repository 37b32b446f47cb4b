//! `twoline agenda rank`: which items a rule chooses, in order, each with its reason.

use std::fmt::Write as _;

use clap::ValueEnum;
use domain::agenda::{
    Accounts, Election, Fraction, Raise, Reason, Rule, Selection, phragmen, whole,
};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Named;

/// How issues are ordered: the rules of meetings, and that of the list of open issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    EqualShares,
    Phragmen,
    /// As Pabulib's elections call them: votes.
    #[value(alias = "votes")]
    Seconds,
}

impl Order {
    /// What is chosen from an election; `step` matters to equal shares only.
    pub fn choose(self, election: &Election, step: &Raise) -> Selection {
        match self {
            Order::EqualShares => Rule::EqualShares.choose(election, step),
            Order::Phragmen => phragmen(election),
            Order::Seconds => Rule::Seconds.choose(election, step),
        }
    }
}

impl From<Rule> for Order {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::EqualShares => Order::EqualShares,
            Rule::Seconds => Order::Seconds,
        }
    }
}

/// As `--json` prints it. Fractions are exact, as text.
#[derive(Debug, Serialize)]
struct Ranked<'a> {
    selected: Vec<&'a str>,
    #[serde(flatten)]
    equal_shares: Option<EqualShares<'a>>,
}

#[derive(Debug, Serialize)]
struct EqualShares<'a> {
    paid_for: Vec<&'a str>,
    filled_up: Vec<&'a str>,
    #[serde(serialize_with = "in_order")]
    payment_cap: Vec<(&'a str, String)>,
    #[serde(serialize_with = "in_order")]
    effective_votes: Vec<(&'a str, String)>,
}

fn in_order<S: Serializer>(pairs: &[(&str, String)], to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

/// The outcome as one line of JSON.
pub fn json(issues: &[Named], order: Order, selection: &Selection) -> String {
    let id = |issue: usize| issues[issue].id.as_str();
    let paid = || {
        selection
            .taken
            .iter()
            .filter_map(|item| match &item.reason {
                Reason::Paid(paid) => Some((id(item.issue), paid)),
                Reason::NeedsNone
                | Reason::TimeLeftOver { .. }
                | Reason::Seconds { .. }
                | Reason::Turn { .. } => None,
            })
    };
    let ranked = Ranked {
        selected: selection.selected().map(id).collect(),
        equal_shares: (order == Order::EqualShares).then(|| EqualShares {
            paid_for: selection.paid_for().map(id).collect(),
            filled_up: selection.filled_up().map(id).collect(),
            payment_cap: paid()
                .map(|(id, paid)| (id, paid.cap.to_string()))
                .collect(),
            effective_votes: paid()
                .map(|(id, paid)| (id, paid.effective_votes.to_string()))
                .collect(),
        }),
    };
    serde_json::to_string(&ranked).expect("texts and lists are JSON")
}

/// The outcome in words, a line an item.
pub fn text(election: &Election, issues: &[Named], order: Order, selection: &Selection) -> String {
    let name = |issue: usize| {
        let named = &issues[issue];
        match named.title.as_str() {
            "" => named.id.clone(),
            title => format!("{} {title}", named.id),
        }
    };
    let people = |ballots: &[u32]| -> u64 {
        let all = ballots
            .iter()
            .map(|&ballot| &election.ballots()[ballot as usize]);
        all.map(|ballot| u64::from(ballot.people)).sum()
    };
    let mut text = String::new();
    let mut line = |words: String| writeln!(text, "{words}").expect("a String takes everything");
    line(format!(
        "{} of {} issues, {} of {} minutes, {} people",
        selection.taken.len(),
        election.costs().len(),
        decimal(&election.sum(selection.selected())),
        decimal(election.minutes()),
        election.people(),
    ));
    if order == Order::EqualShares {
        line(format!(
            "each has {} minutes and any credit; purses changed by {}",
            decimal(&election.share()),
            decimal(&selection.raised),
        ));
    }
    for (place, item) in (1..).zip(&selection.taken) {
        let cost = election.cost(item.issue);
        let why = match &item.reason {
            Reason::Paid(paid) => {
                let full = people(&paid.full);
                let mut words = format!(
                    "{} effective votes: {full} gave {} each",
                    decimal(&paid.effective_votes),
                    decimal(&paid.cap),
                );
                if !paid.rest.is_empty() {
                    let rest = cost - &paid.cap * whole(full);
                    let count = people(&paid.rest);
                    let had = decimal(&rest);
                    write!(words, ", {count} had less and gave all, {had} together")
                        .expect("a String takes everything");
                }
                words
            }
            Reason::NeedsNone => "needs no minutes".to_owned(),
            Reason::TimeLeftOver { seconds } => format!("time left over: {seconds} second it"),
            Reason::Seconds { rank, seconds } => format!("{seconds} second it, rank {rank}"),
            Reason::Turn { at } => {
                let seconds = election.seconds(item.issue);
                format!(
                    "{seconds} second it; they could pay it when everyone had been given {}",
                    decimal(at)
                )
            }
        };
        line(format!(
            "{place:>4}. {} [{}]: {why}",
            name(item.issue),
            decimal(cost)
        ));
    }
    let accounts = (order == Order::EqualShares).then(|| Accounts::of(election, selection));
    for &issue in &selection.left_out {
        let seconds = election.seconds(issue);
        let mut words = format!("{seconds} second it");
        if let Some(accounts) = &accounts {
            let had = accounts.left_out(election, issue).had;
            write!(words, "; they had {} left", decimal(&had)).expect("a String takes everything");
        }
        line(format!(
            "   –  {} [{}]: {words}",
            name(issue),
            decimal(election.cost(issue))
        ));
    }
    text
}

/// For reading: three places, rounded; `…` where that is not all. Nothing is decided by it.
fn decimal(number: &Fraction) -> String {
    let thousandths = (number * whole(1000)).round();
    let exact = thousandths == number * whole(1000);
    let digits = thousandths.to_integer().to_string();
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits.as_str()),
    };
    let digits = format!("{digits:0>4}");
    let (before, after) = digits.split_at(digits.len() - 3);
    let after = after.trim_end_matches('0');
    let point = if after.is_empty() { "" } else { "." };
    let more = if exact { "" } else { "…" };
    format!("{sign}{before}{point}{after}{more}")
}

#[cfg(test)]
mod tests {
    use domain::agenda::parse_fraction;

    use super::super::read;
    use super::*;

    fn case() -> super::super::Case {
        let text = br#"{"budget": 40,
            "items": [{"id": "lift", "cost": 20, "name": "New lift"}, {"id": "lamps", "cost": 20},
                      {"id": "drain", "cost": 10}, {"id": "sign", "cost": 5}],
            "ballots": [{"approves": ["lift", "lamps"]}, {"approves": ["lift", "lamps"]},
                        {"approves": ["lift", "drain"]}, {"approves": ["drain", "sign"]}]}"#;
        read("case.json".as_ref(), text).expect("well-formed")
    }

    fn json_of(order: Order) -> String {
        let case = case();
        let selection = order.choose(&case.election, &case.step);
        json(&case.issues, order, &selection)
    }

    #[test]
    fn json_has_the_order_and_for_equal_shares_all_exact_numbers() {
        assert_eq!(
            json_of(Order::Seconds),
            r#"{"selected":["lift","drain","sign"]}"#
        );
        assert_eq!(
            json_of(Order::Phragmen),
            r#"{"selected":["sign","lift","drain"]}"#
        );
        assert_eq!(
            json_of(Order::EqualShares),
            r#"{"selected":["lift","drain","sign"],"paid_for":["lift","drain","sign"],"filled_up":[],"payment_cap":{"lift":"20/3","drain":"5","sign":"5"},"effective_votes":{"lift":"3","drain":"2","sign":"1"}}"#
        );
    }

    #[test]
    fn text_says_the_reason_of_every_issue() {
        let case = case();
        let order = Order::EqualShares;
        let selection = order.choose(&case.election, &case.step);
        let text = text(&case.election, &case.issues, order, &selection);
        for line in [
            "3 of 4 issues, 35 of 40 minutes, 4 people",
            "   1. lift New lift [20]: 3 effective votes: 3 gave 6.667… each",
            "   –  lamps [20]: 2 second it; they had",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    #[test]
    fn decimals_are_for_reading() {
        for (number, expected) in [
            ("0", "0"),
            ("5", "5"),
            ("1/2", "0.5"),
            ("-1/4", "-0.25"),
            ("2/3", "0.667…"),
            ("1234.5678", "1234.568…"),
            ("-1/3", "-0.333…"),
        ] {
            let number = parse_fraction(number).expect("a number");
            assert_eq!(decimal(&number), expected);
        }
    }
}
