//! What is placed on an agenda before the rule has its turn, in this order: urgent issues; what was
//! deferred to this date; what earlier agendas passed over too often; the place kept for an unheard
//! area; the one at the secretary's discretion.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{DraftItem, Meeting, Why};
use crate::issue::{Issue, Status, Support};
use crate::place::Area;
use crate::{BuildingId, Date, IssueId, State};

/// Where people live together, for the place that is kept for unheard areas: a cluster, or a
/// building that is in none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Home<'a> {
    Cluster(&'a str),
    Building(&'a BuildingId),
}

impl<'a> Home<'a> {
    fn of(state: &'a State, area: &'a Area) -> Option<Self> {
        match area {
            Area::Estate => None,
            Area::Cluster(name) => Some(Home::Cluster(name)),
            Area::Building(id) => Some(match state.buildings.get(id) {
                Some(cluster) if !cluster.is_empty() => Home::Cluster(cluster),
                _ => Home::Building(id),
            }),
        }
    }
}

/// Places items before the rule, as long as they fit.
pub(super) struct Placing<'a> {
    /// Minutes that are left for the rule.
    pub left: u32,
    /// What the rule may choose from, oldest first.
    pub open: Vec<&'a Issue>,
    pub placed: Vec<DraftItem>,
}

impl<'a> Placing<'a> {
    /// Those of `wanted` that are still open, in this order; with `always`, also where they do not
    /// fit.
    fn place(&mut self, wanted: &[(IssueId, Why)], always: bool) {
        for (id, why) in wanted {
            let Some(at) = self.open.iter().position(|issue| issue.id == *id) else {
                continue;
            };
            let minutes = self.open[at].minutes;
            if !always && minutes > self.left {
                continue;
            }
            self.left = self.left.saturating_sub(minutes);
            self.open.remove(at);
            self.placed.push(DraftItem {
                issue: *id,
                minutes,
                why: *why,
            });
        }
    }

    /// Keeps places for areas that have no item yet, nor one that comes by hand, each for another
    /// one.
    fn reserve(
        &mut self,
        state: &State,
        wanted: Vec<(IssueId, Why)>,
        is_by_hand: impl Fn(IssueId) -> bool,
    ) {
        let home = |id: &IssueId| {
            let issue = state.issues.get(id)?;
            Home::of(state, &issue.area)
        };
        let to_come = self.open.iter().map(|issue| &issue.id);
        let placed = self.placed.iter().map(|item| &item.issue);
        let listed = placed.chain(to_come.filter(|id| is_by_hand(**id)));
        let mut heard: BTreeSet<Home<'_>> = listed.filter_map(home).collect();
        let mut kept = 0;
        for (id, why) in wanted {
            let Some(home) = home(&id).filter(|home| !heard.contains(home)) else {
                continue;
            };
            let before = self.placed.len();
            if kept < state.settings.reserved {
                self.place(&[(id, why)], false);
            }
            if self.placed.len() > before {
                heard.insert(home);
                kept += 1;
            }
        }
    }

    /// Open issues for which `reason` has one, oldest first.
    fn having(&self, reason: impl Fn(&Issue) -> Option<Why>) -> Vec<(IssueId, Why)> {
        let with = |issue: &&'a Issue| reason(issue).map(|why| (issue.id, why));
        self.open.iter().filter_map(with).collect()
    }
}

/// What comes before the rule, and what is left for it.
pub(super) fn place<'a>(state: &'a State, meeting: &Meeting, day: Date) -> Placing<'a> {
    let by_hand: Vec<(IssueId, Why)> = (meeting.items.iter())
        .filter(|item| item.why == Why::ByHand)
        .map(|item| (item.issue, item.why))
        .collect();
    let is_by_hand = |id: IssueId| by_hand.iter().any(|(by_hand, _)| *by_hand == id);
    let mut open: Vec<&Issue> = (state.issues.values())
        .filter(|issue| {
            // By hand even a deferred issue may be taken up before its date.
            let possible = issue.eligible(day) || is_by_hand(issue.id) && issue.can_be_listed();
            possible && !meeting.dropped.contains(&issue.id)
        })
        .collect();
    open.sort_by_key(|issue| issue.number);
    let mut placing = Placing {
        left: meeting.minutes,
        open,
        placed: vec![],
    };
    let urgent = placing.having(|issue| issue.urgent.then_some(Why::Urgent));
    placing.place(&urgent, true);
    // What somebody put there takes its minutes before anything else does that could do without
    // them, yet stands behind it.
    let kept_free: u32 = (placing.open.iter())
        .filter(|issue| is_by_hand(issue.id))
        .map(|issue| issue.minutes)
        .sum();
    placing.left = placing.left.saturating_sub(kept_free);
    let deferred = placing.having(|issue| {
        let back = issue.status == Status::Deferred
            || issue.status == Status::Returned && issue.review_on.is_some();
        (back && !is_by_hand(issue.id)).then_some(Why::Deferred)
    });
    placing.place(&deferred, false);
    let settings = &state.settings;
    let mut passed_over: Vec<&Issue> = (placing.open.iter().copied())
        .filter(|issue| {
            let often = issue.passed_over >= settings.passed_over_after;
            settings.passed_over_after > 0
                && often
                && issue.support.seconds() > 0
                && !is_by_hand(issue.id)
        })
        .collect();
    passed_over.sort_by_key(|issue| Reverse(issue.passed_over));
    let passed_over: Vec<(IssueId, Why)> = (passed_over.into_iter())
        .map(|issue| {
            let times = issue.passed_over;
            (issue.id, Why::PassedOver { times })
        })
        .collect();
    placing.place(&passed_over, false);
    placing.reserve(state, unheard(state, &placing.open, is_by_hand), is_by_hand);
    placing.left += kept_free;
    placing.place(&by_hand, true);
    placing
}

/// Issues of areas that had no item on the last agendas, best support rate first. None before there
/// were so many agendas.
fn unheard(
    state: &State,
    open: &[&Issue],
    is_by_hand: impl Fn(IssueId) -> bool,
) -> Vec<(IssueId, Why)> {
    let meetings = state.settings.unheard_after;
    let Some(first) = state.recent.len().checked_sub(meetings as usize) else {
        return vec![];
    };
    let heard: BTreeSet<Home<'_>> = (state.recent[first..].iter().flat_map(|(_, areas)| areas))
        .filter_map(|area| Home::of(state, area))
        .collect();
    let mut unheard: Vec<&&Issue> = (open.iter())
        .filter(|issue| {
            let home = Home::of(state, &issue.area);
            let silent = home.is_some_and(|home| !heard.contains(&home));
            silent && !is_by_hand(issue.id) && issue.support.seconds() > 0 && issue.support.of > 0
        })
        .collect();
    unheard.sort_by(|a, b| {
        let rate = |x: &Issue, y: &Issue| u64::from(x.support.households) * u64::from(y.support.of);
        let by_rate = rate(b, a).cmp(&rate(a, b));
        by_rate.then(b.support.seconds().cmp(&a.support.seconds()))
    });
    let with_reason = unheard.into_iter().map(|issue| {
        let Support { households, of, .. } = issue.support;
        let why = Why::Reserved {
            households,
            of,
            meetings,
        };
        (issue.id, why)
    });
    with_reason.collect()
}
