//! Exact fractions, where bounds can't decide and for the outcome.
//!
//! They follow from few whole numbers: who has something left has their first purse less the caps
//! of what they second and is taken, and a cap is what is left of the cost, divided by those who
//! gave it.

use std::collections::BTreeMap;
use std::ops::Range;

use num_traits::Zero;

use super::ground::Ground;
use crate::agenda::election::index;
use crate::agenda::fraction::{Fraction, at_least_zero, sum, whole};
use crate::agenda::selection::{Paid, Reason, Taken};

/// No purchase: a ballot that has something left, an issue that is not taken.
pub(super) const NEVER: u32 = u32::MAX;

/// An issue that was paid.
pub(super) struct Purchase {
    pub issue: usize,
    /// How many people gave the cap.
    pub full: u64,
    /// Where in [`Ledger::rest`] the ballots stand that gave all they had.
    pub rest: Range<usize>,
    /// Exactly, once it was needed.
    pub cap: Option<Fraction>,
}

/// Who paid when. Purchases are numbered from 1.
pub(super) struct Ledger<'a> {
    ground: &'a Ground<'a>,
    /// By how much purses are raised.
    pub extra: Fraction,
    /// With which purchase each ballot gave its last: its purse is empty, exactly, after it.
    pub emptied: Vec<u32>,
    /// With which purchase each issue was taken.
    taken_at: Vec<u32>,
    pub purchases: Vec<Purchase>,
    /// See [`Purchase::rest`].
    pub rest: Vec<u32>,
}

/// How many first purses of each size, and how many caps of each purchase, by their numbers.
type Counted = (BTreeMap<u32, u64>, BTreeMap<u32, u64>);

impl<'a> Ledger<'a> {
    pub fn on(ground: &'a Ground<'a>) -> Self {
        Self {
            ground,
            extra: Fraction::zero(),
            emptied: vec![],
            taken_at: vec![],
            purchases: vec![],
            rest: vec![],
        }
    }

    /// Begins anew, with purses raised by `extra`; `empty` says of each ballot whether that leaves
    /// nothing in its purse.
    pub fn start(&mut self, extra: &Fraction, empty: impl Iterator<Item = bool>) {
        self.extra.clone_from(extra);
        self.emptied.clear();
        // Before the first purchase, which is numbered 1.
        self.emptied
            .extend(empty.map(|empty| if empty { 0 } else { NEVER }));
        self.taken_at.clear();
        self.taken_at.resize(self.ground.costs.len(), NEVER);
        self.purchases.clear();
        self.rest.clear();
    }

    /// The number of the next purchase.
    pub fn now(&self) -> u32 {
        u32::try_from(self.purchases.len()).expect("no more purchases than issues") + 1
    }

    /// How many issues are taken.
    pub fn taken(&self) -> usize {
        self.ground.free.len() + self.purchases.len()
    }

    pub fn enter(&mut self, purchase: Purchase) {
        self.taken_at[purchase.issue] = self.now();
        self.purchases.push(purchase);
    }

    /// What each person of a ballot has left.
    pub fn purse(&mut self, ballot: u32) -> Fraction {
        let people = self.ground.election.ballots()[index(ballot)].people;
        self.together(&[ballot]) / whole(people.into())
    }

    /// What all people of these ballots have left together.
    pub fn together(&mut self, ballots: &[u32]) -> Fraction {
        let counted = self.count(ballots, NEVER);
        self.work_out(counted.1.keys().copied());
        self.add_up(&counted)
    }

    /// What all people of these ballots had before a purchase: first purses less caps.
    fn count(&self, ballots: &[u32], before: u32) -> Counted {
        let mut purses = BTreeMap::new();
        let mut caps = BTreeMap::new();
        for ballot in ballots.iter().copied().map(index) {
            if self.emptied[ballot] < before {
                continue;
            }
            let given = &self.ground.election.ballots()[ballot];
            let people = u64::from(given.people);
            *purses.entry(self.ground.purse_of[ballot]).or_default() += people;
            for issue in given.issues.iter().copied().map(index) {
                if self.taken_at[issue] < before {
                    *caps.entry(self.taken_at[issue]).or_default() += people;
                }
            }
        }
        (purses, caps)
    }

    /// The sum of what was counted; the caps are worked out.
    fn add_up(&self, (purses, caps): &Counted) -> Fraction {
        let first = |&number: &u32| at_least_zero(&self.ground.purses[index(number)] + &self.extra);
        let purses: Vec<(u64, Fraction)> = purses
            .iter()
            .map(|(number, &people)| (people, first(number)))
            .collect();
        let caps = caps.iter().map(|(&purchase, &people)| {
            let cap = self.purchases[index(purchase) - 1].cap.as_ref();
            (people, cap.expect("worked out before"))
        });
        sum(purses.iter().map(|(people, purse)| (*people, purse))) - sum(caps)
    }

    /// Works out the exact caps of these purchases, and first of those on which they depend.
    fn work_out(&mut self, purchases: impl IntoIterator<Item = u32>) {
        let mut needed = vec![];
        for purchase in purchases {
            let at = index(purchase) - 1;
            if self.purchases[at].cap.is_none() {
                needed.resize(needed.len().max(at + 1), false);
                needed[at] = true;
            }
        }
        let mut counts = vec![];
        for at in (0..needed.len()).rev() {
            if !needed[at] {
                continue;
            }
            let rest = &self.rest[self.purchases[at].rest.clone()];
            let now = u32::try_from(at).expect("as when it was bought") + 1;
            let counted = self.count(rest, now);
            for earlier in counted.1.keys().map(|&purchase| index(purchase) - 1) {
                needed[earlier] |= self.purchases[earlier].cap.is_none();
            }
            counts.push((at, counted));
        }
        for (at, counted) in counts.into_iter().rev() {
            let purchase = &self.purchases[at];
            let left = self.ground.election.cost(purchase.issue) - self.add_up(&counted);
            self.purchases[at].cap = Some(left / whole(purchase.full));
        }
    }

    /// What was taken, with exact reasons.
    pub fn items(&mut self) -> Vec<Taken> {
        let election = self.ground.election;
        self.work_out(1..self.now());
        let free = self.ground.free.iter().map(|&issue| Taken {
            issue,
            reason: Reason::NeedsNone,
        });
        let mut taken: Vec<Taken> = free.collect();
        for (now, purchase) in (1..).zip(&self.purchases) {
            let cap = purchase.cap.clone().expect("all are worked out");
            let mut rest = self.rest[purchase.rest.clone()].to_vec();
            rest.sort_unstable();
            let mut full = election.supporters(purchase.issue).to_vec();
            full.retain(|&ballot| {
                self.emptied[index(ballot)] >= now && rest.binary_search(&ballot).is_err()
            });
            taken.push(Taken {
                issue: purchase.issue,
                reason: Reason::Paid(Paid {
                    effective_votes: election.cost(purchase.issue) / &cap,
                    cap,
                    full,
                    rest,
                }),
            });
        }
        taken
    }
}
