//! The plain rule: by seconds within the minutes there are. Ties go to fewer minutes and then to
//! the older issue. What does not fit is skipped and the next smaller one tried, so that no minute
//! is left unused while something still fits. An issue that nobody seconds is never taken.

use std::cmp::Reverse;

use num_traits::Zero;

use super::Election;
use super::fraction::Fraction;
use super::selection::{Reason, Selection, Taken};

/// Chooses issues by plain seconds.
pub fn by_seconds(election: &Election) -> Selection {
    let ranks = ranks(election);
    let taken = fill(election, &[])
        .into_iter()
        .map(|(issue, seconds)| {
            let rank = ranks[issue];
            let reason = Reason::Seconds { rank, seconds };
            Taken { issue, reason }
        })
        .collect();
    Selection::new(election, taken, Fraction::zero())
}

/// The place of each issue by plain seconds, from 1. What nobody seconds comes last.
pub fn ranks(election: &Election) -> Vec<usize> {
    let mut ranks = vec![0; election.costs().len()];
    for (rank, issue) in (1..).zip(ranked(election)) {
        ranks[issue] = rank;
    }
    ranks
}

/// What fits beside `taken`, by plain seconds, with their number: what does not fit is passed over.
pub(super) fn fill(election: &Election, taken: &[usize]) -> Vec<(usize, u64)> {
    let mut left = election.minutes() - election.sum(taken.iter().copied());
    let mut listed = vec![false; election.costs().len()];
    for &issue in taken {
        listed[issue] = true;
    }
    let mut chosen = vec![];
    for issue in ranked(election) {
        let wanted = election.seconds(issue) > 0 && !listed[issue];
        if wanted && *election.cost(issue) <= left {
            left -= election.cost(issue);
            chosen.push((issue, election.seconds(issue)));
        }
    }
    chosen
}

/// All issues, most seconds first.
fn ranked(election: &Election) -> Vec<usize> {
    let precedence = election.precedence();
    let mut ranked: Vec<usize> = (0..precedence.len()).collect();
    ranked.sort_by_key(|&issue| (Reverse(election.seconds(issue)), precedence[issue]));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Ballot, whole};

    /// Issues as (seconds, minutes), oldest first; the numbers of those that are taken, from 1.
    fn taken(issues: &[(u32, u64)], minutes: u64) -> Vec<usize> {
        let ballots = issues
            .iter()
            .zip(0..)
            .filter(|((seconds, _), _)| *seconds > 0);
        let ballots = ballots.map(|((seconds, _), issue)| Ballot::of([issue]).by(*seconds));
        let costs = issues.iter().map(|(_, minutes)| whole(*minutes));
        let election = Election::new(whole(minutes), costs.collect(), ballots.collect());
        let selection = by_seconds(&election.expect("well-formed"));
        selection.selected().map(|issue| issue + 1).collect()
    }

    #[test]
    fn the_agenda_takes_what_most_people_second_within_the_minutes() {
        let issues = [(3, 20), (9, 30), (5, 20), (0, 5)];
        for (minutes, expected) in [
            (60, vec![2, 3]), // 10 minutes are left, issue 1 needs 20
            (70, vec![2, 3, 1]),
            (50, vec![2, 3]),
            (40, vec![2]),
            (20, vec![3]), // issue 2 does not fit, the next one does
            (5, vec![]),   // nobody seconded the only one that fits
        ] {
            assert_eq!(taken(&issues, minutes), expected, "{minutes} minutes");
        }
    }

    #[test]
    fn ties_go_to_fewer_minutes_and_then_to_the_older_issue() {
        assert_eq!(taken(&[(4, 20), (4, 10), (4, 10)], 60), [2, 3, 1]);
    }
}
