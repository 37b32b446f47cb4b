//! The Method of Equal Shares with minutes as cost, completed by raising all purses, then filled by plain seconds.
//!
//! Sources: Peters, Pierczyński, Skowron, *Proportional Participatory Budgeting with Additive Utilities* (2021), arXiv
//! 2008.13276; the completion of the cities that use it as described on equalshares.net, run on to the last outcome that fits.
//!
//! A [`Run`] is the rule for one size of purse. It goes issue by issue: the effective votes of an issue never rise, so a
//! queue holds for each issue a bound from above, and only the issues at its head are looked at again. Completion
//! runs again from the start for every size, in the memory of the run before the last.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::election::index;
use super::fraction::{Bounds, Fraction, Scale, at_least_zero, sum, whole};
use super::outcome::{Outcome, Paid, Reason, Taken};
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
    // A purse below zero would count as an empty one.
    if ground.purses.iter().any(Signed::is_negative) {
        return BigInt::zero();
    }
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

/// No purchase: a ballot that has something left, an issue that is not taken.
const NEVER: u32 = u32::MAX;

/// What is the same in all rounds.
struct Ground<'a> {
    election: &'a Election,
    scale: Scale,
    costs: Vec<Bounds>,
    /// Of each issue among equals.
    precedence: Vec<u32>,
    /// Share and credit, once for all who have the same.
    purses: Vec<Fraction>,
    purse_bounds: Vec<(i64, i64)>,
    /// Which of the purses each ballot has.
    purse_of: Vec<u32>,
    /// The supporters of all issues, one after the other, and where each issue's begin.
    supporters: Vec<u32>,
    starts: Vec<usize>,
    /// Seconded issues that need no minutes.
    free: Vec<usize>,
    /// How many issues anybody seconds.
    wanted: usize,
}

impl<'a> Ground<'a> {
    fn of(election: &'a Election, step: &Step) -> Self {
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
        let seconded = |&issue: &usize| election.seconds(issue) > 0;
        let wanted: Vec<usize> = (0..election.costs().len()).filter(seconded).collect();
        // No purse grows beyond what buys everything, nor is a bound ever larger than the largest purse or cost.
        let richest = purses.iter().map(Signed::abs).max().unwrap_or_default();
        let all: Fraction = election.costs().iter().sum();
        let scale = Scale::up_to(&(richest + &all + &all + &step.0 + &step.0));
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
            election,
            scale,
            purses,
            purse_of,
            starts,
        }
    }
}

/// An issue that was paid.
struct Purchase {
    issue: usize,
    /// How many people gave the cap.
    full: u64,
    /// Where in [`Run::rest`] the ballots stand that gave all they had.
    rest: Range<usize>,
}

/// An issue that its supporters can pay, as looked at last.
struct Candidate {
    issue: usize,
    /// Bounds of effective votes, in units of [`VOTE`].
    votes: (u128, u128),
    cap: Bounds,
    /// Worked out only where bounds could not decide.
    exact: Option<Fraction>,
}

/// Units of one effective vote: minutes have 61 bits at most, so that minutes times this fit.
const VOTE: u32 = 62;

/// One size of purse, from the first issue to the last.
struct Run<'a> {
    ground: &'a Ground<'a>,
    /// By how much purses are raised.
    extra: Fraction,
    /// What each person of each ballot has left.
    purses: Vec<Bounds>,
    /// With which purchase each ballot gave its last: its purse is empty, exactly, after it.
    emptied: Vec<u32>,
    /// With which purchase each issue was taken.
    taken_at: Vec<u32>,
    purchases: Vec<Purchase>,
    /// See [`Purchase::rest`].
    rest: Vec<u32>,
    /// Exact caps of purchases, where they were needed.
    caps: Vec<Option<Fraction>>,
    /// As in [`Ground`]; each issue's part begins with those who have something left.
    supporters: Vec<u32>,
    /// How many these are.
    solvent: Vec<usize>,
    /// The cap of each issue is at least this: caps never fall.
    cap_floor: Vec<u64>,
    queue: BinaryHeap<(u128, Reverse<u32>, usize)>,
    /// Purses of the issue that is looked at, with the number of their owners.
    scratch: Vec<(Bounds, u32)>,
    /// Candidates of the present turn.
    seen: Vec<Candidate>,
}

impl<'a> Run<'a> {
    fn on(ground: &'a Ground<'a>) -> Self {
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
    fn taken(&self) -> usize {
        self.ground.free.len() + self.purchases.len()
    }

    /// Runs with purses raised by `extra`. False, and stopped half-way, if that takes more minutes than there are.
    fn run(&mut self, extra: &Fraction) -> bool {
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

/// Where everyone gives the same or all they have: the cap, as a fraction of whole units.
struct Level {
    rest: u128,
    payers: u64,
}

impl Level {
    /// The level at which these purses, which suffice, pay the cost; it is known to be at least `from`.
    ///
    /// Whoever has less than some level below the true one gives all; what is left, divided among the others, is a
    /// level closer to it. Few rounds suffice, where sorting would look at every purse many times.
    fn of(
        purses: impl Iterator<Item = (u64, u32)> + Clone,
        cost: u64,
        people: u64,
        from: u64,
    ) -> Self {
        let mut level = from.max(cost.div_ceil(people));
        let mut before = people;
        loop {
            let mut given = 0_u128;
            let mut payers = people;
            for (purse, owners) in purses.clone() {
                if purse < level {
                    given += u128::from(purse) * u128::from(owners);
                    payers -= u64::from(owners);
                }
            }
            let found = Self {
                rest: u128::from(cost).saturating_sub(given),
                payers: payers.max(1),
            };
            if payers == before {
                return found;
            }
            before = payers;
            level = level.max(found.ceil());
        }
    }

    fn floor(&self) -> u64 {
        u64::try_from(self.rest / u128::from(self.payers)).expect("no cap is above its cost")
    }

    fn ceil(&self) -> u64 {
        let cap = self.rest.div_ceil(u128::from(self.payers));
        u64::try_from(cap).expect("no cap is above its cost")
    }
}

/// Exact fractions, where bounds can't decide and for the outcome.
///
/// They follow from few whole numbers: who has something left has their first purse less the caps of what they second and
/// is taken, and a cap is what is left of the cost, divided by those who gave it.
impl Run<'_> {
    /// What a ballot's people had at first.
    fn first_purse(&self, number: u32) -> Fraction {
        at_least_zero(&self.ground.purses[index(number)] + &self.extra)
    }

    /// What all people of these ballots (in [`Run::supporters`]) have together before a purchase.
    fn exact_sum(&mut self, supporters: Range<usize>, before: u32) -> Fraction {
        let ballots = self.supporters[supporters].to_vec();
        self.have(&ballots, before)
    }

    fn exact_purse(&mut self, ballot: usize) -> Fraction {
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
    fn exact_cap(&mut self, candidate: &Candidate) -> Fraction {
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
    fn items(&mut self) -> Vec<Taken> {
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
