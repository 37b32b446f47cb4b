//! The agenda's rules on random elections, checked by an audit that was written apart from them,
//! and on small ones worked out by hand.

use domain::agenda::audit::{self, Fault};
use domain::agenda::{
    Accounts, Ballot, Election, Fraction, Paid, Raise, Reason, Selection, by_seconds, equal_shares,
    parse_fraction, phragmen, phragmen_order, whole,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// What a failing run prints and keeps: the seed of its case, tried first from then on.
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agenda_rules.seeds");

fn number(text: &str) -> Fraction {
    parse_fraction(text).expect("a number")
}

fn election(minutes: u64, costs: &[u64], ballots: Vec<Ballot>) -> Election {
    let costs = costs.iter().map(|&cost| whole(cost)).collect();
    Election::new(whole(minutes), costs, ballots).expect("well-formed")
}

fn step(minutes: &str) -> Raise {
    Raise::new(number(minutes)).expect("more than nothing")
}

/// So many people with the same seconds.
fn group(people: u32, issues: &[u32]) -> Ballot {
    Ballot::of(issues.iter().copied()).by(people)
}

// On random elections

/// Up to `issues` issues and `ballots` ballots, with ties, blocks and credits; and a step of a
/// reasonable size.
fn elections(issues: usize, ballots: usize) -> impl Strategy<Value = (Election, Raise)> {
    let cost = prop_oneof![
        // Few different numbers, so that ties are common.
        6 => (1..=4_u64).prop_map(|cost| whole(5 * cost)),
        3 => (1..=60_u64).prop_map(whole),
        1 => Just(whole(0)),
        1 => (1..=90_u64).prop_map(|cost| whole(cost) / whole(7)),
    ];
    let credit = prop_oneof![
        6 => Just(whole(0)),
        2 => (0..=6_u64).prop_map(whole),
        1 => (0..=100_u64).prop_map(|credit| whole(credit) / whole(13)),
    ];
    (1..=issues).prop_flat_map(move |issues| {
        let seconds = prop::collection::vec(prop::bool::weighted(0.35), issues);
        let ballot = (1..=3_u32, credit.clone(), seconds).prop_map(|(people, credit, seconds)| {
            let seconded = (0..).zip(seconds).filter(|(_, seconded)| *seconded);
            Ballot::of(seconded.map(|(issue, _)| issue))
                .by(people)
                .with_credit(credit)
        });
        (
            0..=240_u64,
            prop::collection::vec(cost.clone(), issues),
            prop::collection::vec(ballot, 1..=ballots),
            2..=20_u64,
        )
            .prop_map(|(minutes, costs, ballots, parts)| {
                let election = Election::new(whole(minutes), costs, ballots).expect("well-formed");
                let step = (election.share() + whole(1)) / whole(parts);
                (election, Raise::new(step).expect("more than nothing"))
            })
    })
}

fn changed(
    election: &Election,
    ballots: Vec<Ballot>,
    change: impl Fn(&Fraction) -> Fraction,
) -> Election {
    let costs = election.costs().iter().map(&change).collect();
    let ballots = ballots.into_iter().map(|ballot| {
        let credit = change(&ballot.credit);
        ballot.with_credit(credit)
    });
    Election::new(change(election.minutes()), costs, ballots.collect()).expect("as before")
}

fn same(number: &Fraction) -> Fraction {
    number.clone()
}

/// What residents see of an outcome: it says nothing about the numbers of ballots.
fn seen(election: &Election, selection: &Selection, issues: &[u32]) -> Vec<String> {
    let people = |ballots: &[u32]| -> u32 {
        let ballots = ballots
            .iter()
            .map(|&ballot| &election.ballots()[ballot as usize]);
        ballots.map(|ballot| ballot.people).sum()
    };
    let reason = |reason: &Reason| match reason {
        Reason::Paid(paid) => format!(
            "{} {} {} {}",
            paid.effective_votes,
            paid.cap,
            people(&paid.full),
            people(&paid.rest)
        ),
        other => format!("{other:?}"),
    };
    let items = selection
        .taken
        .iter()
        .map(|item| format!("{} {}", issues[item.issue], reason(&item.reason)));
    items.chain([selection.raised.to_string()]).collect()
}

/// The outcomes of all rules, as residents see them; issues by the names given.
fn all_seen(election: &Election, step: &Raise, issues: &[u32]) -> Vec<Vec<String>> {
    [
        equal_shares(election, step),
        phragmen(election),
        by_seconds(election),
    ]
    .map(|selection| seen(election, &selection, issues))
    .into()
}

fn by_number(election: &Election) -> Vec<u32> {
    (0..).take(election.costs().len()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(SEEDS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_audit_written_apart_finds_nothing((election, step) in elections(12, 16)) {
        let selection = equal_shares(&election, &step);
        prop_assert_eq!(audit::equal_shares(&election, &selection), []);
        prop_assert_eq!(audit::phragmen(&election, &phragmen(&election)), []);
        prop_assert_eq!(audit::by_seconds(&election, &by_seconds(&election)), []);
    }

    #[test]
    fn nobody_is_wronged_in_longer_lists_either((election, step) in elections(30, 40)) {
        let selection = equal_shares(&election, &step);
        prop_assert_eq!(audit::equal_shares(&election, &selection), []);
        let listed = phragmen(&election);
        prop_assert_eq!(audit::phragmen(&election, &listed), []);
        prop_assert_eq!(phragmen_order(&election), order(&listed));
    }

    #[test]
    fn the_order_of_voters_does_not_matter(
        ((election, step), order) in elections(10, 20).prop_flat_map(|(election, step)| {
            let order: Vec<usize> = (0..election.ballots().len()).collect();
            (Just((election, step)), Just(order).prop_shuffle())
        }),
    ) {
        let ballots = order.iter().map(|&at| election.ballots()[at].clone()).collect();
        let shuffled = changed(&election, ballots, same);
        let issues = by_number(&election);
        prop_assert_eq!(
            all_seen(&election, &step, &issues),
            all_seen(&shuffled, &step, &issues)
        );
    }

    #[test]
    fn the_order_of_issues_matters_only_where_all_else_is_equal(
        ((election, step), order) in elections(10, 14).prop_flat_map(|(election, step)| {
            let order = by_number(&election);
            (Just((election, step)), Just(order).prop_shuffle())
        }),
    ) {
        // Different minutes for each: nothing is left for age to decide.
        let costs: Vec<Fraction> = (1..)
            .zip(election.costs())
            .map(|(at, cost)| cost + whole(at) / whole(97))
            .collect();
        let ballots = election.ballots().to_vec();
        let in_order = Election::new(election.minutes().clone(), costs.clone(), ballots)
            .expect("well-formed");
        let place = |issue: u32| {
            let at = order.iter().position(|&other| other == issue);
            u32::try_from(at.expect("all are there")).expect("few")
        };
        let ballots = election.ballots().iter().map(|ballot| {
            Ballot::of(ballot.issues.iter().map(|&issue| place(issue)))
                .by(ballot.people)
                .with_credit(ballot.credit.clone())
        });
        let moved = order.iter().map(|&issue| costs[issue as usize].clone());
        let shuffled =
            Election::new(election.minutes().clone(), moved.collect(), ballots.collect())
                .expect("well-formed");
        prop_assert_eq!(
            all_seen(&in_order, &step, &by_number(&election)),
            all_seen(&shuffled, &step, &order)
        );
    }

    #[test]
    fn a_ballot_of_three_is_three_ballots((election, step) in elections(10, 14)) {
        let single = election.ballots().iter().flat_map(|ballot| {
            let one = ballot.clone().by(1);
            std::iter::repeat_n(one, ballot.people as usize)
        });
        let single = changed(&election, single.collect(), same);
        let issues = by_number(&election);
        prop_assert_eq!(
            all_seen(&election, &step, &issues),
            all_seen(&single, &step, &issues)
        );
    }

    #[test]
    fn other_units_of_time_change_nothing(
        (election, step) in elections(10, 14),
        factor in prop::sample::select(vec!["60", "1/60", "1000000007/3", "1e25", "1e-25"]),
    ) {
        let factor = number(factor);
        let scale = |number: &Fraction| number * &factor;
        let scaled = changed(&election, election.ballots().to_vec(), scale);
        let scaled_step = Raise::new(scale(step.minutes())).expect("more than nothing");
        let selection = equal_shares(&election, &step);
        let again = equal_shares(&scaled, &scaled_step);
        prop_assert_eq!(again.raised, scale(&selection.raised));
        prop_assert_eq!(again.left_out, selection.left_out);
        for (item, same) in selection.taken.iter().zip(again.taken) {
            prop_assert_eq!(item.issue, same.issue);
            let expected = match &item.reason {
                Reason::Paid(paid) => Reason::Paid(Paid { cap: scale(&paid.cap), ..paid.clone() }),
                other => other.clone(),
            };
            prop_assert_eq!(same.reason, expected);
        }
        let order = |selection: Selection| selection.selected().collect::<Vec<_>>();
        prop_assert_eq!(order(phragmen(&election)), order(phragmen(&scaled)));
        prop_assert_eq!(order(by_seconds(&election)), order(by_seconds(&scaled)));
    }

    #[test]
    fn accounts_balance_and_credits_stay_within_three_shares((election, step) in elections(10, 14)) {
        let selection = equal_shares(&election, &step);
        let accounts = Accounts::of(&election, &selection);
        for ballot in 0..election.ballots().len() {
            let paid: Fraction = accounts.paid[ballot].iter().map(|(_, minutes)| minutes).sum();
            prop_assert_eq!(paid + &accounts.left[ballot], selection.purse(&election, ballot));
        }
        for &issue in &selection.left_out {
            let left_out = accounts.left_out(&election, issue);
            prop_assert!(election.seconds(issue) == 0 || left_out.had < left_out.needed);
        }
        let most = election.share() * whole(3);
        for credit in accounts.credits {
            prop_assert!(whole(0) <= credit && credit <= most);
        }
    }
}

// By hand

/// The order of an outcome.
fn order(selection: &Selection) -> Vec<usize> {
    selection.selected().collect()
}

/// Three groups of houses; the largest one backs three long issues.
fn estate() -> Election {
    election(
        60,
        &[20, 20, 20, 15, 5],
        vec![group(60, &[0, 1, 2]), group(30, &[3]), group(10, &[4])],
    )
}

#[test]
fn each_group_gets_items_where_a_top_list_gives_all_to_the_largest() {
    assert_eq!(order(&by_seconds(&estate())), [0, 1, 2]);
    let selection = equal_shares(&estate(), &Raise::one_minute_in_all(&estate()));
    assert_eq!(order(&selection), [0, 1, 3, 4]);
}

#[test]
fn an_item_says_who_paid_what() {
    let small = election(
        30,
        &[12, 17],
        vec![group(1, &[0]), group(1, &[0, 1]), group(1, &[1])],
    );
    // With 10 minutes each, issue 0 takes 6 of the first two; the second and the third have 4 and
    // 10 left, too little for issue 1. With 2 more each it is enough: the second gives all of 6,
    // the third 11.
    let selection = equal_shares(&small, &step("2"));
    assert_eq!(selection.raised, whole(2));
    assert_eq!(
        selection.taken[0].reason,
        Reason::Paid(Paid {
            effective_votes: whole(2),
            cap: whole(6),
            full: vec![0, 1],
            rest: vec![],
        })
    );
    assert_eq!(
        selection.taken[1].reason,
        Reason::Paid(Paid {
            effective_votes: number("17/11"),
            cap: whole(11),
            full: vec![2],
            rest: vec![1],
        })
    );
    let accounts = Accounts::of(&small, &selection);
    assert_eq!(accounts.left, [whole(6), whole(0), whole(1)]);
    assert_eq!(accounts.paid[1], [(0, whole(6)), (1, whole(6))]);
}

#[test]
fn an_issue_that_was_left_out_says_what_its_supporters_had_and_where_the_rest_went() {
    let estate = estate();
    let selection = equal_shares(&estate, &Raise::one_minute_in_all(&estate));
    assert_eq!(selection.left_out, [2]);
    let left_out = Accounts::of(&estate, &selection).left_out(&estate, 2);
    assert_eq!(left_out.needed, whole(20));
    assert_eq!(left_out.gave, [(0, whole(20)), (1, whole(20))]);
    let purse = selection.purse(&estate, 0);
    assert_eq!(left_out.had, purse * whole(60) - whole(40));
}

#[test]
fn purses_are_raised_as_long_as_the_outcome_fits_and_the_last_that_fits_is_kept() {
    // Nobody can pay with 5 minutes each. With 10 each the first issue is paid; with 20 both would
    // be, 30 minutes.
    let small = election(
        20,
        &[10, 20],
        vec![group(1, &[0]), group(1, &[1]), group(2, &[])],
    );
    let selection = equal_shares(&small, &step("5"));
    assert_eq!(order(&selection), [0]);
    assert_eq!(selection.raised, whole(10));
}

#[test]
fn credits_that_take_more_than_there_is_are_lowered() {
    let rich = group(2, &[0, 1]).with_credit(whole(20));
    let small = election(20, &[20, 20], vec![rich]);
    let selection = equal_shares(&small, &step("1"));
    assert_eq!(order(&selection), [0]);
    // 30 each pay both; with less than 20 each, only one.
    assert_eq!(selection.raised, -whole(11));
}

#[test]
fn whoever_has_exactly_the_cap_gives_it_and_whoever_has_exactly_enough_pays() {
    // A third of a minute each, as no whole number of any unit is: together they have exactly what
    // it needs.
    let exact = election(
        1,
        &[1],
        vec![group(1, &[0]), group(1, &[0]), group(1, &[0])],
    );
    let selection = equal_shares(&exact, &step("1"));
    assert_eq!(
        selection.taken[0].reason,
        Reason::Paid(Paid {
            effective_votes: whole(3),
            cap: number("1/3"),
            full: vec![0, 1, 2],
            rest: vec![],
        })
    );
    assert!(selection.raised == whole(0));
}

#[test]
fn credit_helps_a_small_group_in_the_next_meeting() {
    // A tenth of the people, in meetings of 30 minutes with items of 10: 3 minutes each.
    let meeting = |credit: Fraction| {
        let ballots = vec![group(9, &[0, 1, 2]), group(1, &[3]).with_credit(credit)];
        let meeting = election(30, &[10, 10, 10, 10], ballots);
        let selection = equal_shares(&meeting, &Raise::one_minute_in_all(&meeting));
        let credits = Accounts::of(&meeting, &selection).credits;
        (order(&selection), credits)
    };
    assert_eq!(meeting(whole(0)), (vec![0, 1, 2], vec![whole(0), whole(3)]));
    assert_eq!(meeting(whole(3)).1[1], whole(6));
    // At most three shares are carried.
    assert_eq!(meeting(whole(6)).1[1], whole(9));
    assert_eq!(
        meeting(whole(9)),
        (vec![0, 1, 3], vec![number("7/9"), whole(2)])
    );
}

#[test]
fn phragmen_lists_an_issue_when_its_supporters_can_pay_it() {
    let selection = phragmen(&estate());
    // After 1/3 of a minute each the sixty can pay 20, after 1/2 each of the others; the sixty
    // again after 2/3.
    let at: Vec<(usize, String)> = selection
        .taken
        .iter()
        .map(|item| match &item.reason {
            Reason::Turn { at } => (item.issue, at.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [(0, "1/3"), (4, "1/2"), (3, "1/2"), (1, "2/3")];
    assert_eq!(at, expected.map(|(issue, at)| (issue, at.to_owned())));
}

#[test]
fn where_nobody_seconds_nothing_is_taken() {
    let empty = election(60, &[10, 0], vec![]);
    for selection in [
        equal_shares(&empty, &step("1")),
        phragmen(&empty),
        by_seconds(&empty),
    ] {
        assert!(order(&selection).is_empty());
        assert_eq!(selection.left_out, [0, 1]);
    }
}

// What is not promised: the examples of the README

/// As a meeting chooses.
fn chosen(election: &Election) -> Vec<usize> {
    order(&equal_shares(election, &Raise::one_minute_in_all(election)))
}

#[test]
fn more_minutes_can_cost_an_issue_its_place() {
    let meeting = |minutes| {
        let ballots = vec![group(1, &[0]), group(1, &[1, 2])];
        election(minutes, &[20, 15, 10], ballots)
    };
    let short = meeting(25);
    let selection = equal_shares(&short, &Raise::one_minute_in_all(&short));
    assert_eq!(order(&selection), [2, 1]);
    assert_eq!(
        selection.taken[1].reason,
        Reason::TimeLeftOver { seconds: 1 }
    );
    assert_eq!(chosen(&meeting(30)), [2, 0]);
}

#[test]
fn an_empty_ballot_can_change_the_outcome_and_so_does_not_count() {
    let meeting = |empty: &[Ballot]| {
        let mut ballots = vec![group(5, &[0, 1]), group(2, &[0]), group(4, &[1, 2])];
        ballots.extend_from_slice(empty);
        election(30, &[20, 10, 10], ballots)
    };
    assert_eq!(chosen(&meeting(&[])), [1, 2]);
    let with = meeting(&[group(1, &[])]);
    assert_eq!(chosen(&with), [1, 0]);
    assert_eq!(chosen(&with.counting().0), [1, 2]);
}

#[test]
fn whoever_knows_the_others_can_gain_by_holding_back_a_second() {
    let meeting = |second: &[u32]| {
        let ballots = vec![group(3, &[0]), group(1, second), group(1, &[1])];
        chosen(&election(20, &[10, 10, 9], ballots))
    };
    assert_eq!(meeting(&[0, 2]), [0, 1]);
    assert_eq!(meeting(&[2]), [0, 2]);
}

#[test]
fn the_audit_finds_what_is_wrong() {
    let election = estate();
    let right = equal_shares(&election, &Raise::one_minute_in_all(&election));
    let check = |change: &dyn Fn(&mut Selection), expected: fn(&Fault) -> bool| {
        let mut selection = right.clone();
        change(&mut selection);
        let faults = audit::equal_shares(&election, &selection);
        assert!(faults.iter().any(expected), "{faults:?}");
    };
    let paid = |selection: &mut Selection, change: &dyn Fn(&mut Paid)| match &mut selection.taken[0]
        .reason
    {
        Reason::Paid(paid) => change(paid),
        other => panic!("{other:?}"),
    };
    check(&|o| o.taken.swap(0, 1), |f| {
        matches!(f, Fault::NotFirst { .. })
    });
    check(&|o| o.taken.truncate(3), |f| {
        matches!(f, Fault::Listed { issue: 4 })
    });
    check(&|o| o.raised += whole(9), |f| {
        matches!(f, Fault::CouldPay { .. })
    });
    check(&|o| o.raised -= number("1/2"), |f| {
        matches!(f, Fault::Overspent { .. })
    });
    check(&|o| paid(o, &|p| p.full.push(1)), |f| {
        matches!(f, Fault::NotSupporter { ballot: 1, .. })
    });
    check(&|o| paid(o, &|p| p.full.clear()), |f| {
        matches!(f, Fault::NotPaid { issue: 0 })
    });
    check(&|o| paid(o, &|p| p.full.clear()), |f| {
        matches!(f, Fault::KeptBack { ballot: 0, .. })
    });
    check(&|o| paid(o, &|p| p.cap += whole(1)), |f| {
        matches!(f, Fault::Stated { issue: 0 })
    });
    let top_list = Selection {
        taken: vec![right.taken[0].clone()],
        left_out: vec![1, 2, 3, 4],
        raised: right.raised.clone(),
    };
    let faults = audit::equal_shares(&election, &top_list);
    assert!(
        faults.iter().any(|f| matches!(
            f,
            Fault::Wronged {
                issue: 3,
                people: 30
            }
        )),
        "{faults:?}"
    );
}
