//! Looks whether a selection is right, written apart from the rules: it shares nothing with them
//! but what they read and answer, and works in plain exact fractions, slowly.
//!
//! Sources: payments as a certificate: Peters, Skowron, *Proportionality and the Limits of
//! Welfarism* (2020); EJR+ up to any: Brill, Peters, *Robust and Verifiable Proportionality Axioms
//! for Multiwinner Voting* (2023).

use std::cmp::Ordering;

use num_traits::{Signed, Zero};

use super::{Election, Fraction, Reason, Rule, Selection, whole};

/// What is wrong with an outcome. Issues and ballots by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The issues together need more minutes than there are.
    TooMany,
    /// It is taken twice, or taken as well as left out, or neither.
    Listed { issue: usize },
    /// Nobody seconds it.
    NotSeconded { issue: usize },
    /// The reason that is given belongs to another rule, or to another place in the order.
    Reason { issue: usize },
    /// A ballot that does not second an issue pays for it, or pays twice.
    NotSupporter { issue: usize, ballot: usize },
    /// A ballot gave the cap and did not have as much.
    Overspent { issue: usize, ballot: usize },
    /// A ballot gave less than the cap and had more than it gave.
    KeptBack { issue: usize, ballot: usize },
    /// What was paid is not what it needs.
    NotPaid { issue: usize },
    /// Its effective votes or its moment are not those that are stated.
    Stated { issue: usize },
    /// Another one should have come at this place.
    NotFirst { issue: usize, first: usize },
    /// It was left out though its supporters could pay it, or it fitted into the time left over.
    CouldPay { issue: usize },
    /// EJR+ up to any is violated: so many of its supporters deserve more than each of them got.
    Wronged { issue: usize, people: u64 },
}

/// What is wrong with what a rule chose.
pub fn of(rule: Rule, election: &Election, selection: &Selection) -> Vec<Fault> {
    match rule {
        Rule::EqualShares => equal_shares(election, selection),
        Rule::Seconds => by_seconds(election, selection),
    }
}

/// What is wrong with an outcome of equal shares: nothing, if the rule is right. Whether purses
/// could have been raised further is not looked at.
pub fn equal_shares(election: &Election, selection: &Selection) -> Vec<Fault> {
    let mut faults = listing(election, selection);
    let mut left: Vec<Fraction> = election
        .ballots()
        .iter()
        .map(|ballot| {
            let purse = election.share() + &ballot.credit + &selection.raised;
            if purse.is_negative() {
                Fraction::zero()
            } else {
                purse
            }
        })
        .collect();
    let purses = left.clone();
    let mut open = vec![true; election.costs().len()];
    let mut paid = vec![false; election.costs().len()];
    let mut minutes = election.minutes().clone();
    for item in &selection.taken {
        let issue = item.issue;
        let cost = election.cost(issue);
        match &item.reason {
            Reason::NeedsNone => {
                if !cost.is_zero() {
                    faults.push(Fault::Reason { issue });
                }
                paid[issue] = true;
            }
            Reason::Paid(how) => {
                if how.effective_votes != cost / &how.cap {
                    faults.push(Fault::Stated { issue });
                }
                for first in (0..open.len()).filter(|&other| open[other] && other != issue) {
                    let Some(votes) = effective_votes(election, first, &left) else {
                        continue;
                    };
                    let before = match votes.cmp(&how.effective_votes) {
                        Ordering::Greater => true,
                        Ordering::Equal => precedes(election, first, issue),
                        Ordering::Less => false,
                    };
                    if before {
                        faults.push(Fault::NotFirst { issue, first });
                    }
                }
                faults.extend(pay(election, issue, how, &mut left));
                paid[issue] = true;
            }
            Reason::TimeLeftOver { seconds } => {
                if *seconds != election.seconds(issue) {
                    faults.push(Fault::Stated { issue });
                }
                for first in (0..open.len()).filter(|&other| open[other] && other != issue) {
                    let fits = election.cost(first) <= &minutes && election.seconds(first) > 0;
                    if fits && more_seconds(election, first, issue) && !later_paid(selection, first)
                    {
                        faults.push(Fault::NotFirst { issue, first });
                    }
                }
            }
            Reason::Seconds { .. } | Reason::Turn { .. } => faults.push(Fault::Reason { issue }),
        }
        open[issue] = false;
        minutes -= cost;
    }
    for &issue in &selection.left_out {
        let payable = effective_votes(election, issue, &left).is_some();
        let fits = election.cost(issue) <= &minutes && election.seconds(issue) > 0;
        if payable || fits {
            faults.push(Fault::CouldPay { issue });
        }
    }
    faults.extend(wronged(election, &purses, &paid));
    faults
}

/// What holds for every rule: each issue once, within the minutes, seconded by somebody.
fn listing(election: &Election, selection: &Selection) -> Vec<Fault> {
    let mut faults = vec![];
    let mut times = vec![0; election.costs().len()];
    for issue in selection.selected() {
        times[issue] += 1;
        if election.seconds(issue) == 0 {
            faults.push(Fault::NotSeconded { issue });
        }
    }
    for &issue in &selection.left_out {
        times[issue] += 1;
    }
    let wrong = (0..times.len()).filter(|&issue| times[issue] != 1);
    faults.extend(wrong.map(|issue| Fault::Listed { issue }));
    let all: Fraction = selection
        .selected()
        .map(|issue| election.cost(issue).clone())
        .sum();
    if all > *election.minutes() {
        faults.push(Fault::TooMany);
    }
    faults
}

/// Lets the supporters of an issue pay as is stated, and says what is wrong with that.
fn pay(election: &Election, issue: usize, how: &super::Paid, left: &mut [Fraction]) -> Vec<Fault> {
    let mut faults = vec![];
    let mut sum = Fraction::zero();
    let mut payers = vec![false; left.len()];
    let given = how.full.iter().map(|&ballot| (ballot as usize, true));
    let rest = how.rest.iter().map(|&ballot| (ballot as usize, false));
    for (ballot, full) in given.chain(rest) {
        let seconds = election.ballots()[ballot].issues.iter();
        if payers[ballot] || seconds.filter(|&&other| other as usize == issue).count() != 1 {
            faults.push(Fault::NotSupporter { issue, ballot });
        }
        payers[ballot] = true;
        let amount = if full {
            how.cap.clone()
        } else {
            left[ballot].clone()
        };
        if full && left[ballot] < how.cap {
            faults.push(Fault::Overspent { issue, ballot });
        }
        if !full && (left[ballot] >= how.cap || !left[ballot].is_positive()) {
            faults.push(Fault::KeptBack { issue, ballot });
        }
        left[ballot] -= &amount;
        sum += amount * whole(election.ballots()[ballot].people.into());
    }
    for (ballot, cast) in election.ballots().iter().enumerate() {
        let supports = cast.issues.iter().any(|&other| other as usize == issue);
        if supports && !payers[ballot] && !left[ballot].is_zero() {
            faults.push(Fault::KeptBack { issue, ballot });
        }
    }
    if sum != *election.cost(issue) {
        faults.push(Fault::NotPaid { issue });
    }
    faults
}

/// The effective votes of an issue with what is left in purses; `None` if its supporters can't pay
/// it, or need not.
fn effective_votes(election: &Election, issue: usize, left: &[Fraction]) -> Option<Fraction> {
    let cost = election.cost(issue);
    let mut purses: Vec<(&Fraction, u64)> = vec![];
    for (cast, purse) in election.ballots().iter().zip(left) {
        if cast.issues.iter().any(|&other| other as usize == issue) {
            purses.push((purse, cast.people.into()));
        }
    }
    purses.sort();
    let mut people: u64 = purses.iter().map(|(_, people)| people).sum();
    let mut open = cost.clone();
    for (purse, owners) in purses {
        let cap = &open / whole(people);
        if *purse >= cap {
            return (!cap.is_zero()).then(|| cost / cap);
        }
        open -= purse * whole(owners);
        people -= owners;
    }
    None
}

/// Whether of two equals `a` comes before `b`.
fn precedes(election: &Election, a: usize, b: usize) -> bool {
    let key = |issue: usize| {
        let seconds = std::cmp::Reverse(election.seconds(issue));
        (election.cost(issue), seconds, issue)
    };
    key(a) < key(b)
}

/// Whether `a` comes before `b` by plain seconds.
fn more_seconds(election: &Election, a: usize, b: usize) -> bool {
    match election.seconds(a).cmp(&election.seconds(b)) {
        Ordering::Greater => true,
        Ordering::Equal => precedes(election, a, b),
        Ordering::Less => false,
    }
}

/// Whether an issue is paid by somebody, at whatever place.
fn later_paid(selection: &Selection, issue: usize) -> bool {
    selection.paid_for().any(|paid| paid == issue)
}

/// EJR+ up to any. People who all second an issue that was left out are wronged if together they
/// could have paid it, and each of them got so few minutes that even with it they would not have
/// more than so many people deserve: for each of them (minutes of taken issues that they second +
/// minutes of this one) ≤ purse × people. Sorted by what a person needs, the first of any such
/// group are one as well.
fn wronged(election: &Election, purses: &[Fraction], taken: &[bool]) -> Vec<Fault> {
    let mut faults = vec![];
    for issue in (0..taken.len()).filter(|&issue| !taken[issue]) {
        let cost = election.cost(issue);
        if cost.is_zero() {
            continue;
        }
        let mut needed: Vec<(Fraction, u64)> = vec![];
        for (cast, purse) in election.ballots().iter().zip(purses) {
            let supports = cast.issues.iter().any(|&other| other as usize == issue);
            if supports && purse.is_positive() {
                let mut minutes = cost.clone();
                for &other in &cast.issues {
                    if taken[other as usize] {
                        minutes += election.cost(other as usize);
                    }
                }
                needed.push((minutes / purse, cast.people.into()));
            }
        }
        needed.sort();
        let mut people = 0;
        for (need, owners) in needed {
            people += owners;
            if need <= whole(people) {
                faults.push(Fault::Wronged { issue, people });
                break;
            }
        }
    }
    faults
}

/// What is wrong with an outcome of Phragmén's rule.
pub fn phragmen(election: &Election, selection: &Selection) -> Vec<Fault> {
    let mut faults = listing(election, selection);
    let mut since = vec![Fraction::zero(); election.ballots().len()];
    let mut minutes = election.minutes().clone();
    let mut open: Vec<usize> = (0..election.costs().len())
        .filter(|&issue| election.seconds(issue) > 0 && election.cost(issue) <= &minutes)
        .collect();
    let mut taken = selection.taken.iter();
    loop {
        let moment = |issue: usize| {
            let mut sum = election.cost(issue).clone();
            for (cast, since) in election.ballots().iter().zip(&since) {
                if cast.issues.iter().any(|&other| other as usize == issue) {
                    sum += since * whole(cast.people.into());
                }
            }
            sum / whole(election.seconds(issue))
        };
        let mut first: Option<(Fraction, usize)> = None;
        for &issue in &open {
            let at = moment(issue);
            let earlier = first.as_ref().is_none_or(|(earliest, best)| {
                at < *earliest || at == *earliest && precedes(election, issue, *best)
            });
            if earlier {
                first = Some((at, issue));
            }
        }
        let Some((at, issue)) = first else { break };
        open.retain(|&other| other != issue);
        if *election.cost(issue) > minutes {
            continue;
        }
        minutes -= election.cost(issue);
        for (cast, since) in election.ballots().iter().zip(&mut since) {
            if cast.issues.iter().any(|&other| other as usize == issue) {
                since.clone_from(&at);
            }
        }
        match taken.next() {
            None => faults.push(Fault::CouldPay { issue }),
            Some(item) if item.issue != issue => {
                let (issue, first) = (item.issue, issue);
                faults.push(Fault::NotFirst { issue, first });
            }
            Some(item) if item.reason != (Reason::Turn { at }) => {
                faults.push(Fault::Stated { issue });
            }
            Some(_) => {}
        }
    }
    faults.extend(taken.map(|item| Fault::Reason { issue: item.issue }));
    faults
}

/// What is wrong with an outcome by plain seconds.
pub fn by_seconds(election: &Election, selection: &Selection) -> Vec<Fault> {
    let mut faults = listing(election, selection);
    let mut minutes = election.minutes().clone();
    let mut before = None;
    for item in &selection.taken {
        let issue = item.issue;
        let ahead = (0..election.costs().len())
            .filter(|&other| more_seconds(election, other, issue))
            .count();
        let reason = Reason::Seconds {
            rank: ahead + 1,
            seconds: election.seconds(issue),
        };
        if item.reason != reason {
            faults.push(Fault::Stated { issue });
        }
        if let Some(before) = before
            && more_seconds(election, issue, before)
        {
            let (issue, first) = (before, issue);
            faults.push(Fault::NotFirst { issue, first });
        }
        before = Some(issue);
    }
    // Whoever was passed over did not fit beside those with more seconds.
    for &issue in selection
        .left_out
        .iter()
        .filter(|&&issue| election.seconds(issue) > 0)
    {
        minutes.clone_from(election.minutes());
        for ahead in selection.selected() {
            if more_seconds(election, ahead, issue) {
                minutes -= election.cost(ahead);
            }
        }
        if *election.cost(issue) <= minutes {
            faults.push(Fault::CouldPay { issue });
        }
    }
    faults
}
