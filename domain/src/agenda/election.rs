//! What every rule reads.

use num_traits::{Signed, Zero};

use super::fraction::{Fraction, whole};

/// Seconds and minutes, as a rule reads them: no names, no state, nothing but what decides.
///
/// Issues are numbered from 0 in the order of their age, oldest first: the last tie-break. Ballots
/// are numbered as they were given; their order decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    minutes: Fraction,
    costs: Vec<Fraction>,
    ballots: Vec<Ballot>,
    /// The supporters of all issues, one issue after the other, and where each one's begin.
    supporters: Vec<u32>,
    starts: Vec<usize>,
    seconds: Vec<u64>,
    people: u64,
}

/// Who seconds the same issues and carries the same credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// How many they are, at least 1. A ballot of three people is the same as three ballots.
    pub people: u32,
    /// Minutes that each of them carries from earlier meetings.
    pub credit: Fraction,
    /// The issues that they second, by number, ascending, none twice.
    pub issues: Vec<u32>,
}

impl Ballot {
    /// One person without credit, who seconds these issues (in any order).
    pub fn of(issues: impl IntoIterator<Item = u32>) -> Self {
        let mut issues: Vec<u32> = issues.into_iter().collect();
        issues.sort_unstable();
        issues.dedup();
        Self {
            people: 1,
            credit: Fraction::zero(),
            issues,
        }
    }

    /// With this credit.
    pub fn with_credit(self, credit: Fraction) -> Self {
        Self { credit, ..self }
    }

    /// Cast by so many people.
    pub fn by(self, people: u32) -> Self {
        Self { people, ..self }
    }
}

/// Why something is no election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformed {
    /// Less than no minutes for all items.
    Minutes,
    /// This issue needs less than no minutes.
    Issue(usize),
    /// This ballot is cast by nobody, carries less than nothing, or names issues that are not
    /// there, out of order or twice.
    Ballot(usize),
}

impl Election {
    /// An election of items for `minutes`; `costs` are the minutes of each issue, oldest first.
    pub fn new(
        minutes: Fraction,
        costs: Vec<Fraction>,
        ballots: Vec<Ballot>,
    ) -> Result<Self, Malformed> {
        if minutes.is_negative() {
            return Err(Malformed::Minutes);
        }
        if let Some(issue) = costs.iter().position(Signed::is_negative) {
            return Err(Malformed::Issue(issue));
        }
        let mut starts = vec![0; costs.len() + 1];
        let mut seconds = vec![0; costs.len()];
        let mut people = 0;
        for (at, ballot) in ballots.iter().enumerate() {
            let ascending = ballot.issues.is_sorted_by(|a, b| a < b);
            let there = ballot.issues.last().is_none_or(|&i| index(i) < costs.len());
            let too_many = u32::try_from(at).is_err();
            if too_many || ballot.people == 0 || ballot.credit.is_negative() || !ascending || !there
            {
                return Err(Malformed::Ballot(at));
            }
            people += u64::from(ballot.people);
            for &issue in &ballot.issues {
                starts[index(issue) + 1] += 1;
                seconds[index(issue)] += u64::from(ballot.people);
            }
        }
        for issue in 0..costs.len() {
            starts[issue + 1] += starts[issue];
        }
        let mut supporters = vec![0; starts[costs.len()]];
        let mut next = starts.clone();
        for (number, ballot) in (0..).zip(&ballots) {
            for &issue in &ballot.issues {
                let at = &mut next[index(issue)];
                supporters[*at] = number;
                *at += 1;
            }
        }
        Ok(Self {
            minutes,
            costs,
            ballots,
            supporters,
            starts,
            seconds,
            people,
        })
    }

    /// The same without what does not count in a meeting: seconds on issues that need more minutes
    /// than there are, and then people without a second. Nobody gets minutes for those, and an
    /// empty ballot could change the outcome. Issues keep their numbers; beside it stands, for each
    /// ballot that is left, its number in `self`.
    pub fn counting(&self) -> (Self, Vec<usize>) {
        let mut kept = vec![];
        let mut ballots = vec![];
        for (at, ballot) in self.ballots.iter().enumerate() {
            let issues: Vec<u32> = ballot
                .issues
                .iter()
                .copied()
                .filter(|&issue| self.costs[index(issue)] <= self.minutes)
                .collect();
            if !issues.is_empty() {
                kept.push(at);
                ballots.push(Ballot {
                    issues,
                    ..ballot.clone()
                });
            }
        }
        let counting = Self::new(self.minutes.clone(), self.costs.clone(), ballots)
            .expect("fewer seconds make no malformed election");
        (counting, kept)
    }

    /// Minutes for all items together.
    pub fn minutes(&self) -> &Fraction {
        &self.minutes
    }

    /// Minutes of each issue, oldest first.
    pub fn costs(&self) -> &[Fraction] {
        &self.costs
    }

    /// Minutes of an issue.
    pub fn cost(&self, issue: usize) -> &Fraction {
        &self.costs[issue]
    }

    /// All ballots.
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// How many people cast them.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The numbers of the ballots that second an issue, ascending.
    pub fn supporters(&self, issue: usize) -> &[u32] {
        &self.supporters[self.starts[issue]..self.starts[issue + 1]]
    }

    /// How many people second an issue.
    pub fn seconds(&self, issue: usize) -> u64 {
        self.seconds[issue]
    }

    /// The issues that anybody seconds, oldest first.
    pub fn seconded(&self) -> impl Iterator<Item = usize> {
        (0..self.costs.len()).filter(|&issue| self.seconds[issue] > 0)
    }

    /// Each person's equal share of the minutes; zero where nobody seconds anything.
    pub fn share(&self) -> Fraction {
        if self.people == 0 {
            return Fraction::zero();
        }
        &self.minutes / whole(self.people)
    }

    /// Minutes of these issues together.
    pub fn sum(&self, issues: impl IntoIterator<Item = usize>) -> Fraction {
        issues.into_iter().map(|issue| &self.costs[issue]).sum()
    }

    /// For each issue its place when all are sorted as ties are broken: fewer minutes, then more
    /// seconds, then older.
    pub(super) fn precedence(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..).take(self.costs.len()).collect();
        sorted.sort_by(|&a, &b| {
            let (a, b) = (index(a), index(b));
            let by_minutes = self.costs[a].cmp(&self.costs[b]);
            by_minutes.then(self.seconds[b].cmp(&self.seconds[a]))
        });
        let mut places = vec![0; sorted.len()];
        for (place, &issue) in (0..).zip(&sorted) {
            places[index(issue)] = place;
        }
        places
    }
}

/// A number of an issue, ballot or item as an index: they are kept as `u32`, half the memory of a
/// `usize`.
pub(super) fn index(number: u32) -> usize {
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn election(minutes: u64, costs: &[u64], ballots: &[&[u32]]) -> Election {
        let ballots = ballots.iter().map(|b| Ballot::of(b.iter().copied()));
        let costs = costs.iter().map(|&cost| whole(cost)).collect();
        Election::new(whole(minutes), costs, ballots.collect()).expect("well-formed")
    }

    #[test]
    fn what_is_no_election_is_refused_with_its_place() {
        let less = || -whole(1);
        let new = |minutes, costs, ballots| Election::new(minutes, costs, ballots).map(|_| ());
        assert_eq!(new(less(), vec![], vec![]), Err(Malformed::Minutes));
        let costs = vec![whole(5), less()];
        assert_eq!(new(whole(9), costs, vec![]), Err(Malformed::Issue(1)));
        let unsorted = Ballot {
            issues: vec![1, 0],
            ..Ballot::of([])
        };
        let debt = Ballot::of([0]).with_credit(less());
        for wrong in [Ballot::of([2]), Ballot::of([0]).by(0), debt, unsorted] {
            let ballots = vec![Ballot::of([0, 1]), wrong];
            let costs = vec![whole(5), whole(5)];
            assert_eq!(new(whole(9), costs, ballots), Err(Malformed::Ballot(1)));
        }
    }

    #[test]
    fn ties_go_to_fewer_minutes_then_more_seconds_then_the_older_issue() {
        let election = election(60, &[20, 10, 10, 10], &[&[0, 1, 2, 3], &[2, 0, 2], &[3]]);
        assert_eq!(election.precedence(), [3, 2, 0, 1]);
        assert_eq!(election.seconds(2), 2);
        assert_eq!(election.supporters(0), [0, 1]);
    }

    #[test]
    fn who_seconds_nothing_that_fits_does_not_count() {
        let all = election(30, &[20, 40, 30], &[&[1], &[0, 1], &[], &[2]]);
        let (counting, kept) = all.counting();
        assert_eq!(kept, [1, 3]);
        assert_eq!(counting.people(), 2);
        assert_eq!(counting.ballots()[0].issues, [0]);
        assert_eq!(counting.seconds(1), 0);
        assert_eq!(counting.share(), whole(15));
    }
}
