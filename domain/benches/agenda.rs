//! How long the agenda's rules take.
//!
//!     cargo bench -p domain
//!
//! Elections are made up: in most, each voter seconds 20 issues at random, which need 5 to 60
//! minutes: no groups, so the hardest case for a rule that looks for them.
//! `scripts/agenda/time-pabutools` times real ones. Of a whole community it is measured what
//! filling a draft, locking it and ranking all open issues take besides.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::agenda::{Ballot, Credit, Election, Raise, by_seconds, equal_shares, phragmen, whole};
use domain::issue::{Category, Issue, Second, Status};
use domain::meeting::{Kind, MEETING_MINUTES, Meeting, propose, ranking};
use domain::time::DAY;
use domain::{HouseholdId, IssueId, MeetingId, PersonId, State, TextId, Timestamp};
use uuid::Uuid;

/// Numbers that look random, and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}

/// Made up; `parts`: a meeting that has time for one part in so many of all issues.
fn made_up(issues: u32, voters: u32, parts: u64) -> Election {
    let mut numbers = Numbers(88_172_645_463_325_252);
    let costs: Vec<u64> = (0..issues).map(|_| 5 + 5 * numbers.below(12)).collect();
    let minutes = costs.iter().sum::<u64>() / parts;
    let mut ballot = || {
        let issue = |_| u32::try_from(numbers.below(issues.into())).expect("below a u32");
        Ballot::of((0..20).map(issue))
    };
    let ballots = (0..voters).map(|_| ballot()).collect();
    let costs = costs.into_iter().map(whole).collect();
    Election::new(whole(minutes), costs, ballots).expect("well-formed")
}

/// A community of 1,100 with 90 minutes, all of whom second four short issues. Two long ones only
/// one of them seconds, who could pay either before long and both after tens of thousands of
/// rounds.
fn lone_supporter() -> Election {
    let ballots = vec![
        Ballot::of([0, 1, 2, 3]).by(1_099),
        Ballot::of([0, 1, 2, 3, 4, 5]),
    ];
    let costs = [10, 10, 10, 10, 45, 45].map(whole);
    Election::new(whole(90), costs.into(), one_by_one(ballots)).expect("well-formed")
}

/// A community of 1,100 with 10 minutes, one of whom carries 144 from a long meeting of few: far
/// more than there is.
fn large_credit() -> Election {
    let ballots = vec![
        Ballot::of([0]).by(1_099),
        Ballot::of([0, 1, 2]).with_credit(whole(144)),
    ];
    let costs = [5, 5, 10].map(whole);
    Election::new(whole(10), costs.into(), one_by_one(ballots)).expect("well-formed")
}

/// As a meeting has them: a ballot for each person.
fn one_by_one(ballots: Vec<Ballot>) -> Vec<Ballot> {
    let each = |ballot: Ballot| std::iter::repeat_n(ballot.clone().by(1), ballot.people as usize);
    ballots.into_iter().flat_map(each).collect()
}

/// A community in which everybody seconds 20 of these issues at random, and a third carries
/// something.
fn community(issues: u32, people: u32) -> State {
    let mut numbers = Numbers(88_172_645_463_325_252);
    let mut state = State::default();
    let id = |number: u64| IssueId(Uuid::from_u128(number.into()));
    for number in 1..=issues {
        let id = id(number.into());
        let (category, accepted) = (Category::Other, Status::Accepted);
        let mut issue = Issue::new(id, number, category, TextId(id.0), accepted, Timestamp(0));
        issue.minutes = 5 + 5 * u32::try_from(numbers.below(12)).expect("below 12");
        state.issues.insert(id, issue);
    }
    for n in 0..people {
        let n = u128::from(n);
        // Ids of people who joined at any time say nothing of what they second.
        let person = PersonId(Uuid::from_u128(
            u128::from(numbers.below(1 << 40)) << 40 | n,
        ));
        for _ in 0..20 {
            let issue = id(1 + numbers.below(issues.into()));
            let household = HouseholdId(Uuid::from_u128(n));
            let entered_by = None;
            let second = Second {
                household,
                entered_by,
            };
            let before = state.seconds.insert((issue, person), second);
            if let (None, Some(issue)) = (before, state.issues.get_mut(&issue)) {
                issue.support.online += 1;
            }
        }
        if n % 3 == 0 {
            state.credits.insert(person, Credit(numbers.below(20_000)));
        }
    }
    state
}

fn meeting(criterion: &mut Criterion) {
    for (name, issues, people) in [
        ("a community of 1,000 issues, 10,000 people", 1_000, 10_000),
        (
            "a community of 10,000 issues, 100,000 people",
            10_000,
            100_000,
        ),
    ] {
        let state = community(issues, people);
        let id = MeetingId(Uuid::from_u128(7));
        let (longest, at) = (*MEETING_MINUTES.end(), Timestamp(DAY));
        let meeting = Meeting::new(id, 7, Kind::Residents, at, "Hall", longest);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function(BenchmarkId::from_parameter("a draft is filled"), |bench| {
            bench.iter(|| propose(black_box(&state), &meeting));
        });
        group.bench_function(
            BenchmarkId::from_parameter("and explained and settled"),
            |bench| {
                bench.iter(|| {
                    let proposal = propose(black_box(&state), &meeting);
                    let agenda: Vec<IssueId> =
                        proposal.items.iter().map(|item| item.issue).collect();
                    (
                        proposal.document(&agenda),
                        proposal.credits(),
                        proposal.passed_over(),
                    )
                });
            },
        );
        group.bench_function(BenchmarkId::from_parameter("ranking"), |bench| {
            bench.iter(|| ranking(black_box(&state)));
        });
        group.finish();
    }
}

fn rules(criterion: &mut Criterion, name: &str, election: &Election, step: &Raise) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function(BenchmarkId::from_parameter("equal-shares"), |bench| {
        bench.iter(|| equal_shares(black_box(election), step));
    });
    group.bench_function(BenchmarkId::from_parameter("phragmen"), |bench| {
        bench.iter(|| phragmen(black_box(election)));
    });
    group.bench_function(BenchmarkId::from_parameter("seconds"), |bench| {
        bench.iter(|| by_seconds(black_box(election)));
    });
    group.finish();
}

fn agenda(criterion: &mut Criterion) {
    for (name, election) in [
        ("a lone supporter of two long issues", lone_supporter()),
        ("a large credit in a short meeting", large_credit()),
    ] {
        let step = Raise::one_minute_in_all(&election);
        rules(criterion, name, &election, &step);
    }
    for (name, issues, voters, parts) in [
        ("1,000 issues, 10,000 voters, 1 in 60", 1_000, 10_000, 60),
        ("1,000 issues, 10,000 voters, 1 in 10", 1_000, 10_000, 10),
        (
            "10,000 issues, 100,000 voters, 1 in 60",
            10_000,
            100_000,
            60,
        ),
    ] {
        let election = made_up(issues, voters, parts);
        // A hundredth of a share.
        let step = Raise::new(election.share() / whole(100)).expect("more than nothing");
        rules(criterion, name, &election, &step);
    }
}

criterion_group!(benches, agenda, meeting);
criterion_main!(benches);
