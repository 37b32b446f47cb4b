//! What is the same in all rounds.

use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use super::Raise;
use crate::agenda::Election;
use crate::agenda::bounds::{Bounds, Scale};
use crate::agenda::election::index;
use crate::agenda::fraction::Fraction;

/// What is the same in all rounds.
pub(super) struct Ground<'a> {
    pub election: &'a Election,
    pub scale: Scale,
    pub costs: Vec<Bounds>,
    /// Of each issue among equals.
    pub precedence: Vec<u32>,
    /// Share and credit, once for all who have the same.
    pub purses: Vec<Fraction>,
    pub purse_bounds: Vec<(i64, i64)>,
    /// Which of the purses each ballot has.
    pub purse_of: Vec<u32>,
    /// Seconded issues that need no minutes, and the others.
    pub free: Vec<usize>,
    to_pay: Vec<usize>,
    /// What the supporters of each issue have together at most, before any raise.
    together: Vec<u128>,
    /// How many issues anybody seconds.
    pub wanted: usize,
    /// The minutes of these: whoever has as many can pay everything.
    pub all: Fraction,
    /// The largest purse.
    pub richest: Fraction,
}

impl<'a> Ground<'a> {
    pub fn of(election: &'a Election, step: &Raise) -> Self {
        let share = election.share();
        let mut numbers = BTreeMap::new();
        let mut purses = vec![];
        let mut purse_of = vec![];
        for ballot in election.ballots() {
            // Compared part by part, as they are in lowest terms: fractions compare slowly.
            let credit = (ballot.credit.numer(), ballot.credit.denom());
            let number = *numbers.entry(credit).or_insert_with(|| {
                purses.push(&share + &ballot.credit);
                u32::try_from(purses.len() - 1).expect("no more purses than ballots")
            });
            purse_of.push(number);
        }
        let wanted: Vec<usize> = election.seconded().collect();
        let richest = purses.iter().max().cloned().unwrap_or_default();
        let all = election.sum(wanted.iter().copied());
        let costs: Fraction = election.costs().iter().sum();
        // No purse grows beyond what buys everything, nor is a bound ever larger than the largest
        // purse or cost.
        let scale = Scale::up_to(&(&richest + &costs + &costs + &step.0 + &step.0));
        let purse_bounds: Vec<(i64, i64)> = purses.iter().map(|p| scale.around(p)).collect();
        let mut together = vec![0; election.costs().len()];
        for (ballot, &number) in election.ballots().iter().zip(&purse_of) {
            let purse = purse_bounds[index(number)].1.unsigned_abs();
            for &issue in &ballot.issues {
                together[index(issue)] += u128::from(purse) * u128::from(ballot.people);
            }
        }
        let is_free = |issue: &usize| election.cost(*issue).is_zero();
        let (free, to_pay) = wanted.iter().partition(|&issue| is_free(issue));
        Self {
            costs: election.costs().iter().map(|c| scale.bounds(c)).collect(),
            precedence: election.precedence(),
            free,
            to_pay,
            together,
            wanted: wanted.len(),
            all,
            richest,
            election,
            scale,
            purses,
            purse_bounds,
            purse_of,
        }
    }

    /// The issues that supporters whose purses are raised by `extra` can pay if they pay nothing
    /// else, and maybe a few more; none that need no minutes.
    pub fn payable(&self, extra: &Fraction) -> impl Iterator<Item = usize> {
        let raised = u128::from(self.scale.bounds(extra).high);
        self.to_pay.iter().copied().filter(move |&issue| {
            let raised = raised * u128::from(self.election.seconds(issue));
            self.together[issue] + raised >= u128::from(self.costs[issue].low)
        })
    }

    /// Whether all that anybody can pay with purses raised by `extra` fits, and is not everything.
    pub fn all_payable_fit(&self, extra: &Fraction) -> bool {
        let mut count = self.free.len();
        let mut left = self.election.minutes().clone();
        for issue in self.payable(extra) {
            count += 1;
            left -= self.election.cost(issue);
            if left.is_negative() {
                return false;
            }
        }
        count < self.wanted
    }
}
