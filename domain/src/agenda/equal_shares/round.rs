//! The rule for one size of purse.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use num_traits::{Signed, Zero};

use super::ground::Ground;
use crate::agenda::bounds::{Bounds, Level};
use crate::agenda::election::index;
use crate::agenda::fraction::Fraction;

/// No purchase: a ballot that has something left, an issue that is not taken.
pub(super) const NEVER: u32 = u32::MAX;

/// An issue that was paid.
pub(super) struct Purchase {
    pub issue: usize,
    /// How many people gave the cap.
    pub full: u64,
    /// Where in [`Run::rest`] the ballots stand that gave all they had.
    pub rest: Range<usize>,
}

/// An issue that its supporters can pay, as looked at last.
pub(super) struct Candidate {
    pub issue: usize,
    /// Bounds of effective votes, in units of [`VOTE`].
    pub votes: (u128, u128),
    pub cap: Bounds,
    /// Worked out only where bounds could not decide.
    pub exact: Option<Fraction>,
}

/// Units of one effective vote: minutes have 61 bits at most, so that minutes times this fit.
const VOTE: u32 = 62;

/// One size of purse, from the first issue to the last.
pub(super) struct Run<'a> {
    pub ground: &'a Ground<'a>,
    /// By how much purses are raised.
    pub extra: Fraction,
    /// What each person of each ballot has left.
    pub purses: Vec<Bounds>,
    /// With which purchase each ballot gave its last: its purse is empty, exactly, after it.
    pub emptied: Vec<u32>,
    /// With which purchase each issue was taken.
    pub taken_at: Vec<u32>,
    pub purchases: Vec<Purchase>,
    /// See [`Purchase::rest`].
    pub rest: Vec<u32>,
    /// Exact caps of purchases, where they were needed.
    pub caps: Vec<Option<Fraction>>,
    /// As in [`Ground`]; each issue's part begins with those who have something left.
    pub supporters: Vec<u32>,
    /// How many these are.
    pub solvent: Vec<usize>,
    /// The cap of each issue is at least this: caps never fall.
    pub cap_floor: Vec<u64>,
    pub queue: BinaryHeap<(u128, Reverse<u32>, usize)>,
    /// Purses of the issue that is looked at, with the number of their owners.
    pub scratch: Vec<(Bounds, u32)>,
    /// Candidates of the present turn.
    pub seen: Vec<Candidate>,
}

impl<'a> Run<'a> {
    pub fn on(ground: &'a Ground<'a>) -> Self {
        Self {
            ground,
            extra: Fraction::zero(),
            purses: vec![],
            emptied: vec![],
            taken_at: vec![],
            purchases: vec![],
            rest: vec![],
            caps: vec![],
            supporters: vec![],
            solvent: vec![],
            cap_floor: vec![],
            queue: BinaryHeap::new(),
            scratch: vec![],
            seen: vec![],
        }
    }

    /// How many issues are taken.
    pub fn taken(&self) -> usize {
        self.ground.free.len() + self.purchases.len()
    }

    /// Runs with purses raised by `extra`. False, and stopped half-way, if that takes more minutes than there are.
    pub fn run(&mut self, extra: &Fraction) -> bool {
        self.start(extra);
        let election = self.ground.election;
        let mut spent = Fraction::zero();
        while let Some(candidate) = self.next() {
            spent += election.cost(candidate.issue);
            if spent > *election.minutes() {
                return false;
            }
            self.buy(candidate);
        }
        true
    }

    fn start(&mut self, extra: &Fraction) {
        let ground = self.ground;
        self.extra.clone_from(extra);
        let (low, high) = ground.scale.around(extra);
        let raised: Vec<(Bounds, bool)> = (ground.purse_bounds.iter().zip(&ground.purses))
            .map(|(bounds, purse)| {
                let bounds = Bounds {
                    low: (bounds.0 + low).max(0).cast_unsigned(),
                    high: (bounds.1 + high).max(0).cast_unsigned(),
                };
                let empty = bounds.low == 0 && !(purse + extra).is_positive();
                (bounds, empty)
            })
            .collect();
        let purse = |&number| &raised[index(number)];
        self.purses.clear();
        self.purses
            .extend(ground.purse_of.iter().map(|n| purse(n).0));
        self.emptied.clear();
        // A purse that is empty from the start is so before the first purchase, which is numbered 1.
        let emptied = |number| if purse(number).1 { 0 } else { NEVER };
        self.emptied.extend(ground.purse_of.iter().map(emptied));
        self.taken_at.clear();
        self.taken_at.resize(ground.costs.len(), NEVER);
        self.purchases.clear();
        self.rest.clear();
        self.caps.clear();
        self.supporters.clone_from(&ground.supporters);
        self.solvent.clear();
        self.solvent
            .extend(ground.starts.windows(2).map(|w| w[1] - w[0]));
        self.cap_floor.clear();
        self.cap_floor.resize(ground.costs.len(), 0);
        self.queue.clear();
        let election = ground.election;
        self.queue.extend(
            (0..ground.costs.len())
                .filter(|&issue| election.seconds(issue) > 0 && !election.cost(issue).is_zero())
                .map(|issue| {
                    let votes = u128::from(election.seconds(issue)) << VOTE;
                    (votes, Reverse(ground.precedence[issue]), issue)
                }),
        );
    }

    /// The issue with most effective votes, if any can be paid.
    fn next(&mut self) -> Option<Candidate> {
        let mut seen = std::mem::take(&mut self.seen);
        // The one of whom most is certain: whoever may have more, or as much and comes first among equals, is looked at.
        let mut best: Option<(u128, bool, u32)> = None;
        while let Some(&(votes, Reverse(precedence), issue)) = self.queue.peek() {
            if let Some((least, exact, first)) = best
                && (votes < least || votes == least && exact && first < precedence)
            {
                break;
            }
            self.queue.pop();
            if let Some(candidate) = self.look_at(issue) {
                let (low, high) = candidate.votes;
                if best.is_none_or(|(least, ..)| low > least) {
                    best = Some((low, low == high, precedence));
                } else if let Some(best) = &mut best
                    && low == best.0
                    && low == high
                    && (!best.1 || precedence < best.2)
                {
                    *best = (low, true, precedence);
                }
                seen.push(candidate);
            }
        }
        let chosen = best.map(|(least, ..)| self.choose(&mut seen, least));
        for other in seen.drain(..) {
            let precedence = Reverse(self.ground.precedence[other.issue]);
            self.queue.push((other.votes.1, precedence, other.issue));
        }
        self.seen = seen;
        chosen
    }

    /// The best of the candidates, taken out; `least` are effective votes that it has for certain.
    fn choose(&mut self, seen: &mut Vec<Candidate>, least: u128) -> Candidate {
        let could_win = |candidate: &Candidate| candidate.votes.1 >= least;
        let decided = seen
            .iter()
            .filter(|candidate| could_win(candidate))
            .all(|candidate| candidate.votes.0 == candidate.votes.1);
        let mut best: Option<usize> = None;
        let several = seen.iter().filter(|c| could_win(c)).nth(1).is_some();
        if several && !decided {
            for candidate in seen.iter_mut().filter(|c| could_win(c)) {
                if candidate.exact.is_none() {
                    candidate.exact = Some(self.exact_cap(candidate));
                }
            }
        }
        for (at, candidate) in seen.iter().enumerate().filter(|(_, c)| could_win(c)) {
            let better = best.is_none_or(|best| {
                let best = &seen[best];
                let equal =
                    self.ground.precedence[candidate.issue] < self.ground.precedence[best.issue];
                if decided {
                    return equal;
                }
                match (&candidate.exact, &best.exact) {
                    (Some(cap), Some(best_cap)) => {
                        let cost = |c: &Candidate| self.ground.election.cost(c.issue);
                        match (cost(candidate) * best_cap).cmp(&(cost(best) * cap)) {
                            std::cmp::Ordering::Greater => true,
                            std::cmp::Ordering::Equal => equal,
                            std::cmp::Ordering::Less => false,
                        }
                    }
                    // Only one could win.
                    _ => false,
                }
            });
            if better {
                best = Some(at);
            }
        }
        seen.swap_remove(best.expect("whose votes are `least` could win"))
    }

    /// Bounds on the effective votes that an issue has now; `None` if its supporters can't pay it any more.
    fn look_at(&mut self, issue: usize) -> Option<Candidate> {
        let start = self.ground.starts[issue];
        let cost = self.ground.costs[issue];
        self.scratch.clear();
        let (mut people, mut least) = (0_u64, u64::MAX);
        let (mut low, mut high) = (0_u128, 0_u128);
        let mut at = start;
        let mut end = start + self.solvent[issue];
        while at < end {
            let ballot = index(self.supporters[at]);
            if self.emptied[ballot] != NEVER {
                end -= 1;
                self.supporters.swap(at, end);
                continue;
            }
            let purse = self.purses[ballot];
            let owners = self.ground.election.ballots()[ballot].people;
            people += u64::from(owners);
            low += u128::from(purse.low) * u128::from(owners);
            high += u128::from(purse.high) * u128::from(owners);
            least = least.min(purse.low);
            self.scratch.push((purse, owners));
            at += 1;
        }
        self.solvent[issue] = end - start;
        if people == 0 || high < u128::from(cost.low) {
            return None;
        }
        let enough = low >= u128::from(cost.high);
        if !enough {
            let solvent = start..end;
            let all = self.exact_sum(solvent, NEVER);
            if all < *self.ground.election.cost(issue) {
                return None;
            }
        }
        let most = u128::from(people) << VOTE;
        let equal = cost.high.div_ceil(people);
        if least >= equal {
            // Everybody who has anything left can give the same: effective votes are heads.
            self.cap_floor[issue] = cost.low / people;
            return Some(Candidate {
                issue,
                votes: (most, most),
                cap: Bounds {
                    low: cost.low / people,
                    high: equal,
                },
                exact: None,
            });
        }
        let from = self.cap_floor[issue];
        let purses = || self.scratch.iter();
        let rich = purses().map(|(purse, owners)| (purse.high, *owners));
        let cap_low = Level::of(rich, cost.low, people, from).floor();
        self.cap_floor[issue] = cap_low;
        let cap_high = if enough {
            let poor = purses().map(|(purse, owners)| (purse.low, *owners));
            Level::of(poor, cost.high, people, from).ceil()
        } else {
            // They have just enough: nobody needs to give more than the richest has.
            purses().map(|(purse, _)| purse.high).max().unwrap_or(0)
        };
        let votes_low = (u128::from(cost.low) << VOTE) / u128::from(cap_high.max(1));
        let votes_high = match cap_low {
            0 => most,
            cap => (u128::from(cost.high) << VOTE)
                .div_ceil(u128::from(cap))
                .min(most),
        };
        Some(Candidate {
            issue,
            votes: (votes_low.min(votes_high), votes_high),
            cap: Bounds {
                low: cap_low,
                high: cap_high,
            },
            exact: None,
        })
    }

    /// Takes an issue: whoever has the cap pays it, the others pay what they have.
    fn buy(&mut self, mut candidate: Candidate) {
        let issue = candidate.issue;
        let start = self.ground.starts[issue];
        let solvent = start..start + self.solvent[issue];
        let purse_of = |run: &Self, at: usize| run.purses[index(run.supporters[at])];
        let unclear = |run: &Self, at: usize, cap: Bounds| {
            let purse = purse_of(run, at);
            purse.low <= cap.high && purse.high >= cap.low
        };
        if solvent.clone().any(|at| unclear(self, at, candidate.cap)) {
            let cap = match candidate.exact.take() {
                Some(cap) => cap,
                None => self.exact_cap(&candidate),
            };
            candidate.cap = self.ground.scale.bounds(&cap);
            candidate.exact = Some(cap);
        }
        let cap = candidate.cap;
        let now = u32::try_from(self.purchases.len()).expect("no more purchases than issues") + 1;
        let rest = self.rest.len();
        let mut full = 0;
        for at in solvent {
            let ballot = index(self.supporters[at]);
            let owners = self.ground.election.ballots()[ballot].people;
            let (mut pays_cap, mut empty) = (self.purses[ballot].low > cap.high, false);
            if unclear(self, at, cap) {
                let exact = candidate.exact.as_ref().expect("worked out above");
                let order = self.exact_purse(ballot).cmp(exact);
                pays_cap = order.is_ge();
                empty = order.is_eq();
            }
            if pays_cap {
                full += u64::from(owners);
                let purse = &mut self.purses[ballot];
                purse.low = purse.low.saturating_sub(cap.high);
                purse.high = purse.high.saturating_sub(cap.low);
            } else {
                self.rest.push(self.supporters[at]);
                empty = true;
            }
            if empty {
                self.emptied[ballot] = now;
            }
        }
        self.taken_at[issue] = now;
        self.purchases.push(Purchase {
            issue,
            full,
            rest: rest..self.rest.len(),
        });
        self.caps.push(candidate.exact);
    }
}
