//! The canonical document of a locked agenda: all that decided it and nothing else, so that anyone
//! who has it can compute the agenda again.
//!
//! Its bytes are its JSON without blanks, fields in the order below, fractions in lowest terms as
//! text. The same agenda has the same bytes and so the same fingerprint, wherever it is written. It
//! holds no names, yet whole ballots: whoever knows what a neighbour seconded may find them in it.
//! It goes to whoever supervises, not to the public.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fraction::parse;
use super::{Ballot, Election, Fraction, Raise, Selection, Settings, whole};
use crate::MeetingId;
use crate::journal::Head;
use crate::meeting::Why;

/// The form of the document; raised when fields change.
pub const FORMAT: u32 = 1;

/// A locked agenda with all that decided it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// [`FORMAT`] when it was written.
    pub format: u32,
    /// Whose agenda it is. Two meetings never have the same document.
    pub meeting: MeetingId,
    /// The meeting's number in its community.
    pub number: u32,
    /// The last row of the journal before the lock, and its hash: the fingerprint of this document
    /// vouches for all rows up to it.
    pub journal: Head,
    pub settings: Settings,
    /// The rule's version when it was locked.
    pub version: u32,
    /// The meeting's minutes for all items.
    pub minutes: u32,
    /// What stands on the agenda before the rule has its turn, in order.
    pub placed: Vec<Placed>,
    /// What was taken off by hand, so that the rule could not choose it. Issues by their own
    /// numbers, ascending.
    pub dropped: Vec<u32>,
    /// By how much purses are raised in each round of equal shares.
    pub step: Exact,
    /// What could be chosen, oldest first.
    pub issues: Vec<Candidate>,
    /// Whoever seconded any of them. A person's number is their place here, from 1.
    pub ballots: Vec<Cast>,
    /// What the rule chose, in its order, by the issues' own numbers.
    pub chosen: Vec<u32>,
    /// The whole agenda in the order in which it is printed, which somebody may have changed by
    /// hand.
    pub agenda: Vec<u32>,
}

/// An item that no rule chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The issue's own number.
    pub number: u32,
    pub minutes: u32,
    pub why: Why,
}

/// An issue that could be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Its own number, by which people know it.
    pub number: u32,
    pub minutes: Exact,
    /// How many of its seconds were entered on behalf (代录). They count like any other; that they
    /// do can be seen.
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

impl Cast {
    /// The ballots of all people, sorted by what is on them: their order tells nothing about when
    /// or by whom they were cast. Beside it stands, for each of them, the ballot that is theirs in
    /// `election`. `numbers` are those of its issues.
    pub fn all(election: &Election, numbers: &[u32]) -> (Vec<Self>, Vec<usize>) {
        let mut persons = vec![];
        for (at, ballot) in election.ballots().iter().enumerate() {
            for _ in 0..ballot.people {
                persons.push((&ballot.issues, &ballot.credit, at));
            }
        }
        persons.sort();
        let cast = |(issues, credit, at): (&Vec<u32>, &Fraction, usize)| {
            let issues = issues.iter().map(|&issue| numbers[issue as usize]);
            let cast = Self {
                issues: issues.collect(),
                credit: Exact(credit.clone()),
            };
            (cast, at)
        };
        persons.into_iter().map(cast).unzip()
    }
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
    /// Its step is not above zero.
    Step,
    /// This issue's number is there twice, or its minutes are below zero.
    Issue(u32),
    /// This person's ballot is empty, names an issue that could not be chosen, carries less than
    /// nothing, or is not in its place.
    Ballot(usize),
    /// The rule chooses something else: this.
    Chosen(Vec<u32>),
    /// What was placed and what was chosen are other issues than those on the agenda: these.
    Agenda(Vec<u32>),
}

impl Document {
    /// Its bytes: JSON without blanks. Their SHA-256 is its fingerprint.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("numbers and lists are JSON")
    }

    /// Minutes that the rule had: the meeting's less those of placed items.
    pub fn available(&self) -> u32 {
        let placed = self.placed.iter().map(|item| item.minutes);
        self.minutes
            .saturating_sub(placed.fold(0, u32::saturating_add))
    }

    /// Computes the agenda again: the election, and what is chosen, if it is what the document
    /// states.
    pub fn recompute(&self) -> Result<(Election, Selection), Unsound> {
        if self.format != FORMAT {
            return Err(Unsound::Format(self.format));
        }
        let rule = self.settings.rule;
        if self.version != rule.version() {
            return Err(Unsound::Version(self.version));
        }
        let step = Raise::new(self.step.0.clone()).ok_or(Unsound::Step)?;
        // Where the issues stand that could be chosen; the others are there, too, so that none is
        // named twice.
        let mut places = BTreeMap::new();
        let before = self.placed.iter().map(|item| (item.number, None));
        let dropped = self.dropped.iter().map(|&number| (number, None));
        let open = self.issues.iter().zip(0_u32..);
        let open = open.map(|(issue, place)| (issue.number, Some(place)));
        for (number, place) in before.chain(dropped).chain(open) {
            if places.insert(number, place).is_some() {
                return Err(Unsound::Issue(number));
            }
        }
        let mut ballots: Vec<Ballot> = vec![];
        for (cast, person) in self.ballots.iter().zip(1..) {
            let place = |number| places.get(number).copied().flatten();
            let issues = cast.issues.iter().map(place);
            let issues: Option<Vec<u32>> = issues.collect();
            let ballot = issues.map(|issues| Ballot {
                people: 1,
                credit: cast.credit.0.clone(),
                issues,
            });
            let in_place = |ballot: &Ballot| {
                ballots.last().is_none_or(|last| {
                    (&last.issues, &last.credit) <= (&ballot.issues, &ballot.credit)
                })
            };
            let ballot = ballot.filter(in_place).ok_or(Unsound::Ballot(person))?;
            ballots.push(ballot);
        }
        let costs = self.issues.iter().map(|issue| issue.minutes.0.clone());
        let election = Election::new(whole(self.available().into()), costs.collect(), ballots);
        let election = election.map_err(|malformed| match malformed {
            super::Malformed::Minutes => unreachable!("a whole number is not below zero"),
            super::Malformed::Issue(at) => Unsound::Issue(self.issues[at].number),
            super::Malformed::Ballot(at) => Unsound::Ballot(at + 1),
        })?;
        // Whose seconds do not count has no minutes, and no ballot.
        let (counting, kept) = election.counting();
        if counting != election {
            let kept = kept.iter().zip(counting.ballots());
            let same = kept.zip(election.ballots().iter().enumerate());
            let same = same.take_while(|((kept, left), (at, all))| *kept == at && left == all);
            return Err(Unsound::Ballot(same.count() + 1));
        }
        let selection = rule.choose(&election, &step);
        let chosen: Vec<u32> = selection
            .selected()
            .map(|issue| self.issues[issue].number)
            .collect();
        if chosen != self.chosen {
            return Err(Unsound::Chosen(chosen));
        }
        let before = self.placed.iter().map(|item| item.number);
        let mut listed: Vec<u32> = before.chain(chosen).collect();
        let mut printed = self.agenda.clone();
        listed.sort_unstable();
        printed.sort_unstable();
        if listed != printed {
            return Err(Unsound::Agenda(listed));
        }
        Ok((election, selection))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Rule;
    use uuid::Uuid;

    fn document() -> (Document, Vec<usize>) {
        let ballots = vec![
            Ballot::of([1]).by(2),
            Ballot::of([0, 1]).with_credit(whole(1) / whole(3)),
            Ballot::of([0]),
        ];
        let election = Election::new(whole(20), vec![whole(10), whole(20)], ballots);
        let election = election.expect("well-formed");
        let step = Raise::one_minute_in_all(&election);
        let selection = Rule::EqualShares.choose(&election, &step);
        let numbers = [104, 117];
        let (ballots, persons) = Cast::all(&election, &numbers);
        let candidate = |at: usize| Candidate {
            number: numbers[at],
            minutes: Exact(election.cost(at).clone()),
            on_behalf: u32::from(at == 0),
        };
        let document = Document {
            format: FORMAT,
            meeting: MeetingId(Uuid::from_u128(3)),
            number: 3,
            journal: Head {
                number: 512,
                hash: "5f".to_owned(),
            },
            settings: Settings::default(),
            version: Rule::EqualShares.version(),
            minutes: 35,
            placed: vec![Placed {
                number: 130,
                minutes: 15,
                why: Why::Urgent,
            }],
            dropped: vec![99],
            step: Exact(step.minutes().clone()),
            issues: vec![candidate(0), candidate(1)],
            ballots,
            chosen: selection.selected().map(|at| numbers[at]).collect(),
            agenda: vec![130, 117],
        };
        (document, persons)
    }

    #[test]
    fn the_same_agenda_has_the_same_bytes() {
        let (document, persons) = document();
        assert_eq!(
            document.canonical(),
            "{\"format\":1,\"meeting\":\"00000000-0000-0000-0000-000000000003\",\"number\":3,\
             \"journal\":{\"number\":512,\"hash\":\"5f\"},\
             \"settings\":{\"rule\":\"equal-shares\",\"reserved\":1,\"unheard_after\":3,\"passed_over_after\":6},\
             \"version\":1,\"minutes\":35,\"placed\":[{\"number\":130,\"minutes\":15,\"why\":\"urgent\"}],\
             \"dropped\":[99],\"step\":\"1/4\",\
             \"issues\":[{\"number\":104,\"minutes\":\"10\",\"on_behalf\":1},{\"number\":117,\"minutes\":\"20\",\"on_behalf\":0}],\
             \"ballots\":[{\"issues\":[104],\"credit\":\"0\"},{\"issues\":[104,117],\"credit\":\"1/3\"},\
             {\"issues\":[117],\"credit\":\"0\"},{\"issues\":[117],\"credit\":\"0\"}],\
             \"chosen\":[117],\"agenda\":[130,117]}"
        );
        assert_eq!(persons, [2, 1, 0, 0]);
    }

    #[test]
    fn a_document_is_computed_again() {
        let (document, _) = document();
        let read: Document = serde_json::from_str(&document.canonical()).expect("a document");
        assert_eq!(read, document);
        let (election, selection) = read.recompute().expect("sound");
        assert_eq!(election.people(), 4);
        assert_eq!(selection.selected().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn whatever_is_changed_is_found() {
        type Change = fn(&mut Document);
        let changes: [(Change, Unsound); 19] = [
            (|d| d.format = 2, Unsound::Format(2)),
            (|d| d.version = 9, Unsound::Version(9)),
            (|d| d.step.0 = whole(0), Unsound::Step),
            (|d| d.issues[0].minutes.0 = -whole(1), Unsound::Issue(104)),
            (|d| d.issues[0].number = 130, Unsound::Issue(130)),
            (|d| d.issues[1].number = 99, Unsound::Issue(99)),
            (|d| d.dropped.push(99), Unsound::Issue(99)),
            // Whoever seconds what needs more than there is has no minutes.
            (|d| d.issues[1].minutes.0 = whole(21), Unsound::Ballot(2)),
            (|d| d.ballots[0].credit.0 = -whole(1), Unsound::Ballot(1)),
            (|d| d.placed[0].minutes = 5, Unsound::Chosen(vec![117, 104])),
            (|d| d.placed[0].minutes = 25, Unsound::Ballot(2)),
            (|d| d.issues[1].number = 104, Unsound::Issue(104)),
            (|d| d.ballots[1].issues[0] = 5, Unsound::Ballot(2)),
            (|d| d.ballots[1].issues.clear(), Unsound::Ballot(2)),
            (|d| d.ballots.reverse(), Unsound::Ballot(3)),
            (|d| d.ballots[1].issues.reverse(), Unsound::Ballot(3)),
            (|d| d.chosen = vec![104], Unsound::Chosen(vec![117])),
            (|d| d.agenda = vec![117], Unsound::Agenda(vec![117, 130])),
            (
                |d| d.placed[0].number = 131,
                Unsound::Agenda(vec![117, 131]),
            ),
        ];
        for (change, expected) in changes {
            let (mut document, _) = document();
            change(&mut document);
            assert_eq!(document.recompute().map(|_| ()), Err(expected));
        }
        let (mut moved, _) = document();
        moved.agenda.reverse();
        assert!(
            moved.recompute().is_ok(),
            "the order may be one made by hand"
        );
        for number in ["\"2/4\"", "\"1.5\"", "\"+1\"", "1"] {
            assert!(serde_json::from_str::<Exact>(number).is_err(), "{number}");
        }
    }
}
