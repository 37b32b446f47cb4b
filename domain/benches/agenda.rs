//! How long the agenda's rules take.
//!
//!     TWOLINE_PB=FILE.pb:STEP cargo bench -p domain
//!
//! `TWOLINE_PB` names a real election in Pabulib's format, and by how much purses are raised; without it, only made-up ones are
//! measured. In these, each voter seconds 20 issues at random, which need 5 to 60 minutes: no groups, so the hardest case
//! for a rule that looks for them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::agenda::{
    Ballot, Election, Step, equal_shares, parse_fraction, phragmen, votes, whole,
};

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

/// A well-formed file without quoted semicolons, as most are.
fn real(text: &str) -> Election {
    let mut section = "";
    let mut columns: Vec<&str> = vec![];
    let (mut budget, mut ids, mut costs, mut ballots) = (None, vec![], vec![], vec![]);
    for line in text.lines() {
        let cells: Vec<&str> = line.split(';').map(str::trim).collect();
        let cell = |name| columns.iter().position(|&column| column == name);
        match (section, &cells[..]) {
            (_, [name @ ("META" | "PROJECTS" | "VOTES")]) => {
                section = name;
                columns.clear();
            }
            _ if columns.is_empty() => columns.clone_from(&cells),
            ("META", ["budget", amount, ..]) => budget = parse_fraction(amount),
            ("PROJECTS", [id, ..]) => {
                ids.push(*id);
                costs.push(parse_fraction(cells[cell("cost").expect("costs")]).expect("a number"));
            }
            ("VOTES", _) => ballots.push(Ballot::of(
                cells[cell("vote").expect("votes")]
                    .split(',')
                    .filter_map(|id| (0..).zip(&ids).find(|(_, other)| **other == id.trim()))
                    .map(|(number, _)| number),
            )),
            _ => {}
        }
    }
    Election::new(budget.expect("a budget"), costs, ballots).expect("well-formed")
}

fn rules(criterion: &mut Criterion, name: &str, election: &Election, step: &Step) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function(BenchmarkId::from_parameter("equal-shares"), |bench| {
        bench.iter(|| equal_shares(black_box(election), step));
    });
    group.bench_function(BenchmarkId::from_parameter("phragmen"), |bench| {
        bench.iter(|| phragmen(black_box(election)));
    });
    group.bench_function(BenchmarkId::from_parameter("votes"), |bench| {
        bench.iter(|| votes(black_box(election)));
    });
    group.finish();
}

fn agenda(criterion: &mut Criterion) {
    if let Ok(named) = std::env::var("TWOLINE_PB") {
        let (path, step) = named.split_once(':').unwrap_or((&named, "1"));
        let text = std::fs::read_to_string(path).expect("TWOLINE_PB names a file");
        let step = parse_fraction(step).and_then(Step::new).expect("a step");
        rules(criterion, "real", &real(&text), &step);
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
        let step = Step::new(election.share() / whole(100)).expect("more than nothing");
        rules(criterion, name, &election, &step);
    }
}

criterion_group!(benches, agenda);
criterion_main!(benches);
