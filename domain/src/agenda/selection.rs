//! What every rule answers, with all that it takes to explain it.

use std::collections::BTreeMap;

use num_traits::Zero;

use super::Election;
use super::election::index;
use super::fraction::{Fraction, at_least_zero, sum, whole};

/// Which issues are taken up, and why each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// In the order of the agenda.
    pub taken: Vec<Taken>,
    /// The others, oldest first.
    pub left_out: Vec<usize>,
    /// Minutes by which every purse was raised beyond share and credit; negative where credits
    /// alone would have taken more than the meeting has; zero for rules without purses.
    pub raised: Fraction,
}

/// An issue that is taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its number.
    pub issue: usize,
    /// Why it is taken, at this place.
    pub reason: Reason,
}

/// Why an issue is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Equal shares: its supporters paid its minutes.
    Paid(Paid),
    /// Equal shares: it needs no minutes, and somebody seconds it.
    NeedsNone,
    /// Equal shares: nobody could pay any more, and it fitted into the time left over, by plain
    /// seconds.
    TimeLeftOver {
        /// People who second it.
        seconds: u64,
    },
    /// Plain seconds.
    Seconds {
        /// Its place among all issues that are seconded, from 1.
        rank: usize,
        /// People who second it.
        seconds: u64,
    },
    /// Phragmén: its supporters could pay it when everyone had been given so many minutes.
    Turn {
        /// Minutes.
        at: Fraction,
    },
}

/// How an issue was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Its minutes divided by the cap: as many people giving the cap would have paid it.
    pub effective_votes: Fraction,
    /// Minutes that whoever still had them gave, the same for all.
    pub cap: Fraction,
    /// Ballots that gave the cap, ascending.
    pub full: Vec<u32>,
    /// Ballots that had less than the cap, though something, and gave all of it, ascending.
    /// Supporters in neither list had nothing left.
    pub rest: Vec<u32>,
}

impl Selection {
    /// With what was left out added.
    pub(super) fn new(election: &Election, taken: Vec<Taken>, raised: Fraction) -> Self {
        let mut left = vec![true; election.costs().len()];
        for item in &taken {
            left[item.issue] = false;
        }
        let left_out = (0..left.len()).filter(|&issue| left[issue]).collect();
        Self {
            taken,
            left_out,
            raised,
        }
    }

    /// The issues that are taken up, in order.
    pub fn selected(&self) -> impl Iterator<Item = usize> {
        self.taken.iter().map(|item| item.issue)
    }

    /// Those that came in by the rule itself.
    pub fn paid_for(&self) -> impl Iterator<Item = usize> {
        let paid = |item: &&Taken| !matches!(item.reason, Reason::TimeLeftOver { .. });
        self.taken.iter().filter(paid).map(|item| item.issue)
    }

    /// Those that came in because there was time left over.
    pub fn filled_up(&self) -> impl Iterator<Item = usize> {
        let filled = |item: &&Taken| matches!(item.reason, Reason::TimeLeftOver { .. });
        self.taken.iter().filter(filled).map(|item| item.issue)
    }

    /// What each person of a ballot could give: share, credit, and what all purses were raised by.
    pub fn purse(&self, election: &Election, ballot: usize) -> Fraction {
        at_least_zero(election.share() + &election.ballots()[ballot].credit + &self.raised)
    }
}

/// Who paid what, to the last fraction of a minute. For each person's own line, the credits of the
/// next meeting, and what the supporters of an issue that was left out still had. Not to be
/// published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accounts {
    /// For each ballot, what each of its people paid, in order of the agenda.
    pub paid: Vec<Vec<(usize, Fraction)>>,
    /// For each ballot, what each of its people is charged for what came in with the time left
    /// over: all supporters alike, whatever they had.
    pub left_over: Vec<Vec<(usize, Fraction)>>,
    /// For each ballot, what each of its people had left.
    pub left: Vec<Fraction>,
    /// For each ballot, what each of its people carries to the next meeting: share and credit less
    /// what was paid and charged, not below zero and at most three shares.
    pub credits: Vec<Fraction>,
}

/// Why an issue was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Minutes that it needs.
    pub needed: Fraction,
    /// Minutes that its supporters still had together at the end.
    pub had: Fraction,
    /// What they had given to other issues together, most first.
    pub gave: Vec<(usize, Fraction)>,
}

impl Accounts {
    /// The accounts of an outcome of equal shares.
    pub fn of(election: &Election, selection: &Selection) -> Self {
        let share = election.share();
        let raised = &share + &selection.raised;
        let ballots = election.ballots().iter();
        let mut left: Vec<Fraction> = ballots
            .map(|ballot| at_least_zero(plus(&raised, &ballot.credit)))
            .collect();
        let mut paid = vec![vec![]; left.len()];
        let mut left_over = vec![vec![]; left.len()];
        for &Taken { issue, ref reason } in &selection.taken {
            match reason {
                Reason::Paid(how) => {
                    for ballot in how.full.iter().copied().map(index) {
                        left[ballot] -= &how.cap;
                        paid[ballot].push((issue, how.cap.clone()));
                    }
                    for ballot in how.rest.iter().copied().map(index) {
                        let rest = std::mem::take(&mut left[ballot]);
                        paid[ballot].push((issue, rest));
                    }
                }
                Reason::TimeLeftOver { seconds } => {
                    let each = election.cost(issue) / whole(*seconds);
                    for ballot in election.supporters(issue).iter().copied().map(index) {
                        left_over[ballot].push((issue, each.clone()));
                    }
                }
                Reason::NeedsNone | Reason::Seconds { .. } | Reason::Turn { .. } => {}
            }
        }
        let most = &share * whole(3);
        let given = paid.iter().zip(&left_over);
        let given = given.map(|(paid, charged)| paid.iter().chain(charged));
        let credits = election.ballots().iter().zip(given).map(|(ballot, given)| {
            let given = sum(given.map(|(_, minutes)| (1, minutes)));
            at_least_zero(plus(&plus(&share, &ballot.credit), &-given)).min(most.clone())
        });
        Self {
            credits: credits.collect(),
            paid,
            left_over,
            left,
        }
    }

    /// Why this issue was left out.
    pub fn left_out(&self, election: &Election, issue: usize) -> LeftOut {
        let supporters = election.supporters(issue).iter().copied().map(index);
        let people = |ballot: usize| u64::from(election.ballots()[ballot].people);
        let mut payments: BTreeMap<usize, Vec<(u64, &Fraction)>> = BTreeMap::new();
        for ballot in supporters.clone() {
            for (other, minutes) in &self.paid[ballot] {
                let to_it = payments.entry(*other).or_default();
                to_it.push((people(ballot), minutes));
            }
        }
        let payments = payments.into_iter();
        let mut gave: Vec<_> = payments
            .map(|(other, to_it)| (other, sum(to_it.iter().copied())))
            .collect();
        gave.sort_by(|(_, a), (_, b)| b.cmp(a));
        LeftOut {
            needed: election.cost(issue).clone(),
            had: sum(supporters.map(|ballot| (people(ballot), &self.left[ballot]))),
            gave,
        }
    }
}

/// Their sum. Most people carry nothing, and most pay nothing: that takes no reckoning.
fn plus(minutes: &Fraction, more: &Fraction) -> Fraction {
    if more.is_zero() {
        minutes.clone()
    } else {
        minutes + more
    }
}
