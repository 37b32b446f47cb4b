//! The rule for one size of purse, or for all sizes between two of them at once.
//!
//! It goes issue by issue: the effective votes of an issue never rise, so a queue holds for each
//! issue a bound from above, and only the issues at its head are looked at again. What is compared
//! are bounds; where they can't tell, exact fractions do.
//!
//! For several sizes at once the bounds are as wide as the sizes lie apart, and there is nothing
//! exact: where bounds can't tell, it is [`Unclear`]. Where they can, each of these sizes leads to
//! the same purchases.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_traits::{Signed, Zero};

use super::ground::Ground;
use super::ledger::{Ledger, Purchase};
use crate::agenda::Ballot;
use crate::agenda::bounds::{Bounds, Level};
use crate::agenda::election::index;
use crate::agenda::fraction::{Fraction, whole};

/// Not the same for all sizes of purse, or not known to be.
#[derive(Debug)]
pub(super) struct Unclear;

/// An issue that its supporters can pay, as looked at last.
struct Candidate {
    issue: usize,
    /// Bounds of effective votes, in units of [`VOTE`].
    votes: (u128, u128),
    cap: Bounds,
    /// The cap, worked out only where bounds could not decide.
    exact: Option<Fraction>,
}

/// Units of one effective vote: minutes have 61 bits at most, so that minutes times this fit.
const VOTE: u32 = 62;

/// What each person of a ballot has left; nothing at all where both bounds are zero.
#[derive(Debug, Clone, Copy)]
struct Purse {
    left: Bounds,
    people: u32,
}

/// What an issue's supporters have left together.
struct Purses {
    /// Who has anything.
    people: u64,
    low: u128,
    high: u128,
    /// What each of them has at least.
    least: u64,
}

/// A round of raising or lowering purses, from the first issue to the last.
pub(super) struct Round<'a> {
    ground: &'a Ground<'a>,
    /// Who paid when, from which all exact numbers follow.
    ledger: Ledger<'a>,
    /// Else there are no exact numbers.
    one_size: bool,
    /// Of each ballot.
    purses: Vec<Purse>,
    /// The cap of each issue is at least this: caps never fall.
    cap_floor: Vec<u64>,
    queue: BinaryHeap<(u128, Reverse<u32>, usize)>,
    /// Purses of the supporters of the issue that is looked at.
    scratch: Vec<Purse>,
    /// Candidates of the present turn.
    seen: Vec<Candidate>,
}

impl<'a> Round<'a> {
    pub fn on(ground: &'a Ground<'a>) -> Self {
        let purse = |ballot: &Ballot| Purse {
            left: Bounds::default(),
            people: ballot.people,
        };
        Self {
            ground,
            ledger: Ledger::on(ground),
            one_size: true,
            purses: ground.election.ballots().iter().map(purse).collect(),
            cap_floor: vec![],
            queue: BinaryHeap::new(),
            scratch: vec![],
            seen: vec![],
        }
    }

    /// Puts who paid when in the place of what was kept before, whose memory the next run uses.
    pub fn keep(&mut self, kept: &mut Ledger<'a>) {
        std::mem::swap(&mut self.ledger, kept);
    }

    /// Runs with purses raised by `extra`. False, and stopped half-way, if that takes more minutes
    /// than there are.
    pub fn run(&mut self, extra: &Fraction) -> bool {
        let fits = self.run_all(extra, extra);
        fits.expect("with one size of purse exact numbers tell what bounds can't")
    }

    /// Runs with purses raised by anything from `least` to `most`, and says whether that fits, if
    /// it is clear that it goes the same way with each of them.
    pub fn run_all(&mut self, least: &Fraction, most: &Fraction) -> Result<bool, Unclear> {
        self.start(least, most)?;
        let election = self.ground.election;
        let mut spent = Fraction::zero();
        while let Some(candidate) = self.next()? {
            spent += election.cost(candidate.issue);
            if spent > *election.minutes() {
                return Ok(false);
            }
            self.buy(candidate)?;
        }
        Ok(true)
    }

    fn start(&mut self, least: &Fraction, most: &Fraction) -> Result<(), Unclear> {
        let ground = self.ground;
        self.one_size = least == most;
        let (low, high) = (ground.scale.around(least).0, ground.scale.around(most).1);
        let mut raised = vec![];
        for (bounds, purse) in ground.purse_bounds.iter().zip(&ground.purses) {
            let mut bounds = Bounds {
                low: (bounds.0 + low).max(0).cast_unsigned(),
                high: (bounds.1 + high).max(0).cast_unsigned(),
            };
            if bounds.low == 0 {
                if !(purse + most).is_positive() {
                    bounds = Bounds::default();
                } else if !self.one_size {
                    // Some of these sizes may leave nothing in it.
                    return Err(Unclear);
                }
            }
            raised.push(bounds);
        }
        for (purse, &number) in self.purses.iter_mut().zip(&ground.purse_of) {
            purse.left = raised[index(number)];
        }
        let empty = self.purses.iter().map(|purse| purse.left.is_nothing());
        self.ledger.start(least, empty);
        self.cap_floor.clear();
        self.cap_floor.resize(ground.costs.len(), 0);
        self.queue.clear();
        self.queue.extend(ground.payable(most).map(|issue| {
            let votes = u128::from(ground.election.seconds(issue)) << VOTE;
            (votes, Reverse(ground.precedence[issue]), issue)
        }));
        Ok(())
    }

    /// What follows exactly from who paid when.
    fn exactly(&mut self) -> Result<&mut Ledger<'a>, Unclear> {
        if self.one_size {
            Ok(&mut self.ledger)
        } else {
            Err(Unclear)
        }
    }

    /// The issue with most effective votes, if any can be paid.
    fn next(&mut self) -> Result<Option<Candidate>, Unclear> {
        self.seen.clear();
        // The votes that one of those seen has for certain, and, where that is all that it can
        // have, its place among equals: whoever may have more, or as much and comes first among
        // equals, is looked at.
        let mut best: Option<(u128, Option<Reverse<u32>>)> = None;
        while let Some(&(votes, precedence, issue)) = self.queue.peek() {
            if best.is_some_and(|best| (votes, Some(precedence)) < best) {
                break;
            }
            self.queue.pop();
            if let Some(candidate) = self.look_at(issue)? {
                let (low, high) = candidate.votes;
                best = best.max(Some((low, (low == high).then_some(precedence))));
                self.seen.push(candidate);
            }
        }
        let Some((least, _)) = best else {
            return Ok(None);
        };
        let chosen = self.choose(least)?;
        let chosen = self.seen.swap_remove(chosen);
        for other in self.seen.drain(..) {
            let precedence = Reverse(self.ground.precedence[other.issue]);
            self.queue.push((other.votes.1, precedence, other.issue));
        }
        Ok(Some(chosen))
    }

    /// The best of the candidates that are seen; `least` are effective votes that it has for
    /// certain.
    fn choose(&mut self, least: u128) -> Result<usize, Unclear> {
        let seen = &self.seen;
        let could_win = |&at: &usize| seen[at].votes.1 >= least;
        let rivals: Vec<usize> = (0..seen.len()).filter(could_win).collect();
        if let [only] = rivals[..] {
            return Ok(only);
        }
        let exact = |&at: &usize| seen[at].votes.0 == seen[at].votes.1;
        // Of the same people for as many minutes.
        let alike = |pair: &[usize]| {
            let (a, b) = (seen[pair[0]].issue, seen[pair[1]].issue);
            let election = self.ground.election;
            election.cost(a) == election.cost(b) && election.supporters(a) == election.supporters(b)
        };
        let equal = rivals.iter().all(exact) || rivals.windows(2).all(alike);
        let mut best: Option<(Option<Fraction>, Reverse<u32>, usize)> = None;
        for at in rivals {
            let issue = self.seen[at].issue;
            let votes = if equal {
                None
            } else {
                let cap = self.exact_cap(issue, self.seen[at].cap)?;
                let votes = self.ground.election.cost(issue) / &cap;
                self.seen[at].exact = Some(cap);
                Some(votes)
            };
            best = best.max(Some((votes, Reverse(self.ground.precedence[issue]), at)));
        }
        Ok(best.expect("whose votes are `least` could win").2)
    }

    /// Bounds on the effective votes that an issue has now; `None` if its supporters can't pay it
    /// any more.
    fn look_at(&mut self, issue: usize) -> Result<Option<Candidate>, Unclear> {
        let cost = self.ground.costs[issue];
        let purses = self.gather(issue);
        if purses.people == 0 || purses.high < u128::from(cost.low) {
            return Ok(None);
        }
        let enough = purses.low >= u128::from(cost.high);
        if !enough {
            let election = self.ground.election;
            let all = self.exactly()?.together(election.supporters(issue));
            if all < *election.cost(issue) {
                return Ok(None);
            }
        }
        let seconds = self.ground.election.seconds(issue);
        let (cap, votes) = weigh(cost, &purses, &self.scratch, seconds, self.cap_floor[issue]);
        self.cap_floor[issue] = cap.low;
        Ok(Some(Candidate {
            issue,
            votes,
            cap,
            exact: None,
        }))
    }

    /// What an issue's supporters have left, one by one in `scratch`.
    fn gather(&mut self, issue: usize) -> Purses {
        let supporters = self.ground.election.supporters(issue).iter();
        self.scratch.clear();
        (self.scratch).extend(supporters.map(|&ballot| self.purses[index(ballot)]));
        let mut all = Purses {
            people: 0,
            low: 0,
            high: 0,
            least: u64::MAX,
        };
        for Purse { left, people } in &self.scratch {
            if !left.is_nothing() {
                all.people += u64::from(*people);
                all.low += u128::from(left.low) * u128::from(*people);
                all.high += u128::from(left.high) * u128::from(*people);
                all.least = all.least.min(left.low);
            }
        }
        all
    }

    /// Takes an issue: whoever has the cap pays it, the others pay what they have.
    fn buy(&mut self, mut candidate: Candidate) -> Result<(), Unclear> {
        let issue = candidate.issue;
        let supporters = self.ground.election.supporters(issue);
        let unclear = |left: Bounds, cap: Bounds| {
            !left.is_nothing() && left.low <= cap.high && left.high >= cap.low
        };
        let left = |&ballot: &u32| self.purses[index(ballot)].left;
        if (supporters.iter().map(left)).any(|left| unclear(left, candidate.cap)) {
            let cap = match candidate.exact.take() {
                Some(cap) => cap,
                None => self.exact_cap(issue, candidate.cap)?,
            };
            candidate.cap = self.ground.scale.bounds(&cap);
            candidate.exact = Some(cap);
        }
        let cap = candidate.cap;
        let now = self.ledger.now();
        let rest = self.ledger.rest.len();
        let mut full = 0;
        for &number in supporters {
            let ballot = index(number);
            let Purse { left, people } = self.purses[ballot];
            if left.is_nothing() {
                continue;
            }
            let (mut pays_cap, mut empty) = (left.low > cap.high, false);
            if unclear(left, cap) {
                let exact = candidate.exact.as_ref().expect("worked out above");
                let order = self.exactly()?.purse(number).cmp(exact);
                pays_cap = order.is_ge();
                empty = order.is_eq();
            }
            if pays_cap {
                full += u64::from(people);
                self.purses[ballot].left = Bounds {
                    low: left.low.saturating_sub(cap.high),
                    high: left.high.saturating_sub(cap.low),
                };
            } else {
                self.ledger.rest.push(number);
                empty = true;
            }
            if empty {
                self.purses[ballot].left = Bounds::default();
                self.ledger.emptied[ballot] = now;
            }
        }
        let rest = rest..self.ledger.rest.len();
        self.ledger.enter(Purchase {
            issue,
            full,
            rest,
            cap: candidate.exact,
        });
        Ok(())
    }

    /// The exact cap of an issue that can be paid now, and lies in these bounds.
    fn exact_cap(&mut self, issue: usize, cap: Bounds) -> Result<Fraction, Unclear> {
        self.exactly()?;
        let cost = self.ground.election.cost(issue);
        let (mut poor, mut unclear) = (vec![], vec![]);
        let mut payers = 0_u64;
        for &number in self.ground.election.supporters(issue) {
            let Purse { left, people } = self.purses[index(number)];
            if left.is_nothing() || left.high < cap.low {
                poor.push(number);
                continue;
            }
            payers += u64::from(people);
            if left.low < cap.high {
                unclear.push(number);
            }
        }
        let mut left = cost - self.ledger.together(&poor);
        let mut purses: Vec<(Fraction, u32)> = unclear
            .into_iter()
            .map(|number| {
                let people = self.purses[index(number)].people;
                (self.ledger.purse(number), people)
            })
            .collect();
        purses.sort();
        for (purse, people) in purses {
            if &purse * whole(payers) >= left {
                break;
            }
            left -= purse * whole(people.into());
            payers -= u64::from(people);
        }
        Ok(left / whole(payers))
    }
}

/// Bounds on the cap and on the effective votes of an issue whose supporters, so many, have enough.
/// Its cap is known to be at least `from`.
fn weigh(
    cost: Bounds,
    purses: &Purses,
    each: &[Purse],
    seconds: u64,
    from: u64,
) -> (Bounds, (u128, u128)) {
    let people = purses.people;
    let most = u128::from(people) << VOTE;
    let equal = cost.high.div_ceil(people);
    if purses.least >= equal {
        // Everybody who has anything left can give the same: effective votes are heads.
        let low = cost.low / people;
        return (Bounds { low, high: equal }, (most, most));
    }
    let rich = each.iter().map(|purse| (purse.left.high, purse.people));
    let low = Level::of(rich, cost.low, seconds, from).map_or(from, |level| level.floor());
    let poor = each.iter().map(|purse| (purse.left.low, purse.people));
    let poor = (purses.low >= u128::from(cost.high))
        .then(|| Level::of(poor, cost.high, seconds, from))
        .flatten();
    // Nobody needs to give more than the richest has.
    let richest = || each.iter().map(|purse| purse.left.high).max();
    let high = poor.map_or_else(|| richest().unwrap_or(0), |level| level.ceil());
    let votes_low = (u128::from(cost.low) << VOTE) / u128::from(high);
    let votes_high = match low {
        0 => most,
        low => (u128::from(cost.high) << VOTE)
            .div_ceil(u128::from(low))
            .min(most),
    };
    (Bounds { low, high }, (votes_low, votes_high))
}
