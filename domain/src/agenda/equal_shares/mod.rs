//! The Method of Equal Shares with minutes as cost, completed by raising all purses, then filled by plain seconds.
//!
//! Sources: Peters, Pierczyński, Skowron, *Proportional Participatory Budgeting with Additive Utilities* (2021), arXiv
//! 2008.13276; the completion of the cities that use it as described on equalshares.net, run on to the last outcome that fits.
//!
//! A [`Run`] is the rule for one size of purse. It goes issue by issue: the effective votes of an issue never rise, so a
//! queue holds for each issue a bound from above, and only the issues at its head are looked at again. Completion
//! runs again from the start for every size, in the memory of the run before the last.

mod ground;
mod ledger;
mod round;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use self::ground::Ground;
use self::round::Run;
use super::election::index;
use super::fraction::{Fraction, whole};
use super::outcome::{Outcome, Reason, Taken};
use super::{Election, votes};

/// By how much every purse is raised in each round of completion, in minutes. More than nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step(Fraction);

impl Step {
    /// This much; `None` unless it is more than nothing.
    pub fn new(minutes: Fraction) -> Option<Self> {
        minutes.is_positive().then_some(Self(minutes))
    }

    /// One more minute for all together, as in a meeting.
    pub fn one_minute_in_all(election: &Election) -> Self {
        Self(whole(election.people().max(1)).recip())
    }

    /// Minutes.
    pub fn minutes(&self) -> &Fraction {
        &self.0
    }
}

/// Chooses issues by equal shares.
///
/// Everyone on a ballot counts as a voter; in a meeting, leave out first who does not: [`Election::counting`].
pub fn equal_shares(election: &Election, step: &Step) -> Outcome {
    complete(election, step, rounds_in_vain)
}

/// With so many rounds of raising left out: `in_vain` says how many.
fn complete(
    election: &Election,
    step: &Step,
    in_vain: fn(&Ground<'_>, &Step) -> BigInt,
) -> Outcome {
    let ground = Ground::of(election, step);
    let mut kept = Run::on(&ground);
    let mut extra = Fraction::from_integer(in_vain(&ground, step)) * &step.0;
    if kept.run(&extra) {
        let mut next = Run::on(&ground);
        // With everything in that anybody seconds, more minutes change nothing.
        while kept.taken() < ground.wanted {
            extra += &step.0;
            if !next.run(&extra) {
                break;
            }
            std::mem::swap(&mut kept, &mut next);
        }
    } else {
        // Credits alone take more than there is.
        while {
            extra -= &step.0;
            !kept.run(&extra)
        } {}
    }
    let mut taken = kept.items();
    let selected: Vec<usize> = taken.iter().map(|item| item.issue).collect();
    for (issue, seconds) in votes::fill(election, &selected) {
        taken.push(Taken {
            issue,
            reason: Reason::TimeLeftOver { seconds },
        });
    }
    Outcome::new(election, taken, kept.extra)
}

/// How many rounds of raising are sure to go on, counted from purses as they are: as long as all issues that full purses of their supporters could
/// pay fit together, so does every outcome; and as long as some issue is not among them, no outcome takes everything. The last of these
/// rounds is the first that has to be run. (A single supporter's issue would otherwise take thousands of rounds in a meeting.)
fn rounds_in_vain(ground: &Ground<'_>, step: &Step) -> BigInt {
    let election = ground.election;
    let raise = |issue: usize| {
        let purses = election.supporters(issue).iter().map(|&ballot| {
            let purse = &ground.purses[index(ground.purse_of[index(ballot)])];
            purse * whole(election.ballots()[index(ballot)].people.into())
        });
        let had: Fraction = purses.sum();
        (election.cost(issue) - had) / whole(election.seconds(issue))
    };
    let wanted = |&issue: &usize| election.seconds(issue) > 0;
    let wanted = (0..election.costs().len()).filter(wanted);
    let mut reached: Vec<(Fraction, usize)> = wanted.map(|issue| (raise(issue), issue)).collect();
    reached.sort();
    let mut left = election.minutes().clone();
    let mut decisive = Fraction::zero();
    for (raise, issue) in reached {
        left -= election.cost(issue);
        decisive = raise;
        if left.is_negative() {
            break;
        }
    }
    ((decisive / &step.0).ceil().to_integer() - BigInt::one()).max(BigInt::zero())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agenda::Ballot;

    /// Elections in which everything fits, or nearly.
    fn election() -> impl Strategy<Value = Election> {
        let costs = prop::collection::vec(1..30_u64, 1..7);
        let ballot = (prop::collection::vec(0..7_u32, 0..4), 0..9_u64, 1..4_u32);
        (costs, prop::collection::vec(ballot, 1..8), 0..40_u64).prop_map(
            |(costs, ballots, spare)| {
                let count = u32::try_from(costs.len()).expect("few");
                let minutes = (costs.iter().sum::<u64>() + spare).saturating_sub(10);
                let ballot = |(issues, credit, people): (Vec<u32>, u64, u32)| {
                    let issues = issues.into_iter().filter(|&issue| issue < count);
                    let credit = whole(credit) / whole(3);
                    Ballot::of(issues).with_credit(credit).by(people)
                };
                let costs = costs.into_iter().map(whole).collect();
                let ballots = ballots.into_iter().map(ballot).collect();
                Election::new(whole(minutes), costs, ballots).expect("well-formed")
            },
        )
    }

    proptest! {
        #[test]
        fn rounds_that_could_not_end_it_are_left_out_and_nothing_else_changes(election in election()) {
            let (election, _) = election.counting();
            let step = Step::one_minute_in_all(&election);
            let all = complete(&election, &step, |_, _| BigInt::zero());
            prop_assert_eq!(equal_shares(&election, &step), all);
        }
    }
}
