//! Rounds that need not be run. A single supporter of two long issues would otherwise take tens of
//! thousands of rounds in a meeting, all with the same outcome, until their purse is large enough;
//! so would a large credit in a short one.

use super::Raise;
use super::ground::Ground;
use super::round::Round;
use crate::agenda::fraction::{Fraction, whole};

/// Looks every now and then how many of the next rounds are sure to go like the last one.
pub(super) struct Leaps<'a> {
    ground: &'a Ground<'a>,
    /// Looks after so many rounds at first, and each time after a leap.
    after: u64,
    /// Leaps over fewer rounds are not worth looking.
    least: u64,
    /// Looks after so many rounds: twice as many each time that it was of no use.
    wait: u64,
    /// Rounds since it looked.
    rounds: u64,
}

impl<'a> Leaps<'a> {
    pub fn on(ground: &'a Ground<'a>, after: u64, least: u64) -> Self {
        Self {
            ground,
            after,
            least,
            wait: after,
            rounds: 0,
        }
    }

    /// Raises `extra`, for which a round was run, as long as each round goes like that one: by a
    /// number of steps, or not at all.
    pub fn up(&mut self, round: &mut Round<'_>, extra: &mut Fraction, step: &Raise) -> bool {
        self.over(round, extra, step.minutes())
    }

    /// The same downwards.
    pub fn down(&mut self, round: &mut Round<'_>, extra: &mut Fraction, step: &Raise) -> bool {
        self.over(round, extra, &-step.minutes())
    }

    fn over(&mut self, round: &mut Round<'_>, extra: &mut Fraction, step: &Fraction) -> bool {
        self.rounds += 1;
        if self.rounds <= self.wait {
            return false;
        }
        let from = extra.clone();
        // Farther and farther until it is not sure, then nearer and nearer.
        let (mut rounds, mut farther) = (self.least * 4, true);
        while rounds >= self.least {
            let to = step * whole(rounds) + &*extra;
            if self.is_sure(round, extra, &to) {
                *extra = to;
            } else {
                farther = false;
            }
            rounds = if farther { rounds * 2 } else { rounds / 2 };
        }
        let leapt = *extra != from;
        self.wait = if leapt { self.after } else { self.wait * 2 };
        self.rounds = 0;
        leapt
    }

    /// Whether purses raised by anything from one to the other all lead to the same purchases, or
    /// at least to none that would end the rounds.
    fn is_sure(&self, round: &mut Round<'_>, from: &Fraction, to: &Fraction) -> bool {
        let (least, most) = if from < to { (from, to) } else { (to, from) };
        // Long before, everything is taken, or nobody has anything.
        let occurs = *most <= self.ground.all && -least <= self.ground.richest;
        occurs && (self.ground.all_payable_fit(most) || round.run_all(least, most).is_ok())
    }
}
