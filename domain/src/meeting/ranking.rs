//! The ranking of open issues that is always visible: in any meeting the chair may go down this
//! list.

use super::proposal::ballots;
use crate::agenda::{Credit, Election, phragmen_order, whole};
use crate::issue::Issue;
use crate::{IssueId, State};

/// Accepted and deferred issues that anybody seconds, in the order of Phragmén's rule: everybody is
/// given minutes at the same speed, and an issue is listed at the moment at which its supporters
/// can pay what it needs.
pub fn ranking(state: &State) -> Vec<IssueId> {
    let mut open: Vec<&Issue> = (state.issues.values())
        .filter(|issue| issue.can_be_listed())
        .collect();
    open.sort_by_key(|issue| issue.number);
    let ballots = ballots(state, &open, |_| Credit::default());
    let costs: Vec<_> = open
        .iter()
        .map(|issue| whole(issue.minutes.into()))
        .collect();
    // Time for all of them: nothing is passed over, and every second counts.
    let all = costs.iter().sum();
    let ballots = ballots.into_iter().map(|(_, ballot)| ballot).collect();
    let election = Election::new(all, costs, ballots)
        .expect("minutes are whole and seconds are on these issues");
    let order = phragmen_order(&election).into_iter();
    order.map(|at| open[at].id).collect()
}
