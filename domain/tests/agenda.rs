//! Properties of the plain rule that fills a draft.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::agenda::by_support;
use domain::issue::{Category, Issue, MINUTES, Status, Support};
use domain::meeting::Why;
use domain::{IssueId, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use uuid::Uuid;

/// What a failing run prints and keeps: the seed of its case, tried first from then on.
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agenda.seeds");

fn candidates() -> impl Strategy<Value = Vec<Issue>> {
    // Few different numbers, so that ties are common.
    let one = (0..6_u32, 0..3_u32, MINUTES, prop::bool::weighted(0.2));
    prop::collection::vec(one, 0..30).prop_map(|all| {
        all.into_iter()
            .zip(1..)
            .map(|((online, on_behalf, minutes, deferred), number)| Issue {
                minutes,
                support: Support {
                    online,
                    on_behalf,
                    ..Support::default()
                },
                ..Issue::new(
                    IssueId(Uuid::from_u128(u128::from(number))),
                    number,
                    Category::Other,
                    if deferred {
                        Status::Deferred
                    } else {
                        Status::Accepted
                    },
                    Timestamp(0),
                )
            })
            .collect()
    })
}

/// The same issues in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Issue>, Vec<Issue>)> {
    candidates().prop_flat_map(|issues| (Just(issues.clone()), Just(issues).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(SEEDS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_in_which_issues_are_found_does_not_matter(
        (issues, shuffled) in shuffled(),
        minutes in 0..400_u32,
    ) {
        prop_assert_eq!(by_support(&issues, minutes), by_support(&shuffled, minutes));
    }

    #[test]
    fn an_agenda_is_full_within_its_minutes_and_takes_each_issue_once(
        issues in candidates(),
        minutes in 0..400_u32,
    ) {
        let items = by_support(&issues, minutes);
        let used: u32 = items.iter().map(|item| item.minutes).sum();
        prop_assert!(used <= minutes, "{} of {} minutes", used, minutes);
        let taken: BTreeSet<IssueId> = items.iter().map(|item| item.issue).collect();
        prop_assert_eq!(taken.len(), items.len());
        for issue in issues.iter().filter(|issue| !taken.contains(&issue.id)) {
            let wanted = issue.status == Status::Deferred || issue.support.seconds() > 0;
            prop_assert!(
                !wanted || issue.minutes > minutes - used,
                "{:?} still fits into {}",
                issue,
                minutes - used
            );
        }
    }

    #[test]
    fn an_item_says_truly_why_it_is_there(issues in candidates(), minutes in 0..400_u32) {
        for item in by_support(&issues, minutes) {
            let issue = issues.iter().find(|i| i.id == item.issue).expect("a candidate");
            prop_assert_eq!(item.minutes, issue.minutes);
            match item.why {
                Why::Deferred => prop_assert_eq!(issue.status, Status::Deferred),
                Why::Support { rank, seconds } => {
                    prop_assert!(seconds > 0);
                    prop_assert_eq!(seconds, issue.support.seconds());
                    prop_assert_eq!(issue.status, Status::Accepted);
                    // Its place among all that are not deferred, whether they fit or not.
                    let before = issues
                        .iter()
                        .filter(|i| i.status == Status::Accepted)
                        .filter(|i| {
                            let key = |i: &Issue| (Reverse(i.support.seconds()), i.minutes, i.number);
                            key(i) < key(issue)
                        })
                        .count();
                    prop_assert_eq!(rank as usize, before + 1);
                }
                Why::ByHand => prop_assert!(false, "nobody's hand was in it"),
            }
        }
    }

    #[test]
    fn nobody_is_passed_over_for_one_with_fewer_seconds_unless_it_does_not_fit(
        issues in candidates(),
        minutes in 0..400_u32,
    ) {
        let items = by_support(&issues, minutes);
        let find = |id: IssueId| issues.iter().find(|i| i.id == id).expect("a candidate");
        // The order of the agenda is: deferred, then by seconds.
        let order: Vec<_> = items
            .iter()
            .map(|item| {
                let issue = find(item.issue);
                match issue.status {
                    Status::Deferred => (false, Reverse(0)),
                    _ => (true, Reverse(issue.support.seconds())),
                }
            })
            .collect();
        prop_assert!(order.is_sorted(), "{:?}", order);

        for left_out in issues.iter().filter(|i| {
            i.status == Status::Accepted
                && i.support.seconds() > 0
                && items.iter().all(|item| item.issue != i.id)
        }) {
            let more: u32 = items
                .iter()
                .map(|item| find(item.issue))
                .filter(|i| {
                    i.status == Status::Deferred || i.support.seconds() >= left_out.support.seconds()
                })
                .map(|i| i.minutes)
                .sum();
            prop_assert!(
                more + left_out.minutes > minutes,
                "{:?} would have fitted after those with as many seconds",
                left_out
            );
        }
    }
}
