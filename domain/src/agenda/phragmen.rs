//! Sequential Phragmén, for the ranking of open issues that is always visible.
//!
//! Everyone is given minutes at the same, steady speed; an issue is listed at the moment at which
//! its supporters can pay it, and they start again from nothing. An issue that no longer fits is
//! passed over. There is no completion and no credit.
//!
//! Sources: Brill, Freeman, Janson, Lackner, *Phragmén's Voting Methods and Justified
//! Representation* (2017); with costs: Los, Christoff, Grossi, *Proportional Budget Allocations:
//! Towards a Systematization* (2022).
//!
//! As in equal shares, bounds decide where they can, and the moment of an issue never comes earlier
//! than it was last seen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use num_traits::Zero;

use super::Election;
use super::bounds::{Bounds, Scale};
use super::election::index;
use super::fraction::{Fraction, sum, whole};
use super::selection::{Reason, Selection, Taken};

/// Lists issues by Phragmén's rule.
pub fn phragmen(election: &Election) -> Selection {
    let mut run = Run::through(election);
    let taken = run.items();
    Selection::new(election, taken, Fraction::zero())
}

/// The order in which [`phragmen()`] lists issues, without their moments: in a long list these have
/// thousands of digits, as each follows from those before it.
pub fn phragmen_order(election: &Election) -> Vec<usize> {
    let listed = Run::through(election).listed;
    listed.iter().map(|listed| listed.issue).collect()
}

/// Nothing listed yet that this ballot seconds.
const NONE: u32 = u32::MAX;

/// An issue that is listed.
struct Listed {
    issue: usize,
    /// How many of its supporters had last paid for which listed issue: from that moment on they
    /// had saved.
    since: BTreeMap<u32, u64>,
}

struct Candidate {
    issue: usize,
    at: Bounds,
}

/// Since when a ballot's people have saved: minutes that everyone had been given by then.
struct Saving {
    since: Bounds,
    people: u32,
}

struct Run<'a> {
    election: &'a Election,
    costs: Vec<Bounds>,
    precedence: Vec<u32>,
    listed: Vec<Listed>,
    /// Exact moments of listed issues, where they were needed.
    moments: Vec<Option<Fraction>>,
    /// For which listed issue each ballot paid last.
    last: Vec<u32>,
    /// Of each ballot.
    savings: Vec<Saving>,
    queue: BinaryHeap<Reverse<(u64, u32, usize)>>,
    seen: Vec<Candidate>,
}

impl<'a> Run<'a> {
    /// From the first issue to the last that fits.
    fn through(election: &'a Election) -> Self {
        let mut run = Self::on(election);
        let mut left = election.minutes().clone();
        while let Some(candidate) = run.next() {
            let cost = election.cost(candidate.issue);
            if *cost <= left {
                left -= cost;
                run.list(&candidate);
            }
        }
        run
    }

    fn on(election: &'a Election) -> Self {
        // Nobody waits longer than if they paid everything alone.
        let all: Fraction = election.costs().iter().sum();
        let scale = Scale::up_to(&all);
        let precedence = election.precedence();
        let queue = (0..precedence.len())
            .filter(|&issue| {
                election.seconds(issue) > 0 && election.cost(issue) <= election.minutes()
            })
            .map(|issue| Reverse((0, precedence[issue], issue)))
            .collect();
        Self {
            election,
            costs: election.costs().iter().map(|c| scale.bounds(c)).collect(),
            precedence,
            listed: vec![],
            moments: vec![],
            last: vec![NONE; election.ballots().len()],
            savings: (election.ballots().iter())
                .map(|ballot| Saving {
                    since: Bounds::default(),
                    people: ballot.people,
                })
                .collect(),
            queue,
            seen: vec![],
        }
    }

    /// The issue whose supporters can pay first.
    fn next(&mut self) -> Option<Candidate> {
        let mut seen = std::mem::take(&mut self.seen);
        // One of those seen can be paid by then for certain: whoever could be earlier, or as early,
        // is looked at.
        let mut latest = u64::MAX;
        while let Some(&Reverse((at, _, issue))) = self.queue.peek() {
            if !seen.is_empty() && at > latest {
                break;
            }
            self.queue.pop();
            let candidate = self.look_at(issue);
            latest = latest.min(candidate.at.high);
            seen.push(candidate);
        }
        let chosen = (!seen.is_empty()).then(|| self.choose(&mut seen, latest));
        for other in seen.drain(..) {
            let precedence = self.precedence[other.issue];
            self.queue
                .push(Reverse((other.at.low, precedence, other.issue)));
        }
        self.seen = seen;
        chosen
    }

    fn choose(&mut self, seen: &mut Vec<Candidate>, latest: u64) -> Candidate {
        let could_be: Vec<usize> = (0..seen.len())
            .filter(|&at| seen[at].at.low <= latest)
            .collect();
        let first = match could_be[..] {
            [only] => only,
            _ => could_be
                .into_iter()
                .map(|at| {
                    let issue = seen[at].issue;
                    (self.moment(issue), self.precedence[issue], at)
                })
                .min()
                .map(|(.., at)| at)
                .expect("one of those seen can be paid at `latest`"),
        };
        seen.swap_remove(first)
    }

    /// Bounds on when an issue could be paid, as things stand.
    fn look_at(&self, issue: usize) -> Candidate {
        let cost = self.costs[issue];
        let (mut low, mut high) = (u128::from(cost.low), u128::from(cost.high));
        for &ballot in self.election.supporters(issue) {
            let Saving { since, people } = self.savings[index(ballot)];
            low += u128::from(since.low) * u128::from(people);
            high += u128::from(since.high) * u128::from(people);
        }
        let people = u128::from(self.election.seconds(issue));
        let bound = |at: u128| u64::try_from(at).expect("no moment is after the sum of all costs");
        Candidate {
            issue,
            at: Bounds {
                low: bound(low / people),
                high: bound(high.div_ceil(people)),
            },
        }
    }

    fn list(&mut self, candidate: &Candidate) {
        let since = self.since(candidate.issue);
        let number = u32::try_from(self.listed.len()).expect("no more than issues");
        for &ballot in self.election.supporters(candidate.issue) {
            self.last[index(ballot)] = number;
            self.savings[index(ballot)].since = candidate.at;
        }
        self.listed.push(Listed {
            issue: candidate.issue,
            since,
        });
        self.moments.push(None);
    }

    /// For which listed issue how many of an issue's supporters paid last.
    fn since(&self, issue: usize) -> BTreeMap<u32, u64> {
        let mut since = BTreeMap::new();
        for ballot in self.election.supporters(issue).iter().copied().map(index) {
            if self.last[ballot] != NONE {
                *since.entry(self.last[ballot]).or_default() +=
                    u64::from(self.election.ballots()[ballot].people);
            }
        }
        since
    }

    /// Exactly when an issue could be paid, as things stand.
    fn moment(&mut self, issue: usize) -> Fraction {
        let since = self.since(issue);
        self.work_out(since.keys().copied());
        self.paid_at(issue, &since)
    }

    /// The same; the moments since which its supporters save are worked out.
    fn paid_at(&self, issue: usize, since: &BTreeMap<u32, u64>) -> Fraction {
        let moments = since.iter().map(|(&listed, &people)| {
            let moment = self.moments[index(listed)].as_ref();
            (people, moment.expect("worked out before"))
        });
        (sum(moments) + self.election.cost(issue)) / whole(self.election.seconds(issue))
    }

    /// Works out the exact moments of these listed issues, and first of those on which they depend.
    fn work_out(&mut self, listed: impl IntoIterator<Item = u32>) {
        let mut needed = vec![];
        for at in listed.into_iter().map(index) {
            if self.moments[at].is_none() {
                needed.resize(needed.len().max(at + 1), false);
                needed[at] = true;
            }
        }
        for at in (0..needed.len()).rev() {
            if needed[at] {
                for earlier in self.listed[at].since.keys().copied().map(index) {
                    needed[earlier] |= self.moments[earlier].is_none();
                }
            }
        }
        for at in (0..needed.len()).filter(|&at| needed[at]) {
            let listed = &self.listed[at];
            self.moments[at] = Some(self.paid_at(listed.issue, &listed.since));
        }
    }

    fn items(&mut self) -> Vec<Taken> {
        let all = u32::try_from(self.listed.len()).expect("no more than issues");
        self.work_out(0..all);
        let moments = self.moments.iter().cloned();
        let items = self.listed.iter().zip(moments);
        items
            .map(|(listed, at)| Taken {
                issue: listed.issue,
                reason: Reason::Turn {
                    at: at.expect("all are worked out"),
                },
            })
            .collect()
    }
}
