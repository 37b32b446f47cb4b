//! What is the same in all rounds.

use std::collections::BTreeMap;

use num_traits::Zero;

use super::Raise;
use crate::agenda::Election;
use crate::agenda::bounds::{Bounds, Scale};
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
    /// The supporters of all issues, one after the other, and where each issue's begin.
    pub supporters: Vec<u32>,
    pub starts: Vec<usize>,
    /// Seconded issues that need no minutes.
    pub free: Vec<usize>,
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
            let number = *numbers.entry(&ballot.credit).or_insert_with(|| {
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
        let mut starts = vec![0];
        for issue in 0..election.costs().len() {
            starts.push(starts[issue] + election.supporters(issue).len());
        }
        Self {
            costs: election.costs().iter().map(|c| scale.bounds(c)).collect(),
            precedence: election.precedence(),
            purse_bounds: purses.iter().map(|purse| scale.around(purse)).collect(),
            supporters: (0..election.costs().len())
                .flat_map(|issue| election.supporters(issue))
                .copied()
                .collect(),
            free: (wanted.iter().copied())
                .filter(|&issue| election.cost(issue).is_zero())
                .collect(),
            wanted: wanted.len(),
            all,
            richest,
            election,
            scale,
            purses,
            purse_of,
            starts,
        }
    }
}
