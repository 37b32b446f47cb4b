//! Exact fractions, where bounds can't decide and for the outcome.
//!
//! They follow from few whole numbers: who has something left has their first purse less the caps of what they second and
//! is taken, and a cap is what is left of the cost, divided by those who gave it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::round::{Candidate, NEVER, Run};
use crate::agenda::election::index;
use crate::agenda::fraction::{Fraction, at_least_zero, sum, whole};
use crate::agenda::outcome::{Paid, Reason, Taken};

impl Run<'_> {
    /// What a ballot's people had at first.
    fn first_purse(&self, number: u32) -> Fraction {
        at_least_zero(&self.ground.purses[index(number)] + &self.extra)
    }

    /// What all people of these ballots (in [`Run::supporters`]) have together before a purchase.
    pub fn exact_sum(&mut self, supporters: Range<usize>, before: u32) -> Fraction {
        let ballots = self.supporters[supporters].to_vec();
        self.have(&ballots, before)
    }

    pub fn exact_purse(&mut self, ballot: usize) -> Fraction {
        let number = u32::try_from(ballot).expect("ballots have such numbers");
        let people = whole(self.ground.election.ballots()[ballot].people.into());
        self.have(&[number], NEVER) / people
    }

    /// What all people of these ballots have together before a purchase.
    fn have(&mut self, ballots: &[u32], before: u32) -> Fraction {
        let counted = self.count(ballots, before);
        self.work_out(counted.1.keys().copied());
        self.add_up(&counted)
    }

    /// How many first purses of each size that is, and how many caps of each earlier purchase have been paid out of them.
    fn count(&self, ballots: &[u32], before: u32) -> (BTreeMap<u32, u64>, BTreeMap<u32, u64>) {
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

    /// The sum of what [`Run::count`] found; the caps are worked out.
    fn add_up(&self, counted: &(BTreeMap<u32, u64>, BTreeMap<u32, u64>)) -> Fraction {
        let purses: Vec<(u64, Fraction)> = (counted.0.iter())
            .map(|(&number, &people)| (people, self.first_purse(number)))
            .collect();
        let caps = counted.1.iter().map(|(&purchase, &people)| {
            let cap = self.caps[index(purchase) - 1].as_ref();
            (people, cap.expect("worked out before"))
        });
        sum(purses.iter().map(|(people, purse)| (*people, purse))) - sum(caps)
    }

    /// Works out the exact caps of these purchases, and first of those on which they depend.
    fn work_out(&mut self, purchases: impl IntoIterator<Item = u32>) {
        let mut needed = vec![];
        for purchase in purchases {
            let at = index(purchase) - 1;
            if self.caps[at].is_none() {
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
                needed[earlier] |= self.caps[earlier].is_none();
            }
            counts.push((at, counted));
        }
        for (at, counted) in counts.into_iter().rev() {
            let purchase = &self.purchases[at];
            let left = self.ground.election.cost(purchase.issue) - self.add_up(&counted);
            self.caps[at] = Some(left / whole(purchase.full));
        }
    }

    /// The exact cap of an issue that can be paid now.
    pub fn exact_cap(&mut self, candidate: &Candidate) -> Fraction {
        let start = self.ground.starts[candidate.issue];
        let solvent = &self.supporters[start..start + self.solvent[candidate.issue]];
        let cost = self.ground.election.cost(candidate.issue);
        let (mut poor, mut unclear) = (vec![], vec![]);
        let mut payers = 0_u64;
        for &number in solvent {
            let purse = self.purses[index(number)];
            let people = self.ground.election.ballots()[index(number)].people;
            if purse.high < candidate.cap.low {
                poor.push(number);
                continue;
            }
            payers += u64::from(people);
            if purse.low < candidate.cap.high {
                unclear.push(index(number));
            }
        }
        let mut left = cost - self.have(&poor, NEVER);
        let mut purses: Vec<(Fraction, u32)> = unclear
            .into_iter()
            .map(|ballot| {
                let people = self.ground.election.ballots()[ballot].people;
                (self.exact_purse(ballot), people)
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
        left / whole(payers)
    }

    /// What was taken, with exact reasons.
    pub fn items(&mut self) -> Vec<Taken> {
        let election = self.ground.election;
        let all = u32::try_from(self.purchases.len()).expect("no more purchases than issues");
        self.work_out(1..=all);
        let free = self.ground.free.iter().map(|&issue| Taken {
            issue,
            reason: Reason::NeedsNone,
        });
        let mut taken: Vec<Taken> = free.collect();
        for (now, (purchase, cap)) in (1..).zip(self.purchases.iter().zip(&self.caps)) {
            let cap = cap.clone().expect("all are worked out");
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
