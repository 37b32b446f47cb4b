//! What the rule gives a meeting: what is placed before it, what it chooses, what it says of both,
//! and what people carry on.

use std::collections::{BTreeMap, BTreeSet};

use domain::agenda::{Credit, Rule};
use domain::issue::{Category, Issue, Second, Status, Support};
use domain::meeting::{Item, Kind, Meeting, NotListed, Proposal, Shortfall, Why, propose, ranking};
use domain::place::Area;
use domain::time::DAY;
use domain::{
    BuildingId, HouseholdId, IssueId, MeetingId, PersonId, State, TextId, Timestamp, Zone,
};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use uuid::Uuid;

/// What a failing run prints and keeps: the seed of its case, tried first from then on.
const SEEDS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/agenda_of_a_meeting.seeds"
);

/// A meeting of so many minutes, a day after the beginning of time.
fn meeting(minutes: u32) -> Meeting {
    let id = MeetingId(Uuid::from_u128(7));
    Meeting::new(id, 7, Kind::Residents, Timestamp(DAY), "Hall", minutes)
}

fn id(number: u32) -> IssueId {
    IssueId(Uuid::from_u128(u128::from(number)))
}

fn person(n: u32) -> PersonId {
    PersonId(Uuid::from_u128(0x9_0000 + u128::from(n)))
}

fn building(n: u32) -> Area {
    Area::Building(BuildingId(n.to_string()))
}

/// Issues by their minutes and whoever seconds them, numbered from 1. Everybody is a household of
/// their own.
fn state(issues: &[(u32, &[u32])]) -> State {
    let mut state = State::default();
    for ((minutes, persons), number) in issues.iter().zip(1..) {
        add(&mut state, number, *minutes, persons);
    }
    state
}

fn add(state: &mut State, number: u32, minutes: u32, persons: &[u32]) {
    let accepted = Issue::new(
        id(number),
        number,
        Category::Other,
        TextId(Uuid::from_u128(u128::from(number))),
        Status::Accepted,
        Timestamp(0),
    );
    let count = u32::try_from(persons.len()).expect("few");
    let issue = Issue {
        minutes,
        support: Support {
            online: count,
            on_behalf: 0,
            households: count,
            of: 20,
        },
        ..accepted
    };
    state.issues.insert(issue.id, issue);
    for &n in persons {
        let second = Second {
            household: HouseholdId(Uuid::from_u128(u128::from(n))),
            entered_by: None,
        };
        state.seconds.insert((id(number), person(n)), second);
    }
}

fn change(state: &mut State, number: u32, change: impl FnOnce(&mut Issue)) {
    change(state.issues.get_mut(&id(number)).expect("an issue"));
}

fn numbers(proposal: &Proposal<'_>) -> Vec<u128> {
    let items = proposal.items.iter();
    items.map(|item| item.issue.0.as_u128()).collect()
}

/// People from..to.
fn people(from: u32, to: u32) -> Vec<u32> {
    (from..to).collect()
}

#[test]
fn a_minority_gets_its_part_by_shares_and_nothing_by_seconds() {
    let (many, few) = (people(0, 55), people(55, 100));
    let mut state = state(&[
        (15, &many),
        (15, &many),
        (15, &many),
        (15, &many),
        (15, &few),
        (15, &few),
    ]);
    let meeting = meeting(60);
    assert_eq!(numbers(&propose(&state, &meeting)), [1, 2, 5, 6]);
    assert_eq!(propose(&state, &meeting).by_seconds(), [1, 2, 3, 4]);
    state.settings.rule = Rule::Seconds;
    assert_eq!(numbers(&propose(&state, &meeting)), [1, 2, 3, 4]);
}

#[test]
fn what_does_not_wait_for_the_rule_comes_first_in_its_order() {
    let all = people(0, 10);
    let mut state = state(&[
        (10, &all),
        (10, &[1]),
        (10, &[2]),
        (10, &[]),
        (10, &[3]),
        (10, &[]),
        (10, &[4]),
    ]);
    change(&mut state, 4, |issue| issue.urgent = true);
    change(&mut state, 6, |issue| issue.status = Status::Deferred);
    change(&mut state, 7, |issue| issue.passed_over = 6);
    change(&mut state, 5, |issue| issue.area = building(3));
    state.recent = (0..3)
        .map(|n| (MeetingId(Uuid::from_u128(n)), vec![]))
        .collect();
    let mut meeting = meeting(60);
    meeting.items.push(Item::new(id(3), 10, Why::ByHand));
    let proposal = propose(&state, &meeting);
    let items: Vec<_> = (proposal.items.iter())
        .map(|item| (item.issue.0.as_u128(), item.why))
        .collect();
    let [urgent, deferred, passed_over, reserved, by_hand, chosen] = items[..] else {
        panic!("{items:?}");
    };
    assert_eq!(urgent, (4, Why::Urgent));
    assert_eq!(deferred, (6, Why::Deferred));
    assert_eq!(passed_over, (7, Why::PassedOver { times: 6 }));
    assert_eq!(
        reserved,
        (
            5,
            Why::Reserved {
                households: 1,
                of: 20,
                meetings: 3
            }
        )
    );
    assert_eq!(by_hand, (3, Why::ByHand));
    assert_eq!(chosen.0, 1);
    assert!(matches!(chosen.1, Why::Shares(_)), "{chosen:?}");
}

#[test]
fn only_what_is_urgent_or_put_there_by_hand_may_make_the_agenda_too_long() {
    let mut state = state(&[(20, &[]), (20, &[]), (20, &[1]), (20, &[2])]);
    change(&mut state, 1, |issue| issue.urgent = true);
    change(&mut state, 2, |issue| issue.status = Status::Deferred);
    change(&mut state, 3, |issue| issue.passed_over = 6);
    let mut meeting = meeting(10);
    meeting.items.push(Item::new(id(4), 20, Why::ByHand));
    assert_eq!(numbers(&propose(&state, &meeting)), [1, 4]);
}

#[test]
fn an_area_is_heard_again_once_it_was_not_for_three_agendas() {
    let all = people(0, 10);
    let agenda = |n: u128, areas: Vec<Area>| (MeetingId(Uuid::from_u128(n)), areas);
    let east = Area::Cluster("East".into());
    // Issue 2 is about building 1, which is in the cluster East; 3 about building 3, in none; 4 has
    // a better rate than both.
    let cases = [
        (
            "before there were three agendas",
            vec![agenda(1, vec![]), agenda(2, vec![])],
            None,
        ),
        (
            "nobody was heard",
            vec![agenda(1, vec![]), agenda(2, vec![]), agenda(3, vec![])],
            Some(2),
        ),
        (
            "East was heard last but two",
            vec![
                agenda(1, vec![east.clone()]),
                agenda(2, vec![]),
                agenda(3, vec![]),
            ],
            Some(3),
        ),
        (
            "East was heard longer ago",
            vec![
                agenda(1, vec![east]),
                agenda(2, vec![]),
                agenda(3, vec![]),
                agenda(4, vec![]),
            ],
            Some(2),
        ),
        (
            "both were heard",
            vec![
                agenda(1, vec![building(1), building(3)]),
                agenda(2, vec![]),
                agenda(3, vec![]),
            ],
            None,
        ),
    ];
    for (when, recent, expected) in cases {
        let mut state = state(&[(10, &all), (10, &[1, 2]), (10, &[3]), (10, &[4, 5, 6])]);
        change(&mut state, 2, |issue| issue.area = building(1));
        change(&mut state, 3, |issue| issue.area = building(3));
        let clusters = [("1", "East"), ("3", "")];
        state.buildings = clusters
            .map(|(id, name)| (BuildingId(id.into()), name.to_owned()))
            .into();
        state.recent = recent;
        let meeting = meeting(10);
        let proposal = propose(&state, &meeting);
        let [item] = proposal.items[..] else {
            panic!("{when}: {:?}", proposal.items);
        };
        let reserved = match item.why {
            Why::Reserved { .. } => Some(item.issue.0.as_u128()),
            _ => None,
        };
        assert_eq!(reserved, expected, "{when}");
    }
}

#[test]
fn each_place_is_kept_for_another_area_and_for_none_that_has_an_item_anyway() {
    let mut state = state(&[
        (10, &[1, 2, 3]),
        (10, &[4, 5]),
        (10, &[6]),
        (10, &[7, 8]),
        (10, &[]),
        (10, &[9, 10]),
    ]);
    for (number, home) in [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 4)] {
        change(&mut state, number, |issue| issue.area = building(home));
    }
    change(&mut state, 4, |issue| issue.urgent = true);
    state.recent = (0..3)
        .map(|n| (MeetingId(Uuid::from_u128(n)), vec![]))
        .collect();
    state.settings.reserved = 3;
    let mut meeting = meeting(60);
    meeting.items.push(Item::new(id(5), 10, Why::ByHand));
    let proposal = propose(&state, &meeting);
    let reserved = proposal.items.iter();
    let reserved = reserved.filter(|item| matches!(item.why, Why::Reserved { .. }));
    let reserved: Vec<u128> = reserved.map(|item| item.issue.0.as_u128()).collect();
    assert_eq!(
        reserved,
        [1, 3],
        "one for building 1, one for 2; 3 has the urgent one, 4 the one by hand"
    );
}

#[test]
fn what_a_few_gave_to_another_issue_is_not_told() {
    // Of the six who second issue 2, four also paid for issue 1.
    let state = state(&[(20, &people(0, 10)), (20, &people(6, 12))]);
    let meeting = meeting(24);
    let proposal = propose(&state, &meeting);
    assert_eq!(numbers(&proposal), [1]);
    let [(_, NotListed::Shares(Some(Shortfall { gave, .. })))] = &proposal.passed_over()[..] else {
        panic!("{:?}", proposal.passed_over());
    };
    assert_eq!(gave, &[]);
}

#[test]
fn what_was_paid_is_told_unless_the_payers_are_few() {
    let many = people(0, 10);
    let state = state(&[(10, &many), (10, &[20, 21, 22, 23])]);
    let meeting = meeting(28);
    let proposal = propose(&state, &meeting);
    let [first, second] = proposal.items[..] else {
        panic!("{:?}", proposal.items);
    };
    let (Why::Shares(first), Why::Shares(second)) = (first.why, second.why) else {
        panic!("{first:?} {second:?}");
    };
    // Ten people gave a minute each.
    let given = first.given.expect("ten are not few");
    assert_eq!((first.turn, first.seconds), (1, 10));
    assert_eq!((given.cap, given.full, given.rest), (60_000, 10, 0));
    assert_eq!((second.turn, second.seconds, second.given), (2, 4, None));
}

#[test]
fn who_was_left_out_reads_what_was_missing_and_where_the_minutes_went() {
    let (both, one) = (people(0, 6), people(0, 5));
    let state = state(&[(20, &both), (10, &one), (10, &[9]), (30, &one)]);
    let meeting = meeting(24);
    let proposal = propose(&state, &meeting);
    assert_eq!(numbers(&proposal), [1]);
    let passed_over: BTreeMap<_, _> = proposal.passed_over().into_iter().collect();
    // 7 shares of 24/7 minutes. Raised by 4/7 in all, so that nothing more fits, each of the six
    // gave 20/6 minutes.
    let Some(NotListed::Shares(Some(Shortfall { had, missing, gave }))) = passed_over.get(&id(2))
    else {
        panic!("{passed_over:?}");
    };
    assert_eq!(had + missing, 600_000, "ten minutes");
    let [(1, given)] = gave[..] else {
        panic!("{gave:?}");
    };
    assert_eq!(given, 1_000_000, "five of the six who paid twenty minutes");
    assert_eq!(
        passed_over[&id(3)],
        NotListed::Shares(None),
        "one person's purse is nobody's business"
    );
    assert_eq!(passed_over[&id(4)], NotListed::TooLong { available: 24 });
}

#[test]
fn what_was_dropped_says_so_and_what_nobody_seconds_needs_no_explanation() {
    let state = state(&[(10, &[1]), (10, &[]), (10, &[2])]);
    let mut meeting = meeting(60);
    meeting.dropped.insert(id(1));
    let proposal = propose(&state, &meeting);
    assert_eq!(numbers(&proposal), [3]);
    assert_eq!(proposal.passed_over(), [(id(1), NotListed::Dropped)]);
}

#[test]
fn what_was_not_spent_is_carried_to_the_next_meeting() {
    let mut state = state(&[(20, &[1]), (20, &[2])]);
    let first = meeting(20);
    let proposal = propose(&state, &first);
    assert_eq!(numbers(&proposal), [1], "equals: the older issue");
    let credits = proposal.credits();
    // A share was ten minutes; the first gave twenty (with purses raised), the second nothing.
    assert_eq!(
        credits,
        [(person(1), Credit(0)), (person(2), Credit(10_000_000))].into()
    );
    state.credits = credits;
    change(&mut state, 1, |issue| issue.status = Status::OnAgenda);
    add(&mut state, 3, 20, &[1]);
    let proposal = propose(&state, &first);
    assert_eq!(
        numbers(&proposal),
        [2],
        "who got nothing last time has more now"
    );
    state.settings.rule = Rule::Seconds;
    let proposal = propose(&state, &first);
    assert_eq!(
        proposal.credits()[&person(2)],
        Credit(10_000_000),
        "by seconds nobody pays"
    );
    let (_, lines) = proposal.document(&[id(2)]);
    assert!(lines.iter().all(|(_, line)| line.purse.is_none()));
}

#[test]
fn an_item_moved_by_hand_stays_where_it_was_put() {
    let state = state(&[(10, &[1, 2, 3]), (10, &[4, 5]), (10, &[6])]);
    let mut meeting = meeting(60);
    meeting.items = [2, 1]
        .map(|number| Item::new(id(number), 10, Why::Urgent))
        .into();
    let arranged = |meeting: &Meeting| -> Vec<IssueId> {
        let items = propose(&state, meeting).arranged();
        items.into_iter().map(|item| item.issue).collect()
    };
    assert_eq!(arranged(&meeting), [1, 2, 3].map(id));
    meeting.moved = true;
    assert_eq!(arranged(&meeting), [2, 1, 3].map(id));
}

/// Random issues: minutes, supporters among eight people, and what happened to them before.
type Random = Vec<(u32, BTreeSet<u32>, u32)>;

fn random() -> impl Strategy<Value = Random> {
    let supporters = prop::collection::btree_set(0..8_u32, 0..6);
    prop::collection::vec((5..40_u32, supporters, 0..12_u32), 0..14)
}

fn random_state(issues: &Random, credits: &[u64], rename: impl Fn(u32) -> u32) -> State {
    let mut state = State::default();
    for ((minutes, persons, past), number) in issues.iter().zip(1..) {
        let persons: Vec<u32> = persons.iter().map(|&n| rename(n)).collect();
        add(&mut state, number, *minutes, &persons);
        change(&mut state, number, |issue| match past {
            0 => issue.status = Status::Deferred,
            1 => issue.area = building(number % 3),
            2 => issue.passed_over = 7,
            _ => {}
        });
    }
    state.recent = (0..3)
        .map(|n| (MeetingId(Uuid::from_u128(n)), vec![]))
        .collect();
    for (&credit, n) in credits.iter().zip(0..) {
        state.credits.insert(person(rename(n)), Credit(credit));
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(SEEDS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn an_agenda_fits_its_minutes_lists_each_issue_once_and_explains_all_others(
        issues in random(),
        credits in prop::collection::vec(0..30_000_000_u64, 8),
        minutes in 10..200_u32,
        by_seconds in any::<bool>(),
    ) {
        let mut state = random_state(&issues, &credits, |n| n);
        if by_seconds {
            state.settings.rule = Rule::Seconds;
        }
        let meeting = meeting(minutes);
        let proposal = propose(&state, &meeting);
        let used: u32 = proposal.items.iter().map(|item| item.minutes).sum();
        prop_assert!(used <= minutes);
        let listed: BTreeSet<IssueId> = proposal.items.iter().map(|item| item.issue).collect();
        prop_assert_eq!(listed.len(), proposal.items.len());
        let explained: BTreeSet<IssueId> =
            proposal.passed_over().into_iter().map(|(id, _)| id).collect();
        for issue in state.issues.values() {
            let expected = issue.support.seconds() > 0 && !listed.contains(&issue.id);
            prop_assert_eq!(explained.contains(&issue.id), expected, "issue {}", issue.number);
        }
        // What it is written down as can be computed again.
        let agenda: Vec<IssueId> = proposal.items.iter().map(|item| item.issue).collect();
        let (document, persons) = proposal.document(&agenda);
        prop_assert!(document.recompute().is_ok(), "{:?}", document.recompute());
        prop_assert_eq!(persons.len(), document.ballots.len());
        prop_assert_eq!(proposal.credits().len(), persons.len());
    }

    #[test]
    fn who_people_are_decides_nothing(
        issues in random(),
        credits in prop::collection::vec(0..30_000_000_u64, 8),
        minutes in 10..200_u32,
        key in 0..8_u32,
    ) {
        let meeting = meeting(minutes);
        let state = random_state(&issues, &credits, |n| n);
        let renamed = random_state(&issues, &credits, |n| n ^ key);
        let (one, other) = (propose(&state, &meeting), propose(&renamed, &meeting));
        prop_assert_eq!(&one.items, &other.items);
        let agenda: Vec<IssueId> = one.items.iter().map(|item| item.issue).collect();
        prop_assert_eq!(one.document(&agenda).0, other.document(&agenda).0);
        let credits: Vec<Credit> = (0..8).map(|n| credit(&one, n)).collect();
        let theirs: Vec<Credit> = (0..8).map(|n| credit(&other, n ^ key)).collect();
        prop_assert_eq!(credits, theirs);
    }
}

fn credit(proposal: &Proposal<'_>, n: u32) -> Credit {
    proposal
        .credits()
        .get(&person(n))
        .copied()
        .unwrap_or_default()
}

#[test]
fn times_are_those_of_the_community() {
    let mut state = state(&[(10, &[])]);
    change(&mut state, 1, |issue| {
        issue.status = Status::Deferred;
        issue.review_on = Some(Zone::utc().date(Timestamp(2 * DAY)));
    });
    let mut meeting = meeting(60);
    meeting.starts_at = Timestamp(2 * DAY - 1);
    assert_eq!(
        numbers(&propose(&state, &meeting)),
        [0; 0],
        "a day too early by UTC"
    );
    state.zone = Zone::fixed("Asia/Shanghai", 8 * 3600);
    assert_eq!(
        numbers(&propose(&state, &meeting)),
        [1],
        "in Shanghai the day has begun"
    );
}

#[test]
fn the_ranking_lets_groups_take_turns_and_lists_what_anybody_seconds() {
    let (many, few) = (people(0, 6), people(6, 9));
    let mut state = state(&[(10, &many), (10, &many), (10, &few), (10, &[]), (10, &few)]);
    change(&mut state, 5, |issue| issue.status = Status::Filed);
    let ranked: Vec<u128> = ranking(&state).iter().map(|id| id.0.as_u128()).collect();
    // Six people can pay after 10/6 minutes, and again after 20/6; three after 10/3: equal, and
    // then the older comes first.
    assert_eq!(ranked, [1, 2, 3]);
    change(&mut state, 3, |issue| issue.minutes = 9);
    let ranked: Vec<u128> = ranking(&state).iter().map(|id| id.0.as_u128()).collect();
    assert_eq!(ranked, [1, 3, 2]);
}
