//! The Method of Equal Shares with minutes as cost, completed by raising all purses, then filled by
//! plain seconds.
//!
//! Sources: Peters, Pierczyński, Skowron, *Proportional Participatory Budgeting with Additive
//! Utilities* (2021), arXiv 2008.13276; the completion of the cities that use it as described on
//! equalshares.net, run on to the last outcome that fits.
//!
//! A [`Round`] is the rule for one size of purse. Completion runs again from the start for every
//! size; rounds that are sure to go like one that was
//! run are left out ([`Leaps`]).

mod ground;
mod leaps;
mod ledger;
mod round;

use num_traits::{Signed, Zero};

use self::ground::Ground;
use self::leaps::Leaps;
use self::ledger::Ledger;
use self::round::Round;
use super::fraction::{Fraction, whole};
use super::selection::{Reason, Selection, Taken};
use super::{Election, seconds};

/// By how much every purse is raised in each round of completion, in minutes. More than nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raise(Fraction);

impl Raise {
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
/// Everyone on a ballot counts as a voter; in a meeting, leave out first who does not:
/// [`Election::counting`].
pub fn equal_shares(election: &Election, step: &Raise) -> Selection {
    let ground = Ground::of(election, step);
    complete(&ground, step, Leaps::on(&ground, 16, 16))
}

/// Raises all purses as far as the outcome fits, and fills what is left.
fn complete<'a>(ground: &'a Ground<'a>, step: &Raise, mut leaps: Leaps<'a>) -> Selection {
    let mut round = Round::on(ground);
    let mut kept = Ledger::on(ground);
    let mut extra = Fraction::zero();
    if round.run(&extra) {
        round.keep(&mut kept);
        // With everything in that anybody seconds, more minutes change nothing.
        while kept.taken() < ground.wanted {
            if leaps.up(&mut round, &mut extra, step) {
                round.run(&extra);
                round.keep(&mut kept);
            }
            extra += step.minutes();
            if !round.run(&extra) {
                break;
            }
            round.keep(&mut kept);
        }
    } else {
        // Credits alone take more than there is.
        while {
            leaps.down(&mut round, &mut extra, step);
            extra -= step.minutes();
            !round.run(&extra)
        } {}
        round.keep(&mut kept);
    }
    let mut taken = kept.items();
    let selected: Vec<usize> = taken.iter().map(|item| item.issue).collect();
    for (issue, seconds) in seconds::fill(ground.election, &selected) {
        taken.push(Taken {
            issue,
            reason: Reason::TimeLeftOver { seconds },
        });
    }
    Selection::new(ground.election, taken, kept.extra)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agenda::Ballot;

    /// Elections of few people with long issues of their own, in which nearly everything fits, and
    /// with credits from longer meetings: both take many rounds.
    fn election() -> impl Strategy<Value = Election> {
        let costs = prop::collection::vec(prop_oneof![1..30_u64, Just(10)], 1..7);
        let credit = prop_oneof![Just(0), 0..9_u64, 0..200_u64];
        let ballot = (prop::collection::vec(0..7_u32, 0..5), credit, 1..4_u32);
        let lone = (0..7_u32, 0..3_u64);
        (
            costs,
            prop::collection::vec(ballot, 1..8),
            prop::collection::vec(lone, 0..4),
            0..40_u64,
        )
            .prop_map(|(costs, ballots, lone, spare)| {
                let count = u32::try_from(costs.len()).expect("few");
                let minutes = (costs.iter().sum::<u64>() + spare).saturating_sub(25);
                let ballot = |(issues, credit, people): (Vec<u32>, u64, u32)| {
                    let issues = issues.into_iter().filter(|&issue| issue < count);
                    let credit = whole(credit) / whole(3);
                    Ballot::of(issues).with_credit(credit).by(people)
                };
                let lone = lone
                    .into_iter()
                    .map(|(issue, credit)| (vec![issue], credit, 1));
                let ballots = ballots.into_iter().chain(lone).map(ballot).collect();
                let costs = costs.into_iter().map(whole).collect();
                Election::new(whole(minutes), costs, ballots).expect("well-formed")
            })
    }

    proptest! {
        #[test]
        fn rounds_that_go_alike_are_left_out_and_nothing_else_changes(
            election in election(),
            parts in 1..4_u64,
        ) {
            let (election, _) = election.counting();
            let step = Raise(Raise::one_minute_in_all(&election).0 / whole(parts));
            let ground = Ground::of(&election, &step);
            let all = complete(&ground, &step, Leaps::on(&ground, u64::MAX, 1));
            // As often as possible, too.
            let eager = complete(&ground, &step, Leaps::on(&ground, 0, 1));
            prop_assert_eq!(&eager, &all);
            prop_assert_eq!(equal_shares(&election, &step), all);
        }
    }

    #[test]
    fn the_long_rounds_of_one_person_are_left_out() {
        let ballots = vec![Ballot::of([0, 1]).by(99), Ballot::of([0, 1, 2, 3])];
        let costs = [10, 10, 45, 45].map(whole);
        let election = Election::new(whole(90), costs.into(), ballots).expect("well-formed");
        let step = Raise::one_minute_in_all(&election);
        let ground = Ground::of(&election, &step);
        let mut leaps = Leaps::on(&ground, 0, 1);
        let mut round = Round::on(&ground);
        let mut extra = whole(50);
        assert!(round.run(&extra), "one of the two is paid");
        assert!(leaps.up(&mut round, &mut extra, &step));
        // With 90.2 they could pay both, and each has 0.9.
        let farthest = whole(902) / whole(10) - election.share() - step.minutes();
        assert!(
            extra >= &farthest - step.minutes() && extra <= farthest,
            "{extra}"
        );
        let mut down = whole(40);
        let nearer = leaps.down(&mut round, &mut down, &step);
        assert!(nearer && down < whole(1), "{down}");
    }
}
