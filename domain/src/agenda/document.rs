//! The canonical document of a locked agenda: all that decided it and nothing else, so that anyone who has it can compute the agenda again.
//!
//! Its bytes are its JSON without blanks, fields in the order below, fractions in lowest terms as text. The same agenda has the
//! same bytes and so the same fingerprint, wherever it is written. It holds no names, yet whole ballots: whoever knows what a
//! neighbour seconded may find them in it. It goes to whoever supervises, not to the public.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fraction::parse;
use super::{Ballot, Election, Fraction, Outcome, Rule, Step, equal_shares, phragmen, votes};

/// The form of the document; raised when fields change.
pub const FORMAT: u32 = 1;

/// A locked agenda with all that decided it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// [`FORMAT`] when it was written.
    pub format: u32,
    pub rule: Rule,
    /// The rule's version when it was locked.
    pub version: u32,
    /// What the meeting had for all items that the rule chose among: its minutes less what was placed by hand.
    pub minutes: Exact,
    /// By how much purses are raised in each round of equal shares.
    pub step: Exact,
    /// What could be chosen, oldest first.
    pub issues: Vec<Listed>,
    /// Whoever seconded any of them. A person's number is their place here, from 1.
    pub ballots: Vec<Cast>,
    /// What was chosen, in order, by the issues' own numbers.
    pub agenda: Vec<u32>,
}

/// An issue that could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its own number, by which people know it.
    pub number: u32,
    pub minutes: Exact,
    /// How many of its seconds were entered on behalf (代录). They count like any other; that they do can be seen.
    pub on_behalf: u32,
}

/// What one person seconded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// Issues by their own numbers, in the order of the list.
    pub issues: Vec<u32>,
    /// Minutes carried from earlier meetings.
    pub credit: Exact,
}

/// A fraction, written `5` or `5/3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub Fraction);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        // Only in the form in which it is written: other bytes would be another document.
        let number = parse(&text).filter(|number| number.to_string() == text);
        let wrong = || D::Error::custom(format!("{text:?} is no fraction in lowest terms"));
        number.map(Self).ok_or_else(wrong)
    }
}

/// Why a document is not what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// This program does not know its form.
    Format(u32),
    /// This program does not have the rule in this version.
    Version(u32),
    /// Minutes below zero, or a step that is not above it.
    Settings,
    /// This issue's number is there twice, or its minutes are below zero.
    Issue(u32),
    /// This person's ballot is empty, names an issue that is not there, or is not in its place.
    Ballot(usize),
    /// The rule chooses something else: this.
    Agenda(Vec<u32>),
}

/// Chooses by a rule; `step` matters to equal shares only.
pub fn choose(election: &Election, rule: Rule, step: &Step) -> Outcome {
    match rule {
        Rule::EqualShares => equal_shares(election, step),
        Rule::Phragmen => phragmen(election),
        Rule::Votes => votes(election),
    }
}

impl Document {
    /// Writes down an agenda. `issues` are the number and the seconds entered on behalf of each issue of the election. Beside
    /// it stands, for each person in the document's order, the ballot that is theirs in `election`. Ballots are sorted by what is on them: their
    /// order tells nothing about when or by whom they were cast.
    ///
    /// The election must be [counting](Election::counting): a ballot without a second makes the document unsound.
    pub fn of(
        election: &Election,
        issues: &[(u32, u32)],
        rule: Rule,
        step: &Step,
    ) -> (Self, Vec<usize>) {
        let number = |issue: usize| issues[issue].0;
        let mut persons = vec![];
        for (at, ballot) in election.ballots().iter().enumerate() {
            for _ in 0..ballot.people {
                persons.push((&ballot.issues, &ballot.credit, at));
            }
        }
        persons.sort();
        let ballots = persons.iter().map(|(issues, credit, _)| Cast {
            issues: issues.iter().map(|&issue| number(issue as usize)).collect(),
            credit: Exact((*credit).clone()),
        });
        let listed = issues.iter().zip(election.costs());
        let listed = listed.map(|(&(number, on_behalf), minutes)| Listed {
            number,
            minutes: Exact(minutes.clone()),
            on_behalf,
        });
        let document = Self {
            format: FORMAT,
            rule,
            version: rule.version(),
            minutes: Exact(election.minutes().clone()),
            step: Exact(step.minutes().clone()),
            issues: listed.collect(),
            ballots: ballots.collect(),
            agenda: choose(election, rule, step)
                .selected()
                .map(number)
                .collect(),
        };
        (document, persons.into_iter().map(|(.., at)| at).collect())
    }

    /// Computes the agenda again: the election, and the outcome if it is the one that the document states.
    pub fn recompute(&self) -> Result<(Election, Outcome), Unsound> {
        if self.format != FORMAT {
            return Err(Unsound::Format(self.format));
        }
        if self.version != self.rule.version() {
            return Err(Unsound::Version(self.version));
        }
        let zero = Fraction::default();
        let step = Step::new(self.step.0.clone()).ok_or(Unsound::Settings)?;
        if self.minutes.0 < zero {
            return Err(Unsound::Settings);
        }
        let mut places = std::collections::BTreeMap::new();
        for (issue, place) in self.issues.iter().zip(0_u32..) {
            if issue.minutes.0 < zero || places.insert(issue.number, place).is_some() {
                return Err(Unsound::Issue(issue.number));
            }
        }
        let mut ballots: Vec<Ballot> = vec![];
        for (cast, person) in self.ballots.iter().zip(1..) {
            let issues = cast.issues.iter().map(|number| places.get(number).copied());
            let issues: Option<Vec<u32>> = issues.collect();
            let ballot = issues.map(|issues| Ballot {
                people: 1,
                credit: cast.credit.0.clone(),
                issues,
            });
            let key = |ballot: &Ballot| (ballot.issues.clone(), ballot.credit.clone());
            match ballot {
                Some(ballot)
                    if !ballot.issues.is_empty()
                        && ballots.last().is_none_or(|last| key(last) <= key(&ballot)) =>
                {
                    ballots.push(ballot);
                }
                _ => return Err(Unsound::Ballot(person)),
            }
        }
        let costs = self.issues.iter().map(|issue| issue.minutes.0.clone());
        let election = Election::new(self.minutes.0.clone(), costs.collect(), ballots);
        let election = election.map_err(|malformed| match malformed {
            super::Malformed::Minutes => Unsound::Settings,
            super::Malformed::Issue(at) => Unsound::Issue(self.issues[at].number),
            super::Malformed::Ballot(at) => Unsound::Ballot(at + 1),
        })?;
        let outcome = choose(&election, self.rule, &step);
        let chosen: Vec<u32> = outcome
            .selected()
            .map(|issue| self.issues[issue].number)
            .collect();
        if chosen != self.agenda {
            return Err(Unsound::Agenda(chosen));
        }
        Ok((election, outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::whole;

    fn document() -> (Document, Vec<usize>) {
        let ballots = vec![
            Ballot::of([1]).by(2),
            Ballot::of([0, 1]).with_credit(whole(1) / whole(3)),
            Ballot::of([0]),
        ];
        let election = Election::new(whole(20), vec![whole(10), whole(20)], ballots);
        let election = election.expect("well-formed");
        let step = Step::one_minute_in_all(&election);
        Document::of(&election, &[(104, 1), (117, 0)], Rule::EqualShares, &step)
    }

    #[test]
    fn the_same_agenda_has_the_same_bytes() {
        let (document, persons) = document();
        assert_eq!(
            serde_json::to_string(&document).expect("JSON"),
            "{\"format\":1,\"rule\":\"equal-shares\",\"version\":1,\"minutes\":\"20\",\"step\":\"1/4\",\
             \"issues\":[{\"number\":104,\"minutes\":\"10\",\"on_behalf\":1},{\"number\":117,\"minutes\":\"20\",\"on_behalf\":0}],\
             \"ballots\":[{\"issues\":[104],\"credit\":\"0\"},{\"issues\":[104,117],\"credit\":\"1/3\"},\
             {\"issues\":[117],\"credit\":\"0\"},{\"issues\":[117],\"credit\":\"0\"}],\"agenda\":[117]}"
        );
        assert_eq!(persons, [2, 1, 0, 0]);
    }

    #[test]
    fn a_document_is_computed_again() {
        let (document, _) = document();
        let bytes = serde_json::to_vec(&document).expect("JSON");
        let read: Document = serde_json::from_slice(&bytes).expect("a document");
        assert_eq!(read, document);
        let (election, outcome) = read.recompute().expect("sound");
        assert_eq!(election.people(), 4);
        assert_eq!(outcome.selected().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn whatever_is_changed_is_found() {
        type Change = fn(&mut Document);
        let changes: [(Change, Unsound); 10] = [
            (|d| d.format = 2, Unsound::Format(2)),
            (|d| d.version = 9, Unsound::Version(9)),
            (|d| d.step.0 = whole(0), Unsound::Settings),
            (|d| d.minutes.0 = -whole(1), Unsound::Settings),
            (|d| d.issues[1].number = 104, Unsound::Issue(104)),
            (|d| d.ballots[1].issues[0] = 5, Unsound::Ballot(2)),
            (|d| d.ballots[1].issues.clear(), Unsound::Ballot(2)),
            (|d| d.ballots.reverse(), Unsound::Ballot(3)),
            (|d| d.ballots[1].issues.reverse(), Unsound::Ballot(3)),
            (|d| d.agenda = vec![104], Unsound::Agenda(vec![117])),
        ];
        for (change, expected) in changes {
            let (mut document, _) = document();
            change(&mut document);
            assert_eq!(document.recompute().map(|_| ()), Err(expected));
        }
        for number in ["\"2/4\"", "\"1.5\"", "\"+1\"", "1"] {
            assert!(serde_json::from_str::<Exact>(number).is_err(), "{number}");
        }
    }
}
