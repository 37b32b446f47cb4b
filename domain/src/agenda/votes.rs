//! The plain rule: by seconds within the minutes there are.
//!
//! [`votes`] is the rule on its own, to set beside the others. [`by_support`] and [`beside`] are the same for a draft:
//! issues deferred to this meeting come first, oldest first; then the others by seconds. Ties, normal with few
//! voices, go to fewer minutes and then to the older issue, never to chance. What does not fit is skipped and the
//! next smaller one tried, so that no minute is left unused while something still fits. An issue that nobody
//! seconds is never taken.

use std::cmp::Reverse;

use num_traits::Zero;

use super::Election;
use super::fraction::Fraction;
use super::outcome::{Outcome, Reason, Taken};
use crate::issue::{Issue, Status};
use crate::meeting::{DraftItem, Why};

/// Chooses issues by plain seconds.
pub fn votes(election: &Election) -> Outcome {
    let ranks = ranked(election);
    let taken = fill(election, &[])
        .into_iter()
        .map(|(issue, seconds)| {
            let before = ranks.iter().take_while(|&&other| other != issue).count();
            let rank = before + 1;
            let reason = Reason::Seconds { rank, seconds };
            Taken { issue, reason }
        })
        .collect();
    Outcome::new(election, taken, Fraction::zero())
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
        if !listed[issue] && *election.cost(issue) <= left {
            left -= election.cost(issue);
            chosen.push((issue, election.seconds(issue)));
        }
    }
    chosen
}

/// All issues that anybody seconds, most seconds first.
fn ranked(election: &Election) -> Vec<usize> {
    let precedence = election.precedence();
    let mut ranked: Vec<usize> = (0..precedence.len())
        .filter(|&issue| election.seconds(issue) > 0)
        .collect();
    ranked.sort_by_key(|&issue| (Reverse(election.seconds(issue)), precedence[issue]));
    ranked
}

/// Chooses among `candidates` (all eligible) within `minutes`; the order is that of the agenda.
pub fn by_support<'a>(
    candidates: impl IntoIterator<Item = &'a Issue>,
    minutes: u32,
) -> Vec<DraftItem> {
    beside(&[], candidates, minutes)
}

/// Chooses what comes beside `listed`, items that are on the agenda already: they use their minutes and keep their
/// ranks, so that an item's rank is always the one among all candidates.
pub fn beside<'a>(
    listed: &[DraftItem],
    candidates: impl IntoIterator<Item = &'a Issue>,
    minutes: u32,
) -> Vec<DraftItem> {
    let mut ranked: Vec<&Issue> = candidates
        .into_iter()
        .filter(|issue| issue.status == Status::Deferred || issue.support.seconds() > 0)
        .collect();
    ranked.sort_by_key(|issue| {
        let deferred = issue.status == Status::Deferred;
        // Deferred issues stand apart from the ranking: only age orders them.
        let seconds = if deferred { 0 } else { issue.support.seconds() };
        let cost = if deferred { 0 } else { issue.minutes };
        (!deferred, Reverse(seconds), cost, issue.number)
    });
    let used: u32 = listed.iter().map(|item| item.minutes).sum();
    let mut left = minutes.saturating_sub(used);
    let mut rank = 0;
    let mut chosen = vec![];
    for issue in ranked {
        let why = if issue.status == Status::Deferred {
            Why::Deferred
        } else {
            rank += 1;
            Why::Support {
                rank,
                seconds: issue.support.seconds(),
            }
        };
        if issue.minutes <= left && listed.iter().all(|item| item.issue != issue.id) {
            left -= issue.minutes;
            chosen.push(DraftItem {
                issue: issue.id,
                minutes: issue.minutes,
                why,
            });
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Category, Support};
    use crate::{IssueId, Timestamp};
    use uuid::Uuid;

    fn issue(number: u32, seconds: u32, minutes: u32) -> Issue {
        Issue {
            minutes,
            support: Support {
                online: seconds,
                ..Support::default()
            },
            ..Issue::new(
                IssueId(Uuid::from_u128(u128::from(number))),
                number,
                Category::Other,
                Status::Accepted,
                Timestamp(0),
            )
        }
    }

    fn numbers(issues: &[Issue], minutes: u32) -> Vec<u128> {
        by_support(issues, minutes)
            .iter()
            .map(|item| item.issue.0.as_u128())
            .collect()
    }

    #[test]
    fn the_agenda_takes_what_most_people_second_within_the_minutes() {
        let issues = [
            issue(1, 3, 20),
            issue(2, 9, 30),
            issue(3, 5, 20),
            issue(4, 0, 5),
        ];
        for (minutes, expected) in [
            (60, vec![2, 3]), // 10 minutes are left, issue 1 needs 20
            (70, vec![2, 3, 1]),
            (50, vec![2, 3]),
            (40, vec![2]),
            (20, vec![3]), // issue 2 does not fit, the next one does
            (5, vec![]),   // nobody seconded the only one that fits
        ] {
            assert_eq!(numbers(&issues, minutes), expected, "{minutes} minutes");
        }
    }

    #[test]
    fn ties_go_to_fewer_minutes_and_then_to_the_older_issue() {
        let issues = [issue(1, 4, 20), issue(2, 4, 10), issue(3, 4, 10)];
        assert_eq!(numbers(&issues, 60), [2, 3, 1]);
    }

    #[test]
    fn what_was_deferred_to_this_meeting_comes_first_and_says_so() {
        let mut old = issue(1, 0, 10);
        old.status = Status::Deferred;
        let items = by_support(&[issue(2, 50, 10), old], 20);
        assert_eq!(items[0].why, Why::Deferred);
        assert_eq!(
            items[1].why,
            Why::Support {
                rank: 1,
                seconds: 50
            }
        );
    }
}
